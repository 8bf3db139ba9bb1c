"""Every mail is whole in every language, and every mail that the portal sends has its texts."""

import ast
import re
from pathlib import Path

import pytest

from portal.outbox.rendering import LANGUAGES
from tests.house.sources import ROOT, python_files, tree_of

FOLDER = ROOT / "mail_templates"
MAILS = sorted(path.parent.relative_to(FOLDER).as_posix() for path in FOLDER.glob("*/*/nl"))
PARTS = ("subject.txt", "body.txt")
PLACEHOLDER = re.compile(r"\(\(([^)]+)\)\)")


def test_no_folder_holds_a_mail_without_dutch() -> None:
    folders = {
        path.relative_to(FOLDER).parts
        for path in FOLDER.glob("*/*/*")
        if path.relative_to(FOLDER).parts[0] != "_layout"
    }
    assert {f"{area}/{mail}" for area, mail, _ in folders} == set(MAILS)


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
