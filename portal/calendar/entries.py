"""The stored appointments: made, advanced and cancelled inside the caller's write transaction (req Y-13)."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from urllib.parse import urlsplit

from portal import clock
from portal.calendar.ical import Appointment, Party, itip, method_of
from portal.config import setting
from portal.models.accounts import User
from portal.models.calendar import CalendarEntry
from portal.models.database import database


@dataclass(frozen=True)
class Attendee:
    """The one person an entry is for; `user` when there is an account."""

    email: str
    name: str
    user: User | None = None

    @property
    def key(self) -> str:
        """The address as it is compared: mail systems do not tell capitals apart."""
        return self.email.strip().lower()


@dataclass(frozen=True, kw_only=True)
class Event:
    """What is agreed, in the reader's language. Instants are aware; `zone` is an IANA name, that of the site.

    `transparent`: does not make the person busy and asks no answer (a deadline). `is_timetable`: up to its
    first blank line the description lists hours, so that other lines there are another time. `asks_answer`: the
    person is asked to say whether he or she comes; never for a deadline.
    """

    starts_at: datetime
    ends_at: datetime
    zone: str
    summary: str
    description: str = ""
    location: str = ""
    url: str = ""
    transparent: bool = False
    all_day: bool = False
    is_timetable: bool = False
    asks_answer: bool = True

    def __post_init__(self) -> None:
        if self.starts_at.tzinfo is None or self.ends_at.tzinfo is None:
            raise ValueError("an appointment needs instants with a zone")
        if self.ends_at < self.starts_at:
            raise ValueError("an appointment cannot end before it starts")
        if self.transparent:
            object.__setattr__(self, "asks_answer", False)


class RevisionKind(StrEnum):
    """What a revision means to its receiver; an action chooses the words of the mail by it."""

    INVITE = "invite"
    UPDATE = "update"
    CORRECTION = "correction"
    CANCEL = "cancel"


@dataclass(frozen=True)
class Revision:
    """One revision, ready for `outbox.post`: its bytes never change any more."""

    uid: str
    sequence: int
    method: str
    ics: bytes
    kind: RevisionKind
    stamped_at: datetime
    starts_at: datetime
    attendee_email: str
    organizer: str


# A change of one of these asks the person to look again (SEQUENCE + 1); any other change is a typo mended.
_MOVES = ("starts_at", "ends_at", "zone", "all_day", "location", "transparent")
_WORDS = ("summary", "description", "url", "asks_answer")
# Another time or place is another question: what was answered before does not count for it.
_NO_ANSWER = {
    "answer": "",
    "answered_at": None,
    "answered_via": "",
    "answer_sequence": None,
    "answer_stamp": None,
    "answer_note": "",
    "reminded_at": None,
}


def invite(person: Attendee, kind: str, subject: str, what: Event) -> Revision | None:
    """Make this person's entry for a subject, or bring it up to date; None when nothing changed.

    `kind` says what for (`info_session`), `subject` names the thing (`invitation:<public_id>`). The first
    time gives INVITE; another time or place gives UPDATE with SEQUENCE + 1; other words give CORRECTION
    with the same SEQUENCE and a newer DTSTAMP; after a cancellation it is INVITE again, under the same UID,
    SEQUENCE + 1. That the portal itself moved to another host is no change.
    """
    _inside_a_write()
    entry = find(person, kind, subject)
    if entry is None:
        entry = _create(person, kind, subject, what)
        return _revision(entry, RevisionKind.INVITE)
    changes = _changes(entry, person, what)
    if entry.cancelled:
        _advance(entry, changes | {"cancelled": False}, raises=True)
        return _revision(entry, RevisionKind.INVITE)
    if changes.keys() <= ({"user", "url"} if _is_same_page(entry.url, what.url) else {"user"}):
        if "user" in changes:
            entry.change(user=person.user)
        return None
    moved = any(name in changes for name in _MOVES) or (what.is_timetable and _hours(entry) != _hours(what))
    _advance(entry, changes, raises=moved)
    return _revision(entry, RevisionKind.UPDATE if moved else RevisionKind.CORRECTION)


def cancel(entry: CalendarEntry) -> Revision | None:
    """Cancel an entry: SEQUENCE + 1, the dates kept. None when it was cancelled already."""
    _inside_a_write()
    entry = CalendarEntry.get_by_id(entry.id)
    if entry.cancelled:
        return None
    _advance(entry, {"cancelled": True}, raises=True)
    return _revision(entry, RevisionKind.CANCEL)


def find(person: Attendee, kind: str, subject: str) -> CalendarEntry | None:
    """This person's entry for a subject, cancelled or not."""
    found: CalendarEntry | None = CalendarEntry.get_or_none(
        CalendarEntry.kind == kind,
        CalendarEntry.subject == subject,
        CalendarEntry.attendee_key == person.key,
    )
    return found


