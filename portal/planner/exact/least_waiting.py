"""How short the waiting can be at best: a bound that no plan gets below, to judge one by.

Two reasons to wait hold whatever the plan. A person alone on an empty board still waits for the first moment at which
things can begin. And the speeddates fill the tables: somebody has the late rounds, and was there before.
"""

from __future__ import annotations

from collections import defaultdict
from math import ceil

from portal.planner.board import Board
from portal.planner.instances import Candidate, Instance
from portal.planner.waiting import MOST_PERMUTED, Waiting, lay_tightly, wait_of


def least_waiting(instance: Instance) -> Waiting:
    """A longest and an average waiting that no plan of this day is below."""
    board = Board(instance)
    alone = [_alone(board, person) for person in range(len(instance.candidates))]
    if not alone:
        return Waiting(0, 0.0)
    total = max(sum(alone), _by_the_tables(instance))
    return Waiting(max(*alone, ceil(total / len(alone))), total / len(alone))


def _alone(board: Board, person: int) -> int:
    """How long somebody waits on an empty board, which is left empty: zero when it cannot be told."""
    if len(board.of_person[person]) > MOST_PERMUTED or not lay_tightly(board, person):
        return 0
    waits = wait_of(board, person)
    board.lift_people([person])
    return max(0, waits)


def _by_the_tables(instance: Instance) -> int:
    """What all wait together at least, when each table is used from its first round on without a gap.

    A candidate with k speeddates leaves no earlier than their average end and half the length of the k-1 others; the
    averages together are least when those with few speeddates, whose single ones weigh most, come first.
    """
    if instance.lunch is not None or any(len(date.tables) != 1 for c in instance.candidates for date in c.dates):
        return 0  # who changes tables or eats in between needs another argument
    rounds, rest = instance.rounds, instance.rounds.slot + instance.rounds.changeover
    at_table: dict[str, list[int]] = defaultdict(list)
    for candidate in instance.candidates:
        for date in candidate.dates:
            at_table[date.tables[0]].append(len(candidate.dates))
    averages = 0.0
    for counts in at_table.values():
        ends: list[int] = []
        free_at = instance.start
        for start in rounds.starts:
            if start >= free_at and len(ends) < len(counts):
                ends.append(_without_breaks(instance, start + rounds.slot))
                free_at = start + rest
        if len(ends) < len(counts):
            return 0
        averages += sum(end / count for end, count in zip(ends, sorted(counts), strict=True))
    fixed = 0.0
    for candidate in instance.candidates:
        if not candidate.dates:
            continue
        step = rounds.slot + candidate.min_gap
        fixed += (len(candidate.dates) - 1) / 2 * step - _latest_begin(instance, candidate) - _work(instance, candidate)
    return max(0, ceil(averages + fixed))


def _without_breaks(instance: Instance, at: int) -> int:
    return at - sum(over - begin for begin, over in instance.breaks if over <= at)


def _latest_begin(instance: Instance, candidate: Candidate) -> int:
    """The latest moment from which the waiting can count, the breaks before it left out."""
    if not candidate.welcome:
        return _without_breaks(instance, candidate.arrive)
    starts = [session.start for session in instance.welcome.sessions if session.start >= candidate.arrive]
    return _without_breaks(instance, max(starts, default=candidate.arrive))


def _work(instance: Instance, candidate: Candidate) -> int:
    work = len(candidate.dates) * instance.rounds.slot + candidate.test
    work += instance.tour.duration if candidate.tour else 0
    return work + (instance.welcome.duration if candidate.welcome else 0)
