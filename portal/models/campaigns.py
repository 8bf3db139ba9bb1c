"""Campaigns, their agreements, and the partners that are asked."""

from peewee import BooleanField, CharField, DateField, ForeignKeyField, IntegerField, TextField

from portal import clock
from portal.models.accounts import User
from portal.models.database import Record, UtcDateTimeField, VersionedRecord
from portal.models.organisations import Contact, Organisation, Site


class Campaign(VersionedRecord):
    """One employer, several vacancies, its steps, agreements and dates (req 001-01). `state`: rules/states.py.

    All instants are UTC; they are shown in the zone of `site`.
    """

    state = CharField(max_length=16, default="draft", index=True)
    title = CharField(max_length=200)
    organisation = ForeignKeyField(Organisation, backref="led_campaigns", on_delete="RESTRICT")
    lead = ForeignKeyField(User, backref="led_campaigns", on_delete="RESTRICT")
    employer = ForeignKeyField(Organisation, backref="campaigns", on_delete="RESTRICT")
    site = ForeignKeyField(Site, on_delete="RESTRICT")
    goal = TextField(default="")
    matching = TextField(default="")  # how the matching is organised with the partners (req 001-12)
    has_info_session = BooleanField(default=True)
    has_test = BooleanField(default=True)
    has_tour = BooleanField(default=True)
    has_internship = BooleanField(default=True)
    info_session_at = UtcDateTimeField(null=True)
    info_session_minutes = IntegerField(default=90)
    info_session_place = CharField(max_length=300, default="")
    nominations_open_at = UtcDateTimeField(null=True)
    nominations_close_at = UtcDateTimeField(null=True)
    selection_day_on = DateField(null=True)
    relay_working_days = IntegerField(default=2)
    internship_starts_on = DateField(null=True)
    internship_working_days = IntegerField(default=10)
    names_from = CharField(max_length=12, default="put_forward")  # for the employer (req Y-18): rules/disclosure.py
    has_preselection = BooleanField(default=False)
    preselection_criteria = TextField(default="")  # one a line, beside those of the vacancies
    results_expected_on = DateField(null=True)  # what was said when more time was needed (req Y-7)


class Agreement(Record):
    """One version of the agreements of a campaign (req 001-02). A new text is a new version; old ones stay."""

    campaign = ForeignKeyField(Campaign, backref="agreements", on_delete="CASCADE")
    number = IntegerField()
    text = TextField()
    by = ForeignKeyField(User, on_delete="RESTRICT")

    class Meta:
        indexes = ((("campaign", "number"), True),)


class Invitation(Record):
    """A campaign asks a partner mediator (req 001-08, 001-09). `state`: rules/states.py; one per campaign and address.

    `comes` answers the info session: null, `yes` or `no`; `comes_with` names the colleagues who come along.
    `late_until`: the lead lets this partner put candidates forward after the deadline, until then.
    """

    state = CharField(max_length=16, default="invited", index=True)
    campaign = ForeignKeyField(Campaign, backref="invitations", on_delete="CASCADE")
    organisation = ForeignKeyField(Organisation, backref="invitations", on_delete="RESTRICT")
    contact = ForeignKeyField(Contact, null=True, on_delete="SET NULL")
    user = ForeignKeyField(User, null=True, backref="invitations", on_delete="SET NULL")
    email = CharField(max_length=254)
    name = CharField(max_length=200)
    answered_at = UtcDateTimeField(null=True)
    decline_reason = TextField(default="")
    comes = CharField(max_length=3, null=True)
    comes_with = CharField(max_length=300, default="")
    reminded_at = UtcDateTimeField(null=True)
    late_until = UtcDateTimeField(null=True)

    class Meta:
        indexes = ((("campaign", "email"), True), (("campaign", "organisation"), False))


class AgreementAcceptance(Record):
    """A partner accepts one version of the agreements."""

    agreement = ForeignKeyField(Agreement, backref="acceptances", on_delete="CASCADE")
    invitation = ForeignKeyField(Invitation, backref="acceptances", on_delete="CASCADE")
    by = ForeignKeyField(User, null=True, on_delete="SET NULL")
    at = UtcDateTimeField(default=clock.now)

    class Meta:
        indexes = ((("agreement", "invitation"), True),)
