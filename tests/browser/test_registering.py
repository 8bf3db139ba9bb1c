"""Copying a note and ticking it, with the keyboard alone, on a phone."""

from playwright.sync_api import Browser, expect

from portal.models.registering import NotedFact
from tests.browser.test_keyboard import run_downwards, skip_to_content, tab_to
from tests.browser.window import PHONE, window_on
from tests.permissions.world import World


# req X-10, Y-19
def test_a_note_is_copied_and_ticked_by_keyboard(chromium: Browser, address: str, world: World) -> None:
    before = NotedFact.select().count()
    with window_on(chromium, address, width=PHONE, permissions=["clipboard-read", "clipboard-write"]) as window:
        page = window.page
        window.takes_over(world.browsers["pim"])
        window.opens(f"/nominations/{world.nominations['b1'].public_id}/noting")
        skip_to_content(page)
        steps = tab_to(page, "Kopieer")
        assert run_downwards(steps)
        page.keyboard.press("Enter")
        expect(page.get_by_text("Gekopieerd.").first).to_be_visible()
        copied = page.evaluate("navigator.clipboard.readText()")
        assert copied == page.locator("textarea").first.input_value()
        assert "Voorgedragen bij" in copied
        tab_to(page, "Daar genoteerd")
        page.keyboard.press("Enter")
        expect(page.get_by_role("status").first).to_contain_text("Genoteerd.")
        assert NotedFact.select().count() == before + 1
        assert window.wrong == []


def test_without_scripts_the_text_can_be_selected_and_ticked(chromium: Browser, address: str, world: World) -> None:
    with window_on(chromium, address, java_script_enabled=False) as window:
        window.takes_over(world.browsers["pim"])
        window.opens(f"/nominations/{world.nominations['b1'].public_id}/noting")
        expect(window.page.locator("textarea").first).to_be_visible()
        expect(window.page.get_by_role("button", name="Kopieer")).to_have_count(0)
        window.page.get_by_role("button", name="Daar genoteerd").first.click()
        expect(window.page.locator("main")).to_contain_text("daar genoteerd")
