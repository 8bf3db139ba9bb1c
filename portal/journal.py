"""The journal of erasures: a file beside the database to which lines are only added (promise P19).

It holds no person: a line says when, what kind of thing, and a hash of its random id. A backup from before
knows the id, so that restoring it can erase again whoever was erased since.
"""

import hashlib
import json
import os
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

FILE = "erasures.jsonl"


@dataclass(frozen=True)
class Line:
    """One erasure. `at` in ISO form, UTC; `what` is candidate or nomination; `ground` a `rules.retention.Ground`."""

    at: str
    what: str
    subject: str
    ground: str


def hash_of(what: str, public_id: str) -> str:
    """What the journal and the certificate call a thing; nobody comes from there to 128 random bits."""
    return hashlib.sha256(f"{what}:{public_id}".encode("ascii")).hexdigest()


def journal_of(instance: str | Path) -> Path:
    """Where the journal of an instance is."""
    return Path(instance) / FILE


def write_lines(path: Path, lines: Iterable[Line]) -> None:
    """Add lines, on the disk when this returns; of what has one already no second. Raises OSError.

    A line that a full disk or a crash cut off stands alone and counts for nothing.
    """
    known = {(line.what, line.subject) for line in read_lines(path)}
    new = list({(line.what, line.subject): line for line in lines if (line.what, line.subject) not in known}.values())
    if not new:
        return
    text = "".join(json.dumps(asdict(line)) + "\n" for line in new)
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
    with os.fdopen(descriptor, "r+b") as file:
        size = file.seek(0, os.SEEK_END)
        if size:
            file.seek(size - 1)
            text = text if file.read(1) == b"\n" else f"\n{text}"
        file.write(text.encode("ascii"))
        file.flush()
        os.fsync(file.fileno())
    _flush_folder(path.parent)


def read_lines(path: Path) -> list[Line]:
    """The lines of a journal, oldest first; none when there is no file."""
    if not path.exists():
        return []
    found = []
    for text in path.read_text("ascii", "replace").splitlines():
        try:
            found.append(Line(**json.loads(text)))
        except (ValueError, TypeError):
            continue  # cut off
    return found


def _flush_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
