"""Pairing a tablet, and what its token opens."""

import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from werkzeug.routing import BaseConverter, IntegerConverter
from werkzeug.test import TestResponse

from portal.actions.tablets import add_tablet, revoke_tablet
from portal.blueprints.guard import guard_of
from portal.models.accounts import Look
from portal.models.database import database
from portal.models.history import HistoryLine
from portal.models.selection_days import Attendance
from portal.models.speeddates import Device, Sheet
from portal.rules.tablets import tidy_code
from tests.clock import Clock
from tests.person import Person
from tests.speeddates.day import Day, make_day
from tests.tablet.tablets import Tablet, new_codes, paired_tablet


def at_once(work: Callable[[], Any], times: int = 8) -> list[Any]:
    """The same from several threads at the same moment, each with a database connection of its own."""
    start = threading.Barrier(times)
    found: list[Any] = []

    def one() -> None:
        start.wait()
        try:
            found.append(work())
        finally:
            database.close()

    threads = [threading.Thread(target=one) for _ in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


# req X-04
def test_a_code_and_its_pin_give_a_token_that_is_kept_as_a_hash(app: Flask, day: Day) -> None:
    tablet, device = paired_tablet(app, day)
    assert len(bytes.fromhex(tablet.token)) == 32
    row = str(Device.select().where(Device.id == device.id).dicts().get())
    assert tablet.token not in row
    assert tablet.reads()["label"] == "Tafel 1"


def test_a_code_may_be_typed_in_any_way(app: Flask, day: Day) -> None:
    _, code, pin = new_codes(day)
    assert Tablet(app).pairs(f" {code[:4].lower()}-{code[4:].lower()} ", pin).status_code == 200
    assert tidy_code(f"{code[:4]} {code[4:]}") == code


def test_a_code_is_for_one_tablet(app: Flask, day: Day) -> None:
    _, code, pin = new_codes(day)
    assert Tablet(app).pairs(code, pin).status_code == 200
    second = Tablet(app).pairs(code, pin)
    assert (second.status_code, second.get_json()) == (410, {"error": "gone"})


def test_a_lost_answer_is_asked_for_again(app: Flask, day: Day) -> None:  # promise P7
    _, code, pin = new_codes(day)
    tablet = Tablet(app)
    tokens = {tablet.pairs(code, pin).get_json()["token"] for _ in range(3)}
    answers = at_once(lambda: tablet.sends("POST", "pair", {"code": code, "pin": pin, "nonce": tablet.nonce}))
    assert {answer.get_json()["token"] for answer in answers} == tokens
    assert len(tokens) == 1
    assert HistoryLine.select().where(HistoryLine.step == "pair").count() == 1


def test_of_eight_tablets_at_once_one_gets_the_code(app: Flask, day: Day) -> None:
    _, code, pin = new_codes(day)
    answers = at_once(lambda: Tablet(app).pairs(code, pin).status_code)
    assert sorted(answers) == [200] + [410] * 7


def test_five_wrong_pins_close_the_tablet_and_the_right_one_comes_too_late(app: Flask, day: Day) -> None:
    device, code, pin = new_codes(day)
    wrong = "000000" if pin != "000000" else "111111"
    answers = [Tablet(app).pairs(code, wrong) for _ in range(5)]
    assert [(one.status_code, one.get_json().get("left")) for one in answers] == [
        (403, 4),
        (403, 3),
        (403, 2),
        (403, 1),
        (410, None),
    ]
    assert Tablet(app).pairs(code, pin).get_json() == {"error": "revoked"}
    assert Device.get_by_id(device.id).revoked_at is not None


def test_wrong_pins_at_once_are_all_counted(app: Flask, day: Day) -> None:
    device, code, pin = new_codes(day)
    wrong = "000000" if pin != "000000" else "111111"
    answers = at_once(lambda: Tablet(app).pairs(code, wrong).status_code)
    assert sorted(answers) == [403] * 4 + [410] * 4
    assert Device.get_by_id(device.id).wrong_pins == 5


def test_a_code_lives_for_half_an_hour(app: Flask, day: Day, clock: Clock) -> None:
    _, code, pin = new_codes(day)
    clock.advance(minutes=30)
    assert Tablet(app).pairs(code, pin).status_code == 410


@pytest.mark.parametrize(
    "said",
    [
        None,
        [],
        {"code": "ABCD2345"},
        {"code": "ABCD2345", "pin": "123456", "nonce": "short"},
        {"code": 3, "pin": [], "nonce": {}},
        {"code": "\0", "pin": "\ud800", "nonce": "a" * 24},
    ],
)
def test_pairing_with_nonsense_is_answered_plainly(app: Flask, day: Day, said: Any) -> None:
    answer = Tablet(app).sends("POST", "pair", said)
    assert answer.status_code in (400, 410)
    assert set(answer.get_json()) == {"error"}


def test_brackets_within_brackets_break_nothing(app: Flask, day: Day) -> None:
    tablet, _ = paired_tablet(app, day)
    deep = '{"rev":1,"body":' + '{"a":' * 5000 + "1" + "}" * 5001
    answer = app.test_client().post(
        "/tablet/hello",
        data=deep,
        content_type="application/json",
        headers={"Authorization": f"Bearer {tablet.token}"},
    )
    assert answer.status_code == 200


def test_a_revoked_tablet_opens_nothing_from_that_moment(app: Flask, day: Day) -> None:
    tablet, device = paired_tablet(app, day)
    sheet = tablet.sheet_of("Fatima", "An")
    revoke_tablet(device, by=day.lotte)
    for method, path in (("GET", "day"), ("POST", "hello"), ("GET", f"sheets/{sheet['id']}")):
        answer = tablet.sends(method, path, {} if method == "POST" else None)
        assert (answer.status_code, answer.get_json()) == (401, {"error": "revoked"})
    assert tablet.puts(sheet, day.whole()).status_code == 401
    assert Sheet.get(Sheet.public_id == sheet["id"]).version == 0


def test_no_token_a_wrong_one_and_a_cookie_open_nothing(app: Flask, day: Day, lotte: Person) -> None:
    for token in ("", "0" * 64):
        assert Tablet(app, token=token).sends("GET", "day").get_json() == {"error": "unknown"}
    assert lotte.client.get("/tablet/day").status_code == 401


# req X-04
def test_when_the_day_is_closed_the_tablet_is_worthless(app: Flask, day: Day) -> None:  # promise P14
    tablet, _ = paired_tablet(app, day)
    day.day.change(state="closed")
    assert tablet.sends("GET", "day").get_json() == {"error": "closed"}
    day.day.change(state="published")
    day.campaign.change(state="closed")
    assert tablet.sends("GET", "day").status_code == 401


def test_after_midnight_there_are_no_names_but_sheets_still_come_in(app: Flask, day: Day, clock: Clock) -> None:
    tablet, _ = paired_tablet(app, day)
    sheet = tablet.sheet_of("Fatima", "An")
    clock.advance(hours=13, minutes=59)
    assert not tablet.reads()["over"]
    clock.advance(minutes=2)
    read = tablet.reads()
    assert (read["over"], read["speeddates"], read["assessors"]) == (True, [], [])
    assert tablet.puts(sheet, day.whole()).get_json()["standing"] == "accepted"
    clock.advance(days=2)
    assert tablet.puts(sheet, day.whole(), rev=2).status_code == 401


def test_a_day_that_is_not_made_known_shows_nobody(app: Flask, day: Day) -> None:
    day.day.change(state="draft")
    tablet, _ = paired_tablet(app, day)
    assert tablet.reads()["speeddates"] == []


def test_a_token_of_another_day_sees_nothing_of_this_one(app: Flask, day: Day) -> None:
    own, _ = paired_tablet(app, day)
    sheet = own.sheet_of("Fatima", "An")
    stranger, _ = paired_tablet(app, make_day(app, "maan", names=[("Zita", "Vreemd")]))
    assert "Fatima" not in stranger.sends("GET", "day").get_data(as_text=True)
    absent = stranger.sends("GET", "sheets/AAAAAAAAAAAAAAAAAAAAAA")
    answers = [stranger.puts(sheet, day.whole()), stranger.sends("GET", f"sheets/{sheet['id']}")]
    assert [(one.status_code, one.get_data()) for one in answers] == [(404, absent.get_data())] * 2
    assert Sheet.get(Sheet.public_id == sheet["id"]).version == 0


def kind_of(app: Flask, endpoint: str) -> str:
    guard = guard_of(app, endpoint)
    return guard.kind if guard else ""


# req X-04
def test_a_stolen_token_reaches_at_most_six_routes(app: Flask, day: Day) -> None:  # promise P14
    tablet, _ = paired_tablet(app, day)
    routes = [
        (method, rule)
        for rule in app.url_map.iter_rules()
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"})
    ]
    by_device = [(method, rule.rule) for method, rule in routes if kind_of(app, rule.endpoint) == "by_device"]
    assert sorted(by_device) == [
        ("GET", "/tablet/day"),
        ("GET", "/tablet/sheets/<sheet_id>"),
        ("POST", "/tablet/hello"),
        ("POST", "/tablet/help"),
        ("POST", "/tablet/lock"),
        ("PUT", "/tablet/sheets/<sheet_id>"),
    ]
    opened = []
    for method, rule in routes:
        if kind_of(app, rule.endpoint) != "requires":
            continue
        values = {
            name: _something_for(rule._converters[name], day) for name in rule.arguments - (rule.defaults or {}).keys()
        }
        _, address = rule.build(values) or ("", "")
        answer = app.test_client().open(address, method=method, headers={"Authorization": f"Bearer {tablet.token}"})
        if answer.status_code < 300:
            opened.append((method, rule.rule))
    assert opened == []


def _something_for(part: BaseConverter, day: Day) -> str:
    """A number, the first word of a list, or a campaign that exists."""
    if isinstance(part, IntegerConverter):
        return "0"
    return str(next(iter(getattr(part, "items", [day.campaign.public_id]))))


def test_a_tablet_reads_named_facts_and_nothing_else(app: Flask, day: Day) -> None:
    tablet, device = paired_tablet(app, day)
    text = tablet.sends("GET", "day").get_data(as_text=True)
    read = tablet.reads()
    fatima = read["speeddates"][0]
    assert (fatima["name"], fatima["time"], fatima["functions"]) == ("Fatima E.", "10.00 uur", ["Inpakker"])
    assert fatima["needs"] == ["Krijgt instructies graag op papier: graag groot"]
    assert set(fatima) == {
        "id", "part", "table", "start", "time", "name", "absent", "functions", "competences", "motivation", "needs",
        "sheets",
    }  # fmt: skip
    for secret in ("canary", "Amrani", "Kanariedorp", "0470", "geheim", "trekker", "nota van", "Pim", "Opstap"):
        assert secret not in text
    looks = Look.select().where(Look.at_what == f"tablet:{device.public_id}")
    assert looks.count() == len(day.nominations)


def test_a_tablet_hears_of_another_plan_and_asks_for_nothing_else(app: Flask, day: Day, clock: Clock) -> None:
    tablet, device = paired_tablet(app, day)

    def asks(tag: str) -> TestResponse:
        headers = {"Authorization": f"Bearer {tablet.token}", "If-None-Match": tag}
        base = app.config["BASE_URL"]
        found: TestResponse = app.test_client(use_cookies=False).get("/tablet/day", headers=headers, base_url=base)
        return found

    tag = asks("").headers["ETag"]
    tablet.puts(tablet.sheet_of("Fatima", "An"), day.whole())
    seen = Device.get_by_id(device.id).last_seen_at
    clock.advance(seconds=5)
    again = asks(tag)
    assert (again.status_code, again.data) == (304, b"")  # a score elsewhere is no other plan
    assert Device.get_by_id(device.id).last_seen_at == seen  # and nothing is written
    Attendance.create(selection_day=day.day, nomination=day.nominations[1], state="absent")
    assert asks(tag).status_code == 200
    tag = asks("").headers["ETag"]
    day.day.change_seen(day.day.version, planned_at=clock.now())  # as a plan that is put in force does
    assert asks(tag).status_code == 200


def test_somebody_who_withdrew_is_gone_from_the_tablet(app: Flask, day: Day) -> None:
    day.nominations[0].change(state="withdrawn")
    tablet, _ = paired_tablet(app, day)
    assert [one["name"] for one in tablet.reads()["speeddates"]] == ["Bo P.", "Cyriel M.", "Dina N."]


def test_the_day_speaks_the_language_of_the_tablet(app: Flask, day: Day) -> None:
    tablet, _ = paired_tablet(app, day)
    assert tablet.sends("GET", "day?language=en").get_json()["speeddates"][0]["time"] == "10:00"


def test_hello_tells_the_lead_when_and_how_much_is_waiting(app: Flask, day: Day, clock: Clock) -> None:
    tablet, device = paired_tablet(app, day)
    at = clock.advance(minutes=7)
    assert tablet.sends("POST", "hello", {"pending": 3}).get_json()["heard"] is True
    tablet.sends("POST", "hello", {"pending": "many"})
    seen = Device.get_by_id(device.id)
    assert (seen.last_seen_at, seen.pending) == (at, 3)


def test_trying_too_often_is_slowed_down(make_app: Callable[..., Flask], day: Day) -> None:
    app = make_app(RATE_LIMITS=True)
    answers = [Tablet(app).pairs("ABCD2345", "123456").status_code for _ in range(61)]
    assert (answers[0], answers[-1]) == (410, 429)


# req X-04
def test_the_lead_adds_a_tablet_and_closes_it(app: Flask, day: Day, lotte: Person) -> None:
    lotte.visits(f"{day.path}/tablets")
    page = lotte.fills_in("#add-tablet", label="Tafel 1")
    device = Device.get()
    code, pin = add_tablet(day.day, "Tafel 1", by=day.lotte, public_id=device.public_id)[1:]
    assert f"{code[:4]}-{code[4:]}" in page
    assert pin in page
    assert page.tree.xpath("//div[@class='qr']//*[local-name()='svg']")
    assert Tablet(app).pairs(code, pin).status_code == 200
    page = lotte.visits(f"{day.path}/tablets")
    assert code[:4] not in page
    assert pin not in page
    assert "Verbonden" in page
    page = lotte.clicks("Sluit af Tafel 1")
    assert "Afgesloten" in page
    assert Device.get().revoked_at is not None


def test_adding_three_times_and_eight_at_once_adds_one_tablet(app: Flask, day: Day, lotte: Person) -> None:
    lotte.visits(f"{day.path}/tablets")  # promise P7
    form = lotte._form("#add-tablet")
    form.fill_in({"label": "Tafel 1"})
    sent = form.sent_by()
    pages = [lotte.client.post(f"{day.path}/tablets", data=sent, base_url=app.config["BASE_URL"]) for _ in range(3)]
    assert {page.status_code for page in pages} == {200}
    once = sent["once"]
    codes = at_once(lambda: add_tablet(day.day, "Tafel 1", by=day.lotte, public_id=once)[1:])
    assert len(set(codes)) == 1
    assert Device.select().count() == 1


def test_only_the_lead_pairs_tablets(day: Day, emma: Person, new_person: Callable[..., Person]) -> None:
    emma.visits(f"{day.path}/tablets", expect=403)
    new_person(day.pim.email).visits(f"{day.path}/tablets", expect=403)
    device, _, _ = new_codes(day)
    emma.visits("/profile")
    emma.sends(f"/tablets/{device.public_id}/revoke", expect=404)
    assert Device.get_by_id(device.id).revoked_at is None


def test_the_page_itself_holds_nobodys_data(day: Day, visitor: Person) -> None:
    page = visitor.visits("/tablet/")
    assert "Set-Cookie" not in page.headers
    assert "Fatima" not in page.html
    assert len(page.body) <= 60_000
    english = visitor.visits("/tablet/?language=en")
    assert english.tree.get("lang") == "en"


def test_the_tablets_page_says_when_a_tablet_falls_silent(app: Flask, day: Day, lotte: Person, clock: Clock) -> None:
    paired_tablet(app, day)
    clock.advance(minutes=5)
    assert "Stil" in lotte.visits(f"{day.path}/tablets")


def test_a_code_that_was_not_used_says_so_afterwards(day: Day, lotte: Person, clock: Clock) -> None:
    new_codes(day)
    assert "Wacht op koppelen" in lotte.visits(f"{day.path}/tablets")
    clock.advance(minutes=31)
    assert "Code verlopen" in lotte.visits(f"{day.path}/tablets")
    assert timedelta(minutes=30) == Device.get().code_expires_at - Device.get().created_at
