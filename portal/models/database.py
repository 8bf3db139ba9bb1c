"""The database: one handle, one kind of record, one write transaction."""

import functools
import secrets
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

from peewee import (
    CharField,
    Database,
    DatabaseProxy,
    DateTimeField,
    IntegerField,
    Model,
    OperationalError,
    SqliteDatabase,
)
from playhouse.db_url import parse
from playhouse.migrations import Runner
from playhouse.pool import PooledPostgresqlDatabase

from portal import clock, paths
from portal.models.quick_sql import QuickContext
from portal.rules.refusals import ChangedMeanwhile
from portal.rules.words import N_

P = ParamSpec("P")
R = TypeVar("R")

database: Database = DatabaseProxy()

# As measured: FULL because an acknowledged score must survive a power cut; secure_delete because erased means erased.
PRAGMAS = {
    "journal_mode": "wal",
    "synchronous": 2,
    "foreign_keys": 1,
    "busy_timeout": 10_000,
    "secure_delete": 1,
    "trusted_schema": 0,
}
_ATTEMPTS = 5
_WRITERS_LOCK = 7_014_001  # any fixed number: the key of PostgreSQL's advisory lock for writers


class WrongPragma(Exception):
    """SQLite did not take a pragma that the promises rest on."""


class CarefulSqlite(SqliteDatabase):
    """SQLite that reads its pragmas back at each connect."""

    def _add_conn_hooks(self, conn: sqlite3.Connection) -> None:
        super()._add_conn_hooks(conn)
        for name, wanted in PRAGMAS.items():
            (found,) = conn.execute(f"PRAGMA {name}").fetchone()
            if found != wanted:
                raise WrongPragma(f"{name} is {found}, not {wanted}")


def bind(url: str) -> Database:
    """Point the portal at a database by URL (`sqlite:///…`, `postgresql://…`)."""
    if database.obj is not None and not database.is_closed():
        database.close()
    parsed = parse(url)
    name = parsed.pop("database")
    if url.startswith("sqlite"):
        real: Database = CarefulSqlite(name, pragmas=PRAGMAS, timeout=10)
    else:
        real = PooledPostgresqlDatabase(name, prefer_psycopg3=True, max_connections=32, stale_timeout=300, **parsed)
    real.context_class = QuickContext
    database.initialize(real)
    return real


def is_sqlite() -> bool:
    """Whether the bound database is SQLite."""
    return isinstance(database.obj, SqliteDatabase)


def migrate() -> list[str]:
    """Apply the migrations that are not applied yet, in order; the names of those applied now."""
    database.connect(reuse_if_open=True)
    return Runner(database.obj, str(paths.MIGRATIONS)).up()


def run_script(db: Database, migration: str) -> None:
    """Run the SQL that lies beside a migration (`__file__`), in the dialect of the database."""
    dialect = "sqlite" if isinstance(db, SqliteDatabase) else "postgresql"
    for statement in Path(migration).with_suffix(f".{dialect}.sql").read_text("utf-8").split(";\n"):
        if statement.strip():
            db.execute_sql(statement)


def pending_migrations() -> list[str]:
    """Names of migrations that the database has not had."""
    return [row.name for row in Runner(database.obj, str(paths.MIGRATIONS)).status() if not row.applied]


def writes(action: Callable[P, R]) -> Callable[P, R]:
    """Run an action in the one write transaction; inside another action it joins that one.

    SQLite: BEGIN IMMEDIATE, tried again when another writer holds the lock. PostgreSQL: one advisory lock for
    all writers, so that both databases give the same order of writes and no check can be overtaken.
    No mail, file or network inside.
    """

    @functools.wraps(action)
    def writing(*args: P.args, **kwargs: P.kwargs) -> R:
        if database.in_transaction():
            return action(*args, **kwargs)
        for attempt in range(_ATTEMPTS):
            try:
                with write_transaction():
                    return action(*args, **kwargs)
            except OperationalError as error:
                busy = "locked" in str(error) or "deadlock" in str(error)
                if not busy or attempt == _ATTEMPTS - 1:
                    raise
                time.sleep(0.05 * 2**attempt)
        raise AssertionError("unreachable")

    writing.writes = True  # type: ignore[attr-defined]  # the house test asks
    return writing


@contextmanager
def write_transaction() -> Iterator[None]:
    """The write transaction itself, for the few places that are not one action (the worker's claims)."""
    if is_sqlite():
        with database.atomic("IMMEDIATE"):
            yield
    else:
        with database.atomic():
            database.execute_sql("SELECT pg_advisory_xact_lock(%s)", (_WRITERS_LOCK,))
            yield


class UtcDateTimeField(DateTimeField):
    """An instant: aware in Python, UTC without a zone in the database. A naive value is refused."""

    def db_value(self, value: datetime | None) -> Any:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{self.name}: an instant needs its zone")
        return super().db_value(value.astimezone(UTC).replace(tzinfo=None))

    def python_value(self, value: Any) -> datetime | None:
        found = datetime.fromisoformat(value) if isinstance(value, str) else value
        return None if found is None else found.replace(tzinfo=UTC)


def new_public_id() -> str:
    """A name for the outside: 128 random bits, apart from the primary key."""
    return secrets.token_urlsafe(16)


class Row(Model):
    """A table without a name for the outside: links between records, log lines."""

    class Meta:
        database = database
        legacy_table_names = False

    def change(self, **values: Any) -> None:
        """Write exactly these columns and keep the object in step; no other column is touched."""
        for name, value in values.items():
            setattr(self, name, value)
        fields = {type(self)._meta.combined[name]: value for name, value in values.items()}
        type(self).update(fields).where(type(self)._meta.primary_key == self._pk).execute()
        self._dirty.clear()


class Record(Row):
    """A thing with a name for the outside."""

    public_id = CharField(max_length=32, unique=True, default=new_public_id)
    created_at = UtcDateTimeField(default=clock.now)


class VersionedRecord(Record):
    """A thing that two people may edit at once."""

    version = IntegerField(default=1)

    def change_seen(self, seen: int, **values: Any) -> None:
        """Write exactly these columns if the record still has the version that the person saw.

        Raises ChangedMeanwhile otherwise; nothing is overwritten.
        """
        model = type(self)
        fields = {model._meta.combined[name]: value for name, value in values.items()}
        fields[model._meta.combined["version"]] = model._meta.combined["version"] + 1
        done = model.update(fields).where(model.id == self.id, model._meta.combined["version"] == seen).execute()
        if not done:
            raise ChangedMeanwhile(
                N_(
                    "Iemand anders heeft dit intussen gewijzigd. Je tekst staat hieronder nog; "
                    "vergelijk en bewaar opnieuw."
                )
            )
        for name, value in values.items():
            setattr(self, name, value)
        self.version = seen + 1
        self._dirty.clear()
