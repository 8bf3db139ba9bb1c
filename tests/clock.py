"""The tests' hand on the clock."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import time_machine

BRUSSELS = ZoneInfo("Europe/Brussels")
# A Tuesday in winter time: 10:00 in Brussels.
FIRST_MOMENT = datetime(2026, 11, 17, 9, 0, tzinfo=UTC)


class Clock:
    """A clock that stands still until a test moves it."""

    def __init__(self, traveller: time_machine.Traveller) -> None:
        self._traveller = traveller

    def now(self) -> datetime:
        """The moment it is, in UTC."""
        return datetime.now(UTC)

    def go_to(self, moment: datetime | str) -> datetime:
        """Stand at a moment, or at `2026-11-20 15:00`; one without a zone is Brussels time."""
        moment = datetime.fromisoformat(moment) if isinstance(moment, str) else moment
        aware = moment if moment.tzinfo else moment.replace(tzinfo=BRUSSELS)
        self._traveller.move_to(aware.astimezone(UTC), tick=False)
        return self.now()

    def advance(self, **length: float) -> datetime:
        """Let time pass: `clock.advance(days=2, hours=3)`."""
        return self.go_to(self.now() + timedelta(**length))


@contextmanager
def standing_clock(moment: datetime = FIRST_MOMENT) -> Iterator[Clock]:
    """Stop the time at a moment; a `Clock` moves it."""
    with time_machine.travel(moment, tick=False) as traveller:
        yield Clock(traveller)
