"""Planning and planning again in a real browser, by mouse and by keyboard alone: followed, stopped, explained, put in
force; and what has no place yet is dragged from the tray.
"""

from collections.abc import Callable, Iterator
from datetime import datetime, time

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from portal.actions.planning_runs import ask_for_plan, carry_out, claim_run
from portal.actions.selection_days import publish_day
from portal.clock import now
from portal.models.day_plans import DayDraft, PlanningRun
from portal.models.selection_days import Appointment, Table
from portal.worker import beat
from tests.browser.serving import served
from tests.browser.test_board import READY, free_row, middle
from tests.browser.test_keyboard import FOCUSED, MOST_STEPS, tab
from tests.browser.window import DESKTOP, PHONE, Window, window_on
from tests.clock import Clock
from tests.person import Person
from tests.selection_days.at_once import answer_here, the_worker_plans
from tests.selection_days.scene import DAY, Scene, mails, make_scene

NewPerson = Callable[..., Person]
BOTH = (DESKTOP, PHONE)


@pytest.fixture
def scene(app: Flask, clock: Clock) -> Scene:
    """Six candidates on a day that was planned a minute ago, two tables; the worker is there."""
    made = make_scene(app)
    made.planned(6)
    clock.advance(minutes=1)
    beat("worker")
    return made


@pytest.fixture
def portal(scene: Scene) -> Iterator[str]:
    """Where it is served."""
    with served(scene.app) as address:
        yield address


def opened(window: Window, new_person: NewPerson, path: str) -> Page:
    """A page as Lotte sees it, who leads."""
    window.takes_over(new_person("lotte@mensen.example").client)
    window.opens(path)
    return window.page


def presses(page: Page, hand: str, words: str) -> None:
    """Press a button or follow a link, by mouse or by keyboard alone."""
    if hand == "mouse":
        page.get_by_role("button", name=words).or_(page.get_by_role("link", name=words)).first.click()
        return
    goes_to(page, words)
    page.keyboard.press("Enter")


def goes_to(page: Page, words: str) -> None:
    """Step on until these words have the focus; a field for an hour is several steps."""
    for _step in range(MOST_STEPS):
        page.keyboard.press("Tab")
        if page.evaluate(FOCUSED)["words"].startswith(words):
            return
    raise AssertionError(f"{words!r} is not reached on {page.url}")


# req Y-12, Y-19
def test_a_planning_is_followed_and_stopped_by_keyboard_and_says_what_it_found(
    chromium: Browser, portal: str, scene: Scene, new_person: NewPerson
) -> None:
    run = ask_for_plan(scene.day, "plan", scene.day.version, by=scene.lotte)
    mine = claim_run(now())
    assert mine is not None
    PlanningRun.update(bound=700, end=720, waiting_longest=40, waiting_mean=20, least_longest=5, least_mean=2).execute()
    with window_on(chromium, portal) as window:
        page = opened(window, new_person, f"{scene.page}/plan-runs/{run.public_id}")
        expect(page.locator("#follow")).to_contain_text("minder dan 5 kan zeker niet")
        assert window.faults(BOTH) == []
        goes_to(page, "Stop met zoeken")
        PlanningRun.update(end=715).execute()
        expect(page.locator("#follow")).to_contain_text("11.55 uur")
        page.keyboard.press("Enter")
        expect(page.locator("#follow")).to_contain_text("Het portaal rondt af en bewaart het beste dat het vond.")
        assert PlanningRun.get_by_id(run.id).stop_asked_at is not None
        carry_out(mine, solve=answer_here)
        expect(page.locator("#follow-says")).to_have_text("Het plannen is voorbij.")
        expect(page.locator("#follow")).to_contain_text("Gestopt. Wat al gevonden was, is bewaard.")
        expect(page.get_by_role("link", name="Kijk opnieuw")).to_have_count(0)
        assert window.faults(BOTH) == []
        assert window.wrong == []


