"""The selection day: programme, rooms, tables, guides, and who is where when."""

from peewee import CharField, DateField, ForeignKeyField, IntegerField, JSONField, TextField

from portal.models.campaigns import Campaign
from portal.models.database import Record, UtcDateTimeField, VersionedRecord
from portal.models.nominations import Nomination
from portal.models.vacancies import Vacancy


class SelectionDay(VersionedRecord):
    """One day of one campaign (req 001-15). `state`: rules/states.py. Minutes are since midnight in the site's zone.

    `slot_minutes` is the length of a speeddate, `changeover_minutes` the pause after it, `transfer_minutes` what
    anybody needs to walk from one thing to the next. The step lengths of talk, tour and test belong to the day
    because the planner's instance has one of each. `unscheduled` names things by the keys of `queries/instances.py`,
    never by a person's name.
    """

    state = CharField(max_length=16, default="draft", index=True)
    campaign = ForeignKeyField(Campaign, unique=True, backref="selection_days", on_delete="CASCADE")
    on = DateField()
    start_minute = IntegerField(default=540)
    end_minute = IntegerField(default=1020)
    place = CharField(max_length=300, default="")
    bring = TextField(default="")
    talk_minutes = IntegerField(default=30)
    tour_minutes = IntegerField(default=30)
    test_minutes = IntegerField(default=20)
    slot_minutes = IntegerField(default=10)
    changeover_minutes = IntegerField(default=5)
    transfer_minutes = IntegerField(default=5)
    dates_per_candidate = IntegerField(default=1)
    interpreters_per_language = IntegerField(default=1)
    planned_at = UtcDateTimeField(null=True)
    unscheduled = JSONField(default=list)  # reasons of the last plan, [[sentence, values] …]


class ProgrammeItem(Record):
    """What everyone shares: talk sessions and breaks (`kind`: talk, break), with capacity for a talk."""

    selection_day = ForeignKeyField(SelectionDay, backref="programme", on_delete="CASCADE")
    kind = CharField(max_length=12)
    title = CharField(max_length=120)
    start_minute = IntegerField()
    end_minute = IntegerField()
    capacity = IntegerField(default=0)
    room_name = CharField(max_length=120, default="")


class Room(Record):
    """A test room with seats; `features` as in rules/support.py: step-free, quiet."""

    selection_day = ForeignKeyField(SelectionDay, backref="rooms", on_delete="CASCADE")
    name = CharField(max_length=120)
    seats = IntegerField()
    features = JSONField(default=list)


class TourLine(Record):
    """A guide who leads groups round the work floor (req 001-20). `reminded_at`: as for an assessor."""

    selection_day = ForeignKeyField(SelectionDay, backref="tour_lines", on_delete="CASCADE")
    guide_name = CharField(max_length=200)
    guide_email = CharField(max_length=254, default="")
    guide_language = CharField(max_length=2, default="nl")
    reminded_at = UtcDateTimeField(null=True)
    group_size = IntegerField(default=6)
    features = JSONField(default=list)


class Table(Record):
    """A speeddate table, for one vacancy or for all (`vacancy` null)."""

    selection_day = ForeignKeyField(SelectionDay, backref="tables", on_delete="CASCADE")
    name = CharField(max_length=60)
    vacancy = ForeignKeyField(Vacancy, null=True, on_delete="SET NULL")
    features = JSONField(default=list)
    position = IntegerField(default=0)

    class Meta:
        table_name = "speeddate_table"  # "table" is a reserved word


class Assessor(Record):
    """Someone of the employer who scores at a table, without an account.

    `reminded_at`: when a mail last asked for sheets that are still missing, of the employer when there is no address.
    """

    table = ForeignKeyField(Table, backref="assessors", on_delete="CASCADE")
    name = CharField(max_length=200)
    email = CharField(max_length=254, default="")
    language = CharField(max_length=2, default="nl")
    job_title = CharField(max_length=120, default="")
    reminded_at = UtcDateTimeField(null=True)


class Appointment(Record):
    """One thing of one candidate on the day (`kind`: talk, tour, test, speeddate, lunch). Instants in UTC.

    `slot` tells several speeddates of one candidate apart (0, 1 …). The plan in force is the set of these rows.
    """

    selection_day = ForeignKeyField(SelectionDay, backref="appointments", on_delete="CASCADE")
    nomination = ForeignKeyField(Nomination, backref="appointments", on_delete="CASCADE")
    kind = CharField(max_length=12)
    slot = IntegerField(default=0)
    start_at = UtcDateTimeField()
    end_at = UtcDateTimeField()
    item = ForeignKeyField(ProgrammeItem, null=True, backref="appointments", on_delete="CASCADE")
    room = ForeignKeyField(Room, null=True, backref="appointments", on_delete="CASCADE")
    tour_line = ForeignKeyField(TourLine, null=True, backref="appointments", on_delete="CASCADE")
    table = ForeignKeyField(Table, null=True, backref="appointments", on_delete="CASCADE")

    class Meta:
        indexes = (
            (("selection_day", "nomination", "kind", "slot"), True),
            (("table", "start_at"), True),
        )


class Attendance(VersionedRecord):
    """Whether a candidate is there. `state`: rules/states.py; `expected_minute` when announced late.

    `informed_at`: when the jobcoach told the candidate these hours (req 001-16); null again when they change.
    `noted_at`: when somebody saw what `state` says; an older tap that arrives later does not change it. `note`: what
    somebody who came unannounced needs, in words.
    """

    state = CharField(max_length=16, default="expected", index=True)
    selection_day = ForeignKeyField(SelectionDay, backref="attendances", on_delete="CASCADE")
    nomination = ForeignKeyField(Nomination, backref="attendances", on_delete="CASCADE")
    arrived_at = UtcDateTimeField(null=True)
    expected_minute = IntegerField(null=True)
    note = CharField(max_length=300, default="")
    informed_at = UtcDateTimeField(null=True)
    reminded_at = UtcDateTimeField(null=True)
    noted_at = UtcDateTimeField(null=True)

    class Meta:
        indexes = ((("selection_day", "nomination"), True),)
