"""A backup that restores: under load, checked, with every document, and without whoever was erased since (P19, P23)."""

import json
import os
import secrets
import threading
from pathlib import Path

import pytest
from click import Command
from click.testing import Result

from portal import journal
from portal.actions.erasing import erase_candidate, erase_nomination
from portal.actions.erasing_afterwards import finish_erasures
from portal.backup.manifest import FILE, BackupTrouble
from portal.backup.restoring import restore_backup
from portal.backup.taking import take_backup
from portal.cabinet.storing import open_cabinet
from portal.cli import backup, restore
from portal.config import setting
from portal.models.candidates import Candidate
from portal.models.database import database, is_sqlite, write_transaction
from portal.models.documents import Document
from portal.models.nominations import Nomination
from portal.models.outbox import Heartbeat
from portal.models.retention import Erasure
from portal.models.tables import all_tables
from portal.rules.retention import Ground
from tests.backup.conftest import Instances, give_document
from tests.clock import Clock
from tests.stage import Stage


def _everything() -> dict[str, list[dict[str, object]]]:
    return {model.__name__: list(model.select().order_by(model._meta.primary_key).dicts()) for model in all_tables()}


def _documents() -> dict[str, bytes]:
    cabinet = open_cabinet(setting("CABINET_URL"))
    return {one.cabinet_key: cabinet.read(one.cabinet_key) for one in Document.select()}


def test_an_instance_comes_back_as_it_was(instances: Instances, stage: Stage, tmp_path: Path) -> None:
    # req P23
    (Path(setting("INSTANCE")) / "secret_key").write_text("secret", "ascii")
    before, papers = _everything(), _documents()
    manifest = take_backup(tmp_path / "backups" / "monday")
    assert manifest.missing == []
    assert (tmp_path / "backups" / "monday").stat().st_mode & 0o077 == 0
    there = instances.go_to("there")
    done = restore_backup(tmp_path / "backups" / "monday")
    assert (done.documents, done.erased_again, done.missing) == (4, 0, ())
    assert _everything() == before
    assert _documents() == papers
    assert (there / "secret_key").read_text("ascii") == "secret"
    # The next row gets an id of its own.
    assert Candidate.create(organisation=1, jobcoach=stage.people["pim"], first_name="Nieuw", last_name="Hier").id == 5


def test_who_was_erased_since_does_not_come_back(instances: Instances, stage: Stage, clock: Clock) -> None:
    # req P19
    take_backup(instances.place / "before")
    erase_candidate(stage.nominations["Amina"].candidate, Ground.ASKED, by=stage.people["an"])
    erase_nomination(stage.nominations["Bram"], Ground.MISTAKE, by=stage.people["an"])
    finish_erasures(clock.now())
    papers = _documents()
    done = restore_backup(instances.place / "before", force=True)
    assert done.erased_again == 2
    assert {one.first_name for one in Candidate.select()} == {"Bram", "Carla", "Dries"}
    assert Nomination.select().count() == 2
    assert _documents() == papers
    assert set(open_cabinet(setting("CABINET_URL")).keys()) == set(papers)
    assert {one.ground for one in Erasure.select()} == {"journal"}
    # Once more, and the other way round: on a new machine, with the journal that was saved.
    lost = journal.journal_of(setting("INSTANCE"))
    instances.go_to("there")
    done = restore_backup(instances.place / "before", journals=(lost,))
    assert done.erased_again == 2
    assert {one.first_name for one in Candidate.select()} == {"Bram", "Carla", "Dries"}
    assert len(journal.read_lines(journal.journal_of(setting("INSTANCE")))) == 2


def test_a_backup_while_people_work_agrees_with_itself(instances: Instances, stage: Stage) -> None:
    # req P23
    stop, troubles, written = threading.Event(), [], []

    def work(name: str) -> None:
        try:
            while not stop.is_set():
                text = secrets.token_hex(200)
                with write_transaction():
                    nomination = stage.nominations[name]
                    give_document(nomination, text)
                    Candidate.update(notes=text).where(Candidate.id == nomination.candidate_id).execute()
                    Nomination.update(motivation=text).where(Nomination.id == nomination.id).execute()
                written.append(name)
        except Exception as error:  # noqa: BLE001 - told below
            troubles.append(error)
        finally:
            database.close()

    threads = [threading.Thread(target=work, args=(name,)) for name in ("Amina", "Bram", "Carla")]
    for thread in threads:
        thread.start()
    counts = []
    try:
        for number in range(3):
            while len(written) < 5 * (number + 1) and not troubles:
                stop.wait(0.01)
            counts.append(take_backup(instances.place / f"backup {number}").rows["document"])
    finally:
        stop.set()
        for thread in threads:
            thread.join()
    assert troubles == []
    assert counts == sorted(set(counts))
    instances.go_to("there")
    for number, count in enumerate(counts):
        done = restore_backup(instances.place / f"backup {number}", force=True)
        assert (Document.select().count(), done.documents, done.missing) == (count, count, ())
        for nomination in Nomination.select(Nomination, Candidate).join(Candidate):
            assert nomination.motivation == nomination.candidate.notes


