"""What is installed is what was locked: versions and hashes, and no address of anybody's server."""

import re
import tomllib

from tests.house.sources import ROOT

LOCK = (ROOT / "requirements.lock").read_text("utf-8")
ENTRIES = re.split(r"\n(?=[a-z0-9])", LOCK.strip())


def test_every_locked_package_has_one_version_and_hashes() -> None:
    assert len(ENTRIES) > 50
    assert [entry[:40] for entry in ENTRIES if not re.match(r"[a-z0-9._-]+==\S+.*\n +--hash=sha256:", entry)] == []


def test_the_lock_holds_no_address() -> None:
    assert "://" not in LOCK
    assert re.search(r"^\s*-", LOCK.replace("--hash=", ""), re.MULTILINE) is None


def test_the_lock_holds_every_dependency() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    wanted = [
        *project["project"]["dependencies"],
        *project["project"]["optional-dependencies"]["house"],
        *project["build-system"]["requires"],
    ]
    locked = {entry.partition("==")[0] for entry in ENTRIES}
    assert {re.split(r"[\[<>=~ ]", line)[0] for line in wanted} - locked == set()
