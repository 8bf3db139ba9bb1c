"""The stage of these tests: Amina is retained, and an internship can be planned."""

from collections.abc import Callable

import pytest
from flask import Flask

from portal import clock as portal_clock
from portal.actions.decisions import decide, publish_decisions, tell_candidate
from portal.models.decisions import Relay
from portal.queries.decisions import visible_relay
from portal.rules.decisions import Outcome, ToldHow
from tests.clock import Clock
from tests.person import Person
from tests.stage import Stage, set_stage

NewPerson = Callable[..., Person]


@pytest.fixture
def stage(app: Flask, clock: Clock) -> Stage:
    """Amina is retained and knows it; it is Tuesday 17 November 2026."""
    stage = set_stage(app)
    decide(
        stage.decidable("Amina"),
        Outcome.RETAINED,
        vacancy=stage.vacancies[0],
        motivation="Pakte meteen aan.",
        words_for_candidate="Welkom.",
        seen_version=0,
        by=stage.people["lotte"],
    )
    publish_decisions(stage.campaign, by=stage.people["lotte"])
    relay = visible_relay(stage.people["pim"], Relay.get().public_id)
    assert relay is not None
    tell_candidate(relay, portal_clock.now(), ToldHow.PHONE, reaction="", by=stage.people["pim"])
    return stage


@pytest.fixture
def pim(stage: Stage, new_person: NewPerson) -> Person:
    """The jobcoach, who has planned the internship: 30 November to 11 December."""
    pim = new_person("pim@netwerk.example")
    pim.visits("/")
    pim.clicks("Plan de stage Plan de stage van Amina")
    pim.fills_in(
        press="Plan de stage",
        supervisor_name="Rik Smolders",
        supervisor_email="rik@dester.example",
        supervisor_phone="014 00 00 00",
        start_time="08:30",
    )
    return pim
