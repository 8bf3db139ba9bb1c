"""What every test may ask for. `TEST_DATABASE` (sqlite, postgresql) says which database a run is for."""

import gc
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from email.headerregistry import HeaderRegistry
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from jinja2 import FileSystemBytecodeCache
from peewee import Database
from playwright.sync_api import Browser

from portal.app import create_app
from portal.config import put_in_force
from portal.extensions import limiter
from portal.models.database import PRAGMAS
from portal.models.database import database as portal_database
from tests.chromium import running_chromium
from tests.clock import Clock, standing_clock
from tests.databases import KIND, SERVER, FreshDatabase, new_database
from tests.person import Person
from tests.postgres import temporary_cluster
from tests.sockets import close_sockets

# A browser shows the same pages whatever the database.
BROWSER = Path(__file__).parent / "browser"
_CLOSING = pytest.StashKey[ExitStack]()


def pytest_configure(config: pytest.Config) -> None:
    """Start the server of a run on PostgreSQL, once, before the workers."""
    if KIND == "postgresql" and SERVER not in os.environ and not config.option.collectonly:
        closing = config.stash[_CLOSING] = ExitStack()
        os.environ[SERVER] = closing.enter_context(temporary_cluster())


def pytest_collection() -> None:
    """Collecting makes a great many things that all stay: looking for those to throw away takes a third of its time."""
    gc.disable()


def pytest_collection_finish() -> None:
    """From here on they are left out of it."""
    gc.enable()
    gc.freeze()


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop it after the workers."""
    if closing := config.stash.get(_CLOSING, None):
        closing.close()
        os.environ.pop(SERVER, None)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """A run on PostgreSQL holds what uses a database, and only that: the rest was said on SQLite."""
    if KIND == "sqlite":
        return
    kept = [item for item in items if _uses_database(item) and not _once(item)]
    config.hook.pytest_deselected(items=[item for item in items if item not in set(kept)])
    items[:] = kept


def _once(item: pytest.Item) -> bool:
    return bool(item.get_closest_marker("once")) or item.path.is_relative_to(BROWSER)


def _uses_database(item: pytest.Item) -> bool:
    return "fresh_database" in getattr(item, "fixturenames", ()) or bool(item.get_closest_marker("database"))


@pytest.fixture(scope="session", autouse=True)
def closed_sockets() -> Iterator[None]:
    """No test reaches another machine."""
    with pytest.MonkeyPatch.context() as patch:
        close_sockets(patch)
        yield


@pytest.fixture(scope="session", autouse=True)
def no_settings_from_outside() -> Iterator[None]:
    """The developer's own settings stay out of the tests."""
    with pytest.MonkeyPatch.context() as patch:
        for name in list(os.environ):
            if name.startswith(("PORTAL_", "MAIL_", "IMAP_")):
                patch.delenv(name)
        yield


@pytest.fixture(scope="session", autouse=True)
def nothing_waits_for_the_disk() -> Iterator[None]:
    """Nothing here outlives the run: what is written may stay in the machine's memory, where a kill leaves it too."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(PRAGMAS, "synchronous", 0)
        patch.setattr(os, "fsync", lambda descriptor: None)
        yield


@pytest.fixture(scope="session", autouse=True)
def header_classes_made_once() -> Iterator[None]:
    """The library makes a class anew for each header of each mail; here it makes one for each kind of header."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(HeaderRegistry, "__getitem__", cache(HeaderRegistry.__getitem__))
        yield


@pytest.fixture
def clock() -> Iterator[Clock]:
    """The time stands still on Tuesday 17 November 2026, 10:00 in Brussels, until the test moves it."""
    with standing_clock() as hand:
        yield hand


@pytest.fixture(scope="session")
def instance(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The instance folder of this worker."""
    return tmp_path_factory.mktemp("instance")


@pytest.fixture(scope="session")
def fresh_database(
    tmp_path_factory: pytest.TempPathFactory, nothing_waits_for_the_disk: None
) -> Iterator[FreshDatabase]:
    """The one database of this worker, migrated; ask for `database` instead."""
    with new_database(tmp_path_factory.mktemp("database")) as url:
        fresh = FreshDatabase(url)
        yield fresh
        fresh.close()


@pytest.fixture
def database(fresh_database: FreshDatabase, instance: Path) -> Iterator[Database]:
    """The portal's database, as it is after the migrations, and an empty cabinet."""
    fresh_database.restore()
    shutil.rmtree(instance / "cabinet", ignore_errors=True)
    portal_database.connect(reuse_if_open=True)
    yield portal_database
    portal_database.close()


@pytest.fixture
def empty_database_url(tmp_path: Path, fresh_database: FreshDatabase) -> Iterator[str]:
    """The URL of a database without any table, for tests of migrations, backups and the command line.

    Pointing the portal there is fine: afterwards it is pointed back.
    """
    with new_database(tmp_path) as url:
        yield url
        fresh_database.point_here()


@pytest.fixture(scope="session")
def settings(fresh_database: FreshDatabase, instance: Path) -> dict[str, Any]:
    """What the tests' portal is made with. CSRF stays on; hashing is cheap; nothing is throttled."""
    return {
        "TESTING": True,
        "INSTANCE": str(instance),
        "DATABASE_URL": fresh_database.url,
        "BASE_URL": "http://portal.test",
        "SECRET_KEY": "a secret for tests",
        "PASSWORD_SALT": "a salt for tests",
        "RATE_LIMITS": False,
        "SECURITY_PASSWORD_HASH_PASSLIB_OPTIONS": {
            "argon2__rounds": 1,
            "argon2__memory_cost": 8,
            "argon2__parallelism": 1,
        },
    }


@pytest.fixture(scope="session", autouse=True)
def templates_compiled_once(shared_folder: Path) -> Iterator[None]:
    """Every portal of this run, of this worker and of the others, finds the templates compiled that one has shown."""
    folder = shared_folder / "templates"
    folder.mkdir(exist_ok=True)
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(Flask.jinja_options, "bytecode_cache", FileSystemBytecodeCache(str(folder)))
        yield


@pytest.fixture(scope="session")
def shared_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that all workers of this run see; it is empty when the run starts."""
    own = tmp_path_factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


@pytest.fixture(scope="session")
def app_of_the_run(settings: dict[str, Any], fresh_database: FreshDatabase) -> Flask:
    """The one portal of this worker; ask for `app` instead."""
    made = create_app(settings)
    fresh_database.point_here()
    return made


@pytest.fixture
def app(app_of_the_run: Flask, database: Database) -> Flask:
    """The portal with an empty database, its own settings in force."""
    put_in_force(app_of_the_run.config)
    limiter.enabled = app_of_the_run.config["RATELIMIT_ENABLED"]  # shared by all portals of a process
    return app_of_the_run


@pytest.fixture
def make_app(settings: dict[str, Any], database: Database) -> Callable[..., Flask]:
    """A portal with other settings on the same database: `make_app(DEMO=True)`."""
    return lambda **changed: create_app({**settings, **changed})


@pytest.fixture
def visitor(app: Flask) -> Person:
    """Somebody who has not signed in."""
    return Person(app)


@pytest.fixture
def new_person(app: Flask) -> Callable[..., Person]:
    """Another browser: `new_person()` is a stranger, `new_person("lotte@netwerk.example")` signs in."""

    def make(email: str | None = None, password: str = Person.PASSWORD) -> Person:
        person = Person(app)
        if email:
            person.signs_in(email, password)
        return person

    return make


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """A headless Chromium, one for all browser tests of this worker."""
    with running_chromium() as browser:
        yield browser
