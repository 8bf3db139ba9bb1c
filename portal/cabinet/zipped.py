"""The wrapping of .docx and .odt files: a zip, checked before anything in it is unpacked, and wrapped
anew.
"""

import io
import re
import stat
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from portal.rules.documents import DocumentRefused, Limits, Reason

_SAFE_PATH = re.compile(r"[^\x00-\x1f\x7f\\:]+")
_PROGRAMS = (b"MZ", b"\x7fELF", b"\xd0\xcf\x11\xe0", b"#!/", b"PK\x03\x04", b"%PDF-", b"{\\rtf", b"<?php")
_DATE = (1980, 1, 1, 0, 0, 0)


class Entries:
    """The files in a checked zip, read one at a time and never more than was announced."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self.names = [info.filename for info in archive.infolist() if not info.is_dir()]

    def read(self, name: str) -> bytes:
        """The bytes of one entry; KeyError when there is none."""
        try:
            return self._archive.read(name)
        except (zipfile.BadZipFile, zlib.error, EOFError) as error:
            raise DocumentRefused(Reason.DAMAGED) from error


@contextmanager
def opened(data: bytes, limits: Limits) -> Iterator[Entries]:
    """The entries of a zip whose list of contents holds nothing strange; DocumentRefused otherwise."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, EOFError, OSError, UnicodeDecodeError) as error:
        raise DocumentRefused(Reason.DAMAGED) from error
    with archive:
        _check_contents(archive.infolist(), limits)
        yield Entries(archive)


def _check_contents(infos: list[zipfile.ZipInfo], limits: Limits) -> None:
    if not infos or len(infos) > limits.entries or sum(i.file_size for i in infos) > limits.unpacked_bytes:
        raise DocumentRefused(Reason.TOO_COMPLEX)
    if min(info.header_offset for info in infos) != 0:  # something stands before the zip: two files in one
        raise DocumentRefused(Reason.UNSAFE)
    if len({info.filename.casefold() for info in infos}) != len(infos):
        raise DocumentRefused(Reason.UNSAFE)
    for info in infos:
        _check_entry(info, limits)


def _check_entry(info: zipfile.ZipInfo, limits: Limits) -> None:
    if info.flag_bits & 0x1:
        raise DocumentRefused(Reason.ENCRYPTED)
    if info.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        raise DocumentRefused(Reason.TOO_COMPLEX)
    if info.file_size > 1024 * 1024 and info.file_size > limits.ratio * max(info.compress_size, 1):
        raise DocumentRefused(Reason.TOO_COMPLEX)
    path = info.orig_filename
    steps = path.rstrip("/").split("/")
    if not _SAFE_PATH.fullmatch(path) or any(step in {"", ".", ".."} for step in steps):
        raise DocumentRefused(Reason.UNSAFE)
    if stat.S_ISLNK(info.external_attr >> 16):
        raise DocumentRefused(Reason.UNSAFE)


def refuse_programs(content: bytes) -> None:
    """Refuse a part that is not what its name says: a program, an OLE container, another archive."""
    if content.startswith(_PROGRAMS) or content[:512].lstrip().lower().startswith((b"<html", b"<!doctype", b"<script")):
        raise DocumentRefused(Reason.UNSAFE)


def wrapped(parts: Iterable[tuple[str, bytes]]) -> bytes:
    """A new zip of these parts, in this order: no comments, no extra fields, nothing before or after it."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for name, content in parts:
            info = zipfile.ZipInfo(name, _DATE)
            # An OpenDocument file is known by its first entry, which must not be compressed.
            info.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            archive.writestr(info, content)
    return written.getvalue()
