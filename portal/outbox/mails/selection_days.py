"""Mails about the selection day: the hours for a jobcoach and a candidate, the duty of who receives them.

No subject names a candidate; the jobcoach reads the first name and initial of the own candidate in the text.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import quote_plus
from zoneinfo import ZoneInfo

from portal.models.accounts import User
from portal.models.calendar import CalendarEntry
from portal.models.nominations import Nomination
from portal.models.selection_days import Appointment, Assessor, SelectionDay
from portal.outbox.addresses import address
from portal.outbox.mails.contacts import whom_to_call
from portal.outbox.posting import Mail
from portal.outbox.values import Span, Value, Words
from portal.rules.candidates import short_name
from portal.rules.selection_days import Kind
from portal.rules.words import N_

_MAP = "https://www.openstreetmap.org/search?query="
WHY_COACH = N_("Je krijgt deze mail omdat je jobcoach bent van een kandidaat voor deze selectiedag.")
WHY_CANDIDATE = N_("Je krijgt deze mail omdat je jobcoach je inschreef voor deze selectiedag.")
WHY_DUTY = N_("Je krijgt deze mail omdat je op de selectiedag kandidaten ontvangt.")

WHY_LEAD = N_("Je krijgt deze mail omdat je deze instroomactie trekt.")
WHY_EMPLOYER = N_("Je krijgt deze mail omdat de selectiedag in jouw bedrijf doorgaat.")
WHY_CALENDAR = N_("Je krijgt deze mail omdat deze selectiedag in je agenda stond.")


@dataclass(frozen=True)
class Duty:
    """What somebody does on the day: `subject` names the table or the guide, `user` is the account if there is one.

    `count` speeddates or tours, the first at `starts_at`, the last over at `ends_at`.
    """

    subject: str
    email: str
    name: str
    language: str
    user: User | None
    place: str
    is_guide: bool
    count: int
    starts_at: datetime
    ends_at: datetime


def place_of(day: SelectionDay) -> str:
    """Where the day is: the place that was typed, or the address of the site."""
    site = day.campaign.site
    town = f"{site.postcode} {site.town}".strip()
    parts = (day.campaign.employer.name, site.street, town)
    return day.place.strip() or ", ".join(part for part in parts if part)


def map_of(day: SelectionDay) -> str:
    """Where that is on a map, by its address alone: no map finds "Oude Baan 14: meld je aan het onthaal"."""
    site = day.campaign.site
    typed = re.split("[:;(]", day.place)[0].strip()
    where = " ".join((typed or f"{site.street}, {site.postcode} {site.town}".strip(" ,")).split())
    return _MAP + quote_plus(where) if where else ""


def hour_of(appointment: Appointment, at: str, people: Sequence[Assessor]) -> Words:
    """One appointment as one line: hour, what, where and with whom."""
    values: dict[str, object] = {"time": at}
    match Kind(appointment.kind):
        case Kind.TALK if appointment.item.room_name:
            values["place"] = appointment.item.room_name
            return Words(N_("%(time)s uur: voorstelling van het bedrijf, %(place)s"), values)
        case Kind.TALK:
            return Words(N_("%(time)s uur: voorstelling van het bedrijf"), values)
        case Kind.TOUR:
            values["guide"] = appointment.tour_line.guide_name
            return Words(N_("%(time)s uur: rondleiding met %(guide)s"), values)
        case Kind.TEST:
            minutes = (appointment.end_at - appointment.start_at).seconds // 60
            values |= {"place": appointment.room.name, "minutes": minutes}
            return Words(N_("%(time)s uur: korte schriftelijke proef, %(place)s (%(minutes)s minuten)"), values)
    values["table"] = appointment.table.name
    if not people:
        return Words(N_("%(time)s uur: speeddate, %(table)s"), values)
    values["people"] = ", ".join(one.name for one in people)
    return Words(N_("%(time)s uur: speeddate met %(people)s, %(table)s"), values)


def page_of(day: SelectionDay) -> str:
    """The page of the day, where everyone sees what is theirs."""
    return address(f"/campaigns/{day.campaign.public_id}/day")


def _values(day: SelectionDay) -> dict[str, Value]:
    campaign = day.campaign
    return {
        "campaign": campaign.title,
        "employer": campaign.employer.name,
        "date": day.on,
        "place": place_of(day),
        "map": map_of(day),
        "bring": day.bring.strip(),
        "link": page_of(day),
    }


def _to_coach(day: SelectionDay, nomination: Nomination, template: str, key: str, **values: Value) -> Mail:
    coach, candidate = nomination.jobcoach, nomination.candidate
    who = short_name(candidate.first_name, candidate.last_name)
    return Mail(
        template=template,
        to=coach.email,
        name=coach.name,
        language=coach.language,
        why=WHY_COACH,
        unique_key=f"nomination:{nomination.public_id}:{key}",
        campaign=day.campaign,
        values=_values(day) | {"candidate": who} | whom_to_call(day.campaign.lead, coach.email) | values,
    )


def _to_candidate(day: SelectionDay, nomination: Nomination, template: str, key: str, **values: Value) -> Mail:
    coach, candidate = nomination.jobcoach, nomination.candidate
    about: dict[str, Value] = {"jobcoach": coach.name, "jobcoach_phone": coach.phone or coach.email}
    return Mail(
        template=template,
        to=candidate.email,
        name=candidate.first_name,
        language=candidate.language,
        why=WHY_CANDIDATE,
        unique_key=f"nomination:{nomination.public_id}:{key}",
        campaign=day.campaign,
        values=_values(day) | about | values,
    )


def _is_change(kind: str) -> bool:
    return kind in {"update", "correction"}


def hours_told(day: SelectionDay, nomination: Nomination, hours: list[Words], kind: str) -> Mail:
    """To the jobcoach: when the candidate is where (req 001-16); `kind` is that of the calendar's revision."""
    template = "selection_days/hours_changed" if _is_change(kind) else "selection_days/hours_known"
    return _to_coach(day, nomination, template, "hours", hours=hours)


