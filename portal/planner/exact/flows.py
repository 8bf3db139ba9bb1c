"""Bounds on the waiting of a small day: people flow through it, from one thing to the next.

People of one kind (same hours, needs and company) are a flow from the welcome to the end of their last appointment,
through what they still have to do at each moment. The flows share tables, guides, seats and whoever goes along. That
each is in one place at a time holds in full. What is left out only makes it easier: nobody is whole, a speeddate is at
any table, and lunch takes no time. So no plan waits less.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import reduce
from heapq import heappop, heappush
from math import gcd
from operator import or_

from portal.planner.board import Board, Duty
from portal.planner.exact.linear import Linear, Row
from portal.planner.exact.waits import pauses
from portal.planner.timeline import next_minute

MOST_ARCS = 30_000
WORK_OF_ARC = 1e-4  # of a bound, in the measure of the solver's work

Todo = tuple[int, ...]  # how many of each of `Kind.things` are left
Node = tuple[int, int, Todo]  # a minute at which something can begin, the minute the waiting counts from, what is left
Step = tuple[str, int, int, Node | None]  # what (or nothing: one waits), from, to, and then; None when that was all


@dataclass
class Kind:
    """People who can stand in for each other. `things`: what they do after the welcome, and when it can begin."""

    board: Board
    people: list[int]
    duties: dict[str, list[Duty]]
    things: dict[str, int] = field(init=False)

    def __post_init__(self) -> None:
        self.things = {
            name: reduce(or_, (_starts(self.board, duty) for duty in duties))
            for name, duties in self.duties.items()
            if name in ("date", "tour", "test")
        }

    def begins(self) -> Iterator[tuple[int, Node | None]]:
        """Each welcome there can be, -1 for none, and where somebody is after it."""
        board, person = self.board, self.people[0]
        todo = tuple(len(self.duties[name]) for name in self.things)
        if "welcome" not in self.duties:
            arrive = board.instance.candidates[person].arrive - board.zero
            yield -1, self._at(max(0, arrive), arrive, todo)
            return
        welcome = self.duties["welcome"][0]
        for session, starts in welcome.places.items():
            start = starts.bit_length() - 1
            yield session, self._at(start + welcome.length + board.gap[person], start, todo)

    def steps(self, node: Node) -> Iterator[Step]:
        """What can be done next, waiting included."""
        now, since, todo = node
        later = self._at(now + 1, since, todo)
        if later is not None:
            yield "", now, later[0], later
        for rank, (name, starts) in enumerate(self.things.items()):
            if todo[rank] and starts >> now & 1:
                end = now + self.duties[name][0].length
                left = (*todo[:rank], todo[rank] - 1, *todo[rank + 1 :])
                after = self._at(end + self.board.gap[self.people[0]], since, left)
                if after is not None or not any(left):
                    yield name, now, end, after

    def network(self) -> dict[Node, list[Step]]:
        """Wherever somebody can come, and what can be done next there."""
        found: dict[Node, list[Step]] = {}
        nodes = sorted(node for _, node in self.begins() if node is not None)
        while nodes:
            node = heappop(nodes)
            if node not in found:
                found[node] = list(self.steps(node))
                for _, _, _, after in found[node]:
                    if after is not None:
                        heappush(nodes, after)
        return found

    def wait(self, since: int, end: int) -> int:
        """Minutes of waiting of somebody who is done at `end`."""
        person = self.people[0]
        work = sum(duty.length for duty in self.board.of_person[person] if duty.kind != "lunch")
        return max(0, end - since - work - pauses(self.board, person, since, end))

    def _at(self, minute: int, since: int, todo: Todo) -> Node | None:
        """The next moment at which something can begin; None when something cannot any more, or nothing is left."""
        nexts = [next_minute(starts, minute) for left, starts in zip(todo, self.things.values(), strict=True) if left]
        return (min(nexts), since, todo) if nexts and min(nexts) >= 0 else None


class Flows:
    """The flows of a day on whose board nothing is pinned, before its limit; `too_large` when there are too many."""

    def __init__(self, board: Board) -> None:
        self.board = board
        self.waits: dict[int, int] = {}  # minutes, by the variable of those who are done then
        self._most: list[int] = []
        self._rows: list[Row] = []
        self._kinds = _kinds(board)
        self._uses: list[dict[str, dict[int, list[int]]]] = []  # by kind, what and when: the variables
        self.too_large = False
        for kind in self._kinds:
            if not self.too_large:
                self._flow(kind)
                self.too_large = len(self._most) > MOST_ARCS
        self.work = WORK_OF_ARC * len(self._most)
        if not self.too_large:
            self._share_places()
            self._share_companions()
        self._linear = Linear(self._most, self._rows)

    def least_together(self, seconds: float) -> int:
        """Minutes that all people together wait at least; zero when it cannot be told in time."""
        step = reduce(gcd, self.waits.values(), 0) or 1
        return 0 if self.too_large else -(-self._linear.at_least(self.waits, seconds) // step) * step

    def surely_longer(self, minutes: int, seconds: float) -> bool:
        """Whether somebody waits longer than so many minutes, whatever the plan; False when it cannot be told."""
        longer = {arc: 1 for arc, wait in self.waits.items() if wait > minutes}
        return not self.too_large and self._linear.at_least(longer, seconds) > 0

    # --- people of one kind

    def _flow(self, kind: Kind) -> None:
        many, steps = len(kind.people), kind.network()
        uses: dict[str, dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
        through: dict[Node, dict[int, int]] = {}  # who comes and who goes, where somebody can still be done
        for node in sorted(steps, reverse=True):
            goes = {}
            for name, start, end, after in steps[node]:
                if after is None or after in through:
                    arc = self._variable(many)
                    goes[arc] = -1
                    uses[name][start].append(arc)
                    if after is None:
                        self.waits[arc] = kind.wait(node[1], end)
                    else:
                        through[after][arc] = 1
            if goes:
                through[node] = goes
        begun: dict[int, int] = {}
        for session, first in kind.begins():
            if first in through:
                arc = self._variable(many)
                begun[arc] = through[first][arc] = 1
                uses["welcome"][session].append(arc)
        self._rows.append((many, many, begun))
        self._rows += [(0, 0, terms) for terms in through.values()]
        self._uses.append(uses)

    def _variable(self, most: int) -> int:
        self._most.append(most)
        return len(self._most) - 1

    # --- what they share

    def _share_places(self) -> None:
        day, board = self.board.instance, self.board
        tables = [0] * len(day.tables)
        for duty in board.duties:
            if duty.kind == "date":
                for place, starts in duty.places.items():
                    tables[place] |= starts
        dates = self._of("date", self._kinds, board.rest)
        for at, together in _together(dates):
            near = ((1 << board.rest) - 1) << max(0, at - board.rest + 1)
            self._at_most(together, sum(1 for starts in tables if starts & near))
        for session, one in enumerate(day.welcome.sessions):
            self._at_most([arc for uses in self._uses for arc in uses["welcome"][session]], one.capacity)
        if day.tour.lines:
            largest = max(line.group_size for line in day.tour.lines)
            goes = self._meetings("tour", self._kinds, len(day.tour.lines), largest)
            for _, together in _together([(start, start + board.cycle, [arc]) for start, arc in goes.items()]):
                self._at_most(together, len(day.tour.lines))
        tested = [kind for kind in self._kinds if "test" in kind.duties]
        for rooms in {frozenset(kind.duties["test"][0].places) for kind in tested}:
            inside = [kind for kind in tested if rooms.issuperset(kind.duties["test"][0].places)]
            for _, together in _together(self._of("test", inside)):
                self._at_most(together, sum(day.test.rooms[room].seats for room in rooms))

    def _share_companions(self) -> None:
        transfer = self.board.instance.transfer
        for rank, companion in enumerate(self.board.companions):
            busy: list[tuple[int, int, list[int]]] = []
            for name in ("date", "test", "tour"):
                kinds = [one for one in self._kinds if name in one.duties and rank in one.duties[name][0].companions]
                if name == "tour":
                    goes = self._meetings(name, kinds, len(companion.seats.levels), len(self.board.of_person))
                    length = self.board.instance.tour.duration
                    busy += [(start, start + length + transfer, [arc]) for start, arc in goes.items()]
                else:
                    busy += [(start, end + transfer, arcs) for start, end, arcs in self._of(name, kinds)]
            for _, together in _together(busy):
                self._at_most(together, len(companion.seats.levels))

    def _of(self, name: str, kinds: Iterable[Kind], length: int = 0) -> list[tuple[int, int, list[int]]]:
        """When these people do that: from, to (or as long as is asked), and the variables."""
        found = []
        for kind, uses in zip(self._kinds, self._uses, strict=True):
            if kind in kinds and name in kind.duties:
                last = length or kind.duties[name][0].length
                found += [(start, start + last, arcs) for start, arcs in uses[name].items()]
        return found

    def _meetings(self, name: str, kinds: list[Kind], most: int, size: int) -> dict[int, int]:
        """By start: the variable that counts the groups then, of so many people."""
        goes: dict[int, int] = {}
        together: dict[int, list[int]] = defaultdict(list)
        for kind, uses in zip(self._kinds, self._uses, strict=True):
            for start, arcs in uses[name].items() if kind in kinds else ():
                if start not in goes:
                    goes[start] = self._variable(most)
                together[start] += arcs
                each = min(len(kind.people), size)
                self._rows.append((None, 0, dict.fromkeys(arcs, 1) | {goes[start]: -each}))
        for start, arcs in together.items():
            self._rows.append((None, 0, dict.fromkeys(arcs, 1) | {goes[start]: -size}))
        return goes

    def _at_most(self, arcs: list[int], many: int) -> None:
        if sum(self._most[arc] for arc in arcs) > many:
            self._rows.append((None, many, dict.fromkeys(arcs, 1)))


def _starts(board: Board, duty: Duty) -> int:
    return reduce(or_, duty.places.values(), 0) & board.within_limit(duty)


def _kinds(board: Board) -> list[Kind]:
    """Everybody who has something to do after the welcome, by what tells them apart."""
    alike: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for person, duties in enumerate(board.of_person):
        what = sorted((duty.kind, duty.length, sorted(duty.places.items()), duty.companions) for duty in duties)
        candidate = board.instance.candidates[person]
        since = None if candidate.welcome else candidate.arrive
        if any(duty.kind in ("date", "tour", "test") for duty in duties):
            alike[since, board.gap[person], repr(what)].append(person)
    kinds = []
    for people in alike.values():
        of_kind: dict[str, list[Duty]] = defaultdict(list)
        for duty in board.of_person[people[0]]:
            of_kind[duty.kind].append(duty)
        kinds.append(Kind(board, people, dict(of_kind)))
    return kinds


def _together(uses: list[tuple[int, int, list[int]]]) -> Iterator[tuple[int, list[int]]]:
    """At each start, the variables of what goes on then."""
    for at in sorted({start for start, _, _ in uses}):
        yield at, [arc for start, end, arcs in uses if start <= at < end for arc in arcs]
