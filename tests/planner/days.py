"""Small days for the planner, with invented people, in the JSON of format 1."""

import json
from pathlib import Path
from typing import Any

from portal.planner.instances import Instance, read_instance

HERE = Path(__file__).parent / "instances"

Json = dict[str, Any]


def stored(name: str) -> Instance:
    """One of the stored cases beside this file."""
    return read_instance((HERE / f"{name}.json").read_text())


def person(name: str, *tables: str, **differently: Any) -> Json:
    """A candidate who is there all day, with one speeddate at each of these tables."""
    return {
        "id": name,
        "arrive": 540,
        "leave": 1020,
        "welcome": True,
        "coach": None,
        "interpreter": None,
        "needs": {"table": [], "tour": [], "test": []},
        "min_gap": 5,
        "tour": True,
        "test": 30,
        "dates": [{"id": f"{name}.{table}", "tables": [table]} for table in tables],
        "late_credit": 0,
    } | differently


def day(*people: Json, **differently: Any) -> Json:
    """A day from 9 to 17 with two tables, one guide, one room, one coach, one interpreter and a break."""
    return {
        "format": 1,
        "name": "klein",
        "day": {"start": 540, "end": 1020},
        "breaks": [[750, 795]],
        "transfer": 5,
        "welcome": {"duration": 20, "sessions": [{"id": "W1", "start": 540, "capacity": 10}]},
        "date": {"slot": 10, "changeover": 5, "rounds": [*range(570, 750, 15), *range(795, 1005, 15)]},
        "tables": [
            {"id": name, "company": "C1", "features": ["step-free"], "unavailable": []} for name in ("T1", "T2")
        ],
        "tour": {
            "duration": 40,
            "turnaround": 5,
            "start_step": 5,
            "lines": [{"id": "G1", "group_size": 4, "features": ["step-free"]}],
        },
        "test": {"start_step": 5, "rooms": [{"id": "R1", "seats": 2, "features": ["step-free"]}]},
        "lunch": None,
        "coaches": [{"id": "An", "unavailable": []}],
        "interpreters": [{"id": "VGT", "count": 1}],
        "accompany": {"coach": ["date", "tour"], "interpreter": ["welcome", "date", "tour"]},
        "candidates": list(people),
    } | differently


def copied(obj: Json) -> Json:
    return json.loads(json.dumps(obj))
