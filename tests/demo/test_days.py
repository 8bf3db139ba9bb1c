"""The calendar of the story holds on any day and at any hour."""

from datetime import UTC, date, datetime

import pytest

from portal.demo.days import Days

SATURDAY = datetime(2026, 11, 21, 10, 15, tzinfo=UTC)


def test_days_are_counted_in_working_days() -> None:
    days = Days(SATURDAY)
    assert [days.day(number) for number in (-6, -1, 0, 1, 5)] == [
        date(2026, 11, 13),
        date(2026, 11, 20),
        date(2026, 11, 21),
        date(2026, 11, 23),
        date(2026, 11, 27),
    ]


def test_a_holiday_does_not_count() -> None:
    assert Days(datetime(2026, 12, 24, 9, 0, tzinfo=UTC)).day(1) == date(2026, 12, 28)


def test_what_is_told_is_never_later_than_now() -> None:
    days = Days(SATURDAY)
    assert days.at(0, 9) == datetime(2026, 11, 21, 8, 0, tzinfo=UTC)
    assert days.at(0, 18) == SATURDAY
    assert days.to_come(1, 18) == datetime(2026, 11, 23, 17, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("hour", "begins"),
    [(0, 60), (4, 2 * 60 + 30), (9, 7 * 60 + 30), (12, 10 * 60 + 30), (22, 18 * 60)],
)
def test_the_selection_day_is_half_way_when_somebody_looks(hour: int, begins: int) -> None:
    assert Days(datetime(2026, 11, 21, hour, 10, tzinfo=UTC)).selection_day_begins == begins


@pytest.mark.parametrize("day", [datetime(2027, 3, 28, 1, 40, tzinfo=UTC), datetime(2026, 10, 25, 1, 40, tzinfo=UTC)])
def test_no_hour_of_the_day_lacks_when_the_clock_changes(day: datetime) -> None:
    assert Days(day).selection_day_begins == 4 * 60
