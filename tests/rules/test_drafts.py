"""Moving things in a plan that is not in force: each step, back and again, and what stands beside what."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.rules.drafts import (
    KEPT_STEPS,
    change_of,
    changed,
    done_again,
    guest_of,
    kind_of,
    lanes,
    longer,
    moved_between,
    pin_of,
    spots_of,
    taken_back,
)
from portal.rules.selection_days import Kind

pytestmark = pytest.mark.once

PLAN: dict[str, Any] = {
    "welcome": {"c1": "s1"},
    "tour": {"c1": ["g1", 600]},
    "test": {},
    "dates": {"c1.0": ["t1", 645], "c2.0": ["t2", 645]},
    "lunch": {},
}
TALKS = {"s1": 540, "s2": 570}


def test_a_pin_says_whose_and_what() -> None:
    assert pin_of(Kind.SPEEDDATE, "c12.1") == "dates/c12.1"
    assert (kind_of("dates/c12.1"), guest_of("dates/c12.1")) == (Kind.SPEEDDATE, "c12")
    assert (kind_of("welcome/c3"), guest_of("welcome/c3")) == (Kind.TALK, "c3")


@pytest.mark.parametrize("pin", ["", "dates", "dates/", "lunch/c1", "/c1"])
def test_what_is_no_pin_names_nothing(pin: str) -> None:
    assert kind_of(pin) is None


def test_a_talk_stands_at_the_minute_of_its_session() -> None:
    assert spots_of(PLAN, TALKS)["welcome/c1"] == ("s1", 540)


# req Y-12
def test_a_step_is_done_taken_back_and_done_again() -> None:
    change = change_of(PLAN, {"dates/c1.0": ("t2", 700), "welcome/c1": ("s2", 570), "test/c1": ("r1", 800)})
    after = changed(PLAN, done_again(change))
    assert after["dates"]["c1.0"] == ["t2", 700]
    assert after["welcome"] == {"c1": "s2"}
    assert after["test"] == {"c1": ["r1", 800]}
    assert changed(after, taken_back(change)) == PLAN
    assert PLAN["dates"]["c1.0"] == ["t1", 645], "the plan itself is left alone"


def test_what_moved_tells_where_it_was_and_what_is_new_was_nowhere() -> None:
    after = changed(PLAN, {"dates/c1.0": ["t1", 660], "test/c1": ["r1", 800]})
    found = moved_between(spots_of(PLAN, TALKS), spots_of(after, TALKS))
    assert found == {"dates/c1.0": ("t1", 645), "test/c1": None}


def test_the_oldest_step_falls_off_the_trail() -> None:
    trail: list[list[object]] = []
    for number in range(KEPT_STEPS + 3):
        trail = longer(trail, [str(number), {}, {}])
    assert len(trail) == KEPT_STEPS
    assert trail[0][0] == "3"


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(1, 12)), max_size=30))
def test_what_overlaps_never_shares_a_lane_and_no_lane_is_wasted(spans: list[tuple[int, int]]) -> None:
    listed = sorted((start, start + length) for start, length in spans)
    found = lanes(listed)
    for rank, (start, _end) in enumerate(listed):
        busy = {lane for lane, (_begin, until) in zip(found[:rank], listed[:rank], strict=True) if until > start}
        assert found[rank] not in busy
        assert found[rank] <= len(busy)
