"""When a guide was last reminded of sheets that are missing."""

from peewee import Database
from playhouse.migrate import SchemaMigrator

from portal.models.database import run_script


def up(migrator: SchemaMigrator, db: Database) -> None:
    """Add the column."""
    run_script(db, __file__)
