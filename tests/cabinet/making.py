"""Makes documents for the tests of the cabinet: honest ones and hostile ones, all built on the spot."""

import io
import struct
import zipfile
import zlib
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String
from PIL import Image

EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
WORDS = "Zoë Vandenbroucke, winkelmedewerker"

_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_W = f'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="{_R}"'
_O = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" '
    'xmlns:script="urn:oasis:names:tc:opendocument:xmlns:script:1.0" '
    'xmlns:xlink="http://www.w3.org/1999/xlink"'
)
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
ODT = "application/vnd.oasis.opendocument.text"


# PDF


def a_pdf(pages: int = 1) -> Pdf:
    """An open PDF with a line of text on each page."""
    pdf = Pdf.new()
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding)
    fonts = Dictionary(Font=Dictionary(F1=pdf.make_indirect(font)))
    for _ in range(pages):
        page = pdf.add_blank_page(page_size=(595, 842))
        page.obj.Contents = Stream(pdf, b"BT /F1 12 Tf 72 720 Td (%s) Tj ET" % WORDS.encode("cp1252"))
        page.obj.Resources = fonts
    return pdf


def written(pdf: Pdf, **how: object) -> bytes:
    out = io.BytesIO()
    pdf.save(out, static_id=True, **how)  # type: ignore[arg-type]
    return out.getvalue()


def plain_pdf(pages: int = 1) -> bytes:
    return written(a_pdf(pages))


def pdf_with_action(**action: Any) -> bytes:
    """A PDF that does something as soon as it is opened."""
    pdf = a_pdf()
    pdf.Root.OpenAction = Dictionary(Type=Name.Action, **action)
    return written(pdf)


def pdf_with_link(**action: Any) -> bytes:
    """A PDF with a link over its text."""
    pdf = a_pdf()
    link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([70, 700, 300, 740]), A=Dictionary(**action))
    pdf.pages[0].obj.Annots = Array([pdf.make_indirect(link)])
    return written(pdf)


def pdf_with_page_script() -> bytes:
    pdf = a_pdf()
    pdf.pages[0].obj.AA = Dictionary(O=Dictionary(S=Name.JavaScript, JS=String("app.alert(1)")))
    return written(pdf)


def pdf_with_named_script() -> bytes:
    pdf = a_pdf()
    script = Dictionary(S=Name.JavaScript, JS=Stream(pdf, b"app.alert(1)"))
    pdf.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array([String("start"), script])))
    return written(pdf)


def pdf_with_chained_script() -> bytes:
    pdf = a_pdf()
    after = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))
    pdf.Root.OpenAction = Dictionary(S=Name.GoTo, D=Array([pdf.pages[0].obj, Name.Fit]), Next=after)
    return written(pdf)


def pdf_with_xfa() -> bytes:
    pdf = a_pdf()
    pdf.Root.AcroForm = Dictionary(Fields=Array([]), XFA=Stream(pdf, b"<xdp:xdp/>"))
    return written(pdf)


def _attached(pdf: Pdf, name: str, content: bytes) -> pikepdf.AttachedFileSpec:
    return pikepdf.AttachedFileSpec(
        pdf, content, filename=name, description="", mime_type="", creation_date="", mod_date=""
    )


def pdf_with_file(name: str, content: bytes) -> bytes:
    pdf = a_pdf()
    pdf.attachments[name] = _attached(pdf, name, content)
    return written(pdf)


def pdf_with_pinned_file() -> bytes:
    pdf = a_pdf()
    spec = _attached(pdf, "x.com", EICAR).obj
    pin = Dictionary(Type=Name.Annot, Subtype=Name.FileAttachment, Rect=Array([0, 0, 9, 9]), FS=spec)
    pdf.pages[0].obj.Annots = Array([pdf.make_indirect(pin)])
    return written(pdf)


def pdf_with_media() -> bytes:
    pdf = a_pdf()
    film = Dictionary(Type=Name.Annot, Subtype=Name.RichMedia, Rect=Array([0, 0, 9, 9]))
    film.RichMediaContent = Dictionary()
    pdf.pages[0].obj.Annots = Array([pdf.make_indirect(film)])
    return written(pdf)


def pdf_with_outside_stream() -> bytes:
    """The drawing of the page lies in another file on the reader's disk."""
    pdf = a_pdf()
    pdf.pages[0].obj.Contents.stream_dict.F = String("/etc/passwd")
    return written(pdf)


