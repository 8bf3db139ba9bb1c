"""The live board and the door in a real browser: within two seconds, without network, by keyboard, without scripts."""
# req Y-11, 001-15

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from peewee import Database
from playwright.sync_api import Browser, Page, Route, expect

from portal.actions.attendance import note_attendance
from portal.actions.live_day import set_delay
from portal.models.live_day import DeskTap
from portal.models.selection_days import Appointment, Attendance, SelectionDay, Table
from tests.browser.serving import served
from tests.browser.tablet_screen import answer, open_sheet, pair, tablet
from tests.browser.test_keyboard import run_downwards, skip_to_content, tab_to
from tests.browser.window import PHONE, Window, window_on
from tests.permissions.world import World
from tests.speeddates.day import PASSWORD, Day, make_day

FOLLOWS = 4000  # milliseconds until another phone at the door shows a tap
WITHIN = 2000  # milliseconds from a tap to the board of who leads, with network


@pytest.fixture
def joke(chromium: Browser, address: str, world: World) -> Iterator[Window]:
    """The window of Joke, who leads the day of today."""
    with window_on(chromium, address) as window:
        window.takes_over(world.browsers["joke"])
        yield window


def day_of(world: World) -> SelectionDay:
    """The day of today, with its campaign."""
    day: SelectionDay = SelectionDay.get(SelectionDay.campaign == world.campaigns["B"])
    return day


def path(world: World, page: str) -> str:
    """An address of that day."""
    return f"/campaigns/{world.campaigns['B'].public_id}/day{page}"


def expected(world: World) -> list[Attendance]:
    """Who is still expected that day, each with the day."""
    return list(
        Attendance.select()
        .where(Attendance.selection_day == day_of(world), Attendance.state == "expected")
        .order_by(Attendance.id)
    )


@pytest.fixture
def noon(app: Flask, database: Database) -> Day:
    """A day at which it is about noon whenever this runs: a tablet has its own clock. Its first speeddate runs now."""
    now = datetime.now(UTC)
    zone = f"Etc/GMT{now.hour - 12:+d}"  # the sign is the other way round there
    day = make_day(app, on=(now + timedelta(hours=12 - now.hour)).date())
    day.campaign.site.change(zone=zone)
    for number, nomination in enumerate(day.nominations):
        begin = now + timedelta(minutes=30 * number - 5)
        Appointment.update(start_at=begin, end_at=begin + timedelta(minutes=25)).where(
            Appointment.nomination == nomination
        ).execute()
    return day


def test_a_tap_on_a_tablet_is_on_the_board_of_who_leads_within_two_seconds(
    chromium: Browser, app: Flask, noon: Day
) -> None:
    with (
        served(app) as address,
        window_on(chromium, address) as window,
        tablet(chromium, address) as (_, screen, _wrong),
    ):
        pair(screen, noon)
        open_sheet(screen, noon)
        board = window.page
        window.opens("/login")
        board.get_by_label("E-mailadres").fill(noon.lotte.email)
        board.get_by_label("Wachtwoord", exact=True).fill(PASSWORD)
        board.get_by_role("button", name="Aanmelden").click()
        window.opens(f"{noon.path}/day/live")
        table = board.locator(f"#turn-t{Table.select().first().id}")
        expect(table).to_contain_text("nog geen beoordeling")
        answer(screen, "Weet wat het werk is")
        expect(table).to_contain_text("wordt beoordeeld", timeout=WITHIN)
        assert window.wrong == []


def test_the_board_follows_by_itself_and_keeps_what_one_searches(world: World, joke: Window) -> None:
    joke.opens(path(world, "/live"))
    page, one = joke.page, expected(world)[0]
    person = page.locator(f"[data-person]:has(a[href*='{one.public_id}'])")
    expect(person).to_have_attribute("data-letter", "e")
    page.get_by_label("Zoek een naam").fill(world.nominations["b1"].candidate.first_name)
    note_attendance(one, "check_in", by=world.people["joke"])
    expect(person).to_have_attribute("data-letter", "p", timeout=WITHIN)
    expect(person.locator("[data-state]")).to_have_text("aanwezig")
    expect(page.get_by_label("Zoek een naam")).to_have_value(world.nominations["b1"].candidate.first_name)
    table = Table.get(Table.selection_day == day_of(world))
    table.selection_day = day_of(world)
    set_delay(table, 10, by=world.people["joke"])
    turn = page.locator(f"#turn-t{table.id}")
    if turn.count():
        expect(turn).to_contain_text("+10 min", timeout=WITHIN)
    assert joke.wrong == []


