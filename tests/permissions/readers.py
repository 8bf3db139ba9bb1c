"""Everybody who reads anything: people with an account, and those who hold a link, a tablet, or a mail."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from portal.models.accounts import AccessLink, User
from portal.models.calendar import CalendarEntry
from portal.models.campaigns import Invitation
from portal.models.candidates import Candidate
from portal.models.internships import Evaluation, Internship
from portal.models.nominations import Nomination
from portal.models.organisations import Contact
from portal.models.selection_days import Assessor, TourLine
from portal.models.written_tests import TestPaper
from portal.queries.tablets import device_of_token
from tests.permissions.relations import about, words
from tests.permissions.world import World


@dataclass(frozen=True)
class Reader:
    """Somebody who reads: a name for the report, and how he or she stands to a row."""

    name: str
    stands: Callable[[Any], frozenset[str]]


def person(name: str, user: User) -> Reader:
    """Somebody with an account."""
    return Reader(name, lambda row: words(user, row))


def _about(name: str, word: str, *, nomination: Nomination | None = None, campaign_id: int | None = None) -> Reader:
    """Somebody without an account, for whom rows about this nomination or this campaign are about her or him."""

    def stands(row: Any) -> frozenset[str]:
        it = about(row)
        own = nomination is not None and (
            (it.nomination == nomination)
            or (it.nomination is None and it.candidate == nomination.candidate)
            or (it.nomination is None and it.candidate is None and it.campaign == nomination.campaign)
        )
        theirs = campaign_id is not None and it.campaign is not None and it.campaign.id == campaign_id
        return frozenset({"link", word} if own or theirs else {"link"})

    return Reader(name, stands)


def candidate(nomination: Nomination) -> Reader:
    """The candidate, by the links about this nomination."""
    return _about(f"candidate of nomination {nomination.id}", "candidate", nomination=nomination)


def supervisor(nomination: Nomination) -> Reader:
    """Who takes the candidate along at the internship."""
    return _about(f"supervisor of nomination {nomination.id}", "supervisor", nomination=nomination)


def invitee(invitation: Invitation) -> Reader:
    """Who was asked along and has no account."""

    def stands(row: Any) -> frozenset[str]:
        it = about(row)
        own = row == invitation or it.invitation == invitation
        campaign = it.nomination is None and it.invitation is None and it.campaign == invitation.campaign
        return frozenset({"link", "invitee"} if own or campaign else {"link"})

    return Reader(f"invited to campaign {invitation.campaign_id}", stands)


def joiner(link: AccessLink) -> Reader:
    """Who is offered an account."""
    return Reader("offered an account", lambda row: frozenset({"link", "joiner"} if row == link else {"link"}))


def tablet(world: World, name: str) -> Reader:
    """A paired tablet, for its own day."""
    device = device_of_token(world.tokens[name])
    assert device is not None
    found = _about(name, "tablet", campaign_id=device.selection_day.campaign_id)

    def stands(row: Any) -> frozenset[str]:
        nomination = about(row).nomination
        if nomination is not None and nomination.state != "put_forward":
            return frozenset({"link"})
        if isinstance(row, Candidate):
            return _meets(row, device.selection_day.campaign_id)
        return found.stands(row)

    return Reader(name, stands)


def _meets(row: Candidate, campaign_id: int) -> frozenset[str]:
    there = Nomination.select().where(
        Nomination.candidate == row, Nomination.campaign == campaign_id, Nomination.state == "put_forward"
    )
    return frozenset({"link", "tablet"} if there.exists() else {"link"})


def of_token(world: World, name: str) -> Reader:
    """Whoever holds the link of this name."""
    link = world.link(name)
    kind, _, public_id = link.subject.partition(":")
    if kind == "test_paper":
        return candidate(TestPaper.get(public_id=public_id).nomination)
    if kind == "evaluation":
        return candidate(Evaluation.get(public_id=public_id).internship.nomination)
    if kind == "entry":
        nomination = about(CalendarEntry.get(public_id=public_id)).nomination
        assert nomination is not None, "the world's link to answer is that of a candidate's appointment"
        return candidate(nomination)
    if kind == "nomination":
        return candidate(Nomination.get(public_id=public_id))
    if kind == "invitation":
        return invitee(Invitation.get(public_id=public_id))
    return joiner(link)


def of_address(email: str) -> Reader:
    """Whoever reads the mail of this address."""
    user = User.get_or_none(User.email == email)
    if user is not None:
        return person(user.name, user)
    found = Candidate.get_or_none(Candidate.email == email)
    if found is not None:
        return candidate(Nomination.get(candidate=found))
    internship = Internship.get_or_none(Internship.supervisor_email == email)
    if internship is not None:
        return supervisor(internship.nomination)
    invitation = Invitation.get_or_none(Invitation.email == email)
    if invitation is not None:
        return invitee(invitation)
    assessor = Assessor.get_or_none(Assessor.email == email)
    if assessor is not None:
        return _about("assessor", "assessor", campaign_id=assessor.table.selection_day.campaign_id)
    guide = TourLine.get_or_none(TourLine.guide_email == email)
    if guide is not None:
        return _about("guide", "guide", campaign_id=guide.selection_day.campaign_id)
    link = AccessLink.get_or_none(AccessLink.email == email)
    if link is not None:
        return joiner(link)
    assert Contact.get_or_none(Contact.email == email) is None
    return Reader(email, lambda row: frozenset({"link"}))
