"""A day as yes-or-no variables: one for each duty, place and start that the board still has open.

One question at a time: can everything be done before `board.limit`? Asking for an end is far quicker than asking for
the earliest one, for the bounds nearly always tell it beforehand. What stands on the board when the model is made
(pins, or everybody outside a neighbourhood) stays where it is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import TypeVar

from portal.planner.board import Board, Duty, Meeting, Spot
from portal.planner.exact.solving import Answer, Effort, Literal, Model, Solution, no
from portal.planner.timeline import Seats, minutes

U = TypeVar("U")
Use = tuple[int, int, Literal]  # from, to, and the variable that says so


class DayModel:
    """The question for the duties (of `people`, or of everybody) that lie nowhere on the board now."""

    def __init__(
        self,
        board: Board,
        *,
        lunch_step: int = 1,
        people: Iterable[int] | None = None,
        optional: bool = False,
        free: frozenset[tuple[str, int]] = frozenset(),
        latest: Mapping[int, int] | None = None,
        moments: tuple[int, int] | None = None,
    ) -> None:
        """`optional`: what fits nowhere may stay out (`left_out` says which). `free`: places and companions, by kind
        (table, room, line, session, companion) and rank, of which there are as many as anybody wants. `latest`: by
        person, the last minute at which anything but lunch may end. `moments`: minutes at one of which a tour or a test
        begins, or at one of which it ends, to have less to choose from.
        """
        self.board = board
        self.optional = optional
        self.free = free
        self.latest = latest or {}
        self.moments = moments
        self.work = 0.0
        self.left_out: dict[int, Literal] = {}
        self.model = Model()
        self.lunch_step = lunch_step
        self.options: list[tuple[Duty, int, int, Literal]] = []
        self.of_duty: dict[int, list[tuple[int, int, Literal]]] = {}
        self.hopeless: list[Duty] = []
        self._tables: dict[int, list[Use]] = defaultdict(list)
        self._rooms: dict[int, list[Use]] = defaultdict(list)
        self._lines: dict[int, list[Use]] = defaultdict(list)
        self._companions: dict[int, list[Use]] = defaultdict(list)
        self._groups: dict[tuple[int, int], list[Literal]] = defaultdict(list)
        self._guests: dict[int, list[Literal]] = defaultdict(list)
        self._meetings: dict[tuple[int, Meeting], tuple[int, int, list[Literal]]] = {}
        asked = range(len(board.of_person)) if people is None else people
        for duty in [duty for person in asked for duty in board.of_person[person] if duty.spot is None]:
            self._open(duty)
        if not self.hopeless:
            for person in asked:
                self._person(person)
            self._places()

    # --- what may happen

    def _open(self, duty: Duty) -> None:
        chosen: list[tuple[int, int, Literal]] = []
        new = self.model.yes_or_no
        in_time = -1
        if duty.person in self.latest and duty.kind != "lunch":
            in_time = (1 << max(0, self.latest[duty.person] - duty.length + 1)) - 1
        if self.moments is not None and duty.kind in ("tour", "test"):
            in_time &= self.moments[0] | self.moments[1] >> duty.length
        for place, open_starts in self.board.open_spots(duty):
            starts = open_starts & in_time
            for start in minutes(starts):
                if duty.kind == "lunch" and (start + self.board.zero) % self.lunch_step:
                    continue
                literal = new()
                chosen.append((place, start, literal))
                self._use(duty, place, start, literal)
        self.of_duty[duty.rank] = chosen
        self.options += [(duty, *one) for one in chosen]
        literals = [literal for _, _, literal in chosen]
        if duty.kind == "lunch":
            self.model.at_most_one(literals)
        elif self.optional:
            self.left_out[duty.rank] = new()
            self.model.exactly_one([*literals, self.left_out[duty.rank]])
        elif literals:
            self.model.exactly_one(literals)
        else:
            self.hopeless.append(duty)

    def _use(self, duty: Duty, place: int, start: int, literal: Literal) -> None:
        board = self.board
        end = start + duty.length
        match duty.kind:
            case "date":
                self._tables[place].append((start, start + board.rest, literal))
            case "test":
                self._rooms[place].append((start, end, literal))
            case "tour":
                self._groups[place, start].append(literal)
            case "welcome":
                self._guests[place].append(literal)
        for rank in duty.companions:
            meeting = board.meeting(duty, place, start)
            if meeting in board.companions[rank].meetings:
                continue  # whoever goes along is there already
            until = end + board.instance.transfer
            if meeting[0] == 2:
                self._companions[rank].append((start, until, literal))
            else:
                self._meetings.setdefault((rank, meeting), (start, until, []))[2].append(literal)

    # --- one candidate: one thing at a time, welcome first, lunch for who stays over it

    def _person(self, person: int) -> None:
        board, gap = self.board, self.board.gap[person]
        uses: list[Use] = []
        for duty in board.of_person[person]:
            for _, start, literal in self.of_duty.get(duty.rank, ()):
                since = 0 if duty.kind == "welcome" else start
                uses.append((since, start + duty.length + gap, literal))
        self._one_at_a_time(uses)
        self._lunch(person)

    def _lunch(self, person: int) -> None:
        """Who is there from before lunch opens until after it closes gets one (`constructing` says the same)."""
        board = self.board
        lunch = next((duty for duty in board.of_person[person] if duty.kind == "lunch"), None)
        if lunch is None or lunch.spot is not None or board.instance.lunch is None:
            return
        opens, closes = (minute - board.zero for minute in board.instance.lunch.window)
        eats = [literal for _, _, literal in self.of_duty[lunch.rank]]
        early = self._early(person, opens)
        if early is None:
            return
        excuses = [no(self._any_of(early))] if early else []
        for duty in board.of_person[person]:
            if duty.kind in ("lunch", "welcome"):
                continue
            if duty.spot is not None and duty.spot[1] + duty.length >= closes:
                self.model.any_of([*eats, *excuses])
            for _, start, literal in self.of_duty.get(duty.rank, ()) if duty.spot is None else ():
                if start + duty.length >= closes:
                    self.model.any_of([*eats, *excuses, no(literal)])

    def _early(self, person: int, opens: int) -> list[Literal] | None:
        """The choices that make a candidate be there when lunch opens: none at all, for whom nothing is a choice; None
        for who is not there by then, whatever is chosen.
        """
        welcome = next((duty for duty in self.board.of_person[person] if duty.kind == "welcome"), None)
        if welcome is None:
            return []
        if welcome.spot is not None:
            return [] if welcome.spot[1] <= opens else None
        chosen = [literal for _, start, literal in self.of_duty[welcome.rank] if start <= opens]
        return chosen or None

    def _any_of(self, literals: list[Literal]) -> Literal:
        """A variable that is true exactly when one of these, of which one at most is, is true."""
        if len(literals) == 1:
            return literals[0]
        found = self.model.yes_or_no()
        self.model.exactly_one([*literals, no(found)])
        return found

    # --- tables, rooms, groups, and who goes along

    def _places(self) -> None:
        board = self.board
        for _, uses in self._scarce("table", self._tables):
            self._one_at_a_time(uses)
        for place, uses in self._scarce("room", self._rooms):
            self._as_many_as(board.room[place], uses)
        for place, literals in self._scarce("session", self._guests):
            left = board.instance.welcome.sessions[place].capacity - len(board.guests[place])
            if len(literals) > left:
                self.model.at_most(literals, left)
        for (place, start), literals in self._groups.items():
            if ("line", place) not in self.free:
                self._group(place, start, literals)
        for _, uses in self._scarce("line", self._lines):
            self._one_at_a_time(uses)
        self._going_along()

    def _going_along(self) -> None:
        for (rank, _), (start, until, literals) in self._meetings.items():
            goes = self.model.yes_or_no()
            self.model.each_means(literals, goes)
            self._companions[rank].append((start, until, goes))
        for rank, uses in self._scarce("companion", self._companions):
            self._as_many_as(self.board.companions[rank].seats, uses)

    def _scarce(self, kind: str, uses: dict[int, list[U]]) -> Iterable[tuple[int, list[U]]]:
        """Those of which there are only so many."""
        return ((rank, those) for rank, those in uses.items() if (kind, rank) not in self.free)

    def _group(self, place: int, start: int, literals: list[Literal]) -> None:
        board = self.board
        present = len(board.groups[place].get(start, ()))
        size = board.instance.tour.lines[place].group_size - present
        if present:  # this group goes anyhow: nobody else can start on this line around then
            if len(literals) > size:
                self.model.at_most(literals, size)
            return
        goes = self.model.yes_or_no()
        self.model.each_means(literals, goes)
        if len(literals) > size:
            self.model.at_most(literals, size)
        self._lines[place].append((start, start + board.cycle, goes))

    def _one_at_a_time(self, uses: list[Use]) -> None:
        for together in cliques(uses):
            if len(together) > 1:
                self.model.at_most_one(together)

    def _as_many_as(self, seats: Seats, uses: list[Use]) -> None:
        """Never more at once than there are places, less what is taken already."""
        if len(seats.levels) == 1:  # what is taken was left out when the spots were asked for
            self._one_at_a_time(uses)
            return
        taken = any(seats.levels)
        for at, together in _at_each_start(uses, seats) if taken else _maximal(uses):
            left = sum(not level >> at & 1 for level in seats.levels)
            if len(together) > left:
                self.model.at_most(together, left)

    # --- asking

    def solve(self, effort: Effort) -> tuple[Answer, list[tuple[Duty, Spot]]]:
        """The answer, and where each duty then lies."""
        if self.hopeless:
            return Answer.NO, []
        found = self.model.solve(effort)
        self.work = found.work
        return found.answer, self._chosen(found)

    def begin_at(self, stood: Mapping[Duty, Spot | None]) -> None:
        """Where to look first."""
        self.model.begin_at(
            {literal: int(stood[duty] == (place, start)) for duty, place, start, literal in self.options}
        )

    def lay(self, found: Solution) -> None:
        """Lay on the board what the solver chose."""
        for duty, spot in self._chosen(found):
            self.board.lay(duty, *spot)

    def _chosen(self, found: Solution) -> list[tuple[Duty, Spot]]:
        if found.answer is not Answer.YES:
            return []
        return [(duty, (place, start)) for duty, place, start, literal in self.options if found.values[literal]]


def cliques(uses: list[Use]) -> Iterable[list[Literal]]:
    """The largest sets of uses that share a moment: of each set, one at most can be."""
    return (together for _, together in _maximal(uses))


def _maximal(uses: list[Use]) -> Iterable[tuple[int, list[Literal]]]:
    """Those at each start after which something ends before the next start: no set lies within another."""
    uses = sorted(uses, key=lambda use: use[0])
    starts = sorted({since for since, _, _ in uses})
    going: list[Use] = []
    at = 0
    for start, following in pairwise([*starts, 1 << 40]):
        going = [use for use in going if use[1] > start]
        while at < len(uses) and uses[at][0] == start:
            going.append(uses[at])
            at += 1
        if any(until <= following for _, until, _ in going):
            yield start, [literal for _, _, literal in going]


def _at_each_start(uses: list[Use], seats: Seats) -> Iterable[tuple[int, list[Literal]]]:
    """Those at each minute at which something begins, of what is asked or of what stands already."""
    begins = {since for since, _, _ in uses}
    begins |= {minute for level in seats.levels for minute in minutes(level & ~(level << 1))}
    coming = sorted(range(len(uses)), key=lambda rank: uses[rank][0], reverse=True)
    going: list[int] = []
    for at in sorted(begins):
        while coming and uses[coming[-1]][0] <= at:
            going.append(coming.pop())
        going = sorted(rank for rank in going if uses[rank][1] > at)
        yield at, [uses[rank][2] for rank in going]
