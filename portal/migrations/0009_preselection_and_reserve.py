"""Pre-selection, the reserve list in order, the word that more time is needed, and the second escalation."""

from peewee import Database
from playhouse.migrate import SchemaMigrator

from portal.models.database import run_script


def up(migrator: SchemaMigrator, db: Database) -> None:
    """Add the columns and tables."""
    run_script(db, __file__)
