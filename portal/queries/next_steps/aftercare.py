"""Next steps of aftercare: on the day of a moment and after it, for the jobcoach whose plan it is."""

from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

from portal.models.accounts import User
from portal.queries.aftercare import open_aftercare_of
from portal.queries.next_steps.steps import NextStep
from portal.rules.roles import MEDIATING_ROLES
from portal.rules.words import N_


def aftercare_steps(user: User, now: datetime) -> list[NextStep]:
    """The earliest moment of each placement that is due; two queries."""
    if user.role not in MEDIATING_ROLES:
        return []
    found: dict[int, NextStep] = {}
    for moment, internship in open_aftercare_of(user):
        campaign = internship.nomination.campaign
        zone = ZoneInfo(campaign.site.zone)
        if internship.id in found or moment.on > now.astimezone(zone).date():
            continue
        until = datetime.combine(moment.on, time(23, 59), zone).astimezone(UTC)
        found[internship.id] = NextStep(
            what=N_("Vraag hoe het met %(name)s gaat op het werk"),
            values={"name": internship.nomination.candidate.first_name},
            who=campaign.employer.name,
            until=until,
            zone=campaign.site.zone,
            is_late=until < now,
            endpoint="aftercare.note",
            url={"moment_id": moment.public_id},
            label=N_("Noteer hoe het gaat"),
        )
    return list(found.values())
