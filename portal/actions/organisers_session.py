"""The info session in the calendars of those who hold it: the lead and the employer's people (req Y-13).

It stands there from the start of the campaign, as soon as the session has a date, under `campaign:<id>`.
"""

from datetime import datetime, timedelta

from portal import clock
from portal.actions.partners.info_session import KIND
from portal.actions.telling import tell
from portal.calendar.entries import Attendee, Event, cancel, standing_entries
from portal.models.accounts import User
from portal.models.calendar import CalendarEntry
from portal.models.campaigns import Campaign, Invitation
from portal.models.database import writes
from portal.outbox.mails import campaign_organisers as mails
from portal.outbox.mails.campaigns import campaign_address, place_of
from portal.outbox.posting import post
from portal.outbox.values import Words, translated
from portal.queries.calendars import entries_of_address, language_of_entry
from portal.queries.internships import people_of_employer
from portal.rules.campaigns import session_is_ahead
from portal.rules.words import N_

_WHY_DROPPED = {
    "cancelled": N_("De instroomactie gaat niet door."),
    "closed": N_("De instroomactie is afgesloten."),
}


def subject_of(campaign: Campaign) -> str:
    """How appointments name a campaign."""
    return f"campaign:{campaign.public_id}"


@writes
def tell_session(campaign: Campaign) -> int:
    """Bring the calendars of lead and employer in step with the info session, one mail each; how many mails.

    Nothing before the campaign has started or after the session has begun. Who is not concerned any more (another
    lead, a closed account, another address) has it cancelled.
    """
    readers = _readers(campaign)
    invited = _invited(campaign)
    count = 0
    for reader in readers:
        attendee = Attendee(reader.email, reader.name, reader)
        event = _event(campaign, reader)
        count += tell(
            attendee,
            KIND,
            subject_of(campaign),
            event,
            lambda kind, reader=reader: mails.session_told(campaign, reader, invited, kind),  # type: ignore[misc]
        )
    kept = {reader.email.strip().lower() for reader in readers}
    for entry in coming_sessions(campaign):
        if entry.attendee_key not in kept:
            revision = cancel(entry)
            mail = mails.session_dropped(campaign, entry, language_of_entry(entry), _why(campaign, entry))
            count += post(mail, calendar=revision) is not None
    return count


def coming_sessions(campaign: Campaign) -> list[CalendarEntry]:
    """Where the session stands with lead and employer, as long as it has not begun."""
    now = clock.now()
    return [entry for entry in standing_entries(subject_of(campaign), KIND) if entry.starts_at > now]


def _readers(campaign: Campaign) -> list[User]:
    """Whom it concerns; not who was asked as a partner, and so has it already."""
    if campaign.state != "running" or not session_is_ahead(campaign, clock.now()):
        return []
    lead = [campaign.lead] if campaign.lead.active else []
    readers = {one.email.strip().lower(): one for one in (*lead, *people_of_employer(campaign))}
    return [one for key, one in readers.items() if not _has_it_as_partner(campaign, key)]


def _has_it_as_partner(campaign: Campaign, key: str) -> bool:
    own = Invitation.get_or_none(Invitation.campaign == campaign, Invitation.email == key)
    return own is not None and any(not entry.cancelled for entry in entries_of_address(key, KIND, own.public_id))


def _invited(campaign: Campaign) -> int:
    """How many partners are asked: beside the lead's own part."""
    others = Invitation.email != campaign.lead.email.lower()
    taking_part = Invitation.state.in_(("invited", "accepted"))
    count: int = Invitation.select().where(Invitation.campaign == campaign, taking_part, others).count()
    return count


def _why(campaign: Campaign, entry: CalendarEntry) -> Words | str:
    """One sentence why it is gone; empty when it is about this person alone."""
    if campaign.state in _WHY_DROPPED:
        return Words(_WHY_DROPPED[campaign.state])
    if not session_is_ahead(campaign, clock.now()):
        return Words(N_("Er komt geen infosessie."))
    if entry.user_id and entry.user.organisation_id == campaign.organisation_id:
        return Words(N_("%(lead)s trekt de instroomactie nu."), {"lead": campaign.lead.name})
    return ""


def _event(campaign: Campaign, reader: User) -> Event:
    lead = campaign.lead
    values = {"employer": campaign.employer.name, "lead": lead.name, "phone": lead.phone or lead.email}
    leads = reader.id == lead.id
    starts_at: datetime = campaign.info_session_at
    description = Words(N_("Bemiddelaars komen langs. Vragen? Bel %(lead)s: %(phone)s."), values)
    return Event(
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=campaign.info_session_minutes),
        zone=campaign.site.zone,
        summary=translated(Words(N_("Infosessie bij %(employer)s"), values), reader.language),
        description="" if leads else translated(description, reader.language),
        location=place_of(campaign),
        url=campaign_address(campaign),
        # The lead set the date: there is nothing to ask.
        asks_answer=not leads,
    )
