"""The check beside the requests: whatever stops, falls or happens twice, nothing is lost, nothing unsafe is read."""

import errno
import io
import os

import pytest

from portal import clock as portal_clock
from portal.actions import checking, claimants
from portal.actions.checking import check_one, check_waiting, claim_next, tidy_cabinet
from portal.actions.uploads import (
    WrongPlace,
    append_piece,
    begin_upload,
    discard_upload,
    receive_file,
)
from portal.cabinet import storing
from portal.cabinet.intake import TakenIn
from portal.cabinet.landing import Landing
from portal.cabinet.storing import Area, Cabinet, CabinetFull, open_cabinet
from portal.config import put_in_force, setting
from portal.demo.papers import cv_pdf
from portal.models.documents import Document, Upload
from portal.models.history import HistoryLine
from portal.models.nominations import Nomination
from portal.models.outbox import Heartbeat
from portal.queries.health import CABINET, health
from portal.queries.uploads import the_landing
from portal.rules.documents import DocumentRefused, Reason
from portal.rules.uploads import LEASE, MOST_ATTEMPTS
from portal.worker import beat
from tests.cabinet.making import EICAR, png
from tests.cabinet.scanner import running_clamd
from tests.clock import Clock
from tests.nominations.scene import Scene

CV = cv_pdf(["Fatima El Amrani", "Mol"])
OTHER_CV = cv_pdf(["Fatima El Amrani", "Geel"])


@pytest.fixture
def nomination(scene: Scene) -> Nomination:
    return scene.draft()


def cabinet() -> Cabinet:
    return open_cabinet(setting("CABINET_URL"))


def hand_in(scene: Scene, nomination: Nomination, content: bytes = CV, kind: str = "cv") -> Upload:
    return receive_file(nomination, kind, io.BytesIO(content), "cv.pdf", by=scene["pim"])


def state_of(upload: Upload) -> str:
    return str(Upload.get_by_id(upload.id).state)


def lying() -> tuple[int, int]:
    """How many files lie in quarantine, and how many are clean."""
    return len(list(cabinet().keys(Area.QUARANTINE))), len(list(cabinet().keys()))


def test_a_file_waits_in_quarantine_and_is_a_document_only_after_its_check(
    scene: Scene, nomination: Nomination
) -> None:
    # req P8, Y-17
    upload = hand_in(scene, nomination)
    assert (upload.state, lying(), Document.select().count()) == ("received", (1, 0), 0)
    assert check_waiting() == 1
    document = Document.get()
    assert (state_of(upload), lying(), document.uploaded_by) == ("clean", (0, 1), scene["pim"])
    assert Upload.get_by_id(upload.id).document == document
    steps = [line.step for line in HistoryLine.select().where(HistoryLine.subject == "Upload").order_by(HistoryLine.id)]
    assert steps == ["receive", "check", "accept"]


def test_a_checker_that_was_killed_is_followed_up(scene: Scene, nomination: Nomination) -> None:
    # req P4: what kill -9 leaves is a row that says `checking`, by a process that is gone
    upload = hand_in(scene, nomination)
    claimed = claim_next(portal_clock.now())
    assert claimed == upload
    assert claim_next(portal_clock.now()) is None  # this process has it
    gone = os.fork()
    if not gone:
        os._exit(0)
    os.waitpid(gone, 0)
    Upload.update(checker=f"{claimants._MACHINE}:{gone}:00").execute()
    assert check_waiting() == 1
    assert state_of(upload) == "clean"


def test_a_checker_with_our_number_from_before_a_restart_is_gone(scene: Scene, nomination: Nomination) -> None:
    upload = hand_in(scene, nomination)
    claim_next(portal_clock.now())
    Upload.update(checker=f"{claimants._MACHINE}:{os.getpid()}:earlier").execute()
    assert check_waiting() == 1
    assert state_of(upload) == "clean"


def test_a_checker_on_another_machine_is_given_its_time(scene: Scene, nomination: Nomination, clock: Clock) -> None:
    upload = hand_in(scene, nomination)
    claim_next(portal_clock.now())
    Upload.update(checker="elsewhere:1:00").execute()
    assert check_waiting() == 0
    clock.advance(seconds=LEASE.total_seconds())
    assert check_waiting() == 1
    assert state_of(upload) == "clean"


def test_two_checkers_of_one_file_make_one_document(scene: Scene, nomination: Nomination) -> None:
    # req P7
    hand_in(scene, nomination)
    first = claim_next(portal_clock.now())
    assert first is not None
    second = Upload.get_by_id(first.id)
    check_one(first)
    check_one(second)
    assert (Document.select().count(), lying()) == (1, (0, 1))


