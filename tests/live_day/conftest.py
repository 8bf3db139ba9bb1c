"""What the tests of the running day may ask for."""

from collections.abc import Callable

import pytest
from flask import Flask

from tests.clock import Clock
from tests.person import Person
from tests.selection_days.scene import Scene, make_scene


@pytest.fixture
def scene(app: Flask, clock: Clock) -> Scene:
    """A running campaign, on Tuesday 17 November 2026 at 10:00 in Brussels; the window closed yesterday."""
    return make_scene(app)


@pytest.fixture
def signed_in(new_person: Callable[..., Person]) -> Callable[[str], Person]:
    """`signed_in("lotte")`: her browser."""
    return lambda name: new_person(f"{name}@mensen.example")
