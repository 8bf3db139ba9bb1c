"""Who did what, when: one line per move or note, never changed afterwards."""

from peewee import CharField, ForeignKeyField, IntegerField, TextField

from portal import clock
from portal.models.accounts import User
from portal.models.campaigns import Campaign
from portal.models.database import Row, UtcDateTimeField
from portal.models.nominations import Nomination


class HistoryLine(Row):
    """One line. `subject` is the table's word, `step` the verb; `by_words` says who when there is no account.

    `nomination` and `campaign` let one query gather the timeline of a nomination or of a campaign. `note` never
    holds more than the least-entitled reader of that timeline may know; `private_note` is for the own mediator.
    """

    at = UtcDateTimeField(default=clock.now)
    by = ForeignKeyField(User, null=True, on_delete="SET NULL")
    by_words = CharField(max_length=200, default="")
    subject = CharField(max_length=40)
    subject_id = IntegerField()
    step = CharField(max_length=40)
    from_state = CharField(max_length=24, default="")
    to_state = CharField(max_length=24, default="")
    note = TextField(default="")
    nomination = ForeignKeyField(Nomination, null=True, backref="history", on_delete="CASCADE")
    campaign = ForeignKeyField(Campaign, null=True, backref="history", on_delete="CASCADE")

    class Meta:
        indexes = ((("subject", "subject_id"), False),)
