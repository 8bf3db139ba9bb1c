"""Whatever goes wrong, what was tapped is what the server has: nothing lost, nothing twice (req 001-23)."""

import os
import signal
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Page, expect

from portal.blueprints.tablet_worker import worker_script
from portal.models.speeddates import Device, Sheet, SheetEntry
from portal.rules.scoring import TEMPLATES
from tests.browser.tablet_screen import (
    LANDSCAPE,
    all_is_in,
    answer,
    open_sheet,
    pair,
    status,
    tablet,
)
from tests.browser.tablet_server import KillablePortal, address, change_the_plan, day, portal
from tests.chromium import ARGUMENTS
from tests.machine import find_chromium
from tests.person import Person
from tests.speeddates.day import Day

__all__ = ["address", "day", "portal"]

KEPT = "1 bewaard op deze tablet, wordt verstuurd zodra er netwerk is"
WORKER_READY = "navigator.serviceWorker.ready.then(() => true)"


def tap(page: Page, taps: dict[str, Any], day: Day, criterion: int, score: int) -> None:
    """Tap one answer, and note it down as a person with a pencil would."""
    answer(page, str(TEMPLATES[criterion].anchors[score - 1]))
    taps.setdefault("scores", {})[day.criteria[criterion].public_id] = score


def decide(page: Page, taps: dict[str, Any], verdict: str) -> None:
    words = {"green": "Ja", "orange": "Misschien", "red": "Nee"}[verdict]
    page.get_by_role("radio", name=words, exact=True).tap()
    taps["verdict"] = verdict


def nothing_lost_nothing_twice(sheet: Sheet, taps: dict[str, Any]) -> None:
    """The sheet says what was tapped; the log holds no step twice, and its last one is the sheet."""
    kept = Sheet.get_by_id(sheet.id)
    assert kept.body == {"scores": {}, "note": "", "verdict": None} | taps
    assert not kept.is_conflicted
    log = list(SheetEntry.select().where(SheetEntry.sheet == sheet).order_by(SheetEntry.id))
    steps = [(entry.device_id, entry.rev, entry.digest) for entry in log]
    assert len(set(steps)) == len(steps)
    assert log[-1].body == kept.body
    assert {entry.standing for entry in log} == {"accepted"}


# req Y-10
def test_the_server_dies_with_scores_made_and_the_page_is_reloaded_while_it_is_dead(
    chromium: Browser, portal: KillablePortal, day: Day
) -> None:
    taps: dict[str, Any] = {}
    with tablet(chromium, portal.address) as (_, page, _wrong):
        pair(page, day)
        sheet = open_sheet(page, day)
        page.evaluate(WORKER_READY)
        tap(page, taps, day, 0, 3)
        all_is_in(page)
        portal.dies()
        tap(page, taps, day, 1, 2)
        expect(status(page)).to_have_text(KEPT)
        page.reload()
        expect(page.get_by_role("heading", level=1)).to_have_text("Fatima E.")
        expect(page.get_by_role("radio", name=str(TEMPLATES[1].anchors[1]))).to_be_checked()
        expect(status(page)).to_have_text(KEPT)
        tap(page, taps, day, 2, 4)
        decide(page, taps, "orange")
        portal.starts()
        all_is_in(page)
    nothing_lost_nothing_twice(sheet, taps)


def test_an_answer_that_is_lost_after_the_commit_makes_no_second_entry(
    chromium: Browser, portal: KillablePortal, day: Day
) -> None:
    taps: dict[str, Any] = {}
    with tablet(chromium, portal.address) as (_, page, _wrong):
        pair(page, day)
        sheet = open_sheet(page, day)
        portal.loses_answers = 2
        decide(page, taps, "red")
        all_is_in(page)
    assert len(portal.puts) >= 3
    assert SheetEntry.select().count() == 1
    nothing_lost_nothing_twice(sheet, taps)


def test_two_tabs_keep_one_sheet_and_send_it_once(chromium: Browser, portal: KillablePortal, day: Day) -> None:
    taps: dict[str, Any] = {}
    with tablet(chromium, portal.address) as (context, page, _wrong):
        pair(page, day)
        sheet = open_sheet(page, day)
        page.evaluate(WORKER_READY)
        second = context.new_page()
        second.goto("/tablet/")
        expect(second.get_by_role("heading", level=1)).to_have_text("Fatima E.")
        portal.dies()
        tap(page, taps, day, 0, 4)
        tap(second, taps, day, 1, 1)
        decide(page, taps, "green")
        expect(status(page)).to_have_text(KEPT)
        expect(status(second)).to_have_text(KEPT)
        portal.starts()
        all_is_in(page)
        all_is_in(second)
    nothing_lost_nothing_twice(sheet, taps)
    assert len(portal.puts) == SheetEntry.select().count() == 1


