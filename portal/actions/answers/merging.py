"""One state per person and appointment, from all that came in by link, in the portal and by mail (req Y-1)."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from peewee import fn

from portal import clock
from portal.models.calendar import CalendarAnswer, CalendarEntry
from portal.models.database import writes
from portal.rules.answers import CLICKS, COUNTER, Said, Standing, counting, may_be_answered, newest_wish

# What is weighed; the others wait for a person, or were dismissed by one.
WEIGHED = (Standing.COUNTS, Standing.OUTDATED, Standing.WISH, Standing.GRANTED, Standing.REFUSED)
NOTE_LENGTH = 500
_ANSWERED = ("answer", "answered_at", "answered_via", "answer_note")


def as_it_stands(entry: CalendarEntry) -> CalendarEntry:
    """The entry read again, inside the write transaction."""
    found: CalendarEntry = CalendarEntry.get_by_id(entry.id)
    return found


@writes
def write_click(entry: CalendarEntry, answer: str, *, via: str, note: str) -> bool:
    """Write down an answer that was clicked now; whether it changed what counts. The same click twice is one answer.

    Whoever clicks saw what was answered before, and means to overrule it: the stamp is later than what counts.
    """
    note = note.strip()[:NOTE_LENGTH]
    stamp = _stamp(entry)
    there = _counting_row(entry)
    if there is not None and there.via in CLICKS and (there.answer, there.note) == (answer, note):
        there.change(stamped_at=stamp)
        entry.change(answer_stamp=stamp)
        return False
    keep(entry, answer, via=via, note=note, stamped_at=stamp, sequence=entry.sequence)
    return settle(entry)


@writes
def with_answer_kept(entry: CalendarEntry, change: Callable[[], object]) -> None:
    """Do what may take the appointment out of the calendar, and keep the answer for which it left."""
    answered = {name: getattr(entry, name) for name in _ANSWERED}
    change()
    fresh = as_it_stands(entry)
    if fresh.cancelled and not fresh.answer:
        fresh.change(**answered)


@writes
def write_wish(entry: CalendarEntry, *, via: str, note: str, **wish: Any) -> CalendarAnswer:
    """Write down a wish for another moment that was typed now; the same one twice is one wish."""
    note = note.strip()[:NOTE_LENGTH]
    there = CalendarAnswer.get_or_none(CalendarAnswer.entry == entry, CalendarAnswer.standing == Standing.WISH)
    if there is not None and there.note == note and all(getattr(there, name) == value for name, value in wish.items()):
        return _read(there)
    row = keep(entry, COUNTER, via=via, note=note, stamped_at=_stamp(entry), sequence=entry.sequence, **wish)
    settle(entry)
    return _read(row)


@writes
def keep(entry: CalendarEntry, answer: str, *, standing: str = Standing.OUTDATED, **values: Any) -> CalendarAnswer:
    """Keep an answer as it came in; `settle` says afterwards what it is worth."""
    row: CalendarAnswer = CalendarAnswer.create(entry=entry, answer=answer, standing=standing, **values)
    return row


@writes
def settle(entry: CalendarEntry) -> bool:
    """Weigh all that was said about this version and write down what counts; whether that changed what is answered.

    The outcome depends on what was said, never on the order in which it came in. A cancelled or past
    appointment keeps what it had.
    """
    if not may_be_answered(entry, clock.now()):
        return False
    rows = {
        row.id: row
        for row in CalendarAnswer.select().where(CalendarAnswer.entry == entry, CalendarAnswer.standing.in_(WEIGHED))
    }
    said = [
        Said(row.id, row.answer, row.sequence, row.stamped_at, row.message_key or "")
        for row in rows.values()
        if row.sequence is not None
    ]
    best, wish = counting(said, entry.sequence), newest_wish(said, entry.sequence)
    for row in rows.values():
        _stand(row, best, wish)
    return _write(entry, None if best is None else rows[best.number])


def _stand(row: CalendarAnswer, best: Said | None, wish: Said | None) -> None:
    if row.standing in (Standing.GRANTED, Standing.REFUSED):
        return
    wanted = Standing.OUTDATED
    if best is not None and row.id == best.number:
        wanted = Standing.COUNTS
    elif wish is not None and row.id == wish.number:
        wanted = Standing.WISH
    if row.standing != wanted:
        row.change(standing=wanted)


def _write(entry: CalendarEntry, row: CalendarAnswer | None) -> bool:
    if row is None:
        return False
    before = (entry.answer, entry.answer_note)
    entry.change(
        answer=row.answer,
        answered_at=row.created_at,
        answered_via=row.via,
        answer_sequence=row.sequence,
        answer_stamp=row.stamped_at,
        answer_note=row.note,
    )
    return before != (entry.answer, entry.answer_note)


def _counting_row(entry: CalendarEntry) -> CalendarAnswer | None:
    query = CalendarAnswer.select().where(
        CalendarAnswer.entry == entry,
        CalendarAnswer.standing == Standing.COUNTS,
        CalendarAnswer.sequence == entry.sequence,
    )
    return query.first()


def _stamp(entry: CalendarEntry) -> datetime:
    """Now, or just after whatever was said about this version with a clock that runs ahead."""
    query = CalendarAnswer.select(fn.MAX(CalendarAnswer.stamped_at)).where(
        CalendarAnswer.entry == entry,
        CalendarAnswer.sequence == entry.sequence,
        CalendarAnswer.standing.in_(WEIGHED),
    )
    now, newest = clock.now(), query.scalar()
    return now if newest is None or newest < now else newest + timedelta(microseconds=1)


def _read(row: CalendarAnswer) -> CalendarAnswer:
    found: CalendarAnswer = CalendarAnswer.get_by_id(row.id)
    return found
