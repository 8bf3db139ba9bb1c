"""The names documents are shown and saved under, and the sentences that refuse them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.rules.documents import LIMITS, MAX_BYTES, MAX_NAME_LENGTH, Reason, safe_name


@pytest.mark.parametrize(
    ("declared", "shown"),
    [
        ("CV Zoë Peeters.pdf", "CV Zoë Peeters.pdf"),
        ("cv.v2.final.pdf", "cv.v2.final.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("..\\..\\windows\\system.ini", "system.ini.pdf"),
        ("C:\\Users\\Zoë\\cv.pdf", "cv.pdf"),
        ("cv\0.pdf", "cv.pdf"),
        ("cv\r\nSet-Cookie: x=1.pdf", "cv Set-Cookie x=1.pdf"),
        ("cv\u202efdp.exe", "cvfdp.pdf"),
        ("cv\u2028\u2066\u200b.pdf", "cv.pdf"),
        ("x" * 1000 + ".pdf", "x" * (MAX_NAME_LENGTH - 4) + ".pdf"),
        (".htaccess", "htaccess.pdf"),
        ("CON.pdf", "document CON.pdf"),
        ("lpt1", "document lpt1.pdf"),
        ("-rf.pdf", "rf.pdf"),
        ("cv 😀.pdf", "cv 😀.pdf"),
        ("سيرة ذاتية.pdf", "سيرة ذاتية.pdf"),
        ("", "document.pdf"),
        ("...", "document.pdf"),
        ("cv.pdf.html", "cv.pdf"),
        ('cv"; filename="x.exe', "cv filename=x.pdf"),
        ("<script>alert(1)</script>.pdf", "script.pdf"),
        ("%2e%2e%2fcv.pdf", "2e2e2fcv.pdf"),
        ("cv.PDF", "cv.pdf"),
    ],
)
def test_a_name_is_safe_to_show_and_to_save(declared: str, shown: str) -> None:
    assert safe_name(declared, ".pdf") == shown


@given(st.text(max_size=300))
def test_any_name_becomes_a_safe_one(declared: str) -> None:
    name = safe_name(declared, ".docx")
    assert name.endswith(".docx")
    assert 5 < len(name) <= MAX_NAME_LENGTH
    assert not name.startswith((".", "-", " "))
    assert not set(name) & set('/\\:*?"<>|\r\n\0\u202e\u2028')
    assert name.isprintable()
    assert safe_name(name, ".docx") == name


@pytest.mark.parametrize("reason", Reason)
def test_every_refusal_tells_what_to_do(reason: Reason) -> None:
    assert any(word in reason.sentence for word in ("probeer", "gebruik een andere versie"))
    assert reason.sentence.count(".") + reason.sentence.count(":") >= 2


def test_the_figures_in_the_sentences_are_the_limits() -> None:
    assert MAX_BYTES == 10 * 1024 * 1024
    assert "10 MB" in Reason.TOO_BIG.sentence
    assert f"meer dan {LIMITS.pages} bladzijden" in Reason.TOO_MANY_PAGES.sentence
    assert f"meer dan {LIMITS.pixels // 1_000_000} miljoen" in Reason.TOO_MANY_PIXELS.sentence
