"""The stage of these tests: Tuesday 17 November 2026 at ten, in a campaign with a pre-selection."""

from collections.abc import Callable

import pytest
from flask import Flask

from portal.models.campaigns import Campaign
from portal.models.vacancies import Vacancy
from tests.clock import Clock
from tests.person import Person
from tests.stage import Stage, set_stage

NewPerson = Callable[..., Person]


@pytest.fixture
def stage(app: Flask, clock: Clock) -> Stage:
    """Lotte leads; the day is in December; two criteria of the campaign, three of the first function."""
    stage = set_stage(app)
    Campaign.update(
        has_preselection=True,
        preselection_criteria="Kan met het openbaar vervoer komen\n- Wil in ploegen werken",
        selection_day_on="2026-12-08",
    ).execute()
    Vacancy.update(competences="Graag stappen, nauwkeurig werken, cijfers lezen.").where(
        Vacancy.id == stage.vacancies[0].id
    ).execute()
    return stage


@pytest.fixture
def lotte(stage: Stage, new_person: NewPerson) -> Person:
    """The lead."""
    return new_person("lotte@netwerk.example")


@pytest.fixture
def pim(stage: Stage, new_person: NewPerson) -> Person:
    """The mediator of the first candidates."""
    return new_person("pim@netwerk.example")
