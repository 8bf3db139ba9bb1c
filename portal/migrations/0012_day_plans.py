"""Planning as a job of the worker, the draft beside the plan in force, and the plan before it."""

from peewee import Database
from playhouse.migrate import SchemaMigrator

from portal.models.database import run_script


def up(migrator: SchemaMigrator, db: Database) -> None:
    """Add the tables."""
    run_script(db, __file__)
