"""A first plan, without a solver: lay the most constrained duties first, and repair by ejecting.

The end of the day is asked for, not minimised: first the end that the bounds allow, then those that follow.
Everything scheduled comes first, then the earliest end, then the waiting.
"""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from portal.planner.board import Board, Duty, Spot
from portal.planner.bounds import Bounds
from portal.planner.ejecting import Ejector
from portal.planner.instances import Instance
from portal.planner.plans import Plan
from portal.planner.reasons import Reason, reasons
from portal.planner.timeline import span
from portal.planner.waiting import shorten

ORDERS = 4  # seeded orders tried for one end: starting again beats searching on
PATIENCE = 6  # steps per duty for one order
LEAST_PATIENCE = 1_500
ROUNDS_OF_WAITING = 30  # neighbourhoods per candidate


@dataclass(frozen=True)
class Planned:
    """A plan, why it is not whole (nothing when it is), and the minute the last appointment ends."""

    plan: Plan
    unscheduled: list[Reason]
    end: int


def first_plan(instance: Instance, seed: int = 0, pinned: Plan | None = None) -> Planned:
    """Plan the day. Same instance, seed and pins: same plan; no hard constraint is ever broken.

    `pinned` appointments stay as they are, even where they break a rule (what has begun has begun); the rest
    is laid around them. Pins that name people or places the instance no longer has are passed over.
    """
    random = Random(seed)  # noqa: S311 - repeatable, not secret
    bounds = Bounds(instance)
    board = Board(instance, pinned)
    hopeless = next(bounds.overloads(), None) is not None
    hopeless |= any(not duty.places and duty.spot is None and duty.kind != "lunch" for duty in board.duties)
    search = Search(board, random)
    if hopeless:
        search.fill(instance.end, orders=1, enough=bounds.least_left())
        search.exchange(enough=bounds.least_left())
    else:
        search.earliest(bounds.earliest_end())
    feed_everybody(board)
    board.limit = max(end_of(board), instance.start) - board.zero
    shorten(board, random, ROUNDS_OF_WAITING * len(instance.candidates))
    drop_needless_lunches(board)
    return Planned(board.plan(), reasons(instance, bounds, board.left()), end_of(board))


