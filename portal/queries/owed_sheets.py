"""Whether everything of a day is in: sheets, tablets, who still owes one, and who is to be reminded."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from peewee import fn

from portal.models.accounts import User
from portal.models.selection_days import Assessor, SelectionDay, Table, TourLine
from portal.models.speeddates import Device, Sheet
from portal.queries.internships import people_of_employer
from portal.queries.selection_days import attendance_states
from portal.queries.speeddates import criteria_of, sheets_of_campaign, tour_sheets_of
from portal.queries.tablets import observable_tours, scorable_dates
from portal.rules.deadlines import may_remind
from portal.rules.scoring import Part, is_complete


@dataclass(frozen=True, kw_only=True)
class Owed:
    """The sheets that one assessor or guide still owes: of what began at `starts`. A guide has no `table`."""

    person: Assessor | TourLine
    name: str
    email: str
    language: str
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


@dataclass(frozen=True)
class _Wanted:
    """One sheet that there should be."""

    person: Assessor | TourLine
    table: str
    start_at: datetime
    sheet: Sheet | None
    is_in: bool


def standing_of_day(day: SelectionDay, now: datetime) -> DayStanding:
    """What is in and what is not; a constant number of queries. Who did not come is not waited for.

    Guides are waited for where the campaign asks them what they saw.
    """
    dates, tours = sheets_of_campaign(day.campaign), tour_sheets_of(day.campaign)
    wanted = [*_of_dates(day, dates), *_of_tours(day, tours)]
    owed: dict[str, Owed] = {}
    for one in wanted:
        if not one.is_in and one.start_at <= now:
            owed.setdefault(one.person.public_id, _owed(one)).starts.append(one.start_at)
    whole = [sheet for sheets in (dates, tours) for own in sheets.values() for sheet in own.values()]
    return DayStanding(
        expected=len(wanted),
        received=sum(one.is_in for one in wanted),
        conflicts=sum(sheet.is_conflicted for sheet in whole),
        pending=_pending(day),
        owed=list(owed.values()),
    )


def _of_dates(day: SelectionDay, sheets: dict[int, dict[int, Sheet]]) -> Iterator[_Wanted]:
    criteria = [one.public_id for one in criteria_of(day.campaign)]
    seen: set[tuple[int, int]] = set()
    for one in scorable_dates(day):
        for assessor in one.assessors if one.attendance != "absent" else ():
            if (one.nomination.id, assessor.id) not in seen:
                seen.add((one.nomination.id, assessor.id))
                sheet = sheets.get(one.nomination.id, {}).get(assessor.id)
                is_in = sheet is not None and is_complete(sheet.body, criteria)
                yield _Wanted(assessor, one.table.name, one.appointment.start_at, sheet, is_in)


def _of_tours(day: SelectionDay, sheets: dict[int, dict[int, Sheet]]) -> Iterator[_Wanted]:
    tours = observable_tours(day)
    if not tours:
        return
    criteria, states = [one.public_id for one in criteria_of(day.campaign, Part.TOUR)], attendance_states(day)
    for one in tours:
        if states.get(one.nomination_id) != "absent":
            sheet = sheets.get(one.nomination_id, {}).get(one.tour_line_id)
            is_in = sheet is not None and is_complete(sheet.body, criteria)
            yield _Wanted(one.tour_line, "", one.start_at, sheet, is_in)


def _owed(one: _Wanted) -> Owed:
    person = one.person
    if isinstance(person, TourLine):
        name, email, language = person.guide_name, person.guide_email, person.guide_language
    else:
        name, email, language = person.name, person.email, person.language
    return Owed(person=person, name=name, email=email, language=language, table=one.table, starts=[])


def _pending(day: SelectionDay) -> int:
    said = Device.select(fn.SUM(Device.pending)).where(Device.selection_day == day, Device.paired_at.is_null(False))
    return int(said.scalar() or 0)


@dataclass(frozen=True, kw_only=True)
class Reminders:
    """Who may be reminded now (nobody twice in 24 hours): `own` by a mail of their own.

    `without` an address: `employer` hears of them, nobody when that was said less than 24 hours ago. `to_call`: the
    people of the employer, whom the lead can call about them.
    """

    own: list[Owed]
    without: list[Owed]
    employer: list[User]
    to_call: list[User]

    @property
    def is_due(self) -> bool:
        """Whether a mail would go out."""
        return bool(self.own or self.employer)


def reminders_for(day: SelectionDay, owed: list[Owed], now: datetime) -> Reminders:
    """Whom a reminder reaches, and by whom; two queries when somebody has no address, else none."""
    own = [one for one in owed if one.email and may_remind(one.person.reminded_at, now)]
    without = [one for one in owed if not one.email]
    to_call = people_of_employer(day.campaign) if without else []
    may = bool(to_call) and may_remind(_employer_heard_at(day), now)
    return Reminders(own=own, without=without, employer=to_call if may else [], to_call=to_call)


def _employer_heard_at(day: SelectionDay) -> datetime | None:
    """When the employer was last told of somebody without an address."""
    people = Assessor.select(Assessor.reminded_at).join(Table).where(Table.selection_day == day, Assessor.email == "")
    guides = TourLine.select(TourLine.reminded_at).where(TourLine.selection_day == day, TourLine.guide_email == "")
    return max((at for query in (people, guides) for (at,) in query.tuples() if at), default=None)
