"""An instance of one's own: a database, a cabinet and a folder, with three people put forward and a document each."""

import secrets
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from portal.cabinet.storing import open_cabinet
from portal.config import put_in_force, setting
from portal.models.database import bind, database, migrate
from portal.models.documents import Document
from portal.models.nominations import Nomination
from tests.clock import Clock
from tests.databases import FreshDatabase, let_go, new_database
from tests.stage import Stage, set_stage


@dataclass
class Instances:
    """Instances to go to and fro between; the first one is there."""

    app: Flask
    place: Path
    before: dict[str, Any]
    urls: dict[str, str] = field(default_factory=dict)

    def go_to(self, name: str) -> Path:
        """Point the portal at an instance; a new one is an empty folder with a database without tables."""
        folder = self.place / name
        folder.mkdir(exist_ok=True)
        let_go()
        bind(self.urls[name])
        database.connect(reuse_if_open=True)
        put_in_force({**self.before, "INSTANCE": str(folder), "CABINET_URL": str(folder / "cabinet")})
        return folder


@pytest.fixture
def instances(app: Flask, tmp_path: Path, clock: Clock, fresh_database: FreshDatabase) -> Iterator[Instances]:
    """`here` is migrated and empty, `there` is nothing yet; both are of the kind of database of this run."""
    found = Instances(app, tmp_path, dict(app.config))
    (tmp_path / "databases").mkdir()
    with new_database(tmp_path / "databases") as here, new_database(tmp_path / "databases") as there:
        found.urls = {"here": here, "there": there}
        found.go_to("here")
        migrate()
        yield found
        put_in_force(found.before)
        fresh_database.point_here()


@pytest.fixture
def stage(instances: Instances) -> Stage:
    """Amina, Bram, Carla and Dries, each with a document, in the first instance."""
    made = set_stage(instances.app)
    for name, nomination in made.nominations.items():
        give_document(nomination, f"cv of {name}")
    return made


def give_document(nomination: Nomination, text: str) -> Document:
    """A document with a row, as an action keeps it: the file first."""
    key = open_cabinet(setting("CABINET_URL")).put(text.encode())
    made: Document = Document.create(
        nomination=nomination,
        kind="cv",
        number=Document.select().where(Document.nomination == nomination).count() + 1,
        file_name=f"{secrets.token_hex(4)}.pdf",
        media_type="application/pdf",
        size=len(text),
        sha256=secrets.token_hex(32),
        cabinet_key=key,
    )
    return made
