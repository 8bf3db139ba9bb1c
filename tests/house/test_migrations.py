"""The migrations build exactly what the models say; a change of a model without a migration fails here."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from peewee import Database
from playhouse.migrations import Runner

from portal import paths
from portal.models.calendar import CalendarEntry
from portal.models.database import bind, database, is_sqlite, migrate, pending_migrations
from portal.models.privacy import Consent
from portal.models.speeddates import Sheet, SheetEntry
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
# SQLite keeps the text of each statement, which a column that was added later makes another one: ask for the parts.
_TABLES = "FROM sqlite_master AS t, {} WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%' ORDER BY 1, 2, 3, 4"
_SQLITE = [
    'SELECT t.name, c.name, c.type, c."notnull", c.pk ' + _TABLES.format("pragma_table_info(t.name) AS c"),
    'SELECT t.name, k."from", k."table", k."to", k.on_delete ' + _TABLES.format("pragma_foreign_key_list(t.name) AS k"),
    'SELECT t.name, i.name, i."unique", c.seqno, c.name '
    + _TABLES.format("pragma_index_list(t.name) AS i, pragma_index_info(i.name) AS c"),
]


def _schema() -> list[Any]:
    """Every table, column, index and key of the bound database, but for the list of migrations itself."""
    asked = _SQLITE if is_sqlite() else [_COLUMNS, _INDEXES, _KEYS]
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


@pytest.mark.database
def test_appointments_from_before_the_answers_keep_their_meaning(empty_database_url: str) -> None:
    bind(empty_database_url)
    Runner(database.obj, str(paths.MIGRATIONS)).up(target="0001_start")
    columns = (
        "public_id created_at uid kind subject attendee_key attendee_email attendee_name sequence stamped_at cancelled"
    )
    columns += " starts_at ends_at zone all_day transparent summary description location url"
    for number, is_deadline in enumerate((False, True)):
        at = "2026-03-09 08:00:00"
        values = (
            f"'{number}', '{at}', 'u{number}', 'info_session', 's', 'a{number}', 'a@partner.example', 'An', 0, '{at}'"
        )
        values += f", {_truth(False)}, '{at}', '{at}', 'Europe/Brussels', {_truth(False)}, {_truth(is_deadline)}"
        database.execute_sql(
            f"INSERT INTO calendar_entry ({', '.join(columns.split())}) VALUES ({values}, '', '', '', '')"
        )
    migrate()
    found = [
        (entry.asks_answer, entry.answer, entry.answered_at)
        for entry in CalendarEntry.select().order_by(CalendarEntry.id)
    ]
    assert found == [(True, "", None), (False, "", None)]
    database.close()


@pytest.mark.database
def test_a_permission_that_was_on_record_became_a_consent(empty_database_url: str) -> None:
    # req X-05
    bind(empty_database_url)
    Runner(database.obj, str(paths.MIGRATIONS)).up(target="0011_own_day_and_registering")
    at = "2026-11-16 09:00:00"
    rows: dict[str, dict[str, Any]] = {
        "organisation": {"id": 1, "kind": "mediator", "name": "Werkpunt"},
        "account": {"id": 1, "email": "pim@werkpunt.example", "name": "Pim", "organisation_id": 1, "role": "mediator"},
        "site": {"id": 1, "name": "Gent", "organisation_id": 1},
        "campaign": {"id": 1, "title": "Actie", "employer_id": 1, "site_id": 1, "lead_id": 1, "organisation_id": 1},
        "invitation": {"id": 1, "campaign_id": 1, "organisation_id": 1},
        "candidate": {"id": 7, "organisation_id": 1, "jobcoach_id": 1, "first_name": "Amina", "last_name": "E."},
        "nomination": {"id": 3, "campaign_id": 1, "candidate_id": 7, "invitation_id": 1, "organisation_id": 1}
        | {"jobcoach_id": 1},
    }
    for table, values in rows.items():
        _insert(table, values, at)
    for number, (code, on, how) in enumerate((("imw", "2026-11-16", "phone"), ("ibo", None, "")), 1):
        measure: dict[str, Any] = {"id": number, "nomination_id": 3, "code": code}
        _insert("measure_eligibility", measure | {"permission_on": on, "permission_how": how}, at)
    migrate()
    found = [
        (one.candidate_id, one.purpose, one.measure, one.how, one.given_on, one.until, one.by_id)
        for one in Consent.select()
    ]
    assert found == [(7, "measure", "imw", "spoken", date(2026, 11, 16), date(2027, 11, 16), 1)]
    assert len(Consent.get().public_id) == 32
    database.close()


def _insert(table: str, values: dict[str, Any], at: str) -> None:
    """A row with these values; what else may not be empty gets something of its type."""
    for column in database.get_columns(table):
        if column.null or column.name in values or column.primary_key:
            continue
        kind = column.data_type.upper()
        filler: Any = str(values["id"])
        if "TIMESTAMP" in kind or "DATE" in kind:
            filler = at
        elif "BOOL" in kind:
            filler = False
        elif "INT" in kind or "SMALL" in kind:
            filler = 0
        elif "JSON" in kind:
            filler = "[]"
        values = values | {column.name: filler}
    places = ", ".join(["?" if is_sqlite() else "%s"] * len(values))
    names = ", ".join(f'"{name}"' for name in values)
    database.execute_sql(f'INSERT INTO "{table}" ({names}) VALUES ({places})', tuple(values.values()))


def _truth(value: bool) -> str:
    return str(int(value)) if is_sqlite() else str(value).lower()


def test_a_new_database_is_empty_but_for_its_tables(database: Database) -> None:
    assert {model.__name__: model.select().count() for model in all_tables() if model.select().count()} == {}


@pytest.mark.database
def test_sheets_and_what_arrived_for_them_outlive_the_change_of_their_table(empty_database_url: str) -> None:
    bind(empty_database_url)
    Runner(database.obj, str(paths.MIGRATIONS)).up(target="0011_own_day_and_registering")
    database.execute_sql("PRAGMA foreign_keys = OFF" if is_sqlite() else "SET session_replication_role = replica")
    at, no = "2026-03-09 08:00:00", _truth(False)
    database.execute_sql(
        "INSERT INTO sheet (id, public_id, created_at, nomination_id, assessor_id, body, version, is_conflicted) "
        f"VALUES (7, 's7', '{at}', 1, 2, '{{\"note\": \"blijft\"}}', 3, {no})"
    )
    database.execute_sql(
        "INSERT INTO sheet_entry "
        "(id, sheet_id, rev, base, body, digest, owner, client_time, arrived_at, standing, version) "
        f"VALUES (9, 7, 1, 0, '{{}}', 'd', '', '', '{at}', 'accepted', 3)"
    )
    database.execute_sql("PRAGMA foreign_keys = ON" if is_sqlite() else "SET session_replication_role = DEFAULT")
    migrate()
    sheet, entry = Sheet.get(), SheetEntry.get()
    assert (sheet.id, sheet.public_id, sheet.assessor_id, sheet.tour_line_id) == (7, "s7", 2, None)
    assert (sheet.body, sheet.version) == ({"note": "blijft"}, 3)
    assert (entry.id, entry.sheet_id, entry.standing) == (9, 7, "accepted")
    database.close()
