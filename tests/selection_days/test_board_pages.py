"""The schedule board as pages: each view has its own address, forms work without a script, and numbers stay small."""

from collections.abc import Callable
from typing import Any

import pytest

from portal.actions.selection_days import close_day, publish_day
from portal.models.day_plans import DayDraft, PlanningRun
from portal.models.selection_days import Attendance
from portal.queries.instances import minute_of
from tests.counting import count_queries
from tests.person import Person
from tests.selection_days.scene import Scene

SignsIn = Callable[[str], Person]
VIEWS = ("", "/candidates", "/coaches", "/places")


@pytest.fixture
def known(scene: Scene) -> Scene:
    """Six candidates on a published day."""
    day = scene.planned(6)
    publish_day(day, day.version, by=scene.lotte)
    return scene


def first_date(scene: Scene) -> str:
    one = scene.appointments()[0]
    return f"dates/c{one.nomination_id}.{one.slot}"


# req Y-12
def test_every_view_shows_everybody_and_leads_to_moving(known: Scene, signed_in: SignsIn) -> None:
    lotte = signed_in("lotte")
    lotte.visits(known.page)
    lotte.clicks("Open het planbord")
    assert lotte.page.heading == "Planbord"
    for view in VIEWS:
        page = lotte.visits(f"{known.page}/board{view}")
        for one in known.nominations:
            assert one.candidate.first_name in page
        assert f"/board/move?pin={first_date(known).replace('/', '%2F')}" in page.html or first_date(known) in page.html


# req Y-12
def test_a_form_moves_an_appointment_and_the_board_marks_it(known: Scene, signed_in: SignsIn) -> None:
    lotte, pin = signed_in("lotte"), first_date(known)
    lotte.visits(f"{known.page}/board/move?pin={pin}")
    lotte.fills_in("#move", start="15:30")
    assert "Ontwerp" in lotte.page
    assert "1 afspraak staat anders dan in de planning die geldt." in lotte.page
    assert "was " in lotte.page
    lotte.clicks("Ongedaan maken")
    assert "Nog gelijk aan de planning die geldt." in lotte.page
    lotte.clicks("Opnieuw doen")
    assert DayDraft.get().plan["dates"][pin.partition("/")[2]][1] == 930


def widths_of_rows(person: Person) -> set[int]:
    """How many columns each row of the grid takes, cells that reach down from above included."""
    found, reaching = set(), [0] * 99
    for row in person.page.tree.iter("tr"):
        column = 0
        for cell in row:
            while reaching[column]:
                column += 1
            for taken in range(column, column + int(cell.get("colspan", "1"))):
                assert not reaching[taken], "two cells in one place"
                reaching[taken] = int(cell.get("rowspan", "1"))
        found.add(sum(1 for rows in reaching if rows))
        reaching = [max(rows - 1, 0) for rows in reaching]
    return found


# req Y-12
def test_a_clash_is_listed_in_words_and_marked_at_both(known: Scene, signed_in: SignsIn) -> None:
    lotte, one = signed_in("lotte"), known.appointments()[0]
    other = next(date for date in known.appointments()[1:] if date.table_id == one.table_id)
    minute = minute_of(other.start_at, "Europe/Brussels")
    lotte.visits(f"{known.page}/board/move?pin={first_date(known)}")
    lotte.fills_in("#move", start=f"{minute // 60:02}:{minute % 60:02}")
    assert "botsen de speeddates van" in lotte.page
    marked = {item.get("id") for item in lotte.page.tree.iter("a") if "board-clash" in item.get("class", "")}
    assert {first_date(known), f"dates/c{other.nomination_id}.{other.slot}"} <= marked
    assert len(widths_of_rows(lotte)) == 1, "every cell stands under its own place"


def test_an_hour_off_the_grid_is_refused_at_the_field(known: Scene, signed_in: SignsIn) -> None:
    lotte = signed_in("lotte")
    lotte.visits(f"{known.page}/board/move?pin={first_date(known)}")
    lotte.fills_in("#move", start="15:31")
    assert lotte.page.title.startswith("Fout:")
    assert "veelvoud van vijf minuten" in lotte.page


