"""Candidates: people of one mediator organisation, without an account."""

from peewee import CharField, DateField, ForeignKeyField, TextField

from portal import clock
from portal.models.accounts import User
from portal.models.database import UtcDateTimeField, VersionedRecord
from portal.models.organisations import Organisation


class Candidate(VersionedRecord):
    """A person who looks for work, followed by one jobcoach.

    `search_name` is name and town as `portal.rules.candidates.searchable` writes them; `changed_at` the last change.
    `restricted_at` is set while the file is set apart (`models/privacy.py`, Restriction).
    """

    organisation = ForeignKeyField(Organisation, backref="candidates", on_delete="RESTRICT")
    jobcoach = ForeignKeyField(User, backref="candidates", on_delete="RESTRICT")
    first_name = CharField(max_length=100)
    last_name = CharField(max_length=100)
    birth_date = DateField(null=True)
    email = CharField(max_length=254, default="")
    phone = CharField(max_length=40, default="")
    postcode = CharField(max_length=12, default="")
    town = CharField(max_length=100, default="")
    language = CharField(max_length=2, default="nl")
    notes = TextField(default="")  # for the own mediator only
    search_name = CharField(max_length=320, default="")
    changed_at = UtcDateTimeField(default=clock.now, index=True)
    restricted_at = UtcDateTimeField(null=True)

    class Meta:
        indexes = ((("last_name", "first_name"), False),)  # a page of a long list by name (`queries/following.py`)
