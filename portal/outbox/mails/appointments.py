"""Mails about answers to appointments: a reminder, a "no" to who plans, a wish that is refused, links that were lost.

No subject names a person; what somebody wrote beside an answer is read in the portal only.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime

from portal.models.accounts import User
from portal.models.calendar import CalendarEntry
from portal.models.campaigns import Campaign
from portal.outbox.addresses import address
from portal.outbox.mails.contacts import whom_to_call
from portal.outbox.posting import Mail
from portal.outbox.values import Moment, Span, Value, Words, in_words
from portal.rules.answers import KIND_WORDS
from portal.rules.words import N_

WHY_ASKED = N_("Je krijgt deze mail omdat je bij deze afspraak verwacht wordt.")
WHY_PLANNER = N_("Je krijgt deze mail omdat jij deze afspraak plant of opvolgt.")
WHY_LOST = N_("Je krijgt deze mail omdat iemand met dit adres in het portaal om de links vroeg.")


@dataclass(frozen=True)
class Asked:
    """Whom an appointment asks an answer of: the entry, its campaign, the reader's language, whom to call."""

    entry: CalendarEntry
    campaign: Campaign
    language: str
    contact: User


def answer_address(token: str) -> str:
    """Where an appointment is answered by link."""
    return address(f"/appointment/{token}")


def _values(entry: CalendarEntry) -> dict[str, Value]:
    return {
        "kind": Words(KIND_WORDS[entry.kind]),
        "what": entry.summary,
        "when": Span(entry.starts_at, entry.ends_at, entry.zone),
        "starts": Moment(entry.starts_at, entry.zone),
        "place": entry.location,
    }


def _to_asked(asked: Asked, template: str, occasion: str, **values: Value) -> Mail:
    entry = asked.entry
    return Mail(
        template=template,
        to=entry.attendee_email,
        name=entry.attendee_name,
        language=asked.language,
        why=WHY_ASKED,
        unique_key=f"entry:{entry.public_id}:{entry.sequence}:{occasion}",
        campaign=asked.campaign,
        values=_values(entry) | whom_to_call(asked.contact, entry.attendee_email) | values,
    )


def reminded(asked: Asked, told_on: date, at: datetime) -> Mail:
    """To who has not answered: once more the question, with the date of the last mail (req Y-1).

    It carries the appointment, and is pointless once that has begun.
    """
    mail = _to_asked(asked, "appointments/reminded", f"reminded:{at:%Y%m%dT%H%M}", told_on=told_on)
    return replace(mail, expires_at=asked.entry.starts_at)


def wish_refused(asked: Asked, wish: Span | Moment | str, number: str) -> Mail:
    """To who asked for another moment: it stays as it is; `number` names the wish."""
    return _to_asked(asked, "appointments/wish_refused", f"wish:{number}", wish=wish)


def declined(entry: CalendarEntry, campaign: Campaign, reader: User, who: str, path: str) -> Mail:
    """To who plans, at once: somebody cannot come. `who` is a name that this reader knows, `path` where to go on."""
    return Mail(
        template="appointments/declined",
        to=reader.email,
        name=reader.name,
        language=reader.language,
        why=WHY_PLANNER,
        unique_key=f"entry:{entry.public_id}:{entry.sequence}:declined",
        campaign=campaign,
        values=_values(entry) | {"employer": campaign.employer.name, "who": who, "link": address(path)},
    )


def links_again(entries: list[tuple[CalendarEntry, str]], language: str, at: datetime) -> Mail:
    """To somebody who lost the mails: each appointment to come with a new link to answer it."""
    first = entries[0][0]
    lines: list[str] = []
    for entry, token in entries:
        when = in_words(Span(entry.starts_at, entry.ends_at, entry.zone), language)
        lines.append(f"{entry.summary}: {when}\n{answer_address(token)}")
    return Mail(
        template="appointments/links_again",
        to=first.attendee_email,
        name=first.attendee_name,
        language=language,
        why=WHY_LOST,
        unique_key=f"links:{at:%Y%m%dT%H%M%S}",
        values={"appointments": lines},
    )
