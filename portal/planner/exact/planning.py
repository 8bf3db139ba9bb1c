"""Planning a day: everything in it, the earliest end, then the shortest waiting; and how good that is.

`python -c` knows it as one function: `plan_day(instance)`. It needs no database and no web server, takes seconds, and
keeps both hands on the clock: what it has when time is up, or when it is told to stop, is the plan.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from time import monotonic

from portal.planner.board import Board
from portal.planner.bounds import Bounds
from portal.planner.constructing import drop_needless_lunches, end_of, feed_everybody, first_plan
from portal.planner.exact.earliest import Clock, lay_earliest
from portal.planner.exact.explaining import Inquiry
from portal.planner.exact.least_waiting import least_waiting
from portal.planner.exact.tightening import Tightening
from portal.planner.facts import Explanation
from portal.planner.instances import Instance
from portal.planner.plans import Plan
from portal.planner.reasons import Reason, reasons
from portal.planner.waiting import Waiting, waiting_of

SECONDS = 10.0  # for the waiting, beyond what the end takes
SECONDS_FOR_END = 120.0
WORK_A_SECOND = 0.75  # as the solver counts, not timed: the same seed gives the same plan, and a quarter is to spare


@dataclass(frozen=True)
class Stage:
    """How far it is: `end` 0 while no whole plan was found, `waiting` None before that stage.

    `least`: what the waiting cannot be below, as far as is known.
    """

    bound: int
    end: int = 0
    waiting: Waiting | None = None
    least: Waiting | None = None


@dataclass(frozen=True)
class Planned:
    """A plan and how good it is.

    `end` and `bound` are minutes since midnight: no plan ends before `bound`; `proven` says that none ends before
    `end`. `first` is the waiting before it was made shorter, `least` what it cannot be below. `unscheduled` says why
    something is not in the plan; `impossible` that it is proven that not everything can be, and then `explanation`
    tells what clashes and what would help. `seconds` is all the time it took, `seconds_to_end` until the end was known.
    """

    plan: Plan
    end: int
    bound: int
    proven: bool
    impossible: bool
    waiting: Waiting
    first: Waiting
    least: Waiting
    seconds: float
    seconds_to_end: float
    unscheduled: list[Reason] = field(default_factory=list)
    explanation: Explanation = field(default_factory=Explanation)

    @property
    def whole(self) -> bool:
        """Whether everything is scheduled."""
        return not self.unscheduled


def plan_day(
    instance: Instance,
    *,
    seed: int = 0,
    seconds: float = SECONDS,
    pinned: Plan | None = None,
    stop: Callable[[], bool] = lambda: False,
    tell: Callable[[Stage], None] = lambda stage: None,
) -> Planned:
    """Plan a day; the same instance, seed and `seconds` give the same plan as long as no clock runs out.

    `seconds` is for making the waiting shorter; `pinned` appointments stay as they are, even where they break a rule.
    `stop` is asked often: what is there then is the plan. `tell` hears how far it is.
    """
    began = monotonic()
    board, bounds = Board(instance, pinned), Bounds(instance)
    clock = Clock(began + SECONDS_FOR_END, stop)
    hopeless = any(not duty.places and duty.spot is None and duty.kind != "lunch" for duty in board.duties)
    overloaded = pinned is None and next(bounds.overloads(), None) is not None
    found = None
    if not hopeless and not overloaded:
        found = lay_earliest(board, bounds, clock, seed, lambda end, bound: tell(Stage(bound, end)))
    if found is None or not found.whole:
        whether = found is None or found.impossible
        return _as_much_as_fits(instance, bounds, pinned, seed, began, stop, proven=whether)
    feed_everybody(board)
    end, first, least = end_of(board), waiting_of(board), least_waiting(instance)
    board.limit = end - board.zero
    known = monotonic() - began
    tell(Stage(found.bound, end, first, least))
    clock = Clock(monotonic() + seconds, stop)

    def shorter(waiting: Waiting, least: Waiting) -> None:
        tell(Stage(found.bound, end, waiting, least))

    work = WORK_A_SECOND * seconds
    tightening = Tightening(board, clock, Random(seed), work, least, shorter)  # noqa: S311
    tightening.run()
    drop_needless_lunches(board)
    return Planned(
        plan=board.plan(),
        end=end_of(board),
        bound=end if found.proven else found.bound,
        proven=found.proven,
        impossible=False,
        waiting=waiting_of(board),
        first=first,
        least=tightening.least,
        seconds=monotonic() - began,
        seconds_to_end=known,
        unscheduled=reasons(instance, bounds, board.left()),
    )


def _as_much_as_fits(
    instance: Instance,
    bounds: Bounds,
    pinned: Plan | None,
    seed: int,
    began: float,
    stop: Callable[[], bool],
    *,
    proven: bool,
) -> Planned:
    """When not everything can be: the fullest plan that is found, why the rest is not in it, and what would help."""
    known = monotonic() - began
    partial = first_plan(instance, seed, pinned)
    board = Board(instance, partial.plan)
    waiting = waiting_of(board)
    explanation = Explanation()
    if partial.unscheduled:
        explanation = Inquiry(instance, pinned, seed=seed, stop=stop).answer()
    return Planned(
        plan=partial.plan,
        end=partial.end,
        bound=bounds.earliest_end(),
        proven=False,
        impossible=proven,
        waiting=waiting,
        first=waiting,
        least=least_waiting(instance),
        seconds=monotonic() - began,
        seconds_to_end=known,
        unscheduled=partial.unscheduled,
        explanation=explanation,
    )
