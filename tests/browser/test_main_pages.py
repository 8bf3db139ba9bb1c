"""Every page in a real browser, at three widths and in two languages: accessible, quiet, nothing from elsewhere."""

import pytest
from playwright.sync_api import Browser

from portal.models.accounts import User
from tests.browser.walks import AREAS, walk
from tests.browser.window import DESKTOP, EVERY_WIDTH, PHONE, window_on
from tests.permissions.world import World

# What a language changes is how long the words are: English is judged where there is least room, and its colours are
# those of Dutch. So is what another thing of the same page changes, but that it may bring other colours too.
LANGUAGES = {"nl": EVERY_WIDTH, "en": (PHONE,)}
HOW_OFTEN = {"nl": 2, "en": 1}


@pytest.fixture(autouse=True)
def kept_files(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """A window keeps styles and scripts, and does not ask for them again with each page."""
    monkeypatch.setitem(world.app.config, "SEND_FILE_MAX_AGE_DEFAULT", 3600)


@pytest.mark.parametrize("area", AREAS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_is_sound_at_every_width(
    chromium: Browser, address: str, world: World, area: str, language: str
) -> None:
    User.update(language=language).execute()
    faults, opened = [], 0
    for who, steps in walk(world, area, at_most=HOW_OFTEN[language]).items():
        with window_on(chromium, address, opens_mails=area == "texts") as window:
            window.takes_over(world.browsers[who])
            for step in steps:
                answer = window.page.goto(step.path)
                assert answer is not None
                assert answer.status in (200, 409), f"{who} {step.path}: {answer.status}"
                assert window.page.locator("html").get_attribute("lang") == _language_of(step.path, language)
                widths = LANGUAGES[language] if step.is_new else (PHONE,)
                faults += [f"{who} {fault}" for fault in window.faults(widths, colours=language == "nl")]
                opened += 1
            faults += window.wrong
    assert faults == []
    assert opened


def _language_of(path: str, chosen: str) -> str:
    """The reader's own, but for a mail as it will be read: that is in its own language."""
    is_mail = path.startswith("/texts/") and path.endswith("/mail")
    return path.split("/")[-2] if is_mail else chosen


PUBLIC = {
    "/login": 200,
    "/reset": 200,
    "/nowhere": 404,
    "/join/{join}": 200,
    "/answer/{answer}": 200,
    "/answer/{answer-revoked}": 410,
    "/answer/never-given": 404,
    "/test/{test-b1}": 200,
    "/test/{test-a1}": 200,
    "/evaluation/{evaluation-a2}": 200,
    "/evaluation/{evaluation-a1}": 200,
    "/own-day/{own-day-a1}": 200,
    "/own-day/{own-day-a2}": 200,
    "/own-day/{own-day-b1}": 200,
    "/own-day/never-given": 404,
    "/own-day": 200,
}


# req Y-19
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_people_open_by_a_link_is_sound(chromium: Browser, address: str, world: World, language: str) -> None:
    faults = []
    with window_on(chromium, address) as window:
        window.opens("/login")
        if language == "en":
            window.page.get_by_role("button", name="English").click()
        for path, status in PUBLIC.items():
            window.opens(path.format(**world.tokens), expect=status)
            faults += window.faults(LANGUAGES[language], colours=language == "nl")
            window.page.set_viewport_size({"width": DESKTOP, "height": 800})
        assert faults + window.wrong == []


def test_what_somebody_may_not_and_what_belongs_to_the_account_is_sound(
    chromium: Browser, address: str, world: World
) -> None:
    faults = []
    campaign = f"/campaigns/{world.campaigns['A'].public_id}"
    pages = {"/change": 200, "/tf-setup": 200, "/campaigns/nowhere": 404, f"{campaign}/dates": 403}
    with window_on(chromium, address) as window:
        window.takes_over(world.browsers["pim"])
        for path, status in pages.items():
            window.opens(path, expect=status)
            faults += window.faults()
        assert faults + window.wrong == []
