"""Days like the stored ones, drawn by a seed: `python -m tests.planner.drawn FOLDER FIRST LAST [SIZE …]` writes them.

Planned with `make bench-planner BENCH_INSTANCES=FOLDER`, they say whether the figures hold beyond the stored days.
"""

import json
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from typing import Any

Json = dict[str, Any]


@dataclass(frozen=True)
class Size:
    """What days of one size have in common."""

    people: int
    tables: int
    coaches: int
    coached: float
    hours: tuple[int, int]
    welcomes: tuple[int, ...]
    guests: int
    lines: tuple[int, ...]
    seats: tuple[int, int]
    speeddates: tuple[int, int]
    together: int = 0  # tables of one employer, one of which will do
    everywhere: bool = False  # the tables together are one more wish of everybody
    pause: tuple[int, int] | None = (750, 795)
    lunch: tuple[int, int] | None = None
    languages: tuple[str, ...] = ("VGT",)
    signers: int = 1
    interpreted: int = 3
    tested: tuple[int, int] = (30, 45)
    wants: float = 1.0  # of all people: who has a tour and a test
    late: int = 630
    gaps: tuple[int, int] = (5, 15)
    slot: tuple[int, int, int] = (10, 5, 15)  # minutes, changeover, from one round to the next
    tour: tuple[int, int, int] = (40, 5, 5)  # minutes, turnaround, grid
    grid: int = 5
    transfer: int = 5
    welcome: int = 20


M = Size(40, 6, 8, 0.6, (540, 1080), (540, 645), 30, (8, 8), (10, 3), (2, 4), together=2, everywhere=True)
L = Size(
    120, 12, 20, 0.53, (510, 1140), (510, 660, 810), 60, (10, 10, 10), (16, 5), (2, 3), together=4, everywhere=True,
    pause=None, lunch=(720, 810), signers=2, interpreted=7, late=645,
)  # fmt: skip
SIZES = {
    "S": Size(15, 3, 4, 0.8, (540, 1020), (540,), 20, (6,), (6, 2), (3, 3), interpreted=2, late=540),
    "M": M,
    "Mcoach": replace(M, coaches=5, coached=0.87),
    "Minfeas": replace(M, coaches=5, coached=0.92),
    "Mtest": replace(M, seats=(4, 1), tested=(45, 70)),
    "Mfine": replace(M, slot=(12, 2, 14), tour=(37, 5, 1), grid=1, transfer=2, gaps=(2, 12), tested=(25, 37)),
    "L": L,
    "Lflat": replace(L, together=0, everywhere=False),
    "XL": replace(
        L, people=400, tables=30, coaches=55, coached=0.475, hours=(540, 1140), welcomes=(540, 660, 780, 870),
        guests=140, lines=(12,) * 4, seats=(20, 6), speeddates=(2, 4), together=3, everywhere=False,
        languages=("VGT", "AR"), interpreted=20, tested=(30, 50), wants=0.355, gaps=(2, 12), slot=(8, 2, 10),
        tour=(30, 10, 10), grid=10, transfer=2, welcome=15,
    ),
}  # fmt: skip


