"""Honest documents come through whole, and examining has its limits."""

import io
import subprocess
import sys
import time
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from pikepdf import Pdf
from PIL import Image

from portal.cabinet.examining import examine
from portal.demo import papers
from portal.rules.documents import LIMITS, DocumentRefused, Kind, Reason
from tests.cabinet import making as make

_CV = (
    "Zoë Vandenbroucke",
    "Mechelen · zoe@voorbeeld.example",
    "## Ervaring",
    "2019 – 2022 | Winkel",
    "- Frans",
    "Graag!",
)
_LETTER = ("Zoë Vandenbroucke\nMechelen", "Beste,", "Ik kom graag langs.", "Zoë")
_STYLED = '<w:p><w:hyperlink r:id="rId1"><w:r><w:t>mijn site</w:t></w:r></w:hyperlink></w:p>' + make.field(" PAGE ")

HONEST: dict[str, tuple[Callable[[], bytes], Kind, int | None]] = {
    "a PDF": (make.plain_pdf, Kind.PDF, 1),
    "a PDF of as many pages as may be": (lambda: make.plain_pdf(50), Kind.PDF, 50),
    "a PDF from an office program": (make.pdf_as_an_office_writes_it, Kind.PDF, 1),
    "a PDF from a scanner": (make.scanned_pdf, Kind.PDF, 1),
    "a PDF form, filled in": (make.pdf_with_filled_form, Kind.PDF, 1),
    "a PDF after an empty line": (
        lambda: (
            b"\r\n"
            + make.raw_pdf(
                b"<< /Type /Catalog /Pages 2 0 R >>",
                b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
                b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>",
            )
        ),
        Kind.PDF,
        1,
    ),
    "a CV as PDF": (lambda: papers.cv_pdf(_CV), Kind.PDF, 1),
    "a letter as PDF": (lambda: papers.letter_pdf(_LETTER), Kind.PDF, 1),
    "a Word document": (make.docx, Kind.DOCX, None),
    "a Word document with a link and a page number": (
        lambda: make.docx(
            _STYLED,
            {
                "word/_rels/document.xml.rels": make.relations(
                    make.relation("hyperlink", "https://voorbeeld.example/?a=1&amp;b=2", "External"),
                    make.relation("image", "media/foto.jpg", number=2),
                ),
                "word/media/foto.jpg": make.jpeg(),
            },
        ),
        Kind.DOCX,
        None,
    ),
    "a CV in Word": (lambda: papers.cv_docx(_CV), Kind.DOCX, None),
    "a letter in Word": (lambda: papers.letter_docx(_LETTER), Kind.DOCX, None),
    "an OpenDocument text": (
        lambda: make.odt('<text:a xlink:href="mailto:zoe@voorbeeld.example">m</text:a>'),
        Kind.ODT,
        None,
    ),
    "a photo": (make.jpeg, Kind.JPEG, 1),
    "a scan": (make.png, Kind.PNG, 1),
    "a scan in sixteen greys": (lambda: make.png("I;16"), Kind.PNG, 1),
}


@pytest.mark.parametrize("name", HONEST)
def test_an_honest_document_is_taken_for_what_it_is(name: str) -> None:  # req 001-14
    made, kind, pages = HONEST[name]
    examined = examine(made())
    assert (examined.kind, examined.pages) == (kind, pages)


@pytest.mark.parametrize("name", HONEST)
def test_a_rebuilt_document_passes_again(name: str) -> None:
    made, kind, pages = HONEST[name]
    again = examine(examine(made()).clean_bytes)
    assert (again.kind, again.pages) == (kind, pages)


def test_the_words_of_a_pdf_stay() -> None:
    assert make.WORDS.encode("cp1252") in _drawing(examine(make.pdf_as_an_office_writes_it()).clean_bytes)


def test_what_was_filled_in_becomes_part_of_the_page() -> None:
    clean = examine(make.pdf_with_filled_form()).clean_bytes
    with Pdf.open(io.BytesIO(clean)) as pdf:
        drawn = b"".join(form.read_bytes() for form in pdf.pages[0].obj.Resources.XObject.values())
        assert b"ingevuld antwoord" in drawn
        assert "/AcroForm" not in pdf.Root


def test_a_scan_keeps_its_pixels() -> None:
    with Pdf.open(io.BytesIO(examine(make.scanned_pdf()).clean_bytes)) as pdf:
        picture = pdf.pages[0].obj.Resources.XObject.Im1
        assert picture.read_raw_bytes() == make.jpeg((600, 800))


