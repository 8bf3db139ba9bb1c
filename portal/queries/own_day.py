"""What a candidate reads on the own page: named fields only, nothing of anybody else, no score (req X-06)."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from peewee import JOIN, fn

from portal.models.accounts import AccessLink, Look, User
from portal.models.calendar import CalendarEntry
from portal.models.campaigns import Campaign
from portal.models.candidates import Candidate
from portal.models.decisions import Decision, Relay
from portal.models.internships import Internship
from portal.models.nominations import Nomination
from portal.models.organisations import Organisation
from portal.models.outbox import OutboxMail
from portal.models.own_day import OwnDayRequest
from portal.models.preselections import Preselection
from portal.models.selection_days import Appointment, Assessor, Attendance, ProgrammeItem, Room, SelectionDay, Table
from portal.models.selection_days import TourLine as Guide
from portal.models.vacancies import Vacancy
from portal.queries.campaigns import with_campaign
from portal.queries.disclosure import sharing_of
from portal.queries.instances import instant_of
from portal.queries.nominations import Jobcoach
from portal.queries.selection_days import is_known
from portal.rules.candidates import is_key_of
from portal.rules.internships import evaluation_moment
from portal.rules.links import Purpose
from portal.rules.own_day import Phase, marks, phase_of, phone_key

_LOOKS_SHOWN = 30


@dataclass(frozen=True)
class Met:
    """Somebody whom the candidate meets; `job` is what he or she does there, as the employer wrote it."""

    name: str
    job: str = ""


@dataclass(frozen=True)
class Part:
    """One part of the day. `kind`: a `rules.selection_days.Kind`, or break; `mark`: over, now, next or nothing."""

    kind: str
    starts_at: datetime
    ends_at: datetime
    where: str = ""
    people: tuple[Met, ...] = ()
    mark: str = ""


@dataclass(frozen=True)
class Result:
    """What was decided, once the jobcoach told it. `words` are those for the candidate (req Y-3)."""

    outcome: str
    words: str
    vacancy: str
    told_at: datetime


@dataclass(frozen=True)
class OwnInternship:
    """The internship as the candidate needs to know it; minutes on the clock of the site."""

    state: str
    starts_on: date
    ends_on: date
    start_minute: int
    place: str
    supervisor: str
    supervisor_phone: str
    jobcoach_present: bool
    hours_a_week: int | None
    contract_signed_on: date | None
    evaluation_on: date
    evaluation_minute: int


@dataclass(frozen=True)
class Shared:
    """One thing that was told on: message ids of what it is and to whom; `detail` is in the jobcoach's words."""

    what: str
    detail: str
    with_lead: bool
    with_employer: bool


@dataclass(frozen=True)
class Looked:
    """Who looked at the candidate's file, for whom he or she works, and when last; no name: a tablet of the day."""

    name: str
    organisation: str
    at: datetime


@dataclass(frozen=True)
class OwnDay:
    """Everything on the page."""

    nomination: Nomination
    phase: Phase
    day: SelectionDay | None = None
    parts: list[Part] = field(default_factory=list)
    attendance: str = ""
    entry: CalendarEntry | None = None
    due_at: datetime | None = None
    result: Result | None = None
    internship: OwnInternship | None = None
    shared: list[Shared] = field(default_factory=list)
    looks: list[Looked] = field(default_factory=list)

    @property
    def people(self) -> list[Met]:
        """Whom the candidate meets, each once, in order of time."""
        return list(dict.fromkeys(person for part in self.parts for person in part.people))


def subject_of_page(nomination: Nomination) -> str:
    """How links name the own page of a candidate."""
    return f"nomination:{nomination.public_id}"


def nomination_of_page(subject: str) -> Nomination | None:
    """The nomination whose own page a link opens, with everything around it; a draft has none."""
    kind, _, public_id = subject.partition(":")
    query = (
        Nomination.select(Nomination, Candidate, Organisation, Jobcoach)
        .join(Candidate)
        .switch(Nomination)
        .join(Organisation)
        .switch(Nomination)
        .join(Jobcoach, on=(Nomination.jobcoach == Jobcoach.id), attr="jobcoach")
    )
    found: Nomination | None = (
        with_campaign(query, Nomination).where(Nomination.public_id == public_id, Nomination.state != "draft").first()
    )
    return found if kind == "nomination" else None