def hours_cancelled(day: SelectionDay, nomination: Nomination, entry: CalendarEntry) -> Mail:
    """To the jobcoach who had these hours: this candidate is not on the day any more, or has another jobcoach."""
    mail = _to_coach(day, nomination, "selection_days/hours_cancelled", "hours")
    contact = whom_to_call(day.campaign.lead, entry.attendee_email)
    return replace(mail, to=entry.attendee_email, name=entry.attendee_name, values={**mail.values, **contact})


def candidate_told(day: SelectionDay, nomination: Nomination, hours: list[Words], kind: str, own_page: str) -> Mail:
    """To the candidate, in plain words: when, where, whom you meet, what to bring, whom to call; `own_page`: the
    address of the page that holds all this and stays."""
    template = "selection_days/your_day_changed" if _is_change(kind) else "selection_days/your_day"
    return _to_candidate(day, nomination, template, "your_day", hours=hours, own_page=own_page)


def candidate_cancelled(day: SelectionDay, nomination: Nomination) -> Mail:
    """To the candidate: you are not expected any more; the jobcoach knows more."""
    return _to_candidate(day, nomination, "selection_days/your_day_cancelled", "your_day")


def own_page_told(nomination: Nomination, own_page: str, key: str) -> Mail:
    """To the candidate who asked for it, or whose jobcoach sends it: the own page. `key` names the occasion."""
    coach, candidate = nomination.jobcoach, nomination.candidate
    return Mail(
        template="selection_days/your_page",
        to=candidate.email,
        name=candidate.first_name,
        language=candidate.language,
        why=WHY_CANDIDATE,
        unique_key=f"nomination:{nomination.public_id}:{key}",
        campaign=nomination.campaign,
        values={
            "employer": nomination.campaign.employer.name,
            "own_page": own_page,
            "jobcoach": coach.name,
            "jobcoach_phone": coach.phone or coach.email,
        },
    )


def own_page_asked(nomination: Nomination, key: str) -> Mail:
    """To the jobcoach: a candidate without an address asked for the link to the own page by phone number."""
    coach, candidate = nomination.jobcoach, nomination.candidate
    return Mail(
        template="selection_days/page_asked",
        to=coach.email,
        name=coach.name,
        language=coach.language,
        why=WHY_COACH,
        unique_key=f"nomination:{nomination.public_id}:{key}",
        campaign=nomination.campaign,
        values={
            "employer": nomination.campaign.employer.name,
            "candidate": short_name(candidate.first_name, candidate.last_name),
            "link": address(f"/nominations/{nomination.public_id}/own-day"),
        },
    )


def coach_reminded(day: SelectionDay, nomination: Nomination, hours: list[Words], until: datetime) -> Mail:
    """To the jobcoach, the day before: these hours have not been told yet; pointless after `until`."""
    mail = _to_coach(day, nomination, "selection_days/coach_reminded", f"reminded:{day.on.isoformat()}", hours=hours)
    return replace(mail, expires_at=until)


def candidate_reminded(
    day: SelectionDay, nomination: Nomination, hours: list[Words], until: datetime, own_page: str
) -> Mail:
    """To the candidate, the day before; pointless after `until`."""
    key = f"reminded:{day.on.isoformat()}"
    mail = _to_candidate(day, nomination, "selection_days/your_day_tomorrow", key, hours=hours, own_page=own_page)
    return replace(mail, expires_at=until)


