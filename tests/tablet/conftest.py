"""A day with speeddates and its people."""

from collections.abc import Callable

import pytest
from flask import Flask

from tests.clock import Clock
from tests.person import Person
from tests.speeddates.day import Day, make_day


@pytest.fixture
def day(app: Flask, clock: Clock) -> Day:
    """A day at its start: Tuesday 17 November 2026, 10:00; the first speeddates begin."""
    return make_day(app)


@pytest.fixture
def lotte(day: Day, new_person: Callable[..., Person]) -> Person:
    """The lead, signed in."""
    return new_person(day.lotte.email)


@pytest.fixture
def emma(day: Day, new_person: Callable[..., Person]) -> Person:
    """The employer, signed in."""
    return new_person(day.emma.email)
