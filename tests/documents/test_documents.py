"""Handing in CVs and letters, and who reads them."""

import errno
from collections.abc import Callable
from io import BytesIO

import pikepdf
import pytest
from peewee import OperationalError

from portal.actions import uploads
from portal.actions.checking import check_waiting
from portal.cabinet import landing
from portal.cabinet.storing import Area, open_cabinet
from portal.config import setting
from portal.demo.papers import cv_pdf, letter_docx, letter_pdf
from portal.models.accounts import Look
from portal.models.documents import Document, Upload
from portal.models.history import HistoryLine
from portal.models.nominations import Nomination
from portal.rules.documents import MAX_BYTES
from tests.nominations.scene import Scene
from tests.person import Page, Person

CV = cv_pdf(["Fatima El Amrani", "Mol", "## Ervaring", "2019 – 2022 | Winkelmedewerker, Mol"])
OTHER_CV = cv_pdf(["Fatima El Amrani", "Geel"])
LETTER = letter_docx(["Beste,", "Ik wil graag bij jullie werken."])


def _encrypted() -> bytes:
    written = BytesIO()
    with pikepdf.open(BytesIO(CV)) as pdf:
        pdf.save(written, encryption=pikepdf.Encryption(owner="x", user="y"))
    return written.getvalue()


FORM = "Verstuur en laat controleren"


def _keys(area: Area = Area.CLEAN) -> set[str]:
    return set(open_cabinet(setting("CABINET_URL")).keys(area))


def _at(scene: Scene, nomination: Nomination, kind: str = "cv", who: str = "pim") -> Person:
    person = scene.browser(who)
    person.visits(f"/nominations/{nomination.public_id}/{kind}")
    return person


def _handed_in(scene: Scene) -> Nomination:
    """A nomination that is put forward, with a real CV and letter."""
    nomination = scene.put_forward()
    Document.delete().execute()
    _at(scene, nomination).fills_in(FORM, file=(CV, "CV Fatima El Amrani.pdf"))
    _at(scene, nomination, "letter").fills_in(FORM, file=(LETTER, "brief.docx"))
    check_waiting()
    return nomination


@pytest.mark.parametrize(
    ("make", "name", "sentence"),
    [
        (lambda: b"<html><script>alert(1)</script></html>", "cv.pdf", "Dit is geen pdf"),
        (lambda: b"MZ\x90\x00" + b"\0" * 100, "cv.docx", "Dit is geen pdf"),
        (lambda: CV[:300], "half.pdf", "beschadigd of onvolledig"),
        (_encrypted, "geheim.pdf", "beveiligd met een wachtwoord"),
    ],
)
def test_a_file_that_is_refused_gets_a_sentence_until_another_takes_its_place(
    scene: Scene, make: Callable[[], bytes], name: str, sentence: str
) -> None:
    # req 001-14, Y-17
    nomination = scene.draft()
    pim = _at(scene, nomination)
    page = pim.fills_in(FORM, file=(make(), name))
    assert f"{name} wordt gecontroleerd" in page
    check_waiting()
    page = pim.visits(page.url)
    assert f"{name} geweigerd" in page
    assert sentence in page
    assert Document.select().count() == 0
    assert (_keys(), _keys(Area.QUARANTINE)) == (set(), set())
    page = pim.fills_in(FORM, file=(CV, "cv.pdf"))
    assert "geweigerd" not in page
    check_waiting()
    assert "veilig, deze telt" in pim.visits(page.url)


def test_an_empty_file_is_refused_at_its_field(scene: Scene) -> None:
    page = _at(scene, scene.draft()).fills_in(FORM, file=(b"", "leeg.pdf"))
    assert page.title.startswith("Fout:")
    assert "Dit bestand is leeg." in page
    assert (Upload.select().count(), _keys(Area.QUARANTINE)) == (0, set())


def test_of_several_files_each_has_its_own_error_and_the_last_counts(scene: Scene) -> None:
    # req Y-17
    nomination = scene.draft()
    pim = _at(scene, nomination)
    page = pim.fills_in(FORM, file=[(CV, "een.pdf"), (b"", "leeg.pdf"), (OTHER_CV, "twee.pdf")])
    assert "“leeg.pdf”: Dit bestand is leeg." in page
    check_waiting()
    page = pim.visits(page.url)
    assert "twee.pdf veilig, deze telt" in page
    assert "een.pdf ouder" in page


