"""Everything that the portal holds about one candidate, for the candidate's own copy (GDPR art. 15).

What belongs to a candidate is found by the keys of the tables themselves: a row that would go with the candidate
(`ON DELETE CASCADE`) is part of the copy. A table that comes later is in it without anybody thinking of it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from email import message_from_bytes, policy
from typing import Any

from peewee import JOIN, ForeignKeyField, Model

from portal.cabinet.storing import NotInCabinet, open_cabinet
from portal.config import setting
from portal.models.accounts import AccessLink, Look, User
from portal.models.calendar import CalendarEntry
from portal.models.candidates import Candidate
from portal.models.documents import Document
from portal.models.history import HistoryLine
from portal.models.organisations import Organisation
from portal.models.outbox import OutboxMail
from portal.models.preselections import PaperTalkAbout
from portal.models.speeddates import Criterion
from portal.models.tables import all_tables
from portal.rules.access_export import NOT_TOLD, PARTS, part_of
from portal.rules.papers import plain_file_name

# How appointments, links and the like name a thing: `interview:<public id>`.
_PREFIXES = {
    "Candidate": "candidate",
    "Nomination": "nomination",
    "Interview": "interview",
    "TestPaper": "test_paper",
    "Internship": "internship",
    "Evaluation": "evaluation",
    "FollowUp": "follow_up",
    "AftercareMoment": "aftercare",
    "CalendarEntry": "entry",
}
_NAMES = ("name", "title", "first_name", "text", "label")


@dataclass(frozen=True)
class Entry:
    """One row: `key` names it (`Table-public id`), `values` are plain (text, numbers, lists) by column.

    `memos` are the columns of `values` that may be left out; `under` is the row above, whose decision counts here too.
    """

    key: str
    values: dict[str, Any]
    memos: tuple[str, ...] = ()
    under: str = ""
    about: str = ""


@dataclass
class Copy:
    """A candidate's file as it stands: the rows of each table, and the documents with their place in the ZIP."""

    candidate: Candidate
    tables: dict[str, list[Entry]] = field(default_factory=dict)
    files: list[tuple[str, Document]] = field(default_factory=list)

    def memos(self) -> list[tuple[str, Entry]]:
        """What can be left out, as (table, row); what hangs under another such row goes with that one."""
        found = [(table, entry) for table, entries in self.tables.items() for entry in entries if entry.memos]
        keys = {entry.key for _, entry in found}
        return [(table, entry) for table, entry in found if entry.under not in keys]

    def without(self, left_out: Iterable[str]) -> dict[str, list[dict[str, Any]]]:
        """The rows by table, without the memos of the rows with these keys and of those under them."""
        gone = set(left_out)
        return {
            table: [
                {
                    name: value
                    for name, value in entry.values.items()
                    if not (name in entry.memos and (entry.key in gone or entry.under in gone))
                }
                for entry in entries
            ]
            for table, entries in self.tables.items()
        }


def copy_of(candidate: Candidate) -> Copy:
    """Everything about a candidate; one query for each table that can hold something."""
    rows: dict[str, list[Model]] = {"Candidate": [Candidate.get_by_id(candidate.id)]}
    _gather(rows, all_tables())
    entries = _entries_about(rows, candidate)
    if entries:
        rows["CalendarEntry"] = entries
        _gather(rows, all_tables())
    _keep_back_what_is_not_known_yet(rows)
    rows["HistoryLine"] = [*_history_of(candidate), *rows.get("HistoryLine", [])]
    rows["AccessLink"] = list(AccessLink.select().where(AccessLink.subject.in_(list(_subjects(rows)))))
    _name_criteria(rows)
    made = Copy(candidate)
    places = {one.id: number for number, one in enumerate(rows.get("Nomination", []), 1)}
    for document in rows.get("Document", []):
        name = plain_file_name(document.kind, document.media_type)
        stem, _, ending = name.partition(".")
        file = f"documenten/{stem}-{places[document.nomination_id]}-{document.number}.{ending}"
        made.files.append((file, document))
    files = {document.id: file for file, document in made.files}
    for table in [*PARTS, *sorted(rows.keys() - PARTS.keys())]:
        found = [_entry(row, rows) for row in rows.get(table, [])]
        if table == "Document":
            found = [
                Entry(one.key, {**one.values, "file": files[row.id]}, about=one.about)
                for one, row in zip(found, rows.get(table, []), strict=True)
            ]
        made.tables[table] = found
    made.tables["OutboxMail"] = list(_mails_to(candidate))
    made.tables["Look"] = list(_looks_at(candidate))
    return made


