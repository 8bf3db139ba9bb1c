"""The browser of the tests: the machine's Chromium, headless.

A context asks for its language: `chromium.new_context(locale="nl-BE")`. Native date fields follow the
browser's own, which is Dutch only where its translations are installed: type into them, do not read them.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, sync_playwright

from tests.machine import find_chromium

# The sandbox refuses root and needs what containers often lack; the pages opened are our own.
ARGUMENTS = ["--no-sandbox", "--disable-dev-shm-usage", "--lang=nl-BE"]


class NoChromium(Exception):
    """The browser tests cannot run: no Chromium on this machine."""


@contextmanager
def running_chromium() -> Iterator[Browser]:
    """A headless Chromium; closed at the end."""
    path = find_chromium()
    if path is None:
        raise NoChromium("Install Chromium (`apt-get install chromium`) or say where it is: CHROMIUM=/path")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        try:
            yield browser
        finally:
            browser.close()
