"""Reading a mail: bytes go in, and what it is to the portal comes out. Never an exception, whatever the bytes."""

import hashlib
import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email.message import Message
from email.utils import parsedate_to_datetime

from portal.inbox.calendars import Responder, SaidInCalendar, read_calendar
from portal.inbox.parts import (
    all_parts,
    content_type,
    file_name,
    header,
    headers,
    only_address,
    parse,
    text_of,
)
from portal.inbox.reports import Report, answered_token, bounce_token, read_report, returned_token
from portal.rules.answers import MailedReply
from portal.rules.inbox import IncomingKind, WaitsBecause

_CALENDAR_TYPES = frozenset({"text/calendar", "application/ics", "text/x-vcalendar"})
_MACHINES = ("mailer-daemon@", "postmaster@")
_NOT_BY_A_PERSON = ("X-Auto-Response-Suppress", "X-Autoreply", "X-Autorespond")
_MOST_CALENDARS = 10


@dataclass(frozen=True, kw_only=True)
class Reading:
    """What a mail is. `uid` and `token` lead to the appointment and the mail of ours; `waits`: a person looks."""

    kind: IncomingKind
    message_key: str
    from_address: str = ""
    uid: str = ""
    token: str = ""
    reply: MailedReply | None = None
    report: Report | None = None
    waits: WaitsBecause | None = None


def read(raw: bytes, domain: str, *, is_whole: bool = True) -> Reading:
    """What a mail is to the portal on this domain (of its Message-IDs and UIDs).

    `is_whole` False: only the headers are here, of a mail too big to read that holds a calendar or a report.
    """
    key = hashlib.sha256(raw).hexdigest()
    try:
        message = parse(raw)
        found = _read(message, key, domain) if is_whole else _read_headers(message, key, domain)
    except Exception:  # noqa: BLE001 - a stranger chose these bytes; none of them may stop the reading of other mail
        found = _unreadable(raw, key, domain)
    return found


def is_for_us(head: bytes, domain: str, *, is_promising: bool) -> bool:
    """Whether a mail must be fetched, by its headers; `is_promising`: its structure shows a calendar or a report.

    What a person wrote in answer to a mail of ours is for a person.
    """
    if is_promising:
        return True
    try:
        message = parse(head)
        return bool(bounce_token(message, domain) or (answered_token(message, domain) and is_automatic(message)))
    except Exception:  # noqa: BLE001 - as in `read`
        return False


def _read(message: Message, key: str, domain: str) -> Reading:
    about = Reading(kind=IncomingKind.OTHER, message_key=key, from_address=only_address(headers(message, "From")))
    token = bounce_token(message, domain)
    if content_type(message) == "multipart/report":
        return _read_report(message, replace(about, token=token or returned_token(message, domain)))
    said = _answer_in(message, domain)
    if said is not None:
        return _read_answer(message, said, about)
    if token and about.from_address.startswith(_MACHINES):
        return replace(about, kind=IncomingKind.REPORT, token=token, waits=WaitsBecause.UNREADABLE_REPORT)
    token = token or answered_token(message, domain)
    return replace(about, kind=IncomingKind.AUTOMATIC, token=token) if token and is_automatic(message) else about


def _read_headers(message: Message, key: str, domain: str) -> Reading:
    token = bounce_token(message, domain) or answered_token(message, domain)
    about = Reading(kind=IncomingKind.OTHER, message_key=key, from_address=only_address(headers(message, "From")))
    return replace(about, kind=IncomingKind.ANSWER, token=token, waits=WaitsBecause.TOO_BIG) if token else about


def _read_report(message: Message, about: Reading) -> Reading:
    """A report about a mail of ours; one about anything else is left alone, a receipt is put aside."""
    if not about.token:
        return about
    if str(message.get_param("report-type", "")).lower() == "disposition-notification":
        return replace(about, kind=IncomingKind.AUTOMATIC)
    report = read_report(message)
    waits = WaitsBecause.UNREADABLE_REPORT if report is None or not report.recipients else None
    return replace(about, kind=IncomingKind.REPORT, report=report, waits=waits)


