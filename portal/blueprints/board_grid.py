"""The schedule board as a grid: places across, time down; what overlaps at one place stands side by side."""

from collections import defaultdict
from dataclasses import dataclass, field

from flask_babel import gettext as _
from flask_babel import ngettext

from portal.queries.boards import Judged, Piece
from portal.rules.drafts import lanes
from portal.rules.selection_days import STEP, Kind

ROWS_OF_A_NAME = 2  # two rows of the grid are as high as a target must be
MOST_ACROSS = 6
TONES = {Kind.TALK: "neutral", Kind.TOUR: "info", Kind.TEST: "orange", Kind.SPEEDDATE: "green"}


@dataclass(eq=False)
class Block:
    """What stands together in one cell: a speeddate, a group on tour, who sits the test at the same time."""

    start: int
    end: int
    pieces: list[Piece] = field(default_factory=list)
    words: str = ""


@dataclass
class Lane:
    """Blocks after each other; `across`: how many names stand beside each other in the fullest of them."""

    blocks: list[Block]

    @property
    def across(self) -> int:
        """At least one, at most MOST_ACROSS."""
        wanted = (-(-len(one.pieces) // max(_rows_of(one) // ROWS_OF_A_NAME, 1)) for one in self.blocks)
        return min(max(wanted, default=1) or 1, MOST_ACROSS)


@dataclass
class Column:
    """One place; what overlaps there stands in lanes beside each other. `kind` is empty for what everybody shares."""

    key: str
    kind: str
    label: str
    hint: str
    tone: str
    lanes: list[Lane]


@dataclass(frozen=True)
class Cell:
    """A block, or an empty cell, over so many rows and lanes. `across`: how many names beside each other."""

    column: Column
    across: int
    lanes: int
    rows: int = 1
    block: Block | None = None


@dataclass
class Row:
    """Five minutes: the cells that begin there."""

    minute: int
    is_pause: bool
    cells: list[Cell]


@dataclass
class Grid:
    """What `selection_days/_board_grid.html` draws."""

    columns: list[Column]
    rows: list[Row]
    step: int = STEP


def grid_of(board: Judged) -> Grid:
    """Everybody together, each table, each guide, each test room."""
    parts, day = board.picture.parts, board.picture.day
    there: dict[str, list[Piece]] = defaultdict(list)
    for piece in board.pieces:
        there[piece.place].append(piece)

    def column(key: str, kind: Kind, label: str, hint: str) -> Column:
        return Column(key, kind.value, label, hint, TONES[kind], _lanes(_blocks(there[key], kind)))

    columns = [Column("", "", _("Samen"), "", "neutral", _lanes(_shared(board, there)))]
    columns += [
        column(f"t{one.id}", Kind.SPEEDDATE, one.name, one.vacancy.title if one.vacancy_id else _("alle functies"))
        for one in parts.tables
    ]
    columns += [column(f"g{one.id}", Kind.TOUR, one.guide_name, _("Rondleiding")) for one in parts.guides]
    columns += [column(f"r{one.id}", Kind.TEST, one.name, _("Proef")) for one in parts.rooms]
    first = min([day.start_minute, *(piece.start for piece in board.pieces)]) // 15 * 15
    last = max([day.end_minute, *(piece.end for piece in board.pieces)])
    return Grid(columns, _rows(board, columns, range(first, last, STEP)))


def _blocks(pieces: list[Piece], kind: Kind) -> list[Block]:
    """A table has one at a time; who begins and ends together elsewhere is a group."""
    if kind is Kind.SPEEDDATE:
        return [Block(one.start, one.end, [one]) for one in pieces]
    found: dict[tuple[int, int], Block] = {}
    for one in pieces:
        found.setdefault((one.start, one.end), Block(one.start, one.end)).pieces.append(one)
    return list(found.values())


def _shared(board: Judged, there: dict[str, list[Piece]]) -> list[Block]:
    """Talks, with how many are there, and breaks."""
    parts, minutes = board.picture.parts, board.picture.day.talk_minutes
    talks = [
        Block(one.start_minute, one.start_minute + minutes, [], f"{one.title}\n{people(len(there[f's{one.id}']))}")
        for one in parts.talks
    ]
    return talks + [Block(one.start_minute, one.end_minute, [], one.title) for one in parts.breaks]


def people(count: int) -> str:
    """How many candidates, in words."""
    return ngettext("%(num)d kandidaat", "%(num)d kandidaten", count)


def _rows_of(block: Block) -> int:
    return -(-(block.end - block.start) // STEP)


def _lanes(blocks: list[Block]) -> list[Lane]:
    blocks = sorted(blocks, key=lambda one: (one.start, one.end))
    ranks = lanes((one.start, one.end) for one in blocks)
    found = [Lane([]) for _rank in range(max(ranks, default=0) + 1)]
    for rank, block in zip(ranks, blocks, strict=True):
        found[rank].blocks.append(block)
    return found


def _rows(board: Judged, columns: list[Column], minutes: range) -> list[Row]:
    pauses = [(one.start_minute, one.end_minute) for one in board.picture.parts.breaks]
    rows = [Row(at, any(start <= at < end for start, end in pauses), []) for at in minutes]
    for column in columns:
        _fill(rows, column)
    return rows


def _fill(rows: list[Row], column: Column) -> None:
    """The cells of a column. A block that nothing overlaps takes the whole width, and so does a row without any."""
    first, width = rows[0].minute, len(column.lanes)
    standing = [_standing(lane, first) for lane in column.lanes]
    wide = _without_neighbours(column)
    for number, row in enumerate(rows):
        here = [lane.get(number) for lane in standing]
        if any(block in wide for block in here) or not any(here):
            rank = next((rank for rank, block in enumerate(here) if block), 0)
            ranks = [(rank, width)]
        else:
            ranks = [(rank, 1) for rank in range(width)]
        for rank, lanes_taken in ranks:
            block, across = here[rank], column.lanes[rank].across
            if block is None:
                row.cells.append(Cell(column, across, lanes_taken))
            elif number == (block.start - first) // STEP:
                row.cells.append(Cell(column, across, lanes_taken, min(_rows_of(block), len(rows) - number), block))


def _standing(lane: Lane, first: int) -> dict[int, Block]:
    """The block in each row of a lane."""
    return {(block.start - first) // STEP + number: block for block in lane.blocks for number in range(_rows_of(block))}


def _without_neighbours(column: Column) -> list[Block]:
    """The blocks that nothing overlaps."""
    blocks = [block for lane in column.lanes for block in lane.blocks]
    return [
        one
        for one in blocks
        if not any(two is not one and two.start < one.end and one.start < two.end for two in blocks)
    ]
