"""The drawers: documents under generated names, in a local folder or in an S3-compatible store.

Two areas. A document whose examination is not complete lies in quarantine and cannot be read for a page;
only what
is clean is served. A key acknowledged by `put` is on the disk (requirement 17 of the final list: CVs are
never lost).
"""

import contextlib
import errno
import os
import re
import secrets
import tempfile
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Protocol
from urllib.parse import parse_qsl, unquote, urlsplit

import obstore
from obstore.exceptions import BaseError
from obstore.store import ObjectStore, S3Store

_KEY = re.compile(r"[0-9a-f]{32}")
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_ABANDONED_AFTER_SECONDS = 3600


class Area(StrEnum):
    CLEAN = "clean"
    QUARANTINE = "quarantine"


class NotInCabinet(KeyError):
    """There is no document under this key in this area."""


class CabinetUnavailable(Exception):
    """The cabinet cannot do this now (read-only disk, store out of reach); nothing was half written."""


class CabinetFull(CabinetUnavailable):
    """There is no room for this document; nothing was half written."""


class Cabinet(Protocol):
    """Where documents lie. Keys are 32 hexadecimal digits: 128 random bits, which nobody can guess."""

    def put(self, data: bytes, area: Area = Area.CLEAN) -> str:
        """Store these bytes durably and return their key. CabinetFull when there is no room."""

    def read(self, key: str, area: Area = Area.CLEAN) -> bytes:
        """The bytes under a key; NotInCabinet when there are none in this area."""

    def release(self, key: str) -> None:
        """Move a document from quarantine to the clean area, under the same key. Doing it twice does no
        harm.
        """

    def shred(self, key: str) -> None:
        """Erase a document from every area. Shredding what is not there (any more) does no harm."""

    def keys(self, area: Area = Area.CLEAN) -> Iterator[str]:
        """Every key in an area, in no particular order."""

    def sweep(self, older_than_seconds: float = _ABANDONED_AFTER_SECONDS) -> int:
        """Remove what a crash left behind on its way in; returns how many. Such a file never had a key."""


def open_cabinet(url: str | Path) -> Cabinet:
    """The cabinet at a folder (`instance/cabinet`, `file:///srv/cabinet`) or in a bucket.

    A bucket is written `s3://bucket/folder?endpoint=https://…&region=…`; secrets come from the environment
    (`AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY`), never from the address. Nothing is contacted yet.
    """
    parts = urlsplit(str(url))
    if parts.scheme == "s3":
        config = dict(parse_qsl(parts.query))
        plain = config.get("endpoint", "").startswith("http://")
        store = S3Store(
            parts.netloc,
            prefix=parts.path.strip("/") or None,
            config=config,  # type: ignore[arg-type]
            client_options={"allow_http": plain, "timeout": "30s"},
        )
        return ObjectCabinet(store)
    if parts.scheme == "file":
        return FolderCabinet(Path(unquote(parts.path)))
    if parts.scheme:
        raise ValueError(f"A cabinet is a folder, file://… or s3://…, not {parts.scheme}://")
    return FolderCabinet(Path(url))


