"""The front desk of the cabinet: what somebody hands in is read up to the limit, examined, and put in
rebuilt.
"""

import hashlib
from dataclasses import dataclass
from typing import IO

from portal.cabinet.examining import examine
from portal.cabinet.scanning import Scanner, Verdict
from portal.cabinet.storing import Area, Cabinet
from portal.rules.documents import LIMITS, DocumentRefused, Limits, Reason, safe_name


@dataclass(frozen=True)
class TakenIn:
    """A document that lies in the cabinet: what its row needs to know.

    `size` (bytes) and `sha256` (hexadecimal) are of the rebuilt document, the one that is stored.
    `is_clean` is False while it waits in quarantine for a virus scanner that did not answer; see `recheck`.
    """

    key: str
    name: str
    media_type: str
    size: int
    sha256: str
    pages: int | None
    is_clean: bool


def take_in(
    cabinet: Cabinet,
    stream: IO[bytes],
    declared_name: str,
    *,
    limits: Limits = LIMITS,
    scanner: Scanner | None = None,
) -> TakenIn:
    """Take in one document. The name is only shown; what the file is, is decided by parsing.

    Raises DocumentRefused (nothing is stored), CabinetFull or CabinetUnavailable (nothing is half stored).
    Handing in the same document twice stores it twice, under two keys.
    """
    data = _read(stream, limits.bytes)
    examined = examine(data, limits)
    verdict = scanner(data) if scanner is not None else Verdict.CLEAN
    if verdict is Verdict.INFECTED:
        raise DocumentRefused(Reason.VIRUS)
    area = Area.CLEAN if verdict is Verdict.CLEAN else Area.QUARANTINE
    clean = examined.clean_bytes
    return TakenIn(
        key=cabinet.put(clean, area),
        name=safe_name(declared_name, examined.extension),
        media_type=examined.media_type,
        size=len(clean),
        sha256=hashlib.sha256(clean).hexdigest(),
        pages=examined.pages,
        is_clean=area is Area.CLEAN,
    )


def recheck(cabinet: Cabinet, key: str, scanner: Scanner) -> Verdict:
    """Scan a document in quarantine once more: released when clean, shredded when infected, else left to
    wait.
    """
    verdict = scanner(cabinet.read(key, Area.QUARANTINE))
    if verdict is Verdict.CLEAN:
        cabinet.release(key)
    elif verdict is Verdict.INFECTED:
        cabinet.shred(key)
    return verdict


def _read(stream: IO[bytes], most: int) -> bytes:
    """At most one byte over the limit, however much is sent and however small the pieces come."""
    pieces: list[bytes] = []
    left = most + 1
    while left > 0 and (piece := stream.read(left)):
        pieces.append(piece)
        left -= len(piece)
    return b"".join(pieces)
