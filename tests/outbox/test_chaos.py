"""Five hundred mails, a moody server, a worker killed twenty times: nothing is lost, nothing comes twice (Y-15)."""

import os
import random
import re
import signal
import subprocess
import sys
import threading
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from email import message_from_bytes
from pathlib import Path

import pytest

from portal import clock
from portal.models.database import write_transaction, writes
from portal.models.outbox import DeliveryPause, OutboxMail
from portal.outbox.posting import post
from portal.rules.delivery import Status
from tests.databases import FreshDatabase
from tests.outbox.examples import INVITED, RESULT, Revision, must_post, revision
from tests.outbox.moody_server import MoodyServer, running

ROOT = Path(__file__).parents[2]
Outbox = Callable[[], list[Status]]
INVITATIONS, UPDATED, REMINDERS, DECISIONS = 240, 120, 60, 80
KILLS = 20
SEED = 20261124
# The workers read the real clock: the appointments are well after whatever day it is.
AHEAD = timedelta(days=60)


@dataclass
class Nursery:
    """Workers, one after the other; the one that lives is killed when the server sees the moment that was drawn."""

    process: "subprocess.Popen[bytes]"
    moods: random.Random
    worker: int = 0
    killed: int = 0
    dead: threading.Event = field(default_factory=threading.Event)
    _until: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def start(self) -> None:
        """Another worker. It lives for so many moments of mails."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(b"one more\n")
        self.process.stdin.flush()
        with self._lock:
            self.worker = int(self.process.stdout.readline())
            self._until = self.moods.randint(5, 120)
            self.dead.clear()

    def notice(self, moment: str) -> None:
        """The server saw a moment of a mail."""
        with self._lock:
            self._until -= 1
            if self.worker and self._until <= 0 and self.killed < KILLS:
                os.kill(self.worker, signal.SIGKILL)
                self.worker, self.killed = 0, self.killed + 1
                self.dead.set()

    def stop(self) -> None:
        """Nobody works any more."""
        with self._lock:
            if self.worker:
                os.kill(self.worker, signal.SIGKILL)
            self.worker = 0


@contextmanager
def nursery(url: str, port: int, moods: random.Random) -> Iterator[Nursery]:
    command = [sys.executable, "-m", "tests.outbox.running_worker", url, str(port), "--nursery"]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        found = Nursery(process, moods)
        try:
            yield found
        finally:
            found.stop()
            process.kill()


def uid(number: int) -> str:
    return f"{number}@portal.example"


def appointment(number: int, sequence: int) -> Revision:
    """The nth person's appointment, as it was made or as it was moved."""
    return revision(sequence, uid=uid(number), starts_at=clock.now().replace(microsecond=0) + AHEAD)


def post_everything() -> None:
    """Invitations to appointments, reminders that carry them again, decisions; all mixed."""
    with write_transaction():
        for number in range(max(INVITATIONS, DECISIONS)):
            to = f"coach{number}@tandem.example"
            must_post(INVITED, appointment(number, 0), to=to, unique_key=f"invitation:{number}")
            if number < REMINDERS:
                must_post(INVITED, appointment(number, 0), to=to, unique_key=f"reminder:{number}")
            if number < DECISIONS:
                must_post(RESULT, to=f"pim{number}@tandem.example", unique_key=f"decision:{number}")


@writes
def move(numbers: range) -> None:
    """These appointments are moved while the mails leave."""
    for number in numbers:
        mail = {**vars(INVITED), "to": f"coach{number}@tandem.example", "unique_key": f"moved:{number}"}
        post(type(INVITED)(**mail), calendar=appointment(number, 1))


@writes
def let_time_pass(*, also_leases: bool) -> None:
    """As if the pauses, the waits, and with nobody alive the leases, were over."""
    past = clock.now() - timedelta(seconds=1)
    OutboxMail.update(due_at=past).where(OutboxMail.status == Status.RETRY, OutboxMail.due_at > past).execute()
    DeliveryPause.update(retry_at=past).execute()
    if also_leases:
        OutboxMail.update(lease_until=past).where(OutboxMail.status == Status.SENDING).execute()


@pytest.mark.once
def test_nothing_is_lost_and_nothing_comes_twice_but_what_is_harmless(
    outbox: Outbox, fresh_database: FreshDatabase
) -> None:
    # req Y-13, Y-15
    moods = random.Random(SEED)
    post_everything()
    server = MoodyServer(moods)
    with running(server) as port, nursery(fresh_database.url, port, moods) as workers:
        server.notice = workers.notice
        for kills in range(1, KILLS + 1):
            workers.start()
            move(range((kills - 1) * UPDATED // KILLS, kills * UPDATED // KILLS))

            while workers.killed < kills and not all_settled():
                let_time_pass(also_leases=False)
                workers.dead.wait(0.2)
            let_time_pass(also_leases=workers.worker == 0)
        workers.start()
        while not all_settled():
            let_time_pass(also_leases=False)
            workers.dead.wait(0.2)
    assert workers.killed == KILLS
    assert server.put_off
    assert server.cut
    check_all(server)


def all_settled() -> bool:
    unsettled = (Status.QUEUED, Status.RETRY, Status.SENDING)
    return not OutboxMail.select().where(OutboxMail.status.in_(unsettled)).exists()


def check_all(server: MoodyServer) -> None:
    """None lost, doubles byte for byte, each appointment in order, each decision once at most."""
    copies: dict[bytes, int] = defaultdict(int)
    for _, raw in server.taken:
        copies[raw] += 1
    rows = list(OutboxMail.select())
    assert len(rows) == INVITATIONS + UPDATED + REMINDERS + DECISIONS == 500
    assert copies.keys() <= {bytes(mail.raw) for mail in rows}, "what came is a mail of ours, byte for byte"
    for mail in rows:
        came = copies[bytes(mail.raw)]
        if mail.decision:
            assert came <= 1, "a decision came twice"
            assert mail.status in (Status.SENT, Status.IN_DOUBT)
        else:
            assert mail.status in (Status.SENT, Status.SUPERSEDED), mail.reason
        assert came or mail.status != Status.SENT, "a mail was lost"
    for number in range(INVITATIONS):
        newest = OutboxMail.select().where(OutboxMail.uid == uid(number)).order_by(OutboxMail.id.desc()).first()
        assert newest.status == Status.SENT, "whoever is concerned has the last word about the appointment"
    for sequences in sequences_by_uid(server).values():
        assert sequences == sorted(sequences), "an older revision came after a newer one"


def sequences_by_uid(server: MoodyServer) -> dict[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for _, raw in server.taken:
        for part in message_from_bytes(raw).walk():
            if part.get_content_type() == "text/calendar":
                ics = part.get_payload(decode=True)
                assert isinstance(ics, bytes)
                whose, revised = re.search(rb"\r\nUID:(\S+)", ics), re.search(rb"\r\nSEQUENCE:(\d+)", ics)
                assert whose is not None
                assert revised is not None
                found[whose[1].decode()].append(int(revised[1]))
    return found
