"""The independent judge of a plan: shares no code with what makes plans, lest one mistake be made twice.

A plan is published only when `faults` finds nothing. What is simply not scheduled is not a fault here:
`missing` lists it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from portal.planner.instances import Candidate, Instance, Span
from portal.planner.plans import Plan
from portal.rules.words import N_


@dataclass(frozen=True)
class Fault:
    """A broken hard constraint: a Dutch message id and its named parameters (ids, and times like "9.30")."""

    kind: str
    sentence: str
    params: dict[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.sentence % self.params


@dataclass(frozen=True)
class Visit:
    """One candidate at one place. Equal `meeting` = one meeting, to which one companion goes along."""

    who: str
    kind: str
    place: str
    start: int
    end: int
    meeting: tuple[object, ...]


def faults(instance: Instance, plan: Plan) -> list[Fault]:
    """Every broken hard constraint of the plan; an empty list is a plan that can be lived."""
    found = list(_strangers(instance, plan))
    visits: list[Visit] = []
    for candidate in instance.candidates:
        for fault_or_visit in _visits(instance, plan, candidate):
            if isinstance(fault_or_visit, Fault):
                found.append(fault_or_visit)
            else:
                visits.append(fault_or_visit)
    by_candidate: dict[str, list[Visit]] = {candidate.id: [] for candidate in instance.candidates}
    for visit in visits:
        by_candidate[visit.who].append(visit)
    for candidate in instance.candidates:
        own = sorted(by_candidate[candidate.id], key=lambda visit: (visit.start, visit.end))
        found += _person(instance, candidate, own)
        found += _lunch(instance, candidate, own, plan.lunch.get(candidate.id))
    for judge in (_welcomes, _tours, _tables, _rooms, _companions):
        found += judge(instance, visits)
    return found


def missing(instance: Instance, plan: Plan) -> list[tuple[str, str]]:
    """What the plan leaves out: (candidate, "welcome" | "tour" | "test" | id of the speeddate)."""
    left: list[tuple[str, str]] = []
    for candidate in instance.candidates:
        for kind, wanted, chosen in (
            ("welcome", candidate.welcome, plan.welcome),
            ("tour", candidate.tour, plan.tour),
            ("test", bool(candidate.test), plan.test),
        ):
            if wanted and candidate.id not in chosen:
                left.append((candidate.id, kind))
        left += [(candidate.id, date.id) for date in candidate.dates if date.id not in plan.dates]
    return left


def _clock(minute: int) -> str:
    return f"{minute // 60}.{minute % 60:02d}"


def _strangers(instance: Instance, plan: Plan) -> Iterator[Fault]:
    """Names in the plan that the day does not know, and things people did not ask for."""
    dates = {date.id for candidate in instance.candidates for date in candidate.dates}
    for name in plan.dates.keys() - dates:
        yield Fault("unknown", N_("Het plan noemt een onbekende speeddate: %(date)s."), {"date": name})
    people = {candidate.id: candidate for candidate in instance.candidates}
    for chosen in (plan.welcome, plan.tour, plan.test, plan.lunch):
        for name in chosen.keys() - people.keys():
            yield Fault("unknown", N_("Het plan noemt een onbekende kandidaat: %(candidate)s."), {"candidate": name})
    for name, candidate in people.items():
        for unwanted in (
            name in plan.welcome and not candidate.welcome,
            name in plan.tour and not candidate.tour,
            name in plan.test and not candidate.test,
        ):
            if unwanted:
                yield Fault(
                    "unwanted",
                    N_("%(candidate)s krijgt een afspraak die niet gevraagd is."),
                    {"candidate": name},
                )


def _visits(instance: Instance, plan: Plan, candidate: Candidate) -> Iterator[Visit | Fault]:
    """What the plan gives this candidate, and what is wrong with each visit by itself."""
    who, needs = candidate.id, candidate.needs
    if candidate.welcome and who in plan.welcome:
        chosen = plan.welcome[who]
        sessions = {session.id: session.start for session in instance.welcome.sessions}
        if chosen in sessions:
            start = sessions[chosen]
            yield Visit(who, "welcome", chosen, start, start + instance.welcome.duration, ("welcome", chosen))
        else:
            yield _unknown(who, chosen)
    if candidate.tour and who in plan.tour:
        place, start = plan.tour[who]
        visit = Visit(who, "tour", place, start, start + instance.tour.duration, ("tour", place, start))
        lines = {line.id: line.features for line in instance.tour.lines}
        on_grid = (start - instance.start) % instance.tour.start_step == 0
        yield from _admitted(visit, lines, needs.tour, on_grid)
    if candidate.test and who in plan.test:
        place, start = plan.test[who]
        visit = Visit(who, "test", place, start, start + candidate.test, ("test", who))
        rooms = {room.id: room.features for room in instance.test.rooms}
        on_grid = (start - instance.start) % instance.test.start_step == 0
        yield from _admitted(visit, rooms, needs.test, on_grid)
    for date in candidate.dates:
        if date.id in plan.dates:
            place, start = plan.dates[date.id]
            visit = Visit(who, "date", place, start, start + instance.rounds.slot, ("date", date.id))
            tables = {table.id: table.features for table in instance.tables if table.id in date.tables}
            yield from _admitted(visit, tables, needs.table, start in instance.rounds.starts)


def _unknown(who: str, place: str) -> Fault:
    sentence = N_("%(candidate)s wordt verwacht op een onbekende plek: %(place)s.")
    return Fault("place", sentence, {"candidate": who, "place": place})


def _admitted(
    visit: Visit, places: dict[str, frozenset[str]], needs: frozenset[str], on_grid: bool
) -> Iterator[Visit | Fault]:
    if visit.place not in places:
        yield _unknown(visit.who, visit.place)
        return
    if not needs <= places[visit.place]:
        sentence = N_("%(place)s heeft niet wat %(candidate)s nodig heeft.")
        yield Fault("needs", sentence, {"candidate": visit.who, "place": visit.place})
    if not on_grid:
        sentence = N_("%(candidate)s begint om %(start)s uur, en dat is geen beginuur.")
        yield Fault("grid", sentence, {"candidate": visit.who, "start": _clock(visit.start)})
    yield visit


def _person(instance: Instance, candidate: Candidate, own: list[Visit]) -> Iterator[Fault]:
    """In the candidate's window, outside the breaks, gaps kept, the welcome first. `own` is sorted."""
    first, last = max(instance.start, candidate.arrive), min(instance.end, candidate.leave)
    for visit in own:
        about: dict[str, object] = {"candidate": candidate.id, "start": _clock(visit.start)}
        if visit.start < first or visit.end > last:
            yield Fault("window", N_("%(candidate)s heeft om %(start)s uur een afspraak, maar is er dan niet."), about)
        for start, end in instance.breaks:
            if visit.start < end and start < visit.end:
                yield Fault("break", N_("De afspraak van %(candidate)s om %(start)s uur valt in een pauze."), about)
        if visit.kind == "welcome" and any(other.start < visit.start for other in own):
            yield Fault("first", N_("%(candidate)s heeft een afspraak voor het onthaal van %(start)s uur."), about)
    for place, earlier in enumerate(own):
        for later in own[place + 1 :]:
            if later.start < earlier.end + candidate.min_gap:
                yield Fault(
                    "gap",
                    N_("%(candidate)s heeft te weinig tijd tussen %(earlier)s en %(later)s uur."),
                    {
                        "candidate": candidate.id,
                        "earlier": _clock(earlier.start),
                        "later": _clock(later.start),
                    },
                )


