"""Who asked for the link to the own page, where an organisation notes, and what was noted there."""

from peewee import Database
from playhouse.migrate import SchemaMigrator

from portal.models.database import run_script


def up(migrator: SchemaMigrator, db: Database) -> None:
    """Add the tables."""
    run_script(db, __file__)
