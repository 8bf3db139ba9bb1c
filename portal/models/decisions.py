"""Decisions and how they reach the candidate: through the jobcoach, within two working days."""

from peewee import CharField, ForeignKeyField, IntegerField, TextField

from portal.models.accounts import User
from portal.models.database import Record, UtcDateTimeField, VersionedRecord
from portal.models.nominations import Nomination
from portal.models.vacancies import Vacancy


class Decision(VersionedRecord):
    """One outcome per nomination: retained, reserve or not_retained. `state`: rules/states.py (pending, published).

    `motivation` is for the mediator, `words_for_candidate` is a separate text (req Y-3). `reserve_rank` orders the
    reserve list of a vacancy, the lowest first; null for who is not on it.
    """

    state = CharField(max_length=16, default="pending", index=True)
    nomination = ForeignKeyField(Nomination, unique=True, backref="decisions", on_delete="CASCADE")
    outcome = CharField(max_length=16)
    vacancy = ForeignKeyField(Vacancy, null=True, on_delete="SET NULL")
    motivation = TextField()
    words_for_candidate = TextField(default="")
    decided_by = ForeignKeyField(User, on_delete="RESTRICT")
    decided_at = UtcDateTimeField()
    published_at = UtcDateTimeField(null=True)
    reserve_rank = IntegerField(null=True)


class Relay(Record):
    """The jobcoach tells the candidate (req 001-24). `state`: rules/states.py (due, told).

    `due_at` is the end of the last working day; reminders are sent once each, and so are both escalations: to who
    leads (`escalated_at`), then to the coordinator (`escalated_further_at`).
    """

    state = CharField(max_length=16, default="due", index=True)
    decision = ForeignKeyField(Decision, unique=True, backref="relays", on_delete="CASCADE")
    jobcoach = ForeignKeyField(User, on_delete="RESTRICT")
    due_at = UtcDateTimeField()
    told_at = UtcDateTimeField(null=True)
    told_how = CharField(max_length=16, default="")
    told_by = ForeignKeyField(User, null=True, on_delete="SET NULL")
    reaction = TextField(default="")
    reminded_at = UtcDateTimeField(null=True)
    escalated_at = UtcDateTimeField(null=True)
    escalated_further_at = UtcDateTimeField(null=True)
