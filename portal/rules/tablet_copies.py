"""The second copy of a tablet: a file with every sheet on it, as `static/js/tablet-copy.js` writes it."""

import json
from dataclasses import dataclass
from typing import Any

from portal.rules.refusals import Refused
from portal.rules.scoring import is_number, is_well_formed, storable
from portal.rules.words import N_

LARGEST_COPY = 4_000_000  # bytes; 200 sheets with the longest notes have some 3 million
_MOST_SHEETS = 1000


@dataclass(frozen=True)
class CopiedSheet:
    """One sheet as the tablet had it: what it would have sent."""

    id: str
    rev: int
    base: int
    body: Any
    owner: str
    time: str


@dataclass(frozen=True)
class TabletCopy:
    """What a file holds. `device`: the public id of the tablet that it comes from."""

    device: str
    sheets: list[CopiedSheet]


def read_copy(data: bytes) -> TabletCopy:
    """The copy in a file. Refused when it is none; sheets on which nothing was ever filled in are left out."""
    try:
        found = json.loads(data)
        sheets = [_read_sheet(one) for one in found["sheets"][:_MOST_SHEETS] if one["rev"]]
        return TabletCopy(_text(found["device"], 32), sheets)
    except (ValueError, KeyError, TypeError, RecursionError):
        raise Refused(N_("Dit bestand is geen kopie van een tablet.")) from None


def _read_sheet(one: Any) -> CopiedSheet:
    rev, base, body = one["rev"], one["version"], storable(one["body"])
    if not (is_number(rev) and is_number(base) and is_well_formed(body)):
        raise ValueError
    return CopiedSheet(_text(one["id"], 32), rev, base, body, _text(one["owner"], 32), _text(one["ts"], 40))


def _text(value: Any, longest: int) -> str:
    if not isinstance(value, str):
        raise TypeError
    return str(storable(value[:longest]))
