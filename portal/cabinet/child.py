"""The process in which one document is examined. Started by examining.py, never imported by the site
itself.
"""

import json
import resource
import sys

from portal.cabinet import opendocument, pdf, picture, word, zipped
from portal.rules.documents import DocumentRefused, Kind, Limits, Reason

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")


def main(limits_as_json: str) -> None:
    """Read a document from standard input; write one line of JSON and the rebuilt document to standard
    output.
    """
    limits = Limits(**json.loads(limits_as_json))
    fence(limits)
    answer: dict[str, str | int | None]
    data = sys.stdin.buffer.read(limits.bytes + 1)
    try:
        kind, pages, clean = look_at(data, limits)
    except DocumentRefused as refused:
        answer, clean = {"refused": refused.reason.name}, b""
    except (MemoryError, RecursionError):
        answer, clean = {"refused": Reason.TOO_COMPLEX.name}, b""
    except Exception:  # noqa: BLE001  # whatever a parser stumbles over: nobody can vouch for this file
        answer, clean = {"refused": Reason.DAMAGED.name}, b""
    else:
        answer = {"kind": kind.name, "pages": pages}
    sys.stdout.buffer.write(json.dumps(answer).encode() + b"\n" + clean)
    sys.stdout.buffer.flush()


def fence(limits: Limits) -> None:
    """Limits the process sets on itself, before it has seen one byte of the document."""
    for what, most in (
        (resource.RLIMIT_CPU, limits.cpu_seconds),
        (resource.RLIMIT_AS, limits.memory_bytes),
        (resource.RLIMIT_FSIZE, limits.clean_bytes + 4096),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NPROC, 0),
        (resource.RLIMIT_NOFILE, 16),
    ):
        resource.setrlimit(what, (most, most))


def look_at(data: bytes, limits: Limits) -> tuple[Kind, int | None, bytes]:
    """Kind, pages and rebuilt bytes of a document, or DocumentRefused. First bytes choose the parser; it
    decides.
    """
    if pdf.looks_like_one(data):
        return (Kind.PDF, *pdf.rebuild(data, limits))
    if data.startswith(b"PK\x03\x04"):
        with zipped.opened(data, limits) as entries:
            if opendocument.looks_like_one(entries):
                return Kind.ODT, None, opendocument.rebuild(entries, limits)
            if word.looks_like_one(entries):
                return Kind.DOCX, None, word.rebuild(entries, limits)
        raise DocumentRefused(Reason.WRONG_TYPE)
    if data.startswith(_OLE):
        raise DocumentRefused(Reason.ENCRYPTED if _ENCRYPTED_PACKAGE in data else Reason.OLD_WORD)
    return picture.rebuild(data, limits)
