"""Orientation internships: start, contract, follow-up, and three evaluations."""

from peewee import BooleanField, CharField, DateField, ForeignKeyField, IntegerField, JSONField, TextField

from portal.models.accounts import User
from portal.models.database import Record, UtcDateTimeField, VersionedRecord
from portal.models.nominations import Nomination
from portal.models.vacancies import Vacancy


class Internship(VersionedRecord):
    """Two weeks by default (req 001-25). `state`: rules/states.py (planned, running, ended, stopped).

    `start_minute` is minutes since midnight in the site's zone. `jobcoach_present` records the agreement that the
    jobcoach is there in person at the start (req 001-29). The contract is drawn up by the jobcoach (001-27) and
    signed on the
    start day (001-28): the three signatures are dates. `evaluation_on` and `evaluation_minute`: when all three
    evaluate together; null is the last day at 14:00 (`rules.internships.evaluation_moment`).
    """

    state = CharField(max_length=16, default="planned", index=True)
    nomination = ForeignKeyField(Nomination, unique=True, backref="internships", on_delete="CASCADE")
    vacancy = ForeignKeyField(Vacancy, null=True, on_delete="SET NULL")
    jobcoach = ForeignKeyField(User, backref="internships", on_delete="RESTRICT")
    supervisor_name = CharField(max_length=200, default="")
    supervisor_phone = CharField(max_length=40, default="")
    supervisor_email = CharField(max_length=254, default="")
    supervisor_language = CharField(max_length=2, default="nl")
    starts_on = DateField()
    ends_on = DateField()
    start_minute = IntegerField(default=510)
    hours_a_week = IntegerField(null=True)
    place = CharField(max_length=300, default="")
    jobcoach_present = BooleanField(default=True)
    present_at_start = CharField(max_length=300, default="")
    contract_drawn_up_on = DateField(null=True)
    contract_signed_on = DateField(null=True)
    signed_by_candidate = BooleanField(default=False)
    signed_by_employer = BooleanField(default=False)
    signed_by_jobcoach = BooleanField(default=False)
    stop_reason = TextField(default="")
    evaluation_on = DateField(null=True)
    evaluation_minute = IntegerField(null=True)


class FollowUp(Record):
    """A planned contact during the internship (req 001-30 … 001-32), with candidate, supervisor or both."""

    internship = ForeignKeyField(Internship, backref="follow_ups", on_delete="CASCADE")
    on = DateField()
    start_minute = IntegerField(default=600)
    channel = CharField(max_length=16, default="visit")  # visit, phone, message
    with_whom = CharField(max_length=16, default="both")  # candidate, supervisor, both
    purpose = CharField(max_length=200, default="")
    done_at = UtcDateTimeField(null=True)
    done_by = ForeignKeyField(User, null=True, on_delete="SET NULL")
    went = CharField(max_length=8, default="")  # green, orange, red
    note = TextField(default="")


class Evaluation(VersionedRecord):
    """One of three (req 001-34): `party` jobcoach, candidate or employer. Opened together when all are in.

    `answers`: {question key of rules/evaluations.py: answer}.
    """

    state = CharField(max_length=16, default="asked", index=True)
    internship = ForeignKeyField(Internship, backref="evaluations", on_delete="CASCADE")
    party = CharField(max_length=12)
    answers = JSONField(default=dict)
    handed_in_at = UtcDateTimeField(null=True)
    by = ForeignKeyField(User, null=True, on_delete="SET NULL")
    by_words = CharField(max_length=200, default="")
    reminded_at = UtcDateTimeField(null=True)

    class Meta:
        indexes = ((("internship", "party"), True),)
