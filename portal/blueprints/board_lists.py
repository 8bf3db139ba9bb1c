"""The schedule board as lists: per candidate, per jobcoach, per place."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from flask_babel import gettext as _

from portal.blueprints.day_board import full_name
from portal.models.accounts import User
from portal.models.nominations import Nomination
from portal.queries.boards import Judged, Piece
from portal.rules.drafts import guest_of


@dataclass
class Line:
    """One candidate's day on the board. `waits`: the minutes between the first thing and the last without any."""

    nomination: Nomination
    name: str
    pieces: list[Piece]
    lacking: list[str]

    @property
    def waits(self) -> int:
        """Minutes without anything, between the first and the last."""
        busy = sum(one.end - one.start for one in self.pieces)
        return max(self.end - self.pieces[0].start - busy, 0) if self.pieces else 0

    @property
    def end(self) -> int:
        """When the last thing is over."""
        return max(one.end for one in self.pieces)

    def of(self, kind: str) -> list[Piece]:
        """The appointments of a kind."""
        return [one for one in self.pieces if one.kind == kind]


@dataclass
class Group:
    """A heading with appointments in order of time: of a jobcoach, at a place."""

    title: str
    hint: str
    pieces: list[Piece]


def lines_of_board(board: Judged) -> list[Line]:
    """Every candidate who is on the board, by name."""
    found = [line_of(board, one) for one in board.picture.nominations]
    return sorted([one for one in found if one.pieces or one.lacking], key=lambda one: one.name.casefold())


def line_of(board: Judged, nomination: Nomination) -> Line:
    """The day of one candidate."""
    lacking = [pin for pin in board.lacking if guest_of(pin) == f"c{nomination.id}"]
    return Line(nomination, full_name(nomination), board.by_guest.get(nomination.id, []), lacking)


def coaches_of_board(board: Judged) -> list[Group]:
    """What each jobcoach's candidates do, by the name of the jobcoach."""
    coaches: dict[int, tuple[User, Nomination, list[Piece]]] = {}
    for piece in board.pieces:
        nomination = piece.nomination
        coaches.setdefault(nomination.jobcoach_id, (nomination.jobcoach, nomination, []))[2].append(piece)
    found = [Group(coach.name, one.organisation.name, pieces) for coach, one, pieces in coaches.values()]
    return sorted(found, key=lambda one: one.title.casefold())


def places_of_board(board: Judged) -> list[Group]:
    """What happens at each talk, with each guide, in each room and at each table."""
    parts, names = board.picture.parts, board.picture.names
    hints: dict[str, Callable[[], str]] = {"s": lambda: _("Voorstelling"), "g": lambda: _("Rondleiding"),
                                           "r": lambda: _("Proef"), "t": lambda: _("Speeddates")}  # fmt: skip
    keys = [f"s{one.id}" for one in parts.talks] + [f"g{one.id}" for one in parts.guides]
    keys += [f"r{one.id}" for one in parts.rooms] + [f"t{one.id}" for one in parts.tables]
    return [Group(names[key], hints[key[0]](), _at(board.pieces, key)) for key in keys]


def _at(pieces: Iterable[Piece], place: str) -> list[Piece]:
    return [one for one in pieces if one.place == place]