def _keep_back_what_is_not_known_yet(rows: dict[str, list[Model]]) -> None:
    """A result that was not made known, and evaluations of an internship that still lacks one, come in a later copy.

    Nobody hears a result through the copy before the jobcoach tells it; the three evaluations open together.
    """
    rows["Decision"] = [one for one in rows.get("Decision", []) if one.state == "published"]
    rows["Preselection"] = [one for one in rows.get("Preselection", []) if one.state != "open"]
    waiting = {one.internship_id for one in rows.get("Evaluation", []) if one.state == "asked"}
    rows["Evaluation"] = [one for one in rows.get("Evaluation", []) if one.internship_id not in waiting]


def _name_criteria(rows: dict[str, list[Model]]) -> None:
    """Scores by the names of what was looked at instead of by ids; one query."""
    sheets = [*rows.get("Sheet", []), *rows.get("SheetEntry", [])]
    asked = {public_id for sheet in sheets for public_id in (sheet.body or {}).get("scores", {})}
    known = Criterion.select(Criterion.public_id, Criterion.name).where(Criterion.public_id.in_(sorted(asked)))
    names = dict(known.tuples()) if asked else {}
    for sheet in sheets:
        scores = (sheet.body or {}).get("scores", {})
        if scores:
            sheet.__data__["body"] = {
                **sheet.body,
                "scores": {names.get(public_id, public_id): score for public_id, score in scores.items()},
            }


def content_for_copy(document: Document) -> bytes | None:
    """The bytes of a document, asked for while the copy is being sent: needs no database."""
    try:
        return open_cabinet(setting("CABINET_URL")).read(document.cabinet_key)
    except NotInCabinet:
        return None


def _gather(rows: dict[str, list[Model]], tables: list[type[Model]]) -> None:
    """Go down from what is there to every table whose rows would go with it, until nothing new is found."""
    for table in tables:  # parents stand before children
        name = table.__name__
        if name in ("Candidate", "CalendarEntry", "Look") or name in rows:
            continue
        for key in _owning_keys(table):
            above = rows.get(key.rel_model.__name__, [])
            if above:
                query = table.select().where(key.in_([row._pk for row in above]))
                rows[name] = list(query.order_by(table._meta.primary_key))
                break


def _owning_keys(table: type[Model]) -> list[ForeignKeyField]:
    keys = [one for one in table._meta.sorted_fields if isinstance(one, ForeignKeyField) and one.on_delete == "CASCADE"]
    # Its own person comes before the campaign or the day that it stands in.
    return sorted(keys, key=lambda one: one.name not in ("candidate", "nomination"))


def _subjects(rows: dict[str, list[Model]]) -> Iterator[str]:
    for table, prefix in _PREFIXES.items():
        for row in rows.get(table, []):
            yield f"{prefix}:{row.public_id}"


def _entries_about(rows: dict[str, list[Model]], candidate: Candidate) -> list[Model]:
    """Appointments about what is there, in whosever calendar; and all in the candidate's own."""
    about = CalendarEntry.subject.in_(list(_subjects(rows)))
    if candidate.email:
        about |= CalendarEntry.attendee_key == candidate.email.strip().lower()
    return list(CalendarEntry.select().where(about).order_by(CalendarEntry.starts_at, CalendarEntry.id))


def _history_of(candidate: Candidate) -> list[HistoryLine]:
    lines = HistoryLine.select().where(HistoryLine.subject == "Candidate", HistoryLine.subject_id == candidate.id)
    return list(lines.order_by(HistoryLine.id))


