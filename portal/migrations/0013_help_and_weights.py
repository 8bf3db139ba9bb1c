"""Calls for help from a tablet, weights, sheets of a guide, and when an assessor was reminded."""

from peewee import Database
from playhouse.migrate import SchemaMigrator

from portal.models.database import run_script


def up(migrator: SchemaMigrator, db: Database) -> None:
    """Add table and columns. SQLite makes sheets and entries anew: entries go first, so that nothing cascades."""
    run_script(db, __file__)
