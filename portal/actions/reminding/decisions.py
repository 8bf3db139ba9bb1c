"""The clock of the two working days: remind the jobcoach, tell the lead, and then the coordinator (req X-01)."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from portal.models.accounts import User
from portal.models.database import writes
from portal.models.decisions import Relay
from portal.outbox.mails.decisions import relay_overdue, relay_reminder
from portal.outbox.posting import post
from portal.queries.decisions import relays_due_before
from portal.queries.working_days import working_hours_between
from portal.rules.decisions import ESCALATE_FURTHER_AFTER_WORKING_HOURS, REMIND_HOURS_BEFORE
from portal.rules.roles import Role

_A_DAY = timedelta(hours=24)


@writes
def remind_jobcoaches_to_tell(now: datetime) -> int:
    """One reminder in 24 hours for each result that is due within a day or past due; how many went out."""
    count = 0
    for relay in relays_due_before(now + timedelta(hours=REMIND_HOURS_BEFORE)):
        if relay.reminded_at is not None and now - relay.reminded_at < _A_DAY:
            continue
        zone = relay.decision.nomination.campaign.site.zone
        post(relay_reminder(relay, now.astimezone(ZoneInfo(zone)).date()))
        relay.change(reminded_at=now)
        count += 1
    return count


@writes
def escalate_untold_results(now: datetime) -> int:
    """Each result past due once to who leads, and when it lasts once to the coordinators of the jobcoach; how many.

    Whoever is the jobcoach too is skipped: she is reminded as such, and nobody is told to
    call herself; when who leads is the jobcoach, the coordinators hear it at once.
    """
    late = relays_due_before(now)
    to_lead = [relay for relay in late if relay.escalated_at is None]
    further = [relay for relay in late if relay.escalated_further_at is None and _lasts(relay, now)]
    if to_lead or further:
        people = _people(late)
        for relay in to_lead:
            lead = people.get(relay.decision.nomination.campaign.lead_id)
            if lead is not None and not _coaches(lead, relay):
                post(relay_overdue(relay, lead))
            relay.change(escalated_at=now)
        for relay in further:
            organisation_id = relay.decision.nomination.organisation_id
            for person in people.values():
                coordinates = person.role == Role.COORDINATOR and person.organisation_id == organisation_id
                leads = person.id == relay.decision.nomination.campaign.lead_id
                if coordinates and not leads and not _coaches(person, relay):
                    post(relay_overdue(relay, person))
            relay.change(escalated_further_at=now)
    return len({relay.id for relay in (*to_lead, *further)})


def _coaches(person: User, relay: Relay) -> bool:
    return bool(person.id == relay.decision.nomination.jobcoach_id)


def _lasts(relay: Relay, now: datetime) -> bool:
    """Whether it is late for so long that the coordinator has to know; at once when who leads is the jobcoach."""
    campaign = relay.decision.nomination.campaign
    if campaign.lead_id == relay.decision.nomination.jobcoach_id:
        return True
    hours = working_hours_between(relay.due_at, now, campaign.site.zone, campaign.site.country)
    return hours >= ESCALATE_FURTHER_AFTER_WORKING_HOURS


def _people(late: Iterable[Relay]) -> dict[int, User]:
    """Who leads, and who coordinates the organisations of these; one query."""
    organisations = {relay.decision.nomination.organisation_id for relay in late}
    leads = {relay.decision.nomination.campaign.lead_id for relay in late}
    coordinates = (User.role == Role.COORDINATOR.value) & User.organisation.in_(organisations)
    rows = User.select().where(User.active, User._meta.primary_key.in_(leads) | coordinates)
    return {person.id: person for person in rows.order_by(User.id)}
