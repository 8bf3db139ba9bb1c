"""Each requirement is shown by a test that names its number; no test names a number that does not exist."""

import re
from collections import defaultdict

import pytest

from tests.house.sources import place, python_files

# How the requirements are numbered: source document, then line.
EXISTING = {
    "000": [*range(1, 47)],
    "001": [*range(1, 37)],
    "002": [*range(1, 19)],
    "003": [*range(1, 19)],
    "004": [*range(1, 6), *range(10, 19), *range(20, 30)],
    "X": [*range(1, 13)],
}
# What users of comparable systems ask for most, and the promises of SECURITY.md, are numbered without a leading zero.
NUMBERS = {f"{document}-{line:02}" for document, lines in EXISTING.items() for line in lines}
NUMBERS |= {f"Y-{line}" for line in range(1, 20)} | {f"P{line}" for line in range(1, 24)}
SHOWN = sorted(number for number in NUMBERS if number.startswith("001-"))
CLAIM = re.compile(r"# req ((?:(?:[0-9XY]+-|P)\d+(?:, )?)+)")


def _claims() -> dict[str, list[str]]:
    """The numbers that tests claim to show, and where."""
    claims = defaultdict(list)
    for path in python_files("tests"):
        if path.name.startswith("test_"):
            for at, line in enumerate(path.read_text("utf-8").splitlines(), 1):
                for match in CLAIM.finditer(line):
                    for number in match[1].removesuffix(", ").split(", "):
                        claims[number].append(f"{place(path)}:{at}")
    return claims


def test_every_claimed_requirement_exists() -> None:
    assert {number: where for number, where in _claims().items() if number not in NUMBERS} == {}


@pytest.mark.parametrize("number", SHOWN)
def test_a_requirement_is_shown_by_a_test(number: str) -> None:
    assert _claims().get(number), f"no test says `# req {number}`".replace("# req ", "# req\N{NO-BREAK SPACE}")
