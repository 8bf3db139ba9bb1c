"""Writing to partners: choose a text, change it, see what leaves, send (req 003-15); reminding all at once."""

from collections.abc import Callable
from typing import Any

import pytest

from portal.actions.partners import invite_partner
from portal.models.accounts import User
from portal.models.campaigns import Campaign, Invitation
from portal.models.organisations import Contact
from portal.models.outbox import MailBatch, OutboxMail
from tests.campaigns.scene import Cast, all_left, mails_to
from tests.person import Person

SignedIn = Callable[[str], Person]


@pytest.fixture
def partners(cast: Cast, campaign: Campaign, contacts: list[Contact]) -> list[Invitation]:
    """Pim and Sam take part, Noor has not answered."""
    made = [
        invite_partner(campaign, by=cast.lotte, email=one.email, name=one.name, organisation=one.organisation)
        for one in contacts
    ]
    for one in made[:2]:
        one.change(state="accepted", comes="yes")
    all_left()
    return made


def messages() -> dict[str, OutboxMail]:
    return {mail.recipient: mail for mail in OutboxMail.select().where(OutboxMail.template.endswith("to_partners"))}


def typed(audience: str, subject: str) -> dict[str, Any]:
    return {"audience": audience, "nl-subject": subject}


# req 003-15
def test_the_lead_chooses_a_text_changes_it_looks_and_sends(
    cast: Cast, campaign: Campaign, partners: list[Invitation], signed_in: SignedIn
) -> None:
    lotte = signed_in("lotte")
    lotte.visits(f"/campaigns/{campaign.public_id}/partners")
    lotte.clicks("Schrijf een bericht")
    page = lotte.clicks("Even geduld")
    assert "duurt wat langer dan voorzien" in page.html
    fields: dict[str, Any] = {"audience": "taking_part", "nl-subject": "Nieuws over ((title))"}
    page = lotte.fills_in("#message", **fields)
    assert page.heading == "Verstuur je dit bericht?"
    for words in ("Er vertrekken 2 mails", "Nieuws over Inpakkers voor de winter", "Antwoordde nog niet."):
        assert words in page
    assert messages() == {}
    page = lotte.fills_in("#send")
    assert "2 berichten verstuurd." in page
    assert messages().keys() == {"pim@mensen.example", "sam@kompas.example"}
    assert messages()["sam@kompas.example"].subject == "Nieuws over Inpakkers voor de winter"
    assert MailBatch.get().what == "message"


def test_each_partner_reads_it_in_the_own_language(
    cast: Cast, campaign: Campaign, partners: list[Invitation], signed_in: SignedIn
) -> None:
    User.update(language="en").where(User.id == cast.pim.id).execute()
    lotte = signed_in("lotte")
    lotte.visits(f"/campaigns/{campaign.public_id}/partners/message")
    lotte.fills_in("#message", audience="taking_part")
    lotte.fills_in("#send")
    (mail,) = mails_to("pim@mensen.example", "message_to_partners")
    assert mail.row.subject.startswith("Message about")
    assert messages()["sam@kompas.example"].subject.startswith("Bericht over")


def test_a_text_that_is_no_mail_is_said_at_its_field(
    cast: Cast, campaign: Campaign, partners: list[Invitation], signed_in: SignedIn
) -> None:
    lotte = signed_in("lotte")
    lotte.visits(f"/campaigns/{campaign.public_id}/partners/message")
    page = lotte.fills_in("#message", **typed("silent", "Voor ((iedereen))"))
    assert page.title.startswith("Fout:")
    assert "Voor ((iedereen))" in page.html
    assert messages() == {}


def test_what_was_written_comes_back_to_be_changed(
    cast: Cast, campaign: Campaign, partners: list[Invitation], signed_in: SignedIn
) -> None:
    lotte = signed_in("lotte")
    lotte.visits(f"/campaigns/{campaign.public_id}/partners/message")
    lotte.fills_in("#message", **typed("taking_part", "Mijn eigen woorden"))
    page = lotte.clicks("Wijzig")
    assert page.heading == "Bericht aan partners"
    assert "Mijn eigen woorden" in page.html


def test_all_who_have_something_to_do_are_reminded_at_once_and_the_others_are_left_out_with_a_reason(
    cast: Cast, campaign: Campaign, partners: list[Invitation], signed_in: SignedIn
) -> None:
    # req Y-1
    lotte = signed_in("lotte")
    lotte.visits(f"/campaigns/{campaign.public_id}/partners")
    page = lotte.clicks("Herinner wie nog iets moet doen")
    assert "Er vertrekken 3 mails" in page
    assert "Is je eigen deelname." in page
    assert Invitation.select().where(Invitation.reminded_at.is_null(False)).count() == 0
    page = lotte.fills_in("#send")
    assert "3 herinneringen verstuurd." in page
    assert [len(mails_to(one.email, "partner_reminded")) for one in partners] == [0, 0, 1]
    page = lotte.visits(f"/campaigns/{campaign.public_id}/partners/remind")
    assert "Er is niemand die nu een mail moet krijgen." in page
    assert "in de laatste 24 uur al een herinnering" in page
