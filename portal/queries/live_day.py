"""The day while it runs, as who leads sees it: one stamp that says whether anything changed, and the whole picture."""

from collections import defaultdict
from dataclasses import dataclass, field

from peewee import ModelSelect, Select, fn

from portal.models.accounts import User
from portal.models.candidates import Candidate
from portal.models.database import database
from portal.models.live_day import PartCheck, StandIn, TableDelay
from portal.models.nominations import Nomination
from portal.models.selection_days import Appointment, Attendance, SelectionDay, Table
from portal.models.speeddates import Device, HelpCall, Sheet
from portal.queries.campaigns import visible_campaign
from portal.queries.help_calls import open_help_calls, steerable_help_call
from portal.queries.instances import minute_of, place_key
from portal.queries.nominations import Jobcoach
from portal.queries.restrictions import NOT_RESTRICTED
from portal.queries.selection_days import (
    Parts,
    appointments_of,
    attendances_of,
    day_of,
    parts_of,
    people_of_day,
    visible_attendance,
    visible_day_for_part,
)
from portal.queries.speeddates import criteria_of
from portal.rules.live_day import RUNS_OVER, Booking
from portal.rules.scoring import is_complete


def stamp_of(day: SelectionDay) -> str:
    """What changes as soon as anything on the live board does, but for the minute; one query.

    Every row that counts has a version that rises, or is counted. When a tablet was last seen is left out: each says
    hello twice a minute, and the board is made anew each minute anyway.
    """
    row = Select(columns=[*_attendance_stamps(day), *_other_stamps(day)]).tuples().execute(database)
    return "-".join(str(value or 0) for value in next(iter(row)))


def _attendance_stamps(day: SelectionDay) -> list[ModelSelect]:
    own = Attendance.selection_day == day
    return [
        Attendance.select(fn.COUNT(Attendance.id)).where(own),
        Attendance.select(fn.SUM(Attendance.version)).where(own),
        Attendance.select(fn.SUM(Attendance.expected_minute)).where(own),
        PartCheck.select(fn.SUM(PartCheck.version)).join(Attendance).where(own),
        PartCheck.select(fn.COUNT(PartCheck.id)).join(Attendance).where(own),
        # Who is put forward now: somebody whose file was set apart is not.
        Nomination.select(fn.SUM(Nomination.id)).where(
            Nomination.campaign == day.campaign_id, Nomination.state == "put_forward"
        ),
    ]


def _other_stamps(day: SelectionDay) -> list[ModelSelect]:
    sheets = Sheet.select().join(Nomination).where(Nomination.campaign == day.campaign_id)
    devices = Device.select().where(Device.selection_day == day)
    calls = HelpCall.select().join(Device).where(Device.selection_day == day)
    return [
        sheets.select(fn.SUM(Sheet.version)),
        sheets.select(fn.COUNT(Sheet.id)).where(Sheet.is_conflicted),
        devices.select(fn.COUNT(Device.id)),
        devices.select(fn.COUNT(Device.paired_at)),
        devices.select(fn.COUNT(Device.revoked_at)),
        devices.select(fn.SUM(Device.pending)),
        TableDelay.select(fn.SUM(TableDelay.version)).join(Table).where(Table.selection_day == day),
        TableDelay.select(fn.COUNT(TableDelay.id)).join(Table).where(Table.selection_day == day),
        calls.select(fn.COUNT(HelpCall.id)),
        calls.select(fn.COUNT(HelpCall.settled_at)),
        StandIn.select(fn.COUNT(StandIn.id)).where(StandIn.selection_day == day),
    ]


@dataclass(frozen=True)
class LivePicture:
    """The running day. `sheets`: how many are in and begun of how many, by (nomination, table); `seen`: who was seen
    at which part (nomination, kind, slot); `unplanned`: who is on the list without an hour; `delays` by key (`t3`).
    """

    day: SelectionDay
    parts: Parts
    appointments: list[Appointment]
    bookings: list[Booking]
    attendances: dict[int, Attendance]
    unplanned: list[Nomination]
    delays: dict[str, int]
    seen: set[tuple[int, str, int]]
    devices: list[Device]
    calls: list[HelpCall]
    sheets: dict[tuple[int, int], "SheetCount"]