def test_a_browser_that_is_killed_right_after_the_tap_has_kept_it(
    chromium: Browser, portal: KillablePortal, day: Day, tmp_path: Path
) -> None:
    taps: dict[str, Any] = {}
    context = lasting_tablet(chromium, tmp_path, portal.address)
    page = context.pages[0]
    pair(page, day)
    sheet = open_sheet(page, day)
    page.evaluate(WORKER_READY)
    portal.dies()
    tap(page, taps, day, 3, 2)
    decide(page, taps, "green")
    expect(status(page)).to_have_text(KEPT)
    kill_the_browser_of(tmp_path)
    with suppress(Error):  # there is nothing left to close
        context.close()
    portal.starts()
    context = lasting_tablet(chromium, tmp_path, portal.address)
    page = context.pages[0]
    page.goto("/tablet/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Fatima E.")
    all_is_in(page)
    context.close()
    nothing_lost_nothing_twice(sheet, taps)


def lasting_tablet(chromium: Browser, folder: Path, address: str) -> BrowserContext:
    """A browser of its own that keeps what it has in this folder."""
    return chromium.browser_type.launch_persistent_context(
        folder, executable_path=find_chromium(), args=ARGUMENTS, base_url=address, viewport=LANDSCAPE, has_touch=True
    )


def kill_the_browser_of(folder: Path) -> None:
    """SIGKILL for the process that was started on this folder, as when a battery is empty."""
    for process in Path("/proc").glob("[0-9]*"):
        try:
            command = (process / "cmdline").read_bytes().split(b"\0")
        except OSError:
            continue
        is_main = not any(one.startswith(b"--type=") for one in command)
        if is_main and f"--user-data-dir={folder}".encode() in command:
            os.kill(int(process.name), signal.SIGKILL)


@pytest.mark.parametrize("days", [-3, 3])
def test_a_clock_that_is_three_days_wrong_changes_nothing(
    chromium: Browser, portal: KillablePortal, day: Day, days: int
) -> None:
    taps: dict[str, Any] = {}
    wrong_clock = f"{{ const real = Date.now; Date.now = () => real() + {days} * 86400000; }}"
    with tablet(chromium, portal.address) as (context, page, wrong):
        context.add_init_script(wrong_clock)
        pair(page, day)
        sheet = open_sheet(page, day)
        page.evaluate(WORKER_READY)
        portal.dies()
        tap(page, taps, day, 0, 1)
        page.reload()
        tap(page, taps, day, 1, 4)
        decide(page, taps, "red")
        portal.starts()
        all_is_in(page)
        assert [one for one in wrong if "ERR_CONNECTION_REFUSED" not in one] == []
    nothing_lost_nothing_twice(sheet, taps)


def test_two_tablets_on_one_sheet_keep_both_and_the_lead_sees_them_side_by_side(
    chromium: Browser, portal: KillablePortal, day: Day, new_person: Callable[..., Person]
) -> None:
    mine: dict[str, Any] = {}
    with tablet(chromium, portal.address) as (_, one, _w1), tablet(chromium, portal.address) as (apart, other, _w2):
        pair(one, day)
        sheet = open_sheet(one, day)
        pair(other, day)
        open_sheet(other, day)
        apart.set_offline(True)
        answer(other, "Nee")
        decide(one, mine, "green")
        all_is_in(one)
        apart.set_offline(False)
        all_is_in(other)
    kept = Sheet.get_by_id(sheet.id)
    assert (kept.body["verdict"], kept.is_conflicted) == ("green", True)
    log = [(entry.standing, entry.body["verdict"]) for entry in SheetEntry.select().order_by(SheetEntry.id)]
    assert log == [("accepted", "green"), ("conflict", "red")]
    lotte = new_person(day.lotte.email)
    lotte.visits(f"/sheets/{sheet.public_id}")
    assert "Wat nu geldt" in lotte.page
    assert ("Ja" in lotte.page, "Nee" in lotte.page) == (True, True)


