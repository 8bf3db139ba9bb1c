"""Planning the day: the planner runs outside the transaction, its plan is judged, then written in one (req Y-12)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from portal import clock
from portal.actions.inviting_to_the_day import tell_day
from portal.actions.moving import note_down
from portal.models.accounts import User
from portal.models.database import database, writes
from portal.models.selection_days import Appointment, Attendance, SelectionDay
from portal.planner.checking import faults
from portal.planner.constructing import first_plan
from portal.planner.instances import BadInstance, Instance, read_instance
from portal.planner.plans import Plan
from portal.queries.instances import (
    DayInstance,
    Picture,
    frame_of,
    instance_of,
    instant_of,
    picture_of,
    plan_of,
    spoken,
)
from portal.queries.selection_days import day_as_it_stands, is_known
from portal.rules.campaigns import check_live
from portal.rules.refusals import ChangedMeanwhile, Refused
from portal.rules.selection_days import Kind, Visit, check_ready_to_plan, clashes
from portal.rules.words import N_

_SEED = 1  # the same day gives the same plan
Row = dict[str, Any]
Key = tuple[int, str, int]  # nomination, kind, slot


@dataclass(frozen=True)
class Proposal:
    """A plan that no rule speaks against, and what it was made from."""

    asked: DayInstance
    rows: dict[Key, Row]
    unscheduled: list[list[Any]]


def plan_day(day: SelectionDay, seen: int, *, by: User, only_new: bool = False) -> int:
    """Plan the day and put the plan in force; how many appointments it has.

    `only_new` keeps every appointment that is there and finds a place for the rest. The planner may take
    seconds and runs outside the transaction; when the day changed meanwhile nothing is written
    (ChangedMeanwhile), unless it changed into this very plan: twice is once. Raises Refused when a part of the
    day lacks or when what is kept contradicts itself.
    """
    if database.in_transaction():
        raise RuntimeError("the planner takes its time: no transaction may wait for it")
    check_live(day.campaign)
    proposal = propose_plan(day, only_new)
    return put_plan_in_force(day, seen, proposal, only_new, by=by)


def propose_plan(day: SelectionDay, only_new: bool) -> Proposal:
    """Let the planner make a plan and judge it twice: by its own checker and by the rules; nothing is written."""
    picture = picture_of(day)
    check_ready_to_plan(
        candidates=len(picture.coming),
        tables=len(picture.parts.tables),
        lacks_guide=day.campaign.has_tour and not picture.parts.guides,
        lacks_room=day.campaign.has_test and not picture.parts.rooms,
    )
    keeping = plan_of(day) if only_new else None
    asked = instance_of(day, picture, keeping)
    instance = _read(asked, picture)
    planned = first_plan(instance, _SEED, keeping)
    for fault in faults(instance, planned.plan):
        raise Refused(fault.sentence, **spoken(fault.params, picture.names))
    rows = _rows(day, instance, planned.plan)
    visits = [
        Visit("/".join(map(str, key)), f"c{key[0]}", row["place"], row["start"], row["end"])
        for key, row in rows.items()
    ]
    for clash in clashes(frame_of(picture), visits):
        raise Refused(clash.sentence, **spoken(clash.values, picture.names))
    unscheduled = [*asked.left_out, *([one.sentence, dict(one.params)] for one in planned.unscheduled)]
    return Proposal(asked, rows, unscheduled)


def _read(asked: DayInstance, picture: Picture) -> Instance:
    try:
        return read_instance(asked.body)
    except BadInstance as bad:
        fault = bad.faults[0]
        raise Refused(fault.sentence, **spoken(fault.params, picture.names)) from bad


def _rows(day: SelectionDay, instance: Instance, plan: Plan) -> dict[Key, Row]:
    """The plan as columns of appointments, by what names them."""
    starts = {session.id: session.start for session in instance.welcome.sessions}
    tests = {candidate.id: candidate.test for candidate in instance.candidates}
    found: dict[Key, Row] = {}

    def add(key: str, kind: Kind, slot: int, place: str, start: int, minutes: int) -> None:
        found[int(key[1:]), kind.value, slot] = {
            "place": place,
            "start": start,
            "end": start + minutes,
            "start_at": instant_of(day, start),
            "end_at": instant_of(day, start + minutes),
        }

    for who, session in plan.welcome.items():
        add(who, Kind.TALK, 0, session, starts[session], instance.welcome.duration)
    for who, (place, start) in plan.tour.items():
        add(who, Kind.TOUR, 0, place, start, instance.tour.duration)
    for who, (place, start) in plan.test.items():
        add(who, Kind.TEST, 0, place, start, tests[who])
    for date, (place, start) in plan.dates.items():
        who, slot = date.split(".")
        add(who, Kind.SPEEDDATE, int(slot), place, start, instance.rounds.slot)
    return found


# Which column holds the place of each kind of appointment.
_PLACES = {"s": "item", "g": "tour_line", "r": "room", "t": "table"}


def _columns(row: Row) -> Row:
    """The columns of an appointment for a planned row."""
    columns: Row = {"start_at": row["start_at"], "end_at": row["end_at"]}
    place = row["place"]
    return columns | dict.fromkeys(_PLACES.values()) | {_PLACES[place[0]]: int(place[1:])}


@writes
def put_plan_in_force(day: SelectionDay, seen: int, proposal: Proposal, only_new: bool, *, by: User) -> int:
    """Write a plan that was made outside the transaction; how many appointments it has.

    Raises ChangedMeanwhile when the day is not the one that was planned any more. After publishing, those whose
    hours changed hear it.
    """
    now = day_as_it_stands(day)
    if now.state in ("closed", "cancelled"):
        raise Refused(N_("Deze selectiedag is voorbij of afgelast. Er valt niets meer te plannen."))
    rows = {
        (one.nomination_id, one.kind, one.slot): one
        for one in Appointment.select().where(Appointment.selection_day == day)
    }
    if _is_in_force(rows, proposal) and now.unscheduled == proposal.unscheduled and now.planned_at:
        return len(proposal.rows)
    if instance_of(now, keeping=plan_of(now) if only_new else None).body != proposal.asked.body:
        raise ChangedMeanwhile(N_("De dag is intussen gewijzigd. Kijk even en plan daarna opnieuw."))
    now.change_seen(seen, planned_at=clock.now(), unscheduled=proposal.unscheduled)
    _write(now, rows, proposal)
    note_down(now, "plan", by=by)
    if is_known(now):
        expect_everybody(now)
        tell_day(now)
    return len(proposal.rows)


def _is_in_force(rows: dict[Key, Appointment], proposal: Proposal) -> bool:
    return rows.keys() == proposal.rows.keys() and not _changed(rows, proposal)


def _changed(rows: dict[Key, Appointment], proposal: Proposal) -> dict[Key, Row]:
    """The appointments that stand otherwise than planned, with their new columns."""
    changed = {}
    for key, row in proposal.rows.items():
        columns = _columns(row)
        if key in rows and any(_standing(rows[key], name) != value for name, value in columns.items()):
            changed[key] = columns
    return changed


def _standing(appointment: Appointment, column: str) -> int | datetime | None:
    name = column if column.endswith("_at") else f"{column}_id"
    value: int | datetime | None = getattr(appointment, name)
    return value


def _write(day: SelectionDay, rows: dict[Key, Appointment], proposal: Proposal) -> None:
    """Make the rows what was planned; an appointment that stays keeps its row, and so its score sheet."""
    gone = [row.id for key, row in rows.items() if key not in proposal.rows]
    Appointment.delete().where(Appointment.id.in_(gone)).execute()
    changed = _changed(rows, proposal)
    # Two speeddates may trade places: no table is taken twice while they do.
    Appointment.update(table=None).where(Appointment.id.in_([rows[key].id for key in changed])).execute()
    for key, columns in changed.items():
        rows[key].change(**columns)
    for key, row in proposal.rows.items():
        if key not in rows:
            nomination, kind, slot = key
            Appointment.create(selection_day=day, nomination=nomination, kind=kind, slot=slot, **_columns(row))


@writes
def expect_everybody(day: SelectionDay) -> None:
    """Put everyone who has an appointment on the attendance list; who is on it stays as he or she is."""
    there = {row.nomination_id for row in Attendance.select().where(Attendance.selection_day == day)}
    coming = Appointment.select(Appointment.nomination).where(Appointment.selection_day == day).distinct()
    for (nomination,) in coming.tuples():
        if nomination not in there:
            Attendance.create(selection_day=day, nomination=nomination)
