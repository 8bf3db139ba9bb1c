"""What two pages share on which somebody notes when a candidate was told."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from portal import clock


def now_as_typed(zone: str) -> dict[str, Any]:
    """The present day and time on the clock of a place, as the fields of the form show them."""
    local = clock.now().astimezone(ZoneInfo(zone))
    return {"told_on": local.date(), "told_time": local.time()}


def no_later_than_now(told_at: datetime) -> datetime:
    """The form speaks in minutes: the present minute is no future."""
    now = clock.now()
    return now if now < told_at and (told_at - now).total_seconds() < 60 else told_at
