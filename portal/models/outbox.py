"""What goes out: one row a mail, written in the transaction of the thing it tells about."""

from peewee import BlobField, BooleanField, CharField, ForeignKeyField, IntegerField, TextField

from portal.models.accounts import User
from portal.models.campaigns import Campaign
from portal.models.database import Record, Row, UtcDateTimeField
from portal.models.organisations import Organisation


class MailBatch(Record):
    """Mails that one click sent together (`what`: a key of `rules.batches`), followed and stopped together."""

    what = CharField(max_length=40)
    campaign = ForeignKeyField(Campaign, null=True, backref="mail_batches", on_delete="CASCADE")
    by = ForeignKeyField(User, null=True, on_delete="SET NULL")
    left_out = IntegerField(default=0)
    stopped_at = UtcDateTimeField(null=True)
    stopped_by = ForeignKeyField(User, null=True, on_delete="SET NULL")


class OutboxMail(Record):
    """One mail to one person, its bytes fixed when it was posted. `status` is a `rules.delivery.Status`.

    `identity` makes posting twice one mail. `token` names it outside: Message-ID and envelope sender. A
    mail with an appointment has `uid`, `sequence`, `stamped_at`, `method` and `event_at`; they order the
    mails of one UID. `possibly_sent`: the bytes went to the server at least once and its answer is unknown.
    `reason` is a `rules.delivery.Reason`, `detail` what the server said. `raw` is emptied after
    `keep_until`.
    """

    identity = CharField(max_length=700, unique=True)
    token = CharField(max_length=32, unique=True)
    template = CharField(max_length=80)
    language = CharField(max_length=2)
    recipient = CharField(max_length=254)
    recipient_domain = CharField(max_length=254)
    recipient_name = CharField(max_length=300, default="")
    campaign = ForeignKeyField(Campaign, null=True, backref="mails", on_delete="CASCADE")
    decision = BooleanField(default=False)
    subject = TextField()
    raw = BlobField()
    uid = CharField(max_length=120, null=True, index=True)
    sequence = IntegerField(null=True)
    stamped_at = UtcDateTimeField(null=True)
    method = CharField(max_length=10, null=True)
    event_at = UtcDateTimeField(null=True)
    status = CharField(max_length=12, default="queued")
    due_at = UtcDateTimeField()
    expires_at = UtcDateTimeField(null=True)
    keep_until = UtcDateTimeField(index=True)
    attempts = IntegerField(default=0)
    lease_until = UtcDateTimeField(null=True)
    lease_token = CharField(max_length=32, null=True)
    possibly_sent = BooleanField(default=False)
    sent_at = UtcDateTimeField(null=True, index=True)
    reason = CharField(max_length=32, default="")
    detail = TextField(default="")
    batch = ForeignKeyField(MailBatch, null=True, backref="mails", on_delete="SET NULL")

    class Meta:
        indexes = ((("status", "due_at"), False), (("campaign", "status"), False))


class AddressTrouble(Record):
    """An address that mail came back from: nothing more goes there until a person mends or clears it.

    `address_key` in small letters; `code` the enhanced status code (RFC 3463: "5.1.1"), `detail` what the other
    server said.
    """

    address_key = CharField(max_length=254, index=True)
    mail = ForeignKeyField(OutboxMail, null=True, on_delete="SET NULL")
    code = CharField(max_length=12, default="")
    detail = CharField(max_length=500, default="")
    cleared_at = UtcDateTimeField(null=True)
    cleared_by = ForeignKeyField(User, null=True, on_delete="SET NULL")


class MailText(Record):
    """One version of a standard text as an organisation wrote it (req 003-15); the newest `number` counts.

    `name` is empty for the text that goes out by itself, else that of a text to choose from. `is_default`: with
    this version the portal's own text is back. Texts are never changed: a change is a new version.
    """

    organisation = ForeignKeyField(Organisation, backref="mail_texts", on_delete="CASCADE")
    template = CharField(max_length=80)
    language = CharField(max_length=2)
    name = CharField(max_length=80, default="")
    number = IntegerField()
    subject = TextField(default="")
    body = TextField(default="")
    is_default = BooleanField(default=False)
    by = ForeignKeyField(User, null=True, on_delete="SET NULL")

    class Meta:
        indexes = ((("organisation", "template", "language", "name", "number"), True),)


class DeliveryPause(Row):
    """Why nothing leaves: `name` is `server` for all mail, `domain:<domain>` where we were asked to rest."""

    name = CharField(max_length=260, unique=True)
    since = UtcDateTimeField()
    retry_at = UtcDateTimeField()
    attempts = IntegerField(default=1)
    reason = CharField(max_length=32)
    detail = TextField(default="")


class Heartbeat(Row):
    """The last sign of life of a part that runs by itself: the worker, and each of its tasks."""

    name = CharField(max_length=60, unique=True)
    at = UtcDateTimeField()
    note = TextField(default="")