def drawn(name: str, seed: int) -> Json:
    """A day of this size in format 1."""
    size, random = SIZES[name], Random(f"{name}-{seed}")
    start, end = size.hours
    tables = [f"T{number + 1:02d}" for number in range(size.tables)]
    coaches = [f"J{number + 1:02d}" for number in range(size.coaches)]
    weights = [5.0 if size.coached > 0.85 else random.uniform(0.3, 1.7) for _ in coaches]
    minutes, rest, every = size.slot
    first = start + size.welcome + (10 if size.pause else 10 if size.welcome == 20 else 5)
    rounds = range(first, end - minutes + 1, every)
    pause = [list(size.pause)] if size.pause else []
    away = {}
    if size.lunch:
        opens, closes = size.lunch
        half = (closes - opens) // 2 - (5 if size.welcome == 15 else 0)
        away = {
            table: [[opens + half * (rank % 2), opens + half * (rank % 2) + half]] for rank, table in enumerate(tables)
        }
    level = {table for table in tables if random.random() < 0.85}
    people = [
        _person(f"K{number + 1:03d}", size, random, tables, level, random.choices(coaches, weights)[0])
        for number in range(size.people)
    ]
    for who in random.sample(people, size.interpreted):
        who["interpreter"] = random.choice(size.languages)
    return {
        "format": 1,
        "name": f"{name}-{seed}",
        "day": {"start": start, "end": end},
        "breaks": pause,
        "transfer": size.transfer,
        "welcome": {
            "duration": size.welcome,
            "sessions": [
                {"id": f"W{rank + 1}", "start": at, "capacity": size.guests} for rank, at in enumerate(size.welcomes)
            ],
        },
        "date": {
            "slot": minutes,
            "changeover": rest,
            "rounds": [at for at in rounds if not any(at < b and a < at + minutes for a, b in pause)],
        },
        "tables": [
            {
                "id": table,
                "company": f"C{rank // max(1, size.together) + 1}",
                "features": ["step-free"] if table in level else [],
                "unavailable": away.get(table, []),
            }
            for rank, table in enumerate(tables)
        ],
        "tour": {
            "duration": size.tour[0],
            "turnaround": size.tour[1],
            "start_step": size.tour[2],
            "lines": [
                {"id": f"G{rank + 1}", "group_size": many, "features": [] if rank else ["step-free"]}
                for rank, many in enumerate(size.lines)
            ],
        },
        "test": {
            "start_step": size.grid,
            "rooms": [
                {"id": "R1", "seats": size.seats[0], "features": ["step-free"]},
                {"id": "R2", "seats": size.seats[1], "features": ["step-free", "quiet"]},
            ],
        },
        "lunch": {"window": list(size.lunch), "duration": 30} if size.lunch else None,
        "accompany": {"coach": ["date", "tour"], "interpreter": ["welcome", "date", "tour"]},
        "coaches": [{"id": coach, "unavailable": []} for coach in coaches],
        "interpreters": [{"id": language, "count": size.signers} for language in size.languages],
        "candidates": people,
    }


def _person(name: str, size: Size, random: Random, tables: list[str], level: set[str], coach: str) -> Json:
    start, end = size.hours
    late = size.late > start and random.random() < 0.14
    leave = end - 15 * random.randint(9, 16) if not late and random.random() < 0.12 else end
    steps, quiet = random.random() < 0.07, random.random() < 0.1
    many = random.randint(*size.speeddates)
    if steps and level.issuperset(tables[-max(1, size.together) :]) and len(level) - size.together >= many:
        tables = [table for table in tables if table in level]
    else:
        steps = False
    if size.everywhere:
        alone, shared = tables[: -size.together], tables[-size.together :]
        dates = [[table] for table in sorted(random.sample(alone, many - 1))] + [shared]
    elif size.together > 1:
        groups = [tables[at : at + size.together] for at in range(0, len(tables), size.together)]
        dates = [
            group if random.random() < 0.5 else [random.choice(group)]
            for group in random.sample(groups, min(many, len(groups)))
        ]
    else:
        dates = [[table] for table in sorted(random.sample(tables, many))]
    tested = random.random() < size.wants
    length = size.tested[1] if random.random() < 0.26 else size.tested[0]
    return {
        "id": name,
        "arrive": size.late if late else start,
        "leave": leave,
        "welcome": True,
        "coach": coach if random.random() < size.coached else None,
        "interpreter": None,
        "needs": {
            "table": ["step-free"] * steps,
            "tour": ["step-free"] * steps,
            "test": ["step-free"] * steps + ["quiet"] * quiet,
        },
        "min_gap": size.gaps[1] if random.random() < 0.08 else size.gaps[0],
        "tour": tested,
        "test": length if tested else 0,
        "dates": [{"id": f"{name}.{rank}", "tables": list(one)} for rank, one in enumerate(dates)],
        "late_credit": random.choice([0, 0, 0, 1, 2]),
    }


def main() -> None:
    """Write the days of these seeds, of every size or of those that are named."""
    folder, first, last, *names = sys.argv[1:]
    Path(folder).mkdir(parents=True, exist_ok=True)
    for name in names or SIZES:
        for seed in range(int(first), int(last) + 1):
            (Path(folder) / f"{name}-{seed}.json").write_text(json.dumps(drawn(name, seed)))


if __name__ == "__main__":
    main()
