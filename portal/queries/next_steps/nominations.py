"""Next steps about nominations: for the jobcoach until the deadline, for the lead when somebody new is there."""

from datetime import datetime

from peewee import fn

from portal.models.accounts import Look, User
from portal.models.campaigns import Campaign, Invitation
from portal.models.candidates import Candidate
from portal.models.nominations import Nomination
from portal.models.organisations import Site
from portal.queries.campaigns import Employer
from portal.queries.next_steps.steps import NextStep
from portal.rules.roles import MEDIATING_ROLES
from portal.rules.words import N_


def nomination_steps(user: User, now: datetime) -> list[NextStep]:
    """Drafts to complete, campaigns that wait for a first candidate, and nominations to read; three queries."""
    if user.role not in MEDIATING_ROLES:
        return []
    return _drafts(user, now) + _first_candidates(user, now) + _unread(user)


def _last_moment(campaign: Campaign, invitation: Invitation) -> datetime:
    moments = (campaign.nominations_close_at, invitation.late_until)
    return max(moment for moment in moments if moment is not None)


def _still_open(now: datetime) -> object:
    return (Campaign.nominations_close_at >= now) | (Invitation.late_until >= now)


def _drafts(user: User, now: datetime) -> list[NextStep]:
    rows = (
        Nomination.select(Nomination, Candidate, Invitation, Campaign, Site)
        .join(Candidate)
        .switch(Nomination)
        .join(Invitation)
        .switch(Nomination)
        .join(Campaign)
        .join(Site)
        .where(
            Nomination.jobcoach == user,
            Nomination.state == "draft",
            Campaign.state == "running",
            Invitation.state == "accepted",
            _still_open(now),
        )
    )
    return [
        NextStep(
            what=N_("Vul de voordracht van %(name)s aan"),
            values={"name": row.candidate.first_name},
            who=row.campaign.title,
            until=_last_moment(row.campaign, row.invitation),
            zone=row.campaign.site.zone,
            endpoint="nominations.show",
            url={"nomination_id": row.public_id},
            label=N_("Vul aan"),
        )
        for row in rows
    ]


def _first_candidates(user: User, now: datetime) -> list[NextStep]:
    there = Nomination.select(Nomination.campaign).where(Nomination.organisation == user.organisation_id)
    rows = (
        Invitation.select(Invitation, Campaign, Employer, Site)
        .join(Campaign)
        .join(Employer, on=(Campaign.employer == Employer.id), attr="employer")
        .switch(Campaign)
        .join(Site)
        .where(
            Invitation.user == user,
            Invitation.state == "accepted",
            Campaign.state == "running",
            Campaign.nominations_open_at.is_null() | (Campaign.nominations_open_at <= now),
            _still_open(now),
            Campaign.id.not_in(there),
        )
    )
    return [
        NextStep(
            what=N_("Draag kandidaten voor bij %(employer)s"),
            values={"employer": row.campaign.employer.name},
            who=row.campaign.title,
            until=_last_moment(row.campaign, row),
            zone=row.campaign.site.zone,
            endpoint="nominations.of_partner",
            url={"invitation_id": row.public_id},
            label=N_("Begin"),
        )
        for row in rows
    ]


def _unread(user: User) -> list[NextStep]:
    seen = Look.select(Look.id).where(
        Look.by == user, Look.candidate == Nomination.candidate, Look.at >= Nomination.put_forward_at
    )
    rows = (
        Campaign.select(Campaign.public_id, Campaign.title, fn.COUNT(Nomination.id))
        .join(Nomination)
        .where(
            Campaign.lead == user,
            Campaign.state == "running",
            Nomination.state == "put_forward",
            ~fn.EXISTS(seen),
        )
        .group_by(Campaign.id, Campaign.public_id, Campaign.title)
    )
    return [
        NextStep(
            what=N_("Bekijk de nieuwe voordracht") if count == 1 else N_("Bekijk %(num)s nieuwe voordrachten"),
            values={"num": count},
            who=title,
            endpoint="nominations.index",
            url={"campaign_id": campaign_id},
            label=N_("Bekijk"),
        )
        for campaign_id, title, count in rows.tuples()
    ]
