"""Every kind of appointment, invited, moved and cancelled, in summer and in winter, in both languages: golden files.

To renew them: `GOLDEN=write pytest tests/calendar`. A kind that is missing in the story fails.
"""

from pathlib import Path

import pytest
from flask import Flask

from portal.calendar.entries import appointment_of
from portal.calendar.feed import feed
from portal.queries.feeds import own_entries
from tests.calendar.every_kind import KINDS, SEASONS, EveryKind
from tests.calendar.linter import calendar_of, faults_of_feed, faults_of_mail
from tests.calendar.readers import READERS
from tests.clock import Clock
from tests.golden import none_left_over, rendition, same_as_golden, unfolded, without_what_differs
from tests.outbox.reading import read

GOLDEN = Path(__file__).parent / "golden"
REVISIONS = ("invite", "update", "cancel")
LANGUAGES = ("nl", "en")


@pytest.mark.once
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("season", SEASONS)
def test_every_kind_is_as_agreed(app: Flask, clock: Clock, season: str, language: str) -> None:
    # req Y-13
    story = EveryKind(app, clock, season, language)
    with app.app_context():
        told = story.tell()
    assert set(told) == {(kind, revision) for kind in KINDS for revision in REVISIONS}
    for (kind, revision), mail in told.items():
        raw = bytes(mail.raw)
        assert faults_of_mail(raw) == [], (kind, revision)
        assert mail.language == language, (kind, revision)
        ics = calendar_of(read(raw))
        assert ics is not None
        first, *others = [reader(ics) for reader in READERS.values()]
        assert all(other == first for other in others)
        same_as_golden(GOLDEN / f"{kind}-{revision}-{season}-{language}.txt", rendition(raw))
    standing = own_entries(story.people["pim"], clock.now())
    ics = feed("Selectiedagen", map(appointment_of, standing))
    assert faults_of_feed(ics) == []
    same_as_golden(GOLDEN / f"feed-{season}-{language}.txt", without_what_differs(unfolded(ics).replace("\r\n", "\n")))


@pytest.mark.once
def test_every_golden_appointment_is_one() -> None:
    feeds = {f"feed-{season}-{language}.txt" for season in SEASONS for language in LANGUAGES}
    wanted = {
        f"{kind}-{revision}-{season}-{language}.txt"
        for kind in KINDS
        for revision in REVISIONS
        for season in SEASONS
        for language in LANGUAGES
    }
    none_left_over(GOLDEN, wanted | feeds)
