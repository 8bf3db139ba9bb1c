"""Next steps of milestones: what somebody said to come back on, on its day and after it."""

from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

from portal.models.accounts import User
from portal.queries.milestones import open_promises_of
from portal.queries.next_steps.steps import NextStep
from portal.rules.milestones import MILESTONE_NAMES
from portal.rules.roles import MEDIATING_ROLES
from portal.rules.words import N_, Term


def milestone_steps(user: User, now: datetime) -> list[NextStep]:
    """For who said so, as long as nothing newer was noted; one query."""
    if user.role not in MEDIATING_ROLES:
        return []
    found = []
    for promise in open_promises_of(user, now.date()):
        nomination = promise.nomination
        site = nomination.campaign.site
        zone = ZoneInfo(site.zone)
        if promise.come_back_on > now.astimezone(zone).date():
            continue
        until = datetime.combine(promise.come_back_on, time(23, 59), zone).astimezone(UTC)
        found.append(
            NextStep(
                what=N_("Kom terug op %(name)s: %(milestone)s"),
                values={
                    "name": nomination.candidate.first_name,
                    "milestone": Term(MILESTONE_NAMES[promise.milestone]),
                },
                who=nomination.campaign.title,
                until=until,
                zone=site.zone,
                is_late=until < now,
                endpoint="milestones.show",
                url={"nomination_id": nomination.public_id},
                label=N_("Bekijk en noteer"),
            )
        )
    return found
