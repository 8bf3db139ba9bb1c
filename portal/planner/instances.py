"""The instance of a day (format 1): everything the planner has to know, in minutes since midnight."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from portal.planner.reading import Field, InputFault, distinct, read_each
from portal.rules.words import N_

Span = tuple[int, int]  # from, to: the end does not belong to it
KINDS = ("welcome", "tour", "test", "date")


class BadInstance(ValueError):
    """The instance cannot be read; `faults` holds everything that is wrong with it."""

    def __init__(self, faults: list[InputFault]) -> None:
        super().__init__("; ".join(str(fault) for fault in faults))
        self.faults = faults


@dataclass(frozen=True)
class Session:
    id: str
    start: int
    capacity: int


@dataclass(frozen=True)
class Welcome:
    duration: int
    sessions: tuple[Session, ...]


@dataclass(frozen=True)
class Rounds:
    """When speeddates may start, how long one lasts, and how long a table then rests."""

    slot: int
    changeover: int
    starts: tuple[int, ...]


@dataclass(frozen=True)
class Table:
    id: str
    company: str
    features: frozenset[str]
    unavailable: tuple[Span, ...]


@dataclass(frozen=True)
class Line:
    """A guide: people who start together form one group."""

    id: str
    group_size: int
    features: frozenset[str]


@dataclass(frozen=True)
class Tour:
    duration: int
    turnaround: int
    start_step: int
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Room:
    id: str
    seats: int
    features: frozenset[str]


@dataclass(frozen=True)
class WrittenTest:
    start_step: int
    rooms: tuple[Room, ...]


@dataclass(frozen=True)
class Lunch:
    window: Span
    duration: int


@dataclass(frozen=True)
class Coach:
    id: str
    unavailable: tuple[Span, ...]


@dataclass(frozen=True)
class Interpreter:
    id: str
    count: int


@dataclass(frozen=True)
class Needs:
    table: frozenset[str]
    tour: frozenset[str]
    test: frozenset[str]


@dataclass(frozen=True)
class Speeddate:
    """A speeddate at one of `tables`."""

    id: str
    tables: tuple[str, ...]


@dataclass(frozen=True)
class Candidate:
    """`test` is the candidate's own length of the written test in minutes; 0 is no test."""

    id: str
    arrive: int
    leave: int
    welcome: bool
    coach: str | None
    interpreter: str | None
    needs: Needs
    min_gap: int
    tour: bool
    test: int
    dates: tuple[Speeddate, ...]
    late_credit: int


@dataclass(frozen=True)
class Instance:
    """One selection day. `accompany_*` are the kinds a coach or an interpreter goes along to."""

    name: str
    start: int
    end: int
    breaks: tuple[Span, ...]
    transfer: int
    welcome: Welcome
    rounds: Rounds
    tables: tuple[Table, ...]
    tour: Tour
    test: WrittenTest
    lunch: Lunch | None
    coaches: tuple[Coach, ...]
    interpreters: tuple[Interpreter, ...]
    accompany_coach: frozenset[str]
    accompany_interpreter: frozenset[str]
    candidates: tuple[Candidate, ...]


def read_instance(obj: object) -> Instance:
    """Read format 1, as JSON text or as the object it holds.

    Raises BadInstance with every fault at once: a sentence and the path of the field.
    """
    if isinstance(obj, str | bytes):
        try:
            obj = json.loads(obj)
        except (ValueError, RecursionError):
            raise BadInstance([InputFault(N_("Dit is geen geldige JSON."), "")]) from None
    if not isinstance(obj, dict):
        raise BadInstance([InputFault(N_("Het dagplan moet een object zijn."), "")])
    faults: list[InputFault] = []
    instance = _day(Field(obj, "", faults))
    if faults:
        raise BadInstance(faults)
    return instance


def _day(day: Field) -> Instance:
    if day.at("format").value not in (1, None):
        day.at("format").fault(N_("Alleen formaat 1 is bekend."))
    hours = day.at("day")
    hours.is_object()
    start, end = hours.at("start").minute(), hours.at("end").minute()
    if start >= end:
        hours.fault(N_("%(field)s is leeg: het begin ligt niet voor het einde."))
    lunch = day.at("lunch", None)
    accompany = day.at("accompany")
    instance = Instance(
        name=day.at("name", "-").text(),
        start=start,
        end=end,
        breaks=day.at("breaks").spans(),
        transfer=day.at("transfer").minutes(least=0),
        welcome=_welcome(day.at("welcome")),
        rounds=_rounds(day.at("date")),
        tables=read_each(day.at("tables"), _table),
        tour=_tour(day.at("tour")),
        test=_test(day.at("test")),
        lunch=None if lunch.value is None else _lunch(lunch),
        coaches=read_each(day.at("coaches"), lambda c: Coach(c.at("id").text(), c.at("unavailable").spans())),
        interpreters=read_each(
            day.at("interpreters"), lambda i: Interpreter(i.at("id").text(), i.at("count").whole(1))
        ),
        accompany_coach=_kinds(accompany.at("coach")),
        accompany_interpreter=_kinds(accompany.at("interpreter")),
        candidates=read_each(day.at("candidates"), lambda c: _candidate(c, start, end)),
    )
    _names_agree(day)
    return instance


def _features(where: Field) -> frozenset[str]:
    return frozenset(where.at("features").texts())


