"""How far the mailbox that organises was read."""

from peewee import Database
from playhouse.migrate import SchemaMigrator

from portal.models.database import run_script


def up(migrator: SchemaMigrator, db: Database) -> None:
    """Add the table."""
    run_script(db, __file__)
