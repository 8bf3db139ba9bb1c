"""The stage of these tests: Amina is hired after her internship; it is Tuesday 17 November 2026."""

from collections.abc import Callable
from datetime import date

import pytest
from flask import Flask

from portal.models.internships import Evaluation, Internship
from portal.models.placements import Placement
from portal.rules.evaluations import PARTIES
from tests.clock import Clock
from tests.person import Person
from tests.stage import Stage, set_stage

NewPerson = Callable[..., Person]


@pytest.fixture
def stage(app: Flask, clock: Clock) -> Stage:
    """Pim is Amina's jobcoach; Emma, of the employer, has still to draw up the contract."""
    stage = set_stage(app)
    internship = Internship.create(
        state="ended",
        nomination=stage.nominations["Amina"],
        vacancy=stage.vacancies[0],
        jobcoach=stage.people["pim"],
        starts_on=date(2026, 11, 2),
        ends_on=date(2026, 11, 13),
        place="Ovenstraat 1, Mol",
        supervisor_name="Rik Smolders",
        supervisor_phone="014 00 00 00",
    )
    for party in PARTIES:
        Evaluation.create(internship=internship, party=party, state="handed_in", answers={"go_on": "yes"})
    Placement.create(
        internship=internship, outcome="hired", motivation="Ze hoort bij de ploeg.", by=stage.people["emma"]
    )
    return stage


@pytest.fixture
def pim(stage: Stage, new_person: NewPerson) -> Person:
    """The jobcoach."""
    return new_person("pim@netwerk.example")
