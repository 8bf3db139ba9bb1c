"""Deciding, publishing in one batch, and telling the candidate."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from portal import clock
from portal.actions.batches import NotWhatWasSeen
from portal.actions.moving import move, note_down
from portal.models.accounts import User
from portal.models.campaigns import Campaign
from portal.models.database import writes
from portal.models.decisions import Decision, Relay
from portal.models.nominations import Nomination
from portal.models.vacancies import Vacancy
from portal.outbox.batches import keep_secret, leave_out
from portal.outbox.mails.decisions import PUBLISHED, occasion_of, result_published, result_taken_back
from portal.outbox.posting import post
from portal.outbox.unsent import take_unsent
from portal.queries.decisions import decision_of, pending_decisions, relay_as_it_stands, undecided_nominations
from portal.queries.nominations import nomination_as_it_stands
from portal.queries.places import filled_places, first_choice, last_rank
from portal.queries.preselections import has_read_result, is_stopped
from portal.queries.working_days import working_days_after
from portal.rules.decisions import RELAY_DUE_AT, Outcome, ToldHow, check_decision, check_places, seen_of
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
    beyond_places: bool = False,
) -> Decision:
    """Decide about a candidate; it stays pending until the lead publishes the batch. Deciding again changes it.

    `seen_version` is the version of the decision that the person saw, 0 for none. A reserve without a vacancy is one
    for the first choice, last on its list. Raises Refused when a text or the function lacks, when the decision is
    published, or (unless `beyond_places`) when every place is filled; ChangedMeanwhile when somebody else decided in
    between.
    """
    check_decision(outcome, vacancy is not None, motivation, words_for_candidate)
    _check_decidable(nomination)
    decision = decision_of(nomination)
    values: dict[str, Any] = {
        "outcome": outcome.value,
        "vacancy": _vacancy_for(outcome, vacancy, nomination),
        "motivation": motivation.strip(),
        "words_for_candidate": words_for_candidate.strip(),
        "decided_by": by,
        "decided_at": clock.now(),
    }
    if decision is not None and decision.state != "pending":
        raise Refused(N_("Deze beslissing is al bekendgemaakt. Neem ze eerst terug om ze te wijzigen."))
    if decision is not None and seen_version != decision.version and _same(decision, values):
        return decision
    if outcome is Outcome.RETAINED and vacancy is not None:
        places = Vacancy.get_by_id(vacancy.id).places
        check_places(places, filled_places(vacancy, but=nomination), is_meant=beyond_places)
    values["reserve_rank"] = _rank_for(outcome, values["vacancy"], decision)
    if decision is None:
        if seen_version:
            raise ChangedMeanwhile(
                N_("Iemand anders maakte deze beslissing intussen ongedaan. Kijk en beslis opnieuw.")
            )
        decision = Decision.create(nomination=nomination, **values)
    else:
        decision.nomination = nomination
        decision.change_seen(seen_version, **values)
    note_down(decision, "decide", by=by)
    return decision


def _check_decidable(nomination: Nomination) -> None:
    """Who was withdrawn, or does not go on after the pre-selection, is decided about no more."""
    standing = nomination_as_it_stands(nomination)
    if standing.campaign.state != "running":
        raise Refused(N_("Deze instroomactie loopt niet; er valt niets te beslissen."))
    if standing.state != "put_forward" or is_stopped(standing):
        raise ChangedMeanwhile(N_("Deze kandidaat doet intussen niet meer mee. Er valt niets te beslissen."))


def _vacancy_for(outcome: Outcome, vacancy: Vacancy | None, nomination: Nomination) -> Vacancy | None:
    if outcome is Outcome.NOT_RETAINED:
        return None
    return vacancy or first_choice(nomination)


def _rank_for(outcome: Outcome, vacancy: Any, before: Decision | None) -> int | None:
    """The place on the reserve list: the same as it was, or the last."""
    if outcome is not Outcome.RESERVE or vacancy is None:
        return None
    if before is not None and before.reserve_rank is not None and before.vacancy_id == vacancy.id:
        return before.reserve_rank
    return last_rank(vacancy) + 1


def _same(decision: Decision, values: Mapping[str, Any]) -> bool:
    """Whether this is the same decision sent twice."""
    return (
        decision.outcome == values["outcome"]
        and decision.vacancy == values["vacancy"]
        and decision.motivation == values["motivation"]
        and decision.words_for_candidate == values["words_for_candidate"]
    )


@writes
def withdraw_decision(nomination: Nomination, *, seen_version: int, by: User) -> None:
    """Undo a decision that nobody knows yet: the candidate is undecided again. Undoing twice is once.

    Raises Refused when it was made known meanwhile, ChangedMeanwhile when somebody else changed it.
    """
    decision = decision_of(nomination)
    if decision is None:
        return
    if decision.state != "pending":
        raise Refused(N_("Deze beslissing is al bekendgemaakt. Neem ze terug in plaats van ze ongedaan te maken."))
    if decision.version != seen_version:
        raise ChangedMeanwhile(
            N_("Iemand anders heeft deze beslissing intussen gewijzigd. Kijk eerst wat er nu staat.")
        )
    decision.nomination = nomination
    note_down(decision, "withdraw", by=by)
    Decision.delete().where(Decision.id == decision.id).execute()


@writes
def publish_decisions(campaign: Campaign, *, by: User, seen: str = "") -> int:
    """Publish every pending decision of a campaign in one batch; how many. Doing it again publishes what is new only.

    Each jobcoach gets a mail of his or her own, and the clock of the working days starts. `seen` names the decisions
    that the person looked at (`rules.decisions.seen_of`): raises NotWhatWasSeen when they are others by now.
    """
    now = clock.now()
    due_at = relay_due_at(campaign, now)
    decisions = pending_decisions(campaign)
    if seen and seen != seen_of((one.public_id, one.version) for one in decisions):
        raise NotWhatWasSeen(N_("Er is intussen een beslissing bij gekomen of gewijzigd. Kijk ze eerst na."))
    for decision in decisions:
        decision.nomination.campaign = campaign
        move(decision, "publish", by=by, published_at=now)
        relay = Relay.get_or_none(Relay.decision == decision)
        if relay is None:
            relay = Relay.create(decision=decision, jobcoach=decision.nomination.jobcoach, due_at=due_at)
            keep_secret(relay.public_id)
        else:
            relay.change(due_at=due_at, reminded_at=None, escalated_at=None, escalated_further_at=None)
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
def take_back_decision(relay: Relay, *, by: User) -> bool:
    """A mistake: back to pending. True when the jobcoach gets a mail not to tell it: the result was sent or read.

    What nobody got is held back instead, and nobody hears anything. Taking back twice is once. Raises Refused when
    the candidate knows.
    """
    standing = standing_relay(relay)
    if standing.state == "told":
        raise Refused(N_("De kandidaat weet dit al. Bel de jobcoach om het samen recht te zetten."))
    if standing.decision.state == "pending":
        return False
    must_correct = hears_of_taking_back(standing.decision)
    move(standing.decision, "take_back", by=by, published_at=None)
    if must_correct:
        post(result_taken_back(standing.decision))
    return must_correct


def standing_relay(relay: Relay) -> Relay:
    """The relay as it stands; raises ChangedMeanwhile when its decision was taken back and undone meanwhile."""
    found = relay_as_it_stands(relay)
    if found is None:
        raise ChangedMeanwhile(N_("Deze beslissing is intussen ongedaan gemaakt."))
    return found


@writes
def hears_of_taking_back(decision: Decision) -> bool:
    """Whether the jobcoach got the result, or read it in the portal; a mail about it that has not left stays here."""
    since = decision.published_at
    if since is None:
        return False
    unsent = take_unsent([PUBLISHED], occasion_of(decision), decision.nomination.campaign)
    return not unsent or has_read_result(decision.nomination, since)


@writes
def tell_candidate(relay: Relay, told_at: datetime, how: ToldHow, *, reaction: str, by: User) -> None:
    """The candidate knows: when, how, by whom. Telling twice is refused by the state."""
    if told_at > clock.now():
        raise Refused(N_("Dit moment moet nog komen. Noteer het nadat je het verteld hebt."))
    standing = standing_relay(relay)
    published_at = standing.decision.published_at
    if standing.decision.state != "published" or published_at is None:
        raise ChangedMeanwhile(N_("Deze beslissing is intussen teruggenomen. Vertel ze nog niet."))
    if told_at < published_at.replace(second=0, microsecond=0):
        raise Refused(N_("Dit moment ligt vóór de bekendmaking. Kijk de datum en het uur na."))
    move(standing, "tell", by=by, told_at=told_at, told_how=how.value, told_by=by, reaction=reaction.strip())


@writes
def correct_relay(relay: Relay, *, by: User) -> None:
    """It was noted by mistake: the clock runs on."""
    standing = standing_relay(relay)
    if standing.decision.state != "published":
        raise ChangedMeanwhile(N_("Deze beslissing is intussen teruggenomen."))
    move(standing, "correct", by=by, told_at=None, told_how="", told_by=None, reaction="")
