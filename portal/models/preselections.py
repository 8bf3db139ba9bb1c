"""The pre-selection before the day, and what is discussed with the employer about the papers (req 000-15 … 000-23)."""

from peewee import CharField, DateField, ForeignKeyField, JSONField, TextField

from portal.models.accounts import User
from portal.models.campaigns import Campaign
from portal.models.database import Record, Row, UtcDateTimeField, VersionedRecord
from portal.models.nominations import Nomination


class Preselection(VersionedRecord):
    """How one nomination stands in the pre-selection. `state`: rules/states.py (open, registered, told).

    `assessment`: [{"criterion": text, "met": yes|partly|no|unknown, "note": text}, …], the criteria as they read then.
    `memo` is for those who lead only; `words_for_mediator` and `words_for_candidate` are separate texts (req Y-3).
    `outcome`: go, no_go or more_info; empty until it is registered. `answer` is what the mediator says to more_info.
    """

    state = CharField(max_length=16, default="open", index=True)
    nomination = ForeignKeyField(Nomination, unique=True, backref="preselections", on_delete="CASCADE")
    assessment = JSONField(default=list)
    memo = TextField(default="")
    outcome = CharField(max_length=16, default="")
    words_for_mediator = TextField(default="")
    words_for_candidate = TextField(default="")
    registered_by = ForeignKeyField(User, null=True, on_delete="SET NULL")
    registered_at = UtcDateTimeField(null=True)
    answer = TextField(default="")
    answered_at = UtcDateTimeField(null=True)
    told_at = UtcDateTimeField(null=True)
    told_how = CharField(max_length=16, default="")
    told_by = ForeignKeyField(User, null=True, on_delete="SET NULL")


class PaperTalk(Record):
    """The papers of some candidates were discussed with the employer: when, how (mail, phone, in_person), what."""

    campaign = ForeignKeyField(Campaign, backref="paper_talks", on_delete="CASCADE")
    on = DateField()
    channel = CharField(max_length=16)
    note = TextField(default="")
    by = ForeignKeyField(User, null=True, on_delete="SET NULL")


class PaperTalkAbout(Row):
    """Somebody whose papers were discussed."""

    talk = ForeignKeyField(PaperTalk, backref="about", on_delete="CASCADE")
    nomination = ForeignKeyField(Nomination, backref="paper_talks", on_delete="CASCADE")

    class Meta:
        indexes = ((("talk", "nomination"), True),)
