"""What the scripts add to a page that also works without them."""

from playwright.sync_api import Browser, Page, Request, expect

from portal.models.nominations import Nomination
from tests.browser.window import PHONE, Window, window_on
from tests.permissions.world import World

TYPED = "Wil graag in het magazijn werken, liefst in de vroege."


def task(window: Window, world: World, name: str) -> Page:
    """Pim at a task of the nomination that he prepares."""
    window.takes_over(world.browsers["pim"])
    window.opens(f"/nominations/{world.nominations['b2'].public_id}/{name}")
    return window.page


def posts_of(page: Page) -> list[str]:
    """The paths that the page sends something to, from now on."""
    sent: list[str] = []

    def note(request: Request) -> None:
        if request.method == "POST":
            sent.append(request.url)

    page.on("request", note)
    return sent


def motivation_of(world: World) -> str:
    return str(Nomination.get_by_id(world.nominations["b2"].id).motivation)


def test_what_is_typed_is_kept_by_itself(chromium: Browser, address: str, world: World) -> None:
    with window_on(chromium, address) as window:
        page = task(window, world, "motivation")
        page.get_by_label("Waarom wil hij of zij hier werken?").fill(TYPED)
        expect(page.locator("[data-autosave-status]")).to_contain_text("Bewaard om")
        assert motivation_of(world) == TYPED
        page.reload()
        expect(page.get_by_label("Waarom wil hij of zij hier werken?")).to_have_value(TYPED)
        assert page.evaluate("sessionStorage.length") == 0
        assert window.wrong == []


def test_what_could_not_be_sent_comes_back_after_a_reload_and_goes_later(
    chromium: Browser, address: str, world: World
) -> None:
    with window_on(chromium, address) as window:
        page = task(window, world, "motivation")
        page.on("dialog", lambda dialog: dialog.accept())
        before = motivation_of(world)
        page.route(
            "**/motivation", lambda route: route.abort() if route.request.method == "POST" else route.continue_()
        )
        page.get_by_label("Waarom wil hij of zij hier werken?").fill(TYPED)
        expect(page.locator("[data-autosave-status]")).to_contain_text("Geen verbinding")
        assert motivation_of(world) == before
        page.reload()
        expect(page.get_by_label("Waarom wil hij of zij hier werken?")).to_have_value(TYPED)
        page.unroute("**/motivation")
        expect(page.locator("[data-autosave-status]")).to_contain_text("Bewaard om", timeout=10_000)
        assert motivation_of(world) == TYPED


def test_who_signs_out_leaves_nothing_typed_behind(chromium: Browser, address: str, world: World) -> None:
    with window_on(chromium, address) as window:
        page = task(window, world, "motivation")
        page.on("dialog", lambda dialog: dialog.accept())
        page.route("**/motivation", lambda route: route.abort())
        page.get_by_label("Waarom wil hij of zij hier werken?").fill(TYPED)
        expect(page.locator("[data-autosave-status]")).to_contain_text("Geen verbinding")
        assert page.evaluate("sessionStorage.length") == 1
        page.get_by_role("button", name="Afmelden").click()
        page.wait_for_url("**/login*")
        assert page.evaluate("sessionStorage.length") == 0


def test_after_a_refused_form_the_reader_starts_at_the_list_of_errors(
    chromium: Browser, address: str, world: World
) -> None:
    with window_on(chromium, address) as window:
        page = window.page
        window.takes_over(world.browsers["pim"])
        window.opens("/candidates/new")
        page.locator("main form button[type=submit]").click()
        summary = page.locator("[data-error-summary]")
        expect(summary).to_be_focused()
        assert page.title().startswith("Fout:")
        link = summary.get_by_role("link").first
        field = page.locator(str(link.get_attribute("href")))
        link.click()
        expect(field).to_be_focused()
        assert field.get_attribute("aria-invalid") == "true"
        assert window.faults() + window.wrong == []


# req Y-12
def test_a_double_click_sends_once(chromium: Browser, address: str, world: World) -> None:
    with window_on(chromium, address) as window:
        page = task(window, world, "tasks")
        sent = posts_of(page)
        page.get_by_role("button", name="Draag voor").dblclick()
        page.wait_for_url("**/receipt")
        assert len(sent) == 1
        page.go_back()
        assert window.wrong == []
    assert Nomination.get_by_id(world.nominations["b2"].id).state == "put_forward"


