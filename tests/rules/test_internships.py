"""When an internship may be planned and started, and where its evaluations differ."""

from datetime import date, timedelta

import pytest

from portal.rules.evaluations import GO_ON_QUESTIONS, PARTIES, THEMES, themes_that_differ
from portal.rules.internships import PROPOSED_MOMENTS, check_dates, check_start
from portal.rules.refusals import Refused

MONDAY = date(2026, 11, 30)


def test_an_internship_of_two_weeks_is_fine() -> None:  # req 001-25
    check_dates(MONDAY, MONDAY + timedelta(days=11), today=MONDAY)


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "words"),
    [
        (MONDAY - timedelta(days=1), MONDAY + timedelta(days=10), "verleden"),
        (MONDAY, MONDAY - timedelta(days=1), "vóór de startdag"),
        (MONDAY, MONDAY + timedelta(days=31), "30 kalenderdagen"),
    ],
)
def test_impossible_dates_are_refused_with_a_sentence(starts_on: date, ends_on: date, words: str) -> None:
    with pytest.raises(Refused, match=words):
        check_dates(starts_on, ends_on, today=MONDAY)


def test_it_starts_when_all_three_have_signed_on_the_start_day() -> None:  # req 001-28
    check_start(MONDAY, MONDAY, MONDAY, candidate=True, employer=True, jobcoach=True)


@pytest.mark.parametrize("lacking", ["candidate", "employer", "jobcoach"])
def test_it_does_not_start_while_one_signature_lacks(lacking: str) -> None:  # req X-07
    signed = {"candidate": True, "employer": True, "jobcoach": True} | {lacking: False}
    with pytest.raises(Refused, match="alle drie getekend"):
        check_start(MONDAY, MONDAY, MONDAY, **signed)


def test_it_does_not_start_before_its_day_nor_with_a_contract_of_another_day() -> None:  # req 001-28
    with pytest.raises(Refused, match="pas op de startdag"):
        check_start(MONDAY, MONDAY - timedelta(days=1), MONDAY, candidate=True, employer=True, jobcoach=True)
    with pytest.raises(Refused, match="getekend op de startdag"):
        check_start(MONDAY, MONDAY, MONDAY - timedelta(days=3), candidate=True, employer=True, jobcoach=True)


def test_follow_up_is_close_at_the_beginning_and_with_both_sides() -> None:  # req 001-30, 001-31, 001-32
    assert PROPOSED_MOMENTS[0].working_day == 1
    assert sum(moment.working_day <= 5 for moment in PROPOSED_MOMENTS) >= 3
    assert {"candidate", "supervisor", "both"} == {moment.with_whom for moment in PROPOSED_MOMENTS}


def test_each_party_has_words_of_its_own_for_every_theme() -> None:  # req 001-34
    assert all(set(theme.questions) == set(PARTIES) for theme in THEMES)
    assert set(GO_ON_QUESTIONS) == set(PARTIES)


def test_answers_two_steps_apart_are_talking_points() -> None:  # req X-08
    answers = {
        "jobcoach": {"work": "4", "people": "3", "agreements": "2", "support": ""},
        "candidate": {"work": "2", "people": "2", "agreements": "2"},
        "employer": {"work": "3", "people": "3", "agreements": "4", "went_well": "1", "needed": "4"},
    }
    assert themes_that_differ(answers) == ["work", "agreements"]
    assert themes_that_differ({}) == []
