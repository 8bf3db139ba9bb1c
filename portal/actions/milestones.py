"""Stating milestones, undoing, archiving and handing over: one writer each, with a line of history."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from portal import clock
from portal.actions.moving import note_down
from portal.actions.news import tell_good_news
from portal.actions.once import made_before, named
from portal.models.accounts import User
from portal.models.campaigns import Campaign
from portal.models.candidates import Candidate
from portal.models.database import writes
from portal.models.internships import Internship
from portal.models.milestones import CampaignMilestone, MilestoneOutcome
from portal.models.nominations import Nomination
from portal.outbox.mails.milestones import ended_here
from portal.outbox.posting import post
from portal.queries.milestones import facts_of_nominations, plans_of
from portal.queries.nominations import nomination_as_it_stands
from portal.rules.milestones import Colour, Plan, refuse_statement
from portal.rules.refusals import Refused
from portal.rules.roles import MEDIATING_ROLES
from portal.rules.words import N_


@dataclass(frozen=True, kw_only=True)
class Stated:
    """What a person says of a milestone. `outcome` is a key; `come_back_on` goes with an orange one."""

    milestone: str
    outcome: str
    come_back_on: date | None = None
    note: str = ""


@writes
def state_milestone(
    nomination: Nomination, stated: Stated, *, by: User, public_id: str | None = None
) -> MilestoneOutcome:
    """Keep an outcome of a milestone that the portal does not know by itself (req 002-10 … 002-14).

    Green: the jobcoach hears it as he or she wishes. Red: archived, and the jobcoach hears it by mail, unless it is the
    jobcoach who says so. The same `public_id` again gives the one that is there.
    """
    there = made_before(MilestoneOutcome, public_id, nomination_id=nomination.id)
    if there is not None:
        return there
    standing = _in_progress(nomination)
    if standing.archived_at is not None:
        raise Refused(N_("Deze voordracht staat in het archief. Haal ze er eerst uit."))
    outcome = refuse_statement(
        stated.milestone,
        stated.outcome,
        facts_of_nominations([standing.id])[standing.id],
        plans_of([standing.campaign_id])[standing.campaign_id],
        come_back_on=stated.come_back_on,
        today=clock.today(standing.campaign.site.zone),
    )
    is_orange, is_red = outcome.colour == Colour.ORANGE, outcome.colour == Colour.RED
    found: MilestoneOutcome = MilestoneOutcome.create(
        nomination=standing,
        milestone=stated.milestone,
        outcome=outcome.key,
        colour=outcome.colour.value,
        come_back_on=stated.come_back_on if is_orange else None,
        note=stated.note.strip(),
        by=by,
        archives=is_red,
        **named(public_id),
    )
    note_down(found, outcome.colour.value, by=by, note=found.note)
    if is_red:
        standing.change(archived_at=clock.now(), archive_reason=outcome.words)
    if is_red and by.id != standing.jobcoach_id:
        post(ended_here(standing, found, by))
    if outcome.colour == Colour.GREEN:
        tell_good_news(standing, stated.milestone, outcome.key, by=by)
    return found


@writes
def undo_milestone(found: MilestoneOutcome, *, by: User) -> None:
    """Take back what was stated; what it archived comes back with it (req 002-16). Undoing twice changes nothing."""
    standing = MilestoneOutcome.get_by_id(found.id)
    if standing.undone_at is not None:
        return
    standing.change(undone_at=clock.now())
    note_down(standing, "undo", by=by)
    if standing.archives:
        standing.nomination.change(archived_at=None, archive_reason="")


@writes
def settle_milestone(found: MilestoneOutcome, *, by: User) -> None:
    """Somebody came back on it: the next step is done. Saying so twice changes nothing."""
    standing = MilestoneOutcome.get_by_id(found.id)
    if standing.come_back_on is None or standing.settled_at is not None or standing.undone_at is not None:
        return
    standing.change(settled_at=clock.now())
    note_down(standing, "settle", by=by)


@writes
def archive_nomination(nomination: Nomination, reason: str, *, by: User) -> None:
    """Out of the list of live candidates, with a reason; nothing is erased. Once is enough."""
    standing = _in_progress(nomination)
    if standing.archived_at is not None:
        return
    if not reason.strip():
        raise Refused(N_("Schrijf kort waarom: wie later kijkt, moet het kunnen begrijpen."))
    standing.change(archived_at=clock.now(), archive_reason=reason.strip())
    note_down(standing, "archive", by=by, note=reason.strip())


@writes
def restore_nomination(nomination: Nomination, *, by: User) -> None:
    """Back in the list of live candidates. Once is enough."""
    standing = nomination_as_it_stands(nomination)
    if standing.archived_at is None:
        return
    standing.change(archived_at=None, archive_reason="")
    note_down(standing, "restore", by=by)


@writes
def hand_over_nomination(nomination: Nomination, to: User, *, by: User) -> None:
    """Another jobcoach of the own organisation follows this candidate from now on. The same again changes nothing.

    Refused while an internship is planned or runs: its agreements name who is there in person.
    """
    standing = nomination_as_it_stands(nomination)
    if standing.jobcoach_id == to.id:
        return
    if to.organisation_id != standing.organisation_id or not to.active or to.role not in MEDIATING_ROLES:
        raise Refused(N_("Kies een collega van je eigen organisatie."))
    open_one = Internship.select().where(
        Internship.nomination == standing, Internship.state.in_(["planned", "running"])
    )
    if open_one.exists():
        raise Refused(N_("Er is een stage gepland of bezig. Draag pas over als die voorbij is."))
    standing.change(jobcoach=to, version=standing.version + 1)
    note_down(standing, "hand_over", by=by, note=to.name)
    _hand_over_the_rest(standing, to, by=by)


def _hand_over_the_rest(nomination: Nomination, to: User, *, by: User) -> None:
    """What still has to be told is told by the new jobcoach, who becomes that of the candidate as well."""
    for decision in nomination.decisions:
        for relay in decision.relays.where(decision.relays.model.state == "due"):
            relay.change(jobcoach=to, reminded_at=None)
    candidate = Candidate.get_by_id(nomination.candidate_id)
    if candidate.jobcoach_id != to.id:
        candidate.change(jobcoach=to, version=candidate.version + 1, changed_at=clock.now())
        note_down(candidate, "hand_over", by=by)


@dataclass(frozen=True)
class Done:
    """What came of doing something to several: how many, and who was left out, each with the sentence why."""

    count: int
    left_out: list[tuple[Nomination, Refused]]


@writes
def do_to_each(nominations: Iterable[Nomination], act: Callable[[Nomination], object]) -> Done:
    """Do something to each of these, all in one transaction; who refuses is left out and nothing is written of it."""
    count = 0
    left_out = []
    for nomination in nominations:
        try:
            act(nomination)
        except Refused as refused:
            left_out.append((nomination, refused))
        else:
            count += 1
    return Done(count, left_out)


@writes
def arrange_milestones(campaign: Campaign, plans: Sequence[Plan], names: Sequence[str], *, by: User) -> None:
    """Keep which milestones a campaign has, in which order, with its own names ("" is the usual) and points."""
    before = plans_of([campaign.id])[campaign.id]
    CampaignMilestone.delete().where(CampaignMilestone.campaign == campaign).execute()
    for place, (plan, name) in enumerate(zip(plans, names, strict=True)):
        CampaignMilestone.create(
            campaign=campaign,
            milestone=plan.milestone,
            position=place,
            is_on=plan.is_on,
            name=name,
            points=plan.points,
        )
    if plans_of([campaign.id])[campaign.id] != before:
        note_down(campaign, "set_milestones", by=by)


def _in_progress(nomination: Nomination) -> Nomination:
    standing = nomination_as_it_stands(nomination)
    if standing.state != "put_forward" or standing.campaign.state not in ("running", "closed"):
        raise Refused(N_("Dit kan alleen bij een kandidaat die voorgedragen is."))
    return standing
