"""Who stands on two sides of a candidate, as far as the reader may know (req Y-5)."""

from collections.abc import Iterable

from portal.models.accounts import User
from portal.models.campaigns import Campaign, Invitation
from portal.models.candidates import Candidate
from portal.models.nominations import Nomination
from portal.models.organisations import Contact
from portal.models.selection_days import Assessor, SelectionDay, Table
from portal.queries.nominations import PUT_FORWARD_ONCE, Jobcoach, followed_by
from portal.rules.candidates import searchable
from portal.rules.roles import MEDIATING_ROLES
from portal.rules.two_hats import Conflict, Sides, Someone, conflicts_between, conflicts_of


def conflicts_about(user: User, campaign: Campaign, nominations: Iterable[Nomination]) -> dict[int, list[Conflict]]:
    """By the id of the nomination; nominations come with candidate and jobcoach. Four queries.

    The employer knows the own people and the jobcoach; the contacts of the directory, and how to reach the candidate,
    are for mediators.
    """
    mediates = user.role in MEDIATING_ROLES
    lead = User.get_by_id(campaign.lead_id)
    assessors, at_employer = _assessors(campaign), _at_employer(user, campaign)
    found = {}
    for nomination in nominations:
        candidate, coach = nomination.candidate, nomination.jobcoach
        full_name = f"{candidate.first_name} {candidate.last_name}"
        found[nomination.id] = conflicts_of(
            Sides(
                jobcoach=Someone(coach.name, coach.email, coach.phone),
                lead=Someone(lead.name, lead.email, lead.phone),
                employer=campaign.employer.name,
                assessors=assessors,
                at_employer=at_employer,
                candidate=Someone(full_name, candidate.email, candidate.phone) if mediates else None,
            )
        )
    return found


def conflicts_in(user: User, campaign: Campaign) -> tuple[list[Conflict], list[tuple[Nomination, list[Conflict]]]]:
    """In a whole campaign: between who mediates and the employer, then per candidate whom this person follows.

    Names and addresses are compared, nothing else: a question for people, never a verdict. Eight queries.
    """
    followed = list(
        Nomination.select(Nomination, Candidate, Jobcoach)
        .join(Candidate)
        .switch(Nomination)
        .join(Jobcoach, on=(Nomination.jobcoach == Jobcoach.id), attr="jobcoach")
        .where(followed_by(user), Nomination.campaign == campaign)
        .order_by(Candidate.first_name, Candidate.last_name, Nomination.id)
    )
    about = conflicts_about(user, campaign, followed)
    others = (*_assessors(campaign), *_at_employer(user, campaign))
    between = conflicts_between(_mediators(campaign), others, campaign.employer.name)
    return between, [(one, about[one.id]) for one in followed if about[one.id]]


def _mediators(campaign: Campaign) -> list[Someone]:
    """Who leads, who brings candidates, and who was asked along; each by name once."""
    coaches = Nomination.select(Nomination.jobcoach).where(Nomination.campaign == campaign, PUT_FORWARD_ONCE)
    theirs = User._meta.primary_key.in_(coaches) | (User._meta.primary_key == campaign.lead_id)
    asked = Invitation.select().where(Invitation.campaign == campaign, Invitation.state != "revoked")
    people = [Someone(one.name, one.email, one.phone) for one in User.select().where(theirs).order_by(User.name)]
    people += [Someone(one.name, one.email) for one in asked.order_by(Invitation.name)]
    return list({searchable(one.name): one for one in reversed(people)}.values())[::-1]


def _assessors(campaign: Campaign) -> tuple[Someone, ...]:
    rows = Assessor.select().join(Table).join(SelectionDay).where(SelectionDay.campaign == campaign)
    return tuple(Someone(one.name, one.email) for one in rows)


def _at_employer(user: User, campaign: Campaign) -> tuple[Someone, ...]:
    found = list(User.select().where(User.organisation == campaign.employer_id, User.active))
    if user.role in MEDIATING_ROLES:
        found += list(Contact.select().where(Contact.organisation == campaign.employer_id))
    return tuple(Someone(one.name, one.email, one.phone) for one in found)