# req Y-12
def test_the_reasons_of_an_impossible_day_lead_to_where_each_can_be_changed(
    chromium: Browser, portal: str, scene: Scene, new_person: NewPerson
) -> None:
    table, one = Table.select().order_by(Table.id).first(), scene.nominations[0]
    run = ask_for_plan(scene.day, "plan", scene.day.version, by=scene.lotte)
    the_worker_plans()
    facts = [["Aan %(tables)s passen niet meer speeddates.", {"tables": f"t{table.id}"}, [f"table/t{table.id}"]],
             ["%(candidate)s komt pas later.", {"candidate": f"c{one.id}"}, [f"arrive/c{one.id}"]]]  # fmt: skip
    way = [["Laat de dag later eindigen.", {}, []]]
    PlanningRun.update(explained={"clash": facts, "smallest": True, "ways": [way]}, impossible=True).execute()
    with window_on(chromium, portal) as window:
        page = opened(window, new_person, f"{scene.page}/plan-runs/{run.public_id}")
        for words, heading in (
            ("Bekijk Tafel 1", "Tafel wijzigen"),
            (f"Bekijk {one.candidate.first_name}", one.candidate.first_name),
            ("Wijzig uren en plaats", "Uren en plaats"),
        ):
            window.opens(f"{scene.page}/plan-runs/{run.public_id}")
            presses(page, "mouse", words)
            expect(page.get_by_role("heading", level=1)).to_contain_text(heading)
        window.opens(f"{scene.page}/plan-runs/{run.public_id}")
        assert window.faults(BOTH) == []
        assert window.wrong == []


# req 001-15, 001-16, Y-12
@pytest.mark.parametrize("hand", ["mouse", "keyboard"])
def test_a_table_that_drops_out_is_planned_round_seen_and_put_in_force(
    chromium: Browser, portal: str, scene: Scene, clock: Clock, new_person: NewPerson, hand: str
) -> None:
    publish_day(scene.day, scene.day.version, by=scene.lotte)
    Table.update(vacancy=None).execute()
    clock.go_to(datetime.combine(DAY, time(10)))
    beat("worker")
    gone, before = scene.appointments()[-1].table, len(mails())
    with window_on(chromium, portal) as window:
        page = opened(window, new_person, f"{scene.page}/unexpected")
        if hand == "mouse":
            page.get_by_label(gone.name, exact=True).click()
        else:
            goes_to(page, gone.name)
            page.keyboard.press("Space")
        expect(page.get_by_label(gone.name, exact=True)).to_be_checked()
        presses(page, hand, "Stel een nieuwe planning voor")
        expect(page.get_by_role("heading", level=1)).to_have_text("Opnieuw plannen op de dag zelf")
        assert the_worker_plans() == 1
        expect(page.locator("#follow-says")).to_have_text("Het plannen is voorbij.")
        presses(page, hand, "Bekijk wat er verandert en wie het hoort")
        expect(page.get_by_role("heading", level=1)).to_have_text("Het ontwerp naast de planning")
        assert window.faults(BOTH) == []
        page.set_viewport_size({"width": DESKTOP, "height": 800})
        words = page.get_by_role("button", name="Neem in gebruik").inner_text()
        presses(page, hand, words)
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        told = len(mails()) - before
        assert told > 0
        assert f"verstuur {told} mail" in words
        late = Appointment.select().where(Appointment.table == gone, Appointment.start_at > now())
        assert (late.count(), DayDraft.select().count()) == (0, 0)
        assert window.wrong == []


# req Y-12
def test_what_has_no_place_yet_is_dragged_from_the_tray_and_placed_by_keyboard(
    chromium: Browser, portal: str, scene: Scene, new_person: NewPerson
) -> None:
    newest = scene.nominate()
    with window_on(chromium, portal) as window:
        page = opened(window, new_person, f"{scene.page}/board")
        page.set_viewport_size({"width": 1280, "height": 3200})
        page.wait_for_function(READY)
        pin = f"dates/c{newest.id}.0"
        table = page.locator("th[data-for=speeddate]").first
        minute, y = free_row(page)
        page.mouse.move(*middle(page.locator(f'.board-tray [data-pin="{pin}"]')))
        page.mouse.down()
        page.mouse.move(middle(table)[0], y, steps=6)
        expect(page.locator("#board-says")).to_contain_text("Hier botst niets.")
        page.mouse.up()
        placed = page.locator(f'.board-frame [data-pin="{pin}"]')
        expect(placed).to_have_attribute("data-start", str(minute))
        expect(placed).to_contain_text("nieuw")
        assert window.faults((DESKTOP,)) == []
        window.opens(f"{scene.page}/board")
        page.wait_for_function(READY)
        while page.evaluate("() => document.activeElement.dataset.kind") != "tour":
            tab(page)
        tour = page.evaluate("() => document.activeElement.dataset.pin")
        assert tour == f"tour/c{newest.id}"
        page.keyboard.press("ArrowDown")
        expect(page.locator(".board-ghost")).to_be_visible()
        page.keyboard.press("Enter")
        expect(page.locator(f'.board-frame [data-pin="{tour}"]')).to_be_focused()
        assert tour.partition("/")[2] in DayDraft.get().plan["tour"]
        assert window.wrong == []
