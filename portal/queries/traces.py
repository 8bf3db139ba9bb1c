"""Everything that a candidate or a nomination left behind: what erasing takes away (promise P19).

Rows are found by the foreign keys that cascade, whatever table they are in: a new table is erased without being named
here. What hangs on a person by an address or a public id alone (mails, appointments, links, lines of history) is found
by those; `tests/house/test_erasure.py` asks of each table how it is reached.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from functools import reduce
from operator import or_
from typing import Any

from peewee import ForeignKeyField, Model, fn

from portal.models.accounts import AccessLink, User
from portal.models.calendar import CalendarEntry
from portal.models.candidates import Candidate
from portal.models.history import HistoryLine
from portal.models.inbox import InboxMail
from portal.models.nominations import Nomination
from portal.models.organisations import Contact
from portal.models.outbox import AddressTrouble, OutboxMail
from portal.models.selection_days import Assessor, TourLine
from portal.models.tables import all_tables
from portal.outbox.mentioning import mentions
from portal.rules.candidates import short_name

_NAMES_A_FILE = "cabinet_key"
_NAME_ONE_TOO = {("Upload", "key")}
_AT_ONCE = 100  # conditions in one query
# Who else may have the address of a candidate: then it finds nothing that is the candidate's alone.
_ADDRESSES: tuple[tuple[type[Model], str], ...] = (
    (User, "email"), (Contact, "email"), (Assessor, "email"), (TourLine, "guide_email"),
)  # fmt: skip


@dataclass
class Traces:
    """What goes with `root`. `rows`: ids by table, the root's own among them. `address` in small letters, or empty.

    `mails` are about this person alone; `mentioning` are mails to others about several people, whose content goes.
    """

    root: Candidate | Nomination
    rows: dict[type[Model], set[int]]
    public_ids: set[str] = field(default_factory=set)
    cabinet_keys: set[str] = field(default_factory=set)
    address: str = ""
    entries: list[CalendarEntry] = field(default_factory=list)

    @property
    def candidate(self) -> Candidate:
        """Whose traces these are."""
        return self.root if isinstance(self.root, Candidate) else self.root.candidate

    def ids(self, model: type[Model]) -> list[int]:
        """The ids of the rows of one table."""
        return sorted(self.rows.get(model, ()))


def traces_of(root: Candidate | Nomination) -> Traces:
    """The traces of a candidate with everything, or of one nomination; nothing is changed."""
    found = Traces(root, rows_below(root))
    for model, ids in found.rows.items():
        columns = model._meta.fields
        wanted = [columns[name] for name in ("public_id", *cabinet_columns(model)) if name in columns]
        if wanted:
            for row in model.select(*wanted).where(model._meta.primary_key.in_(list(ids))).dicts():
                found.cabinet_keys |= {row[name] for name in cabinet_columns(model) if row[name]}
                found.public_ids |= {row["public_id"]} if "public_id" in row else set()
    if isinstance(root, Candidate):
        found.address = _address_alone(root)
    found.entries = _entries(found)
    found.public_ids |= {entry.public_id for entry in found.entries}
    return found


def rows_below(root: Model) -> dict[type[Model], set[int]]:
    """The rows that the database deletes with this one, by table."""
    found: dict[type[Model], set[int]] = {type(root): {root._pk}}
    for model in all_tables():  # parents before children: once through is enough
        ids: set[int] = found.get(model, set())
        for column in model._meta.sorted_fields:
            if isinstance(column, ForeignKeyField) and column.on_delete == "CASCADE" and column.rel_model in found:
                above = list(found[column.rel_model])
                rows = model.select(model._meta.primary_key).where(column.in_(above)).tuples()
                ids |= {row for (row,) in rows}
        if ids:
            found[model] = ids
    return found


def cabinet_columns(model: type[Model]) -> list[str]:
    """The columns that name a file in the cabinet, or on its way there."""
    return [
        name for name in model._meta.fields if name.endswith(_NAMES_A_FILE) or (model.__name__, name) in _NAME_ONE_TOO
    ]


def mails_about(traces: Traces) -> set[int]:
    """The mails to this person, and those of which the occasion is one of the rows or the appointments."""
    found = set()
    if traces.address:
        found |= _ids(OutboxMail, fn.LOWER(OutboxMail.recipient) == traces.address)
    within = OutboxMail.campaign.in_(_campaigns(traces)) | OutboxMail.campaign.is_null()
    for condition in _containing(OutboxMail.identity, traces.public_ids):
        found |= _ids(OutboxMail, within, condition)
    for uids in _pieces([entry.uid for entry in traces.entries]):
        found |= _ids(OutboxMail, OutboxMail.uid.in_(uids))
    return found


def mails_mentioning(traces: Traces) -> list[OutboxMail]:
    """The other mails of the same campaigns with content in which this person is named."""
    candidate = traces.candidate
    names = {
        f"{candidate.first_name} {candidate.last_name}",
        short_name(candidate.first_name, candidate.last_name),
        candidate.first_name,
        candidate.last_name,
        candidate.email,
        candidate.phone,
    }
    rows = OutboxMail.select().where(OutboxMail.campaign.in_(_campaigns(traces)), OutboxMail.raw != b"")
    return [mail for mail in rows if mentions(bytes(mail.raw), names)]


def links_of(traces: Traces) -> Any:
    """The condition on AccessLink for the links that open something of this person, or were given to her or him."""
    conditions = list(_ending(AccessLink.subject, traces.public_ids))
    if traces.address:
        conditions.append(fn.LOWER(AccessLink.email) == traces.address)
    return reduce(or_, conditions)


def lines_of(traces: Traces) -> Any:
    """The condition on HistoryLine for the lines about any of the rows."""
    return reduce(
        or_,
        (
            (HistoryLine.subject == model.__name__) & HistoryLine.subject_id.in_(list(ids))
            for model, ids in traces.rows.items()
        ),
    )


def mailbox_of(traces: Traces) -> Any:
    """The condition on InboxMail for what this person wrote to the portal's mailbox."""
    return fn.LOWER(InboxMail.from_address) == traces.address


