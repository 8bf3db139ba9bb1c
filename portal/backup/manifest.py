"""The manifest: what lies in a backup, with size and digest; a folder that does not match it is not restored."""

import hashlib
import json
import os
from dataclasses import asdict, dataclass, field
from pathlib import Path

FILE = "manifest.json"
FORMAT = 1
_PIECE = 1024 * 1024


class BackupTrouble(Exception):
    """Why no backup is made or restored, in a sentence for who asked for it."""


@dataclass
class Manifest:
    """`files`: size and SHA-256 by path in the folder. `rows`: how many rows each table has. `columns`: of PostgreSQL
    alone, in the order of the files. `missing`: keys of documents that the rows name and the cabinet did not have.
    """

    taken_at: str
    database: str
    migrations: list[str]
    rows: dict[str, int]
    columns: dict[str, list[str]] = field(default_factory=dict)
    files: dict[str, list[int | str]] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)
    format: int = FORMAT


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Look at every file that lies in the folder, and write down what it is."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            manifest.files[path.relative_to(folder).as_posix()] = [path.stat().st_size, _digest(path)]
    write_flushed(folder / FILE, json.dumps(asdict(manifest), indent=1, sort_keys=True).encode())


def read_manifest(folder: Path) -> Manifest:
    """The manifest, after each file was compared with it. Raises BackupTrouble for anything that differs."""
    try:
        told = json.loads((folder / FILE).read_bytes())
        if told.get("format") != FORMAT:
            raise BackupTrouble(f"{folder} was made by another version of the portal (format {told.get('format')}).")
        manifest = Manifest(**told)
    except FileNotFoundError as error:
        raise BackupTrouble(f"{folder} is no backup: it has no {FILE}.") from error
    except (ValueError, TypeError) as error:
        raise BackupTrouble(f"{folder / FILE} cannot be read.") from error
    for name, (size, digest) in manifest.files.items():
        path = folder / name
        inside = path.resolve().is_relative_to(folder.resolve())
        if not inside or not path.is_file() or path.stat().st_size != size or _digest(path) != digest:
            raise BackupTrouble(f"{name} is not what it was when the backup was made. Nothing was restored.")
    return manifest


def write_flushed(path: Path, data: bytes) -> None:
    """Write a file that only its owner reads, on the disk when this returns; what was there is replaced."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    arriving = path.with_name(f"{path.name}.arriving")
    descriptor = os.open(arriving, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    arriving.replace(path)
    flush_folder(path.parent)


def flush(path: Path) -> None:
    """See that a file that something else wrote is on the disk, for its owner only."""
    path.chmod(0o600)
    descriptor = os.open(path, os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    flush_folder(path.parent)


def flush_folder(folder: Path) -> None:
    """See that the names in a folder are on the disk."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _digest(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            digest.update(piece)
    return digest.hexdigest()
