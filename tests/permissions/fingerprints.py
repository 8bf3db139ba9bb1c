"""What the database holds, so that a test can say what changed."""

import hashlib
from typing import Any

from portal.models.accounts import Look, LookChain, SignIn
from portal.models.database import Row
from portal.models.tables import all_tables

UNRECORDED = (Look, LookChain, SignIn)  # reading leaves a line in the log of looks, and a sign of life
State = dict[str, dict[Any, str]]


def state_of_the_database() -> State:
    """A fingerprint of every row, by table and key, but for what reading writes."""
    return {
        table.__name__: {
            row[0]: hashlib.sha256(repr(row).encode()).hexdigest() for row in table.select().tuples().iterator()
        }
        for table in all_tables()
        if table not in UNRECORDED and issubclass(table, Row)
    }


def changes_since(before: State) -> list[str]:
    """Which rows came, went or changed since."""
    now = state_of_the_database()
    return [
        f"{name} {key}"
        for name in before
        for key in sorted(before[name].keys() | now[name].keys())
        if before[name].get(key) != now[name].get(key)
    ]
