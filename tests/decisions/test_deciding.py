"""Deciding together and publishing in one batch."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask

from portal.actions.decisions import decide, publish_decisions
from portal.models.database import database
from portal.models.decisions import Decision, Relay
from portal.models.history import HistoryLine
from portal.queries.campaigns import visible_campaign
from portal.rules.decisions import Outcome
from portal.rules.refusals import ChangedMeanwhile, Refused
from tests.clock import Clock
from tests.person import Person
from tests.stage import Stage, mails, set_stage

NewPerson = Callable[..., Person]


@pytest.fixture
def stage(app: Flask, clock: Clock) -> Stage:
    """Tuesday 17 November 2026, 10 o'clock in Brussels."""
    return set_stage(app)


def _decide(stage: Stage, name: str, outcome: Outcome = Outcome.RETAINED, seen: int = 0) -> Decision:
    return decide(
        stage.decidable(name),
        outcome,
        vacancy=stage.vacancies[0],
        motivation="Pakte meteen aan.",
        words_for_candidate="Je was op tijd en vriendelijk.",
        seen_version=seen,
        by=stage.people["lotte"],
    )


def test_employer_and_lead_decide_and_nobody_hears_before_the_batch(stage: Stage, new_person: NewPerson) -> None:
    # req 001-24, 000-18, Y-7
    emma = new_person("emma@netwerk.example")
    emma.visits(f"/campaigns/{stage.campaign_id}/decisions")
    emma.visits(f"/nominations/{stage.nominations['Amina'].public_id}/decision")
    emma.fills_in(
        press="Bewaar de beslissing",
        outcome="retained",
        vacancy=stage.vacancies[0].public_id,
        motivation="Pakte meteen aan.",
        words_for_candidate="Welkom!",
    )
    decision = Decision.get()
    assert (decision.state, decision.outcome, decision.vacancy) == ("pending", "retained", stage.vacancies[0])
    assert mails("decisions/result_published") == []
    pim = new_person("pim@netwerk.example")
    assert "Vertel" not in pim.visits("/")


def test_the_employer_decides_but_does_not_publish(stage: Stage, new_person: NewPerson) -> None:
    emma = new_person("emma@netwerk.example")
    emma.visits(f"/campaigns/{stage.campaign_id}/decisions/publish", expect=403)


def test_a_decision_without_reason_is_said_at_its_field_and_what_was_typed_stays(
    stage: Stage, new_person: NewPerson
) -> None:
    lotte = new_person("lotte@netwerk.example")
    lotte.visits(f"/nominations/{stage.nominations['Bram'].public_id}/decision")
    page = lotte.fills_in(press="Bewaar de beslissing", outcome="not_retained", motivation="Kwam niet opdagen.")
    assert page.title.startswith("Fout:")
    assert "Schrijf ook een tekst voor de kandidaat" in page
    assert "Kwam niet opdagen." in page.html
    assert Decision.select().count() == 0


def test_the_batch_reaches_each_jobcoach_once_without_name_or_result(stage: Stage, new_person: NewPerson) -> None:
    # req 001-24, 000-19, Y-7, Y-9
    for name in ("Amina", "Bram", "Dries"):
        _decide(stage, name)
    lotte = new_person("lotte@netwerk.example")
    page = lotte.visits(f"/campaigns/{stage.campaign_id}/decisions/publish")
    assert "1 kandidaat heeft nog geen beslissing" in page
    lotte.clicks("Maak 3 beslissingen bekend")
    lotte.sends(f"/campaigns/{stage.campaign_id}/decisions/publish")
    sent = mails("decisions/result_published")
    assert sorted(recipient for recipient, _ in sent) == [
        "joke@netwerk.example",
        "pim@netwerk.example",
        "pim@netwerk.example",
    ]
    assert not any("Amina" in subject or "eerhouden" in subject for _, subject in sent)
    assert Relay.select().count() == 3


def test_two_working_days_after_a_friday_end_on_tuesday(stage: Stage, clock: Clock) -> None:  # req 001-24
    clock.go_to("2026-11-20 15:00")
    _decide(stage, "Amina")
    publish_decisions(stage.campaign, by=stage.people["lotte"])
    assert Relay.get().due_at.isoformat() == "2026-11-24T16:00:00+00:00"


def test_a_holiday_is_no_working_day(stage: Stage, clock: Clock) -> None:  # req 001-24
    clock.go_to("2026-12-23 15:00")
    _decide(stage, "Amina")
    publish_decisions(stage.campaign, by=stage.people["lotte"])
    assert Relay.get().due_at.isoformat() == "2026-12-28T16:00:00+00:00"


def test_a_decision_changes_until_it_is_published(stage: Stage) -> None:  # req Y-7
    first = _decide(stage, "Amina")
    second = _decide(stage, "Amina", Outcome.RESERVE, seen=first.version)
    assert (second.id, second.outcome, second.vacancy) == (first.id, "reserve", stage.vacancies[0])
    publish_decisions(stage.campaign, by=stage.people["lotte"])
    with pytest.raises(Refused, match="al bekendgemaakt"):
        _decide(stage, "Amina", Outcome.RETAINED, seen=3)


def test_two_people_do_not_overwrite_each_other(stage: Stage) -> None:  # req Y-12
    _decide(stage, "Amina")
    with pytest.raises(ChangedMeanwhile):
        _decide(stage, "Amina", Outcome.NOT_RETAINED, seen=0)
    assert Decision.get().outcome == "retained"


def test_the_same_decision_sent_twice_is_one(stage: Stage) -> None:
    _decide(stage, "Amina")
    _decide(stage, "Amina")
    assert Decision.get().version == 1
    assert HistoryLine.select().where(HistoryLine.step == "decide").count() == 1


def test_eight_people_publish_at_once_and_one_batch_leaves(stage: Stage) -> None:  # req Y-7, Y-12
    for name in ("Amina", "Bram", "Carla"):
        _decide(stage, name)

    def publish(_: int) -> int:
        database.connect(reuse_if_open=True)
        try:
            campaign = visible_campaign(stage.people["lotte"], stage.campaign_id)
            assert campaign is not None
            return publish_decisions(campaign, by=stage.people["lotte"])
        finally:
            database.close()

    with ThreadPoolExecutor(8) as pool:
        counts = sorted(pool.map(publish, range(8)))
    assert counts == [0] * 7 + [3]
    assert len(mails("decisions/result_published")) == 3


@pytest.mark.parametrize("who", ["pim", "joke", "sofie"])
def test_partners_neither_see_nor_take_decisions(stage: Stage, new_person: NewPerson, who: str) -> None:
    person = new_person(f"{who}@netwerk.example")
    person.visits(f"/campaigns/{stage.campaign_id}/decisions", expect=403)
    person.visits(f"/nominations/{stage.nominations['Amina'].public_id}/decision", expect=404)
