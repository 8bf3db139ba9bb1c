"""The first plan: whole when it can be, never breaking a rule, the same again for the same seed."""

import subprocess
import sys
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.planner.checking import faults, missing
from portal.planner.constructing import first_plan
from portal.planner.instances import read_instance
from portal.planner.plans import Plan
from tests.planner.days import HERE, Json, copied, day, person, stored

# The lower bounds stored with each day ("LB"): nothing can end earlier.
ENDS = {"S-1": 835, "S-2": 835, "Mcoach-1": 1000}


@pytest.mark.parametrize("name", ENDS)
def test_a_stored_day_is_planned_whole_without_faults_and_ends_as_early_as_it_can(name: str) -> None:
    instance = stored(name)
    planned = first_plan(instance)
    assert faults(instance, planned.plan) == []
    assert missing(instance, planned.plan) == []
    assert planned.unscheduled == []
    assert planned.end == ENDS[name]


def test_the_same_seed_gives_the_same_plan() -> None:
    assert first_plan(stored("S-1"), seed=3) == first_plan(stored("S-1"), seed=3)


def test_the_plan_does_not_depend_on_the_order_python_gives_to_sets() -> None:
    program = (
        "import sys; from portal.planner.constructing import first_plan;"
        "from portal.planner.instances import read_instance;"
        "print(first_plan(read_instance(open(sys.argv[1]).read())))"
    )
    told = {
        subprocess.run(
            [sys.executable, "-c", program, str(HERE / "S-1.json")],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": str(HERE.parents[2])},
            check=True,
            capture_output=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(told) == 1


def test_what_is_pinned_stays_and_the_rest_is_laid_around_it() -> None:
    instance = stored("S-2")
    before = first_plan(instance, seed=1).plan
    begun = Plan(
        welcome=before.welcome,
        tour={who: place for who, place in before.tour.items() if place[1] < 640},
        test={who: place for who, place in before.test.items() if place[1] < 640},
        dates={date: place for date, place in before.dates.items() if place[1] < 640},
    )
    planned = first_plan(instance, seed=2, pinned=begun)
    for part in ("welcome", "tour", "test", "dates"):
        assert getattr(begun, part).items() <= getattr(planned.plan, part).items()
    assert begun.dates
    assert faults(instance, planned.plan) == []
    assert missing(instance, planned.plan) == []


def test_a_pin_stays_even_where_it_breaks_a_rule_and_nothing_else_is_laid_over_it() -> None:
    """A duty that ran over: on no round, in the break. The table and the person are taken all the same."""
    instance = read_instance(day(person("Bo", "T1", "T2"), person("Jo", "T1", "T2")))
    planned = first_plan(instance, pinned=Plan(dates={"Bo.T1": ("T1", 745)}))
    assert planned.plan.dates["Bo.T1"] == ("T1", 745)
    assert {fault.kind for fault in faults(instance, planned.plan)} == {"break", "grid"}
    assert missing(instance, planned.plan) == []


def test_pins_of_people_and_places_that_are_gone_are_passed_over() -> None:
    instance = read_instance(day(person("Bo", "T1")))
    gone = Plan(welcome={"Bo": "W9"}, tour={"Xi": ("G1", 600)}, dates={"Bo.T1": ("T9", 600)}, lunch={"Bo": 700})
    planned = first_plan(instance, pinned=gone)
    assert faults(instance, planned.plan) == []
    assert missing(instance, planned.plan) == []


def test_a_day_without_people_ends_when_it_begins() -> None:
    planned = first_plan(read_instance(day()))
    assert (planned.plan, planned.unscheduled, planned.end) == (Plan(), [], 540)


def test_nobody_goes_without_lunch_even_when_that_costs_an_appointment() -> None:
    obj = day(
        person("Bo", welcome=False, tour=False, test=235, arrive=540, leave=1020),
        person("Jo", "T1", "T2", welcome=False, tour=False, test=210, arrive=540, leave=780),
        lunch={"window": [700, 760], "duration": 30},
        breaks=[[900, 1000]],
    )
    instance = read_instance(obj)
    planned = first_plan(instance)
    assert faults(instance, planned.plan) == []


# --- days drawn at random

FEATURES = st.sets(st.sampled_from(["step-free", "quiet"]), max_size=1).map(sorted)


@st.composite
def people(draw: st.DrawFn, wide: bool) -> list[Json]:
    drawn = []
    for number in range(draw(st.integers(0, 5))):
        hours: Json = {}
        if not wide:
            hours["arrive"] = draw(st.integers(530, 590))
            hours["leave"] = hours["arrive"] + draw(st.integers(60, 320))
            hours["needs"] = {part: draw(FEATURES) for part in ("table", "tour", "test")}
        drawn.append(
            person(
                f"K{number}",
                *draw(st.sets(st.sampled_from(["T1", "T2"])).map(sorted)),
                welcome=draw(st.booleans()),
                tour=draw(st.booleans()),
                test=draw(st.sampled_from([0, 30, 45])),
                min_gap=draw(st.sampled_from([0, 5, 15])),
                coach=draw(st.sampled_from([None, "An"])),
                interpreter=draw(st.sampled_from([None, "VGT"])),
                **hours,
            )
        )
    return drawn


@st.composite
def tight_days(draw: st.DrawFn) -> Json:
    """Days on which nothing needs to fit: short, narrow, small, with people who come late and leave early."""
    end = draw(st.integers(600, 900))
    changes: dict[str, Any] = {
        "day": {"start": 540, "end": end},
        "transfer": draw(st.integers(0, 12)),
        "breaks": draw(st.sampled_from([[], [[600, 640]], [[590, 600], [700, 720]]])),
        "lunch": draw(st.sampled_from([None, {"window": [640, 700], "duration": 30}])),
        "welcome": {
            "duration": 20,
            "sessions": [
                {"id": f"W{n}", "start": 540 + 60 * n, "capacity": draw(st.integers(1, 3))}
                for n in range(draw(st.integers(0, 2)))
            ],
        },
        "date": {
            "slot": 10,
            "changeover": draw(st.integers(0, 8)),
            "rounds": [*range(545, end, draw(st.integers(7, 20)))],
        },
        "coaches": [{"id": "An", "unavailable": draw(st.sampled_from([[], [[600, 660]]]))}],
        "interpreters": [{"id": "VGT", "count": draw(st.integers(1, 2))}],
    }
    obj = copied(day(*draw(people(wide=False)), **changes))
    obj["tables"][0]["unavailable"] = draw(st.sampled_from([[], [[560, 640]]]))
    obj["tables"][1]["features"] = draw(FEATURES)
    obj["tour"]["lines"][0] |= {"group_size": draw(st.integers(1, 3)), "features": draw(FEATURES)}
    obj["test"]["rooms"][0] |= {"seats": draw(st.integers(1, 2)), "features": draw(FEATURES)}
    return obj


@settings(deadline=None, max_examples=40)
@given(obj=tight_days(), seed=st.integers(0, 99))
def test_no_plan_of_any_day_breaks_a_rule_and_what_is_left_out_has_a_reason(obj: Json, seed: int) -> None:
    instance = read_instance(obj)
    planned = first_plan(instance, seed)
    assert faults(instance, planned.plan) == []
    assert bool(missing(instance, planned.plan)) == bool(planned.unscheduled)
    assert all("%(" not in str(reason) for reason in planned.unscheduled)


@settings(deadline=None, max_examples=6)
@given(drawn=people(wide=True), lunch=st.sampled_from([None, {"window": [720, 840], "duration": 30}]))
def test_on_a_roomy_day_everything_is_scheduled(drawn: list[Json], lunch: Json | None) -> None:
    instance = read_instance(day(*drawn, lunch=lunch))
    planned = first_plan(instance)
    assert faults(instance, planned.plan) == []
    assert missing(instance, planned.plan) == []
    assert planned.unscheduled == []
