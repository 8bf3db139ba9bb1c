"""Shorter waiting with the end of the day fixed: the longest first, then the average.

People who have a table, a coach or an interpreter in common are lifted off the board together and laid again in the
best way there is, with everybody else in place.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from portal.planner.board import Board
from portal.planner.exact.earliest import Clock
from portal.planner.exact.model import DayModel
from portal.planner.exact.solving import Answer, Effort
from portal.planner.instances import Instance
from portal.planner.waiting import shorten, wait_of

PEOPLE = 6  # laid again together
WORK = 0.25  # for one such group
ROUNDS_OF_ONE = 20  # times that each person is looked at with one to three others, before the solver
FAR = 10_000


@dataclass(frozen=True)
class Waiting:
    """Minutes between first and last moment in which nothing happens: of whom waits longest, and on average."""

    longest: int
    average: float


def waiting_of(board: Board) -> Waiting:
    """How long people wait in the plan on the board."""
    waits = [wait_of(board, person) for person in range(len(board.of_person))]
    return Waiting(max(waits, default=0), sum(waits) / len(waits) if waits else 0.0)


def tighten(board: Board, clock: Clock, random: Random, groups: int) -> None:
    """Make the waiting shorter, with `groups` groups laid again by the solver; the plan never gets worse."""
    people = [person for person in range(len(board.of_person)) if _can_move(board, person)]
    for _ in range(ROUNDS_OF_ONE):
        if clock.left() > 0:
            shorten(board, random, len(people))
    for turn in range(groups if len(people) > 1 else 0):
        if clock.left() <= 0:
            return
        waits = {person: wait_of(board, person) for person in people}
        longest = turn % 2 == 0
        among = people if longest else random.sample(people, min(3, len(people)))
        first = max(among, key=lambda person: (waits[person], random.random()))
        lay_again(board, _group_of(board, first, people, random), longest=longest)


def _can_move(board: Board, person: int) -> bool:
    duties = board.of_person[person]
    whole = all(duty.spot is not None or duty.kind == "lunch" for duty in duties)
    return whole and any(duty.spot is not None and not duty.pinned for duty in duties)


def _group_of(board: Board, first: int, people: list[int], random: Random) -> list[int]:
    """A person and those who share most with him or her; somewhat at random, or it would be the same group always."""
    companions, tables = _shares(board, first)
    score = {}
    for person in people:
        if person != first:
            theirs = _shares(board, person)
            common = 2 * len(companions & theirs[0]) + len(tables & theirs[1])
            score[person] = common * random.random() + 0.3 * random.random()
    return [first, *sorted(score, key=score.__getitem__, reverse=True)[: PEOPLE - 1]]


def _shares(board: Board, person: int) -> tuple[set[int], set[int]]:
    duties = board.of_person[person]
    tables = {duty.spot[0] for duty in duties if duty.kind == "date" and duty.spot}
    return {rank for duty in duties for rank in duty.companions}, tables


def lay_again(board: Board, people: Sequence[int], *, longest: bool) -> bool:
    """Lay these people again so that they wait less; whether they do. `longest` weighs who waits longest most."""

    def burden() -> int:
        waits = [wait_of(board, person) for person in people]
        return sum(waits) + (3 * len(waits) * max(waits) if longest else 0)

    old, before = board.snapshot_of(people), burden()
    board.lift_people(people)
    asked = DayModel(board, lunch_step=board.instance.test.start_step, people=people)
    costs: dict[int, int] = {}
    most = asked.model.number(-FAR, FAR) if longest else None
    for person in people:
        wait, begins = _wait(asked, person)
        costs |= wait
        if most is not None:
            asked.model.between({most: 1} | {variable: -weight for variable, weight in wait.items()}, least=-begins)
    if most is not None:
        costs[most] = 3 * len(people)
    asked.model.make_small(costs)
    stood = {duty.rank: spot for duty, spot in old}
    asked.model.begin_at(
        {literal: int(stood[duty.rank] == (place, start)) for duty, place, start, literal in asked.options}
    )
    found = asked.model.solve(Effort(WORK))
    if found.answer is Answer.YES:
        asked.lay(found)
        if burden() < before:
            return True
    board.put_back(old)
    return False


def _wait(asked: DayModel, person: int) -> tuple[dict[int, int], int]:
    """How long a person waits, less what is the same in every plan: variables and their weights, less a number."""
    board, model = asked.board, asked.model
    ends = model.number(-FAR, FAR)
    wait, begins = {ends: 1}, board.instance.candidates[person].arrive - board.zero
    for duty in board.of_person[person]:
        options = asked.of_duty.get(duty.rank, ())
        if duty.kind == "welcome":
            begins = duty.spot[1] if duty.spot else 0
            wait |= {literal: -start for _, start, literal in options if duty.spot is None}
        elif duty.kind == "lunch":
            continue
        elif duty.spot is not None:
            model.between({ends: 1}, least=_without_pauses(board, person, duty.spot[1] + duty.length))
        else:
            for _, start, literal in options:
                until = _without_pauses(board, person, start + duty.length)
                model.between({ends: 1}, least=until, when=literal)
    return wait, begins


def _without_pauses(board: Board, person: int, until: int) -> int:
    """A last moment, less the breaks and the lunch before it, which are no waiting."""
    day: Instance = board.instance
    at = until + board.zero
    pauses = sum(over - begin for begin, over in day.breaks if over <= at)
    if day.lunch and at >= day.lunch.window[1] and any(duty.kind == "lunch" for duty in board.of_person[person]):
        pauses += day.lunch.duration
    return until - pauses
