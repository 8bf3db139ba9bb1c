"""The candidate's own page: who asked for its link again."""

from peewee import CharField, ForeignKeyField

from portal import clock
from portal.models.database import Record, UtcDateTimeField
from portal.models.nominations import Nomination


class OwnDayRequest(Record):
    """Somebody asked for the link to "Mijn dag" (req Y-1). `via`: mail or phone.

    A mail leaves at once; what was asked by phone waits for the jobcoach until `settled_at`.
    """

    nomination = ForeignKeyField(Nomination, backref="own_day_requests", on_delete="CASCADE")
    via = CharField(max_length=8)
    asked_at = UtcDateTimeField(default=clock.now)
    settled_at = UtcDateTimeField(null=True)
