"""Conflicts of interest that show in the data: somebody at the employer who is a mediator or a candidate too (req Y-5).

Names and addresses are compared, nothing else; a conflict is a question for people, never a verdict.
"""

from dataclasses import dataclass

from portal.models.accounts import User
from portal.models.campaigns import Campaign, Invitation
from portal.models.candidates import Candidate
from portal.models.nominations import Nomination
from portal.models.selection_days import Assessor, SelectionDay, Table
from portal.queries.nominations import PUT_FORWARD_ONCE, followed_by
from portal.rules.candidates import searchable
from portal.rules.words import N_


@dataclass(frozen=True)
class Conflict:
    """Two people who may be one, or know each other well: who at the employer, who here, and in which role here."""

    at_employer: str
    who: str
    role: str
    reason: str


SAME_MAIL = N_("zelfde e-mailadres")
SAME_NAME = N_("zelfde naam")
MEDIATOR = N_("bemiddelaar of jobcoach in deze instroomactie")
CANDIDATE = N_("kandidaat in deze instroomactie")


def conflicts_of(user: User, campaign: Campaign) -> list[Conflict]:
    """The conflicts in a campaign, with candidates only of those whom this person follows; five queries."""
    employer = list(
        User.select(User.name, User.email).where(User.organisation == campaign.employer_id, User.active).tuples()
    )
    employer += list(
        Assessor.select(Assessor.name, Assessor.email)
        .join(Table)
        .join(SelectionDay)
        .where(SelectionDay.campaign == campaign)
        .tuples()
    )
    coaches = Nomination.select(Nomination.jobcoach).where(Nomination.campaign == campaign, PUT_FORWARD_ONCE)
    is_theirs = User._meta.primary_key.in_(coaches) | (User._meta.primary_key == campaign.lead_id)
    mediators = list(User.select(User.name, User.email).where(is_theirs).tuples())
    mediators += list(
        Invitation.select(Invitation.name, Invitation.email)
        .where(Invitation.campaign == campaign, Invitation.state != "revoked")
        .tuples()
    )
    candidates = (
        Candidate.select(Candidate.first_name, Candidate.last_name, Candidate.email)
        .join(Nomination)
        .where(followed_by(user), Nomination.campaign == campaign)
    )
    people = [(name, email, MEDIATOR) for name, email in mediators]
    people += [(f"{first} {last}", email, CANDIDATE) for first, last, email in candidates.tuples()]
    return _between(employer, people)


def _between(employer: list[tuple[str, str]], people: list[tuple[str, str, str]]) -> list[Conflict]:
    by_name = {searchable(name): name for name, _ in reversed(employer)}
    by_mail = {email.strip().casefold(): name for name, email in reversed(employer) if email.strip()}
    found: dict[tuple[str, str, str], Conflict] = {}
    for name, email, role in people:
        mail = email.strip().casefold()
        other, reason = (
            (by_mail[mail], SAME_MAIL) if mail in by_mail else (by_name.get(searchable(name), ""), SAME_NAME)
        )
        if other:
            found.setdefault((other, name, role), Conflict(other, name, role, reason))
    return sorted(found.values(), key=lambda one: (one.role, one.who))