def test_the_calendar_address_is_copied_with_one_press(chromium: Browser, address: str, world: World) -> None:
    with window_on(chromium, address) as window:
        page = window.page
        window.takes_over(world.browsers["lotte"])
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        window.opens("/calendar/")
        page.get_by_role("button", name="Maak een nieuw adres").click()
        page.get_by_role("button", name="Kopieer").click()
        expect(page.get_by_text("Gekopieerd.")).to_be_visible()
        shown = page.get_by_label("Je adres").input_value()
        assert page.evaluate("navigator.clipboard.readText()") == shown
        assert window.wrong == []


def test_the_language_changes_and_the_page_stays(chromium: Browser, address: str, world: World) -> None:
    with window_on(chromium, address) as window:
        page = window.page
        window.takes_over(world.browsers["lotte"])
        window.opens("/candidates?q=zq")
        page.get_by_role("button", name="English").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Candidates")
        assert page.url == f"{address}/candidates?q=zq"
        assert window.wrong == []


def test_without_scripts_the_menus_of_a_phone_open_too(chromium: Browser, address: str, world: World) -> None:
    with window_on(chromium, address, width=PHONE, java_script_enabled=False) as window:
        page = window.page
        window.takes_over(world.browsers["lotte"])
        window.opens(f"/campaigns/{world.campaigns['A'].public_id}")
        page.get_by_role("button", name="Overzicht").click()
        page.get_by_role("link", name="Partners", exact=True).click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Partners")
        page.get_by_role("button", name="Menu").click()
        page.get_by_role("link", name="Netwerk", exact=True).click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Netwerk")


def test_a_placeholder_goes_where_one_was_typing_with_a_button(chromium: Browser, address: str, world: World) -> None:
    # req 003-15
    with window_on(chromium, address) as window:
        window.takes_over(world.browsers["petra"])
        window.opens("/texts/campaigns/partner_invited/nl")
        page, words = window.page, "Dag , welkom."
        body, subject = page.get_by_label("Tekst", exact=True), page.get_by_label("Onderwerp", exact=True)
        body.fill(words)
        body.evaluate("field => field.setSelectionRange(4, 4)")
        button = page.get_by_role("button", name="Zet in de tekst: ((name))")
        button.focus()
        page.keyboard.press("Enter")
        expect(body).to_have_value("Dag ((name)), welkom.")
        expect(body).to_be_focused()
        subject.fill("")
        subject.focus()
        page.get_by_role("button", name="Zet in de tekst: ((employer))").click()
        expect(subject).to_have_value("((employer))")
        assert window.wrong == []


def test_without_script_the_placeholders_are_plain_words(chromium: Browser, address: str, world: World) -> None:
    with window_on(chromium, address, java_script_enabled=False) as window:
        window.takes_over(world.browsers["petra"])
        window.opens("/texts/campaigns/partner_invited/nl")
        assert window.page.get_by_role("button", name="Zet in de tekst").count() == 0
        expect(window.page.get_by_text("((name))", exact=True).first).to_be_visible()


def test_what_is_found_appears_as_one_types_and_a_tick_brings_the_bar(
    chromium: Browser, address: str, world: World
) -> None:
    # req 002-04
    with window_on(chromium, address) as window:
        window.takes_over(world.browsers["lotte"])
        window.opens("/following")
        page = window.page
        bar = page.locator(".several-bar")
        expect(bar).to_be_hidden()
        name = Nomination.get_by_id(world.nominations["a1"].id).candidate.first_name
        with page.expect_request(lambda request: "q=" in request.url):
            page.get_by_label("Kandidaat of jobcoach").fill(name)
        expect(page.locator(".table-following tbody tr")).to_have_count(1)
        expect(page.get_by_label("Kandidaat of jobcoach")).to_be_focused()
        assert "q=a1" in page.url
        onward = page.get_by_role("link", name="Naar de knoppen")
        page.locator("[name=pick]").focus()
        expect(onward).to_be_hidden()
        page.keyboard.press("Space")
        expect(bar).to_be_visible()
        page.keyboard.press("Tab")  # straight to the bar, whatever stands below in the list
        expect(onward).to_be_focused()
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        expect(page.get_by_role("button", name="Noteer een resultaat")).to_be_focused()
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", name="Voor 1 kandidaat")).to_be_visible()
        assert window.wrong == []
