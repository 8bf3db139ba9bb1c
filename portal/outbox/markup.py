"""From one source text to the text and the HTML of a mail, with the same words.

The source has paragraphs (an empty line between them), lists (`- `), `**bold**`, `((placeholders))`, and a
line `[[Label ((link))]]` for a button. Only the source is read that way: what a person typed comes in as a
value, is escaped, and is never read again as markup or placeholder (promise P9).
"""

import html
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from portal.rules.texts import ALMOST_A_PLACEHOLDER, ALONE, BUTTON, PLACEHOLDER

_BOLD = re.compile(r"\*\*(.+?)\*\*")
_WEB = re.compile(r"https?://[^\s<>\"]+\Z")

# Mail programs drop style sheets: the styles stand on the elements themselves.
_P = "margin:0 0 16px;"
_LIST = "margin:0 0 16px;padding:0 0 0 22px;"
_ITEM = "margin:0 0 6px;"
_LINK = "color:#0b5563;"
_BUTTON_CELL = "background:#0b5563;border-radius:6px;"
_BUTTON_LINK = "display:inline-block;padding:14px 24px;color:#ffffff;font-weight:bold;text-decoration:none;"

Values = Mapping[str, str | Sequence[str]]


class BadPlaceholder(ValueError):
    """A placeholder that has no value, or a value that does not fit where it stands; names it."""


@dataclass(frozen=True)
class Written:
    """The same words twice: as plain text and as an HTML fragment."""

    text: str
    html: str


def placeholders(source: str) -> set[str]:
    """The names a source text uses. Raises BadPlaceholder for `((Something else))` in double brackets."""
    for found in ALMOST_A_PLACEHOLDER.findall(source):
        if not PLACEHOLDER.fullmatch(found):
            raise BadPlaceholder(f"{found} is not a placeholder: small letters, digits and _ only")
    return set(PLACEHOLDER.findall(source))


def write_line(source: str, values: Values) -> str:
    """A source of one line (a subject) as plain text on one line."""
    _check(source, values)
    return " ".join(_plain(source, values).split())


def write(source: str, values: Values) -> Written:
    """A source text as text and HTML. A block whose placeholders are all empty is left out.

    Raises BadPlaceholder naming what has no value, and for a button whose link is not http or https.
    """
    _check(source, values)
    texts, fragments = [], []
    for block in re.split(r"\n\s*\n", source.strip()):
        written = _block(block.strip(), values)
        if written is not None:
            texts.append(written.text)
            fragments.append(written.html)
    return Written("\n\n".join(texts), "\n".join(fragments))


def _check(source: str, values: Values) -> None:
    unknown = sorted(placeholders(source) - values.keys())
    if unknown:
        raise BadPlaceholder(f"no value for (({unknown[0]}))")


def _block(block: str, values: Values) -> Written | None:
    names = PLACEHOLDER.findall(block)
    if names and not any(values[name] for name in names):
        return None
    button = BUTTON.fullmatch(block)
    if button:
        return _button(_plain(button[1], values), _single(button[2], values))
    runs = [
        _list([line[2:].strip() for line in lines], values) if are_items else _paragraph(list(lines), values)
        for are_items, lines in groupby(block.split("\n"), lambda line: line.startswith("- "))
    ]
    return Written("\n".join(run.text for run in runs), "\n".join(run.html for run in runs))


def _paragraph(lines: list[str], values: Values) -> Written:
    text = "\n".join(_plain(line, values) for line in lines)
    return Written(text, f'<p style="{_P}">{"<br>".join(_rich(line, values) for line in lines)}</p>')


def _button(label: str, link: str) -> Written:
    if not _WEB.match(link):
        raise BadPlaceholder(f"the button {label!r} needs a web address")
    address = html.escape(link)
    return Written(
        f"{label}:\n{link}",
        '<table role="presentation" cellpadding="0" cellspacing="0" style="margin:8px 0 24px;"><tr>'
        f'<td style="{_BUTTON_CELL}"><a href="{address}" style="{_BUTTON_LINK}">{html.escape(label)}</a></td>'
        "</tr></table>",
    )


def _list(items: list[str], values: Values) -> Written:
    texts, fragments = [], []
    for item in items:
        alone = ALONE.fullmatch(item)
        given = values[alone[1]] if alone else None
        if given is not None and not isinstance(given, str):
            texts += [_hanging(one) for one in given]
            fragments += [_typed(one) for one in given]
        else:
            texts.append(_hanging(_plain(item, values)))
            fragments.append(_rich(item, values))
    rows = "".join(f'<li style="{_ITEM}">{fragment}</li>' for fragment in fragments)
    return Written("\n".join(texts), f'<ul style="{_LIST}">{rows}</ul>')


def _hanging(text: str) -> str:
    return "- " + text.replace("\n", "\n  ")


def _single(name: str, values: Values) -> str:
    value = values[name]
    if not isinstance(value, str):
        raise BadPlaceholder(f"(({name})) is a list: it stands alone after a dash")
    return value


def _plain(line: str, values: Values) -> str:
    """A line of source as plain text; one pass, so that a value is never read again."""
    without_bold = _BOLD.sub(r"\1", line)
    return PLACEHOLDER.sub(lambda found: _single(found[1], values), without_bold)


def _rich(line: str, values: Values) -> str:
    """A line of source as HTML; the source is escaped first, then each placeholder is filled once."""
    marked = _BOLD.sub(r"<strong>\1</strong>", html.escape(line, quote=False))
    return PLACEHOLDER.sub(lambda found: _typed(_single(found[1], values)), marked)


def _typed(value: str) -> str:
    """A value as HTML: escaped, its line breaks kept, a line that is a web address made into a link."""
    return "<br>".join(map(_typed_line, value.split("\n")))


def _typed_line(line: str) -> str:
    if _WEB.match(line):
        return f'<a href="{html.escape(line)}" style="{_LINK}">{html.escape(line)}</a>'
    return html.escape(line)
