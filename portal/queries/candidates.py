"""Candidates as a person may see them: those of the own organisation."""

from peewee import ModelSelect

from portal.models.accounts import User
from portal.models.candidates import Candidate
from portal.rules.roles import MEDIATING_ROLES


def candidates_visible_to(user: User) -> ModelSelect:
    """Candidates of this mediator's organisation, with their jobcoach; none for anybody else."""
    query = Candidate.select(Candidate, User).join(User, on=(Candidate.jobcoach == User.id), attr="jobcoach")
    if user.role not in MEDIATING_ROLES:
        return query.where(Candidate.id.is_null())
    return query.where(Candidate.organisation == user.organisation_id)


def visible_candidate(user: User, candidate_id: str) -> Candidate | None:
    """The candidate with this public id, if of this mediator's organisation."""
    return candidates_visible_to(user).where(Candidate.public_id == candidate_id).first()
