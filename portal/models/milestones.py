"""Milestones that people state, how campaigns arrange them, and what each person wants to see and to hear of them."""

from peewee import BooleanField, CharField, DateField, ForeignKeyField, IntegerField, TextField

from portal import clock
from portal.models.accounts import User
from portal.models.campaigns import Campaign
from portal.models.database import Record, Row, UtcDateTimeField
from portal.models.nominations import Nomination
from portal.models.vacancies import Vacancy


class MilestoneOutcome(Record):
    """What somebody stated about a milestone (req 002-10): only what the portal does not know by itself.

    Rows stay; of a milestone the newest one counts that was not undone, so that undoing brings back what stood before.
    `milestone` and `outcome` are keys of `rules/milestones.py`. An orange one comes back on a day until it is settled.
    `archives`: this red one put the nomination in the archive, and undoing takes it out again.
    """

    nomination = ForeignKeyField(Nomination, backref="milestones", on_delete="CASCADE")
    milestone = CharField(max_length=24)
    outcome = CharField(max_length=24)
    colour = CharField(max_length=8)
    come_back_on = DateField(null=True)
    settled_at = UtcDateTimeField(null=True)
    note = TextField(default="")
    by = ForeignKeyField(User, null=True, on_delete="SET NULL")
    archives = BooleanField(default=False)
    undone_at = UtcDateTimeField(null=True)

    class Meta:
        indexes = ((("nomination", "milestone", "undone_at"), False), (("come_back_on", "settled_at"), False))


class CampaignMilestone(Row):
    """How a campaign has one milestone; a campaign without rows has the usual ones."""

    campaign = ForeignKeyField(Campaign, backref="milestones", on_delete="CASCADE")
    milestone = CharField(max_length=24)
    position = IntegerField()
    is_on = BooleanField(default=True)
    name = CharField(max_length=80, default="")  # empty is the usual name
    points = IntegerField(default=0)

    class Meta:
        indexes = ((("campaign", "milestone"), True),)


class SavedView(Record):
    """A filter of the list of candidates that somebody keeps under a name; nobody else sees it."""

    user = ForeignKeyField(User, backref="saved_views", on_delete="CASCADE")
    name = CharField(max_length=60)
    query = TextField(default="")  # as it stands in the address

    class Meta:
        indexes = ((("user", "name"), True),)


class NoticeChoice(Row):
    """How somebody wants to hear of a topic: everywhere (no campaign), in one campaign, or of one vacancy."""

    user = ForeignKeyField(User, backref="notice_choices", on_delete="CASCADE")
    campaign = ForeignKeyField(Campaign, null=True, on_delete="CASCADE")
    vacancy = ForeignKeyField(Vacancy, null=True, on_delete="CASCADE")
    topic = CharField(max_length=16)
    how = CharField(max_length=8)


class Notice(Row):
    """Something that waits for somebody's next digest. `what` is a key of `rules/notices.py`."""

    user = ForeignKeyField(User, backref="notices", on_delete="CASCADE")
    nomination = ForeignKeyField(Nomination, on_delete="CASCADE")
    topic = CharField(max_length=16)
    milestone = CharField(max_length=24, default="")
    outcome = CharField(max_length=24, default="")
    at = UtcDateTimeField(default=clock.now)
    told_at = UtcDateTimeField(null=True)

    class Meta:
        indexes = ((("told_at", "user"), False),)
