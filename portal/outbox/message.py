"""The bytes of a mail: the MIME tree of the calendar design, by the standard library's EmailMessage alone."""

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from portal.outbox.headers import LINE, address_header, text_header

# 7-bit and short lines: what every relay passes on unchanged. Headers come folded and stay as they are.
POLICY = SMTP.clone(cte_type="7bit", max_line_length=LINE, utf8=False, refold_source="none")
ATTACHMENT_NAME = "invite.ics"


@dataclass(frozen=True)
class Mailbox:
    """An address with the name beside it."""

    email: str
    name: str = ""


@dataclass(frozen=True)
class CalendarPart:
    """An iCalendar object that travels with a mail, and its METHOD."""

    ics: bytes
    method: str


@dataclass(frozen=True, kw_only=True)
class Letter:
    """Everything that decides the bytes of a mail. `token`: Message-ID and boundaries come from it."""

    sender: Mailbox
    recipient: Mailbox
    subject: str
    text: str
    html: str
    language: str
    written_at: datetime
    token: str
    domain: str
    calendar: CalendarPart | None = None


def build(letter: Letter) -> bytes:
    """The complete mail: CRLF, 7-bit, lines of at most 76 characters; the same letter gives the same bytes.

    Raises BadAddress; other texts are cleaned of what could break out of a header.
    """
    message = EmailMessage(policy=POLICY)
    message.set_raw("From", address_header("From", letter.sender.email, letter.sender.name))
    message.set_raw("To", address_header("To", letter.recipient.email, letter.recipient.name))
    message.set_raw("Subject", text_header("Subject", letter.subject))
    message["Date"] = format_datetime(letter.written_at.astimezone(UTC).replace(microsecond=0))
    message.set_raw("Message-ID", f"<{letter.token}@{letter.domain}>")
    message["Auto-Submitted"] = "auto-generated"
    message["Content-Language"] = letter.language
    message["MIME-Version"] = "1.0"
    if letter.calendar is None:
        _make_alternative(message, letter)
    else:
        alternative = _part()
        _make_alternative(alternative, letter)
        message["Content-Type"] = "multipart/mixed"
        message.set_boundary(_boundary(letter.token, "mixed"))
        message.attach(alternative)
        message.attach(_attachment(letter.calendar))
    return message.as_bytes()


def _part() -> EmailMessage:
    return EmailMessage(policy=POLICY)


def _make_alternative(part: EmailMessage, letter: Letter) -> None:
    """Text, HTML and the calendar, if any, last (Outlook looks only here; the last is preferred)."""
    part["Content-Type"] = "multipart/alternative"
    part.set_boundary(_boundary(letter.token, "alternative"))
    for subtype, words in (("plain", letter.text), ("html", letter.html)):
        child = _part()
        child.set_content(words, subtype=subtype, charset="utf-8", cte="quoted-printable")
        part.attach(_without_version(child))
    if letter.calendar is not None:
        child = _part()
        child.set_content(
            letter.calendar.ics,
            maintype="text",
            subtype="calendar",
            cte="base64",
            params={"charset": "utf-8", "method": letter.calendar.method, "component": "VEVENT"},
        )
        part.attach(_without_version(child))


def _attachment(calendar: CalendarPart) -> EmailMessage:
    part = _part()
    part.set_content(
        calendar.ics,
        maintype="application",
        subtype="ics",
        cte="base64",
        disposition="attachment",
        filename=ATTACHMENT_NAME,
        params={"name": ATTACHMENT_NAME},
    )
    return _without_version(part)


def _without_version(part: EmailMessage) -> EmailMessage:
    """A part of a mail carries no MIME-Version of its own; the library gives it one."""
    del part["MIME-Version"]
    return part


def _boundary(token: str, part: str) -> str:
    """`=_` can stand neither in quoted-printable nor in base64: no text can contain a boundary."""
    return f"=_{part}_{hashlib.sha256(token.encode()).hexdigest()[:16]}"
