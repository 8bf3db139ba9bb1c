"""What came in by mail at the mailbox that organises: one row a mail, never its text."""

from peewee import CharField, ForeignKeyField

from portal.models.accounts import User
from portal.models.calendar import CalendarAnswer, CalendarEntry
from portal.models.database import Record, UtcDateTimeField
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
