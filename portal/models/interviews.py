"""Talks with a candidate before the selection day: the pre-selection interview (req 003-01 … 003-18)."""

from peewee import CharField, ForeignKeyField, IntegerField, TextField

from portal.models.accounts import User
from portal.models.database import UtcDateTimeField, VersionedRecord
from portal.models.nominations import Nomination


class Interview(VersionedRecord):
    """One talk about one nomination. `state`: rules/states.py (planned, held, cancelled).

    `channel`: visit, phone, video; `place` is a place or, for video, the web address. `interviewer` is who leads
    the talk; `with_words` names others who sit in, as they stand in the mail (req 003-10). `note` goes along in
    the mail: what to bring, where to report.
    """

    state = CharField(max_length=16, default="planned", index=True)
    nomination = ForeignKeyField(Nomination, backref="interviews", on_delete="CASCADE")
    interviewer = ForeignKeyField(User, backref="interviews", on_delete="RESTRICT")
    starts_at = UtcDateTimeField(index=True)
    minutes = IntegerField(default=30)
    channel = CharField(max_length=16, default="visit")
    place = CharField(max_length=300, default="")
    with_words = CharField(max_length=200, default="")
    note = TextField(default="")
