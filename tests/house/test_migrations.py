"""The migrations build exactly what the models say; a change of a model without a migration fails here."""

from collections.abc import Iterator
from typing import Any

import pytest
from peewee import Database

from portal.models.database import bind, database, is_sqlite, migrate, pending_migrations
from portal.models.tables import all_tables

_COLUMNS = """
    SELECT table_name, column_name, data_type, character_maximum_length, is_nullable
    FROM information_schema.columns WHERE table_schema = 'public' ORDER BY 1, 2
"""
_INDEXES = "SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY 1, 2"
_KEYS = """
    SELECT conrelid::regclass::text, pg_get_constraintdef(oid) FROM pg_constraint
    WHERE connamespace = 'public'::regnamespace ORDER BY 1, 2
"""
_OBJECTS = "SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' ORDER BY 1, 2"


def _schema() -> list[Any]:
    """Every table, column, index and key of the bound database, but for the list of migrations itself."""
    asked = [_OBJECTS] if is_sqlite() else [_COLUMNS, _INDEXES, _KEYS]
    rows = [row for sql in asked for row in database.execute_sql(sql).fetchall()]
    return [row for row in rows if "schema_migration" not in str(row)]


@pytest.fixture
def migrated(empty_database_url: str) -> Iterator[list[Any]]:
    """The schema as the migrations build it, after which the database is empty again."""
    bind(empty_database_url)
    migrate()
    found = _schema()
    database.drop_tables([*all_tables()], cascade=not is_sqlite())
    yield found
    database.close()


@pytest.mark.database
def test_the_migrations_build_what_the_models_say(migrated: list[Any]) -> None:
    database.create_tables(all_tables(), safe=False)
    assert migrated == _schema()
    assert len(migrated) > 100


@pytest.mark.database
def test_migrating_again_changes_nothing(empty_database_url: str) -> None:
    bind(empty_database_url)
    assert migrate()
    before = _schema()
    assert (migrate(), pending_migrations()) == ([], [])
    assert _schema() == before
    database.close()


def test_a_new_database_is_empty_but_for_its_tables(database: Database) -> None:
    assert {model.__name__: model.select().count() for model in all_tables() if model.select().count()} == {}
