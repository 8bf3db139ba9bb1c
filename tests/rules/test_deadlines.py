"""The dates of a campaign."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from portal.queries import working_days
from portal.rules import deadlines
from portal.rules.deadlines import Window, may_remind, window_of

BRUSSELS = "Europe/Brussels"


def no_holiday(on: date) -> bool:
    return False


def belgian(on: date) -> bool:
    return on in working_days.holidays_in("BE", on.year)


# req 001-13
def test_nominations_close_eleven_calendar_days_after_the_info_session_at_five_local_time():
    session = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
    assert deadlines.nominations_close_after(session, BRUSSELS) == datetime(2026, 12, 5, 16, 0, tzinfo=UTC)


# req 001-13
def test_the_deadline_stays_at_five_on_the_wall_when_the_clock_changes_in_between():
    session = datetime(2026, 10, 20, 8, 0, tzinfo=UTC)  # summer time; 31 October is winter time
    assert deadlines.nominations_close_after(session, BRUSSELS) == datetime(2026, 10, 31, 16, 0, tzinfo=UTC)


def test_a_session_late_in_the_evening_counts_from_its_local_day():
    session = datetime(2026, 11, 24, 23, 30, tzinfo=UTC)  # 25 November in Brussels
    assert deadlines.nominations_close_after(session, BRUSSELS).date() == date(2026, 12, 6)


@pytest.mark.parametrize(
    ("start", "count", "expected"),
    [
        (date(2026, 11, 17), 0, date(2026, 11, 17)),
        (date(2026, 11, 17), 2, date(2026, 11, 19)),
        (date(2026, 11, 20), 1, date(2026, 11, 23)),  # over a weekend
        (date(2026, 11, 21), 1, date(2026, 11, 23)),  # from a Saturday
        (date(2026, 12, 24), 1, date(2026, 12, 28)),  # over Christmas on a Friday
        (date(2026, 11, 10), 1, date(2026, 11, 12)),  # over Armistice Day
    ],
)
def test_working_days_skip_weekends_and_belgian_holidays(start: date, count: int, expected: date):
    assert working_days.working_days_after(start, count, "BE") == expected


def test_the_netherlands_work_on_armistice_day_and_belgium_does_not():
    assert working_days.is_working_day(date(2026, 11, 11), "NL")
    assert not working_days.is_working_day(date(2026, 11, 11), "BE")


def test_working_days_are_not_counted_backwards():
    with pytest.raises(ValueError, match="forwards"):
        deadlines.working_days_after(date(2026, 11, 17), -1, no_holiday)


def test_a_country_without_known_holidays_is_refused():
    with pytest.raises(LookupError, match="FR"):
        working_days.working_days_after(date(2026, 11, 17), 1, "FR")


# req 001-25
def test_ten_working_days_from_a_monday_end_on_friday_of_the_next_week():
    assert deadlines.last_of_working_days(date(2026, 11, 16), 10, no_holiday) == date(2026, 11, 27)


def test_a_period_that_begins_in_a_weekend_begins_on_monday():
    assert deadlines.last_of_working_days(date(2026, 11, 14), 1, no_holiday) == date(2026, 11, 16)


def test_the_suggested_selection_day_leaves_five_working_days_after_the_deadline():
    deadline = datetime(2026, 12, 5, 16, 0, tzinfo=UTC)  # a Saturday
    assert deadlines.suggested_selection_day(deadline, BRUSSELS, belgian) == date(2026, 12, 11)


def test_the_suggested_internship_starts_on_the_monday_after_all_have_heard():
    assert deadlines.suggested_internship_start(date(2026, 12, 11), 2, belgian) == date(2026, 12, 21)


def test_the_suggested_internship_starts_a_day_later_when_that_monday_is_a_holiday():
    assert deadlines.suggested_internship_start(date(2027, 3, 22), 2, belgian) == date(2027, 3, 30)


OPENS = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
CLOSES = datetime(2026, 12, 5, 16, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("now", "late_until", "expected"),
    [
        (OPENS - SECOND, None, Window.NOT_YET),
        (OPENS, None, Window.OPEN),
        (CLOSES, None, Window.OPEN),
        (CLOSES + SECOND, None, Window.CLOSED),
        (CLOSES + SECOND, CLOSES + 2 * SECOND, Window.LATE),
        (CLOSES + 3 * SECOND, CLOSES + 2 * SECOND, Window.CLOSED),
    ],
)
def test_the_window_is_open_from_its_first_second_to_its_last(
    now: datetime, late_until: datetime | None, expected: Window
):
    assert window_of(OPENS, CLOSES, late_until, now) is expected


def test_without_dates_the_window_is_not_open_yet():
    assert window_of(None, CLOSES, None, OPENS) is Window.NOT_YET
    assert window_of(OPENS, None, None, OPENS) is Window.NOT_YET


def test_a_second_reminder_waits_twenty_four_hours():
    assert may_remind(None, OPENS)
    assert not may_remind(OPENS, OPENS + timedelta(hours=23, minutes=59))
    assert may_remind(OPENS, OPENS + timedelta(hours=24))


@pytest.mark.parametrize(
    ("start", "end", "hours"),
    [
        ("2026-11-17 10:00", "2026-11-17 12:30", 2.5),
        ("2026-11-17 18:00", "2026-11-18 08:00", 0),  # evening and night
        ("2026-11-17 16:00", "2026-11-18 10:00", 2),
        ("2026-11-20 16:00", "2026-11-23 10:00", 2),  # over a weekend
        ("2026-12-24 16:00", "2026-12-28 10:00", 2),  # over Christmas and a weekend
        ("2026-10-23 16:00", "2026-10-26 10:00", 2),  # over the night of the clock change
        ("2026-11-18 10:00", "2026-11-17 10:00", 0),  # backwards
    ],
)
def test_working_hours_are_those_from_nine_to_five_on_working_days(start: str, end: str, hours: float) -> None:
    # req X-01
    local = ZoneInfo(BRUSSELS)
    first, last = (datetime.fromisoformat(at).replace(tzinfo=local).astimezone(UTC) for at in (start, end))
    assert deadlines.working_hours_between(first, last, BRUSSELS, belgian) == hours
