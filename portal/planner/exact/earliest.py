"""The earliest end of the day, proven where it can be.

The bounds tell the end nearly always; so a plan that ends there is asked for, then at the next possible end. One end is
tried in several ways, each of which wins where the others are slow: a guess that the solver repairs, the builder that
lays and ejects, the solver for as long as it is quick, and a bound on the seats of the written test.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from time import monotonic

from portal.planner.board import Board
from portal.planner.bounds import Bounds
from portal.planner.constructing import Search, end_of
from portal.planner.exact.model import DayModel
from portal.planner.exact.packing import seats_suffice
from portal.planner.exact.solving import Answer, Effort
from portal.planner.timeline import minutes

LEAP = (0.2, 3e-6)  # work of a guess that is repaired, and more for each option: some times what the easy days took
LEAPS = 2  # each from another guess
QUICK = (0.5, 1.5e-4)  # work of a first question, and more for each option: twice what the easy days took
LONG = 15.0  # work of a question that nothing else answers
OF_PART_SOON, OF_PART = 0.2, 5.0  # work of a question about the people of one coach, before and after the slower ones
SMALL, SMALL_DAY = 3_000, 6_000  # options: the most of such a question, and of a day of which it is asked soon
ORDERS = 8
FINE = 120  # options for each duty


@dataclass
class Clock:
    """What is left of the time, and whether somebody asked to stop."""

    until: float
    stop: Callable[[], bool] = lambda: False

    def left(self) -> float:
        """Seconds; none when asked to stop."""
        return 0.0 if self.stop() else max(0.0, self.until - monotonic())


@dataclass(frozen=True)
class Earliest:
    """How the search ended: `whole` when everything lies on the board, `bound` the end before which nothing can."""

    whole: bool
    bound: int
    proven: bool
    impossible: bool = False


def lay_earliest(
    board: Board, bounds: Bounds, clock: Clock, seed: int, tell: Callable[[int, int], None] = lambda end, bound: None
) -> Earliest:
    """Lay everything with the earliest end that is found in time. Same board and seed, same result, time permitting.

    When there is no whole plan the board is left as it was.
    """
    bound = board.instance.start if any(duty.pinned for duty in board.duties) else bounds.earliest_end()
    asking = _Asking(board, bounds, clock, seed)
    surely = True
    for end in possible_ends(board, bound):
        board.limit = end - board.zero
        answer = asking.fits(end)
        if answer is Answer.YES:
            tell(end_of(board), bound)
            return Earliest(whole=True, bound=bound, proven=surely)
        surely = surely and answer is Answer.NO
        if surely:
            bound = end + 1
            tell(0, bound)
        if asking.never or (not surely and clock.left() <= 0):
            break
    board.limit = board.instance.end - board.zero
    if surely or asking.never:
        return Earliest(whole=False, bound=board.instance.end, proven=True, impossible=True)
    whole = Search(board, Random(seed)).fill(board.instance.end, orders=2)  # noqa: S311 - repeatable, not secret
    return Earliest(whole=whole, bound=bound, proven=False)


def possible_ends(board: Board, since: int) -> list[int]:
    """The moments, from `since` on, at which the last appointment of a day can end; the day's own end last."""
    ends = {board.instance.end}
    for duty in board.duties:
        if duty.kind == "lunch":
            continue
        for starts in duty.places.values():
            ends |= {start + duty.length + board.zero for start in minutes(starts)}
    pinned = [duty.spot[1] + duty.length + board.zero for duty in board.duties if duty.spot and duty.kind != "lunch"]
    first = max([since, *pinned])
    return sorted(end for end in ends | {first} if end >= first)


