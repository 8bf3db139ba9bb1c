"""The worker as a process that plans: killed in the middle, several days at once, and without the solver in it."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from portal.actions.planning_runs import ask_for_plan, stop_run
from portal.actions.selection_days import set_up_day
from portal.models.day_plans import PlanningRun
from portal.models.selection_days import Appointment
from portal.queries.drafts import draft_of
from tests.databases import FreshDatabase
from tests.selection_days.scene import Scene

ROOT = Path(__file__).parents[2]


@contextmanager
def running_worker(url: str) -> Iterator["subprocess.Popen[bytes]"]:
    """A worker process; killed at the end when it still runs."""
    process = subprocess.Popen([sys.executable, "-m", "tests.selection_days.running_worker", url], cwd=ROOT)
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def wait_until(holds: Callable[[], bool], seconds: float = 120) -> None:
    """Wait for something that must come about."""
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "it did not come about"
        time.sleep(0.02)


def children_of(parent: int) -> list[int]:
    """The processes that a process started."""
    found = subprocess.run(["ps", "-o", "pid=", "--ppid", str(parent)], capture_output=True, check=False)
    return [int(word) for word in found.stdout.split()]


def is_alive(process: int) -> bool:
    try:
        state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


def only_run() -> PlanningRun:
    run: PlanningRun = PlanningRun.get()
    return run


# req Y-12
def test_killed_in_the_middle_the_run_is_taken_up_again_and_nothing_is_lost(
    scene: Scene, fresh_database: FreshDatabase
) -> None:
    scene.crowd(24)
    day = set_up_day(scene.campaign, by=scene.lotte)
    ask_for_plan(day, "plan", day.version, by=scene.lotte)
    with running_worker(fresh_database.url) as process:
        wait_until(lambda: only_run().state == "running" and bool(children_of(process.pid)))
        (planner,) = children_of(process.pid)
        maps = Path(f"/proc/{process.pid}/maps").read_text()
        assert "ortools" not in maps, "the worker itself does not load the solver"
        os.kill(process.pid, signal.SIGKILL)
        process.wait(10)
    wait_until(lambda: not is_alive(planner))
    assert only_run().state == "running"
    with running_worker(fresh_database.url) as process:
        wait_until(lambda: only_run().end is not None)
        stop_run(only_run(), by=scene.lotte)
        wait_until(lambda: only_run().state in ("done", "stopped"))
        process.send_signal(signal.SIGTERM)
        assert process.wait(30) == 0
    assert only_run().attempts == 2
    draft = draft_of(scene.day)
    assert draft is not None
    assert len(draft.plan["dates"]) == 24
    assert Appointment.select().count() == 0


@pytest.mark.once
def test_the_web_process_never_loads_the_solver() -> None:
    program = (
        "import sys, tempfile; from portal.app import create_app;"
        "create_app({'DATABASE_URL': 'sqlite:///' + tempfile.mkdtemp() + '/p.sqlite', 'SECRET_KEY': 'x' * 40});"
        "import portal.worker;"
        "print(sorted(name for name in sys.modules if name.split('.')[0] in ('ortools', 'numpy', 'pandas')))"
    )
    told = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, check=True, text=True)
    assert told.stdout.strip() == "[]"
