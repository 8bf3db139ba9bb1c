"""Files on their way to become documents, and older versions of a document that were put back."""

from peewee import Database
from playhouse.migrate import SchemaMigrator

from portal.models.database import run_script


def up(migrator: SchemaMigrator, db: Database) -> None:
    """Add the table and the columns."""
    run_script(db, __file__)
