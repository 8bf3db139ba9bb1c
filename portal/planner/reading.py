"""Reading untrusted JSON while collecting every fault, instead of stopping at the first."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from portal.rules.words import N_

T = TypeVar("T")

LATEST_MINUTE = 48 * 60  # a day may run past midnight, never longer: it keeps the time line small
LARGEST_COUNT = 10_000


@dataclass(frozen=True)
class InputFault:
    """One thing wrong with the input: a Dutch message id, its named parameters and where it stands."""

    sentence: str
    path: str
    params: dict[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.path}: {self.sentence % self.params}" if self.path else self.sentence % self.params


@dataclass(frozen=True)
class Field:
    """A value, the path that leads to it, and the shared list in which its faults are noted.

    Every reader returns a harmless value after a fault, so that reading goes on and finds the next one.
    """

    value: Any
    path: str
    faults: list[InputFault]

    def fault(self, sentence: str, **params: object) -> None:
        self.faults.append(InputFault(sentence, self.path, {"field": self.path, **params}))

    def at(self, name: str, default: Any = ...) -> Field:
        """The member `name` of an object; a fault when it is missing and has no default."""
        path = f"{self.path}.{name}" if self.path else name
        if not isinstance(self.value, dict):
            return Field(None, path, [])  # the object itself has already been reported
        if name not in self.value:
            if default is not ...:
                return Field(default, path, self.faults)
            Field(None, path, self.faults).fault(N_("Het veld %(field)s ontbreekt."))
            return Field(None, path, [])
        return Field(self.value[name], path, self.faults)

    def objects(self) -> Iterable[Field]:
        """The members of a list, each of which must be an object."""
        for member in self.members():
            if isinstance(member.value, dict):
                yield member
            else:
                member.fault(N_("%(field)s moet een object zijn."))

    def members(self) -> list[Field]:
        if not isinstance(self.value, list):
            self.fault(N_("%(field)s moet een lijst zijn."))
            return []
        return [Field(value, f"{self.path}[{place}]", self.faults) for place, value in enumerate(self.value)]

    def is_object(self) -> bool:
        if not isinstance(self.value, dict):
            self.fault(N_("%(field)s moet een object zijn."))
            return False
        return True

    def text(self) -> str:
        if not isinstance(self.value, str) or not self.value:
            self.fault(N_("%(field)s moet een tekst zijn die niet leeg is."))
            return ""
        return self.value

    def texts(self) -> tuple[str, ...]:
        return tuple(member.text() for member in self.members())

    def flag(self) -> bool:
        if not isinstance(self.value, bool):
            self.fault(N_("%(field)s moet waar of onwaar zijn."))
            return False
        return self.value

    def whole(self, least: int, most: int = LARGEST_COUNT) -> int:
        """A whole number between `least` and `most`, both included."""
        if isinstance(self.value, bool) or not isinstance(self.value, int):
            self.fault(N_("%(field)s moet een geheel getal zijn."))
            return least
        if not least <= self.value <= most:
            self.fault(
                N_("%(field)s moet tussen %(least)s en %(most)s liggen, niet %(found)s."),
                least=least,
                most=most,
                found=self.value,
            )
            return least
        return self.value

    def minute(self) -> int:
        """A moment, in minutes since midnight."""
        return self.whole(0, LATEST_MINUTE)

    def minutes(self, least: int = 1) -> int:
        """A length of time, in minutes."""
        return self.whole(least, LATEST_MINUTE)

    def span(self) -> tuple[int, int]:
        """A pair [from, to] of moments, from before to."""
        if not isinstance(self.value, list) or len(self.value) != 2:
            self.fault(N_("%(field)s moet een begin en een einde hebben."))
            return (0, 1)
        start, end = (member.minute() for member in self.members())
        if start >= end:
            self.fault(N_("%(field)s is leeg: het begin ligt niet voor het einde."))
            return (start, start + 1)
        return (start, end)

    def spans(self) -> tuple[tuple[int, int], ...]:
        return tuple(member.span() for member in self.members())


def distinct(fields: Iterable[tuple[Field, str]]) -> set[str]:
    """Note a fault for each id that was used before; return the ids."""
    seen: set[str] = set()
    for where, name in fields:
        if name and name in seen:
            where.fault(N_("De naam %(name)s komt meer dan eens voor."), name=name)
        seen.add(name)
    return seen


def read_each(where: Field, read: Callable[[Field], T]) -> tuple[T, ...]:
    return tuple(read(member) for member in where.objects())
