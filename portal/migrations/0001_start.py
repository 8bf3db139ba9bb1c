"""The first tables, as they were when the first version was made: SQL that no later change of a model touches."""

from peewee import Database
from playhouse.migrate import SchemaMigrator

from portal.models.database import run_script


def up(migrator: SchemaMigrator, db: Database) -> None:
    """Create every table and index."""
    run_script(db, __file__)
