"""Saying that the decision takes longer, so that nobody waits without a word."""

import pytest
from flask import Flask

from portal.actions.decisions import publish_decisions
from portal.models.campaigns import Campaign
from portal.models.outbox import OutboxMail
from portal.rules.decisions import Outcome
from tests.clock import Clock
from tests.decisions.conftest import Decide, NewPerson
from tests.stage import Stage, mails, set_stage


@pytest.fixture
def stage(app: Flask, clock: Clock) -> Stage:
    """Pim waits for three candidates, Joke for one."""
    return set_stage(app)


def test_each_jobcoach_who_waits_gets_one_mail_without_a_name(
    stage: Stage, decide_about: Decide, new_person: NewPerson
) -> None:  # req Y-7
    decide_about(stage, "Dries")  # decided, not made known: Joke waits as well
    lotte = new_person("lotte@netwerk.example")
    lotte.visits(f"/campaigns/{stage.campaign_id}/decisions")
    page = lotte.clicks("We hebben nog even nodig")
    assert "2 jobcoaches krijgen elk één mail, samen over 4 kandidaten." in page
    page = lotte.fills_in(press="Kijk na en verstuur", until="2026-11-20", words="We wachten op één beoordelaar.")
    assert "Er vertrekken 2 mails" in page
    lotte.clicks("Verstuur 2 mails")
    assert sorted(to for to, _ in mails("decisions/on_hold")) == ["joke@netwerk.example", "pim@netwerk.example"]
    for mail in OutboxMail.select().where(OutboxMail.template == "decisions/on_hold"):
        text = bytes(mail.raw).decode()
        assert "vrijdag 20 november 2026" in text
        assert not any(name in text for name in ("Amina", "Dries", "eerhouden"))
    assert str(Campaign.get().results_expected_on) == "2026-11-20"
    pim = new_person("pim@netwerk.example")
    path = f"/nominations/{stage.nominations['Amina'].public_id}"
    assert "Je mag het resultaat verwachten ten laatste op vrijdag 20 november" in pim.visits(path)
    lotte.visits(f"/campaigns/{stage.campaign_id}/decisions/hold")
    lotte.fills_in(press="Kijk na en verstuur", until="2026-11-23", expect=409)  # twice in a day is a nuisance
    assert len(mails("decisions/on_hold")) == 2


def test_who_has_a_result_does_not_wait(stage: Stage, decide_about: Decide, new_person: NewPerson) -> None:
    for name in ("Amina", "Bram", "Carla"):
        decide_about(stage, name, Outcome.RESERVE)
    publish_decisions(stage.campaign, by=stage.people["lotte"])
    lotte = new_person("lotte@netwerk.example")
    lotte.visits(f"/campaigns/{stage.campaign_id}/decisions/hold")
    lotte.fills_in(press="Kijk na en verstuur", until="2026-11-20")
    assert [to for to, _ in mails("decisions/on_hold")] == ["joke@netwerk.example"]


def test_a_day_that_is_past_is_said_at_its_field(stage: Stage, new_person: NewPerson) -> None:
    lotte = new_person("lotte@netwerk.example")
    lotte.visits(f"/campaigns/{stage.campaign_id}/decisions/hold")
    page = lotte.fills_in(press="Kijk na en verstuur", until="2026-11-16", words="Bijna klaar.")
    assert page.title.startswith("Fout:")
    assert "Bijna klaar." in page.html
    assert mails("decisions/on_hold") == []
