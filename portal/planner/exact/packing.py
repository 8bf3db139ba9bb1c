"""Can the written tests be packed at all? A bound for days on which the test room decides.

Seats of a room are alike, and so are candidates with the same length, hours and needs: only how many of each length
sit on one seat between two breaks is asked, one variable for each way to fill such a stretch. The clock inside a
stretch is left out but for its ends, so a "no" is proven and a "yes" is not.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from portal.planner.bounds import Bounds
from portal.planner.exact.solving import Answer, Effort, Model
from portal.planner.instances import Instance, Room, Span

MOST_PATTERNS = 4_000  # ways to fill one stretch: beyond that the bound says nothing
WORK = 4.0

Guests = tuple[int, int, int, frozenset[str]]  # from, until, minutes of test, needs
Pattern = tuple[int, ...]  # how many of each length


def seats_suffice(bounds: Bounds, end: int) -> Answer:
    """Whether every test can be over by `end` as far as the seats go: NO is proven, anything else is not."""
    day = bounds.instance
    groups = Counter(
        (bounds.first_free(candidate), min(candidate.leave, end), candidate.test, candidate.needs.test)
        for candidate in day.candidates
        if candidate.test
    )
    lengths = sorted({test for _, _, test, _ in groups})
    model = Model()
    taken: dict[Guests, list[int]] = defaultdict(list)
    for room in day.test.rooms:
        for stretch in _stretches(day, end):
            _fill(model, room, stretch, _inside(groups, room, stretch), lengths, day.test.start_step, taken)
    for guests, people in groups.items():
        if not taken[guests]:
            return Answer.NO
        model.between(dict.fromkeys(taken[guests], 1), people, people)
    return model.solve(Effort(WORK, thorough=True)).answer


def _stretches(day: Instance, end: int) -> Iterator[Span]:
    """The hours between the breaks, up to `end`."""
    since = day.start
    for begin, over in sorted(day.breaks):
        if since < min(begin, end):
            yield since, min(begin, end)
        since = max(since, over)
    if since < end:
        yield since, end


def _inside(groups: Counter[Guests], room: Room, stretch: Span) -> dict[Guests, Span]:
    """Who can sit in a room in a stretch, and between which minutes of it."""
    found = {}
    for guests in groups:
        since, until = max(guests[0], stretch[0]), min(guests[1], stretch[1])
        if guests[3] <= room.features and until - since >= guests[2]:
            found[guests] = (since, until)
    return found


def _fill(
    model: Model,
    room: Room,
    stretch: Span,
    inside: dict[Guests, Span],
    lengths: list[int],
    step: int,
    taken: dict[Guests, list[int]],
) -> None:
    """Seats of a room in one stretch: each is filled in one way, and the ways hold the people."""
    if not inside:
        return
    since, until = min(a for a, _ in inside.values()), max(b for _, b in inside.values())
    patterns = _patterns(lengths, until - since, step)
    if patterns is None:
        counts = {guests: model.number(0, 10**4) for guests in inside}
    else:
        used = [model.number(0, room.seats) for _ in patterns]
        model.at_most(used, room.seats)
        counts = {
            guests: model.number(0, room.seats * ((b - a + step) // guests[2])) for guests, (a, b) in inside.items()
        }
        for rank, length in enumerate(lengths):
            sitting = {count: 1 for guests, count in counts.items() if guests[2] == length}
            model.between(sitting | {many: -one[rank] for one, many in zip(patterns, used, strict=True)}, most=0)
    for guests, count in counts.items():
        taken[guests].append(count)
    _inside_part_of_it(model, room, inside, counts, step, (since, until))


def _inside_part_of_it(
    model: Model,
    room: Room,
    inside: dict[Guests, Span],
    counts: dict[Guests, int],
    step: int,
    whole: Span,
) -> None:
    """Who can come only in a part of the stretch sits within that part."""
    for since in {a for a, _ in inside.values()}:
        for until in {b for _, b in inside.values()}:
            if until <= since or (since, until) == whole:
                continue
            people = [guests for guests, (a, b) in inside.items() if a >= since and b <= until]
            if not people:
                continue
            lengths = sorted({guests[2] for guests in people})
            model.between({counts[one]: one[2] for one in people}, most=room.seats * (until - since))
            for length in lengths:
                fits = _most(length, until - since, step)
                model.at_most([counts[one] for one in people if one[2] >= length], room.seats * fits)


def _most(length: int, minutes: int, step: int) -> int:
    """How many of one length fit one after the other when each starts on the grid."""
    each = -(-length // step) * step
    return 0 if minutes < length else (minutes - length) // each + 1


def _patterns(lengths: list[int], minutes: int, step: int) -> list[Pattern] | None:
    """The fullest ways to fill a stretch of so many minutes; None when they are too many to list.

    Each test but the last one lasts until the next moment of the grid.
    """
    steps = [-(-length // step) * step for length in lengths]
    spare = max((rounded - length for rounded, length in zip(steps, lengths, strict=True)), default=0)
    found: list[Pattern] = []
    chosen = [0] * len(lengths)

    def go(rank: int, left: int) -> bool:
        if rank == len(lengths) - 1:
            chosen[rank] = left // steps[rank]
            found.append(tuple(chosen))
            return len(found) <= MOST_PATTERNS
        for many in range(left // steps[rank] + 1):
            chosen[rank] = many
            if not go(rank + 1, left - many * steps[rank]):
                return False
        return True

    return found if go(0, minutes + spare) else None