def test_no_file_is_said_too(scene: Scene) -> None:
    page = _at(scene, scene.draft()).fills_in(FORM)
    assert "Kies eerst een bestand op je toestel." in page


def _close_request(page: Page) -> None:
    """The test client leaves the file open in which it wrote a large request."""
    page.response.request.environ["wsgi.input"].close()


def test_a_file_that_is_too_big_gets_a_sentence_at_its_field(scene: Scene) -> None:
    pim = _at(scene, scene.draft())
    page = pim.fills_in(FORM, file=(b"%PDF-1.7" + b"\0" * MAX_BYTES, "groot.pdf"))
    _close_request(page)
    assert "Dit bestand is groter dan 10 MB." in page
    assert page.title.startswith("Fout:")
    assert _keys() == set()


def test_a_request_beyond_every_limit_gets_a_page(scene: Scene) -> None:
    pim = _at(scene, scene.draft())
    page = pim.fills_in(FORM, file=(b"0" * (25 * 1024 * 1024), "reus.pdf"), expect=413)
    _close_request(page)
    assert page.heading == "Dat bestand is te groot"
    assert Document.select().count() == 0


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:/Users/pim/cv.pdf", "cv.pdf"),
        ("cv.pdf.html", "cv.pdf"),
        ("سيرة ذاتية.pdf", "سيرة ذاتية.pdf"),
        (".htaccess", "htaccess.pdf"),
    ],
)
def test_a_name_is_made_safe_and_the_file_kept(scene: Scene, given: str, kept: str) -> None:
    # req Y-17
    _at(scene, scene.draft()).fills_in(FORM, file=(CV, given))
    check_waiting()
    assert Document.get().file_name == kept
    assert _keys() == {Document.get().cabinet_key}


def test_a_new_version_counts_and_the_old_one_stays(scene: Scene) -> None:
    # req Y-17
    nomination = scene.draft()
    pim = _at(scene, nomination)
    pim.fills_in(FORM, file=(CV, "cv.pdf"))
    pim.visits(f"/nominations/{nomination.public_id}/cv")
    pim.fills_in(FORM, file=(OTHER_CV, "cv nieuw.pdf"))
    check_waiting()
    page = pim.visits(f"/nominations/{nomination.public_id}/cv")
    assert [row.number for row in Document.select().order_by(Document.id)] == [1, 2]
    assert page.text.index("cv nieuw.pdf veilig, deze telt") < page.text.index("cv.pdf ouder")
    assert len(_keys()) == 2
    assert HistoryLine.select().where(HistoryLine.step == "add_cv").count() == 2


@pytest.mark.parametrize(("content", "name"), [(CV, "cv.pdf"), (LETTER, "cv.docx")])
def test_the_same_file_again_is_one_version(scene: Scene, content: bytes, name: str) -> None:
    nomination = scene.draft()
    pim = _at(scene, nomination)
    for _ in range(3):
        pim.visits(f"/nominations/{nomination.public_id}/cv")
        pim.fills_in(FORM, file=(content, name))
    assert Upload.select().count() == 1
    check_waiting()
    pim.visits(f"/nominations/{nomination.public_id}/cv")
    pim.fills_in(FORM, file=(content, name))
    check_waiting()
    assert _keys(Area.QUARANTINE) == set()
    assert Document.select().count() == 1
    assert _keys() == {Document.get().cabinet_key}


