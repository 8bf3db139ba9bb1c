"""What goes out: one row a mail, written in the transaction of the thing it tells about."""

from peewee import BlobField, BooleanField, CharField, ForeignKeyField, IntegerField, TextField

from portal.models.campaigns import Campaign
from portal.models.database import Record, Row, UtcDateTimeField


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

    class Meta:
        indexes = ((("status", "due_at"), False), (("campaign", "status"), False))


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
