"""Tables that are alike: on a day on which everybody has a speeddate at each of them, only the rounds are chosen.

Who sits at which table in a round follows: people and rounds are the two sides of a graph, tables are colours for its
edges, and as many colours suffice as the most edges that meet (König 1916). So a question has a third of the variables
with three tables, and a few people who are laid again are in nobody's way at one table while another one is free.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import pairwise

from portal.planner.board import Board, Duty, Spot
from portal.planner.exact.model import DayModel
from portal.planner.exact.solving import Literal, Solution
from portal.planner.timeline import minutes, starts_touching

Edge = tuple[int, int]  # a person and a round


def tables_are_alike(board: Board) -> bool:
    """Whether any choice of rounds with enough tables can be laid by choosing who sits at which table."""
    rounds = board.instance.rounds.starts
    if any(after - before < board.rest for before, after in pairwise(sorted(rounds))):
        return False
    for duties in board.of_person:
        dates = [duty for duty in duties if duty.kind == "date"]
        places = [next(iter(duty.places)) for duty in dates if len(duty.places) == 1]
        if dates and sorted(places) != list(range(len(board.table))):
            return False
        if any(duty.pinned or duty.spot is None for duty in dates):
            return False
        if len({starts for duty in dates for starts in duty.places.values()}) > 1:
            return False
    return True


class AlikeModel(DayModel):
    """The question on such a day: of each person, the rounds; at most as many at once as there are tables free."""

    def _open(self, duty: Duty) -> None:
        if duty.kind != "date":
            super()._open(duty)
            return
        dates = [one for one in self.board.of_person[duty.person] if one.kind == "date"]
        if duty is not dates[0]:
            return
        in_time = -1
        if duty.person in self.latest:
            in_time = (1 << max(0, self.latest[duty.person] - duty.length + 1)) - 1
        starts = 0
        for one in dates:
            for _, open_starts in self.board.open_spots(one):
                starts |= open_starts & in_time
        chosen: list[tuple[int, int, Literal]] = []
        for start in minutes(starts):
            literal = self.model.yes_or_no()
            chosen.append((0, start, literal))
            for rank in duty.companions:
                self._companions[rank].append((start, start + duty.length + self.board.instance.transfer, literal))
        self.of_duty[duty.rank] = chosen
        self.options += [(duty, *one) for one in chosen]
        if len(chosen) < len(dates):
            self.hopeless.append(duty)
        self.model.between(dict.fromkeys((literal for _, _, literal in chosen), 1), len(dates), len(dates))

    def _places(self) -> None:
        super()._places()
        board = self.board
        at: dict[int, list[Literal]] = defaultdict(list)
        for duty, _, start, literal in self.options:
            if duty.kind == "date":
                at[start].append(literal)
        taken = [starts_touching(busy, board.rest) for busy in board.table]
        for start, literals in at.items():
            free = sum(not one >> start & 1 for one in taken)
            if len(literals) > free:
                self.model.at_most(literals, free)

    def begin_at(self, stood: Mapping[Duty, Spot | None]) -> None:
        """Where to look first; of a speeddate the round alone."""
        rounds = {(duty.person, spot[1]) for duty, spot in stood.items() if duty.kind == "date" and spot}
        self.model.begin_at(
            {
                literal: int((duty.person, start) in rounds if duty.kind == "date" else stood[duty] == (place, start))
                for duty, place, start, literal in self.options
            }
        )

    def lay(self, found: Solution) -> None:
        """Lay what the solver chose; the others change tables where that makes room."""
        chosen = self._chosen(found)
        lay_rounds(self.board, [(duty.person, start) for duty, (_, start) in chosen if duty.kind == "date"])
        for duty, spot in chosen:
            if duty.kind != "date":
                self.board.lay(duty, *spot)


def lay_rounds(board: Board, rounds: Iterable[Edge]) -> None:
    """Lay the speeddates of people who have none on the board in these rounds, and choose all tables anew."""
    edges = list(rounds)
    dates: dict[int, dict[int, Duty]] = defaultdict(dict)
    for duty in board.duties:
        if duty.kind == "date":
            dates[duty.person][next(iter(duty.places))] = duty
            if duty.spot is not None:
                edges.append((duty.person, duty.spot[1]))
                board.lift(duty)
    for (person, start), table in coloured(sorted(edges), len(board.table)).items():
        board.lay(dates[person][table], table, start)


def coloured(edges: Iterable[Edge], colours: int) -> dict[Edge, int]:
    """A colour for each edge so that no two of one person or of one round have the same.

    `colours`: at least the most edges that meet. Raises ValueError when they are fewer.
    """
    used: dict[tuple[str, int], dict[int, Edge]] = defaultdict(dict)
    for edge in edges:
        person, start = used["person", edge[0]], used["round", edge[1]]
        own = next((colour for colour in range(colours) if colour not in person), None)
        theirs = next((colour for colour in range(colours) if colour not in start), None)
        if own is None or theirs is None:
            raise ValueError(f"{colours} colours are too few")
        if own in start:  # swap both colours along the path that begins in this round: it never comes to the person
            path, side, colour = [], "round", own
            at = edge[1]
            while (following := used[side, at].get(colour)) is not None:
                path.append((following, colour))
                side, at = ("person", following[0]) if side == "round" else ("round", following[1])
                colour = own + theirs - colour
            for along, colour in path:
                del used["person", along[0]][colour], used["round", along[1]][colour]
            for along, colour in path:
                other = own + theirs - colour
                used["person", along[0]][other] = used["round", along[1]][other] = along
        person[own] = start[own] = edge
    return {edge: colour for (side, _), by in used.items() if side == "person" for colour, edge in by.items()}
