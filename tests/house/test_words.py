"""The project speaks of itself only, and nothing is left for later."""

import codecs
import re

import pytest

from tests.house.sources import ROOT, place, tracked_files

# In rot13, so that this file does not hold what it looks for.
_FORBIDDEN = [
    r"(?:[#/*-]|<!--) ?GBQB\o|\oGBQB:|\oSVKZR\o|\oKKK\o",  # left for later
    r"cllcv\.bet|clcv\.bet|clgubaubfgrq|svyrf\.clguba|rkgen-vaqrk|svaq-yvaxf",  # where packages come from
    r"(?<![\j.])/jbex/|(?<![\j.])/ubzr/\j|/ebbg/|/gzc/",  # one machine's folders
    r"(?v)\opynhqr\o|\opungtcg\o|\ogur nv\o|\onv nffvfgnag|\oynathntr zbqry|\oyyz\o|\opbcvybg\o",  # makers
]
FORBIDDEN = [re.compile(codecs.decode(words, "rot13")) for words in _FORBIDDEN]
READ = {
    "",
    ".py",
    ".md",
    ".html",
    ".txt",
    ".css",
    ".js",
    ".toml",
    ".po",
    ".json",
    ".svg",
    ".lock",
    ".cfg",
    ".yml",
}


def _texts() -> list[tuple[str, str]]:
    return [
        (place(path), path.read_text("utf-8", "replace"))
        for path in tracked_files()
        if path.suffix in READ and path.stat().st_size < 2_000_000
    ]


@pytest.mark.parametrize("words", FORBIDDEN, ids=["later", "indexes", "folders", "makers"])
def test_a_forbidden_word_stands_nowhere(words: re.Pattern[str]) -> None:
    found = [f"{where}: {match[0]}" for where, text in _texts() for match in words.finditer(text)]
    assert found == []


def test_the_look_out_sees() -> None:
    samples = ["TO" + "DO: later", "py" + "pi.org", "see /wo" + "rk/main", "the A" + "I"]
    assert all(words.search(sample) for words, sample in zip(FORBIDDEN, samples, strict=True))


def test_every_text_file_ends_with_a_line_end_and_has_no_carriage_returns() -> None:
    bad = [
        place(path)
        for path in tracked_files()
        if path.suffix in READ - {".txt", ".json"}
        and (text := path.read_bytes())
        and (b"\r" in text or not text.endswith(b"\n"))
    ]
    assert bad == []


def test_nothing_of_a_running_portal_is_kept() -> None:
    assert [place(path) for path in tracked_files() if path.is_relative_to(ROOT / "instance")] == []
