"""Answers to appointments, feeds, mail that comes in, batches, standard texts, interviews and aftercare."""

from peewee import Database
from playhouse.migrate import SchemaMigrator

from portal.models.database import run_script


def up(migrator: SchemaMigrator, db: Database) -> None:
    """Add the tables and columns; what is there gets what it meant before."""
    run_script(db, __file__)