class _Asking:
    """Whether everything fits before an end, asked for one end after the other.

    `never`: not even before the end of the day, which is proven.
    """

    def __init__(self, board: Board, bounds: Bounds, clock: Clock, seed: int) -> None:
        self.board = board
        self.bounds = bounds
        self.clock = clock
        self.seed = seed
        self.never = False
        self.options = sum(starts.bit_count() for duty in board.duties for starts in duty.places.values())
        self._pinned = any(duty.pinned for duty in board.duties)  # what has begun may break what the bounds rest on
        self._tight = False  # some coach decides: then the end after this one is asked of the coaches first
        self._day_was_asked = False

    def fits(self, end: int) -> Answer:
        """Whether everything does; then it lies on the board, whose limit is this end."""
        board, seed = self.board, self.seed
        if self._surely_not(end):
            return Answer.NO
        before = board.snapshot()
        for again in range(LEAPS):
            answer = self._leap(again)
            if answer is not Answer.UNKNOWN or self.clock.left() <= 0:
                return answer
            if again == 0 and self.options <= SMALL_DAY and self._no_part_fits(OF_PART_SOON):
                self._tight = True
                return Answer.NO
            fine = self.options > FINE * len(board.duties)  # a fine grid: then the builder is quicker
            if again == 0 and _is_built(board, end, seed, ORDERS // 2 if fine else 1):
                return Answer.YES
            board.restore(before)
        answer = _ask(board, Effort(QUICK[0] + QUICK[1] * self.options, self.clock.left(), seed))
        if answer is not Answer.UNKNOWN or self.clock.left() <= 0:
            return answer
        if self._never_fits() or self._no_part_fits(OF_PART):
            return Answer.NO
        if _is_built(board, end, seed, ORDERS):
            return Answer.YES
        board.restore(before)
        return _ask(board, Effort(LONG, self.clock.left(), seed, thorough=True))

    def _surely_not(self, end: int) -> bool:
        if self._tight and self._no_part_fits(OF_PART_SOON):
            return True
        if self._pinned:
            return False
        return next(self.bounds.overloads(end), None) is not None or seats_suffice(self.bounds, end) is Answer.NO

    def _leap(self, again: int) -> Answer:
        work = LEAP[0] + LEAP[1] * self.options
        return _ask(self.board, Effort(work, self.clock.left(), self.seed + again, leaping=True))

    def _never_fits(self) -> bool:
        """Whether some part does not even fit into the whole day, which is proven sooner than for a shorter one."""
        if not self._day_was_asked:
            self._day_was_asked = True
            limit, self.board.limit = self.board.limit, self.board.instance.end - self.board.zero
            self.never = self._no_part_fits(OF_PART)
            self.board.limit = limit
        return self.never

    def _no_part_fits(self, work: float) -> bool:
        """Whether the people of some coach do not even fit by themselves: the usual reason where no bound gives one."""
        together: dict[str, list[int]] = {}
        for person, candidate in enumerate(self.board.instance.candidates):
            if candidate.coach is not None:
                together.setdefault(candidate.coach, []).append(person)
        for people in sorted(together.values(), key=len, reverse=True):
            part = DayModel(self.board, people=people)
            if len(part.options) > SMALL:  # a fine grid: then the builder is quicker
                continue
            effort = Effort(work, self.clock.left(), self.seed, thorough=True, by_turns=True)
            if part.solve(effort)[0] is Answer.NO:
                return True
        return False


def _is_built(board: Board, end: int, seed: int, orders: int) -> bool:
    """Whether the builder lays everything before `end` in so many orders."""
    return Search(board, Random(seed)).fill(end, orders=orders)  # noqa: S311 - repeatable, not secret


def _ask(board: Board, effort: Effort) -> Answer:
    """Put the question to the solver. The coarse grid for lunch is given up when it might be what forbids a plan."""
    step = board.instance.test.start_step
    for lunch_step in (step, 1):
        answer, spots = DayModel(board, lunch_step=lunch_step).solve(effort)
        if answer is Answer.NO and step > 1 and lunch_step > 1 and board.instance.lunch:
            continue
        for duty, spot in spots:
            board.lay(duty, *spot)
        return answer
    return Answer.NO
