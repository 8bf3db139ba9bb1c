"""The schedule board in a real browser: by mouse, by finger, by keyboard alone, without scripts, and on a phone."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, Locator, Page, expect

from portal.models.day_plans import DayDraft
from tests.browser.serving import served
from tests.browser.test_keyboard import FOCUSED, tab
from tests.browser.window import PHONE, Window, window_on
from tests.clock import Clock
from tests.person import Person
from tests.selection_days.scene import Scene, make_scene

STATIC = Path(__file__).parents[2] / "static"
READY = "() => document.querySelector('[data-board]').dataset.ready"


@pytest.fixture
def scene(app: Flask, clock: Clock) -> Scene:
    """Six candidates on a planned day, two tables."""
    made = make_scene(app)
    made.planned(6)
    return made


@pytest.fixture
def portal(scene: Scene) -> Iterator[str]:
    """Where it is served."""
    with served(scene.app) as address:
        yield address


def sign_in(window: Window, scene: Scene, new_person: Callable[..., Person]) -> Page:
    """Lotte, who leads, on the board."""
    window.takes_over(new_person("lotte@mensen.example").client)
    window.opens(f"{scene.page}/board")
    return window.page


def date_of(page: Page, rank: int = 0) -> Locator:
    """One of the speeddates on the board, in the order of the page."""
    return page.locator("a.board-item[data-kind=speeddate]").nth(rank)


def spot_of(scene: Scene, pin: str) -> list[object]:
    """Where the draft has an appointment."""
    part, _, key = pin.partition("/")
    found: list[object] = DayDraft.get().plan[part][key]
    return found


def free_row(page: Page) -> tuple[int, float]:
    """A round late in the day at which nobody is busy, and how high it stands on the screen."""
    rounds = [int(one) for one in (page.locator("#board").get_attribute("data-rounds") or "").split()]
    minute = rounds[-3]
    row = page.locator(f'tr[data-minute="{minute}"]')
    row.scroll_into_view_if_needed()
    box = row.bounding_box()
    assert box is not None
    return minute, box["y"] + 4


def middle(one: Locator) -> tuple[float, float]:
    box = one.bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


# req Y-12
def test_somebody_drags_an_appointment_to_another_hour_and_takes_it_back(
    chromium: Browser, portal: str, scene: Scene, new_person: Callable[..., Person]
) -> None:
    with window_on(chromium, portal) as window:
        page = sign_in(window, scene, new_person)
        page.set_viewport_size({"width": 1280, "height": 3200})
        page.wait_for_function(READY)
        item = date_of(page)
        pin, was = item.get_attribute("data-pin") or "", item.get_attribute("data-start")
        minute, y = free_row(page)
        page.mouse.move(*middle(item))
        page.mouse.down()
        page.mouse.move(middle(item)[0], y, steps=6)
        expect(page.locator("#board-says")).to_contain_text("Hier botst niets.")
        page.mouse.up()
        moved = page.locator(f'[data-pin="{pin}"]')
        expect(moved).to_have_attribute("data-start", str(minute))
        expect(moved).to_contain_text("was ")
        expect(page.locator(".board-bar-title")).to_have_text("Ontwerp")
        assert spot_of(scene, pin)[1] == minute
        page.get_by_role("button", name="Ongedaan maken").click()
        expect(page.locator(f'[data-pin="{pin}"]')).to_have_attribute("data-start", was or "")
        expect(page.get_by_role("button", name="Opnieuw doen")).to_be_visible()
        assert window.wrong == []


# req Y-12
def test_what_clashes_is_outlined_and_said_in_words(
    chromium: Browser, portal: str, scene: Scene, new_person: Callable[..., Person]
) -> None:
    with window_on(chromium, portal) as window:
        page = sign_in(window, scene, new_person)
        page.set_viewport_size({"width": 1280, "height": 3200})
        page.wait_for_function(READY)
        table = date_of(page).get_attribute("data-place")
        same = page.locator(f'a.board-item[data-place="{table}"]')
        first, second = same.nth(0), same.nth(1)
        pin = first.get_attribute("data-pin")
        page.mouse.move(*middle(first))
        page.mouse.down()
        x, y = middle(second)
        page.mouse.move(x, y, steps=6)
        expect(page.locator("#board-says")).to_contain_text("botsen de speeddates")
        page.mouse.up()
        expect(page.locator(f'[data-pin="{pin}"].board-clash')).to_be_visible()
        expect(page.locator(".notice.tone-red")).to_contain_text("botsen de speeddates")
        expect(page.locator("#board-says")).to_contain_text("niet samen")
        assert window.faults() == []
        assert window.wrong == []


# req Y-12, Y-19
def test_the_keyboard_alone_moves_an_appointment_puts_one_back_and_undoes(
    chromium: Browser, portal: str, scene: Scene, new_person: Callable[..., Person]
) -> None:
    with window_on(chromium, portal) as window:
        page = sign_in(window, scene, new_person)
        page.wait_for_function(READY)
        while page.evaluate("() => document.activeElement.dataset.kind") != "speeddate":
            tab(page)
        pin = page.evaluate("() => document.activeElement.dataset.pin")
        start = page.evaluate("() => document.activeElement.dataset.start")
        says = page.locator("#board-says")
        page.keyboard.press("ArrowDown")
        expect(page.locator(".board-ghost")).to_be_visible()
        expect(says).to_contain_text("uur, ")
        page.keyboard.press("Escape")
        expect(page.locator(".board-ghost")).to_have_count(0)
        expect(says).to_have_text("Teruggezet.")
        assert DayDraft.select().count() == 0
        for _step in range(3):
            page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        moved = page.locator(f'[data-pin="{pin}"]')
        expect(moved).not_to_have_attribute("data-start", start)
        expect(moved).to_be_focused()
        expect(says).to_contain_text("Laatst:")
        assert page.evaluate(FOCUSED)["inView"]
        place = moved.get_attribute("data-place") or ""
        page.keyboard.press("ArrowRight" if place == "t1" else "ArrowLeft")
        page.keyboard.press("Enter")
        expect(moved).not_to_have_attribute("data-place", place)
        expect(moved).to_be_focused()
        page.keyboard.press("Control+z")
        expect(moved).to_have_attribute("data-place", place)
        assert len(DayDraft.get().trail) == 1
        page.keyboard.press("Control+y")
        expect(moved).not_to_have_attribute("data-place", place)
        assert len(DayDraft.get().trail) == 2
        assert window.wrong == []


# req Y-12
def test_a_long_press_carries_an_appointment_with_a_finger(
    chromium: Browser, portal: str, scene: Scene, new_person: Callable[..., Person]
) -> None:
    with window_on(chromium, portal, width=820, has_touch=True) as window:
        page = sign_in(window, scene, new_person)
        page.set_viewport_size({"width": 820, "height": 3200})
        page.wait_for_function(READY)
        item = date_of(page)
        pin = item.get_attribute("data-pin") or ""
        minute, y = free_row(page)
        x, begin = middle(item)
        touch = page.context.new_cdp_session(page)

        def finger(kind: str, at: float) -> None:
            points = [] if kind == "touchEnd" else [{"x": x, "y": at}]
            touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

        finger("touchStart", begin)
        expect(page.locator(".board-ghost")).to_be_visible()
        finger("touchMove", (begin + y) / 2)
        finger("touchMove", y)
        expect(page.locator("#board-says")).to_contain_text("Hier botst niets.")
        finger("touchEnd", y)
        expect(page.locator(f'[data-pin="{pin}"]')).to_have_attribute("data-start", str(minute))
        assert window.wrong == []


# req Y-12
def test_without_scripts_the_menu_moves_swaps_pins_and_undoes(
    chromium: Browser, portal: str, scene: Scene, new_person: Callable[..., Person]
) -> None:
    with window_on(chromium, portal, width=PHONE, java_script_enabled=False) as window:
        page = sign_in(window, scene, new_person)
        pin = date_of(page).get_attribute("data-pin") or ""
        date_of(page).click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("Speeddate van ")
        page.locator("form.post-button button").first.click()
        expect(page.locator(f'[data-pin="{pin}"]')).to_contain_text("was ")
        page.locator(f'[data-pin="{pin}"]').click()
        page.get_by_role("button", name="Zet vast").click()
        expect(page.locator(f'[data-pin="{pin}"]')).to_contain_text("vastgezet")
        assert DayDraft.get().pins == [pin]
        page.locator(f'[data-pin="{pin}"]').click()
        page.get_by_label("Met wie?").select_option(index=1)
        page.get_by_role("button", name="Ruil").click()
        expect(page.locator("#board-last")).to_contain_text("geruild")
        page.get_by_role("button", name="Ongedaan maken").click()
        expect(page.locator("#board-last")).not_to_contain_text("geruild")
        assert window.wrong == []


# req Y-12
def test_who_looks_at_an_older_board_hears_that_the_plan_changed(
    chromium: Browser, portal: str, scene: Scene, new_person: Callable[..., Person]
) -> None:
    with window_on(chromium, portal) as window:
        page = sign_in(window, scene, new_person)
        page.wait_for_function(READY)
        date_of(page).focus()
        page.keyboard.press("ArrowDown")
        scene.day.change_seen(scene.day.version, bring="Een pen")
        page.keyboard.press("Enter")
        expect(page.locator(".board-refused")).to_contain_text("Het plan is intussen gewijzigd.")
        expect(page.locator("#board-says")).to_contain_text("Het plan is intussen gewijzigd.")
        assert DayDraft.select().count() == 0


@pytest.mark.parametrize("view", ["", "/candidates", "/coaches", "/places", "/move"])
def test_every_view_of_the_board_is_accessible_and_fits_at_every_width(
    chromium: Browser, portal: str, scene: Scene, new_person: Callable[..., Person], view: str
) -> None:
    with window_on(chromium, portal) as window:
        sign_in(window, scene, new_person)
        window.opens(f"{scene.page}/board{view}")
        assert window.faults() == []
        assert window.wrong == []


def test_the_script_of_the_board_stays_small() -> None:
    assert (STATIC / "js" / "board.js").stat().st_size <= 10_000
