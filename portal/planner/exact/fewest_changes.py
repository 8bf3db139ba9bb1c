"""The fewest changes: what lost its place is laid again, and as little as can be makes way for it.

First everything has a place if it can; then as few appointments as possible change; then they shift by as few minutes
as possible, and the day ends as early as possible. Nearly always nobody else has to move: that is tried first. Then
more and more others may, those first who stand in the way.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from random import Random
from time import monotonic

from portal.planner.board import Board, Duty, Spot
from portal.planner.ejecting import Ejector
from portal.planner.exact.model import DayModel
from portal.planner.exact.solving import Answer, Effort

WIDER = (8, 32, 10_000)  # how many others may have to make way: few first, for that is quick
MOST_OPTIONS = 40_000  # in one question; the whole of a large day has more
WORK, WORK_FOR_SHIFTS = 2.0, 0.5
BESIDE = 8  # how many others may move too, for the shifts to be small
COST_OF_LEAVING_OUT = 10_000  # more than all changes together
COST_OF_SHIFT = 1_000  # for a minute; a later end costs one for a minute

Cost = tuple[int, int]  # left out, changed


class Moving:
    """Lays what is `homeless` on a board on which the rest stands where it was (`spots`, by the rank of a duty)."""

    def __init__(self, board: Board, spots: list[Spot | None], homeless: list[Duty], seed: int, until: float) -> None:
        self.board = board
        self.spots = spots
        self.homeless = homeless
        self.seed = seed
        self.until = until
        self.stood = board.snapshot()

    def lay(self, all_forced: bool) -> bool:
        """Lay everything with the fewest changes that are found in time; whether it is proven that none has fewer.

        `all_forced`: whether all that is homeless changes in every plan.
        """
        board, people = self.board, {duty.person for duty in self.homeless}
        near = self._nearest(people)
        self._lift_lunches(people)
        best, surely = self._lay_fewest(people, set())
        found = board.snapshot()
        alone = surely and best is not None and best[0] == 0
        # Whatever lost its place changes; where that alone will not do, at least one thing more.
        least = (0, len(self.homeless) + (not alone)) if all_forced and surely else (0, 0)
        proven = best is not None and best <= least
        for wide in WIDER:
            if proven or self._seconds() <= 0:
                break
            among = people | set(near[:wide])
            if self._many_options(among) > MOST_OPTIONS:
                break
            board.restore(self.stood)
            cost, surely = self._lay_fewest(among, among)
            if cost is not None and (best is None or cost < best):
                best, found = cost, board.snapshot()
            everybody = len(among) == len(board.of_person)
            proven = best is not None and (best <= least or (surely and everybody))
            if everybody:
                break
        board.restore(found)
        self._shift_little(people | {duty.person for duty in self._changed()} | set(near[:BESIDE]))
        return proven

    # --- the questions

    def _lay_fewest(self, people: set[int], lifted: set[int]) -> tuple[Cost | None, bool]:
        """Lay what is off the board, with these people lifted off it: what it costs, and whether nothing costs less."""
        self.board.lift_people(sorted(lifted))
        asked = self._question(people, self.spots)
        costs = dict.fromkeys(asked.left_out.values(), COST_OF_LEAVING_OUT)
        asked.model.make_small(costs | dict.fromkeys(self._staying(asked), -1))
        found = asked.model.solve(Effort(WORK, self._seconds(), self.seed, by_cores=True))
        if found.answer is not Answer.YES:
            return None, False
        asked.lay(found)
        return self._cost(), found.best

    def _shift_little(self, people: set[int]) -> None:
        """Shift by fewer minutes, and end earlier, with no more left out or changed than on the board now."""
        board, known = self.board, self.board.snapshot()
        board.lift_people(sorted(people))
        asked = self._question(people, known)
        staying = self._staying(asked)
        stay = sum(known[duty.rank] == self.spots[duty.rank] for duty in staying.values())
        asked.model.between(dict.fromkeys(staying, 1), least=stay)
        asked.model.at_most(list(asked.left_out.values()), sum(known[rank] is None for rank in asked.left_out))
        asked.model.make_small(self._shifts(asked) | self._later(asked))
        found = asked.model.solve(Effort(WORK_FOR_SHIFTS, self._seconds(), self.seed))
        if found.answer is Answer.YES:
            asked.lay(found)
        else:
            board.restore(known)

    def _question(self, people: Iterable[int], begin: list[Spot | None]) -> DayModel:
        step = self.board.instance.test.start_step
        asked = DayModel(self.board, lunch_step=step, people=sorted(people), optional=True)
        asked.model.begin_at(
            {literal: int(begin[duty.rank] == (place, start)) for duty, place, start, literal in asked.options}
        )
        return asked

    def _staying(self, asked: DayModel) -> dict[int, Duty]:
        """The choices by which a duty stays where it was."""
        return {
            literal: duty
            for duty, place, start, literal in asked.options
            if duty.kind != "lunch" and self.spots[duty.rank] == (place, start)
        }

    def _shifts(self, asked: DayModel) -> dict[int, int]:
        costs = {}
        for duty, _, start, literal in asked.options:
            spot = self.spots[duty.rank]
            if duty.kind != "lunch" and spot is not None and start != spot[1]:
                costs[literal] = COST_OF_SHIFT * abs(start - spot[1])
        return costs

    def _later(self, asked: DayModel) -> dict[int, int]:
        """What each moment costs at which the day ends later than it did."""
        reached = [spot[1] + duty.length for duty, spot in zip(self.board.duties, self.spots, strict=True) if spot]
        before = max(reached, default=0)
        later: dict[int, list[int]] = defaultdict(list)
        for duty, _, start, literal in asked.options:
            if duty.kind != "lunch" and start + duty.length > before:
                later[start + duty.length].append(literal)
        costs: dict[int, int] = {}
        earlier: list[int] = []
        for end in sorted(later):
            goes_on = asked.model.yes_or_no()
            asked.model.each_means(later[end], goes_on)
            for one in earlier:
                asked.model.each_means([goes_on], one)
            costs[goes_on], before, earlier = end - before, end, [goes_on]
        return costs

    # --- what stands on the board

    def _cost(self) -> Cost:
        out = sum(duty.spot is None and duty.kind != "lunch" and bool(duty.places) for duty in self.board.duties)
        return out, len(self._changed())

    def _changed(self) -> list[Duty]:
        return [
            duty
            for duty in self.board.duties
            if duty.kind != "lunch" and duty.places and not duty.pinned and duty.spot != self.spots[duty.rank]
        ]

    def _seconds(self) -> float:
        return max(0.0, self.until - monotonic())

    def _lift_lunches(self, people: Iterable[int]) -> None:
        """Who moves may eat at another moment."""
        for person in people:
            for duty in self.board.of_person[person]:
                if duty.kind == "lunch" and duty.spot is not None and not duty.pinned:
                    self.board.lift(duty)

    def _many_options(self, people: Iterable[int]) -> int:
        duties = (duty for person in people for duty in self.board.of_person[person])
        return sum(starts.bit_count() for duty in duties for starts in duty.places.values())

    def _nearest(self, people: set[int]) -> list[int]:
        """The others, those first who stand most in the way of what has no place."""
        board, ejector = self.board, Ejector(self.board, Random(self.seed))  # noqa: S311 - repeatable, not secret
        nearness: dict[int, float] = dict.fromkeys(range(len(board.of_person)), 0.0)
        companions = {rank for duty in self.homeless for rank in duty.companions}
        wanted = {(duty.kind, place) for duty in self.homeless for place in duty.places}
        for duty in self.homeless:
            for blockers in ejector.in_the_way(duty):
                for other in blockers:
                    nearness[other.person] += len(blockers) ** -2
        for person, duties in enumerate(board.of_person):
            shared = sum(bool(companions & set(duty.companions)) for duty in duties)
            shared += 2 * sum(duty.spot is not None and (duty.kind, duty.spot[0]) in wanted for duty in duties)
            nearness[person] += shared / 100
        return sorted(nearness.keys() - people, key=lambda person: (-nearness[person], person))
