"""What of a day has begun: it stays where it is, whoever plans or moves (req Y-12)."""

from datetime import datetime
from zoneinfo import ZoneInfo

from portal.models.selection_days import SelectionDay
from portal.queries.instances import minute_of
from portal.queries.selection_days import is_known
from portal.rules.refusals import Refused
from portal.rules.selection_days import LAST_MINUTE
from portal.rules.words import N_

STAYS = N_("Deze afspraak is al begonnen of voorbij: ze blijft waar ze staat.")
PAST = N_("Dat uur is al voorbij. Kies een later uur.")


def begun_until(day: SelectionDay, now: datetime) -> int | None:
    """The minute of the day up to which everything has begun; None on a day that is to come or that nobody knows."""
    today = now.astimezone(ZoneInfo(day.campaign.site.zone)).date()
    if not is_known(day) or today < day.on:
        return None
    return minute_of(now, day.campaign.site.zone) if today == day.on else LAST_MINUTE


def has_begun(day: SelectionDay, now: datetime) -> bool:
    """Whether people were told their hours, and it is that day, past its begin."""
    minute = begun_until(day, now)
    is_today = now.astimezone(ZoneInfo(day.campaign.site.zone)).date() == day.on
    return is_today and minute is not None and minute > day.start_minute


def check_to_come(day: SelectionDay, now: datetime, *, standing: int | None, wanted: int) -> None:
    """Raise Refused for an appointment that has begun, or that would begin in the past; minutes of the day.

    `standing` is when it begins by the plan in force; None for one that stands nowhere yet.
    """
    until = begun_until(day, now)
    if until is not None and standing is not None and standing <= until:
        raise Refused(STAYS)
    if until is not None and wanted <= until:
        raise Refused(PAST)
