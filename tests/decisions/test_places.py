"""Places per vacancy, the reserve list in order, and what happens when somebody drops out."""

import pytest
from flask import Flask

from portal import clock as portal_clock
from portal.actions.decisions import publish_decisions, tell_candidate
from portal.actions.nominations import withdraw_nomination
from portal.actions.reserve import move_on_reserve, promote_from_reserve
from portal.models.decisions import Decision, Relay
from portal.models.history import HistoryLine
from portal.models.outbox import OutboxMail
from portal.models.vacancies import Vacancy
from portal.queries.decisions import visible_relay
from portal.queries.nominations import nomination_as_it_stands
from portal.queries.places import reserve_of
from portal.rules.decisions import NoPlaceLeft, Outcome, ToldHow
from portal.rules.refusals import ChangedMeanwhile, Refused
from tests.clock import Clock
from tests.decisions.conftest import Decide, NewPerson
from tests.stage import Stage, mails, set_stage


@pytest.fixture
def stage(app: Flask, clock: Clock) -> Stage:
    """Two places for the first function."""
    stage = set_stage(app)
    Vacancy.update(places=2).where(Vacancy.id == stage.vacancies[0].id).execute()
    return stage


def _reserve(stage: Stage) -> list[str]:
    return [one.nomination.candidate.first_name for one in reserve_of(stage.vacancies[0])]


def _decision(stage: Stage, name: str) -> Decision:
    found: Decision = Decision.get(Decision.nomination == stage.nominations[name])
    return found


def test_nobody_is_retained_beyond_the_places_without_an_explicit_word(
    stage: Stage, decide_about: Decide, new_person: NewPerson
) -> None:
    decide_about(stage, "Amina")
    decide_about(stage, "Bram")
    with pytest.raises(NoPlaceLeft):
        decide_about(stage, "Carla")
    lotte = new_person("lotte@netwerk.example")
    lotte.visits(f"/nominations/{stage.nominations['Carla'].public_id}/decision")
    said = {"outcome": "retained", "vacancy": stage.vacancies[0].public_id, "motivation": "Ook heel sterk."}
    page = lotte.fills_in(press="Bewaar de beslissing", **said)
    assert "Alle plaatsen voor deze functie zijn gevuld (2 van 2)" in page
    assert "Ook heel sterk." in page.html
    lotte.fills_in(press="Bewaar de beslissing", beyond_places=True)
    assert _decision(stage, "Carla").outcome == "retained"
    assert "3 van 2 gevuld" in lotte.visits(f"/campaigns/{stage.campaign_id}/decisions")


def test_deciding_again_about_who_is_retained_needs_no_second_place(stage: Stage, decide_about: Decide) -> None:
    decide_about(stage, "Amina")
    first = decide_about(stage, "Bram")
    decide_about(stage, "Bram", motivation="Beter gezegd.", seen_version=first.version)
    assert _decision(stage, "Bram").motivation == "Beter gezegd."


def test_the_reserve_list_is_in_the_order_that_people_set(
    stage: Stage, decide_about: Decide, new_person: NewPerson
) -> None:
    for name in ("Bram", "Carla", "Dries"):
        decide_about(stage, name, Outcome.RESERVE, vacancy=None)
    assert _reserve(stage) == ["Bram", "Carla", "Dries"]
    emma = new_person("emma@netwerk.example")
    emma.visits(f"/campaigns/{stage.campaign_id}/vacancies/{stage.vacancies[0].public_id}/decisions")
    emma.clicks("Hoger Dries Z.")
    emma.clicks("Lager Bram Z.")
    assert _reserve(stage) == ["Dries", "Bram", "Carla"]
    emma.sends(f"/nominations/{stage.nominations['Dries'].public_id}/reserve/up")
    assert _reserve(stage) == ["Dries", "Bram", "Carla"]
    decide_about(stage, "Bram", Outcome.NOT_RETAINED, seen_version=1)
    assert _reserve(stage) == ["Dries", "Carla"]
    with pytest.raises(ChangedMeanwhile):
        move_on_reserve(_decision(stage, "Bram"), up=True, by=stage.people["lotte"])


