"""Selection days as a person may see them: the day, its parts, who is where when, and who is there."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from peewee import JOIN, ModelSelect, fn

from portal.models.accounts import User
from portal.models.calendar import CalendarEntry
from portal.models.campaigns import Campaign
from portal.models.candidates import Candidate
from portal.models.nominations import Nomination, SupportNeed, VacancyChoice
from portal.models.organisations import Organisation, Site
from portal.models.selection_days import (
    Appointment,
    Assessor,
    Attendance,
    ProgrammeItem,
    Room,
    SelectionDay,
    Table,
    TourLine,
)
from portal.models.speeddates import Sheet
from portal.models.vacancies import Vacancy
from portal.queries.campaigns import (
    Employer,
    Lead,
    LeadingOrganisation,
    campaigns_visible_to,
    visible_campaign,
)
from portal.queries.disclosure import needs_known
from portal.queries.nominations import Jobcoach
from portal.queries.preselections import stopped_nominations
from portal.rules.disclosure import Reader
from portal.rules.roles import MEDIATING_ROLES, Role
from portal.rules.selection_days import Kind
from portal.rules.support import Need

PARTS = {"tables": Table, "rooms": Room, "guides": TourLine, "talks": ProgrammeItem, "breaks": ProgrammeItem}


def day_of(campaign: Campaign) -> SelectionDay | None:
    """The selection day of a campaign, with the campaign at hand; None when it is not set up yet."""
    day = SelectionDay.get_or_none(SelectionDay.campaign == campaign)
    if day is not None:
        day.campaign = campaign
    return day


def day_as_it_stands(day: SelectionDay) -> SelectionDay:
    """The day read again, for an action that decides inside its write transaction."""
    found = SelectionDay.get_by_id(day.id)
    found.campaign = day.campaign
    return found


def visible_day(user: User, campaign_id: str) -> SelectionDay | None:
    """The selection day of a campaign that this person may see; its `campaign` has employer, site and lead.

    What of it is shown is decided per person: see `appointments_visible_to`.
    """
    campaign = visible_campaign(user, campaign_id)
    return None if campaign is None else day_of(campaign)


def visible_day_for_part(user: User, campaign_id: str, kind: str) -> SelectionDay | None:
    """The day to which a part of this kind (a key of PARTS) can be added."""
    return visible_day(user, campaign_id) if kind in PARTS else None


def visible_day_with_kind(user: User, campaign_id: str, part: str) -> SelectionDay | None:
    """The day, for a kind of appointment that it has (`talk`, `tour`, `test`, `speeddate`)."""
    day = visible_day(user, campaign_id)
    return day if day is not None and part in kinds_of(day) else None


def kinds_of(day: SelectionDay) -> list[Kind]:
    """The parts that a candidate can have on this day, in their usual order."""
    takes_place = {Kind.TOUR: day.campaign.has_tour, Kind.TEST: day.campaign.has_test}
    return [kind for kind in Kind if takes_place.get(kind, True)]


def visible_part(
    user: User, campaign_id: str, kind: str, part_id: str
) -> Table | Room | TourLine | ProgrammeItem | None:
    """One table, room, guide, talk or break of a day that this person may see."""
    day = visible_day_for_part(user, campaign_id, kind)
    if day is None:
        return None
    model = PARTS[kind]
    query = model.select().where(model.public_id == part_id, model.selection_day == day)
    if model is ProgrammeItem:
        query = query.where(ProgrammeItem.kind == kind.removesuffix("s"))
    part = query.first()
    if part is not None:
        part.selection_day = day
    return part


@dataclass
class Parts:
    """What a day is made of, each list in its order. `people` are the assessors by the id of their table."""

    tables: list[Table]
    rooms: list[Room]
    guides: list[TourLine]
    talks: list[ProgrammeItem]
    breaks: list[ProgrammeItem]
    people: dict[int, list[Assessor]] = field(default_factory=dict)


def parts_of(day: SelectionDay) -> Parts:
    """The parts of a day in five queries. Steps that the campaign has switched off are left out (req 001-03)."""
    campaign = day.campaign
    tables = list(
        Table.select(Table, Vacancy)
        .join(Vacancy, JOIN.LEFT_OUTER)
        .where(Table.selection_day == day)
        .order_by(Table.position, Table.id)
    )
    items = list(
        ProgrammeItem.select()
        .where(ProgrammeItem.selection_day == day)
        .order_by(ProgrammeItem.start_minute, ProgrammeItem.id)
    )
    rooms = Room.select().where(Room.selection_day == day).order_by(Room.id)
    guides = TourLine.select().where(TourLine.selection_day == day).order_by(TourLine.id)
    people: dict[int, list[Assessor]] = defaultdict(list)
    assessors = Assessor.select().join(Table).where(Table.selection_day == day).order_by(Assessor.id)
    for one in assessors:
        people[one.table_id].append(one)
    return Parts(
        tables=tables,
        rooms=list(rooms) if campaign.has_test else [],
        guides=list(guides) if campaign.has_tour else [],
        talks=[item for item in items if item.kind == "talk"],
        breaks=[item for item in items if item.kind == "break"],
        people=people,
    )


def _appointments(day: SelectionDay) -> ModelSelect:
    """Who is where when, in order of time, each with nomination, candidate, jobcoach, organisation and place."""
    return (
        Appointment.select(
            Appointment,
            Nomination,
            Candidate,
            Jobcoach,
            Organisation,
            Table,
            Vacancy,
            Room,
            TourLine,
            ProgrammeItem,
        )
        .join(Nomination)
        .join(Candidate)
        .switch(Nomination)
        .join(Jobcoach, on=(Nomination.jobcoach == Jobcoach.id), attr="jobcoach")
        .switch(Nomination)
        .join(Organisation)
        .switch(Appointment)
        .join(Table, JOIN.LEFT_OUTER)
        .join(Vacancy, JOIN.LEFT_OUTER)
        .switch(Appointment)
        .join(Room, JOIN.LEFT_OUTER)
        .switch(Appointment)
        .join(TourLine, JOIN.LEFT_OUTER)
        .switch(Appointment)
        .join(ProgrammeItem, JOIN.LEFT_OUTER)
        .where(Appointment.selection_day == day)
        .order_by(Appointment.start_at, Candidate.first_name, Candidate.last_name, Appointment.id)
    )


def appointments_of(day: SelectionDay) -> list[Appointment]:
    """Every appointment of a day; one query."""
    return _at_hand(day, _appointments(day))


def appointments_visible_to(user: User, day: SelectionDay) -> list[Appointment]:
    """The appointments that this person may see of a day.

    The lead and the leading coordinator see all of them; a mediator those of the own organisation once the day
    is made known; the employer all of them from then on (shown by first name and initial only).
    """
    campaign = day.campaign
    if user.role in MEDIATING_ROLES:
        coordinates = user.role == Role.COORDINATOR and campaign.organisation_id == user.organisation_id
        if campaign.lead_id == user.id or coordinates:
            return appointments_of(day)
        own = Nomination.organisation == user.organisation_id
        return _at_hand(day, _appointments(day).where(own)) if is_known(day) else []
    if user.role == Role.EMPLOYER and campaign.employer_id == user.organisation_id and is_known(day):
        return appointments_of(day)
    return []


def is_known(day: SelectionDay) -> bool:
    """Whether the plan of the day has been made known."""
    return day.state in ("published", "closed")


def _at_hand(day: SelectionDay, query: Iterable[Appointment]) -> list[Appointment]:
    found = list(query)
    for one in found:
        one.selection_day = day
        one.nomination.campaign = day.campaign
    return found


def visible_appointment(user: User, campaign_id: str, appointment_id: str) -> Appointment | None:
    """One appointment of a day that this person may see."""
    day = visible_day(user, campaign_id)
    if day is None:
        return None
    wanted = [one for one in appointments_visible_to(user, day) if one.public_id == appointment_id]
    return next(iter(wanted), None)


@dataclass(frozen=True)
class Speeddate:
    """A speeddate with everything a score sheet needs; `attendance` is the state of the candidate's attendance."""

    appointment: Appointment
    nomination: Nomination
    candidate: Candidate
    table: Table
    assessors: list[Assessor]
    attendance: str


