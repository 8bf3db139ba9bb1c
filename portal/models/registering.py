"""Register once: in which systems an organisation has to note what happens, and what was noted there (req X-10)."""

from peewee import CharField, DateField, ForeignKeyField

from portal import clock
from portal.models.accounts import User
from portal.models.database import Record, UtcDateTimeField
from portal.models.nominations import Nomination
from portal.models.organisations import Organisation


class SystemUse(Record):
    """An organisation notes in a system (a key of rules/registering.py) whatever happens from a day on."""

    organisation = ForeignKeyField(Organisation, backref="system_uses", on_delete="CASCADE")
    system = CharField(max_length=16)
    since = DateField()

    class Meta:
        indexes = ((("organisation", "system"), True),)


class NotedFact(Record):
    """A fact about a nomination that somebody noted in a system.

    `fact` is its key (`portal.rules.registering.Fact`); `fingerprint` that of the fact as it was then, so that the
    tick can say that it changed afterwards. The text itself is not kept.
    """

    nomination = ForeignKeyField(Nomination, backref="noted_facts", on_delete="CASCADE")
    system = CharField(max_length=16)
    fact = CharField(max_length=48)
    fingerprint = CharField(max_length=64)
    noted_at = UtcDateTimeField(default=clock.now)
    noted_by = ForeignKeyField(User, on_delete="RESTRICT")

    class Meta:
        indexes = ((("nomination", "system", "fact"), True),)
