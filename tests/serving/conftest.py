"""A real portal: `portal run` on a free port, with an instance and a database of its own."""

import json
import os
import re
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

PATIENCE = 60.0  # seconds: two cores may be busy with other tests


def wait_until(true: Callable[[], Any], what: str) -> Any:
    """Ask again and again until it is so."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if found := true():
            return found
        time.sleep(0.1)
    raise AssertionError(f"waited {PATIENCE:.0f} s in vain: {what}")


class Served:
    """`portal run` in a process group of its own."""

    def __init__(self, environment: dict[str, str], log: Path, *arguments: str) -> None:
        self.log = log
        with log.open("wb") as file:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "portal.cli", "run", *arguments],
                env=environment,
                stdout=file,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    @property
    def said(self) -> str:
        return self.log.read_text("utf-8", "replace")

    def address(self) -> str:
        """Where it says it is."""

        def found() -> str | None:
            if self.process.poll() is not None:
                raise AssertionError(f"it stopped ({self.process.returncode}): {self.said}")
            match = re.search(r"The portal is on (http://\S+)", self.said)
            return match[1] if match else None

        return str(wait_until(found, "the address"))

    def get(self, path: str) -> tuple[int, str]:
        """Status and body; 0 when nobody answers."""
        try:
            with urllib.request.urlopen(self.address() + path, timeout=10) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()
        except OSError:
            return 0, ""

    def health(self) -> dict[str, Any]:
        status, body = self.get("/healthz")
        return json.loads(body) if status in {200, 503} else {}

    def descendants(self) -> dict[int, str]:
        """Process ids below it, with their command lines."""
        found: dict[int, str] = {}
        parents = [self.process.pid]
        while parents:
            path = Path(f"/proc/{parents.pop()}/task")
            for task in path.glob("*/children"):
                for child in task.read_text().split():
                    command = Path(f"/proc/{child}/cmdline").read_bytes().replace(b"\0", b" ").decode()
                    found[int(child)] = command
                    parents.append(int(child))
        return found

    def worker(self) -> int:
        """The worker's process id; 0 when there is none."""
        return next((pid for pid, command in self.descendants().items() if "portal.cli worker" in command), 0)

    def stop(self, number: int = signal.SIGTERM) -> int:
        """Stop it as its supervisor would; the exit code."""
        self.process.send_signal(number)
        return self.process.wait(PATIENCE)


@pytest.fixture
def environment(tmp_path: Path, empty_database_url: str) -> dict[str, str]:
    """The settings of an instance with nothing in it."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PORTAL_", "MAIL_"))}
    return {
        **kept,
        "PORTAL_INSTANCE": str(tmp_path / "instance"),
        "PORTAL_DATABASE_URL": empty_database_url,
        "PORTAL_WORKERS": "1",
        "PYTHONPATH": str(Path(__file__).parents[2]),
    }


@pytest.fixture
def serve(environment: dict[str, str], tmp_path: Path) -> Iterator[Callable[..., Served]]:
    """`serve("--no-worker")` starts one; all are stopped afterwards."""
    with ExitStack() as closing:

        def start(*arguments: str, **settings: str) -> Served:
            log = tmp_path / f"{len(list(tmp_path.glob('*.log')))}.log"
            served = Served({**environment, **settings}, log, *(arguments or ("--port", "0")))

            def end() -> None:
                if served.process.poll() is None:
                    served.process.kill()
                    served.process.wait()

            closing.callback(end)
            return served

        yield start