class FolderCabinet:
    """Documents in a local folder. Plain files: obstore's local store does not flush to the disk before it
    says yes.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder.resolve()
        self._arriving = self._folder / "arriving"
        for part in (self._arriving, *(self._folder / area for area in Area)):
            _make_folder(part)

    def put(self, data: bytes, area: Area = Area.CLEAN) -> str:
        key = secrets.token_hex(16)
        arriving = self._arriving / key
        with _plain_words_for_errors():
            try:
                _write_flushed(arriving, data)
                self._settle(arriving, self._place(key, area))
            except BaseException:
                arriving.unlink(missing_ok=True)
                raise
        return key

    def read(self, key: str, area: Area = Area.CLEAN) -> bytes:
        try:
            with _plain_words_for_errors():
                return self._place(key, area).read_bytes()
        except FileNotFoundError as error:
            raise NotInCabinet(key) from error

    def release(self, key: str) -> None:
        clean, held = self._place(key, Area.CLEAN), self._place(key, Area.QUARANTINE)
        with _plain_words_for_errors():
            if clean.exists():
                return
            try:
                self._settle(held, clean)
            except FileNotFoundError as error:
                raise NotInCabinet(key) from error
            _flush_folder(held.parent)

    def shred(self, key: str) -> None:
        for area in Area:
            try:
                place = self._place(key, area)
            except NotInCabinet:
                return
            with _plain_words_for_errors(), contextlib.suppress(FileNotFoundError):
                _overwrite(place)
                place.unlink()
                _flush_folder(place.parent)

    def keys(self, area: Area = Area.CLEAN) -> Iterator[str]:
        for path in (self._folder / area).glob("??/*"):
            if _KEY.fullmatch(path.name):
                yield path.name

    def sweep(self, older_than_seconds: float = _ABANDONED_AFTER_SECONDS) -> int:
        # The disk's own clock: the portal's may stand still or run ahead (in a test, in the told example).
        with tempfile.TemporaryFile(dir=self._arriving) as just_made:
            now = os.fstat(just_made.fileno()).st_mtime
        removed = 0
        for path in self._arriving.iterdir():
            with contextlib.suppress(FileNotFoundError):
                if now - path.stat().st_mtime >= older_than_seconds:
                    path.unlink()
                    removed += 1
        return removed

    def _place(self, key: str, area: Area) -> Path:
        if not _KEY.fullmatch(key):
            raise NotInCabinet(key)
        return self._folder / area / key[:2] / key

    def _settle(self, source: Path, place: Path) -> None:
        """Give a flushed file its place in one step, and flush the folder that now names it."""
        _make_folder(place.parent)
        source.rename(place)
        _flush_folder(place.parent)


class ObjectCabinet:
    """Documents in an object store. One PUT per document: the store shows it whole or not at all."""

    def __init__(self, store: ObjectStore) -> None:
        self._store = store

    def put(self, data: bytes, area: Area = Area.CLEAN) -> str:
        key = secrets.token_hex(16)
        self._put(f"{area}/{key}", data)
        return key

    def read(self, key: str, area: Area = Area.CLEAN) -> bytes:
        if not _KEY.fullmatch(key):
            raise NotInCabinet(key)
        try:
            return bytes(obstore.get(self._store, f"{area}/{key}").bytes())
        except FileNotFoundError as error:
            raise NotInCabinet(key) from error
        except (BaseError, OSError) as error:
            raise CabinetUnavailable(str(error)) from error

    def release(self, key: str) -> None:
        try:
            held = self.read(key, Area.QUARANTINE)
        except NotInCabinet:
            self.read(key)
            return
        self._put(f"{Area.CLEAN}/{key}", held)
        self._delete(f"{Area.QUARANTINE}/{key}")

    def shred(self, key: str) -> None:
        if _KEY.fullmatch(key):
            for area in Area:
                self._delete(f"{area}/{key}")

    def keys(self, area: Area = Area.CLEAN) -> Iterator[str]:
        try:
            for page in obstore.list(self._store, area):
                for entry in page:
                    name = entry["path"].rsplit("/", 1)[-1]
                    if _KEY.fullmatch(name):
                        yield name
        except (BaseError, OSError) as error:
            raise CabinetUnavailable(str(error)) from error

    def sweep(self, older_than_seconds: float = _ABANDONED_AFTER_SECONDS) -> int:
        return 0  # one PUT per document: nothing lies half way

    def _put(self, path: str, data: bytes) -> None:
        try:
            obstore.put(self._store, path, data, use_multipart=False)
        except (BaseError, OSError) as error:
            raise CabinetUnavailable(str(error)) from error

    def _delete(self, path: str) -> None:
        try:
            obstore.delete(self._store, path)
        except FileNotFoundError:
            pass
        except (BaseError, OSError) as error:
            raise CabinetUnavailable(str(error)) from error


@contextlib.contextmanager
def _plain_words_for_errors() -> Iterator[None]:
    try:
        yield
    except FileNotFoundError:
        raise
    except OSError as error:
        kind = CabinetFull if error.errno in _FULL else CabinetUnavailable
        raise kind(os.strerror(error.errno or 0)) from error


def _make_folder(folder: Path) -> None:
    """Make a folder only its owner may open, and flush the one that names it."""
    if not folder.is_dir():
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        _flush_folder(folder.parent)


def _write_flushed(path: Path, data: bytes) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _overwrite(path: Path) -> None:
    """Zeros over the bytes before the name goes. Disks that write elsewhere keep the old ones: hence disk
    encryption.
    """
    with path.open("r+b") as file:
        file.write(bytes(path.stat().st_size))
        file.flush()
        os.fsync(file.fileno())


def _flush_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