def own_day_of(nomination: Nomination, now: datetime) -> OwnDay:
    """The page of one candidate as it is now: a dozen queries, whatever the size of the day."""
    zone = ZoneInfo(nomination.campaign.site.zone)
    day = SelectionDay.get_or_none(SelectionDay.campaign == nomination.campaign_id)
    own: list[Appointment] = []
    if day is not None:
        day.campaign = nomination.campaign
        own = _appointments_of(day, nomination) if is_known(day) else []
    relay = _relay_of(nomination)
    result = _result_of(relay) or _not_preselected(nomination)
    starts_at = min((one.start_at for one in own), default=None)
    ends_at = max((one.end_at for one in own), default=None)
    phase = phase_of(
        nomination_state=nomination.state,
        campaign_state=nomination.campaign.state,
        day_state=day.state if day else "",
        is_told=result is not None,
        starts_at=starts_at,
        ends_at=ends_at,
        now=now,
        is_today=bool(day and day.on == now.astimezone(zone).date()),
    )
    if phase is Phase.OUT:
        return OwnDay(nomination, phase)
    return OwnDay(
        nomination,
        phase,
        day=day,
        parts=_parts_of(day, own, now if phase is Phase.TODAY else None) if day and own else [],
        attendance=_attendance_of(day, nomination),
        entry=entry_of(nomination),
        due_at=relay.due_at if relay is not None and relay.state == "due" else None,
        result=result,
        internship=_internship_of(nomination) if result is not None else None,
        shared=_shared_of(nomination),
        looks=_looks_at(nomination.candidate),
    )


def entry_of(nomination: Nomination) -> CalendarEntry | None:
    """The candidate's own appointment of the day; the one that stands, else the newest that was cancelled."""
    query = CalendarEntry.select().where(
        CalendarEntry.kind == "selection_day",
        CalendarEntry.subject == subject_of_page(nomination),
        CalendarEntry.user.is_null(),
    )
    own = [one for one in query if is_key_of(one.attendee_key, nomination.candidate.email)]
    return max(own, key=lambda one: (not one.cancelled, one.stamped_at), default=None)


def _appointments_of(day: SelectionDay, nomination: Nomination) -> list[Appointment]:
    return list(
        Appointment.select(Appointment, Table, Room, Guide, ProgrammeItem)
        .join(Table, JOIN.LEFT_OUTER)
        .switch(Appointment)
        .join(Room, JOIN.LEFT_OUTER)
        .switch(Appointment)
        .join(Guide, JOIN.LEFT_OUTER)
        .switch(Appointment)
        .join(ProgrammeItem, JOIN.LEFT_OUTER)
        .where(Appointment.selection_day == day, Appointment.nomination == nomination)
        .order_by(Appointment.start_at, Appointment.id)
    )


def _parts_of(day: SelectionDay, own: list[Appointment], now: datetime | None) -> list[Part]:
    """The own appointments with the breaks between them; marked when `now` is given."""
    tables: dict[int, list[Met]] = {}
    wanted = [one.table_id for one in own if one.table_id]
    for one in Assessor.select().where(Assessor.table.in_(wanted)).order_by(Assessor.id):
        tables.setdefault(one.table_id, []).append(Met(one.name, one.job_title))
    found = [Part(one.kind, one.start_at, one.end_at, _where(one), tuple(_people(one, tables))) for one in own]
    found += _breaks_within(day, own[0].start_at, max(one.end_at for one in own))
    found.sort(key=lambda part: (part.starts_at, part.ends_at))
    spans = [(part.starts_at, part.ends_at) for part in found]
    said = marks(spans, now) if now else [""] * len(found)
    return [
        Part(part.kind, part.starts_at, part.ends_at, part.where, part.people, mark)
        for part, mark in zip(found, said, strict=True)
    ]


