"""The next steps of leads and partners before the selection day."""

from datetime import datetime
from typing import Any

from peewee import fn

from portal.models.accounts import User
from portal.models.campaigns import Agreement, AgreementAcceptance, Campaign, Invitation
from portal.models.vacancies import Vacancy
from portal.queries.campaigns import campaigns_visible_to, invitations_with_campaign
from portal.queries.next_steps.steps import NextStep
from portal.rules.campaigns import preparation
from portal.rules.roles import MEDIATING_ROLES
from portal.rules.words import N_

ENDPOINTS = {
    "goal": "campaigns.change",
    "vacancies": "vacancies.index",
    "dates": "campaigns.dates",
    "agreements": "campaigns.agreements",
}


def campaign_steps(user: User, now: datetime) -> list[NextStep]:
    """What this mediator does next as lead and as invited partner. Three queries, whatever the number of rows."""
    if user.role not in MEDIATING_ROLES:
        return []
    return _steps_of_lead(user, now) + _steps_of_partner(user, now)


def _steps_of_lead(user: User, now: datetime) -> list[NextStep]:
    vacancies = Vacancy.select(fn.COUNT(Vacancy.id)).where(Vacancy.campaign == Campaign.id)
    agreements = Agreement.select(fn.COUNT(Agreement.id)).where(Agreement.campaign == Campaign.id)
    asked = Invitation.select(fn.COUNT(Invitation.id)).where(
        Invitation.campaign == Campaign.id,
        Invitation.state != "revoked",
        Invitation.user.is_null() | (Invitation.user != user.id),
    )
    query = (
        campaigns_visible_to(user)
        .select_extend(
            vacancies.alias("vacancy_count"), agreements.alias("agreement_count"), asked.alias("asked_count")
        )
        .where(Campaign.lead == user.id, Campaign.state.in_(["draft", "running"]))
    )
    found = []
    for campaign in query:
        step = _to_prepare(campaign) if campaign.state == "draft" else _to_invite(campaign, now)
        if step is not None:
            found.append(step)
    return found


def _step(campaign: Campaign, what: str, endpoint: str, label: str, **more: Any) -> NextStep:
    return NextStep(
        what=what,
        endpoint=endpoint,
        url=more.pop("url", None) or {"campaign_id": campaign.public_id},
        label=label,
        who=more.pop("who", campaign.title),
        zone=campaign.site.zone,
        **more,
    )


def _to_prepare(campaign: Campaign) -> NextStep:
    tasks = preparation(campaign, vacancies=campaign.vacancy_count, agreements=campaign.agreement_count)
    for task in tasks:
        if not task.is_done:
            return _step(campaign, task.words, ENDPOINTS[task.key], N_("Doe dit nu"))
    return _step(campaign, N_("Start de instroomactie"), "campaigns.show", N_("Bekijk en start"))


def _to_invite(campaign: Campaign, now: datetime) -> NextStep | None:
    closes = campaign.nominations_close_at
    if campaign.asked_count or (closes and closes < now):
        return None
    until = campaign.info_session_at if campaign.has_info_session else closes
    return _step(
        campaign,
        N_("Nodig partners uit"),
        "partners.invite",
        N_("Nodig uit"),
        until=until if until and until > now else None,
    )


def _steps_of_partner(user: User, now: datetime) -> list[NextStep]:
    newest = Agreement.select(fn.MAX(Agreement.number)).where(Agreement.campaign == Invitation.campaign)
    accepted = (
        AgreementAcceptance.select(fn.MAX(Agreement.number))
        .join(Agreement)
        .where(AgreementAcceptance.invitation == Invitation.id)
    )
    mine = (Invitation.user == user.id) | (Invitation.user.is_null() & (Invitation.email == user.email.lower()))
    query = (
        invitations_with_campaign()
        .select_extend(newest.alias("newest_number"), accepted.alias("accepted_number"))
        .where(
            mine,
            Invitation.organisation == user.organisation_id,
            Invitation.state.in_(["invited", "accepted"]),
            Campaign.state == "running",
        )
    )
    return [step for invitation in query for step in _to_answer(invitation, now)]


def _to_answer(invitation: Invitation, now: datetime) -> list[NextStep]:
    campaign = invitation.campaign
    who = campaign.employer.name
    url = {"invitation_id": invitation.public_id}
    session = campaign.info_session_at if campaign.has_info_session else None
    ahead = session if session and session > now else None
    if invitation.state == "invited":
        return [
            _step(
                campaign,
                N_("Beantwoord de uitnodiging van %(organisation)s"),
                "partners.answer",
                N_("Antwoord"),
                url=url,
                who=who,
                values={"organisation": campaign.organisation.name},
                until=ahead or campaign.nominations_close_at,
                is_late=bool(campaign.nominations_close_at and campaign.nominations_close_at < now),
            )
        ]
    found = []
    if invitation.newest_number and invitation.accepted_number != invitation.newest_number:
        found.append(
            _step(
                campaign,
                N_("Aanvaard de afspraken"),
                "campaigns.show",
                N_("Lees en aanvaard"),
                who=campaign.title,
            )
        )
    if ahead and invitation.comes is None:
        found.append(
            _step(
                campaign,
                N_("Laat weten of je naar de infosessie komt"),
                "partners.answer",
                N_("Antwoord"),
                url=url,
                who=who,
                until=ahead,
            )
        )
    return found
