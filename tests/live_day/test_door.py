"""The door: by list, by code on the slip, part by part; taps that come late; who was not expected; who stands in."""
# req Y-11, Y-15

import secrets
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from werkzeug.test import TestResponse

from portal.actions.attendance import note_attendance
from portal.actions.live_day import drop_stand_in, set_delay, welcome_unannounced
from portal.actions.restrictions import restrict_candidate
from portal.actions.selection_days import close_day, publish_day
from portal.models.candidates import Candidate
from portal.models.history import HistoryLine
from portal.models.live_day import DeskTap, PartCheck, StandIn
from portal.models.nominations import Nomination
from portal.models.selection_days import Attendance, Table
from portal.rules.refusals import Refused
from portal.rules.restrictions import Ground
from tests.clock import Clock
from tests.person import Person
from tests.selection_days.scene import DAY, Scene

SignsIn = Callable[[str], Person]


@pytest.fixture
def running(scene: Scene, clock: Clock) -> Scene:
    """A day of four that is made known, at nine in the morning of the day itself."""
    day = scene.planned(4)
    publish_day(day, day.version, by=scene.lotte)
    clock.go_to(datetime.combine(DAY, datetime.min.time()).replace(hour=9))
    return scene


def attendance(scene: Scene, rank: int = 0) -> Attendance:
    """How a candidate stands now."""
    found: Attendance = Attendance.get(Attendance.nomination == scene.nominations[rank])
    return found


def milliseconds(at: datetime) -> int:
    return round(at.timestamp() * 1000)


def tap(scene: Scene, step: str, at: datetime, rank: int = 0, **more: Any) -> dict[str, Any]:
    """A tap as a phone keeps it."""
    own = attendance(scene, rank).public_id
    return {"id": secrets.token_urlsafe(16), "attendance": own, "step": step, "at": milliseconds(at), **more}


def sends(person: Person, scene: Scene, taps: Any, now: datetime | int) -> TestResponse:
    """What the script of the page sends."""
    person.visits(f"{scene.page}/check-in")
    token = person.page.tree.xpath("//input[@name='csrf_token']/@value")[0]
    base = person.app.config["BASE_URL"]
    answer: TestResponse = person.client.post(
        f"{scene.page}/taps",
        json={"now": milliseconds(now) if isinstance(now, datetime) else now, "taps": taps},
        headers={"X-CSRFToken": token, "Accept": "application/json", "Referer": f"{base}/"},
        base_url=base,
    )
    return answer


def standings(answer: TestResponse) -> list[str]:
    return [one["standing"] for one in answer.get_json()["taps"]]


def test_taps_kept_without_network_count_once_and_at_their_own_time(
    running: Scene, signed_in: SignsIn, clock: Clock
) -> None:
    lotte, seen = signed_in("lotte"), clock.now()
    kept = [tap(running, "present", seen), tap(running, "late", seen, 1, minute=615)]
    clock.advance(minutes=40)
    for _ in range(3):
        answer = sends(lotte, running, kept, clock.now())
        assert standings(answer) == ["kept", "kept"]
    assert [one["state"] for one in answer.get_json()["taps"]] == ["present", "late"]
    assert attendance(running).arrived_at == seen
    assert attendance(running, 1).expected_minute == 615
    assert DeskTap.select().count() == 2
    assert HistoryLine.select().where(HistoryLine.step == "check_in").count() == 1


def test_a_phone_whose_clock_is_days_wrong_tells_the_right_time(
    running: Scene, signed_in: SignsIn, clock: Clock
) -> None:
    wrong = clock.now() + timedelta(days=3)
    answer = sends(signed_in("lotte"), running, [tap(running, "present", wrong - timedelta(minutes=7))], wrong)
    assert standings(answer) == ["kept"]
    assert attendance(running).arrived_at == clock.now() - timedelta(minutes=7)


def test_an_old_tap_does_not_undo_what_somebody_noted_since(running: Scene, signed_in: SignsIn, clock: Clock) -> None:
    early = clock.now()
    clock.advance(minutes=10)
    note_attendance(attendance(running), "check_in", by=running.karel)
    clock.advance(minutes=10)
    answer = sends(signed_in("lotte"), running, [tap(running, "absent", early)], clock.now())
    assert standings(answer) == ["overtaken"]
    assert attendance(running).state == "present"
    assert DeskTap.get().standing == "overtaken"


def test_what_cannot_be_any_more_does_not_hold_up_the_rest(running: Scene, signed_in: SignsIn, clock: Clock) -> None:
    lotte, now = signed_in("lotte"), clock.now()
    gone = tap(running, "present", now) | {"attendance": "nobody"}
    cannot = tap(running, "left", now, 1)  # who is not there cannot leave
    good = tap(running, "present", now, 2)
    answer = sends(lotte, running, [gone, cannot, good], now)
    assert standings(answer) == ["gone", "refused", "kept"]
    assert attendance(running, 2).state == "present"
    assert standings(sends(lotte, running, [cannot], now)) == ["refused"]


