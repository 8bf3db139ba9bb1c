"""The scene of these tests: nominations open, the selection day on 1 December 2026."""

import pytest
from flask import Flask

from tests.clock import Clock
from tests.nominations.scene import Scene, open_scene


@pytest.fixture
def scene(app: Flask, clock: Clock) -> Scene:
    """A campaign with its nominations open, on Tuesday 17 November 2026, 10:00."""
    return open_scene(app)
