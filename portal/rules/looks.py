"""What is usual in the log of looks, and what a privacy officer had better check (promise P18)."""

from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from portal.rules.words import N_

MANY_CANDIDATES = 20  # of one organisation, by one person, on one day
LIST_COUNTS_AS_ONE = timedelta(hours=1)
OFFICE_OPENS, OFFICE_CLOSES = time(7), time(20)
REVIEW_AT = time(7)  # on Monday
LONGEST_REVIEW = timedelta(weeks=8)  # after a long time without a worker


# Looks that took data out of the portal, by what `record_look` is told.
TAKEN_ALONG = ("copy", "export")


class Unusual(StrEnum):
    """What one can ask the log for."""

    OUTSIDE_HOURS = "outside_hours"
    OUTSIDE_ORGANISATION = "outside_organisation"
    MANY = "many"
    EXPORTS = "exports"


UNUSUAL_NAMES = {
    Unusual.OUTSIDE_HOURS: N_("Buiten de kantooruren"),
    Unusual.OUTSIDE_ORGANISATION: N_("Door iemand van buiten de eigen organisatie"),
    Unusual.MANY: N_("Veel kandidaten op één dag door dezelfde persoon"),
    Unusual.EXPORTS: N_("Meegenomen als bestand: kopieën en lijsten"),
}


def is_outside_hours(at: datetime, zone: str) -> bool:
    """Whether a look was in a weekend, before 7 or after 20 hours where the office is."""
    local = at.astimezone(ZoneInfo(zone))
    return local.weekday() >= 5 or not OFFICE_OPENS <= local.time() < OFFICE_CLOSES


def review_monday(now: datetime, zone: str) -> date:
    """The Monday on which the newest review was due: it tells about the weeks before that day."""
    local = now.astimezone(ZoneInfo(zone))
    monday = local.date() - timedelta(days=local.weekday())
    return monday if local.time() >= REVIEW_AT or local.weekday() else monday - timedelta(weeks=1)
