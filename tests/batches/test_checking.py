"""The check page: what leaves, who is left out, one real mail, a trial to oneself; what was seen is what leaves."""

import email
import email.policy
from collections.abc import Callable

import pytest

from portal.actions.partners import invite_partner
from portal.models.campaigns import Campaign
from portal.models.organisations import Contact
from portal.models.outbox import AddressTrouble, MailBatch, OutboxMail
from portal.rules.batches import TRIALS_AT_MOST
from portal.rules.campaigns import dates_of
from tests.campaigns.scene import Cast, all_left
from tests.clock import Clock
from tests.permissions.fingerprints import changes_since, state_of_the_database
from tests.person import Page, Person

SignedIn = Callable[[str], Person]
TRY = "Stuur deze mail als proef naar jezelf Doe je mee? Selectiedag bij Bakkerij De Ster"
NEW_TEXT = "We houden elkaar op de hoogte, elke week."


def chooses(lotte: Person, campaign: Campaign, contacts: list[Contact]) -> Page:
    lotte.visits(f"/campaigns/{campaign.public_id}/partners/invite")
    return lotte.fills_in("#contacts", contacts=[one.public_id for one in contacts])


def invitations() -> list[OutboxMail]:
    return list(OutboxMail.select().where(OutboxMail.template == "campaigns/partner_invited").order_by(OutboxMail.id))


# req 001-09
def test_the_lead_sees_what_leaves_before_it_leaves(
    cast: Cast, campaign: Campaign, contacts: list[Contact], signed_in: SignedIn
) -> None:
    AddressTrouble.create(address_key="noor@brug.example", code="5.1.1")
    lotte = signed_in("lotte")
    page = chooses(lotte, campaign, contacts)
    assert page.heading == "Nodig je deze partners uit?"
    for words in (
        "Er vertrekken 2 mails",
        "Pim Peeters",
        "1 mail vertrekt niet vanzelf",
        "Noor Bos",
        "Doe je mee? Selectiedag bij Bakkerij De Ster",
        "Zes mensen een kans geven.",
        "/answer/voorbeeldlink",
        "Bij deze mail zit een afspraak voor de agenda.",
    ):
        assert words in page
    assert invitations() == []
    page = lotte.fills_in("#send", press="Verstuur 2 mails")
    assert "3 uitnodigingen verstuurd." in page
    assert [(mail.recipient, mail.status) for mail in invitations()] == [
        ("pim@mensen.example", "queued"),
        ("sam@kompas.example", "queued"),
        ("noor@brug.example", "withheld"),
    ]
    batch = MailBatch.get()
    assert page.url == f"/batches/{batch.public_id}"
    assert {mail.batch for mail in invitations()} == {batch}
    assert (batch.what, batch.by, batch.campaign) == ("invitations", cast.lotte, campaign)


def test_looking_writes_nothing(cast: Cast, campaign: Campaign, contacts: list[Contact], signed_in: SignedIn) -> None:
    lotte = signed_in("lotte")
    lotte.visits(f"/campaigns/{campaign.public_id}/partners/invite")
    before = state_of_the_database()
    lotte.fills_in("#contacts", contacts=[one.public_id for one in contacts])
    assert changes_since(before) == []


def test_what_was_typed_comes_back_to_be_changed(
    cast: Cast, campaign: Campaign, contacts: list[Contact], signed_in: SignedIn
) -> None:
    lotte = signed_in("lotte")
    chooses(lotte, campaign, contacts[:2])
    page = lotte.clicks("Wijzig")
    assert page.heading == "Partners uitnodigen"
    ticked = [box.get("value") for box in page.tree.iter("input") if box.get("checked") is not None]
    assert sorted(ticked) == sorted(one.public_id for one in contacts[:2])
    assert invitations() == []


def test_one_mail_needs_no_ceremony(
    cast: Cast, campaign: Campaign, contacts: list[Contact], signed_in: SignedIn
) -> None:
    lotte = signed_in("lotte")
    page = chooses(lotte, campaign, contacts[:1])
    assert "1 uitnodiging verstuurd." in page
    assert page.heading == "Partners"
    assert MailBatch.select().count() == 0
    assert invitations()[0].batch is None


def test_when_others_would_get_a_mail_by_now_one_looks_again(
    cast: Cast, campaign: Campaign, contacts: list[Contact], signed_in: SignedIn
) -> None:
    lotte = signed_in("lotte")
    chooses(lotte, campaign, contacts)
    invite_partner(campaign, by=cast.lotte, email="sam@kompas.example", name="Sam Dewolf", organisation=cast.kompas)
    page = lotte.fills_in("#send", press="Verstuur 3 mails")
    assert "Er is intussen iets veranderd" in page
    assert "Er vertrekken 2 mails" in page
    assert "Is al uitgenodigd" in page
    assert (len(invitations()), MailBatch.select().count()) == (1, 0)
    lotte.fills_in("#send", press="Verstuur 2 mails")
    assert (len(invitations()), MailBatch.get().left_out) == (3, 1)


def test_sending_the_same_form_twice_sends_once(
    cast: Cast, campaign: Campaign, contacts: list[Contact], signed_in: SignedIn
) -> None:
    lotte, twin = signed_in("lotte"), signed_in("lotte")
    chooses(lotte, campaign, contacts)
    chooses(twin, campaign, contacts)
    lotte.clicks("Verstuur 3 mails")
    assert "Er is intussen iets veranderd" in twin.clicks("Verstuur 3 mails")
    assert len(invitations()) == 3


