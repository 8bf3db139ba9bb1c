"""Times on the wall that do not exist, or exist twice."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from portal.rules.local_times import AmbiguousTime, NoSuchTime, to_utc
from portal.rules.refusals import Refused

SPRING, AUTUMN = date(2027, 3, 28), date(2026, 10, 25)


def test_an_ordinary_time_becomes_an_instant() -> None:
    assert to_utc(date(2026, 11, 24), time(9, 30), "Europe/Brussels") == datetime(2026, 11, 24, 8, 30, tzinfo=UTC)
    assert to_utc(date(2026, 7, 1), time(9, 30), "Europe/Brussels") == datetime(2026, 7, 1, 7, 30, tzinfo=UTC)


@pytest.mark.parametrize("at", [time(2, 0), time(2, 30), time(2, 59)])
def test_a_time_that_the_clock_skips_is_refused(at: time) -> None:
    with pytest.raises(NoSuchTime) as refusal:
        to_utc(SPRING, at, "Europe/Brussels")
    assert refusal.value.values == {"time": f"{at:%H:%M}", "date": "28/03/2027"}
    assert "bestaat niet" in refusal.value.sentence % refusal.value.values


@pytest.mark.parametrize("at", [time(2, 0), time(2, 30), time(2, 59)])
def test_a_time_that_comes_twice_is_asked_about(at: time) -> None:
    with pytest.raises(AmbiguousTime) as refusal:
        to_utc(AUTUMN, at, "Europe/Brussels")
    first, second = refusal.value.choices
    assert second - first == timedelta(hours=1)
    assert to_utc(AUTUMN, at, "Europe/Brussels", second=False) == first
    assert to_utc(AUTUMN, at, "Europe/Brussels", second=True) == second


@pytest.mark.parametrize(
    ("on", "at"), [(SPRING, time(1, 59)), (SPRING, time(3)), (AUTUMN, time(1, 59)), (AUTUMN, time(3))]
)
def test_the_minutes_beside_the_change_are_ordinary(on: date, at: time) -> None:
    there = to_utc(on, at, "Europe/Brussels")
    assert there.utcoffset() == timedelta()


def test_the_change_is_that_of_the_zone() -> None:
    assert to_utc(SPRING, time(2, 30), "Europe/London") == datetime(2027, 3, 28, 1, 30, tzinfo=UTC)
    with pytest.raises(NoSuchTime):
        to_utc(SPRING, time(1, 30), "Europe/London")


def test_both_are_refusals_that_a_page_can_show() -> None:
    assert issubclass(NoSuchTime, Refused)
    assert issubclass(AmbiguousTime, Refused)
