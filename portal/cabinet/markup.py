"""XML out of a stranger's file, read element by element: no DTD, no entities, no bottomless depth."""

import re
from collections.abc import Callable
from xml.parsers import expat

from portal.rules.documents import DocumentRefused, Limits, Reason

_HARMLESS_SCHEMES = frozenset({"http", "https", "mailto", "tel", "sms"})
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)

Attributes = dict[str, str]
Start = Callable[[str, Attributes], None]
Text = Callable[[str], None]


def walk(
    content: bytes,
    limits: Limits,
    start: Start,
    text: Text | None = None,
    end: Callable[[str], None] | None = None,
) -> None:
    """Call `start(name, attributes)`, `text(characters)` and `end(name)` for each element of a part.

    Names come as `namespace name` (one blank between), so that a renamed prefix hides nothing.
    DocumentRefused when the part is not well formed, declares a document type, or nests too deep.
    """
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    depth = 0

    def opened(name: str, attributes: Attributes) -> None:
        nonlocal depth
        depth += 1
        if depth > limits.depth:
            raise DocumentRefused(Reason.TOO_COMPLEX)
        start(name, attributes)

    def closed(name: str) -> None:
        nonlocal depth
        depth -= 1
        if end is not None:
            end(name)

    def refuse(*_: object) -> int:
        raise DocumentRefused(Reason.UNSAFE)

    parser.StartElementHandler = opened
    parser.EndElementHandler = closed
    if text is not None:
        parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    parser.ExternalEntityRefHandler = refuse
    try:
        parser.Parse(content, True)
    except expat.ExpatError as error:
        raise DocumentRefused(Reason.DAMAGED) from error


def local(name: str) -> str:
    """`"urn:… body"` → `"body"`."""
    return name.rsplit(" ", 1)[-1]


def is_harmless_link(target: str) -> bool:
    """A link a reader may click: the web, mail, telephone, or a place in the document itself."""
    target = "".join(sign for sign in target if sign > " ")
    if target.startswith(("\\", "//", "/")):
        return False
    scheme = _SCHEME.match(target)
    return scheme is None or scheme[1].lower() in _HARMLESS_SCHEMES


def points_elsewhere(target: str) -> bool:
    """Whether something that is loaded by itself (a picture, an object) lies outside the document."""
    target = "".join(sign for sign in target if sign > " ")
    return bool(_SCHEME.match(target)) or target.startswith(("\\", "/", "../"))
