"""The selection day: overview, planning and drafts, parts, moves, and the desk on the day itself."""

from portal.blueprints.selection_days import desk, drafts, moves, overview, parts, planning
from portal.blueprints.selection_days.ways import bp

__all__ = ["bp", "desk", "drafts", "moves", "overview", "parts", "planning"]
