"""The pages of the day: from a proposal to the desk, each person with an own view, and nothing for anybody else."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from portal.actions.planning_runs import ask_for_plan
from portal.actions.selection_days import publish_day
from portal.models.history import HistoryLine
from portal.models.selection_days import Appointment, Assessor, Attendance, Table
from portal.queries.drafts import draft_of
from portal.queries.instances import minute_of
from portal.queries.selection_days import speeddates_of
from tests.clock import Clock
from tests.counting import count_queries
from tests.person import Person
from tests.selection_days.at_once import plan_day, the_worker_plans
from tests.selection_days.scene import DAY, Scene, mails

SignsIn = Callable[[str], Person]


@pytest.fixture
def known(scene: Scene) -> Scene:
    """Six candidates on a published day."""
    day = scene.planned(6)
    publish_day(day, day.version, by=scene.lotte)
    return scene


# req 001-15, 001-19, 001-20, 001-21, 001-23
def test_a_lead_goes_from_a_proposal_to_a_known_day(scene: Scene, signed_in: SignsIn) -> None:
    scene.crowd(6)
    lotte = signed_in("lotte")
    lotte.visits(scene.page)
    assert "Er zijn 6 kandidaten voorgedragen." in lotte.page
    lotte.clicks("Stel een dag voor")
    assert lotte.page.heading == "De dag samenstellen"
    lotte.clicks("Voeg een tafel toe")
    person: dict[str, Any] = {"assessors-0-name": "An Claes", "assessors-0-email": "an@bakkerij.example"}
    vacancy = scene.vacancies[1].public_id
    lotte.fills_in(name="Tafel bij het raam", vacancy=vacancy, features=["quiet"], **person)
    table = Table.get(Table.name == "Tafel bij het raam")
    assert (table.vacancy_id, table.features) == (scene.vacancies[1].id, ["quiet"])
    assert Assessor.get().email == "an@bakkerij.example"
    lotte.clicks("Wijzig uren en plaats")
    lotte.fills_in(bring="Identiteitskaart", slot_minutes="15")
    lotte.clicks("Naar de planning")
    lotte.clicks("Plan de dag")
    assert the_worker_plans() == 1
    lotte.clicks("Kijk opnieuw")
    assert "Iedereen heeft een plaats." in lotte.page
    lotte.clicks("Neem deze planning in gebruik")
    assert "De planning is in gebruik. Niemand kreeg een mail." in lotte.page
    assert Appointment.select().count() == 24
    assert "6 van 6 kandidaten hebben hun uren" in lotte.page
    lotte.visits(f"{scene.page}/publish")
    assert "Er vertrekken " in lotte.page
    assert "Een echt voorbeeld" in lotte.page
    assert "Identiteitskaart" in lotte.page
    lotte.clicks("Maak bekend")
    assert scene.day.state == "published"
    assert len(mails("hours_known")) == 6
    for view in ("grid", "candidates", "coaches"):
        assert "Fatima" in lotte.visits(f"{scene.page}?view={view}")


def test_steps_that_are_switched_off_are_not_asked_for(scene: Scene, signed_in: SignsIn) -> None:
    scene.campaign.change(has_test=False, has_tour=False)
    scene.planned(2)
    lotte = signed_in("lotte")
    lotte.visits(f"{scene.page}/parts")
    assert "Rondleiding" not in lotte.page
    assert "Schriftelijke proef" not in lotte.page
    lotte.visits(f"{scene.page}/change")
    assert "test_minutes" not in lotte.page.html


def test_what_was_typed_stays_and_the_fault_is_said_at_the_field(scene: Scene, signed_in: SignsIn) -> None:
    scene.planned(2)
    lotte = signed_in("lotte")
    lotte.visits(f"{scene.page}/change")
    lotte.fills_in(start="16:00", end="9:00", bring="Boterham")
    assert lotte.page.title.startswith("Fout:")
    assert "Laat de dag later eindigen dan ze begint." in lotte.page
    assert "Boterham" in lotte.page.html
    lotte.visits(f"{scene.page}/tables/new")
    wrong: dict[str, Any] = {"assessors-0-email": "geen adres"}
    lotte.fills_in(name="", **wrong)
    assert "Geef de tafel een naam." in lotte.page
    assert "Dit is geen e-mailadres." in lotte.page
    lotte.visits(f"{scene.page}/breaks/new")
    lotte.fills_in(title="Pauze", start="10:03", end="10:00")
    assert "Kies een veelvoud van vijf minuten" in lotte.page


def test_a_double_click_on_add_gives_one_table(scene: Scene, signed_in: SignsIn) -> None:
    scene.planned(2)
    lotte = signed_in("lotte")
    lotte.visits(f"{scene.page}/rooms/new")
    once = lotte.page.html.split('name="once"')[1].split('value="')[1].split('"')[0]
    for _ in range(2):
        lotte.sends(f"{scene.page}/rooms/new", {"once": once, "name": "Zolder", "seats": "4"})
        lotte.visits(f"{scene.page}/rooms/new")
    assert lotte.visits(f"{scene.page}/parts").text.count("Zolder") == 3, "one row: name, and twice for its buttons"


# req Y-12
def test_an_hour_is_moved_by_form_and_a_double_booking_is_refused_at_the_field(
    known: Scene, signed_in: SignsIn
) -> None:
    one, other = known.appointments()[:2]
    lotte = signed_in("lotte")
    lotte.visits(f"{known.page}/appointments/{one.public_id}")
    talk = Appointment.get(Appointment.nomination == one.nomination, Appointment.kind == "talk")
    minute = minute_of(talk.start_at, "Europe/Brussels") + 5
    lotte.fills_in("#move", start=f"{minute // 60:02}:{minute % 60:02}")
    assert lotte.page.title.startswith("Fout:")
    assert "op twee plekken" in lotte.page
    lotte.fills_in("#move", start="15:30")
    assert "Verzet. Wie het aangaat, hoort het." in lotte.page
    assert minute_of(Appointment.get_by_id(one.id).start_at, "Europe/Brussels") == 930
    lotte.visits(f"{known.page}/appointments/{other.public_id}")
    first_free = next(words for words in lotte.page.buttons if " · Tafel" in words)
    lotte.clicks(first_free)
    assert "Verzet." in lotte.page


def test_swapping_needs_somebody_to_swap_with(known: Scene, signed_in: SignsIn) -> None:
    one = known.appointments("talk")[0]
    lotte = signed_in("lotte")
    lotte.visits(f"{known.page}/appointments/{one.public_id}")
    lotte.fills_in("#swap", other="")
    assert "Kies met wie je ruilt." in lotte.page


# req 001-16
def test_a_jobcoach_sees_the_own_candidates_and_marks_what_was_told(known: Scene, signed_in: SignsIn) -> None:
    pim = signed_in("pim")
    pim.visits(known.page)
    own = {one.candidate.first_name for one in known.nominations if one.jobcoach == known.pim}
    for one in known.nominations:
        assert (one.candidate.first_name in pim.page) == (one.candidate.first_name in own)
    nomination = next(one for one in known.nominations if one.jobcoach == known.pim)
    attendance = Attendance.get(Attendance.nomination == nomination)
    told = f"{known.page}/attendance/{attendance.public_id}/informed"
    pim.sends(told)
    first = Attendance.get_by_id(attendance.id).informed_at
    pim.sends(told)
    assert first is not None
    assert HistoryLine.select().where(HistoryLine.step == "inform").count() == 1
    pim.clicks("Ongedaan maken")
    assert Attendance.get_by_id(attendance.id).informed_at is None
    assert "1 van 6" not in signed_in("lotte").visits(known.page)


def test_nobody_but_the_lead_sees_a_day_in_preparation(scene: Scene, signed_in: SignsIn) -> None:
    scene.planned(4)
    for name in ("pim", "emma"):
        page = signed_in(name).visits(scene.page)
        assert "Hier komen de uren" in page
        assert not any(one.candidate.first_name in page for one in scene.nominations)
        printed = signed_in(name).visits(f"{scene.page}/print/tables")
        assert not any(one.candidate.first_name in printed for one in scene.nominations)


def test_the_employer_reads_first_names_and_initials(known: Scene, signed_in: SignsIn) -> None:
    emma = signed_in("emma")
    for page in (known.page, f"{known.page}/print/tables"):
        emma.visits(page)
        assert "Fatima E." in emma.page
        assert not any(one.candidate.last_name in emma.page.html for one in known.nominations)
        assert not any(one.candidate.email in emma.page.html for one in known.nominations if one.candidate.email)


def test_the_day_of_somebody_elses_campaign_does_not_exist(known: Scene, signed_in: SignsIn) -> None:
    one, attendance = known.appointments()[0], Attendance.get()
    for name in ("erik", "stan", "ada"):
        person = signed_in(name)
        for page in (
            "", "/parts", "/change", "/publish", "/check-in", "/tables/new", f"/appointments/{one.public_id}",
            "/print/tables", "/print/slips", "/print/attendance",
        ):  # fmt: skip
            person.visits(known.page + page, expect=404)
        person.visits("/")
        person.sends(f"{known.page}/attendance/{attendance.public_id}/present", expect=404)
        person.sends(f"{known.page}/plan", expect=404)
    assert Attendance.get_by_id(attendance.id).state == "expected"


def test_a_partner_and_the_employer_may_look_and_not_steer(known: Scene, signed_in: SignsIn) -> None:
    for name in ("pim", "emma"):
        person = signed_in(name)
        for page in ("/parts", "/change", "/publish", "/check-in", "/tables/new", "/print/slips", "/print/attendance"):
            person.visits(known.page + page, expect=403)
        person.visits(known.page)
        person.sends(f"{known.page}/plan", expect=403)
    foreign = next(one for one in known.nominations if one.jobcoach == known.joke)
    attendance = Attendance.get(Attendance.nomination == foreign)
    signed_in("pim").visits(known.page)
    pim = signed_in("pim")
    pim.visits(known.page)
    pim.sends(f"{known.page}/attendance/{attendance.public_id}/informed", expect=404)


def test_parts_of_another_day_or_kind_do_not_exist(known: Scene, signed_in: SignsIn) -> None:
    table = Table.select().first()
    lotte = signed_in("lotte")
    lotte.visits(f"{known.page}/tables/{table.public_id}")
    lotte.visits(f"{known.page}/rooms/{table.public_id}", expect=404)
    lotte.visits(f"{known.page}/chairs/new", expect=404)
    lotte.visits(f"{known.page}/appointments/nobody", expect=404)


# req Y-11
def test_the_desk_notes_with_one_tap_who_is_there(known: Scene, signed_in: SignsIn, clock: Clock) -> None:
    clock.go_to(datetime.combine(DAY, datetime.min.time()).replace(hour=8, minute=50))
    lotte = signed_in("lotte")
    lotte.visits(f"{known.page}/check-in")
    assert "+32 9 123 45 67" in lotte.page
    assert "9.00 uur: voorstelling van het bedrijf" in lotte.page
    attendance = Attendance.get(Attendance.nomination == known.nominations[0])
    tap = f"{known.page}/attendance/{attendance.public_id}"

    def state() -> str:
        return str(Attendance.get_by_id(attendance.id).state)

    for _ in range(2):
        lotte.sends(f"{tap}/present")
    assert state() == "present"
    assert HistoryLine.select().where(HistoryLine.step == "check_in").count() == 1
    assert Attendance.get_by_id(attendance.id).arrived_at == clock.now()
    lotte.sends(f"{tap}/left")
    assert state() == "left"
    lotte.clicks("Ongedaan maken")
    assert state() == "present"
    lotte.sends(f"{tap}/back")
    assert (state(), Attendance.get_by_id(attendance.id).arrived_at) == ("expected", None)
    lotte.sends(f"{tap}/late", {"expected": "10:15"})
    assert (state(), Attendance.get_by_id(attendance.id).expected_minute) == ("late", 615)
    assert "verwacht rond 10.15 uur" in lotte.page
    lotte.sends(f"{tap}/late", {"expected": ""})
    assert "Vul in hoe laat" in lotte.page
    lotte.sends(f"{tap}/absent")
    assert state() == "absent"
    lotte.clicks("Ongedaan maken")
    assert state() == "expected"


# req Y-11
def test_the_desk_finds_a_candidate_by_own_name_or_jobcoach(known: Scene, signed_in: SignsIn) -> None:
    karel = signed_in("karel")
    karel.visits(f"{known.page}/check-in")
    karel.fills_in("Zoek", q="fatíma")
    assert "Fatima El Amrani" in karel.page
    assert "Jonas Peeters" not in karel.page
    karel.visits(f"{known.page}/check-in?q=Pim")
    assert "Jonas Peeters" in karel.page
    assert "Fatima El Amrani" not in karel.page


def test_the_papers_list_everybody(known: Scene, signed_in: SignsIn) -> None:
    lotte = signed_in("lotte")
    for kind in ("slips", "attendance"):
        page = lotte.visits(f"{known.page}/print/{kind}")
        assert all(one.candidate.last_name in page for one in known.nominations)
    assert "Fatima E." in lotte.visits(f"{known.page}/print/tables")


def test_a_page_for_paper_leads_back_to_the_page_that_it_hangs_under(known: Scene, signed_in: SignsIn) -> None:
    lotte, campaign = signed_in("lotte"), known.page.removesuffix("/day")
    nomination = f"/nominations/{known.nominations[0].public_id}"
    for page, above in (
        ("/day/print/tables", "/day"), ("/day/print/parts/talk", "/day"), ("/tour/paper", "/tour"),
        ("/speeddates/paper", "/speeddates"), ("/test/score-sheets", "/test"),
    ):  # fmt: skip
        lotte.visits(campaign + page)
        assert lotte.page.links()["Terug"] == campaign + above
        lotte.clicks("Terug")
    lotte.visits(f"{nomination}/sheet")
    assert lotte.page.links()["Terug"] == nomination


# req Y-12
def test_planning_from_an_old_page_does_not_undo_a_colleagues_work(known: Scene, signed_in: SignsIn) -> None:
    lotte = signed_in("lotte")
    lotte.visits(known.page)
    known.nominate()
    ask_for_plan(known.day, "rest", known.day.version, by=known.lotte)
    the_worker_plans()
    lotte.visits(f"{known.page}/draft")
    draft = draft_of(known.day)
    assert draft is not None
    old = {"version": str(draft.version), "day_version": str(known.day.version), "batch_step": "send"}
    one = known.appointments()[0]
    lotte.visits(f"{known.page}/appointments/{one.public_id}")
    lotte.fills_in("#move", start="15:30")
    lotte.sends(f"{known.page}/draft/put-in-force", old, expect=409)
    assert minute_of(Appointment.get_by_id(one.id).start_at, "Europe/Brussels") == 930


PAGES = {
    "lotte": (
        "",
        "?view=candidates",
        "?view=coaches",
        "/parts",
        "/publish",
        "/check-in",
        "/print/tables",
        "/print/slips",
    ),
    "pim": ("",),
    "emma": ("", "/print/tables"),
}


@pytest.mark.once  # how much a page asks hangs on no database
def test_the_number_of_queries_does_not_grow_with_the_candidates(scene: Scene, signed_in: SignsIn) -> None:
    day = scene.planned(3)
    publish_day(day, day.version, by=scene.lotte)
    people = {name: signed_in(name) for name in PAGES}

    def measured() -> dict[str, int]:
        found = {}
        for name, pages in PAGES.items():
            for page in pages:
                people[name].visits(scene.page + page)
                with count_queries() as queries:
                    people[name].visits(scene.page + page)
                found[f"{name}{page}"] = queries.count
        with count_queries() as queries:
            speeddates_of(scene.day)
        return found | {"speeddates_of": queries.count}

    few = measured()
    for _ in range(12):
        scene.nominate(scene.vacancies[1], coach=scene.joke, email="", needs=["breaks"])
    for _ in range(3):
        scene.nominate(coach=scene.pim, needs=["jobcoach_present"])
    plan_day(scene.day, by=scene.lotte)
    assert measured() == few
    assert all(found > 0 for found in few.values())
