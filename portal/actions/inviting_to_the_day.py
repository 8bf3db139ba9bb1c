"""The selection day in people's calendars: one entry and one UID per person and thing (req 001-16, Y-13).

A candidate's day is one appointment, from the first part to the last, for the jobcoach and for the candidate. What
those have who hold the day stands in `holding_the_day.py`.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable

from portal import clock
from portal.actions.holding_the_day import KIND, Wanted, holders_invitations, subject_of_day
from portal.actions.own_day_links import give_own_page
from portal.actions.telling import tell
from portal.calendar.entries import Attendee, Event, cancel
from portal.models.accounts import User
from portal.models.calendar import CalendarEntry
from portal.models.database import writes
from portal.models.nominations import Nomination
from portal.models.selection_days import Appointment, Assessor, Attendance, SelectionDay
from portal.outbox.batches import leave_out
from portal.outbox.mails import selection_days as mails
from portal.outbox.posting import Mail, post
from portal.outbox.values import Words, translated
from portal.queries.calendars import language_of_entry
from portal.queries.instances import minute_of
from portal.queries.selection_days import (
    Parts,
    appointments_of,
    attendance_states,
    is_known,
    nominations_ever_of,
    parts_of,
    standing_entries_of,
)
from portal.rules.candidates import is_key_of, own_address, short_name
from portal.rules.selection_days import in_words
from portal.rules.words import N_

NOT_COMING = ("absent",)


@writes
def tell_day(day: SelectionDay) -> int:
    """Bring every calendar in step with the plan; whoever's appointment changes gets one mail; how many mails.

    Doing it again changes nothing. Hours that changed are to be told to the candidate again.
    """
    return _bring_in_step(day, wanted_invitations(day), standing_entries_of(day))


@writes
def tell_holders(day: SelectionDay) -> int:
    """The same for those alone who hold the whole day: another lead, another account of the employer; how many mails.

    Nothing for a day that is not made known.
    """
    if not is_known(day):
        return 0
    whole = subject_of_day(day)
    appointments, parts = appointments_of(day), parts_of(day)
    standing = [entry for entry in standing_entries_of(day) if entry.subject == whole]
    wanted = [one for one in holders_invitations(day, appointments, parts) if one.subject == whole]
    return _bring_in_step(day, wanted, standing)


def _bring_in_step(day: SelectionDay, wanted: list[Wanted], standing: list[CalendarEntry]) -> int:
    """Tell what is wanted, call off what stands beside it and is not over; how many mails."""
    count = sum(_tell(day, one) for one in wanted)
    kept = {(one.subject, one.attendee.key) for one in wanted}
    now = clock.now()
    gone = [one for one in standing if (one.subject, one.attendee_key) not in kept and one.ends_at > now]
    return count + _call_off(day, gone, _cancellation)


def _tell(day: SelectionDay, one: Wanted) -> bool:
    """One mail if something changed; other hours are to be told to the candidate again, other words are not."""
    kinds: list[str] = []

    def mail_of(kind: str) -> Mail:
        kinds.append(kind)
        return one.mail(kind)

    told = tell(one.attendee, KIND, one.subject, one.event, mail_of)
    if one.is_coach and kinds not in ([], ["correction"]):
        _to_be_told(day, one.nomination)
    return told


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
        if revision is not None and entry.attendee_key:
            posted = post(mail_of(day, entry, nominations.get(entry.subject)), calendar=revision)
            count += posted is not None
    return count


def _is_candidates(entry: CalendarEntry, nomination: Nomination) -> bool:
    return entry.user_id is None and is_key_of(entry.attendee_key, nomination.candidate.email)


def _cancellation(day: SelectionDay, entry: CalendarEntry, nomination: Nomination | None) -> Mail:
    if nomination is None:
        mail_of = mails.whole_day_cancelled if entry.subject == subject_of_day(day) else mails.duty_cancelled
        return mail_of(day, entry, language_of_entry(entry))
    if _is_candidates(entry, nomination):
        return mails.candidate_cancelled(day, nomination)
    return mails.hours_cancelled(day, nomination, entry)


def _day_cancelled(day: SelectionDay, entry: CalendarEntry, nomination: Nomination | None) -> Mail:
    if nomination is not None and _is_candidates(entry, nomination):
        return mails.day_cancelled(day, entry, nomination.candidate.language, nomination.jobcoach)
    return mails.day_cancelled(day, entry, language_of_entry(entry), day.campaign.lead)


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
    return found + holders_invitations(day, appointments, parts)


def hours_of(day: SelectionDay, own: list[Appointment], people: dict[int, list[Assessor]]) -> list[Words]:
    """The appointments of one candidate as lines, in order of time."""
    zone = day.campaign.site.zone
    return [mails.hour_of(one, in_words(minute_of(one.start_at, zone)), people.get(one.table_id, [])) for one in own]


def _of_candidate(day: SelectionDay, own: list[Appointment], parts: Parts) -> list[Wanted]:
    """For the jobcoach and for the candidate. Without an address the candidate answers on the own page."""
    nomination = own[0].nomination
    coach, candidate = nomination.jobcoach, nomination.candidate
    hours = hours_of(day, own, parts.people)
    subject = f"nomination:{nomination.public_id}"
    found: list[Wanted] = []
    if coach.active:
        found.append(
            Wanted(
                subject,
                Attendee(coach.email, coach.name, coach),
                _event_for_coach(day, own, hours, coach),
                lambda kind: mails.hours_told(day, nomination, hours, kind),
                nomination,
                is_coach=True,
            )
        )
    if not candidate.email:
        name = f"{candidate.first_name} {candidate.last_name}"
        leave_out(name, N_("Heeft geen e-mailadres: de jobcoach vertelt de uren."))
    found.append(
        Wanted(
            subject,
            Attendee(own_address(candidate.email, coach.email), candidate.first_name),
            _event_for_candidate(day, own, hours),
            lambda kind: mails.candidate_told(day, nomination, hours, kind, give_own_page(nomination)),
            nomination,
        )
    )
    return found


def _event(
    day: SelectionDay, own: list[Appointment], language: str, hours: list[str], notes: list[str], url: str = ""
) -> Event:
    """`hours` above the blank line: other hours are another time, other `notes` are not."""
    values = {"employer": day.campaign.employer.name}
    return Event(
        starts_at=min(one.start_at for one in own),
        ends_at=max(one.end_at for one in own),
        zone=day.campaign.site.zone,
        summary=translated(Words(N_("Selectiedag bij %(employer)s"), values), language),
        description="\n".join([*hours, "", *notes]),
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
    contact = translated(Words(N_("Vragen? Bel %(lead)s: %(phone)s."), values), coach.language)
    notes = [] if coach.id == lead.id else [contact]
    return _event(day, own, coach.language, lines, notes, mails.page_of(day))


def _event_for_candidate(day: SelectionDay, own: list[Appointment], hours: list[Words]) -> Event:
    nomination = own[0].nomination
    coach, language = nomination.jobcoach, nomination.candidate.language
    lines = [translated(one, language) for one in hours]
    notes: list[str] = []
    if day.bring.strip():
        notes.append(translated(Words(N_("Breng mee: %(bring)s"), {"bring": day.bring.strip()}), language))
    values = {"jobcoach": coach.name, "phone": coach.phone or coach.email}
    sentence = N_("Vragen? Bel je jobcoach %(jobcoach)s: %(phone)s.")
    notes.append(translated(Words(sentence, values), language))
    return _event(day, own, language, lines, notes)
