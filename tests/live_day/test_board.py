"""The live board: who should be where, what asks for attention, and one small answer for each change."""
# req Y-11, 001-15, 001-23

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from werkzeug.test import TestResponse

from portal.actions.attendance import announce_late, note_attendance
from portal.actions.help_calls import ask_for_help
from portal.actions.live_day import set_delay
from portal.actions.selection_days import publish_day
from portal.actions.speeddates import make_sheets, set_criteria
from portal.actions.tablets import add_tablet, hear_from, keep_sheet, pair_tablet
from portal.models.selection_days import Assessor, Attendance, Table
from portal.models.speeddates import Device, HelpCall, Sheet
from portal.queries.instances import minute_of
from portal.queries.speeddates import criteria_of
from portal.rules.scoring import TEMPLATES
from tests.clock import Clock
from tests.counting import count_queries
from tests.page_checks import text_of
from tests.person import Page, Person
from tests.selection_days.at_once import plan_day
from tests.selection_days.scene import DAY, Scene

SignsIn = Callable[[str], Person]
ZONE = "Europe/Brussels"


@pytest.fixture
def running(scene: Scene, clock: Clock) -> Scene:
    """A day of six that is made known, at nine in the morning of the day itself, with An at each table."""
    day = scene.planned(6)
    publish_day(day, day.version, by=scene.lotte)
    for table in Table.select():
        Assessor.create(table=table, name="An")
    set_criteria(scene.campaign, TEMPLATES, by=scene.lotte)
    clock.go_to(datetime.combine(DAY, datetime.min.time()).replace(hour=9))
    return scene


def asks(person: Person, path: str, tag: str = "") -> TestResponse:
    """What the page's own script asks each second."""
    headers = {"X-Requested-With": "live"} | ({"If-None-Match": tag} if tag else {})
    answer: TestResponse = person.client.get(path, base_url=person.app.config["BASE_URL"], headers=headers)
    return answer


def words_in(page: Page, key: str) -> str:
    """The words in the part of the page with this id."""
    (part,) = page.tree.xpath(f"//*[@id='{key}']")
    return text_of(part)


