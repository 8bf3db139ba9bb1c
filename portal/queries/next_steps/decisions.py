"""What is next about results: publish, tell, and who is late."""

from datetime import datetime

from portal.models.accounts import User
from portal.queries.decisions import campaigns_to_publish, late_relays_of_lead, relays_to_tell
from portal.queries.next_steps.steps import NextStep
from portal.queries.places import places_to_fill
from portal.queries.relay_reports import open_of_own_people
from portal.rules.roles import MEDIATING_ROLES, Role
from portal.rules.words import N_


def decision_steps(user: User, now: datetime) -> list[NextStep]:
    """For a jobcoach: results to tell, with the date they are due.

    For a lead: batches to publish, results past due, and places that came free. For a coordinator: results of the own
    organisation that are late for so long that he or she was told.
    """
    if user.role not in MEDIATING_ROLES:
        return []
    found = [
        NextStep(
            what=N_("Vertel %(name)s het resultaat"),
            values={"name": relay.decision.nomination.candidate.first_name},
            who=relay.decision.nomination.campaign.title,
            until=relay.due_at,
            zone=relay.decision.nomination.campaign.site.zone,
            is_late=relay.due_at < now,
            endpoint="decisions.relay",
            url={"relay_id": relay.public_id},
            label=N_("Lees en vertel"),
        )
        for relay in relays_to_tell(user)
    ]
    found += [
        NextStep(
            what=N_("Maak de beslissingen bekend (%(count)d)"),
            values={"count": count},
            who=campaign.title,
            endpoint="decisions.preview",
            url={"campaign_id": campaign.public_id},
            label=N_("Kijk na en maak bekend"),
        )
        for campaign, count in campaigns_to_publish(user)
    ]
    found += [
        NextStep(
            what=N_("Kandidaten die het resultaat nog niet weten: %(count)d"),
            values={"count": count},
            who=campaign.title,
            is_late=True,
            endpoint="decisions.relays",
            url={"campaign_id": campaign.public_id},
            label=N_("Bekijk wie je belt"),
        )
        for campaign, count in late_relays_of_lead(user, now)
    ]
    found += [
        NextStep(
            what=N_("%(vacancy)s: %(free)d plaats vrij, er is iemand op de reserve"),
            values={"vacancy": one.vacancy.title, "free": one.free},
            who=one.vacancy.campaign.title,
            endpoint="decisions.compare",
            url={"campaign_id": one.vacancy.campaign.public_id, "vacancy_id": one.vacancy.public_id},
            label=N_("Bekijk wie de volgende is"),
        )
        for one in places_to_fill(user)
    ]
    if user.role == Role.COORDINATOR:
        found += _late_of_own_people(user, now)
    return found


def _late_of_own_people(user: User, now: datetime) -> list[NextStep]:
    late = [one for one in open_of_own_people(user) if one.escalated_further_at is not None and one.due_at < now]
    if not late:
        return []
    return [
        NextStep(
            what=N_("Kandidaten van jullie die het resultaat nog niet weten: %(count)d"),
            values={"count": len(late)},
            is_late=True,
            endpoint="decisions.own_report",
            url={},
            label=N_("Bekijk wie je belt"),
        )
    ]
