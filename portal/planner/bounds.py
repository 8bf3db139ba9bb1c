"""Simple lower bounds: what is asked of one coach, table, room, guide or person, and what fits at most.

Each bound looks at one resource alone, in one stretch of the day; what does not fit there fits in no plan.
The same bounds give the earliest end of a day that can be hoped for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from portal.planner.instances import Candidate, Instance, Span

NEVER = -(10**6)


@dataclass(frozen=True)
class Overload:
    """Asked of `who` (a kind of resource and its names) between two moments: `asked`; `fits` at most."""

    kind: str  # coach, interpreter, tables, seats, lines, candidate
    names: tuple[str, ...]
    since: int
    until: int
    asked: int
    fits: int


@dataclass(frozen=True)
class Asked:
    """Work that has to happen inside the presence of one candidate."""

    since: int
    until: int
    dates: int
    tours: int


class Bounds:
    """The bounds of one instance. `overloads(end)` answers for a day that ends at `end`."""

    def __init__(self, instance: Instance) -> None:
        self.instance = instance
        self.group = max((line.group_size for line in instance.tour.lines), default=1)
        self._most: dict[tuple[object, ...], list[list[int]]] = {}

    def earliest_end(self) -> int:
        """The first possible end of the day at which no bound is broken; the day's end when all are."""
        day = self.instance
        ends = {start + day.rounds.slot for start in day.rounds.starts}
        ends |= {candidate.arrive + candidate.test for candidate in day.candidates}
        ends |= set(range(day.start, day.end, max(1, day.test.start_step)))
        choice = sorted(end for end in ends if day.start < end < day.end)
        low, high = 0, len(choice)
        while low < high:
            middle = (low + high) // 2
            if next(self.overloads(choice[middle]), None) is None:
                high = middle
            else:
                low = middle + 1
        return choice[low] if low < len(choice) else day.end

    def overloads(self, end: int | None = None) -> Iterator[Overload]:
        """Every bound that is broken when the day ends at `end` (the day's own end by default)."""
        until = self.instance.end if end is None else end
        yield from self._people(until)
        yield from self._coaches(until)
        yield from self._interpreters(until)
        yield from self._tables(until)
        yield from self._seats(until)
        yield from self._lines(until)

    # --- one person, one room

    def first_free(self, candidate: Candidate) -> int:
        """The first moment at which something other than the welcome can begin for this candidate."""
        day = self.instance
        first = max(day.start, candidate.arrive)
        if not candidate.welcome:
            return first
        sessions = [session.start for session in day.welcome.sessions if session.start >= first]
        return min(sessions, default=first) + day.welcome.duration + candidate.min_gap

    def _people(self, end: int) -> Iterator[Overload]:
        day = self.instance
        for candidate in day.candidates:
            lengths = [day.rounds.slot] * len(candidate.dates)
            lengths += [candidate.test] * bool(candidate.test) + [day.tour.duration] * candidate.tour
            since, until = self.first_free(candidate), min(candidate.leave, end)
            if not lengths:
                continue
            work = sum(lengths) + candidate.min_gap * (len(lengths) - 1)
            free = self._open_minutes(since, until)
            if work > until - since or sum(lengths) > free:
                yield Overload("candidate", (candidate.id,), since, until, work, free)

    def _open_minutes(self, since: int, until: int) -> int:
        paused = sum(max(0, min(until, b) - max(since, a)) for a, b in self.instance.breaks)
        return max(0, until - since - paused)

    def _seats(self, end: int) -> Iterator[Overload]:
        day = self.instance
        wanted: dict[frozenset[str], list[Candidate]] = {}
        for candidate in day.candidates:
            rooms = frozenset(r.id for r in day.test.rooms if candidate.needs.test <= r.features)
            if candidate.test and rooms:
                wanted.setdefault(rooms, []).append(candidate)
        for rooms in _unions(wanted):
            people = [c for names, group in wanted.items() if names <= rooms for c in group]
            seats = sum(room.seats for room in day.test.rooms if room.id in rooms)
            stays = [(self.first_free(c), min(c.leave, end), c.test) for c in people]
            for since, until in _stretches((a, b) for a, b, _ in stays):
                lengths = [test for a, b, test in stays if a >= since and b <= until]
                room_for = self._most_after(since, min(lengths), 0, day.test.start_step, ())
                fits = seats * _value(room_for, 0, until - day.start)
                shortest_first = accumulate(sorted(lengths))
                minutes = seats * self._open_minutes(since, until)
                fits = min(fits, sum(total <= minutes for total in shortest_first))
                if fits < len(lengths):
                    yield Overload("seats", tuple(sorted(rooms)), since, until, len(lengths), fits)

    def _lines(self, end: int) -> Iterator[Overload]:
        day = self.instance
        wanted: dict[frozenset[str], list[Candidate]] = {}
        for candidate in day.candidates:
            lines = frozenset(n.id for n in day.tour.lines if candidate.needs.tour <= n.features)
            if candidate.tour and lines:
                wanted.setdefault(lines, []).append(candidate)
        for lines in _unions(wanted):
            people = [c for names, group in wanted.items() if names <= lines for c in group]
            size = sum(line.group_size for line in day.tour.lines if line.id in lines)
            stays = [(self.first_free(c), min(c.leave, end)) for c in people]
            for since, until in _stretches(stays):
                asked = sum(a >= since and b <= until for a, b in stays)
                tour = day.tour
                times = self._most_after(since, tour.duration, tour.turnaround, tour.start_step, ())
                fits = size * _value(times, 0, until + day.tour.turnaround - day.start)
                if asked > fits:
                    yield Overload("lines", tuple(sorted(lines)), since, until, asked, fits)

    # --- whoever goes along, and tables

    def _coaches(self, end: int) -> Iterator[Overload]:
        for coach in self.instance.coaches:
            people = [c for c in self.instance.candidates if c.coach == coach.id]
            kinds = self.instance.accompany_coach
            yield from self._companion("coach", coach.id, 1, coach.unavailable, people, kinds, end)

    def _interpreters(self, end: int) -> Iterator[Overload]:
        for interpreter in self.instance.interpreters:
            people = [c for c in self.instance.candidates if c.interpreter == interpreter.id]
            kinds = self.instance.accompany_interpreter
            name, count = interpreter.id, interpreter.count
            yield from self._companion("interpreter", name, count, (), people, kinds, end)

    def _companion(
        self,
        kind: str,
        name: str,
        count: int,
        away: tuple[Span, ...],
        people: list[Candidate],
        kinds: frozenset[str],
        end: int,
    ) -> Iterator[Overload]:
        day = self.instance
        work = [
            Asked(
                since=self.first_free(c),
                until=min(c.leave, end),
                dates=len(c.dates) if "date" in kinds else 0,
                tours=int(c.tour and "tour" in kinds),
            )
            for c in people
        ]
        for since, until in _stretches((one.since, one.until) for one in work):
            inside = [one for one in work if one.since >= since and one.until <= until]
            dates = sum(one.dates for one in inside)
            if not dates:
                continue
            tours = -(-sum(one.tours for one in inside) // self.group) if count == 1 else 0
            most = self._most_with_tours(since, away, tours)
            fits = count * max(0, _value(most, tours, until + day.transfer - day.start))
            if dates > fits:
                yield Overload(kind, (name,), since, until, dates, fits)

    def _tables(self, end: int) -> Iterator[Overload]:
        day = self.instance
        wanted: dict[frozenset[str], list[Candidate]] = {}
        for candidate in day.candidates:
            able = {table.id for table in day.tables if candidate.needs.table <= table.features}
            for date in candidate.dates:
                tables = able.intersection(date.tables)
                if tables:
                    wanted.setdefault(frozenset(tables), []).append(candidate)
        for names in _unions(wanted):
            people = [c for tables, group in wanted.items() if tables <= names for c in group]
            stays = [(self.first_free(c), min(c.leave, end)) for c in people]
            for since, until in _stretches(stays):
                asked = sum(a >= since and b <= until for a, b in stays)
                fits = 0
                for table in day.tables:
                    if table.id in names:
                        most = self._most_rounds(since, day.rounds.changeover, table.unavailable)
                        fits += _value(most, 0, until + day.rounds.changeover - day.start)
                if asked > fits:
                    yield Overload("tables", tuple(sorted(names)), since, until, asked, fits)

    # --- how many fit, one after the other

    def _most_rounds(self, since: int, pause: int, away: tuple[Span, ...]) -> list[list[int]]:
        rounds = self.instance.rounds
        return self._chain((since, "rounds", pause, away), rounds.starts, rounds.slot, pause, since, away, 0)

    def _most_with_tours(self, since: int, away: tuple[Span, ...], tours: int) -> list[list[int]]:
        rounds, pause = self.instance.rounds, self.instance.transfer
        key = (since, "tours", pause, away, tours)
        return self._chain(key, rounds.starts, rounds.slot, pause, since, away, tours)

    def _most_after(self, since: int, length: int, pause: int, step: int, away: tuple[Span, ...]) -> list[list[int]]:
        starts = range(self.instance.start, self.instance.end, step)
        return self._chain((since, "grid", length, pause, step, away), starts, length, pause, since, away, 0)

    def _chain(
        self,
        key: tuple[object, ...],
        starts: Iterable[int],
        length: int,
        pause: int,
        since: int,
        away: tuple[Span, ...],
        tours: int,
    ) -> list[list[int]]:
        """[tours done][minute of the day]: the most of `length` that are over, pause included, by then."""
        if key in self._most:
            return self._most[key]
        day = self.instance
        shut = [*day.breaks, *away]
        usable = {s for s in starts if s >= since and all(s >= b or s + length <= a for a, b in shut)}
        walk = day.tour.duration
        walks = {
            s
            for s in range(day.start, day.end, day.tour.start_step if tours else day.end)
            if s >= since and all(s >= b or s + walk <= a for a, b in shut)
        }
        last = day.end - day.start + max(pause, day.tour.turnaround, day.rounds.changeover) + 1
        most = [[NEVER] * (last + 1) for _ in range(tours + 1)]
        most[0][0] = 0
        for done, row in enumerate(most):
            for minute in range(last + 1):
                if minute and row[minute - 1] > row[minute]:
                    row[minute] = row[minute - 1]
                reached = row[minute]
                if reached < 0:
                    continue
                after = minute + length + pause
                if minute + day.start in usable and after <= last and row[after] <= reached:
                    row[after] = reached + 1
                after = minute + walk + pause
                if done < tours and minute + day.start in walks and after <= last:
                    most[done + 1][after] = max(most[done + 1][after], reached)
        self._most[key] = most
        return most

    def least_left(self) -> int:
        """At least so many things stay out of every plan."""
        return max((one.asked - one.fits for one in self.everything if one.kind != "candidate"), default=0)

    @cached_property
    def everything(self) -> tuple[Overload, ...]:
        """The overloads of the whole day, the worst of each resource only."""
        worst: dict[tuple[str, tuple[str, ...]], Overload] = {}
        for one in self.overloads():
            known = worst.get((one.kind, one.names))
            if known is None or (one.asked - one.fits, known.until - known.since) > (
                known.asked - known.fits,
                one.until - one.since,
            ):
                worst[one.kind, one.names] = one
        return tuple(worst.values())


def _value(most: list[list[int]], tours: int, minute: int) -> int:
    return max(0, most[tours][min(max(minute, 0), len(most[tours]) - 1)])


def _stretches(stays: Iterable[Span]) -> list[Span]:
    """Every stretch from somebody's first moment to somebody's last that holds a whole stay."""
    known = set(stays)
    ends = sorted({until for _, until in known})
    return [
        (since, until)
        for since in sorted({since for since, _ in known})
        for until in ends
        if any(a >= since and b == until for a, b in known)
    ]


def _unions(wanted: dict[frozenset[str], list[Candidate]]) -> list[frozenset[str]]:
    """Each set of possible places, and all of them together; always in the same order."""
    return sorted({*wanted, frozenset().union(*wanted)}, key=sorted) if wanted else []
