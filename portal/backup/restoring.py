"""Restoring a backup: rows and documents put back, brought up to date, erased again what was erased since (P19, P23).

A restore that breaks off has told no lie: the backup is whole, and restoring it again with --force begins anew.
"""

import os
import shutil
import sqlite3
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from playhouse.migrations import Runner

from portal import clock, journal, paths
from portal.actions.erasing import erase_again
from portal.actions.erasing_afterwards import finish_erasures
from portal.backup import rows
from portal.backup.manifest import BackupTrouble, Manifest, flush_folder, read_manifest, write_flushed
from portal.backup.taking import CABINET, SECRETS, SQLITE, check_sqlite, kind_of_database
from portal.cabinet.storing import Area, open_cabinet
from portal.config import setting
from portal.models.database import database, is_sqlite, migrate
from portal.models.tables import all_tables
from portal.queries.traces import cabinet_columns

_PEOPLE = ("organisation", "account", "candidate")
_STILL_BEATING = timedelta(seconds=30)  # the worker beats every 15


@dataclass(frozen=True)
class Restored:
    """What was put back: rows, documents, and how many erasures of since were done again; documents that lack."""

    manifest: Manifest
    documents: int
    erased_again: int
    missing: tuple[str, ...]


def restore_backup(folder: Path, *, force: bool = False, journals: tuple[Path, ...] = ()) -> Restored:
    """Make this instance what a backup holds, but for whom the journals of here, there and `journals` say are erased.

    Raises BackupTrouble when the backup is damaged or of another kind of database, when a portal runs here, and when
    there is something here already (unless `force`: then that is thrown away).
    """
    folder = folder.resolve()
    manifest = read_manifest(folder)
    _check(manifest, force=force)
    instance = Path(setting("INSTANCE"))
    lines = _lines(folder / journal.FILE, journal.journal_of(instance), *journals)
    if is_sqlite():
        _put_sqlite_back(folder / SQLITE, Path(database.obj.database))
    else:
        _put_rows_back(folder, manifest)
    documents = _put_documents_back(folder / CABINET)
    for name in SECRETS:
        if (folder / name).is_file():
            write_flushed(instance / name, (folder / name).read_bytes())
    journal.write_lines(journal.journal_of(instance), lines)
    migrate()
    erased = erase_again({(line.what, line.subject) for line in lines})
    finish_erasures(clock.now())
    return Restored(manifest, documents, erased, _missing())


def _check(manifest: Manifest, *, force: bool) -> None:
    if manifest.database != kind_of_database():
        raise BackupTrouble(
            f"This is a backup of {manifest.database}, and PORTAL_DATABASE_URL names {kind_of_database()}."
        )
    known = {path.stem for path in paths.MIGRATIONS.glob("0*.py")}
    if newer := sorted(set(manifest.migrations) - known):
        raise BackupTrouble(f"This backup is of a newer portal: {newer[-1]} is not known here.")
    if _is_running():
        raise BackupTrouble("A portal is running on this instance, or stopped less than half a minute ago. Stop it.")
    if not force and _holds_something():
        raise BackupTrouble(
            f"{setting('INSTANCE')} holds a portal already, and stays as it is. With --force it is thrown away."
        )


def _is_running() -> bool:
    if "heartbeat" not in database.get_tables():
        return False
    query = "SELECT count(*) FROM heartbeat WHERE name = 'worker' AND at > "
    since = (clock.now() - _STILL_BEATING).replace(tzinfo=None)
    mark = "?" if is_sqlite() else "%s"
    (beats,) = database.execute_sql(query + mark, (str(since) if is_sqlite() else since,)).fetchone()
    return bool(beats)


def _holds_something() -> bool:
    tables = set(database.get_tables()) & set(_PEOPLE)
    people = any(database.execute_sql(f'SELECT 1 FROM "{name}" LIMIT 1').fetchone() for name in tables)  # noqa: S608 - a name of ours
    cabinet = open_cabinet(setting("CABINET_URL"))
    return people or any(True for area in Area for _ in cabinet.keys(area))


def _lines(*files: Path) -> list[journal.Line]:
    return list(dict.fromkeys(line for file in files for line in journal.read_lines(file)))


def _put_sqlite_back(source: Path, place: Path) -> None:
    """In one step: what was there is the old database or the new one, never something between.

    The old write-ahead log goes first: it would be read into the new database.
    """
    arriving = place.with_name(f"{place.name}.arriving")
    place.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, arriving)
    check_sqlite(arriving)
    with arriving.open("r+b") as file:
        os.fsync(file.fileno())
    arriving.chmod(0o600)
    if not database.is_closed():
        database.close()
    if place.exists():  # nothing of it may be left in its log
        old = sqlite3.connect(place)
        try:
            old.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        except sqlite3.DatabaseError:
            pass  # what is damaged is about to go
        finally:
            old.close()
    for log in ("-wal", "-shm"):
        place.with_name(place.name + log).unlink(missing_ok=True)
    arriving.replace(place)
    flush_folder(place.parent)
    database.connect(reuse_if_open=True)


def _put_rows_back(folder: Path, manifest: Manifest) -> None:
    rows.empty()
    Runner(database.obj, str(paths.MIGRATIONS)).up(max(manifest.migrations))
    rows.copy_in(folder, manifest.columns)


def _put_documents_back(folder: Path) -> int:
    """Every document under the key that its row knows; what no row of the backup names is shredded."""
    cabinet, count = open_cabinet(setting("CABINET_URL")), 0
    for area in Area:
        wanted = {path.name for path in (folder / area).glob("*")}
        for key in set(cabinet.keys(area)) - wanted:
            cabinet.shred(key)
        for key in sorted(wanted):
            cabinet.put((folder / area / key).read_bytes(), area, key)
            count += 1
    return count


def _missing() -> tuple[str, ...]:
    """The documents that rows name and that are not in the cabinet."""
    cabinet, found = open_cabinet(setting("CABINET_URL")), set()
    for model in all_tables():
        if model.__name__ in ("Upload", "ErasureChore"):
            continue
        for name in cabinet_columns(model):
            found |= {key for (key,) in model.select(model._meta.fields[name]).tuples() if key}
    return tuple(sorted(key for key in found if not cabinet.holds(key)))
