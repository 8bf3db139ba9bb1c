"""Handing in a document: what is stored, what it is called, and what a virus scanner says."""

import hashlib
import io
from pathlib import Path

import pytest

from portal.cabinet.intake import ScannerAway, check, take_in
from portal.cabinet.scanning import Verdict, clamd_at, no_scanner, scanner_at
from portal.cabinet.storing import Area, Cabinet, CabinetFull, NotInCabinet, open_cabinet
from portal.rules.documents import MAX_BYTES, DocumentRefused, Reason
from tests.cabinet import making as make
from tests.cabinet.scanner import Clamd


@pytest.fixture
def cabinet(tmp_path: Path) -> Cabinet:
    return open_cabinet(tmp_path)


class Endless(io.RawIOBase):
    """An upload that never stops, in small pieces; it counts what was read."""

    def __init__(self) -> None:
        self.given = 0

    def read(self, size: int = -1) -> bytes:
        piece = bytes(min(size, 60_000))
        self.given += len(piece)
        return piece


def test_a_document_is_stored_rebuilt_with_its_particulars(cabinet: Cabinet) -> None:  # req 001-14
    taken = take_in(cabinet, io.BytesIO(make.pdf_as_an_office_writes_it()), "CV Zoë.PDF")
    stored = cabinet.read(taken.key)
    assert (taken.name, taken.media_type, taken.pages) == ("CV Zoë.pdf", "application/pdf", 1)
    assert (taken.size, taken.sha256) == (len(stored), hashlib.sha256(stored).hexdigest())
    assert b"voorbeeld.example" not in stored


def test_what_a_file_is_called_does_not_decide_what_it_is(cabinet: Cabinet) -> None:
    taken = take_in(cabinet, io.BytesIO(make.jpeg()), "cv.pdf.html")
    assert (taken.name, taken.media_type) == ("cv.jpg", "image/jpeg")


def test_a_refused_document_leaves_nothing_behind(cabinet: Cabinet, tmp_path: Path) -> None:
    with pytest.raises(DocumentRefused) as refused:
        take_in(cabinet, io.BytesIO(make.EICAR), "cv.pdf")
    assert refused.value.reason is Reason.WRONG_TYPE
    assert [file for file in tmp_path.rglob("*") if file.is_file()] == []


def test_an_endless_upload_is_cut_off_at_the_limit(cabinet: Cabinet) -> None:
    stream = Endless()
    with pytest.raises(DocumentRefused) as refused:
        take_in(cabinet, stream, "cv.pdf")  # type: ignore[arg-type]
    assert refused.value.reason is Reason.TOO_BIG
    assert stream.given == MAX_BYTES + 1


def test_the_same_document_twice_is_stored_twice(cabinet: Cabinet) -> None:
    one, other = (take_in(cabinet, io.BytesIO(make.png()), "scan.png") for _ in range(2))
    assert one.sha256 == other.sha256
    assert one.key != other.key


def test_a_full_cabinet_is_said_in_plain_words(cabinet: Cabinet, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("portal.cabinet.storing.os.fsync", full)
    with pytest.raises(CabinetFull):
        take_in(cabinet, io.BytesIO(make.png()), "scan.png")


@pytest.mark.parametrize("address", ["unix:///nowhere/clamd", "tcp://127.0.0.1:1"])
def test_nothing_is_known_of_a_file_while_the_scanner_is_away(cabinet: Cabinet, address: str) -> None:
    key = cabinet.put(make.png(), Area.QUARANTINE)
    with pytest.raises(ScannerAway):
        check(cabinet, key, "scan.png", clamd_at(address))
    assert (list(cabinet.keys()), list(cabinet.keys(Area.QUARANTINE))) == ([], [key])


def test_a_checked_file_lies_rebuilt_under_another_key(cabinet: Cabinet) -> None:
    key = cabinet.put(make.png(trailing=b"<?php"), Area.QUARANTINE)
    taken = check(cabinet, key, "scan.png")
    assert taken.key != key
    assert b"<?php" not in cabinet.read(taken.key)
    with pytest.raises(NotInCabinet):
        cabinet.read(key)


@pytest.mark.parametrize(
    ("address", "fine"),
    [
        ("127.0.0.1:3310", True),
        ("clamav", True),
        ("tcp://clamav:3310", True),
        ("/run/clamav/clamd.ctl", True),
        ("unix:///run/clamav/clamd.ctl", True),
        ("http://clamav", False),
        ("tcp://", False),
        ("unix://", False),
    ],
)
def test_a_scanner_is_addressed_by_host_or_socket(address: str, *, fine: bool) -> None:
    if fine:
        assert scanner_at(address) is not no_scanner
    else:
        with pytest.raises(ValueError, match="A scanner is"):
            scanner_at(address)


def test_without_an_address_there_is_no_scanner() -> None:
    assert scanner_at("") is no_scanner
    assert no_scanner(make.EICAR) is Verdict.CLEAN


# One virus, in every wrapping in which its bytes still stand.
WRAPPED = {
    "plain": lambda: make.EICAR,
    "in a zip": lambda: make.zip_of({"eicar.com": make.EICAR}),
    "in a Word document": lambda: make.docx(more={"word/media/i.png": make.EICAR}),
    "in an ODT": lambda: make.odt(more={"Pictures/i.png": make.EICAR}),
    "in a PDF": lambda: make.plain_pdf() + make.EICAR,
    "behind a photo": lambda: make.jpeg(trailing=make.EICAR),
    "behind a scan": lambda: make.png(trailing=make.EICAR),
}


@pytest.mark.parametrize("wrapping", WRAPPED)
def test_a_virus_is_refused_in_every_wrapping(cabinet: Cabinet, clamd: Clamd, wrapping: str) -> None:
    # req P8
    with pytest.raises(DocumentRefused) as refused:
        take_in(cabinet, io.BytesIO(WRAPPED[wrapping]()), "cv.pdf", scanner=clamd_at(clamd.address))
    assert refused.value.reason is Reason.VIRUS
    assert list(cabinet.keys()) == []


def test_what_the_scanner_finds_clean_is_taken_in(cabinet: Cabinet, clamd: Clamd) -> None:
    taken = take_in(cabinet, io.BytesIO(make.png()), "scan.png", scanner=clamd_at(clamd.address))
    assert cabinet.read(taken.key).startswith(b"\x89PNG")


@pytest.mark.parametrize("says", [b"", b"INSTREAM size limit exceeded. ERROR\0", b"stream: OK", b"\xff\0"])
def test_an_answer_that_is_none_is_no_verdict(cabinet: Cabinet, clamd: Clamd, says: bytes) -> None:
    clamd.says = says
    with pytest.raises(ScannerAway):
        take_in(cabinet, io.BytesIO(make.png()), "scan.png", scanner=clamd_at(clamd.address))
