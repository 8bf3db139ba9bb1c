"""Shorter waiting: lift a few people off the board and lay each of them again as tightly as can be.

For one person, with everybody else in place, the tightest order is found exactly: the earliest end of every
set of duties, from small sets to the whole one.
"""

from __future__ import annotations

from random import Random

from portal.planner.board import Board, Duty, Spot
from portal.planner.timeline import next_minute

MOST_PERMUTED = 9  # more duties than this for one person would make the sets too many


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


def shorten(board: Board, random: Random, rounds: int) -> None:
    """Look `rounds` times for a neighbourhood of one to four people who can wait less together."""
    people = [
        person
        for person, duties in enumerate(board.of_person)
        if any(not duty.pinned for duty in duties) and len(duties) <= MOST_PERMUTED
        and all(duty.spot is not None or duty.kind == "lunch" for duty in duties)
    ]  # fmt: skip
    waits = {person: wait_of(board, person) for person in people}
    for turn in range(rounds):
        if not people:
            return
        if turn < 2 * len(people):
            chosen = [people[turn % len(people)]]
        else:
            chosen = [max(random.sample(people, min(3, len(people))), key=waits.__getitem__)]
            others = [person for person in people if person != chosen[0]]
            chosen += random.sample(others, min(len(others), random.randint(1, 3)))
        before = sum(waits[person] ** 2 for person in chosen)
        old = board.snapshot_of(chosen)
        for person in chosen:
            for duty in board.of_person[person]:
                if duty.spot is not None and not duty.pinned:
                    board.lift(duty)
        if turn >= 2 * len(people):
            random.shuffle(chosen)
        after: dict[int, int] = {}
        for person in chosen:
            if not lay_tightly(board, person):
                break
            after[person] = wait_of(board, person)
        if len(after) == len(chosen) and sum(wait**2 for wait in after.values()) <= before:
            waits.update(after)
        else:
            board.put_back(old)


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
    masks = []
    for places in options:
        mask = 0
        for _place, starts in places:
            mask |= starts
        masks.append(mask)
    lunch = next((n for n, duty in enumerate(duties) if duty.kind == "lunch"), -1)
    gap = board.gap[duties[0].person]
    transfer = max(gap, board.instance.transfer)
    size = len(duties)
    whole = (1 << size) - 1
    # per set and last duty: (moment it ends, what came before); companions travel between two of their duties
    ends: dict[tuple[int, int], tuple[int, int]] = {(0, -1): (0, -1)}
    for done in range(whole):
        for last in range(-1, size):
            reached = ends.get((done, last))
            if reached is None:
                continue
            for following in range(size):
                if done >> following & 1:
                    continue
                pause = 0
                if last >= 0:
                    shared = set(duties[last].companions) & set(duties[following].companions)
                    pause = transfer if shared else gap
                start = next_minute(masks[following], reached[0] + pause)
                if start < 0:
                    continue
                state = (done | 1 << following, following)
                end = start + duties[following].length
                if state not in ends or end < ends[state][0]:
                    ends[state] = (end, last)
    goals = [(ends[whole, last][0], whole, last) for last in range(size) if (whole, last) in ends]
    if lunch >= 0 and board.instance.lunch:  # who is done before lunch closes needs none
        closes = board.instance.lunch.window[1] - board.zero
        early = whole & ~(1 << lunch)
        fixed = [d.spot[1] + d.length for d in board.of_person[duties[0].person] if d.spot]
        if max(fixed, default=0) < closes:
            goals += [
                (ends[early, last][0], early, last)
                for last in range(-1, size)
                if (early, last) in ends and ends[early, last][0] < closes
            ]
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
