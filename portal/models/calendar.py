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
    attendee_key = CharField(max_length=254)
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

    class Meta:
        indexes = ((("kind", "subject", "attendee_key"), True),)
