"""What is next about the candidates' own pages: somebody without an address asked for the link again."""

from datetime import datetime

from portal.models.accounts import User
from portal.queries.next_steps.steps import NextStep
from portal.queries.own_day import requests_waiting
from portal.rules.roles import MEDIATING_ROLES
from portal.rules.words import N_


def own_day_steps(user: User, now: datetime) -> list[NextStep]:
    """For the jobcoach whose candidate has no address to send the link to; one query."""
    if user.role not in MEDIATING_ROLES:
        return []
    found = {one.nomination_id: one for one in requests_waiting(user)}
    return [
        NextStep(
            what=N_("%(name)s vraagt de link naar “Mijn dag”"),
            values={"name": one.nomination.candidate.first_name},
            who=one.nomination.campaign.title,
            endpoint="own_day.of_candidate",
            url={"nomination_id": one.nomination.public_id},
            label=N_("Geef een nieuwe link"),
        )
        for one in found.values()
    ]
