"""The chain over the lines of who looked at whom (promise P18): what is hashed, and how long a line is kept.

Each line's link is SHA-256 over the link before it and its own content. The content names the candidate by a hash of
the public id, 128 random bits that nobody can guess once they are gone: a person can be erased from a line while the
line stays sound. Old lines are let go from the front; the link of the last of them is the anchor that the rest
hangs on.
"""

import hashlib
import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

START = "0" * 64
KEEP_LOOKS = timedelta(days=730)  # 24 months


@dataclass(frozen=True, kw_only=True)
class Line:
    """What the hash of one line covers. `organisation` is the key of the candidate's, 0 when that is not known."""

    number: int
    at: datetime
    by_mark: str
    by_words: str
    candidate_mark: str
    organisation: int
    at_what: str


def mark_of(kind: str, public_id: str) -> str:
    """Who it is, for the hash: `kind` is `candidate` or `person`; "" for nobody."""
    return hashlib.sha256(f"{kind}:{public_id}".encode()).hexdigest() if public_id else ""


def link_after(previous: str, line: Line) -> str:
    """The link of a line that stands after the line with the link `previous`."""
    content = json.dumps(
        [
            line.number,
            line.at.astimezone(UTC).isoformat(timespec="microseconds"),
            line.by_mark,
            line.by_words,
            line.candidate_mark,
            line.organisation,
            line.at_what,
        ],
        ensure_ascii=False,
        separators=(",", ":"),
    )
    return hashlib.sha256(f"{previous}\n{content}".encode()).hexdigest()
