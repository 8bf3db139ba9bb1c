"""Putting a plan in force: it is judged twice, written in one transaction, and told to those whose hours change.

The planner works elsewhere (`planning_runs.py`); what it makes is a draft until somebody puts it in force (req Y-12).
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from portal import clock
from portal.actions.inviting_to_the_day import tell_day
from portal.actions.moving import note_down
from portal.models.accounts import User
from portal.models.database import writes
from portal.models.day_plans import FormerPlan
from portal.models.selection_days import Appointment, Attendance, SelectionDay
from portal.planner.checking import faults
from portal.planner.plans import Plan
from portal.queries.drafts import clashes_in, standing_plan, visits_of_plan
from portal.queries.instances import (
    Picture,
    instance_of,
    instant_of,
    picture_of,
    plan_of,
    spoken,
)
from portal.queries.planning_questions import read
from portal.queries.selection_days import day_as_it_stands, is_known
from portal.rules.campaigns import check_live
from portal.rules.drafts import KINDS
from portal.rules.refusals import Refused
from portal.rules.words import N_

Row = dict[str, Any]
Key = tuple[int, str, int]  # nomination, kind, slot
# Which column holds the place of each kind of appointment.
_PLACES = {"s": "item", "g": "tour_line", "r": "room", "t": "table"}


@dataclass(frozen=True)
class Judged:
    """A plan that no rule speaks against, as the columns of its appointments."""

    rows: dict[Key, Row]
    unscheduled: list[list[Any]]


def judge(picture: Picture, plan: Plan, unscheduled: list[list[Any]]) -> Judged:
    """Judge a plan by the planner's own checker and by the rules of the day; raises Refused with the first fault."""
    standing = standing_plan(plan, picture)
    made = instance_of(picture.day, picture, standing)
    for fault in faults(read(made.body, picture), standing):
        raise Refused(fault.sentence, **spoken(fault.params, picture.names))
    for clash in clashes_in(picture, standing):
        raise Refused(clash.sentence, **spoken(clash.values, picture.names))
    left_out = [one for one in made.left_out if one not in unscheduled]
    return Judged(_rows(picture, standing), [*left_out, *unscheduled])


def _rows(picture: Picture, plan: Plan) -> dict[Key, Row]:
    """The plan as columns of appointments, by what names them."""
    found: dict[Key, Row] = {}
    for visit in visits_of_plan(picture, plan):
        part, _, name = visit.key.partition("/")
        slot = int(name.partition(".")[2] or 0)
        found[int(visit.guest[1:]), KINDS[part].value, slot] = {
            "start_at": instant_of(picture.day, visit.start),
            "end_at": instant_of(picture.day, visit.end),
        } | dict.fromkeys(_PLACES.values()) | {_PLACES[visit.place[0]]: int(visit.place[1:])}  # fmt: skip
    return found


def check_plannable(day: SelectionDay) -> SelectionDay:
    """The day as it stands; raises Refused when it or its campaign is over."""
    check_live(day.campaign)
    standing = day_as_it_stands(day)
    if standing.state in ("closed", "cancelled"):
        raise Refused(N_("Deze selectiedag is voorbij of afgelast. Er valt niets meer te plannen."))
    return standing


@writes
def put_in_force(day: SelectionDay, plan: Plan, unscheduled: list[list[Any]], *, by: User) -> int:
    """Make the appointments what a plan says; how many there are. `day` is read inside the caller's transaction.

    What has begun on a day that is known stays, whatever the plan says. The plan before can be put back. Who hears it:
    everybody whose own hours change, once the day is known. A plan that is in force already changes nothing.
    """
    judged = judge(picture_of(day), plan, unscheduled)
    rows = {
        (one.nomination_id, one.kind, one.slot): one
        for one in Appointment.select().where(Appointment.selection_day == day)
    }
    begun = {key for key, row in rows.items() if is_known(day) and row.start_at <= clock.now()}
    if _is_in_force(rows, judged, begun) and day.unscheduled == judged.unscheduled and day.planned_at:
        return len(rows)
    _keep_former(day)
    day.change_seen(day.version, planned_at=clock.now(), unscheduled=judged.unscheduled)
    _write(day, rows, judged, begun)
    note_down(day, "plan", by=by)
    if is_known(day):
        expect_everybody(day)
        tell_day(day)
    return len(judged.rows.keys() | begun)


def _keep_former(day: SelectionDay) -> None:
    FormerPlan.delete().where(FormerPlan.selection_day == day).execute()
    FormerPlan.create(selection_day=day, plan=plan_of(day).to_json(), unscheduled=day.unscheduled)


def _is_in_force(rows: dict[Key, Appointment], judged: Judged, begun: set[Key]) -> bool:
    return rows.keys() - begun == judged.rows.keys() - begun and not _changed(rows, judged, begun)


def _changed(rows: dict[Key, Appointment], judged: Judged, begun: set[Key]) -> dict[Key, Row]:
    """The appointments that stand otherwise than planned, with their new columns. Raises Refused for what has begun."""
    changed = {
        key: columns
        for key, columns in judged.rows.items()
        if key in rows and any(_standing(rows[key], name) != value for name, value in columns.items())
    }
    if begun & changed.keys():
        raise Refused(N_("Deze planning verzet iets dat al begonnen is. Plan opnieuw vanaf nu."))
    return changed


def _standing(appointment: Appointment, column: str) -> int | datetime | None:
    name = column if column.endswith("_at") else f"{column}_id"
    value: int | datetime | None = getattr(appointment, name)
    return value


def _write(day: SelectionDay, rows: dict[Key, Appointment], judged: Judged, begun: set[Key]) -> None:
    """Make the rows what was planned; an appointment that stays keeps its row, and so its score sheet."""
    gone = [row.id for key, row in rows.items() if key not in judged.rows and key not in begun]
    Appointment.delete().where(Appointment.id.in_(gone)).execute()
    changed = _changed(rows, judged, begun)
    # Two speeddates may trade places: no table is taken twice while they do.
    Appointment.update(table=None).where(Appointment.id.in_([rows[key].id for key in changed])).execute()
    for key, columns in changed.items():
        rows[key].change(**columns)
    for key, columns in judged.rows.items():
        if key not in rows:
            nomination, kind, slot = key
            Appointment.create(selection_day=day, nomination=nomination, kind=kind, slot=slot, **columns)


@writes
def expect_everybody(day: SelectionDay) -> None:
    """Put everyone who has an appointment on the attendance list; who is on it stays as he or she is."""
    there = {row.nomination_id for row in Attendance.select().where(Attendance.selection_day == day)}
    coming = Appointment.select(Appointment.nomination).where(Appointment.selection_day == day).distinct()
    for (nomination,) in coming.tuples():
        if nomination not in there:
            Attendance.create(selection_day=day, nomination=nomination)
