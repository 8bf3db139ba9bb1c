"""Queries that are put together once: for what every request asks, and for rows with many joins.

Putting a query together takes peewee longer than SQLite takes to answer it. Here the SQL is kept, and only the values
are new each time. The shape of a query must not depend on its values; a query that does is asked the usual way.
"""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, TypeAlias

from peewee import (
    BooleanField,
    CompoundSelectQuery,
    DateField,
    DateTimeField,
    Field,
    FieldAlias,
    ForeignKeyField,
    ModelSelect,
)

from portal.models.database import database

Value = int | str | datetime | Sequence[int]
Query: TypeAlias = "ModelSelect | CompoundSelectQuery"
Build = Callable[..., Query]

# Values that no row has: where they stand in the SQL's parameters, the real ones come.
_HOLE = -8_070_000_000_000
_EARLY = datetime(1, 1, 2, tzinfo=UTC)


class _Kept:
    """The SQL of one shape: its parameters, and where each value goes."""

    def __init__(self, query: Query, holes: list[Any]) -> None:
        self.query = query
        self.reader: Any = None  # what makes records of rows, when it was asked once
        self.sql, parameters = query.sql()
        self.parameters = list(parameters)
        places = {hole: number for number, hole in enumerate(holes)}
        self.places = [
            (place, places[one]) for place, one in enumerate(self.parameters) if _is_value(one) and one in places
        ]
        if {number for _, number in self.places} != set(range(len(holes))):
            raise ValueError("a value of a prepared query does not stand in its SQL")
        self.converted = [
            (place, convert) for place, one in enumerate(_columns_of(query)) if (convert := _conversion(one))
        ]

    def ask(self, values: list[Any]) -> Any:
        parameters = list(self.parameters)
        for place, number in self.places:
            parameters[place] = values[number]
        return database.execute_sql(self.sql, parameters)


class Prepared:
    """A query of one shape. `build` makes it from as many values as it is asked with.

    A value is a whole number, text, an instant, or a list of whole numbers for `column.in_(…)`. Text and numbers must
    go into the query as they are, instants into a column of instants.
    """

    def __init__(self, build: Build) -> None:
        self._build = build
        self._kept: dict[tuple[Any, ...], _Kept] = {}

    def rows(self, *values: Value) -> list[tuple[Any, ...]]:
        """All rows as tuples, with the values that the columns have in Python."""
        kept, flat = self._prepare(values)
        rows = kept.ask(flat).fetchall()
        if not kept.converted:
            return [tuple(row) for row in rows]
        found = []
        for row in rows:
            changed = list(row)
            for place, convert in kept.converted:
                if changed[place] is not None:
                    changed[place] = convert(changed[place])
            found.append(tuple(changed))
        return found

    def first(self, *values: Value) -> Any:
        """The first row as a record with what is joined to it, or None."""
        kept, flat = self._prepare(values)
        cursor = kept.ask(flat)
        if kept.reader is None:
            reader = kept.query._get_cursor_wrapper(cursor)
            reader.initialize()
            kept.reader = reader
        # All of them are read: a cursor that is not at its end holds on to the state of the database.
        found = cursor.fetchall()
        return kept.reader.process_row(found[0]) if found else None

    def _prepare(self, values: Sequence[Value]) -> tuple[_Kept, list[Any]]:
        filled = [_padded(one) if isinstance(one, list | tuple) else one for one in values]
        shape = (type(database.obj), *(len(one) if isinstance(one, list) else type(one) for one in filled))
        if shape not in self._kept:
            holes: list[Any] = []
            self._kept[shape] = _Kept(self._build(*(_holes_for(one, holes) for one in filled)), holes)
        flat: list[Any] = []
        for one in filled:
            flat += one if isinstance(one, list) else [_as_kept(one)]
        return self._kept[shape], flat


def _padded(ids: Sequence[int]) -> list[int]:
    """A list made as long as the next power of two with its own last number: few shapes, the same answer."""
    if not ids:
        return [_HOLE]  # no row has it
    wanted = 1 << (len(ids) - 1).bit_length()
    return [*ids, *[ids[-1]] * (wanted - len(ids))]


def _holes_for(value: Any, holes: list[Any]) -> Any:
    """What stands for a value while the query is put together; `holes` gets it as the SQL will have it."""
    if isinstance(value, list):
        return [_holes_for(one, holes) for one in value]
    number = len(holes)
    hole: Any = _HOLE - 1 - number
    if isinstance(value, str):
        hole = f"\N{REPLACEMENT CHARACTER}{hole}"
    elif isinstance(value, datetime):
        hole = _EARLY + timedelta(microseconds=number)
    holes.append(_as_kept(hole))
    return hole


def _as_kept(value: Any) -> Any:
    """An instant as the database has it (`UtcDateTimeField`); the rest as it is."""
    return value.astimezone(UTC).replace(tzinfo=None) if isinstance(value, datetime) else value


def _is_value(parameter: Any) -> bool:
    return isinstance(parameter, int | str | datetime) and not isinstance(parameter, bool)


def _columns_of(query: Query) -> Sequence[Any]:
    """What a query gives; of one with several parts, what its first part gives."""
    while isinstance(query, CompoundSelectQuery):
        query = query.lhs
    columns: Sequence[Any] = query.selected_columns
    return columns


def _conversion(column: Any) -> Callable[[Any], Any] | None:
    """What makes of a database's value, which is there, what Python has; None where both have the same."""
    field = column.field if isinstance(column, FieldAlias) else column
    if not isinstance(field, Field) or isinstance(field, ForeignKeyField):
        return None
    convert: Callable[[Any], Any] = field.python_value
    if type(field).python_value is not Field.python_value:
        return convert
    return field.adapt if isinstance(field, BooleanField | DateTimeField | DateField) else None
