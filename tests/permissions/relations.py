"""How a person stands to a thing: the words in which the tables of expectations are written.

Said here once more and in another way than the portal says it, so that a mistake there does not excuse itself.
"""

from dataclasses import dataclass
from typing import Any

from peewee import ForeignKeyField

from portal.models.accounts import ContactMoment, User
from portal.models.calendar import CalendarEntry
from portal.models.campaigns import Campaign, Invitation
from portal.models.candidates import Candidate
from portal.models.history import HistoryLine
from portal.models.internships import Internship
from portal.models.interviews import Interview
from portal.models.nominations import Nomination
from portal.models.outbox import MailText
from portal.models.retention import Erasure

MEDIATORS = ("mediator", "coordinator")
# From a row to what it is about, nearest first.
_UPWARDS = (
    "nomination", "internship", "placement", "decision", "paper", "sheet", "candidate", "invitation",
    "attendance", "device", "selection_day", "table", "agreement", "campaign", "entry",
)  # fmt: skip


@dataclass(frozen=True)
class About:
    """What a row is about, as far as it is about one of these."""

    campaign: Campaign | None = None
    nomination: Nomination | None = None
    candidate: Candidate | None = None
    invitation: Invitation | None = None


def about(row: Any) -> About:
    """What a row is about: the nomination and the campaign it hangs on."""
    if isinstance(row, Campaign):
        return About(campaign=row)
    if isinstance(row, Nomination):
        return About(campaign=row.campaign, nomination=row, candidate=row.candidate)
    if isinstance(row, Candidate):
        return About(candidate=row)
    if isinstance(row, Invitation):
        return About(campaign=row.campaign, invitation=row)
    if isinstance(row, CalendarEntry):
        talk = Interview.get_or_none(Interview.public_id == row.subject.removeprefix("interview:"))
        return About() if talk is None else about(talk)
    for name in _UPWARDS:
        is_above = isinstance(type(row)._meta.fields.get(name), ForeignKeyField)
        above = getattr(row, name) if is_above else None
        if above is not None:
            return about(above)
    return About()


def words(person: User | None, row: Any = None) -> frozenset[str]:
    """How this person stands to a row."""
    if person is None:
        return frozenset({"visitor"})
    found = {"person", person.role}
    if person.role in MEDIATORS:
        found.add("mediating")
    if row is None:
        return frozenset(found)
    found |= _to_row(person, row)
    it = about(row)
    if it.campaign is not None and it.nomination is None and it.invitation is None:
        found |= _to_campaign(person, it.campaign)
    if it.invitation is not None:
        found |= _to_invitation(person, it.invitation)
    if it.nomination is not None:
        found |= _to_nomination(person, it.nomination)
    elif it.candidate is not None:
        found |= _to_candidate(person, it.candidate)
    return frozenset(found)


def _to_row(person: User, row: Any) -> set[str]:
    found = set()
    if person in (row, getattr(row, "user", None), getattr(row, "by", None)):
        found.add("self")
    if isinstance(row, ContactMoment) and row.keeper_id == person.organisation_id:
        found.add("keeper")
    if getattr(row, "organisation_id", None) == person.organisation_id:
        found.add("same_organisation")
        if isinstance(row, MailText) and person.role in MEDIATORS:
            found |= {"its_mediator", f"its_{person.role}"}
        if isinstance(row, Erasure):
            found.add(f"its_{person.role}")
    talk = Interview.get_by_id(row.subject_id) if isinstance(row, HistoryLine) and row.subject == "Interview" else row
    if getattr(talk, "interviewer_id", None) == person.id:
        found.add("interviewer")
    return found


def _leads(person: User, campaign: Campaign) -> set[str]:
    if person.role not in MEDIATORS:
        return set()
    found = {"lead"} if campaign.lead_id == person.id else set()
    if person.role == "coordinator" and campaign.organisation_id == person.organisation_id:
        found.add("leading_coordinator")
    return found


def _is_employer(person: User, campaign: Campaign) -> bool:
    return person.role == "employer" and campaign.employer_id == person.organisation_id


def _to_campaign(person: User, campaign: Campaign) -> set[str]:
    found = _leads(person, campaign)
    if campaign.state == "draft":
        return found
    if _is_employer(person, campaign):
        found.add("the_employer")
    taking_part = Invitation.select().where(
        Invitation.campaign == campaign,
        Invitation.organisation == person.organisation_id,
        Invitation.state != "revoked",
    )
    if person.role in MEDIATORS and taking_part.exists():
        found.add("partner")
    return found


def _to_invitation(person: User, invitation: Invitation) -> set[str]:
    found = _leads(person, invitation.campaign)
    if (
        person.role in MEDIATORS
        and invitation.organisation_id == person.organisation_id
        and invitation.state != "revoked"
    ):
        found.add("invited")
    return found


def _own(person: User, thing: Candidate | Nomination) -> set[str]:
    if person.role not in MEDIATORS or thing.organisation_id != person.organisation_id:
        return set()
    if thing.jobcoach_id == person.id:
        return {"own", "jobcoach"}
    return {"own", "own_coordinator"} if person.role == "coordinator" else {"own", "colleague"}


def _to_nomination(person: User, nomination: Nomination) -> set[str]:
    """A lead knows of who was put forward, ever; an employer of who is so now, in a campaign that runs."""
    found = _own(person, nomination)
    if nomination.state != "draft" and nomination.put_forward_at is not None:
        found |= _leads(person, nomination.campaign)
    running = nomination.campaign.state == "running"
    if nomination.state == "put_forward" and running and _is_employer(person, nomination.campaign):
        found.add("the_employer")
        if Internship.select().where(Internship.nomination == nomination).exists():
            found.add("the_internship_employer")
    return found


def _to_candidate(person: User, candidate: Candidate) -> set[str]:
    found = _own(person, candidate)
    for nomination in Nomination.select().where(Nomination.candidate == candidate):
        found |= _to_nomination(person, nomination) - {"own", "jobcoach", "colleague", "own_coordinator"}
    talks = Interview.select().join(Nomination).where(Nomination.candidate == candidate)
    if talks.where(Interview.interviewer == person).exists():
        found.add("interviewer")
    if person.role == "privacy_officer" and candidate.organisation_id == person.organisation_id:
        found.add("own_privacy_officer")
    return found
