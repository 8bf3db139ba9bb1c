"""What the waiting of a planned day cannot be below: beside the waiting, as the bound stands beside the end."""

from peewee import Database
from playhouse.migrate import SchemaMigrator

from portal.models.database import run_script


def up(migrator: SchemaMigrator, db: Database) -> None:
    """Add the columns; earlier runs do not know it."""
    run_script(db, __file__)