def test_who_wrote_a_pdf_and_with_what_is_left_out() -> None:
    with Pdf.open(io.BytesIO(examine(make.pdf_as_an_office_writes_it()).clean_bytes)) as pdf:
        assert set(pdf.Root.keys()) == {"/Type", "/Pages"}
        assert "/Info" not in pdf.trailer


@pytest.mark.parametrize(("made", "part"), [(make.docx, "word/document.xml"), (make.odt, "content.xml")])
def test_the_words_of_a_text_document_stay(made: Callable[[], bytes], part: str) -> None:
    with zipfile.ZipFile(io.BytesIO(examine(made()).clean_bytes)) as after:
        assert make.WORDS.encode() in after.read(part)


def test_an_opendocument_text_begins_with_its_kind() -> None:
    """Uncompressed and first: how other programs know it."""
    with zipfile.ZipFile(io.BytesIO(examine(make.odt()).clean_bytes)) as after:
        assert after.namelist() == ["mimetype", "META-INF/manifest.xml", "content.xml"]
        assert after.infolist()[0].compress_type == zipfile.ZIP_STORED


def test_a_photo_loses_its_place_and_time_but_stays_upright() -> None:
    before = make.jpeg((60, 40), orientation=6)
    assert b"Dorpsstraat" in before
    after = examine(before).clean_bytes
    assert b"Dorpsstraat" not in after
    with Image.open(io.BytesIO(after)) as photo:
        assert photo.size == (40, 60)
        assert not photo.getexif()


def test_the_name_of_a_file_does_not_decide_what_it_is() -> None:
    assert examine(make.png()).media_type == "image/png"


def test_too_little_processor_time_is_said_to_be_too_complex() -> None:
    """A document that asks for more work than a document may."""
    limits = replace(LIMITS, cpu_seconds=1, stream_bytes=900_000_000, memory_bytes=8_000_000_000)
    started = time.monotonic()
    with pytest.raises(DocumentRefused) as refused:
        examine(_slow(), limits)
    assert refused.value.reason is Reason.TOO_COMPLEX
    assert time.monotonic() - started < limits.wall_seconds


def test_too_little_memory_is_said_to_be_too_complex() -> None:
    limits = replace(LIMITS, memory_bytes=200_000_000, pixels=10**9)
    assert examine(make.png(), limits).kind is Kind.PNG
    with pytest.raises(DocumentRefused) as refused:
        examine(make.huge_png(), limits)
    assert refused.value.reason is Reason.TOO_COMPLEX


def test_a_machine_too_busy_to_look_says_so() -> None:
    with pytest.raises(DocumentRefused) as refused:
        examine(make.plain_pdf(), replace(LIMITS, wall_seconds=0.001))
    assert refused.value.reason is Reason.NOT_NOW


def test_a_full_disk_for_temporary_files_says_not_now(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("portal.cabinet.examining.tempfile.TemporaryFile", full)
    with pytest.raises(DocumentRefused) as refused:
        examine(make.plain_pdf())
    assert refused.value.reason is Reason.NOT_NOW


_FENCE = """
import sys, resource
sys.path.insert(0, sys.argv[1])
from portal.cabinet.child import fence
from portal.rules.documents import LIMITS
fence(LIMITS)
assert resource.getrlimit(resource.RLIMIT_AS)[0] == LIMITS.memory_bytes
assert resource.getrlimit(resource.RLIMIT_CORE) == (0, 0)
try:
    bytearray(2 * LIMITS.memory_bytes)
except MemoryError:
    print("held")
"""


def test_the_examining_process_fences_itself_in() -> None:
    root = str(Path(__file__).parents[2])
    said = subprocess.run([sys.executable, "-I", "-c", _FENCE, root], capture_output=True, text=True, check=True)
    assert said.stdout == "held\n"


def _slow() -> bytes:
    """Twenty streams that each unpack to 400 million bytes: seconds of work in a few megabytes."""
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(bytes(1_000_000)) for _ in range(400)) + packer.flush()
    stream = b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(packed), packed)
    return make.raw_pdf(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>",
        *[stream] * 20,
    )


def _drawing(data: bytes) -> bytes:
    with Pdf.open(io.BytesIO(data)) as pdf:
        return pdf.pages[0].obj.Contents.read_bytes()