class Search:
    """Fills one board for one end of the day after another."""

    def __init__(self, board: Board, random: Random) -> None:
        self.board = board
        self.random = random
        self.patience = max(LEAST_PATIENCE, PATIENCE * len(board.duties))

    def earliest(self, hoped: int) -> None:
        """Leave the board full with the earliest end that was found, or as full as it gets."""
        board = self.board
        if self.fill(hoped, orders=ORDERS):
            return
        if not self.fill(board.instance.end, orders=ORDERS):
            return
        best, found = board.snapshot(), end_of(board)
        slot = board.instance.rounds.slot
        ends = sorted({hoped, *(start + slot for start in board.instance.rounds.starts)})
        ends = [end for end in ends if hoped <= end < found]
        while ends:  # from the end found, half of the way towards the end hoped for each time
            aim = ends[len(ends) // 2]
            if self.fill(aim, orders=ORDERS // 2, clear=False):
                best, found = board.snapshot(), end_of(board)
                ends = [end for end in ends if end < found]
            else:
                ends = [end for end in ends if end > aim]
                board.restore(best)
        board.restore(best)

    def fill(self, end: int, orders: int, clear: bool = True, enough: int = 0) -> bool:
        """Lay everything before `end`; whether that could be done. Keeps the fullest board tried."""
        board = self.board
        board.limit = end - board.zero
        fullest: list[Spot | None] | None = None
        fewest = len(board.duties) + 1
        for order in range(orders):
            for duty in board.duties:
                if duty.spot is not None and not duty.pinned and (clear or order or self._too_late(duty)):
                    board.lift(duty)
            ejector = Ejector(board, self.random)
            if ejector.lay_all(self._order(board.left()), self.patience, enough=enough):
                return True
            if len(board.left()) < fewest:
                fewest, fullest = len(board.left()), board.snapshot()
        if fullest is not None:
            board.restore(fullest)
        return False

    def exchange(self, enough: int) -> None:
        """Fit in more of what is left, until `enough` are, by letting one duty at a time make way."""
        left = self.board.left()
        self.random.shuffle(left)
        Ejector(self.board, self.random).lay_all(left, self.patience, most_ejected=1, enough=enough)

    def _too_late(self, duty: Duty) -> bool:
        return duty.spot is not None and not self.board.within_limit(duty) >> duty.spot[1] & 1

    def _order(self, left: list[Duty]) -> list[Duty]:
        """Most constrained last, for it is taken from the end of the list."""
        load = [0] * len(self.board.companions)
        for duty in self.board.duties:
            for rank in duty.companions:
                load[rank] += duty.length
        kinds = {"welcome": 0, "tour": 1, "lunch": 2, "date": 3, "test": 4}
        together = {duty.rank: max(duty.companions, default=-1) for duty in left}

        def hardness(duty: Duty) -> tuple[float, ...]:
            limit = self.board.within_limit(duty)
            room = sum((starts & limit).bit_count() for starts in duty.places.values())
            burden = max((load[rank] for rank in duty.companions), default=0)
            side = together[duty.rank] if duty.kind in ("welcome", "tour") else 0
            return (kinds[duty.kind], -burden, side, room * self.random.uniform(0.8, 1.25))

        hardnesses = {duty.rank: hardness(duty) for duty in left}
        return sorted(left, key=lambda duty: hardnesses[duty.rank], reverse=True)


def end_of(board: Board) -> int:
    """The minute at which the last appointment ends; the start of the day when there is none."""
    ends = [duty.spot[1] + duty.length for duty in board.duties if duty.spot and duty.kind != "lunch"]
    return max(ends) + board.zero if ends else board.instance.start


def needs_lunch(board: Board, person: int) -> bool:
    """Whether the candidate is there from before lunch opens until after it closes."""
    lunch, candidate = board.instance.lunch, board.instance.candidates[person]
    work = [duty for duty in board.of_person[person] if duty.spot and duty.kind != "lunch"]
    if lunch is None or not work:
        return False
    starts = [duty.spot[1] for duty in work if duty.spot]
    since = min(starts) + board.zero if candidate.welcome else candidate.arrive
    until = max(duty.spot[1] + duty.length for duty in work if duty.spot) + board.zero
    return since <= lunch.window[0] and until >= lunch.window[1]


def feed_everybody(board: Board) -> None:
    """Nobody goes without lunch: where no moment was left, what fills the lunch hour makes way."""
    lunches = [duty for duty in board.left() if duty.kind == "lunch"]
    for lunch in lunches:
        if not needs_lunch(board, lunch.person):
            continue
        gap = board.gap[lunch.person]
        choice: list[tuple[int, Spot, list[Duty]]] = []
        for start in range(board.instance.start - board.zero, board.instance.end - board.zero):
            if lunch.places.get(0, 0) >> start & 1:
                when = span(start - gap, start + lunch.length + gap)
                out = [
                    duty
                    for duty in board.of_person[lunch.person]
                    if duty.spot and span(duty.spot[1], duty.spot[1] + duty.length) & when
                ]
                if not any(duty.pinned for duty in out):
                    choice.append((len(out), (0, start), out))
        if choice:
            _, spot, out = min(choice, key=lambda one: one[:2])
            for duty in out:
                board.lift(duty)
            board.lay(lunch, *spot)


def drop_needless_lunches(board: Board) -> None:
    """Who goes home before lunch closes, or comes after it opens, arranges lunch alone."""
    for duty in board.duties:
        if duty.kind == "lunch" and duty.spot and not duty.pinned and not needs_lunch(board, duty.person):
            board.lift(duty)