def test_without_room_the_sentence_says_to_try_again(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    # req P22: what the disk says when it is full
    def full(*given: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    pim = _at(scene, scene.draft())
    with monkeypatch.context() as patch:
        patch.setattr(landing, "_write_all", full)
        page = pim.fills_in(FORM, file=(CV, "cv.pdf"))
    assert "geen plaats om dit bestand te bewaren" in page
    assert "probeer het over enkele minuten opnieuw" in page
    assert (Upload.select().count(), _keys(Area.QUARANTINE)) == (0, set())
    pim.fills_in(FORM, file=(CV, "cv.pdf"))
    check_waiting()
    assert Document.get().file_name == "cv.pdf"


@pytest.mark.parametrize(
    "trouble",
    [OperationalError("database or disk is full"), OSError(errno.ENOSPC, "No space left on device")],
    ids=["database", "disk"],
)
def test_when_there_is_no_room_for_the_row_a_page_says_so_and_nothing_stays(
    scene: Scene, monkeypatch: pytest.MonkeyPatch, trouble: Exception
) -> None:
    # req P22
    def full(*given: object, **more: object) -> None:
        raise trouble

    pim = _at(scene, scene.draft())
    with monkeypatch.context() as patch:
        patch.setattr(uploads, "_note_whole", full)
        page = pim.fills_in(FORM, file=(CV, "cv.pdf"), expect=507)
    assert page.heading == "Er is nu even geen plaats"
    assert _keys(Area.QUARANTINE) == set()


def test_a_document_is_served_so_that_nothing_in_it_can_act(scene: Scene) -> None:
    nomination = _handed_in(scene)
    cv, letter = Document.select().order_by(Document.id)
    pim = scene.browser("pim")
    page = pim.visits(f"/documents/{cv.public_id}")
    assert page.body.startswith(b"%PDF")
    assert page.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert page.headers["X-Content-Type-Options"] == "nosniff"
    assert page.headers["Content-Type"] == "application/pdf"
    assert page.headers["Cache-Control"] == "private, no-store"
    assert page.headers["Content-Disposition"] == 'inline; filename="CV Fatima El Amrani.pdf"'
    page = pim.visits(f"/documents/{cv.public_id}?download=1")
    assert page.headers["Content-Disposition"].startswith("attachment;")
    page = pim.visits(f"/documents/{letter.public_id}")
    assert page.headers["Content-Disposition"] == "attachment; filename=brief.docx"
    looks = [(look.at_what, look.candidate_id) for look in Look.select().order_by(Look.id)]
    assert looks == [("document:cv", nomination.candidate_id)] * 2 + [("document:letter", nomination.candidate_id)]


def test_strangers_to_the_organisation_get_a_name_without_a_person(scene: Scene) -> None:
    # req Y-18
    _handed_in(scene)
    cv = Document.get(Document.kind == "cv")
    for who in ("lotte", "emma"):
        page = scene.browser(who).visits(f"/documents/{cv.public_id}")
        assert page.headers["Content-Disposition"] == "inline; filename=cv.pdf"


@pytest.mark.parametrize(
    ("who", "draft", "put_forward", "older", "contract"),
    [
        ("pim", 200, 200, 200, 200),
        ("karel", 200, 200, 200, 200),
        ("piet", 200, 200, 200, 200),
        ("lotte", 404, 200, 200, 200),
        ("emma", 404, 200, 404, 404),
        ("joke", 404, 404, 404, 404),
        ("bas", 404, 404, 404, 404),
        ("dirk", 404, 404, 404, 404),
        ("ada", 404, 404, 404, 404),
    ],
)
def test_who_reads_which_document(
    scene: Scene, who: str, draft: int, put_forward: int, older: int, contract: int
) -> None:
    # req 001-14, Y-18
    nomination = _handed_in(scene)
    cv = Document.get(Document.kind == "cv")
    reader = scene.browser(who)
    reader.visits(f"/documents/{cv.public_id}", expect=put_forward)
    _at(scene, nomination).fills_in(FORM, file=(OTHER_CV, "cv nieuw.pdf"))
    check_waiting()
    reader.visits(f"/documents/{cv.public_id}", expect=older)
    Document.update(kind="contract").where(Document.id == cv.id).execute()
    reader.visits(f"/documents/{cv.public_id}", expect=contract)

    begun = scene.draft("Jef")
    _at(scene, begun).fills_in(FORM, file=(letter_pdf(["Jef"]), "jef.pdf"))
    check_waiting()
    paper = Document.get(Document.nomination == begun)
    reader.visits(f"/documents/{paper.public_id}", expect=draft)


def test_an_employer_reads_nothing_of_a_campaign_that_has_ended(scene: Scene) -> None:
    _handed_in(scene)
    cv = Document.get(Document.kind == "cv")
    emma = scene.browser("emma")
    emma.visits(f"/documents/{cv.public_id}")
    scene.campaign.change(state="closed")
    emma.visits(f"/documents/{cv.public_id}", expect=404)


def test_nobody_reads_without_signing_in(scene: Scene) -> None:
    _handed_in(scene)
    cv = Document.get(Document.kind == "cv")
    page = Person(scene.app).visits(f"/documents/{cv.public_id}")
    assert page.url.startswith("/login")
