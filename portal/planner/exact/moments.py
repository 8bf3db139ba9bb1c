"""The minutes at which others begin and end anyhow.

On a fine grid a tour or a test can begin at hundreds of minutes, nearly all of which leave odd bits of time that fit
nothing else. With these few a question to the solver is ten times as quick, and finds nearly as much.
"""

from __future__ import annotations

from portal.planner.board import Board


def usual_moments(board: Board) -> tuple[int, int]:
    """Minutes of the board, as bits: those to begin at (the rounds of the speeddates, the end of a welcome or of a
    break) and those to end at (the begin of a break, the end of the plan).
    """
    day = board.instance
    begins = {*day.rounds.starts, *(over for _, over in day.breaks)}
    begins |= {one.start + day.welcome.duration + gap for one in day.welcome.sessions for gap in board.gap}
    ends = {board.limit + board.zero, *(since for since, _ in day.breaks)}
    return _bits(board, begins), _bits(board, ends)


def _bits(board: Board, moments: set[int]) -> int:
    return sum(1 << at - board.zero for at in moments if at >= board.zero)
