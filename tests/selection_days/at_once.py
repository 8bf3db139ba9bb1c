"""A day planned in this process and put in force at once, for tests that are about something else."""

from collections.abc import Callable
from typing import Any

from portal.actions.planning_runs import carry_out, claim_run, plan_at_once
from portal.clock import now
from portal.models.accounts import User
from portal.models.selection_days import SelectionDay
from portal.planner.child import answer_to
from portal.rules.planning_runs import Purpose


def answer_here(
    question: dict[str, Any], stop: Callable[[], bool], tell: Callable[[dict[str, Any]], None]
) -> dict[str, Any]:
    """The planner's answer without a process of its own, and without working at the waiting."""
    quick = {} if question["now"] is not None else {"seconds": 0}
    return answer_to(question | quick | {"explain": False}, stop, tell)


def plan_day(day: SelectionDay, *, by: User, only_new: bool = False) -> int:
    """Plan the day as it stands and put the plan in force; how many appointments it has."""
    return plan_at_once(day, by=by, purpose=Purpose.REST if only_new else Purpose.PLAN, solve=answer_here)


def the_worker_plans() -> int:
    """What the worker does for the days that wait, in this process; how many there were."""
    count = 0
    while (run := claim_run(now())) is not None:
        carry_out(run, solve=answer_here)
        count += 1
    return count
