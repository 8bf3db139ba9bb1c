"""Campaigns as a person may see them."""

from peewee import JOIN, ModelSelect, fn

from portal.models.accounts import User
from portal.models.campaigns import Agreement, Campaign, Invitation
from portal.models.organisations import Organisation, Site
from portal.models.vacancies import Vacancy
from portal.rules.roles import MEDIATING_ROLES, Role

Employer = Organisation.alias("employer")
Lead = User.alias("lead_user")
LeadingOrganisation = Organisation.alias("leading_organisation")


def campaigns_visible_to(user: User) -> ModelSelect:
    """Campaigns that this person leads, is asked for, or is the employer of; each with employer, site, lead and organisation.

    A campaign in preparation is seen by those who lead it only. Administrators and privacy officers see none.
    """
    query = (
        Campaign.select(Campaign, Employer, Site, Lead, LeadingOrganisation)
        .join(Employer, on=(Campaign.employer == Employer.id))
        .switch(Campaign)
        .join(Site)
        .switch(Campaign)
        .join(Lead, on=(Campaign.lead == Lead.id))
        .switch(Campaign)
        .join(LeadingOrganisation, on=(Campaign.organisation == LeadingOrganisation.id))
    )
    if user.role in MEDIATING_ROLES:
        asked = Invitation.select(Invitation.campaign).where(
            Invitation.organisation == user.organisation_id, Invitation.state != "revoked"
        )
        seen = (Campaign.lead == user.id) | (Campaign.id.in_(asked) & (Campaign.state != "draft"))
        if user.role == Role.COORDINATOR:
            seen |= Campaign.organisation == user.organisation_id
        return query.where(seen)
    if user.role == Role.EMPLOYER:
        return query.where(Campaign.employer == user.organisation_id, Campaign.state != "draft")
    return query.where(fn.LOWER("a") == "b")


def visible_campaign(user: User, campaign_id: str) -> Campaign | None:
    """The campaign with this public id, if this person may see it."""
    return campaigns_visible_to(user).where(Campaign.public_id == campaign_id).first()


def vacancies_of(campaign: Campaign) -> list[Vacancy]:
    """The vacancies of a campaign in their order."""
    return list(Vacancy.select().where(Vacancy.campaign == campaign).order_by(Vacancy.position, Vacancy.id))


def visible_vacancy(user: User, campaign_id: str, vacancy_id: str) -> Vacancy | None:
    """One vacancy of a campaign that this person may see; its `campaign` is the one with employer and site."""
    campaign = visible_campaign(user, campaign_id)
    if campaign is None:
        return None
    vacancy = Vacancy.get_or_none(Vacancy.public_id == vacancy_id, Vacancy.campaign == campaign)
    if vacancy is not None:
        vacancy.campaign = campaign
    return vacancy


def agreement_in_force(campaign: Campaign) -> Agreement | None:
    """The newest version of the agreements, or None when there is none yet."""
    return Agreement.select().where(Agreement.campaign == campaign).order_by(Agreement.number.desc()).first()


def visible_invitation(user: User, invitation_id: str) -> Invitation | None:
    """An invitation that this person received for the own organisation or sent as lead (or leading coordinator).

    With campaign, employer, site and organisation. A revoked one is still found by who sent it.
    """
    invitation = (
        Invitation.select(Invitation, Campaign, Employer, Site, Lead, LeadingOrganisation, Organisation)
        .join(Campaign)
        .join(Employer, on=(Campaign.employer == Employer.id))
        .switch(Campaign)
        .join(Site)
        .switch(Campaign)
        .join(Lead, on=(Campaign.lead == Lead.id))
        .switch(Campaign)
        .join(LeadingOrganisation, on=(Campaign.organisation == LeadingOrganisation.id))
        .switch(Invitation)
        .join(Organisation, JOIN.INNER)
        .where(Invitation.public_id == invitation_id)
        .first()
    )
    if invitation is None or user.role not in MEDIATING_ROLES:
        return None
    campaign = invitation.campaign
    leads = campaign.lead_id == user.id
    coordinates = user.role == Role.COORDINATOR and campaign.organisation_id == user.organisation_id
    received = invitation.organisation_id == user.organisation_id and invitation.state != "revoked"
    return invitation if leads or coordinates or (received and campaign.state != "draft") else None


def own_invitation(user: User, campaign: Campaign) -> Invitation | None:
    """The invitation by which this person's organisation takes part in a campaign; one that was accepted comes first."""
    return (
        Invitation.select()
        .where(
            Invitation.campaign == campaign,
            Invitation.organisation == user.organisation_id,
            Invitation.state != "revoked",
        )
        .order_by((Invitation.state == "accepted").desc(), (Invitation.user == user.id).desc(), Invitation.id)
        .first()
    )
