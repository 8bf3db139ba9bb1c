"""Where a talk can be, when two clash, and the days of aftercare."""

from datetime import UTC, date, datetime, timedelta

import pytest

from portal.rules.aftercare import months_after
from portal.rules.interviews import Slot, overlap, refuse_moment, wrong_in_place
from portal.rules.refusals import Refused

TEN = datetime(2026, 11, 19, 9, tzinfo=UTC)  # in Brussels


def _slot(after: int, minutes: int) -> Slot:
    return Slot(starts_at=TEN + timedelta(minutes=after), minutes=minutes, interviewer_id=1, candidate_id=1)


@pytest.mark.parametrize(
    ("after", "minutes", "clash"),
    [(0, 30, True), (29, 30, True), (30, 30, False), (-30, 30, False), (-30, 31, True), (-10, 60, True)],
)
def test_two_talks_clash_when_they_share_a_minute(after: int, minutes: int, clash: bool) -> None:
    assert overlap(_slot(0, 30), _slot(after, minutes)) is clash
    assert overlap(_slot(after, minutes), _slot(0, 30)) is clash


@pytest.mark.parametrize(
    ("channel", "place", "sound"),
    [
        ("visit", "Ovenstraat 1, Mol", True),
        ("visit", "", False),
        ("phone", "", True),
        ("video", "", False),
        ("video", "https://video.example/mol?a=1#x", True),
        ("video", "http://video.example", True),
        ("video", "video.example/mol", False),
        ("video", "javascript:alert(1)", False),
        ("video", "https://", False),
        ("video", 'https://video.example/"><b>', False),
        ("video", "https://video.example/a\u2028b", False),
        ("video", "https:///mol", False),
    ],
)
def test_the_place_fits_the_channel(channel: str, place: str, sound: bool) -> None:
    assert (wrong_in_place(channel, place) == "") is sound


@pytest.mark.parametrize(
    ("starts_at", "minutes", "sound"),
    [
        (TEN, 30, True),
        (TEN - timedelta(hours=1), 30, False),
        (datetime(2026, 11, 19, 22, 0, tzinfo=UTC), 60, True),  # until midnight in Brussels
        (datetime(2026, 11, 19, 22, 1, tzinfo=UTC), 60, False),
    ],
)
def test_a_talk_is_to_come_and_within_one_day(starts_at: datetime, minutes: int, sound: bool) -> None:
    now = TEN - timedelta(hours=1)
    if sound:
        refuse_moment(starts_at, minutes, "Europe/Brussels", now)
    else:
        with pytest.raises(Refused):
            refuse_moment(starts_at, minutes, "Europe/Brussels", now)


@pytest.mark.parametrize(
    ("start", "months", "then"),
    [
        (date(2026, 12, 1), 1, date(2027, 1, 1)),
        (date(2026, 10, 31), 1, date(2026, 11, 30)),
        (date(2027, 8, 31), 6, date(2028, 2, 29)),
        (date(2026, 7, 1), 6, date(2027, 1, 1)),
    ],
)
def test_months_later(start: date, months: int, then: date) -> None:
    assert months_after(start, months) == then
