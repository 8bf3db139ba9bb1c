"""People with an account, and links for people without one."""

from flask_security import UserMixin
from peewee import BooleanField, CharField, DeferredForeignKey, ForeignKeyField, TextField

from portal import clock
from portal.models.database import Record, Row, UtcDateTimeField
from portal.models.organisations import Contact, Organisation


class User(UserMixin, Record):
    """An account in one organisation. `role` is a `portal.rules.roles.Role`."""

    email = CharField(max_length=254, unique=True)
    password = CharField(max_length=255)
    active = BooleanField(default=True)
    fs_uniquifier = CharField(max_length=64, unique=True)
    name = CharField(max_length=200)
    phone = CharField(max_length=40, default="")
    language = CharField(max_length=2, default="nl")
    organisation = ForeignKeyField(Organisation, backref="users", on_delete="RESTRICT")
    role = CharField(max_length=24)
    tf_primary_method = CharField(max_length=64, null=True)
    tf_totp_secret = CharField(max_length=255, null=True)
    mf_recovery_codes = TextField(null=True)

    class Meta:
        table_name = "account"  # "user" is a reserved word in PostgreSQL

    @property
    def roles(self) -> list[str]:
        """Flask-Security asks for a list; rights are decided in `rules/permissions.py`, not here."""
        return []


class ContactMoment(Record):
    """One line of an organisation's log of contacts with another (req 001-06). Seen by the own organisation only."""

    keeper = ForeignKeyField(Organisation, backref="contact_moments_kept", on_delete="CASCADE")
    organisation = ForeignKeyField(Organisation, backref="contact_moments", on_delete="CASCADE")
    contact = ForeignKeyField(Contact, null=True, on_delete="SET NULL")
    by = ForeignKeyField(User, on_delete="RESTRICT")
    at = UtcDateTimeField(default=clock.now)
    channel = CharField(max_length=16)
    note = TextField()


class AccessLink(Record):
    """A way in without an account: only the hash of its token is kept.

    `purpose` is a `portal.rules.links.Purpose`; `subject` names what it opens, as `internship:<public_id>`.
    GET shows, POST consumes; revoked and used links lead to a page that says what to do next.
    """

    token_hash = CharField(max_length=64, unique=True)
    purpose = CharField(max_length=32)
    subject = CharField(max_length=80, index=True)
    email = CharField(max_length=254, default="")
    name = CharField(max_length=200, default="")
    language = CharField(max_length=2, default="nl")
    expires_at = UtcDateTimeField()
    used_at = UtcDateTimeField(null=True)
    revoked_at = UtcDateTimeField(null=True)
    made_by = ForeignKeyField(User, null=True, on_delete="SET NULL")


class Look(Row):
    """One look at a candidate's data: who, at what, when. Kept 24 months (promise P18)."""

    at = UtcDateTimeField(default=clock.now, index=True)
    by = ForeignKeyField(User, null=True, on_delete="SET NULL")
    by_words = CharField(max_length=200)
    candidate = DeferredForeignKey("Candidate", backref="looks", on_delete="CASCADE")
    at_what = CharField(max_length=60)

