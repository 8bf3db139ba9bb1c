"""Agreements: versions, and who accepted which (req 001-02)."""

from collections.abc import Callable

import pytest

from portal.actions.campaigns import publish_agreement
from portal.actions.partners import accept_agreement, answer_invitation, invite_partner
from portal.models.campaigns import Agreement, AgreementAcceptance, Campaign, Invitation
from portal.queries.partners import version_accepted_by
from portal.rules.refusals import ChangedMeanwhile
from tests.campaigns.scene import Cast, mails_to
from tests.person import Person

SignedIn = Callable[[str], Person]


@pytest.fixture
def pims(cast: Cast, campaign: Campaign) -> Invitation:
    """Pim takes part and has not read the agreements yet."""
    invitation = invite_partner(campaign, by=cast.lotte, email=cast.pim.email, name="Pim", organisation=cast.kompas)
    answer_invitation(invitation, by=cast.pim, accepts=True)
    return invitation


# req 001-02
def test_a_partner_accepts_the_agreements_on_the_overview(
    cast: Cast, campaign: Campaign, pims: Invitation, signed_in: SignedIn
):
    pim = signed_in("pim")
    pim.visits(f"/campaigns/{campaign.public_id}")
    page = pim.clicks("Ik ga akkoord met deze afspraken")
    assert "Je aanvaardde deze versie" in page
    assert version_accepted_by(pims) == 1


# req 001-02
def test_a_new_version_asks_partners_to_accept_again(
    cast: Cast, campaign: Campaign, pims: Invitation, signed_in: SignedIn
):
    accept_agreement(pims, 1, by=cast.pim)
    lotte = signed_in("lotte")
    lotte.visits(f"/campaigns/{campaign.public_id}/agreements")
    lotte.fills_in(text="We houden elkaar elke week op de hoogte.")
    (mail,) = mails_to(cast.pim.email, "agreements_changed")
    assert "versie 2" in mail.text
    page = lotte.visits(f"/campaigns/{campaign.public_id}/agreements")
    assert "nog versie 1" in page
    assert "Versie 1" in page
    pim = signed_in("pim")
    pim.visits(f"/campaigns/{campaign.public_id}")
    pim.clicks("Ik ga akkoord met deze afspraken")
    assert version_accepted_by(pims) == 2


# req 001-02
def test_the_link_in_the_mail_lets_a_partner_accept_the_new_version(
    cast: Cast, campaign: Campaign, pims: Invitation, visitor: Person
):
    publish_agreement(campaign, "Nieuwe tekst.", by=cast.lotte, seen=1)
    (mail,) = mails_to(cast.pim.email, "agreements_changed")
    assert "Nieuwe tekst." in visitor.visits(mail.link)
    visitor.fills_in("Verstuur je antwoord", agrees=True)
    assert version_accepted_by(pims) == 2


def test_the_same_text_is_no_new_version(cast: Cast, campaign: Campaign, pims: Invitation, signed_in: SignedIn):
    lotte = signed_in("lotte")
    lotte.visits(f"/campaigns/{campaign.public_id}/agreements")
    lotte.fills_in()
    assert Agreement.select().count() == 1
    assert mails_to(cast.pim.email, "agreements_changed") == []


def test_two_new_versions_at_once_do_not_overwrite_each_other(cast: Cast, campaign: Campaign):
    publish_agreement(campaign, "De tweede.", by=cast.lotte, seen=1)
    with pytest.raises(ChangedMeanwhile):
        publish_agreement(campaign, "Een andere tweede.", by=cast.lotte, seen=1)
    assert [one.text for one in Agreement.select().order_by(Agreement.number)][1:] == ["De tweede."]


def test_nobody_accepts_a_version_that_was_replaced_meanwhile(
    cast: Cast, campaign: Campaign, pims: Invitation, signed_in: SignedIn
):
    pim = signed_in("pim")
    pim.visits(f"/campaigns/{campaign.public_id}")
    publish_agreement(campaign, "De tweede.", by=cast.lotte, seen=1)
    assert "intussen gewijzigd" in pim.clicks("Ik ga akkoord met deze afspraken", expect=409)
    assert version_accepted_by(pims) is None


def test_accepting_twice_is_accepting_once(cast: Cast, campaign: Campaign, pims: Invitation):
    assert accept_agreement(pims, 1, by=cast.pim) == accept_agreement(pims, 1, by=cast.pim)
    assert AgreementAcceptance.select().where(AgreementAcceptance.invitation == pims).count() == 1


def test_the_leads_own_participation_follows_a_new_version_by_itself(cast: Cast, campaign: Campaign):
    own = campaign.invitations.get()
    publish_agreement(campaign, "De tweede.", by=cast.lotte, seen=1)
    assert version_accepted_by(own) == 2
    assert mails_to(cast.lotte.email, "agreements_changed") == []


def test_an_employer_reads_no_agreements_between_mediators(cast: Cast, campaign: Campaign, signed_in: SignedIn):
    assert "We houden elkaar op de hoogte." not in signed_in("emma").visits(f"/campaigns/{campaign.public_id}")
