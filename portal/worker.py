"""The worker: mail leaves each second, the clock's tasks run every twenty, until it is told to stop.

Mail that comes in is read beside it, documents are checked and days are planned beside it, each in threads with a
database connection of their own: a silent mailbox, a slow document or a hard day holds up nothing that leaves.
"""

import logging
import signal
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from types import FrameType

from portal import clock
from portal.actions.checking import check_waiting, tidy_cabinet
from portal.actions.incoming import take_in
from portal.actions.planning_runs import carry_out, claim_waiting
from portal.actions.reminding.running import run_due
from portal.config import setting
from portal.inbox.polling import poll
from portal.inbox.progress import try_mailbox_at_once
from portal.models.database import database, writes
from portal.models.outbox import Heartbeat
from portal.outbox.claims import forget_bodies, try_at_once
from portal.outbox.delivery import deliver_due
from portal.queries.health import CABINET
from portal.rules.inbox import DONE
from portal.trouble import told_without_data

log = logging.getLogger(__name__)

SECONDS_BETWEEN_ROUNDS = 1.0
SECONDS_BETWEEN_BEATS = 15.0
SECONDS_OF_A_ROUND = 7.0  # a mail that begins to leave later than this waits for the next round
LONGEST_REST = 300.0
SECONDS_BETWEEN_LOOKS = 30.0  # in the mailbox: at most a minute behind, with what a look takes
SECONDS_TO_HANG_UP = 5.0  # longer, a server that is silent does not hold up the end of the worker
SECONDS_BETWEEN_CHECKS = 0.5  # a look at the table of uploads; somebody waits for it
CHECKS_AT_ONCE = 2  # as many as the examination lets in
PLANS_AT_ONCE = 2  # days; each in a process of its own
SECONDS_TO_FINISH_A_CHECK = 5.0  # at the end; a check that is cut off is taken up again
ALIVE = "worker"  # the heartbeat that says the worker lives, whatever its tasks do


@dataclass
class Task:
    """Something done again and again. `run` gets the time and says in a word what it did; "" is nothing."""

    name: str
    every: float
    run: Callable[[datetime], str]
    due: float = 0.0
    failures: int = field(default=0)

    def attempt(self) -> None:
        """Run once. An error makes it rest; its message may hold personal data and is not logged."""
        try:
            database.connect(reuse_if_open=True)
            note = self.run(clock.now())
            if note:
                beat(self.name, note)
        except Exception as error:  # noqa: BLE001 - one task's error must not stop the others
            self.failures += 1
            rest = min(self.every * 2**self.failures, LONGEST_REST)
            told = told_without_data(error)
            log.error("task %s failed, again in %d s: %s", self.name, rest, told)  # noqa: TRY400 - without the message
            _let_go()
            self.due = time.monotonic() + rest
        else:
            self.failures = 0
            self.due = time.monotonic() + self.every