@dataclass
class SheetCount:
    """The sheets of one speeddate: wanted, begun and in."""

    wanted: int = 0
    begun: int = 0
    complete: int = 0
    people: list[str] = field(default_factory=list)

    @property
    def lacking(self) -> int:
        """How many are still owed."""
        return self.wanted - self.complete


def live_picture(day: SelectionDay) -> LivePicture:
    """Everything the live board shows; a constant number of queries."""
    parts, appointments = parts_of(day), appointments_of(day)
    attendances = attendances_of(day)
    return LivePicture(
        day=day,
        parts=parts,
        appointments=appointments,
        bookings=bookings_of(appointments, day.campaign.site.zone),
        attendances=attendances,
        unplanned=unplanned_of(day, attendances, {one.nomination_id for one in appointments}),
        delays=delays_of(day),
        seen=seen_at_parts(day),
        devices=list(Device.select().where(Device.selection_day == day).order_by(Device.label, Device.id)),
        calls=open_help_calls(day),
        sheets=_sheets(day, parts, appointments),
    )


def overruns_of(picture: LivePicture, minute: int) -> dict[str, int]:
    """The speeddates that run over because their table runs late, by pin ("dates/c12.0"): the minutes they take more.

    Those that are going on, or should be by the plan.
    """
    found = {}
    for one in picture.bookings:
        late = picture.delays.get(one.place, 0)
        if one.kind == "speeddate" and late and one.start <= minute < one.end + late:
            found[one.pin] = late
    return found


def going_on(picture: LivePicture, minute: int) -> dict[tuple[str, int], list[Booking]]:
    """The tours and tests that are going on or were to be over a moment ago, by place and begin: who is there."""
    found: dict[tuple[str, int], list[Booking]] = defaultdict(list)
    for one in picture.bookings:
        if one.kind in ("tour", "test") and one.start <= minute < one.end + RUNS_OVER:
            found[one.place, one.start].append(one)
    return found


def bookings_of(appointments: list[Appointment], zone: str) -> list[Booking]:
    """Appointments as the rules of the running day see them."""
    return [
        Booking(
            person=one.nomination_id,
            kind=one.kind,
            slot=one.slot,
            place=place_key(one),
            start=minute_of(one.start_at, zone),
            end=minute_of(one.end_at, zone),
        )
        for one in appointments
    ]


def delays_of(day: SelectionDay) -> dict[str, int]:
    """The minutes that tables run late, by key; only those that do."""
    rows = TableDelay.select().join(Table).where(Table.selection_day == day, TableDelay.minutes > 0)
    return {f"t{one.table_id}": one.minutes for one in rows}


def seen_at_parts(day: SelectionDay) -> set[tuple[int, str, int]]:
    """Who was seen at which part: (nomination, kind, slot)."""
    rows = (
        PartCheck.select(Attendance.nomination, PartCheck.kind, PartCheck.slot)
        .join(Attendance)
        .where(Attendance.selection_day == day, PartCheck.is_seen)
    )
    return set(rows.tuples())


def unplanned_of(day: SelectionDay, attendances: dict[int, Attendance], planned: set[int]) -> list[Nomination]:
    """Who is on the attendance list of the day without an appointment, with candidate, jobcoach and organisation.

    Those who withdrew or are set apart are left out.
    """
    return people_of_day(
        day,
        Nomination.id.in_([key for key in attendances if key not in planned]),
        Nomination.state.in_(("draft", "put_forward")),
        NOT_RESTRICTED,
    )


