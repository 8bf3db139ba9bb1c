"""Support needs in work terms, and measures as dated rows."""

from dataclasses import replace
from datetime import date

import pytest

from portal.rules.measures import (
    CERTAINTY_NAMES,
    MEASURES,
    Certainty,
    LeadUnit,
    is_to_check,
    last_date,
    measure_named,
    measures_on,
)
from portal.rules.support import NEEDS, Need, wrong_in_need

DAY = date(2026, 12, 1)


def test_every_need_has_its_words() -> None:
    assert set(NEEDS) == set(Need)
    assert all(words.name and words.at_work and words.detail for words in NEEDS.values())


@pytest.mark.parametrize("need", list(Need))
def test_what_a_need_asks(need: Need) -> None:
    asks_detail = {Need.INTERPRETER, Need.OTHER}
    assert bool(wrong_in_need(need, 15, "")) is (need in asks_detail)
    assert bool(wrong_in_need(need, 15, "  ")) is (need in asks_detail)
    assert wrong_in_need(need, 15, "Arabisch") == ""


@pytest.mark.parametrize(("minutes", "wrong"), [(0, True), (1, False), (240, False), (241, True), (-5, True)])
def test_extra_time_is_a_number_of_minutes(minutes: int, wrong: bool) -> None:
    # req X-02
    assert bool(wrong_in_need(Need.EXTRA_TIME, minutes, "")) is wrong


def test_every_measure_says_what_the_jobcoach_has_to_know() -> None:
    # req 001-17
    for measure in MEASURES:
        assert all((measure.meaning, measure.who_applies, measure.papers, measure.longest, measure.source)), measure
        assert measure.checked_on == date(2026, 11, 1)
    assert len({(measure.code, measure.valid_from) for measure in MEASURES}) == len(MEASURES)
    assert max(len(measure.code) for measure in MEASURES) <= 24


def test_each_country_has_its_own_measures() -> None:
    assert [one.code for one in measures_on(MEASURES, "BE", DAY)] == ["bvs", "wes", "ibo", "kibo", "imw", "vop"]
    assert [one.code for one in measures_on(MEASURES, "NL", DAY)] == ["proefplaatsing", "lks", "no_risk", "jobcoach_nl"]
    assert measures_on(MEASURES, "FR", DAY) == []


def test_a_measure_holds_from_its_first_to_its_last_day() -> None:
    imw = replace(measure_named(MEASURES, "imw", DAY), valid_to=date(2027, 6, 30))
    first, last = date(2023, 7, 1), date(2027, 6, 30)
    days = (date(2023, 6, 30), first, last, date(2027, 7, 1))
    assert [imw.holds_on(day) for day in days] == [False, True, True, False]
    assert "imw" not in {one.code for one in measures_on(MEASURES, "BE", date(2023, 6, 30))}


def test_a_measure_of_the_past_keeps_its_name() -> None:
    assert measure_named(MEASURES, "imw", date(2020, 1, 1)).name == "IMW"
    with pytest.raises(KeyError):
        measure_named(MEASURES, "unknown", DAY)


def test_doubtful_rows_are_indicative_and_sure_ones_are_not() -> None:
    # req X-03
    assert {one.code for one in MEASURES if not one.is_indicative} == {"ibo", "imw", "vop", "proefplaatsing"}
    assert measure_named(MEASURES, "vop", DAY).new_cases is False


def test_what_must_be_settled_before_the_start() -> None:
    before = {one.code for one in MEASURES if one.precedes_start}
    assert before == {"bvs", "wes", "ibo", "kibo", "proefplaatsing"}


def test_every_certainty_has_its_words() -> None:
    assert set(CERTAINTY_NAMES) == set(Certainty)


def _weekends_only(day: date) -> bool:
    return False


def _with_holidays(day: date) -> bool:
    return day in {date(2026, 11, 11), date(2026, 12, 25), date(2027, 1, 1)}


@pytest.mark.parametrize(
    ("lead_time", "unit", "starts_on", "expected"),
    [
        (None, LeadUnit.WORKING_DAYS, date(2026, 11, 30), date(2026, 11, 27)),  # a Monday: the Friday before
        (1, LeadUnit.WORKING_DAYS, date(2026, 11, 12), date(2026, 11, 10)),  # the 11th is a holiday
        (5, LeadUnit.WORKING_DAYS, date(2026, 11, 16), date(2026, 11, 6)),
        (2, LeadUnit.WEEKS, date(2026, 11, 30), date(2026, 11, 16)),
        (2, LeadUnit.WEEKS, date(2027, 1, 8), date(2026, 12, 24)),  # Christmas: the day before
        (3, LeadUnit.DAYS, date(2026, 12, 2), date(2026, 11, 27)),  # a Sunday: the Friday before
        (0, LeadUnit.DAYS, date(2026, 12, 2), date(2026, 12, 1)),
    ],
)
def test_the_last_date_is_a_working_day_before_the_start(
    lead_time: int | None, unit: LeadUnit, starts_on: date, expected: date
) -> None:
    # req X-03
    measure = replace(measure_named(MEASURES, "ibo", DAY), lead_time=lead_time, lead_unit=unit)
    assert last_date(measure, starts_on, _with_holidays) == expected
    assert expected < starts_on


def test_what_is_asked_afterwards_has_no_last_date() -> None:
    # req X-03
    with_date = {one.code for one in MEASURES if last_date(one, DAY, _weekends_only)}
    assert with_date == {"bvs", "wes", "ibo", "kibo", "proefplaatsing", "jobcoach_nl"}
    assert last_date(measure_named(MEASURES, "ibo", DAY), None, _weekends_only) is None


@pytest.mark.parametrize(
    ("checked_on", "valid_to", "expected"),
    [
        (date(2026, 5, 17), None, False),
        (date(2026, 5, 16), None, True),
        (date(2025, 12, 31), None, True),
        (date(2025, 12, 31), date(2026, 11, 16), False),
        (date(2025, 12, 31), date(2026, 11, 17), True),
    ],
)
def test_a_source_is_read_again_after_six_months(checked_on: date, valid_to: date | None, expected: bool) -> None:
    # req X-03
    measure = replace(measure_named(MEASURES, "ibo", DAY), checked_on=checked_on, valid_to=valid_to)
    assert is_to_check(measure, date(2026, 11, 17)) is expected


def test_the_keys_of_the_shipped_rows_are_their_own() -> None:
    assert len({one.key for one in MEASURES}) == len(MEASURES)
    assert max(len(one.key) for one in MEASURES) <= 40
