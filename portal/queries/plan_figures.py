"""How good a plan is, in figures people know: when the day ends, and how long candidates wait."""

from dataclasses import dataclass

from portal.models.day_plans import DayDraft
from portal.models.selection_days import SelectionDay
from portal.planner.board import Board
from portal.planner.constructing import end_of
from portal.planner.instances import BadInstance, read_instance
from portal.planner.plans import Plan
from portal.planner.waiting import wait_of
from portal.queries.drafts import moved_along, standing_plan
from portal.queries.instances import Picture, instance_of, picture_of, plan_of


@dataclass(frozen=True)
class Figures:
    """`end` in minutes since midnight; `longest` and `mean` waiting of a candidate in minutes."""

    end: int
    longest: int
    mean: float


def figures_of(picture: Picture, plan: Plan) -> Figures | None:
    """The figures of a plan of a day; None for one with nothing in it, or for a day that cannot be read."""
    standing = standing_plan(plan, picture)
    if not any((standing.welcome, standing.tour, standing.test, standing.dates)):
        return None
    try:
        instance = read_instance(instance_of(picture.day, picture, standing).body)
    except BadInstance:
        return None
    board = Board(instance, standing)
    waits = [wait_of(board, person) for person in range(len(board.of_person))]
    return Figures(end_of(board), max(waits, default=0), sum(waits) / len(waits) if waits else 0.0)


def figures_of_day(day: SelectionDay, picture: Picture | None = None) -> Figures | None:
    """The figures of the plan in force."""
    return figures_of(picture or picture_of(day), plan_of(day))


def figures_of_draft(draft: DayDraft, picture: Picture) -> Figures | None:
    """The figures of a draft."""
    return figures_of(moved_along(picture, draft.plan), Plan.from_json(draft.plan))
