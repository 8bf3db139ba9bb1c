"""Entries keep their UID and raise their SEQUENCE only when somebody must look again (req Y-13)."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from peewee import Database

from portal import config
from portal.calendar.entries import (
    Attendee,
    Event,
    Revision,
    RevisionKind,
    cancel,
    current,
    find,
    invite,
    standing_entries,
)
from portal.models.calendar import CalendarEntry
from portal.models.database import write_transaction
from portal.outbox.addresses import address
from tests.calendar.ics_lines import read, read_invitation
from tests.clock import Clock

PIM = Attendee("pim@tandem.example", "Pim de Wit")
JOKE = Attendee("joke@kompas.example", "Joke Maes")
SUBJECT = "invitation:abc"
SESSION = Event(
    starts_at=datetime(2026, 11, 24, 8, 30, tzinfo=UTC),
    ends_at=datetime(2026, 11, 24, 10, 0, tzinfo=UTC),
    zone="Europe/Brussels",
    summary="Infosessie bij Bakkerij De Korenbloem",
    location="Kouter 12, 9000 Gent",
)


@pytest.fixture(autouse=True)
def inside_an_action(database: Database, clock: Clock) -> Iterator[None]:
    """As in an action: everything happens in one write transaction."""
    with write_transaction():
        yield


def made(what: Event = SESSION, person: Attendee = PIM) -> Revision:
    """A revision that must have come about."""
    revision = invite(person, "info_session", SUBJECT, what)
    assert revision is not None
    return revision


def entry() -> CalendarEntry:
    found = find(PIM, "info_session", SUBJECT)
    assert found is not None
    return found


def test_the_first_time_is_an_invitation_with_sequence_zero() -> None:
    # req Y-13
    revision = made()
    event = read_invitation(revision.ics)
    assert (revision.kind, revision.method, revision.sequence) == (RevisionKind.INVITE, "REQUEST", 0)
    assert event.value("UID") == revision.uid
    assert revision.uid.endswith("@portal.example")
    assert event.value("DTSTAMP") == "20261117T090000Z"


def test_each_person_has_an_entry_of_their_own() -> None:
    first, second = made(), made(person=JOKE)
    assert first.uid != second.uid
    assert b"pim@" not in second.ics
    assert b"joke@" in second.ics


def test_nothing_changed_is_nothing_to_send() -> None:
    made()
    assert invite(PIM, "info_session", SUBJECT, SESSION) is None
    capitals = replace(PIM, email="Pim@Tandem.example")
    assert invite(capitals, "info_session", SUBJECT, SESSION) is None


@pytest.mark.parametrize(
    "change",
    [
        {"starts_at": SESSION.starts_at - timedelta(minutes=30)},
        {"ends_at": SESSION.ends_at + timedelta(minutes=30)},
        {"location": "Zaal 2"},
        {"zone": "Europe/London"},
        {"all_day": True},
    ],
    ids=lambda change: next(iter(change)),
)
def test_another_time_or_place_is_an_update_of_the_same_uid(change: dict[str, object], clock: Clock) -> None:
    # req Y-13
    first = made()
    clock.advance(minutes=5)
    second = made(replace(SESSION, **change))  # type: ignore[arg-type]
    assert (second.uid, second.sequence, second.kind) == (first.uid, 1, RevisionKind.UPDATE)
    assert read_invitation(second.ics).value("DTSTAMP") == "20261117T090500Z"


@pytest.mark.parametrize(
    "change", [{"summary": "Infosessie"}, {"description": "Breng zin mee."}, {"url": "http://a.test"}]
)
def test_a_typo_asks_no_new_answer(change: dict[str, str], clock: Clock) -> None:
    # req Y-13
    first = made()
    clock.advance(minutes=5)
    second = made(replace(SESSION, **change))  # type: ignore[arg-type]
    assert (second.uid, second.sequence, second.kind) == (first.uid, 0, RevisionKind.CORRECTION)
    event = read_invitation(second.ics)
    assert event.value("DTSTAMP") == event.value("LAST-MODIFIED") == "20261117T090500Z"


def test_a_portal_that_moved_to_another_host_tells_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    # req 001-16
    page = replace(SESSION, url=address("/campaigns/one/day"))
    made(page)
    monkeypatch.setitem(config._in_force, "BASE_URL", "https://elsewhere.test")
    moved = replace(page, url=address("/campaigns/one/day"))
    assert moved.url != page.url
    assert invite(PIM, "info_session", SUBJECT, moved) is None
    assert made(replace(moved, url=address("/campaigns/two/day"))).kind is RevisionKind.CORRECTION
    revision = made(replace(moved, location="Zaal 2"))
    assert read_invitation(revision.ics).value("URL") == moved.url


def test_another_description_of_a_timetable_is_another_time() -> None:
    # req Y-13
    day = replace(SESSION, description="9.30 rondleiding", is_timetable=True)
    made(day)
    revision = made(replace(day, description="10.00 rondleiding"))
    assert (revision.sequence, revision.kind) == (1, RevisionKind.UPDATE)


def test_a_name_with_a_typo_is_a_correction_too() -> None:
    made()
    revision = made(person=replace(PIM, name="Pim De Wit"))
    assert (revision.sequence, revision.kind) == (0, RevisionKind.CORRECTION)


def test_the_stamp_rises_even_when_the_clock_stands_still_or_goes_back(clock: Clock) -> None:
    # req Y-13
    stamps = [made().stamped_at]
    ends = [SESSION.ends_at + timedelta(minutes=minute) for minute in range(1, 4)]
    stamps += [made(replace(SESSION, ends_at=ends_at)).stamped_at for ends_at in ends]
    clock.advance(hours=-3)
    stamps.append(made(replace(SESSION, summary="Infosessie")).stamped_at)
    assert stamps == sorted(set(stamps))


def test_a_cancellation_keeps_the_dates_and_raises_the_sequence() -> None:
    # req Y-13
    first = made()
    revision = cancel(entry())
    assert revision is not None
    assert (revision.uid, revision.sequence, revision.method) == (first.uid, 1, "CANCEL")
    event = read_invitation(revision.ics)
    assert event.value("STATUS") == "CANCELLED"
    assert event.value("DTSTART") == "20261124T093000"
    assert read(revision.ics).value("METHOD") == "CANCEL"
    assert list(standing_entries(SUBJECT)) == []


def test_cancelling_twice_is_one_cancellation() -> None:
    made()
    assert cancel(entry()) is not None
    assert cancel(entry()) is None


def test_an_invitation_after_a_cancellation_keeps_the_uid() -> None:
    # req Y-13
    first = made()
    cancel(entry())
    again = made()
    assert (again.uid, again.sequence, again.kind, again.method) == (
        first.uid,
        2,
        RevisionKind.INVITE,
        "REQUEST",
    )
    assert read_invitation(again.ics).value("STATUS") == "CONFIRMED"


def test_a_reminder_carries_the_same_bytes() -> None:
    revision = made()
    assert current(entry()).ics == revision.ics


def test_the_standing_entries_are_those_to_move_or_to_cancel() -> None:
    made()
    made(person=JOKE)
    invite(JOKE, "selection_day", SUBJECT, SESSION)
    cancel(entry())
    assert [one.attendee_email for one in standing_entries(SUBJECT, "info_session")] == ["joke@kompas.example"]
    assert len(list(standing_entries(SUBJECT))) == 2


def test_an_instant_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        replace(SESSION, starts_at=SESSION.starts_at.replace(tzinfo=None))
    with pytest.raises(ValueError, match="end before"):
        replace(SESSION, ends_at=SESSION.starts_at - timedelta(minutes=1))