def test_an_appointment_that_is_gone_leads_to_the_list_of_all(known: Scene, signed_in: SignsIn) -> None:
    lotte = signed_in("lotte")
    lotte.visits(f"{known.page}/board/move?pin=dates/c999.0")
    assert "Deze afspraak bestaat niet meer" in lotte.page
    assert known.nominations[0].candidate.first_name in lotte.page


def test_a_question_of_the_script_is_answered_in_words_and_changes_nothing(known: Scene, signed_in: SignsIn) -> None:
    lotte, one = signed_in("lotte"), known.appointments()[0]
    check = f"{known.page}/board/check?pin={first_date(known)}&place=t{one.table_id}"

    def answer(start: str) -> dict[str, Any]:
        found: dict[str, Any] = lotte.visits(f"{check}&start={start}").response.get_json()
        return found

    found = answer("750")
    assert found["where"].startswith("12.30 uur, ")
    assert ["pauze" in clash for clash in found["clashes"]] == [True]
    assert answer("930")["clashes"] == []
    assert answer("x") == {"where": "", "clashes": []}
    assert DayDraft.select().count() == 0


def test_who_is_absent_is_crossed_out_and_stands_in_nobodys_way(known: Scene, signed_in: SignsIn) -> None:
    one = known.appointments()[0]
    Attendance.update(state="absent").where(Attendance.nomination == one.nomination).execute()
    page = signed_in("lotte").visits(f"{known.page}/board")
    assert "board-absent" in page.html
    assert "afwezig" in page


def test_the_coordinator_of_who_leads_looks_and_moves_nothing(known: Scene, signed_in: SignsIn) -> None:
    karel = signed_in("karel")
    karel.visits(f"{known.page}/board")
    assert "data-board" not in karel.page.html
    karel.visits(f"{known.page}/board/move?pin={first_date(known)}", expect=403)
    karel.sends(f"{known.page}/board/undo", expect=403)
    for name in ("pim", "emma"):
        signed_in(name).visits(f"{known.page}/board", expect=403)
    signed_in("stan").visits(f"{known.page}/board", expect=404)


def test_a_closed_day_shows_its_board_and_takes_nothing(known: Scene, signed_in: SignsIn) -> None:
    close_day(known.day, by=known.lotte)
    lotte = signed_in("lotte")
    lotte.visits(f"{known.page}/board")
    assert "Er kan niets meer verschuiven." in lotte.page
    assert "data-board" not in lotte.page.html


def test_an_empty_day_says_what_will_stand_here(scene: Scene, signed_in: SignsIn) -> None:
    lotte = signed_in("lotte")
    lotte.visits(scene.page)
    lotte.clicks("Stel een dag voor")
    for view in VIEWS:
        assert "Er is nog geen planning." in lotte.visits(f"{scene.page}/board{view}")


@pytest.mark.once  # how much a page asks hangs on no database
def test_the_board_asks_no_more_of_the_database_for_more_people(scene: Scene, signed_in: SignsIn) -> None:
    scene.planned(3)
    lotte = signed_in("lotte")

    def measured() -> list[int]:
        found = []
        for view in VIEWS:
            lotte.visits(f"{scene.page}/board{view}")
            with count_queries() as queries:
                lotte.visits(f"{scene.page}/board{view}")
            found.append(queries.count)
        return found

    few = measured()
    scene.crowd(9)
    assert measured() == few


def test_wondering_asks_for_a_planning_and_changes_nothing(known: Scene, signed_in: SignsIn) -> None:
    lotte = signed_in("lotte")
    before = known.day.version
    lotte.visits(f"{known.page}/board")
    lotte.clicks("Wat als…?")
    lotte.fills_in("Reken het uit", more_tables="0")
    assert lotte.page.title.startswith("Fout:")
    assert "Zeg wat er anders zou zijn" in lotte.page
    lotte.fills_in("Reken het uit", more_tables="1", start="08:30")
    run = PlanningRun.get(PlanningRun.purpose == "what_if")
    assert (run.purpose, run.changes) == ("what_if", {"more_tables": 1, "start": 510})
    assert run.public_id in lotte.page.url
    assert (known.day.version, DayDraft.select().count()) == (before, 0)
