"""The rows of a PostgreSQL database as plain files: one per table, in the format of COPY.

No program of the database is needed, of whatever version: the tables are made again by the portal's own migrations, as
far as they were when the backup was taken.
"""

from pathlib import Path
from typing import Any

from portal.models.database import database
from portal.models.tables import all_tables

FOLDER = "rows"
HISTORY = "schema_migration"  # the migrations write it themselves
_TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
_COLUMNS = """
    SELECT column_name FROM information_schema.columns
    WHERE table_schema = 'public' AND table_name = %s ORDER BY ordinal_position
"""
_NEXT_ID = """
    SELECT setval(pg_get_serial_sequence('"{table}"', 'id'), COALESCE(max(id), 1), max(id) IS NOT NULL) FROM "{table}"
"""
_PIECE = 1024 * 1024


def copy_out(folder: Path) -> tuple[dict[str, int], dict[str, list[str]]]:
    """Write the rows of every table, all of one moment; how many there are and their columns, by table."""
    rows: dict[str, int] = {}
    columns: dict[str, list[str]] = {}
    (folder / FOLDER).mkdir(mode=0o700)
    with database.atomic():
        database.execute_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        for table in sorted(name for (name,) in database.execute_sql(_TABLES).fetchall() if name != HISTORY):
            columns[table] = [name for (name,) in database.execute_sql(_COLUMNS, (table,)).fetchall()]
            (rows[table],) = database.execute_sql(f'SELECT count(*) FROM "{table}"').fetchone()  # noqa: S608 - a name of ours
            command = f'COPY "{table}" ({_list(columns[table])}) TO STDOUT'
            with (
                (folder / FOLDER / table).open("wb") as file,
                _raw().cursor() as cursor,
                cursor.copy(command) as copying,
            ):
                for piece in copying:
                    file.write(piece)
    return rows, columns


def copy_in(folder: Path, columns: dict[str, list[str]]) -> None:
    """Put the rows back in tables that are there, in one transaction; what a migration had put there goes."""
    with database.atomic():
        names = ", ".join(f'"{table}"' for table in columns)
        database.execute_sql(f"TRUNCATE {names} CASCADE")
        for table in _parents_first(columns):
            command = f'COPY "{table}" ({_list(columns[table])}) FROM STDIN'
            with (
                (folder / FOLDER / table).open("rb") as file,
                _raw().cursor() as cursor,
                cursor.copy(command) as copying,
            ):
                while piece := file.read(_PIECE):
                    copying.write(piece)
            if "id" in columns[table]:
                database.execute_sql(_NEXT_ID.format(table=table))


def empty() -> None:
    """Drop every table of the bound database."""
    with database.atomic():
        for (table,) in database.execute_sql(_TABLES).fetchall():
            database.execute_sql(f'DROP TABLE IF EXISTS "{table}" CASCADE')


def _parents_first(columns: dict[str, list[str]]) -> list[str]:
    """In the order of the models; a table that no model has any more comes last."""
    order = [model._meta.table_name for model in all_tables()]
    known = [table for table in order if table in columns]
    return known + sorted(set(columns) - set(known))


def _list(names: list[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)


def _raw() -> Any:
    """The driver's own connection: peewee knows no COPY."""
    return database.connection()
