"""The first tables, as they were when the first version was made: SQL that no later change of a model touches."""

from pathlib import Path

from peewee import Database, SqliteDatabase
from playhouse.migrate import SchemaMigrator


def up(migrator: SchemaMigrator, db: Database) -> None:
    """Create every table and index."""
    kind = "sqlite" if isinstance(db, SqliteDatabase) else "postgresql"
    script = Path(__file__).with_suffix(f".{kind}.sql").read_text("utf-8")
    for statement in script.split(";\n"):
        if statement.strip():
            db.execute_sql(statement)