def test_a_sheet_that_cannot_be_sent_does_not_hold_up_the_others(
    chromium: Browser, portal: KillablePortal, day: Day
) -> None:
    taps: dict[str, Any] = {}
    with tablet(chromium, portal.address) as (_, page, _wrong):
        pair(page, day)
        sheet = open_sheet(page, day)
        no = {"status": 400, "content_type": "application/json", "body": '{"error": "malformed"}'}
        page.route(f"**/tablet/sheets/{sheet.public_id}", lambda route: route.fulfill(**no))
        decide(page, taps, "green")
        stuck = "1 beoordeling kan niet verstuurd worden. Ze is veilig. Roep de bemiddelaar"
        expect(status(page)).to_have_text(stuck)
        page.get_by_role("button", name="Volgende").tap()
        expect(page.get_by_role("heading", level=1)).to_have_text("Bo P.")
        answer(page, "Misschien")
        expect(status(page)).to_have_text(stuck, timeout=15_000)
        page.wait_for_function("() => true")
        other = Sheet.get(Sheet.assessor == day.assessors[0], Sheet.nomination == day.nominations[1])
        for _ in range(100):
            if Sheet.get_by_id(other.id).version:
                break
            page.wait_for_timeout(50)
        assert Sheet.get_by_id(other.id).body["verdict"] == "orange"
        page.unroute(f"**/tablet/sheets/{sheet.public_id}")
        page.reload()
        all_is_in(page)
    nothing_lost_nothing_twice(sheet, taps)


CACHES = "caches.keys()"
RENEWED = "(before) => caches.keys().then((names) => names.length === 1 && names[0] !== before)"
WAITS = "navigator.serviceWorker.getRegistration().then((found) => Boolean(found.waiting))"
LOOKS_FOR_A_NEW_ONE = "navigator.serviceWorker.getRegistration().then((found) => found.update()).then(() => true)"


def test_a_new_worker_waits_while_something_is_unsent(
    chromium: Browser, portal: KillablePortal, day: Day, monkeypatch: pytest.MonkeyPatch
) -> None:
    taps: dict[str, Any] = {}
    with tablet(chromium, portal.address) as (_, page, wrong):
        pair(page, day)
        sheet = open_sheet(page, day)
        page.evaluate(WORKER_READY)
        (before,) = page.evaluate(CACHES)
        page.route("**/tablet/sheets/*", lambda route: route.abort())
        decide(page, taps, "green")
        expect(status(page)).to_have_text(KEPT)
        monkeypatch.setattr(
            "portal.blueprints.tablet.worker_script",
            lambda pages, static: worker_script({**pages, "/tablet/?new=1": "<p>nieuw</p>"}, static),
        )
        page.get_by_role("button", name="Lijst").tap()
        page.evaluate(LOOKS_FOR_A_NEW_ONE)
        page.wait_for_function(WAITS)
        page.wait_for_timeout(1500)  # long enough to have gone on, had it wished to
        assert page.evaluate(WAITS)
        page.unroute("**/tablet/sheets/*")
        all_is_in(page)
        page.wait_for_function(
            f"(before) => {CACHES}.then((names) => names.length === 1 && names[0] !== before)", arg=before
        )
        expect(page.get_by_role("heading", level=1)).to_have_text("Jouw speeddates")
        assert [one for one in wrong if "ERR_FAILED" not in one] == []
    nothing_lost_nothing_twice(sheet, taps)


def make_full(page: Page) -> None:
    """From now on the store of this tablet takes nothing, as a full disk; also after the page is loaded anew."""
    page.context.add_init_script(f"localStorage.getItem('is full') && ({FULL})()")
    page.evaluate("localStorage.setItem('is full', '1')")
    page.evaluate(FULL)


def make_room(page: Page) -> None:
    page.evaluate("localStorage.removeItem('is full')")


FULL = """() => {
  const real = IDBObjectStore.prototype.put;
  IDBObjectStore.prototype.put = function (...what) {
    if (localStorage.getItem("is full")) {
      this.transaction.abort();
      throw new DOMException("full", "QuotaExceededError");
    }
    return real.apply(this, what);
  };
}"""


def test_a_tablet_that_is_full_says_so_and_sends_what_it_cannot_keep(
    chromium: Browser, portal: KillablePortal, day: Day
) -> None:
    taps: dict[str, Any] = {}
    with tablet(chromium, portal.address) as (_, page, _wrong):
        pair(page, day)
        sheet = open_sheet(page, day)
        page.evaluate(WORKER_READY)
        make_full(page)
        tap(page, taps, day, 0, 2)
        expect(status(page)).to_have_text("Deze tablet kan niets meer bewaren. Roep de bemiddelaar")
        page.wait_for_timeout(1000)
        assert Sheet.get_by_id(sheet.id).body["scores"] == taps["scores"]  # with network it is safe all the same
        decide(page, taps, "orange")
        make_room(page)
        all_is_in(page)
    nothing_lost_nothing_twice(sheet, taps)


