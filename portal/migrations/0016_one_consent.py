"""The leave to tell an employer of a measure is a consent, and no column of the measure as well."""

from peewee import Database
from playhouse.migrate import SchemaMigrator

from portal.models.database import run_script


def up(migrator: SchemaMigrator, db: Database) -> None:
    """Make consents of what was on record, as long as a consent lasts; then drop the columns."""
    run_script(db, __file__)
