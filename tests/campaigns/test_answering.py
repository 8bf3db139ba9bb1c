"""What partners answer, by link and signed in."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from portal.actions.campaigns import cancel_campaign, close_campaign
from portal.actions.partners import answer_invitation, invite_partner
from portal.models.accounts import AccessLink
from portal.models.campaigns import Campaign, Invitation
from portal.models.candidates import Candidate
from portal.models.nominations import Nomination
from portal.queries.partners import version_accepted_by
from portal.rules.refusals import Refused
from tests.campaigns.scene import Cast, all_left, mails_to, own_invitation_of
from tests.clock import Clock
from tests.person import Person

SignedIn = Callable[[str], Person]


@pytest.fixture
def sams(cast: Cast, campaign: Campaign) -> Invitation:
    """Sam, without an account, was asked; the mail has left."""
    invitation = invite_partner(
        campaign, by=cast.lotte, email="sam@kompas.example", name="Sam Dewolf", organisation=cast.kompas
    )
    all_left()
    return invitation


@pytest.fixture
def pims(cast: Cast, campaign: Campaign) -> Invitation:
    """Pim, who has an account, was asked."""
    invitation = invite_partner(
        campaign, by=cast.lotte, email=cast.pim.email, name="Pim Peeters", organisation=cast.kompas
    )
    all_left()
    return invitation


def the_link(address: str) -> str:
    return mails_to(address)[0].link


# req 001-08 · 001-09 · 001-10 · 001-02
def test_a_partner_without_an_account_accepts_by_link_and_says_who_comes(
    cast: Cast, campaign: Campaign, sams: Invitation, visitor: Person
):
    page = visitor.visits(the_link(sams.email))
    for words in (
        "Zes mensen een kans geven.",
        "Medewerker inpak",
        "dinsdag 24 november, 10.00 uur",
        "Lotte Maes",
    ):
        assert words in page
    page = visitor.fills_in(accepts="yes", comes="yes", comes_with="Mo en Ria", agrees=True)
    fresh = own_invitation_of(campaign, sams.email)
    assert (fresh.state, fresh.comes, fresh.comes_with) == ("accepted", "yes", "Mo en Ria")
    assert version_accepted_by(fresh) == 1
    assert "Je doet mee" in page


def test_looking_at_the_link_changes_nothing(cast: Cast, campaign: Campaign, sams: Invitation, visitor: Person):
    links = AccessLink.select().count()
    visitor.visits(the_link(sams.email))
    assert visitor.client.head(the_link(sams.email), base_url="http://portal.test").status_code == 200
    fresh = own_invitation_of(campaign, sams.email)
    assert (fresh.state, fresh.answered_at, fresh.comes) == ("invited", None, None)
    assert AccessLink.select().count() == links


def test_after_accepting_a_person_without_an_account_is_offered_one(
    cast: Cast, campaign: Campaign, sams: Invitation, visitor: Person
):
    visitor.visits(the_link(sams.email))
    visitor.fills_in(accepts="yes")
    (mail,) = mails_to(sams.email, "answer_accepted")
    assert mail.link.startswith("/join/")
    visitor.clicks("Maak je account")
    assert visitor.page.url.startswith("/join/")
    visitor.visits(mail.link)


def test_a_person_with_an_account_is_sent_to_the_campaign(
    cast: Cast, campaign: Campaign, pims: Invitation, visitor: Person
):
    visitor.visits(the_link(pims.email))
    page = visitor.fills_in(accepts="yes")
    assert "Maak je account" not in page.buttons
    (mail,) = mails_to(pims.email, "answer_accepted")
    assert mail.link == f"/campaigns/{campaign.public_id}"


def test_nobody_makes_a_second_account_by_hand(cast: Cast, campaign: Campaign, pims: Invitation, visitor: Person):
    link = the_link(pims.email)
    visitor.visits(link)
    assert "Er is al een account" in visitor.sends(f"{link}/join", expect=409)


def test_a_partner_declines_with_a_reason_and_the_appointment_goes(
    cast: Cast, campaign: Campaign, sams: Invitation, visitor: Person, signed_in: SignedIn
):
    (invited,) = mails_to(sams.email)
    visitor.visits(invited.link)
    page = visitor.fills_in(accepts="no", reason="Te druk met de jobbeurs.")
    assert "Je doet niet mee" in page
    (declined,) = mails_to(sams.email, "answer_declined")
    assert (declined.event["UID"], declined.event["METHOD"]) == (invited.event["UID"], "CANCEL")
    lotte = signed_in("lotte")
    assert "Te druk met de jobbeurs." in lotte.visits(f"/invitations/{sams.public_id}")


def test_a_partner_may_change_the_answer_and_gets_the_appointment_back(
    cast: Cast, campaign: Campaign, sams: Invitation, visitor: Person
):
    visitor.visits(the_link(sams.email))
    visitor.fills_in(accepts="no")
    all_left()
    visitor.fills_in(accepts="yes", comes="yes")
    fresh = own_invitation_of(campaign, sams.email)
    assert (fresh.state, fresh.comes, fresh.decline_reason) == ("accepted", "yes", "")
    (accepted,) = mails_to(sams.email, "answer_accepted")
    assert accepted.event["METHOD"] == "REQUEST"
    assert accepted.event["SEQUENCE"] == 2


def test_a_double_click_is_one_answer_and_one_mail(
    cast: Cast, campaign: Campaign, sams: Invitation, visitor: Person, clock: Clock
):
    link = the_link(sams.email)
    for _ in range(2):
        visitor.visits(link)
        visitor.sends(link, {"accepts": "yes", "comes": "yes", "agreement": "0"})
        clock.advance(seconds=1)
    assert len(mails_to(sams.email, "answer_accepted")) == 1


def test_an_answer_needs_a_choice_and_keeps_what_was_typed(
    cast: Cast, campaign: Campaign, sams: Invitation, visitor: Person
):
    visitor.visits(the_link(sams.email))
    page = visitor.fills_in(comes_with="Mo en Ria")
    assert "Kies of je meedoet." in page
    assert "Mo en Ria" in page.html
    assert own_invitation_of(campaign, sams.email).state == "invited"


def test_a_partner_with_an_account_answers_signed_in(
    cast: Cast, campaign: Campaign, pims: Invitation, signed_in: SignedIn
):
    pim = signed_in("pim")
    page = pim.visits("/")
    assert "Beantwoord de uitnodiging van Netwerk Gent" in page
    pim.clicks("Antwoord Beantwoord de uitnodiging van Netwerk Gent")
    page = pim.fills_in(accepts="yes", comes="yes", agrees=True)
    assert page.heading == "Inpakkers voor de winter"
    assert "Fijn dat je meedoet!" in page
    assert own_invitation_of(campaign, pims.email).state == "accepted"


def test_who_has_put_candidates_forward_cannot_step_out(cast: Cast, campaign: Campaign, pims: Invitation):
    answer_invitation(pims, by=cast.pim, accepts=True)
    candidate = Candidate.create(organisation=cast.kompas, jobcoach=cast.pim, first_name="Ines", last_name="Proef")
    Nomination.create(
        campaign=campaign,
        candidate=candidate,
        invitation=pims,
        organisation=cast.kompas,
        jobcoach=cast.pim,
        state="put_forward",
    )
    with pytest.raises(Refused, match="Trek die voordrachten eerst in"):
        answer_invitation(pims, by=cast.pim, accepts=False)
    assert own_invitation_of(campaign, pims.email).state == "accepted"


def test_what_was_said_about_the_info_session_stays_when_the_answer_changes_later(
    cast: Cast, campaign: Campaign, pims: Invitation, signed_in: SignedIn, clock: Clock
):
    answer_invitation(pims, by=cast.pim, accepts=True, comes="yes", comes_with="Mo")
    clock.go_to(datetime(2026, 11, 26, 9, 0, tzinfo=UTC))
    pim = signed_in("pim")
    pim.visits(f"/invitations/{pims.public_id}/answer")
    pim.fills_in(agrees=True)
    fresh = own_invitation_of(campaign, pims.email)
    assert (fresh.comes, fresh.comes_with) == ("yes", "Mo")


def test_answering_ends_with_the_campaign(cast: Cast, campaign: Campaign, sams: Invitation, visitor: Person):
    link = the_link(sams.email)
    visitor.visits(link)
    close_campaign(campaign, by=cast.lotte)
    assert "afgesloten" in visitor.fills_in(accepts="yes", expect=409)
    page = visitor.visits(link)
    assert "Afgesloten" in page
    assert page.tree.findall(".//main//form") == []


def test_the_link_of_a_cancelled_campaign_says_so(cast: Cast, campaign: Campaign, sams: Invitation, visitor: Person):
    link = the_link(sams.email)
    cancel_campaign(campaign, "De bakkerij sluit.", by=cast.lotte)
    assert "Deze instroomactie gaat niet door." in visitor.visits(link)


def test_an_unknown_link_says_what_to_do(app: object, visitor: Person):
    visitor.visits("/answer/onbekend", expect=404)


def test_an_old_link_says_what_to_do(cast: Cast, campaign: Campaign, sams: Invitation, visitor: Person, clock: Clock):
    link = the_link(sams.email)
    clock.advance(days=61)
    visitor.visits(link, expect=410)


def test_another_partner_cannot_answer_for_you(cast: Cast, campaign: Campaign, pims: Invitation, signed_in: SignedIn):
    joke = signed_in("joke")
    joke.visits("/")
    joke.sends(f"/invitations/{pims.public_id}/answer", {"accepts": "yes"}, expect=404)
    joke.sends(f"/invitations/{pims.public_id}/agree", {"agreement": "1"}, expect=404)
    emma = signed_in("emma")
    emma.visits("/")
    emma.sends(f"/invitations/{pims.public_id}/answer", {"accepts": "yes"}, expect=404)


def test_a_colleague_of_the_invited_person_may_answer(
    cast: Cast, campaign: Campaign, sams: Invitation, signed_in: SignedIn
):
    pim = signed_in("pim")
    pim.visits(f"/invitations/{sams.public_id}/answer")
    pim.fills_in(accepts="yes")
    assert own_invitation_of(campaign, sams.email).state == "accepted"
