"""A tablet that is left behind, handed on, or used up: what it still shows, and what it still does."""

import gzip
import json
import re
from pathlib import Path
from typing import Any

from flask import Flask
from playwright.sync_api import Browser, Page, expect

from portal import paths
from portal.models.speeddates import Device, HelpCall, Sheet, SheetEntry
from portal.rules.scoring import TEMPLATES
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
from tests.browser.tablet_server import KillablePortal, address, day, portal
from tests.speeddates.day import NAMES, Day
from tests.tablet.tablets import new_codes

__all__ = ["address", "day", "portal"]

WORKER_READY = "navigator.serviceWorker.ready.then(() => true)"
KEEPS = """async (facts) => {
  const database = await new Promise((resolve) => {
    indexedDB.open("tablet").onsuccess = (event) => resolve(event.target.result);
  });
  const store = database.transaction("facts", "readwrite").objectStore("facts");
  for (const [name, value] of Object.entries(facts)) store.put(value, name);
  await new Promise((resolve) => { store.transaction.oncomplete = resolve; });
  database.close();
}"""
EVERYTHING_CACHED = """async () => {
  const all = [];
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) all.push(request.url, await (await cache.match(request)).text());
  }
  return all.join("\\n");
}"""


def lies_idle(page: Page) -> None:
    """Nobody touches the tablet for six minutes, and then somebody wakes it."""
    six_minutes_ago = page.evaluate("Date.now() - 6 * 60000")
    page.evaluate(KEEPS, {"touchedAt": six_minutes_ago})
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text("Deze tablet is vergrendeld")


def dump(page: Page) -> str:
    """Everything that this browser keeps of the portal, and what the page shows."""
    return str(page.evaluate(EVERYTHING_KEPT)) + str(page.evaluate(EVERYTHING_CACHED)) + page.content()


def names_in(text: str) -> list[str]:
    called = [first if len(first) > 2 else f"{first} {last[:1]}." for first, last in NAMES]
    return [one for one in called if one in text]


def other_than(pin: str) -> str:
    return "000000" if pin != "000000" else "111111"


def paired(page: Page, day: Day) -> tuple[Device, str]:
    """Pair, and give the PIN too."""
    device, code, pin = new_codes(day)
    page.goto(f"/tablet/#{code}")
    page.get_by_label("Pincode").fill(pin)
    page.get_by_role("button", name="Koppel").tap()
    expect(page.get_by_role("heading", name="Wie beoordeelt er?")).to_be_focused()
    return device, pin


# req X-04
def test_a_tablet_that_lay_idle_asks_its_pin_also_without_network_and_goes_on_where_it_was(
    chromium: Browser, portal: KillablePortal, day: Day
) -> None:
    with tablet(chromium, portal.address) as (_, page, _wrong):
        _, pin = paired(page, day)
        sheet = open_sheet(page, day)
        page.evaluate(WORKER_READY)
        portal.dies()
        answer(page, "Misschien")
        expect(status(page)).to_contain_text("1 bewaard op deze tablet")
        lies_idle(page)
        assert names_in(page.content()) == []
        expect(status(page)).to_contain_text("1 bewaard op deze tablet")
        page.get_by_label("Pincode").fill(other_than(pin))
        page.get_by_role("button", name="Ontgrendel").tap()
        expect(page.get_by_role("alert")).to_have_text("Die pincode klopt niet. Je kunt nog 4 keer proberen.")
        page.get_by_label("Pincode").fill(pin)
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", level=1)).to_have_text("Fatima E.")
        expect(page.get_by_role("radio", name="Misschien")).to_be_checked()
        portal.starts()
        all_is_in(page)
    assert Sheet.get_by_id(sheet.id).body["verdict"] == "orange"


