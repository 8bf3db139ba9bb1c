"""What the portal writes, read by programs of others: the same instant at every change of the clock (req Y-13).

Zones: every one that can be chosen for a site, one whose summer is our winter, and one without summer time.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from portal.calendar.feed import feed
from portal.calendar.ical import Appointment, itip
from portal.rules.zones import NAMES
from tests.calendar.appointments import appointment
from tests.calendar.calendar_server import CalendarServer, calendar_server
from tests.calendar.linter import faults_of_feed, faults_of_invitation
from tests.calendar.readers import READERS, by_libical, by_vobject, in_calcurse
from tests.calendar.test_time_zones import edges

ZONES = (*NAMES, "Australia/Sydney", "Africa/Johannesburg")
YEARS = range(2026, 2037)
MINUTES = (-1500, -90, -61, -60, -30, -1, 0, 30, 59, 60, 90, 1500)
IN_MAILS = (-60, -30, 0, 30, 60)
LENGTH = timedelta(minutes=45)


def around_the_changes(zone: str, year: int, away: tuple[int, ...] = MINUTES) -> list[Appointment]:
    """Appointments in the nights of a year in which a clock changes; where it does not, in those of Brussels."""
    nights = edges(zone, year) or edges("Europe/Brussels", year)
    assert len(nights) == 2
    moments = [night + timedelta(minutes=minutes) for night in nights for minutes in away]
    return [
        appointment(
            uid=f"00000000-0000-0000-0000-{number:012}@portal.example",
            starts_at=starts_at,
            ends_at=starts_at + LENGTH,
            zone=zone,
            summary=f"{starts_at:%Y-%m-%d %H.%M}",
            description="",
        )
        for number, starts_at in enumerate(moments, year * 1000)
    ]


def test_the_nights_hold_the_hour_that_comes_twice_and_skip_the_one_that_is_missing() -> None:
    local = [
        one.starts_at.astimezone(ZoneInfo("Europe/Brussels")) for one in around_the_changes("Europe/Brussels", 2026)
    ]
    walls = [f"{at:%m-%d %H:%M}" for at in local]
    assert walls.count("10-25 02:00") == walls.count("10-25 02:30") == 2
    assert "03-29 01:59" in walls
    assert not [wall for wall in walls if wall.startswith("03-29 02")]


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize("zone", ZONES)
def test_every_reader_finds_the_instant_in_a_mail(zone: str, year: int) -> None:
    # req Y-13
    for given in around_the_changes(zone, year, IN_MAILS):
        ics = itip(given)
        assert faults_of_invitation(ics) == []
        for name, reader in READERS.items():
            (found,) = reader(ics)
            assert (found.starts, found.ends) == (given.starts_at, given.ends_at), (name, given)


@pytest.mark.parametrize("zone", ZONES)
def test_every_reader_finds_every_instant_in_a_feed_of_eleven_years(zone: str) -> None:
    # req Y-13
    given = [one for year in YEARS for one in around_the_changes(zone, year)]
    ics = feed("Alles", given)
    assert faults_of_feed(ics) == []
    expected = [(one.uid, one.starts_at, one.ends_at) for one in given]
    for name, reader in READERS.items():
        assert [(one.uid, one.starts, one.ends) for one in reader(ics)] == expected, name
    assert in_calcurse(ics) == [(one.starts_at, one.ends_at, one.summary) for one in given]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[CalendarServer]:
    with calendar_server(tmp_path_factory.mktemp("calendars")) as found:
        yield found


def without_method(ics: bytes) -> bytes:
    """As a program stores an appointment from a mail: RFC 4791 wants no METHOD on a server."""
    lines = ics.split(b"\r\n")
    return b"\r\n".join(line for line in lines if not line.startswith(b"METHOD:"))


def test_a_calendar_server_takes_an_appointment_moves_it_and_gives_it_back(server: CalendarServer) -> None:
    # req Y-13
    server.empty()
    given = appointment()
    later = replace(
        given,
        starts_at=given.starts_at + timedelta(days=1),
        ends_at=given.ends_at + timedelta(days=1),
        sequence=1,
        stamped_at=given.stamped_at + timedelta(hours=1),
    )
    for one in (given, later):
        server.put("afspraak", without_method(itip(one)))
        back = server.get("afspraak")
        assert by_libical(back) == by_libical(itip(one))
        assert by_vobject(back) == by_vobject(itip(one))
        assert server.between(one.starts_at, one.ends_at) == {"afspraak"}
    assert server.between(given.starts_at, given.ends_at) == set()
    server.put("afspraak", without_method(itip(replace(later, cancelled=True, sequence=2))))
    assert b"STATUS:CANCELLED" in server.get("afspraak")


@pytest.mark.parametrize("zone", ZONES)
def test_a_calendar_server_finds_each_appointment_at_its_time_and_at_no_other(
    server: CalendarServer, zone: str
) -> None:
    # req Y-13
    nights = [one for year in YEARS for one in edges(zone, year) or edges("Europe/Brussels", year)]
    given = [
        appointment(
            uid=f"00000000-0000-0000-0000-{number:012}@portal.example",
            starts_at=night + timedelta(minutes=number % 3 * 45 - 45),
            ends_at=night + timedelta(minutes=number % 3 * 45),
            zone=zone,
        )
        for number, night in enumerate(nights)
    ]
    server.put_whole(without_method(feed("Alles", given)))
    names = {server.between(one.starts_at, one.ends_at).pop() for one in given}
    assert len(names) == len(given) == 2 * len(YEARS)
    second = timedelta(seconds=1)
    for one in given:
        assert len(server.between(one.starts_at, one.starts_at + second)) == 1
        assert len(server.between(one.ends_at - second, one.ends_at)) == 1
        assert server.between(one.starts_at - timedelta(minutes=20), one.starts_at) == set()
        assert server.between(one.ends_at, one.ends_at + timedelta(minutes=20)) == set()
