"""How quickly candidates hear it: per partner for who leads, and for a coordinator of the own people."""

import pytest
from flask import Flask

from portal import clock as portal_clock
from portal.actions.decisions import publish_decisions, tell_candidate
from portal.models.decisions import Decision, Relay
from portal.queries.relay_reports import report_of_campaign
from portal.rules.decisions import ToldHow
from tests.clock import Clock
from tests.counting import count_queries
from tests.decisions.conftest import Decide, NewPerson
from tests.stage import Stage, set_stage


@pytest.fixture
def stage(app: Flask, clock: Clock, decide_about: Decide) -> Stage:
    """Published on Tuesday 17 November at 10; Pim told Amina on Wednesday at 14, Bram on Friday at 10, Carla not yet;
    Joke told Dries within the hour."""
    stage = set_stage(app)
    for name in ("Amina", "Bram", "Carla", "Dries"):
        decide_about(stage, name)
    publish_decisions(stage.campaign, by=stage.people["lotte"])
    for name, coach, at in (
        ("Dries", "joke", "2026-11-17 11:00"),
        ("Amina", "pim", "2026-11-18 14:00"),
        ("Bram", "pim", "2026-11-20 10:00"),
    ):
        clock.go_to(at)
        relay = Relay.get(Relay.decision == Decision.get(Decision.nomination == stage.nominations[name]))
        tell_candidate(relay, portal_clock.now(), ToldHow.PHONE, reaction="", by=stage.people[coach])
    return stage


def test_median_longest_and_share_in_time_per_partner(stage: Stage) -> None:  # req X-01, 001-24
    found = report_of_campaign(stage.campaign, portal_clock.now())
    assert [(one.name, one.results, one.told, one.open, one.late, one.in_time, one.share_in_time) for one in found] == [
        ("De Brug", 1, 1, 0, 0, 1, 100),
        ("Stap Vooruit", 3, 2, 1, 1, 1, 33),
        ("", 4, 3, 1, 1, 2, 50),
    ]
    # Tuesday 10–17 is seven hours, Wednesday 9–14 five; then Wednesday and Thursday in full and an hour of Friday.
    assert [(one.median_hours, one.longest_hours) for one in found] == [(1.0, 1.0), (18.0, 24.0), (12.0, 24.0)]
    assert [one.median_days for one in found] == [0.1, 2.2, 1.5]


def test_who_leads_reads_it_as_bars_text_and_table(stage: Stage, new_person: NewPerson) -> None:
    lotte = new_person("lotte@netwerk.example")
    lotte.visits(f"/campaigns/{stage.campaign_id}/relays")
    page = lotte.clicks("Hoe snel gaat het?")
    for words in ("Stap Vooruit", "33 % op tijd", "100 % op tijd", "18,0 werkuur", "2,2 werkdag", "1 te laat", "Samen"):
        assert words in page


def test_a_coordinator_reads_it_of_the_own_people(stage: Stage, new_person: NewPerson) -> None:
    page = new_person("an@netwerk.example").visits("/relays/report")
    assert "Samen aan de slag" in page
    assert "33 % op tijd" in page
    assert "Carla Zomers" in page
    assert "Dries" not in page
    assert "De Brug" not in page
    new_person("pim@netwerk.example").visits("/relays/report", expect=403)
    new_person("pim@netwerk.example").visits(f"/campaigns/{stage.campaign_id}/relays/report", expect=403)
    empty = new_person("karel@netwerk.example").visits("/relays/report")
    assert "Zodra er resultaten bekendgemaakt zijn" in empty


def test_the_report_asks_once_however_many_there_are(stage: Stage) -> None:
    campaign = stage.campaign
    with count_queries() as queries:
        report_of_campaign(campaign, portal_clock.now())
    assert queries.count == 1