# req X-04
def test_after_five_wrong_pins_the_tablet_is_not_paired_any_more_and_keeps_what_was_not_sent(
    chromium: Browser, portal: KillablePortal, day: Day
) -> None:
    with tablet(chromium, portal.address) as (context, page, _wrong):
        device, pin = paired(page, day)
        open_sheet(page, day)
        page.route("**/tablet/sheets/*", lambda route: route.abort())
        answer(page, "Ja")
        expect(status(page)).to_contain_text("1 bewaard op deze tablet")
        lies_idle(page)
        for left in ("4 keer", "3 keer", "2 keer", "één keer"):
            page.get_by_label("Pincode").fill(other_than(pin))
            page.get_by_role("button", name="Ontgrendel").tap()
            expect(page.get_by_role("alert")).to_contain_text(left)
        page.reload()  # which gives no try back
        page.get_by_label("Pincode").fill(other_than(pin))
        page.get_by_role("button", name="Ontgrendel").tap()
        expect(page.get_by_role("heading", level=1)).to_have_text("Koppel deze tablet")
        expect(status(page)).to_have_text("Koppel opnieuw om te versturen")
        assert names_in(dump(page)) == []
        assert Device.get_by_id(device.id).revoked_at is not None
        with page.expect_download() as saved:
            page.get_by_role("button", name="Bewaar een kopie").tap()
        copied = json.loads(saved.value.path().read_text())
        assert [one["body"]["verdict"] for one in copied["sheets"]] == ["green"]
        page.unroute("**/tablet/sheets/*")
        pair(page, day)
        all_is_in(page)
        assert context.pages
    assert SheetEntry.get().body["verdict"] == "green"


# req X-04
def test_after_the_day_nothing_that_the_browser_keeps_holds_a_name(
    chromium: Browser, portal: KillablePortal, day: Day
) -> None:
    with tablet(chromium, portal.address) as (_, page, _wrong):
        pair(page, day)
        open_sheet(page, day)
        page.evaluate(WORKER_READY)
        answer(page, "Ja")
        page.get_by_label("Nota").fill("Fatima was rustig.")
        all_is_in(page)
        assert "Fatima" in names_in(dump(page))  # what could leak
        day.day.change(state="closed")
        page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
        page.reload()
        expect(page.get_by_role("heading", level=1)).to_have_text("Koppel deze tablet")
        assert names_in(dump(page)) == []


# req X-04
def test_without_network_names_go_too_once_the_day_is_over_and_it_turns_green_on_the_word_of_the_server_alone(
    chromium: Browser, portal: KillablePortal, day: Day
) -> None:
    with tablet(chromium, portal.address) as (_, page, _wrong):
        pair(page, day)
        sheet = open_sheet(page, day)
        page.evaluate(WORKER_READY)
        portal.dies()
        answer(page, "Nee")
        expect(status(page)).to_contain_text("1 bewaard op deze tablet")
        page.evaluate(KEEPS, {"dayAt": page.evaluate("Date.now() - 24 * 3600000")})
        page.reload()
        expect(page.get_by_role("heading", level=1)).to_have_text("De selectiedag is voorbij")
        assert names_in(dump(page)) == []
        end = page.locator("[data-slot=end]")
        expect(end).to_have_text("Nog niet alles is binnen. Laat de tablet aan op een plek met netwerk.")
        portal.starts()
        all_is_in(page)
    assert Sheet.get_by_id(sheet.id).body["verdict"] == "red"


# req 001-23
def test_who_is_done_sees_green_only_when_the_server_has_everything(
    chromium: Browser, portal: KillablePortal, day: Day
) -> None:
    with tablet(chromium, portal.address) as (_, page, wrong):
        pair(page, day)
        open_sheet(page, day)
        page.route("**/tablet/sheets/*", lambda route: route.abort())
        answer(page, "Ja")
        page.get_by_role("button", name="Lijst").tap()
        page.get_by_role("button", name="Ik ben klaar").tap()
        end = page.locator("[data-slot=end]")
        expect(end).to_have_text("Nog niet alles is binnen. Laat de tablet aan op een plek met netwerk.")
        page.unroute("**/tablet/sheets/*")
        all_is_in(page)
        page.get_by_role("button", name="Terug naar de lijst").tap()
        page.get_by_role("button", name="Ik ben klaar").tap()
        expect(end).to_have_text("Alles is binnen. Je mag de tablet teruggeven.")
        expect(end).to_have_class(re.compile("tone-green"))
        accessible(page, "done-screen")
        assert [one for one in wrong if "ERR_FAILED" not in one] == []


