"""Erased means erased: nothing of a candidate in whom everything held a canary is left anywhere (promise P19)."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from portal import journal
from portal.actions.erasing import erase_candidate
from portal.actions.erasing_afterwards import finish_erasures
from portal.backup.restoring import restore_backup
from portal.backup.taking import take_backup
from portal.cabinet.storing import open_cabinet
from portal.config import put_in_force, setting
from portal.models.candidates import Candidate
from portal.models.database import bind, database, is_sqlite
from portal.models.documents import Document
from portal.models.outbox import OutboxMail
from portal.models.retention import Erasure
from portal.models.tables import all_tables
from portal.rules.retention import Ground
from tests.databases import FreshDatabase
from tests.permissions.canaries import found_in, found_in_mail
from tests.permissions.relations import about
from tests.permissions.test_leaks import rows_of
from tests.permissions.world import World

FEWEST = {"a1": 40, "b1": 30}


@pytest.fixture
def own_place(world: World, tmp_path: Path, fresh_database: FreshDatabase) -> Iterator[Path]:
    """The world in files of its own: those of the run hold what tests before it deleted on another connection."""
    before = dict(world.app.config)
    if is_sqlite():
        database.execute_sql("VACUUM INTO ?", (str(tmp_path / "portal.sqlite"),))
        bind(f"sqlite:///{tmp_path / 'portal.sqlite'}")
        database.connect(reuse_if_open=True)
    shutil.copytree(Path(before["INSTANCE"]) / "cabinet", tmp_path / "cabinet")
    put_in_force({**before, "INSTANCE": str(tmp_path), "CABINET_URL": str(tmp_path / "cabinet")})
    yield tmp_path
    put_in_force(before)
    fresh_database.point_here()


def _canaries_of(world: World, candidate: Candidate) -> set[str]:
    """What was put in the fields of this candidate and of all that is about her or him, in the words of the tests."""
    found = set()
    for token, row in rows_of(world).items():
        it = about(row)
        owner = it.nomination.candidate if it.nomination else it.candidate
        if owner == candidate and world.canary.homes[token].partition(".")[0] not in NOT_THEIRS:
            found.add(token)
    return found


# Under a candidate in the tables of the tests, and yet of somebody else: who is asked, who looked.
NOT_THEIRS = {"User", "Campaign", "Organisation"}


def _in_rows() -> set[str]:
    """The canaries in every column of every table, mails decoded."""
    found = set()
    for model in all_tables():
        for row in model.select().dicts():
            found |= found_in(repr(row).encode())
    for mail in OutboxMail.select():
        found |= found_in_mail(bytes(mail.raw)) if mail.raw else set()
    return found


def _in_files(place: Path) -> set[str]:
    return {token for path in place.rglob("*") if path.is_file() for token in found_in(path.read_bytes())}


@pytest.mark.parametrize("key", FEWEST)
def test_nothing_is_left_of_who_was_erased(
    world: World,
    own_place: Path,
    key: str,
    caplog: pytest.LogCaptureFixture,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    # req P19
    candidate = world.candidates[key]
    canaries = _canaries_of(world, candidate)
    papers = {one.cabinet_key for one in Document.select() if one.nomination.candidate == candidate}
    assert len(canaries) >= FEWEST[key]
    assert papers
    assert canaries & _in_rows() == canaries
    assert not is_sqlite() or len(canaries & _in_files(own_place)) >= FEWEST[key]
    backup = tmp_path_factory.mktemp("backup") / "before"
    take_backup(backup)
    done = erase_candidate(candidate, Ground.ASKED, by=world.people["petra"])
    world.clock.advance(hours=1)
    finish_erasures(world.clock.now())
    world.clock.advance(hours=48)
    finish_erasures(world.clock.now())
    left = canaries & _in_rows()
    assert {token: world.canary.homes[token] for token in left} == {}
    assert canaries & _in_files(own_place) == set()
    assert papers & set(open_cabinet(setting("CABINET_URL")).keys()) == set()
    assert canaries & found_in(caplog.text.encode()) == set()
    assert done is not None
    assert Erasure.get_by_id(done.id).scrubbed_at is not None
    assert journal.read_lines(journal.journal_of(own_place))[0].subject == done.subject_hash
    if is_sqlite():
        world.clock.advance(hours=1)
        assert restore_backup(backup, force=True).erased_again == 1
        assert canaries & _in_rows() == set()
        assert canaries & _in_files(own_place) == set()
        assert papers & set(open_cabinet(setting("CABINET_URL")).keys()) == set()
