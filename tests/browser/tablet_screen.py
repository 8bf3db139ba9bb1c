"""The employer's tablet on a screen: what a person does there, for the tests in a real browser."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, expect

from portal.models.speeddates import Device, Sheet
from tests.speeddates.day import Day
from tests.tablet.tablets import new_codes

LANDSCAPE: ViewportSize = {"width": 1024, "height": 768}
PORTRAIT: ViewportSize = {"width": 768, "height": 1024}


@contextmanager
def tablet(
    chromium: Browser, address: str, size: ViewportSize | None = None
) -> Iterator[tuple[BrowserContext, Page, list[str]]]:
    """A tablet with nothing on it, its page, and what goes wrong there."""
    context = chromium.new_context(locale="nl-BE", viewport=size or LANDSCAPE, has_touch=True, base_url=address)
    page = context.new_page()
    wrong: list[str] = []
    page.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("request", lambda request: wrong.append(request.url) if not request.url.startswith(address) else None)
    try:
        yield context, page, wrong
    finally:
        context.close()


def pair(page: Page, day: Day) -> Device:
    """Scan the code, type the PIN."""
    device, code, pin = new_codes(day)
    page.goto(f"/tablet/#{code}")
    expect(page.get_by_label("Code", exact=True)).to_have_value(code)
    page.get_by_label("Pincode").fill(pin)
    page.get_by_role("button", name="Koppel").tap()
    expect(page.get_by_role("heading", name="Wie beoordeelt er?")).to_be_focused()
    return device


def open_sheet(page: Page, day: Day, name: str = "Fatima E.") -> Sheet:
    page.get_by_role("button", name="Je beoordeelt als An Jacobs").tap()
    page.get_by_role("button", name=name).tap()
    expect(page.get_by_role("heading", level=1)).to_have_text(name)
    return Sheet.select().where(Sheet.assessor == day.assessors[0], Sheet.nomination == day.nominations[0]).get()


def status(page: Page) -> Any:
    return page.get_by_role("status")


def answer(page: Page, words: str) -> None:
    page.get_by_role("radio", name=words).tap()
    expect(page.get_by_role("radio", name=words)).to_be_checked()


def all_is_in(page: Page) -> None:
    expect(status(page)).to_contain_text("Alles is binnen (", timeout=15_000)


EVERYTHING_KEPT = """async () => {
  const database = await new Promise((resolve) => {
    indexedDB.open("tablet").onsuccess = (event) => resolve(event.target.result);
  });
  const all = [];
  for (const store of database.objectStoreNames) {
    all.push(await new Promise((resolve) => {
      database.transaction(store).objectStore(store).getAll().onsuccess = (event) => resolve(event.target.result);
    }));
  }
  return JSON.stringify([all, { ...localStorage }, { ...sessionStorage }]);
}"""


def accessible(page: Page, screen: str) -> None:
    page.wait_for_selector(f"#screen[data-screen={screen}]")
    found = Axe().run(page).response["violations"]
    assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in found] == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
