"""A partner who is no longer concerned: everything that lies ahead leaves the calendar."""

from portal.actions.partners.deadlines import cancel_deadline
from portal.actions.partners.info_session import cancel_session, post_in_any_case
from portal.models.campaigns import Invitation
from portal.models.database import writes
from portal.outbox.mails import campaigns as mails
from portal.outbox.posting import Mail, post


@writes
def take_leave(invitation: Invitation, mail: Mail) -> None:
    """Post the mail that says why; it carries one cancellation, a second one goes in a mail of its own.

    Who answered gets it in any case; who never got the invitation needs no mail that takes it back.
    """
    session, deadline = cancel_session(invitation), cancel_deadline(invitation)
    if invitation.answered_at is None:
        post(mail, calendar=session)
    else:
        post_in_any_case(mail, session or deadline)
    if session is not None and deadline is not None:
        post(mails.deadline_cancelled(invitation), calendar=deadline)


@writes
def clear_calendar(invitation: Invitation, mail: Mail) -> None:
    """The same for a campaign that is closed: no mail for who has nothing of it ahead."""
    session, deadline = cancel_session(invitation), cancel_deadline(invitation)
    if session is not None or deadline is not None:
        post(mail, calendar=session or deadline)
    if session is not None and deadline is not None:
        post(mails.deadline_cancelled(invitation), calendar=deadline)
