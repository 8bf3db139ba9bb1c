"""Aftercare moments as a person may see them: as the internship that led to the job."""

from portal.models.accounts import User
from portal.models.internships import Internship
from portal.models.placements import AftercareMoment, Placement
from portal.queries.internships import internships_visible_to, visible_placement


def aftercare_of(placement: Placement) -> list[AftercareMoment]:
    """The moments of a placement in order of time."""
    return list(
        AftercareMoment.select()
        .where(AftercareMoment.placement == placement)
        .order_by(AftercareMoment.on, AftercareMoment.start_minute, AftercareMoment.id)
    )


def visible_aftercare(user: User, moment_id: str) -> AftercareMoment | None:
    """A moment of a placement that this person may see, with the placement and its internship."""
    found = AftercareMoment.get_or_none(AftercareMoment.public_id == moment_id)
    if found is None:
        return None
    placement = visible_placement(user, found.placement.public_id)
    if placement is None:
        return None
    found.placement = placement
    return found


def open_aftercare_of(user: User) -> list[tuple[AftercareMoment, Internship]]:
    """The moments that this jobcoach has not noted yet, the earliest first, each with its internship; two queries."""
    own = {one.id: one for one in internships_visible_to(user).where(Internship.jobcoach == user)}
    rows = (
        AftercareMoment.select(AftercareMoment, Placement)
        .join(Placement)
        .where(Placement.internship.in_(list(own)), AftercareMoment.done_at.is_null())
        .order_by(AftercareMoment.on, AftercareMoment.start_minute, AftercareMoment.id)
    )
    return [(row, own[row.placement.internship_id]) for row in rows]
