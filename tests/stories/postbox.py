"""The mail that arrived at the server, read as a mail client reads it: from the raw bytes."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.message import EmailMessage
from functools import cached_property
from itertools import pairwise

from tests.outbox.reading import body, read, words_of_html
from tests.outbox.servers import Arrived, Sink

ADDRESS_IN_TEXT = re.compile(r"https?://\S+")


class NoSuchMail(AssertionError):
    """The mail or the button that somebody looks for is not there; the message says what is."""


@dataclass(frozen=True)
class Letter:
    """One mail as its reader sees it. Made only from what came over the wire."""

    recipient: str
    raw: bytes

    @cached_property
    def message(self) -> EmailMessage:
        return read(self.raw)

    @property
    def subject(self) -> str:
        return str(self.message["Subject"])

    @property
    def addressees(self) -> list[str]:
        """Every address in To, Cc and Bcc: a reader sees them all."""
        headers = [self.message[name] for name in ("To", "Cc", "Bcc") if self.message[name] is not None]
        return [one.addr_spec for header in headers for one in header.addresses]

    @cached_property
    def text(self) -> str:
        """The text/plain part."""
        return body(self.message, "plain")

    @cached_property
    def everything(self) -> str:
        """All that can be read in it: subject, both texts, and what the calendar shows."""
        parts = [part.get_payload(decode=True) for part in self.message.walk() if not part.is_multipart()]
        texts = [part.decode("utf-8").replace("\r\n ", "") for part in parts if isinstance(part, bytes)]
        return "\n".join([self.subject, str(self.message["To"]), *texts])

    @property
    def buttons(self) -> dict[str, str]:
        """The words above each address in the text, and where it leads."""
        lines = self.text.splitlines()
        return {before.rstrip(":"): line for before, line in pairwise(lines) if ADDRESS_IN_TEXT.fullmatch(line)}

    @property
    def appointments(self) -> list[EmailMessage]:
        """The parts that hold an appointment: the one in the body, then the one attached."""
        kinds = ("text/calendar", "application/ics")
        return [part for part in self.message.walk() if part.get_content_type() in kinds]

    def leads_to(self, button: str) -> str:
        """Where a button leads. Raises NoSuchMail with the buttons that are there."""
        if button not in self.buttons:
            raise NoSuchMail(f"“{self.subject}” has the buttons {list(self.buttons)}, not {button!r}")
        return self.buttons[button]

    def check(self) -> None:
        """What holds for every mail: one reader, no blank, and the same words and links in text and HTML."""
        assert self.addressees == [self.recipient]
        assert self.message["Auto-Submitted"] == "auto-generated"
        assert self.text.strip(), f"“{self.subject}” is blank"
        assert not re.search(r"\(\(|\)\)|\[\[|None|%\(", self.subject + self.text), self.text
        _, links = words_of_html(body(self.message, "html"))
        assert set(links) == set(ADDRESS_IN_TEXT.findall(self.text))

    def __contains__(self, words: str) -> bool:
        return words in " ".join(self.text.split())


@dataclass
class Postbox:
    """Everybody's letters, oldest first."""

    sink: Sink
    _read: dict[bytes, Letter] = field(default_factory=dict)

    def __iter__(self) -> Iterator[Letter]:
        return iter([self._letter(arrived) for arrived in self.sink.arrived])

    def of(self, address: str) -> list[Letter]:
        """All the mail of one person."""
        return [letter for letter in self if letter.recipient == address]

    def newest(self, address: str, about: str) -> Letter:
        """The newest mail to this person with these words in its subject. Raises NoSuchMail with what is there."""
        found = [letter for letter in self.of(address) if about in letter.subject]
        if not found:
            raise NoSuchMail(f"{address} has no mail about {about!r}, but {[one.subject for one in self.of(address)]}")
        return found[-1]

    def _letter(self, arrived: Arrived) -> Letter:
        if arrived.raw not in self._read:
            self._read[arrived.raw] = Letter(arrived.recipient, arrived.raw)
            self._read[arrived.raw].check()
        return self._read[arrived.raw]
