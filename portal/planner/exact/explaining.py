"""Which facts clash, as few as can be, and which change makes everything fit.

Small parts of the day are asked about first (one person, the people of one coach, one table): a clash in there is short
and quickly found. From what clashes, facts are given up in halves, quarters and one by one as long as the rest still
clashes; the bounds answer most of these questions, and the solver the others.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic

from portal.planner.board import Board
from portal.planner.bounds import Bounds
from portal.planner.exact.model import DayModel
from portal.planner.exact.packing import seats_suffice
from portal.planner.exact.solving import Answer, Effort
from portal.planner.facts import Explanation, WayOut
from portal.planner.instances import Instance
from portal.planner.parts import Start, alike, among, others_of, relevant, starts
from portal.planner.plans import Plan
from portal.planner.relaxing import WISHES, Asked, Key, facts_of, wishes_of, without
from portal.planner.telling import tell
from portal.planner.ways import Change, changes

WORK = 4.0  # of the solver, as it counts, for all questions together: about as many seconds of a quiet machine
SECONDS = 20.0  # when the machine is not quiet
WORK_OF_ONE = (0.5, 3e-4)  # for one question, and more for each option
SMALL, THOROUGH = 3_000, 3.0  # options of a question that is asked again with more work
LITTLE = 0.002  # what any question costs besides
CLASHES = 3  # of one kind, of which the shortest is told
WAYS, MANY_WAYS = 4, 2  # told at most; with fewer than the second, what takes more than one change is looked for too
ALIKE = 2  # ways out of one kind
STEPS = 3  # changes of one way out
FEW = 12  # people of whom each wish is asked about at once


@dataclass
class Core:
    """A part of the day in which something clashes, the facts given up, and what is left (nothing: not told yet)."""

    part: Instance
    gone: set[Key]
    facts: list[Key]


class Inquiry:
    """One day and what was asked about it."""

    def __init__(
        self,
        instance: Instance,
        pinned: Plan | None = None,
        *,
        seed: int = 0,
        seconds: float = SECONDS,
        stop: Callable[[], bool] = lambda: False,
    ) -> None:
        self.instance = instance
        self.pinned = pinned
        self.seed = seed
        self.until = monotonic() + seconds
        self.stop = stop
        self.work = WORK

    def answer(self) -> Explanation:
        """The clash that was found, and the ways out of it."""
        clash, smallest = self.clash(self.instance, self.pinned)
        if not clash:
            return Explanation()
        ways = self._ways(clash)
        told = tell(self.instance, self.pinned, clash)
        return Explanation(tuple(told), tuple(ways), smallest)

    # --- asking

    def over(self) -> bool:
        """Whether the work, the seconds or the patience have run out."""
        return self.work <= 0 or monotonic() > self.until or self.stop()

    def can(self, asked: Asked, *, quick: bool = False) -> Answer:
        """Whether everything can be; `quick` asks the bounds alone, which never say yes."""
        if self.over():
            return Answer.UNKNOWN
        self.work -= LITTLE
        board = Board(asked.instance, asked.pinned)
        if any(not duty.places and duty.spot is None and duty.kind != "lunch" for duty in board.duties):
            return Answer.NO
        if not any(duty.pinned for duty in board.duties) and self._overloaded(asked):
            return Answer.NO
        return Answer.UNKNOWN if quick else self._solved(board, asked)

    def _overloaded(self, asked: Asked) -> bool:
        bounds, kinds = Bounds(asked.instance), {kind for kind, _ in asked.free}
        if "line" in kinds:
            bounds.group = max(1, len(asked.instance.candidates))
        for one in bounds.overloads():
            kind = {"tables": "table", "seats": "room", "lines": "line"}.get(one.kind, one.kind)
            if not any((kind, name) in asked.free for name in one.names):
                return True
        if "room" in kinds or not any(one.test for one in asked.instance.candidates):
            return False
        return seats_suffice(bounds, asked.instance.end) is Answer.NO

    def _solved(self, board: Board, asked: Asked) -> Answer:
        day = asked.instance
        ranks = {
            "table": {one.id: rank for rank, one in enumerate(day.tables)},
            "room": {one.id: rank for rank, one in enumerate(day.test.rooms)},
            "line": {one.id: rank for rank, one in enumerate(day.tour.lines)},
            "session": {one.id: rank for rank, one in enumerate(day.welcome.sessions)},
            "coach": {one.id: rank for rank, one in enumerate(day.coaches)},
            "interpreter": {one.id: len(day.coaches) + rank for rank, one in enumerate(day.interpreters)},
        }
        free = frozenset(
            ("companion" if kind in ("coach", "interpreter") else kind, ranks[kind][name]) for kind, name in asked.free
        )
        answer = Answer.NO
        for step in {day.test.start_step if day.lunch else 1: 0, 1: 0}:
            model = DayModel(board, lunch_step=step, free=free)
            answer = self._answered(model, thorough=False)
            if answer is Answer.UNKNOWN and len(model.options) <= SMALL:
                answer = self._answered(model, thorough=True)
            if answer is not Answer.NO:
                break
        return answer

    def _answered(self, model: DayModel, *, thorough: bool) -> Answer:
        most = THOROUGH if thorough else WORK_OF_ONE[0] + WORK_OF_ONE[1] * len(model.options)
        left = max(0.01, self.until - monotonic())
        answer, _ = model.solve(Effort(min(max(0.0, self.work), most), left, self.seed, thorough=thorough))
        self.work -= model.work
        return answer

    # --- a clash

    def clash(self, instance: Instance, pinned: Plan | None) -> tuple[list[Key], bool]:
        """The fewest facts found that cannot all hold, and whether none of them can be missed."""
        for quick in (True, False):
            for kind in starts(instance):
                found: list[Core] = []
                for start in kind:
                    if self.over() or len(found) == CLASHES:
                        break
                    core = self._core(instance, pinned, start, quick)
                    if core is not None:
                        found.append(core)
                if found:
                    return self._checked(min(found, key=lambda core: len(core.facts)), pinned)
        return [], False

    def _core(self, instance: Instance, pinned: Plan | None, start: Start, quick: bool) -> Core | None:
        """Of a part of the day, the facts that clash as far as the bounds tell, if they do."""
        part = among(instance, start)
        gone = {key for one in part.candidates for key in wishes_of(one) if key not in start}
        if self.can(without(part, pinned, gone), quick=quick) is not Answer.NO:
            return None
        if not quick and self.can(without(part, pinned, gone), quick=True) is not Answer.NO:
            return Core(part, gone, [])
        facts = self._fewest(part, pinned, gone, quick=True)
        return Core(among(part, facts), gone, facts)

    def _checked(self, core: Core, pinned: Plan | None) -> tuple[list[Key], bool]:
        """Of the facts that clash, those that the solver needs too; half of the work is kept for the ways out."""
        kept, self.work = self.work / 2, self.work / 2
        facts = self._fewest(core.part, pinned, core.gone, quick=False)
        smallest = not self.over()
        self.work = max(0.0, self.work) + kept
        return facts, smallest

    def _fewest(self, part: Instance, pinned: Plan | None, gone: set[Key], quick: bool) -> list[Key]:
        """Give up facts while the rest still clashes; `gone` grows. What is left: wishes, then the others."""
        people = [[key for key in wishes_of(one) if key not in gone] for one in part.candidates]
        if quick or len(people) > FEW:
            people = self._given_up(part, pinned, gone, people, quick)
        kept = self._given_up(part, pinned, gone, [[key] for group in people for key in group], quick)
        wishes = [key for group in kept for key in group]
        part = among(part, wishes)
        others = relevant(part, pinned, set(wishes), gone)
        gone |= set(facts_of(part, pinned)) - set(wishes) - set(others)
        kept = self._given_up(part, pinned, gone, [[key] for key in others], quick)
        return wishes + [key for group in kept for key in group]

    def _given_up(
        self, part: Instance, pinned: Plan | None, gone: set[Key], groups: list[list[Key]], quick: bool
    ) -> list[list[Key]]:
        """Give up groups of facts, many at a time and then fewer, while the rest still clashes; those that stay."""
        kept = [group for group in groups if group]
        size = max(1, len(kept) // 2) if quick or len(kept) > 3 * FEW else 1
        while True:
            at = 0
            needed: set[object] = set()
            while at < len(kept):
                dropped = {key for group in kept[at : at + size] for key in group}
                same = alike(part, dropped, gone)
                if same in needed:
                    at += size
                elif self.can(without(part, pinned, gone | dropped), quick=quick) is Answer.NO:
                    gone |= dropped
                    del kept[at : at + size]
                else:
                    needed.add(same)
                    at += size
            if size == 1:
                return kept
            size = max(1, min(size // 2, len(kept) // 2))

    # --- ways out

    def _ways(self, clash: list[Key]) -> list[WayOut]:
        found: list[WayOut] = []
        settling: list[Change] = []
        enough: set[Key] = set()
        for change in changes(self.instance, self.pinned, clash):
            if len(found) >= WAYS or self.over():
                return found
            like_it = sum(way.steps[0].kind == change.step.kind for way in found)
            if change.family in enough or like_it >= ALIKE or not self._settles(change, clash):
                continue
            if change.family not in {one.family for one in settling}:
                settling.append(change)
            if self.can(Asked(change.instance, change.pinned)) is Answer.YES:
                enough.add(change.family)
                found.append(WayOut((change.step,)))
        for change in settling if len(found) < MANY_WAYS else ():
            further = self._further(change, STEPS - 1) if change.family not in enough else None
            if further is not None:
                return [*found, WayOut((change.step, *further.steps))]
        return found

    def _settles(self, change: Change, clash: list[Key]) -> bool:
        """Whether this very clash is over after the change."""
        wishes = frozenset(key for key in clash if key[0] in WISHES)
        part = among(change.instance, wishes)
        return self.can(without(part, change.pinned, others_of(part, wishes))) is Answer.YES

    def _further(self, change: Change, steps: int) -> WayOut | None:
        """What it takes besides, when one change is not enough."""
        if self.over() or not steps:
            return None
        clash, _ = self.clash(change.instance, change.pinned)
        settling: dict[Key, Change] = {}
        for one in changes(change.instance, change.pinned, clash):
            if self.over():
                return None
            if one.family not in settling and self._settles(one, clash):
                settling[one.family] = one
                if self.can(Asked(one.instance, one.pinned)) is Answer.YES:
                    return WayOut((one.step,))
        for one in settling.values():
            further = self._further(one, steps - 1)
            if further is not None:
                return WayOut((one.step, *further.steps))
        return None
