"""Golden files: what the portal writes, kept as a person reads it, so that a change is a diff that somebody looks at.

`GOLDEN=write .venv/bin/pytest tests/outbox tests/calendar` renews them. What differs in every run (identifiers, tokens,
boundaries) is written as its kind.
"""

import os
import re
from email.message import EmailMessage
from pathlib import Path

from tests.calendar.linter import calendar_of
from tests.outbox.reading import body, header_fields, read, words_of_html

_SHOWN = ("From", "To", "Subject")
_DIFFERENT_EACH_TIME = (
    (re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"), "(uid)"),
    (re.compile(r"\b[0-9a-f]{32}\b"), "(id)"),
    (re.compile(r"(?<==_)(mixed|alternative)_[0-9a-f]{16}"), r"\1"),
    (re.compile(r"(https?://[^/\s]+(?:/[a-z-]+)*/)[A-Za-z0-9_-]{22,}"), r"\1(id)"),
)


def rendition(raw: bytes) -> str:
    """A whole mail: headers as people read them, the text, and the calendar file line by line.

    The HTML has the same words, and is left out.
    """
    message = read(raw)
    text = body(message, "plain")
    lines = [f"{name}: {message[name] if name in _SHOWN else value}" for name, value in header_fields(raw)]
    lines += ["", *text.splitlines()]
    assert _words(text) == _words(" ".join(words_of_html(body(message, "html"))[0])), "text and HTML differ"
    ics = calendar_of(message)
    if ics is not None:
        lines += ["", f"===== {_calendar_type(message)}", "", *unfolded(ics).splitlines()]
    return without_what_differs("\n".join(lines) + "\n")


def unfolded(ics: bytes) -> str:
    """A calendar file with whole lines."""
    return ics.replace(b"\r\n ", b"").decode("utf-8")


def same_as_golden(file: Path, found: str) -> None:
    """Compare with a golden file, or write it when told to."""
    if os.environ.get("GOLDEN") == "write":
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(found, "utf-8")
    assert file.exists(), f"there is no {file.name}: GOLDEN=write makes it"
    assert found == file.read_text("utf-8"), file.name


def none_left_over(folder: Path, wanted: set[str]) -> None:
    """Golden files are those of today's mails and no others; a file of none is removed when told to write."""
    there = {file.relative_to(folder).as_posix(): file for file in folder.rglob("*.txt")}
    if os.environ.get("GOLDEN") == "write":
        for name in there.keys() - wanted:
            there[name].unlink()
        return
    assert there.keys() == wanted


def _calendar_type(message: EmailMessage) -> str:
    (found,) = [part["Content-Type"] for part in message.walk() if part.get_content_type() == "text/calendar"]
    return str(found)


def _words(text: str) -> set[str]:
    """The words of three letters and more; addresses stand in the text alone."""
    return set(re.findall(r"[^\W\d_]{3,}", re.sub(r"https?://\S+", "", text)))


def without_what_differs(text: str) -> str:
    """A text with identifiers, tokens and boundaries written as their kind."""
    for pattern, kind in _DIFFERENT_EACH_TIME:
        text = pattern.sub(kind, text)
    return text
