"""A mail as text and HTML, from the templates in `mail_templates/` and the values of the mail."""

import html
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from portal import paths
from portal.outbox.headers import cleaned_lines
from portal.outbox.markup import BadPlaceholder, Values, write, write_line
from portal.outbox.values import Value, Words, in_words, translated

LANGUAGES = ("nl", "en")


@dataclass(frozen=True)
class MailText:
    """What the reader reads; text and HTML have the same words."""

    subject: str
    text: str
    html: str


@dataclass(frozen=True)
class Source:
    """The source texts of a mail in one language, as a person may edit them."""

    subject: str
    body: str


class NoSuchTemplate(LookupError):
    """No template for this mail in this language; names it."""


def render(
    template: str, language: str, values: Mapping[str, Value], why: str, source: Source | None = None
) -> MailText:
    """The mail `template` ("campaigns/partner_invited") in `nl` or `en`.

    `values` fill the placeholders; `why` is the Dutch sentence that says why the reader gets this mail,
    translated and then filled from the same values. `source`: other words than those the portal ships.
    Raises NoSuchTemplate, or BadPlaceholder naming template and placeholder.
    """
    source = source or source_of(template, language)
    words = _in_words(values, language)
    try:
        subject = write_line(source.subject, words)
        body = write(source.body, words)
        reason = write_line(translated(Words(why), language), words)
        footer = write(_layout(f"{language}/footer.txt"), {"why": reason})
    except BadPlaceholder as error:
        raise BadPlaceholder(f"{template} ({language}): {error}") from error
    if not subject or not body.text:
        raise BadPlaceholder(f"{template} ({language}): the mail would be blank")
    page = _fill(
        _layout("body.html"),
        {"language": language, "subject": html.escape(subject), "content": body.html, "footer": footer.html},
    )
    return MailText(subject, f"{body.text}\n\n-- \n{footer.text}\n", page)


@cache
def source_of(template: str, language: str) -> Source:
    """The source texts that the portal ships for a mail."""
    folder = paths.MAIL_TEMPLATES / template / language
    try:
        return Source(
            (folder / "subject.txt").read_text("utf-8").strip(),
            (folder / "body.txt").read_text("utf-8").strip(),
        )
    except FileNotFoundError as error:
        raise NoSuchTemplate(f"{template} ({language})") from error


@cache
def _layout(name: str) -> str:
    return (paths.MAIL_TEMPLATES / "_layout" / name).read_text("utf-8")


def _in_words(values: Mapping[str, Value], language: str) -> Values:
    words: dict[str, str | list[str]] = {}
    for name, value in values.items():
        if isinstance(value, list | tuple):
            words[name] = [cleaned_lines(in_words(one, language)) for one in value]
        else:
            words[name] = cleaned_lines(in_words(value, language))  # type: ignore[arg-type]  # str is a Sequence
    return words


def _fill(page: str, parts: Mapping[str, str]) -> str:
    """The layout with its parts, each put in once: split first, so that no part is searched."""
    pieces = page.split("((")
    filled = [pieces[0]]
    for piece in pieces[1:]:
        name, rest = piece.split("))", 1)
        filled += [parts[name], rest]
    return "".join(filled)
