"""Talks before the selection day, as a person may see them."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from peewee import ModelSelect

from portal.models.accounts import User
from portal.models.calendar import CalendarEntry
from portal.models.campaigns import Campaign
from portal.models.candidates import Candidate
from portal.models.history import HistoryLine
from portal.models.interviews import Interview
from portal.models.nominations import Nomination
from portal.models.organisations import Organisation
from portal.queries.campaigns import with_campaign
from portal.queries.nominations import Jobcoach
from portal.queries.restrictions import NOT_RESTRICTED
from portal.rules.interviews import LONGEST, Slot, overlap
from portal.rules.roles import MEDIATING_ROLES, Role

Interviewer = User.alias("interviewer_user")


def _with_relations() -> ModelSelect:
    """Interviews with interviewer, nomination, candidate, jobcoach, organisation, campaign, employer, site, lead."""
    return with_campaign(
        Interview.select(Interview, Interviewer, Nomination, Candidate, Jobcoach, Organisation)
        .join(Interviewer, on=(Interview.interviewer == Interviewer.id), attr="interviewer")
        .switch(Interview)
        .join(Nomination)
        .join(Candidate)
        .switch(Nomination)
        .join(Jobcoach, on=(Nomination.jobcoach == Jobcoach.id), attr="jobcoach")
        .switch(Nomination)
        .join(Organisation),
        Nomination,
    ).switch(Interview)


def visible_interview(user: User, interview_id: str) -> Interview | None:
    """A talk about a candidate of the own organisation, in a campaign that this person leads, or led by this person."""
    if user.role not in MEDIATING_ROLES:
        return None
    seen = (
        (Nomination.organisation == user.organisation_id)
        | (Campaign.lead == user.id)
        | (Interview.interviewer == user.id)
    )
    if user.role == Role.COORDINATOR:
        seen |= Campaign.organisation == user.organisation_id
    return _with_relations().where(Interview.public_id == interview_id, seen).first()


def interview_as_it_stands(interview: Interview) -> Interview:
    """The talk read again, for an action that decides inside its write transaction."""
    return _with_relations().where(Interview.id == interview.id).get()


def interviews_of(nomination: Nomination) -> list[Interview]:
    """Every talk about a nomination in order of time, with its interviewer; cancelled ones too (req 003-01)."""
    return list(
        Interview.select(Interview, Interviewer)
        .join(Interviewer, on=(Interview.interviewer == Interviewer.id), attr="interviewer")
        .where(Interview.nomination == nomination)
        .order_by(Interview.starts_at, Interview.id)
    )


def interviews_of_campaign(campaign: Campaign, state: str) -> ModelSelect:
    """The talks of a campaign in one state: what is planned in order of time, what is over the newest first."""
    query = _with_relations().where(Nomination.campaign == campaign, Interview.state == state, NOT_RESTRICTED)
    order = Interview.starts_at if state == "planned" else Interview.starts_at.desc()
    return query.order_by(order, Interview.id)


def coming_interviews(
    now: datetime, *, nomination: Nomination | None = None, campaign: Campaign | None = None
) -> list[Interview]:
    """The planned talks after now of a nomination or of a whole campaign."""
    query = _with_relations().where(Interview.state == "planned", Interview.starts_at > now)
    if nomination is not None:
        query = query.where(Interview.nomination == nomination)
    if campaign is not None:
        query = query.where(Nomination.campaign == campaign)
    return list(query.order_by(Interview.starts_at, Interview.id))


def interviews_to_attend(user: User, now: datetime) -> list[Interview]:
    """The planned talks after now that stand in this account's calendar: as the jobcoach, or as who leads them."""
    query = _with_relations().where(
        Interview.state == "planned",
        Interview.starts_at > now,
        Nomination.state == "put_forward",
        Campaign.state == "running",
        (Nomination.jobcoach == user.id) | (Interview.interviewer == user.id),
    )
    return list(query.order_by(Interview.starts_at, Interview.id))


def planned_interviews_of_person(user: User) -> list[Interview]:
    """The planned talks that this person prepares as jobcoach, leads, or has in the own campaign."""
    query = _with_relations().where(
        Interview.state == "planned",
        Nomination.state == "put_forward",
        (Nomination.jobcoach == user.id) | (Interview.interviewer == user.id) | (Campaign.lead == user.id),
    )
    return list(query.order_by(Interview.starts_at, Interview.id))


def clashes_with(slot: Slot, *, but: str | None = None) -> list[Interview]:
    """The planned talks at the same time with the same interviewer or the same candidate, in any campaign."""
    query = _with_relations().where(
        Interview.state == "planned",
        Interview.starts_at < slot.ends_at,
        Interview.starts_at > slot.starts_at - timedelta(minutes=LONGEST),
        (Interview.interviewer == slot.interviewer_id) | (Nomination.candidate == slot.candidate_id),
    )
    return [one for one in query.order_by(Interview.starts_at) if one.public_id != but and overlap(slot, slot_of(one))]


def slot_of(interview: Interview) -> Slot:
    """When somebody talks to somebody."""
    return Slot(
        starts_at=interview.starts_at,
        minutes=interview.minutes,
        interviewer_id=interview.interviewer_id,
        candidate_id=interview.nomination.candidate_id,
    )


def people_to_lead_talks(campaign: Campaign) -> list[User]:
    """Who can lead a talk: the mediators of the organisation that leads, by name."""
    return list(
        User.select()
        .where(User.organisation == campaign.organisation_id, User.role.in_(MEDIATING_ROLES), User.active)
        .order_by(User.name, User.id)
    )


def attendees_of(interviews: Iterable[Interview]) -> dict[str, list[CalendarEntry]]:
    """Who stands in whose calendar for each talk, by the talk's public id; one query."""
    found: dict[str, list[CalendarEntry]] = {one.public_id: [] for one in interviews}
    rows = CalendarEntry.select().where(
        CalendarEntry.kind == "interview",
        CalendarEntry.subject.in_([f"interview:{public_id}" for public_id in found]),
        ~CalendarEntry.cancelled,
    )
    for entry in rows.order_by(CalendarEntry.id):
        found[entry.subject.removeprefix("interview:")].append(entry)
    return found


def results_of(interviews: Iterable[Interview]) -> dict[int, HistoryLine]:
    """What came of each talk, by its id: the newest line that says so; one query."""
    rows = HistoryLine.select().where(
        HistoryLine.subject == "Interview",
        HistoryLine.subject_id.in_([one.id for one in interviews]),
        HistoryLine.step.in_(("go_on", "stop_here")),
    )
    return {line.subject_id: line for line in rows.order_by(HistoryLine.id)}
