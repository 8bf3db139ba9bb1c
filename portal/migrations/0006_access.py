"""The log of looks becomes a chain; notices, consents, restrictions, exports and the weekly digest get their tables."""

from datetime import UTC, datetime
from typing import Any

from peewee import Database, SqliteDatabase
from playhouse.migrate import SchemaMigrator

from portal.clock import DEFAULT_ZONE
from portal.models.database import run_script
from portal.rules.access_log import START, Line, link_after, mark_of
from portal.rules.looks import is_outside_hours

_OLD = """
    SELECT l.at, l.by_id, l.by_words, l.candidate_id, l.at_what, a.public_id, c.public_id, c.organisation_id
    FROM look AS l LEFT JOIN account AS a ON a.id = l.by_id LEFT JOIN candidate AS c ON c.id = l.candidate_id
    ORDER BY l.id
"""
_COLUMNS = (
    "at, by_id, by_words, candidate_id, at_what, number, organisation_id, candidate_mark, by_mark, link, outside_hours"
)


def up(migrator: SchemaMigrator, db: Database) -> None:
    """Write the lines again, each with its link. A line whose candidate is gone names nobody from now on."""
    old = db.execute_sql(_OLD).fetchall()
    db.execute_sql("DROP TABLE look")
    run_script(db, __file__)
    sign = "?" if isinstance(db, SqliteDatabase) else "%s"
    number, link = 0, START
    for at, by, by_words, candidate, at_what, person_id, candidate_id, organisation in old:
        number += 1
        line = Line(
            number=number,
            at=_instant(at),
            by_mark=mark_of("person", person_id or ""),
            by_words=by_words,
            candidate_mark=mark_of("candidate", candidate_id or ""),
            organisation=organisation or 0,
            at_what=at_what,
        )
        link = link_after(link, line)
        values = (at, by, by_words, candidate if candidate_id else None, at_what)
        db.execute_sql(
            f"INSERT INTO look ({_COLUMNS}) VALUES ({', '.join([sign] * 11)})",  # noqa: S608 - no values of anybody
            (
                *values,
                number,
                organisation,
                line.candidate_mark,
                line.by_mark,
                link,
                is_outside_hours(line.at, DEFAULT_ZONE),
            ),
        )
    if number:
        db.execute_sql(f"INSERT INTO look_chain (number, link) VALUES ({sign}, {sign})", (number, link))  # noqa: S608


def _instant(at: Any) -> datetime:
    found = at if isinstance(at, datetime) else datetime.fromisoformat(at)
    return found.replace(tzinfo=UTC)
