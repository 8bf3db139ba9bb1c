"""The info session in partners' calendars: one entry and one UID per invited person (req 001-10, Y-13)."""

from datetime import timedelta

from portal import clock
from portal.actions.links import give_link
from portal.calendar.entries import Attendee, Event, Revision, cancel, current, find, invite, standing_entries
from portal.models.accounts import User
from portal.models.campaigns import Invitation
from portal.outbox.mails import campaigns as mails
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


def invite_to_session(invitation: Invitation, link: str) -> Revision | None:
    """Bring this person's appointment up to date; None when no session lies ahead or nothing changed.

    The address in an appointment stays the one it was made with: a reminder is no change.
    """
    campaign = invitation.campaign
    if not session_is_ahead(campaign, clock.now()):
        return None
    attendee = _attendee(invitation)
    entry = find(attendee, KIND, subject_of(invitation))
    language = mails.language_of(invitation)
    lead = campaign.lead
    values = {"employer": campaign.employer.name, "lead": lead.name, "phone": lead.phone or lead.email}
    summary = Words(N_("Infosessie bij %(employer)s"), values)
    description = Words(
        N_("De werkgever vertelt over het werk en de functies. Vragen? Bel %(lead)s: %(phone)s."), values
    )
    return invite(
        attendee,
        KIND,
        subject_of(invitation),
        Event(
            starts_at=campaign.info_session_at,
            ends_at=campaign.info_session_at + timedelta(minutes=campaign.info_session_minutes),
            zone=campaign.site.zone,
            summary=translated(summary, language),
            description=translated(description, language),
            location=mails.place_of(campaign),
            url=entry.url if entry else link,
        ),
    )


def standing_invitation_to_session(invitation: Invitation) -> Revision | None:
    """The appointment as it stands, for a reminder that carries it again."""
    entry = find(_attendee(invitation), KIND, subject_of(invitation))
    is_ahead = session_is_ahead(invitation.campaign, clock.now())
    return current(entry) if entry is not None and not entry.cancelled and is_ahead else None


def cancel_session(invitation: Invitation) -> Revision | None:
    """Take the info session out of this person's calendar; None when it does not stand there or is over."""
    ahead = [entry for entry in standing_entries(subject_of(invitation), KIND) if entry.ends_at > clock.now()]
    revisions = [cancel(entry) for entry in ahead]
    return next((revision for revision in revisions if revision is not None), None)


def _attendee(invitation: Invitation) -> Attendee:
    return Attendee(invitation.email, invitation.name, invitation.user)
