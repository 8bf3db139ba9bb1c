"""A candidate's own copy in words: readable as PDF, readable by machines as JSON, and how a ZIP holds both."""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from flask_babel import force_locale, get_locale
from flask_babel import gettext as _

from portal import clock
from portal.blueprints.looked_at import looked_at
from portal.blueprints.showing import day_words, moment_words
from portal.models.documents import Document
from portal.printing.pdf import pdf_of
from portal.printing.zipped import Piece
from portal.queries.access_export import Copy, content_for_copy
from portal.rules.access_export import part_of, words_of_column
from portal.rules.consents import HOW_NAMES, PURPOSE_NAMES
from portal.rules.evaluations import THEMES
from portal.rules.measures import CERTAINTY_NAMES, MEASURES
from portal.rules.papers import PAPER_NAMES
from portal.rules.restrictions import GROUND_NAMES
from portal.rules.scoring import VERDICT_NAMES
from portal.rules.states import MACHINES, state_name
from portal.rules.support import NEEDS
from portal.rules.words import N_

_MEASURES: dict[str, str] = {one.code: one.name for one in MEASURES}
_WORDS: dict[tuple[str, str], Mapping[Any, str]] = {
    ("SupportNeed", "kind"): {need: one.name for need, one in NEEDS.items()},
    ("MeasureEligibility", "code"): _MEASURES,
    ("MeasureEligibility", "certainty"): CERTAINTY_NAMES,
    ("MeasureRequest", "code"): _MEASURES,
    ("Consent", "purpose"): PURPOSE_NAMES,
    ("Consent", "how"): HOW_NAMES,
    ("Consent", "measure"): _MEASURES,
    ("Restriction", "ground"): GROUND_NAMES,
    ("Document", "kind"): PAPER_NAMES,
    ("Decision", "outcome"): {
        "retained": N_("geselecteerd"),
        "reserve": N_("op de reservelijst"),
        "not_retained": N_("niet geselecteerd"),
    },
    ("Relay", "told_how"): {"in_person": N_("persoonlijk"), "phone": N_("telefonisch")},
    ("Evaluation", "party"): {"jobcoach": N_("Jobcoach"), "candidate": N_("jijzelf"), "employer": N_("Werkgever")},
}
_THEMES = {theme.key: theme for theme in THEMES}
# By which rows name each other: for machines.
_INSIDE = ("public_id", "candidate", "nomination", "internship", "placement", "decision", "paper", "sheet", "entry")
_ON_A_SHEET = {"note": N_("Notitie"), "verdict": N_("Oordeel")}
_DAYS = ("on", "until", "birth_date", "week")
README = (
    N_("Dit pakket bevat alles wat %(organisation)s over jou bewaart."),
    N_("dossier.pdf: om te lezen."),
    N_(
        "dossier.json: hetzelfde, om in een ander programma in te lezen. Onder “structure” staat wat elk onderdeel "
        "betekent, onder “data” staan de gegevens. Tijden zijn in UTC (ISO 8601)."
    ),
    N_("documenten: je cv, je brieven en je andere documenten zelf."),
    N_("Klopt er iets niet, of heb je een vraag? %(contact)s"),
)


