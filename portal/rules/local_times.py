"""From the clock on the wall to an instant; times that do not exist, or exist twice, are refused."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from portal.rules.refusals import Refused
from portal.rules.words import N_


class NoSuchTime(Refused):
    """The clock jumps over this time: on the last Sunday of March it goes from 2 to 3 in Brussels."""


class AmbiguousTime(Refused):
    """The clock shows this time twice: on the last Sunday of October in Brussels.

    `choices` are the two instants in UTC, the earlier (summer time) first; pass `second=True` or `False` to
    choose.
    """

    def __init__(self, sentence: str, choices: tuple[datetime, datetime], **values: str) -> None:
        super().__init__(sentence, **values)
        self.choices = choices


def to_utc(on: date, at: time, zone: str, *, second: bool | None = None) -> datetime:
    """The instant (UTC) at which the clocks in an IANA zone show this day and time.

    Raises NoSuchTime for a time that is skipped, and AmbiguousTime for one that comes twice unless `second`
    says which. The rule is that of the domain page: 02:30 on a night when the clock changes is refused or
    asked about.
    """
    local = ZoneInfo(zone)
    wall = datetime.combine(on, at.replace(tzinfo=None, fold=0))
    earlier = wall.replace(tzinfo=local).astimezone(UTC)
    later = wall.replace(tzinfo=local, fold=1).astimezone(UTC)
    values = {"time": f"{at:%H:%M}", "date": f"{on:%d/%m/%Y}"}
    if earlier.astimezone(local).replace(tzinfo=None) != wall:
        raise NoSuchTime(
            N_("%(time)s bestaat niet op %(date)s: die nacht gaat de klok vooruit. Kies een ander uur."),
            **values,
        )
    if earlier == later:
        return earlier
    if second is None:
        raise AmbiguousTime(
            N_("%(time)s komt op %(date)s twee keer voor: die nacht gaat de klok terug. Kies een ander uur."),
            (earlier, later),
            **values,
        )
    return later if second else earlier
