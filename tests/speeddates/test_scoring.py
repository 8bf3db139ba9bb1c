"""The rules of scoring, without a database."""

import random
from typing import Any

import pytest

from portal.rules.refusals import Refused
from portal.rules.scoring import (
    EXTRA_TEMPLATES,
    TEMPLATES,
    Arrival,
    CriterionFacts,
    SheetNow,
    Standing,
    Verdict,
    average_of,
    check_criteria,
    is_complete,
    is_odd,
    is_well_formed,
    same_body,
    standing_of,
    storable,
    summary_of,
)

FOUR = ("een", "twee", "drie", "vier")


def body(verdict: str | None = "green", note: str = "", **scores: int) -> dict[str, Any]:
    return {"scores": scores, "note": note, "verdict": verdict}


# req 001-23
def test_the_examples_can_be_used_as_they_are() -> None:
    check_criteria(TEMPLATES)
    check_criteria([*TEMPLATES, *EXTRA_TEMPLATES])


@pytest.mark.parametrize("count", [0, 2, 7])
def test_too_few_or_too_many_criteria_are_refused(count: int) -> None:
    with pytest.raises(Refused):
        check_criteria([CriterionFacts(str(number), "?", FOUR) for number in range(count)])


def test_two_criteria_of_one_name_are_refused() -> None:
    with pytest.raises(Refused):
        check_criteria([CriterionFacts(name, "?", FOUR) for name in ("Contact", "contact ", "Leren")])


def test_a_criterion_without_words_for_each_anchor_is_refused() -> None:
    three = [CriterionFacts(name, "?", FOUR) for name in "ab"]
    for anchors in (("een", "twee", "drie"), ("een", " ", "drie", "vier")):
        with pytest.raises(Refused):
            check_criteria([*three, CriterionFacts("c", "?", anchors)])


@pytest.mark.parametrize(
    "wrong",
    [
        None,
        [],
        "text",
        3,
        {"scores": []},
        {"note": 3},
        {"verdict": ["green"]},
        {"note": "x" * 30_000},
    ],
)
def test_what_is_no_sheet_is_told_from_one(wrong: Any) -> None:
    assert not is_well_formed(wrong)


@pytest.mark.parametrize("right", [{}, body(None), body(a=3), body("purple", x=99), {"stray": [1, {"deep": None}]}])
def test_whatever_a_sheet_says_it_is_one(right: Any) -> None:
    assert is_well_formed(right)


@pytest.mark.parametrize(
    ("said", "odd"),
    [
        (body(a=1, b=4), False),
        ({}, False),
        (body(None), False),
        (body(a=0), True),
        (body(a=5), True),
        (body(a=True), True),
        ({"scores": {"a": "3"}}, True),
        (body(stranger=2), True),
        (body("purple"), True),
        (body(note="x" * 4001), True),
        ({"stray": 1}, True),
    ],
)
def test_what_no_sheet_can_say_is_odd(said: dict[str, Any], odd: bool) -> None:
    assert is_odd(said, ["a", "b"]) is odd


def test_what_no_database_keeps_is_replaced_and_the_rest_is_left() -> None:
    said = {"a\0": ["Ça va \ud83d", float("nan"), 1.5, None, True, {"emoji": "\U0001f642"}]}
    kept = {"a\ufffd": ["Ça va \ufffd", None, 1.5, None, True, {"emoji": "\U0001f642"}]}
    assert storable(said) == kept


def test_an_empty_note_or_score_says_nothing() -> None:
    assert same_body({}, {"scores": {}, "note": "", "verdict": None})
    assert not same_body(body(a=1), body(a=2))


def sheet(version: int, now: dict[str, Any], *, by_same: bool = False, newest_rev: int = 0) -> SheetNow:
    return SheetNow(version, now, by_same, newest_rev)


def test_the_first_body_becomes_the_sheet() -> None:
    assert standing_of(Arrival(1, 0, body(a=1)), sheet(0, {})) is Standing.ACCEPTED


def test_a_body_based_on_what_stands_becomes_the_sheet_whoever_wrote_it() -> None:
    assert standing_of(Arrival(1, 4, body(a=2)), sheet(4, body(a=1))) is Standing.ACCEPTED


def test_the_same_tablet_and_assessor_goes_on_before_the_receipt_came() -> None:
    now = sheet(1, body(a=1), by_same=True, newest_rev=1)
    assert standing_of(Arrival(2, 0, body(a=2)), now) is Standing.ACCEPTED


def test_somebody_elses_change_is_never_overwritten_in_silence() -> None:
    assert standing_of(Arrival(1, 0, body(a=2)), sheet(1, body(a=1))) is Standing.CONFLICT


def test_the_same_words_from_two_tablets_are_no_conflict() -> None:
    assert standing_of(Arrival(1, 0, body(a=1)), sheet(1, body(a=1))) is Standing.ACCEPTED


def test_what_arrives_after_a_newer_one_of_the_same_tablet_is_late() -> None:
    now = sheet(2, body(a=2), by_same=True, newest_rev=5)
    assert standing_of(Arrival(4, 0, body(a=1)), now) is Standing.LATE


def test_what_is_odd_stays_beside_the_sheet_even_when_it_is_new() -> None:
    assert standing_of(Arrival(9, 9, body(a=9), is_odd=True), sheet(0, {})) is Standing.ODD


def test_a_sheet_is_in_when_every_criterion_and_the_verdict_are_there() -> None:
    assert is_complete(body(a=1, b=2), ["a", "b"])
    assert not is_complete(body(None, a=1, b=2), ["a", "b"])
    assert not is_complete(body(a=1), ["a", "b"])
    assert not is_complete({}, [])


def test_averages_are_arithmetic_and_nothing_more() -> None:
    found = summary_of([body(a=1, b=4), body("red", a=2), body("green", a=4, b=4)], ["a", "b", "c"], {})
    assert found.means == {"a": 2.3, "b": 4.0, "c": None}
    assert found.mean == 3.0
    assert found.verdicts == {Verdict.GREEN: 2, Verdict.ORANGE: 0, Verdict.RED: 1}
    assert average_of(body(a=1, b=2), {}) == 1.5
    assert average_of({}, {}) is None


def test_ten_thousand_arrivals_in_any_order_leave_the_newest_of_the_only_tablet() -> None:
    """One tablet, revisions repeated and in any order: the sheet ends at the highest that was ever seen."""
    chance = random.Random(23)
    now: dict[str, Any] = {}
    version, newest = 0, 0
    revisions = [chance.randint(1, 3000) for _ in range(10_000)]
    for rev in revisions:
        arrival = Arrival(rev, chance.randint(0, version), body(a=rev % 4 + 1, note=str(rev)))
        by_same = version > 0
        if standing_of(arrival, SheetNow(version, now, by_same, newest)) is Standing.ACCEPTED:
            version, now, newest = version + 1, dict(arrival.body), rev
    assert (newest, now["note"]) == (max(revisions), str(max(revisions)))


# req 001-23
def test_a_criterion_with_a_weight_counts_so_often_and_no_other_figure_moves() -> None:
    bodies = [body(a=1, b=4), body(a=2, b=3)]
    plain, weighted = summary_of(bodies, ["a", "b"], {}), summary_of(bodies, ["a", "b"], {"a": 3, "b": 1})
    assert (plain.mean, weighted.mean) == (2.5, 2.0)  # (3 * 1 + 4 + 3 * 2 + 3) / 8
    assert weighted.means == plain.means
    assert average_of(bodies[0], {"a": 2}) == 2.0
