"""After the internship: hired or not, the employment contract, and the measures that are requested."""

from peewee import CharField, DateField, ForeignKeyField, IntegerField, TextField

from portal.models.accounts import User
from portal.models.database import Record, UtcDateTimeField, VersionedRecord
from portal.models.internships import Internship


class Placement(VersionedRecord):
    """The outcome of an internship: `outcome` hired, not_hired or extended, with a motivation.

    The employer draws up the contract (req 001-35): `contract_on` is when it was, `starts_on` the first working day.
    """

    internship = ForeignKeyField(Internship, unique=True, backref="placements", on_delete="CASCADE")
    outcome = CharField(max_length=12)
    motivation = TextField(default="")
    by = ForeignKeyField(User, on_delete="RESTRICT")
    starts_on = DateField(null=True)
    contract_on = DateField(null=True)
    contract_kind = CharField(max_length=120, default="")


class MeasureRequest(Record):
    """A measure that the employer requests (req 001-36). `code` is a key of rules/measures.py."""

    placement = ForeignKeyField(Placement, backref="measure_requests", on_delete="CASCADE")
    code = CharField(max_length=24)
    requested_on = DateField(null=True)
    granted_on = DateField(null=True)
    note = CharField(max_length=300, default="")
    updated_at = UtcDateTimeField(null=True)

    class Meta:
        indexes = ((("placement", "code"), True),)


class AftercareMoment(Record):
    """A planned contact after somebody was hired (req 000-40): how it goes at work, with candidate and employer."""

    placement = ForeignKeyField(Placement, backref="aftercare_moments", on_delete="CASCADE")
    on = DateField()
    start_minute = IntegerField(default=600)
    channel = CharField(max_length=16, default="phone")  # visit, phone, message
    with_whom = CharField(max_length=16, default="both")  # candidate, supervisor, both
    purpose = CharField(max_length=200, default="")
    done_at = UtcDateTimeField(null=True)
    done_by = ForeignKeyField(User, null=True, on_delete="SET NULL")
    went = CharField(max_length=8, default="")  # green, orange, red
    note = TextField(default="")
