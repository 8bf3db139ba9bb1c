"""Word (.docx): the parts of the package (ECMA-376), each read as XML, relations checked one by one."""

import re
from xml.sax.saxutils import quoteattr

from portal.cabinet import markup, picture, zipped
from portal.rules.documents import DocumentRefused, Limits, Reason

_TYPES = "[Content_Types].xml"
_DOCUMENT = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_XML = ("xml", "rels", "vml", "svg")
_BINARY = (
    "png",
    "jpg",
    "jpeg",
    "jpe",
    "jfif",
    "gif",
    "bmp",
    "tif",
    "tiff",
    "emf",
    "wmf",
    "wdp",
    "odttf",
    "ttf",
    "otf",
)
_RELATIONS_NS = "http://schemas.openxmlformats.org/package/2006/relationships"
_FILES_INSIDE = {"oleobject", "package", "afchunk", "subdocument"}
_ACTING_RELATIONS = {
    "control",
    "activexcontrolbinary",
    "frame",
    "mailmergesource",
    "mailmergeheadersource",
    "recipientdata",
    "attachedtoolbars",
    "webextension",
    "webextensiontaskpanes",
    "video",
    "audio",
    "media",
    "keymapcustomizations",
    "ui/extensibility",
    "extensibility",
}
_MACRO_RELATIONS = {"vbaproject", "wordvbadata", "vbaprojectsignature"}
# A template on the writer's own disk, which Word notes in many a CV; it is left out.
_OWN_DISK = re.compile(r"(?:file:(?:///|//localhost/|/)?)?(?:[A-Za-z]:[\\/].*|[A-Za-z%][^:\\]*)")
_ATTACHED = re.compile(
    rb"<(?:\w+:)?attachedTemplate\b[^<>]*/>|<(\w+:)?attachedTemplate\b[^<>]*></(?:\w+:)?attachedTemplate>"
)
_FETCHING_FIELDS = {
    "DDE",
    "DDEAUTO",
    "INCLUDE",
    "INCLUDETEXT",
    "INCLUDEPICTURE",
    "IMPORT",
    "LINK",
    "DATABASE",
    "RD",
    "EMBED",
    "CONTROL",
    "HTMLCONTROL",
    "ADDIN",
}


def looks_like_one(entries: zipped.Entries) -> bool:
    return _TYPES in entries.names


def rebuild(entries: zipped.Entries, limits: Limits) -> bytes:
    """The same document in a new package, or DocumentRefused: no macros, objects, outside templates or
    fetching fields.
    """
    _check_types(entries, limits)
    for name in entries.names:
        _check_name(name)
    parts = {name: entries.read(name) for name in entries.names}
    for name, content in parts.items():
        extension = name.rsplit(".", 1)[-1].lower()
        if extension == "rels":
            parts[name] = _checked_relations(content, limits)
        elif extension in _XML:
            _check_markup(content, limits)
        else:
            zipped.refuse_programs(content)
            picture.refuse_too_many_pixels(content, limits)
    for name in [name for name in parts if name.endswith("settings.xml")]:
        parts[name] = _ATTACHED.sub(b"", parts[name])
    first = [_TYPES, "_rels/.rels"]
    if any(name not in parts for name in first):
        raise DocumentRefused(Reason.DAMAGED)
    return zipped.wrapped((name, parts[name]) for name in (*first, *sorted(set(parts) - set(first))))


def _check_types(entries: zipped.Entries, limits: Limits) -> None:
    """What the package says it is: a plain Word document, not one with macros, a sheet or a slide show."""
    types: list[str] = []
    markup.walk(entries.read(_TYPES), limits, lambda _, given: types.append(given.get("ContentType", "")))
    said = " ".join(types).lower()
    if "macroenabled" in said or "vbaproject" in said or "vbadata" in said:
        raise DocumentRefused(Reason.MACROS)
    if "activex" in said or "ms-office.chartex" in said:
        raise DocumentRefused(Reason.UNSAFE)
    if "oleobject" in said:
        raise DocumentRefused(Reason.ATTACHMENTS)
    if _DOCUMENT not in types:
        raise DocumentRefused(Reason.WRONG_TYPE)


def _check_name(name: str) -> None:
    lowered = name.lower()
    if "vbaproject" in lowered or "vbadata" in lowered:
        raise DocumentRefused(Reason.MACROS)
    if "/embeddings/" in lowered:
        raise DocumentRefused(Reason.ATTACHMENTS)
    if lowered.rsplit(".", 1)[-1] not in _XML + _BINARY:
        raise DocumentRefused(Reason.UNSAFE)


