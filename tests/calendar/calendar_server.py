"""A real calendar server (Radicale) in a process of its own, spoken to over HTTP on this machine only (CalDAV)."""

import http.client
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from tests.outbox.servers import free_port

_BODY = """<?xml version="1.0" encoding="utf-8"?>
<C:calendar-query xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav">
<D:prop><D:getetag/></D:prop>
<C:filter><C:comp-filter name="VCALENDAR"><C:comp-filter name="VEVENT">
<C:time-range start="{start}" end="{end}"/>
</C:comp-filter></C:comp-filter></C:filter></C:calendar-query>"""


@dataclass
class CalendarServer:
    """The server; one calendar in it, `/pim/agenda/`."""

    port: int

    def asks(self, method: str, path: str, body: str | bytes = b"", **headers: str) -> tuple[int, bytes]:
        """Status and body of one request."""
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            content = body.encode() if isinstance(body, str) else body
            line.request(method, path, content, {name.replace("_", "-"): value for name, value in headers.items()})
            answer = line.getresponse()
            return answer.status, answer.read()
        finally:
            line.close()

    def empty(self) -> None:
        """An empty calendar."""
        self.asks("DELETE", "/pim/agenda/")
        status, said = self.asks("MKCALENDAR", "/pim/agenda/")
        assert status == 201, said

    def put(self, name: str, ics: bytes) -> None:
        """Put one appointment in the calendar, as a calendar program does that takes it from a mail."""
        status, said = self.asks("PUT", f"/pim/agenda/{name}.ics", ics, Content_Type="text/calendar; charset=utf-8")
        assert status in {201, 204}, said

    def put_whole(self, ics: bytes) -> None:
        """Replace the whole calendar by a file."""
        status, said = self.asks("PUT", "/pim/agenda/", ics, Content_Type="text/calendar; charset=utf-8")
        assert status == 201, said

    def get(self, name: str) -> bytes:
        """One appointment as the server gives it back."""
        status, ics = self.asks("GET", f"/pim/agenda/{name}.ics")
        assert status == 200, ics
        return ics

    def between(self, start: datetime, end: datetime) -> set[str]:
        """The names of the appointments that the server finds in a stretch of time."""
        body = _BODY.format(start=f"{start:%Y%m%dT%H%M%SZ}", end=f"{end:%Y%m%dT%H%M%SZ}")
        status, said = self.asks("REPORT", "/pim/agenda/", body, Depth="1", Content_Type="text/xml")
        assert status == 207, said
        return set(re.findall(r"<(?:\w+:)?href>/pim/agenda/([^<]+)\.ics</", said.decode()))


@contextmanager
def calendar_server(folder: Path) -> Iterator[CalendarServer]:
    """A server with an empty folder, stopped at the end."""
    port = free_port()
    settings = {
        "server-hosts": f"127.0.0.1:{port}",
        "auth-type": "none",
        "rights-type": "authenticated",
        "storage-filesystem-folder": str(folder),
        "logging-level": "error",
    }
    options = [f"--{name}={value}" for name, value in settings.items()]
    command = [sys.executable, "-m", "radicale", "--config=", *options]
    with (folder / "said").open("w+") as said, subprocess.Popen(command, stdout=said, stderr=said) as process:
        server = CalendarServer(port)
        try:
            _wait_for(server, process)
            server.asks("MKCOL", "/pim/")
            server.empty()
            yield server
        finally:
            process.terminate()


def _wait_for(server: CalendarServer, process: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + 60
    while True:
        assert process.poll() is None, "the calendar server stopped"
        try:
            server.asks("GET", "/.web/")
            return
        except OSError:
            assert time.monotonic() < until, "the calendar server does not answer"
            time.sleep(0.05)