def test_a_damaged_backup_is_refused_before_anything_is_touched(instances: Instances, stage: Stage) -> None:
    # req P23
    folder = instances.place / "backup"
    take_backup(folder)
    before = _everything()
    some = next(path for path in folder.rglob("*") if path.is_file() and path.name != FILE)
    whole = some.read_bytes()
    some.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
    with pytest.raises(BackupTrouble, match="is not what it was"):
        restore_backup(folder, force=True)
    some.unlink()
    with pytest.raises(BackupTrouble, match="is not what it was"):
        restore_backup(folder, force=True)
    told = json.loads((folder / FILE).read_text())
    (folder / FILE).write_text(json.dumps(told | {"files": {"../../etc/passwd": [1, "0"]}}))
    with pytest.raises(BackupTrouble, match="is not what it was"):
        restore_backup(folder, force=True)
    (folder / FILE).unlink()
    with pytest.raises(BackupTrouble, match="is no backup"):
        restore_backup(folder, force=True)
    assert _everything() == before


def test_what_is_there_stays_without_force_and_while_it_runs(instances: Instances, stage: Stage, clock: Clock) -> None:
    folder = instances.place / "backup"
    take_backup(folder)
    with pytest.raises(BackupTrouble, match="--force"):
        restore_backup(folder)
    Heartbeat.create(name="worker", at=clock.now())
    with pytest.raises(BackupTrouble, match="is running"):
        restore_backup(folder, force=True)
    with pytest.raises(BackupTrouble, match="not empty"):
        take_backup(folder)
    clock.advance(minutes=2)
    assert restore_backup(folder, force=True).documents == 4


def test_a_backup_of_the_other_kind_or_of_a_newer_portal_is_refused(instances: Instances, stage: Stage) -> None:
    folder = instances.place / "backup"
    take_backup(folder)
    told = json.loads((folder / FILE).read_text())
    other = "postgresql" if is_sqlite() else "sqlite"
    for change, words in (
        ({"database": other}, "names"),
        ({"migrations": ["9999_later"]}, "newer"),
        ({"format": 2}, "version"),
    ):
        (folder / FILE).write_text(json.dumps(told | change))
        with pytest.raises(BackupTrouble, match=words):
            restore_backup(folder, force=True)


def test_a_document_that_lacks_is_told(instances: Instances, stage: Stage) -> None:
    open_cabinet(setting("CABINET_URL")).shred(Document.select().first().cabinet_key)
    manifest = take_backup(instances.place / "backup")
    assert len(manifest.missing) == 1
    instances.go_to("there")
    assert restore_backup(instances.place / "backup").missing == tuple(manifest.missing)


def test_a_full_disk_leaves_no_half_backup(instances: Instances, stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    # req P22
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(BackupTrouble, match="No space left"):
        take_backup(instances.place / "backups" / "backup")
    assert list((instances.place / "backups").iterdir()) == []


def test_the_commands_say_what_they_did(instances: Instances, stage: Stage) -> None:
    def said(command: Command, *more: str) -> Result:
        with instances.app.app_context():
            return instances.app.test_cli_runner().invoke(command, [str(instances.place / "backup"), *more])

    assert " files are in " in said(backup).output
    assert "is not empty" in said(backup).output
    instances.go_to("there")
    assert "Documents put back: 4. Erased again: 0." in said(restore).output
    again = said(restore)
    assert (again.exit_code, "With --force" in again.output) == (1, True)
    assert said(restore, "--force").exit_code == 0


def test_the_journal_survives_a_cut_line_and_says_nothing_twice(tmp_path: Path) -> None:
    # req P22
    path = tmp_path / journal.FILE
    line = journal.Line("2026-11-17T09:00:00+00:00", "candidate", journal.hash_of("candidate", "abc"), "asked")
    journal.write_lines(path, [line, line])
    journal.write_lines(path, [line])
    assert journal.read_lines(path) == [line]
    path.write_text(path.read_text()[:-20])
    assert journal.read_lines(path) == []
    journal.write_lines(path, [line])
    assert journal.read_lines(path) == [line]
    assert path.stat().st_mode & 0o077 == 0
