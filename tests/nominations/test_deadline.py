"""The window for putting forward, in the portal: too early, in time, too late, and late by permission."""

from datetime import timedelta

import pytest

from portal.actions.nominations import put_forward_nomination
from portal.models.nominations import Nomination
from portal.models.outbox import OutboxMail
from portal.rules.refusals import Refused
from tests.clock import Clock
from tests.nominations.scene import CLOSES, OPENS, Scene


def test_after_the_deadline_the_refusal_names_it_and_whom_to_call(scene: Scene, clock: Clock) -> None:
    # req 001-13
    nomination = scene.complete()
    clock.go_to(CLOSES - timedelta(minutes=1))
    pim = scene.browser("pim")
    pim.visits(f"/nominations/{nomination.public_id}")
    clock.advance(minutes=2)
    page = pim.fills_in("/put-forward", expect=409)
    assert "De termijn liep af op dinsdag 24 november, 17.00 uur." in page
    assert "Bel Lotte Maes (014 55 66 77)." in page
    assert Nomination.get().state == "draft"
    page = pim.visits(f"/nominations/{nomination.public_id}")
    assert "Draag voor Fatima" not in page.buttons
    page = pim.visits(f"/invitations/{scene.invitations['pim'].public_id}/nominations")
    assert "Draag iemand voor" not in page.links()
    assert "De termijn liep af op dinsdag 24 november, 17.00 uur" in page


def test_nobody_new_is_begun_after_the_deadline(scene: Scene, clock: Clock) -> None:
    clock.go_to(CLOSES - timedelta(minutes=1))
    pim = scene.browser("pim")
    pim.visits(f"/invitations/{scene.invitations['pim'].public_id}/nominations/new")
    clock.advance(minutes=2)
    pim.fills_in("#new", first_name="Te", last_name="Laat", expect=409)
    assert Nomination.select().count() == 0


def test_a_late_link_lets_one_partner_in_and_marks_it(scene: Scene, clock: Clock) -> None:
    # req Y-6
    by_pim, by_joke = scene.complete(), scene.complete("Nele", by="joke")
    clock.go_to(CLOSES + timedelta(hours=2))
    scene.invitations["pim"].change(late_until=CLOSES + timedelta(days=1))
    pim = scene.browser("pim")
    page = pim.visits(f"/nominations/{by_pim.public_id}")
    assert "maar jij kunt nog voordragen tot woensdag 25 november, 17.00 uur" in page
    page = pim.fills_in("/put-forward")
    assert "Na de termijn, met toestemming van Lotte Maes." in page
    with pytest.raises(Refused):
        put_forward_nomination(by_joke, by=scene["joke"])
    mail = OutboxMail.get(OutboxMail.template == "nominations/put_forward")
    assert b"na de termijn" in mail.raw

    lotte = scene.browser("lotte")
    page = lotte.visits(f"/campaigns/{scene.campaign.public_id}/nominations?late=1")
    assert "1 voordracht" in page
    assert " laat " in page.text


def test_before_the_window_a_nomination_can_be_prepared_but_not_put_forward(scene: Scene, clock: Clock) -> None:
    clock.go_to(OPENS - timedelta(hours=1))
    nomination = scene.complete()
    pim = scene.browser("pim")
    page = pim.visits(f"/nominations/{nomination.public_id}")
    assert "Voordragen kan vanaf dinsdag 10 november, 10.00 uur" in page
    assert "Draag voor Fatima" not in page.buttons
    page = pim.sends(f"/nominations/{nomination.public_id}/put-forward", expect=409)
    assert "Je kunt de voordracht nu al klaarmaken." in page


@pytest.mark.parametrize("state", ["closed", "cancelled"])
def test_nothing_goes_on_in_a_campaign_that_does_not_run(scene: Scene, state: str) -> None:
    nomination = scene.complete()
    pim = scene.browser("pim")
    pim.visits(f"/nominations/{nomination.public_id}/motivation")
    scene.campaign.change(state=state)
    pim.fills_in(motivation="Iets anders", expect=409)
    assert Nomination.get().motivation == "Houdt van brood."
    pim.visits(f"/nominations/{nomination.public_id}/motivation")
    page = pim.sends(f"/nominations/{nomination.public_id}/put-forward", expect=409)
    assert "Deze instroomactie loopt niet." in page


def test_an_organisation_that_has_not_accepted_reads_what_to_do_first(scene: Scene) -> None:
    scene.invitations["pim"].change(state="invited")
    pim = scene.browser("pim")
    page = pim.visits(f"/invitations/{scene.invitations['pim'].public_id}/nominations")
    assert "Beantwoord eerst de uitnodiging" in page
