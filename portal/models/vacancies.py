"""The functions that are open in a campaign."""

from peewee import CharField, DateField, ForeignKeyField, IntegerField, TextField

from portal.models.campaigns import Campaign
from portal.models.database import VersionedRecord


class Vacancy(VersionedRecord):
    """One open function (req 001-11): what one does, what is needed, how many places."""

    campaign = ForeignKeyField(Campaign, backref="vacancies", on_delete="CASCADE")
    title = CharField(max_length=200)
    places = IntegerField(default=1)
    tasks = TextField(default="")
    competences = TextField(default="")
    conditions = TextField(default="")  # preconditions such as a trial placement (req 000-07)
    hours_a_week = CharField(max_length=60, default="")
    shifts = CharField(max_length=200, default="")
    starts_on = DateField(null=True)
    position = IntegerField(default=0)
