"""The clock of the two working days: remind the jobcoach, then tell the lead and the coordinator (req X-01)."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from portal.models.accounts import User
from portal.models.database import writes
from portal.outbox.mails.decisions import relay_overdue, relay_reminder
from portal.outbox.posting import post
from portal.queries.decisions import relays_due_before
from portal.rules.decisions import REMIND_HOURS_BEFORE
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
    """Once per result that is past due: the lead and the coordinators of the candidate's organisation hear it.

    Not whoever is the jobcoach too: she is reminded as such, and nobody is told to call herself.
    """
    late = [relay for relay in relays_due_before(now) if relay.escalated_at is None]
    if not late:
        return 0
    organisations = {relay.decision.nomination.organisation_id for relay in late}
    leads = {relay.decision.nomination.campaign.lead_id for relay in late}
    people = list(
        User.select().where(
            User.active,
            User._meta.primary_key.in_(leads)
            | ((User.role == Role.COORDINATOR.value) & User.organisation.in_(organisations)),
        )
    )
    for relay in late:
        nomination = relay.decision.nomination
        for person in people:
            coordinates = person.role == Role.COORDINATOR and person.organisation_id == nomination.organisation_id
            concerned = person.id == nomination.campaign.lead_id or coordinates
            if concerned and person.id != nomination.jobcoach_id:
                post(relay_overdue(relay, person))
        relay.change(escalated_at=now)
    return len(late)