def _where(one: Appointment) -> str:
    if one.table_id:
        return str(one.table.name)
    if one.room_id:
        return str(one.room.name)
    return str(one.item.room_name) if one.item_id else ""


def _people(one: Appointment, tables: dict[int, list[Met]]) -> Iterable[Met]:
    if one.tour_line_id:
        return [Met(one.tour_line.guide_name)]
    return tables.get(one.table_id, [])


def _breaks_within(day: SelectionDay, since: datetime, until: datetime) -> list[Part]:
    items = ProgrammeItem.select().where(ProgrammeItem.selection_day == day, ProgrammeItem.kind == "break")
    found = [
        Part("break", instant_of(day, one.start_minute), instant_of(day, one.end_minute), one.room_name)
        for one in items.order_by(ProgrammeItem.start_minute)
    ]
    return [one for one in found if one.starts_at >= since and one.ends_at <= until]


def _attendance_of(day: SelectionDay | None, nomination: Nomination) -> str:
    query = Attendance.select(Attendance.state).where(
        Attendance.selection_day == day, Attendance.nomination == nomination
    )
    return str(query.scalar() or "")


def _relay_of(nomination: Nomination) -> Relay | None:
    found: Relay | None = (
        Relay.select(Relay, Decision, Vacancy)
        .join(Decision)
        .join(Vacancy, JOIN.LEFT_OUTER)
        .where(Decision.nomination == nomination, Decision.state == "published")
        .first()
    )
    return found


def _result_of(relay: Relay | None) -> Result | None:
    """The result, from the moment at which the jobcoach told it (req X-01)."""
    if relay is None or relay.state != "told" or relay.told_at is None:
        return None
    decision = relay.decision
    vacancy = decision.vacancy.title if decision.vacancy else ""
    return Result(decision.outcome, decision.words_for_candidate, vacancy, relay.told_at)


def _not_preselected(nomination: Nomination) -> Result | None:
    """Who does not go on to the day, from the moment at which the jobcoach told it (req 000-22)."""
    found = Preselection.get_or_none(
        Preselection.nomination == nomination, Preselection.state == "told", Preselection.outcome == "no_go"
    )
    if found is None or found.told_at is None:
        return None
    return Result("not_retained", found.words_for_candidate, "", found.told_at)


def _internship_of(nomination: Nomination) -> OwnInternship | None:
    one = Internship.get_or_none(Internship.nomination == nomination)
    if one is None:
        return None
    on, minute = evaluation_moment(one.ends_on, one.evaluation_on, one.evaluation_minute)
    return OwnInternship(
        state=one.state,
        starts_on=one.starts_on,
        ends_on=one.ends_on,
        start_minute=one.start_minute,
        place=one.place,
        supervisor=one.supervisor_name,
        supervisor_phone=one.supervisor_phone,
        jobcoach_present=one.jobcoach_present,
        hours_a_week=one.hours_a_week,
        contract_signed_on=one.contract_signed_on,
        evaluation_on=on,
        evaluation_minute=minute,
    )


def _shared_of(nomination: Nomination) -> list[Shared]:
    """Support and measures that somebody outside the own organisation knows by now (req X-05)."""
    return [
        Shared(fact.name, "" if fact.is_measure else fact.detail, fact.lead_knows, fact.employer_knows)
        for fact in sharing_of(nomination)
        if fact.lead_knows or fact.employer_knows
    ]


def _looks_at(candidate: Candidate) -> list[Looked]:
    """Who looked at the file, each person once with the newest look, the newest first (req X-05).

    A tablet on the day is nobody: what it is called is for who pairs it.
    """
    newest, by_tablet = fn.MAX(Look.at), Look.at_what.startswith("tablet:")
    rows = (
        Look.select(Look.by_words, Organisation.name, newest)
        .join(User, JOIN.LEFT_OUTER)
        .join(Organisation, JOIN.LEFT_OUTER)
        .where(Look.candidate == candidate, ~by_tablet)
        .group_by(Look.by_words, Organisation.name)
        .order_by(newest.desc())
        .limit(_LOOKS_SHOWN)
    )
    found = [Looked(name, organisation or "", _instant(at)) for name, organisation, at in rows.tuples()]
    tablet = Look.select().where(Look.candidate == candidate, by_tablet).order_by(Look.at.desc()).first()
    if tablet is not None:
        found.append(Looked("", "", tablet.at))
    return sorted(found, key=lambda one: one.at, reverse=True)


