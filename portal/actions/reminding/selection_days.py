"""The day before the selection day: the jobcoach who has not told the hours yet, and the candidate (req Y-14)."""

from collections import defaultdict
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from portal.actions.holding_the_day import KIND
from portal.actions.inviting_to_the_day import hours_of
from portal.actions.own_day_links import give_own_page
from portal.actions.telling import with_answer_link
from portal.calendar.entries import Attendee, current, find
from portal.models.calendar import CalendarEntry
from portal.models.database import writes
from portal.models.nominations import Nomination
from portal.models.selection_days import Appointment, Assessor, Attendance, SelectionDay
from portal.outbox.mails import selection_days as mails
from portal.outbox.posting import post
from portal.queries.instances import instant_of
from portal.queries.selection_days import appointments_of, attendances_of, known_days_between, parts_of

_FROM_HOUR = 9


@writes
def remind_of_selection_days(now: datetime) -> int:
    """From 9 o'clock on the day before: one mail to each candidate with an address, and one to the jobcoach of each
    candidate who was not told the hours; how many went out. Once for each candidate."""
    count = 0
    for day in known_days_between(now.date(), now.date() + timedelta(days=2)):
        local = now.astimezone(ZoneInfo(day.campaign.site.zone))
        if local.date() == day.on - timedelta(days=1) and local.hour >= _FROM_HOUR:
            count += _remind(day, now)
    return count


def _remind(day: SelectionDay, now: datetime) -> int:
    expected = {
        key: one
        for key, one in attendances_of(day).items()
        if one.reminded_at is None and one.state in ("expected", "late")
    }
    if not expected:
        return 0
    own: dict[int, list[Appointment]] = defaultdict(list)
    for one in appointments_of(day):
        own[one.nomination_id].append(one)
    people, until = parts_of(day).people, instant_of(day, day.start_minute)
    count = 0
    for key, attendance in expected.items():
        if own[key]:
            count += _remind_one(day, own[key], attendance, people, until, now)
            attendance.change(reminded_at=now)
    return count


def _remind_one(
    day: SelectionDay,
    own: list[Appointment],
    attendance: Attendance,
    people: dict[int, list[Assessor]],
    until: datetime,
    now: datetime,
) -> int:
    nomination = own[0].nomination
    coach, candidate = nomination.jobcoach, nomination.candidate
    hours = hours_of(day, own, people)
    count = 0
    if attendance.informed_at is None:
        post(mails.coach_reminded(day, nomination, hours, until))
        _standing(nomination, Attendee(coach.email, coach.name), now)
        count += 1
    if candidate.email:
        mail = mails.candidate_reminded(day, nomination, hours, until, give_own_page(nomination))
        entry = _standing(nomination, Attendee(candidate.email, candidate.first_name), now)
        if entry is None:
            post(mail)
        else:
            post(mail if entry.answer else with_answer_link(mail, entry), calendar=current(entry))
        count += 1
    return count


def _standing(nomination: Nomination, attendee: Attendee, now: datetime) -> CalendarEntry | None:
    """The appointment of this person, who hears of it today: nobody asks again for an answer within a day."""
    entry = find(attendee, KIND, f"nomination:{nomination.public_id}")
    if entry is None or entry.cancelled:
        return None
    entry.change(reminded_at=now)
    return entry
