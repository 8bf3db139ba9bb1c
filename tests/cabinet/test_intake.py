"""Handing in a document: what is stored, what it is called, and what a virus scanner says."""

import hashlib
import io
import socket
import struct
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from portal.cabinet.intake import recheck, take_in
from portal.cabinet.scanning import Verdict, clamd_at
from portal.cabinet.storing import Area, Cabinet, CabinetFull, NotInCabinet, open_cabinet
from portal.rules.documents import MAX_BYTES, DocumentRefused, Reason
from tests.cabinet import making as make


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
    assert (taken.name, taken.media_type, taken.pages, taken.is_clean) == (
        "CV Zoë.pdf",
        "application/pdf",
        1,
        True,
    )
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


def test_a_document_waits_in_quarantine_while_the_scanner_is_away(cabinet: Cabinet) -> None:
    taken = take_in(cabinet, io.BytesIO(make.png()), "scan.png", scanner=clamd_at("unix:///nowhere/clamd"))
    assert taken.is_clean is False
    with pytest.raises(NotInCabinet):
        cabinet.read(taken.key)
    assert recheck(cabinet, taken.key, clamd_at("tcp://127.0.0.1:1")) is Verdict.UNAVAILABLE
    assert list(cabinet.keys(Area.QUARANTINE)) == [taken.key]
    assert recheck(cabinet, taken.key, lambda _: Verdict.CLEAN) is Verdict.CLEAN
    assert cabinet.read(taken.key).startswith(b"\x89PNG")


def test_an_infected_document_in_quarantine_is_shredded(cabinet: Cabinet) -> None:
    key = cabinet.put(make.EICAR, Area.QUARANTINE)
    assert recheck(cabinet, key, lambda _: Verdict.INFECTED) is Verdict.INFECTED
    assert list(cabinet.keys(Area.QUARANTINE)) == []


@pytest.fixture
def clamd() -> Iterator[str]:
    """A scanner that speaks clamd's protocol and knows one virus."""
    listening = socket.create_server(("127.0.0.1", 0))

    def answer() -> None:
        while True:
            try:
                line, _ = listening.accept()
            except OSError:
                return
            with line, line.makefile("rb") as heard:
                assert heard.read(10) == b"zINSTREAM\0"
                data = b""
                while length := struct.unpack("!I", heard.read(4))[0]:
                    data += heard.read(length)
                line.sendall(b"stream: Eicar-Test FOUND\0" if make.EICAR in data else b"stream: OK\0")

    answering = threading.Thread(target=answer)
    answering.start()
    yield f"tcp://127.0.0.1:{listening.getsockname()[1]}"
    listening.shutdown(socket.SHUT_RDWR)
    listening.close()
    answering.join()


def test_a_virus_is_refused_and_a_clean_document_is_taken_in(cabinet: Cabinet, clamd: str) -> None:
    scanner = clamd_at(clamd)
    assert take_in(cabinet, io.BytesIO(make.png()), "scan.png", scanner=scanner).is_clean is True
    with pytest.raises(DocumentRefused) as refused:
        take_in(cabinet, io.BytesIO(make.png(trailing=make.EICAR)), "scan.png", scanner=scanner)
    assert refused.value.reason is Reason.VIRUS
    assert len(list(cabinet.keys())) == 1
