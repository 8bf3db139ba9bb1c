"""An answer as calendar programs write it: METHOD:REPLY or COUNTER, one event, one attendee (RFC 5546 §3.2.3, §3.2.7).

Read line by line by `icalendar`'s own parser of lines, not into its components: those keep the time zones of
any mail for the next one, and a mail of a stranger may hold any number of them.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from icalendar import vDDDTypes
from icalendar.parser import Contentline, Contentlines

from portal.inbox.parts import Unreadable, one_line, without_controls
from portal.rules.answers import COUNTER, Answer

LARGEST = 256 * 1024
MOST_LINES = 20_000
NOTE_LENGTH = 500
_ANSWERS = {"ACCEPTED": Answer.ACCEPTED, "DECLINED": Answer.DECLINED, "TENTATIVE": Answer.TENTATIVE}
_IN_EVENT = ["VCALENDAR", "VEVENT"]
_PLENTY = 200  # values of one property of an event that are kept


@dataclass(frozen=True)
class Responder:
    """Who answers, what, and who wrote it down for that person. Addresses in small letters."""

    email: str
    partstat: str
    sent_by: str
    note: str


@dataclass(frozen=True, kw_only=True)
class SaidInCalendar:
    """What a calendar part says. `answer`, `responder` are empty when that is not clear: `is_clear` is False."""

    uid: str
    method: str
    sequence: int
    stamped_at: datetime | None
    responders: tuple[Responder, ...]
    note: str
    is_single: bool
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    location: str = ""

    def by(self, address: str) -> Responder | None:
        """Whose answer it is: the only attendee, else the one the mail comes from; None when that is not clear."""
        if len(self.responders) == 1:
            return self.responders[0]
        found = [one for one in self.responders if address and address in (one.email, one.sent_by)]
        return found[0] if len(found) == 1 else None

    def answer_of(self, responder: Responder) -> str:
        """`accepted`, `declined`, `tentative` or `counter`; "" when it is none of these."""
        return COUNTER if self.method == "COUNTER" else _ANSWERS.get(responder.partstat, "")


@dataclass
class _Value:
    text: str
    parameters: dict[str, str]


def read_calendar(text: str) -> SaidInCalendar | None:
    """What a calendar part answers; None when it is no REPLY or COUNTER to one UID. Raises Unreadable."""
    if len(text) > LARGEST:
        raise Unreadable("calendar too big")
    method, events = _events(text)
    if method not in ("REPLY", "COUNTER"):
        return None
    uids = {value.text.strip() for event in events for value in event.get("UID", [])}
    if not uids:
        return None
    event = events[0]
    start, end = _moment(event, "DTSTART"), _moment(event, "DTEND")
    return SaidInCalendar(
        uid=min(uids),
        method=method,
        sequence=_number(event, "SEQUENCE"),
        stamped_at=_moment(event, "DTSTAMP", floating_is_utc=True),
        responders=tuple(_responder(value) for value in event.get("ATTENDEE", [])),
        note=_first(event, "COMMENT")[:NOTE_LENGTH],
        is_single=len(events) == 1 and len(uids) == 1 and not {"RECURRENCE-ID", "RRULE", "RDATE"} & event.keys(),
        starts_at=start,
        ends_at=end if start and end and end > start else None,
        location=_first(event, "LOCATION")[:300],
    )


def _events(text: str) -> tuple[str, list[dict[str, list[_Value]]]]:
    """METHOD, and the properties of each event; what is nested deeper is somebody else's."""
    method, events, inside = "", list[dict[str, list[_Value]]](), list[str]()
    for name, value in _lines(text):
        if name == "BEGIN":
            inside.append(value.text.strip().upper())
            if inside == _IN_EVENT:
                events.append({})
        elif name == "END":
            inside = inside[:-1]
        elif name == "METHOD" and inside == _IN_EVENT[:1]:
            method = method or value.text.strip().upper()
        elif inside == _IN_EVENT and len(kept := events[-1].setdefault(name, [])) < _PLENTY:
            kept.append(value)
    return method, events


def _lines(text: str) -> Iterator[tuple[str, _Value]]:
    text = without_controls(text).replace("\r\n", "\n").replace("\r", "\n")
    if text.count("\n") > MOST_LINES:
        raise Unreadable("too many lines")
    for line in Contentlines.from_ical(text):
        if line:
            try:
                name, parameters, value = Contentline(line).parts()
            except ValueError:
                continue  # one bad line does not spoil the others
            yield name.upper(), _Value(str(value), {str(key).upper(): _joined(one) for key, one in parameters.items()})


def _joined(value: object) -> str:
    return ",".join(map(str, value)) if isinstance(value, list) else str(value)


def _responder(value: _Value) -> Responder:
    """Apple names some people by an opaque address and puts the real one in EMAIL."""
    email = _mailto(value.text) or value.parameters.get("EMAIL", "").strip().lower()
    return Responder(
        email=email[:254],
        partstat=value.parameters.get("PARTSTAT", "").strip().upper(),
        sent_by=_mailto(value.parameters.get("SENT-BY", "")),
        note=one_line(value.parameters.get("X-RESPONSE-COMMENT", ""), NOTE_LENGTH),  # Google's
    )


def _mailto(text: str) -> str:
    scheme, _, address = text.strip().partition(":")
    return address.strip().lower() if scheme.lower() == "mailto" else ""


def _first(event: dict[str, list[_Value]], name: str) -> str:
    return one_line(event[name][0].text) if name in event else ""


def _number(event: dict[str, list[_Value]], name: str) -> int:
    text = _first(event, name)
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def _moment(event: dict[str, list[_Value]], name: str, *, floating_is_utc: bool = False) -> datetime | None:
    """An instant; None for a day, for a time without a zone we know, and for what is no time at all."""
    if name not in event:
        return None
    value = event[name][0]
    try:
        found = vDDDTypes.from_ical(value.text.strip(), value.parameters.get("TZID"))
        if not isinstance(found, datetime):
            return None
        if found.tzinfo is None:
            return found.replace(tzinfo=UTC) if floating_is_utc else None
        return found.astimezone(UTC)
    except (ValueError, OverflowError, TypeError, AttributeError, KeyError):
        return None
