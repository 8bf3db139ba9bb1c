"""What could be changed about a day on which not everything fits: each change as a step and as the day after it.

What somebody needs is never up for discussion: neither the pause, nor the longer test, nor the suitable place. Only the
day, its places and who goes along are; and when people come and go.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from portal.planner.facts import STEPS, Step, said
from portal.planner.instances import Candidate, Coach, Instance, Line, Session, Speeddate, Table
from portal.planner.plans import Plan
from portal.planner.reasons import clock
from portal.planner.relaxing import Key, later

LATER = (15, 30, 45, 60, 90, 120)
HOURS = (15, 30, 60, 120, 180)
MORE = (1, 2, 3, 5, 8, 12, 20)


@dataclass(frozen=True)
class Change:
    """A step, the day (and the pins) after it, and what it costs compared with others.

    Changes of one `family` are more and more of the same: the first that is enough will do.
    """

    cost: float
    family: Key
    step: Step
    instance: Instance
    pinned: Plan | None


def changes(instance: Instance, pinned: Plan | None, clash: Iterable[Key]) -> list[Change]:
    """What touches a fact of the clash, the cheapest first."""
    found: list[Change] = []
    clash = list(clash)
    for kind, name in clash:
        make = _MAKERS.get(kind)
        if make is not None:
            found += make(instance, pinned, name, clash)
    return sorted(found, key=lambda one: one.cost)


def _step(kind: str, keys: tuple[str, ...], **params: object) -> Step:
    return said(Step, STEPS[kind], kind, keys, **params)


def _later(day: Instance, pinned: Plan | None, _name: str, _clash: list[Key]) -> Iterator[Change]:
    for minutes in LATER:
        changed = later(day, minutes)
        step = _step("later", (), count=minutes, until=clock(changed.end))
        yield Change(3 + minutes / 15, ("later", ""), step, changed, pinned)


def _stays(day: Instance, pinned: Plan | None, name: str, _clash: list[Key]) -> Iterator[Change]:
    one = _person(day, name)
    for minutes in HOURS:
        leave = min(one.leave + minutes, day.end)
        if leave - one.leave > minutes - 15:
            step = _step("stay", (name,), candidate=name, count=leave - one.leave, until=clock(leave))
            yield Change(1 + minutes / 30, ("stay", name), step, _instead(day, replace(one, leave=leave)), pinned)


def _comes(day: Instance, pinned: Plan | None, name: str, _clash: list[Key]) -> Iterator[Change]:
    one = _person(day, name)
    for minutes in HOURS:
        arrive = max(one.arrive - minutes, day.start)
        if one.arrive - arrive > minutes - 15:
            step = _step("earlier", (name,), candidate=name, count=one.arrive - arrive, since=clock(arrive))
            yield Change(1 + minutes / 30, ("earlier", name), step, _instead(day, replace(one, arrive=arrive)), pinned)


def _more_tables(day: Instance, pinned: Plan | None, name: str, _clash: list[Key]) -> Iterator[Change]:
    table = next(one for one in day.tables if one.id == name)
    for many in MORE:
        new = tuple(Table(f"{name}+{rank}", table.company, table.features, ()) for rank in range(many))
        names = tuple(one.id for one in new)

        def also(date: Speeddate, names: tuple[str, ...] = names) -> Speeddate:
            return replace(date, tables=(*date.tables, *names)) if name in date.tables else date

        candidates = tuple(replace(one, dates=tuple(map(also, one.dates))) for one in day.candidates)
        changed = replace(day, tables=(*day.tables, *new), candidates=candidates)
        yield Change(6 + 4 * many, ("table", name), _step("table", (name,), table=name, count=many), changed, pinned)


def _open(day: Instance, pinned: Plan | None, name: str, _clash: list[Key]) -> Iterator[Change]:
    owner, rank = name.rsplit("#", 1)
    table = next(one for one in day.tables if one.id == owner)
    since, until = table.unavailable[int(rank)]
    spans = tuple(span for at, span in enumerate(table.unavailable) if at != int(rank))
    tables = tuple(replace(one, unavailable=spans) if one is table else one for one in day.tables)
    step = _step("open", (owner,), table=owner, since=clock(since), until=clock(until))
    yield Change(3, ("open", name), step, replace(day, tables=tables), pinned)


def _more_seats(day: Instance, pinned: Plan | None, name: str, _clash: list[Key]) -> Iterator[Change]:
    for many in MORE:
        rooms = tuple(replace(one, seats=one.seats + many) if one.id == name else one for one in day.test.rooms)
        step = _step("seats", (name,), room=name, count=many)
        yield Change(2 + many, ("seats", name), step, replace(day, test=replace(day.test, rooms=rooms)), pinned)


def _more_guides(day: Instance, pinned: Plan | None, name: str, _clash: list[Key]) -> Iterator[Change]:
    line = next(one for one in day.tour.lines if one.id == name)
    for many in MORE[:4]:
        lines = tuple(replace(one, group_size=one.group_size + many) if one is line else one for one in day.tour.lines)
        step = _step("group", (name,), line=name, count=many)
        yield Change(2.5 + many, ("group", name), step, _touring(day, lines), pinned)
    for many in MORE[:4]:
        lines = (*day.tour.lines, *(replace(line, id=f"{name}+{rank}") for rank in range(many)))
        step = _step("guide", (name,), line=name, count=many)
        yield Change(6 + 3 * many, ("guide", name), step, _touring(day, lines), pinned)


def _touring(day: Instance, lines: tuple[Line, ...]) -> Instance:
    return replace(day, tour=replace(day.tour, lines=lines))


def _more_guests(day: Instance, pinned: Plan | None, name: str, _clash: list[Key]) -> Iterator[Change]:
    for many in MORE:
        sessions = tuple(
            replace(one, capacity=one.capacity + many) if one.id == name else one for one in day.welcome.sessions
        )
        step = _step("guests", (name,), session=name, count=many)
        yield Change(2 + many / 2, ("guests", name), step, _welcoming(day, sessions), pinned)


def _another_welcome(day: Instance, pinned: Plan | None, name: str, _clash: list[Key]) -> Iterator[Change]:
    at = -(-max(day.start, _person(day, name).arrive) // 5) * 5
    if all(session.start != at for session in day.welcome.sessions):
        new = Session(f"+{at}", at, len(day.candidates))
        step = _step("welcome", (), at=clock(at))
        yield Change(5, ("welcome", str(at)), step, _welcoming(day, (*day.welcome.sessions, new)), pinned)


def _welcoming(day: Instance, sessions: tuple[Session, ...]) -> Instance:
    return replace(day, welcome=replace(day.welcome, sessions=sessions))


def _another_coach(day: Instance, pinned: Plan | None, name: str, clash: list[Key]) -> Iterator[Change]:
    """Somebody else goes along with as few people of this coach as will do, the busiest of the clash first."""
    asked = {key for kind, key in clash if kind in ("date", "tour", "test", "welcome")}
    people = [one for one in day.candidates if one.coach == name]
    people.sort(key=lambda one: (-sum(date.id in asked for date in one.dates), one.id))
    coach = next(one for one in day.coaches if one.id == name)
    for many in range(1, len(people) // 2 + 1):
        moved = {one.id for one in people[:many]}
        new = Coach(f"{name}+", ())
        candidates = tuple(replace(one, coach=new.id) if one.id in moved else one for one in day.candidates)
        names = ", ".join(sorted(moved))
        step = _step("coach", (coach.id, *sorted(moved)), coach=coach.id, candidates=names)
        changed = replace(day, candidates=candidates, coaches=(*day.coaches, new))
        yield Change(7 + many, ("coach", name), step, changed, pinned)


def _present(day: Instance, pinned: Plan | None, name: str, _clash: list[Key]) -> Iterator[Change]:
    owner, rank = name.rsplit("#", 1)
    coach = next(one for one in day.coaches if one.id == owner)
    since, until = coach.unavailable[int(rank)]
    spans = tuple(span for at, span in enumerate(coach.unavailable) if at != int(rank))
    coaches = tuple(replace(one, unavailable=spans) if one is coach else one for one in day.coaches)
    step = _step("present", (owner,), coach=owner, since=clock(since), until=clock(until))
    yield Change(3, ("present", name), step, replace(day, coaches=coaches), pinned)


def _more_interpreters(day: Instance, pinned: Plan | None, name: str, _clash: list[Key]) -> Iterator[Change]:
    for many in MORE[:4]:
        others = tuple(replace(one, count=one.count + many) if one.id == name else one for one in day.interpreters)
        step = _step("interpreter", (name,), interpreter=name, count=many)
        yield Change(7 + 3 * many, ("interpreter", name), step, replace(day, interpreters=others), pinned)


def _suit_table(day: Instance, pinned: Plan | None, name: str, clash: list[Key]) -> Iterator[Change]:
    one = _person(day, name)
    asked = {key for kind, key in clash if kind == "date"}
    wanted = {table for date in one.dates if date.id in asked for table in date.tables}
    for table in day.tables:
        if table.id in wanted and not one.needs.table <= table.features:
            better = replace(table, features=table.features | one.needs.table)
            tables = tuple(better if other is table else other for other in day.tables)
            step = _step("suit_table", (table.id, name), table=table.id, candidate=name)
            yield Change(6, ("suit_table", table.id), step, replace(day, tables=tables), pinned)


def _suit_tour(day: Instance, pinned: Plan | None, name: str, _clash: list[Key]) -> Iterator[Change]:
    needed = _person(day, name).needs.tour
    for line in day.tour.lines:
        if not needed <= line.features:
            better = replace(line, features=line.features | needed)
            lines = tuple(better if other is line else other for other in day.tour.lines)
            step = _step("suit_tour", (line.id, name), line=line.id, candidate=name)
            yield Change(6, ("suit_tour", line.id), step, _touring(day, lines), pinned)


def _suit_test(day: Instance, pinned: Plan | None, name: str, _clash: list[Key]) -> Iterator[Change]:
    needed = _person(day, name).needs.test
    for room in day.test.rooms:
        if not needed <= room.features:
            better = replace(room, features=room.features | needed)
            rooms = tuple(better if other is room else other for other in day.test.rooms)
            step = _step("suit_test", (room.id, name), room=room.id, candidate=name)
            changed = replace(day, test=replace(day.test, rooms=rooms))
            yield Change(6, ("suit_test", room.id), step, changed, pinned)


def _unpin(day: Instance, pinned: Plan | None, name: str, _clash: list[Key]) -> Iterator[Change]:
    part, who = name.split("/", 1)
    if pinned is None:
        return
    at = getattr(pinned, part)[who]
    if part == "welcome":
        start = next((one.start for one in day.welcome.sessions if one.id == at), day.start)
    else:
        start = at if part == "lunch" else at[1]
    left = replace(pinned, **{part: {key: spot for key, spot in getattr(pinned, part).items() if key != who}})
    owner = next((one.id for one in day.candidates if one.id == who or any(date.id == who for date in one.dates)), who)
    yield Change(1, ("unpin", name), _step("unpin", (name,), candidate=owner, since=clock(start)), day, left)


def _person(day: Instance, name: str) -> Candidate:
    return next(one for one in day.candidates if one.id == name)


def _instead(day: Instance, changed: Candidate) -> Instance:
    people = tuple(changed if one.id == changed.id else one for one in day.candidates)
    return replace(day, candidates=people)


_MAKERS = {
    "day_end": _later,
    "leaves": _stays,
    "arrives": _comes,
    "table": _more_tables,
    "table_closed": _open,
    "room": _more_seats,
    "line": _more_guides,
    "session": _more_guests,
    "welcome": _another_welcome,
    "coach": _another_coach,
    "coach_away": _present,
    "interpreter": _more_interpreters,
    "needs_table": _suit_table,
    "needs_tour": _suit_tour,
    "needs_test": _suit_test,
    "pin": _unpin,
}
