"""Why a day is impossible: facts that clash, none too many, and ways out that were tried."""

from itertools import product
from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from portal.planner.checking import faults, missing
from portal.planner.exact.explaining import Inquiry
from portal.planner.exact.planning import plan_day
from portal.planner.explain import explain
from portal.planner.facts import FACTS, STEPS, Explanation
from portal.planner.instances import Instance, read_instance
from portal.planner.plans import Plan
from portal.planner.relaxing import WISHES, Key, facts_of, later, without
from portal.planner.ways import changes
from tests.planner.days import Json, day, person, stored


def plain(name: str, *tables: str, **differently: object) -> Json:
    return person(name, *tables, **({"tour": False, "test": 0, "welcome": False} | differently))


def told(obj: Json) -> tuple[list[str], list[str]]:
    found = explain(read_instance(obj))
    assert found.smallest == bool(found.clash)
    return [str(fact) for fact in found.clash], [str(way) for way in found.ways_out]


def test_a_table_that_does_not_suit_somebody_is_two_facts_and_one_way_out() -> None:
    # req Y-12
    others = [plain(f"K{n}", "T1", "T2") for n in range(5)]
    needing = plain("Bo", "T2", "T1", needs={"table": ["lift"], "tour": [], "test": []})
    obj = day(*others, needing)
    obj["tables"][0]["features"] = ["lift"]
    assert told(obj) == (
        ["Bo heeft een speeddate aan T2.", "Niet elke tafel heeft wat Bo nodig heeft."],
        ["Maak T2 geschikt voor Bo."],
    )


def test_too_many_speeddates_at_one_table_name_the_table_and_when_people_are_there() -> None:
    crowd = [plain(f"K{n}", "T1", arrive=570, leave=610, min_gap=0) for n in range(4)]
    obj = day(*crowd, plain("Bo", "T1", "T2"), plain("Jo", "T2"))
    facts, ways = told(obj)
    assert facts == [
        "4 speeddates zijn aan T1: van K0, K1, K2, K3.",
        "4 mensen vertrekken om 10.10 uur: K0, K1, K2, K3.",
        "Aan T1 past maar één speeddate tegelijk.",
    ]
    assert ways == [
        "Laat K0 15 minuten langer blijven, tot 10.25 uur.",
        "Laat K1 15 minuten langer blijven, tot 10.25 uur.",
        "Zet een tafel bij voor dezelfde speeddates als T1.",
    ]


def test_a_coach_with_too_many_speeddates_is_told_without_the_tables_that_do_not_matter() -> None:
    # req 001-20
    crowd = [plain(f"K{n}", "T1", "T2", coach="An", arrive=570, leave=720) for n in range(7)]
    found = explain(read_instance(day(*crowd)))
    sentences = [str(fact) for fact in found.clash]
    assert sentences[0].startswith("11 speeddates zijn van K")
    assert "Jobcoach An kan maar op één plaats tegelijk zijn." in sentences
    assert not any("T1" in sentence for sentence in sentences)
    assert [fact.keys for fact in found.clash if fact.kind == "coach"] == [("An",)]
    assert any(way.steps[0].kind == "coach" for way in found.ways_out)


def test_one_change_that_is_not_enough_is_told_with_the_next() -> None:
    needs = {"table": ["lift"], "tour": [], "test": ["quiet"]}
    _, ways = told(day(plain("Bo", "T1", test=30, needs=needs)))
    assert len(ways) == 1
    assert "Maak T1 geschikt voor Bo." in ways[0]
    assert "Maak R1 geschikt voor Bo." in ways[0]


def test_a_pin_that_stands_in_the_way_is_a_fact_and_can_be_let_go() -> None:
    obj = day(plain("Bo", "T1", arrive=570, leave=581), plain("Jo", "T1"))
    found = explain(read_instance(obj), Plan(dates={"Jo.T1": ("T1", 570)}))
    assert [fact.keys for fact in found.clash if fact.kind == "pin"] == [("dates/Jo.T1",)]
    assert "Maak los wat voor Jo vaststaat om 9.30 uur." in [str(way) for way in found.ways_out]


def test_nothing_clashes_on_a_day_that_can_be_planned() -> None:
    assert explain(stored("S-1")) == Explanation()


def test_a_day_that_ends_too_early_may_end_later_by_as_much_as_it_takes() -> None:
    instance = read_instance(day(*[plain(f"K{n}", "T1", leave=1020) for n in range(29)]))
    found = explain(instance)
    step = found.ways_out[0].steps[0]
    assert (step.kind, step.params["count"]) == ("later", 30)
    assert plan_day(later(instance, 30), seconds=0).whole
    assert not plan_day(later(instance, 15), seconds=0).whole