def at(clock: Clock, minute: int) -> None:
    """Stand at a minute of the day."""
    clock.go_to(datetime.combine(DAY, datetime.min.time()).replace(hour=minute // 60, minute=minute % 60))


def test_it_says_who_is_at_a_table_now_and_who_comes_next(running: Scene, signed_in: SignsIn, clock: Clock) -> None:
    first = running.appointments()[0]
    table = first.table
    mine = [one for one in running.appointments() if one.table_id == table.id]
    at(clock, minute_of(first.start_at, ZONE))
    for one in Attendance.select():
        note_attendance(one, "check_in", by=running.lotte)
    lotte = signed_in("lotte")
    page = lotte.visits(f"{running.page}/live")
    names = [one.nomination.candidate.first_name for one in mine]
    card = words_in(page, f"turn-t{table.id}")
    assert names[0] in card.partition("tot")[0]
    if len(names) > 1:
        assert names[1] in card.partition("tot")[2]
    assert "nog geen beoordeling" in card


def test_whoever_is_not_there_when_something_begins_is_named(running: Scene, signed_in: SignsIn, clock: Clock) -> None:
    talk = running.appointments("talk")[0]
    at(clock, minute_of(talk.start_at, ZONE))
    here = Attendance.get(Attendance.nomination == running.nominations[0])
    note_attendance(here, "check_in", by=running.lotte)
    page = signed_in("lotte").visits(f"{running.page}/live")
    line = words_in(page, "live-asks")
    assert "Nog niet aangemeld voor" in line
    assert running.nominations[1].candidate.first_name in line
    assert running.nominations[0].candidate.first_name not in line
    assert "Alles loopt zoals gepland" not in line


def test_a_delay_moves_what_is_expected_and_never_the_plan(running: Scene, signed_in: SignsIn, clock: Clock) -> None:
    first = running.appointments()[0]
    start = minute_of(first.start_at, ZONE)
    at(clock, start + 2)
    lotte = signed_in("lotte")
    turn = f"turn-t{first.table_id}"
    before = words_in(lotte.visits(f"{running.page}/live"), turn)
    assert f"tot {(start + 10) // 60}.{(start + 10) % 60:02d}" in before
    lotte.sends(f"{running.page}/tables/{first.table.public_id}/late/10")
    after = words_in(lotte.page, turn)
    assert "+10 min" in after
    assert "vrij" in after  # whoever was to begin now begins in eight minutes
    assert minute_of(running.appointments()[0].start_at, ZONE) == start
    lotte.clicks("Ongedaan maken")
    assert "+10 min" not in words_in(lotte.page, turn)


def test_a_delay_that_makes_somebody_late_elsewhere_is_said(running: Scene, signed_in: SignsIn, clock: Clock) -> None:
    for table in Table.select():
        table.selection_day = running.day
        set_delay(table, 120, by=running.lotte)
    page = signed_in("lotte").visits(f"{running.page}/live")
    assert "komt te laat voor" in words_in(page, "live-asks")


def test_nothing_new_costs_nearly_nothing(running: Scene, signed_in: SignsIn, clock: Clock) -> None:
    lotte, path = signed_in("lotte"), f"{running.page}/live"
    first = asks(lotte, path)
    assert first.status_code == 200
    assert "turn-t" in first.get_data(as_text=True)
    again = asks(lotte, path, first.headers["ETag"])
    assert (again.status_code, again.get_data()) == (304, b"")


def _happenings(scene: Scene) -> dict[str, Callable[[], Any]]:
    """Everything that the board has to tell at once."""
    device, code, pin = add_tablet(scene.day, "Tafel 1", by=scene.lotte)
    make_sheets(scene.day)
    sheet = Sheet.select().first()
    body = {"scores": {criteria_of(scene.campaign)[0].public_id: 3}, "note": "", "verdict": None}

    def tap() -> None:
        one = Device.get_by_id(device.id)
        one.selection_day = scene.day
        keep_sheet(sheet, one, body, rev=1, base=0, owner="")

    table = Table.select().first()
    table.selection_day = scene.day
    attendance = Attendance.select().first()
    return {
        "a tablet is paired": lambda: pair_tablet(code, pin, "n" * 32),
        "a tap on a tablet": tap,
        "a tablet says what it holds": lambda: hear_from(Device.get_by_id(device.id), 4),
        "somebody is there": lambda: note_attendance(attendance, "check_in", by=scene.lotte),
        "somebody leaves": lambda: note_attendance(attendance, "check_out", by=scene.lotte),
        "a table runs late": lambda: set_delay(table, 5, by=scene.lotte),
        "a table is on time": lambda: set_delay(table, 0, by=scene.lotte),
    }


def test_whatever_happens_makes_another_answer(running: Scene, signed_in: SignsIn, clock: Clock) -> None:
    lotte, path = signed_in("lotte"), f"{running.page}/live"
    silent = []
    happenings = _happenings(running)
    tag = asks(lotte, path).headers["ETag"]
    for name, happens in happenings.items():
        happens()
        answer = asks(lotte, path, tag)
        if answer.status_code != 200:
            silent.append(name)
        tag = answer.headers["ETag"]
    assert silent == []
    clock.advance(minutes=1)
    assert asks(lotte, path, tag).status_code == 200


def test_two_readers_never_share_an_answer(running: Scene, signed_in: SignsIn) -> None:
    path = f"{running.page}/live"
    assert asks(signed_in("lotte"), path).headers["ETag"] != asks(signed_in("karel"), path).headers["ETag"]


def _seat(name: str) -> dict[str, str]:
    return {"name": name, "email": "", "job_title": ""}


@pytest.mark.once  # how much a page asks hangs on no database
def test_a_question_costs_as_many_queries_on_a_large_day_and_its_answer_stays_small(
    scene: Scene, signed_in: SignsIn, clock: Clock
) -> None:
    day = scene.planned(4)
    publish_day(day, day.version, by=scene.lotte)
    at(clock, 660)
    lotte, path = signed_in("lotte"), f"{scene.page}/live"

    def measured() -> tuple[int, int, int]:
        asks(lotte, path)
        with count_queries() as whole:
            answer = asks(lotte, path)
        with count_queries() as same:
            assert asks(lotte, path, answer.headers["ETag"]).status_code == 304
        return whole.count, same.count, len(answer.get_data())

    few = measured()
    for number in range(12):
        scene.add("tables", name=f"Tafel {number + 10}", assessors=[_seat("An"), _seat("Bert")])
    for _ in range(60):
        scene.nominate(scene.vacancies[1], coach=scene.joke)
    clock.go_to(datetime.combine(DAY, datetime.min.time()))  # on the day itself only the rest is planned
    plan_day(scene.day, by=scene.lotte)
    at(clock, 660)
    for one in Attendance.select().where(Attendance.state == "expected").limit(30):
        note_attendance(one, "check_in", by=scene.lotte)
    many = measured()
    assert many[:2] == few[:2]
    assert few[1] < few[0]
    assert many[2] <= 20_000


def test_only_who_leads_sees_it(running: Scene, signed_in: SignsIn) -> None:
    signed_in("karel").visits(f"{running.page}/live")
    for name in ("pim", "emma"):
        signed_in(name).visits(f"{running.page}/live", expect=403)
    signed_in("stan").visits(f"{running.page}/live", expect=404)


def test_on_another_day_it_shows_how_it_will_be_and_asks_nothing(
    running: Scene, signed_in: SignsIn, clock: Clock
) -> None:
    clock.advance(days=-2)
    page = signed_in("lotte").visits(f"{running.page}/live")
    assert "Dit bord loopt op de dag zelf" in page
    assert "data-live=" not in page.html


# req Y-11, Y-10
def test_it_says_who_is_there_late_absent_or_left_and_what_tablets_still_hold(
    running: Scene, signed_in: SignsIn, clock: Clock
) -> None:
    who = list(Attendance.select().order_by(Attendance.id))
    for one, steps in zip(who, (("check_in", "check_out"), ("mark_absent",), ("check_in",)), strict=False):
        for step in steps:
            note_attendance(Attendance.get_by_id(one.id), step, by=running.lotte)
    announce_late(who[3], 620, by=running.lotte)
    _device, code, pin = add_tablet(running.day, "Tablet balie", by=running.lotte)
    paired = pair_tablet(code, pin, "n" * 48).device
    assert paired is not None
    hear_from(paired, 3)
    clock.advance(minutes=4)
    page = signed_in("lotte").visits(f"{running.page}/live")
    assert words_in(page, "live-counts") == "1 aanwezig 2 verwacht 1 komt later 1 afwezig 1 vertrokken"
    assert [text_of(one) for one in page.tree.xpath("//*[@data-letter='w']//*[@data-state]")] == ["vertrokken"]
    assert words_in(page, "live-tablets") == (
        "1 tablet verbonden, 1 is stil. Tablet balie: 4 minuten niet gehoord, 3 nog te versturen"
    )


# req X-04
def test_a_call_for_help_stands_on_top_until_somebody_says_to_come(running: Scene, signed_in: SignsIn) -> None:
    device, _code, _pin = add_tablet(running.day, "Tablet balie", by=running.lotte)
    device.selection_day = running.day
    lotte, path = signed_in("lotte"), f"{running.page}/live"
    tag = asks(lotte, path).headers["ETag"]
    ask_for_help(device, "n" * 32, "")
    assert asks(lotte, path, tag).status_code == 200
    karel = signed_in("karel")
    assert "Hulp gevraagd: Tablet balie" in karel.visits(path)
    assert not any(words.startswith("Ik kom") for words in karel.page.buttons)
    lotte.visits(path)
    lotte.clicks("Ik kom Tablet balie")
    assert "Hulp gevraagd" not in words_in(lotte.page, "live-asks")
    assert HelpCall.get().settled_by == running.lotte
