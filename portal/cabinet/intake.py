"""The front desk of the cabinet: a file that was handed in is looked at, and what is rebuilt from it is put in."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import IO

from portal.cabinet.examining import Examined, examine
from portal.cabinet.scanning import Scanner, Verdict, no_scanner
from portal.cabinet.storing import Area, Cabinet
from portal.rules.documents import LIMITS, DocumentRefused, Limits, Reason, safe_name

Look = Callable[[bytes, Limits], Examined]


class ScannerAway(Exception):
    """The virus scanner does not answer: nothing is known of this file yet, and it stays where it is."""


@dataclass(frozen=True)
class TakenIn:
    """A document that lies in the cabinet: what its row needs to know.

    `size` (bytes) and `sha256` (hexadecimal) are of the rebuilt document, the one that is stored.
    """

    key: str
    name: str
    media_type: str
    size: int
    sha256: str
    pages: int | None


def check(cabinet: Cabinet, key: str, declared_name: str, scanner: Scanner = no_scanner) -> TakenIn:
    """Look at a file in quarantine; what is rebuilt from it lies in the clean area under a key of its own.

    The file in quarantine stays for the caller to shred. Raises DocumentRefused (nothing was put in), ScannerAway,
    NotInCabinet, CabinetFull or CabinetUnavailable.
    """
    return _looked_at(cabinet, cabinet.read(key, Area.QUARANTINE), declared_name, scanner)


def take_in(
    cabinet: Cabinet,
    stream: IO[bytes],
    declared_name: str,
    *,
    limits: Limits = LIMITS,
    scanner: Scanner = no_scanner,
    look: Look = examine,
) -> TakenIn:
    """Take in one document in one go, for who can wait for it. The name is only shown; parsing decides what it is.

    `look` is another way to look only for papers that this very process wrote.

    Raises DocumentRefused or ScannerAway (nothing is stored), CabinetFull or CabinetUnavailable (nothing is half
    stored). Handing in the same document twice stores it twice, under two keys.
    """
    return _looked_at(cabinet, _read(stream, limits.bytes), declared_name, scanner, lambda data: look(data, limits))


def _looked_at(
    cabinet: Cabinet,
    data: bytes,
    declared_name: str,
    scanner: Scanner,
    look: Callable[[bytes], Examined] = examine,
) -> TakenIn:
    """The scanner first: what it knows to be a virus no parser needs to touch."""
    verdict = scanner(data)
    if verdict is Verdict.UNAVAILABLE:
        raise ScannerAway
    if verdict is Verdict.INFECTED:
        raise DocumentRefused(Reason.VIRUS)
    examined = look(data)
    clean = examined.clean_bytes
    return TakenIn(
        key=cabinet.put(clean),
        name=safe_name(declared_name, examined.extension),
        media_type=examined.media_type,
        size=len(clean),
        sha256=hashlib.sha256(clean).hexdigest(),
        pages=examined.pages,
    )


def _read(stream: IO[bytes], most: int) -> bytes:
    """At most one byte over the limit, however much is sent and however small the pieces come."""
    pieces: list[bytes] = []
    left = most + 1
    while left > 0 and (piece := stream.read(left)):
        pieces.append(piece)
        left -= len(piece)
    return b"".join(pieces)