class Worker:
    """One worker process. Several may run: mails are claimed with a lease."""

    def __init__(self, stop: threading.Event) -> None:
        self.stop = stop
        self._next_beat = 0.0
        self._round_ends = 0.0
        self.tasks = [
            Task("outbox", SECONDS_BETWEEN_ROUNDS, self._deliver),
            Task("clock", 20.0, _run_clock),
            Task("bodies", 3600.0, _forget),
            Task(CABINET, 3600.0, _tidy),
        ]

    def run(self) -> None:
        """Until `stop` is set; a mail that is leaving is finished first."""
        try_at_once()
        reader = threading.Thread(target=self._read_mailbox, name="inbox", daemon=True)
        if setting("IMAP_SERVER"):
            reader.start()
        beside = [threading.Thread(target=self._check, name="check", daemon=True) for _ in range(CHECKS_AT_ONCE)]
        beside += [threading.Thread(target=self._plan, name="plan", daemon=True) for _ in range(PLANS_AT_ONCE)]
        for thread in beside:
            thread.start()
        while not self.stop.is_set():
            for task in self.tasks:
                self._beat()
                if not self.stop.is_set() and time.monotonic() >= task.due:
                    self._round_ends = time.monotonic() + SECONDS_OF_A_ROUND
                    task.attempt()
            self.stop.wait(SECONDS_BETWEEN_ROUNDS)
        if reader.is_alive():
            reader.join(SECONDS_TO_HANG_UP)
        for thread in beside:
            thread.join(SECONDS_TO_FINISH_A_CHECK)
        _let_go()

    def _read_mailbox(self) -> None:
        """The thread: look, rest, look again; what it is cut off in is read again the next time."""
        task = Task("inbox", SECONDS_BETWEEN_LOOKS, self._look)
        first = Task("inbox", 0.0, _try_mailbox_at_once)
        first.attempt()
        while not self.stop.is_set():
            if time.monotonic() >= task.due:
                task.attempt()
            self.stop.wait(SECONDS_BETWEEN_ROUNDS)
        _let_go()

    def _check(self) -> None:
        """A thread: check what came in, one file after the other, as soon as it is there."""
        task = Task("checks", 0.0, _check_waiting)
        while not self.stop.is_set():
            if time.monotonic() >= task.due:
                task.attempt()
            self.stop.wait(SECONDS_BETWEEN_CHECKS)
        _let_go()

    def _plan(self) -> None:
        """A thread: plan the days that wait, one after the other; one that is cut off is taken up again."""
        task = Task("plans", 0.0, self._plan_waiting)
        while not self.stop.is_set():
            if time.monotonic() >= task.due:
                task.attempt()
            self.stop.wait(SECONDS_BETWEEN_CHECKS)
        _let_go()

    def _plan_waiting(self, now: datetime) -> str:
        run = claim_waiting(now)
        if run is None:
            return ""
        carry_out(run, ending=self.stop.is_set)
        return "planned=1"

    def _look(self, now: datetime) -> str:
        looked = fetched = aside = 0
        more = True
        while more and not self.stop.is_set():
            done = poll(clock.now(), _take_in, stop=self.stop.is_set)
            looked, fetched, aside = looked + done.looked, fetched + done.fetched, aside + done.put_aside
            more = done.more
        return f"looked={looked} fetched={fetched} aside={aside}" if looked else ""

    def _deliver(self, now: datetime) -> str:
        done = deliver_due(now, stop=self._between_mails)
        happened = done.sent or done.later or done.failed or done.in_doubt
        return f"sent={done.sent} later={done.later} failed={done.failed}" if happened else ""

    def _between_mails(self) -> bool:
        self._beat()
        return self.stop.is_set() or time.monotonic() > self._round_ends

    def _beat(self) -> None:
        if time.monotonic() < self._next_beat:
            return
        self._next_beat = time.monotonic() + SECONDS_BETWEEN_BEATS
        try:
            database.connect(reuse_if_open=True)
            beat(ALIVE)
        except Exception as error:  # noqa: BLE001 - the database may be back at the next beat
            log.error("no heartbeat: %s", type(error).__name__)  # noqa: TRY400 - no message
            _let_go()


@writes
def beat(name: str, note: str = "") -> None:
    """Leave a sign of life."""
    changed = Heartbeat.update(at=clock.now(), note=note).where(Heartbeat.name == name).execute()
    if not changed:
        Heartbeat.create(name=name, at=clock.now(), note=note)


def work(stop: threading.Event | None = None) -> None:
    """Run a worker on the bound database, with the settings in force, until SIGTERM, SIGINT or `stop`."""
    stop = stop or threading.Event()

    def told_to_stop(number: int, frame: FrameType | None) -> None:
        stop.set()

    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGTERM, told_to_stop)
        signal.signal(signal.SIGINT, told_to_stop)
    log.info("worker started")
    Worker(stop).run()
    log.info("worker stopped")


def _run_clock(now: datetime) -> str:
    return " ".join(f"{name}={count}" for name, count in run_due(now).items() if count)


def _take_in(raw: bytes, *, is_whole: bool = True) -> bool:
    taken = take_in(raw, is_whole=is_whole)
    return taken is not None and taken.standing in DONE


def _check_waiting(now: datetime) -> str:
    """One file at a time, so that the end of the worker waits for one at most."""
    return "checked=1" if check_waiting(most=1) else ""


def _tidy(now: datetime) -> str:
    return " ".join(f"{name}={count}" for name, count in tidy_cabinet(now).items())


def _try_mailbox_at_once(now: datetime) -> str:
    try_mailbox_at_once()
    return ""


def _forget(now: datetime) -> str:
    # The demo's mailbox is a tour of all mails of a campaign; its people are invented.
    count = 0 if setting("DEMO") else forget_bodies(now)
    return f"emptied={count}" if count else ""


def _let_go() -> None:
    """Drop the connection: the next one starts clean."""
    if not database.is_closed():
        database.close()
