"""Canaries: a word in each text field that stands nowhere else, so that it betrays where a fact came out.

A canary is eight small letters and digits: it fits in a postcode, and nothing that the portal does with a text
(searching, shortening, escaping, folding, encoding) breaks it up.
"""

import re
from collections.abc import Iterator
from email import message_from_bytes, policy

CANARY = re.compile(rb"zq\d{4}qz", re.IGNORECASE)


class Canaries:
    """The canaries of one world: which field of which table each was put in first."""

    def __init__(self) -> None:
        self.homes: dict[str, str] = {}

    def __call__(self, home: str, words: str = "") -> str:
        """A text for a field (`home`, as `Candidate.notes`) with a new canary in it."""
        token = f"zq{len(self.homes):04d}qz"
        self.homes[token] = home
        return f"{words} {token}" if words else token

    def email(self, home: str) -> str:
        """An address with a new canary in it."""
        return f"{self(home)}@mail.example"


def found_in(body: bytes) -> set[str]:
    """The canaries in the bytes of a page, a file or a header."""
    return {match.decode().lower() for match in CANARY.findall(body)}


def found_in_mail(raw: bytes) -> set[str]:
    """The canaries in a mail: its headers and each of its parts, decoded, with folded lines joined."""
    return {token for piece in _pieces(raw) for token in found_in(piece)}


def _pieces(raw: bytes) -> Iterator[bytes]:
    message = message_from_bytes(raw, policy=policy.default)
    for part in message.walk():
        yield "\n".join(f"{name}: {value}" for name, value in part.items()).encode()
        if not part.is_multipart():
            content = part.get_payload(decode=True)
            assert isinstance(content, bytes)
            yield content
            yield content.replace(b"\r\n ", b"").replace(b"\n ", b"")