def test_when_one_drops_out_the_next_is_one_click_away(
    stage: Stage, decide_about: Decide, new_person: NewPerson
) -> None:  # req Y-7
    for name in ("Amina", "Bram"):
        decide_about(stage, name)
    for name in ("Carla", "Dries"):
        decide_about(stage, name, Outcome.RESERVE)
    publish_decisions(stage.campaign, by=stage.people["lotte"])
    OutboxMail.update(status="sent").execute()
    carla = visible_relay(stage.people["pim"], Relay.get(Relay.decision == _decision(stage, "Carla")).public_id)
    assert carla is not None
    tell_candidate(carla, portal_clock.now(), ToldHow.PHONE, reaction="", by=stage.people["pim"])
    lotte = new_person("lotte@netwerk.example")
    assert "plaats vrij" not in lotte.visits("/")
    withdraw_nomination(nomination_as_it_stands(stage.nominations["Amina"]), "Vond ander werk.", by=stage.people["pim"])
    lotte.visits("/")
    page = lotte.clicks("Bekijk wie de volgende is Inpakker: 1 plaats vrij, er is iemand op de reserve")
    assert "De volgende op de reserve is Carla Z." in page
    page = lotte.clicks("Neem van de reserve Carla Z.")
    decision = _decision(stage, "Carla")
    assert (decision.state, decision.outcome, decision.words_for_candidate) == ("pending", "retained", "")
    assert "Er kwam een plaats vrij" in decision.motivation
    assert Relay.get(Relay.decision == decision).state == "due"
    assert mails("decisions/result_taken_back") == []  # what was told was true then
    assert _reserve(stage) == ["Dries"]
    with pytest.raises(Refused, match="geen plaats vrij"):
        promote_from_reserve(_decision(stage, "Dries"), by=stage.people["lotte"])
    assert publish_decisions(stage.campaign, by=stage.people["lotte"]) == 1
    assert len(mails("decisions/result_published")) == 5
    steps = [
        line.step
        for line in HistoryLine.select()
        .where(HistoryLine.nomination == stage.nominations["Carla"])
        .order_by(HistoryLine.id)
    ]
    assert steps == ["decide", "publish", "tell", "ask_again", "promote", "publish"]


def test_a_reserve_that_was_read_but_not_told_is_taken_back_first(
    stage: Stage, decide_about: Decide, new_person: NewPerson
) -> None:  # req Y-7
    decide_about(stage, "Carla", Outcome.RESERVE)
    publish_decisions(stage.campaign, by=stage.people["lotte"])
    new_person("pim@netwerk.example").visits(f"/relays/{Relay.get().public_id}")
    promote_from_reserve(_decision(stage, "Carla"), by=stage.people["lotte"])
    assert [to for to, _ in mails("decisions/result_taken_back")] == ["pim@netwerk.example"]


def test_only_the_next_one_is_taken_from_the_list(stage: Stage, decide_about: Decide) -> None:
    decide_about(stage, "Carla", Outcome.RESERVE)
    decide_about(stage, "Dries", Outcome.RESERVE)
    with pytest.raises(ChangedMeanwhile, match="Iemand anders staat nu eerst"):
        promote_from_reserve(_decision(stage, "Dries"), by=stage.people["lotte"])


@pytest.mark.parametrize("who", ["pim", "joke", "an"])
def test_partners_see_no_list_and_no_order(stage: Stage, decide_about: Decide, new_person: NewPerson, who: str) -> None:
    decide_about(stage, "Carla", Outcome.RESERVE)
    person = new_person(f"{who}@netwerk.example")
    person.visits(f"/campaigns/{stage.campaign_id}/vacancies/{stage.vacancies[0].public_id}/decisions", expect=403)
    person.sends(f"/nominations/{stage.nominations['Carla'].public_id}/reserve/promote", expect=404)
