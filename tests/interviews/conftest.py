"""The stage of these tests: Tuesday 17 November 2026 at ten, with candidates who were put forward."""

from collections.abc import Callable

import pytest
from flask import Flask

from tests.clock import Clock
from tests.person import Person
from tests.stage import Stage, set_stage

NewPerson = Callable[..., Person]


@pytest.fixture
def stage(app: Flask, clock: Clock) -> Stage:
    """Lotte leads; Pim put Amina, Bram and Carla forward, Joke put Dries forward."""
    return set_stage(app)


@pytest.fixture
def lotte(stage: Stage, new_person: NewPerson) -> Person:
    """The lead."""
    return new_person("lotte@netwerk.example")