def _instant(at: datetime) -> datetime:
    """A moment out of an aggregate, which the databases give as they keep it: UTC without its zone."""
    return at if at.tzinfo else at.replace(tzinfo=UTC)


# ---- asking for the link again ------------------------------------------------------------------------------------


def _live_nominations() -> Iterable[Nomination]:
    query = (
        Nomination.select(Nomination, Candidate, Jobcoach)
        .join(Candidate)
        .switch(Nomination)
        .join(Jobcoach, on=(Nomination.jobcoach == Jobcoach.id), attr="jobcoach")
    )
    found: Iterable[Nomination] = (
        with_campaign(query, Nomination)
        .where(Nomination.state == "put_forward", Campaign.state == "running")
        .order_by(Nomination.id)
    )
    return found


def nominations_of_address(email: str) -> list[Nomination]:
    """Candidates with this address of their own who are put forward in a campaign that runs."""
    wanted = email.strip().lower()
    return list(_live_nominations().where(fn.LOWER(Candidate.email) == wanted)) if wanted else []  # type: ignore[attr-defined]


def nominations_of_phone(phone: str) -> list[Nomination]:
    """The same by phone number, however it was written down."""
    wanted = phone_key(phone)
    if not wanted:
        return []
    return [one for one in _live_nominations() if phone_key(one.candidate.phone) == wanted]


def last_request(nomination: Nomination) -> datetime | None:
    """When the link of this candidate was asked last."""
    found: datetime | None = (
        OwnDayRequest.select(OwnDayRequest.asked_at)
        .where(OwnDayRequest.nomination == nomination)
        .order_by(OwnDayRequest.asked_at.desc())
        .scalar()
    )
    return found


def requests_waiting(user: User) -> list[OwnDayRequest]:
    """What candidates of this jobcoach asked by phone number and nobody gave yet; one query."""
    return list(
        OwnDayRequest.select(OwnDayRequest, Nomination, Candidate, Campaign)
        .join(Nomination)
        .join(Candidate)
        .switch(Nomination)
        .join(Campaign)
        .where(
            OwnDayRequest.settled_at.is_null(),
            Nomination.jobcoach == user,
            Nomination.state == "put_forward",
            Campaign.state == "running",
        )
        .order_by(OwnDayRequest.asked_at)
    )


def request_of(nomination: Nomination) -> OwnDayRequest | None:
    """What waits for the jobcoach of this candidate."""
    found: OwnDayRequest | None = (
        OwnDayRequest.select()
        .where(OwnDayRequest.nomination == nomination, OwnDayRequest.settled_at.is_null())
        .order_by(OwnDayRequest.asked_at.desc())
        .first()
    )
    return found


def was_mailed_since(nomination: Nomination, moment: datetime) -> bool:
    """Whether the jobcoach mailed the link to this candidate after a moment."""
    occasion = f"{nomination.candidate.email.lower()} selection_days/your_page nomination:{nomination.public_id}:page:"
    found: bool = (
        OutboxMail.select().where(OutboxMail.identity.startswith(occasion), OutboxMail.created_at > moment).exists()
    )
    return found


def newest_link(nomination: Nomination, now: datetime) -> AccessLink | None:
    """The newest link to this candidate's page that opens it."""
    found: AccessLink | None = (
        AccessLink.select()
        .where(
            AccessLink.purpose == Purpose.OWN_DAY.value,
            AccessLink.subject == subject_of_page(nomination),
            AccessLink.revoked_at.is_null(),
            AccessLink.expires_at > now,
        )
        .order_by(AccessLink.id.desc())
        .first()
    )
    return found
