"""From which moment who may know a fact, and the number of a candidate whose name is hidden."""

from peewee import Database
from playhouse.migrate import SchemaMigrator

from portal.models.database import run_script


def up(migrator: SchemaMigrator, db: Database) -> None:
    """Add the columns; who was put forward already gets a number, in that order."""
    run_script(db, __file__)
