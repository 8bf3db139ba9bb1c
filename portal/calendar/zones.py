"""VTIMEZONE with yearly rules, computed from the time-zone database.

`icalendar` 7.3's `add_missing_timezones()` writes lists of dates (RDATE); Thunderbird and Outlook then show
the event an hour off. Yearly rules are read well everywhere.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard, vRecur

YEARS_CHECKED = 12
_START = 1970
_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


class UnsupportedZone(ValueError):
    """A zone whose clock changes follow no yearly rule of the form "the nth or last weekday of a month"."""


@dataclass(frozen=True)
class _Change:
    """One change of the clock: when by the clock before it, and the offsets on both sides."""

    wall: datetime
    before: timedelta
    after: timedelta
    name: str


@lru_cache(maxsize=64)
def timezone_of(zone: str, year: int) -> Timezone:
    """The VTIMEZONE of an IANA zone, by the rules in force from `year` on.

    DAYLIGHT and STANDARD start in 1970 and recur each year; a zone without summer time has STANDARD alone.
    Raises UnsupportedZone when `year` and the 11 years after it do not follow one rule.
    """
    component = Timezone()
    component.add("TZID", zone)
    yearly = [_changes(zone, at) for at in range(year, year + YEARS_CHECKED)]
    if not any(yearly):
        component.add_component(_without_changes(zone, year))
        return component
    if any(len(changes) != 2 for changes in yearly):
        raise UnsupportedZone(f"{zone} does not change its clocks twice each year from {year}")
    for line in zip(*yearly, strict=True):
        component.add_component(_observance(zone, line))
    # DAYLIGHT first, whatever the hemisphere: the same zone always gives the same bytes.
    component.subcomponents.sort(key=lambda part: str(part.name))
    return component


def _observance(zone: str, changes: tuple[_Change, ...]) -> TimezoneDaylight | TimezoneStandard:
    first = changes[0]
    if any(
        (one.before, one.after, one.wall.month, one.wall.weekday(), one.wall.time())
        != (first.before, first.after, first.wall.month, first.wall.weekday(), first.wall.time())
        for one in changes
    ):
        raise UnsupportedZone(f"{zone} changes its clocks by another rule from year to year")
    week = _week_of_month(zone, [change.wall for change in changes])
    part: TimezoneDaylight | TimezoneStandard
    part = TimezoneDaylight() if first.after > first.before else TimezoneStandard()
    part.add("DTSTART", _first_in_1970(first.wall, week))
    part.add("TZOFFSETFROM", first.before)
    part.add("TZOFFSETTO", first.after)
    part.add("TZNAME", first.name)
    day = f"{week}{_DAYS[first.wall.weekday()]}"
    part.add("RRULE", vRecur({"FREQ": "YEARLY", "BYMONTH": first.wall.month, "BYDAY": day}))
    return part


def _without_changes(zone: str, year: int) -> TimezoneStandard:
    local = datetime(year, 1, 1, tzinfo=ZoneInfo(zone))
    part = TimezoneStandard()
    part.add("DTSTART", datetime(_START, 1, 1))  # noqa: DTZ001 - a wall time by nature
    part.add("TZOFFSETFROM", local.utcoffset())
    part.add("TZOFFSETTO", local.utcoffset())
    part.add("TZNAME", local.tzname())
    return part


def _changes(zone: str, year: int) -> list[_Change]:
    """The changes of the clock in a year, in order."""
    local = ZoneInfo(zone)
    hours = 24 * (366 if year % 4 == 0 else 365)
    at = datetime(year, 1, 1, tzinfo=UTC)
    found = []
    before = _offset(at, local)
    for _ in range(0, hours, 24):
        after = _offset(at + timedelta(days=1), local)
        if after != before:
            moment = _moment_of_change(at, local)
            name = moment.astimezone(local).tzname() or zone
            found.append(_Change((moment + before).replace(tzinfo=None), before, after, name))
        at, before = at + timedelta(days=1), after
    return found


def _moment_of_change(day: datetime, local: ZoneInfo) -> datetime:
    """The first instant (to the second) within 24 hours of `day` at which the offset is the new one."""
    before = _offset(day, local)
    low, high = 0, 24 * 3600
    while high - low > 1:
        middle = (low + high) // 2
        if _offset(day + timedelta(seconds=middle), local) == before:
            low = middle
        else:
            high = middle
    return day + timedelta(seconds=high)


def _offset(at: datetime, local: ZoneInfo) -> timedelta:
    return at.astimezone(local).utcoffset() or timedelta()


def _week_of_month(zone: str, walls: list[datetime]) -> int:
    """-1 when the day is always the last of its weekday in the month, 1 to 4 when it is always the nth."""
    if all((wall + timedelta(days=7)).month != wall.month for wall in walls):
        return -1
    weeks = {(wall.day - 1) // 7 + 1 for wall in walls}
    if len(weeks) != 1:
        raise UnsupportedZone(f"{zone} changes its clocks on no fixed weekday of the month")
    return weeks.pop()


def _first_in_1970(wall: datetime, week: int) -> datetime:
    """The day of the rule in 1970, with the wall time of the change."""
    if week > 0:
        first = datetime.combine(wall.replace(year=_START, day=1), wall.time())
        return first + timedelta(days=(wall.weekday() - first.weekday()) % 7 + 7 * (week - 1))
    month_after = (wall.replace(year=_START, day=28) + timedelta(days=4)).replace(day=1)
    last = datetime.combine(month_after - timedelta(days=1), wall.time())
    return last - timedelta(days=(last.weekday() - wall.weekday()) % 7)
