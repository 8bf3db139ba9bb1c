"""The first tables."""

from portal.models.tables import all_tables


def up(migrator, db):
    db.create_tables(all_tables())
