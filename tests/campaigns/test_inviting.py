"""Asking partners along, from the directory and by address (req 001-08 … 001-10)."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from portal.actions.partners import answer_invitation, invite_partner, revoke_invitation
from portal.models.campaigns import Campaign, Invitation
from portal.models.organisations import Contact, Organisation
from portal.models.outbox import OutboxMail
from tests.campaigns.scene import (
    Cast,
    all_left,
    draft_campaign,
    mails_to,
    own_invitation_of,
    running_campaign,
)
from tests.clock import Clock
from tests.person import Person

SignedIn = Callable[[str], Person]


def ask_sam(cast: Cast, campaign: Campaign) -> Invitation:
    return invite_partner(
        campaign, by=cast.lotte, email="sam@kompas.example", name="Sam Dewolf", organisation=cast.kompas
    )


# req 001-05 · 001-08 · 001-09
def test_the_lead_invites_several_contacts_of_the_directory_at_once(
    cast: Cast, campaign: Campaign, signed_in: SignedIn
):
    lotte = signed_in("lotte")
    lotte.visits(f"/campaigns/{campaign.public_id}/partners/invite")
    lotte.fills_in("#contacts", contacts=[cast.pim_contact.public_id, cast.sam_contact.public_id])
    page = lotte.clicks("Verstuur 2 mails")
    assert "2 uitnodigingen verstuurd." in page
    assert "Sam Dewolf" in page
    assert {one.email for one in campaign.invitations} == {
        "lotte@mensen.example",
        "pim@mensen.example",
        "sam@kompas.example",
    }
    assert own_invitation_of(campaign, "pim@mensen.example").user == cast.pim


def test_somebody_must_be_ticked(cast: Cast, campaign: Campaign, signed_in: SignedIn):
    lotte = signed_in("lotte")
    lotte.visits(f"/campaigns/{campaign.public_id}/partners/invite")
    page = lotte.fills_in("#contacts")
    assert "Vink minstens één contact aan." in page
    assert campaign.invitations.count() == 1


# req 001-05
def test_the_directory_is_filtered_by_region_and_words_in_the_url(cast: Cast, campaign: Campaign, signed_in: SignedIn):
    Contact.create(organisation=cast.brug, name="Joke Baert", email="joke@mensen.example")
    lotte = signed_in("lotte")
    page = lotte.visits(f"/campaigns/{campaign.public_id}/partners/invite?region=Gent")
    assert "Joke Baert" in page
    assert "Sam Dewolf" not in page
    assert "1 contact" in page
    page = lotte.visits(f"/campaigns/{campaign.public_id}/partners/invite?q=jongeren+sam")
    assert "Sam Dewolf" in page
    assert "Joke Baert" not in page


# req 001-08 · 001-09
def test_an_address_that_is_typed_in_joins_the_directory(cast: Cast, campaign: Campaign, signed_in: SignedIn):
    lotte = signed_in("lotte")
    lotte.visits(f"/campaigns/{campaign.public_id}/partners/invite-address")
    lotte.fills_in(name="Noor Nieuw", email="Noor@Nieuw.example ", organisation="Sociaal Huis Aalter")
    invitation = own_invitation_of(campaign, "noor@nieuw.example")
    assert (invitation.organisation.name, invitation.organisation.kind) == ("Sociaal Huis Aalter", "mediator")
    assert Contact.get(Contact.email == "noor@nieuw.example") == invitation.contact


@pytest.mark.parametrize(
    ("typed", "status", "sentence"),
    [
        ({"email": "geen adres"}, 200, "Dit lijkt geen e-mailadres."),
        ({"name": ""}, 200, "Vul de naam in."),
        ({"organisation": "Bakkerij De Ster"}, 409, "is een werkgever, geen bemiddelaar"),
        ({"email": "emma@mensen.example"}, 409, "account dat geen bemiddelaar is"),
        ({"email": "sam@kompas.example"}, 409, "staat al in het netwerk, bij Het Kompas"),
    ],
)
def test_an_address_that_cannot_be_invited_says_why(
    cast: Cast, campaign: Campaign, signed_in: SignedIn, typed: dict[str, str], status: int, sentence: str
):
    lotte = signed_in("lotte")
    lotte.visits(f"/campaigns/{campaign.public_id}/partners/invite-address")
    whole = {"name": "Noor", "email": "noor@nieuw.example", "organisation": "Sociaal Huis"} | typed
    assert sentence in lotte.fills_in(**whole, expect=status)
    assert campaign.invitations.count() == 1


# req 001-07 · 001-09 · 001-10
def test_the_mail_says_what_it_is_about_and_carries_the_info_session(cast: Cast, campaign: Campaign):
    ask_sam(cast, campaign)
    (mail,) = mails_to("sam@kompas.example")
    assert mail.message["Subject"] == "Doe je mee? Selectiedag bij Bakkerij De Ster"
    for words in (
        "Zes mensen een kans geven.",
        "Medewerker inpak",
        "dinsdag 24 november 2026, 10.00–11.30 uur",
        "Ovenstraat 1",
        "zaterdag 5 december 2026, 17.00 uur",
        "Lotte Maes",
        "+32 9 123 45 67",
    ):
        assert words in mail.text
    event = mail.event
    assert event["METHOD"] == "REQUEST"
    assert event["ATTENDEE"] == "mailto:sam@kompas.example"
    assert event["DTSTART"].dt.astimezone(UTC) == datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
    assert event["LOCATION"] == "Hoofdbakkerij, Ovenstraat 1, 9000 Gent"


# req 001-10
def test_every_partner_has_an_appointment_of_his_own(cast: Cast, campaign: Campaign):
    ask_sam(cast, campaign)
    invite_partner(campaign, by=cast.lotte, email=cast.pim.email, name="Pim", organisation=cast.kompas)
    (sams,), (pims,) = mails_to("sam@kompas.example"), mails_to(cast.pim.email)
    assert sams.event["UID"] != pims.event["UID"]
    assert pims.event["ATTENDEE"] == "mailto:pim@mensen.example"


# req 001-03
def test_without_an_info_session_the_mail_carries_no_appointment(cast: Cast):
    campaign = running_campaign(cast, has_info_session=False)
    ask_sam(cast, campaign)
    (mail,) = mails_to("sam@kompas.example")
    assert mail.event is None
    assert "Infosessie" not in mail.text


def test_after_the_info_session_nobody_is_asked_to_it(cast: Cast, campaign: Campaign, clock: Clock, visitor: Person):
    clock.go_to(datetime(2026, 11, 25, 9, 0, tzinfo=UTC))
    ask_sam(cast, campaign)
    (mail,) = mails_to("sam@kompas.example")
    assert mail.event is None
    assert "24 november" not in mail.text
    page = visitor.visits(mail.link)
    assert "Kom je naar de infosessie?" not in page
    visitor.fills_in(accepts="yes")
    assert own_invitation_of(campaign, "sam@kompas.example").state == "accepted"


def test_a_double_click_invites_once(cast: Cast, campaign: Campaign, signed_in: SignedIn):
    lotte = signed_in("lotte")
    where = f"/campaigns/{campaign.public_id}/partners/invite"
    for _ in range(2):
        lotte.visits(where)
        lotte.sends(where, {"contacts": cast.sam_contact.public_id})
    assert campaign.invitations.count() == 2
    assert len(mails_to("sam@kompas.example")) == 1


def test_capitals_do_not_make_another_person(cast: Cast, campaign: Campaign):
    first = ask_sam(cast, campaign)
    second = invite_partner(campaign, by=cast.lotte, email="SAM@Kompas.example", name="S.", organisation=cast.kompas)
    assert first == second


def test_nobody_is_invited_before_the_start(cast: Cast, signed_in: SignedIn):
    campaign = draft_campaign(cast)
    lotte = signed_in("lotte")
    lotte.visits(f"/campaigns/{campaign.public_id}/partners/invite")
    page = lotte.fills_in("#contacts", contacts=[cast.sam_contact.public_id], expect=409)
    assert "nog niet gestart" in page
    assert not OutboxMail.select().exists()


def test_a_revoked_partner_loses_link_and_appointment(
    cast: Cast, campaign: Campaign, signed_in: SignedIn, visitor: Person
):
    invitation = ask_sam(cast, campaign)
    all_left()
    (invited,) = mails_to("sam@kompas.example")
    lotte = signed_in("lotte")
    lotte.visits(f"/invitations/{invitation.public_id}")
    page = lotte.clicks("Trek de uitnodiging in")
    assert "Uitnodiging van Sam Dewolf ingetrokken." in page
    (revoked,) = mails_to("sam@kompas.example", "invitation_revoked")
    assert (revoked.event["UID"], revoked.event["METHOD"]) == (invited.event["UID"], "CANCEL")
    visitor.visits(invited.link, expect=410)


def test_a_revoked_partner_is_invited_again_under_the_same_appointment(
    cast: Cast, campaign: Campaign, signed_in: SignedIn, clock: Clock
):
    invitation = ask_sam(cast, campaign)
    all_left()
    revoke_invitation(invitation, by=cast.lotte)
    all_left()
    clock.advance(hours=1)
    lotte = signed_in("lotte")
    lotte.visits(f"/campaigns/{campaign.public_id}/partners")
    lotte.sends(f"/invitations/{invitation.public_id}/invite-again")
    first, _, again = mails_to("sam@kompas.example")
    assert again.row.template == "campaigns/partner_invited"
    assert again.event["UID"] == first.event["UID"]
    assert again.event["SEQUENCE"] == 2
    assert own_invitation_of(campaign, "sam@kompas.example").state == "invited"


def test_a_mail_that_had_not_left_is_taken_back_when_revoked(cast: Cast, campaign: Campaign):
    invitation = ask_sam(cast, campaign)
    revoke_invitation(invitation, by=cast.lotte)
    assert mails_to("sam@kompas.example") == []


def test_the_leads_own_participation_cannot_be_revoked(cast: Cast, campaign: Campaign, signed_in: SignedIn):
    own = campaign.invitations.get()
    lotte = signed_in("lotte")
    assert "Trek de uitnodiging in" not in lotte.visits(f"/invitations/{own.public_id}").buttons
    lotte.visits(f"/campaigns/{campaign.public_id}/partners/invite")
    assert "eigen deelname" in lotte.sends(f"/invitations/{own.public_id}/revoke", expect=409)


# req 001-02
def test_the_lead_sees_who_answered_what(cast: Cast, campaign: Campaign, signed_in: SignedIn):
    invitation = ask_sam(cast, campaign)
    answer_invitation(invitation, by=None, accepts=True, comes="yes", comes_with="Mo en Ria")
    lotte = signed_in("lotte")
    page = lotte.visits(f"/campaigns/{campaign.public_id}/partners")
    assert "met Mo en Ria" in page
    page = lotte.visits(f"/invitations/{invitation.public_id}")
    assert "Doet mee Sam Dewolf" in page
    page = lotte.visits(f"/campaigns/{campaign.public_id}")
    assert "2 doen mee" in page


@pytest.mark.parametrize(("name", "status"), [("pim", 404), ("nele", 403), ("emma", 403), ("ada", 404)])
def test_only_the_lead_invites(cast: Cast, campaign: Campaign, signed_in: SignedIn, name: str, status: int):
    signed_in(name).visits(f"/campaigns/{campaign.public_id}/partners/invite", expect=status)


def test_a_partner_sees_nobody_elses_invitation(cast: Cast, campaign: Campaign, signed_in: SignedIn):
    sams = ask_sam(cast, campaign)
    invite_partner(campaign, by=cast.lotte, email=cast.joke.email, name="Joke", organisation=cast.brug)
    joke = signed_in("joke")
    joke.visits(f"/invitations/{sams.public_id}", expect=404)
    joke.visits(f"/invitations/{sams.public_id}/answer", expect=404)
    joke.visits(f"/campaigns/{campaign.public_id}/partners", expect=403)
    joke.visits("/")
    joke.sends(f"/invitations/{sams.public_id}/remind", expect=404)
    joke.sends(f"/invitations/{sams.public_id}/revoke", expect=404)


def test_organisations_are_not_doubled_by_capitals(cast: Cast, campaign: Campaign, signed_in: SignedIn):
    lotte = signed_in("lotte")
    lotte.visits(f"/campaigns/{campaign.public_id}/partners/invite-address")
    lotte.fills_in(name="Noor", email="noor@kompas.example", organisation="het kompas")
    assert Organisation.select().where(Organisation.kind == "mediator").count() == 3
