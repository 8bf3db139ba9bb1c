"""What a text for a mail may be: paragraphs, lists, bold, `((placeholders))` from a fixed list, and buttons (003-15).

The grammar stands here once; `portal.outbox.markup` reads texts by it. Nothing in a text is a programme.
"""

import difflib
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import islice
from typing import Any

from portal.rules.words import N_

PLACEHOLDER = re.compile(r"\(\(([a-z][a-z0-9_]*)\)\)")
ALMOST_A_PLACEHOLDER = re.compile(r"\(\(.*?\)\)", re.DOTALL)
ALONE = re.compile(r"\(\(([a-z][a-z0-9_]*)\)\)\Z")
# The words end before the blank space: else a line of nothing but spaces takes the square of its length.
BUTTON = re.compile(r"\[\[(.*?\S)\s+\(\(([a-z][a-z0-9_]*)\)\)\]\]\Z")
NAME_OF_A_TEXT = re.compile(r"[^\W_][\w .,!?’'()+&-]{0,79}\Z")

LONGEST_SUBJECT = 150
LARGEST_BODY = 20_000  # bytes
LARGEST_MAIL = 60_000  # bytes, text and HTML together
MOST_TROUBLES = 20  # said at once: who mends these, hears of the rest


class Holds(StrEnum):
    """What stands in the place of a placeholder."""

    WORDS = "words"
    LINK = "link"
    LIST = "list"
    PRIVATE = "private"  # words about a person or a result: never in a subject


@dataclass(frozen=True)
class Trouble:
    """What keeps a text from being a mail: a Dutch sentence that `values` fill, at the field `subject` or `body`."""

    part: str
    sentence: str
    values: Mapping[str, Any] = field(default_factory=dict)


_Said = tuple[str, dict[str, Any]]


def troubles_of(subject: str, body: str, allowed: Mapping[str, Holds], essential: Collection[str]) -> list[Trouble]:
    """What is wrong with a text, in the order of its lines, at most twenty things; nothing when it can be sent.

    `allowed`: the placeholders of this mail; `essential`: those that its body must have. Of a text that is too long
    only that is said: nobody reads it line by line.
    """
    return list(islice(_troubles(subject, body, allowed, essential), MOST_TROUBLES))


def _troubles(subject: str, body: str, allowed: Mapping[str, Holds], essential: Collection[str]) -> Iterator[Trouble]:
    yield from (Trouble("subject", *said) for said in _of_subject(subject, allowed))
    size = len(body.encode())
    if size > LARGEST_BODY:
        values = {"size": -(-size // 1000), "most": LARGEST_BODY // 1000}
        yield Trouble("body", N_("De tekst is te lang: %(size)d kB. Er past %(most)d kB."), values)
        return
    lines = body.split("\n")
    for number, line in enumerate(lines, 1):
        around = [lines[at].strip() for at in (number - 2, number) if 0 <= at < len(lines)]
        for sentence, found in _of_line(line, allowed, is_alone=not any(around)):
            yield Trouble("body", sentence, {"line": number, **found})
    yield from (Trouble("body", *said) for said in _of_body(body, essential))


def nearest(name: str, allowed: Collection[str]) -> str:
    """The placeholder that was probably meant, or nothing."""
    return next(iter(difflib.get_close_matches(name.lower(), sorted(allowed), 1, 0.6)), "")


def _of_subject(subject: str, allowed: Mapping[str, Holds]) -> Iterator[_Said]:
    if not subject.strip():
        yield N_("Schrijf een onderwerp."), {}
    if len(subject) > LONGEST_SUBJECT:
        yield (
            N_("Het onderwerp is te lang: %(length)d tekens. Er passen er %(most)d."),
            {"length": len(subject), "most": LONGEST_SUBJECT},
        )
        return
    if len(subject.splitlines()) > 1:
        yield N_("Een onderwerp is één regel."), {}
    if _is_malformed(subject):
        yield N_("Tussen dubbele haakjes staat alleen de naam van een invulveld, zoals ((name))."), {}
    for name in PLACEHOLDER.findall(subject):
        if name not in allowed:
            yield _unknown(
                name,
                allowed,
                N_("((%(name)s)) bestaat niet in deze mail."),
                N_("((%(name)s)) bestaat niet in deze mail. Bedoel je ((%(meant)s))?"),
            )
        elif allowed[name] is not Holds.WORDS:
            yield N_("((%(name)s)) past niet in een onderwerp."), {"name": name}


def _of_body(body: str, essential: Collection[str]) -> Iterator[_Said]:
    if not body.strip():
        yield N_("Schrijf de tekst van de mail."), {}
        return
    there = set(PLACEHOLDER.findall(body))
    for name in essential:
        if name not in there:
            yield N_("((%(name)s)) moet in de tekst blijven: zonder kan de lezer niet verder."), {"name": name}


def _of_line(line: str, allowed: Mapping[str, Holds], *, is_alone: bool) -> Iterator[_Said]:
    if _is_malformed(line):
        yield (
            N_("Regel %(line)d: tussen dubbele haakjes staat alleen de naam van een invulveld, zoals ((name))."),
            {},
        )
    for name in PLACEHOLDER.findall(line):
        if name not in allowed:
            yield _unknown(
                name,
                allowed,
                N_("Regel %(line)d: ((%(name)s)) bestaat niet in deze mail."),
                N_("Regel %(line)d: ((%(name)s)) bestaat niet in deze mail. Bedoel je ((%(meant)s))?"),
            )
        elif allowed[name] is Holds.LIST and not (line.startswith("- ") and ALONE.match(line[2:].strip())):
            yield N_("Regel %(line)d: ((%(name)s)) is een lijst. Zet het alleen op een regel, na “- ”."), {"name": name}
    if "[[" in line:
        yield from _of_button(line.strip(), allowed, is_alone=is_alone)


def _of_button(line: str, allowed: Mapping[str, Holds], *, is_alone: bool) -> Iterator[_Said]:
    button = BUTTON.match(line)
    if button is None:
        yield N_("Regel %(line)d: een knop schrijf je zo: [[Woorden op de knop ((link))]]."), {}
        return
    label, name = button.groups()
    if "((" in label or "[[" in label:
        yield N_("Regel %(line)d: op een knop staan gewone woorden, en achteraan één link."), {}
    if name in allowed and allowed[name] is not Holds.LINK:
        yield N_("Regel %(line)d: ((%(name)s)) is geen link en past niet in een knop."), {"name": name}
    if not is_alone:
        yield N_("Regel %(line)d: laat voor en na een knop een lege regel."), {}


def _is_malformed(line: str) -> bool:
    """Double brackets around something else than a name; `(((name)))` too."""
    return "(((" in line or "((" in PLACEHOLDER.sub("", line)


def _unknown(name: str, allowed: Collection[str], plain: str, asking: str) -> _Said:
    meant = nearest(name, allowed)
    return (asking, {"name": name, "meant": meant}) if meant else (plain, {"name": name})
