"""A PostgreSQL of the tests' own: made when a run starts, gone when it ends, never the machine's."""

import contextlib
import ctypes
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

from tests.machine import find_postgres

SECONDS_TO_START = 60
# Nothing here outlives the run, so nothing has to reach the disk.
SETTINGS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "200",
    "shared_buffers": "64MB",
    "listen_addresses": "127.0.0.1",
    "timezone": "UTC",
}
_PR_SET_PDEATHSIG = 1


class NoPostgres(Exception):
    """The tests cannot run on PostgreSQL: it is not on this machine, or it did not start."""


@contextmanager
def temporary_cluster() -> Iterator[str]:
    """A fresh cluster on a free loopback port; yields the URL of its server, without a database name."""
    binaries = find_postgres()
    if binaries is None:
        raise NoPostgres("Install PostgreSQL (`apt-get install postgresql`) or name it: POSTGRES_BIN=/folder")
    folder = Path(tempfile.mkdtemp(prefix="portal-postgres-"))
    identity = _identity(folder)
    password = secrets.token_urlsafe(16)
    try:
        _make(binaries, folder, password, identity)
        port = _free_port()
        server = _start(binaries, folder, port, identity)
        url = f"postgresql://postgres:{password}@127.0.0.1:{port}"
        try:
            _wait(url, server, folder)
            yield url
        finally:
            server.send_signal(signal.SIGINT)  # PostgreSQL's word for: end the sessions and stop
            server.wait(30)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _identity(folder: Path) -> dict[str, Any]:
    """PostgreSQL refuses to run as root: then the machine's own `postgres` runs it, and owns the folder."""
    if os.geteuid() != 0:
        return {}
    shutil.chown(folder, "postgres", "postgres")
    return {"user": "postgres", "group": "postgres", "extra_groups": []}


def _make(binaries: Path, folder: Path, password: str, identity: dict[str, Any]) -> None:
    secret = folder / "password"
    secret.write_text(password)
    if identity:
        shutil.chown(secret, "postgres", "postgres")
    command: list[str | Path] = [
        binaries / "initdb",
        f"--pgdata={folder / 'data'}",
        "--username=postgres",
        f"--pwfile={secret}",
        "--auth=scram-sha-256",
        "--encoding=UTF8",
        "--locale=C",
        "--no-sync",
    ]
    done = subprocess.run(command, check=False, capture_output=True, text=True, cwd=folder, **identity)
    if done.returncode:
        raise NoPostgres(done.stderr or done.stdout)


def _start(binaries: Path, folder: Path, port: int, identity: dict[str, Any]) -> subprocess.Popen[bytes]:
    options = [part for name, value in SETTINGS.items() for part in ("-c", f"{name}={value}")]
    command: list[str | Path] = [
        binaries / "postgres",
        "-D",
        folder / "data",
        "-p",
        str(port),
        "-k",
        folder,
        *options,
    ]
    with (folder / "log").open("wb") as log:
        return subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            cwd=folder,
            start_new_session=True,  # Ctrl-C stops the tests first, and they stop the server
            preexec_fn=_end_with_parent if sys.platform == "linux" else None,  # noqa: PLW1509 - no threads yet
            **identity,
        )


def _end_with_parent() -> None:
    """Ask Linux to stop the server when the test run is killed and cannot do it any more."""
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGINT)


def _wait(url: str, server: subprocess.Popen[bytes], folder: Path) -> None:
    end = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < end and server.poll() is None:
        with contextlib.suppress(psycopg.OperationalError), psycopg.connect(f"{url}/postgres"):
            return
        time.sleep(0.1)
    raise NoPostgres((folder / "log").read_text(errors="replace"))


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class Databases:
    """Makes and drops databases in a cluster, by copying one that has the tables."""

    def __init__(self, server: str) -> None:
        self.server = server

    def url(self, name: str) -> str:
        return f"{self.server}/{name}"

    def create(self, name: str, *, template: str = "template1") -> None:
        self._run("CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY", name, template)

    def drop(self, name: str) -> None:
        """Also when a connection was left open: those are ended."""
        self._run("DROP DATABASE IF EXISTS {} WITH (FORCE)", name)

    def _run(self, statement: str, *names: str) -> None:
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))
