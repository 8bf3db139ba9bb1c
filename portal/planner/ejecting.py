"""Laying duties on a board: put one where it fits, or where the least troublesome others have to make way.

After guided ejection search (Nagata and Bräysy, 2009): every duty that could not be laid becomes more
troublesome to remove, so that the search leaves the corners in which it keeps running.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from random import Random

from portal.planner.board import Board, Duty, Spot
from portal.planner.timeline import minutes, span, starts_touching

SAMPLED_STARTS = 16  # of the many starts of a test or tour, how many are weighed when something has to go


class Ejector:
    """Lays and ejects on one board. `steps` counts the work done; it stands in for time, so runs repeat."""

    def __init__(self, board: Board, random: Random) -> None:
        self.board = board
        self.random = random
        self.trouble = [4.0 if duty.kind == "welcome" else 1.0 for duty in board.duties]
        self.steps = 0

    def lay_all(self, duties: list[Duty], budget: int, most_ejected: int = 99, enough: int = 0) -> bool:
        """Lay these duties (the last first); others may be ejected and laid again, `budget` steps long.

        With `most_ejected` 1, one makes way for one: the board never empties, which suits days on which not
        everything fits. Stops when `enough` are left.

        Leaves the board at its fullest. Returns whether nothing is left.
        """
        board, waiting = self.board, list(duties)
        fewest, best = len(waiting), board.snapshot()
        stop = self.steps + budget
        while len(waiting) > enough and self.steps < stop:
            self.steps += 1
            duty = waiting.pop(self.random.randrange(len(waiting)) if self.random.random() < 0.05 else -1)
            spot = self.open_spot(duty)
            if spot is None:
                self.trouble[duty.rank] += 1
                found = self._least_trouble(duty, most_ejected)
                if found is None:  # its own rules or what is pinned forbid every spot
                    waiting.insert(0, duty)
                    if all(not self._possible(other) for other in waiting):
                        break
                    continue
                spot, ejected = found
                for other in ejected:
                    board.lift(other)
                self.random.shuffle(ejected)
                waiting += ejected
            board.lay(duty, *spot)
            if len(waiting) < fewest:
                fewest, best = len(waiting), board.snapshot()
        if not waiting:
            return True
        board.restore(best)
        for duty in board.left():  # what was never reached may still fit
            spot = self.open_spot(duty)
            if spot is not None:
                board.lay(duty, *spot)
        return not board.left()

    def _possible(self, duty: Duty) -> bool:
        return any(starts & self.board.within_limit(duty) for starts in duty.places.values())

    def open_spot(self, duty: Duty) -> Spot | None:
        """A spot where the duty fits now: tours join a group, tests sit side by side, most come early."""
        options = self.board.open_spots(duty)
        if not options:
            return None
        if duty.kind == "tour":
            joined = self._group_to_join(duty, options)
            if joined is not None:
                return joined
        place, starts = options[0] if len(options) == 1 else self.random.choice(options)
        choice = list(minutes(starts))
        if duty.kind == "test" and self.random.random() < 0.7:
            return place, choice[0]  # side by side: gaps between tests are lost seats
        if duty.kind in ("welcome", "lunch") or self.random.random() < 0.2:
            return place, self.random.choice(choice)
        # mostly early: the late rounds stay free for repairs
        return place, choice[int(len(choice) * self.random.random() ** 3)]

    def _group_to_join(self, duty: Duty, options: list[tuple[int, int]]) -> Spot | None:
        best: Spot | None = None
        most = (-1, -1, 0.0)
        for place, starts in options:
            for start, group in self.board.groups[place].items():
                if starts >> start & 1:
                    meeting = self.board.meeting(duty, place, start)
                    together = sum(meeting in self.board.companions[rank].meetings for rank in duty.companions)
                    liking = (together, len(group), self.random.random())
                    if liking > most:
                        best, most = (place, start), liking
        return best if self.random.random() < 0.9 else None

    # --- making room

    def in_the_way(self, duty: Duty) -> Iterator[list[Duty]]:
        """For each spot its own rules allow: which others stand there, where they can be moved at all."""
        busy, blocked = self._closed(duty)
        for place, starts in duty.places.items():
            for start in minutes(starts & self.board.within_limit(duty)):
                found = self._in_the_way(duty, place, start, busy, blocked)
                if found is not None:
                    yield found

    def _closed(self, duty: Duty) -> tuple[int, list[int]]:
        """The starts at which the person is busy, and those at which each companion is."""
        board = self.board
        busy = starts_touching(board.busy[duty.person], duty.length + 2 * board.gap[duty.person])
        travel = duty.length + board.instance.transfer
        blocked = [starts_touching(board.companions[rank].seats.full, travel) for rank in duty.companions]
        return busy << board.gap[duty.person], blocked

    def _least_trouble(self, duty: Duty, most: int) -> tuple[Spot, list[Duty]] | None:
        """The spot whose occupants cost least to remove, and those occupants."""
        best: tuple[Spot, list[Duty]] | None = None
        least = float("inf")
        spots = list(self._spots_to_weigh(duty))
        self.random.shuffle(spots)
        busy, blocked = self._closed(duty)
        for spot in spots:
            in_the_way = self._in_the_way(duty, *spot, busy, blocked)
            if in_the_way is None or len(in_the_way) > most:
                continue
            cost = sum(self.trouble[other.rank] for other in in_the_way)
            if cost < least:
                best, least = (spot, in_the_way), cost
        return best

    def _spots_to_weigh(self, duty: Duty) -> Iterable[Spot]:
        limit = self.board.within_limit(duty)
        for place, starts in duty.places.items():
            choice = list(minutes(starts & limit))
            if duty.kind == "tour":
                groups = self.board.groups[place]
                yield from ((place, start) for start in groups if (starts & limit) >> start & 1)
            if duty.kind == "test":
                choice = self._side_by_side(place, choice)
            if len(choice) > SAMPLED_STARTS and duty.kind in ("tour", "test", "lunch"):
                choice = self.random.sample(choice, SAMPLED_STARTS)
            for start in choice:
                yield place, start

    def _side_by_side(self, place: int, choice: list[int]) -> list[int]:
        """Starts right after another test in the room, or first after a pause; a few others for luck."""
        after = {other.spot[1] + other.length for other in self.board.sitting[place] if other.spot}
        known = set(choice)
        step = self.board.instance.test.start_step
        side = [start for start in choice if start in after or start - step not in known]
        return side + self.random.sample(choice, min(len(choice), 4))

    def _in_the_way(self, duty: Duty, place: int, start: int, busy: int, blocked: list[int]) -> list[Duty] | None:
        """Who has to go for the duty to lie there; None when something pinned is in the way."""
        out: set[Duty] = set()
        if duty.kind == "welcome" or busy >> start & 1:
            out.update(self._own_in_the_way(duty, start))
        if not self._place_free(duty, place, start, out):
            return None
        if duty.companions and not self._companions_free(duty, place, start, blocked, out):
            return None
        if any(other.pinned for other in out):
            return None
        return sorted(out, key=lambda other: other.rank)

    def _place_free(self, duty: Duty, place: int, start: int, out: set[Duty]) -> bool:
        """Add to `out` who has to leave the place; whether that is enough."""
        board = self.board
        match duty.kind:
            case "date":
                if board.table[place] & span(start, start + board.rest):
                    seated = board.seated[place].items()
                    out.update(other for since, other in seated if abs(since - start) < board.rest)
            case "tour":
                group = board.groups[place].get(start)
                if group is not None:
                    return self._one_less(group, board.instance.tour.lines[place].group_size, out)
                for since, members in board.groups[place].items():
                    if abs(since - start) < board.cycle:
                        out.update(members)
            case "welcome":
                capacity = board.instance.welcome.sessions[place].capacity
                return self._one_less(board.guests[place], capacity, out)
            case "test":
                return self._seat_free(place, span(start, start + duty.length), out)
        return True

    def _own_in_the_way(self, duty: Duty, start: int) -> Iterable[Duty]:
        gap, end = self.board.gap[duty.person], start + duty.length
        for other in self.board.of_person[duty.person]:
            if other.spot is not None:
                begins, ends = other.spot[1], other.spot[1] + other.length
                if duty.kind == "welcome":
                    clash = begins < end + gap
                elif other.kind == "welcome":
                    clash = start < ends + gap
                else:
                    clash = begins < end + gap and start < ends + gap
                if clash:
                    yield other

    def _one_less(self, crowd: list[Duty], most: int, out: set[Duty]) -> bool:
        """Make room for one more in a crowd of at most so many."""
        if len(crowd) < most or any(other in out for other in crowd):
            return True
        movable = [other for other in crowd if not other.pinned]
        if movable:
            out.add(min(movable, key=self._trouble_or_luck))
        return bool(movable)

    def _trouble_or_luck(self, duty: Duty) -> float:
        return self.trouble[duty.rank] + self.random.random() / 2

    def _seat_free(self, place: int, when: int, out: set[Duty]) -> bool:
        """Take people out of the room until one seat is free all through `when`."""
        board = self.board
        if not board.room[place].full & when:
            return True
        present = [
            (other, span(other.spot[1], other.spot[1] + other.length) & when)
            for other in board.sitting[place]
            if other.spot is not None
        ]
        seats = board.instance.test.rooms[place].seats
        return self._thin_out([((other,), taken) for other, taken in present], seats, out)

    def _companions_free(self, duty: Duty, place: int, start: int, blocked: list[int], out: set[Duty]) -> bool:
        board = self.board
        reach = duty.length + board.instance.transfer
        when = span(start, start + reach)
        meeting = board.meeting(duty, place, start)
        for rank, closed in zip(duty.companions, blocked, strict=True):
            companion = board.companions[rank]
            if not closed >> start & 1 or meeting in companion.meetings:
                continue
            held = []
            for duties in companion.meetings.values():
                first = duties[0]
                if first.spot is None:
                    continue
                since = first.spot[1]
                if since < start + reach and start < since + first.length + board.instance.transfer:
                    taken = span(since, since + first.length + board.instance.transfer) & when
                    held.append((tuple(duties), taken))
            if not self._thin_out(held, len(companion.seats.levels), out):
                return False
        return True

    def _thin_out(self, held: list[tuple[tuple[Duty, ...], int]], places: int, out: set[Duty]) -> bool:
        """Let go of what costs least until fewer than `places` of the held overlap anywhere."""
        held = [(duties, taken) for duties, taken in held if taken and not all(d in out for d in duties)]
        held.sort(key=lambda one: sum(self._trouble_or_luck(duty) for duty in one[0]))
        while True:
            full = self._overlapping(held, places) if len(held) >= places else 0
            if not full:
                return True
            for one in held:
                if one[1] & full and not any(duty.pinned for duty in one[0]):
                    out.update(one[0])
                    held.remove(one)
                    break
            else:
                return False

    @staticmethod
    def _overlapping(held: list[tuple[tuple[Duty, ...], int]], places: int) -> int:
        levels = [0] * places
        for _duties, taken in held:
            for level in range(places - 1, 0, -1):
                levels[level] |= levels[level - 1] & taken
            levels[0] |= taken
        return levels[-1]
