"""The scene of these tests."""

import secrets

import pytest
from flask import Flask

from portal.models.accounts import User
from portal.rules.roles import Role
from tests.clock import Clock
from tests.nominations.scene import Scene, open_scene


@pytest.fixture
def scene(app: Flask, clock: Clock) -> Scene:
    """A campaign with its nominations open, on Tuesday 17 November 2026, 10:00; Fenna guards privacy at Pim's."""
    made = open_scene(app)
    made.people["fenna"] = User.create(
        email="fenna@netwerk.example",
        password=made["pim"].password,
        fs_uniquifier=secrets.token_hex(32),
        name="Fenna Bakker",
        organisation=made["pim"].organisation,
        role=Role.PRIVACY_OFFICER.value,
    )
    return made
