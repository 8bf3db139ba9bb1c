"""The blueprint of internships, and the clock time of their forms."""

from datetime import time

from flask import Blueprint

bp = Blueprint("internships", __name__)


def minutes_of(at: time) -> int:
    """A clock time as minutes since midnight."""
    return at.hour * 60 + at.minute


def time_of(minute: int) -> time:
    """Minutes since midnight as a clock time."""
    return time(*divmod(minute, 60))
