"""Several candidates at once: who was ticked, and who can take them over (req 002-02)."""

from collections.abc import Sequence

from portal.models.accounts import User
from portal.models.candidates import Candidate
from portal.models.nominations import Nomination
from portal.queries.nominations import followed_by, with_relations
from portal.rules.roles import MEDIATING_ROLES


def chosen_nominations(user: User, public_ids: Sequence[str]) -> list[Nomination]:
    """The nominations with these ids that this person follows, archived or not, by name; one query."""
    chosen = with_relations().where(followed_by(user), Nomination.public_id.in_(list(public_ids)))
    return list(chosen.order_by(Candidate.last_name, Candidate.first_name, Nomination.id))


def colleagues_of(user: User) -> list[User]:
    """Who can take over candidates in the own organisation, by name."""
    if user.role not in MEDIATING_ROLES:
        return []
    return list(
        User.select()
        .where(
            User.organisation == user.organisation_id,
            User.role.in_([one.value for one in MEDIATING_ROLES]),
            User.active,
        )
        .order_by(User.name)
    )
