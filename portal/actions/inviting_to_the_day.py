"""The selection day in people's calendars: one entry and one UID per person and thing (req 001-16, Y-13).

A candidate's day is one appointment, from the first part to the last, for the jobcoach and for the candidate; an
assessor's duty lasts from the first speeddate of the table to the last, a guide's from the first tour to the last.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from portal.actions.telling import tell
from portal.calendar.entries import Attendee, Event, cancel
from portal.models.accounts import User
from portal.models.calendar import CalendarEntry
from portal.models.database import writes
from portal.models.nominations import Nomination
from portal.models.selection_days import Appointment, Assessor, Attendance, SelectionDay
from portal.outbox.mails import selection_days as mails
from portal.outbox.posting import Mail, post, words_of
from portal.outbox.rendering import MailText
from portal.outbox.values import Words, translated
from portal.queries.instances import minute_of
from portal.queries.selection_days import (
    Parts,
    appointments_of,
    attendance_states,
    nominations_ever_of,
    parts_of,
    standing_entries_of,
)
from portal.rules.candidates import short_name
from portal.rules.selection_days import Kind, in_words
from portal.rules.words import N_

KIND = "selection_day"
NOT_COMING = ("absent",)


@dataclass(frozen=True)
class Wanted:
    """One appointment as it should stand in somebody's calendar, and the mail that tells it."""

    subject: str
    attendee: Attendee
    event: Event
    mail: Callable[[str], Mail]
    nomination: Nomination | None = None
    is_coach: bool = False


@writes
def tell_day(day: SelectionDay) -> int:
    """Bring every calendar in step with the plan; whoever's appointment changes gets one mail; how many mails.

    Doing it again changes nothing. Hours that changed are to be told to the candidate again.
    """
    count = 0
    wanted = wanted_invitations(day)
    for one in wanted:
        if tell(one.attendee, KIND, one.subject, one.event, one.mail):
            count += 1
            if one.is_coach:
                _to_be_told(day, one.nomination)
    kept = {(one.subject, one.attendee.key) for one in wanted}
    gone = [entry for entry in standing_entries_of(day) if (entry.subject, entry.attendee_key) not in kept]
    return count + _call_off(day, gone, _cancellation)


@writes
def call_off_everything(day: SelectionDay) -> int:
    """The day does not take place: out of every calendar, with one mail each; how many."""
    return _call_off(day, standing_entries_of(day), _day_cancelled)


@writes
def call_off_duty(day: SelectionDay, subject: str) -> None:
    """A table or a guide is taken away: out of the calendars of who would have been there."""
    _call_off(day, [one for one in standing_entries_of(day) if one.subject == subject], _cancellation)


def _to_be_told(day: SelectionDay, nomination: Nomination | None) -> None:
    Attendance.update(informed_at=None, reminded_at=None).where(
        Attendance.selection_day == day, Attendance.nomination == nomination
    ).execute()


def _call_off(
    day: SelectionDay,
    entries: Iterable[CalendarEntry],
    mail_of: Callable[[SelectionDay, CalendarEntry, Nomination | None], Mail],
) -> int:
    nominations = {f"nomination:{one.public_id}": one for one in nominations_ever_of(day)}
    count = 0
    for entry in entries:
        revision = cancel(entry)
        if revision is not None:
            posted = post(mail_of(day, entry, nominations.get(entry.subject)), calendar=revision)
            count += posted is not None
    return count


def _is_candidates(entry: CalendarEntry, nomination: Nomination) -> bool:
    return bool(entry.attendee_key == nomination.candidate.email.strip().lower() and entry.user_id is None)


def _cancellation(day: SelectionDay, entry: CalendarEntry, nomination: Nomination | None) -> Mail:
    if nomination is None:
        return mails.duty_cancelled(day, entry.attendee_email, entry.attendee_name, entry.subject)
    if _is_candidates(entry, nomination):
        return mails.candidate_cancelled(day, nomination)
    return mails.hours_cancelled(day, nomination, entry)