def test_a_file_that_is_set_apart_stays_as_it_is(running: Scene, signed_in: SignsIn, clock: Clock) -> None:
    late = running.nominate()
    welcome_unannounced(running.day, late, "", by=running.lotte)
    one = tap(running, "left", clock.now(), len(running.nominations) - 1)
    restrict_candidate(late.candidate, Ground.ACCURACY, "klopt niet", by=running.karel)
    lotte = signed_in("lotte")
    assert standings(sends(lotte, running, [one], clock.now())) == ["refused"]
    assert Attendance.get(Attendance.nomination == late).state == "present"
    for page in ("/check-in", "/live"):
        assert late.candidate.last_name not in lotte.visits(running.page + page)


def test_anything_else_than_taps_is_refused_whole(running: Scene, signed_in: SignsIn, clock: Clock) -> None:
    lotte, now = signed_in("lotte"), clock.now()
    good = tap(running, "present", now)
    for bad in (
        "taps", [1], [good | {"step": "erase"}], [good | {"id": "kort"}], [good | {"at": -1}], [good | {"at": True}],
        [good | {"minute": 5000}], [good | {"kind": "talk"}], [good | {"step": "seen", "kind": "lunch"}],
        [good] * 501,
    ):  # fmt: skip
        assert sends(lotte, running, bad, now).status_code == 400
    assert sends(lotte, running, [good], -5).status_code == 400
    assert attendance(running).state == "expected"


def test_a_page_at_the_door_asks_again_and_hears_only_what_changed(running: Scene, signed_in: SignsIn) -> None:
    lotte, own = signed_in("lotte"), attendance(running).public_id
    base = lotte.app.config["BASE_URL"]
    for page in ("", "/parts/talk", f"/of/{own}"):

        def asks(mark: str = "", page: str = page) -> TestResponse:
            headers = {"X-Requested-With": "desk", "If-None-Match": mark}
            found: TestResponse = lotte.client.get(f"{running.page}/check-in{page}", headers=headers, base_url=base)
            return found

        mark = asks().headers["ETag"]
        again = asks(mark)
        assert (again.status_code, again.data) == (304, b"")
        note_attendance(attendance(running), "check_in", by=running.karel)
        fresh = asks(mark)
        assert fresh.status_code == 200
        assert "aanwezig" in fresh.get_data(as_text=True)
        note_attendance(attendance(running), "expect_again", by=running.karel)


def test_who_is_set_apart_leaves_a_page_that_is_open(running: Scene, signed_in: SignsIn) -> None:  # req Y-19
    late = running.nominate()
    welcome_unannounced(running.day, late, "", by=running.lotte)
    lotte, who = signed_in("lotte"), late.candidate
    base, headers = lotte.app.config["BASE_URL"], {"X-Requested-With": "desk"}
    before = lotte.client.get(f"{running.page}/check-in", headers=headers, base_url=base)
    assert who.last_name in before.get_data(as_text=True)
    restrict_candidate(who, Ground.OBJECTION, "weegt het af", by=running.karel)
    mark = {"If-None-Match": before.headers["ETag"]}
    fresh = lotte.client.get(f"{running.page}/check-in", headers=headers | mark, base_url=base)
    assert fresh.status_code == 200
    assert who.last_name not in fresh.get_data(as_text=True)


def test_nobody_else_can_send_taps(running: Scene, signed_in: SignsIn, clock: Clock) -> None:
    one = tap(running, "present", clock.now())
    pim = signed_in("pim")
    pim.sends(f"{running.page}/taps", expect=403)
    assert one["attendance"]
    assert attendance(running).state == "expected"


def test_who_is_seen_at_a_part_is_there_and_it_can_be_put_right(running: Scene, signed_in: SignsIn) -> None:
    lotte = signed_in("lotte")
    lotte.visits(f"{running.page}/check-in/parts/talk")
    own = attendance(running).public_id
    for _ in range(2):
        lotte.sends(f"{running.page}/attendance/{own}/parts/talk/0/seen")
    assert attendance(running).state == "present"
    assert [one.is_seen for one in PartCheck.select()] == [True]
    lotte.clicks("Ongedaan maken")
    assert [one.is_seen for one in PartCheck.select()] == [False]
    assert attendance(running).state == "present"
    lotte.sends(f"{running.page}/attendance/{own}/parts/lunch/0/seen", expect=404)
    lotte.sends(f"{running.page}/attendance/{own}/parts/speeddate/9/seen", expect=404)


