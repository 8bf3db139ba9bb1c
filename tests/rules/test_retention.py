"""Until when a file stays: each ground, the day to the day, and a warning of a week before each erasure."""

from datetime import date, timedelta

import pytest

from portal.rules.retention import (
    PERIODS,
    FileFacts,
    Kind,
    Warned,
    due_on,
    holds,
    is_time_to_warn,
    months_before,
    period_of,
    reached_by,
    term_of,
    term_of_idle,
)

DAY = date(2026, 11, 17)
PUT_FORWARD = FileFacts(state="put_forward", changed_on=date(2026, 11, 2), day_on=DAY)


def _with(**more: object) -> FileFacts:
    return FileFacts(**{**vars(PUT_FORWARD), **more})


@pytest.mark.parametrize(
    ("facts", "kind", "ends_on"),
    [
        (_with(), Kind.NOT_SELECTED, date(2026, 12, 15)),
        (_with(outcome="not_retained"), Kind.NOT_SELECTED, date(2026, 12, 15)),
        (_with(state="draft"), Kind.DRAFT, date(2026, 12, 2)),
        (_with(state="withdrawn"), Kind.WITHDRAWN, date(2026, 11, 30)),
        (_with(stopped_on=date(2026, 11, 5), was_called_off=True), Kind.CALLED_OFF, date(2026, 12, 3)),
        (_with(day_on=None, stopped_on=date(2026, 11, 5)), Kind.NOT_SELECTED, date(2026, 12, 3)),
        (_with(day_on=None), Kind.NO_DATE, date(2027, 11, 2)),
        (_with(outcome="reserve", internship_starts_on=date(2026, 11, 30)), Kind.RESERVE, date(2026, 12, 28)),
        (_with(outcome="reserve"), Kind.RESERVE, date(2026, 12, 15)),
        (_with(outcome="retained", internship_starts_on=date(2026, 11, 30)), Kind.RETAINED, date(2027, 2, 28)),
        (_with(outcome="retained", internship_ends_on=date(2026, 12, 11)), Kind.INTERNSHIP, date(2027, 3, 11)),
        (
            _with(internship_ends_on=date(2026, 12, 11), internship_stopped_on=date(2026, 12, 3)),
            Kind.INTERNSHIP,
            date(2027, 3, 3),
        ),
        (
            _with(internship_ends_on=date(2026, 12, 11), hired_on=date(2026, 12, 14)),
            Kind.PLACED,
            date(2027, 3, 14),
        ),
        (
            _with(
                internship_ends_on=date(2026, 12, 11), hired_on=date(2026, 12, 14), last_aftercare_on=date(2027, 6, 14)
            ),
            Kind.PLACED,
            date(2027, 9, 12),
        ),
    ],
)
def test_a_file_stays_as_long_as_its_ground_says(facts: FileFacts, kind: Kind, ends_on: date) -> None:
    # req P21
    term = term_of(facts)
    assert (term.kind, term.ends_on) == (kind, ends_on)
    assert term.period.days == (term.ends_on - term.since).days


def test_consent_keeps_somebody_in_the_pool_for_a_year_at_most() -> None:
    # req P21
    given = date(2026, 11, 20)
    assert term_of(_with(pool_since=given)).ends_on == given + timedelta(days=365)
    assert term_of(_with(pool_since=given, pool_until=date(2027, 3, 1))).ends_on == date(2027, 3, 1)
    assert term_of(_with(pool_since=given, pool_until=date(2030, 1, 1))).ends_on == given + timedelta(days=365)
    assert term_of(_with(pool_since=given, pool_until=date(2027, 3, 1))).kind is Kind.POOL
    assert term_of_idle(DAY, given, None).kind is Kind.POOL


def test_consent_shortens_nothing_and_saves_no_draft() -> None:
    given = date(2026, 11, 20)
    assert term_of(_with(pool_since=given, pool_until=given)).kind is Kind.NOT_SELECTED
    assert term_of(_with(state="draft", pool_since=given)).kind is Kind.DRAFT


def test_somebody_without_a_nomination_stays_thirty_days_after_the_last_change() -> None:
    assert term_of_idle(DAY).ends_on == date(2026, 12, 17)


def test_every_kind_has_a_row_with_its_reason_and_its_date() -> None:
    assert {row.kind for row in PERIODS} == set(Kind)
    assert all(row.days > 0 and row.why and row.since and row.checked_on >= row.valid_from for row in PERIODS)
    assert {kind: period_of(kind, date(2020, 1, 1)).days for kind in Kind} == {row.kind: row.days for row in PERIODS}


def test_nothing_goes_without_a_week_of_warning() -> None:
    # req P21
    ends_on, week = date(2026, 12, 15), timedelta(days=7)
    assert not is_time_to_warn(ends_on, ends_on - week - timedelta(days=1))
    assert is_time_to_warn(ends_on, ends_on - week)
    assert due_on(ends_on, None, date(2026, 11, 20)) == ends_on
    assert due_on(ends_on, None, ends_on - week) == ends_on
    # The portal was away on the day of the warning, or for months.
    assert due_on(ends_on, None, ends_on - timedelta(days=2)) == ends_on + timedelta(days=5)
    assert due_on(ends_on, None, date(2027, 6, 1)) == date(2027, 6, 8)
    late = Warned(date(2027, 6, 1), date(2027, 6, 8))
    assert due_on(ends_on, late, date(2027, 6, 8)) == date(2027, 6, 8)


@pytest.mark.parametrize(
    ("ends_on", "warned", "says_it_still"),
    [
        (date(2026, 12, 15), Warned(date(2026, 12, 8), date(2026, 12, 15)), True),
        (date(2026, 12, 20), Warned(date(2026, 12, 8), date(2026, 12, 15)), False),  # there is a new ground
        (date(2026, 12, 10), Warned(date(2026, 12, 8), date(2026, 12, 15)), True),  # a week is a week
        (date(2036, 1, 1), Warned(date(2035, 12, 25), date(2036, 1, 1)), False),  # the clock had jumped
    ],
)
def test_a_warning_holds_as_long_as_it_says_what_will_happen(
    ends_on: date, warned: Warned, says_it_still: bool
) -> None:
    # req P22
    assert holds(ends_on, warned, date(2026, 12, 9)) is says_it_still


def test_months_are_months_of_the_calendar() -> None:
    assert months_before(date(2026, 11, 28), 24) == date(2024, 11, 28)
    assert months_before(date(2028, 2, 29), 24) == date(2026, 2, 28)
    assert months_before(date(2027, 1, 31), 2) == date(2026, 11, 30)


def test_how_far_somebody_came_is_told_without_a_name() -> None:
    assert reached_by("draft", "", has_internship=False, is_hired=False) == "draft"
    assert reached_by("put_forward", "", has_internship=False, is_hired=False) == "put_forward"
    assert reached_by("put_forward", "reserve", has_internship=False, is_hired=False) == "reserve"
    assert reached_by("put_forward", "retained", has_internship=True, is_hired=False) == "internship"
    assert reached_by("put_forward", "retained", has_internship=True, is_hired=True) == "hired"
