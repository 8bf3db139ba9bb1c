"""`portal run`: web processes and the worker, kept alive together and stopped together.

The parent holds the listening socket and nothing else: it takes no requests, opens no connection, and starts
a child again when it
dies. The socket survives its children, so a web process that is started again answers those who were waiting.
"""

import contextlib
import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from types import FrameType
from typing import Any

from portal.models.database import database, migrate

THREADS = 8
LOOK_EVERY = 0.25
GRACE = 25.0  # seconds for requests and a leaving mail to end
SHORT_LIFE = 10.0  # a child that dies sooner than this rests before it is started again
LONGEST_REST = 30.0
BAD_START = 3  # gunicorn's exit code for an app that does not load


class CannotServe(Exception):
    """Why the portal does not start, in a sentence for who started it."""


@dataclass
class Child:
    """One process that is kept alive."""

    name: str
    command: list[str]
    environment: dict[str, str]
    sockets: tuple[int, ...] = ()
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    rest: float = 0.0
    again_at: float = field(default=0.0)

    def start(self) -> None:
        """Start it in a process group of its own.

        A Ctrl-C is for the parent, which stops its children in order.
        """
        self.started = time.monotonic()
        self.process = subprocess.Popen(  # noqa: S603 - our own commands
            self.command,
            env=self.environment,
            pass_fds=self.sockets,
            process_group=0,
            preexec_fn=_die_with_parent if sys.platform == "linux" else None,  # noqa: PLW1509 - one thread only
        )

    def look(self, say: Callable[[str], None]) -> int | None:
        """Start it again when it died; the exit code when it must not be started again."""
        now = time.monotonic()
        if self.process is None:
            if now >= self.again_at:
                self.start()
            return None
        code = self.process.poll()
        if code is None:
            return None
        if code == BAD_START:
            return code
        self.rest = min(max(1.0, self.rest * 2), LONGEST_REST) if now - self.started < SHORT_LIFE else 0.0
        self.again_at, self.process = now + self.rest, None
        say(f"The {self.name} stopped ({_how(code)}); it is started again.")
        return None

    def stop(self) -> None:
        """Ask it to stop."""
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()

    def wait(self, until: float) -> None:
        """Wait for its end; after that moment, end it."""
        if self.process is None:
            return
        try:
            self.process.wait(max(0.1, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def prepare_database(url: str) -> list[str]:
    """Apply the migrations once, before anybody else starts.

    Raises CannotServe when the database does not answer.
    """
    try:
        return migrate()
    except Exception as error:
        if type(error).__name__ not in {"OperationalError", "InterfaceError"}:
            raise
        raise CannotServe(
            f"The database does not answer: {without_password(url)} ({error}). Start it, or set PORTAL_DATABASE_URL."
        ) from error
    finally:
        if not database.is_closed():
            database.close()


def listen(host: str, port: int) -> socket.socket:
    """A listening socket; raises CannotServe when the port is taken or not ours to take."""
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        opened = socket.socket(family, socket.SOCK_STREAM)
        opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        opened.bind((host, port))
        opened.listen(128)
    except OSError as error:
        raise CannotServe(
            f"Port {port} on {host} cannot be used: {error.strerror or error}. "
            f"Stop the program that holds it, or choose another: portal run --port {(port or 8000) + 1}"
        ) from error
    opened.set_inheritable(True)
    return opened


def serve(opened: socket.socket, settings: dict[str, Any], *, with_worker: bool, say: Callable[[str], None]) -> int:
    """Serve on this socket until SIGTERM or SIGINT; the exit code."""
    environment = {
        **os.environ,
        "PORTAL_INSTANCE": settings["INSTANCE"],
        "PORTAL_BASE_URL": settings["BASE_URL"],
    }
    children = [Child("web server", _gunicorn(opened, settings), environment, (opened.fileno(),))]
    if with_worker:
        children.append(Child("worker", [sys.executable, "-m", "portal.cli", "worker"], environment))
    told: list[int] = []

    def told_to_stop(number: int, frame: FrameType | None) -> None:
        told.append(number)

    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, told_to_stop)
    code = 0
    while not told:
        for child in children:
            code = child.look(say) or code
        if code:
            say("The portal could not start; the reason stands above.")
            break
        time.sleep(LOOK_EVERY)
    for child in children:
        child.stop()
    until = time.monotonic() + GRACE
    for child in children:
        child.wait(until)
    opened.close()
    return code


def without_password(url: str) -> str:
    """A database URL that may stand on a screen."""
    scheme, mark, rest = url.partition("://")
    return f"{scheme}{mark}{rest.rpartition('@')[2]}"


def _gunicorn(opened: socket.socket, settings: dict[str, Any]) -> list[str]:
    memory = ["--worker-tmp-dir", "/dev/shm"] if os.access("/dev/shm", os.W_OK) else []  # noqa: S108 - gunicorn's advice
    return [
        sys.executable, "-m", "gunicorn", "portal.app:create_app()",
        "--bind", f"fd://{opened.fileno()}",
        "--worker-class", "gthread",
        "--workers", str(settings["WORKERS"]),
        "--threads", str(THREADS),
        "--timeout", "60",
        "--graceful-timeout", "20",
        "--log-level", "warning",
        "--no-control-socket",
        *memory,
    ]  # fmt: skip


def _how(code: int) -> str:
    return f"signal {-code}" if code < 0 else f"code {code}"


def _die_with_parent() -> None:
    """Linux: let the kernel stop this child when the parent is killed, so that no orphan keeps the port."""
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(1, signal.SIGTERM)
