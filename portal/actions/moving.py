"""The only writer of `.state`: one gate, one line of history per move."""

from typing import Any

from portal.actions.news import pass_on
from portal.models.accounts import User
from portal.models.database import Record, database, writes
from portal.models.history import HistoryLine
from portal.rules.refusals import ChangedMeanwhile
from portal.rules.states import next_state
from portal.rules.words import N_


@writes
def move(record: Record, step: str, *, by: User | None, by_words: str = "", note: str = "", **values: Any) -> None:
    """Take `step` with a record and write `values` beside the new state, in one UPDATE.

    `by_words` names who did it when there is no account (a candidate by link, the clock). Raises Refused when the
    record is
    not in a state for the step, ChangedMeanwhile when somebody else moved it first: nothing is written then.
    """
    model = type(record)
    before = record.state
    after = next_state(model.__name__, before, step)
    columns = model._meta.combined
    fields = {columns["state"]: after} | {columns[name]: value for name, value in values.items()}
    if "version" in columns:
        fields[columns["version"]] = columns["version"] + 1
    moved = model.update(fields).where(model._meta.primary_key == record._pk, columns["state"] == before).execute()
    if not moved:
        raise ChangedMeanwhile(N_("Iemand anders was je net voor. Kijk even hoe het er nu voor staat."))
    for name, value in ({"state": after} | values).items():
        setattr(record, name, value)
    if "version" in columns:
        record.version += 1
    record._dirty.clear()
    note_down(record, step, by=by, by_words=by_words, note=note, from_state=before, to_state=after)


def note_down(
    record: Record,
    step: str,
    *,
    by: User | None,
    by_words: str = "",
    note: str = "",
    from_state: str = "",
    to_state: str = "",
) -> HistoryLine:
    """Leave a line of history about a record, inside the caller's write transaction."""
    nomination, campaign = _whose(record)
    assert database.in_transaction(), "history is written with what it tells about"
    line: HistoryLine = HistoryLine.create(
        by=by,
        by_words=by_words or (by.name if by else ""),
        subject=type(record).__name__,
        subject_id=record._pk,
        step=step,
        from_state=from_state,
        to_state=to_state,
        note=note,
        nomination=nomination,
        campaign=campaign,
    )
    pass_on(record, step, nomination, by=by)
    return line


def _whose(record: Any) -> tuple[int | None, int | None]:
    """The ids of the nomination and the campaign whose timelines a record belongs to."""
    kind = type(record).__name__
    if kind == "Nomination":
        return record.id, record.campaign_id
    if kind == "Campaign":
        return None, record.id
    for step_up in ("nomination", "decision", "internship", "placement", "paper"):
        if hasattr(record, step_up) and getattr(record, step_up) is not None:
            return _whose(getattr(record, step_up))
    for step_up in ("campaign", "selection_day"):
        if hasattr(record, step_up):
            return _whose(getattr(record, step_up))
    return None, None
