"""Organisations, their sites and contacts, and the log of contacts with them."""

from peewee import BooleanField, CharField, ForeignKeyField, TextField

from portal.models.database import Record, VersionedRecord


class Organisation(VersionedRecord):
    """A mediator organisation or an employer. `kind` is `mediator` or `employer`."""

    kind = CharField(max_length=16, index=True)
    name = CharField(max_length=200, unique=True)
    region = CharField(max_length=100, default="")
    town = CharField(max_length=100, default="")
    target_groups = TextField(default="")
    email = CharField(max_length=254, default="")
    phone = CharField(max_length=40, default="")
    website = CharField(max_length=200, default="")


class Site(Record):
    """A place of work or an office. `zone` is an IANA time zone, `country` BE or NL (for working days)."""

    organisation = ForeignKeyField(Organisation, backref="sites", on_delete="CASCADE")
    name = CharField(max_length=200)
    street = CharField(max_length=200, default="")
    postcode = CharField(max_length=12, default="")
    town = CharField(max_length=100, default="")
    country = CharField(max_length=2, default="BE")
    zone = CharField(max_length=64, default="Europe/Brussels")
    directions = TextField(default="")


class Contact(Record):
    """A person of the directory: a mediator of the region whom a lead may invite (req 001-05)."""

    organisation = ForeignKeyField(Organisation, backref="contacts", on_delete="CASCADE")
    name = CharField(max_length=200)
    email = CharField(max_length=254, unique=True)
    phone = CharField(max_length=40, default="")
    job_title = CharField(max_length=120, default="")
    is_active = BooleanField(default=True)
