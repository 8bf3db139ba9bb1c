"""A table as text for a spreadsheet. No cell of it is ever taken for a formula (promise P10)."""

import csv
import io
from collections.abc import Iterable, Sequence

# What makes a spreadsheet program compute instead of show: also behind a space, and as full-width signs.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def shown(value: object) -> str:
    """A value as text on one line, without signs that are none: a file keeps its shape whatever somebody typed."""
    text = "" if value is None else str(value)
    return "".join(sign if sign.isprintable() else " " for sign in text).strip()


def harmless(value: object) -> str:
    """The same for CSV, where a program guesses: what begins as a formula gets an apostrophe in front."""
    text = shown(value)
    return f"'{text}" if text.startswith(_FORMULA) else text


def as_csv(rows: Iterable[Sequence[object]]) -> bytes:
    """Rows as CSV: a semicolon between cells and a mark in front, as spreadsheet programs here expect.

    A day is written as 2026-11-29: every program sorts it, whatever the country.
    """
    made = io.StringIO()
    writer = csv.writer(made, delimiter=";", quoting=csv.QUOTE_ALL)
    writer.writerows([harmless(cell) for cell in row] for row in rows)
    return b"\xef\xbb\xbf" + made.getvalue().encode()
