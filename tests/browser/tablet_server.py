"""A portal that can be killed, started again at the same address, and lose its answers on the way."""

import socket
import threading
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from peewee import Database
from werkzeug.serving import BaseWSGIServer, make_server

from portal.models.selection_days import Appointment, SelectionDay
from tests.speeddates.day import Day, make_day


@dataclass
class KillablePortal:
    """The portal at one address. `puts`: the paths of the sheets that it took, one for each time."""

    app: Flask
    port: int = 0
    loses_answers: int = 0
    puts: list[str] = field(default_factory=list)
    _server: BaseWSGIServer | None = None
    _thread: threading.Thread | None = None

    @property
    def address(self) -> str:
        """Where it is served."""
        return f"http://127.0.0.1:{self.port}"

    def starts(self) -> None:
        """Serve; a second time at the same address."""
        self._server = make_server("127.0.0.1", self.port, self._answer, threaded=True)
        self.port = self._server.server_port
        self._thread = threading.Thread(target=self._server.serve_forever)
        self._thread.start()

    def dies(self) -> None:
        """From now on the address answers nobody."""
        if self._server is not None and self._thread is not None:
            self._server.shutdown()
            self._thread.join()
            self._server.server_close()
            self._server = None

    def _answer(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        if environ["REQUEST_METHOD"] != "PUT":
            return self.app.wsgi_app(environ, start_response)
        done = list(self.app.wsgi_app(environ, start_response))  # what is written is committed here
        self.puts.append(environ["PATH_INFO"])
        if self.loses_answers:
            self.loses_answers -= 1
            environ["werkzeug.socket"].shutdown(socket.SHUT_RDWR)
            raise ConnectionError
        return done


@pytest.fixture
def portal(app: Flask) -> Iterator[KillablePortal]:
    """A portal that is served."""
    found = KillablePortal(app)
    found.starts()
    yield found
    found.dies()


@pytest.fixture
def address(portal: KillablePortal) -> str:
    """Where it is served."""
    return portal.address


@pytest.fixture
def day(app: Flask, database: Database) -> Day:
    """A day with speeddates, today: a browser has its own clock."""
    return make_day(app)


def change_the_plan(day: Day) -> None:
    """Another plan is put in force: the second speeddate is two hours later."""
    moved = Appointment.get(Appointment.nomination == day.nominations[1])
    moved.change(start_at=moved.start_at + timedelta(hours=2), end_at=moved.end_at + timedelta(hours=2))
    standing = SelectionDay.get_by_id(day.day.id)
    standing.change_seen(standing.version, planned_at=moved.start_at)
