"""Recognition of care (req 002-12): points for what a partner did in time for candidates.

They measure what the people of an organisation do, never who their candidates are or what comes of them: quick to
tell, complete at once, there during the internship, evaluated in time, and still there afterwards.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from portal.rules.milestones import USUAL_POINTS, Milestone
from portal.rules.words import N_


class Care(StrEnum):
    """What counts."""

    FILE = "file"
    RELAY = "relay"
    FOLLOW_UP = "follow_up"
    EVALUATION = "evaluation"
    AFTERCARE = "aftercare"


CARE_NAMES: dict[str, str] = {
    Care.FILE: N_("Volledig en op tijd voorgedragen, zonder later aan te vullen"),
    Care.RELAY: N_("Het resultaat binnen de termijn verteld"),
    Care.FOLLOW_UP: N_("Opgevolgd tijdens de stage, op de afgesproken dag"),
    Care.EVALUATION: N_("Evaluatie op tijd ingevuld"),
    Care.AFTERCARE: N_("Nazorg gegeven, op de afgesproken dag"),
}
# The same above a column.
CARE_HEADS: dict[str, str] = {
    Care.FILE: N_("Volledig en op tijd"),
    Care.RELAY: N_("Resultaat verteld"),
    Care.FOLLOW_UP: N_("Opgevolgd in de stage"),
    Care.EVALUATION: N_("Evaluatie ingevuld"),
    Care.AFTERCARE: N_("Nazorg gegeven"),
}
# The milestone at which a campaign says how many points a care is worth; a complete file has none.
CARE_OF: dict[str, str] = {
    Care.RELAY: Milestone.TOLD,
    Care.FOLLOW_UP: Milestone.HALFWAY,
    Care.EVALUATION: Milestone.ENDED,
    Care.AFTERCARE: Milestone.MONTH_1,
}
CARED_FOR = frozenset(CARE_OF.values())
FOR_A_FILE = 2
GRACE = timedelta(days=1)  # noted the day after is in time: who was there does not sit at a computer


@dataclass(frozen=True, kw_only=True)
class Deed:
    """So many times in time, of so many times due, in one campaign."""

    care: str
    in_time: int
    due: int
    points_each: int

    @property
    def points(self) -> int:
        """What it is worth."""
        return self.in_time * self.points_each


def points_for(care: str, of_milestones: dict[str, int]) -> int:
    """How many points a care is worth in a campaign with these points by milestone."""
    milestone = CARE_OF.get(care)
    if milestone is None:
        return FOR_A_FILE
    return of_milestones.get(milestone, USUAL_POINTS.get(Milestone(milestone), 0))


def together(deeds: Iterable[Deed]) -> list[Deed]:
    """The deeds of several campaigns by care, in order; those worth the same are one."""
    sums: dict[tuple[str, int], tuple[int, int]] = {}
    for one in deeds:
        in_time, due = sums.get((one.care, one.points_each), (0, 0))
        sums[one.care, one.points_each] = (in_time + one.in_time, due + one.due)
    return [
        Deed(care=care.value, in_time=sums[key][0], due=sums[key][1], points_each=key[1])
        for care in Care
        for key in sorted(sums)
        if key[0] == care.value
    ]