def test_a_full_tablet_without_network_loses_nothing_when_it_is_loaded_anew(
    chromium: Browser, portal: KillablePortal, day: Day
) -> None:
    taps: dict[str, Any] = {}
    with tablet(chromium, portal.address) as (_, page, _wrong):
        pair(page, day)
        sheet = open_sheet(page, day)
        page.evaluate(WORKER_READY)
        portal.dies()
        make_full(page)
        tap(page, taps, day, 0, 2)
        expect(status(page)).to_have_text("Deze tablet kan niets meer bewaren. Roep de bemiddelaar")
        page.reload()
        expect(page.get_by_role("radio", name=str(TEMPLATES[0].anchors[1]))).to_be_checked()
        make_room(page)
        portal.starts()
        all_is_in(page)
    nothing_lost_nothing_twice(sheet, taps)


CANNOT_READ = """() => {
  const real = IDBObjectStore.prototype.getAll;
  IDBObjectStore.prototype.getAll = function (...what) {
    if (window.isMended) return real.apply(this, what);
    window.hasFailed = true;
    throw new DOMException("broken", "UnknownError");
  };
}"""


def test_a_tablet_whose_store_fails_looks_again_for_another_plan(  # req 001-23
    chromium: Browser, portal: KillablePortal, day: Day
) -> None:
    with tablet(chromium, portal.address) as (_, page, _wrong):
        pair(page, day)
        page.get_by_role("button", name="Je beoordeelt als An Jacobs").tap()
        line = page.get_by_role("button", name="Bo P.")
        expect(line).to_contain_text("10.15 uur")
        page.evaluate(CANNOT_READ)
        change_the_plan(day)
        page.wait_for_function(
            "() => window.hasFailed", timeout=8000
        )  # it has asked, and could not count what is unsent
        page.evaluate("window.isMended = true")
        expect(line).to_contain_text("12.15 uur", timeout=8000)


TRIES = """async (what) => {
  const tries = {
    "document.body.innerHTML = text": () => { document.body.innerHTML = "<b>x</b>"; },
    "document.body.setAttribute('onclick', text)": () => document.body.setAttribute("onclick", "x"),
    "navigator.serviceWorker.register(text)": () => navigator.serviceWorker.register("/x.js"),
  };
  try { await tries[what](); return ""; } catch (error) { return error.name; }
}"""


# promise P16
def test_the_tablet_works_under_the_strict_policy_and_runs_no_script_of_others(
    chromium: Browser, portal: KillablePortal, day: Day
) -> None:
    with tablet(chromium, portal.address) as (_, page, wrong):
        answered = page.goto("/tablet/")
        assert answered is not None
        policy = answered.headers["content-security-policy"]
        assert policy.startswith("default-src 'none'; ")
        assert "require-trusted-types-for 'script'" in policy
        assert "unsafe" not in policy
        pair(page, day)
        open_sheet(page, day)
        page.evaluate(WORKER_READY)
        assert wrong == []
        assert page.evaluate(TRIES, "document.body.innerHTML = text") == "TypeError"
        assert page.evaluate(TRIES, "document.body.setAttribute('onclick', text)") == "TypeError"
        assert page.evaluate(TRIES, "navigator.serviceWorker.register(text)") == "TypeError"


def test_the_database_that_the_browser_closes_is_opened_again(
    chromium: Browser, portal: KillablePortal, day: Day
) -> None:
    taps: dict[str, Any] = {}
    with tablet(chromium, portal.address) as (_, page, _wrong):
        # As iPadOS does: from now on the first transaction of each connection finds it closed.
        page.add_init_script("""{
          const real = IDBDatabase.prototype.transaction;
          window.closesNext = false;
          IDBDatabase.prototype.transaction = function (...how) {
            if (window.closesNext) { window.closesNext = false; this.close(); }
            return real.apply(this, how);
          };
        }""")
        pair(page, day)
        sheet = open_sheet(page, day)
        page.evaluate("window.closesNext = true")
        decide(page, taps, "green")
        all_is_in(page)
    nothing_lost_nothing_twice(sheet, taps)
    assert Device.get().pending == 0
