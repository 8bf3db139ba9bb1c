"""How long phases take: days from one milestone to the next, as a median (req Y-16)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median

from portal.rules.milestones import NOT_YET, NOT_YET_NAME, Plan


@dataclass(frozen=True, kw_only=True)
class Phase:
    """The way to one milestone: the median of the days it took, of how many nominations, and the longest."""

    milestone: str
    name: str
    days: float
    count: int
    longest: int


def paces(reached: Iterable[Mapping[str, date]], plan: Sequence[Plan]) -> list[Phase]:
    """The phases of a campaign that somebody went through, in its order.

    `reached`: for each nomination the day of each milestone, and under NOT_YET the day it was put forward. A phase
    counts from the milestone before it that this nomination did reach; one that came earlier than that took no time.
    """
    took: dict[str, list[int]] = {one.milestone: [] for one in plan if one.is_on}
    for days in reached:
        before = days.get(NOT_YET)
        for milestone, found in took.items():
            on = days.get(milestone)
            if on is None:
                continue
            if before is not None:
                found.append(max((on - before).days, 0))
            before = max(on, before) if before else on
    names = {one.milestone: one.name for one in plan} | {NOT_YET: NOT_YET_NAME}
    return [
        Phase(milestone=one, name=names[one], days=float(median(found)), count=len(found), longest=max(found))
        for one, found in took.items()
        if found
    ]
