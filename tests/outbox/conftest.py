"""What the tests of the outbox may ask for."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from peewee import Database

from portal import config, paths
from portal.models.outbox import OutboxMail
from portal.outbox import rendering
from portal.rules.delivery import Status
from tests.outbox.servers import Sink, mail_server

TEMPLATES = Path(__file__).parent / "templates"


@pytest.fixture
def in_force() -> Iterator[Callable[..., None]]:
    """Change settings for a test: `in_force(DEMO=True)`."""
    before = dict(config._in_force)
    values = config.read_settings({"BASE_URL": "http://portal.test", "MAIL_PER_MINUTE": 0})

    def change(**changed: Any) -> None:
        values.update(changed)
        config.put_in_force(values)

    change()
    yield change
    config.put_in_force(before)


@pytest.fixture
def templates(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The tests' own mails, in the portal's layout."""
    folder = tmp_path / "mail_templates"
    shutil.copytree(TEMPLATES, folder)
    shutil.copytree(paths.MAIL_TEMPLATES / "_layout", folder / "_layout")
    monkeypatch.setattr(paths, "MAIL_TEMPLATES", folder)
    rendering.source_of.cache_clear()
    yield folder
    rendering.source_of.cache_clear()


@pytest.fixture
def outbox(database: Database, templates: Path, in_force: Callable[..., None]) -> Callable[[], list[Status]]:
    """An empty outbox; called, it gives the status of every mail in it, in the order of posting."""
    return lambda: [Status(mail.status) for mail in OutboxMail.select().order_by(OutboxMail.id)]


@pytest.fixture
def sink(in_force: Callable[..., None]) -> Iterator[Sink]:
    """A mail server that works, and the portal told to use it."""
    found = Sink()
    with mail_server(found) as port:
        in_force(MAIL_SERVER="127.0.0.1", MAIL_PORT=port)
        yield found