def test_a_trial_has_the_same_words_and_no_appointment(
    cast: Cast, campaign: Campaign, contacts: list[Contact], signed_in: SignedIn
) -> None:
    lotte = signed_in("lotte")
    chooses(lotte, campaign, contacts)
    page = lotte.fills_in(TRY)
    assert "De proef is onderweg naar lotte@mensen.example." in page
    assert page.heading == "Nodig je deze partners uit?"
    (row,) = OutboxMail.select().where(OutboxMail.recipient == "lotte@mensen.example", OutboxMail.template == "trial")
    trial = email.message_from_bytes(bytes(row.raw), policy=email.policy.default)
    assert trial["Subject"] == "[Proef] Doe je mee? Selectiedag bij Bakkerij De Ster"
    assert [part.get_content_type() for part in trial.walk()] == ["multipart/alternative", "text/plain", "text/html"]
    assert "/answer/voorbeeldlink" in trial.get_body(("plain",)).get_content()  # type: ignore[union-attr]
    assert row.uid is None
    lotte.clicks("Verstuur 3 mails")
    assert invitations()[0].subject == "Doe je mee? Selectiedag bij Bakkerij De Ster"


def test_a_trial_sent_twice_from_one_page_is_one_mail(
    cast: Cast, campaign: Campaign, contacts: list[Contact], signed_in: SignedIn
) -> None:
    lotte = signed_in("lotte")
    page = chooses(lotte, campaign, contacts)
    (once,) = {box.get("value") for box in page.tree.iter("input") if box.get("name") == "batch_once"}
    typed = {"contacts": [one.public_id for one in contacts], "batch_step": "try", "batch_once": once}
    for _ in range(2):
        lotte.sends(page.url, typed)
    assert OutboxMail.select().where(OutboxMail.template == "trial").count() == 1


def test_trials_are_not_for_ever(
    cast: Cast, campaign: Campaign, contacts: list[Contact], signed_in: SignedIn, clock: Clock
) -> None:
    lotte = signed_in("lotte")
    chooses(lotte, campaign, contacts)
    for _ in range(TRIALS_AT_MOST):
        lotte.fills_in(TRY)
    assert "Wacht tien minuten" in lotte.fills_in(TRY, expect=409)
    clock.advance(minutes=11)
    chooses(lotte, campaign, contacts)
    lotte.fills_in(TRY)
    assert OutboxMail.select().where(OutboxMail.template == "trial").count() == TRIALS_AT_MOST + 1


@pytest.fixture
def partners(cast: Cast, campaign: Campaign, contacts: list[Contact]) -> list[str]:
    """Three partners who take part."""
    for one in contacts:
        invitation = invite_partner(
            campaign, by=cast.lotte, email=one.email, name=one.name, organisation=one.organisation
        )
        invitation.change(state="accepted")
    all_left()
    return [one.name for one in contacts]


def test_a_new_version_of_the_agreements_is_looked_at_first(
    cast: Cast, campaign: Campaign, partners: list[str], signed_in: SignedIn
) -> None:
    # req 001-02
    lotte = signed_in("lotte")
    lotte.visits(f"/campaigns/{campaign.public_id}/agreements")
    page = lotte.fills_in(press="Leg versie 2 vast", text=NEW_TEXT)
    assert page.heading == "Leg je deze afspraken vast?"
    assert campaign.agreements.count() == 1
    page = lotte.clicks("Leg vast en verstuur 3 mails")
    assert "De afspraken zijn vastgelegd." in page
    assert campaign.agreements.count() == 2


def test_new_dates_are_looked_at_first_and_the_campaign_on_the_page_is_as_it_was(
    cast: Cast, campaign: Campaign, partners: list[str], signed_in: SignedIn
) -> None:
    before = dates_of(campaign)
    lotte = signed_in("lotte")
    lotte.visits(f"/campaigns/{campaign.public_id}/dates")
    page = lotte.fills_in(press="Leg de data vast", info_session_time="14:00")
    assert page.heading == "Leg je deze data vast?"
    assert "dinsdag 24 november 2026, 14.00" in page
    assert dates_of(Campaign.get_by_id(campaign.id)) == before
    again = lotte.clicks("Wijzig")
    assert 'value="14:00"' in again.html
    lotte.fills_in(press="Leg de data vast")
    lotte.fills_in("#send")
    assert dates_of(Campaign.get_by_id(campaign.id)) != before


def test_calling_a_campaign_off_is_looked_at_first(
    cast: Cast, campaign: Campaign, partners: list[str], signed_in: SignedIn
) -> None:
    # req Y-2
    lotte = signed_in("lotte")
    lotte.visits(f"/campaigns/{campaign.public_id}/cancel")
    page = lotte.fills_in(press="Gelast af en verwittig iedereen", reason="De bakkerij sluit.")
    assert page.heading == "Gelast je deze instroomactie af?"
    assert "De bakkerij sluit." in page
    assert Campaign.get_by_id(campaign.id).state == "running"
    lotte.fills_in("#send")
    assert Campaign.get_by_id(campaign.id).state == "cancelled"
    assert MailBatch.get().what == "cancellation"
