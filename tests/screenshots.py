"""`make screenshots`: the pictures of the README, of the told demo, in a real browser.

The story is told at a Tuesday noon in a folder that is thrown away, and served in this process. The pictures land in
`tests/pictures`, as WebP: they travel with the source, and not in the wheel.
"""

import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, expect

from portal.actions.moving_in_drafts import move_in_draft, pin_in_draft
from portal.actions.tablets import add_tablet
from portal.app import create_app
from portal.demo.story import tell
from portal.models.accounts import User
from portal.models.campaigns import Campaign
from portal.models.database import migrate
from portal.models.selection_days import SelectionDay
from portal.queries.boards import judged, moments_for, stand_of
from portal.queries.campaigns import visible_campaign
from portal.queries.drafts import draft_of
from portal.queries.instances import picture_of, plan_of
from portal.queries.selection_days import visible_day
from tests.browser.serving import served
from tests.chromium import running_chromium
from tests.clock import standing_clock
from tests.person import Person

NOON = datetime(2026, 11, 24, 11, 15, tzinfo=UTC)
FOLDER = Path(__file__).parent / "pictures"
WIDE, TALL = 1280, 800
MOST_BYTES = 600_000
QUALITY = 82
LEAD = "lotte@demo.example"


def keep(page: Page, name: str) -> None:
    """A picture of what is in view."""
    picture = Image.open(BytesIO(page.screenshot(animations="disabled")))
    picture.save(FOLDER / f"{name}.webp", "WEBP", quality=QUALITY, method=6)


def _day() -> SelectionDay:
    """The day that is being held."""
    lotte = User.get(User.email == LEAD)
    for campaign in Campaign.select().where(Campaign.lead == lotte):
        day = visible_day(lotte, campaign.public_id) if visible_campaign(lotte, campaign.public_id) else None
        if day is not None and day.state == "published":
            return day
    raise LookupError("the story holds no day that is being held")


def disturb(day: SelectionDay) -> None:
    """Some things on the board that a person moved by hand: one well, one into a clash, and one that stays."""
    lotte = User.get(User.email == LEAD)

    def board() -> tuple[str, list[str]]:
        draft = draft_of(day)
        shown = judged(picture_of(day), draft.plan if draft else plan_of(day).to_json())
        to_come = [one.pin for one in shown.pieces if one.kind == "speeddate" and not one.has_begun]
        return stand_of(day, draft), to_come

    stand, dates = board()
    shown = judged(picture_of(day), plan_of(day).to_json())
    free = moments_for(shown, dates[4])[0]
    move_in_draft(day, dates[4], free.place, free.start, stand, by=lotte)
    taken = shown.piece(dates[7])
    assert taken is not None
    move_in_draft(day, dates[10], taken.place, taken.start, board()[0], by=lotte)
    pin_in_draft(day, dates[1], True, board()[0], by=lotte)


def home(page: Page) -> None:
    """What now."""
    page.goto("/")
    keep(page, "home")


def board(page: Page) -> None:
    """The schedule board on a draft, with something on its way."""
    day = _day()
    disturb(day)
    page.goto(f"/campaigns/{day.campaign.public_id}/day/board")
    page.wait_for_function("() => document.querySelector('[data-board]').dataset.ready")
    page.set_viewport_size({"width": WIDE, "height": 1200})
    page.evaluate("() => scrollTo(0, document.querySelector('.board-bar').offsetTop - 24)")
    item = page.locator("a.board-item[data-kind=speeddate]:not(.board-clash, .board-absent)").nth(4)
    item.scroll_into_view_if_needed()
    box = item.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 30, box["y"] + 15)
    page.mouse.down()
    page.mouse.move(box["x"] + 90, box["y"] + 120, steps=5)
    expect(page.locator("#board-says")).to_contain_text(" uur, ")
    keep(page, "board")


def tablet(page: Page) -> None:
    """A score sheet in the hands of an employer."""
    day = _day()
    table = picture_of(day).parts.tables[0]
    _device, code, pin = add_tablet(day, table.name, by=User.get(User.email == LEAD))
    page.set_viewport_size({"width": 1024, "height": 768})
    page.goto(f"/tablet/#{code}")
    page.get_by_label("Pincode").fill(pin)
    page.get_by_role("button", name="Koppel").click()
    expect(page.get_by_role("heading", name="Wie beoordeelt er?")).to_be_visible()
    page.get_by_role("button", name="Je beoordeelt als").first.click()
    page.locator("main button").nth(3).click()
    expect(page.get_by_role("radio").first).to_be_visible()
    keep(page, "tablet")


def live(page: Page) -> None:
    """The day as it goes, for the beamer and for who leads it."""
    page.goto(f"/campaigns/{_day().campaign.public_id}/day/live")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    keep(page, "live")


PICTURES: dict[str, Callable[[Page], None]] = {"home": home, "board": board, "tablet": tablet, "live": live}


@contextmanager
def signed_in(chromium: Browser, address: str, person: Person) -> Iterator[Page]:
    """A window of somebody who is signed in."""
    context = chromium.new_context(
        locale="nl-BE", base_url=address, viewport={"width": WIDE, "height": TALL}, reduced_motion="reduce"
    )
    session = person.client.get_cookie("session", domain="portal.test")
    assert session is not None
    context.add_cookies([{"name": session.key, "value": session.value, "url": address}])
    try:
        yield context.new_page()
    finally:
        context.close()


def main() -> None:
    """Tell, serve, take the pictures."""
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, standing_clock(NOON), running_chromium() as chromium:
        settings = {"INSTANCE": folder, "DEMO": True, "BASE_URL": "http://portal.test", "RATE_LIMITS": False}
        app = create_app(settings)
        migrate()
        with app.app_context():
            tell()
            person = Person(app).signs_in(LEAD)
        with app.app_context(), served(app) as address:
            for name, take in PICTURES.items():
                with signed_in(chromium, address, person) as page:
                    take(page)
                print(f"{name}: {(FOLDER / name).with_suffix('.webp').stat().st_size // 1000} kB")
    total = sum(one.stat().st_size for one in FOLDER.glob("*.webp"))
    if total > MOST_BYTES:
        sys.exit(f"{total} bytes of pictures: at most {MOST_BYTES}")


if __name__ == "__main__":
    main()
