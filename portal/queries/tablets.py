"""The employer's tablets: whose they are, and what one may read. Named fields only."""

from dataclasses import dataclass
from datetime import datetime

from peewee import ModelSelect

from portal.models.accounts import User
from portal.models.campaigns import Campaign
from portal.models.organisations import Organisation, Site
from portal.models.selection_days import Assessor, SelectionDay, Table
from portal.models.speeddates import Criterion, Device, Sheet
from portal.queries.disclosure import naming_of_employer, needs_known
from portal.queries.links import hash_of
from portal.queries.nominations import vacancies_of_each
from portal.queries.selection_days import Speeddate, is_known, speeddates_of
from portal.queries.speeddates import criteria_of, sheets_of_campaign
from portal.rules.disclosure import Reader
from portal.rules.roles import MEDIATING_ROLES
from portal.rules.scoring import is_complete
from portal.rules.support import NEEDS, Need
from portal.rules.tablets import shows_names_on, takes_sheets_on


def devices_of(day: SelectionDay) -> list[Device]:
    """The tablets of a day, the newest first."""
    return list(Device.select().where(Device.selection_day == day).order_by(Device.id.desc()))


def steerable_device(user: User, device_id: str) -> Device | None:
    """A tablet of a campaign that this person leads."""
    if user.role not in MEDIATING_ROLES:
        return None
    return _devices().where(Device.public_id == device_id, Campaign.lead == user.id).first()


def device_of_token(token: str) -> Device | None:
    """The tablet that holds this token, whatever its standing; with day, campaign, site and employer."""
    return _devices().where(Device.token_hash == hash_of(token)).first()


def device_of_code(code: str) -> Device | None:
    """The tablet that was added with this pairing code, whatever its standing."""
    return _devices().where(Device.code_hash == hash_of(code)).first()


def _devices() -> ModelSelect:
    return (
        Device.select(Device, SelectionDay, Campaign, Site, Organisation)
        .join(SelectionDay)
        .join(Campaign)
        .join(Site)
        .switch(Device)
        .join(Organisation)
    )


def standing_of_device(device: Device, now: datetime) -> str:
    """`open`, `revoked`, or `closed`: the day or the campaign is over."""
    day = device.selection_day
    campaign = day.campaign
    if device.revoked_at is not None or campaign.employer_id != device.employer_id:
        return "revoked"
    over = day.state == "closed" or campaign.state != "running"
    return "closed" if over or not takes_sheets_on(day.on, now, campaign.site.zone) else "open"


def sheet_of_device(device: Device, sheet_id: str) -> Sheet | None:
    """A sheet of this tablet's own day, with its assessor."""
    return (
        Sheet.select(Sheet, Assessor, Table)
        .join(Assessor)
        .join(Table)
        .where(Sheet.public_id == sheet_id, Table.selection_day == device.selection_day_id)
        .first()
    )


def assessor_of_owner(device: Device, owner: str) -> Assessor | None:
    """The assessor with this public id, on the tablet's own day."""
    query = Assessor.select().join(Table)
    return query.where(Assessor.public_id == owner, Table.selection_day == device.selection_day_id).first()


@dataclass(frozen=True, kw_only=True)
class TabletDate:
    """One speeddate as the tablet shows it. `needs`: (message id, detail), shared with the employer only.

    `sheets`: id, version and whether it is complete, by the public id of the assessor; never a score.
    `part`: a `portal.rules.scoring.Part`.
    """

    id: str
    part: str = "speeddate"
    table: str
    start_at: datetime
    name: str
    is_absent: bool
    functions: list[str]
    competences: str
    motivation: str
    needs: list[tuple[str, str]]
    sheets: dict[str, tuple[str, int, bool]]


@dataclass(frozen=True, kw_only=True)
class TabletDay:
    """All that a tablet reads; without names once the day is over or while it is not made known."""

    day: SelectionDay
    employer: str
    is_over: bool
    criteria: list[Criterion]
    assessors: list[tuple[str, str, str]]
    dates: list[TabletDate]


def tablet_day(device: Device, now: datetime) -> TabletDay:
    """The day of a tablet as it may be read now: a constant number of queries."""
    day = device.selection_day
    is_over = not shows_names_on(day.on, now, day.campaign.site.zone)
    dates = scorable_dates(day) if not is_over else []
    people = {person.id: (person, one.table) for one in dates for person in one.assessors}
    criteria = criteria_of(day.campaign)
    return TabletDay(
        day=day,
        employer=device.employer.name,
        is_over=is_over,
        criteria=criteria,
        assessors=[(person.public_id, person.name, table.name) for person, table in people.values()],
        dates=_tablet_dates(day, dates, criteria),
    )


def scorable_dates(day: SelectionDay) -> list[Speeddate]:
    """The speeddates that are made known, of everybody who is still put forward, by time."""
    if not is_known(day):
        return []
    return [one for one in speeddates_of(day) if one.nomination.state == "put_forward"]


def _tablet_dates(day: SelectionDay, dates: list[Speeddate], criteria: list[Criterion]) -> list[TabletDate]:
    functions = vacancies_of_each([one.nomination for one in dates])
    sheets = sheets_of_campaign(day.campaign)
    needs = needs_known(day.campaign, [one.nomination for one in dates], Reader.EMPLOYER)
    naming = naming_of_employer(day.campaign)
    return [
        TabletDate(
            id=one.appointment.public_id,
            table=one.table.name,
            start_at=one.appointment.start_at,
            name=naming.name(one.nomination),
            is_absent=one.attendance == "absent",
            functions=functions[one.nomination.id],
            competences=naming.text(one.nomination, one.nomination.competences),
            motivation=naming.text(one.nomination, one.nomination.motivation),
            needs=[
                (NEEDS[Need(need.kind)].at_work, naming.text(one.nomination, need.detail))
                for need in needs[one.nomination.id]
            ],
            sheets={
                sheet.assessor.public_id: (
                    sheet.public_id,
                    sheet.version,
                    is_complete(sheet.body, [criterion.public_id for criterion in criteria]),
                )
                for person in one.assessors
                if (sheet := sheets.get(one.nomination.id, {}).get(person.id))
            },
        )
        for one in naming.in_order(dates, lambda date: date.nomination, lambda date: date.appointment.start_at)
    ]
