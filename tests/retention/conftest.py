"""The scene of these tests: Amina, Bram and Carla of Pim, Dries of Joke, put forward for 17 November 2026."""

import pytest
from flask import Flask

from portal.models.accounts import User
from portal.rules.roles import Role
from tests.clock import Clock
from tests.stage import Stage, make_user, set_stage


@pytest.fixture
def stage(app: Flask, clock: Clock) -> Stage:
    """Tuesday 17 November 2026, 10:00; with Fien, privacy officer where Pim works, and Gust, where Joke does."""
    made = set_stage(app)
    password = User.get().password
    for name, colleague in (("Fien Devos", "pim"), ("Gust Elias", "joke")):
        organisation = made.people[colleague].organisation
        made.people[name.split()[0].lower()] = make_user(name, organisation, Role.PRIVACY_OFFICER, password)
    return made
