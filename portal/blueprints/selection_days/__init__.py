"""The selection day: overview and plan, parts, moves, and the desk on the day itself."""

from portal.blueprints.selection_days import desk, moves, overview, parts
from portal.blueprints.selection_days.ways import bp

__all__ = ["bp", "desk", "moves", "overview", "parts"]
