"""Aftercare of who was hired: moments proposed with the contract, planned, moved, noted and removed (req 000-40)."""

from datetime import date
from functools import partial
from typing import Any

from portal import clock
from portal.actions.inviting_to_internships import moment_event
from portal.actions.moments import move_moment, note_moment, shift_moments
from portal.actions.moving import note_down
from portal.actions.once import made_before, named
from portal.actions.telling import take_out, tell
from portal.calendar.entries import Attendee
from portal.models.accounts import User
from portal.models.database import writes
from portal.models.placements import AftercareMoment, Placement
from portal.outbox.mails.aftercare import aftercare_cancelled, aftercare_planned
from portal.queries.aftercare import aftercare_of
from portal.queries.working_days import last_of_working_days
from portal.rules.aftercare import PROPOSED_AFTERCARE, START_MINUTE, AftercareProposal, months_after
from portal.rules.placements import PlacementOutcome
from portal.rules.refusals import Refused
from portal.rules.words import N_


@writes
def follow_first_day(placement: Placement, before: date | None, *, by: User) -> None:
    """The first working day of who was hired is known, or is another one: aftercare is proposed, or moves along."""
    if before == placement.starts_on or placement.starts_on is None:
        return
    country = placement.internship.nomination.campaign.site.country
    if before is None:
        _propose(placement, placement.starts_on, country, by=by)
    else:
        shift_moments(aftercare_of(placement), placement.starts_on - before, country)
    tell_aftercare(placement)


@writes
def plan_aftercare(placement: Placement, *, public_id: str, by: User, **values: Any) -> AftercareMoment:
    """One more moment; the same `public_id` again gives the one that is there. Refused for who was not hired."""
    there = made_before(AftercareMoment, public_id, placement_id=placement.id)
    if there is not None:
        return there
    if placement.outcome != PlacementOutcome.HIRED:
        raise Refused(N_("Nazorg hoort bij iemand die aangeworven is."))
    _refuse_past(placement, values["on"])
    moment = AftercareMoment.create(placement=placement, **named(public_id), **values)
    note_down(moment, "plan", by=by)
    tell_aftercare(placement)
    return moment


@writes
def move_aftercare(moment: AftercareMoment, *, by: User, **values: Any) -> None:
    """Another day, hour or way; the jobcoach's calendar follows. The same again changes nothing."""
    if values.get("on", moment.on) != moment.on:
        _refuse_past(moment.placement, values["on"])
    if move_moment(moment, values):
        note_down(moment, "move", by=by)
        tell_aftercare(moment.placement)


@writes
def note_aftercare(moment: AftercareMoment, went: str, note: str, *, by: User) -> None:
    """How it went at work. Only the own organisation and the lead read the note."""
    if note_moment(moment, went, note, by=by):
        note_down(moment, "follow_up", by=by)


@writes
def remove_aftercare(moment: AftercareMoment, *, by: User) -> None:
    """Take a moment away that has not been: it leaves the calendar too."""
    if moment.done_at is not None:
        raise Refused(N_("Dit moment is al geweest."))
    take_out(subject_of(moment), lambda entry: aftercare_cancelled(moment, entry.uid))
    note_down(moment, "remove", by=by)
    AftercareMoment.delete().where(AftercareMoment.id == moment.id).execute()


@writes
def tell_aftercare(placement: Placement) -> None:
    """Bring the jobcoach's calendar in step with the plan."""
    internship = placement.internship
    coach = internship.jobcoach
    attendee = Attendee(coach.email, coach.name, coach)
    for moment in aftercare_of(placement):
        if moment.done_at is not None:
            continue
        moment.placement = placement
        what = N_("Nazorg (%(channel)s), %(employer)s")
        event = moment_event(internship, moment, what, coach.language, names_supervisor=True)
        tell(attendee, "aftercare", subject_of(moment), event, partial(aftercare_planned, moment))


def subject_of(moment: AftercareMoment) -> str:
    """How appointments name a moment."""
    return f"aftercare:{moment.public_id}"


def _propose(placement: Placement, starts_on: date, country: str, *, by: User) -> None:
    today = clock.today(placement.internship.nomination.campaign.site.zone)
    coming = [(_day_of(one, starts_on, country), one) for one in PROPOSED_AFTERCARE]
    for on, one in coming:
        if on >= today:
            AftercareMoment.create(
                placement=placement,
                on=on,
                start_minute=START_MINUTE,
                channel="phone",
                with_whom="candidate",
                purpose=one.purpose,
            )
    note_down(placement, "propose_aftercare", by=by)


def _day_of(one: AftercareProposal, starts_on: date, country: str) -> date:
    if one.months:
        return last_of_working_days(months_after(starts_on, one.months), 1, country)
    return last_of_working_days(starts_on, one.working_day, country)


def _refuse_past(placement: Placement, on: date) -> None:
    if on < clock.today(placement.internship.nomination.campaign.site.zone):
        raise Refused(N_("Deze dag is voorbij. Kies vandaag of een latere dag."))
