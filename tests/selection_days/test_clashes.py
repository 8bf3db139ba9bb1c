"""Whether a plan can be lived: each thing that cannot be, by itself, and just short of it."""

from collections.abc import Iterable

import pytest

from portal.rules.selection_days import (
    Clash,
    Frame,
    Guest,
    Kind,
    Place,
    Visit,
    clashes,
    clashes_around,
    features_needed,
    round_starts,
)
from portal.rules.support import Need

PLACES = (
    Place("s1", Kind.TALK, 2),
    Place("g1", Kind.TOUR, 2, rest=5),
    Place("r1", Kind.TEST, 2, features=frozenset({"quiet"})),
    Place("t1", Kind.SPEEDDATE, rest=5),
    Place("t2", Kind.SPEEDDATE, rest=5, features=frozenset({"quiet", "step-free"})),
)


def frame(*guests: Guest, interpreters: int = 1) -> Frame:
    """From 9 to 17 with a break from 12.30 to 13.15; four plain guests, and those given."""
    plain = [Guest(f"c{number}", 540, 1020, gap=5) for number in range(1, 5)]
    return Frame(
        start=540,
        end=1020,
        breaks=((750, 795),),
        transfer=5,
        interpreters=interpreters,
        guests={one.key: one for one in [*plain, *guests]},
        places={place.key: place for place in PLACES},
    )


def visits(*lines: str) -> list[Visit]:
    """`c1 t1 570 580` is one visit; its key is its place in the list."""
    found = []
    for key, line in enumerate(lines):
        guest, place, start, end = line.split()
        found.append(Visit(str(key), guest, place, int(start), int(end)))
    return found


def kinds(found: Iterable[Clash]) -> list[str]:
    return [clash.kind for clash in found]


# Each pair: what cannot be, and the nearest thing that can. # req Y-12
BARELY = {
    "a person in two places": ("person", ["c1 t1 570 580", "c1 t2 575 585"], ["c1 t1 570 580", "c1 t2 585 595"]),
    "no time to walk": ("gap", ["c1 t1 570 580", "c1 t2 584 594"], ["c1 t1 570 580", "c1 t2 585 595"]),
    "a table twice": ("table", ["c1 t1 570 580", "c2 t1 584 594"], ["c1 t1 570 580", "c2 t1 585 595"]),
    "a seat too few": (
        "seats",
        ["c1 r1 570 590", "c2 r1 575 595", "c3 r1 589 609"],
        ["c1 r1 570 590", "c2 r1 575 595", "c3 r1 590 610"],
    ),
    "too large a group": (
        "group",
        ["c1 g1 570 600", "c2 g1 570 600", "c3 g1 570 600"],
        ["c1 g1 570 600", "c2 g1 570 600", "c3 g1 605 635"],
    ),
    "a guide who is still away": (
        "guide",
        ["c1 g1 570 600", "c2 g1 604 634"],
        ["c1 g1 570 600", "c2 g1 605 635"],
    ),
    "a full talk": (
        "capacity",
        ["c1 s1 540 570", "c2 s1 540 570", "c3 s1 540 570"],
        ["c1 s1 540 570", "c2 s1 540 570"],
    ),
    "something before the talk": (
        "first",
        ["c1 t1 540 550", "c1 s1 560 590"],
        ["c1 s1 540 570", "c1 t1 575 585"],
    ),
    "before the day": ("hours", ["c1 t1 535 545"], ["c1 t1 540 550"]),
    "after the day": ("hours", ["c1 t1 1011 1021"], ["c1 t1 1010 1020"]),
    "into the break": ("break", ["c1 t1 741 751"], ["c1 t1 740 750"]),
    "out of the break": ("break", ["c1 t1 794 804"], ["c1 t1 795 805"]),
}


@pytest.mark.parametrize("name", BARELY)
def test_what_cannot_be_is_found_and_what_barely_can_is_not(name: str) -> None:
    kind, too_much, barely = BARELY[name]
    assert kinds(clashes(frame(), visits(*too_much))) == [kind]
    assert clashes(frame(), visits(*barely)) == []


def test_a_candidate_who_comes_later_or_leaves_earlier_is_not_expected_outside_those_hours() -> None:
    day = frame(Guest("c9", 600, 700))
    assert kinds(clashes(day, visits("c9 t1 595 605"))) == ["window"]
    assert kinds(clashes(day, visits("c9 t1 691 701"))) == ["window"]
    assert clashes(day, visits("c9 t1 600 610", "c9 t2 690 700")) == []


