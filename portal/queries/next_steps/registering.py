"""What is next about noting elsewhere: one step, however much there is to note."""

from datetime import datetime

from portal.models.accounts import User
from portal.queries.next_steps.steps import NextStep
from portal.queries.registering import gaps_of
from portal.rules.roles import MEDIATING_ROLES
from portal.rules.words import N_


def registering_steps(user: User, now: datetime) -> list[NextStep]:
    """How many notes are missing in the systems that the organisation uses; a dozen queries, one where it uses none."""
    count = len(gaps_of(user)) if user.role in MEDIATING_ROLES else 0
    if not count:
        return []
    return [
        NextStep(
            what=N_("Noteer in de andere systemen: %(num)s"),
            values={"num": count},
            endpoint="registering.index",
            url={},
            label=N_("Bekijk wat"),
        )
    ]