def _entry(row: Model, rows: dict[str, list[Model]]) -> Entry:
    table = type(row).__name__
    part = part_of(table)
    names = [*part.columns, *(name for name in row._meta.fields if name not in part.columns)]
    values: dict[str, Any] = {}
    under = about = ""
    for name in names:
        column = row._meta.fields.get(name)
        if column is None or name in NOT_TOLD or name in part.silent:
            continue
        if isinstance(column, ForeignKeyField):
            if column.on_delete == "CASCADE" and column.rel_model.__name__ in rows:
                above = next((one for one in rows[column.rel_model.__name__] if one._pk == row.__data__[name]), None)
                if above is not None:
                    under = key_of(above)
                    values[name] = getattr(above, "public_id", above._pk)
                    about = about or _about(above)
                    continue
            values[name] = told(getattr(row, name))
        else:
            values[name] = plain(row.__data__[name])
    if isinstance(row, PaperTalkAbout):  # what was said stands once, for everybody whom it was about
        talk = row.talk
        values |= {"on": plain(talk.on), "channel": talk.channel, "note": talk.note, "by": told(talk.by)}
    memos = tuple(name for name in values if name in part.memos and values[name] not in (None, "", {}, []))
    if table == "HistoryLine" and values.get("subject") != "Interview":
        memos = ()  # what happened is no memo; the report of a talk is
    under = under if under.startswith(f"{part.goes_with}-") else ""
    return Entry(key_of(row), values, memos, under, about or (str(values.get("campaign") or "")))


def key_of(row: Model) -> str:
    """What names a row in a form and in what was left out."""
    return f"{type(row).__name__}-{getattr(row, 'public_id', row._pk)}"


def _about(row: Model) -> str:
    """The campaign that a row stands in, for its heading."""
    for _ in range(5):
        if row is None:
            return ""
        if hasattr(row, "campaign"):
            return str(row.campaign.title)
        row = next((getattr(row, name) for name in ("nomination", "internship", "decision", "paper", "sheet",
                                                    "placement") if hasattr(row, name)), None)  # fmt: skip
    return ""


def told(row: Any) -> str | None:
    """Another row in a word: a person's or a thing's name."""
    if row is None:
        return None
    found = next((getattr(row, name) for name in _NAMES if getattr(row, name, "")), None)
    return str(found) if found is not None else str(getattr(row, "public_id", row._pk))


def plain(value: Any) -> Any:
    """A value as JSON has it: instants in UTC, days by ISO 8601."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    if isinstance(value, date):
        return value.isoformat()
    return value


def _mails_to(candidate: Candidate) -> Iterator[Entry]:
    if not candidate.email:
        return
    query = OutboxMail.select().where(OutboxMail.recipient == candidate.email.strip())
    for mail in query.order_by(OutboxMail.id):
        values = {
            "sent_at": plain(mail.sent_at),
            "recipient": mail.recipient,
            "subject": mail.subject,
            "text": _text_of(bytes(mail.raw)),
            "status": mail.status,
        }
        yield Entry(f"OutboxMail-{mail.public_id}", values)


def _text_of(raw: bytes) -> str:
    """The words of a mail, as long as they are kept."""
    if not raw:
        return ""
    body = message_from_bytes(raw, policy=policy.default).get_body(("plain",))
    return str(body.get_content()) if body is not None else ""


def _looks_at(candidate: Candidate) -> Iterator[Entry]:
    query = (
        Look.select(Look, User, Organisation)
        .join(User, JOIN.LEFT_OUTER)
        .join(Organisation, JOIN.LEFT_OUTER)
        .where(Look.candidate == candidate)
        .order_by(Look.number)
    )
    for look in query:
        values = {
            "at": plain(look.at),
            "by_words": look.by_words,
            "organisation_of_looker": look.by.organisation.name if look.by else None,
            "at_what": look.at_what,
        }
        yield Entry(f"Look-{look.number}", values)
