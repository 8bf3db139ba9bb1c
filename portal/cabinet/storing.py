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

    def put(self, data: bytes, area: Area = Area.CLEAN, key: str | None = None) -> str:
        """Store these bytes durably and return their key. CabinetFull when there is no room.

        `key` is for a document that had one before: it comes back from a backup.
        """

    def read(self, key: str, area: Area = Area.CLEAN) -> bytes:
        """The bytes under a key; NotInCabinet when there are none in this area."""

    def admit(self, path: Path, key: str) -> None:
        """Take a whole, flushed file of this machine into quarantine, under the key it has; its path is gone after.

        CabinetFull when there is no room: then it lies where it lay.
        """

    def holds(self, key: str, area: Area = Area.CLEAN) -> bool:
        """Whether there is a document under a key in this area."""

    def shred(self, key: str) -> None:
        """Erase a document from every area. Shredding what is not there (any more) does no harm."""

    def keys(self, area: Area = Area.CLEAN, older_than_seconds: float = 0.0) -> Iterator[str]:
        """Every key in an area whose document lies there at least so long, in no particular order."""

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
            make_folder(part)

    def put(self, data: bytes, area: Area = Area.CLEAN, key: str | None = None) -> str:
        key = key or secrets.token_hex(16)
        arriving = self._arriving / self._place(key, area).name
        with plain_words_for_errors():
            try:
                _write_flushed(arriving, data)
                self._settle(arriving, self._place(key, area))
            except BaseException:
                arriving.unlink(missing_ok=True)
                raise
        return key

    def read(self, key: str, area: Area = Area.CLEAN) -> bytes:
        try:
            with plain_words_for_errors():
                return self._place(key, area).read_bytes()
        except FileNotFoundError as error:
            raise NotInCabinet(key) from error

    def admit(self, path: Path, key: str) -> None:
        with plain_words_for_errors():
            self._settle(path, self._place(key, Area.QUARANTINE))
            flush_folder(path.parent)

    def holds(self, key: str, area: Area = Area.CLEAN) -> bool:
        return bool(_KEY.fullmatch(key)) and self._place(key, area).is_file()

    def shred(self, key: str) -> None:
        for area in Area:
            try:
                place = self._place(key, area)
            except NotInCabinet:
                return
            with plain_words_for_errors(), contextlib.suppress(FileNotFoundError):
                overwrite(place)
                place.unlink()
                flush_folder(place.parent)

    def keys(self, area: Area = Area.CLEAN, older_than_seconds: float = 0.0) -> Iterator[str]:
        latest = seconds_on_this_disk(self._arriving) - older_than_seconds if older_than_seconds else None
        for path in (self._folder / area).glob("??/*"):
            with contextlib.suppress(FileNotFoundError):
                if _KEY.fullmatch(path.name) and (latest is None or path.stat().st_mtime <= latest):
                    yield path.name

    def sweep(self, older_than_seconds: float = _ABANDONED_AFTER_SECONDS) -> int:
        now = seconds_on_this_disk(self._arriving)
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
        make_folder(place.parent)
        source.rename(place)
        flush_folder(place.parent)


class ObjectCabinet:
    """Documents in an object store. One PUT per document: the store shows it whole or not at all."""

    def __init__(self, store: ObjectStore) -> None:
        self._store = store

    def put(self, data: bytes, area: Area = Area.CLEAN, key: str | None = None) -> str:
        key = key or secrets.token_hex(16)
        if not _KEY.fullmatch(key):
            raise NotInCabinet(key)
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

    def admit(self, path: Path, key: str) -> None:
        with plain_words_for_errors():
            self._put(f"{Area.QUARANTINE}/{key}", path.read_bytes())
            path.unlink()
            flush_folder(path.parent)

    def holds(self, key: str, area: Area = Area.CLEAN) -> bool:
        try:
            obstore.head(self._store, f"{area}/{key}")
        except FileNotFoundError:
            return False
        except (BaseError, OSError) as error:
            raise CabinetUnavailable(str(error)) from error
        return True

    def shred(self, key: str) -> None:
        if _KEY.fullmatch(key):
            for area in Area:
                self._delete(f"{area}/{key}")

    def keys(self, area: Area = Area.CLEAN, older_than_seconds: float = 0.0) -> Iterator[str]:
        try:
            latest = self._seconds_on_its_clock() - older_than_seconds if older_than_seconds else None
            for page in obstore.list(self._store, area):
                for entry in page:
                    name = entry["path"].rsplit("/", 1)[-1]
                    if _KEY.fullmatch(name) and (latest is None or entry["last_modified"].timestamp() <= latest):
                        yield name
        except (BaseError, OSError) as error:
            raise CabinetUnavailable(str(error)) from error

    def sweep(self, older_than_seconds: float = _ABANDONED_AFTER_SECONDS) -> int:
        return 0  # one PUT per document: nothing lies half way

    def _seconds_on_its_clock(self) -> float:
        obstore.put(self._store, "clock", b"")
        return float(obstore.head(self._store, "clock")["last_modified"].timestamp())

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
def plain_words_for_errors() -> Iterator[None]:
    """What the disk says, as CabinetFull or CabinetUnavailable; a file that is not there stays that."""
    try:
        yield
    except FileNotFoundError:
        raise
    except OSError as error:
        kind = CabinetFull if error.errno in _FULL else CabinetUnavailable
        raise kind(os.strerror(error.errno or 0)) from error


def seconds_on_this_disk(folder: Path) -> float:
    """The disk's own clock: the portal's may stand still or run ahead (in a test, in the told example)."""
    with tempfile.TemporaryFile(dir=folder) as just_made:
        return os.fstat(just_made.fileno()).st_mtime


def make_folder(folder: Path) -> None:
    """Make a folder only its owner may open, and flush the one that names it."""
    if not folder.is_dir():
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        flush_folder(folder.parent)


def _write_flushed(path: Path, data: bytes) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def overwrite(path: Path) -> None:
    """Zeros over the bytes before the name goes. Disks that write elsewhere keep the old ones: hence disk
    encryption.
    """
    with path.open("r+b") as file:
        file.write(bytes(path.stat().st_size))
        file.flush()
        os.fsync(file.fileno())


def flush_folder(folder: Path) -> None:
    """Flush the names in a folder to the disk."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
