"""Deciding, publishing in one batch, and telling the candidate."""

from collections.abc import Mapping
from datetime import datetime

from portal import clock
from portal.actions.moving import move, note_down
from portal.models.accounts import User
from portal.models.campaigns import Campaign
from portal.models.database import writes
from portal.models.decisions import Decision, Relay
from portal.models.nominations import Nomination
from portal.models.vacancies import Vacancy
from portal.outbox.batches import keep_secret, leave_out
from portal.outbox.mails.decisions import result_published, result_taken_back
from portal.outbox.posting import post
from portal.queries.decisions import decision_of, pending_decisions, undecided_nominations
from portal.queries.working_days import working_days_after
from portal.rules.decisions import RELAY_DUE_AT, Outcome, ToldHow, check_decision
from portal.rules.local_times import to_utc
from portal.rules.refusals import ChangedMeanwhile, Refused
from portal.rules.words import N_


@writes
def decide(
    nomination: Nomination,
    outcome: Outcome,
    *,
    vacancy: Vacancy | None,
    motivation: str,
    words_for_candidate: str,
    seen_version: int,
    by: User,
) -> Decision:
    """Decide about a candidate; it stays pending until the lead publishes the batch. Deciding again changes it.

    `seen_version` is the version of the decision that the person saw, 0 for none. Raises Refused when a text or the
    function lacks
    or when the decision is published, ChangedMeanwhile when somebody else decided in between.
    """
    check_decision(outcome, vacancy is not None, motivation, words_for_candidate)
    values = {
        "outcome": outcome.value,
        "vacancy": vacancy if outcome is Outcome.RETAINED else None,
        "motivation": motivation.strip(),
        "words_for_candidate": words_for_candidate.strip(),
        "decided_by": by,
        "decided_at": clock.now(),
    }
    decision = decision_of(nomination)
    if decision is None:
        decision = Decision.create(nomination=nomination, **values)
    else:
        if decision.state != "pending":
            raise Refused(N_("Deze beslissing is al bekendgemaakt. Neem ze eerst terug om ze te wijzigen."))
        if seen_version != decision.version and _same(decision, values):
            return decision
        decision.nomination = nomination
        decision.change_seen(seen_version, **values)
    note_down(decision, "decide", by=by)
    return decision


def _same(decision: Decision, values: Mapping[str, object]) -> bool:
    """Whether this is the same decision sent twice."""
    return (
        decision.outcome == values["outcome"]
        and decision.motivation == values["motivation"]
        and decision.words_for_candidate == values["words_for_candidate"]
    )


@writes
def publish_decisions(campaign: Campaign, *, by: User) -> int:
    """Publish every pending decision of a campaign in one batch; how many. Doing it again publishes what is new only.

    Each jobcoach gets a mail of his or her own, and the clock of the working days starts.
    """
    now = clock.now()
    due_at = relay_due_at(campaign, now)
    decisions = pending_decisions(campaign)
    for decision in decisions:
        decision.nomination.campaign = campaign
        move(decision, "publish", by=by, published_at=now)
        relay = Relay.get_or_none(Relay.decision == decision)
        if relay is None:
            relay = Relay.create(decision=decision, jobcoach=decision.nomination.jobcoach, due_at=due_at)
            keep_secret(relay.public_id)
        else:
            relay.change(due_at=due_at, reminded_at=None, escalated_at=None)
        post(result_published(decision, relay))
    for nomination in undecided_nominations(campaign):
        candidate = nomination.candidate
        leave_out(f"{candidate.first_name} {candidate.last_name}", N_("Over deze kandidaat is nog niet beslist."))
    return len(decisions)


def relay_due_at(campaign: Campaign, published_at: datetime) -> datetime:
    """When the last candidate must have heard.

    The end of the last working day after publishing, in UTC (req 001-24).
    """
    zone = campaign.site.zone
    last = working_days_after(clock.today(zone), campaign.relay_working_days, campaign.site.country)
    return to_utc(last, RELAY_DUE_AT, zone)


@writes
def take_back_decision(decision: Decision, relay: Relay, *, by: User) -> None:
    """A mistake: back to pending, and the jobcoach hears at once not to tell it. Refused when the candidate knows."""
    if relay.state == "told":
        raise Refused(N_("De kandidaat weet dit al. Bel de jobcoach om het samen recht te zetten."))
    move(decision, "take_back", by=by, published_at=None)
    post(result_taken_back(decision))


@writes
def tell_candidate(relay: Relay, told_at: datetime, how: ToldHow, *, reaction: str, by: User) -> None:
    """The candidate knows: when, how, by whom. Telling twice is refused by the state."""
    if told_at > clock.now():
        raise Refused(N_("Dit moment moet nog komen. Noteer het nadat je het verteld hebt."))
    published_at = relay.decision.published_at
    if published_at is None:
        raise ChangedMeanwhile(N_("Deze beslissing is intussen teruggenomen. Vertel ze nog niet."))
    if told_at < published_at.replace(second=0, microsecond=0):
        raise Refused(N_("Dit moment ligt vóór de bekendmaking. Kijk de datum en het uur na."))
    move(relay, "tell", by=by, told_at=told_at, told_how=how.value, told_by=by, reaction=reaction.strip())


@writes
def correct_relay(relay: Relay, *, by: User) -> None:
    """It was noted by mistake: the clock runs on."""
    move(relay, "correct", by=by, told_at=None, told_how="", told_by=None, reaction="")
