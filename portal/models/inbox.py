"""What came in by mail at the mailbox that organises: one row a mail, never its text."""

from peewee import BigIntegerField, CharField, ForeignKeyField, IntegerField, TextField

from portal.models.accounts import User
from portal.models.calendar import CalendarAnswer, CalendarEntry
from portal.models.database import Record, Row, UtcDateTimeField
from portal.models.outbox import OutboxMail


class InboxMail(Record):
    """One mail that was read. The mail itself stays in the mailbox; here is only what became of it.

    `message_key` is a hash of the mail: reading it again is the same row. `kind` and `standing` are those of
    `rules.inbox`; `reason` says why it waits for a person, or why it was left alone.
    """

    message_key = CharField(max_length=64, unique=True)
    kind = CharField(max_length=20)
    standing = CharField(max_length=16, index=True)
    reason = CharField(max_length=40, default="")
    from_address = CharField(max_length=254, default="")
    entry = ForeignKeyField(CalendarEntry, null=True, on_delete="CASCADE")
    answer = ForeignKeyField(CalendarAnswer, null=True, on_delete="SET NULL")
    mail = ForeignKeyField(OutboxMail, null=True, on_delete="SET NULL")
    settled_at = UtcDateTimeField(null=True)
    settled_by = ForeignKeyField(User, null=True, on_delete="SET NULL")


class PolledMailbox(Row):
    """How far a mailbox was read, one row a mailbox: what is below `highest_uid` is never fetched again.

    UIDs hold as long as `uid_validity` stays (RFC 3501 §2.3.1.1). `unread`: mails nobody read yet, none of them
    for the portal. With `reason` (a `rules.inbox.MailboxReason`) it could not be read `since` then; after
    `attempts` it is tried again at `retry_at`.
    """

    name = CharField(max_length=700, unique=True)
    uid_validity = BigIntegerField(default=0)
    highest_uid = BigIntegerField(default=0)
    unread = IntegerField(default=0)
    read_at = UtcDateTimeField(null=True)
    reason = CharField(max_length=32, default="")
    detail = TextField(default="")
    since = UtcDateTimeField(null=True)
    retry_at = UtcDateTimeField(null=True)
    attempts = IntegerField(default=0)
