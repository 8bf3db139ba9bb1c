"""Whom, or what, to lift off the board together, to lay it again in a better way."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from portal.planner.board import Board


def can_move(board: Board, person: int) -> bool:
    """Whether everything of a person lies on the board and something of it can be lifted."""
    duties = board.of_person[person]
    whole = all(duty.spot is not None or duty.kind == "lunch" for duty in duties)
    return whole and any(duty.spot is not None and not duty.pinned for duty in duties)


def group_of(board: Board, people: Sequence[int], first: int, many: int, random: Random) -> list[int]:
    """A person and those who share most with him or her; somewhat at random, or it would be the same always."""
    companions, tables = _shares(board, first)
    weight = random.choice((0.5, 2.0, 9.0))  # whoever goes along is what is scarce, now and then
    score = {}
    for person in people:
        if person != first:
            theirs = _shares(board, person)
            common = len(tables & theirs[1]) * random.random() + weight * len(companions & theirs[0])
            score[person] = common + 0.3 * random.random()
    return [first, *sorted(score, key=score.__getitem__, reverse=True)[: many - 1]]


def lift_some(board: Board, people: Sequence[int], share: float, random: Random) -> None:
    """Lift the speeddates, the tour and the test of each of these people, each with such a chance."""
    for person in people:
        for kind in ("date", "tour", "test"):
            if random.random() < share:
                for duty in board.of_person[person]:
                    if duty.kind == kind and duty.spot is not None and not duty.pinned:
                        board.lift(duty)


def _shares(board: Board, person: int) -> tuple[set[int], set[int]]:
    duties = board.of_person[person]
    tables = {duty.spot[0] for duty in duties if duty.kind == "date" and duty.spot}
    return {rank for duty in duties for rank in duty.companions}, tables
