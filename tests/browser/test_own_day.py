"""The candidate's own page in a real browser: one sheet of paper, read aloud, by keyboard, large, without scripts."""

from datetime import timedelta
from io import BytesIO

import pytest
from pikepdf import Pdf
from playwright.sync_api import Browser, Page, expect

from portal.actions.inviting_to_the_day import tell_day
from portal.models.nominations import Nomination
from portal.models.selection_days import Appointment, Assessor, SelectionDay, Table
from tests.browser.test_keyboard import run_downwards, skip_to_content, tab_to
from tests.browser.window import PHONE, window_on
from tests.permissions.world import World

# A machine with one Dutch voice: it says each text at once, and remembers what and how.
VOICE = """
  const heard = (globalThis.heard = []);
  class Utterance extends EventTarget { constructor(text) { super(); this.text = text; } }
  const speech = new EventTarget();
  Object.assign(speech, {
    held: null,
    getVoices: () => [{ lang: "nl-BE", localService: true, name: "Ellen" }],
    speak(one) { heard.push([one.lang, one.voice?.name, one.text]); this.held = one; },
    pause() { heard.push("pause"); },
    resume() { heard.push("resume"); },
    cancel() { heard.push("cancel"); this.held = null; },
    finish() { const one = this.held; this.held = null; one?.dispatchEvent(new Event("end")); },
  });
  Object.defineProperty(globalThis, "speechSynthesis", { value: speech });
  Object.defineProperty(globalThis, "SpeechSynthesisUtterance", { value: Utterance });
"""


def _path(world: World, key: str = "b1") -> str:
    return f"/own-day/{world.tokens[f'own-day-{key}']}"


def _pages(page: Page) -> int:
    return len(Pdf.open(BytesIO(page.pdf(format="A4"))).pages)


def _make_it_long(nomination: Nomination) -> None:
    """Five speeddates with three assessors each, and much to bring and to find the way by."""
    day = SelectionDay.get(SelectionDay.campaign == nomination.campaign)
    long = "Neem aan het station bus 5 richting Molen, stap uit aan het rondpunt en volg de gele pijlen. " * 25
    day.change(bring=long)
    nomination.campaign.site.change(directions=long)
    last = Appointment.select().where(Appointment.nomination == nomination).order_by(Appointment.end_at.desc()).get()
    for slot in range(2, 8):
        table = Table.create(selection_day=day, name=f"Tafel achteraan in de grote refter {slot}", position=slot + 20)
        for name in ("Marie-Christine Vandenbroucke", "Jean-Pierre Vanderstichele", "Emmanuelle Van den Bossche"):
            Assessor.create(table=table, name=f"{name} {slot}", job_title="Verantwoordelijke personeel en onthaal")
        start = last.end_at + timedelta(minutes=15 * slot)
        Appointment.create(
            selection_day=day, nomination=nomination, kind="speeddate", slot=slot, table=table, start_at=start,
            end_at=start + timedelta(minutes=10),
        )  # fmt: skip


@pytest.mark.parametrize("key", ["a1", "a2", "b1"])
def test_the_page_is_one_sheet_of_paper(chromium: Browser, address: str, world: World, key: str) -> None:
    # req X-06
    with window_on(chromium, address) as window:
        window.opens(_path(world, key))
        assert _pages(window.page) == 1


def test_a_long_programme_is_one_sheet_too_and_loses_no_part(chromium: Browser, address: str, world: World) -> None:
    # req X-06
    _make_it_long(world.nominations["b1"])
    with window_on(chromium, address) as window:
        window.opens(_path(world))
        assert _pages(window.page) == 1
        window.page.emulate_media(media="print")
        parts = window.page.locator(".own-part")
        assert parts.count() >= 8
        for one in parts.all():
            expect(one).to_be_visible()
        expect(window.page.locator(".own-call")).to_be_visible()
        expect(window.page.get_by_role("button", name="Ik kom niet")).to_be_hidden()


def test_it_is_read_aloud_in_its_own_language_paused_and_stopped(chromium: Browser, address: str, world: World) -> None:
    # req X-06
    with window_on(chromium, address) as window:
        page = window.page
        page.add_init_script(VOICE)
        window.opens(_path(world))
        page.get_by_role("button", name="Lees voor").click()
        heard = page.evaluate("heard.filter(Array.isArray)")
        assert heard[0][:2] == ["nl", "Ellen"]
        page.evaluate("speechSynthesis.finish()")
        assert len(page.evaluate("heard.filter(Array.isArray)")) == 2
        page.get_by_role("button", name="Pauze").click()
        page.get_by_role("button", name="Lees verder").click()
        assert page.evaluate("heard.filter((one) => one === 'pause' || one === 'resume')") == ["pause", "resume"]
        page.get_by_role("button", name="Stop met lezen").click()
        expect(page.get_by_role("button", name="Lees voor")).to_be_focused()
        expect(page.get_by_role("button", name="Stop met lezen")).to_be_hidden()
        page.get_by_role("button", name="Lees voor").click()
        page.evaluate("for (let turn = 0; turn < 400; turn += 1) speechSynthesis.finish()")
        said = " ".join(one[2] for one in page.evaluate("heard.filter(Array.isArray)"))
        assert "Wat gebeurt er daarna?" in said
        assert "Ik kom niet" not in said
        expect(page.get_by_role("button", name="Lees voor")).to_be_visible()
        assert window.wrong == []


def test_without_a_voice_or_without_scripts_no_button_promises_one(
    chromium: Browser, address: str, world: World
) -> None:
    # req X-06
    for scripts in (True, False):
        with window_on(chromium, address, java_script_enabled=scripts) as window:
            window.page.add_init_script("Object.defineProperty(globalThis, 'speechSynthesis', { value: undefined })")
            window.opens(_path(world))
            expect(window.page.get_by_role("heading", level=1)).to_be_visible()
            expect(window.page.get_by_role("button", name="Lees voor")).to_have_count(0)


def test_the_keyboard_answers_on_a_phone_in_large_type_and_forced_colours(
    chromium: Browser, address: str, world: World
) -> None:
    # req Y-19
    tell_day(SelectionDay.get(SelectionDay.campaign == world.campaigns["B"]))
    with window_on(chromium, address, width=PHONE, forced_colors="active") as window:
        page = window.page
        window.opens(_path(world))
        skip_to_content(page)
        steps = tab_to(page, "Ik kom niet")
        assert run_downwards(steps)
        page.keyboard.press("Enter")
        expect(page.locator("main")).to_contain_text("Je zei: ik kom niet.")
        for width in (PHONE, 640):  # 1280 at 200 % is a window of 640
            page.set_viewport_size({"width": width, "height": 400})
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert window.wrong == []
