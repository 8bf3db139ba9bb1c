"""What is next about how long things stay: look once more at what goes within a week."""

from datetime import datetime, time
from zoneinfo import ZoneInfo

from portal.clock import DEFAULT_ZONE
from portal.models.accounts import User
from portal.queries.next_steps.steps import NextStep
from portal.queries.retention import local_day, warnings_of_jobcoach
from portal.rules.roles import MEDIATING_ROLES
from portal.rules.words import N_


def retention_steps(user: User, now: datetime) -> list[NextStep]:
    """For a jobcoach: one step for all files that were warned of, until the day on which the first goes; one query."""
    if user.role not in MEDIATING_ROLES:
        return []
    warnings = warnings_of_jobcoach(user, local_day(now))
    if not warnings:
        return []
    return [
        NextStep(
            what=N_("Kijk na wat binnenkort gewist wordt (%(count)d)"),
            values={"count": len(warnings)},
            until=datetime.combine(warnings[0].due_on, time(5), ZoneInfo(DEFAULT_ZONE)),
            endpoint="retention.index",
            url={},
            label=N_("Bekijk de bewaartermijnen"),
        )
    ]
