"""The worker as a process: stopped, killed in the middle, troubled by its tasks (req Y-15). In real time."""

import logging
import os
import signal
import subprocess
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from peewee import Database

from portal import clock, worker
from portal.models.outbox import Heartbeat, OutboxMail
from portal.outbox.delivery import deliver_due
from portal.rules.delivery import LEASE, Status
from portal.worker import ALIVE, Task, Worker
from tests.databases import FreshDatabase
from tests.outbox.examples import RESULT, again, must_post, revision
from tests.outbox.servers import Sink, mail_server

ROOT = Path(__file__).parents[2]
Outbox = Callable[[], list[Status]]
InForce = Callable[..., None]


@contextmanager
def running_worker(url: str, port: int) -> Iterator["subprocess.Popen[bytes]"]:
    """A worker process; killed at the end when it still runs."""
    command = [sys.executable, "-m", "tests.outbox.running_worker", url, str(port)]
    process = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE)
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def wait_until(holds: Callable[[], bool], seconds: float = 60) -> None:
    """Wait for something that must come about."""
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "it did not come about"
        time.sleep(0.02)


def let_leases_run_out() -> None:
    """As if the time of a lease had passed."""
    OutboxMail.update(lease_until=clock.now() - timedelta(seconds=1)).where(
        OutboxMail.status == Status.SENDING
    ).execute()


def test_told_to_stop_it_finishes_its_mail_and_ends_cleanly(outbox: Outbox, fresh_database: FreshDatabase) -> None:
    # req Y-15
    sink = Sink(gate=threading.Event())
    must_post(RESULT)
    must_post(RESULT, unique_key="another")
    with mail_server(sink) as port, running_worker(fresh_database.url, port) as process:
        assert sink.gate is not None
        wait_until(sink.at_the_gate.is_set)
        process.send_signal(signal.SIGTERM)
        sink.gate.set()
        assert process.wait(10) == 0
    assert outbox() == [Status.SENT, Status.QUEUED]
    assert Heartbeat.get(Heartbeat.name == ALIVE).at > clock.now() - timedelta(seconds=30)


@pytest.mark.parametrize("decision", [False, True])
def test_killed_while_sending_a_mail_goes_again_and_a_decision_waits(
    outbox: Outbox, in_force: InForce, fresh_database: FreshDatabase, decision: bool
) -> None:
    # req Y-15
    sink = Sink(gate=threading.Event())
    mail = must_post(RESULT) if decision else must_post(calendar=revision(0))
    with mail_server(sink) as port:
        with running_worker(fresh_database.url, port) as process:
            wait_until(sink.at_the_gate.is_set)
            os.kill(process.pid, signal.SIGKILL)
            process.wait(10)
        assert outbox() == [Status.SENDING]
        assert sink.gate is not None
        sink.gate.set()
        in_force(MAIL_SERVER="127.0.0.1", MAIL_PORT=port)
        done = deliver_due(clock.now() + LEASE)
        if decision:
            assert (done.in_doubt, outbox()) == (1, [Status.IN_DOUBT])
        else:
            assert (done.sent, outbox()) == (1, [Status.SENT])
            assert {arrived.raw for arrived in sink.arrived} == {again(mail).raw}


def test_killed_again_and_again_no_mail_is_lost_and_no_decision_comes_twice(
    outbox: Outbox, fresh_database: FreshDatabase
) -> None:
    # req Y-15
    for number in range(60):
        if number % 4:
            must_post(calendar=revision(0, uid=f"{number}@portal.example"), to=f"coach{number}@tandem.example")
        else:
            must_post(RESULT, unique_key=f"decision:{number}", to=f"coach{number}@tandem.example")
    sink = Sink()
    with mail_server(sink) as port:
        for kill_at in (7, 21, 40):
            with running_worker(fresh_database.url, port) as process:
                wait_until(lambda kill_at=kill_at: len(sink.arrived) >= kill_at)  # type: ignore[misc]
                os.kill(process.pid, signal.SIGKILL)
                process.wait(10)
            let_leases_run_out()
        with running_worker(fresh_database.url, port):
            wait_until(lambda: set(outbox()) <= {Status.SENT, Status.IN_DOUBT})
    copies: dict[str, list[bytes]] = defaultdict(list)
    for arrived in sink.arrived:
        copies[arrived.recipient].append(arrived.raw)
    for mail in OutboxMail.select():
        got = copies[mail.recipient]
        assert set(got) <= {bytes(mail.raw)}, "a double is the same mail, byte for byte"
        assert got or mail.status == Status.IN_DOUBT, "a mail was lost"
        assert not mail.decision or len(got) <= 1, "a decision came twice"


def test_a_task_that_fails_rests_says_no_personal_data_and_leaves_the_others_alone(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    name = "Amina uit Gent"

    def fail(now: datetime) -> str:
        raise ValueError(name)

    failing, working = Task("failing", 1.0, fail), Task("working", 1.0, lambda now: "done=1")
    with caplog.at_level(logging.ERROR):
        for _ in range(3):
            failing.attempt()
            working.attempt()
    assert (failing.failures, working.failures) == (3, 0)
    assert failing.due - time.monotonic() > 6
    assert Heartbeat.get(Heartbeat.name == "working").note == "done=1"
    assert "ValueError" in caplog.text
    assert name not in caplog.text


def test_the_worker_beats_once_in_a_while_and_stops_at_once(outbox: Outbox, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "SECONDS_BETWEEN_ROUNDS", 0.01)
    stop = threading.Event()
    made = Worker(stop)
    rounds = []

    def run(now: datetime) -> str:
        rounds.append(now)
        if len(rounds) == 3:
            stop.set()
        return ""

    made.tasks = [Task("counting", 0.0, run)]
    made.run()
    assert len(rounds) == 3
    assert Heartbeat.select().where(Heartbeat.name == ALIVE).count() == 1
