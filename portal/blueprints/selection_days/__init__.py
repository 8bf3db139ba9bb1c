"""The selection day: overview, plannings, the draft, the board, parts, moves, and the desk on the day itself."""

from portal.blueprints.selection_days import board, board_moves, desk, drafts, moves, overview, parts, planning
from portal.blueprints.selection_days.ways import bp

__all__ = ["board", "board_moves", "bp", "desk", "drafts", "moves", "overview", "parts", "planning"]