# req 001-23
def test_a_practice_sheet_is_about_nobody_and_leaves_nothing(
    chromium: Browser, portal: KillablePortal, day: Day
) -> None:
    with tablet(chromium, portal.address) as (_, page, wrong):
        pair(page, day)
        page.get_by_role("button", name="Oefen eerst").tap()
        expect(page.get_by_role("heading", level=1)).to_have_text("Oefenkandidaat")
        answer(page, str(TEMPLATES[0].anchors[2]))
        answer(page, "Ja")
        page.get_by_label("Nota").fill("zomaar iets")
        expect(status(page)).to_have_text("Oefening: hier wordt niets bewaard")
        accessible(page, "score-screen")
        assert "zomaar" not in page.evaluate(EVERYTHING_KEPT)
        page.get_by_role("button", name="Lijst").tap()
        expect(page.get_by_role("heading", level=1)).to_have_text("Wie beoordeelt er?")
        assert wrong == []
    assert (portal.puts, SheetEntry.select().count()) == ([], 0)


# req Y-15
def test_a_call_for_help_says_when_it_is_heard_and_when_somebody_comes(
    chromium: Browser, portal: KillablePortal, day: Day
) -> None:
    with tablet(chromium, portal.address) as (context, page, _wrong):
        pair(page, day)
        page.get_by_role("button", name="Je beoordeelt als Chris Daems").tap()
        context.set_offline(True)
        page.get_by_role("button", name="Roep hulp").tap()
        expect(page.get_by_role("button", name="Hulp vragen…")).to_be_visible()
        assert HelpCall.select().count() == 0
        context.set_offline(False)
        expect(page.get_by_role("button", name="Hulp is gevraagd")).to_be_visible(timeout=15_000)
        call = HelpCall.get()
        assert call.assessor == day.assessors[2]
        HelpCall.update(settled_at=call.asked_at).execute()
        page.get_by_role("button", name="Ik ben klaar").tap()  # which says hello
        expect(page.get_by_role("button", name="Roep hulp")).to_be_visible()


def test_the_tablet_can_be_put_on_the_home_screen(chromium: Browser, portal: KillablePortal, day: Day) -> None:
    with tablet(chromium, portal.address) as (context, page, wrong):
        page.goto("/tablet/")
        page.evaluate(WORKER_READY)
        found = context.new_cdp_session(page).send("Page.getAppManifest")
        assert found["errors"] == []
        manifest = json.loads(found["data"])
        assert (manifest["start_url"], manifest["scope"], manifest["display"]) == ("/tablet/", "/tablet/", "standalone")
        for icon in manifest["icons"]:
            size = page.evaluate(
                """async (path) => { const image = new Image(); image.src = path; await image.decode();
                  return `${image.naturalWidth}x${image.naturalHeight}`; }""",
                f"/static/{icon['src']}",
            )
            assert icon["sizes"] in (size, "any")
        assert wrong == []


# req Y-8
def test_what_the_tablet_weighs(app: Flask) -> None:
    """Every page at most 60 kB, all of the tablet's code at most 20 kB gzipped."""
    code = b"".join(path.read_bytes() for path in sorted((paths.STATIC / "js").glob("tablet*.js")))
    assert len(gzip.compress(code, 9)) <= 20_000
    for language in ("nl", "en"):
        page = app.test_client().get(f"/tablet/?language={language}", base_url=app.config["BASE_URL"])
        linked = re.findall(r'<(?:link|script)[^>]+(?:href|src)="(/static/[^"]+\.(?:css|js|svg))"', page.text)
        styles = [Path(paths.STATIC, one.removeprefix("/static/")) for one in linked if "print" not in one]
        whole = len(gzip.compress(page.data)) + sum(len(gzip.compress(one.read_bytes())) for one in styles)
        assert len(page.data) <= 60_000
        assert whole + len(gzip.compress(code, 9)) <= 60_000


SIZES: dict[str, Any] = {"landscape": LANDSCAPE, "portrait": PORTRAIT}


def test_the_locked_screen_is_accessible(chromium: Browser, portal: KillablePortal, day: Day) -> None:
    for size in SIZES.values():
        with tablet(chromium, portal.address, size) as (_, page, wrong):
            pair(page, day)
            lies_idle(page)
            accessible(page, "lock-screen")
            assert wrong == []