def _day_cancelled(day: SelectionDay, entry: CalendarEntry, nomination: Nomination | None) -> Mail:
    lead = day.campaign.lead
    if nomination is not None and _is_candidates(entry, nomination):
        coach = nomination.jobcoach
        contact = (coach.name, coach.phone or coach.email)
        return mails.day_cancelled(day, entry, nomination.candidate.language, contact)
    language = entry.user.language if entry.user_id else "nl"
    return mails.day_cancelled(day, entry, language, (lead.name, lead.phone or lead.email))


def wanted_invitations(day: SelectionDay) -> list[Wanted]:
    """Everything that should stand in somebody's calendar, by the plan in force."""
    parts = parts_of(day)
    states = attendance_states(day)
    by_nomination: dict[int, list[Appointment]] = defaultdict(list)
    appointments = appointments_of(day)
    for one in appointments:
        if states.get(one.nomination_id) not in NOT_COMING:
            by_nomination[one.nomination_id].append(one)
    found: list[Wanted] = []
    for own in by_nomination.values():
        found += _of_candidate(day, own, parts)
    return found + [_of_duty(day, duty) for duty in duties_of(day, appointments, parts)]


def hours_of(day: SelectionDay, own: list[Appointment], people: dict[int, list[Assessor]]) -> list[Words]:
    """The appointments of one candidate as lines, in order of time."""
    zone = day.campaign.site.zone
    return [mails.hour_of(one, in_words(minute_of(one.start_at, zone)), people.get(one.table_id, [])) for one in own]


def _of_candidate(day: SelectionDay, own: list[Appointment], parts: Parts) -> list[Wanted]:
    """For the jobcoach always, for the candidate where there is an address of his or her own."""
    nomination = own[0].nomination
    coach, candidate = nomination.jobcoach, nomination.candidate
    hours = hours_of(day, own, parts.people)
    subject = f"nomination:{nomination.public_id}"
    found = [
        Wanted(
            subject,
            Attendee(coach.email, coach.name, coach),
            _event_for_coach(day, own, hours, coach),
            lambda kind: mails.hours_told(day, nomination, hours, kind),
            nomination,
            is_coach=True,
        )
    ]
    if candidate.email and candidate.email.strip().lower() != coach.email.strip().lower():
        found.append(
            Wanted(
                subject,
                Attendee(candidate.email, candidate.first_name),
                _event_for_candidate(day, own, hours),
                lambda kind: mails.candidate_told(day, nomination, hours, kind),
                nomination,
            )
        )
    return found


def _event(day: SelectionDay, own: list[Appointment], language: str, lines: list[str], url: str = "") -> Event:
    values = {"employer": day.campaign.employer.name}
    return Event(
        starts_at=min(one.start_at for one in own),
        ends_at=max(one.end_at for one in own),
        zone=day.campaign.site.zone,
        summary=translated(Words(N_("Selectiedag bij %(employer)s"), values), language),
        description="\n".join(lines),
        location=mails.place_of(day),
        url=url,
        is_timetable=True,
    )


def _event_for_coach(day: SelectionDay, own: list[Appointment], hours: list[Words], coach: User) -> Event:
    candidate = own[0].nomination.candidate
    lead = day.campaign.lead
    values = {"lead": lead.name, "phone": lead.phone or lead.email}
    lines = [short_name(candidate.first_name, candidate.last_name)]
    lines += [translated(one, coach.language) for one in hours]
    lines.append(translated(Words(N_("Vragen? Bel %(lead)s: %(phone)s."), values), coach.language))
    return _event(day, own, coach.language, lines, mails.page_of(day))


