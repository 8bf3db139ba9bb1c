"""Appointments as they stand in people's own calendars."""

from peewee import BooleanField, CharField, ForeignKeyField, IntegerField, TextField

from portal.models.accounts import User
from portal.models.database import Record, UtcDateTimeField


class CalendarEntry(Record):
    """One person's appointment for one thing: one UID for its whole life (req Y-13).

    `kind` says what for (`info_session`, `selection_day` …), `subject` names the thing
    (`invitation:<public_id>`); together with `attendee_key` (the address in small letters) they name the
    entry. `sequence` rises when time, place or status changes. `stamped_at` is the DTSTAMP of the newest
    revision, in whole seconds, always rising.
    """

    uid = CharField(max_length=120, unique=True)
    kind = CharField(max_length=40)
    subject = CharField(max_length=80, index=True)
    attendee_key = CharField(max_length=254, index=True)
    attendee_email = CharField(max_length=254)
    attendee_name = CharField(max_length=300, default="")
    user = ForeignKeyField(User, null=True, backref="calendar_entries", on_delete="SET NULL")
    sequence = IntegerField(default=0)
    stamped_at = UtcDateTimeField()
    cancelled = BooleanField(default=False)
    starts_at = UtcDateTimeField(index=True)
    ends_at = UtcDateTimeField()
    zone = CharField(max_length=64)
    all_day = BooleanField(default=False)
    transparent = BooleanField(default=False)
    summary = TextField()
    description = TextField(default="")
    location = TextField(default="")
    url = TextField(default="")
    organizer_email = CharField(max_length=254, default="")
    asks_answer = BooleanField(default=True)
    answer = CharField(max_length=12, default="")
    answered_at = UtcDateTimeField(null=True)
    answered_via = CharField(max_length=8, default="")
    answer_sequence = IntegerField(null=True)
    answer_stamp = UtcDateTimeField(null=True)
    answer_note = CharField(max_length=500, default="")
    reminded_at = UtcDateTimeField(null=True)

    class Meta:
        indexes = ((("kind", "subject", "attendee_key"), True),)


class CalendarAnswer(Record):
    """One answer or wish as it came in, whatever became of it.

    `answer`: accepted, declined, tentative, or `counter` for a wish for another time. `standing` is a
    `rules.answers.Standing`: it counts, it is about an older version, it waits for a person, or a person settled
    it. `message_key` makes reading the same mail twice one answer.
    """

    entry = ForeignKeyField(CalendarEntry, backref="answers", on_delete="CASCADE")
    via = CharField(max_length=8)
    answer = CharField(max_length=12)
    standing = CharField(max_length=16, index=True)
    sequence = IntegerField(null=True)
    stamped_at = UtcDateTimeField(null=True)
    note = CharField(max_length=500, default="")
    from_address = CharField(max_length=254, default="")
    message_key = CharField(max_length=64, null=True, unique=True)
    wish_starts_at = UtcDateTimeField(null=True)
    wish_ends_at = UtcDateTimeField(null=True)
    wish_location = CharField(max_length=300, default="")
    settled_at = UtcDateTimeField(null=True)
    settled_by = ForeignKeyField(User, null=True, on_delete="SET NULL")


class CalendarFeed(Record):
    """A person's own calendar address: only the hash of its secret is kept.

    Revoked, it is an empty calendar for 30 days, so that calendar programs let go of the appointments; then it
    is gone. Reading it leaves no trace: a GET writes nothing.
    """

    user = ForeignKeyField(User, backref="calendar_feeds", on_delete="CASCADE")
    secret_hash = CharField(max_length=64, unique=True)
    revoked_at = UtcDateTimeField(null=True)
