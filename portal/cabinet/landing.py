"""The landing: what is being sent lies here until it is whole, one file per key, and nobody reads it.

A plain folder on this machine, also when the documents themselves lie in an object store: a half sent file that another
machine has is sent again from its beginning.
"""

import contextlib
import fcntl
import hashlib
import os
import re
from collections.abc import Container, Iterator
from contextlib import contextmanager
from io import FileIO
from pathlib import Path
from typing import IO
from urllib.parse import unquote, urlsplit

from portal.cabinet.storing import (
    NotInCabinet,
    flush_folder,
    make_folder,
    overwrite,
    plain_words_for_errors,
    seconds_on_this_disk,
)
from portal.rules.documents import DocumentRefused, Reason

_KEY = re.compile(r"[0-9a-f]{32}")  # as the cabinet's own keys
_PIECE = 256 * 1024


class Busy(Exception):
    """Somebody else is writing this file at this moment."""


class Held:
    """One file that is arriving, held by whoever writes it."""

    def __init__(self, file: FileIO) -> None:
        self._file = file

    @property
    def size(self) -> int:
        """How many bytes lie here; more than was acknowledged when a crash came between."""
        return self._file.seek(0, os.SEEK_END)

    @property
    def sha256(self) -> str:
        """The digest of the whole file, in hexadecimal."""
        self._file.seek(0)
        return hashlib.file_digest(self._file, "sha256").hexdigest()

    def append(self, piece: bytes, at: int) -> None:
        """Write a piece at its place, flushed; what an earlier try left behind it is cut off.

        Raises NotInCabinet when the file does not reach as far: it lies on another machine, or was cleared.
        """
        if self.size < at:
            raise NotInCabinet(at)
        self._file.seek(at)
        self._file.truncate()
        _write_all(self._file, piece)
        _flush(self._file)


class Landing:
    """Files that are arriving. What is acknowledged was flushed to the disk."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder.resolve()
        with plain_words_for_errors():
            make_folder(self._folder)

    def path(self, key: str) -> Path:
        """Where a file lies; it need not be there."""
        if not _KEY.fullmatch(key):
            raise NotInCabinet(key)
        return self._folder / key

    def take(self, key: str, stream: IO[bytes], most: int) -> tuple[int, str]:
        """Write a whole file, flushed; its size and SHA-256. DocumentRefused when it is empty or longer than `most`.

        However much is sent and however small the pieces come, no more than `most` bytes and one are read.
        """
        size, digest = 0, hashlib.sha256()
        with self._writing(key) as file:
            while size <= most and (piece := stream.read(min(_PIECE, most + 1 - size))):
                _write_all(file, piece)
                digest.update(piece)
                size += len(piece)
            if size > most:
                raise DocumentRefused(Reason.TOO_BIG)
            if not size:
                raise DocumentRefused(Reason.EMPTY)
            _flush(file)
        return size, digest.hexdigest()

    @contextmanager
    def holding(self, key: str) -> Iterator["Held"]:
        """A file that is arriving, for one at a time: read how far it is, write the next piece, note it, and let go.

        Raises Busy when somebody else holds it now.
        """
        with self._writing(key) as file:
            yield Held(file)

    def drop(self, key: str) -> None:
        """Erase a file that will never be whole; dropping what is not there does no harm."""
        with plain_words_for_errors(), contextlib.suppress(FileNotFoundError):
            overwrite(self.path(key))
            self.path(key).unlink()
            flush_folder(self._folder)

    def sweep(self, named: Container[str], older_than_seconds: float) -> int:
        """Erase the files that no row names and that lay silent for so long; how many there were."""
        stray = [
            path.name
            for path in self._folder.iterdir()
            if path.name not in named
            and _KEY.fullmatch(path.name)
            and _is_older(path, self._folder, older_than_seconds)
        ]
        for key in stray:
            self.drop(key)
        return len(stray)

    @contextmanager
    def _writing(self, key: str) -> Iterator[FileIO]:
        with plain_words_for_errors():
            descriptor = os.open(self.path(key), os.O_RDWR | os.O_CREAT, 0o600)
            with os.fdopen(descriptor, "r+b", buffering=0) as file:
                try:
                    fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                except BlockingIOError as error:
                    raise Busy from error
                yield file


def _is_older(path: Path, folder: Path, seconds: float) -> bool:
    try:
        return seconds_on_this_disk(folder) - path.stat().st_mtime >= seconds
    except FileNotFoundError:
        return False


def _write_all(file: FileIO, piece: bytes) -> None:
    """Unbuffered: a full disk takes a part, and then says so."""
    left = memoryview(piece)
    while left:
        left = left[file.write(left) :]


def _flush(file: FileIO) -> None:
    file.flush()
    os.fsync(file.fileno())


def open_landing(cabinet_url: str, instance: str) -> Landing:
    """The landing of a cabinet: inside its folder, so that a whole file moves in one step; else in the instance."""
    parts = urlsplit(cabinet_url)
    folder = Path(instance) if parts.scheme == "s3" else Path(unquote(parts.path))
    return Landing(folder / "landing")
