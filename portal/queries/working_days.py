"""Working days of Belgium and the Netherlands, by the public holidays of the `holidays` package."""

from datetime import date, datetime
from functools import cache

import holidays

from portal.rules import deadlines

COUNTRIES = ("BE", "NL")


@cache
def holidays_in(country: str, year: int) -> frozenset[date]:
    """The public holidays of a country (`BE` or `NL`) in a year. LookupError for another country."""
    if country not in COUNTRIES:
        raise LookupError(f"no working days are known for {country!r}")
    return frozenset(holidays.country_holidays(country, years=year))


def is_holiday_in(country: str) -> deadlines.IsHoliday:
    """The question that `rules/deadlines.py` asks, for a country."""
    return lambda on: on in holidays_in(country, on.year)


def is_working_day(on: date, country: str) -> bool:
    """Whether people work on this day in a country."""
    return deadlines.is_working_day(on, is_holiday_in(country))


def working_days_after(start: date, count: int, country: str) -> date:
    """The `count`-th working day after `start` in a country; `start` itself does not count."""
    return deadlines.working_days_after(start, count, is_holiday_in(country))


def working_hours_between(start: datetime, end: datetime, zone: str, country: str) -> float:
    """The working hours between two instants, on the clock and in the calendar of a place."""
    return deadlines.working_hours_between(start, end, zone, is_holiday_in(country))


def last_of_working_days(start: date, count: int, country: str) -> date:
    """The last day of `count` working days in a country that begin on `start`, or the first one after it."""
    return deadlines.last_of_working_days(start, count, is_holiday_in(country))
