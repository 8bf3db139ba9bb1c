"""What follow-up during an internship and aftercare after it share: a moment is moved, noted, or moves along."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from portal import clock
from portal.models.accounts import User
from portal.models.database import writes
from portal.models.internships import FollowUp
from portal.models.placements import AftercareMoment
from portal.queries.working_days import last_of_working_days
from portal.rules.refusals import Refused
from portal.rules.words import N_

Moment = FollowUp | AftercareMoment


@writes
def move_moment(moment: Moment, values: dict[str, Any]) -> bool:
    """Another day, hour or way; False when nothing changes. Refused for one that has been."""
    if moment.done_at is not None:
        raise Refused(N_("Dit moment is al geweest."))
    if all(getattr(moment, name) == value for name, value in values.items()):
        return False
    moment.change(**values)
    return True


@writes
def note_moment(moment: Moment, went: str, note: str, *, by: User) -> bool:
    """How it went; noting again replaces the text. Whether this is the first time."""
    first = moment.done_at is None
    moment.change(went=went, note=note.strip(), done_at=moment.done_at or clock.now(), done_by=by)
    return first


@writes
def shift_moments(moments: Iterable[Moment], shift: timedelta, country: str) -> None:
    """Let what is still to come move along, to a working day."""
    for moment in moments:
        if moment.done_at is None:
            moment.change(on=last_of_working_days(moment.on + shift, 1, country))