def test_a_crash_between_the_rebuilt_file_and_its_row_leaves_no_hole(
    scene: Scene, nomination: Nomination, monkeypatch: pytest.MonkeyPatch
) -> None:
    # req P4
    class Killed(BaseException):
        """Nothing more of this process."""

    def killed(upload: Upload, cabinet: Cabinet, taken: TakenIn) -> None:
        raise Killed

    upload = hand_in(scene, nomination)
    with monkeypatch.context() as patch:
        patch.setattr(checking, "_accept", killed)
        with pytest.raises(Killed):
            check_waiting()
    assert (state_of(upload), lying(), Document.select().count()) == ("checking", (1, 1), 0)
    Upload.update(checker="elsewhere:1:00", lease_until=portal_clock.now()).execute()
    check_waiting()
    assert (state_of(upload), lying(), Document.select().count()) == ("clean", (0, 2), 1)
    monkeypatch.setattr(checking, "STRAY_AFTER_SECONDS", 0.0)
    assert tidy_cabinet(portal_clock.now()) == {"swept": 1, "lost": 0}
    assert list(cabinet().keys()) == [Document.get().cabinet_key]


def test_young_files_without_a_row_are_left_alone(scene: Scene, nomination: Nomination) -> None:
    cabinet().put(b"just put in, its row is being written")
    assert tidy_cabinet(portal_clock.now())["swept"] == 0
    assert lying() == (0, 1)


def test_a_document_whose_bytes_are_gone_is_told_to_who_watches(scene: Scene, nomination: Nomination) -> None:
    # req P23
    hand_in(scene, nomination)
    check_waiting()
    assert health(portal_clock.now())["documents"]["ok"] is True
    cabinet().shred(Document.get().cabinet_key)
    counts = tidy_cabinet(portal_clock.now())
    assert counts["lost"] == 1
    beat(CABINET, " ".join(f"{name}={count}" for name, count in counts.items()))
    told = health(portal_clock.now())["documents"]
    assert (told["ok"], told["rows_without_file"]) == (False, 1)
    assert Heartbeat.select().count() == 1


def test_files_that_wait_too_long_are_told_too(scene: Scene, nomination: Nomination, clock: Clock) -> None:
    hand_in(scene, nomination)
    assert health(portal_clock.now())["documents"]["waiting_for_check"] == 1
    clock.advance(minutes=11)
    told = health(portal_clock.now())["documents"]
    assert (told["ok"], told["oldest_waiting_seconds"]) == (False, 660)


def test_a_file_that_ends_every_checker_is_refused_in_the_end(scene: Scene, nomination: Nomination) -> None:
    upload = hand_in(scene, nomination)
    for _ in range(MOST_ATTEMPTS):
        claim_next(portal_clock.now())
        Upload.update(lease_until=portal_clock.now(), checker="elsewhere:1:00").execute()
    check_waiting()
    found = Upload.get_by_id(upload.id)
    assert (found.state, found.reason, lying()) == ("refused", "TOO_COMPLEX", (0, 0))


def test_bytes_that_vanished_are_said_and_not_waited_for(scene: Scene, nomination: Nomination) -> None:
    upload = hand_in(scene, nomination)
    cabinet().shred(upload.key)
    check_waiting()
    assert Upload.get_by_id(upload.id).reason == "LOST"


