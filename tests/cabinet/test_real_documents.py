"""CVs as real programs write them are accepted, and say the same afterwards (promise P8)."""

import io
import re
import zipfile
from pathlib import Path

import pytest
from PIL import Image

from portal.cabinet.examining import Examined, examine
from portal.rules.documents import Kind

REAL = Path(__file__).parent / "real"
FILES = sorted(path for path in REAL.iterdir() if path.suffix != ".md")
KINDS = {".pdf": Kind.PDF, ".docx": Kind.DOCX, ".odt": Kind.ODT, ".jpg": Kind.JPEG, ".png": Kind.PNG}


def words_of(document: bytes) -> str:
    """Every word of a DOCX or ODT, with single blanks."""
    with zipfile.ZipFile(io.BytesIO(document)) as archive:
        (part,) = {"content.xml", "word/document.xml"} & set(archive.namelist())
        return " ".join(re.sub(r"<[^>]*>", " ", archive.read(part).decode()).split())


def test_there_are_at_least_twelve_small_ones_and_each_says_who_made_it() -> None:
    listed = (REAL / "README.md").read_text("utf-8")
    assert len(FILES) >= 12
    assert [path.name for path in FILES if f"`{path.name}`" not in listed] == []
    assert [path.name for path in FILES if path.stat().st_size >= 60_000] == []
    assert {path.suffix for path in FILES} == set(KINDS)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_real_cv_is_accepted(path: Path) -> None:
    # req P8, Y-17
    examined = examine(path)
    assert examined.kind is KINDS[path.suffix]
    assert examined.pages in {1, None}
    again: Examined = examine(examined.clean_bytes)
    assert again.kind is examined.kind


@pytest.mark.parametrize(
    "path", [path for path in FILES if path.suffix in {".docx", ".odt"}], ids=lambda path: path.name
)
def test_a_text_document_loses_no_word(path: Path) -> None:
    before = words_of(path.read_bytes())
    assert "Winkelmedewerker, Buurtwinkel De Linde, Mol" in before
    assert words_of(examine(path).clean_bytes) == before


def test_a_photo_of_a_phone_stands_upright_and_does_not_say_where_it_was_taken() -> None:
    with Image.open(REAL / "phone-like.jpg") as before:
        assert before.getexif().get_ifd(0x8825)
        lying = before.size
    with Image.open(io.BytesIO(examine(REAL / "phone-like.jpg").clean_bytes)) as after:
        assert after.size == lying[::-1]
        assert dict(after.getexif()) == {}
