"""Who stands on two sides of a candidate, as far as the reader may know (req Y-5)."""

from collections.abc import Iterable

from portal.models.accounts import User
from portal.models.campaigns import Campaign
from portal.models.nominations import Nomination
from portal.models.organisations import Contact
from portal.models.selection_days import Assessor, SelectionDay, Table
from portal.rules.roles import MEDIATING_ROLES
from portal.rules.two_hats import Conflict, Sides, Someone, conflicts_of


def conflicts_about(user: User, campaign: Campaign, nominations: Iterable[Nomination]) -> dict[int, list[Conflict]]:
    """By the id of the nomination; nominations come with candidate and jobcoach. Four queries.

    The employer knows the own people and the jobcoach; the contacts of the directory, and how to reach the candidate,
    are for mediators.
    """
    mediates = user.role in MEDIATING_ROLES
    lead = User.get_by_id(campaign.lead_id)
    assessors = tuple(
        Someone(one.name, one.email)
        for one in Assessor.select().join(Table).join(SelectionDay).where(SelectionDay.campaign == campaign)
    )
    people = User.select().where(User.organisation == campaign.employer_id, User.active)
    at_employer = [Someone(one.name, one.email, one.phone) for one in people]
    if mediates:
        contacts = Contact.select().where(Contact.organisation == campaign.employer_id)
        at_employer += [Someone(one.name, one.email, one.phone) for one in contacts]
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
                at_employer=tuple(at_employer),
                candidate=Someone(full_name, candidate.email, candidate.phone) if mediates else None,
            )
        )
    return found
