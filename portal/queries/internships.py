"""Internships as a person may see them."""

from dataclasses import dataclass
from datetime import date

from peewee import JOIN, ModelSelect

from portal.models.accounts import User
from portal.models.campaigns import Campaign
from portal.models.candidates import Candidate
from portal.models.decisions import Decision, Relay
from portal.models.internships import Evaluation, FollowUp, Internship
from portal.models.nominations import Nomination
from portal.models.organisations import Organisation, Site
from portal.models.placements import MeasureRequest, Placement
from portal.models.vacancies import Vacancy
from portal.queries.campaigns import with_campaign
from portal.queries.restrictions import NOT_RESTRICTED
from portal.rules.roles import MEDIATING_ROLES, Role

Coach = User.alias("internship_coach")


def internships_visible_to(user: User) -> ModelSelect:
    """Internships of the own candidates, of campaigns that this person leads, or at the own company.

    Each with nomination, candidate, jobcoach, organisation, campaign, employer, site, lead and vacancy.
    """
    query = (
        with_campaign(
            Internship.select(Internship, Nomination, Candidate, Organisation, Vacancy, Coach)
            .join(Nomination)
            .join(Candidate)
            .switch(Nomination)
            .join(Organisation),
            Nomination,
        )
        .switch(Internship)
        .join(Vacancy, JOIN.LEFT_OUTER)
        .switch(Internship)
        .join(Coach, on=(Internship.jobcoach == Coach.id), attr="jobcoach")
    )
    if user.role in MEDIATING_ROLES:
        leads = Campaign.lead == user.id
        if user.role == Role.COORDINATOR:
            leads |= Campaign.organisation == user.organisation_id
        return query.where((Nomination.organisation == user.organisation_id) | (leads & NOT_RESTRICTED))
    if user.role == Role.EMPLOYER:
        return query.where(Campaign.employer == user.organisation_id, NOT_RESTRICTED)
    return query.where(Internship.id.is_null())


def internships_concerning(user: User) -> list[Internship]:
    """What is planned or running and stands in this account's calendar: as the jobcoach, or at the own company."""
    query = internships_visible_to(user).where(Internship.state.in_(("planned", "running")))
    if user.role != Role.EMPLOYER:
        query = query.where(Internship.jobcoach == user)
    return list(query.order_by(Internship.id))


def visible_internship(user: User, internship_id: str) -> Internship | None:
    """The internship with this public id, if this person may see it."""
    return internships_visible_to(user).where(Internship.public_id == internship_id).first()


def visible_follow_up(user: User, follow_up_id: str) -> FollowUp | None:
    """A moment of follow-up of an internship that this person may see."""
    found = FollowUp.get_or_none(FollowUp.public_id == follow_up_id)
    if found is None:
        return None
    internship = internships_visible_to(user).where(Internship.id == found.internship_id).first()
    if internship is None:
        return None
    found.internship = internship
    return found


def follow_ups_of(internship: Internship) -> list[FollowUp]:
    """The moments of an internship in order of time."""
    return list(
        FollowUp.select()
        .where(FollowUp.internship == internship)
        .order_by(FollowUp.on, FollowUp.start_minute, FollowUp.id)
    )


def evaluations_of(internship: Internship) -> dict[str, Evaluation]:
    """The three evaluations by party."""
    return {one.party: one for one in Evaluation.select().where(Evaluation.internship == internship)}


def _evaluations() -> ModelSelect:
    """Evaluations with internship, jobcoach, nomination, candidate, campaign, employer, site and lead."""
    return (
        with_campaign(
            Evaluation.select(Evaluation, Internship, Nomination, Candidate, Coach)
            .join(Internship)
            .join(Nomination)
            .join(Candidate),
            Nomination,
        )
        .switch(Internship)
        .join(Coach, on=(Internship.jobcoach == Coach.id), attr="jobcoach")
    )


def evaluation_of_link(subject: str) -> Evaluation | None:
    """The evaluation that a link's subject `evaluation:<public_id>` names, with internship and what belongs to it."""
    found = _evaluations().where(Evaluation.public_id == subject.removeprefix("evaluation:")).first()
    return found if found and found.internship.state != "stopped" else None


def placement_of(internship: Internship) -> Placement | None:
    """What came of an internship, when that is settled."""
    return Placement.get_or_none(Placement.internship == internship)