def _checked_relations(content: bytes, limits: Limits) -> bytes:
    """The relations of one part, written anew; a template on the writer's own disk is left out."""
    kept: list[markup.Attributes] = []

    def relation(name: str, given: markup.Attributes) -> None:
        if markup.local(name) == "Relationship" and _may_stay(given):
            kept.append(given)

    markup.walk(content, limits, relation)
    lines = "".join(
        "<Relationship "
        + " ".join(
            f"{key}={quoteattr(given[key], {chr(10): ' '})}"
            for key in ("Id", "Type", "Target", "TargetMode")
            if key in given
        )
        + "/>"
        for given in kept
    )
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<Relationships xmlns="{_RELATIONS_NS}">{lines}</Relationships>'
    ).encode()


def _may_stay(given: markup.Attributes) -> bool:
    """Whether a relation stays (True) or is silently left out (False); DocumentRefused when it reaches
    outside.
    """
    kind = given.get("Type", "").rsplit("/", 1)[-1].lower()
    target = given.get("Target", "")
    if kind in _MACRO_RELATIONS:
        raise DocumentRefused(Reason.MACROS)
    if kind in _FILES_INSIDE:
        raise DocumentRefused(Reason.ATTACHMENTS)
    if kind in _ACTING_RELATIONS:
        raise DocumentRefused(Reason.UNSAFE)
    if kind == "attachedtemplate":
        if not _OWN_DISK.fullmatch(target):
            raise DocumentRefused(Reason.UNSAFE)
        return False
    if given.get("TargetMode", "Internal").lower() == "external":
        allowed = kind == "hyperlink" and markup.is_harmless_link(target)
    else:
        allowed = ":" not in target.split("#", 1)[0] and "\\" not in target and not target.startswith("//")
    if not allowed:
        raise DocumentRefused(Reason.UNSAFE)
    return True


def _check_markup(content: bytes, limits: Limits) -> None:
    """One XML part: nothing embedded, no scripts in drawings, no field that fetches or runs."""
    fields = _Fields()

    def start(name: str, given: markup.Attributes) -> None:
        element = markup.local(name)
        if element in {"OLEObject", "altChunk", "subDoc"}:
            raise DocumentRefused(Reason.ATTACHMENTS)
        if element in {"control", "mailMerge", "script", "foreignObject", "iframe"}:
            raise DocumentRefused(Reason.UNSAFE)
        _check_attributes(element, given)
        fields.start(element, {markup.local(key): value for key, value in given.items()})

    markup.walk(content, limits, start, fields.text, lambda name: fields.end(markup.local(name)))


def _check_attributes(element: str, given: markup.Attributes) -> None:
    for key, value in given.items():
        attribute = markup.local(key)
        outside = attribute in {"src", "href", "althref"} and (
            markup.points_elsewhere(value) and not value.startswith("data:image/png;")
            if element in {"imagedata", "image", "fill"}
            else not markup.is_harmless_link(value)
        )
        scripted = attribute.startswith("on") and attribute[2:] in {
            "load",
            "click",
            "mouseover",
            "begin",
            "error",
        }
        if outside or scripted or (attribute == "action" and value.startswith("ppaction://")):
            raise DocumentRefused(Reason.UNSAFE)


class _Fields:
    """Word's fields: the words between `begin` and `separate` are an instruction, spread over any number
    of runs.
    """

    def __init__(self) -> None:
        self._open: list[tuple[list[str], bool]] = []  # instruction so far, and whether it is still being given
        self._reading = False

    def start(self, element: str, given: markup.Attributes) -> None:
        if element == "fldSimple":
            _refuse_fetching(given.get("instr", ""))
        elif element in {"instrText", "delInstrText"}:
            self._reading = True
        elif element == "fldChar":
            self._mark(given.get("fldCharType", ""))

    def text(self, characters: str) -> None:
        if self._reading and self._open:
            self._open[-1][0].append(characters)

    def end(self, element: str) -> None:
        if element in {"instrText", "delInstrText"}:
            self._reading = False

    def _mark(self, kind: str) -> None:
        if kind == "begin":
            # A field that computes the first word of another one hides which field that is.
            if self._open and self._open[-1][1] and not "".join(self._open[-1][0]).strip():
                raise DocumentRefused(Reason.UNSAFE)
            self._open.append(([], True))
        elif kind == "separate" and self._open:
            _refuse_fetching("".join(self._open[-1][0]))
            self._open[-1] = (self._open[-1][0], False)
        elif kind == "end" and self._open:
            _refuse_fetching("".join(self._open.pop()[0]))


def _refuse_fetching(instruction: str) -> None:
    words = instruction.split()
    if words and words[0].strip('"').upper() in _FETCHING_FIELDS:
        raise DocumentRefused(Reason.UNSAFE)
