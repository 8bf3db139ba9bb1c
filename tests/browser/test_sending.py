"""Files that leave in pieces, with their progress, and go on after a broken line."""

import hashlib
import io
import random
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, FilePayload, Route, expect

from portal.actions.checking import check_waiting
from portal.models.documents import Upload
from portal.queries.documents import newest_document
from portal.rules.uploads import CHUNK_BYTES
from tests.browser.test_scripts import posts_of, task
from tests.browser.window import window_on
from tests.permissions.world import World


def test_a_file_that_is_too_large_or_empty_is_refused_on_the_spot(
    chromium: Browser, address: str, world: World
) -> None:
    with window_on(chromium, address) as window:
        page = task(window, world, "cv")
        sent = posts_of(page)
        chooser = page.locator("input[type=file]")
        limit = int(chooser.get_attribute("data-max-bytes") or 0)
        assert limit
        for size, words in ((limit + 1, "te groot"), (0, "is leeg")):
            chooser.set_input_files({"name": "cv.pdf", "mimeType": "application/pdf", "buffer": b"x" * size})
            expect(page.locator(".sending [role=alert]").last).to_contain_text(words)
        assert sent == []
        assert window.wrong == []


# req Y-17
def test_a_file_leaves_in_pieces_and_the_page_follows_its_check(chromium: Browser, address: str, world: World) -> None:
    with window_on(chromium, address) as window:
        page = task(window, world, "cv")
        large = png_of_noise()
        assert len(large) > 2 * CHUNK_BYTES
        page.locator("input[type=file]").set_input_files(
            [
                FilePayload(name="scan.png", mimeType="image/png", buffer=large),
                FilePayload(name="raar.pdf", mimeType="application/pdf", buffer=b"MZ" + bytes(999)),
            ]
        )
        part = page.locator("#papers")
        expect(part).to_contain_text("raar.pdf wordt gecontroleerd", timeout=20_000)
        check_waiting()
        expect(part).to_contain_text("scan.png veilig, deze telt", timeout=15_000)
        expect(part).to_contain_text("Dit is geen pdf")
        assert window.wrong == []
    newest = newest_document(world.nominations["b2"], "cv")
    assert newest is not None
    assert newest.file_name == "scan.png"


def test_sending_goes_on_where_the_line_broke(chromium: Browser, address: str, world: World) -> None:
    with window_on(chromium, address) as window:
        page = task(window, world, "cv")
        noise = png_of_noise()
        scan = FilePayload(name="scan.png", mimeType="image/png", buffer=noise)
        page.route(f"**/pieces?at={CHUNK_BYTES}", lambda route: route.abort())
        page.locator("input[type=file]").set_input_files(scan)
        expect(page.locator(".sending")).to_contain_text("De verbinding viel weg.", timeout=20_000)
        assert {one.arrived for one in Upload.select().where(Upload.size == len(noise))} == {CHUNK_BYTES}
        page.unroute_all()
        page.evaluate("dispatchEvent(new Event('online'))")
        expect(page.locator("#papers")).to_contain_text("scan.png wordt gecontroleerd", timeout=20_000)
        (whole,) = Upload.select().where(Upload.size == len(noise))
        assert (whole.state, whole.sha256) == ("received", hashlib.sha256(noise).hexdigest())


def test_after_a_reload_the_same_file_goes_on_where_it_stopped(
    chromium: Browser, address: str, world: World, tmp_path: Path
) -> None:
    scan = tmp_path / "scan.png"
    scan.write_bytes(png_of_noise())
    with window_on(chromium, address) as window:
        page = task(window, world, "cv")
        page.on("dialog", lambda dialog: dialog.accept())  # leave, though it is being sent
        page.route(f"**/pieces?at={CHUNK_BYTES}", lambda route: route.abort())
        page.locator("input[type=file]").set_input_files(scan)
        expect(page.locator(".sending")).to_contain_text("De verbinding viel weg.", timeout=20_000)
        page.reload()
        expect(page.locator("#papers")).to_contain_text("Kies hetzelfde bestand opnieuw")
        page.unroute_all()
        sent = posts_of(page)
        page.locator("input[type=file]").set_input_files(scan)
        expect(page.locator("#papers")).to_contain_text("scan.png wordt gecontroleerd", timeout=20_000)
        assert next(post.partition("at=")[2] for post in sent if "pieces" in post) == str(CHUNK_BYTES)


def test_a_file_chosen_before_the_script_is_there_leaves_too(chromium: Browser, address: str, world: World) -> None:
    held: list[Route] = []
    with window_on(chromium, address) as window:
        window.takes_over(world.browsers["pim"])
        page = window.page
        page.route("**/sending.js*", lambda route, _: held.append(route))
        with page.expect_request("**/sending.js*"):
            page.goto(f"{address}/nominations/{world.nominations['b2'].public_id}/cv", wait_until="commit")
        page.locator("input[type=file]").set_input_files(
            FilePayload(name="vroeg.pdf", mimeType="application/pdf", buffer=b"MZ" + bytes(998))
        )
        held[0].continue_()
        expect(page.locator("#papers")).to_contain_text("vroeg.pdf wordt gecontroleerd", timeout=20_000)
        assert window.wrong == []


def test_sending_can_be_stopped_and_nothing_is_kept(chromium: Browser, address: str, world: World) -> None:
    with window_on(chromium, address) as window:
        page = task(window, world, "cv")
        noise = png_of_noise()
        scan = FilePayload(name="scan.png", mimeType="image/png", buffer=noise)
        page.route(f"**/pieces?at={CHUNK_BYTES}", lambda route: route.abort())
        page.locator("input[type=file]").set_input_files(scan)
        expect(page.locator(".sending")).to_contain_text("De verbinding viel weg.", timeout=20_000)
        with page.expect_response("**/discard"):
            page.get_by_role("button", name="Stop met versturen scan.png").click()
        expect(page.locator(".sending")).to_contain_text("gestopt; er is niets bewaard")
        expect(page.locator("input[type=file]")).to_be_focused()
        assert not Upload.select().where(Upload.size == len(noise)).exists()


def png_of_noise() -> bytes:
    """A scan that no packing makes small: about 1.4 MB."""
    written = io.BytesIO()
    Image.frombytes("RGB", (700, 680), random.Random(7).randbytes(700 * 680 * 3)).save(written, "PNG")
    return written.getvalue()
