"""Shorter waiting: lift a few people off the board and lay each of them again as tightly as can be.

For one person, with everybody else in place, the tightest order is found exactly: the earliest end of every
set of duties, from small sets to the whole one.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from itertools import product
from operator import or_
from random import Random

from portal.planner.board import Board, Duty, Spot
from portal.planner.timeline import next_minute

State = tuple[int, int]  # a set of duties, one bit each; which of them comes last, -1 in the empty set

MOST_PERMUTED = 9  # more duties than this for one person would make the sets too many
NO_LIMIT = 1 << 30


@dataclass(frozen=True)
class Waiting:
    """Minutes between first and last moment in which nothing happens: of whom waits longest, and on average."""

    longest: int
    average: float


def waiting_of(board: Board) -> Waiting:
    """How long people wait in the plan on the board."""
    waits = [wait_of(board, person) for person in range(len(board.of_person))]
    return Waiting(max(waits, default=0), sum(waits) / len(waits) if waits else 0.0)


def wait_of(board: Board, person: int) -> int:
    """Minutes between a candidate's first and last moment that are no duty, break or lunch."""
    duties = [duty for duty in board.of_person[person] if duty.spot is not None]
    work = [(duty.spot[1], duty.spot[1] + duty.length) for duty in duties if duty.spot and duty.kind != "lunch"]
    if not work:
        return 0
    day, candidate = board.instance, board.instance.candidates[person]
    since = min(work)[0] if candidate.welcome else candidate.arrive - board.zero
    until = max(end for _, end in work)
    free = sum(b - a for a, b in day.breaks if since <= a - board.zero and until >= b - board.zero)
    if day.lunch and any(duty.kind == "lunch" for duty in duties):
        opens, closes = day.lunch.window
        if since <= opens - board.zero and until >= closes - board.zero:
            free += day.lunch.duration
    return until - since - sum(end - start for start, end in work) - free


def shorten(board: Board, random: Random, rounds: int, alone: int = 2, most: int = NO_LIMIT) -> None:
    """Look `rounds` times for a neighbourhood of one to four people who can wait less together.

    Everybody is first looked at `alone` times alone. Nobody who is laid again waits longer than `most`.
    """
    people = [person for person in range(len(board.of_person)) if _can_move(board, person)]
    waits = {person: wait_of(board, person) for person in people}
    for turn in range(rounds if people else 0):
        if turn < alone * len(people):
            chosen = [people[turn % len(people)]]
        else:
            first = max(random.sample(people, min(3, len(people))), key=waits.__getitem__)
            others = [person for person in people if person != first]
            chosen = [first, *random.sample(others, min(len(others), random.randint(1, 3)))]
            random.shuffle(chosen)
        before = sum(waits[person] ** 2 for person in chosen)
        old = board.snapshot_of(chosen)
        after = _laid_again(board, chosen)
        if after is not None and sum(wait**2 for wait in after.values()) <= before and max(after.values()) <= most:
            waits.update(after)
        else:
            board.put_back(old)


def _can_move(board: Board, person: int) -> bool:
    duties = board.of_person[person]
    whole = all(duty.spot is not None or duty.kind == "lunch" for duty in duties)
    return whole and len(duties) <= MOST_PERMUTED and any(not duty.pinned for duty in duties)


def _laid_again(board: Board, people: list[int]) -> dict[int, int] | None:
    """Lift these people and lay them one by one; how long each then waits, None when somebody cannot."""
    board.lift_people(people)
    waits: dict[int, int] = {}
    for person in people:
        if not lay_tightly(board, person):
            return None
        waits[person] = wait_of(board, person)
    return waits


def lay_tightly(board: Board, person: int) -> bool:
    """Lay all duties of a person, the last one ending as early as possible. Returns whether that could be."""
    duties = [duty for duty in board.of_person[person] if duty.spot is None]
    welcome = next((duty for duty in duties if duty.kind == "welcome"), None)
    rest = [duty for duty in duties if duty.kind != "welcome"]
    best: tuple[int, list[tuple[Duty, Spot]]] | None = None
    for session, starts in board.open_spots(welcome) if welcome else [(-1, 0)]:
        since = 0
        head: list[tuple[Duty, Spot]] = []
        if welcome is not None:
            start = starts.bit_length() - 1
            head = [(welcome, (session, start))]
            board.lay(welcome, session, start)
            since = start
        found = _tightest(board, rest)
        if welcome is not None:
            board.lift(welcome)
        if found is not None and (best is None or found[0] - since < best[0]):
            best = (found[0] - since, head + found[1])
    if best is None:
        return False
    for duty, spot in best[1]:
        board.lay(duty, *spot)
    return True


def _tightest(board: Board, duties: list[Duty]) -> tuple[int, list[tuple[Duty, Spot]]] | None:
    """The earliest end of these duties of one person, and where each of them then lies."""
    if not duties:
        return 0, []
    options = [board.open_spots(duty) for duty in duties]
    ends = _earliest_ends(board, duties, options)
    goals = [(ends[state][0], *state) for state in ends if _complete(board, duties, state[0], ends[state][0])]
    if not goals:
        return None
    end, done, last = min(goals)
    laid: list[tuple[Duty, Spot]] = []
    while last >= 0:
        finish, before = ends[done, last]
        start = finish - duties[last].length
        place = next(place for place, starts in options[last] if starts >> start & 1)
        laid.append((duties[last], (place, start)))
        done, last = done & ~(1 << last), before
    return end, laid[::-1]


def _earliest_ends(
    board: Board, duties: list[Duty], options: list[list[tuple[int, int]]]
) -> dict[State, tuple[int, int]]:
    """Per set of duties and its last one: the earliest moment it can end, and the duty before that."""
    masks = [reduce(or_, (starts for _, starts in places), 0) for places in options]
    gap = board.gap[duties[0].person]
    travel = max(gap, board.instance.transfer)  # who goes along to both has to get there too
    size = len(duties)
    pause = [[travel if set(one.companions) & set(other.companions) else gap for other in duties] for one in duties]
    ends: dict[State, tuple[int, int]] = {(0, -1): (0, -1)}
    for done, last in product(range((1 << size) - 1), range(-1, size)):
        if (done, last) not in ends:
            continue
        reached = ends[done, last][0]
        for following in range(size):
            if done >> following & 1:
                continue
            start = next_minute(masks[following], reached + (pause[last][following] if last >= 0 else 0))
            state, end = (done | 1 << following, following), start + duties[following].length
            if start >= 0 and (state not in ends or end < ends[state][0]):
                ends[state] = (end, last)
    return ends


def _complete(board: Board, duties: list[Duty], done: int, end: int) -> bool:
    """Everything is done, or everything but the lunch of somebody who leaves before lunch closes."""
    left = [duty for rank, duty in enumerate(duties) if not done >> rank & 1]
    if not left:
        return True
    lunch = board.instance.lunch
    if lunch is None or len(left) > 1 or left[0].kind != "lunch":
        return False
    fixed = (duty.spot[1] + duty.length for duty in board.of_person[left[0].person] if duty.spot)
    return max(end, *fixed, 0) < lunch.window[1] - board.zero
