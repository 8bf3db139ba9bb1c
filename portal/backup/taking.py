"""Taking a backup, also while people work: one moment of the database, and every document that it names (P23)."""

import secrets
import shutil
import sqlite3
from pathlib import Path

from playhouse.migrations import Runner

from portal import clock, journal, paths
from portal.backup import rows
from portal.backup.manifest import BackupTrouble, Manifest, flush, flush_folder, write_flushed, write_manifest
from portal.cabinet.storing import Area, Cabinet, CabinetUnavailable, NotInCabinet, open_cabinet
from portal.config import setting
from portal.models.database import database, is_sqlite, pending_migrations
from portal.models.tables import all_tables
from portal.queries.traces import cabinet_columns

SQLITE = "portal.sqlite"
CABINET = "cabinet"
SECRETS = ("secret_key", "password_salt")
_ATTEMPTS = 4


def take_backup(folder: Path) -> Manifest:
    """Make a backup in a folder that is new or empty; it stands there whole, or not at all.

    SQLite is copied by VACUUM INTO: one reading transaction that holds up no writer, and a copy without the pages that
    erased rows left free. PostgreSQL is read in one REPEATABLE READ transaction. Raises BackupTrouble.
    """
    folder = folder.resolve()
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise BackupTrouble(f"{folder} is not empty. Name a new folder for this backup.")
    if waiting := pending_migrations():
        raise BackupTrouble(f"The database is not up to date ({len(waiting)} to go). First: portal migrate")
    folder.parent.mkdir(parents=True, exist_ok=True)
    for attempt in range(1, _ATTEMPTS + 1):
        arriving = folder.with_name(f".{folder.name}.{secrets.token_hex(4)}.arriving")
        arriving.mkdir(mode=0o700)
        try:
            manifest = _take(arriving, is_last=attempt == _ATTEMPTS)
            if manifest is not None:
                if folder.exists():
                    folder.rmdir()
                arriving.rename(folder)
                flush_folder(folder.parent)
                return manifest
        except CabinetUnavailable as error:
            raise BackupTrouble(f"The documents cannot be read now: {error}.") from error
        except OSError as error:
            raise BackupTrouble(f"The backup cannot be written: {error.strerror or error}.") from error
        finally:
            shutil.rmtree(arriving, ignore_errors=True)
    raise AssertionError("unreachable")


def _take(folder: Path, *, is_last: bool) -> Manifest | None:
    """One try; None when a document went while it was taken: somebody was erased, who is in the rows of this copy."""
    found, columns = _copy_sqlite(folder / SQLITE) if is_sqlite() else rows.copy_out(folder)
    manifest = Manifest(
        taken_at=clock.now().isoformat(),
        database=kind_of_database(),
        migrations=sorted(Runner(database.obj, str(paths.MIGRATIONS)).applied()),
        rows=found,
        columns=columns,
    )
    wanted = _keys_in_sqlite(folder / SQLITE) if is_sqlite() else _keys_in_rows(folder, columns)
    manifest.missing = _copy_documents(wanted, folder / CABINET)
    if manifest.missing and not is_last:
        return None
    instance = Path(setting("INSTANCE"))
    for name in (*SECRETS, journal.FILE):
        if (instance / name).is_file():
            write_flushed(folder / name, (instance / name).read_bytes())
    write_manifest(folder, manifest)
    return manifest


def kind_of_database() -> str:
    """The word for the kind of database that is bound."""
    return "sqlite" if is_sqlite() else "postgresql"


def _copy_sqlite(path: Path) -> tuple[dict[str, int], dict[str, list[str]]]:
    database.execute_sql("VACUUM INTO ?", (str(path),))
    check_sqlite(path)
    flush(path)
    with sqlite3.connect(path) as copy:
        names = [name for (name,) in copy.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        counts = {name: copy.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in sorted(names)}  # noqa: S608 - a name of ours
    copy.close()
    return {name: count for name, count in counts.items() if not name.startswith("sqlite_")}, {}


def check_sqlite(path: Path) -> None:
    """Whether a database file is sound, row by row and key by key. Raises BackupTrouble."""
    copy = sqlite3.connect(path)
    try:
        sound = copy.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        whole = not copy.execute("PRAGMA foreign_key_check").fetchall()
    except sqlite3.DatabaseError:
        sound = whole = False
    finally:
        copy.close()
    if not (sound and whole):
        raise BackupTrouble("The copy of the database is damaged: it does not pass its own check.")


def _keys_in_sqlite(path: Path) -> set[str]:
    copy, found = sqlite3.connect(path), set()
    for model in all_tables():
        for name in cabinet_columns(model):
            query = f'SELECT "{name}" FROM "{model._meta.table_name}"'  # noqa: S608 - names of ours
            found |= {key for (key,) in copy.execute(query) if key}
    copy.close()
    return found


def _keys_in_rows(folder: Path, columns: dict[str, list[str]]) -> set[str]:
    found = set()
    for model in all_tables():
        table = model._meta.table_name
        for name in cabinet_columns(model):
            place = columns[table].index(name)
            for line in (folder / rows.FOLDER / table).read_text("utf-8").splitlines():
                found.add(line.split("\t")[place])
    return found - {"", "\\N"}


def _copy_documents(keys: set[str], folder: Path) -> list[str]:
    """Copy each document from where it lies; the keys of documents that are not there."""
    cabinet, missing = open_cabinet(setting("CABINET_URL")), []
    on_their_way = _on_their_way()
    for key in sorted(keys):
        copied = [area for area in Area if _copy_document(cabinet, key, area, folder)]
        if not copied and key not in on_their_way:
            missing.append(key)
    return missing


def _copy_document(cabinet: Cabinet, key: str, area: Area, folder: Path) -> bool:
    try:
        data = cabinet.read(key, area)
    except NotInCabinet:
        return False
    write_flushed(folder / area / key, data)
    return True


def _on_their_way() -> set[str]:
    """Keys of what need not be in the cabinet: half sent files, refused ones, and what is to be shredded."""
    found = set()
    for model in all_tables():
        for name in cabinet_columns(model):
            if model.__name__ in ("Upload", "ErasureChore"):
                column = model._meta.fields[name]
                found |= {key for (key,) in model.select(column).tuples()}
    return found
