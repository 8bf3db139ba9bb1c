"""Nominations: a candidate put forward for a campaign and its vacancies; the spine everything hangs on."""

from peewee import BooleanField, CharField, DateField, ForeignKeyField, IntegerField, TextField

from portal import clock
from portal.models.accounts import User
from portal.models.campaigns import Campaign, Invitation
from portal.models.candidates import Candidate
from portal.models.database import Record, Row, UtcDateTimeField, VersionedRecord
from portal.models.organisations import Organisation
from portal.models.vacancies import Vacancy


class Nomination(VersionedRecord):
    """One candidate in one campaign (req 001-14). `state`: rules/states.py.

    `arrive_minute` and `leave_minute` are minutes since midnight on the selection day; null is no limit.
    Whether it is late is computed from `put_forward_at` and the campaign's deadline, never stored. `archived_at`: it
    left the list of live candidates, for `archive_reason`; nothing of it is erased, and it can come back.
    """

    state = CharField(max_length=16, default="draft", index=True)
    campaign = ForeignKeyField(Campaign, backref="nominations", on_delete="CASCADE")
    candidate = ForeignKeyField(Candidate, backref="nominations", on_delete="CASCADE")
    invitation = ForeignKeyField(Invitation, backref="nominations", on_delete="RESTRICT")
    organisation = ForeignKeyField(Organisation, backref="nominations", on_delete="RESTRICT")
    jobcoach = ForeignKeyField(User, backref="nominations", on_delete="RESTRICT")
    put_forward_at = UtcDateTimeField(null=True, index=True)
    competences = TextField(default="")  # what this person is good at
    motivation = TextField(default="")  # why this person wants to work there
    recommendation = TextField(default="")  # for the lead, not for the employer
    availability = TextField(default="")
    internship_hours = IntegerField(null=True)  # hours a week that are possible (req 001-18)
    arrive_minute = IntegerField(null=True)
    leave_minute = IntegerField(null=True)
    measures_considered = BooleanField(default=False)  # "none applies" is an answer too (req 001-17)
    support_considered = BooleanField(default=False)
    agreed_with_candidate = BooleanField(default=False)  # discussed with the candidate, who agrees (req 000-13)
    changed_at = UtcDateTimeField(default=clock.now, index=True)
    number = IntegerField(null=True)  # in the campaign, from when the candidate was first put forward
    available_from = DateField(null=True)
    available_days = CharField(max_length=30, default="")  # `mon tue`: rules/profiles.py
    available_hours = IntegerField(null=True)  # a week
    transport = CharField(max_length=60, default="")  # `bicycle train`
    travel_minutes = IntegerField(null=True)
    travel_km = IntegerField(null=True)
    travel_note = CharField(max_length=300, default="")  # for who mediates, not for the employer
    archived_at = UtcDateTimeField(null=True)
    archive_reason = TextField(default="")

    class Meta:
        # The last four tell by themselves how many somebody follows, and where (`queries/surroundings.py`).
        indexes = (
            (("campaign", "candidate"), True),
            (("organisation", "state", "archived_at", "campaign", "jobcoach"), False),
            (("campaign", "state", "archived_at", "organisation", "jobcoach"), False),
            (("organisation", "state", "campaign", "jobcoach"), False),
            (("campaign", "state", "jobcoach"), False),
        )


class VacancyChoice(Row):
    """A vacancy that the candidate would like, `rank` 1 first."""

    nomination = ForeignKeyField(Nomination, backref="choices", on_delete="CASCADE")
    vacancy = ForeignKeyField(Vacancy, backref="choices", on_delete="CASCADE")
    rank = IntegerField()

    class Meta:
        indexes = ((("nomination", "vacancy"), True), (("nomination", "rank"), True))


class CompetenceAnswer(Row):
    """How a candidate stands to one competence of the work profile of a function (req 000-11).

    `competence` holds the words of the profile when it was answered: other words are another question. `answer`:
    rules/profiles.py.
    """

    nomination = ForeignKeyField(Nomination, backref="competence_answers", on_delete="CASCADE")
    vacancy = ForeignKeyField(Vacancy, backref="competence_answers", on_delete="CASCADE")
    competence = CharField(max_length=300)
    answer = CharField(max_length=8)
    proof = CharField(max_length=300, default="")

    class Meta:
        indexes = ((("nomination", "vacancy", "competence"), True),)


class SupportNeed(Record):
    """One need on the day or at work, in work terms. `kind` is a `portal.rules.support.Need`; sensitive.

    `shared_with_…` says who may know it, `…_from` from which moment (`portal.rules.disclosure`).

    `minutes` is the extra test time of `extra_time`; `detail` names the language of an interpreter, for instance.
    """

    nomination = ForeignKeyField(Nomination, backref="support_needs", on_delete="CASCADE")
    kind = CharField(max_length=24)
    detail = CharField(max_length=300, default="")
    minutes = IntegerField(default=0)
    shared_with_lead = BooleanField(default=True)
    shared_with_employer = BooleanField(default=False)
    lead_from = CharField(max_length=12, default="put_forward")
    employer_from = CharField(max_length=12, default="put_forward")

    class Meta:
        indexes = ((("nomination", "kind"), True),)


class MeasureEligibility(Record):
    """A measure that the candidate may qualify for (req 001-17). `code` is a key of rules/measures.py; sensitive.

    Who may know it, and from which moment, is as for a support need; an employer only as long as the candidate's
    consent stands (`portal.models.privacy.Consent`).
    """

    nomination = ForeignKeyField(Nomination, backref="measures", on_delete="CASCADE")
    code = CharField(max_length=24)
    certainty = CharField(max_length=12, default="likely")  # sure, likely, to_check
    note = CharField(max_length=300, default="")
    shared_with_lead = BooleanField(default=True)
    lead_from = CharField(max_length=12, default="put_forward")
    shared_with_employer = BooleanField(default=False)
    employer_from = CharField(max_length=12, default="matched")

    class Meta:
        indexes = ((("nomination", "code"), True),)
