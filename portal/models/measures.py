"""Rows of the law that an administrator wrote, beside the ones that travel with the program."""

from peewee import BooleanField, CharField, DateField, IntegerField, TextField

from portal.models.database import VersionedRecord


class MeasureRow(VersionedRecord):
    """One employment measure as the law has it from `valid_from` to `valid_to` (both included; null is no limit).

    `replaces` is the key of the shipped row that this one stands for (`portal.rules.measures`), empty for a row of its
    own. `lead_time` counts `lead_unit`s: how long before the start it has to be applied for at the latest.
    """

    code = CharField(max_length=24, index=True)
    country = CharField(max_length=2)
    replaces = CharField(max_length=40, default="")
    name = CharField(max_length=120)
    meaning = TextField(default="")
    who_applies = TextField(default="")
    papers = TextField(default="")
    longest = CharField(max_length=300, default="")
    precedes_start = BooleanField(null=True)
    lead_time = IntegerField(null=True)
    lead_unit = CharField(max_length=16, default="working_days")
    source = CharField(max_length=200, default="")
    standing = TextField(default="")
    valid_from = DateField(null=True)
    valid_to = DateField(null=True)
    new_cases = BooleanField(default=True)
    is_indicative = BooleanField(default=True)
    checked_on = DateField()
