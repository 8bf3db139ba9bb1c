"""How many stand where on the line of one campaign: the bars that open the filtered list."""

from collections import Counter
from dataclasses import dataclass

from portal.models.accounts import User
from portal.models.campaigns import Campaign
from portal.models.nominations import Nomination
from portal.queries.milestones import FACT_COLUMNS, facts_from, plans_of, statements_of_each, with_fact_joins
from portal.queries.nominations import followed_by
from portal.rules.milestones import NEEDS, NOT_YET, NOT_YET_NAME, line_of


@dataclass(frozen=True)
class Stop:
    """One milestone of the campaign, by its key and name, with how many live nominations have it last."""

    phase: str
    name: str
    count: int


def funnel_of(user: User, campaign: Campaign) -> list[Stop]:
    """Every milestone in the campaign's order with how many of those whom this person follows stand there.

    The counts are those of the list with the same filter. Five queries, whatever the number of nominations.
    """
    query = Nomination.select(Nomination.id, *FACT_COLUMNS).where(
        followed_by(user), Nomination.campaign == campaign, Nomination.archived_at.is_null()
    )
    facts = facts_from({row[0]: row[1:] for row in with_fact_joins(query).tuples()})
    statements = statements_of_each(list(facts))
    plan = plans_of([campaign.id])[campaign.id]
    lacking = {step for step in NEEDS.values() if not getattr(campaign, step)}
    counts = Counter(line_of(known, statements[key], plan, lacking).phase for key, known in facts.items())
    steps = [(one.milestone, one.name) for one in plan if one.is_on and NEEDS.get(one.milestone) not in lacking]
    return [Stop(phase, name, counts[phase]) for phase, name in [(NOT_YET, NOT_YET_NAME), *steps]]
