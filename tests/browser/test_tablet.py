"""The employer's tablet in a real browser, with a real server behind it."""

from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from portal.actions.speeddates import set_criteria
from portal.actions.tablets import revoke_tablet
from portal.models.selection_days import Appointment, TourLine
from portal.models.speeddates import Sheet, SheetEntry
from portal.rules.scoring import TOUR_TEMPLATES, Part
from tests.browser.tablet_screen import (
    EVERYTHING_KEPT,
    LANDSCAPE,
    PORTRAIT,
    accessible,
    all_is_in,
    answer,
    open_sheet,
    pair,
    status,
    tablet,
)
from tests.browser.tablet_server import address, change_the_plan, day, portal
from tests.speeddates.day import Day
from tests.tablet.tablets import new_codes

__all__ = ["address", "day", "portal"]


# req 001-23, X-04
def test_what_is_tapped_is_what_the_server_has(chromium: Browser, address: str, day: Day) -> None:
    with tablet(chromium, address) as (_, page, wrong):
        device = pair(page, day)
        sheet = open_sheet(page, day)
        for words in ("Weet wat het werk is", "Antwoordt op wat je vraagt", "Geeft een voorbeeld van eigen werk"):
            answer(page, words)
        # The last criterion and the verdict by keyboard: arrows choose within a group, Tab goes on.
        page.get_by_role("radio", name="Verwittigt op tijd").focus()
        page.keyboard.press("ArrowRight")
        page.get_by_label("Nota").focus()
        page.keyboard.type("Rustig en helder. Ça va?")
        page.keyboard.press("Tab")
        page.keyboard.press("Space")
        expect(page.get_by_role("radio", name="Ja", exact=True)).to_be_checked()
        page.reload()
        expect(page.get_by_role("radio", name="Antwoordt op wat je vraagt")).to_be_checked()
        expect(page.get_by_role("radio", name="Verwittigt en zoekt een oplossing")).to_be_checked()
        expect(page.get_by_label("Nota")).to_have_value("Rustig en helder. Ça va?")
        all_is_in(page)
        page.get_by_role("button", name="Lijst").tap()
        expect(page.get_by_role("button", name="Fatima E.")).to_contain_text("Klaar")
        assert wrong == []
    kept = Sheet.get_by_id(sheet.id)
    assert [kept.body["scores"][one.public_id] for one in day.criteria] == [4, 3, 3, 4]
    assert (kept.body["note"], kept.body["verdict"]) == ("Rustig en helder. Ça va?", "green")
    entries = list(SheetEntry.select().order_by(SheetEntry.id))
    assert {entry.standing for entry in entries} == {"accepted"}
    assert {entry.device_id for entry in entries} == {device.id}


def test_what_was_tapped_shows_at_once_wherever_one_goes(chromium: Browser, address: str, day: Day) -> None:
    with tablet(chromium, address) as (_, page, wrong):
        pair(page, day)
        open_sheet(page, day)
        # All within one task of the page: nothing can have reached the store yet.
        page.evaluate("""() => {
          document.querySelector("input[value=orange]").click();
          document.querySelector("[data-slot=list]").click();
        }""")
        expect(page.get_by_role("button", name="Fatima E.")).to_contain_text("Begonnen")
        assert wrong == []


# req Y-10
# req Y-8
def test_several_assessors_share_a_tablet_and_none_sees_what_another_scored(
    chromium: Browser, address: str, day: Day
) -> None:
    with tablet(chromium, address) as (_, page, wrong):
        pair(page, day)
        open_sheet(page, day)
        answer(page, "Weet wat het werk is")
        page.get_by_role("button", name="Iemand anders").tap()
        page.get_by_role("button", name="Je beoordeelt als Bert Willems").tap()
        page.get_by_role("button", name="Fatima E.").tap()
        expect(page.get_by_role("radio", name="Weet wat het werk is")).to_be_visible()
        expect(page.locator("input:checked")).to_have_count(0)
        answer(page, "Zoekt werk")
        all_is_in(page)
        assert wrong == []
    first = day.criteria[0].public_id
    scored = {one.assessor_id: one.body["scores"] for one in Sheet.select().where(Sheet.version > 0)}
    assert scored == {day.assessors[0].id: {first: 4}, day.assessors[1].id: {first: 2}}


def test_another_plan_is_on_the_tablet_within_seconds(chromium: Browser, address: str, day: Day) -> None:
    with tablet(chromium, address) as (_, page, wrong):
        pair(page, day)
        page.get_by_role("button", name="Je beoordeelt als An Jacobs").tap()
        line = page.get_by_role("button", name="Bo P.")
        expect(line).to_contain_text("10.15 uur")
        change_the_plan(day)
        expect(line).to_contain_text("12.15 uur", timeout=8000)
        assert wrong == []


def test_without_network_it_goes_on_and_says_so(chromium: Browser, address: str, day: Day) -> None:
    with tablet(chromium, address) as (context, page, _):
        pair(page, day)
        sheet = open_sheet(page, day)
        context.set_offline(True)
        answer(page, "Antwoordt op wat je vraagt")
        answer(page, "Nee")
        expect(status(page)).to_have_text("1 bewaard op deze tablet, wordt verstuurd zodra er netwerk is")
        page.get_by_role("button", name="Volgende").tap()
        expect(page.get_by_role("heading", level=1)).to_have_text("Bo P.")
        answer(page, "Misschien")
        expect(status(page)).to_have_text("2 bewaard op deze tablet, worden verstuurd zodra er netwerk is")
        assert Sheet.get_by_id(sheet.id).version == 0
        context.set_offline(False)
        all_is_in(page)
    assert Sheet.get_by_id(sheet.id).body["verdict"] == "red"
    assert sorted(sheet.body["verdict"] for sheet in Sheet.select() if sheet.version) == ["orange", "red"]


