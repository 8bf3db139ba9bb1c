"""PDF: the pages and what they are drawn with, carried over into a new file; everything that acts stays
behind.
"""

import io
from collections.abc import Iterator

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream
from pikepdf.sanitize import Sanitizer
from pikepdf.settings import set_qpdf_limits

from portal.cabinet import picture
from portal.rules.documents import DocumentRefused, Limits, Reason

# What makes a page look as it does (ISO 32000-2, table 31); actions, annotations, thumbnails and private
# data do not.
_PAGE_KEYS = {
    "/Type",
    "/MediaBox",
    "/CropBox",
    "/BleedBox",
    "/TrimBox",
    "/ArtBox",
    "/Rotate",
    "/Resources",
    "/Contents",
    "/Group",
    "/UserUnit",
}
_ACTIONS = {
    "/JavaScript",
    "/Launch",
    "/SubmitForm",
    "/ImportData",
    "/GoToR",
    "/GoToE",
    "/Rendition",
    "/Movie",
    "/Sound",
    "/RichMediaExecute",
    "/GoTo3DView",
}
_MEDIA = {"/RichMedia", "/Movie", "/Sound", "/3D", "/Screen"}
_ACTING_KEYS = {"/JS", "/JavaScript", "/XFA", "/RichMediaContent", "/RichMediaSettings", "/3DD"}
_SILENT_KEYS = ("/Metadata", "/PieceInfo", "/AF", "/OPI", "/Alternates")
_ROOT_KEYS = {"/Type", "/Pages", "/Version", "/Extensions"}
_MAX_OBJECTS = 150_000

_scrubber = (
    Sanitizer()
    .remove_javascript()
    .remove_external_access()
    .remove_attachments()
    .remove_multimedia()
    .remove_thumbnails()
    .remove_search_index()
    .remove_web_capture()
    .remove_private_app_data()
    .remove_collection()
)


def looks_like_one(data: bytes) -> bool:
    """Whether the file begins as a PDF. A header further on, as in a web page with a PDF behind it, does
    not count.
    """
    return _from_header(data).startswith(b"%PDF-")


def _from_header(data: bytes) -> bytes:
    return data.lstrip(b"\xef\xbb\xbf \t\r\n")


def rebuild(data: bytes, limits: Limits) -> tuple[int, bytes]:
    """Number of pages and a new PDF that draws the same pages.

    Filled-in form fields and stamps become part of the page; links, bookmarks and metadata are left out.
    Raises
    DocumentRefused for what is encrypted, damaged or too large, and for what acts: scripts, launching,
    sending, media, other files inside.
    """
    set_qpdf_limits(
        flate_max_memory=limits.stream_bytes,
        run_length_max_memory=limits.stream_bytes,
        png_max_memory=limits.stream_bytes,
        tiff_max_memory=limits.stream_bytes,
        doc_max_warnings=200,
        parser_max_container_size=1_000_000,
        max_stream_filters=4,
    )
    data = _from_header(data)
    _refuse_anything_behind(data)
    try:
        with Pdf.open(io.BytesIO(data), attempt_recovery=False) as source:
            pages, clean = _rebuilt(source, limits)
    except pikepdf.PasswordError as error:
        raise DocumentRefused(Reason.ENCRYPTED) from error
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise DocumentRefused(Reason.DAMAGED) from error
    _refuse_leftovers(clean)
    return pages, clean


def _refuse_anything_behind(data: bytes) -> None:
    """Something that stands after the end is another file in disguise (a zip, a web page)."""
    end = data.rfind(b"%%EOF")
    if end < 0:
        raise DocumentRefused(Reason.DAMAGED)
    if len(data[end + 5 :].strip(b"\0 \t\r\n\x1a")) > 64:
        raise DocumentRefused(Reason.UNSAFE)


