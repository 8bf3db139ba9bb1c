"""The judge of plans: a good plan passes, and each kind of fault that is planted is found."""

from typing import Any

import pytest

from portal.planner.checking import faults, missing
from portal.planner.instances import read_instance
from portal.planner.plans import Plan
from tests.planner.days import Json, copied, day, person

TWO_SESSIONS = {
    "duration": 20,
    "sessions": [{"id": "W1", "start": 540, "capacity": 2}, {"id": "W2", "start": 710, "capacity": 9}],
}


def a_day() -> Json:
    return day(
        person("Bo", "T1", "T2", coach="An"),
        person("Jo", "T1", coach="An", interpreter="VGT"),
        person("Flo", "T2", interpreter="VGT"),
        person("Mo", welcome=False, tour=False, arrive=600),
        welcome=TWO_SESSIONS,
        lunch={"window": [720, 795], "duration": 30},
        breaks=[[900, 915]],
    )


def a_plan() -> Json:
    return {
        "welcome": {"Bo": "W1", "Jo": "W1", "Flo": "W2"},
        "tour": {"Bo": ["G1", 600], "Jo": ["G1", 600], "Flo": ["G1", 800]},
        "test": {"Bo": ["R1", 650], "Jo": ["R1", 650], "Flo": ["R1", 860], "Mo": ["R1", 680]},
        "dates": {"Bo.T1": ["T1", 570], "Bo.T2": ["T2", 585], "Jo.T1": ["T1", 690], "Flo.T2": ["T2", 930]},
        "lunch": {"Bo": 720, "Jo": 720, "Flo": 735},
    }


def kinds(obj: Json, plan: Json) -> set[str]:
    found = faults(read_instance(obj), Plan.from_json(plan))
    assert all("%(" not in str(fault) for fault in found)
    return {fault.kind for fault in found}


def test_a_plan_that_can_be_lived_has_no_faults() -> None:
    assert kinds(a_day(), a_plan()) == set()
    assert missing(read_instance(a_day()), Plan.from_json(a_plan())) == []


@pytest.mark.parametrize(
    ("part", "who", "value", "kind"),
    [
        ("dates", "Xi.T1", ["T1", 600], "unknown"),
        ("lunch", "Xi", 720, "unknown"),
        ("tour", "Mo", ["G1", 700], "unwanted"),
        ("test", "Bo", ["R9", 650], "place"),
        ("welcome", "Bo", "W9", "place"),
        ("dates", "Bo.T1", ["T2", 570], "place"),
        ("test", "Bo", ["R1", 651], "grid"),
        ("tour", "Flo", ["G1", 801], "grid"),
        ("dates", "Flo.T2", ["T2", 931], "grid"),
        ("test", "Mo", ["R1", 580], "window"),
        ("test", "Flo", ["R1", 1000], "window"),
        ("test", "Flo", ["R1", 890], "break"),
        ("dates", "Flo.T2", ["T2", 600], "first"),
        ("dates", "Bo.T2", ["T2", 570], "gap"),
        ("lunch", "Bo", 700, "lunch"),
        ("lunch", "Flo", 780, "lunch"),
        ("welcome", "Flo", "W1", "capacity"),
        ("tour", "Flo", ["G1", 640], "line"),
        ("dates", "Jo.T1", ["T1", 570], "table"),
        ("test", "Mo", ["R1", 655], "seats"),
        ("dates", "Jo.T1", ["T1", 585], "coach"),
        ("tour", "Flo", ["G1", 695], "interpreter"),
    ],
)
def test_a_planted_fault_is_found(part: str, who: str, value: object, kind: str) -> None:
    plan = copied(a_plan())
    plan[part][who] = value
    assert kind in kinds(a_day(), plan)


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        (
            {"tables": [{"id": t, "features": [], "unavailable": [[570, 580]]} for t in ("T1", "T2")]},
            "closed",
        ),
        ({"coaches": [{"id": "An", "unavailable": [[610, 620]]}]}, "absent"),
        ({"day": {"start": 540, "end": 930}}, "window"),
    ],
)
def test_a_day_that_changed_makes_a_good_plan_bad(change: dict[str, Any], kind: str) -> None:
    assert kind in kinds(a_day() | change, a_plan())


@pytest.mark.parametrize("part", ["table", "tour", "test"])
def test_a_place_without_what_somebody_needs_is_a_fault(part: str) -> None:
    obj = copied(a_day())
    obj["candidates"][0]["needs"][part] = ["quiet"]
    assert kinds(obj, a_plan()) == {"needs"}


def test_a_group_that_is_too_large_is_a_fault() -> None:
    obj = copied(a_day())
    obj["tour"]["lines"][0]["group_size"] = 1
    assert kinds(obj, a_plan()) == {"group"}


def test_who_is_there_all_through_lunch_gets_one() -> None:
    plan = copied(a_plan())
    del plan["lunch"]["Flo"]
    assert kinds(a_day(), plan) == {"lunch"}


def test_people_of_one_group_share_their_coach_and_interpreter() -> None:
    obj = copied(a_day())
    obj["candidates"][2] |= {"coach": "An", "arrive": 540}
    plan = copied(a_plan())
    plan["welcome"]["Flo"] = "W1"
    obj["welcome"]["sessions"][0]["capacity"] = 3
    plan["tour"]["Flo"] = ["G1", 600]
    plan["lunch"]["Flo"] = 720
    assert kinds(obj, plan) == set()


def test_what_is_left_out_is_missing_and_not_a_fault() -> None:
    plan = copied(a_plan())
    del plan["welcome"]["Jo"], plan["tour"]["Bo"], plan["test"]["Mo"], plan["dates"]["Flo.T2"]
    assert missing(read_instance(a_day()), Plan.from_json(plan)) == [
        ("Bo", "tour"),
        ("Jo", "welcome"),
        ("Flo", "Flo.T2"),
        ("Mo", "test"),
    ]
