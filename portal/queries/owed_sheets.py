"""Whether everything of a day is in: sheets, tablets, and who still owes one."""

from dataclasses import dataclass
from datetime import datetime

from peewee import fn

from portal.models.selection_days import Assessor, SelectionDay
from portal.models.speeddates import Device
from portal.queries.selection_days import Speeddate
from portal.queries.speeddates import criteria_of, sheets_of_campaign
from portal.queries.tablets import scorable_dates
from portal.rules.scoring import is_complete


@dataclass(frozen=True, kw_only=True)
class Owed:
    """The sheets that one assessor still owes: of speeddates that began at `starts`."""

    assessor: Assessor
    table: str
    starts: list[datetime]


@dataclass(frozen=True, kw_only=True)
class DayStanding:
    """How far a day is. `pending`: sheets that tablets said they still hold; `conflicts`: more than one version."""

    expected: int
    received: int
    conflicts: int
    pending: int
    owed: list[Owed]

    @property
    def is_all_in(self) -> bool:
        """Nothing is missing, nothing is under way, and nothing waits for a person to choose."""
        return self.expected > 0 and self.received == self.expected and not (self.conflicts or self.pending)


def standing_of_day(day: SelectionDay, now: datetime) -> DayStanding:
    """What is in and what is not; a constant number of queries. Who did not come is not waited for."""
    criteria = [one.public_id for one in criteria_of(day.campaign)]
    sheets = sheets_of_campaign(day.campaign)
    wanted: dict[tuple[int, int], tuple[Speeddate, Assessor]] = {}
    for one in scorable_dates(day):
        if one.attendance != "absent":
            for assessor in one.assessors:
                wanted.setdefault((one.nomination.id, assessor.id), (one, assessor))
    there = {key: sheets.get(key[0], {}).get(key[1]) for key in wanted}
    missing = [key for key, sheet in there.items() if sheet is None or not is_complete(sheet.body, criteria)]
    owed: dict[int, Owed] = {}
    for key in missing:
        date, assessor = wanted[key]
        if date.appointment.start_at <= now:
            line = owed.setdefault(assessor.id, Owed(assessor=assessor, table=date.table.name, starts=[]))
            line.starts.append(date.appointment.start_at)
    return DayStanding(
        expected=len(wanted),
        received=len(wanted) - len(missing),
        conflicts=sum(1 for own in sheets.values() for sheet in own.values() if sheet.is_conflicted),
        pending=_pending(day),
        owed=list(owed.values()),
    )


def _pending(day: SelectionDay) -> int:
    said = Device.select(fn.SUM(Device.pending)).where(Device.selection_day == day, Device.paired_at.is_null(False))
    return int(said.scalar() or 0)