def _answer_in(message: Message, domain: str) -> SaidInCalendar | None:
    """The answer to an appointment of ours, whichever part it is in; None without one.

    Two parts that say different things are no clear answer. Raises Unreadable.
    """
    found: SaidInCalendar | None = None
    parts = [one for one in all_parts(message) if _is_calendar(one)][:_MOST_CALENDARS]
    for part in parts:
        text = text_of(part)
        said = read_calendar(text)
        if said is None or not said.uid.lower().endswith(f"@{domain.lower()}"):
            continue
        if found is not None and found != said:
            return replace(found, is_single=False)
        found = said
    return found


def _is_calendar(part: Message) -> bool:
    return not part.is_multipart() and (content_type(part) in _CALENDAR_TYPES or file_name(part).endswith(".ics"))


def _read_answer(message: Message, said: SaidInCalendar, about: Reading) -> Reading:
    about = replace(about, kind=IncomingKind.ANSWER, uid=said.uid)
    responder = said.by(about.from_address)
    answer = said.answer_of(responder) if responder else ""
    stamped_at = said.stamped_at or _date(message)
    if not said.is_single or responder is None or not responder.email or not answer or stamped_at is None:
        return replace(about, waits=WaitsBecause.UNCLEAR_ANSWER)
    reply = MailedReply(
        uid=said.uid,
        answer=answer,
        sequence=said.sequence,
        stamped_at=stamped_at,
        attendee_email=responder.email,
        from_address=about.from_address,
        is_verified=_is_from(responder, about.from_address) and not _fails_dmarc(message),
        message_key=about.message_key,
        note=said.note or responder.note,
        wish_starts_at=said.starts_at if said.method == "COUNTER" else None,
        wish_ends_at=said.ends_at if said.method == "COUNTER" else None,
        wish_location=said.location if said.method == "COUNTER" else "",
    )
    return replace(about, reply=reply)


def _is_from(responder: Responder, address: str) -> bool:
    """The attendee wrote it, or somebody of the same house who says to write for the attendee.

    Anybody can put any name in SENT-BY; a stranger's says nothing.
    """
    same_house = responder.sent_by.rpartition("@")[2] == responder.email.rpartition("@")[2]
    return bool(address) and (address == responder.email or (address == responder.sent_by and same_house))


def _fails_dmarc(message: Message) -> bool:
    """Whether any mail server on the way says that the sender is not who From says.

    Such a header can be forged, so it is never a reason to believe, only to doubt.
    """
    return any(
        re.search(r"\bdmarc\s*=\s*fail\b", value, re.IGNORECASE) for value in headers(message, "Authentication-Results")
    )


def is_automatic(message: Message) -> bool:
    """Whether a machine wrote it by itself (RFC 3834): an out-of-office, a notification, a mailing."""
    submitted = header(message, "Auto-Submitted").partition(";")[0].strip().lower()
    return (
        submitted not in ("", "no")
        or any(name in message for name in _NOT_BY_A_PERSON)
        or header(message, "Precedence").lower() in ("bulk", "auto_reply", "junk")
        or header(message, "Return-Path").replace(" ", "") == "<>"
    )


def _date(message: Message) -> datetime | None:
    try:
        found = parsedate_to_datetime(header(message, "Date"))
    except (ValueError, TypeError, OverflowError):
        return None
    return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)


def _unreadable(raw: bytes, key: str, domain: str) -> Reading:
    """What cannot be read but names a mail or an appointment of ours waits for a person."""
    about = Reading(kind=IncomingKind.OTHER, message_key=key)
    at = rb"@" + re.escape(domain.encode("utf-8", "replace"))
    token = re.search(rb"(?i)\b([0-9a-f]{32})" + at, raw)
    uid = re.search(rb"(?i)\b([0-9a-f]{8}-[0-9a-f-]{27}" + at + rb")", raw)
    if token is None and uid is None:
        return about
    return replace(
        about,
        kind=IncomingKind.ANSWER,
        waits=WaitsBecause.UNREADABLE,
        token=token[1].decode().lower() if token else "",
        uid=uid[1].decode("utf-8", "replace") if uid else "",
    )
