"""Milestones that people state, the archive, kept filters, and how each person wants to hear of news."""

from peewee import Database
from playhouse.migrate import SchemaMigrator

from portal.models.database import run_script


def up(migrator: SchemaMigrator, db: Database) -> None:
    """Add the tables and columns."""
    run_script(db, __file__)
