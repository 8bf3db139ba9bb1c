"""What the waiting of a person is in a question to the solver: a limit to it, and what each minute of it costs.

The waiting follows from the first and the last moment, for the work in between is the same in every plan. So a limit
to the waiting is a limit to the last moment for each first one, and whoever is still there at a moment pays for it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from portal.planner.board import Board, Duty
from portal.planner.exact.model import DayModel
from portal.planner.exact.solving import Literal


def last_end(board: Board, person: int, begin: int, most: int) -> int:
    """The last minute at which somebody who begins at `begin` can be done without waiting longer than `most`."""
    work = sum(duty.length for duty in board.of_person[person] if duty.kind != "lunch")
    end = begin + work + most + sum(over - since for since, over in board.instance.breaks) + _lunch(board, person)
    while True:
        nearer = begin + work + most + pauses(board, person, begin, end)
        if nearer >= end:
            return end
        end = nearer


def pauses(board: Board, person: int, begin: int, end: int) -> int:
    """Minutes of break and lunch between two moments, which are no waiting (`waiting.wait_of` says the same)."""
    day, zero = board.instance, board.zero
    free = sum(over - since for since, over in day.breaks if begin <= since - zero and end >= over - zero)
    if day.lunch and begin <= day.lunch.window[0] - zero and end >= day.lunch.window[1] - zero:
        free += _lunch(board, person)
    return free


def _lunch(board: Board, person: int) -> int:
    eats = any(duty.kind == "lunch" for duty in board.of_person[person])
    return board.instance.lunch.duration if board.instance.lunch and eats else 0


def latest_ends(board: Board, people: Iterable[int], most: int) -> dict[int, int]:
    """For each person, who is off the board, the last minute whatever welcome he or she goes to."""
    return {person: last_end(board, person, max(_begins(board, person)), most) for person in people}


def _begins(board: Board, person: int) -> list[int]:
    """The moments from which the waiting of a person can count."""
    welcome = _welcome(board, person)
    if welcome is None:
        return [board.instance.candidates[person].arrive - board.zero]
    if welcome.spot is not None:
        return [welcome.spot[1]]
    return [starts.bit_length() - 1 for starts in welcome.places.values()] or [0]


def _welcome(board: Board, person: int) -> Duty | None:
    return next((duty for duty in board.of_person[person] if duty.kind == "welcome"), None)


def limit_waiting(asked: DayModel, person: int, most: int) -> None:
    """Nobody of the question waits longer than `most` minutes."""
    board = asked.board
    ends = list(_ends(asked, person))
    for begin, chosen in _chosen_begins(asked, person):
        limit = last_end(board, person, begin, most)
        for end, literal in ends:
            if end > limit:
                if chosen is None:
                    asked.model.at_most([literal], 0)
                else:
                    asked.model.at_most_one([literal, chosen])


def cost_of_waiting(asked: DayModel, person: int) -> dict[Literal, int]:
    """What each choice of one person adds to the waiting, less what is the same in every plan."""
    board, model = asked.board, asked.model
    begins = list(_chosen_begins(asked, person))
    costs = {chosen: -begin for begin, chosen in begins if chosen is not None}
    first = min((begin for begin, _ in begins), default=0)
    at: dict[int, list[Literal]] = defaultdict(list)
    lying = [duty for duty in board.of_person[person] if duty.kind not in ("welcome", "lunch")]
    stays = max((duty.spot[1] + duty.length for duty in lying if duty.spot is not None), default=0)
    for end, literal in _ends(asked, person):
        if end > stays:  # until then he or she is there anyhow
            at[end].append(literal)
    paid = stays - pauses(board, person, first, stays) if stays else None
    earlier: Literal | None = None
    for end in sorted(at):
        still_there = model.yes_or_no()
        model.each_means(at[end], still_there)
        if earlier is not None:
            model.each_means([still_there], earlier)
        until = end - pauses(board, person, first, end)
        if paid is not None and until != paid:
            costs[still_there] = until - paid
        paid, earlier = until, still_there
    return costs


def _chosen_begins(asked: DayModel, person: int) -> Iterator[tuple[int, Literal | None]]:
    """The moments from which the waiting can count, and the choice for each; None where there is none."""
    welcome = _welcome(asked.board, person)
    if welcome is None or welcome.spot is not None:
        yield _begins(asked.board, person)[0], None
        return
    for _, start, literal in asked.of_duty[welcome.rank]:
        yield start, literal


def _ends(asked: DayModel, person: int) -> Iterator[tuple[int, Literal]]:
    for duty in asked.board.of_person[person]:
        if duty.kind not in ("welcome", "lunch") and duty.spot is None:
            for _, start, literal in asked.of_duty.get(duty.rank, ()):
                yield start + duty.length, literal