def test_a_lost_connection_is_said_and_what_happened_meanwhile_comes_after(world: World, joke: Window) -> None:
    joke.opens(path(world, "/live"))
    page, one = joke.page, expected(world)[0]
    says = page.locator("#live-says")
    person = page.locator(f"[data-person]:has(a[href*='{one.public_id}'])")
    expect(page.locator("#live")).to_have_attribute("data-lives", "")
    joke.context.set_offline(True)
    expect(says).to_contain_text("Geen verbinding")
    note_attendance(one, "check_in", by=world.people["joke"])
    joke.context.set_offline(False)
    expect(person).to_have_attribute("data-letter", "p")
    expect(says).not_to_contain_text("Geen verbinding")


def test_without_scripts_the_board_is_whole_and_can_be_loaded_again(
    chromium: Browser, address: str, world: World
) -> None:
    with window_on(chromium, address, java_script_enabled=False) as window:
        window.takes_over(world.browsers["joke"])
        window.opens(path(world, "/live"))
        again = window.page.get_by_role("link", name="Laad opnieuw")
        expect(again).to_be_visible()
        again.click()
        expect(window.page.get_by_role("heading", name="Nu en straks")).to_be_visible()


def test_the_keyboard_notes_a_delay_on_a_phone(world: World, joke: Window) -> None:
    # req Y-19
    page = joke.page
    page.set_viewport_size({"width": PHONE, "height": 800})
    joke.opens(path(world, "/live"))
    expect(page.locator("#live")).to_have_attribute("data-lives", "")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    skip_to_content(page)
    steps = tab_to(page, "Loopt uit")
    assert run_downwards(steps)
    page.keyboard.press("Enter")
    tab_to(page, "+10")
    page.keyboard.press("Enter")
    expect(page.locator(".messages")).to_contain_text("loopt 10 minuten uit")


def test_the_unexpected_is_told_by_keyboard_at_three_widths(world: World, joke: Window) -> None:
    # req Y-19
    page = joke.page
    joke.opens(path(world, "/unexpected"))
    assert joke.faults((1280, 820, 390)) == []
    for minutes, shown in (("7", "[data-error-summary]"), ("10", "h1:has-text('Het ontwerp')")):
        skip_to_content(page)
        assert run_downwards(tab_to(page, "Hoeveel minuten schuift"))
        page.keyboard.press("ControlOrMeta+a")
        page.keyboard.type(minutes)
        tab_to(page, "De pauzes blijven")
        page.keyboard.press("Space")
        tab_to(page, "Maak een ontwerp")
        page.keyboard.press("Enter")
        expect(page.locator(shown)).to_be_visible()
        if minutes == "7":
            assert joke.faults((390,)) == []
            joke.opens(path(world, "/unexpected"))
    assert joke.wrong == []


def _badge(page: Page, one: Attendance) -> str:
    return f"#a-{one.public_id} .badge"


def _tap(page: Page, one: Attendance, words: str) -> None:
    page.locator(f"#a-{one.public_id}").get_by_role("button", name=words).first.click()


def test_taps_without_network_wait_by_ids_alone_and_count_once(world: World, joke: Window) -> None:
    first, second = expected(world)[:2]
    joke.opens(path(world, "/check-in"))
    page, says = joke.page, joke.page.locator("#desk-says")
    expect(page.locator("#desk")).to_have_attribute("data-ready", "")
    joke.context.set_offline(True)
    _tap(page, first, "Aanwezig")
    _tap(page, second, "Afwezig")
    expect(says).to_contain_text("2 tikken bewaard op dit toestel")
    expect(page.locator(_badge(page, first))).to_have_text("aanwezig")
    kept = page.evaluate("JSON.stringify(localStorage)")
    assert first.public_id in kept
    names = [one.nomination.candidate for one in (first, second)]
    assert not any(one.first_name in kept or one.last_name in kept for one in names)
    assert Attendance.get_by_id(first.id).state == "expected"
    joke.context.set_offline(False)
    expect(says).to_have_text("Alles is binnen.")
    assert [Attendance.get_by_id(one.id).state for one in (first, second)] == ["present", "absent"]
    assert DeskTap.select().count() == 2
    assert page.evaluate("localStorage.length") == 0


