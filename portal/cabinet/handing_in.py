"""Handing a document in so that it stays in the cabinet only when its row is kept."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO

from portal.cabinet.intake import TakenIn, take_in
from portal.cabinet.storing import Cabinet, CabinetUnavailable
from portal.rules.documents import DocumentRefused, Reason


@dataclass
class Handing:
    """A document that lies in the cabinet for the time being; `kept_under` is set once a row names its key."""

    taken: TakenIn
    kept_under: str = ""


@contextmanager
def handed_in(cabinet: Cabinet, stream: IO[bytes], declared_name: str) -> Iterator[Handing]:
    """Take a document in before the write transaction; what no row names at the end is shredded.

    Raises DocumentRefused, also when there is no room for it now. Inside the block: keep the row, and say its
    key in `kept_under`. When the row fails, or names an equal document that was there, this one is shredded.
    """
    try:
        taken = take_in(cabinet, stream, declared_name)
    except CabinetUnavailable as error:
        raise DocumentRefused(Reason.NOT_NOW) from error
    handing = Handing(taken)
    try:
        yield handing
    finally:
        if handing.kept_under != taken.key:
            cabinet.shred(taken.key)
