"""Who was seen at a part, taps of phones, tables that run late, and who stands in for a jobcoach."""

from peewee import Database
from playhouse.migrate import SchemaMigrator

from portal.models.database import run_script


def up(migrator: SchemaMigrator, db: Database) -> None:
    """Add the tables."""
    run_script(db, __file__)
