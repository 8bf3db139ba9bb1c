"""Why a plan is not whole: words a mediator can act on, only when there is something to explain."""

from portal.planner.bounds import Bounds
from portal.planner.checking import faults, missing
from portal.planner.constructing import first_plan
from portal.planner.instances import read_instance
from tests.planner.days import Json, copied, day, person, stored


def told(obj: Json) -> list[str]:
    instance = read_instance(obj)
    planned = first_plan(instance)
    assert faults(instance, planned.plan) == []
    assert missing(instance, planned.plan)
    return [str(reason) for reason in planned.unscheduled]


def plain(name: str, *tables: str, **differently: object) -> Json:
    return person(name, *tables, **({"tour": False, "test": 0, "welcome": False} | differently))


def test_a_coach_with_too_many_speeddates_is_told_with_numbers_and_what_can_be_done() -> None:
    crowd = [plain(f"K{n}", "T1", "T2", coach="An", arrive=570, leave=720) for n in range(7)]
    assert told(day(*crowd)) == [
        (
            "Jobcoach An heeft 14 speeddates tussen 9.30 en 12.00 uur; er passen er hoogstens 10. "
            "Voeg een jobcoach toe, schrap een tafel of verleng de dag."
        )
    ]


def test_a_tour_takes_the_coach_away_from_speeddates() -> None:
    crowd = [plain(f"K{n}", "T1", "T2", coach="An", arrive=570, leave=720, tour=n == 0) for n in range(5)]
    assert told(day(*crowd))[0].startswith(
        "Jobcoach An heeft 10 speeddates tussen 9.30 en 12.00 uur; er passen er hoogstens 7."
    )


def test_a_full_table_a_small_room_and_a_small_group_are_told() -> None:
    crowd = [plain(f"K{n}", "T1", arrive=570, leave=610, min_gap=0) for n in range(4)]
    assert told(day(*crowd))[0].startswith(
        "Aan T1 zijn er 4 speeddates tussen 9.30 en 10.10 uur; er passen er hoogstens 3."
    )
    crowd = [plain(f"K{n}", test=30, arrive=570, leave=620) for n in range(3)]
    assert told(day(*crowd))[0].startswith(
        "In R1 moeten 3 testen passen tussen 9.30 en 10.20 uur; er passen er hoogstens 2."
    )
    crowd = [plain(f"K{n}", tour=True, arrive=570, leave=620) for n in range(5)]
    assert told(day(*crowd))[0].startswith(
        "Met G1 willen 5 mensen een rondleiding tussen 9.30 en 10.20 uur; er kunnen er hoogstens 4 mee."
    )


def test_an_interpreter_who_cannot_be_everywhere_is_told() -> None:
    crowd = [plain(f"K{n}", "T1", "T2", interpreter="VGT", arrive=570, leave=610) for n in range(2)]
    assert told(day(*crowd))[0].startswith(
        "Voor tolk VGT zijn er 4 speeddates tussen 9.30 en 10.10 uur; er passen er hoogstens 3."
    )


def test_somebody_who_is_there_too_briefly_is_told() -> None:
    assert told(day(plain("Bo", test=45, tour=True, arrive=570, leave=630))) == [
        (
            "Bo heeft 90 minuten nodig en is er maar van 9.30 tot 10.30 uur. "
            "Schrap een speeddate of spreek een langere aanwezigheid af."
        )
    ]


def test_a_need_that_no_place_meets_is_told_per_person() -> None:
    needs = {"table": ["lift"], "tour": ["lift"], "test": ["quiet"]}
    assert told(day(person("Bo", "T1", needs=needs))) == [
        "Geen enkele rondleiding heeft wat Bo nodig heeft. Zoek een gids die dat kan aanbieden.",
        "Geen enkel testlokaal heeft wat Bo nodig heeft. Zoek een lokaal dat dat heeft.",
        ("Geen enkele tafel van speeddate Bo.T1 heeft wat Bo nodig heeft. Kies een andere tafel of pas de tafel aan."),
    ]


def test_a_table_that_is_closed_while_somebody_is_there_is_told() -> None:
    obj = copied(day(plain("Bo", "T1", arrive=570, leave=610)))
    obj["tables"][0]["unavailable"] = [[540, 700]]
    assert told(obj)[0] == (
        "Aan T1 is er een speeddate tussen 9.30 en 10.10 uur, en die past er niet in. "
        "Zet een tafel bij, schrap de speeddate of verleng de dag."
    )


def test_what_no_bound_explains_is_still_told_for_each_thing_left() -> None:
    """Nothing is too full on its own, yet table, coach and window together leave no moment."""
    obj = day(
        plain("Bo", "T1", coach="An", arrive=570, leave=600, min_gap=0),
        plain("Jo", "T2", coach="An", arrive=570, leave=600, min_gap=0),
        plain("Flo", "T1", "T2", arrive=570, leave=600, min_gap=5),
        transfer=5,
    )
    obj["tables"].append({"id": "T3", "company": "C2", "features": [], "unavailable": []})
    obj["candidates"].append(plain("Mo", "T1", arrive=570, leave=583))
    sentences = told(obj)
    assert sentences
    assert all("9." in sentence or "10." in sentence for sentence in sentences)


def test_the_earliest_end_of_a_stored_day_is_never_later_than_the_proven_one() -> None:
    for name, proven in {"S-1": 835, "S-2": 835, "S-3": 835, "M-1": 940, "Mcoach-1": 1000}.items():
        assert Bounds(stored(name)).earliest_end() == proven
