"""The papers of the told example are real documents with real words."""

import io
import re
import zipfile

from pikepdf import Pdf

from portal.demo import papers
from portal.rules.documents import LIMITS

_CV = (
    "Zoë Vandenbroucke",
    "Mechelen",
    "## Ervaring",
    "2019 – 2022 | Winkelmedewerker",
    "- Café (€) naïef",
    "Šárka & co <b>",
)
_LETTER = ("Zoë Vandenbroucke\nMechelen", "Beste,", "Ik hou van contact met klanten. " * 20)


def _page(data: bytes) -> str:
    with Pdf.open(io.BytesIO(data), attempt_recovery=False) as pdf:
        assert [list(map(int, page.mediabox)) for page in pdf.pages] == [[0, 0, 595, 842]]
        assert pdf.check_pdf_syntax() == []
        return pdf.pages[0].obj.Contents.read_bytes().decode("cp1252")


def test_a_cv_in_pdf_holds_its_words_with_their_accents() -> None:
    page = _page(papers.cv_pdf(_CV))
    for words in (
        "Zoë Vandenbroucke",
        "2019 – 2022",
        "Winkelmedewerker",
        "Café \\(€\\) naïef",
        "Šárka & co <b>",
    ):
        assert words in page


def test_a_long_line_of_a_letter_is_wrapped() -> None:
    page = _page(papers.letter_pdf(_LETTER))
    lines = re.findall(r"\((Ik hou.*?)\) Tj", page)
    assert len(lines) > 5
    assert max(map(len, lines)) < 100


def test_a_sign_the_font_lacks_does_not_break_the_page() -> None:
    assert "(Lukasz ? Cermak)" in _page(papers.letter_pdf(["Lukasz 中 Čermak"]))


def test_a_cv_in_word_holds_headings_and_words() -> None:
    with zipfile.ZipFile(io.BytesIO(papers.cv_docx(_CV))) as parts:
        text = parts.read("word/document.xml").decode()
    assert 'w:val="Heading1"/></w:pPr><w:r><w:t xml:space="preserve">Ervaring<' in text
    assert "Šárka &amp; co &lt;b&gt;" in text


def test_the_same_words_give_the_same_small_file() -> None:
    for make in (papers.cv_pdf, papers.cv_docx, papers.letter_pdf, papers.letter_docx):
        assert make(_CV) == make(_CV)
        assert len(make(_CV)) < LIMITS.bytes / 1000