def measure_requests_of(placement: Placement) -> list[MeasureRequest]:
    """The measures that the employer requests, in order of asking."""
    return list(MeasureRequest.select().where(MeasureRequest.placement == placement).order_by(MeasureRequest.id))


@dataclass(frozen=True)
class Retained:
    """Somebody who was retained and told, and has no internship yet."""

    nomination: Nomination
    vacancy: Vacancy | None


def retained_without_internship(user: User) -> list[Retained]:
    """Own candidates who know that they are retained, in campaigns with an internship, and for whom none is planned."""
    rows = (
        Decision.select(Decision, Nomination, Candidate, Campaign, Site, Vacancy)
        .join(Nomination)
        .join(Candidate)
        .switch(Nomination)
        .join(Campaign)
        .join(Site)
        .switch(Decision)
        .join(Vacancy, JOIN.LEFT_OUTER)
        .switch(Decision)
        .join(Relay, on=(Relay.decision == Decision.id))
        .switch(Nomination)
        .join(Internship, JOIN.LEFT_OUTER, on=(Internship.nomination == Nomination.id))
        .where(
            Nomination.jobcoach == user,
            Nomination.state == "put_forward",
            Decision.outcome == "retained",
            Decision.state == "published",
            Relay.state == "told",
            Campaign.has_internship,
            Campaign.state == "running",
            Internship.id.is_null(),
        )
        .order_by(Relay.told_at)
    )
    return [Retained(row.nomination, row.vacancy) for row in rows]


def plannable_nomination(user: User, nomination_id: str) -> Nomination | None:
    """A nomination of the own organisation, with what a plan of an internship needs."""
    if user.role not in MEDIATING_ROLES:
        return None
    return (
        with_campaign(
            Nomination.select(Nomination, Candidate, Organisation, Coach)
            .join(Candidate)
            .switch(Nomination)
            .join(Organisation)
            .switch(Nomination)
            .join(Coach, on=(Nomination.jobcoach == Coach.id), attr="jobcoach"),
            Nomination,
        )
        .where(Nomination.public_id == nomination_id, Nomination.organisation == user.organisation_id)
        .first()
    )


def retained_decision(nomination: Nomination) -> Decision | None:
    """The published decision to retain, once the candidate was told; with its vacancy."""
    return (
        Decision.select(Decision, Vacancy)
        .join(Vacancy, JOIN.LEFT_OUTER)
        .switch(Decision)
        .join(Relay, on=(Relay.decision == Decision.id))
        .where(
            Decision.nomination == nomination,
            Decision.outcome == "retained",
            Decision.state == "published",
            Relay.state == "told",
        )
        .first()
    )


def internship_of(nomination: Nomination) -> Internship | None:
    """The internship of a nomination, if one is planned."""
    return Internship.get_or_none(Internship.nomination == nomination)


def people_of_employer(campaign: Campaign) -> list[User]:
    """The active accounts of a campaign's employer."""
    return list(
        User.select()
        .where(User.organisation == campaign.employer_id, User.role == Role.EMPLOYER.value, User.active)
        .order_by(User.id)
    )


def open_evaluations_ending_by(day: date) -> list[Evaluation]:
    """Evaluations that are not in of running internships whose last day is this day or earlier."""
    return list(
        _evaluations()
        .where(Evaluation.state == "asked", Internship.state == "running", Internship.ends_on <= day, NOT_RESTRICTED)
        .order_by(Evaluation.id)
    )


def placements_coached_by(user: User) -> list[Placement]:
    """The outcomes of internships of which this account is the jobcoach, each with the internship; two queries."""
    own = {one.id: one for one in internships_visible_to(user).where(Internship.jobcoach == user)}
    found = list(Placement.select().where(Placement.internship.in_(list(own))).order_by(Placement.id))
    for one in found:
        one.internship = own[one.internship_id]
    return found


def visible_placement(user: User, placement_id: str) -> Placement | None:
    """The outcome of an internship that this person may see, with the internship."""
    found = Placement.get_or_none(Placement.public_id == placement_id)
    if found is None:
        return None
    internship = internships_visible_to(user).where(Internship.id == found.internship_id).first()
    if internship is None:
        return None
    found.internship = internship
    return found
