"""Spread, places by mean, and who stands on two sides."""

from typing import Any

import pytest

from portal.rules.scoring import Place, Spread, places_by_mean, spread_of
from portal.rules.two_hats import Sides, Someone, conflicts_of, is_same_person


def test_the_spread_is_over_assessors_and_the_mean_over_scores() -> None:
    bodies: list[dict[str, Any]] = [{"scores": {"a": 4, "b": 4}}, {"scores": {"a": 1}}, {"scores": {}}, {}]
    assert spread_of(bodies, ["a", "b"], {}) == Spread(1.0, 4.0, 3.0, 2)
    assert spread_of(bodies, ["b"], {}) == Spread(4.0, 4.0, 4.0, 1)
    assert spread_of(bodies, ["c"], {}) is None


def test_who_has_the_same_mean_shares_a_place() -> None:  # req Y-8
    assert places_by_mean({"a": 3.0, "b": 3.5, "c": 3.0, "d": 2.0}) == {
        "b": Place(1, False),
        "a": Place(2, True),
        "c": Place(2, True),
        "d": Place(4, False),
    }


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        (Someone("An Jacobs"), Someone("an  jacobs"), True),
        (Someone("An"), Someone("An"), False),  # a first name alone is nobody
        (Someone("An J", "AN@ster.example "), Someone("Anna", "an@ster.example"), True),
        (Someone("An J", phone="0470 12 34 56"), Someone("Bert", phone="+32 470 12 34 56"), True),
        (Someone("An J", phone="112"), Someone("Bert", phone="112"), False),
        (Someone("An J"), Someone("Bert W"), False),
    ],
)
def test_somebody_is_recognised_by_address_number_or_full_name(one: Someone, other: Someone, is_same: bool) -> None:
    # req Y-5
    assert is_same_person(one, other) is is_same


def test_each_conflict_is_said_once_and_nothing_without_one() -> None:  # req Y-5
    coach, lead, an = Someone("Pim Aerts", "pim@a.example"), Someone("Lotte Maes", "l@b.example"), Someone("An Jacobs")
    assert conflicts_of(Sides(coach, lead, "De Ster", (an,), (an,))) == []
    both = Someone("P. Aerts", "pim@a.example")
    found = conflicts_of(Sides(coach, coach, "De Ster", (both, both), (both,), candidate=Someone("An Jacobs")))
    assert len(found) == 3