def test_what_came_first_is_checked_first_also_when_it_has_to_wait(
    scene: Scene, nomination: Nomination, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The later of two versions must count in the end."""

    def busy(*given: object) -> TakenIn:
        raise DocumentRefused(Reason.NOT_NOW)

    hand_in(scene, nomination)
    with monkeypatch.context() as patch:
        patch.setattr(checking, "check", busy)
        check_waiting()
    hand_in(scene, nomination, OTHER_CV)
    letter = hand_in(scene, nomination, CV, "letter")
    assert check_waiting() == 1
    assert state_of(letter) == "clean"
    clock.advance(seconds=10)
    assert check_waiting() == 2
    newest = Document.select().where(Document.kind == "cv").order_by(Document.number.desc()).first()
    (last,) = Upload.select().where(Upload.document == newest)
    assert last.size == len(OTHER_CV)


def test_the_file_that_was_chosen_last_counts_also_when_it_counted_before(scene: Scene, nomination: Nomination) -> None:
    hand_in(scene, nomination)
    check_waiting()
    hand_in(scene, nomination, OTHER_CV)
    hand_in(scene, nomination)
    assert check_waiting() == 2
    sizes = [upload.size for upload in Upload.select().join(Document).order_by(Document.number)]
    assert sizes == [len(CV), len(OTHER_CV), len(CV)]


def test_an_older_version_counts_again_and_the_page_says_who_put_it_back(scene: Scene, nomination: Nomination) -> None:
    # req Y-17
    for content in (CV, OTHER_CV):
        hand_in(scene, nomination, content)
        check_waiting()
    older, newer = Document.select().order_by(Document.number)
    karel = scene.browser("karel")
    karel.visits(f"/nominations/{nomination.public_id}/cv")
    for _ in range(3):
        karel.sends(f"/documents/{older.public_id}/put-back")
    assert "“cv.pdf” telt weer." in karel.page
    assert "Teruggezet door Karel Wouters, dinsdag 17 november, 10.00 uur" in karel.page
    assert [one.id for one in Document.select().order_by(Document.number)] == [newer.id, older.id]
    steps = HistoryLine.select().where(HistoryLine.subject == "Document", HistoryLine.step == "put_back_cv")
    assert steps.count() == 1
    scene.campaign.change(state="closed")
    karel.sends(f"/documents/{newer.public_id}/put-back", expect=409)
    assert "Laat deze weer tellen" not in karel.visits(f"/nominations/{nomination.public_id}/cv")


def test_the_preview_gives_the_very_file_and_name_that_the_employer_gets(scene: Scene) -> None:
    complete = scene.put_forward()
    Document.delete().execute()
    hand_in(scene, complete)
    check_waiting()
    pim, emma = scene.browser("pim"), scene.browser("emma")
    pim.visits(f"/nominations/{complete.public_id}/preview")
    seen = pim.clicks("Cv (nieuw venster)")
    got = emma.visits(f"/documents/{Document.get().public_id}")
    assert seen.body == got.body
    for header in ("Content-Disposition", "Content-Type", "Content-Security-Policy", "X-Content-Type-Options"):
        assert seen.headers[header] == got.headers[header]


def test_a_full_disk_makes_a_file_wait_and_loses_nothing(
    scene: Scene, nomination: Nomination, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    # req P22
    def full(*given: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    upload = hand_in(scene, nomination)
    with monkeypatch.context() as patch:
        patch.setattr(storing, "_write_flushed", full)
        check_waiting()
    page = scene.browser("pim").visits(f"/nominations/{nomination.public_id}/cv")
    assert "cv.pdf wacht op controle" in page
    assert "De schijf is vol." in page
    clock.advance(minutes=5)
    check_waiting()
    assert state_of(upload) == "clean"


def test_while_the_scanner_is_away_a_file_waits_in_quarantine_and_the_page_says_so(
    scene: Scene, nomination: Nomination
) -> None:
    # req P8
    put_in_force({**scene.app.config, "CLAMD_ADDRESS": "127.0.0.1:1"})
    upload = hand_in(scene, nomination)
    lines = HistoryLine.select().count()
    for _ in range(MOST_ATTEMPTS + 2):  # however often it is asked: that is not the file's fault
        assert check_waiting() == 0
    assert (state_of(upload), lying(), HistoryLine.select().count()) == ("received", (1, 0), lines)
    page = scene.browser("pim").visits(f"/nominations/{nomination.public_id}/cv")
    assert "De virusscanner antwoordt niet." in page
    with running_clamd() as clamd:  # the moment it is back, it goes on
        put_in_force({**scene.app.config, "CLAMD_ADDRESS": clamd.address})
        assert check_waiting() == 1
        assert state_of(upload) == "clean"
        infected = hand_in(scene, nomination, png(trailing=EICAR))
        check_waiting()
    found = Upload.get_by_id(infected.id)
    assert (found.state, found.reason, lying()) == ("refused", "VIRUS", (0, 1))


def test_a_scanner_that_stops_in_the_middle_makes_a_file_wait(
    scene: Scene, nomination: Nomination, clock: Clock
) -> None:
    with running_clamd() as clamd:
        put_in_force({**scene.app.config, "CLAMD_ADDRESS": clamd.address})
        upload = hand_in(scene, nomination)
        clamd.says = b"INSTREAM: out of memory. ERROR\0"
        for _ in range(MOST_ATTEMPTS + 2):
            assert check_waiting() == 1
            assert check_waiting() == 0
            clock.advance(minutes=5)
        found = Upload.get_by_id(upload.id)
        assert (found.state, found.trouble) == ("received", "scanner")
        clamd.says = None
        check_waiting()
    assert state_of(upload) == "clean"


def test_what_is_refused_or_half_sent_can_be_put_away_and_what_is_being_checked_not(
    scene: Scene, nomination: Nomination
) -> None:
    refused = hand_in(scene, nomination, b"MZ")
    check_waiting()
    half = begin_upload(nomination, "cv", "cv.pdf", 10, "", by=scene["pim"])
    append_piece(half, b"%PDF-", 0)
    pim = scene.browser("pim")
    page = pim.visits(f"/nominations/{nomination.public_id}/cv")
    assert "50 procent is er al" in page
    for upload in (half, refused):
        pim.visits(f"/nominations/{nomination.public_id}/cv")
        pim.fills_in(f"/uploads/{upload.public_id}/discard")
    assert "“cv.pdf” is weggegooid." in pim.page
    assert Upload.select().count() == 0
    assert not the_landing().path(half.key).exists()
    hand_in(scene, nomination)
    checked = claim_next(portal_clock.now())
    assert checked is not None
    with pytest.raises(Exception, match="net gecontroleerd"):
        discard_upload(checked)
    discard_upload(half)  # gone already


def test_putting_forward_counts_only_what_was_found_safe_and_says_what_is_still_checked(scene: Scene) -> None:
    # req Y-4
    complete = scene.complete()
    Document.delete().where(Document.kind == "cv").execute()
    hand_in(scene, complete)
    pim = scene.browser("pim")
    pim.visits(f"/nominations/{complete.public_id}/tasks")
    page = pim.clicks("Draag voor Fatima")
    assert page.title.startswith("Fout:")
    assert "Het cv wordt nog gecontroleerd. Dat duurt meestal enkele seconden." in page.links()
    check_waiting()
    pim.visits(f"/nominations/{complete.public_id}/tasks")
    assert pim.clicks("Draag voor Fatima").heading == "Fatima is voorgedragen"


def test_a_sentence_about_a_refused_file_is_in_the_language_of_its_reader(scene: Scene, nomination: Nomination) -> None:
    hand_in(scene, nomination, b"MZ")
    check_waiting()
    scene["pim"].change(language="en")
    page = scene.browser("pim").visits(f"/nominations/{nomination.public_id}/cv")
    assert "cv.pdf refused" in page
    assert "This is not a PDF, Word, OpenDocument or picture file" in page


def test_old_settled_rows_go_and_half_sent_files_are_abandoned_after_a_day(
    scene: Scene, nomination: Nomination, clock: Clock
) -> None:
    hand_in(scene, nomination)
    check_waiting()
    half = begin_upload(nomination, "cv", "cv.pdf", 10, "", by=scene["pim"])
    append_piece(half, b"%PDF-", 0)
    clock.advance(hours=23)
    tidy_cabinet(portal_clock.now())
    assert Upload.select().count() == 2
    clock.advance(hours=1)
    tidy_cabinet(portal_clock.now())
    assert (Upload.select().count(), Document.select().count()) == (0, 1)
    assert not the_landing().path(half.key).exists()


def test_a_crash_between_quarantine_and_row_is_mended_by_the_next_round(scene: Scene, nomination: Nomination) -> None:
    # req P4: the last piece was there, the file was moved, and its row was never told
    half = begin_upload(nomination, "cv", "cv.pdf", len(CV), "", by=scene["pim"])
    Upload.update(arrived=len(CV)).execute()
    the_landing().take(half.key, io.BytesIO(CV), len(CV))
    cabinet().admit(the_landing().path(half.key), half.key)
    tidy_cabinet(portal_clock.now())
    check_waiting()
    assert state_of(half) == "clean"
    assert not the_landing().path(half.key).exists()


def test_a_full_disk_stops_a_piece_and_keeps_what_was_acknowledged(
    scene: Scene, nomination: Nomination, monkeypatch: pytest.MonkeyPatch
) -> None:
    # req P22
    half = begin_upload(nomination, "cv", "cv.pdf", len(CV), "", by=scene["pim"])
    append_piece(half, CV[:100], 0)

    def full(file: io.FileIO, piece: bytes) -> None:
        file.write(piece[:3])
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("portal.cabinet.landing._write_all", full)
        with pytest.raises(DocumentRefused) as refused:
            append_piece(half, CV[100:], 100)
    assert refused.value.reason is Reason.NO_ROOM
    assert Upload.get_by_id(half.id).arrived == 100
    append_piece(half, CV[100:], 100)
    check_waiting()
    assert state_of(half) == "clean"


def test_a_whole_file_for_which_quarantine_has_no_room_stays_whole(
    scene: Scene, nomination: Nomination, monkeypatch: pytest.MonkeyPatch
) -> None:
    half = begin_upload(nomination, "cv", "cv.pdf", len(CV), "", by=scene["pim"])

    def full(*given: object) -> None:
        raise CabinetFull

    with monkeypatch.context() as patch:
        patch.setattr(storing.FolderCabinet, "admit", full)
        with pytest.raises(DocumentRefused):
            append_piece(half, CV, 0)
    tidy_cabinet(portal_clock.now())
    check_waiting()
    assert state_of(half) == "clean"


def test_one_at_a_time_writes_a_file_that_is_arriving(scene: Scene, nomination: Nomination) -> None:
    half = begin_upload(nomination, "cv", "cv.pdf", 10, "", by=scene["pim"])
    landing: Landing = the_landing()
    with landing.holding(half.key), pytest.raises(WrongPlace):
        append_piece(half, b"%PDF-", 0)
    assert append_piece(half, b"%PDF-", 0).arrived == 5
