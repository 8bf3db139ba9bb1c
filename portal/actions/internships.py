"""Planning, starting, following and evaluating the orientation internship."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from portal import clock
from portal.actions.inviting_to_internships import call_off_internship, tell_internship
from portal.actions.links import give_link
from portal.actions.moments import move_moment, note_moment, shift_moments
from portal.actions.moving import move, note_down
from portal.actions.once import made_before
from portal.models.accounts import User
from portal.models.database import writes
from portal.models.internships import Evaluation, FollowUp, Internship
from portal.models.nominations import Nomination
from portal.outbox.mails import internships as mails
from portal.outbox.posting import post
from portal.queries.internships import (
    evaluations_of,
    follow_ups_of,
    internship_of,
    people_of_employer,
    retained_decision,
)
from portal.queries.working_days import last_of_working_days
from portal.rules.evaluations import PARTIES
from portal.rules.internships import PROPOSED_MOMENTS, check_dates, check_evaluation, check_start, evaluation_moment
from portal.rules.links import Purpose
from portal.rules.refusals import Refused
from portal.rules.words import N_


@dataclass(frozen=True)
class InternshipPlan:
    """What the jobcoach agrees with the employer. `start_minute` is minutes since midnight in the site's zone."""

    starts_on: date
    ends_on: date
    start_minute: int
    hours_a_week: int | None
    place: str
    supervisor_name: str
    supervisor_phone: str
    supervisor_email: str
    jobcoach_present: bool
    present_at_start: str
    supervisor_language: str = "nl"


def proposed_end(starts_on: date, working_days: int, country: str) -> date:
    """The last day of an internship of so many working days."""
    return last_of_working_days(starts_on, working_days, country)


@writes
def plan_internship(nomination: Nomination, plan: InternshipPlan, *, by: User) -> Internship:
    """Plan the internship of somebody who is retained and knows it; asking twice returns the one that is there.

    The moments of follow-up are proposed with it, and all who are there at the start get an invitation.
    """
    existing = internship_of(nomination)
    if existing is not None:
        return existing
    campaign = nomination.campaign
    decision = retained_decision(nomination)
    if decision is None:
        raise Refused(N_("Een stage plannen kan zodra de kandidaat weerhouden is en het van jou gehoord heeft."))
    if not campaign.has_internship:
        raise Refused(N_("In deze instroomactie is er geen stage."))
    check_dates(plan.starts_on, plan.ends_on, clock.today(campaign.site.zone))
    internship = Internship.create(
        nomination=nomination, vacancy=decision.vacancy, jobcoach=nomination.jobcoach, **vars(plan)
    )
    internship.nomination = nomination
    internship.jobcoach = nomination.jobcoach
    for party in PARTIES:
        Evaluation.create(internship=internship, party=party)
    for moment in PROPOSED_MOMENTS:
        on = last_of_working_days(plan.starts_on, moment.working_day, campaign.site.country)
        if on <= plan.ends_on:
            FollowUp.create(
                internship=internship,
                on=on,
                start_minute=moment.start_minute,
                channel=moment.channel,
                with_whom=moment.with_whom,
                purpose=moment.purpose,
            )
    note_down(internship, "plan", by=by)
    tell_internship(internship)
    return internship


@writes
def change_internship(internship: Internship, plan: InternshipPlan, *, seen_version: int, by: User) -> None:
    """Change the plan before the start.

    Everyone's calendar follows. Raises ChangedMeanwhile when another changed it first.
    """
    if internship.state != "planned":
        raise Refused(N_("De stage is al gestart. Leg een wijziging vast bij de opvolging."))
    shift = plan.starts_on - internship.starts_on
    later = plan.ends_on - internship.ends_on
    if plan.starts_on != internship.starts_on or plan.ends_on != internship.ends_on:
        check_dates(plan.starts_on, plan.ends_on, clock.today(internship.nomination.campaign.site.zone))
    internship.change_seen(seen_version, **vars(plan))
    if shift:
        shift_moments(follow_ups_of(internship), shift, internship.nomination.campaign.site.country)
    if later and internship.evaluation_on is not None:
        country = internship.nomination.campaign.site.country
        internship.change(evaluation_on=last_of_working_days(internship.evaluation_on + later, 1, country))
    note_down(internship, "change", by=by)
    tell_internship(internship)


