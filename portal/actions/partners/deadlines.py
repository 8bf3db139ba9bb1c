"""The last moment to put candidates forward, in the calendar of each partner who takes part (req 001-13, Y-13).

A short moment that makes nobody busy and asks no answer; a partner with more time has it at the own moment.
"""

from datetime import datetime, timedelta

from portal import clock
from portal.actions.partners.info_session import attendee_of, cancel_ahead, give_answer_link, subject_of
from portal.calendar.entries import Event, Revision, RevisionKind, find, invite
from portal.models.accounts import User
from portal.models.campaigns import Invitation
from portal.models.database import writes
from portal.outbox.mails import campaigns as mails
from portal.outbox.posting import post
from portal.outbox.values import Words, translated
from portal.queries.accounts import account_with_address
from portal.rules.deadlines import last_moment
from portal.rules.words import N_

KIND = "nominations_deadline"
_LASTS = timedelta(minutes=30)


def address_to_nominate(invitation: Invitation, *, by: User | None) -> str:
    """Where this person puts candidates forward: the page itself, or the answer link for who has no account yet."""
    if invitation.user_id or account_with_address(invitation.email):
        return mails.nominations_address(invitation)
    return give_answer_link(invitation, by=by)


@writes
def tell_deadline(invitation: Invitation, *, by: User | None) -> bool:
    """Bring the deadline in this partner's calendar in step, with one mail of its own; False when nothing changed.

    Nothing for a deadline that is past or not set, for who does not take part, and for the lead's own part.
    """
    moment = _moment(invitation)
    if moment is None:
        revision = cancel_deadline(invitation)
        return revision is not None and post(mails.deadline_cancelled(invitation), calendar=revision) is not None
    link = address_to_nominate(invitation, by=by)
    revision = deadline_in_step(invitation, link)
    if revision is None:
        return False
    mail_of = mails.deadline_planned if revision.kind is RevisionKind.INVITE else mails.deadline_moved
    post(mail_of(invitation, moment, link), calendar=revision)
    return True


def deadline_in_step(invitation: Invitation, link: str) -> Revision | None:
    """The revision with the deadline as it is now, for the mail that tells it; None when nothing changed."""
    moment = _moment(invitation)
    if moment is None:
        return None
    attendee = attendee_of(invitation)
    entry = find(attendee, KIND, subject_of(invitation))
    stays = entry is not None and not entry.cancelled
    event = _event(invitation, moment, entry.url if entry and stays else link)
    return invite(attendee, KIND, subject_of(invitation), event)


def cancel_deadline(invitation: Invitation) -> Revision | None:
    """Take the deadline out of this person's calendar; None when it does not stand there or is past."""
    return cancel_ahead(invitation, KIND)


def _moment(invitation: Invitation) -> datetime | None:
    """When the deadline is that should stand in the calendar; None when none should."""
    campaign = invitation.campaign
    takes_part = invitation.state == "accepted" and campaign.state == "running"
    has_account_closed = invitation.user_id is not None and not invitation.user.active
    if not takes_part or has_account_closed or invitation.email == campaign.lead.email.lower():
        return None
    moment = last_moment(campaign.nominations_close_at, invitation.late_until)
    return moment if moment is not None and moment > clock.now() else None


def _event(invitation: Invitation, moment: datetime, url: str) -> Event:
    campaign = invitation.campaign
    lead, language = campaign.lead, mails.language_of(invitation)
    values = {"employer": campaign.employer.name, "lead": lead.name, "phone": lead.phone or lead.email}
    return Event(
        starts_at=moment - _LASTS,
        ends_at=moment,
        zone=campaign.site.zone,
        summary=translated(Words(N_("Uiterste moment: kandidaten voordragen voor %(employer)s"), values), language),
        description=translated(
            Words(N_("Wat je begon, blijft bewaard. Vragen? Bel %(lead)s: %(phone)s."), values), language
        ),
        url=url,
        transparent=True,
    )