def _sheets(day: SelectionDay, parts: Parts, appointments: list[Appointment]) -> dict[tuple[int, int], SheetCount]:
    """How the sheets of each speeddate stand, by nomination and table; two queries."""
    criteria = [one.public_id for one in criteria_of(day.campaign)]
    rows = (
        Sheet.select(Sheet.nomination, Sheet.assessor, Sheet.version, Sheet.body)
        .join(Nomination)
        .where(Nomination.campaign == day.campaign_id)
    )
    stands = {(nomination, assessor): (version, body) for nomination, assessor, version, body in rows.tuples()}
    found: dict[tuple[int, int], SheetCount] = defaultdict(SheetCount)
    for one in appointments:
        for assessor in parts.people.get(one.table_id, []) if one.table_id else []:
            version, body = stands.get((one.nomination_id, assessor.id), (0, {}))
            count = found[one.nomination_id, one.table_id]
            count.wanted += 1
            count.begun += version > 0
            if is_complete(body, criteria):
                count.complete += 1
            else:
                count.people.append(assessor.name)
    return found


def stand_ins_of(day: SelectionDay) -> dict[int, StandIn]:
    """Who comes instead of a jobcoach, by the id of the jobcoach."""
    found = {one.jobcoach_id: one for one in StandIn.select().where(StandIn.selection_day == day)}
    for one in found.values():
        one.selection_day = day
    return found


def attendance_on(day: SelectionDay, attendance_id: str) -> Attendance | None:
    """One attendance of a day, with nomination, candidate and jobcoach."""
    found = (
        Attendance.select(Attendance, Nomination, Candidate, Jobcoach)
        .join(Nomination)
        .join(Candidate)
        .switch(Nomination)
        .join(Jobcoach, on=(Nomination.jobcoach == Jobcoach.id), attr="jobcoach")
        .where(Attendance.public_id == attendance_id, Attendance.selection_day == day)
        .first()
    )
    if found is not None:
        found.selection_day = day
        found.nomination.campaign = day.campaign
    return found


def visible_booked(
    user: User, campaign_id: str, attendance_id: str, kind: str, slot: int, step: str
) -> Attendance | None:
    """One attendance as `visible_attendance` finds it, if the candidate has this part of the day."""
    found = visible_attendance(user, campaign_id, attendance_id, step)
    if found is None:
        return None
    own = Appointment.select().where(
        Appointment.selection_day == found.selection_day,
        Appointment.nomination == found.nomination,
        Appointment.kind == kind,
        Appointment.slot == slot,
    )
    return found if own.exists() else None


def visible_table(user: User, campaign_id: str, table_id: str, minutes: int = 0) -> Table | None:
    """A table of a day that this person may see; `minutes` is a word of the address that names no thing."""
    day = visible_day_for_part(user, campaign_id, "tables")
    table = Table.get_or_none(Table.public_id == table_id, Table.selection_day == day) if day else None
    if table is not None:
        table.selection_day = day
    return table


def visible_stand_in(user: User, campaign_id: str, stand_in_id: str) -> StandIn | None:
    """Who comes instead of a jobcoach, on a day of a campaign that this person may see."""
    campaign = visible_campaign(user, campaign_id)
    day = day_of(campaign) if campaign else None
    found = StandIn.get_or_none(StandIn.public_id == stand_in_id, StandIn.selection_day == day) if day else None
    if found is not None:
        found.selection_day = day
    return found


def help_call_on(user: User, campaign_id: str, call_id: str) -> HelpCall | None:
    """A call for help from a tablet of this campaign, for who leads it."""
    found = steerable_help_call(user, call_id)
    return found if found is not None and found.device.selection_day.campaign.public_id == campaign_id else None


def jobcoaches_of(day: SelectionDay) -> list[User]:
    """Who brings candidates to the day, by name."""
    own = Appointment.select(Appointment.nomination).where(Appointment.selection_day == day)
    return list(
        User.select()
        .join(Nomination, on=(Nomination.jobcoach == User.id))
        .where(Nomination.id.in_(own))
        .distinct()
        .order_by(User.name, User.id)
    )


def not_on_the_list(day: SelectionDay) -> list[Nomination]:
    """Who is in the campaign, in whatever way, and not on the attendance list: who may stand at the door all the same.

    With candidate, jobcoach and organisation, by name. A draft of another organisation is nobody the lead knows of.
    """
    listed = Attendance.select(Attendance.nomination).where(Attendance.selection_day == day)
    return people_of_day(day, Nomination.state == "put_forward", Nomination.id.not_in(listed))
