"""What the portal asks of SQLite is in force in each of its connections."""

from pathlib import Path

import pytest

from portal.models import database
from portal.models.database import CarefulSqlite, WrongPragma
from tests.databases import OWN_PRAGMAS


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> CarefulSqlite:
    """A database as the portal opens it."""
    monkeypatch.setattr(database, "PRAGMAS", OWN_PRAGMAS)
    return CarefulSqlite(str(tmp_path / "own.sqlite"), pragmas=OWN_PRAGMAS)


def test_what_was_acknowledged_survives_a_power_cut_and_what_was_erased_is_gone(own: CarefulSqlite) -> None:
    # req P4
    with own.connection_context():
        found = {name: own.execute_sql(f"PRAGMA {name}").fetchone()[0] for name in OWN_PRAGMAS}
    assert found == OWN_PRAGMAS
    assert (found["synchronous"], found["secure_delete"], found["journal_mode"]) == (2, 1, "wal")


def test_a_pragma_that_is_not_taken_stops_the_portal(own: CarefulSqlite, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "PRAGMAS", {**OWN_PRAGMAS, "synchronous": 3})
    with pytest.raises(WrongPragma, match="synchronous is 2, not 3"):
        own.connect()
    own.close()
