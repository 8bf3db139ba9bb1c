"""Several files as one ZIP, written piece by piece while it is sent: it never lies anywhere as a whole."""

import io
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Piece:
    """One file: `content` is asked for when its turn comes. `is_packed`: its kind is compressed already."""

    name: str
    content: Callable[[], bytes]
    is_packed: bool = False


class _Sent(io.RawIOBase):
    """What was written since it was taken last; a stream that cannot go back."""

    def __init__(self) -> None:
        self._written: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, data: object) -> int:
        content = bytes(data)  # type: ignore[call-overload]
        self._written.append(content)
        return len(content)

    def take(self) -> bytes:
        """Everything since the last time."""
        taken, self._written = b"".join(self._written), []
        return taken


def zipped(pieces: Iterable[Piece], at: datetime) -> Iterator[bytes]:
    """The bytes of a ZIP with these files, dated `at`; holds one of them in memory at a time."""
    sent = _Sent()
    with zipfile.ZipFile(sent, "w") as archive:
        for piece in pieces:
            entry = zipfile.ZipInfo(piece.name, at.timetuple()[:6])
            entry.compress_type = zipfile.ZIP_STORED if piece.is_packed else zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            archive.writestr(entry, piece.content())
            yield sent.take()
    yield sent.take()
