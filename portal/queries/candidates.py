"""Candidates as a person may see them: those of the own organisation."""

from dataclasses import asdict, fields
from typing import Any

from peewee import ModelSelect

from portal.models.accounts import User
from portal.models.campaigns import Campaign
from portal.models.candidates import Candidate
from portal.models.nominations import Nomination
from portal.models.organisations import Organisation, Site
from portal.queries.restrictions import NOT_RESTRICTED
from portal.rules.candidates import CandidateFacts, searchable
from portal.rules.roles import MEDIATING_ROLES, Role
from portal.rules.searching import words_to_find

_ORDERS = {
    "name": (Candidate.last_name, Candidate.first_name, Candidate.id),
    "update": (Candidate.changed_at.desc(), Candidate.id.desc()),
}


def candidates_visible_to(user: User) -> ModelSelect:
    """Candidates of this mediator's organisation, with their jobcoach; none for anybody else."""
    query = Candidate.select(Candidate, User).join(User, on=(Candidate.jobcoach == User.id), attr="jobcoach")
    if user.role not in MEDIATING_ROLES:
        return query.where(Candidate.id.is_null())
    return query.where(Candidate.organisation == user.organisation_id)


def visible_candidate(user: User, candidate_id: str) -> Candidate | None:
    """The candidate with this public id, if of this mediator's organisation."""
    return candidates_visible_to(user).where(Candidate.public_id == candidate_id).first()


def found_candidates(user: User, *, words: str = "", only_own: bool = False, order: str = "name") -> ModelSelect:
    """The visible candidates that answer to every word (name or town), by `name` or last `update`."""
    query = candidates_visible_to(user)
    for word in words_to_find(searchable(words)):
        query = query.where(Candidate.search_name.contains(word))
    if only_own:
        query = query.where(Candidate.jobcoach == user.id)
    return query.order_by(*_ORDERS.get(order, _ORDERS["name"]))


def candidates_to_nominate(user: User) -> list[Candidate]:
    """Whom this person may put forward, by name: a jobcoach the own candidates, a coordinator the organisation's.

    Nobody whose file is set apart.
    """
    query = candidates_visible_to(user)
    if user.role != Role.COORDINATOR:
        query = query.where(Candidate.jobcoach == user.id)
    return list(query.where(NOT_RESTRICTED).order_by(*_ORDERS["name"]))


def candidates_in_campaign(campaign: Campaign) -> set[int]:
    """The ids of the candidates who have a nomination in a campaign, in whatever state."""
    rows = Nomination.select(Nomination.candidate).where(Nomination.campaign == campaign)
    return {candidate_id for (candidate_id,) in rows.tuples()}


def facts_of_candidate(candidate: Candidate) -> CandidateFacts:
    """What is kept of a candidate, apart from the record."""
    return CandidateFacts(**{part.name: getattr(candidate, part.name) for part in fields(CandidateFacts)})


def contents_of_candidate(candidate: Candidate) -> dict[str, Any]:
    """The same by the names of the form."""
    return asdict(facts_of_candidate(candidate))


def nominations_of_candidate(candidate: Candidate) -> list[Nomination]:
    """The candidate's nominations, newest first, each with campaign, employer and site."""
    employer = Organisation.alias("employer_of_nomination")
    return list(
        Nomination.select(Nomination, Campaign, employer, Site)
        .join(Campaign)
        .join(employer, on=(Campaign.employer == employer.id), attr="employer")
        .switch(Campaign)
        .join(Site)
        .where(Nomination.candidate == candidate)
        .order_by(Nomination.id.desc())
    )
