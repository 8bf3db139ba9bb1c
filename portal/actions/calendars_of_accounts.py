"""An account is opened or closed: what stands in its owner's calendar follows.

A closed account has nothing ahead: each coming appointment is cancelled with one short mail that names nobody, for a
calendar lets go of an appointment by a mail alone. Opened again, its owner is told what stands now, as everybody is.
"""

from portal import clock
from portal.actions.aftercare import tell_aftercare
from portal.actions.inviting_to_internships import tell_internship
from portal.actions.inviting_to_interviews import tell_interview
from portal.actions.inviting_to_the_day import tell_day
from portal.actions.organisers_session import tell_session
from portal.actions.partners.deadlines import tell_deadline
from portal.actions.partners.info_session import keep_session_in_step
from portal.calendar.entries import cancel
from portal.models.accounts import User
from portal.models.database import writes
from portal.outbox.mails.accounts import appointment_withdrawn
from portal.outbox.posting import post
from portal.queries.calendars import campaigns_concerning, coming_entries_of, invitations_taking_part
from portal.queries.internships import internships_concerning, placements_coached_by
from portal.queries.interviews import interviews_to_attend
from portal.queries.selection_days import day_of


@writes
def leave_calendars(user: User) -> int:
    """Cancel whatever lies ahead for an account that was closed; how many mails."""
    count = 0
    for entry in coming_entries_of(user, clock.now()):
        revision = cancel(entry)
        count += post(appointment_withdrawn(user, entry), calendar=revision) is not None
    return count


@writes
def enter_calendars(user: User) -> None:
    """Tell an account that was opened what stands: as lead or employer, as jobcoach, as a partner who was asked.

    What everybody else has in the calendar already is not told again.
    """
    for campaign in campaigns_concerning(user):
        tell_session(campaign)
        day = day_of(campaign)
        if day is not None and day.state == "published":
            tell_day(day)
    for invitation in invitations_taking_part(user):
        keep_session_in_step(invitation, by=user)
        tell_deadline(invitation, by=user)
    for interview in interviews_to_attend(user, clock.now()):
        tell_interview(interview)
    for internship in internships_concerning(user):
        tell_internship(internship)
    for placement in placements_coached_by(user):
        tell_aftercare(placement)