def value_in_words(table: str, column: str, value: Any) -> str:
    """A value as a person reads it, in the language in force."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return _("ja") if value else _("nee")
    if isinstance(value, dict):
        return "\n".join(_lines_of(value))
    if isinstance(value, list):
        return "\n".join(_line_of(one) for one in value)
    if isinstance(value, str):
        return _text_in_words(table, column, value)
    return str(value)


def _line_of(one: Any) -> str:
    """One of several: a pair, an answer with its parts, or a word."""
    parts = one.values() if isinstance(one, dict) else one if isinstance(one, list) else [one]
    return ": ".join(str(part) for part in parts if part not in (None, ""))


def _text_in_words(table: str, column: str, value: str) -> str:
    known = _WORDS.get((table, column), {}).get(value)
    if known:
        return _(known)
    if column == "state" and table in MACHINES and value in MACHINES[table].names:
        return _(state_name(table, value))
    if table == "Look" and column == "at_what":
        return looked_at(value)
    if column.endswith("_at") or column == "at":
        return moment_words(datetime.fromisoformat(value))
    if column.endswith("_on") or column in _DAYS:
        return day_words(date.fromisoformat(value))
    return value


def _lines_of(values: Mapping[str, Any]) -> Iterator[str]:
    for name, value in values.items():
        if isinstance(value, dict):
            yield from _lines_of(value)
        elif value not in (None, ""):
            theme = _THEMES.get(name)
            label = theme.name if theme else _ON_A_SHEET.get(name)
            said = VERDICT_NAMES.get(value) if name == "verdict" else None
            yield f"{_(label) if label else name}: {_(said) if said else value}"


def facts_in_words(table: str, values: Mapping[str, Any]) -> list[tuple[str, str]]:
    """A row as (what it is, words), without what is empty."""
    said = ((words_of_column(table, name), value_in_words(table, name, value)) for name, value in values.items())
    return [
        (_(label), words) for name, (label, words) in zip(values, said, strict=True) if words and name not in _INSIDE
    ]


def title_of(table: str) -> str:
    """What a table is called, in the language in force."""
    return _(part_of(table).title)


def pieces_of(copy: Copy, left_out: Mapping[str, str], said: Sequence[tuple[str, str]], contact: str) -> list[Piece]:
    """The files of the copy, in the candidate's language. `said`: what is left out and why, in words.

    The PDF is made here, so that a trouble is a page and no broken file; documents are read when their turn comes.
    """
    with force_locale(copy.candidate.language if copy.candidate.language in ("nl", "en") else "nl"):
        data = copy.without(left_out)
        organisation = copy.candidate.organisation.name
        readme = "\n\n".join(_(line, organisation=organisation, contact=contact) for line in README)
        made = [
            Piece("lees-mij.txt", readme.encode),
            Piece("dossier.pdf", _constant(pdf_of("access_export", _for_pdf(copy, data, said))), is_packed=True),
            Piece("dossier.json", _constant(_json(copy, data, said))),
        ]
        missing = _("Dit bestand is er niet meer.")
    return [*made, *(_document(file, document, missing) for file, document in copy.files)]


def _constant(content: bytes) -> Any:
    return lambda: content


def _document(file: str, document: Document, missing: str) -> Piece:
    def content() -> bytes:
        found = content_for_copy(document)
        return missing.encode() if found is None else found

    return Piece(file, content, is_packed=True)


def _json(copy: Copy, data: Mapping[str, Any], said: Sequence[tuple[str, str]]) -> bytes:
    there = [table for table in data if data[table]]
    told = {
        "made_at": clock.now().isoformat().replace("+00:00", "Z"),
        "organisation": copy.candidate.organisation.name,
        "left_out": [{"what": what, "reason": reason} for what, reason in said],
        "structure": {
            table: {
                "title": title_of(table),
                "columns": {name: _(words_of_column(table, name)) for name in data[table][0]},
            }
            for table in there
        },
        "data": {table: data[table] for table in there},
    }
    return json.dumps(told, ensure_ascii=False, indent=2).encode()


def _for_pdf(copy: Copy, data: Mapping[str, Any], said: Sequence[tuple[str, str]]) -> dict[str, Any]:
    candidate = copy.candidate
    name = f"{candidate.first_name} {candidate.last_name}"
    today = day_words(clock.today())
    sections = []
    for table, rows in data.items():
        entries = [
            {"title": copy.tables[table][place].about, "facts": facts_in_words(table, row)}
            for place, row in enumerate(rows)
        ]
        told = [one for one in entries if one["facts"]]
        if told:
            sections.append({"title": title_of(table), "note": "", "entries": told})
    if said:
        note = _("Dit werd weggelaten omdat het ook over iemand anders gaat, of om een andere reden die erbij staat.")
        entries = [{"title": "", "facts": list(said)}]
        sections.append({"title": _("Wat er niet in staat"), "note": note, "entries": entries})
    return {
        "language": str(get_locale()),
        "title": _("Je gegevens bij %(organisation)s", organisation=candidate.organisation.name),
        "author": candidate.organisation.name,
        "footer": _("Kopie voor %(name)s, %(day)s", name=name, day=today),
        "intro": [
            _(
                "Dit is een kopie van alles wat %(organisation)s in het selectiedagportaal over %(name)s bewaart, "
                "zoals het er op %(day)s stond.",
                organisation=candidate.organisation.name,
                name=name,
                day=today,
            ),
            _(
                "Een beslissing die nog niet bekendgemaakt is, of een evaluatie die nog niet volledig is, "
                "staat er nog niet in."
            ),
            _("Klopt er iets niet? Zeg het aan je jobcoach, dan wordt het verbeterd."),
        ],
        "sections": sections,
    }
