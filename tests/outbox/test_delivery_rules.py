"""When a mail is tried again, and the words for how it stands."""

from datetime import UTC, datetime, timedelta

import pytest

from portal.rules.delivery import (
    NEEDS_A_PERSON,
    REASON_WORDS,
    STATUS_WORDS,
    UNSETTLED,
    Reason,
    Status,
    next_attempt,
    pause_after,
)

POSTED = datetime(2026, 11, 17, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(("attempts", "minutes"), [(1, 1), (2, 5), (3, 15), (4, 60), (5, 240), (6, 720), (7, None)])
def test_the_waits_are_those_of_the_design(attempts: int, minutes: int | None) -> None:
    # req Y-15
    expected = None if minutes is None else POSTED + timedelta(minutes=minutes)
    assert next_attempt(attempts, now=POSTED, posted_at=POSTED) == expected


def test_nothing_is_tried_later_than_a_day_after_posting() -> None:
    assert next_attempt(6, now=POSTED + timedelta(hours=12), posted_at=POSTED) == POSTED + timedelta(hours=24)
    assert next_attempt(6, now=POSTED + timedelta(hours=12, seconds=1), posted_at=POSTED) is None


def test_nothing_is_tried_later_than_an_hour_before_the_event() -> None:
    # req Y-14
    event_at = POSTED + timedelta(hours=2)
    at = next_attempt(4, now=POSTED, posted_at=POSTED, event_at=event_at)
    assert at == event_at - timedelta(hours=1)
    assert next_attempt(4, now=POSTED + timedelta(seconds=1), posted_at=POSTED, event_at=event_at) is None


@pytest.mark.parametrize(("attempts", "minutes"), [(1, 1), (2, 5), (3, 15), (4, 15), (50, 15)])
def test_a_server_rests_a_quarter_of_an_hour_at_most(attempts: int, minutes: int) -> None:
    assert pause_after(attempts) == timedelta(minutes=minutes)


def test_every_status_and_reason_has_its_words() -> None:
    # req Y-15
    assert STATUS_WORDS.keys() == set(Status)
    assert REASON_WORDS.keys() == set(Reason)
    assert len(set(STATUS_WORDS.values())) == len(Status)


def test_a_mail_waits_for_the_worker_or_for_a_person_but_not_for_both() -> None:
    assert not UNSETTLED & NEEDS_A_PERSON
    assert set(Status) - UNSETTLED - NEEDS_A_PERSON == {Status.SENT, Status.SUPERSEDED, Status.SET_ASIDE}