def speeddates_of(day: SelectionDay) -> list[Speeddate]:
    """All speeddates of a day by time; three queries, however many there are."""
    people: dict[int, list[Assessor]] = defaultdict(list)
    for one in Assessor.select().join(Table).where(Table.selection_day == day).order_by(Assessor.id):
        people[one.table_id].append(one)
    states = attendance_states(day)
    return [
        Speeddate(
            appointment=one,
            nomination=one.nomination,
            candidate=one.nomination.candidate,
            table=one.table,
            assessors=people[one.table_id],
            attendance=states.get(one.nomination_id, "expected"),
        )
        for one in _at_hand(day, _appointments(day).where(Appointment.kind == "speeddate"))
    ]


def attendance_states(day: SelectionDay) -> dict[int, str]:
    """The state of attendance by the id of the nomination."""
    rows = Attendance.select(Attendance.nomination, Attendance.state).where(Attendance.selection_day == day)
    return dict(rows.tuples())


def candidates_of_day(day: SelectionDay) -> list[Nomination]:
    """Everyone put forward in the campaign, by first name, with candidate, jobcoach and organisation.

    Whoever does not go on stays in a plan that is known until the jobcoach has told it: hours that are taken away
    would tell it first (req X-01).
    """
    comes = Nomination.id.not_in(stopped_nominations())
    if is_known(day):
        comes |= Nomination.id.in_(
            Appointment.select(Appointment.nomination).where(
                Appointment.selection_day == day, Appointment.nomination.in_(stopped_nominations("registered"))
            )
        )
    return people_of_day(day, Nomination.state == "put_forward", comes)


