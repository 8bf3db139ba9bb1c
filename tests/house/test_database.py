"""Each test starts with the database as the migrations leave it, whatever the test before it did."""

import pytest
from peewee import Database, DeferredForeignKey

from portal.models.database import bind
from portal.models.database import database as portal_database
from portal.models.organisations import Organisation
from portal.models.tables import all_tables


@pytest.mark.parametrize("turn", ["first", "second"])
def test_a_test_starts_without_the_rows_of_another(database: Database, turn: str) -> None:
    assert Organisation.select().count() == 0
    Organisation.create(name=turn, kind="mediator")
    assert Organisation.select().count() == 1


def test_a_test_may_point_the_portal_elsewhere(database: Database, empty_database_url: str) -> None:
    bind(empty_database_url)
    assert database.get_tables() == []


def test_the_next_test_is_back_where_the_tables_are(database: Database) -> None:
    assert {model._meta.table_name for model in all_tables()} <= set(portal_database.get_tables())


def test_every_foreign_key_knows_its_table() -> None:
    # A deferred key whose table was made before it is never resolved: a column without type or constraint.
    unresolved = [
        f"{model.__name__}.{column.name}"
        for model in all_tables()
        for column in model._meta.sorted_fields
        if isinstance(column, DeferredForeignKey)
    ]
    assert unresolved == []