def _lunch(instance: Instance, candidate: Candidate, own: list[Visit], start: int | None) -> Iterator[Fault]:
    if instance.lunch is None:
        return
    about: dict[str, object] = {"candidate": candidate.id}
    opens, closes = instance.lunch.window
    if start is None:
        if own:
            since = own[0].start if candidate.welcome else candidate.arrive
            if since <= opens and max(visit.end for visit in own) >= closes:
                yield Fault("lunch", N_("%(candidate)s krijgt geen lunch."), about)
        return
    end = start + instance.lunch.duration
    if start < opens or end > closes:
        yield Fault("lunch", N_("De lunch van %(candidate)s valt buiten de lunchtijd."), about)
    gap = candidate.min_gap
    if any(visit.start < end + gap and start < visit.end + gap for visit in own):
        yield Fault("lunch", N_("%(candidate)s heeft tijdens de lunch een afspraak."), about)


def _welcomes(instance: Instance, visits: list[Visit]) -> Iterator[Fault]:
    guests = Counter(visit.place for visit in visits if visit.kind == "welcome")
    for session in instance.welcome.sessions:
        if guests[session.id] > session.capacity:
            yield Fault(
                "capacity",
                N_("Onthaal %(place)s heeft te veel mensen: %(people)s."),
                {"place": session.id, "people": guests[session.id]},
            )


