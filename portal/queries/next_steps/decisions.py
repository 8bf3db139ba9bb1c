"""What is next about results: publish, tell, and who is late."""

from datetime import datetime

from portal.models.accounts import User
from portal.queries.decisions import campaigns_to_publish, late_relays_of_lead, relays_to_tell
from portal.queries.next_steps.steps import NextStep
from portal.rules.roles import MEDIATING_ROLES
from portal.rules.words import N_


def decision_steps(user: User, now: datetime) -> list[NextStep]:
    """For a jobcoach: results to tell, with the date they are due.

    For a lead: batches to publish and results past due.
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
    return found
