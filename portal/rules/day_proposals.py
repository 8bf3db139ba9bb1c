"""A sensible day to begin with, from the number of candidates (req 001-15, 001-19, 001-20, 001-21)."""

from collections.abc import Mapping
from dataclasses import dataclass

from portal.rules.selection_days import Feature
from portal.rules.words import N_

START, END = 9 * 60, 17 * 60
TALK, LUNCH = (9 * 60, 9 * 60 + 30), (12 * 60 + 30, 13 * 60 + 15)
SPEEDDATES_A_TABLE = 10  # in a morning, with fifteen minutes for each
GROUP = 6
PEOPLE_A_GUIDE = 24  # four groups in a morning
SEATS_AT_MOST = 20
TABLES_AT_MOST = 30


@dataclass(frozen=True)
class ProposedTable:
    """A table for the vacancy with this id, None for all; `number` is its place in the row."""

    number: int
    vacancy: int | None
    features: tuple[str, ...]


@dataclass(frozen=True)
class ProposedDay:
    """Hours in minutes since midnight; `rooms` are (Dutch name, seats, features)."""

    start: int
    end: int
    talk: tuple[int, int]
    talk_capacity: int
    lunch: tuple[int, int]
    tables: list[ProposedTable]
    guides: int
    group_size: int
    rooms: list[tuple[str, int, tuple[str, ...]]]
    features: tuple[str, ...]


def propose_day(
    candidates: int, vacancies: Mapping[int, int], *, needs_quiet: bool, needs_step_free: bool
) -> ProposedDay:
    """A day that has room for everybody.

    `vacancies` says how many candidates want each vacancy first. Every vacancy gets a table, and more where many
    want it, so that the speeddates fit in a morning. What somebody needs is proposed too; a person has to look
    whether it is so.
    """
    everywhere: tuple[str, ...] = (Feature.STEP_FREE.value,) if needs_step_free else ()
    quiet: tuple[str, ...] = (*everywhere, Feature.QUIET.value) if needs_quiet else everywhere
    tables: list[ProposedTable] = []
    for vacancy, wanted in vacancies.items() or ((None, candidates),):
        for rank in range(max(1, -(-wanted // SPEEDDATES_A_TABLE))):
            if len(tables) < TABLES_AT_MOST:
                tables.append(ProposedTable(len(tables) + 1, vacancy, everywhere if rank else quiet))
    seats = min(max(4, -(-candidates // 3)), SEATS_AT_MOST)
    rooms = [(N_("Proeflokaal"), seats, everywhere)]
    if needs_quiet:
        rooms.append((N_("Stil lokaal"), 2, quiet))
    return ProposedDay(
        start=START,
        end=END,
        talk=TALK,
        talk_capacity=max(candidates + 5, 20),
        lunch=LUNCH,
        tables=tables,
        guides=max(1, -(-candidates // PEOPLE_A_GUIDE)),
        group_size=GROUP,
        rooms=rooms,
        features=everywhere,
    )
