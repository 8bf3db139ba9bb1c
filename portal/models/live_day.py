"""The day while it runs: who is there for a part, taps that came from a phone, tables that run late, who stands in."""

from peewee import BooleanField, CharField, ForeignKeyField, IntegerField

from portal.models.accounts import User
from portal.models.database import Record, UtcDateTimeField, VersionedRecord
from portal.models.selection_days import Attendance, SelectionDay, Table


class TableDelay(VersionedRecord):
    """How many minutes a table runs late. It shifts what the live board expects, never the plan."""

    table = ForeignKeyField(Table, unique=True, backref="delays", on_delete="CASCADE")
    minutes = IntegerField(default=0)


class PartCheck(VersionedRecord):
    """A candidate was seen at one part of the day, or not after all; `noted_at`: when somebody saw so.

    Named by kind and slot, so that a new plan does not lose it.
    """

    attendance = ForeignKeyField(Attendance, backref="checks", on_delete="CASCADE")
    kind = CharField(max_length=12)
    slot = IntegerField(default=0)
    is_seen = BooleanField(default=True)
    noted_at = UtcDateTimeField()

    class Meta:
        indexes = ((("attendance", "kind", "slot"), True),)


class DeskTap(Record):
    """One tap that a phone at the door sent, perhaps long after: its public id was made there, so it counts once.

    `step`: a step of the attendance, `announce_late` with `minute`, or `seen` and `not_seen` at a part (`kind`,
    `slot`). `tapped_at` is the phone's own time, put right with the portal's. `standing`: `kept`, `overtaken` by what
    somebody noted later, or `refused`.
    """

    attendance = ForeignKeyField(Attendance, backref="taps", on_delete="CASCADE")
    step = CharField(max_length=16)
    kind = CharField(max_length=12, default="")
    slot = IntegerField(default=0)
    minute = IntegerField(null=True)
    tapped_at = UtcDateTimeField()
    standing = CharField(max_length=12)
    by = ForeignKeyField(User, null=True, on_delete="SET NULL")


class StandIn(Record):
    """Somebody who comes on the day instead of a jobcoach."""

    selection_day = ForeignKeyField(SelectionDay, backref="stand_ins", on_delete="CASCADE")
    jobcoach = ForeignKeyField(User, on_delete="CASCADE")
    name = CharField(max_length=200)
    phone = CharField(max_length=40, default="")

    class Meta:
        indexes = ((("selection_day", "jobcoach"), True),)
