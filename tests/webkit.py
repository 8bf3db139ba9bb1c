"""A real WebKit, driven by Debian's WebKitGTK driver over the WebDriver protocol: the engine of iPads.

It shows its windows on a screen in memory (Xvfb); what it keeps lives as long as the window.
"""

import json
import os
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

from tests.machine import find_minibrowser, find_webkit

PATIENCE = 60.0
_ELEMENT = "element-6066-11e4-a52e-4f735466cecf"  # how the protocol names an element
# The sandbox refuses root; the pages opened are our own. There is no graphics card.
_QUIET = {
    "WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS": "1",
    "WEBKIT_DISABLE_COMPOSITING_MODE": "1",
    "LIBGL_ALWAYS_SOFTWARE": "1",
    "NO_AT_BRIDGE": "1",
}


class NoWebKit(Exception):
    """The WebKit tests cannot run: driver, browser or screen is not on this machine."""


@dataclass
class WebKit:
    """One window. `address` is that of the driver's session."""

    address: str

    def asks(self, method: str, path: str, body: Any = None) -> Any:
        """One command of the protocol; its value. The driver's own words when it refuses."""
        data = None if body is None else json.dumps(body).encode()
        request = Request(f"{self.address}{path}", data, {"Content-Type": "application/json"}, method=method)
        try:
            with urlopen(request, timeout=PATIENCE) as answer:
                return json.load(answer)["value"]
        except HTTPError as error:
            raise AssertionError(error.read().decode()) from error

    def opens(self, url: str) -> None:
        """Go to an address."""
        self.asks("POST", "/url", {"url": url})

    def reloads(self) -> None:
        """Load the page anew."""
        self.asks("POST", "/refresh", {})

    def runs(self, script: str, *values: Any) -> Any:
        """The value of an expression in the page; `arguments` holds the values."""
        return self.asks("POST", "/execute/sync", {"script": f"return ({script})", "args": list(values)})

    def waits_for(self, script: str, *values: Any) -> None:
        """Until an expression in the page is true."""
        end = time.monotonic() + PATIENCE
        while not self.runs(script, *values):
            assert time.monotonic() < end, f"{script} of {values}: {self.runs('document.body.innerText')}"
            time.sleep(0.1)

    def clicks(self, css: str) -> None:
        """Press the first element that this selects, once it is there."""
        self.waits_for("Boolean(document.querySelector(arguments[0]))", css)
        self.asks("POST", f"/element/{self._finds(css)}/click", {})

    def types(self, css: str, text: str) -> None:
        """Type into the first element that this selects."""
        self.asks("POST", f"/element/{self._finds(css)}/value", {"text": text})

    def _finds(self, css: str) -> str:
        return str(self.asks("POST", "/element", {"using": "css selector", "value": css})[_ELEMENT])


@contextmanager
def running_webkit() -> Iterator[WebKit]:
    """A window of WebKit; closed at the end."""
    driver, browser = find_webkit(), find_minibrowser()
    if driver is None or browser is None:
        raise NoWebKit("Install WebKit's driver and a screen (`apt-get install webkit2gtk-driver xvfb`)")
    reads, writes = os.pipe()
    screen = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writes), "-screen", "0", "1280x1024x24", "-nolisten", "tcp"],
        pass_fds=[writes],
        stderr=subprocess.DEVNULL,
    )
    os.close(writes)
    with os.fdopen(reads) as told:
        display = told.readline().strip()
    port = _free_port()
    environment = {**os.environ, **_QUIET, "DISPLAY": f":{display}"}
    process = subprocess.Popen(
        [driver, f"--port={port}"], env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    window: WebKit | None = None
    try:
        window = _new_window(f"http://127.0.0.1:{port}", browser)
        yield window
    finally:
        if window is not None:
            window.asks("DELETE", "")
        for one in (process, screen):
            one.terminate()
            one.wait()


def _new_window(driver: str, browser: str) -> WebKit:
    options = {"webkitgtk:browserOptions": {"binary": browser, "args": ["--automation"]}}
    end = time.monotonic() + PATIENCE
    while True:
        try:
            made = WebKit(driver).asks("POST", "/session", {"capabilities": {"alwaysMatch": options}})
        except (URLError, ConnectionError):  # it is not listening yet
            assert time.monotonic() < end
            time.sleep(0.1)
        else:
            return WebKit(f"{driver}/session/{made['sessionId']}")


def _free_port() -> int:
    with closing(socket.socket()) as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])
