"""A browser window that watches what goes wrong while it shows pages."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, Response, Route
from werkzeug.test import Client

HEIGHT = 800
# Mails as they will be read: the portal sends them in a sandbox, in which axe cannot run either and never answers.
FENCED = re.compile(r"/texts/[^?]*/mail$")
DESKTOP, TABLET, PHONE = 1280, 820, 320
EVERY_WIDTH = (DESKTOP, TABLET, PHONE)

_AXE = """async (rules) => {
  const found = await axe.run({ resultTypes: ["violations"], ...rules });
  return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" ")}`);
}"""
# A mail stands inside the page of a mail program: what is said of whole pages (headings, landmarks) is not for it.
_IN_MAILS = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
# Words, names and colours are judged at the widest and the narrowest; between them only the layout is another one.
_OF_THE_LAYOUT = {"runOnly": {"type": "rule", "values": ["target-size", "scrollable-region-focusable"]}}
_NO_COLOURS = {"rules": {"color-contrast": {"enabled": False}}}
_TOO_WIDE = """() => document.documentElement.scrollWidth <= innerWidth ? "" :
  [...document.querySelectorAll("body *")].filter((one) => one.getBoundingClientRect().right > innerWidth + 1)
    .map((one) => one.outerHTML.slice(0, 120))[0] ?? "something" """


@dataclass
class Window:
    """One window of one person: `page`, and all that went wrong in it so far."""

    context: BrowserContext
    page: Page
    address: str
    wrong: list[str] = field(default_factory=list)
    fenced: bool = False

    def opens(self, path: str, *, expect: int = 200) -> None:
        """Go to an address; the answer has this status."""
        answer = self.page.goto(path)
        assert answer is not None
        assert answer.status == expect, f"{path}: {answer.status} {self.page.title()}"

    def takes_over(self, browser: Client) -> None:
        """Be signed in as in this browser of the world."""
        session = browser.get_cookie("session", domain="portal.test")
        assert session is not None
        self.context.add_cookies([{"name": session.key, "value": session.value, "url": self.address}])

    def faults(self, widths: tuple[int, ...] = EVERY_WIDTH, *, colours: bool = True) -> list[str]:
        """What is wrong with the page that is open, at each width: axe, what sticks out, and the heading and title.

        Looking at the `colours` takes axe three times as long as all the rest.
        """
        page = self.page
        assert not self.fenced, f"{page.url} is in a sandbox, where nothing can be judged: see FENCED"
        is_mail = FENCED.search(page.url) is not None
        found = [] if is_mail or page.locator("h1").count() == 1 else ["not exactly one h1"]
        found += [] if page.title().strip(" ·") else ["no title"]
        self._bring_axe()
        for width in widths:
            page.set_viewport_size({"width": width, "height": HEIGHT})
            too_wide = page.evaluate(_TOO_WIDE)
            found += [f"{width}: sticks out: {too_wide}"] if too_wide else []
            rules = _IN_MAILS if is_mail else _OF_THE_LAYOUT if width == TABLET else {}
            found += [f"{width}: {one}" for one in page.evaluate(_AXE, rules if colours else {**rules, **_NO_COLOURS})]
        return [f"{urlsplit(page.url).path} {one}" for one in found]

    def _bring_axe(self) -> None:
        """Put axe in the open page, and let the pages after it in this window have it ready: that is far quicker."""
        if self.page.evaluate("() => typeof bringAxe === 'function' && (bringAxe(), true)"):
            return
        self.page.evaluate(AXE_SCRIPT)
        self.context.add_init_script(f"window.bringAxe = () => {{ {AXE_SCRIPT} }}")

    def hear(self, message: ConsoleMessage) -> None:
        """An error in the console; that a page answers 404 is said there too, and is no error."""
        if message.type == "error" and message.location.get("url") != self.page.url:
            self.wrong.append(f"{self.page.url}: {message.text}")

    def see(self, request: Request) -> None:
        """A request to another host."""
        if not request.url.startswith((self.address, "blob:", "data:")):
            self.wrong.append(f"{self.page.url} asks {request.url}")

    def note(self, response: Response) -> None:
        """Whether the page that comes is in a sandbox."""
        if response.request.is_navigation_request():
            self.fenced = "sandbox" in response.headers.get("content-security-policy", "")


def without_fence(route: Route) -> None:
    """The same page under the same policy, but for the sandbox."""
    answer = route.fetch()
    policy = answer.headers["content-security-policy"]
    assert "sandbox" in policy
    route.fulfill(response=answer, headers={**answer.headers, "content-security-policy": policy.replace("sandbox", "")})


@contextmanager
def window_on(
    chromium: Browser, address: str, *, width: int = DESKTOP, opens_mails: bool = False, **how: Any
) -> Iterator[Window]:
    """A new window, signed in nowhere, on the portal at this address; with `opens_mails` their sandbox is left out."""
    context = chromium.new_context(
        locale="nl-BE", base_url=address, viewport={"width": width, "height": HEIGHT}, reduced_motion="reduce", **how
    )
    window = Window(context, context.new_page(), address)
    window.page.on("console", window.hear)
    window.page.on("pageerror", lambda error: window.wrong.append(f"{window.page.url}: {error}"))
    window.page.on("request", window.see)
    window.page.on("response", window.note)
    if opens_mails:  # only then: a window that reroutes anything keeps no file, and asks for all of them with each page
        context.route(FENCED, without_fence)
    try:
        yield window
    finally:
        context.close()
