"""When the evaluation of an internship is; empty means the last day at 14:00, as it always was."""

from peewee import Database
from playhouse.migrate import SchemaMigrator

from portal.models.database import run_script


def up(migrator: SchemaMigrator, db: Database) -> None:
    """Add the columns."""
    run_script(db, __file__)
