"""Believable small papers for the told example: CVs and motivation letters as real PDF and Word files.

Lines of a CV: the first is the name, the second how to reach the person; `## ` starts a section, `- ` an
item of a list, and
`2019 – 2022 | Winkelmedewerker, Mechelen` a line in two columns; the rest is text. A paragraph of a letter
may hold line breaks (an address). The same words give the same bytes.
"""

import io
import unicodedata
import zipfile
import zlib
from collections.abc import Sequence
from xml.sax.saxutils import escape

_WIDTH, _HEIGHT, _MARGIN = 595, 842, 62  # A4 in points
_INK, _ACCENT = "0.13 0.16 0.20", "0.10 0.37 0.42"
# Advance widths of Helvetica, signs 32 to 126, in thousandths of the size (Adobe's font metrics).
# fmt: off
_ADVANCES = (
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556,
    556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667,
    611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667,
    667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500,
    222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
)
# fmt: on


def cv_pdf(lines: Sequence[str]) -> bytes:
    """A one-page CV as PDF."""
    sheet = _Sheet()
    sheet.band(_HEIGHT - 118, 118)
    sheet.y = _HEIGHT - 62
    sheet.text(lines[0], size=25, bold=True, colour="1 1 1", leading=26)
    if len(lines) > 1:
        sheet.text(lines[1], size=10, colour="1 1 1", leading=14)
    sheet.y = _HEIGHT - 150
    for line in lines[2:]:
        if line.startswith("## "):
            sheet.y -= 10
            sheet.text(line[3:], size=13, bold=True, colour=_ACCENT, leading=7)
            sheet.rule()
        elif line.startswith("- "):
            sheet.text("•", leading=0)
            sheet.text(line[2:], indent=14)
        elif " | " in line:
            when, what = line.split(" | ", 1)
            sheet.text(when, bold=True, leading=0)
            sheet.text(what, indent=118)
        else:
            sheet.text(line)
    return sheet.as_pdf(lines[0])


def letter_pdf(paragraphs: Sequence[str]) -> bytes:
    """A one-page letter as PDF."""
    sheet = _Sheet()
    sheet.band(_HEIGHT - 14, 14)
    sheet.y = _HEIGHT - 80
    for paragraph in paragraphs:
        for line in paragraph.split("\n"):
            sheet.text(line, size=11, leading=16)
        sheet.y -= 11
    return sheet.as_pdf(paragraphs[0].split("\n")[0])


def cv_docx(lines: Sequence[str]) -> bytes:
    """A CV as Word document, with real headings and lists."""
    body = [_paragraph(lines[0], "Title")]
    if len(lines) > 1:
        body.append(_paragraph(lines[1], "Subtitle"))
    for line in lines[2:]:
        if line.startswith("## "):
            body.append(_paragraph(line[3:], "Heading1"))
        elif line.startswith("- "):
            body.append(_paragraph(line[2:], "ListBullet"))
        elif " | " in line:
            body.append(_paragraph(line.replace(" | ", "\t", 1), "TwoColumns"))
        else:
            body.append(_paragraph(line))
    return _docx(body)


def letter_docx(paragraphs: Sequence[str]) -> bytes:
    """A letter as Word document."""
    return _docx([_paragraph(paragraph) for paragraph in paragraphs])


class _Sheet:
    """One page of A4, written from the top down in Helvetica, which every reader of PDF has."""

    def __init__(self) -> None:
        self.y = float(_HEIGHT - _MARGIN)
        self._drawn: list[bytes] = []

    def text(
        self,
        text: str,
        *,
        size: float = 10.5,
        bold: bool = False,
        colour: str = _INK,
        indent: float = 0,
        leading: float | None = None,
    ) -> None:
        """Write a text, wrapped at the right margin, and go down one line; `leading=0` stays on the line."""
        step = size * 1.42 if leading is None else leading
        for line in _wrapped(text, size, _WIDTH - 2 * _MARGIN - indent, bold):
            self._drawn.append(
                b"BT /%s %g Tf %s rg %g %g Td (%s) Tj ET"
                % (b"F2" if bold else b"F1", size, colour.encode(), _MARGIN + indent, self.y, _winansi(line))
            )
            self.y -= step

    def rule(self) -> None:
        """A thin line under a heading."""
        self._drawn.append(
            b"%s RG 0.7 w %d %g m %d %g l S" % (_ACCENT.encode(), _MARGIN, self.y, _WIDTH - _MARGIN, self.y)
        )
        self.y -= 17

    def band(self, bottom: float, height: float) -> None:
        """A coloured band over the whole width."""
        self._drawn.append(b"%s rg 0 %g %d %g re f" % (_ACCENT.encode(), bottom, _WIDTH, height))

    def as_pdf(self, title: str) -> bytes:
        drawing = zlib.compress(b"\n".join(self._drawn))
        font = b"<< /Type /Font /Subtype /Type1 /BaseFont /%s /Encoding /WinAnsiEncoding >>"
        return _numbered(
            (
                b"<< /Type /Catalog /Pages 2 0 R /Lang (nl-BE) >>",
                b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
                b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %d %d] /Contents 4 0 R "
                b"/Resources << /Font << /F1 5 0 R /F2 6 0 R >> >> >>" % (_WIDTH, _HEIGHT),
                b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(drawing), drawing),
                font % b"Helvetica",
                font % b"Helvetica-Bold",
                b"<< /Title (%s) >>" % _winansi(title),
            )
        )


def _numbered(objects: Sequence[bytes]) -> bytes:
    """A PDF file of these objects: the first is the catalogue, the last the document's information."""
    written = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(written))
        written += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = len(written)
    written += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    written += b"".join(b"%010d 00000 n \n" % place for place in places)
    written += b"trailer\n<< /Size %d /Root 1 0 R /Info %d 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1,
        len(objects),
        table,
    )
    return bytes(written)


