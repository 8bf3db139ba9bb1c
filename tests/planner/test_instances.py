"""Reading a day: what is right is typed, what is wrong is told all at once."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.planner.instances import BadInstance, Instance, read_instance
from portal.planner.plans import BadPlan, Plan
from tests.planner.days import copied, day, person, stored

BROKEN = {
    "day": {"start": 1020, "end": 540},
    "tables": [
        {"id": "T1", "features": [], "unavailable": [[600, 600]]},
        {"id": "T1", "features": "step-free"},
    ],
    "test": {"start_step": 0, "rooms": [{"id": "R1", "seats": 0, "features": []}]},
    "transfer": "five",
    "accompany": {"coach": ["dancing"], "interpreter": []},
    "lunch": {"window": [720, 740], "duration": 30},
}


def faults_of(obj: object) -> dict[str, str]:
    with pytest.raises(BadInstance) as caught:
        read_instance(obj)
    return {fault.path: fault.sentence % fault.params for fault in caught.value.faults}


def test_a_stored_day_is_read_with_its_people_and_their_wishes() -> None:
    instance = stored("S-1")
    assert (instance.start, instance.end, len(instance.candidates), len(instance.tables)) == (
        540,
        1020,
        15,
        3,
    )
    assert instance.candidates[7].needs.test == {"quiet"}
    assert instance.candidates[7].leave == 900
    assert instance.accompany_interpreter == {"welcome", "date", "tour"}


def test_all_faults_are_told_at_once_each_with_its_field() -> None:
    somebody = person("Bo", "T1", "T9", coach="Els", arrive=900, leave=800)
    nobody = person("Bo", interpreter="BSL", test=-1, welcome="yes", dates=[{"id": "d", "tables": []}])
    told = faults_of(day(somebody, nobody, **BROKEN))
    assert set(told) >= {
        "day",
        "tables[0].unavailable[0]",
        "tables[1]",
        "tables[1].features",
        "tables[1].unavailable",
        "test.start_step",
        "test.rooms[0].seats",
        "transfer",
        "accompany.coach[0]",
        "lunch",
        "candidates[0]",
        "candidates[0].coach",
        "candidates[0].dates[1]",
        "candidates[1]",
        "candidates[1].interpreter",
        "candidates[1].test",
        "candidates[1].welcome",
        "candidates[1].dates[0]",
    }
    assert told["candidates[0].coach"] == "Bo heeft een onbekende jobcoach: Els."
    assert told["candidates[0].dates[1]"] == "Speeddate Bo.T9 vraagt een onbekende tafel: T9."
    assert told["test.rooms[0].seats"] == "test.rooms[0].seats moet tussen 1 en 10000 liggen, niet 0."


@pytest.mark.parametrize("text", ["", "{", b"\xff\xfe\x00", "[" * 100_000])
def test_what_is_not_json_is_refused_in_one_sentence(text: str | bytes) -> None:
    assert faults_of(text) == {"": "Dit is geen geldige JSON."}


@pytest.mark.parametrize("value", [None, 3, [], "3"])
def test_what_is_json_but_no_object_is_refused(value: object) -> None:
    assert faults_of(value) == {"": "Het dagplan moet een object zijn."}


def test_another_format_is_refused() -> None:
    assert faults_of(day(format=2)) == {"format": "Alleen formaat 1 is bekend."}


def test_two_speeddates_of_different_people_cannot_share_a_name() -> None:
    twins = [person(name, dates=[{"id": "d", "tables": ["T1"]}]) for name in ("Bo", "Jo")]
    assert faults_of(day(*twins)) == {"candidates[1].dates[0]": "De naam d komt meer dan eens voor."}


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=6,
)


@given(data=st.data(), value=json_values)
def test_any_value_anywhere_is_read_or_refused_and_never_crashes(data: st.DataObject, value: object) -> None:
    """One field of a good day, as deep as it goes, is replaced by anything."""
    obj = copied(day(person("Bo", "T1"), lunch={"window": [720, 780], "duration": 30}))
    owner: dict[str, object] | list[object] = obj
    while True:
        keys = list(owner) if isinstance(owner, dict) else list(range(len(owner)))
        key = data.draw(st.sampled_from(keys))
        inner = owner[key]  # type: ignore[index,call-overload]
        if not isinstance(inner, dict | list) or not inner or data.draw(st.booleans()):
            owner[key] = value  # type: ignore[index,call-overload]
            break
        owner = inner
    with suppress(BadInstance):
        assert isinstance(read_instance(obj), Instance)


def test_a_plan_survives_its_json() -> None:
    plan = Plan({"Bo": "W1"}, {"Bo": ("G1", 600)}, {"Bo": ("R1", 700)}, {"Bo.T1": ("T1", 570)}, {"Bo": 720})
    assert Plan.from_json(copied(plan.to_json())) == plan
    assert plan.to_json()["tour"] == {"Bo": ["G1", 600]}


@pytest.mark.parametrize(
    "obj",
    [
        None,
        {"tour": []},
        {"tour": {"Bo": ["G1"]}},
        {"test": {"Bo": [1, 2]}},
        {"dates": {"d": ["T1", "9"]}},
        {"lunch": {"Bo": True}},
        {"welcome": {"Bo": 1}},
        {"test": {"Bo": ["R1", 10**9]}},
    ],
)
def test_what_is_no_plan_is_refused(obj: object) -> None:
    with pytest.raises(BadPlan):
        Plan.from_json(obj)