def test_every_part_of_the_day_has_its_list_on_screen_and_on_paper(running: Scene, signed_in: SignsIn) -> None:
    lotte = signed_in("lotte")
    for kind in ("talk", "tour", "test", "speeddate"):
        for page in (f"/check-in/parts/{kind}", f"/print/parts/{kind}"):
            shown = lotte.visits(running.page + page)
            assert all(one.candidate.last_name in shown for one in running.nominations)
    running.campaign.change(has_tour=False)
    lotte.visits(f"{running.page}/check-in/parts/tour", expect=404)


def test_the_code_on_a_slip_opens_the_line_at_the_door_for_who_may_check_in(
    running: Scene, signed_in: SignsIn, new_person: Callable[..., Person]
) -> None:
    lotte = signed_in("lotte")
    slips = lotte.visits(f"{running.page}/print/slips")
    assert slips.html.count("qr-code") == len(running.nominations)
    path = f"{running.page}/check-in/of/{attendance(running).public_id}"
    page = lotte.visits(path)
    assert running.nominations[0].candidate.last_name in page
    assert "Aanwezig" in page.buttons[0]
    signed_in("joke").visits(path, expect=403)
    signed_in("pim").visits(path, expect=404)
    stranger = Person(running.app)
    assert "password" in stranger.visits(path).html
    assert running.nominations[0].candidate.last_name not in stranger.page


def test_badges_call_people_as_the_employer_may_know_them(running: Scene, signed_in: SignsIn) -> None:
    lotte = signed_in("lotte")
    note_attendance(attendance(running, 1), "mark_absent", by=running.lotte)
    page = lotte.visits(f"{running.page}/print/badges")
    assert "Fatima E." in page
    assert "El Amrani" not in page
    assert "Jonas" not in page
    running.campaign.change(names_from="matched")
    page = lotte.visits(f"{running.page}/print/badges")
    assert "Fatima" not in page
    assert "Kandidaat" in page


def test_somebody_nobody_knew_becomes_a_draft_of_the_lead_and_is_there(running: Scene, signed_in: SignsIn) -> None:
    lotte = signed_in("lotte")
    lotte.visits(f"{running.page}/check-in/unannounced")
    lotte.fills_in("Meld aan", first_name="Sara", last_name="Nieuw", needs="een tolk Arabisch")
    assert "Sara Nieuw is aangemeld" in lotte.page
    assert "Nodig: een tolk Arabisch" in lotte.page
    assert "nog niet voorgedragen" in lotte.page
    candidate = Candidate.get(Candidate.last_name == "Nieuw")
    nomination = Nomination.get(Nomination.candidate == candidate)
    assert (nomination.state, nomination.jobcoach_id) == ("draft", running.lotte.id)
    assert Attendance.get(Attendance.nomination == nomination).state == "present"
    assert "Aan de deur, nog zonder uren: Sara N." in lotte.visits(f"{running.page}/live")
    assert "Sara" not in signed_in("emma").visits(running.page)


def test_somebody_known_without_hours_is_welcomed_once(running: Scene, signed_in: SignsIn) -> None:
    late = running.nominate()
    lotte = signed_in("lotte")
    lotte.visits(f"{running.page}/check-in/unannounced")
    lotte.fills_in("Meld aan", known=late.public_id)
    assert Attendance.get(Attendance.nomination == late).state == "present"
    assert "nog zonder uren" in lotte.page
    lotte.visits(f"{running.page}/check-in/unannounced")
    lotte.fills_in("Meld aan")
    assert "Kies iemand, of vul een voornaam en een achternaam in" in lotte.page
    assert Attendance.select().where(Attendance.nomination == late).count() == 1


def test_another_jobcoach_stands_on_the_list_and_on_the_slips(running: Scene, signed_in: SignsIn) -> None:
    lotte = signed_in("lotte")
    lotte.visits(f"{running.page}/check-in/stand-ins")
    lotte.fills_in("Noteer", jobcoach=running.pim.public_id, name="Rik Peters", phone="0470 11 22 33")
    assert "Rik Peters in de plaats van Pim de Wit" in lotte.visits(f"{running.page}/check-in")
    assert "Vandaag komt Rik Peters" in lotte.visits(f"{running.page}/print/slips")
    stand_in = StandIn.get()
    stand_in.selection_day = running.day
    drop_stand_in(stand_in, by=running.lotte)
    assert "Rik" not in lotte.visits(f"{running.page}/check-in")


def test_after_the_day_nothing_is_noted_any_more(running: Scene, signed_in: SignsIn, clock: Clock) -> None:
    one = tap(running, "present", clock.now())
    table = Table.select().first()
    table.selection_day = running.day
    close_day(running.day, by=running.lotte)
    with pytest.raises(Refused, match="voorbij"):
        set_delay(table, 5, by=running.lotte)
    assert standings(sends(signed_in("lotte"), running, [one], clock.now())) == ["refused"]
    assert attendance(running).state == "expected"
