"""An appointment and its mail are one: both hold, or neither."""

from datetime import UTC, datetime

import pytest
from peewee import Database

from portal.calendar.entries import Attendee, Event, invite
from portal.models.calendar import CalendarEntry
from portal.models.database import writes

PIM = Attendee("pim@tandem.example", "Pim de Wit")
SESSION = Event(
    starts_at=datetime(2026, 11, 24, 8, 30, tzinfo=UTC),
    ends_at=datetime(2026, 11, 24, 10, 0, tzinfo=UTC),
    zone="Europe/Brussels",
    summary="Infosessie",
)


def test_an_appointment_is_made_inside_an_action_only(database: Database) -> None:
    with pytest.raises(RuntimeError, match="inside an action"):
        invite(PIM, "info_session", "invitation:abc", SESSION)


def test_an_action_that_fails_leaves_no_appointment_behind(database: Database) -> None:
    # req Y-13
    @writes
    def fail() -> None:
        invite(PIM, "info_session", "invitation:abc", SESSION)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert CalendarEntry.select().count() == 0
