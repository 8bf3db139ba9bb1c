"""Candidates of the own organisation who may be the same person; another organisation's are never compared."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from peewee import Expression, fn

from portal.models.accounts import User
from portal.models.candidates import Candidate
from portal.models.nominations import Nomination
from portal.queries.candidates import candidates_visible_to, visible_candidate
from portal.rules.candidates import likeness, searchable
from portal.rules.roles import MEDIATING_ROLES
from portal.rules.words import N_


@dataclass(frozen=True)
class Double:
    """Two candidates of one organisation, the one that was there first in front, and why they look alike."""

    first: Candidate
    second: Candidate
    reasons: tuple[str, ...]

    @property
    def jobcoach_id(self) -> int | None:
        """The jobcoach of both, None when they have two: rights over the pair are rights over each."""
        return self.first.jobcoach_id if self.first.jobcoach_id == self.second.jobcoach_id else None

    @property
    def organisation_id(self) -> int:
        """The organisation of both."""
        return int(self.first.organisation_id)


REASONS = {
    "born": N_("zelfde naam en geboortedatum"),
    "phone": N_("zelfde telefoon"),
    "email": N_("zelfde e-mailadres"),
}
MOST = 100


def doubles_of(user: User, only: Candidate | None = None) -> list[Double]:
    """Pairs that look alike, at most `MOST`; two queries. `only`: those of this candidate."""
    if user.role not in MEDIATING_ROLES:
        return []
    rows = Candidate.select(
        Candidate.id,
        Candidate.first_name,
        Candidate.last_name,
        Candidate.birth_date,
        Candidate.phone,
        Candidate.email,
    ).where(Candidate.organisation == user.organisation_id)
    if only is not None:
        rows = rows.where(_perhaps_alike(only))
    alike: dict[tuple[str, Any], list[int]] = defaultdict(list)
    for key, first_name, last_name, born, phone, email in rows.order_by(Candidate.id).tuples():
        for sign in likeness(searchable(first_name, last_name), born, phone, email):
            alike[sign].append(key)
    pairs: dict[tuple[int, int], list[str]] = defaultdict(list)
    for (reason, _value), keys in alike.items():
        # A number that a whole centre shares says nothing.
        if 1 < len(keys) <= 4:
            for place, one in enumerate(keys):
                for other in keys[place + 1 :]:
                    if only is None or only.id in (one, other):
                        pairs[one, other].append(reason)
    chosen = dict(sorted(pairs.items())[:MOST])
    ids = {key for pair in chosen for key in pair}
    found = {one.id: one for one in candidates_visible_to(user).where(Candidate.id.in_(ids))}
    return [Double(found[one], found[other], tuple(reasons)) for (one, other), reasons in chosen.items()]


def _perhaps_alike(one: Candidate) -> Expression:
    """What the database can say beforehand, so that the page of one candidate does not read all of them."""
    found = Candidate.id == one.id
    digits = "".join(sign for sign in one.phone if sign.isdigit())
    if one.birth_date is not None:
        found |= Candidate.birth_date == one.birth_date
    if len(digits) > 2:
        found |= Candidate.phone.endswith(digits[-2:])
    if one.email:
        found |= fn.LOWER(Candidate.email) == one.email.strip().lower()
    return found


def visible_double(user: User, candidate_id: str, other_id: str) -> Double | None:
    """Two candidates of the own organisation that look alike, the first one to stay."""
    first, second = visible_candidate(user, candidate_id), visible_candidate(user, other_id)
    if first is None or second is None or first.id == second.id:
        return None
    alike = [one for one in doubles_of(user, first) if {one.first.id, one.second.id} == {first.id, second.id}]
    return Double(first, second, alike[0].reasons) if alike else None


def in_the_same_campaign(first: Candidate, second: Candidate) -> list[str]:
    """The titles of the campaigns in which both have a nomination."""
    other = Nomination.alias("of_the_other")
    of_second = other.select(other.campaign).where(other.candidate == second)
    both = Nomination.select().where(Nomination.candidate == first, Nomination.campaign.in_(of_second))
    return sorted(one.campaign.title for one in both)