def people_of_day(day: SelectionDay, *which: Any) -> list[Nomination]:
    """Nominations of the campaign of a day, by first name, with candidate, jobcoach and organisation."""
    found = list(
        Nomination.select(Nomination, Candidate, Jobcoach, Organisation)
        .join(Candidate)
        .switch(Nomination)
        .join(Jobcoach, on=(Nomination.jobcoach == Jobcoach.id), attr="jobcoach")
        .switch(Nomination)
        .join(Organisation)
        .where(Nomination.campaign == day.campaign_id, *which)
        .order_by(Candidate.first_name, Candidate.last_name, Nomination.id)
    )
    for one in found:
        one.campaign = day.campaign
    return found


def needs_of(day: SelectionDay, nominations: Iterable[Nomination]) -> dict[int, list[SupportNeed]]:
    """The support needs that the lead may know of by now, by the id of the nomination; two queries.

    A need that is kept from the lead stays out of the plan too: an hour or a table would tell it (req X-05).
    """
    return needs_known(day.campaign, nominations, Reader.LEAD)


def attendances_of(day: SelectionDay) -> dict[int, Attendance]:
    """Who is expected, there, late, absent or gone, by the id of the nomination."""
    found = {one.nomination_id: one for one in Attendance.select().where(Attendance.selection_day == day)}
    for one in found.values():
        one.selection_day = day
    return found


def visible_attendance(
    user: User,
    campaign_id: str,
    attendance_id: str,
    step: str = "",
) -> Attendance | None:
    """One attendance of a day of a campaign that this person leads or coordinates, or of the own organisation.

    With nomination, candidate and jobcoach. `step` is a word of the address that names no thing.
    """
    day = visible_day(user, campaign_id)
    if day is None or user.role not in MEDIATING_ROLES:
        return None
    campaign = day.campaign
    found = (
        Attendance.select(Attendance, Nomination, Candidate, Jobcoach)
        .join(Nomination)
        .join(Candidate)
        .switch(Nomination)
        .join(Jobcoach, on=(Nomination.jobcoach == Jobcoach.id), attr="jobcoach")
        .where(Attendance.public_id == attendance_id, Attendance.selection_day == day)
        .first()
    )
    if found is None:
        return None
    leads = campaign.lead_id == user.id
    coordinates = user.role == Role.COORDINATOR and campaign.organisation_id == user.organisation_id
    if not (leads or coordinates or found.nomination.organisation_id == user.organisation_id):
        return None
    found.selection_day = day
    found.nomination.campaign = campaign
    return found


def nominations_ever_of(day: SelectionDay) -> list[Nomination]:
    """Every nomination of the campaign whatever its state, with candidate and jobcoach: for who has to hear."""
    return list(
        Nomination.select(Nomination, Candidate, Jobcoach)
        .join(Candidate)
        .switch(Nomination)
        .join(Jobcoach, on=(Nomination.jobcoach == Jobcoach.id), attr="jobcoach")
        .where(Nomination.campaign == day.campaign_id)
        .order_by(Nomination.id)
    )


def standing_entries_of(day: SelectionDay) -> list[CalendarEntry]:
    """The appointments about a day that stand in people's calendars, with the account of whose it is, if any."""
    subjects = [f"day:{day.public_id}", *(f"nomination:{one.public_id}" for one in nominations_ever_of(day))]
    for model, word in ((Table, "table"), (TourLine, "tour_line")):
        rows = model.select(model.public_id).where(model.selection_day == day)
        subjects += [f"{word}:{one.public_id}" for one in rows]
    return list(
        CalendarEntry.select(CalendarEntry, User)
        .join(User, JOIN.LEFT_OUTER, on=(CalendarEntry.user == User.id), attr="user")
        .where(
            CalendarEntry.kind == "selection_day",
            CalendarEntry.subject.in_(subjects),
            ~CalendarEntry.cancelled,
        )
        .order_by(CalendarEntry.id)
    )


