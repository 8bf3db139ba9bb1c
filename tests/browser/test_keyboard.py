"""Two key tasks with the keyboard alone: signing in and putting a candidate forward, and deciding."""

from itertools import pairwise
from typing import Any

from playwright.sync_api import Browser, Page, expect

from portal.models.decisions import Decision
from portal.models.nominations import Nomination
from tests.browser.window import PHONE, window_on
from tests.permissions.world import PASSWORD, World

MOST_STEPS = 80
# What has the focus: its words, whether a ring shows it, and whether it is in view.
FOCUSED = """() => {
  const one = document.activeElement;
  const style = getComputedStyle(one);
  const box = one.getBoundingClientRect();
  const label = one.labels?.[0]?.textContent ?? one.textContent;
  return {
    words: label.replace(/\\s+/g, " ").trim(),
    ring: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
    inView: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
    top: box.top + scrollY,
  };
}"""


def tab(page: Page) -> dict[str, Any]:
    """One step further; the ring is seen."""
    page.keyboard.press("Tab")
    found: dict[str, Any] = page.evaluate(FOCUSED)
    assert found["ring"], f"{page.url}: no ring on {found['words']!r}"
    assert found["inView"], f"{page.url}: {found['words']!r} has the focus out of view"
    return found


def tab_to(page: Page, words: str) -> list[dict[str, Any]]:
    """Step on until these words have the focus; all the steps."""
    steps: list[dict[str, Any]] = []
    while not steps or not steps[-1]["words"].startswith(words):
        steps.append(tab(page))
        assert len(steps) < MOST_STEPS, f"{words!r} is not reached: {[one['words'] for one in steps]}"
    return steps


def skip_to_content(page: Page) -> None:
    """The first step on every page leads past the header."""
    assert tab(page)["words"] == "Naar de inhoud"
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def run_downwards(steps: list[dict[str, Any]]) -> bool:
    """Whether the focus went down the page, as the eye does; what stands beside each other may differ a little."""
    tops = [one["top"] for one in steps]
    return all(later > earlier - 60 for earlier, later in pairwise(tops))


# req Y-19
def test_somebody_signs_in_and_puts_a_candidate_forward(chromium: Browser, address: str, world: World) -> None:
    with window_on(chromium, address) as window:
        page = window.page
        window.opens("/login")
        steps = tab_to(page, "Aanmelden")
        assert [one["words"] for one in steps] == [
            "Naar de inhoud", "Selectiedag", "Nederlands", "English", "E-mailadres", "Wachtwoord", "Aanmelden",
        ]  # fmt: skip
        window.opens("/login")
        tab_to(page, "E-mailadres")
        page.keyboard.type(world.people["pim"].email)
        tab_to(page, "Wachtwoord")
        page.keyboard.type(PASSWORD)
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", level=1)).to_contain_text("Wat nu")
        window.opens(f"/nominations/{world.nominations['b2'].public_id}")
        skip_to_content(page)
        steps = tab_to(page, "Voorstelling en motivatie")
        assert run_downwards(steps)
        page.keyboard.press("Enter")
        page.wait_for_url("**/motivation")
        skip_to_content(page)
        tab_to(page, "Waarom wil hij of zij hier werken?")
        page.keyboard.press("Control+End")
        page.keyboard.type(" Ze begint graag vroeg.")
        tab_to(page, "Bewaar")
        page.keyboard.press("Enter")
        page.wait_for_url(lambda url: "/motivation" not in url)
        tab_to(page, "Draag voor")
        page.keyboard.press("Enter")
        page.wait_for_url("**/receipt")
        assert window.wrong == []
    kept = Nomination.get_by_id(world.nominations["b2"].id)
    assert kept.state == "put_forward"
    assert kept.motivation.endswith("Ze begint graag vroeg.")


# req 001-24
def test_somebody_decides(chromium: Browser, address: str, world: World) -> None:
    with window_on(chromium, address) as window:
        page = window.page
        window.takes_over(world.browsers["joke"])
        window.opens(f"/nominations/{world.nominations['b1'].public_id}/decision")
        skip_to_content(page)
        steps = tab_to(page, "Weerhouden")
        page.keyboard.press("ArrowDown")
        assert page.evaluate(FOCUSED)["words"] == "Reserve"
        steps += tab_to(page, "Waarom?")
        page.keyboard.type("Werkt rustig en stelt goede vragen.")
        steps += tab_to(page, "Bewaar de beslissing")
        assert run_downwards(steps)
        page.keyboard.press("Space")
        expect(page.get_by_role("status").first).not_to_be_empty()
        assert window.wrong == []
    kept = Decision.get(Decision.nomination == world.nominations["b1"])
    assert (kept.outcome, kept.motivation) == ("reserve", "Werkt rustig en stelt goede vragen.")


def test_the_menu_of_a_phone_opens_and_closes_by_keyboard(chromium: Browser, address: str, world: World) -> None:
    with window_on(chromium, address, width=PHONE) as window:
        page = window.page
        window.takes_over(world.browsers["lotte"])
        window.opens("/")
        navigation = page.get_by_role("navigation", name="Hoofdmenu")
        expect(navigation).to_be_hidden()
        tab_to(page, "Menu")
        page.keyboard.press("Enter")
        expect(navigation).to_be_visible()
        page.keyboard.press("Escape")
        expect(navigation).to_be_hidden()
        assert page.evaluate(FOCUSED)["words"] == "Menu"
        page.keyboard.press("Space")
        tab_to(page, "Kandidaten")
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", level=1)).to_have_text("Kandidaten")
        assert window.wrong == []