def test_a_tap_whose_receipt_was_lost_is_sent_again_and_counts_once(world: World, joke: Window) -> None:
    one = expected(world)[0]
    lost: list[str] = []

    def lose_the_first(route: Route) -> None:
        answer = route.fetch()
        if lost:
            route.fulfill(response=answer)
        else:
            lost.append(answer.text())
            route.abort()

    joke.context.route("**/day/taps", lose_the_first)
    joke.opens(path(world, "/check-in"))
    expect(joke.page.locator("#desk")).to_have_attribute("data-ready", "")
    _tap(joke.page, one, "Aanwezig")
    expect(joke.page.locator("#desk-says")).to_have_text("Alles is binnen.")
    assert json.loads(lost[0])["taps"][0]["standing"] == "kept"
    assert DeskTap.select().count() == 1
    joke.context.unroute("**/day/taps")


def test_what_a_closed_page_had_not_sent_the_next_one_sends(world: World, joke: Window) -> None:
    one = expected(world)[0]
    joke.opens(path(world, "/check-in"))
    expect(joke.page.locator("#desk")).to_have_attribute("data-ready", "")
    joke.context.set_offline(True)
    _tap(joke.page, one, "Aanwezig")
    expect(joke.page.locator("#desk-says")).to_contain_text("1 tik bewaard")
    joke.page.close()
    joke.context.set_offline(False)
    page = joke.context.new_page()
    page.goto(path(world, "/check-in"))
    expect(page.locator("#desk-says")).to_have_text("Alles is binnen.")
    assert Attendance.get_by_id(one.id).state == "present"


def test_what_another_host_taps_shows_by_itself_and_keeps_what_waits_here(world: World, joke: Window) -> None:
    first, second, third = expected(world)[:3]
    joke.opens(path(world, "/check-in"))
    page = joke.page
    expect(page.locator("#desk")).to_have_attribute("data-ready", "")
    page.locator(f"#a-{second.public_id} summary").click()
    note_attendance(first, "check_in", by=world.people["joke"])
    expect(page.locator(_badge(page, first))).to_have_text("aanwezig", timeout=FOLLOWS)
    expect(page.locator(f"#a-{first.public_id}").get_by_role("button", name="Vertrokken")).to_be_visible()
    expect(page.locator(f"#a-{second.public_id} details")).to_have_attribute("open", "")  # what one fills in stays
    joke.context.set_offline(True)
    _tap(page, third, "Afwezig")
    note_attendance(second, "check_in", by=world.people["joke"])
    expect(page.locator("#desk-says")).to_contain_text("1 tik bewaard")
    page.locator(f"#a-{second.public_id} summary").click()
    joke.context.set_offline(False)
    expect(page.locator("#desk-says")).to_have_text("Alles is binnen.")
    expect(page.locator(_badge(page, second))).to_have_text("aanwezig", timeout=FOLLOWS)
    expect(page.locator(_badge(page, third))).to_have_text("afwezig")
    assert [Attendance.get_by_id(one.id).state for one in (first, second, third)] == ["present", "present", "absent"]
    joke.context.set_offline(True)
    expect(page.locator("#desk-says")).to_contain_text("Geen verbinding")
    assert all("ERR_INTERNET_DISCONNECTED" in one for one in joke.wrong)


def test_somebody_else_at_the_same_phone_does_not_send_what_is_not_theirs(
    chromium: Browser, address: str, world: World, joke: Window
) -> None:
    one = expected(world)[0]
    joke.opens(path(world, "/check-in"))
    page = joke.page
    expect(page.locator("#desk")).to_have_attribute("data-ready", "")
    drawer = page.evaluate("`desk ${document.getElementById('desk').dataset.desk}`")
    tap = {"id": "A" * 22, "who": "somebody-else", "attendance": one.public_id, "step": "present", "at": 1}
    page.evaluate("([key, tap]) => localStorage.setItem(key, JSON.stringify([tap]))", [drawer, tap])
    page.reload()
    expect(page.locator("#desk")).to_have_attribute("data-ready", "")
    _tap(page, expected(world)[1], "Aanwezig")
    expect(page.locator("#desk-says")).to_have_text("Alles is binnen.")
    assert Attendance.get_by_id(one.id).state == "expected"
    assert "somebody-else" in page.evaluate(
        "localStorage.getItem(`desk ${document.getElementById('desk').dataset.desk}`)"
    )