def troubles_of(traces: Traces) -> Any:
    """The condition on AddressTrouble for mail that came back from this person's address."""
    return AddressTrouble.address_key == traces.address


def _campaigns(traces: Traces) -> Any:
    return Nomination.select(Nomination.campaign).where(Nomination.id.in_(traces.ids(Nomination)))


def _address_alone(candidate: Candidate) -> str:
    """The address, if nobody else has it: somebody without one of his own may use a coach's or a sister's."""
    address = str(candidate.email).strip().lower()
    if not address:
        return ""
    others = Candidate.select().where(fn.LOWER(Candidate.email) == address, Candidate.id != candidate.id)
    shared = others.exists() or any(
        model.select().where(fn.LOWER(model._meta.fields[name]) == address).exists() for model, name in _ADDRESSES
    )
    return "" if shared else address


def _entries(traces: Traces) -> list[CalendarEntry]:
    """The appointments about any of the rows, whoever's calendar they are in, and the person's own."""
    conditions = list(_ending(CalendarEntry.subject, traces.public_ids))
    if traces.address:
        conditions.append((CalendarEntry.attendee_key == traces.address) & CalendarEntry.user.is_null())
    found = {entry.id: entry for condition in conditions for entry in CalendarEntry.select().where(condition)}
    return [found[key] for key in sorted(found)]


def _ids(model: type[Model], *conditions: Any) -> set[int]:
    return {key for (key,) in model.select(model._meta.primary_key).where(*conditions).tuples()}


def _containing(column: Any, words: Collection[str]) -> Iterator[Any]:
    """Conditions that a column contains one of these words, a few for all of them."""
    for some in _pieces(sorted(words)):
        yield reduce(or_, (column.contains(word) for word in some))


def _ending(column: Any, words: Collection[str]) -> Iterator[Any]:
    """The same, that it ends on `:` and one of them: how links and appointments name a thing."""
    for some in _pieces(sorted(words)):
        yield reduce(or_, (column.endswith(f":{word}") for word in some))


def _pieces(words: list[str]) -> Iterable[list[str]]:
    return (words[at : at + _AT_ONCE] for at in range(0, len(words), _AT_ONCE))
