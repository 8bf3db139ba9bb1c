"""What the tests of answers may ask for."""

import pytest
from flask import Flask

from tests.answers.scene import Scene, make_scene
from tests.clock import Clock


@pytest.fixture
def scene(app: Flask, clock: Clock) -> Scene:
    """Amina has a talk on Tuesday 24 November at 10:00; it is Tuesday 17 November 2026, 10:00 in Brussels."""
    return make_scene(app)
