"""Look at a document in a process of its own, so that a hostile file cannot hurt the one that serves pages.

The process gets the bytes on its standard input and nothing else: no environment, no open files, no room
to fork, and limits on processor time, memory and what it may write. What comes back is a rebuilt document.
"""

import json
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO

from portal.rules.documents import LIMITS, DocumentRefused, Kind, Limits, Reason

_BESIDE_PORTAL = str(Path(__file__).resolve().parents[2])
_START = "import sys; sys.path.insert(0, sys.argv[1]); from portal.cabinet.child import main; main(sys.argv[2])"
_SIGNATURES = {
    Kind.PDF: b"%PDF-",
    Kind.DOCX: b"PK\x03\x04",
    Kind.ODT: b"PK\x03\x04",
    Kind.JPEG: b"\xff\xd8\xff",
    Kind.PNG: b"\x89PNG\r\n\x1a\n",
}

# Each look may use a gigabyte for a moment: two at a time in one process, the rest wait their turn.
_turns = threading.BoundedSemaphore(2)


@dataclass(frozen=True)
class Examined:
    """What a document turned out to be, and its rebuilt bytes.

    `pages` is None for text documents, which have pages only once they are laid out.
    """

    kind: Kind
    pages: int | None
    clean_bytes: bytes

    @property
    def media_type(self) -> str:
        return self.kind.media_type

    @property
    def extension(self) -> str:
        return self.kind.extension


def examine(document: bytes | Path, limits: Limits = LIMITS) -> Examined:
    """Decide by parsing what this document is, and rebuild it without anything that can run.

    Raises DocumentRefused with the reason. A crash of the examining process counts as damaged, running out of
    processor time or memory as too complex, and a machine too busy to look in `wall_seconds` as not now.
    """
    data = document.read_bytes() if isinstance(document, Path) else document
    if not data:
        raise DocumentRefused(Reason.EMPTY)
    if len(data) > limits.bytes:
        raise DocumentRefused(Reason.TOO_BIG)
    with _a_turn(limits.wall_seconds):
        try:
            return _verdict(_ask_child(data, limits), limits)
        except OSError as error:  # no room for the temporary file, no more processes
            raise DocumentRefused(Reason.NOT_NOW) from error


@contextmanager
def _a_turn(seconds: float) -> Iterator[None]:
    if not _turns.acquire(timeout=seconds):
        raise DocumentRefused(Reason.NOT_NOW)
    try:
        yield
    finally:
        _turns.release()


def _ask_child(data: bytes, limits: Limits) -> bytes:
    """What the examining process wrote. Files instead of pipes: RLIMIT_FSIZE holds for files only."""
    with tempfile.TemporaryFile() as question, tempfile.TemporaryFile() as answer:
        question.write(data)
        question.seek(0)
        try:
            finished = _run_child(question, answer, limits)
        except subprocess.TimeoutExpired as error:
            raise DocumentRefused(Reason.NOT_NOW) from error
        if finished.returncode < 0:
            raise DocumentRefused(_reason_of_death(-finished.returncode))
        if finished.returncode > 0:
            raise DocumentRefused(Reason.DAMAGED)
        answer.seek(0)
        return answer.read(limits.clean_bytes + 4096)


def _run_child(question: IO[bytes], answer: IO[bytes], limits: Limits) -> "subprocess.CompletedProcess[bytes]":
    command = [sys.executable, "-I", "-B", "-c", _START, _BESIDE_PORTAL, json.dumps(asdict(limits))]
    return subprocess.run(  # noqa: S603  # our own interpreter, our own words
        command,
        stdin=question,
        stdout=answer,
        stderr=subprocess.DEVNULL,
        cwd="/",
        env={"LC_ALL": "C.UTF-8"},
        close_fds=True,
        start_new_session=True,
        timeout=limits.wall_seconds,
        check=False,
    )


def _reason_of_death(signal_number: int) -> Reason:
    """Killed for its processor time or for what it wrote (SIGXCPU, SIGKILL, SIGXFSZ): too complex; else a
    crash.
    """
    return Reason.TOO_COMPLEX if signal_number in {9, 24, 25} else Reason.DAMAGED


def _verdict(written: bytes, limits: Limits) -> Examined:
    """Read the answer without trusting it: the process that wrote it had a hostile file in its hands."""
    head, _, clean = written.partition(b"\n")
    try:
        said = json.loads(head)
        if "refused" in said:
            raise DocumentRefused(Reason[said["refused"]])
        kind, pages = Kind[said["kind"]], said["pages"]
    except (ValueError, KeyError, TypeError) as error:
        raise DocumentRefused(Reason.DAMAGED) from error
    if len(clean) > limits.clean_bytes:
        raise DocumentRefused(Reason.TOO_COMPLEX)
    if not clean.startswith(_SIGNATURES[kind]) or not (pages is None or isinstance(pages, int)):
        raise DocumentRefused(Reason.DAMAGED)
    return Examined(kind, pages, clean)