def _rebuilt(source: Pdf, limits: Limits) -> tuple[int, bytes]:
    if source.is_encrypted:
        raise DocumentRefused(Reason.ENCRYPTED)
    pages = len(source.pages)
    if pages == 0:
        raise DocumentRefused(Reason.EMPTY)
    if pages > limits.pages:
        raise DocumentRefused(Reason.TOO_MANY_PAGES)
    _refuse_attachments(source)
    _refuse_what_acts(source, limits)
    _draw_annotations(source)
    _scrubber.apply(source)
    with Pdf.new() as target:
        for page in source.pages:
            for key in set(page.obj.keys()) - _PAGE_KEYS:
                del page.obj[key]
            target.pages.append(page)
        target.remove_unreferenced_resources()
        _silence(target)
        written = io.BytesIO()
        target.save(written, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return pages, written.getvalue()


def _draw_annotations(source: Pdf) -> None:
    """Make what somebody filled in or stamped part of the page, before annotations are left out."""
    form = source.Root.get(Name.AcroForm)
    if isinstance(form, Dictionary) and bool(form.get("/NeedAppearances", False)):
        source.generate_appearance_streams()
    source.flatten_annotations("screen")


def _dictionaries(pdf: Pdf) -> Iterator[Object]:
    """Every dictionary and stream in the file, those inside other objects included."""
    if len(pdf.objects) > _MAX_OBJECTS:
        raise DocumentRefused(Reason.TOO_COMPLEX)
    for top in (*pdf.objects, pdf.trailer):
        waiting: list[object] = [top]
        while waiting:
            thing = waiting.pop()
            if isinstance(thing, (Dictionary, Stream)):
                yield thing
                inside = [value for _, value in thing.items()]
            elif isinstance(thing, Array):
                inside = list(thing)
            else:
                continue
            waiting.extend(part for part in inside if isinstance(part, Object) and not part.is_indirect)


def _refuse_what_acts(pdf: Pdf, limits: Limits) -> None:
    for thing in _dictionaries(pdf):
        if _acts(thing):
            raise DocumentRefused(Reason.UNSAFE)
        if isinstance(thing, Stream):
            _refuse_too_large(thing, limits)


def _acts(thing: Object) -> bool:
    """An action, a media annotation, a script, or a stream or page whose contents lie in another file."""
    if _ACTING_KEYS.intersection(thing.keys()):
        return True
    if _named(thing, "/S") in _ACTIONS or (_named(thing, "/Subtype") in _MEDIA and "/Rect" in thing):
        return True
    return isinstance(thing, Stream) and (
        "/F" in thing or "/FFilter" in thing or (_named(thing, "/Subtype") == "/Form" and "/Ref" in thing)
    )


def _named(thing: Object, key: str) -> str:
    value: object = thing.get(key)
    return str(value) if isinstance(value, Name) else ""


def _refuse_too_large(stream: Object, limits: Limits) -> None:
    """Unpack a stream once, within the limit set on qpdf, so that no reader has to meet a bomb."""
    if _named(stream, "/Subtype") == "/Image":
        width: object = stream.get("/Width")
        height: object = stream.get("/Height")
        if not isinstance(width, int) or not isinstance(height, int) or min(width, height) < 1:
            raise DocumentRefused(Reason.DAMAGED)
        if width * height > limits.pixels:
            raise DocumentRefused(Reason.TOO_MANY_PIXELS)
    if "/Filter" not in stream:
        return
    try:
        unpacked = stream.get_stream_buffer(pikepdf.StreamDecodeLevel.generalized)
    except pikepdf.DataDecodingError as error:
        too_much = "memory limit" in str(error)
        raise DocumentRefused(Reason.TOO_COMPLEX if too_much else Reason.DAMAGED) from error
    except pikepdf.PdfError:
        # Packed as a picture (JPEG, JPEG 2000, fax): now count as a JPEG itself says.
        picture.refuse_too_many_pixels(stream.read_raw_bytes(), limits)
        return
    if len(memoryview(unpacked)) > limits.stream_bytes:
        raise DocumentRefused(Reason.TOO_COMPLEX)


def _refuse_attachments(pdf: Pdf) -> None:
    """Files inside the file are refused, so that nobody's diploma vanishes unseen.

    Left out without a word: data that repeats the page, as the XML in a Europass CV.
    """
    if any(not name.lower().endswith((".xml", ".json")) for name in pdf.attachments):
        raise DocumentRefused(Reason.ATTACHMENTS)
    for thing in _dictionaries(pdf):
        if _named(thing, "/Subtype") == "/FileAttachment":
            raise DocumentRefused(Reason.ATTACHMENTS)


def _silence(pdf: Pdf) -> None:
    for thing in _dictionaries(pdf):
        for key in _SILENT_KEYS:
            if key in thing:
                del thing[key]


def _refuse_leftovers(clean: bytes) -> None:
    """Open the new file once more and trust nothing: no action, no file, no form, no annotation may be in
    it.
    """
    with Pdf.open(io.BytesIO(clean), attempt_recovery=False) as pdf:
        if set(pdf.Root.keys()) - _ROOT_KEYS or "/Info" in pdf.trailer:
            raise DocumentRefused(Reason.UNSAFE)
        for page in pdf.pages:
            if set(page.obj.keys()) - _PAGE_KEYS - {"/Parent"}:
                raise DocumentRefused(Reason.UNSAFE)
        for thing in _dictionaries(pdf):
            if _acts(thing) or {"/OpenAction", "/AA", "/EmbeddedFiles", "/EF", "/AcroForm"}.intersection(thing.keys()):
                raise DocumentRefused(Reason.UNSAFE)
