"""The bytes of a mail: the MIME tree of the calendar design, by the standard library's EmailMessage alone."""

import hashlib
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from email.headerregistry import Address
from email.message import EmailMessage, MIMEPart
from email.policy import SMTP
from email.utils import format_datetime

# 7-bit and short lines: what every relay passes on unchanged, so that signatures and calendars survive.
POLICY = SMTP.clone(cte_type="7bit", max_line_length=78, utf8=False)
ATTACHMENT_NAME = "invite.ics"
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff]+")
_DIRECTIONS = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[^\s@<>()\[\]\\,;:\"]{1,253}\Z")
_LONGEST_NAME = 120


class BadAddress(ValueError):
    """An address that cannot stand in a mail header."""


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
    """Everything that decides the bytes of a mail. `token` is unique: Message-ID and boundaries come from it."""

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
    """The complete mail: CRLF, 7-bit, lines of at most 78 characters; the same letter gives the same bytes.

    Raises BadAddress; other texts are cleaned of what could break out of a header.
    """
    message = EmailMessage(policy=POLICY)
    message["From"] = _header_address(letter.sender)
    message["To"] = _header_address(letter.recipient)
    message["Subject"] = header_text(letter.subject)
    message["Date"] = format_datetime(letter.written_at.astimezone(UTC).replace(microsecond=0))
    message["Message-ID"] = f"<{letter.token}@{letter.domain}>"
    message["Auto-Submitted"] = "auto-generated"
    message["Content-Language"] = letter.language
    message["MIME-Version"] = "1.0"
    if letter.calendar is None:
        _make_alternative(message, letter)
    else:
        alternative = MIMEPart(policy=POLICY)
        _make_alternative(alternative, letter)
        message["Content-Type"] = "multipart/mixed"
        message.set_boundary(_boundary(letter.token, "mixed"))
        message.attach(alternative)
        message.attach(_attachment(letter.calendar))
    return message.as_bytes()


def checked_address(email: str) -> str:
    """The address as it goes into headers and the envelope; a domain with accents in its ASCII form.

    Raises BadAddress for anything else than one plain address.
    """
    if not _ADDRESS.match(email):
        raise BadAddress(f"not an address: {email!r}")
    local, _, domain = email.rpartition("@")
    if local.startswith(".") or local.endswith(".") or ".." in local:
        raise BadAddress(f"not an address: {email!r}")
    try:
        return f"{local}@{domain.encode('idna').decode('ascii')}"
    except UnicodeError as error:
        raise BadAddress(f"not an address: {email!r}") from error


def header_text(text: str) -> str:
    """Text for a header: one line, without control characters, line separators, or marks that turn text around."""
    return " ".join(_UNPRINTABLE.sub(" ", _DIRECTIONS.sub("", text)).split())


def _header_address(mailbox: Mailbox) -> Address:
    return Address(display_name=header_text(mailbox.name)[:_LONGEST_NAME], addr_spec=checked_address(mailbox.email))


def _make_alternative(part: MIMEPart, letter: Letter) -> None:
    """Text, HTML and, when there is one, the calendar last (Outlook looks only here; the last is preferred)."""
    part["Content-Type"] = "multipart/alternative"
    part.set_boundary(_boundary(letter.token, "alternative"))
    for subtype, words in (("plain", letter.text), ("html", letter.html)):
        child = MIMEPart(policy=POLICY)
        child.set_content(words, subtype=subtype, charset="utf-8", cte="quoted-printable")
        part.attach(child)
    if letter.calendar is not None:
        child = MIMEPart(policy=POLICY)
        child.set_content(
            letter.calendar.ics,
            maintype="text",
            subtype="calendar",
            cte="base64",
            params={"charset": "utf-8", "method": letter.calendar.method, "component": "VEVENT"},
        )
        part.attach(child)


def _attachment(calendar: CalendarPart) -> MIMEPart:
    part = MIMEPart(policy=POLICY)
    part.set_content(
        calendar.ics,
        maintype="application",
        subtype="ics",
        cte="base64",
        disposition="attachment",
        filename=ATTACHMENT_NAME,
        params={"name": ATTACHMENT_NAME},
    )
    return part


def _boundary(token: str, part: str) -> str:
    """`=_` can stand neither in quoted-printable nor in base64: no text can contain a boundary."""
    return f"=_{part}_{hashlib.sha256(token.encode()).hexdigest()[:16]}"
