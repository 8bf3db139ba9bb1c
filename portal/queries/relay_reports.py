"""How quickly candidates hear their result: per partner organisation, or per campaign for the own people (req X-01)."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from statistics import median
from typing import Any

from portal.models.accounts import User
from portal.models.campaigns import Campaign
from portal.models.decisions import Decision, Relay
from portal.models.nominations import Nomination
from portal.queries.decisions import published_relays
from portal.queries.working_days import working_hours_between
from portal.rules.deadlines import WORKING_HOURS_A_DAY


@dataclass(frozen=True, kw_only=True)
class Quickness:
    """How quickly one group told: hours are working hours from publishing until told, None when nobody told yet.

    `late` counts what is open past its term; `in_time` what was told within it.
    """

    name: str
    results: int
    told: int
    in_time: int
    late: int
    median_hours: float | None
    longest_hours: float | None

    @property
    def open(self) -> int:
        """How many candidates still have to hear."""
        return self.results - self.told

    @property
    def share_in_time(self) -> int | None:
        """Per cent told within the term, of all whose term is over or who were told; None when there are none."""
        counted = self.told + self.late
        return round(100 * self.in_time / counted) if counted else None

    @property
    def median_days(self) -> float | None:
        """The median in working days."""
        return None if self.median_hours is None else round(self.median_hours / WORKING_HOURS_A_DAY, 1)

    @property
    def longest_days(self) -> float | None:
        """The longest in working days."""
        return None if self.longest_hours is None else round(self.longest_hours / WORKING_HOURS_A_DAY, 1)


def report_of_campaign(campaign: Campaign, now: datetime) -> list[Quickness]:
    """One line for each organisation of which candidates got a result, by name, the whole campaign last; one query."""
    relays = list(published_relays().where(Nomination.campaign == campaign))
    return _report(relays, lambda relay: relay.decision.nomination.organisation.name, now)


def report_of_own_people(user: User, now: datetime) -> list[Quickness]:
    """One line for each campaign in which candidates of the coordinator's organisation got a result; one query."""
    relays = list(published_relays().where(Nomination.organisation == user.organisation_id))
    return _report(relays, lambda relay: relay.decision.nomination.campaign.title, now)


def open_of_own_people(user: User) -> list[Relay]:
    """Candidates of the coordinator's organisation who still have to hear, the most urgent first."""
    query = published_relays().where(Nomination.organisation == user.organisation_id, Relay.state == "due")
    return list(query.order_by(Relay.due_at, Relay.id))


def _report(relays: list[Relay], group: Callable[[Relay], str], now: datetime) -> list[Quickness]:
    groups: dict[str, list[Relay]] = defaultdict(list)
    for relay in relays:
        groups[group(relay)].append(relay)
    found = [_quickness(name, groups[name], now) for name in sorted(groups, key=str.casefold)]
    return [*found, _quickness("", relays, now)] if len(found) > 1 else found


def _quickness(name: str, relays: Iterable[Any], now: datetime) -> Quickness:
    listed = list(relays)
    told = [relay for relay in listed if relay.state == "told"]
    hours = [_hours(relay) for relay in told]
    return Quickness(
        name=name,
        results=len(listed),
        told=len(told),
        in_time=sum(relay.told_at <= relay.due_at for relay in told),
        late=sum(relay.state == "due" and relay.due_at < now for relay in listed),
        median_hours=round(median(hours), 1) if hours else None,
        longest_hours=round(max(hours), 1) if hours else None,
    )


def _hours(relay: Relay) -> float:
    decision: Decision = relay.decision
    site = decision.nomination.campaign.site
    assert decision.published_at is not None, "a published decision has its moment"
    return working_hours_between(decision.published_at, relay.told_at, site.zone, site.country)
