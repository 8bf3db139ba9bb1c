"""What breaks off is taken up again: kill -9, a full disk, two at once; nothing is half erased (promises P19, P22)."""

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from portal import journal
from portal.actions.erasing import erase_candidate
from portal.actions.erasing_afterwards import finish_erasures
from portal.cabinet.storing import CabinetUnavailable, FolderCabinet, open_cabinet
from portal.config import setting
from portal.models.candidates import Candidate
from portal.models.database import database
from portal.models.documents import Document
from portal.models.retention import ErasedCount, Erasure, ErasureChore
from portal.rules.retention import Ground
from tests.backup.conftest import give_document
from tests.clock import Clock
from tests.stage import Stage

ROOT = Path(__file__).parents[2]
# Erases the candidate who is named by id, in a process of its own, which dies by kill -9 at the place that is named.
DYING = """
import os, signal, sys
from portal.actions import erasing, erasing_afterwards
from portal.app import create_app
from portal.models.candidates import Candidate
from portal.models.database import database
from portal.rules.retention import Ground
from portal import clock

def die(*args, **more):
    os.kill(os.getpid(), signal.SIGKILL)

with create_app().app_context():
    database.connect(reuse_if_open=True)
    where = sys.argv[1]
    if where == "in the transaction":
        erasing._scattered = die
    elif where == "before shredding":
        erasing_afterwards._is_done = die
    elif where == "after the journal":
        erasing_afterwards._mark = die
    erasing.erase_candidate(Candidate.get_by_id(int(sys.argv[2])), Ground.ASKED, by=None)
    erasing_afterwards.finish_erasures(clock.now())
"""


def _die(where: str, who: int) -> None:
    environment = {
        **os.environ,
        "PORTAL_INSTANCE": str(setting("INSTANCE")),
        "PORTAL_DATABASE_URL": str(setting("DATABASE_URL")),
        "PYTHONPATH": str(ROOT),
    }
    database.close()
    ended = subprocess.run(
        [sys.executable, "-c", DYING, where, str(who)], env=environment, capture_output=True, check=False
    )
    assert ended.returncode == -9, ended.stderr.decode()
    database.connect(reuse_if_open=True)


@pytest.mark.parametrize("where", ["in the transaction", "before shredding", "after the journal"])
def test_a_killed_erasure_is_whole_or_has_not_begun(stage: Stage, clock: Clock, where: str) -> None:
    # req P19, P22
    path = journal.journal_of(setting("INSTANCE"))
    path.unlink(missing_ok=True)
    key = give_document(stage.nominations["Amina"], "cv").cabinet_key
    there = set(open_cabinet(setting("CABINET_URL")).keys())
    who = stage.nominations["Amina"].candidate_id
    _die(where, who)
    if where == "in the transaction":
        assert Candidate.select().count() == 4
        assert set(open_cabinet(setting("CABINET_URL")).keys()) == there
        assert Erasure.select().count() == 0
        assert erase_candidate(Candidate.get_by_id(who), Ground.ASKED, by=None) is not None
    assert not Candidate.select().where(Candidate.id == who).exists()
    finish_erasures(clock.now())
    assert key not in set(open_cabinet(setting("CABINET_URL")).keys())
    assert [line.subject for line in journal.read_lines(path)] == [Erasure.get().subject_hash]
    assert ErasureChore.select().count() == 0
    assert Erasure.get().scrubbed_at is not None
    assert finish_erasures(clock.now()) == 0


def test_a_cabinet_out_of_reach_holds_nothing_else_up(
    stage: Stage, clock: Clock, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    # req P22
    path = journal.journal_of(setting("INSTANCE"))
    path.unlink(missing_ok=True)
    give_document(stage.nominations["Amina"], "cv")

    told = "Amina Zomers"

    def out_of_reach(self: FolderCabinet, key: str) -> None:
        raise CabinetUnavailable(told)

    with monkeypatch.context() as patch:
        patch.setattr(FolderCabinet, "shred", out_of_reach)
        erase_candidate(stage.nominations["Amina"].candidate, Ground.ASKED, by=stage.people["an"])
        finish_erasures(clock.now())
    assert len(journal.read_lines(path)) == 1
    assert ErasureChore.select().count() == 1
    assert "Amina" not in caplog.text
    finish_erasures(clock.now())
    assert ErasureChore.select().count() == 0
    assert Document.select().count() == 0


def test_eight_at_once_erase_somebody_once(stage: Stage) -> None:
    # req P7
    done: list[object] = []

    def erase() -> None:
        try:
            done.append(
                erase_candidate(Candidate(id=candidate.id, public_id=candidate.public_id), Ground.ASKED, by=None)
            )
        finally:
            database.close()

    candidate = stage.nominations["Amina"].candidate
    threads = [threading.Thread(target=erase) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(done) == 8
    assert sum(one is not None for one in done) == 1
    assert [row.count for row in ErasedCount.select()] == [1]
