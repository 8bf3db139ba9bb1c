"""The only reader of the time."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

DEFAULT_ZONE = "Europe/Brussels"
_told: ContextVar[datetime | None] = ContextVar("told", default=None)


def now() -> datetime:
    """The present instant: an aware datetime in UTC."""
    return _told.get() or datetime.now(UTC)


def today(zone: str = DEFAULT_ZONE) -> date:
    """The calendar day it is now in an IANA time zone."""
    return now().astimezone(ZoneInfo(zone)).date()


@contextmanager
def told_at(moment: datetime) -> Iterator[None]:
    """Tell what happened at another moment: only for the demo's story, which plays weeks in a minute."""
    token = _told.set(moment)
    try:
        yield
    finally:
        _told.reset(token)
