"""Talks before the selection day: planned, moved, called off, held, and what came of them (req 003-01 … 003-18)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from portal import clock
from portal.actions.inviting_to_interviews import call_off_interview, tell_interview
from portal.actions.moving import move, note_down
from portal.actions.once import made_before, named
from portal.models.accounts import User
from portal.models.campaigns import Campaign
from portal.models.database import writes
from portal.models.interviews import Interview
from portal.models.nominations import Nomination
from portal.outbox.mails.interviews import interview_result
from portal.outbox.posting import post
from portal.outbox.rendering import Source
from portal.queries.interviews import clashes_with, coming_interviews, interview_as_it_stands, results_of
from portal.queries.nominations import nomination_as_it_stands
from portal.rules.interviews import Slot, refuse_moment, refuse_planning, wrong_in_place
from portal.rules.refusals import Refused
from portal.rules.roles import MEDIATING_ROLES
from portal.rules.words import N_


@dataclass(frozen=True, kw_only=True)
class InterviewPlan:
    """What is agreed; `starts_at` is an instant, `channel` a key of `rules.interviews.CHANNEL_NAMES`."""

    starts_at: datetime
    minutes: int
    channel: str
    place: str
    interviewer: User
    with_words: str = ""
    note: str = ""


@writes
def plan_interview(
    nomination: Nomination,
    plan: InterviewPlan,
    *,
    by: User,
    public_id: str | None = None,
    despite_clash: bool = False,
    texts: Mapping[str, Source] | None = None,
) -> Interview:
    """Plan a talk: jobcoach, candidate and interviewer each get a mail with the appointment (req 003-02, 003-18).

    The same `public_id` again gives the talk that is there. `texts`: the words that a person chose for these very
    mails, by their template (req 003-15). Raises Refused when the campaign does not run, the
    candidate is not put forward, the moment or place is wrong, or (unless `despite_clash`) somebody has another talk.
    """
    there = made_before(Interview, public_id, nomination_id=nomination.id)
    if there is not None:
        return there
    standing = nomination_as_it_stands(nomination)
    _check(standing, plan, despite_clash=despite_clash)
    interview = Interview.create(nomination=standing, **vars(plan), **named(public_id))
    note_down(interview, "plan", by=by)
    tell_interview(interview, texts)
    return interview


@writes
def change_interview(
    interview: Interview,
    plan: InterviewPlan,
    *,
    seen_version: int,
    by: User,
    despite_clash: bool = False,
    texts: Mapping[str, Source] | None = None,
) -> None:
    """Another moment, place, interviewer or note; every calendar follows. The same again changes nothing.

    Raises ChangedMeanwhile when another changed it first, and Refused as planning does.
    """
    standing = interview_as_it_stands(interview)
    if all(getattr(standing, name) == value for name, value in vars(plan).items()):
        return
    if standing.state != "planned":
        raise Refused(N_("Dit gesprek is al gehouden of afgezegd. Plan een nieuw gesprek."))
    _check(nomination_as_it_stands(standing.nomination), plan, despite_clash=despite_clash, but=standing.public_id)
    standing.change_seen(seen_version, **vars(plan))
    note_down(standing, "change", by=by)
    tell_interview(standing, texts)


@writes
def cancel_interview(interview: Interview, reason: str, *, by: User) -> None:
    """Call a talk off: it leaves every calendar. `reason` is read in the portal only; doing it again does nothing."""
    standing = interview_as_it_stands(interview)
    if standing.state == "cancelled":
        return
    move(standing, "cancel", by=by, note=reason.strip())
    call_off_interview(standing)


@writes
def report_interview(interview: Interview, result: str, words: str, *, by: User) -> None:
    """It was held, and what came of it (`go_on`, `stop_here`, `wait`): the jobcoach gets that by mail (req 000-19).

    Where the campaign has a pre-selection, its result is what the jobcoach gets, and this is advice for it: two mails
    could contradict each other (req Y-7). May be said again, as long as it is something else. Raises Refused before
    the talk has begun.
    """
    standing = interview_as_it_stands(interview)
    if standing.starts_at > clock.now():
        raise Refused(N_("Het gesprek moet nog beginnen. Noteer daarna hoe het ging."))
    words = words.strip()
    if standing.state != "held":
        move(standing, "hold", by=by, note=words if result == "wait" else "")
    said = results_of([standing]).get(standing.id)
    if result == "wait" or (said is not None and (said.step, said.note) == (result, words)):
        return
    line = note_down(standing, result, by=by, note=words)
    if standing.nomination.jobcoach_id != by.id and not standing.nomination.campaign.has_preselection:
        post(interview_result(standing, result, str(line.id)))


@writes
def cancel_coming_interviews(
    *, by: User, nomination: Nomination | None = None, campaign: Campaign | None = None
) -> None:
    """The candidate was withdrawn, or the campaign called off: the talks that are still to come go."""
    for interview in coming_interviews(clock.now(), nomination=nomination, campaign=campaign):
        cancel_interview(interview, "", by=by)


def _check(nomination: Nomination, plan: InterviewPlan, *, despite_clash: bool, but: str | None = None) -> None:
    campaign = nomination.campaign
    refuse_planning(campaign.state, nomination.state)
    refuse_moment(plan.starts_at, plan.minutes, campaign.site.zone, clock.now())
    wrong = wrong_in_place(plan.channel, plan.place)
    if wrong:
        raise Refused(wrong)
    leads = plan.interviewer
    if leads.organisation_id != campaign.organisation_id or leads.role not in MEDIATING_ROLES or not leads.active:
        raise Refused(N_("Kies wie het gesprek leidt: iemand van de organisatie die deze instroomactie trekt."))
    if not despite_clash and clashes_with(slot_of_plan(nomination, plan), but=but):
        raise Refused(N_("Er is dan al een ander gesprek. Kijk het na, of zeg dat het toch zo moet."))


def slot_of_plan(nomination: Nomination, plan: InterviewPlan) -> Slot:
    """When somebody would talk to somebody."""
    return Slot(
        starts_at=plan.starts_at,
        minutes=plan.minutes,
        interviewer_id=plan.interviewer.id,
        candidate_id=nomination.candidate_id,
    )
