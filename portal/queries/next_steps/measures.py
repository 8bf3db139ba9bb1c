"""What is next about the law of measures: read the sources again (req X-03)."""

from datetime import datetime
from zoneinfo import ZoneInfo

from portal.clock import DEFAULT_ZONE
from portal.models.accounts import User
from portal.queries.measures import law
from portal.queries.next_steps.steps import NextStep
from portal.rules.measures import is_to_check
from portal.rules.roles import Role
from portal.rules.words import N_


def measure_steps(user: User, now: datetime) -> list[NextStep]:
    """For the administrator, once rows were not checked for six months; one query."""
    if user.role != Role.ADMINISTRATOR:
        return []
    today = now.astimezone(ZoneInfo(DEFAULT_ZONE)).date()
    count = sum(1 for measure in law() if is_to_check(measure, today))
    if not count:
        return []
    return [
        NextStep(
            what=N_("Maatregelen waarvan de bron al een halfjaar niet nagekeken is: %(num)s"),
            values={"num": count},
            endpoint="measures.index",
            url={},
            label=N_("Kijk ze na"),
        )
    ]
