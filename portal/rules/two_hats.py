"""Conflicts of interest: somebody who stands on two sides of one candidate (req Y-5). A warning, never a refusal."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from portal.rules.words import N_

_SHORTEST_PHONE = 8  # digits; and that many at the end are compared, whatever stands before them


@dataclass(frozen=True)
class Someone:
    """A person as far as he or she can be recognised."""

    name: str
    email: str = ""
    phone: str = ""


@dataclass(frozen=True)
class Conflict:
    """What to think of before deciding: a message id, filled with `values`."""

    words: str
    values: dict[str, Any] = field(default_factory=dict)


def is_same_person(one: Someone, other: Someone) -> bool:
    """Whether two seem to be one: the same address, the same number, or the same full name."""
    emails = {one.email.strip().casefold(), other.email.strip().casefold()}
    phones = {_digits(one.phone), _digits(other.phone)}
    names = {" ".join(one.name.casefold().split()), " ".join(other.name.casefold().split())}
    return any(len(found) == 1 and "" not in found for found in (emails, phones)) or (
        len(names) == 1 and " " in next(iter(names))
    )


def _digits(phone: str) -> str:
    digits = re.sub(r"\D", "", phone)
    return digits[-_SHORTEST_PHONE:] if len(digits) >= _SHORTEST_PHONE else ""


@dataclass(frozen=True)
class Sides:
    """Who stands where for one candidate. `candidate` is None for a reader who may not know how to reach him or her."""

    jobcoach: Someone
    lead: Someone
    employer: str
    assessors: tuple[Someone, ...] = ()
    at_employer: tuple[Someone, ...] = ()
    candidate: Someone | None = None


def conflicts_between(mediators: Iterable[Someone], others: Iterable[Someone], employer: str) -> list[Conflict]:
    """Mediators of a campaign who may be somebody at the employer (`others`) too; each pair once."""
    words = N_("%(who)s bemiddelt in deze instroomactie en is misschien %(name)s van %(employer)s.")
    listed = list(others)
    return [
        Conflict(words, {"who": one.name, "name": other.name, "employer": employer})
        for one in mediators
        for other in listed
        if is_same_person(one, other)
    ]


def conflicts_of(sides: Sides) -> list[Conflict]:
    """What those who decide should know about each other, the plainest first; each once."""
    return list({found.words + repr(found.values): found for found in _all(sides)}.values())


def _all(sides: Sides) -> Iterator[Conflict]:
    employer = {"employer": sides.employer}
    if is_same_person(sides.jobcoach, sides.lead):
        yield Conflict(N_("Wie deze instroomactie trekt, is ook de jobcoach van deze kandidaat."))
    yield from _matches(
        sides.jobcoach,
        sides.assessors,
        N_("%(name)s is jobcoach van deze kandidaat en beoordeelt ook voor %(employer)s."),
        employer,
    )
    yield from _matches(
        sides.jobcoach,
        sides.at_employer,
        N_("%(name)s is jobcoach van deze kandidaat en staat ook bij %(employer)s bekend."),
        employer,
    )
    if sides.candidate is not None:
        yield from _matches(
            sides.candidate,
            (*sides.assessors, *sides.at_employer),
            N_("De kandidaat en %(name)s van %(employer)s hebben dezelfde naam, telefoon of hetzelfde adres."),
            employer,
        )


def _matches(one: Someone, others: Iterable[Someone], words: str, values: dict[str, Any]) -> Iterator[Conflict]:
    for other in others:
        if is_same_person(one, other):
            yield Conflict(words, {"name": other.name, **values})
