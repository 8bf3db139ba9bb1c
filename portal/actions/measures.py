"""An administrator keeps the law of measures: rows are added, changed, closed by a date and succeeded (req X-03).

A row that travels with the program is never changed: the first change writes a row that stands for it.
"""

from dataclasses import asdict, replace
from datetime import date, timedelta
from typing import Any

from portal import clock
from portal.actions.moving import note_down
from portal.actions.once import made_before, named
from portal.models.accounts import User
from portal.models.database import writes
from portal.models.measures import MeasureRow
from portal.queries.measures import law
from portal.rules.measures import Measure, MeasureFacts, facts_of_measure, refuse_measure
from portal.rules.refusals import ChangedMeanwhile, Refused
from portal.rules.words import N_

_MEANWHILE = N_("Iemand anders wijzigde deze regel intussen. Open hem opnieuw.")


@writes
def add_measure(facts: MeasureFacts, *, by: User, public_id: str | None = None) -> MeasureRow:
    """A row of its own. Raises Refused when another row of that code holds at the same time.

    The same `public_id` again returns what is there.
    """
    there = made_before(MeasureRow, public_id)
    if there is not None:
        return there
    refuse_measure(facts, law(), clock.today())
    return _write(facts, "", "add", by, **named(public_id))


@writes
def change_measure(measure: Measure, facts: MeasureFacts, *, by: User, step: str = "change") -> MeasureRow:
    """Other words or dates for a row; the same again changes nothing. What stood there stays in the history.

    Raises Refused when it would hold beside another row, ChangedMeanwhile when somebody else changed it first.
    """
    standing = next((one for one in law() if one.key == measure.key), None)
    if standing is None:
        raise ChangedMeanwhile(_MEANWHILE)
    facts = replace(facts, code=standing.code, country=standing.country)
    changes = _changes(facts_of_measure(standing), facts)
    if not changes and standing.row:
        return MeasureRow.get(MeasureRow.public_id == standing.row)
    if standing.version != measure.version:
        raise ChangedMeanwhile(_MEANWHILE)
    refuse_measure(facts, [one for one in law() if one.key != measure.key], clock.today())
    if not standing.row:
        return _write(facts, standing.key, step, by, changes)
    row: MeasureRow = MeasureRow.get(MeasureRow.public_id == standing.row)
    row.change_seen(standing.version, **_columns(facts))
    note_down(row, step, by=by, note=changes)
    return row


@writes
def close_measure(measure: Measure, on: date, *, by: User) -> MeasureRow:
    """The last day on which a row is law; a new one can follow it."""
    return change_measure(measure, replace(facts_of_measure(measure), valid_to=on), by=by, step="close")


@writes
def succeed_measure(measure: Measure, facts: MeasureFacts, *, by: User, public_id: str | None = None) -> MeasureRow:
    """A new row of the same measure from `facts.valid_from` on; the old one ends the day before."""
    there = made_before(MeasureRow, public_id)
    if there is not None:
        return there
    if facts.valid_from is None:
        raise Refused(N_("Vul in vanaf wanneer de nieuwe regel geldt."))
    close_measure(measure, facts.valid_from - timedelta(days=1), by=by)
    return add_measure(replace(facts, code=measure.code, country=measure.country), by=by, public_id=public_id)


@writes
def check_measure(measure: Measure, *, by: User) -> MeasureRow:
    """Somebody read the source today and it says the same; twice a day is once."""
    facts = replace(facts_of_measure(measure), checked_on=clock.today())
    return change_measure(measure, facts, by=by, step="check")


def _write(facts: MeasureFacts, replaces: str, step: str, by: User, note: str = "", **more: Any) -> MeasureRow:
    row: MeasureRow = MeasureRow.create(replaces=replaces, **_columns(facts), **more)
    note_down(row, step, by=by, note=note)
    return row


def _columns(facts: MeasureFacts) -> dict[str, Any]:
    return asdict(facts) | {"lead_unit": facts.lead_unit.value}


def _changes(before: MeasureFacts, after: MeasureFacts) -> str:
    """One line for each field that changed: its name, what stood there, what stands there now."""
    old, new = asdict(before), asdict(after)
    return "\n".join(f"{name}\t{_said(old[name])}\t{_said(new[name])}" for name in new if old[name] != new[name])


def _said(value: Any) -> str:
    return "" if value is None else " ".join(str(value).split())