def _tours(instance: Instance, visits: list[Visit]) -> Iterator[Fault]:
    for line in instance.tour.lines:
        groups = Counter(visit.start for visit in visits if visit.kind == "tour" and visit.place == line.id)
        starts = sorted(groups)
        for start in starts:
            if groups[start] > line.group_size:
                yield Fault(
                    "group",
                    N_("Rondleiding %(place)s van %(start)s uur heeft te veel mensen: %(people)s."),
                    {"place": line.id, "start": _clock(start), "people": groups[start]},
                )
        for one, two in pairwise(starts):
            if two < one + instance.tour.duration + instance.tour.turnaround:
                yield Fault(
                    "line",
                    N_("Rondleidingen %(place)s van %(one)s en %(two)s uur overlappen."),
                    {"place": line.id, "one": _clock(one), "two": _clock(two)},
                )


def _tables(instance: Instance, visits: list[Visit]) -> Iterator[Fault]:
    for table in instance.tables:
        seated = sorted(v.start for v in visits if v.kind == "date" and v.place == table.id)
        for one, two in pairwise(seated):
            if two < one + instance.rounds.slot + instance.rounds.changeover:
                yield Fault(
                    "table",
                    N_("Aan %(place)s botsen de speeddates van %(one)s en %(two)s uur."),
                    {"place": table.id, "one": _clock(one), "two": _clock(two)},
                )
        for start in seated:
            if _meets((start, start + instance.rounds.slot), table.unavailable):
                yield Fault(
                    "closed",
                    N_("Tafel %(place)s is om %(start)s uur niet vrij."),
                    {"place": table.id, "start": _clock(start)},
                )


def _rooms(instance: Instance, visits: list[Visit]) -> Iterator[Fault]:
    for room in instance.test.rooms:
        seated = [(v.start, v.end) for v in visits if v.kind == "test" and v.place == room.id]
        when, people = _most_at_once(seated)
        if people > room.seats:
            yield Fault(
                "seats",
                N_("Om %(start)s uur zitten er te veel mensen in %(place)s: %(people)s."),
                {"place": room.id, "start": _clock(when), "people": people},
            )


def _companions(instance: Instance, visits: list[Visit]) -> Iterator[Fault]:
    coach_of = {candidate.id: candidate.coach for candidate in instance.candidates}
    interpreter_of = {candidate.id: candidate.interpreter for candidate in instance.candidates}
    with_coach: dict[str | None, dict[object, Span]] = defaultdict(dict)
    with_interpreter: dict[str | None, dict[object, Span]] = defaultdict(dict)
    for visit in visits:
        if visit.kind in instance.accompany_coach:
            with_coach[coach_of[visit.who]][visit.meeting] = (visit.start, visit.end)
        if visit.kind in instance.accompany_interpreter:
            with_interpreter[interpreter_of[visit.who]][visit.meeting] = (visit.start, visit.end)
    for coach in instance.coaches:
        duties = list(with_coach[coach.id].values())
        when, places = _most_at_once([(start, end + instance.transfer) for start, end in duties])
        if places > 1:
            yield Fault(
                "coach",
                N_("Jobcoach %(coach)s moet om %(start)s uur op twee plekken zijn."),
                {"coach": coach.id, "start": _clock(when)},
            )
        for duty in sorted(duties):
            if _meets(duty, coach.unavailable):
                yield Fault(
                    "absent",
                    N_("Jobcoach %(coach)s is er om %(start)s uur niet."),
                    {"coach": coach.id, "start": _clock(duty[0])},
                )
    for interpreter in instance.interpreters:
        duties = list(with_interpreter[interpreter.id].values())
        when, places = _most_at_once([(start, end + instance.transfer) for start, end in duties])
        if places > interpreter.count:
            yield Fault(
                "interpreter",
                N_("Om %(start)s uur zijn er %(needed)s tolken %(interpreter)s nodig, er zijn er %(count)s."),
                {
                    "interpreter": interpreter.id,
                    "start": _clock(when),
                    "needed": places,
                    "count": interpreter.count,
                },
            )


def _meets(span: Span, others: Iterable[Span]) -> bool:
    return any(span[0] < end and start < span[1] for start, end in others)


def _most_at_once(spans: list[Span]) -> tuple[int, int]:
    """The first moment at which most spans run at once, and how many; an end frees its place at once."""
    steps = sorted([(start, 1) for start, _ in spans] + [(end, -1) for _, end in spans])
    running, when, most = 0, 0, 0
    for minute, step in steps:
        running += step
        if running > most:
            when, most = minute, running
    return when, most