# req X-02
def test_a_quiet_or_step_free_place_is_a_hard_demand() -> None:
    needs = features_needed([Need.QUIET_ROOM, Need.STEP_FREE])
    day = frame(Guest("c9", 540, 1020, needs=needs))
    assert kinds(clashes(day, visits("c9 t1 570 580"))) == ["needs"]
    assert kinds(clashes(day, visits("c9 r1 570 590"))) == ["needs"], "quiet, but with a step"
    assert kinds(clashes(day, visits("c9 g1 570 600"))) == ["needs"]
    assert clashes(day, visits("c9 t2 570 580", "c9 s1 540 565")) == []


@pytest.mark.parametrize("need", Need)
def test_every_need_says_what_places_must_offer(need: Need) -> None:
    wanted = {
        Need.STEP_FREE: {Kind.TOUR: {"step-free"}, Kind.TEST: {"step-free"}, Kind.SPEEDDATE: {"step-free"}},
        Need.QUIET_ROOM: {Kind.TEST: {"quiet"}, Kind.SPEEDDATE: {"quiet"}},
    }.get(need, {})
    assert {kind: set(found) for kind, found in features_needed([need]).items() if found} == wanted


# req X-02
def test_a_jobcoach_who_goes_along_is_never_in_two_places() -> None:
    day = frame(Guest("k1", 540, 1020, coach="An"), Guest("k2", 540, 1020, coach="An"))
    assert kinds(clashes(day, visits("k1 t1 570 580", "k2 t2 570 580"))) == ["coach", "coach"]
    assert kinds(clashes(day, visits("k1 t1 570 580", "k2 t2 584 594"))) == ["coach"]
    assert clashes(day, visits("k1 t1 570 580", "k2 t2 585 595")) == []
    assert clashes(day, visits("k1 g1 570 600", "k2 g1 570 600")) == [], "one group is one duty"
    assert clashes(day, visits("k1 r1 570 590", "k2 t1 570 580")) == [], "the test is made alone"


# req X-02
def test_an_interpreter_is_in_as_many_places_as_there_are_interpreters() -> None:
    guests = [Guest(f"k{number}", 540, 1020, interpreter="vgt") for number in range(3)]
    two = visits("k0 t1 570 580", "k1 t2 570 580")
    assert "interpreter" in kinds(clashes(frame(*guests), two))
    assert clashes(frame(*guests, interpreters=2), two) == []


def test_somebody_elses_jobcoach_and_language_stand_in_nobodys_way() -> None:
    day = frame(
        Guest("k1", 540, 1020, coach="An", interpreter="vgt"),
        Guest("k2", 540, 1020, coach="Bo", interpreter="pools"),
    )
    assert clashes(day, visits("k1 t1 570 580", "k2 t2 570 580")) == []


def test_the_clashes_around_one_visit_are_its_own_and_nobody_elses() -> None:
    listed = visits("c1 t1 570 580", "c2 t1 575 585", "c3 t2 570 580", "c4 t2 571 581")
    assert [clash.visits for clash in clashes_around(frame(), listed, "0")] == [{"0", "1"}]
    assert [clash.visits for clash in clashes_around(frame(), listed, "3")] == [{"2", "3"}]


def test_every_sentence_can_be_said_with_its_values() -> None:
    day = frame(Guest("k1", 560, 900, coach="An", interpreter="vgt", needs=features_needed([Need.QUIET_ROOM])))
    listed = visits(
        "k1 t1 500 510", "k1 t1 505 515", "k1 t1 740 760", "k1 t1 550 560", "c1 s1 580 610", "c1 t2 540 550",
        *(f"c{n} g1 600 630" for n in (2, 3, 4)), "c2 g1 610 640", *(f"c{n} r1 700 720" for n in (2, 3, 4)),
    )  # fmt: skip
    for clash in clashes(day, listed):
        assert "%" not in clash.sentence % clash.values


def test_rounds_follow_each_other_and_jump_over_the_break() -> None:
    assert round_starts(570, 660, 10, 5, [(600, 630)]) == [570, 585, 630, 645]
    assert round_starts(570, 579, 10, 5, []) == []
