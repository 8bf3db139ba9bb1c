"""The mails of a campaign to those who hold it: its lead and its employer's people."""

from portal.models.accounts import User
from portal.models.calendar import CalendarEntry
from portal.models.campaigns import Campaign
from portal.outbox.mails.campaigns import campaign_address, place_of, session_of, who_asks
from portal.outbox.mails.contacts import whom_to_call
from portal.outbox.posting import Mail
from portal.outbox.values import Value, Words
from portal.rules.words import N_

WHY_LEAD = N_("Je krijgt deze mail omdat je deze instroomactie trekt.")
WHY_EMPLOYER = N_("Je krijgt deze mail omdat ((organisation)) een selectiedag voor jouw bedrijf organiseert.")
WHY_CALENDAR = N_("Je krijgt deze mail omdat deze infosessie in je agenda stond.")
_TASK_OF_LEAD = N_("Jij trekt deze actie. Wat elke partner antwoordt, lees je bij de partners.")
_TASK_OF_EMPLOYER = N_(
    "We komen bij jullie, met bemiddelaars uit de streek. Jullie vertellen over het werk en de functies."
)


def employer_told_of_cancellation(campaign: Campaign, contact: User, reason: str) -> Mail:
    """Tells somebody at the employer that the campaign is off; carries the cancellation of the info session."""
    return _to_organiser(
        campaign,
        contact.email,
        contact.name,
        contact.language,
        "campaigns/employer_told_of_cancellation",
        "cancelled",
        {"reason": reason},
    )


def session_told(campaign: Campaign, reader: User, invited: int, kind: str) -> Mail:
    """The info session, for its lead and for the employer's people; `kind` is that of the calendar's revision.

    `invited`: how many partners are asked to it; the sentence falls out while there are none.
    """
    leads = reader.id == campaign.lead_id
    values: dict[str, Value] = {
        "when": session_of(campaign),
        "place": place_of(campaign),
        "task": Words(_TASK_OF_LEAD if leads else _TASK_OF_EMPLOYER),
        "invited": invited or "",
        "link": campaign_address(campaign),
    }
    template = "campaigns/session_planned" if kind == "invite" else "campaigns/session_moved"
    return _to_organiser(campaign, reader.email, reader.name, reader.language, template, "session", values)


def session_dropped(campaign: Campaign, entry: CalendarEntry, language: str, reason: Words | str) -> Mail:
    """The info session leaves the calendar of somebody who holds it; `reason` is a sentence, or empty."""
    return _to_organiser(
        campaign,
        entry.attendee_email,
        entry.attendee_name,
        language,
        "campaigns/session_dropped",
        "session",
        {"reason": reason},
    )


def _to_organiser(
    campaign: Campaign, email: str, name: str, language: str, template: str, key: str, values: dict[str, Value]
) -> Mail:
    leads = email.strip().lower() == campaign.lead.email.strip().lower()
    dropped = template == "campaigns/session_dropped"
    return Mail(
        template=template,
        to=email,
        name=name,
        language=language,
        why=WHY_CALENDAR if dropped else WHY_LEAD if leads else WHY_EMPLOYER,
        unique_key=f"campaign:{campaign.public_id}:{key}",
        values=who_asks(campaign) | whom_to_call(campaign.lead, email) | values,
        campaign=campaign,
    )
