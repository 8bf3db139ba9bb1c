"""Who is there on the day: one tap, one effect, and back with one more (req Y-11)."""

from datetime import datetime
from typing import Any

from portal import clock
from portal.actions.inviting_to_the_day import tell_day
from portal.actions.moving import move, note_down
from portal.models.accounts import User
from portal.models.database import writes
from portal.models.selection_days import Attendance
from portal.rules.refusals import Refused
from portal.rules.words import N_

# The state after each step: who taps twice has tapped once.
_AFTER = {
    "check_in": "present",
    "mark_absent": "absent",
    "check_out": "left",
    "expect_again": "expected",
}


@writes
def note_attendance(attendance: Attendance, step: str, *, by: User, at: datetime | None = None) -> None:
    """Note that a candidate is there (`check_in`), does not come (`mark_absent`), has left (`check_out`), or that
    the last note was a mistake (`expect_again`). A second tap changes nothing.

    Who does not come leaves the calendars of jobcoach and candidate, and comes back when it was a mistake. `at`: when
    it was seen, for a note that arrives later; now if it is not given.
    """
    standing = _standing(attendance)
    if standing.state == _AFTER[step]:
        return
    before, at = standing.state, at or clock.now()
    values: dict[str, Any] = {"noted_at": at}
    if step == "check_in" and standing.arrived_at is None:
        values["arrived_at"] = at
    if step == "expect_again":
        values["arrived_at"] = None
    move(standing, step, by=by, **values)
    if "absent" in (before, standing.state):
        tell_day(standing.selection_day)


@writes
def announce_late(attendance: Attendance, minute: int, *, by: User, at: datetime | None = None) -> None:
    """The candidate comes later, at about this minute of the day; saying it again corrects the minute.

    `at`: as for `note_attendance`.
    """
    standing, at = _standing(attendance), at or clock.now()
    day = standing.selection_day
    if not day.start_minute <= minute <= day.end_minute:
        raise Refused(N_("Kies een uur tussen het begin en het einde van de dag."))
    if standing.state == "late":
        standing.change(expected_minute=minute, noted_at=at)
    else:
        move(standing, "announce_late", by=by, expected_minute=minute, noted_at=at)


@writes
def inform_candidate(attendance: Attendance, *, by: User) -> None:
    """The jobcoach told the candidate the hours (req 001-16); saying it twice is saying it once."""
    standing = _standing(attendance)
    if standing.informed_at is None:
        standing.change(informed_at=clock.now())
        note_down(standing, "inform", by=by)


@writes
def inform_candidate_again(attendance: Attendance, *, by: User) -> None:
    """It was a mistake: the candidate has still to be told."""
    _standing(attendance).change(informed_at=None)


def _standing(attendance: Attendance) -> Attendance:
    found = Attendance.get_by_id(attendance.id)
    found.selection_day = attendance.selection_day
    found.nomination = attendance.nomination
    return found