@dataclass(frozen=True)
class Wishes:
    """What a day has to make room for: `vacancies` says how many want each vacancy (its id) first."""

    candidates: int
    vacancies: dict[int, int]
    needs_quiet: bool
    needs_step_free: bool


def wishes_of(campaign: Campaign) -> Wishes:
    """What the candidates of a campaign ask of its day; five queries."""
    here = (
        (Nomination.campaign == campaign.id)
        & (Nomination.state == "put_forward")
        & Nomination.id.not_in(stopped_nominations())
    )
    first = (
        VacancyChoice.select(VacancyChoice.vacancy, fn.COUNT(VacancyChoice.id))
        .join(Nomination)
        .where(here, VacancyChoice.rank == 1)
        .group_by(VacancyChoice.vacancy)
    )
    counts = dict(first.tuples())
    vacancies = Vacancy.select().where(Vacancy.campaign == campaign).order_by(Vacancy.position, Vacancy.id)
    everybody = list(Nomination.select().where(here))
    needs = {need.kind for own in needs_known(campaign, everybody, Reader.LEAD).values() for need in own}
    return Wishes(
        candidates=len(everybody),
        vacancies={one.id: counts.get(one.id, 0) for one in vacancies},
        needs_quiet=Need.QUIET_ROOM in needs,
        needs_step_free=Need.STEP_FREE in needs,
    )


def assessors_with_scores(assessors: Iterable[Assessor]) -> list[Assessor]:
    """Those of these assessors who have scored somebody."""
    listed = list(assessors)
    scored = Sheet.select(Sheet.assessor).where(Sheet.assessor.in_([one.id for one in listed]), Sheet.version > 0)
    ids = {assessor for (assessor,) in scored.distinct().tuples()}
    return [one for one in listed if one.id in ids]


def has_observed(guide: TourLine) -> bool:
    """Whether this guide has filled in a sheet."""
    return Sheet.select().where(Sheet.tour_line == guide, Sheet.version > 0).exists()


def _days() -> ModelSelect:
    """Days with campaign, employer, site, lead and leading organisation."""
    return (
        SelectionDay.select(SelectionDay, Campaign, Employer, Site, Lead, LeadingOrganisation)
        .join(Campaign)
        .join(Employer, on=(Campaign.employer == Employer.id), attr="employer")
        .switch(Campaign)
        .join(Site)
        .switch(Campaign)
        .join(Lead, on=(Campaign.lead == Lead.id), attr="lead")
        .switch(Campaign)
        .join(LeadingOrganisation, on=(Campaign.organisation == LeadingOrganisation.id), attr="organisation")
    )


def known_days_between(first: date, last: date) -> list[SelectionDay]:
    """The days of running campaigns that are known and lie between two dates, both included."""
    return list(
        _days()
        .where(
            SelectionDay.state == "published",
            Campaign.state == "running",
            SelectionDay.on.between(first, last),
        )
        .order_by(SelectionDay.id)
    )


def hours_to_tell(user: User) -> list[Attendance]:
    """Candidates of this jobcoach who have not been told the hours of a day that is still to come."""
    return list(
        Attendance.select(Attendance, Nomination, Candidate, SelectionDay, Campaign, Site)
        .join(Nomination)
        .join(Candidate)
        .switch(Attendance)
        .join(SelectionDay)
        .join(Campaign)
        .join(Site)
        .where(
            Nomination.jobcoach == user,
            Nomination.state == "put_forward",
            Attendance.informed_at.is_null(),
            Attendance.state.in_(("expected", "late")),
            SelectionDay.state == "published",
            Campaign.state == "running",
        )
        .order_by(SelectionDay.on, Attendance.id)
    )


def campaigns_led_with_day(user: User) -> list[tuple[Campaign, SelectionDay | None]]:
    """The running campaigns that this person leads, each with its day, if it is set up; two queries."""
    led = list(campaigns_visible_to(user).where(Campaign.lead == user.id, Campaign.state == "running"))
    days = {one.campaign_id: one for one in SelectionDay.select().where(SelectionDay.campaign.in_(led))}
    return [(campaign, days.get(campaign.id)) for campaign in led]


def days_at_employer(user: User) -> list[SelectionDay]:
    """The known days at this person's company, in running campaigns."""
    return list(
        _days().where(
            Campaign.employer == user.organisation_id,
            Campaign.state == "running",
            SelectionDay.state == "published",
        )
    )
