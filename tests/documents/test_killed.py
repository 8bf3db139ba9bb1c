"""kill -9 while files come in or are checked: nothing acknowledged is lost, nothing half written is ever read (P4)."""

import subprocess
import sys

import pytest

from portal import clock as portal_clock
from portal.actions import checking
from portal.actions.checking import check_waiting, tidy_cabinet
from portal.actions.uploads import append_piece
from portal.cabinet.storing import Area, open_cabinet
from portal.config import setting
from portal.models.documents import Document, Upload
from portal.queries.documents import content_of
from portal.queries.uploads import the_landing
from tests.documents.handing_in import PIECE, picture
from tests.house.sources import ROOT
from tests.nominations.scene import Scene


def killed_after(lines: int, what: str, nomination_id: str) -> list[list[str]]:
    """What a process acknowledged before it was killed: at least so many lines, without a word to prepare it."""
    command = [sys.executable, "-m", "tests.documents.handing_in", what, setting("DATABASE_URL"), setting("INSTANCE")]
    with subprocess.Popen([*command, nomination_id], stdout=subprocess.PIPE, cwd=ROOT) as process:
        assert process.stdout is not None
        heard = [process.stdout.readline() for _ in range(lines)]
        process.kill()
        heard += process.stdout.readlines()
    assert heard[lines - 1], "it ended by itself"
    return [line.decode().split() for line in heard if line.endswith(b"\n")]


@pytest.fixture(autouse=True)
def stray_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """What no row names is swept at once, and not after an hour."""
    monkeypatch.setattr(checking, "STRAY_AFTER_SECONDS", 0.0)


def assert_whole() -> None:
    """Rows and files agree: each document has bytes that are what its row says, nothing else lies anywhere."""
    assert tidy_cabinet(portal_clock.now())["lost"] == 0
    cabinet = open_cabinet(setting("CABINET_URL"))
    documents = list(Document.select())
    assert set(cabinet.keys()) == {one.cabinet_key for one in documents}
    assert {one.size for one in documents} == {len(content_of(one) or b"") for one in documents}
    waiting = Upload.select().where(Upload.state.in_(("received", "checking")))
    assert set(cabinet.keys(Area.QUARANTINE)) == {one.key for one in waiting}


@pytest.mark.parametrize("lines", [1, 6])
def test_a_file_that_was_acknowledged_is_there_after_a_kill(scene: Scene, lines: int) -> None:
    # req P4
    nomination = scene.draft()
    acknowledged = killed_after(lines, "whole", nomination.public_id)
    assert_whole()
    cabinet = open_cabinet(setting("CABINET_URL"))
    for number, upload_id in acknowledged:
        upload = Upload.get(Upload.public_id == upload_id)
        assert cabinet.read(upload.key, Area.QUARANTINE) == picture(int(number))
    assert Document.select().count() == 0  # and nothing is read before its check


@pytest.mark.parametrize("lines", [2, 11])
def test_a_piece_that_was_acknowledged_is_there_after_a_kill_and_the_sending_goes_on(scene: Scene, lines: int) -> None:
    # req P4
    nomination = scene.draft()
    acknowledged = killed_after(lines, "pieces", nomination.public_id)
    tidy_cabinet(portal_clock.now())
    number, upload_id, arrived = acknowledged[-1]
    upload, content = Upload.get(Upload.public_id == upload_id), picture(int(number))
    assert upload.arrived >= int(arrived)
    if upload.state == "arriving":
        assert the_landing().path(upload.key).read_bytes()[: upload.arrived] == content[: upload.arrived]
        for at in range(upload.arrived, len(content), PIECE):
            upload = append_piece(upload, content[at : at + PIECE], at)
    assert open_cabinet(setting("CABINET_URL")).read(upload.key, Area.QUARANTINE) == content
    assert_whole()


@pytest.mark.parametrize("lines", [1, 2, 5])
def test_a_check_that_was_killed_is_taken_up_again_and_done_once(scene: Scene, lines: int) -> None:
    # req P4, P7
    nomination = scene.draft()
    killed_after(3, "whole", nomination.public_id)
    handed_in = Upload.select().count()
    killed_after(lines, "checks", nomination.public_id)
    assert_whole()
    check_waiting()
    assert_whole()
    assert {one.state for one in Upload.select()} == {"clean"}
    assert Document.select().count() == handed_in
