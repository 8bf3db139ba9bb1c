"""Shorter waiting with the end of the day fixed: the longest first, then the average.

First whole plans in which nobody waits longer than some limit, and then a lower one: with few moments to choose from,
then with all of them. In between a few people at a time are laid as tightly as can be, without the solver. Then people
who have a table, a coach or an interpreter in common are lifted off the board together and laid again in the best way
there is, with everybody else in place.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from random import Random
from time import monotonic

from portal.planner.board import Board
from portal.planner.exact.alike import AlikeModel, tables_are_alike
from portal.planner.exact.earliest import Clock
from portal.planner.exact.flows import Flows
from portal.planner.exact.groups import can_move, group_of, lift_some
from portal.planner.exact.model import DayModel
from portal.planner.exact.moments import usual_moments
from portal.planner.exact.solving import Answer, Effort, Solution
from portal.planner.exact.waits import cost_of_waiting, latest_ends, limit_waiting
from portal.planner.waiting import Waiting, shorten, wait_of, waiting_of

LEAST_PEOPLE, PEOPLE, MOST_PEOPLE = 4, 6, 14  # laid again together
WORK = 0.25  # for one such group
HINTED = 0.5  # how often the search begins at what stands; otherwise it comes out elsewhere more often
ALONE, TOGETHER = 2, 20  # times that each person is looked at alone, and then with one to three others
WORK_OF_ROUND = 2.5e-4  # for one duty of each person
TIMES = 4  # that the limits are gone through, each time with as much work more
STEP = 5  # minutes between one limit and the next
FOR_ROUGH, FOR_LIMITS, FOR_SHORTENING = 0.2, 0.17, 0.12  # shares of the work: for whole plans, for a few people
FOR_PROOF, FOR_SMALL_PROOF = 0.14, 0.36  # shares of the work, for proving that nothing is better
FOR_FLOWS = 0.25  # the same, for one bound on all plans at once
OF_ALL, SOME = 0.8, (0.7, 0.85, 0.93)  # on a small day: how often a part of everything is laid again, and which part
LEAP, LEAP_OF_OPTION = 0.2, 3e-6  # work of a question for a whole plan, and more for each option
NEAR = 1.5  # times what is proven: a longest waiting of which it may be proven that it is the best one
MOST_OPTIONS, RELAXED = 20_000, 4_000  # options of a question with a proof, and of one with linear relaxations
FEW_OPTIONS = 6_000  # of a small day
MANY_OPTIONS, FURTHER = 20_000, 1.5  # below them the questions are so small that in the same time they do more work
MAKING = 1.6e-5  # what it takes to ask, for each option, in the measure of the solver's work


class Tightening:
    """Makes the waiting on a board shorter; the plan never gets worse.

    `work` is what it may take, counted in the solver's measure and not timed, so that the same seed gives the same
    plan. `least` is what the waiting cannot be below; it rises with what is proven on the way. `tell` hears the waiting
    and that bound, now and then.
    """

    def __init__(
        self,
        board: Board,
        clock: Clock,
        random: Random,
        work: float,
        least: Waiting = Waiting(0, 0.0),  # noqa: B008 - frozen
        tell: Callable[[Waiting, Waiting], None] = lambda waiting, least: None,
    ) -> None:
        self.board = board
        self.tell = tell
        self._told_at = monotonic()
        self.clock = clock
        self.random = random
        self.work = work
        self.least = least
        self.spent = 0.0
        self.people = [person for person in range(len(board.of_person)) if can_move(board, person)]
        self.step = board.instance.test.start_step
        self.moments = usual_moments(board)
        self.alike = tables_are_alike(board)
        self.few = False
        self._flows: Flows | None = None
        self._asked = -1  # the longest waiting that the flows were asked about last

    def run(self) -> None:
        """Use the work there is."""
        if not self.people or self._is_over():
            return
        options = self._many_options()
        self.few = options < FEW_OPTIONS
        if options < MANY_OPTIONS:
            self.work *= FURTHER
        proven = self.few and self._bound()
        if self.few and not proven and not self._flows:  # proven in no time, and then nothing more is looked for
            self._prove(FOR_SMALL_PROOF)
        self._whole_plans()
        self._say()
        if self._flows and not proven and not self._surely():
            self._prove(FOR_SMALL_PROOF)
        elif not self.few and waiting_of(self.board).longest <= NEAR * self.least.longest:
            self._prove(FOR_PROOF)
        if len(self.people) > 1:
            self._groups()

    def _bound(self) -> bool:
        """Ask all flows of people through the day what the waiting cannot be below; whether the longest is that."""
        if any(duty.pinned for duty in self.board.duties):
            return False  # what has begun may break a rule that the flows keep to
        flows = Flows(self.board)
        if flows.too_large or flows.work > FOR_FLOWS * self.work:
            return False
        self._flows = flows
        self.spent += flows.work
        average = flows.least_together(self.clock.left()) / len(self.board.of_person)
        self.least = replace(self.least, average=max(self.least.average, average))
        return self._surely()

    def _surely(self) -> bool:
        """Whether nobody can wait less than who waits longest now, as far as the flows know."""
        longest = waiting_of(self.board).longest
        if self._flows is None or self._is_over() or longest == self._asked:
            return self.least.longest == longest
        self._asked = longest
        self.spent += self._flows.work
        if self._flows.surely_longer(longest - 1, self.clock.left()):
            self.least = replace(self.least, longest=longest)
        return self.least.longest == longest

    def _say(self) -> None:
        """How far the waiting is now, a second apart at least."""
        if monotonic() - self._told_at >= 1:
            self._told_at = monotonic()
            self.tell(waiting_of(self.board), self.least)

    # --- whole plans

    def _whole_plans(self) -> None:
        """Everything anew with nobody waiting longer than a limit: half of the way down each time, then once more."""
        found = self._plans_within(FOR_ROUGH, rough=True)
        self._shorten()
        few = self._many_options() <= MOST_OPTIONS
        if (not found or few) and self._plans_within(FOR_LIMITS):
            self._shorten()

    def _plans_within(self, share: float, *, rough: bool = False) -> bool:
        """Whether a plan was found; `rough`: with less to choose from, which is quick and finds nearly all."""
        board, longest, low, again = self.board, waiting_of(self.board).longest, self.least.longest, 1
        first, until = longest, self.spent + share * self.work
        while self.spent < until and not self._is_over():
            if longest - low <= STEP:  # what did not succeed at once may, with other luck and more work
                low, again = self.least.longest, again + 1
                if longest - low <= STEP or again > (1 if rough else TIMES):
                    break
            limit = (low + longest) // 2 // STEP * STEP
            known = board.snapshot()
            board.lift_people(self.people)
            asked = self._question(self.people, limit, rough=rough)
            work = again * (LEAP + LEAP_OF_OPTION * len(asked.options))
            found = self._ask(asked, Effort(work, seed=again, leaping=True))
            if found is not None and found.answer is Answer.YES:
                asked.lay(found)
                if waiting_of(board).longest < longest:
                    longest = waiting_of(board).longest
                    continue
            board.restore(known)
            low = limit
            if self._surely():
                break
        return longest < first

    def _shorten(self) -> None:
        """Lay people again as tightly as can be, by themselves and then a few together."""
        until = self.spent + FOR_SHORTENING * self.work
        duties = sum(len(self.board.of_person[person]) for person in self.people)
        for turn in range(TOGETHER):
            if self.spent < until and not self._is_over():
                many = len(self.people)
                most = waiting_of(self.board).longest
                shorten(self.board, self.random, many if turn else (ALONE + 1) * many, 0 if turn else ALONE, most)
                self.spent += WORK_OF_ROUND * duties

    def _prove(self, share: float) -> None:
        """Raise `least`: the limits below which there surely is no plan."""
        longest, until = waiting_of(self.board).longest, self.spent + share * self.work
        known = self.board.snapshot()
        high = longest - 1
        while self.least.longest <= high and self.spent < until and not self._is_over():
            self.board.lift_people(self.people)
            asked = self._question(self.people, high)
            self.board.restore(known)
            if len(asked.options) > MOST_OPTIONS:
                return
            left, thorough = until - self.spent, len(asked.options) < RELAXED
            found = self._ask(asked, Effort(left, thorough=thorough))
            if found is None or found.answer is Answer.NO:
                self.least = replace(self.least, longest=high + 1)
                return
            low = self.least.longest
            high = (low + high) // 2 // STEP * STEP - 1 if high - low > STEP else low - 1

    # --- groups

    def _groups(self) -> None:
        """Lay one group again after the other, those who wait longest every second time."""
        board, many = self.board, {True: PEOPLE, False: PEOPLE}
        in_vain = {True: 0, False: 0}
        turn = 0
        while not self._is_over():
            turn += 1
            waits = {person: wait_of(board, person) for person in self.people}
            longest = max(waits.values())
            if longest <= self.least.longest and waiting_of(board).average <= self.least.average:
                return
            lower = turn % 2 == 0 and longest > self.least.longest and in_vain[True] < 2 * len(self.people)
            among = self.people if lower else self.random.sample(self.people, min(3, len(self.people)))
            if self.few and not lower and self.random.random() < OF_ALL:
                if self._lay_again(self.people, longest, self.random.choice(SOME))[0]:
                    self._say()
                continue
            first = max(among, key=lambda person: (waits[person], self.random.random()))
            group = group_of(board, self.people, first, many[lower], self.random)
            better, surely = self._lay_again(group, longest - 1 if lower else longest)
            in_vain[lower] = 0 if better else in_vain[lower] + 1
            if better:
                self._say()
            if not surely:
                many[lower] = max(LEAST_PEOPLE, many[lower] - 1)
            elif in_vain[lower] > len(self.people) / many[lower]:
                many[lower] = min(MOST_PEOPLE, len(self.people), many[lower] + 1)
                in_vain[lower] = 0 if not lower else in_vain[lower]

    def _lay_again(self, people: list[int], limit: int, share: float = 1.0) -> tuple[bool, bool]:
        """Lay these people, or a share of what they do, again so that they wait less, nobody longer than `limit`;
        whether they do, and whether there surely is nothing better.
        """
        board = self.board
        waits = [wait_of(board, person) for person in people]
        old = board.snapshot_of(range(len(board.of_person)) if self.alike else people)
        stood = dict(board.snapshot_of(people))
        if share < 1:
            lift_some(board, people, share, self.random)
        else:
            board.lift_people(people)
        asked = self._question(people, limit)
        if max(waits) <= limit:  # otherwise any plan within the limit will do
            costs: dict[int, int] = {}
            for person in people:
                costs |= cost_of_waiting(asked, person)
            asked.model.make_small(costs)
        if self.random.random() < HINTED and not asked.hopeless:
            asked.begin_at(stood)
        found = self._ask(asked, Effort(WORK, seed=self.random.randrange(1_000)))
        if found is not None and found.answer is Answer.YES:
            asked.lay(found)
            now = [wait_of(board, person) for person in people]
            if max(now) <= limit and (max(waits) > limit or sum(now) <= sum(waits)):  # as good will do: a way out
                return max(waits) > limit or sum(now) < sum(waits), found.best
        board.put_back(old)
        return False, found is None or found.best or found.answer is Answer.NO

    # --- asking

    def _question(self, people: Sequence[int], limit: int, *, rough: bool = False) -> DayModel:
        """Where these people, who are off the board, can go when nobody waits longer than `limit`."""
        latest = latest_ends(self.board, people, limit)
        moments = self.moments if rough else None
        kind = AlikeModel if self.alike else DayModel
        asked = kind(self.board, lunch_step=self.step, people=people, latest=latest, moments=moments)
        for person in people if not asked.hopeless else ():
            limit_waiting(asked, person, limit)
        return asked

    def _ask(self, asked: DayModel, effort: Effort) -> Solution | None:
        """The answer, and its work counted; None when some duty fits nowhere at all."""
        self.spent += MAKING * len(asked.options)
        if asked.hopeless:
            return None
        found = asked.model.solve(effort)
        self.spent += found.work
        return found

    def _many_options(self) -> int:
        duties = (duty for person in self.people for duty in self.board.of_person[person])
        return sum(starts.bit_count() for duty in duties for starts in duty.places.values())

    def _is_over(self) -> bool:
        return self.spent >= self.work or self.clock.left() <= 0
