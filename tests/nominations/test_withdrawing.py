"""Withdrawing, and undoing it."""

from datetime import timedelta

from portal.models.history import HistoryLine
from portal.models.nominations import Nomination
from portal.models.outbox import OutboxMail
from tests.clock import Clock
from tests.nominations.scene import CLOSES, Scene


def _templates() -> list[str]:
    return [mail.template for mail in OutboxMail.select().order_by(OutboxMail.id)]


def test_a_withdrawal_tells_the_lead_and_can_be_undone(scene: Scene, clock: Clock) -> None:
    nomination = scene.put_forward()
    clock.advance(hours=1)
    pim = scene.browser("pim")
    pim.visits(f"/nominations/{nomination.public_id}")
    pim.clicks("Trek in")
    page = pim.fills_in(reason="Vond ander werk.")
    assert "Voordracht ingetrokken." in page
    assert Nomination.get().state == "withdrawn"
    assert _templates() == ["nominations/put_forward", "nominations/receipt", "nominations/withdrawn"]
    assert b"ander werk" not in OutboxMail.get(OutboxMail.template == "nominations/withdrawn").raw
    page = pim.clicks("Ongedaan maken")
    assert page.heading == "Fatima is voorgedragen"
    assert "Aangekomen op dinsdag 17 november, 11.00 uur" in page
    assert _templates()[3:] == ["nominations/put_forward", "nominations/receipt"]

    page = scene.browser("lotte").visits(f"/nominations/{nomination.public_id}")
    assert "Vond ander werk." in page
    lines = HistoryLine.select().where(HistoryLine.subject == "Nomination").order_by(HistoryLine.id)
    assert [line.step for line in lines] == [
        "begin",
        "put_forward",
        "withdraw",
        "put_forward",
    ]


def test_the_lead_must_hear_why(scene: Scene) -> None:
    nomination = scene.put_forward()
    pim = scene.browser("pim")
    pim.visits(f"/nominations/{nomination.public_id}/withdraw")
    page = pim.fills_in(reason="  ")
    assert "Schrijf kort waarom: de trekker moet weten waar het aan ligt." in page
    assert Nomination.get().state == "put_forward"


def test_setting_a_draft_aside_needs_no_reason_and_tells_nobody(scene: Scene) -> None:
    nomination = scene.draft()
    pim = scene.browser("pim")
    pim.visits(f"/nominations/{nomination.public_id}/withdraw")
    pim.fills_in(reason="")
    assert Nomination.get().state == "withdrawn"
    assert _templates() == []
    scene.browser("lotte").visits(f"/nominations/{nomination.public_id}", expect=404)


def test_after_the_deadline_the_page_says_that_it_cannot_be_undone(scene: Scene, clock: Clock) -> None:
    nomination = scene.put_forward()
    clock.go_to(CLOSES + timedelta(hours=1))
    pim = scene.browser("pim")
    page = pim.visits(f"/nominations/{nomination.public_id}/withdraw")
    assert "Dit kun je niet meer ongedaan maken" in page
    pim.fills_in(reason="Ziek")
    page = pim.clicks("Ongedaan maken", expect=409)
    assert "De termijn liep af" in page
