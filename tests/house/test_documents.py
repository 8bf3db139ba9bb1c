"""What README and CONTRIBUTING say is so: commands, settings, files."""

import re
import tomllib

import pytest

from portal.cli import cli
from portal.config import SETTINGS
from tests.house.sources import ROOT

DOCUMENTS = ["README.md", "CONTRIBUTING.md", "ARCHITECTURE.md", "SECURITY.md", "CHANGELOG.md"]


def _text(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


def _targets() -> set[str]:
    return set(re.findall(r"^([a-z]+):.*## ", _text("Makefile"), re.MULTILINE))


def test_every_setting_stands_in_the_readme() -> None:
    readme = _text("README.md")
    assert [setting.variable for setting in SETTINGS if f"`{setting.variable}`" not in readme] == []


@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_make_commands_in_a_document_exist(name: str) -> None:
    named = set(re.findall(r"(?:`|^\s*|&& )make ([a-z]+)", _text(name), re.MULTILINE))
    assert named <= _targets()


@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_portal_commands_in_a_document_exist(name: str) -> None:
    named = set(re.findall(r"(?:`|^\s*|bin/)portal ([a-z]+)\b(?=[^`\n]*(?:`|$))", _text(name), re.MULTILINE))
    assert named <= set(cli.commands)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_files_in_a_document_exist(name: str) -> None:
    named = re.findall(r"\]\((?!https?:|#|mailto:)([^)#]+)", _text(name))
    named += re.findall(r"`((?:portal|forms|tests|mail_templates|static)/[\w./-]+)`", _text(name))
    assert [path for path in named if not (ROOT / path).exists()] == []


def test_the_readme_names_the_commands_that_start_and_test() -> None:
    assert {"make demo", "make test"} <= set(re.findall(r"make [a-z]+", _text("README.md")))


def test_the_dependencies_are_explained_one_by_one() -> None:
    project = tomllib.loads(_text("pyproject.toml"))["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["house"]]
    names = {re.split(r"[\[<>=~ ]", line)[0] for line in wanted}
    explained = set(re.findall(r"`([a-z0-9-]+)`", _text("ARCHITECTURE.md")))
    assert names - explained == set()


def test_the_changelog_tells_of_what_is_coming() -> None:
    assert "## [Unreleased]" in _text("CHANGELOG.md")
