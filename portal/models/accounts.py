"""People with an account, and links for people without one."""

from collections.abc import Iterable

from flask_security import UserMixin
from peewee import (
    BigIntegerField,
    BooleanField,
    CharField,
    DeferredForeignKey,
    ForeignKeyField,
    IntegerField,
    TextField,
)

from portal import clock
from portal.config import setting
from portal.models.database import Record, Row, UtcDateTimeField
from portal.models.organisations import Contact, Organisation
from portal.rules.roles import SECOND_FACTOR_ROLES


class WordsField(TextField):
    """A list of words without commas, kept as one text."""

    def db_value(self, value: Iterable[str] | None) -> str | None:
        return None if value is None else ",".join(value)

    def python_value(self, value: str | None) -> list[str]:
        return value.split(",") if value else []


class User(UserMixin, Record):
    """An account in one organisation. `role` is a `portal.rules.roles.Role`.

    `fs_uniquifier` changes with the password and the role: sessions and reset links from before stop working.
    `totp_counter` is the last code of the authenticator app that was used; none is taken twice.
    """

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
    mf_recovery_codes = WordsField(null=True)
    totp_counter = IntegerField(null=True)

    class Meta:
        table_name = "account"  # "user" is a reserved word in PostgreSQL

    @property
    def roles(self) -> list[str]:  # type: ignore[override]  # a list that nobody adds to
        """Flask-Security asks for a list; rights are decided in `rules/permissions.py`, not here."""
        return []

    def check_tf_required_setup(self) -> bool:
        """Whether this person may not do without a second factor (setting REQUIRE_SECOND_FACTOR)."""
        return bool(setting("REQUIRE_SECOND_FACTOR")) and self.role in SECOND_FACTOR_ROLES


class SignIn(Row):
    """One browser in which somebody is signed in (promise P13).

    Ended, it never opens again, whatever cookie comes back.
    """

    token_hash = CharField(max_length=64, unique=True)
    user = ForeignKeyField(User, backref="sign_ins", on_delete="CASCADE")
    browser = CharField(max_length=200, default="")
    started_at = UtcDateTimeField(default=clock.now)
    seen_at = UtcDateTimeField(default=clock.now)
    ended_at = UtcDateTimeField(null=True)


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
    GET shows, POST consumes; revoked and used links lead to a page that says what to do next. `role` is what
    somebody who makes an account with it becomes; when empty, what fits the kind of organisation.
    """

    token_hash = CharField(max_length=64, unique=True)
    purpose = CharField(max_length=32)
    subject = CharField(max_length=80, index=True)
    email = CharField(max_length=254, default="")
    name = CharField(max_length=200, default="")
    language = CharField(max_length=2, default="nl")
    role = CharField(max_length=24, default="")
    expires_at = UtcDateTimeField()
    used_at = UtcDateTimeField(null=True)
    revoked_at = UtcDateTimeField(null=True)
    made_by = ForeignKeyField(User, null=True, on_delete="SET NULL")


class Look(Row):
    """One look at a candidate's data: who, at what, when. Kept 24 months (promise P18).

    The lines are a chain: `number` counts them without a gap, and `link` is a hash over the line before and this one
    (`rules/access_log.py`). `organisation` is the candidate's. `candidate` is null once the person was erased;
    `candidate_mark` and `by_mark` stand for who it was in the hash, and tell nobody who.
    """

    at = UtcDateTimeField(default=clock.now, index=True)
    by = ForeignKeyField(User, null=True, on_delete="SET NULL")
    by_words = CharField(max_length=200)
    candidate = DeferredForeignKey("Candidate", backref="looks", null=True, on_delete="SET NULL")
    at_what = CharField(max_length=60)
    number = BigIntegerField(unique=True)
    organisation = ForeignKeyField(Organisation, null=True, on_delete="RESTRICT")
    candidate_mark = CharField(max_length=64)
    by_mark = CharField(max_length=64, default="")
    link = CharField(max_length=64)
    outside_hours = BooleanField(default=False)  # follows from `at`, so that it can be asked for

    class Meta:
        indexes = ((("organisation", "at"), False),)


class LookChain(Row):
    """Where the chain of looks ends, in one row: without it nobody would miss the newest lines."""

    number = BigIntegerField(default=0)
    link = CharField(max_length=64)


class LookAnchor(Row):
    """The oldest lines were let go, up to and including `number`, whose link the chain goes on from.

    `newest_at`: when the newest of them was written; no line is let go before its time.
    """

    at = UtcDateTimeField(default=clock.now)
    number = BigIntegerField(unique=True)
    link = CharField(max_length=64)
    newest_at = UtcDateTimeField()
    lines = BigIntegerField()