def pdf_with_filled_form() -> bytes:
    """A form whose answer only stands in the field, as an introduction sheet filled in on screen."""
    pdf = a_pdf()
    look = Stream(pdf, b"BT /F1 12 Tf 2 2 Td (ingevuld antwoord) Tj ET")
    look.stream_dict.Type, look.stream_dict.Subtype = Name.XObject, Name.Form
    look.stream_dict.BBox, look.stream_dict.Resources = Array([0, 0, 200, 20]), pdf.pages[0].obj.Resources
    field = Dictionary(
        Type=Name.Annot,
        Subtype=Name.Widget,
        FT=Name.Tx,
        T=String("naam"),
        V=String("ingevuld antwoord"),
        Rect=Array([72, 600, 272, 620]),
        F=4,
        AP=Dictionary(N=look),
        P=pdf.pages[0].obj,
    )
    field = pdf.make_indirect(field)
    pdf.pages[0].obj.Annots = Array([field])
    pdf.Root.AcroForm = Dictionary(Fields=Array([field]))
    return written(pdf)


def pdf_as_an_office_writes_it() -> bytes:
    """Links, bookmarks, a place to open at and a description: what every honest office program adds."""
    pdf = a_pdf()
    page = pdf.pages[0].obj
    link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([70, 700, 300, 740]))
    link.A = Dictionary(S=Name.URI, URI=String("https://voorbeeld.example/zoe"))
    page.Annots = Array([pdf.make_indirect(link)])
    pdf.Root.OpenAction = Array([page, Name.XYZ, 0, 842, 0])
    with pdf.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem("Ervaring", 0))
    with pdf.open_metadata() as description:
        description["dc:title"] = "CV"
    pdf.docinfo["/Author"] = "Zoë"
    return written(pdf)


def pdf_with_huge_picture() -> bytes:
    pdf = a_pdf()
    picture = Stream(pdf, zlib.compress(bytes(1000)))
    picture.stream_dict.update(
        Dictionary(
            Type=Name.XObject,
            Subtype=Name.Image,
            Width=12000,
            Height=12000,
            ColorSpace=Name.DeviceGray,
            BitsPerComponent=8,
            Filter=Name.FlateDecode,
        )
    )
    pdf.pages[0].obj.Resources.XObject = Dictionary(Im1=picture)
    return written(pdf)


def pdf_bomb(unpacked: int = 600_000_000) -> bytes:
    """A page whose drawing unpacks to hundreds of millions of blanks."""
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(bytes(1_000_000)) for _ in range(unpacked // 1_000_000)) + packer.flush()
    return raw_pdf(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R >>",
        b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(packed), packed),
    )


def raw_pdf(*objects: bytes, trailer: bytes = b"") -> bytes:
    """A PDF of literal objects, with a correct table of contents."""
    out = bytearray(b"%PDF-1.7\n")
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = len(out)
    size = len(objects) + 1
    out += b"xref\n0 %d\n0000000000 65535 f \n" % size + b"".join(b"%010d 00000 n \n" % p for p in places)
    trailer = trailer.replace(b"XREF", b"%d" % table)
    out += b"trailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (size, trailer, table)
    return bytes(out)


def pdf_with_looping_table() -> bytes:
    """The table of contents names itself as its predecessor."""
    return raw_pdf(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>",
        trailer=b"/Prev XREF",
    )