def _winansi(text: str) -> bytes:
    """A text as a PDF string in WinAnsi (é, ë, €, • included); signs it does not have lose their accents."""
    known = "".join(sign if _has(sign) else unicodedata.normalize("NFKD", sign)[0] for sign in text)
    written = known.encode("cp1252", "replace")
    return written.replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")


def _has(sign: str) -> bool:
    try:
        sign.encode("cp1252")
    except UnicodeEncodeError:
        return False
    return True


def _wrapped(text: str, size: float, width: float, bold: bool) -> list[str]:
    """The lines of a text that fit a width (points)."""
    lines, line, room = [], "", width * 1000 / size / (1.07 if bold else 1.0)
    for word in text.split(" "):
        longer = f"{line} {word}" if line else word
        if line and sum(map(_advance, longer)) > room:
            lines.append(line)
            line = word
        else:
            line = longer
    return [*lines, line]


def _advance(sign: str) -> int:
    base = ord(unicodedata.normalize("NFD", sign)[0])
    return _ADVANCES[base - 32] if 32 <= base <= 126 else 556


def _paragraph(text: str, style: str = "") -> str:
    look = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    runs = "<w:br/>".join(
        "<w:tab/>".join(f'<w:t xml:space="preserve">{escape(piece)}</w:t>' for piece in line.split("\t"))
        for line in text.split("\n")
    )
    return f"<w:p>{look}<w:r>{runs}</w:r></w:p>"


_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_CONTENT_TYPES = (
    f'{_XML}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_WORD}.document.main+xml"/>'
    f'<Override PartName="/word/styles.xml" ContentType="{_WORD}.styles+xml"/>'
    f'<Override PartName="/word/numbering.xml" ContentType="{_WORD}.numbering+xml"/></Types>'
)
_RELATIONS = (
    f'{_XML}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">%s</Relationships>'
)
_STYLE = (
    '<w:style w:type="paragraph" w:styleId="{id}"{default}><w:name w:val="{name}"/>{based}'
    "<w:pPr>{paragraph}</w:pPr>"
    "<w:rPr>{run}</w:rPr></w:style>"
)


def _style(name: str, paragraph: str, run: str = "") -> str:
    is_normal = name == "Normal"
    return _STYLE.format(
        id=name.replace(" ", "").replace("heading", "Heading"),
        name=name,
        paragraph=paragraph,
        run=run,
        default=' w:default="1"' if is_normal else "",
        based="" if is_normal else '<w:basedOn w:val="Normal"/>',
    )


_STYLES = (
    f"{_XML}<w:styles {_W}>"
    + "".join(
        (
            _style(
                "Normal",
                '<w:spacing w:after="120" w:line="276" w:lineRule="auto"/>',
                '<w:rFonts w:ascii="Calibri" w:hAnsi="Calibri" w:cs="Calibri"/>'
                '<w:sz w:val="22"/><w:lang w:val="nl-BE"/>',
            ),
            _style("Title", '<w:spacing w:after="40"/>', '<w:b/><w:color w:val="1A5E6B"/><w:sz w:val="48"/>'),
            _style("Subtitle", '<w:spacing w:after="240"/>', '<w:color w:val="555555"/><w:sz w:val="20"/>'),
            _style(
                "heading 1",
                "<w:keepNext/>"
                '<w:pBdr><w:bottom w:val="single" w:sz="6" w:space="2" w:color="1A5E6B"/></w:pBdr>'
                '<w:spacing w:before="240" w:after="100"/><w:outlineLvl w:val="0"/>',
                '<w:b/><w:color w:val="1A5E6B"/><w:sz w:val="26"/>',
            ),
            _style(
                "List Bullet",
                '<w:numPr><w:numId w:val="1"/></w:numPr><w:spacing w:after="40"/><w:ind w:left="360" w:hanging="360"/>',
            ),
            _style(
                "Two Columns",
                '<w:tabs><w:tab w:val="left" w:pos="2268"/></w:tabs><w:spacing w:after="60"/>'
                '<w:ind w:left="2268" w:hanging="2268"/>',
            ),
        )
    )
    + "</w:styles>"
)
_NUMBERING = (
    f'{_XML}<w:numbering {_W}><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
    '<w:numFmt w:val="bullet"/><w:lvlText w:val="•"/><w:lvlJc w:val="left"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
)
_A4 = (
    '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="1134" w:right="1247" w:bottom="1134" w:left="1247" '
    'w:header="709" w:footer="709" w:gutter="0"/></w:sectPr>'
)


def old_word_file() -> bytes:
    """The beginning of a file of Word 97, which the check refuses with a sentence."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


def _docx(body: Sequence[str]) -> bytes:
    """A Word document of these paragraphs."""
    relation = '<Relationship Id="rId{}" Type="' + _OFFICE + '/{}" Target="{}"/>'
    parts = (
        ("[Content_Types].xml", _CONTENT_TYPES),
        ("_rels/.rels", _RELATIONS % relation.format(1, "officeDocument", "word/document.xml")),
        (
            "word/_rels/document.xml.rels",
            _RELATIONS
            % (relation.format(1, "styles", "styles.xml") + relation.format(2, "numbering", "numbering.xml")),
        ),
        ("word/document.xml", f"{_XML}<w:document {_W}><w:body>{''.join(body)}{_A4}</w:body></w:document>"),
        ("word/styles.xml", _STYLES),
        ("word/numbering.xml", _NUMBERING),
    )
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts:
            archive.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
    return written.getvalue()