# req Y-10
def test_the_welcome_page_of_a_wifi_is_no_receipt(chromium: Browser, address: str, day: Day) -> None:
    with tablet(chromium, address) as (_, page, _wrong):
        pair(page, day)
        sheet = open_sheet(page, day)
        welcome = {"status": 200, "content_type": "text/html", "body": "<h1>Welkom op onze wifi</h1>"}
        page.route("**/tablet/sheets/*", lambda route: route.fulfill(**welcome))
        answer(page, "Ja")
        page.wait_for_timeout(1500)
        expect(status(page)).to_have_text("1 bewaard op deze tablet, wordt verstuurd zodra er netwerk is")
        page.unroute("**/tablet/sheets/*")
        all_is_in(page)
    assert Sheet.get_by_id(sheet.id).body["verdict"] == "green"


# req X-04
def test_a_closed_tablet_shows_no_name_and_keeps_what_was_not_sent(chromium: Browser, address: str, day: Day) -> None:
    with tablet(chromium, address) as (context, page, _):
        device = pair(page, day)
        sheet = open_sheet(page, day)
        answer(page, "Ja")
        all_is_in(page)
        context.set_offline(True)
        answer(page, "Antwoordt op wat je vraagt")
        revoke_tablet(device, by=day.lotte)
        context.set_offline(False)
        expect(page.get_by_role("heading", level=1)).to_have_text("Koppel deze tablet", timeout=15_000)
        expect(status(page)).to_have_text("Koppel opnieuw om te versturen")
        assert "Fatima" not in page.content() + page.evaluate(EVERYTHING_KEPT)
        _, code, pin = new_codes(day, "Tafel 1 opnieuw")
        page.get_by_label("Code", exact=True).fill(f"{code[:4]}-{code[4:]}".lower())
        page.get_by_label("Pincode").fill("000000" if pin != "000000" else "111111")
        page.get_by_role("button", name="Koppel").tap()
        expect(page.get_by_role("alert")).to_have_text("Die pincode klopt niet. Je kunt nog 4 keer proberen.")
        page.get_by_label("Pincode").fill(pin)
        page.get_by_role("button", name="Koppel").tap()
        all_is_in(page)
    kept = Sheet.get_by_id(sheet.id)
    assert kept.body == {"scores": {day.criteria[1].public_id: 3}, "note": "", "verdict": "green"}
    assert [kept.is_conflicted, SheetEntry.select().where(SheetEntry.standing != "accepted").count()] == [False, 0]


# req 001-20
def test_a_guide_scores_what_was_seen_on_the_tour_with_criteria_of_its_own(
    chromium: Browser, address: str, day: Day
) -> None:
    guide = TourLine.create(selection_day=day.day, guide_name="Gust Peters")
    date = Appointment.select().order_by(Appointment.id).first()
    when = {"start_at": date.start_at - timedelta(hours=1), "end_at": date.end_at - timedelta(hours=1)}
    Appointment.create(selection_day=day.day, nomination=date.nomination_id, kind="tour", tour_line=guide, **when)
    set_criteria(day.campaign, TOUR_TEMPLATES, by=day.lotte, part=Part.TOUR)
    with tablet(chromium, address) as (_, page, wrong):
        pair(page, day)
        page.get_by_role("button", name="Je beoordeelt als Gust Peters").tap()
        expect(page.get_by_role("heading", level=1)).to_have_text("Jouw rondleidingen")
        page.get_by_role("button", name="Fatima E.").tap()
        for criterion in TOUR_TEMPLATES:
            answer(page, str(criterion.anchors[3]))
        expect(page.locator(".score-criterion")).to_have_count(len(TOUR_TEMPLATES))
        answer(page, "Ja")
        all_is_in(page)
        page.get_by_role("button", name="Lijst").tap()
        expect(page.get_by_role("button", name="Fatima E.")).to_contain_text("Klaar")
        assert wrong == []
    kept = Sheet.get(Sheet.tour_line == guide)
    assert (sorted(kept.body["scores"].values()), kept.body["verdict"]) == ([4, 4, 4], "green")


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("size", [LANDSCAPE, PORTRAIT], ids=["landscape", "portrait"])
def test_every_screen_is_accessible(chromium: Browser, address: str, day: Day, size: Any, language: str) -> None:
    with tablet(chromium, address, size) as (_, page, wrong):
        _, code, pin = new_codes(day)
        page.goto(f"/tablet/?language={language}#{code}")
        accessible(page, "pair-screen")
        page.locator("#pin").fill(pin)
        page.locator("#pin").press("Enter")
        accessible(page, "people-screen")
        page.locator(".tablet-tile").first.tap()
        accessible(page, "list-screen")
        page.locator(".tablet-line").first.tap()
        page.locator(".score-criterion").first.get_by_role("radio").nth(2).tap()
        page.locator("input[value=orange]").tap()
        accessible(page, "score-screen")
        verdict = page.locator("input[value=red]").bounding_box()
        assert verdict is not None
        if size is LANDSCAPE:  # four criteria, the note and the verdict, under the bars of a browser too
            page.set_viewport_size({"width": size["width"], "height": 700})
            page.locator("#status").evaluate(
                "(one) => one.textContent = document.getElementById('words').dataset.keptMany"
            )
            assert page.locator(".score-criterion").count() == 4
            assert page.evaluate("document.documentElement.scrollHeight <= innerHeight")
        assert verdict["height"] >= 48
        assert wrong == []
