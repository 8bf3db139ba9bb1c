"""The VTIMEZONE gives the right instant at every change of the clock (req Y-13)."""

from calendar import isleap
from datetime import UTC, datetime, timedelta, tzinfo
from functools import cache
from io import StringIO
from zoneinfo import ZoneInfo, available_timezones

import icalendar
import pytest
from dateutil import tz  # type: ignore[import-untyped]

from portal.calendar.ical import itip
from portal.calendar.zones import UnsupportedZone, timezone_of
from portal.rules.zones import NAMES
from tests.calendar.appointments import appointment
from tests.calendar.ics_lines import Line, instant, read_invitation, wall_time

YEARS = range(2026, 2037)
AROUND = [timedelta(hours=hours) for hours in (-25, -2, -1, 0, 1, 2, 25)] + [
    timedelta(minutes=-1),
    timedelta(minutes=1),
    timedelta(minutes=30),
]


@cache
def edges(zone: str, year: int) -> tuple[datetime, ...]:
    """The instants in a year at which the clock changes: the days are looked at, and the hours of one that differs."""
    first, days, hour = datetime(year, 1, 1, tzinfo=UTC), 366 if isleap(year) else 365, timedelta(hours=1)
    changing = [day for day in (first + timedelta(n) for n in range(days)) if _offset(zone, day, days=1)]
    hours = [day + n * hour for day in changing for n in range(24)]
    return tuple(at + hour for at in hours if _offset(zone, at, hours=1))


def _offset(zone: str, at: datetime, **later: int) -> timedelta:
    """How much the clock has changed this much later."""
    before, after = (one.astimezone(ZoneInfo(zone)).utcoffset() for one in (at, at + timedelta(**later)))
    assert before is not None
    assert after is not None
    return after - before


@pytest.mark.parametrize("zone", NAMES)
@pytest.mark.parametrize("year", YEARS)
def test_three_readers_find_the_instant_around_every_change_of_the_clock(zone: str, year: int) -> None:
    # req Y-13
    changes = edges(zone, year) or edges("Europe/Brussels", year)
    moments = [edge + step for edge in changes for step in AROUND]
    assert len(moments) == 2 * len(AROUND)
    for starts_at in moments:
        ics = itip(appointment(starts_at=starts_at, ends_at=starts_at + timedelta(minutes=45), zone=zone))
        ours, theirs = read_invitation(ics), icalendar.Calendar.from_ical(ics).events[0]
        for name, expected in (("DTSTART", starts_at), ("DTEND", starts_at + timedelta(minutes=45))):
            assert instant(ics, name) == expected.replace(tzinfo=None), (name, expected)
            assert _by_dateutil(ics, ours.one(name)) == expected
            assert theirs.decoded(name).astimezone(UTC) == expected


def _by_dateutil(ics: bytes, line: Line) -> datetime:
    """dateutil reads the VTIMEZONE's rules with code of its own; only the wall time comes from our reader."""
    if line.value.endswith("Z"):
        return wall_time(line.value).replace(tzinfo=UTC)
    text = ics.decode("utf-8")
    zone_text = text[text.index("BEGIN:VTIMEZONE") : text.index("END:VTIMEZONE") + len("END:VTIMEZONE")]
    return wall_time(line.value).replace(tzinfo=_zone_of(zone_text, line.params["TZID"])).astimezone(UTC)


@cache
def _zone_of(text: str, name: str) -> tzinfo:
    """What dateutil makes of these rules; the same rules are read once."""
    found = tz.tzical(StringIO(text)).get(name)
    assert isinstance(found, tzinfo)
    return found


def test_the_rules_are_yearly_from_1970_and_not_lists_of_dates() -> None:
    assert timezone_of("Europe/Brussels", 2026).to_ical().decode().split("\r\n") == [
        "BEGIN:VTIMEZONE",
        "TZID:Europe/Brussels",
        "BEGIN:DAYLIGHT",
        "DTSTART:19700329T020000",
        "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3",
        "TZNAME:CEST",
        "TZOFFSETFROM:+0100",
        "TZOFFSETTO:+0200",
        "END:DAYLIGHT",
        "BEGIN:STANDARD",
        "DTSTART:19701025T030000",
        "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10",
        "TZNAME:CET",
        "TZOFFSETFROM:+0200",
        "TZOFFSETTO:+0100",
        "END:STANDARD",
        "END:VTIMEZONE",
        "",
    ]


@pytest.mark.parametrize("zone", sorted(name for name in available_timezones() if name.startswith("Europe/")))
def test_every_zone_of_europe_has_rules(zone: str) -> None:
    parts = [str(part.name) for part in timezone_of(zone, 2026).subcomponents]
    assert parts == (["DAYLIGHT", "STANDARD"] if edges(zone, 2026) else ["STANDARD"])


def test_a_rule_on_the_second_sunday_is_found_too() -> None:
    assert b"BYDAY=2SU;BYMONTH=3" in timezone_of("America/New_York", 2026).to_ical()


def test_a_zone_without_a_yearly_rule_is_refused_instead_of_shown_wrongly() -> None:
    with pytest.raises(UnsupportedZone, match="Africa/Casablanca"):
        timezone_of("Africa/Casablanca", 2026)


def test_a_time_that_the_clock_shows_twice_is_written_in_utc() -> None:
    second = datetime(2026, 10, 25, 1, 30, tzinfo=UTC)  # 02:30 for the second time in Brussels
    event = read_invitation(itip(appointment(starts_at=second, ends_at=second + timedelta(hours=1))))
    assert event.value("DTSTART") == "20261025T013000Z"
    assert event.value("DTEND") == "20261025T023000Z"
