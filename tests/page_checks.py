"""What must be true of every page that anybody opens."""

import json
from collections import Counter
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import html5lib
from lxml.etree import _Element as Element

UNLABELLED = {"hidden", "submit", "button", "reset", "image"}
DATA_SCRIPTS = {"application/json", "application/ld+json", "importmap"}
# Attributes that make the browser fetch something by itself.
FETCHING = {
    "img": "src",
    "script": "src",
    "link": "href",
    "iframe": "src",
    "source": "src",
    "video": "src",
    "audio": "src",
}
POINTING = ("aria-describedby", "aria-labelledby", "aria-controls", "aria-errormessage", "aria-owns")


class BadPage(AssertionError):
    """A page that breaks the rules of the house: which page, and each rule it breaks."""


def parse(html: str) -> tuple[Element, list[str]]:
    """The page as a tree, and what is wrong with its HTML."""
    parser = html5lib.HTMLParser(tree=html5lib.getTreeBuilder("lxml"), namespaceHTMLElements=False)
    tree = parser.parse(html)
    wrong = [
        f"HTML, line {line}: {code} {json.dumps(values, default=str)}" for (line, _), code, values in parser.errors
    ]
    return tree.getroot(), wrong


def check(root: Element, wrong: list[str], *, where: str, headers: dict[str, str] | None = None) -> None:
    """Raise BadPage naming every rule that the page breaks."""
    problems = [*wrong, *(problem for rule in RULES for problem in rule(root))]
    if headers is not None:
        problems += _headers(headers)
    if problems:
        raise BadPage(f"{where}\n  " + "\n  ".join(problems))


def text_of(element: Element) -> str:
    """The words in an element, with single spaces."""
    return " ".join("".join(element.itertext()).split())


def describe(element: Element) -> str:
    """A tag as a person would point at it: `<input name=email>`."""
    known = " ".join(f"{key}={element.get(key)}" for key in ("id", "name", "type", "href", "class") if element.get(key))
    return f"<{element.tag} {known}>" if known else f"<{element.tag}>"


def _elements(root: Element) -> Iterator[Element]:
    return (element for element in root.iter() if isinstance(element.tag, str))


def _one_heading_title_language(root: Element) -> Iterator[str]:
    headings = root.findall(".//h1")
    if len(headings) != 1:
        yield f"{len(headings)} h1 instead of one"
    elif not text_of(headings[0]):
        yield "the h1 is empty"
    title = root.find(".//title")
    if title is None or not text_of(title):
        yield "no title"
    if not root.get("lang"):
        yield "the language of the page is not said"
    if len(root.findall(".//main")) != 1:
        yield "not exactly one main"


def _unique_ids(root: Element) -> Iterator[str]:
    count = Counter(element.get("id") for element in _elements(root) if element.get("id") is not None)
    yield from (f"id {name!r} stands {times} times" for name, times in count.items() if times > 1)
    if "" in count:
        yield "an id is empty"


def _pointers(root: Element) -> Iterator[str]:
    ids = {element.get("id") for element in _elements(root)}
    for element in _elements(root):
        for attribute in POINTING:
            for name in element.get(attribute, "").split():
                if name not in ids:
                    yield f"{describe(element)}: {attribute} points at {name!r}, which is not there"
        if element.tag == "label" and element.get("for") is not None and element.get("for") not in ids:
            yield f"a label is for {element.get('for')!r}, which is not there"
        if element.tag == "a" and element.get("href", "").startswith("#") and element.get("href")[1:] not in ids | {""}:
            yield f"a link leads to {element.get('href')}, which is not there"


def _named_controls(root: Element) -> Iterator[str]:
    labels = {label.get("for"): text_of(label) for label in root.iter("label")}
    for element in root.iter("input", "select", "textarea"):
        if element.tag == "input" and element.get("type", "text").lower() in UNLABELLED:
            continue
        around = next((text_of(parent) for parent in element.iterancestors("label")), "")
        named = labels.get(element.get("id")) or around or element.get("aria-label") or element.get("aria-labelledby")
        if not named:
            yield f"{describe(element)} has no label"
    for element in root.iter("button", "a"):
        if element.tag == "a" and element.get("href") is None:
            continue
        pictures = [image.get("alt") or image.get("aria-label") for image in element.iter("img", "svg")]
        titles = [text_of(title) for title in element.iter("title")]
        if not (
            text_of(element) or element.get("aria-label") or element.get("aria-labelledby") or any(pictures + titles)
        ):
            yield f"{describe(element)} has no words"
    for image in root.iter("img"):
        if image.get("alt") is None:
            yield f"{describe(image)} has no alt"


def _tokens(root: Element) -> Iterator[str]:
    for form in root.iter("form"):
        tokens = [field for field in form.iter("input") if field.get("name") == "csrf_token" and field.get("value")]
        posts = form.get("method", "get").lower() == "post"
        if posts and len(tokens) != 1:
            yield f"form to {form.get('action')!r} has {len(tokens)} CSRF tokens"
        if not posts and tokens:
            yield f"form to {form.get('action')!r} would put its CSRF token in the address"


def _nothing_inline(root: Element) -> Iterator[str]:
    for element in _elements(root):
        if element.tag == "style":
            yield "a style element"
        if element.tag == "script" and not element.get("src") and element.get("type") not in DATA_SCRIPTS:
            yield "a script in the page"
        for attribute, value in element.attrib.items():
            if attribute == "style" or attribute.startswith("on"):
                yield f"{describe(element)} has {attribute}="
            if value.strip().lower().startswith("javascript:"):
                yield f"{describe(element)} has a javascript: address"


def _no_strangers(root: Element) -> Iterator[str]:
    for element in _elements(root):
        address = element.get(FETCHING.get(element.tag, "src"), "")
        if element.tag == "link" and element.get("rel") in {"canonical", "alternate"}:
            continue
        if urlsplit(address).netloc:
            yield f"{describe(element)} fetches from another host"


def _headers(headers: dict[str, str]) -> Iterator[str]:
    policy = headers.get("Content-Security-Policy", "")
    if "default-src 'none'" not in policy or "unsafe" in policy:
        yield f"Content-Security-Policy is {policy!r}"
    if headers.get("X-Content-Type-Options") != "nosniff":
        yield "no nosniff"


RULES: tuple[Callable[[Element], Iterator[str]], ...] = (
    _one_heading_title_language,
    _unique_ids,
    _pointers,
    _named_controls,
    _tokens,
    _nothing_inline,
    _no_strangers,
)
