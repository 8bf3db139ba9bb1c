"""Candidates as data protection meets them: found by the own mediators and by the privacy officer."""

from peewee import ModelSelect

from portal.models.accounts import User
from portal.models.candidates import Candidate
from portal.models.privacy import AccessExport
from portal.rules.candidates import searchable
from portal.rules.roles import MEDIATING_ROLES, Role
from portal.rules.searching import words_to_find


def _of_own_organisation(user: User) -> ModelSelect:
    query = Candidate.select(Candidate, User).join(User, on=(Candidate.jobcoach == User.id), attr="jobcoach")
    if user.role not in (*MEDIATING_ROLES, Role.PRIVACY_OFFICER):
        return query.where(Candidate.id.is_null())
    return query.where(Candidate.organisation == user.organisation_id)


def candidate_for_privacy(user: User, candidate_id: str) -> Candidate | None:
    """A candidate of the own organisation, with the jobcoach, for a mediator or the privacy officer."""
    found: Candidate | None = _of_own_organisation(user).where(Candidate.public_id == candidate_id).first()
    return found


def candidates_for_privacy(user: User, words: str) -> ModelSelect:
    """The candidates who answer to every word of a name; without words, those whose file is set apart."""
    query = _of_own_organisation(user)
    asked = words_to_find(searchable(words))
    for word in asked:
        query = query.where(Candidate.search_name.contains(word))
    if not asked:
        query = query.where(Candidate.restricted_at.is_null(False))
    return query.order_by(Candidate.last_name, Candidate.first_name, Candidate.id)


def exports_of(candidate: Candidate) -> list[AccessExport]:
    """Every copy of a file that was made, the newest first, with who made it."""
    return list(
        AccessExport.select(AccessExport, User)
        .join(User, on=(AccessExport.by == User.id), attr="by")
        .where(AccessExport.candidate == candidate)
        .order_by(AccessExport.id.desc())
    )
