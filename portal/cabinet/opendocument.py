"""OpenDocument text (.odt): the parts of the package (ODF 1.3), each read as XML, the list of parts
written anew.
"""

import re
from xml.sax.saxutils import quoteattr

from portal.cabinet import markup, picture, zipped
from portal.rules.documents import DocumentRefused, Kind, Limits, Reason

_MANIFEST = "META-INF/manifest.xml"
_MANIFEST_NS = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
_XML = ("content.xml", "styles.xml", "meta.xml", "settings.xml", "manifest.rdf")
# What ODF 1.0 put above the list of parts, and AbiWord and old OpenOffice still do. The list is written anew.
_OLD_DOCTYPE = re.compile(
    rb'<!DOCTYPE manifest:manifest PUBLIC "-//OpenOffice\.org//DTD Manifest 1\.0//EN" "Manifest\.dtd">'
)
_FOLDERS = ("Pictures/", "Thumbnails/", "Fonts/")
_LEFT_OUT = (
    "Configurations2/",
    "META-INF/",
    "layout-cache",
)  # window positions, signatures: not the document
_ACTING = {
    "plugin",
    "applet",
    "floating-frame",
    "dde-connection",
    "dde-connection-decl",
    "dde-source",
    "section-source",
    "database-display",
    "form-source",
    "connection-resource",
}
_CLICKED = {"a", "hyperlink-behaviour"}


def looks_like_one(entries: zipped.Entries) -> bool:
    return "mimetype" in entries.names and _MANIFEST in entries.names


def rebuild(entries: zipped.Entries, limits: Limits) -> bytes:
    """The same document in a new package, or DocumentRefused: no macros, objects, programs or links that
    load by themselves.
    """
    if "encrypted-package" in entries.names:
        raise DocumentRefused(Reason.ENCRYPTED)
    media_types = _media_types(entries.read(_MANIFEST), limits)
    if entries.read("mimetype").strip() != Kind.ODT.media_type.encode():
        raise DocumentRefused(Reason.WRONG_TYPE)
    names = [name for name in entries.names if _stays(name)]
    if "content.xml" not in names:
        raise DocumentRefused(Reason.DAMAGED)
    parts = {name: entries.read(name) for name in names}
    for name, content in parts.items():
        if name in _XML or name.lower().endswith(".svg"):
            _check_markup(content, limits)
        else:
            zipped.refuse_programs(content)
            picture.refuse_too_many_pixels(content, limits)
    return zipped.wrapped(
        [
            ("mimetype", Kind.ODT.media_type.encode()),
            (_MANIFEST, _manifest(names, media_types)),
            *sorted(parts.items()),
        ]
    )


def _media_types(manifest: bytes, limits: Limits) -> dict[str, str]:
    """Media type per part, as the package lists them."""
    listed: dict[str, str] = {}

    def start(name: str, given: markup.Attributes) -> None:
        if markup.local(name) == "encryption-data":
            raise DocumentRefused(Reason.ENCRYPTED)
        plain = {markup.local(key): value for key, value in given.items()}
        if markup.local(name) == "file-entry":
            listed[plain.get("full-path", "")] = plain.get("media-type", "")

    markup.walk(_OLD_DOCTYPE.sub(b"", manifest, count=1), limits, start)
    return listed


def _stays(name: str) -> bool:
    """Whether a part belongs to the text; what only a window needs is left out, what runs is refused."""
    if name.startswith(("Basic/", "Scripts/", "Dialogs/")):
        raise DocumentRefused(Reason.MACROS)
    if name.startswith(("Object", "Replacements/")):
        raise DocumentRefused(Reason.ATTACHMENTS)
    if name == "mimetype" or name.startswith(_LEFT_OUT):
        return False
    if name in _XML or name.startswith(_FOLDERS):
        return True
    raise DocumentRefused(Reason.UNSAFE)


def _manifest(names: list[str], media_types: dict[str, str]) -> bytes:
    entries = [("/", Kind.ODT.media_type), *((name, media_types.get(name, "")) for name in sorted(names))]
    lines = "".join(
        f"<manifest:file-entry manifest:full-path={quoteattr(path)} manifest:media-type={quoteattr(kind)}/>"
        for path, kind in entries
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<manifest:manifest xmlns:manifest="{_MANIFEST_NS}" manifest:version="1.3">'
        f"{lines}</manifest:manifest>"
    ).encode()


def _check_markup(content: bytes, limits: Limits) -> None:
    """One XML part: no scripts, no listeners, no objects, nothing that loads from elsewhere."""

    def start(name: str, given: markup.Attributes) -> None:
        element = markup.local(name)
        if element in {"script", "event-listener"}:
            raise DocumentRefused(Reason.MACROS)
        if element in {"object", "object-ole"}:
            raise DocumentRefused(Reason.ATTACHMENTS)
        if element in _ACTING:
            raise DocumentRefused(Reason.UNSAFE)
        for key, value in given.items():
            if markup.local(key) in {"href", "target-frame-name", "src"}:
                _check_link(element, markup.local(key), value)

    markup.walk(content, limits, start)


def _check_link(element: str, attribute: str, target: str) -> None:
    """Links that are clicked may lead to the web; links that load by themselves stay inside the package."""
    lowered = target.strip().lower()
    if lowered.startswith(("vnd.sun.star.", "macro:")):
        raise DocumentRefused(Reason.MACROS)
    if element == "template":  # the writer's own template, noted in meta.xml and never opened from there
        fine = not lowered.startswith(
            ("http", "ftp", "smb", "\\", "//", "file://///")
        ) and "://" not in lowered.removeprefix("file://")
    elif element in _CLICKED or attribute == "target-frame-name":
        fine = markup.is_harmless_link(target)
    else:
        fine = not markup.points_elsewhere(target)
    if not fine:
        raise DocumentRefused(Reason.UNSAFE)
