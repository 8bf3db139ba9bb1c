"""Indexes that answer by themselves how many candidates somebody follows, and the list in each of its orders."""

from peewee import Database
from playhouse.migrate import SchemaMigrator

from portal.models.database import run_script


def up(migrator: SchemaMigrator, db: Database) -> None:
    """Two indexes become wider and four are new; no row changes."""
    run_script(db, __file__)
