"""A written test can be scored with a sheet, by criteria of the campaign."""

from peewee import Database
from playhouse.migrate import SchemaMigrator

from portal.models.database import run_script


def up(migrator: SchemaMigrator, db: Database) -> None:
    """Add the column."""
    run_script(db, __file__)
