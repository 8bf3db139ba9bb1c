"""The short written test: simple situational questions, answers, and their rating."""

from peewee import CharField, ForeignKeyField, IntegerField, TextField

from portal.models.accounts import User
from portal.models.campaigns import Campaign
from portal.models.database import Record, UtcDateTimeField, VersionedRecord
from portal.models.nominations import Nomination


class TestQuestion(Record):
    """One situation on the work floor and what one would do (req 001-22). Shown in order of `position`."""

    __test__ = False  # not a test of pytest's
    campaign = ForeignKeyField(Campaign, backref="test_questions", on_delete="CASCADE")
    position = IntegerField()
    text = TextField()


class TestPaper(VersionedRecord):
    """The answers of one candidate. `state`: rules/states.py. `typed_in_by` when it came from paper."""

    __test__ = False
    state = CharField(max_length=16, default="open", index=True)
    nomination = ForeignKeyField(Nomination, unique=True, backref="test_papers", on_delete="CASCADE")
    started_at = UtcDateTimeField(null=True)
    handed_in_at = UtcDateTimeField(null=True)
    typed_in_by = ForeignKeyField(User, null=True, on_delete="SET NULL")
    remark = TextField(default="")
    rated_by = ForeignKeyField(User, null=True, on_delete="SET NULL")


class TestAnswer(Record):
    """One answer; `rating` 1 to 4 by the anchors of rules/scoring.py, null while not rated."""

    __test__ = False
    paper = ForeignKeyField(TestPaper, backref="answers", on_delete="CASCADE")
    question = ForeignKeyField(TestQuestion, backref="answers", on_delete="CASCADE")
    text = TextField(default="")
    rating = IntegerField(null=True)

    class Meta:
        indexes = ((("paper", "question"), True),)
