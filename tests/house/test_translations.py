"""Every Dutch sentence of the portal stands in the English catalogue, with the same placeholders."""

import ast
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_file
from babel.messages.pofile import read_po

from tests.house.sources import ROOT, place, python_files, tree_of

CATALOGUE = ROOT / "portal/translations/en/LC_MESSAGES/messages.po"
KEYWORDS: Any = {**DEFAULT_KEYWORDS, "lazy_gettext": None, "_l": None, "lazy_ngettext": (1, 2)}
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|\{(\w*)\}")


@cache
def _english() -> Catalog:
    with CATALOGUE.open("rb") as file:
        return read_po(file, locale="en")


def _sentences() -> Iterator[tuple[str, str | tuple[str, ...]]]:
    """Where each sentence stands, and the sentence (with its plural)."""
    mappings = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["babel"]["mappings"]
    files: dict[str, list[Path]] = {
        "python": python_files("portal", "forms"),
        "jinja2": sorted((ROOT / "portal/templates").rglob("*.html")),
    }
    assert {mapping["method"] for mapping in mappings} == set(files)
    for method, paths in files.items():
        for path in paths:
            for line, message, _, _ in extract_from_file(method, path, keywords=KEYWORDS):
                yield f"{path.relative_to(ROOT)}:{line}", message


def test_every_sentence_is_translated() -> None:
    missing = [
        f"{where}: {sentence}"
        for where, sentence in _sentences()
        if not _is_translated(_english().get(_first(sentence)))
    ]
    assert missing == []


def _first(sentence: str | tuple[str, ...] | list[str]) -> str:
    return sentence if isinstance(sentence, str) else sentence[0]


def _is_translated(message: Message | None) -> bool:
    if message is None or message.fuzzy:
        return False
    return all(message.string) if isinstance(message.string, tuple | list) else bool(message.string)


def test_every_name_of_the_translators_is_collected() -> None:
    """A sentence said by another name, as `_l("…")`, would stay out of the catalogue unseen."""
    names = {
        f"{place(path, node)}: {name.name} as {name.asname or name.name}"
        for path in python_files("portal", "forms")
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.ImportFrom)
        for name in node.names
        if name.name.endswith("gettext") and (name.asname or name.name) not in KEYWORDS
    }
    assert names == set()


def test_nothing_is_translated_that_nobody_says() -> None:
    said = {_first(sentence) for _, sentence in _sentences()}
    assert [message.id for message in _english() if message.id and _first(message.id) not in said] == []


def test_a_translation_has_the_placeholders_of_its_sentence() -> None:
    different = [message.id for message in _english() if message.id and not _same_placeholders(message)]
    assert different == []


def _same_placeholders(message: Message) -> bool:
    ids = message.id if isinstance(message.id, tuple | list) else (message.id,)
    strings = message.string if isinstance(message.string, tuple | list) else (message.string or "",)
    wanted = {found for part in ids for found in PLACEHOLDER.findall(part)}
    may_lack = {("num", "")} if len(ids) > 1 else set()  # "one candidate" needs no number
    return all(wanted - may_lack <= {*PLACEHOLDER.findall(part)} <= wanted for part in strings)


@pytest.mark.parametrize("text", ["%(name)s", "{name}"])
def test_a_lost_placeholder_is_found(text: str) -> None:
    assert not _same_placeholders(Message(f"Dag {text}", "Hello"))
    assert _same_placeholders(Message(f"Dag {text}", f"Hello {text}"))
