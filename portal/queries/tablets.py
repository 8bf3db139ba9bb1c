"""The employer's tablets: whose they are, and what one may read. Named fields only."""

from dataclasses import dataclass
from datetime import datetime

from peewee import JOIN, ModelSelect, Select, fn

from portal.models.accounts import User
from portal.models.campaigns import Campaign
from portal.models.database import database
from portal.models.nominations import Nomination
from portal.models.organisations import Organisation, Site
from portal.models.selection_days import Appointment, Assessor, Attendance, SelectionDay, Table, TourLine
from portal.models.speeddates import Criterion, Device, Sheet
from portal.queries.disclosure import naming_of_employer, needs_known
from portal.queries.links import hash_of
from portal.queries.nominations import vacancies_of_each
from portal.queries.selection_days import Speeddate, appointments_of, attendance_states, is_known, speeddates_of
from portal.queries.speeddates import criteria_of, sheets_of_campaign, tour_sheets_of
from portal.rules.disclosure import Reader
from portal.rules.roles import MEDIATING_ROLES
from portal.rules.scoring import ON_TABLET, Part, is_complete
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
    """A sheet of this tablet's own day, with its assessor or its guide."""
    day = device.selection_day_id
    return (
        Sheet.select(Sheet, Assessor, Table, TourLine)
        .join(Assessor, JOIN.LEFT_OUTER)
        .join(Table, JOIN.LEFT_OUTER)
        .switch(Sheet)
        .join(TourLine, JOIN.LEFT_OUTER)
        .where(Sheet.public_id == sheet_id, (Table.selection_day == day) | (TourLine.selection_day == day))
        .first()
    )


def assessor_of_owner(device: Device, owner: str) -> Assessor | None:
    """The assessor with this public id, on the tablet's own day."""
    query = Assessor.select().join(Table)
    return query.where(Assessor.public_id == owner, Table.selection_day == device.selection_day_id).first()


def stand_of_tablet(device: Device, now: datetime) -> tuple[object, ...]:
    """What makes the day of a tablet another one: the plan, who is there, who is put forward. One query.

    Sheets are left out: a tablet that scores does not make sixty others read the day again.
    """
    day = device.selection_day
    own = Attendance.selection_day == day
    put_forward = (Nomination.campaign == day.campaign_id) & (Nomination.state == "put_forward")
    counts = Select(
        columns=[
            Attendance.select(fn.COUNT(Attendance.id)).where(own),
            Attendance.select(fn.SUM(Attendance.version)).where(own),
            Nomination.select(fn.COUNT(Nomination.id)).where(put_forward),
        ]
    )
    is_over = not shows_names_on(day.on, now, day.campaign.site.zone)
    return day.state, day.version, is_over, *next(iter(counts.tuples().execute(database)))


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
    """All that a tablet reads; without names once the day is over or while it is not made known.

    `assessors`: public id, name and table of each; a guide has no table.
    """

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
    tours = observable_tours(day) if not is_over else []
    people = {person.id: (person, one.table) for one in dates for person in one.assessors}
    guides = {one.tour_line_id: one.tour_line for one in tours}
    criteria = {part: criteria_of(day.campaign, part) for part in ON_TABLET}
    return TabletDay(
        day=day,
        employer=device.employer.name,
        is_over=is_over,
        criteria=[one for own in criteria.values() for one in own],
        assessors=[(person.public_id, person.name, table.name) for person, table in people.values()]
        + [(guide.public_id, guide.guide_name, "") for guide in guides.values()],
        dates=_tablet_dates(day, _seen_at_dates(day, dates) + _seen_on_tours(day, tours), criteria),
    )


def scorable_dates(day: SelectionDay) -> list[Speeddate]:
    """The speeddates that are made known, of everybody who is still put forward, by time."""
    if not is_known(day):
        return []
    return [one for one in speeddates_of(day) if one.nomination.state == "put_forward"]


def observable_tours(day: SelectionDay) -> list[Appointment]:
    """The tours that are made known, of everybody who is still put forward, where guides are asked what they saw."""
    if not is_known(day) or not criteria_of(day.campaign, Part.TOUR):
        return []
    return [one for one in appointments_of(day) if one.kind == "tour" and one.nomination.state == "put_forward"]


@dataclass(frozen=True)
class _Seen:
    """Somebody who is scored somewhere. `sheets`: by the public id of who scores."""

    part: Part
    place: str
    appointment: Appointment
    nomination: Nomination
    attendance: str
    sheets: dict[str, Sheet]


def _seen_at_dates(day: SelectionDay, dates: list[Speeddate]) -> list[_Seen]:
    sheets = sheets_of_campaign(day.campaign)
    return [
        _Seen(
            Part.SPEEDDATE,
            one.table.name,
            one.appointment,
            one.nomination,
            one.attendance,
            {
                person.public_id: sheet
                for person in one.assessors
                if (sheet := sheets.get(one.nomination.id, {}).get(person.id))
            },
        )
        for one in dates
    ]


def _seen_on_tours(day: SelectionDay, tours: list[Appointment]) -> list[_Seen]:
    if not tours:
        return []
    sheets, states = tour_sheets_of(day.campaign), attendance_states(day)
    found = []
    for one in tours:
        sheet = sheets.get(one.nomination_id, {}).get(one.tour_line_id)
        own = {one.tour_line.public_id: sheet} if sheet else {}
        state = states.get(one.nomination_id, "expected")
        found.append(_Seen(Part.TOUR, "", one, one.nomination, state, own))
    return found


def _tablet_dates(day: SelectionDay, seen: list[_Seen], criteria: dict[Part, list[Criterion]]) -> list[TabletDate]:
    nominations = list({one.nomination.id: one.nomination for one in seen}.values())
    functions = vacancies_of_each(nominations)
    needs = needs_known(day.campaign, nominations, Reader.EMPLOYER)
    naming = naming_of_employer(day.campaign)
    ids = {part: [one.public_id for one in own] for part, own in criteria.items()}
    return [
        TabletDate(
            id=one.appointment.public_id,
            part=one.part,
            table=one.place,
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
                key: (sheet.public_id, sheet.version, is_complete(sheet.body, ids[one.part]))
                for key, sheet in one.sheets.items()
            },
        )
        for one in naming.in_order(seen, lambda date: date.nomination, lambda date: date.appointment.start_at)
    ]
