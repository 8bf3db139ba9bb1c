"""`portal run` for real.

It starts from nothing, keeps its worker alive, and stops clean (promises P4, P5, P22).
"""

import json
import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.serving.conftest import Served, wait_until

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc to find the children")
Serve = Callable[..., Served]


def test_from_nothing_to_a_healthy_portal_that_stops_when_it_is_told(serve: Serve) -> None:
    portal = serve()
    wait_until(lambda: portal.health().get("ok"), "all parts well")
    health = portal.health()
    assert health["migrations"] == {"ok": True, "waiting": 0}
    assert portal.get("/login")[0] == 200
    children = portal.descendants()
    assert len(children) >= 3  # gunicorn, its web process, the worker
    assert portal.stop(signal.SIGTERM) == 0
    assert not [pid for pid in children if Path(f"/proc/{pid}").exists()]
    assert portal.said.count("Traceback") == 0


def test_a_calendar_address_stands_in_no_log(serve: Serve) -> None:
    # req P13
    portal = serve()
    wait_until(lambda: portal.health().get("ok"), "all parts well")
    assert portal.get("/calendar/a-secret-that-somebody-has.ics")[0] == 404
    assert portal.stop(signal.SIGTERM) == 0
    assert "a-secret-that-somebody-has" not in portal.said


def test_a_worker_that_is_killed_comes_back(serve: Serve) -> None:
    portal = serve()
    wait_until(lambda: portal.health().get("ok"), "all parts well")
    before = portal.worker()
    os.kill(before, signal.SIGKILL)
    after = wait_until(lambda: portal.worker() not in {0, before} and portal.worker(), "another worker")
    assert after != before
    assert "The worker stopped (signal 9); it is started again." in portal.said
    assert portal.get("/login")[0] == 200
    assert portal.stop(signal.SIGINT) == 0
    assert not Path(f"/proc/{after}").exists()


def test_a_killed_parent_leaves_nobody_behind(serve: Serve) -> None:
    portal = serve()
    wait_until(lambda: portal.health().get("ok"), "all parts well")
    port = portal.address().rpartition(":")[2]
    children = portal.descendants()
    portal.process.kill()
    portal.process.wait()
    wait_until(lambda: not [pid for pid in children if _lives(pid)], "the children gone")
    again = serve("--port", port)
    wait_until(lambda: again.get("/login")[0] == 200, "the same port again")


def _lives(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


def test_without_a_worker_health_says_so(serve: Serve) -> None:
    portal = serve("--port", "0", "--no-worker")
    wait_until(lambda: portal.get("/login")[0] == 200, "the sign-in page")
    assert portal.worker() == 0
    assert portal.get("/healthz")[0] == 503
    assert portal.health()["worker"] == {"ok": False, "seconds_since_heartbeat": None}


def test_a_taken_port_is_a_sentence_and_the_environment_chooses_the_port(serve: Serve) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        portal = serve("--host", "127.0.0.1", PORT=str(port))
        assert portal.process.wait(60) == 1
    assert f"Port {port} on 127.0.0.1 cannot be used" in portal.said
    assert "Traceback" not in portal.said


def test_a_database_that_does_not_answer_is_a_sentence_without_its_password(serve: Serve) -> None:
    portal = serve("--port", "0", PORTAL_DATABASE_URL="postgresql://portal:geheim@127.0.0.1:9/portal")
    assert portal.process.wait(60) == 1
    assert "The database does not answer: postgresql://127.0.0.1:9/portal" in portal.said
    assert "geheim" not in portal.said
    assert "Traceback" not in portal.said


def _portal(environment: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "portal.cli", *arguments],
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


# Several commands in one process: starting the portal takes most of what a command takes.
_ONE_AFTER_ANOTHER = """
import json, sys
from portal.cli import cli
for arguments in json.loads(sys.argv[1]):
    try:
        cli(arguments)
    except SystemExit as end:
        print(f"\\n--- {end.code or 0}", flush=True)
"""


def _portal_for_each(environment: dict[str, str], *commands: list[str]) -> Iterator[tuple[str, str]]:
    """What each of these commands said, and the code it ended with."""
    done = subprocess.run(
        [sys.executable, "-c", _ONE_AFTER_ANOTHER, json.dumps(commands)],
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    parts = re.split(r"\n--- (\S+)\n", done.stdout)
    assert len(parts) == 2 * len(commands) + 1
    return zip(parts[::2], parts[1::2], strict=False)


@pytest.mark.once
def test_the_commands_say_what_they_do(environment: dict[str, str]) -> None:
    overview = _portal(environment, "--help")
    assert overview.returncode == 0
    commands = ("run", "worker", "migrate", "demo", "permissions", "states", "map")
    for command in commands:
        assert f"\n  {command} " in overview.stdout
    for helped, code in _portal_for_each(environment, *([command, "--help"] for command in commands)):
        assert code == "0"
        assert len(helped.splitlines()) >= 5
    for library_command in ("users", "roles", "limiter"):
        assert f"\n  {library_command} " not in overview.stdout


@pytest.mark.once
def test_the_lists_are_useful_text(environment: dict[str, str]) -> None:
    assert "0001_start" in _portal(environment, "migrate").stdout
    told = _portal_for_each(environment, ["migrate"], ["permissions"], ["states"], ["map"])
    (migrated, permissions, states, where), codes = zip(*told, strict=True)
    assert set(codes) == {"0"}
    assert migrated == "The database is up to date.\n"
    assert "accounts:administer: an administrator" in permissions
    assert "Nomination: draft, put_forward, withdrawn" in states
    assert "view      portal/blueprints/privacy.py" in where
    assert "template  portal/templates/privacy/looks.html" in where
    assert "action    portal/actions/accounts.py change_role" in where


def test_a_setting_that_cannot_be_read_is_a_sentence(environment: dict[str, str]) -> None:
    answer = _portal({**environment, "PORTAL_WORKERS": "veel"}, "states")
    assert answer.returncode == 1
    assert "PORTAL_WORKERS" in answer.stderr
    assert "Traceback" not in answer.stderr
