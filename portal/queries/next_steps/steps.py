"""The shape of a next step."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any


@dataclass(frozen=True)
class NextStep:
    """One thing to do. `who` it is about, `what` (Dutch message id, filled with `values`), until when, and where.

    `label` is the message id on the button; `endpoint` and `url` say where it leads; the soonest `until` comes first,
    none last.
    """

    what: str
    endpoint: str
    url: dict[str, Any]
    label: str
    who: str = ""
    until: datetime | None = None
    zone: str = "Europe/Brussels"
    values: dict[str, Any] = field(default_factory=dict)
    is_late: bool = False
