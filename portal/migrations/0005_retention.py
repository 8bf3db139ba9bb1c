"""Legal holds, warnings before erasure, certificates of erasure, and the counts that stay."""

from peewee import Database
from playhouse.migrate import SchemaMigrator

from portal.models.database import run_script


def up(migrator: SchemaMigrator, db: Database) -> None:
    """Add the tables."""
    run_script(db, __file__)
