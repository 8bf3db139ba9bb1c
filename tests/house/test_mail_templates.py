"""Every mail is whole in every language, stands in the catalogue, and can be read as text and as HTML."""

import ast
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from portal.outbox.catalogue import AREAS, CATALOGUE, choice_of, example_of, holds_of
from portal.outbox.message import Letter, Mailbox, build
from portal.outbox.rendering import LANGUAGES, Source, source_of
from portal.rules.texts import LARGEST_MAIL, troubles_of
from tests.house.sources import ROOT, python_files, tree_of
from tests.outbox.reading import body, read, words_of_html

FOLDER = ROOT / "mail_templates"
MAILS = sorted(
    path.parent.relative_to(FOLDER).as_posix()
    for path in FOLDER.glob("*/*/nl")
    if not path.relative_to(FOLDER).parts[0].startswith("_")
)
CHOICES = sorted(path.parent.relative_to(FOLDER).as_posix() for path in FOLDER.glob("_choices/*/*/*/nl"))
PARTS = ("subject.txt", "body.txt")
PLACEHOLDER = re.compile(r"\(\(([^)]+)\)\)")


def test_no_folder_holds_a_mail_without_dutch() -> None:
    folders = {path.relative_to(FOLDER).parts for path in FOLDER.glob("*/*/*")}
    assert {f"{area}/{mail}" for area, mail, _ in folders if not area.startswith("_")} == set(MAILS)
    assert {path.relative_to(FOLDER).parent.as_posix() for path in FOLDER.glob("_choices/*/*/*/*")} == set(CHOICES)


def test_the_catalogue_knows_every_mail_and_no_other() -> None:
    # req 003-15
    new, gone = sorted(set(MAILS) - set(CATALOGUE)), sorted(set(CATALOGUE) - set(MAILS))
    assert not new, (
        f"no entry for {', '.join(new)}: say in portal/outbox/catalogue/<area>.py, in MAILS, what each is called, "
        "when it goes out and to whom, why the reader gets it, and each placeholder that its texts may use, with its "
        "meaning and an example; a new area goes into AREAS in portal/outbox/catalogue/__init__.py too"
    )
    assert not gone, f"portal/outbox/catalogue describes what has no folder in mail_templates/: {', '.join(gone)}"
    assert {mail.partition("/")[0] for mail in MAILS} == set(AREAS)
    described = {
        f"_choices/{mail}/{folder}" for mail, kind in CATALOGUE.items() for folder in (kind.choices or {}).values()
    }
    assert described == set(CHOICES)


def _shipped() -> Iterator[tuple[str, str, Source]]:
    """Every text that the portal ships, with its mail and language; those to choose from too."""
    for language in LANGUAGES:
        for mail, kind in CATALOGUE.items():
            yield mail, language, source_of(mail, language)
            for name in kind.choices or {}:
                yield mail, language, choice_of(mail, name, language)


def test_what_the_portal_ships_could_have_been_typed_in() -> None:
    # req 003-15: the words of the portal obey the rules for those of an organisation
    found = [
        f"{mail} ({language}): {one.sentence % one.values}"
        for mail, language, source in _shipped()
        for one in troubles_of(source.subject, source.body, holds_of(mail), CATALOGUE[mail].essential)
    ]
    assert found == []


@pytest.mark.parametrize("bare", [False, True], ids=["full", "bare"])
def test_every_mail_can_be_read_as_text_and_as_html(bare: bool) -> None:
    # The limits: 7-bit, lines of at most 78, at most 60 kB, the same words without HTML.
    for mail, language, source in _shipped():
        words = example_of(mail, language, source, bare=bare)
        raw = build(
            Letter(
                sender=Mailbox("portaal@portaal.example", "Selectiedag"),
                recipient=Mailbox("pim@tandem.example", "Pim de Wit"),
                subject=words.subject,
                text=words.text,
                html=words.html,
                language=language,
                written_at=datetime(2026, 11, 24, 8, 30, tzinfo=UTC),
                token="0" * 32,
                domain="portaal.example",
            )
        )
        message, name = read(raw), f"{mail} ({language})"
        text = body(message, "plain")
        words_there, links = words_of_html(body(message, "html"))
        assert _without_addresses(text.split()) == _without_addresses(words_there), name
        assert all(link in text for link in links), name
        assert len(raw) <= LARGEST_MAIL, name
        assert not any(mark in message["Subject"] + text for mark in ("((", "[[")), name
        assert len(text.split("-- ")[0].split()) > 5, f"{name}: a blank mail"


def _without_addresses(words: list[str]) -> str:
    """The words without what only a text needs: dashes, the colon after a button's words, and where it leads."""
    return "".join(word.rstrip(":") for word in words if word not in {"-", "--"} and not word.startswith("http"))


def test_why_a_reader_gets_a_mail_is_what_its_function_says() -> None:
    constants = {
        node.value
        for path in python_files("portal/outbox/mails")
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    assert {mail: kind.why for mail, kind in CATALOGUE.items() if kind.why not in constants} == {}


@pytest.mark.parametrize("mail", MAILS)
def test_a_mail_is_whole_in_every_language(mail: str) -> None:
    there = {(folder.name, part.name) for folder in (FOLDER / mail).iterdir() for part in folder.iterdir()}
    assert there == {(language, part) for language in LANGUAGES for part in PARTS}
    for language in LANGUAGES:
        for part in PARTS:
            assert (FOLDER / mail / language / part).read_text("utf-8").strip()


@pytest.mark.parametrize("mail", MAILS)
def test_a_mail_tells_the_same_in_every_language(mail: str) -> None:
    assert _placeholders(FOLDER / mail / "en") == _placeholders(FOLDER / mail / "nl")


def _placeholders(folder: Path) -> dict[str, set[str]]:
    return {part: set(PLACEHOLDER.findall((folder / part).read_text("utf-8"))) for part in PARTS}


def test_every_mail_is_sent_by_somebody_and_every_sent_mail_has_its_texts() -> None:
    # A mail is named whole ("campaigns/partner_invited"), or by its last part in the file of its area.
    areas = {mail.partition("/")[0] for mail in MAILS}
    whole, last = set(), set()
    for path in python_files("portal/outbox", "portal/actions"):
        for node in ast.walk(tree_of(path)):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                if re.fullmatch(rf"(?:{'|'.join(areas) or '-'})/[a-z_]+", node.value):
                    whole.add(node.value)
                elif path.parent.name == "mails":
                    last.add(f"{path.stem}/{node.value}")
    assert whole - set(MAILS) == set()
    assert set(MAILS) - whole - last == set()
