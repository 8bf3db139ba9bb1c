"""Who holds the selection day, and what stands in their calendar (req 001-16, Y-13).

An assessor's duty lasts from the first speeddate of the table to the last, a guide's from the first tour to the last.
The lead and the employer's people have the whole day, under `day:<id>`; who has a duty has that alone.
"""

from collections.abc import Callable
from dataclasses import dataclass

from portal import clock
from portal.calendar.entries import Attendee, Event
from portal.models.accounts import User
from portal.models.nominations import Nomination
from portal.models.selection_days import Appointment, SelectionDay
from portal.outbox.batches import leave_out
from portal.outbox.mails import selection_days as mails
from portal.outbox.posting import Mail
from portal.outbox.values import Span, Words, translated
from portal.queries.instances import instant_of
from portal.queries.internships import people_of_employer
from portal.queries.selection_days import Parts
from portal.rules.selection_days import Kind
from portal.rules.words import N_

KIND = "selection_day"


@dataclass(frozen=True)
class Wanted:
    """One appointment as it should stand in somebody's calendar, and the mail that tells it."""

    subject: str
    attendee: Attendee
    event: Event
    mail: Callable[[str], Mail]
    nomination: Nomination | None = None
    is_coach: bool = False


def subject_of_day(day: SelectionDay) -> str:
    """How appointments name the whole day."""
    return f"day:{day.public_id}"


def holders_invitations(day: SelectionDay, appointments: list[Appointment], parts: Parts) -> list[Wanted]:
    """The duties, and the whole day for lead and employer; nobody has both."""
    duties = duties_of(day, appointments, parts)
    busy = {one.email.strip().lower() for one in duties}
    candidates = len({one.nomination_id for one in appointments})
    return [_of_duty(day, one) for one in duties] + [
        _of_holder(day, person, candidates) for key, person in _holders(day).items() if key not in busy
    ]


def _holders(day: SelectionDay) -> dict[str, User]:
    """Lead and employer's people with an open account, by address; nobody for a day that is over."""
    if instant_of(day, day.end_minute) <= clock.now():
        return {}
    lead = [day.campaign.lead] if day.campaign.lead.active else []
    return {one.email.strip().lower(): one for one in (*lead, *people_of_employer(day.campaign))}


def _of_holder(day: SelectionDay, person: User, candidates: int) -> Wanted:
    values = {"employer": day.campaign.employer.name}
    when = Span(instant_of(day, day.start_minute), instant_of(day, day.end_minute), day.campaign.site.zone)
    event = Event(
        starts_at=when.starts_at,
        ends_at=when.ends_at,
        zone=when.zone,
        summary=translated(Words(N_("Selectiedag bij %(employer)s"), values), person.language),
        description=_contact(day, person.email, person.language),
        location=mails.place_of(day),
        url=mails.page_of(day),
        # The lead set the day: there is nothing to ask.
        asks_answer=person.id != day.campaign.lead_id,
    )
    return Wanted(
        subject_of_day(day),
        Attendee(person.email, person.name, person),
        event,
        lambda kind: mails.whole_day_told(day, person, when, candidates, kind),
    )


def _contact(day: SelectionDay, reader: str, language: str) -> str:
    """Whom to call, as a line; empty for the lead herself."""
    lead = day.campaign.lead
    if lead.email.strip().lower() == reader.strip().lower():
        return ""
    values = {"lead": lead.name, "phone": lead.phone or lead.email}
    return translated(Words(N_("Vragen? Bel %(lead)s: %(phone)s."), values), language)


def duties_of(day: SelectionDay, appointments: list[Appointment], parts: Parts) -> list[mails.Duty]:
    """Who is needed from when to when; only people with an address, each once per table."""
    accounts = {one.email.strip().lower(): one for one in people_of_employer(day.campaign)}
    found: dict[tuple[str, str], mails.Duty] = {}
    for who, post in (*_at_tables(appointments, parts), *_with_guides(appointments, parts)):
        key = who.email.strip().lower()
        found[post.subject, key] = _duty(who, post, accounts.get(key))
    return list(found.values())


@dataclass(frozen=True)
class _Who:
    """Somebody at a table or in front of a group."""

    email: str
    name: str
    language: str


@dataclass(frozen=True)
class _Post:
    """What somebody does there: `place` is the name of the table, empty for a guide."""

    subject: str
    place: str
    is_guide: bool
    there: list[Appointment]


def _at_tables(appointments: list[Appointment], parts: Parts) -> list[tuple[_Who, _Post]]:
    found: list[tuple[_Who, _Post]] = []
    for table in parts.tables:
        there = [one for one in appointments if one.kind == Kind.SPEEDDATE and one.table_id == table.id]
        for person in parts.people.get(table.id, []) if there else []:
            if not person.email:
                leave_out(person.name, N_("Zit als beoordelaar aan een tafel, maar heeft geen e-mailadres."))
                continue
            who = _Who(person.email, person.name, person.language)
            found.append((who, _Post(f"table:{table.public_id}", table.name, False, there)))
    return found


def _with_guides(appointments: list[Appointment], parts: Parts) -> list[tuple[_Who, _Post]]:
    found: list[tuple[_Who, _Post]] = []
    for guide in parts.guides:
        there = [one for one in appointments if one.kind == Kind.TOUR and one.tour_line_id == guide.id]
        if there and guide.guide_email:
            who = _Who(guide.guide_email, guide.guide_name, guide.guide_language)
            found.append((who, _Post(f"tour_line:{guide.public_id}", "", True, there)))
        elif there and guide.guide_name:
            leave_out(guide.guide_name, N_("Is gids van een rondleiding, maar heeft geen e-mailadres."))
    return found


def _duty(who: _Who, post: _Post, account: User | None) -> mails.Duty:
    """In the language of the account, where there is one: its owner chose it."""
    return mails.Duty(
        subject=post.subject,
        email=who.email,
        name=who.name,
        language=str(account.language) if account else who.language,
        user=account,
        place=post.place,
        is_guide=post.is_guide,
        count=len({one.start_at for one in post.there}),
        starts_at=min(one.start_at for one in post.there),
        ends_at=max(one.end_at for one in post.there),
    )


def _of_duty(day: SelectionDay, duty: mails.Duty) -> Wanted:
    values = {"employer": day.campaign.employer.name}
    summary = N_("Rondleidingen bij %(employer)s") if duty.is_guide else N_("Speeddates bij %(employer)s")
    event = Event(
        starts_at=duty.starts_at,
        ends_at=duty.ends_at,
        zone=day.campaign.site.zone,
        summary=translated(Words(summary, values), duty.language),
        description="\n".join(line for line in (duty.place, _contact(day, duty.email, duty.language)) if line),
        location=mails.place_of(day),
    )
    attendee = Attendee(duty.email, duty.name, duty.user)
    return Wanted(duty.subject, attendee, event, lambda kind: mails.duty_told(day, duty, kind))