def pdf_with_looping_pages() -> bytes:
    return raw_pdf(b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [2 0 R] /Count 1 /Parent 2 0 R >>")


def pdf_with_deep_pages(depth: int = 20_000) -> bytes:
    middle = [
        b"<< /Type /Pages /Parent %d 0 R /Kids [%d 0 R] /Count 1 >>" % (n - 1, n + 1) for n in range(3, depth + 3)
    ]
    return raw_pdf(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        *middle,
        b"<< /Type /Page /Parent %d 0 R /MediaBox [0 0 9 9] >>" % (depth + 2),
    )


def encrypted_pdf(user: str = "geheim") -> bytes:
    return written(a_pdf(), encryption=pikepdf.Encryption(owner="baas", user=user))


# Word


def relation(kind: str, target: str, mode: str = "", number: int = 1) -> str:
    outside = f' TargetMode="{mode}"' if mode else ""
    return f'<Relationship Id="rId{number}" Type="{_R}/{kind}" Target="{target}"{outside}/>'


def relations(*lines: str) -> bytes:
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'<Relationships xmlns="{space}">{"".join(lines)}</Relationships>'.encode()


def docx_parts(body: str = "", *, main: str = MAIN, types: str = "") -> dict[str, bytes]:
    space = "http://schemas.openxmlformats.org/package/2006/content-types"
    return {
        "[Content_Types].xml": (
            f'<?xml version="1.0"?><Types xmlns="{space}">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{main}"/>{types}</Types>'
        ).encode(),
        "_rels/.rels": relations(relation("officeDocument", "word/document.xml")),
        "word/document.xml": (
            f"<w:document {_W}><w:body><w:p><w:r><w:t>{WORDS}</w:t></w:r></w:p>{body}</w:body></w:document>"
        ).encode(),
    }


def zip_of(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            how = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(name, content, how)
    return out.getvalue()


def docx(body: str = "", more: dict[str, bytes] | None = None, **options: str) -> bytes:
    return zip_of(docx_parts(body, **options) | (more or {}))


def docx_with_relation(kind: str, target: str, mode: str = "External") -> bytes:
    return docx(more={"word/_rels/document.xml.rels": relations(relation(kind, target, mode))})


def docx_with_template(target: str) -> bytes:
    settings = f'<w:settings {_W}><w:attachedTemplate r:id="rId1"/><w:zoom w:percent="100"/></w:settings>'
    return docx(
        more={
            "word/settings.xml": settings.encode(),
            "word/_rels/settings.xml.rels": relations(relation("attachedTemplate", target, "External")),
        }
    )


def field(*runs: str) -> str:
    """A Word field whose instruction is spread over runs."""
    words = "".join(f"<w:r><w:instrText>{run}</w:instrText></w:r>" for run in runs)
    return (
        f'<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r>{words}'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    )


def docx_with_prolog(prolog: str, word: str) -> bytes:
    parts = docx_parts()
    parts["word/document.xml"] = (
        f"{prolog}<w:document {_W}><w:body><w:p><w:r><w:t>{word}</w:t></w:r></w:p></w:body></w:document>"
    ).encode()
    return zip_of(parts)


def billion_laughs() -> bytes:
    layers = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    return docx_with_prolog(f'<!DOCTYPE d [<!ENTITY l0 "ha">{layers}]>', "&l9;")


def docx_with_entry(info: zipfile.ZipInfo, content: bytes = b"x") -> bytes:
    """A Word document with one more entry, made by hand."""
    out = io.BytesIO(docx())
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr(info, content)
    return out.getvalue()


def symlink() -> zipfile.ZipInfo:
    info = zipfile.ZipInfo("word/media/image1.png")
    info.create_system, info.external_attr = 3, 0o120777 << 16
    return info


def docx_flagged_encrypted() -> bytes:
    """A zip with a password: the flag set in the local and the central header of the first entry."""
    data = bytearray(docx())
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


def ole(inside: bytes = b"") -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + inside + bytes(512)


# OpenDocument


def odt(
    body: str = "",
    more: dict[str, bytes] | None = None,
    *,
    mimetype: str = ODT,
    manifest: str = "",
    scripts: str = "<office:scripts/>",
    prolog: str = "",
) -> bytes:
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {_O}>{scripts}<office:body>'
        f"<office:text><text:p>{WORDS}</text:p>{body}</office:text></office:body></office:document-content>"
    )
    space = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
    listed = (
        f'<manifest:manifest xmlns:manifest="{space}">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{mimetype}"/>'
        f'<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml">{manifest}'
        "</manifest:file-entry></manifest:manifest>"
    )
    return zip_of(
        {
            "mimetype": mimetype.encode(),
            "content.xml": content.encode(),
            "layout-cache": b"\0\1",
            "Configurations2/accelerator/current.xml": b"",
            "META-INF/manifest.xml": (prolog + listed).encode(),
            **(more or {}),
        }
    )


# Pictures


def jpeg(size: tuple[int, int] = (60, 40), *, orientation: int = 1, trailing: bytes = b"") -> bytes:
    picture = Image.new("RGB", size, (200, 30, 30))
    exif = Image.Exif()
    exif[0x0112], exif[0x010E] = orientation, "gemaakt in de Dorpsstraat"
    out = io.BytesIO()
    picture.save(out, "JPEG", exif=exif)
    return out.getvalue() + trailing


def png(mode: str = "RGBA", trailing: bytes = b"") -> bytes:
    out = io.BytesIO()
    Image.new(mode, (60, 40)).save(out, "PNG")
    return out.getvalue() + trailing


def picture_as(kind: str) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (60, 40)).save(out, kind)
    return out.getvalue()


def huge_png(side: int = 12_000) -> bytes:
    """A PNG of 144 million pixels in a few hundred kilobytes."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    packer = zlib.compressobj(9)
    row = bytes(side // 8 + 1)
    pixels = b"".join(packer.compress(row) for _ in range(side)) + packer.flush()
    head = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


HEIC = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(200)


def scanned_pdf(size: tuple[int, int] = (600, 800)) -> bytes:
    """A page that is one JPEG, as a scanner makes it; the page calls it 600 by 800 whatever its real size."""
    pdf = a_pdf()
    picture = Stream(pdf, jpeg(size))
    picture.stream_dict.update(
        Dictionary(
            Type=Name.XObject,
            Subtype=Name.Image,
            Width=600,
            Height=800,
            ColorSpace=Name.DeviceRGB,
            BitsPerComponent=8,
            Filter=Name.DCTDecode,
        )
    )
    pdf.pages[0].obj.Resources.XObject = Dictionary(Im1=picture)
    pdf.pages[0].obj.Contents = Stream(pdf, b"q 595 0 0 842 0 0 cm /Im1 Do Q")
    return written(pdf)
