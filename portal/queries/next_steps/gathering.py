"""All next steps of a person, the most urgent first."""

from collections.abc import Callable
from datetime import UTC, datetime

from portal.models.accounts import User
from portal.queries.next_steps.aftercare import aftercare_steps
from portal.queries.next_steps.answers import answer_steps
from portal.queries.next_steps.campaigns import campaign_steps
from portal.queries.next_steps.decisions import decision_steps
from portal.queries.next_steps.internships import internship_steps
from portal.queries.next_steps.interviews import interview_steps
from portal.queries.next_steps.mail import mail_steps
from portal.queries.next_steps.measures import measure_steps
from portal.queries.next_steps.milestones import milestone_steps
from portal.queries.next_steps.nominations import nomination_steps
from portal.queries.next_steps.own_day import own_day_steps
from portal.queries.next_steps.preselections import preselection_steps
from portal.queries.next_steps.privacy import privacy_steps
from portal.queries.next_steps.registering import registering_steps
from portal.queries.next_steps.retention import retention_steps
from portal.queries.next_steps.selection_days import selection_day_steps
from portal.queries.next_steps.speeddates import speeddate_steps
from portal.queries.next_steps.steps import NextStep

# One function per area: (user, now) -> steps. The number of queries of each is constant.
SOURCES: list[Callable[[User, datetime], list[NextStep]]] = [
    campaign_steps,
    nomination_steps,
    milestone_steps,
    interview_steps,
    preselection_steps,
    selection_day_steps,
    speeddate_steps,
    decision_steps,
    internship_steps,
    aftercare_steps,
    answer_steps,
    own_day_steps,
    retention_steps,
    registering_steps,
    mail_steps,
    measure_steps,
    privacy_steps,
]

_NEVER = datetime.max.replace(tzinfo=UTC)


def next_steps(user: User, now: datetime) -> list[NextStep]:
    """Every next step of this person, late ones first, then by date; those without a date last."""
    found = [step for source in SOURCES for step in source(user, now)]
    return sorted(found, key=lambda step: (not step.is_late, step.until or _NEVER))
