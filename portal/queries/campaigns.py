"""Campaigns as a person may see them."""

from dataclasses import dataclass

from peewee import JOIN, Model, ModelSelect, fn

from portal.models.accounts import User
from portal.models.campaigns import Agreement, Campaign, Invitation
from portal.models.nominations import Nomination
from portal.models.organisations import Organisation, Site
from portal.models.vacancies import Vacancy
from portal.rules.roles import MEDIATING_ROLES, Role
from portal.rules.searching import words_to_find

Employer = Organisation.alias("employer")
Lead = User.alias("lead_user")
LeadingOrganisation = Organisation.alias("leading_organisation")
InvitedUser = User.alias("invited_user")


def campaigns_visible_to(user: User) -> ModelSelect:
    """Campaigns that this person leads, is asked for, or is the employer of; with employer, site, lead, organisation.

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


def with_campaign(query: ModelSelect, source: type[Model]) -> ModelSelect:
    """The query with the campaign of `source`, its employer, site and lead; `source` is joined from again after it."""
    return (
        query.select_extend(Campaign, Employer, Site, Lead)
        .switch(source)
        .join(Campaign)
        .join(Employer, on=(Campaign.employer == Employer.id), attr="employer")
        .switch(Campaign)
        .join(Site)
        .switch(Campaign)
        .join(Lead, on=(Campaign.lead == Lead.id), attr="lead")
        .switch(source)
    )


def invitations_with_campaign() -> ModelSelect:
    """Invitations with campaign, employer, site, lead and both organisations, and the account if there is one."""
    return (
        Invitation.select(Invitation, Campaign, Employer, Site, Lead, LeadingOrganisation, Organisation, InvitedUser)
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
        .switch(Invitation)
        .join(InvitedUser, JOIN.LEFT_OUTER, on=(Invitation.user == InvitedUser.id))
    )


def visible_invitation(user: User, invitation_id: str) -> Invitation | None:
    """An invitation that this person received for the own organisation or sent as lead (or leading coordinator).

    With all that `invitations_with_campaign` gives. A revoked one is still found by who sent it.
    """
    if user.role not in MEDIATING_ROLES:
        return None
    invitation: Invitation | None = invitations_with_campaign().where(Invitation.public_id == invitation_id).first()
    if invitation is None:
        return None
    campaign = invitation.campaign
    leads = campaign.lead_id == user.id
    coordinates = user.role == Role.COORDINATOR and campaign.organisation_id == user.organisation_id
    received = invitation.organisation_id == user.organisation_id and invitation.state != "revoked"
    return invitation if leads or coordinates or (received and campaign.state != "draft") else None


def own_invitation(user: User, campaign: Campaign) -> Invitation | None:
    """The invitation by which this person's organisation takes part; one that was accepted comes first."""
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


def campaigns_listed(user: User, *, words: str = "", state: str = "") -> ModelSelect:
    """The campaigns that this person may see, the newest first; `words` are looked for in title and employer."""
    query = campaigns_visible_to(user)
    for word in words_to_find(words.lower()):
        query = query.where(fn.LOWER(Campaign.title).contains(word) | fn.LOWER(Employer.name).contains(word))
    if state:
        query = query.where(Campaign.state == state)
    return query.order_by(Campaign.created_at.desc(), Campaign.id.desc())


def agreements_of(campaign: Campaign) -> list[Agreement]:
    """Every version of the agreements with its writer, the newest first."""
    query = Agreement.select(Agreement, User).join(User).where(Agreement.campaign == campaign)
    return list(query.order_by(Agreement.number.desc()))


@dataclass(frozen=True)
class Answers:
    """How many partners answered what, and how many candidates were put forward (drafts not counted)."""

    asked: int
    accepted: int
    declined: int
    silent: int
    coming: int
    put_forward: int


def answers_of(campaign: Campaign) -> Answers:
    """The counts of a campaign; revoked invitations are not counted. Two queries."""
    rows = (
        Invitation.select(Invitation.state, Invitation.comes, fn.COUNT(Invitation.id).alias("number"))
        .where(Invitation.campaign == campaign, Invitation.state != "revoked")
        .group_by(Invitation.state, Invitation.comes)
    )
    counted = [(row.state, row.comes, row.number) for row in rows]
    by_state = {
        wanted: sum(number for state, _, number in counted if state == wanted)
        for wanted in ("invited", "accepted", "declined")
    }
    put_forward = Nomination.select().where(Nomination.campaign == campaign, Nomination.state == "put_forward")
    return Answers(
        asked=sum(by_state.values()),
        accepted=by_state["accepted"],
        declined=by_state["declined"],
        silent=by_state["invited"],
        coming=sum(number for _, comes, number in counted if comes == "yes"),
        put_forward=put_forward.count(),
    )