def test_nobody_has_to_do_with_less_than_what_is_needed() -> None:
    """No change touches a pause, a longer test, a need, or a wish."""
    needs = {"table": ["step-free"], "tour": ["step-free"], "test": ["step-free"]}
    obj = day(person("Bo", "T1", "T2", needs=needs, min_gap=15, test=45, coach="An", interpreter="VGT", arrive=600))
    instance = read_instance(obj)
    for change in changes(instance, None, facts_of(instance)):
        [one] = change.instance.candidates
        was = instance.candidates[0]
        assert (one.min_gap, one.test, one.needs, one.tour, one.welcome) == (
            (was.min_gap, was.test, was.needs, was.tour, was.welcome)
        )
        assert [date.id for date in one.dates] == [date.id for date in was.dates]


def test_every_kind_of_fact_and_step_can_be_said() -> None:
    params = dict.fromkeys(
        (
            *("candidates", "candidate", "coach", "interpreter", "table", "tables", "room", "line", "session"),
            *("since", "until", "at", "count", "minutes", "size"),
        ),
        "x",
    )
    for sentence in (one for group in (FACTS, STEPS) for several in group.values() for one in several):
        assert "%(" not in sentence % params


# --- against trying everything


@st.composite
def narrow_days(draw: st.DrawFn) -> dict[str, Any]:
    rounds = draw(st.lists(st.sampled_from(range(570, 660, 15)), min_size=2, max_size=3, unique=True))
    people = []
    for number in range(draw(st.integers(2, 3))):
        tables = draw(st.lists(st.sampled_from(["T1", "T2"]), min_size=1, max_size=2, unique=True))
        people.append(
            plain(
                f"K{number}",
                *tables,
                arrive=draw(st.sampled_from([540, 580])),
                leave=draw(st.sampled_from([600, 640, 1020])),
                coach=draw(st.sampled_from([None, "An"])),
                min_gap=draw(st.sampled_from([0, 5, 20])),
            )
        )
    return day(
        *people,
        date={"slot": 10, "changeover": 5, "rounds": sorted(rounds)},
        day={"start": 540, "end": draw(st.sampled_from([620, 680]))},
        breaks=[],
        coaches=[{"id": "An", "unavailable": draw(st.sampled_from([[], [[585, 600]]]))}],
    )


def possible(instance: Instance, gone: set[Key]) -> bool:
    """Whether there is a plan without these facts, by trying every one; the judge leaves out what is free."""
    day_left = without(instance, None, gone).instance
    dates = [date for candidate in day_left.candidates for date in candidate.dates]
    coaches_free = ("coach", "An") in gone
    for starts in product(day_left.rounds.starts, repeat=len(dates)):
        plan = Plan(dates={date.id: (date.tables[0], at) for date, at in zip(dates, starts, strict=True)})
        found = [
            fault
            for fault in faults(day_left, plan)
            if not (fault.kind == "coach" and coaches_free)
            and not (fault.kind == "table" and ("table", fault.params["place"]) in gone)
        ]
        if not found:
            return True
    return False


@settings(max_examples=25, deadline=None)
@given(narrow_days())
def test_no_fact_of_a_clash_can_be_missed_and_none_of_the_others_matters(obj: dict[str, Any]) -> None:
    instance = read_instance(obj)
    clash, smallest = Inquiry(instance).clash(instance, None)
    assert bool(clash) == (not possible(instance, set()))
    assume(clash)
    assert smallest
    others = set(facts_of(instance)) - set(clash)
    assert not possible(instance, others)
    assert [key for key in clash if not possible(instance, others | {key})] == []


@settings(max_examples=15, deadline=None)
@given(narrow_days())
def test_each_single_way_out_makes_everything_fit(obj: dict[str, Any]) -> None:
    instance = read_instance(obj)
    found = explain(instance)
    assume(found.clash)
    clash, _ = Inquiry(instance).clash(instance, None)
    tried = {str(change.step): change for change in changes(instance, None, clash)}
    for way in found.ways_out:
        if len(way.steps) == 1:
            changed = tried[str(way)]
            planned = plan_day(changed.instance, seconds=0)
            assert missing(changed.instance, planned.plan) == []
    assert {kind for kind, _ in clash} & {*WISHES}