def _event_for_candidate(day: SelectionDay, own: list[Appointment], hours: list[Words]) -> Event:
    nomination = own[0].nomination
    coach, language = nomination.jobcoach, nomination.candidate.language
    lines = [translated(one, language) for one in hours]
    if day.bring.strip():
        lines.append(translated(Words(N_("Breng mee: %(bring)s"), {"bring": day.bring.strip()}), language))
    values = {"jobcoach": coach.name, "phone": coach.phone or coach.email}
    sentence = N_("Vragen? Bel je jobcoach %(jobcoach)s: %(phone)s.")
    lines.append(translated(Words(sentence, values), language))
    return _event(day, own, language, lines)


def duties_of(day: SelectionDay, appointments: list[Appointment], parts: Parts) -> list[mails.Duty]:
    """Who of the employer is needed from when to when; only people with an address, each once per table."""
    at_table: dict[int, list[Appointment]] = defaultdict(list)
    with_guide: dict[int, list[Appointment]] = defaultdict(list)
    for one in appointments:
        if one.kind == Kind.SPEEDDATE:
            at_table[one.table_id].append(one)
        elif one.kind == Kind.TOUR:
            with_guide[one.tour_line_id].append(one)
    found: dict[tuple[str, str], mails.Duty] = {}
    for table in parts.tables:
        for person in parts.people.get(table.id, []):
            if person.email and at_table[table.id]:
                subject = f"table:{table.public_id}"
                found[subject, person.email.strip().lower()] = _duty(
                    subject, person.email, person.name, table.name, at_table[table.id], is_guide=False
                )
    for guide in parts.guides:
        if guide.guide_email and with_guide[guide.id]:
            subject = f"tour_line:{guide.public_id}"
            found[subject, guide.guide_email.strip().lower()] = _duty(
                subject, guide.guide_email, guide.guide_name, "", with_guide[guide.id], is_guide=True
            )
    return list(found.values())


def _duty(subject: str, email: str, name: str, place: str, there: list[Appointment], *, is_guide: bool) -> mails.Duty:
    return mails.Duty(
        subject=subject,
        email=email,
        name=name,
        place=place,
        is_guide=is_guide,
        count=len({one.start_at for one in there}),
        starts_at=min(one.start_at for one in there),
        ends_at=max(one.end_at for one in there),
    )


def _of_duty(day: SelectionDay, duty: mails.Duty) -> Wanted:
    lead = day.campaign.lead
    values = {"employer": day.campaign.employer.name, "lead": lead.name, "phone": lead.phone or lead.email}
    summary = N_("Rondleidingen op de selectiedag") if duty.is_guide else N_("Speeddates op de selectiedag")
    description = [translated(Words(N_("Vragen? Bel %(lead)s: %(phone)s."), values), "nl")]
    if duty.place:
        description.insert(0, duty.place)
    event = Event(
        starts_at=duty.starts_at,
        ends_at=duty.ends_at,
        zone=day.campaign.site.zone,
        summary=translated(Words(summary), "nl"),
        description="\n".join(description),
        location=mails.place_of(day),
    )
    attendee = Attendee(duty.email, duty.name)
    return Wanted(duty.subject, attendee, event, lambda kind: mails.duty_told(day, duty, kind))


@dataclass(frozen=True)
class Announcement:
    """What making the day known will send: how many mails to whom, and one of them as it will be read."""

    coaches: int
    candidates: int
    duties: int
    without_address: int
    example: MailText | None
    example_to: str


def announcement_of(day: SelectionDay) -> Announcement:
    """What would be sent now; nothing is written."""
    wanted = wanted_invitations(day)
    coaches = [one for one in wanted if one.is_coach]
    candidates = [one for one in wanted if one.nomination is not None and not one.is_coach]
    first = next(iter(candidates or coaches), None)
    mail = first.mail("invite") if first else None
    return Announcement(
        coaches=len(coaches),
        candidates=len(candidates),
        duties=len(wanted) - len(coaches) - len(candidates),
        without_address=len(coaches) - len(candidates),
        example=words_of(mail) if mail else None,
        example_to=mail.to if mail else "",
    )
