"""Whether this instance is a demo, and making it empty again: only ever what was invented is thrown away."""

import shutil
from datetime import timedelta
from pathlib import Path

from portal import clock
from portal.config import DEMO_MARK, setting
from portal.models.accounts import User
from portal.models.database import database, is_sqlite, migrate
from portal.models.outbox import Heartbeat

TOLD = "The story is told.\n"
STILL_BEATING = timedelta(seconds=30)  # the worker beats every 15


class NotADemo(Exception):
    """Why the story is not told here, in a sentence for who asked for it."""


def story_is_told() -> bool:
    """Whether the whole story stands in this instance."""
    mark = _mark()
    return mark.exists() and mark.read_text("utf-8") == TOLD


def note_story_told() -> None:
    """Write down that the story is complete; one that broke off half-way is told again."""
    _mark().write_text(TOLD, "utf-8")


def make_ready(*, fresh: bool) -> None:
    """Make the instance a demo without a story.

    Raises NotADemo when it holds people who are not of the demo.
    """
    migrate()
    holds_people = User.select().exists()
    if holds_people and not _mark().exists():
        raise NotADemo(
            f"{setting('INSTANCE')} holds a portal that is no demo, and stays as it is. "
            "Tell the demo in a folder of its own: PORTAL_INSTANCE=demo portal demo"
        )
    if holds_people or fresh:
        _stop_if_serving()
        wipe()
        migrate()
    _mark().write_text("The story is being told.\n", "utf-8")


def wipe() -> None:
    """Throw away every table and every document of this instance."""
    if is_sqlite():
        database.execute_sql("PRAGMA foreign_keys = 0")
    for name in database.get_tables():
        database.execute_sql(f'DROP TABLE IF EXISTS "{name}"' + ("" if is_sqlite() else " CASCADE"))
    if is_sqlite():
        database.execute_sql("PRAGMA foreign_keys = 1")
    cabinet = Path(setting("CABINET_URL").removeprefix("file://"))
    if cabinet.is_dir():
        shutil.rmtree(cabinet)


def _mark() -> Path:
    return Path(setting("INSTANCE")) / DEMO_MARK


def _stop_if_serving() -> None:
    beat = Heartbeat.get_or_none(Heartbeat.name == "worker")
    if beat is not None and clock.now() - beat.at < STILL_BEATING:
        raise NotADemo(
            "A portal is running on this instance, or stopped less than half a minute ago. Stop it, and try again."
        )