def _to_holder(
    day: SelectionDay,
    who: tuple[str, str, str],
    template: str,
    key: str,
    values: Mapping[str, Value],
    why: str = WHY_DUTY,
) -> Mail:
    """`who`: address, name and language."""
    email, name, language = who
    return Mail(
        template=template,
        to=email,
        name=name,
        language=language,
        why=why,
        unique_key=key,
        campaign=day.campaign,
        values=_values(day) | whom_to_call(day.campaign.lead, email) | dict(values),
    )


def duty_told(day: SelectionDay, duty: Duty, kind: str) -> Mail:
    """To an assessor or a guide: from when to when, where, and how many."""
    if duty.is_guide:
        task = Words(N_("Je leidt kandidaten rond op de werkvloer."))
    else:
        task = Words(N_("Je voert speeddates aan %(table)s."), {"table": duty.place})
    values: dict[str, Value] = {
        "when": Span(duty.starts_at, duty.ends_at, day.campaign.site.zone),
        "task": task,
        "count": duty.count,
    }
    template = "selection_days/duty_changed" if _is_change(kind) else "selection_days/duty_known"
    return _to_holder(day, (duty.email, duty.name, duty.language), template, duty.subject, values)


@dataclass(frozen=True)
class Owing:
    """Somebody who owes sheets of what began at `starts`, at a table; without one it was the tour."""

    name: str
    table: str
    starts: Sequence[datetime]


def sheets_missing(day: SelectionDay, owing: Owing, who: tuple[str, str, str], key: str, now: datetime) -> Mail:
    """To an assessor or a guide: of which talks or tours, by their hour, a sheet is missing. No candidate is named.

    `who`: address, name and language; `key` names the person.
    """
    zone = ZoneInfo(day.campaign.site.zone)
    what = N_("%(time)s uur: speeddate") if owing.table else N_("%(time)s uur: rondleiding")
    hours: list[Words] = [
        Words(what, {"time": f"{at.astimezone(zone):%H.%M}".removeprefix("0")}) for at in owing.starts
    ]
    key = f"assessor:{key}:sheets:{now.date().isoformat()}"
    return _to_holder(day, who, "selection_days/sheets_missing", key, {"hours": hours})


def sheets_owed(day: SelectionDay, person: User, owing: Sequence[Owing], now: datetime) -> Mail:
    """To somebody of the employer: which assessors and guides without an address owe how many sheets."""
    people: list[Words] = [
        Words(
            N_("%(name)s, %(place)s: %(count)s") if one.table else N_("%(name)s, rondleiding: %(count)s"),
            {"name": one.name, "place": one.table, "count": str(len(one.starts))},
        )
        for one in owing
    ]
    link = address(f"/campaigns/{day.campaign.public_id}/sheets")
    who = (person.email, person.name, person.language)
    key = f"day:{day.public_id}:sheets:{now.date().isoformat()}"
    return _to_holder(day, who, "selection_days/sheets_owed", key, {"people": people, "link": link}, WHY_EMPLOYER)


def duty_cancelled(day: SelectionDay, entry: CalendarEntry, language: str) -> Mail:
    """To an assessor or a guide who is not needed any more."""
    who = (entry.attendee_email, entry.attendee_name, language)
    return _to_holder(day, who, "selection_days/duty_cancelled", entry.subject, {}, WHY_CALENDAR)


def whole_day_told(day: SelectionDay, person: User, when: Span, candidates: int, kind: str) -> Mail:
    """To the lead and the employer's people: the whole day, from its beginning to its end."""
    values: dict[str, Value] = {"when": when, "count": candidates}
    template = "selection_days/whole_day_changed" if _is_change(kind) else "selection_days/whole_day_known"
    why = WHY_LEAD if person.id == day.campaign.lead_id else WHY_EMPLOYER
    who = (person.email, person.name, person.language)
    return _to_holder(day, who, template, f"day:{day.public_id}", values, why)


def whole_day_cancelled(day: SelectionDay, entry: CalendarEntry, language: str) -> Mail:
    """To who has the whole day no longer: another lead, a duty of one's own instead."""
    who = (entry.attendee_email, entry.attendee_name, language)
    return _to_holder(day, who, "selection_days/whole_day_cancelled", entry.subject, {}, WHY_CALENDAR)


def day_cancelled(day: SelectionDay, entry: CalendarEntry, language: str, contact: User) -> Mail:
    """To whoever had the day in the calendar: it does not take place. `contact`: whom to call."""
    return Mail(
        template="selection_days/day_cancelled",
        to=entry.attendee_email,
        name=entry.attendee_name,
        language=language,
        why=WHY_CALENDAR,
        unique_key=f"{entry.subject}:cancelled",
        campaign=day.campaign,
        values=_values(day) | whom_to_call(contact, entry.attendee_email),
    )
