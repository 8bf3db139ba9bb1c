"""The board on which a plan is laid: who and what is taken when, and where each duty could still go."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from portal.planner.instances import Candidate, Instance, Span
from portal.planner.plans import Plan
from portal.planner.timeline import Seats, span, starts_touching

Spot = tuple[int, int]  # place (its rank in the instance), start (a minute of the board)
Meeting = tuple[int, ...]


@dataclass(eq=False, slots=True)
class Duty:
    """One thing a candidate has to do. `places` maps each possible place to the starts its rules allow."""

    rank: int
    person: int
    kind: str  # welcome, tour, test, date, lunch
    name: str  # the key in the plan: a candidate, or a speeddate
    length: int
    places: dict[int, int]
    companions: tuple[int, ...] = ()
    pinned: bool = False
    spot: Spot | None = None


class Companion:
    """A coach, or all interpreters of one language: so many places at once, travel included."""

    __slots__ = ("meetings", "seats")

    def __init__(self, count: int) -> None:
        self.seats = Seats(count)
        self.meetings: dict[Meeting, list[Duty]] = {}


class Board:
    """Holds hard constraints only: a duty laid with `lay` on a spot of `open_spots` never breaks one."""

    def __init__(self, instance: Instance, pinned: Plan | None = None) -> None:
        self.instance = instance
        rounds, tour = instance.rounds, instance.tour
        self.rest = rounds.slot + rounds.changeover
        self.cycle = tour.duration + tour.turnaround
        known = [instance.start, *(session.start for session in instance.welcome.sessions)]
        for part in (pinned.tour, pinned.test, pinned.dates) if pinned else ():
            known += [start for _, start in part.values()]
        self.zero = min(known) - max(
            self.rest, self.cycle, instance.transfer, *(c.min_gap for c in instance.candidates), 0
        )
        self.limit = instance.end - self.zero
        self.gap = [candidate.min_gap for candidate in instance.candidates]
        self.busy = [0] * len(instance.candidates)
        self.table = [0] * len(instance.tables)
        self.seated: list[dict[int, Duty]] = [{} for _ in instance.tables]
        self.line = [0] * len(instance.tour.lines)
        self.groups: list[dict[int, list[Duty]]] = [{} for _ in instance.tour.lines]
        self.room = [Seats(room.seats) for room in instance.test.rooms]
        self.sitting: list[list[Duty]] = [[] for _ in instance.test.rooms]
        self.guests: list[list[Duty]] = [[] for _ in instance.welcome.sessions]
        self.companions = [Companion(1) for _ in instance.coaches]
        self.companions += [Companion(interpreter.count) for interpreter in instance.interpreters]
        self.duties: list[Duty] = []
        self.of_person: list[list[Duty]] = [[] for _ in instance.candidates]
        self._welcomed = 0
        self._coach = {coach.id: rank for rank, coach in enumerate(instance.coaches)}
        self._interpreter = {other.id: len(self._coach) + rank for rank, other in enumerate(instance.interpreters)}
        for person, candidate in enumerate(instance.candidates):
            self._add_duties(person, candidate)
        if pinned:
            self._pin(pinned)

    # --- what has to happen, and where its own rules allow it

    def _add_duties(self, person: int, candidate: Candidate) -> None:
        instance = self.instance
        if candidate.welcome:
            places = {
                rank: self._allowed(candidate, "welcome", instance.welcome.duration, [session.start])
                for rank, session in enumerate(instance.welcome.sessions)
            }
            self._add(person, candidate, "welcome", candidate.id, instance.welcome.duration, places)
        self._welcomed = self._first_after_welcome(person)
        if candidate.tour:
            grid = self._grid(instance.tour.start_step)
            starts = self._allowed(candidate, "tour", instance.tour.duration, grid)
            places = {
                rank: starts for rank, line in enumerate(instance.tour.lines) if candidate.needs.tour <= line.features
            }
            self._add(person, candidate, "tour", candidate.id, instance.tour.duration, places)
        if candidate.test:
            starts = self._allowed(candidate, "test", candidate.test, self._grid(instance.test.start_step))
            places = {
                rank: starts for rank, room in enumerate(instance.test.rooms) if candidate.needs.test <= room.features
            }
            self._add(person, candidate, "test", candidate.id, candidate.test, places)
        slot = instance.rounds.slot
        for date in candidate.dates:
            places = {
                rank: self._allowed(candidate, "date", slot, instance.rounds.starts, table.unavailable)
                for rank, table in enumerate(instance.tables)
                if table.id in date.tables and candidate.needs.table <= table.features
            }
            self._add(person, candidate, "date", date.id, slot, places)
        if instance.lunch and self._stays_over_lunch(candidate, instance.lunch.window):
            opens, closes = instance.lunch.window
            length = instance.lunch.duration
            starts = span(opens - self.zero, closes - length + 1 - self.zero)
            self._add(person, candidate, "lunch", candidate.id, length, {0: starts})

    def _stays_over_lunch(self, candidate: Candidate, window: Span) -> bool:
        day = self.instance
        return max(candidate.arrive, day.start) <= window[0] and min(candidate.leave, day.end) >= window[1]

    def _add(
        self, person: int, candidate: Candidate, kind: str, name: str, length: int, places: dict[int, int]
    ) -> None:
        companions = []
        if candidate.coach is not None and kind in self.instance.accompany_coach:
            companions.append(self._coach[candidate.coach])
        if candidate.interpreter is not None and kind in self.instance.accompany_interpreter:
            companions.append(self._interpreter[candidate.interpreter])
        places = {rank: starts for rank, starts in places.items() if starts}
        duty = Duty(len(self.duties), person, kind, name, length, places, tuple(companions))
        self.duties.append(duty)
        self.of_person[person].append(duty)

    def _first_after_welcome(self, person: int) -> int:
        """Nothing can begin before the first welcome the candidate can be at is over."""
        welcomes = [duty for duty in self.of_person[person] if duty.kind == "welcome"]
        ends = [
            starts.bit_length() - 1 + self.zero + duty.length + self.gap[person]
            for duty in welcomes
            for starts in duty.places.values()
        ]
        return min(ends, default=0)

    def _grid(self, step: int) -> Iterable[int]:
        return range(self.instance.start, self.instance.end, step)

    def _allowed(
        self, candidate: Candidate, kind: str, length: int, starts: Iterable[int], closed: Iterable[Span] = ()
    ) -> int:
        """The starts that the day, the breaks, the candidate's window and who goes along allow."""
        day = self.instance
        first, last = max(day.start, candidate.arrive), min(day.end, candidate.leave) - length
        if kind != "welcome":
            first = max(first, self._welcomed)
        shut = [*day.breaks, *closed]
        if candidate.coach is not None and kind in day.accompany_coach:
            shut += day.coaches[self._coach[candidate.coach]].unavailable
        allowed = 0
        for start in starts:
            if first <= start <= last and all(start >= end or start + length <= begin for begin, end in shut):
                allowed |= 1 << (start - self.zero)
        return allowed

    def _pin(self, pinned: Plan) -> None:
        """What has begun stays, whatever the rules say; names the day no longer knows are passed over."""
        day = self.instance
        sessions = {session.id: rank for rank, session in enumerate(day.welcome.sessions)}
        kept: dict[str, tuple[dict[str, int], dict[str, tuple[str, int]]]] = {
            "welcome": (
                sessions,
                {
                    who: (name, day.welcome.sessions[sessions[name]].start)
                    for who, name in pinned.welcome.items()
                    if name in sessions
                },
            ),
            "tour": ({line.id: rank for rank, line in enumerate(day.tour.lines)}, pinned.tour),
            "test": ({room.id: rank for rank, room in enumerate(day.test.rooms)}, pinned.test),
            "date": ({table.id: rank for rank, table in enumerate(day.tables)}, pinned.dates),
            "lunch": ({"": 0}, {who: ("", start) for who, start in pinned.lunch.items()}),
        }
        for duty in self.duties:
            ranks, chosen = kept[duty.kind]
            if duty.name in chosen and chosen[duty.name][0] in ranks:
                place, start = chosen[duty.name]
                duty.pinned = True
                self.lay(duty, ranks[place], start - self.zero)

    # --- laying and lifting

    def _own_span(self, duty: Duty, start: int) -> int:
        """The candidate's minutes; a welcome comes first, so it takes everything before it too."""
        return span(0 if duty.kind == "welcome" else start, start + duty.length)

    @staticmethod
    def meeting(duty: Duty, place: int, start: int) -> Meeting:
        """People at one welcome or in one group share a meeting, and so a companion."""
        if duty.kind == "tour":
            return (1, place, start)
        return (0, place) if duty.kind == "welcome" else (2, duty.rank)

    def lay(self, duty: Duty, place: int, start: int) -> None:
        duty.spot = (place, start)
        self.busy[duty.person] |= self._own_span(duty, start)
        match duty.kind:
            case "date":
                self.table[place] |= span(start, start + self.rest)
                self.seated[place][start] = duty
            case "test":
                self.room[place].take(span(start, start + duty.length))
                self.sitting[place].append(duty)
            case "tour":
                self.line[place] |= span(start, start + self.cycle)
                self.groups[place].setdefault(start, []).append(duty)
            case "welcome":
                self.guests[place].append(duty)
        if duty.companions:
            meeting = self.meeting(duty, place, start)
            for rank in duty.companions:
                companion = self.companions[rank]
                if meeting not in companion.meetings:
                    companion.meetings[meeting] = []
                    companion.seats.take(span(start, start + duty.length + self.instance.transfer))
                companion.meetings[meeting].append(duty)

    def lift(self, duty: Duty) -> None:
        if duty.spot is None or duty.pinned:
            raise ValueError(f"{duty.kind} of {duty.name} cannot be lifted")
        place, start = duty.spot
        duty.spot = None
        self.busy[duty.person] &= ~self._own_span(duty, start)
        match duty.kind:
            case "date":
                self.table[place] &= ~span(start, start + self.rest)
                del self.seated[place][start]
            case "test":
                self.room[place].give_back(span(start, start + duty.length))
                self.sitting[place].remove(duty)
            case "tour":
                group = self.groups[place][start]
                group.remove(duty)
                if not group:
                    del self.groups[place][start]
                    self.line[place] &= ~span(start, start + self.cycle)
            case "welcome":
                self.guests[place].remove(duty)
        if duty.companions:
            meeting = self.meeting(duty, place, start)
            for rank in duty.companions:
                companion = self.companions[rank]
                present = companion.meetings[meeting]
                present.remove(duty)
                if not present:
                    del companion.meetings[meeting]
                    companion.seats.give_back(span(start, start + duty.length + self.instance.transfer))

    def lift_people(self, people: Iterable[int]) -> None:
        """Lift everything of these people that is not pinned."""
        for person in people:
            for duty in self.of_person[person]:
                if duty.spot is not None and not duty.pinned:
                    self.lift(duty)

    # --- where a duty can go

    def within_limit(self, duty: Duty) -> int:
        return (1 << max(0, self.limit - duty.length + 1)) - 1 if duty.kind != "lunch" else -1

    def open_spots(self, duty: Duty) -> list[tuple[int, int]]:
        """(place, starts) pairs where the duty fits now without breaking anything."""
        gap = self.gap[duty.person]
        own = self.busy[duty.person]
        if duty.kind == "welcome":
            free = self.within_limit(duty)
        else:
            free = self.within_limit(duty) & ~(starts_touching(own, duty.length + 2 * gap) << gap)
        blocked = 0
        for rank in duty.companions:
            full = self.companions[rank].seats.full
            blocked |= starts_touching(full, duty.length + self.instance.transfer)
        found = []
        for place, allowed in duty.places.items():
            starts = self._open_at(duty, place, allowed & free, blocked)
            if starts:
                found.append((place, starts))
        return found

    def _open_at(self, duty: Duty, place: int, starts: int, blocked: int) -> int:
        """Of these starts, the ones at which the place and who goes along are free."""
        if not starts:
            return 0
        match duty.kind:
            case "date":
                return starts & ~blocked & ~starts_touching(self.table[place], self.rest)
            case "test":
                return starts & ~blocked & ~starts_touching(self.room[place].full, duty.length)
            case "tour":
                found = starts & ~blocked & ~starts_touching(self.line[place], self.cycle)
                return found | self._open_groups(duty, place, starts)
            case "welcome":
                return self._open_welcome(duty, place, starts)
            case _:
                return starts

    def _open_groups(self, duty: Duty, place: int, starts: int) -> int:
        size = self.instance.tour.lines[place].group_size
        found = 0
        for start, group in self.groups[place].items():
            if starts >> start & 1 and len(group) < size and self.companions_can(duty, place, start):
                found |= 1 << start
        return found

    def _open_welcome(self, duty: Duty, place: int, starts: int) -> int:
        start = starts.bit_length() - 1
        if len(self.guests[place]) >= self.instance.welcome.sessions[place].capacity:
            return 0
        if self.busy[duty.person] & span(0, start + duty.length + self.gap[duty.person]):
            return 0
        return starts if self.companions_can(duty, place, start) else 0

    def companions_can(self, duty: Duty, place: int, start: int) -> bool:
        """Everybody who goes along is at this meeting already, or free for it."""
        when = span(start, start + duty.length + self.instance.transfer)
        meeting = self.meeting(duty, place, start)
        return all(
            meeting in self.companions[rank].meetings or not self.companions[rank].seats.full & when
            for rank in duty.companions
        )

    # --- what a finished board says

    def left(self) -> list[Duty]:
        return [duty for duty in self.duties if duty.spot is None]

    def snapshot(self) -> list[Spot | None]:
        return [duty.spot for duty in self.duties]

    def restore(self, spots: list[Spot | None]) -> None:
        moved = [duty for duty in self.duties if duty.spot != spots[duty.rank]]
        for duty in moved:
            if duty.spot is not None:
                self.lift(duty)
        for duty in moved:
            spot = spots[duty.rank]
            if spot is not None:
                self.lay(duty, *spot)

    def snapshot_of(self, people: Iterable[int]) -> list[tuple[Duty, Spot | None]]:
        return [(duty, duty.spot) for person in people for duty in self.of_person[person]]

    def put_back(self, spots: list[tuple[Duty, Spot | None]]) -> None:
        for duty, spot in spots:
            if duty.spot is not None and duty.spot != spot:
                self.lift(duty)
        for duty, spot in spots:
            if spot is not None and duty.spot is None:
                self.lay(duty, *spot)

    def plan(self) -> Plan:
        plan, day = Plan(), self.instance
        for duty in self.duties:
            if duty.spot is None:
                continue
            place, start = duty.spot[0], duty.spot[1] + self.zero
            match duty.kind:
                case "welcome":
                    plan.welcome[duty.name] = day.welcome.sessions[place].id
                case "tour":
                    plan.tour[duty.name] = (day.tour.lines[place].id, start)
                case "test":
                    plan.test[duty.name] = (day.test.rooms[place].id, start)
                case "date":
                    plan.dates[duty.name] = (day.tables[place].id, start)
                case "lunch":
                    plan.lunch[duty.name] = start
        return plan
