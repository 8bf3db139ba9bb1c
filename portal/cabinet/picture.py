"""Photos and scans: JPEG and PNG, painted anew from their pixels so that nothing else comes along."""

import io

from PIL import Image, ImageOps, UnidentifiedImageError

from portal.rules.documents import DocumentRefused, Kind, Limits, Reason

_KINDS = {"JPEG": Kind.JPEG, "MPO": Kind.JPEG, "PNG": Kind.PNG}  # MPO: how many phones write a JPEG


def rebuild(data: bytes, limits: Limits) -> tuple[Kind, int, bytes]:
    """The picture, re-encoded: upright, without EXIF (place and time of a photo), profiles or trailing
    bytes.
    """
    Image.MAX_IMAGE_PIXELS = None  # counted below, as an error and not as a warning
    if not data.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")):
        raise DocumentRefused(Reason.WRONG_TYPE)
    try:
        picture = Image.open(io.BytesIO(data), formats=("JPEG", "PNG"))
    except UnidentifiedImageError as error:
        raise DocumentRefused(Reason.DAMAGED) from error
    if picture.width * picture.height > limits.pixels:
        raise DocumentRefused(Reason.TOO_MANY_PIXELS)
    kind = _KINDS[picture.format or ""]
    picture.load()
    upright = ImageOps.exif_transpose(picture)
    return kind, 1, _encoded(_plain(upright, kind), kind)


def refuse_too_many_pixels(content: bytes, limits: Limits) -> None:
    """Refuse a picture inside a document that would take a reader's memory; what is no picture passes."""
    Image.MAX_IMAGE_PIXELS = None
    try:
        with Image.open(io.BytesIO(content), formats=("PNG", "JPEG", "GIF", "BMP", "TIFF")) as picture:
            width, height = picture.size
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError):
        return
    if width * height > limits.pixels:
        raise DocumentRefused(Reason.TOO_MANY_PIXELS)


def _plain(picture: Image.Image, kind: Kind) -> Image.Image:
    """The pixels in a mode every viewer knows, in a new image that carries no metadata."""
    if picture.mode.startswith("I"):  # 16 bits of grey: convert() would clip instead of scale
        picture = picture.convert("I").point(lambda level: level / 256).convert("L")
    transparent = picture.mode in {"LA", "PA", "RGBA"} or "transparency" in picture.info
    if picture.mode in {"1", "L"} and not transparent:
        mode = "L"
    else:
        mode = "RGBA" if transparent and kind is Kind.PNG else "RGB"
    converted = picture.convert(mode)
    converted.info = {}
    return converted


def _encoded(picture: Image.Image, kind: Kind) -> bytes:
    written = io.BytesIO()
    if kind is Kind.JPEG:
        picture.save(written, "JPEG", quality=88, optimize=True)
    else:
        picture.save(written, "PNG")
    return written.getvalue()