def standing_entries(subject: str, kind: str | None = None) -> Iterable[CalendarEntry]:
    """The entries about a thing that are not cancelled, oldest first: whom to move or to cancel with it."""
    query = CalendarEntry.select().where(CalendarEntry.subject == subject, ~CalendarEntry.cancelled)
    if kind is not None:
        query = query.where(CalendarEntry.kind == kind)
    return list(query.order_by(CalendarEntry.id))


def current(entry: CalendarEntry) -> Revision:
    """The newest revision again, byte for byte: for a reminder that carries the appointment."""
    return _revision(entry, RevisionKind.CANCEL if entry.cancelled else RevisionKind.INVITE)


def _create(person: Attendee, kind: str, subject: str, what: Event) -> CalendarEntry:
    now = clock.now().replace(microsecond=0)
    entry: CalendarEntry = CalendarEntry.create(
        uid=f"{uuid.uuid4()}@{setting('MAIL_DOMAIN')}",
        kind=kind,
        subject=subject,
        attendee_key=person.key,
        attendee_email=person.email.strip(),
        attendee_name=person.name,
        organizer_email=setting("MAIL_SENDER"),
        user=person.user,
        created_at=now,
        stamped_at=now,
        **{name: getattr(what, name) for name in (*_MOVES, *_WORDS)},
    )
    return entry


def _changes(entry: CalendarEntry, person: Attendee, what: Event) -> dict[str, object]:
    wanted: dict[str, object] = {name: getattr(what, name) for name in (*_MOVES, *_WORDS)}
    wanted["attendee_name"] = person.name
    changes = {name: value for name, value in wanted.items() if getattr(entry, name) != value}
    if person.user is not None and entry.user_id != person.user.id:
        changes["user"] = person.user
    return changes


def _is_same_page(before: str, after: str) -> bool:
    """Whether two addresses are one page of the portal, which may have moved to another host since."""
    own, there = urlsplit(after), urlsplit(before)
    return after.startswith(f"{setting('BASE_URL')}/") and own[2:] == there[2:]


def _hours(what: Event | CalendarEntry) -> str:
    """The lines of a timetable: whom to call, below the blank line, is no hour."""
    return str(what.description).partition("\n\n")[0]


def _advance(entry: CalendarEntry, changes: dict[str, object], *, raises: bool) -> None:
    """Write a new revision; the stamp rises by a second at least, also when the machine's clock went back."""
    stamp = max(clock.now().replace(microsecond=0), entry.stamped_at + timedelta(seconds=1))
    forgotten = _NO_ANSWER if raises else {}
    entry.change(stamped_at=stamp, sequence=entry.sequence + raises, **forgotten, **changes)


def _revision(entry: CalendarEntry, kind: RevisionKind) -> Revision:
    appointment = appointment_of(entry)
    return Revision(
        uid=entry.uid,
        sequence=entry.sequence,
        method=method_of(appointment).value,
        ics=itip(appointment),
        kind=kind,
        stamped_at=entry.stamped_at,
        starts_at=entry.starts_at,
        attendee_email=entry.attendee_email,
        organizer=appointment.organizer.email,
    )


def appointment_of(entry: CalendarEntry) -> Appointment:
    """A stored entry as the value that is rendered."""
    return Appointment(
        uid=entry.uid,
        sequence=entry.sequence,
        stamped_at=entry.stamped_at,
        created_at=entry.created_at,
        organizer=Party(entry.organizer_email or setting("MAIL_SENDER"), setting("MAIL_SENDER_NAME")),
        attendee=Party(entry.attendee_email, entry.attendee_name),
        starts_at=entry.starts_at,
        ends_at=entry.ends_at,
        zone=entry.zone,
        summary=entry.summary,
        description=entry.description,
        location=entry.location,
        url=entry.url,
        all_day=entry.all_day,
        transparent=entry.transparent,
        asks_answer=entry.asks_answer,
        cancelled=entry.cancelled,
    )


def _inside_a_write() -> None:
    if not database.in_transaction():
        raise RuntimeError("an appointment changes inside an action only: SEQUENCE and mail belong together")
