"""What data protection asks for: notices, consent where it is the ground, restriction, and exports for the person."""

from peewee import CharField, DateField, ForeignKeyField, IntegerField, JSONField, TextField

from portal.models.accounts import User
from portal.models.candidates import Candidate
from portal.models.database import Record, UtcDateTimeField
from portal.models.organisations import Organisation


class PrivacyNotice(Record):
    """One version of an organisation's privacy notice, in both languages; the newest `number` is in force.

    A new text is a new version, in force from the moment that it was kept. Without one, the portal's own text is.
    """

    organisation = ForeignKeyField(Organisation, backref="privacy_notices", on_delete="CASCADE")
    number = IntegerField()
    text_nl = TextField()
    text_en = TextField()
    by = ForeignKeyField(User, null=True, on_delete="SET NULL")

    class Meta:
        indexes = ((("organisation", "number"), True),)


class Consent(Record):
    """A candidate said yes to one thing, where consent is the ground (`purpose`: a `rules.consents.Purpose`).

    `measure` names the measure that may be told to the employer. `how`: spoken or written. It counts from
    `given_on` until and including `until`, unless it was withdrawn before.
    """

    candidate = ForeignKeyField(Candidate, backref="consents", on_delete="CASCADE")
    purpose = CharField(max_length=16)
    measure = CharField(max_length=24, default="")
    how = CharField(max_length=12)
    given_on = DateField()
    until = DateField()
    by = ForeignKeyField(User, on_delete="RESTRICT")
    withdrawn_at = UtcDateTimeField(null=True)
    withdrawn_by = ForeignKeyField(User, null=True, on_delete="SET NULL")

    class Meta:
        indexes = ((("candidate", "purpose"), False),)


class Restriction(Record):
    """A candidate's file is set apart (GDPR art. 18): read by the own mediator only, and not changed.

    In force as long as `lifted_at` is null.
    """

    candidate = ForeignKeyField(Candidate, backref="restrictions", on_delete="CASCADE")
    ground = CharField(max_length=16)
    reason = TextField()
    by = ForeignKeyField(User, on_delete="RESTRICT")
    lifted_at = UtcDateTimeField(null=True)
    lifted_by = ForeignKeyField(User, null=True, on_delete="SET NULL")
    lift_reason = TextField(default="")


class AccessExport(Record):
    """A candidate got a copy of everything (GDPR art. 15). `left_out`: [[what, reason] …], without any content."""

    candidate = ForeignKeyField(Candidate, backref="access_exports", on_delete="CASCADE")
    by = ForeignKeyField(User, on_delete="RESTRICT")
    left_out = JSONField(default=list)


class ReviewDigest(Record):
    """The weekly digest of looks that was written for one organisation, so that each week has one (promise P18)."""

    organisation = ForeignKeyField(Organisation, backref="review_digests", on_delete="CASCADE")
    week = DateField()  # the Monday on which the week began that it tells about
    sent = IntegerField(default=0)

    class Meta:
        indexes = ((("organisation", "week"), True),)
