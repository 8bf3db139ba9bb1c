"""A sensible day to begin with, and at which tables somebody may sit."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.rules.day_proposals import propose_day
from portal.rules.refusals import Refused
from portal.rules.selection_days import Times, check_ready_to_plan, check_times, speeddate_tables, time_problems


# req 001-19, 001-20, 001-21, 001-23
@given(
    wanted=st.dictionaries(st.integers(1, 9), st.integers(0, 60), max_size=5),
    quiet=st.booleans(),
    step_free=st.booleans(),
)
def test_a_proposed_day_has_room_for_everybody(wanted: dict[int, int], quiet: bool, step_free: bool) -> None:
    people = sum(wanted.values())
    day = propose_day(people, wanted, needs_quiet=quiet, needs_step_free=step_free)
    assert {table.vacancy for table in day.tables} == set(wanted or [None])
    assert day.talk_capacity >= people
    assert day.guides >= 1
    assert any(seats >= 4 for _, seats, _ in day.rooms)
    if quiet:
        firsts = {table.vacancy: table for table in reversed(day.tables)}
        assert all("quiet" in table.features for table in firsts.values())
        assert any("quiet" in features for _, _, features in day.rooms)
    if step_free:
        assert all("step-free" in table.features for table in day.tables)


def test_a_function_that_many_want_gets_more_tables() -> None:
    day = propose_day(32, {1: 31, 2: 1}, needs_quiet=False, needs_step_free=False)
    assert [table.vacancy for table in day.tables] == [1, 1, 1, 1, 2]


TABLES = {"t1": "a", "t2": "a", "t3": "b", "t4": None}


@pytest.mark.parametrize(
    ("choices", "wanted", "found"),
    [
        (["a"], 1, [["t1", "t2", "t4"]]),
        (["b", "a"], 1, [["t3", "t4"]]),
        (["b", "a"], 2, [["t3", "t4"], ["t1", "t2"]]),
        (["a"], 2, [["t1", "t2"], ["t4"]]),
        (["a"], 3, [["t1"], ["t4"], ["t2"]]),
        (["c"], 1, [["t4"]]),
    ],
)
def test_the_first_speeddate_is_for_the_first_choice(choices: list[str], wanted: int, found: list[list[str]]) -> None:
    assert speeddate_tables(choices, TABLES, wanted) == found


# req 001-23
@given(
    choices=st.lists(st.sampled_from("abcd"), unique=True),
    tables=st.dictionaries(st.integers(1, 8).map(str), st.sampled_from([*"abcd", None])),
    wanted=st.integers(1, 4),
)
def test_speeddates_of_one_candidate_are_never_at_the_same_table(
    choices: list[str], tables: dict[str, str | None], wanted: int
) -> None:
    fitting = [key for key, vacancy in tables.items() if vacancy is None or vacancy in choices]
    found = speeddate_tables(choices, tables, wanted)
    used = [key for one in found for key in one]
    assert len(used) == len(set(used))
    assert set(used) <= set(fitting)
    assert len(found) == min(wanted, len(fitting))
    assert all(found)


def test_without_a_fitting_table_there_is_no_speeddate() -> None:
    assert speeddate_tables(["c"], {"t1": "a"}, 2) == []


GOOD = Times(540, 1020, 30, 30, 20, 10, 5, 5)


def test_hours_and_lengths_that_do_not_fit_are_named() -> None:
    assert time_problems(GOOD) == {}
    check_times(GOOD)
    assert list(time_problems(Times(540, 540, 30, 30, 20, 10, 5, 5))) == ["end_minute"]
    assert list(time_problems(Times(540, 560, 10, 10, 30, 10, 5, 5))) == ["test_minutes"]
    with pytest.raises(Refused):
        check_times(Times(540, 540, 30, 30, 20, 10, 5, 5))


@pytest.mark.parametrize(
    "lacking",
    [{"candidates": 0}, {"tables": 0}, {"lacks_guide": True}, {"lacks_room": True}],
)
def test_a_day_that_lacks_something_cannot_be_planned(lacking: dict[str, int]) -> None:
    whole = {"candidates": 3, "tables": 1, "lacks_guide": False, "lacks_room": False}
    check_ready_to_plan(**whole)  # type: ignore[arg-type]
    with pytest.raises(Refused):
        check_ready_to_plan(**whole | lacking)  # type: ignore[arg-type]
