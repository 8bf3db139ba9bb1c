"""The plan of a day: who is where, and when (minutes since midnight)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from portal.planner.reading import LATEST_MINUTE

Place = tuple[str, int]  # table, line or room; start


class BadPlan(ValueError):
    """The JSON is not a plan."""


@dataclass
class Plan:
    """Candidate (or speeddate) to appointment; what is missing has not been scheduled."""

    welcome: dict[str, str] = field(default_factory=dict)  # candidate: session
    tour: dict[str, Place] = field(default_factory=dict)  # candidate: line, start
    test: dict[str, Place] = field(default_factory=dict)  # candidate: room, start
    dates: dict[str, Place] = field(default_factory=dict)  # speeddate: table, start
    lunch: dict[str, int] = field(default_factory=dict)  # candidate: start

    def to_json(self) -> dict[str, Any]:
        """The plan format: plain objects, lists, texts and numbers."""
        return {
            "welcome": dict(self.welcome),
            **{part: {who: list(place) for who, place in getattr(self, part).items()} for part in PLACED},
            "lunch": dict(self.lunch),
        }

    @classmethod
    def from_json(cls, obj: object) -> Plan:
        """Read the plan format. Raises BadPlan when it is anything else."""
        if not isinstance(obj, dict) or not all(isinstance(obj.get(part, {}), dict) for part in PARTS):
            raise BadPlan("a plan has the sections " + ", ".join(PARTS))
        plan = cls()
        for who, session in obj.get("welcome", {}).items():
            plan.welcome[who] = _name(session)
        for part in PLACED:
            for who, place in obj.get(part, {}).items():
                if not isinstance(place, list | tuple) or len(place) != 2:
                    raise BadPlan(f"{part}.{who} is not a place and a start")
                getattr(plan, part)[who] = (_name(place[0]), _minute(place[1]))
        for who, start in obj.get("lunch", {}).items():
            plan.lunch[who] = _minute(start)
        return plan


PLACED = ("tour", "test", "dates")
PARTS = ("welcome", *PLACED, "lunch")


def _name(value: object) -> str:
    if not isinstance(value, str):
        raise BadPlan(f"not a name: {value!r}")
    return value


def _minute(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= LATEST_MINUTE:
        raise BadPlan(f"not a minute of the day: {value!r}")
    return value