def _welcome(where: Field) -> Welcome:
    where.is_object()
    return Welcome(
        where.at("duration").minutes(),
        read_each(
            where.at("sessions"),
            lambda s: Session(s.at("id").text(), s.at("start").minute(), s.at("capacity").whole(1)),
        ),
    )


def _rounds(where: Field) -> Rounds:
    where.is_object()
    starts = sorted({member.minute() for member in where.at("rounds").members()})
    return Rounds(where.at("slot").minutes(), where.at("changeover").minutes(least=0), tuple(starts))


def _table(where: Field) -> Table:
    return Table(
        where.at("id").text(),
        where.at("company", "-").text(),
        _features(where),
        where.at("unavailable").spans(),
    )


def _tour(where: Field) -> Tour:
    where.is_object()
    return Tour(
        where.at("duration").minutes(),
        where.at("turnaround").minutes(least=0),
        where.at("start_step").minutes(),
        read_each(
            where.at("lines"),
            lambda line: Line(line.at("id").text(), line.at("group_size").whole(1), _features(line)),
        ),
    )


def _test(where: Field) -> WrittenTest:
    where.is_object()
    return WrittenTest(
        where.at("start_step").minutes(),
        read_each(where.at("rooms"), lambda r: Room(r.at("id").text(), r.at("seats").whole(1), _features(r))),
    )


def _lunch(where: Field) -> Lunch:
    where.is_object()
    lunch = Lunch(where.at("window").span(), where.at("duration").minutes())
    if lunch.duration > lunch.window[1] - lunch.window[0]:
        where.fault(N_("De lunch duurt langer dan de tijd die ervoor is."))
    return lunch


def _kinds(where: Field) -> frozenset[str]:
    kinds = set()
    for member in where.members():
        kinds.add(member.text())
        if isinstance(member.value, str) and member.value not in KINDS:
            member.fault(N_("%(name)s is geen soort afspraak."), name=member.value)
    return frozenset(kinds)


def _candidate(where: Field, day_start: int, day_end: int) -> Candidate:
    arrive, leave = where.at("arrive").minute(), where.at("leave").minute()
    if max(arrive, day_start) >= min(leave, day_end):
        where.fault(N_("%(name)s is op geen enkel moment van de dag aanwezig."), name=_shown(where))
    needs = where.at("needs")
    needs.is_object()
    test: Any = where.at("test", 0)
    return Candidate(
        id=where.at("id").text(),
        arrive=arrive,
        leave=leave,
        welcome=where.at("welcome").flag(),
        coach=_optional(where.at("coach", None)),
        interpreter=_optional(where.at("interpreter", None)),
        needs=Needs(*(frozenset(needs.at(kind).texts()) for kind in ("table", "tour", "test"))),
        min_gap=where.at("min_gap").minutes(least=0),
        tour=where.at("tour").flag(),
        test=0 if test.value is None else test.minutes(least=0),
        dates=read_each(where.at("dates"), lambda date: Speeddate(date.at("id").text(), date.at("tables").texts())),
        late_credit=where.at("late_credit", 0).whole(0),
    )


def _optional(where: Field) -> str | None:
    return None if where.value is None else where.text()


def _shown(where: Field) -> str:
    name = where.value.get("id")
    return name if isinstance(name, str) else where.path


def _listed(where: Field) -> list[tuple[Field, str]]:
    """The objects of a list with a usable id; what is wrong with the others has been noted while reading."""
    return [
        (entry, entry.value["id"])
        for entry in Field(where.value, where.path, []).objects()
        if isinstance(entry.value.get("id"), str)
    ]


def _names_agree(day: Field) -> None:
    """Every id occurs once, and every name that is used is the id of something."""

    def ids(owner: Field) -> set[str]:
        entries = _listed(owner)
        return distinct((Field(entry.value, entry.path, day.faults), name) for entry, name in entries)

    tables, coaches, interpreters = (ids(day.at(part, [])) for part in ("tables", "coaches", "interpreters"))
    for group, part in (("welcome", "sessions"), ("tour", "lines"), ("test", "rooms")):
        ids(day.at(group, {}).at(part, []))
    ids(day.at("candidates", []))
    dates: list[tuple[Field, str]] = []
    for entry, _name in _listed(day.at("candidates", [])):
        candidate = Field(entry.value, entry.path, day.faults)
        for role, known, sentence in (
            ("coach", coaches, N_("%(candidate)s heeft een onbekende jobcoach: %(name)s.")),
            ("interpreter", interpreters, N_("%(candidate)s heeft een onbekende tolk: %(name)s.")),
        ):
            companion = candidate.at(role, None)
            if isinstance(companion.value, str) and companion.value not in known:
                companion.fault(sentence, candidate=_shown(candidate), name=companion.value)
        for listed, name in _listed(candidate.at("dates", [])):
            date = Field(listed.value, listed.path, day.faults)
            dates.append((date, name))
            wanted = date.value.get("tables")
            if wanted == []:
                date.fault(N_("Speeddate %(name)s heeft geen enkele tafel om uit te kiezen."), name=name)
            for table in wanted if isinstance(wanted, list) else []:
                if isinstance(table, str) and table not in tables:
                    date.fault(
                        N_("Speeddate %(name)s vraagt een onbekende tafel: %(table)s."),
                        name=name,
                        table=table,
                    )
    distinct(dates)