@writes
def set_evaluation_moment(internship: Internship, on: date, minute: int, *, seen_version: int, by: User) -> None:
    """When jobcoach, candidate and employer evaluate together; every calendar follows. The same again does nothing.

    Raises ChangedMeanwhile when another changed the internship first.
    """
    if internship.state not in {"planned", "running"}:
        raise Refused(N_("Deze stage is voorbij."))
    stands = evaluation_moment(internship.ends_on, internship.evaluation_on, internship.evaluation_minute)
    if (on, minute) == stands:
        return
    today = clock.today(internship.nomination.campaign.site.zone)
    check_evaluation(on, internship.starts_on, internship.ends_on, today)
    internship.change_seen(seen_version, evaluation_on=on, evaluation_minute=minute)
    note_down(internship, "set_evaluation_moment", by=by)
    tell_internship(internship)


@writes
def draw_up_contract(internship: Internship, *, by: User) -> None:
    """The jobcoach has the contract ready to be signed (req 001-27); saying so twice changes nothing."""
    if internship.state != "planned":
        raise Refused(N_("De stage is al gestart."))
    if internship.contract_drawn_up_on is None:
        internship.change(contract_drawn_up_on=clock.today(internship.nomination.campaign.site.zone))
        note_down(internship, "draw_up_contract", by=by)


@writes
def start_internship(
    internship: Internship, signed_on: date, *, candidate: bool, employer: bool, jobcoach: bool, by: User
) -> None:
    """All three signed on the start day: the internship runs (req 001-28). Refused while one signature lacks."""
    if internship.contract_drawn_up_on is None:
        raise Refused(N_("Maak eerst het contract op."))
    today = clock.today(internship.nomination.campaign.site.zone)
    check_start(internship.starts_on, today, signed_on, candidate=candidate, employer=employer, jobcoach=jobcoach)
    move(
        internship,
        "start",
        by=by,
        contract_signed_on=signed_on,
        signed_by_candidate=True,
        signed_by_employer=True,
        signed_by_jobcoach=True,
    )


@writes
def stop_internship(internship: Internship, reason: str, *, by: User) -> None:
    """It ends before its end: what is planned is cancelled, and everyone concerned hears it."""
    move(internship, "stop", by=by, stop_reason=reason.strip())
    call_off_internship(internship)
    campaign = internship.nomination.campaign
    for reader in {person.email: person for person in (campaign.lead, *people_of_employer(campaign))}.values():
        post(mails.internship_stopped(internship, reader))


@writes
def plan_follow_up(internship: Internship, *, public_id: str, by: User, **values: Any) -> FollowUp:
    """One more moment of follow-up; asking twice with the same `public_id` returns the one that is there."""
    existing = made_before(FollowUp, public_id, internship_id=internship.id)
    if existing is not None:
        return existing
    if internship.state not in {"planned", "running"}:
        raise Refused(N_("Deze stage is voorbij."))
    moment = FollowUp.create(internship=internship, public_id=public_id, **values)
    note_down(internship, "plan_follow_up", by=by)
    tell_internship(internship)
    return moment


@writes
def move_follow_up(moment: FollowUp, *, by: User, **values: Any) -> None:
    """Another day, hour or way; the jobcoach's calendar follows. The same again changes nothing."""
    if move_moment(moment, values):
        note_down(moment.internship, "move_follow_up", by=by)
        tell_internship(moment.internship)


@writes
def note_follow_up(moment: FollowUp, went: str, note: str, *, by: User) -> None:
    """How it went. Only the own organisation and the lead read the note; noting again replaces the text."""
    if note_moment(moment, went, note, by=by):
        note_down(moment.internship, "follow_up", by=by)


@writes
def hand_in_evaluation(evaluation: Evaluation, answers: dict[str, str], *, by: User | None, by_words: str = "") -> None:
    """One of three; when the third is in, all three parties hear that they can read them together. Once only."""
    internship = evaluation.internship
    if internship.state not in {"running", "ended"}:
        raise Refused(N_("De evaluatie kan zodra de stage loopt."))
    move(
        evaluation,
        "hand_in",
        by=by,
        by_words=by_words,
        answers=answers,
        handed_in_at=clock.now(),
        note="",
    )
    evaluation.change(by=by, by_words=by_words or (by.name if by else ""))
    if all(one.state == "handed_in" for one in evaluations_of(internship).values()):
        campaign = internship.nomination.campaign
        readers = (internship.jobcoach, campaign.lead, *people_of_employer(campaign))
        for reader in {person.email: person for person in readers}.values():
            post(mails.evaluations_complete(internship, reader))


@writes
def ask_for_evaluation(evaluation: Evaluation, purpose: Purpose, *, by: User) -> str:
    """A personal link for somebody without an account: its token, to hand over or to show as a QR code."""
    candidate = evaluation.internship.nomination.candidate
    return give_link(purpose, f"evaluation:{evaluation.public_id}", language=candidate.language, by=by)
