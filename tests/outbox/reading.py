"""Reading a mail: its form checked line by line, its tree, and a rendition for golden files."""

import html.parser
import re
from email import message_from_bytes, policy
from email.message import EmailMessage


def read(raw: bytes) -> EmailMessage:
    """A mail, after checking that every relay passes it on unchanged: CRLF, 7-bit, lines of at most 78."""
    assert raw.endswith(b"\r\n")
    assert not set(b"\r\n") & set(raw.replace(b"\r\n", b"")), "a lone CR or LF"
    assert max(raw) < 128, "not 7-bit"
    assert b"\x00" not in raw
    assert max(map(len, raw.split(b"\r\n"))) <= 78
    return message_from_bytes(raw, EmailMessage, policy=policy.default)


def tree(part: EmailMessage) -> list[object]:
    """Content types, nested: `["multipart/mixed", ["text/plain"], …]`."""
    children = [tree(child) for child in part.iter_parts()] if part.is_multipart() else []  # type: ignore[arg-type]
    return [part.get_content_type(), *children]


def body(message: EmailMessage, subtype: str) -> str:
    """The text of the one part `text/<subtype>`."""
    (part,) = [part for part in message.walk() if part.get_content_type() == f"text/{subtype}"]
    content = part.get_payload(decode=True)
    assert isinstance(content, bytes)
    return content.decode("utf-8")


def header_fields(raw: bytes) -> list[tuple[str, str]]:
    """The header fields of the mail itself, unfolded but not decoded."""
    head = raw.split(b"\r\n\r\n", 1)[0].decode("ascii")
    return [
        (name, value)
        for name, _, value in (line.partition(": ") for line in re.sub("\r\n(?=[ \t])", "", head).split("\r\n"))
    ]


class _Words(html.parser.HTMLParser):
    """Gathers what a reader reads, and the addresses of links."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.links: list[str] = []
        self._skipped = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._skipped += tag in {"title", "style"}
        self.links += [value for name, value in attrs if name == "href" and value]

    def handle_endtag(self, tag: str) -> None:
        self._skipped -= tag in {"title", "style"}

    def handle_data(self, data: str) -> None:
        if not self._skipped:
            self.words += data.split()


def words_of_html(page: str) -> tuple[list[str], list[str]]:
    """The words of an HTML mail, and its links."""
    reader = _Words()
    reader.feed(page)
    return reader.words, reader.links


def readable(raw: bytes) -> str:
    """A mail as a person can compare it: headers as sent, each part decoded under its own headers."""
    message = read(raw)
    lines = [f"{name}: {value}" for name, value in header_fields(raw)]
    calendar = None
    for part in message.walk():
        if part.is_multipart():
            continue
        lines += ["", f"===== {part['Content-Type']}"]
        lines += [f"{name}: {value}" for name, value in part.items() if name != "Content-Type"]
        content = part.get_payload(decode=True)
        assert isinstance(content, bytes)
        if content == calendar:
            lines += ["", "(the same bytes as the calendar above)"]
            continue
        if part.get_content_type() == "text/calendar":
            calendar = content
        lines += ["", *content.decode("utf-8").splitlines()]
    return "\n".join(lines) + "\n"
