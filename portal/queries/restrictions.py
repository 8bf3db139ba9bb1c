"""Files that are set apart (GDPR art. 18): which, and whose, from whatever thing a page is about."""

from typing import Any

from peewee import Expression, ModelSelect

from portal.models.accounts import User
from portal.models.candidates import Candidate
from portal.models.privacy import Restriction
from portal.rules.roles import MEDIATING_ROLES, Role

# The relation that leads from a thing to the candidate it is about, tried in this order.
_TOWARDS_CANDIDATE = ("candidate", "nomination", "internship", "decision", "placement")
# For queries that join Candidate: whose file is not set apart.
NOT_RESTRICTED: Expression = Candidate.restricted_at.is_null()


def candidate_of(thing: Any) -> Candidate | None:
    """The candidate whom a thing is about; None for a thing about nobody or about several people."""
    while thing is not None and not isinstance(thing, Candidate):
        step = next((name for name in _TOWARDS_CANDIDATE if hasattr(thing, name)), "")
        thing = getattr(thing, step) if step else None
    return thing


def addresses_set_apart() -> ModelSelect:
    """The addresses of everybody whose file is set apart, as a query to ask within."""
    return Candidate.select(Candidate.email).where(~NOT_RESTRICTED, Candidate.email != "")


def is_set_apart(thing: Any) -> bool:
    """Whether a thing is about a candidate whose file is set apart."""
    candidate = candidate_of(thing)
    return candidate is not None and candidate.restricted_at is not None


def is_out_of_sight(user: User, thing: Any) -> bool:
    """Whether a thing does not exist for a person because the file is set apart and is not of the own organisation."""
    candidate = candidate_of(thing)
    return candidate is not None and candidate.restricted_at is not None and not is_of_own_organisation(user, candidate)


def is_of_own_organisation(user: User, candidate: Candidate) -> bool:
    """Whether a person is a mediator or the privacy officer of the candidate's own organisation."""
    return user.organisation_id == candidate.organisation_id and user.role in (*MEDIATING_ROLES, Role.PRIVACY_OFFICER)


def restriction_in_force(candidate: Candidate) -> Restriction | None:
    """Why a file is set apart now, with who did so; None when it is not."""
    found: Restriction | None = (
        Restriction.select(Restriction, User)
        .join(User, on=(Restriction.by == User.id), attr="by")
        .where(Restriction.candidate == candidate, Restriction.lifted_at.is_null())
        .first()
    )
    return found


def restrictions_of(candidate: Candidate) -> list[Restriction]:
    """Every time that a file was set apart, the newest first, with who did so."""
    return list(
        Restriction.select(Restriction, User)
        .join(User, on=(Restriction.by == User.id), attr="by")
        .where(Restriction.candidate == candidate)
        .order_by(Restriction.id.desc())
    )
