"""One invented appointment, and others that differ from it."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from portal.calendar.ical import Appointment, Party

INFO_SESSION = Appointment(
    uid="0f8fad5b-d9cb-469f-a165-70867728950e@portal.example",
    sequence=0,
    stamped_at=datetime(2026, 11, 17, 9, 0, tzinfo=UTC),
    created_at=datetime(2026, 11, 17, 9, 0, tzinfo=UTC),
    organizer=Party("selectiedag@portal.example", "Selectiedagportaal"),
    attendee=Party("pim@tandem.example", "Pim de Wit"),
    starts_at=datetime(2026, 11, 24, 8, 30, tzinfo=UTC),
    ends_at=datetime(2026, 11, 24, 10, 0, tzinfo=UTC),
    zone="Europe/Brussels",
    summary="Infosessie bij Bakkerij De Korenbloem",
    description="Je hoort hoe het is om hier te werken.\nVragen? Bel Lotte: 0470 00 00 01.",
    location="Kouter 12, 9000 Gent",
    url="http://portal.test/invitations/abc",
)


def appointment(**changed: Any) -> Appointment:
    """The info session with some of its facts changed."""
    return replace(INFO_SESSION, **changed)
