"""The info session in partners' calendars: one entry and one UID per invited person (req 001-10, Y-13).

Who takes part but does not come has it no longer; who changes that gets it again, under the same UID.
"""

from datetime import timedelta

from portal import clock
from portal.actions.links import give_link
from portal.calendar.entries import Attendee, Event, Revision, cancel, current, find, invite, standing_entries
from portal.models.accounts import User
from portal.models.campaigns import Invitation
from portal.models.database import writes
from portal.models.outbox import OutboxMail
from portal.outbox.mails import campaigns as mails
from portal.outbox.posting import Mail, post
from portal.outbox.values import Words, translated
from portal.rules.campaigns import session_is_ahead
from portal.rules.links import Purpose
from portal.rules.words import N_

KIND = "info_session"


def subject_of(invitation: Invitation) -> str:
    """How links and appointments name an invitation."""
    return f"invitation:{invitation.public_id}"


def give_answer_link(invitation: Invitation, *, by: User | None) -> str:
    """A new link by which this person answers; earlier ones keep working."""
    token = give_link(
        Purpose.ANSWER_INVITATION,
        subject_of(invitation),
        email=invitation.email,
        name=invitation.name,
        language=mails.language_of(invitation),
        by=by,
    )
    return mails.answer_address(token)


@writes
def post_in_any_case(mail: Mail, calendar: Revision | None) -> OutboxMail | None:
    """Post a mail that has something of its own to say, also when the appointment it takes away never left."""
    return post(mail, calendar=calendar) or post(mail)


def comes_to_session(invitation: Invitation) -> bool:
    """Whether the info session belongs in this person's calendar: not for who answered that he or she stays away.

    Nor for who has no open account any more.
    """
    stays_away = invitation.comes == "no"
    return not stays_away and (invitation.user_id is None or invitation.user.active)


def invite_to_session(invitation: Invitation, link: str) -> Revision | None:
    """Bring this person's appointment up to date; None when no session lies ahead, for who does not come, or when
    nothing changed.

    The address in an appointment stays the one it was made with: a reminder is no change. After a cancellation it is
    the new one: the old link may be closed.
    """
    campaign = invitation.campaign
    if not session_is_ahead(campaign, clock.now()) or not comes_to_session(invitation):
        return None
    attendee = attendee_of(invitation)
    entry = find(attendee, KIND, subject_of(invitation))
    stays = entry is not None and not entry.cancelled
    return invite(attendee, KIND, subject_of(invitation), _event(invitation, entry.url if entry and stays else link))


def _event(invitation: Invitation, url: str) -> Event:
    campaign = invitation.campaign
    language = mails.language_of(invitation)
    lead = campaign.lead
    values = {"employer": campaign.employer.name, "lead": lead.name, "phone": lead.phone or lead.email}
    summary = Words(N_("Infosessie bij %(employer)s"), values)
    description = Words(
        N_("De werkgever vertelt over het werk en de functies. Vragen? Bel %(lead)s: %(phone)s."), values
    )
    return Event(
        starts_at=campaign.info_session_at,
        ends_at=campaign.info_session_at + timedelta(minutes=campaign.info_session_minutes),
        zone=campaign.site.zone,
        summary=translated(summary, language),
        description=translated(description, language),
        location=mails.place_of(campaign),
        url=url,
    )


def session_in_step(invitation: Invitation, link: str) -> Revision | None:
    """The revision that brings this person's calendar in step with the answer: with the session, or without it."""
    if comes_to_session(invitation):
        return invite_to_session(invitation, link)
    return cancel_session(invitation)


@writes
def keep_session_in_step(invitation: Invitation, *, by: User | None) -> bool:
    """After another answer about the session alone: out of the calendar, or in it again, with one mail that says so.

    False when the calendar was in step already: the first "yes" to an appointment that stands needs no mail.
    """
    link = give_answer_link(invitation, by=by)
    revision = session_in_step(invitation, link)
    if revision is None:
        return False
    mail_of = mails.session_left if revision.method == "CANCEL" else mails.session_joined
    return post(mail_of(invitation, link, occasion=clock.now()), calendar=revision) is not None


def standing_invitation_to_session(invitation: Invitation) -> Revision | None:
    """The appointment as it stands, for a reminder that carries it again."""
    entry = find(attendee_of(invitation), KIND, subject_of(invitation))
    is_ahead = session_is_ahead(invitation.campaign, clock.now())
    return current(entry) if entry is not None and not entry.cancelled and is_ahead else None


def cancel_session(invitation: Invitation) -> Revision | None:
    """Take the info session out of this person's calendar; None when it does not stand there or is over."""
    return cancel_ahead(invitation, KIND)


def cancel_ahead(invitation: Invitation, kind: str) -> Revision | None:
    """Cancel this person's entry of a kind as long as it is not over; None when there is none."""
    ahead = [entry for entry in standing_entries(subject_of(invitation), kind) if entry.ends_at > clock.now()]
    revisions = [cancel(entry) for entry in ahead]
    return next((revision for revision in revisions if revision is not None), None)


def attendee_of(invitation: Invitation) -> Attendee:
    """The person who was invited, as calendars know him or her."""
    return Attendee(invitation.email, invitation.name, invitation.user)
