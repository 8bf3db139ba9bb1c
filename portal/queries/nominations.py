"""Nominations as a person may see them."""

from peewee import ModelSelect

from portal.models.accounts import User
from portal.models.campaigns import Campaign
from portal.models.candidates import Candidate
from portal.models.nominations import Nomination
from portal.models.organisations import Organisation, Site
from portal.queries.campaigns import Employer
from portal.rules.roles import MEDIATING_ROLES, Role

Jobcoach = User.alias("jobcoach_user")


def nominations_visible_to(user: User) -> ModelSelect:
    """Nominations of the own organisation, and those put forward in a campaign that this person leads.

    With candidate, jobcoach, organisation, campaign, employer and site. Drafts are seen by the own organisation only.
    Employers see none here: they have `introductions_for` with named fields.
    """
    query = (
        Nomination.select(Nomination, Candidate, Jobcoach, Organisation, Campaign, Employer, Site)
        .join(Candidate)
        .switch(Nomination)
        .join(Jobcoach, on=(Nomination.jobcoach == Jobcoach.id), attr="jobcoach")
        .switch(Nomination)
        .join(Organisation)
        .switch(Nomination)
        .join(Campaign)
        .join(Employer, on=(Campaign.employer == Employer.id), attr="employer")
        .switch(Campaign)
        .join(Site)
    )
    if user.role not in MEDIATING_ROLES:
        return query.where(Nomination.id.is_null())
    leads = Campaign.lead == user.id
    if user.role == Role.COORDINATOR:
        leads |= Campaign.organisation == user.organisation_id
    return query.where(
        (Nomination.organisation == user.organisation_id)
        | (leads & (Nomination.state != "draft") & Nomination.put_forward_at.is_null(False))
    )


def visible_nomination(user: User, nomination_id: str) -> Nomination | None:
    """The nomination with this public id, if this person may see it."""
    return nominations_visible_to(user).where(Nomination.public_id == nomination_id).first()
