"""The dates of a campaign: pure arithmetic. Holidays come in as a question (`is_holiday`).

Source of the defaults: the domain page, *Time*, and req 001-13 (a window of about 1.5 weeks), 001-24 (two
days), 001-25 (two weeks).
"""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

IsHoliday = Callable[[date], bool]

SUBMISSION_DAYS = 11  # calendar days after the info session (req 001-13)
CLOSING_TIME = time(17, 0)  # on the clock of the site
OPENING_TIME = time(9, 0)
WORKING_HOURS_A_DAY = 8
PLANNING_WORKING_DAYS = 5  # between the deadline and the selection day, to plan it and to inform the candidates
RELAY_WORKING_DAYS = 2  # req 001-24
INTERNSHIP_WORKING_DAYS = 10  # req 001-25
REMIND_BEFORE = timedelta(days=3)
REMIND_AT_MOST_EVERY = timedelta(hours=24)

_SATURDAY = 5


class Window(StrEnum):
    """How the time to put candidates forward stands for one partner."""

    NOT_YET = "not_yet"
    OPEN = "open"
    LATE = "late"  # past the deadline, but the lead gave this partner more time
    CLOSED = "closed"


def is_working_day(on: date, is_holiday: IsHoliday) -> bool:
    """Whether people work on this day: Monday to Friday, no holiday."""
    return on.weekday() < _SATURDAY and not is_holiday(on)


def first_working_day(on: date, is_holiday: IsHoliday) -> date:
    """This day if it is a working day, otherwise the next one."""
    while not is_working_day(on, is_holiday):
        on += timedelta(days=1)
    return on


def working_days_after(start: date, count: int, is_holiday: IsHoliday) -> date:
    """The `count`-th working day after `start`; `start` itself does not count, whatever day it is.

    `count` 0 gives `start`. ValueError for a negative count.
    """
    if count < 0:
        raise ValueError("working days are counted forwards")
    on = start
    for _ in range(count):
        on = first_working_day(on + timedelta(days=1), is_holiday)
    return on


def working_days_before(start: date, count: int, is_holiday: IsHoliday) -> date:
    """The `count`-th working day before `start`; `start` itself does not count, whatever day it is."""
    if count < 1:
        raise ValueError("a day before is at least one day away")
    on = start
    for _ in range(count):
        on -= timedelta(days=1)
        while not is_working_day(on, is_holiday):
            on -= timedelta(days=1)
    return on


def working_hours_between(start: datetime, end: datetime, zone: str, is_holiday: IsHoliday) -> float:
    """The working hours from one instant to another: from 9 to 17 o'clock on the clock of a zone, on working days.

    0 when the end is not after the start. Counted on the wall: a day of the clock change has eight of them too.
    """
    local = ZoneInfo(zone)
    first, last = start.astimezone(local).replace(tzinfo=None), end.astimezone(local).replace(tzinfo=None)
    seconds, on = 0.0, first.date()
    while on <= last.date():
        if is_working_day(on, is_holiday):
            opens, closes = datetime.combine(on, OPENING_TIME), datetime.combine(on, CLOSING_TIME)
            seconds += max(0.0, (min(last, closes) - max(first, opens)).total_seconds())
        on += timedelta(days=1)
    return seconds / 3600


def last_of_working_days(start: date, count: int, is_holiday: IsHoliday) -> date:
    """The last day of `count` working days that begin on `start`, or on the first working day after it."""
    if count < 1:
        raise ValueError("a period has at least one day")
    return working_days_after(first_working_day(start, is_holiday), count - 1, is_holiday)


def closing_time_on(on: date, zone: str) -> datetime:
    """17:00 on the clock of an IANA zone on this day, as an instant in UTC."""
    return datetime.combine(on, CLOSING_TIME, ZoneInfo(zone)).astimezone(UTC)


def nominations_close_after(info_session_at: datetime, zone: str) -> datetime:
    """The default deadline: 11 calendar days after the day of the info session, at 17:00 (UTC instant)."""
    day = info_session_at.astimezone(ZoneInfo(zone)).date()
    return closing_time_on(day + timedelta(days=SUBMISSION_DAYS), zone)


def suggested_selection_day(nominations_close_at: datetime, zone: str, is_holiday: IsHoliday) -> date:
    """Five working days after the deadline: time to plan, and to inform the candidates."""
    day = nominations_close_at.astimezone(ZoneInfo(zone)).date()
    return working_days_after(day, PLANNING_WORKING_DAYS, is_holiday)


def suggested_internship_start(selection_day_on: date, relay_working_days: int, is_holiday: IsHoliday) -> date:
    """The first working day of the week after everybody has heard the result."""
    heard = working_days_after(selection_day_on, relay_working_days, is_holiday)
    monday = heard + timedelta(days=7 - heard.weekday())
    return first_working_day(monday, is_holiday)


def window_of(
    opens_at: datetime | None, closes_at: datetime | None, late_until: datetime | None, now: datetime
) -> Window:
    """How the window stands; without dates it is not open yet, and the deadline itself is still in time."""
    if opens_at is None or closes_at is None or now < opens_at:
        return Window.NOT_YET
    if now <= closes_at:
        return Window.OPEN
    return Window.LATE if late_until is not None and now <= late_until else Window.CLOSED


def last_moment(closes_at: datetime | None, late_until: datetime | None) -> datetime | None:
    """Until when one partner may put candidates forward: the deadline, or later when more time was given."""
    return max((at for at in (closes_at, late_until) if at is not None), default=None) if closes_at else None


def may_remind(last_reminded_at: datetime | None, now: datetime) -> bool:
    """At most one reminder in 24 hours, whoever sends it (req Y-1)."""
    return last_reminded_at is None or now - last_reminded_at >= REMIND_AT_MOST_EVERY
