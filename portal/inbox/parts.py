"""The parts of a mail that anybody may have sent: bounded first, parsed then, and never trusted about itself."""

import re
from collections.abc import Iterator
from email import message_from_bytes
from email.header import Header
from email.message import Message

MOST_PARTS = 1000
MOST_NESTED = 60  # mails nest three or four deep; the parser of the library goes one call deeper for each
MOST_HEADERS = 2000
_LONGEST_HEADER = 20_000  # References of a long thread
_NESTING = re.compile(rb"(?i)(?:multipart|message)/")
_END_OF_LINE = re.compile(rb"\r\n|\r|\n")
_END_OF_HEADERS = re.compile(rb"\r\n\r\n|\n\n|\r\r")
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff]")
_DIRECTIONS = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_CHARSETS = frozenset({"us-ascii", "iso-8859-1", "iso-8859-2", "iso-8859-15", "windows-1250", "windows-1252", "utf-16"})
# One address: bare, or in pointed brackets after a name that has none.
_FROM = re.compile(r'\s*(?:(?:"(?:[^"\\]|\\.)*"|[^<>"])*<\s*(?P<named>[^<>\s]+)\s*>|(?P<bare>\S+))\s*\Z')
_ADDRESS = re.compile(r"[^\s@<>()\[\]\\,;:\"]{1,64}@[^\s@<>()\[\]\\,;:\"]{1,253}\Z")


class Unreadable(Exception):
    """A mail or a calendar that cannot be read; says nothing about what stands in it."""


def parse(raw: bytes) -> Message:
    """The mail as the library reads it. Raises Unreadable for what would keep it busy, or what it cannot read."""
    if raw.count(b"\n--") + raw.count(b"\r--") > MOST_PARTS or len(_NESTING.findall(raw)) > MOST_NESTED:
        raise Unreadable("too many parts")
    end = _END_OF_HEADERS.search(raw)
    if len(_END_OF_LINE.findall(raw, 0, end.start() if end else len(raw))) > MOST_HEADERS:
        raise Unreadable("too many headers")
    try:
        return message_from_bytes(raw)
    except Exception as error:
        raise Unreadable(type(error).__name__) from error


def all_parts(message: Message) -> Iterator[Message]:
    """Every part, however deep."""
    yield from message.walk()


def header(message: Message, name: str) -> str:
    """A header on one line, as it was written (not decoded); "" when it is not there."""
    return _one_line(message.get(name))


def headers(message: Message, name: str) -> list[str]:
    """Every header of that name."""
    return [_one_line(value) for value in message.get_all(name, [])]


def _one_line(value: str | Header | None) -> str:
    return "" if value is None else one_line(str(value), _LONGEST_HEADER)


def content_type(part: Message) -> str:
    """The type of a part, in small letters."""
    return part.get_content_type()


def file_name(part: Message) -> str:
    """The name a part was given, in small letters; "" when there is none, or none that can be read."""
    try:
        return str(part.get_filename("") or "").lower()
    except Exception:  # noqa: BLE001 - encoded words of a name can be anything; without a name it is not ours
        return ""


def text_of(part: Message) -> str:
    """What stands in a part, decoded: UTF-8 when it is, else what it says it is when we know that, else Latin-1."""
    payload = part.get_payload(decode=True)
    if not isinstance(payload, bytes):
        return ""
    named = (part.get_content_charset() or "").lower()
    for charset in ("utf-8-sig", named if named in _CHARSETS else "latin-1"):
        try:
            return payload.decode(charset)
        except UnicodeDecodeError:
            continue
    return payload.decode("latin-1")


def only_address(values: list[str]) -> str:
    """The one address of From headers, in small letters; "" when there is none, or more than one."""
    found = _FROM.match(values[0]) if len(values) == 1 else None
    address = (found["named"] or found["bare"] or "") if found else ""
    return address.lower() if _ADDRESS.match(address) else ""


def one_line(text: str, at_most: int = 2000) -> str:
    """Text on one line, without what cannot be printed or turns text around."""
    return " ".join(without_controls(text).split())[:at_most]


def without_controls(text: str) -> str:
    """Text without control characters but for tabs and ends of lines, and without marks that turn text around."""
    return _CONTROLS.sub("", _DIRECTIONS.sub("", text))
