"""Plans of a day that are not in force: what the worker is asked to plan, the draft, and the plan before this one.

A plan is kept in the planner's format 1. It names people by the keys of `queries/instances.py`, never by a name, and
what somebody needs stands in none of these tables: the instance is made again from the rows each time.
"""

from peewee import BooleanField, CharField, FloatField, ForeignKeyField, IntegerField, JSONField

from portal import clock
from portal.models.accounts import User
from portal.models.database import Record, UtcDateTimeField, VersionedRecord
from portal.models.selection_days import SelectionDay


class PlanningRun(VersionedRecord):
    """One planning that was asked for. `purpose`: rules/planning_runs.py; `state`: rules/states.py.

    `changes` says what is otherwise than on the day, by keys and minutes (`queries/what_changes.py`). `fingerprint`
    is of the instance and the plan it started from. `worker` (`machine:process:life`) carries it out until
    `lease_until`; after that anybody may take it up again. `bound` and `end` are minutes since midnight and
    `waiting_…` minutes, `least_…` what the waiting cannot be below, known from the moment that the planner tells them;
    `plan` is empty until it is over.
    """

    state = CharField(max_length=16, default="waiting", index=True)
    selection_day = ForeignKeyField(SelectionDay, backref="planning_runs", on_delete="CASCADE")
    purpose = CharField(max_length=12)
    asked_by = ForeignKeyField(User, null=True, backref="planning_runs", on_delete="SET NULL")
    asked_at = UtcDateTimeField(default=clock.now)
    changes = JSONField(default=dict)
    seed = IntegerField(default=1)
    seen_version = IntegerField(default=0)
    fingerprint = CharField(max_length=64, default="")
    worker = CharField(max_length=120, default="")
    lease_until = UtcDateTimeField(null=True)
    attempts = IntegerField(default=0)
    stop_asked_at = UtcDateTimeField(null=True)
    bound = IntegerField(null=True)
    end = IntegerField(null=True)
    waiting_longest = IntegerField(null=True)
    waiting_mean = FloatField(null=True)
    least_longest = IntegerField(null=True)
    least_mean = FloatField(null=True)
    heard_at = UtcDateTimeField(null=True)
    finished_at = UtcDateTimeField(null=True)
    plan = JSONField(default=dict)
    proven = BooleanField(default=False)
    impossible = BooleanField(default=False)
    reasons = JSONField(default=list)  # [[sentence, values] …], values by keys
    explained = JSONField(default=dict)  # what clashes and the ways out, as `planner/child.py` says them


class DayDraft(VersionedRecord):
    """The plan that somebody is working on, beside the one in force: at most one a day.

    `pins` are what may not move, as "part of the plan/key" ("dates/c12.0"). `trail` are the steps that can be taken
    back, the last one last: [sentence, values, {pin: [place and start before, and after]}, {pin: whether it became
    pinned}]; `undone` those that were taken back. `run` is the planning it came from, `day_version` the version of the
    day at which it was begun.
    """

    selection_day = ForeignKeyField(SelectionDay, unique=True, backref="drafts", on_delete="CASCADE")
    plan = JSONField(default=dict)
    pins = JSONField(default=list)
    trail = JSONField(default=list)
    undone = JSONField(default=list)
    run = ForeignKeyField(PlanningRun, null=True, backref="drafts", on_delete="SET NULL")
    day_version = IntegerField(default=0)
    begun_by = ForeignKeyField(User, null=True, backref="day_drafts", on_delete="SET NULL")


class FormerPlan(Record):
    """The plan that the one in force replaced, so that it can be put back: at most one a day."""

    selection_day = ForeignKeyField(SelectionDay, unique=True, backref="former_plans", on_delete="CASCADE")
    plan = JSONField(default=dict)
    unscheduled = JSONField(default=list)
    replaced_at = UtcDateTimeField(default=clock.now)
