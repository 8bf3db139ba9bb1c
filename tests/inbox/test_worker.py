"""The worker with a mailbox: from a mail that leaves to the answer that comes back (req Y-1). In real time."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from email import message_from_bytes
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar

from portal.inbox.mailbox import mailbox_name
from portal.models.calendar import CalendarAnswer, CalendarEntry
from portal.models.inbox import InboxMail, PolledMailbox
from portal.models.outbox import OutboxMail
from portal.rules.delivery import Reason, Status
from portal.rules.inbox import IncomingStanding
from tests.databases import FreshDatabase
from tests.inbox import bounces, replies
from tests.inbox.between import line_to, listening
from tests.inbox.conftest import Invited
from tests.inbox.dovecot import PASSWORD, Dovecot, TestMailbox
from tests.inbox.replies import Answering
from tests.outbox.certificates import Authority
from tests.outbox.examples import again
from tests.outbox.servers import Sink, mail_server
from tests.outbox.test_worker import wait_until

ROOT = Path(__file__).parents[2]
FAR = datetime(2100, 1, 4, 9, 0, tzinfo=UTC)


@contextmanager
def running_worker(**settings: Any) -> Iterator["subprocess.Popen[bytes]"]:
    """A worker process with these settings; killed at the end when it still runs."""
    command = [sys.executable, "-m", "tests.inbox.running_worker", json.dumps(settings)]
    process = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE)
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


@pytest.fixture
def ahead(invited: Invited) -> Invited:
    """The appointment lies far ahead: a process of its own has the machine's time."""
    CalendarEntry.update(starts_at=FAR, ends_at=FAR).execute()
    OutboxMail.update(event_at=None, created_at=datetime.now(UTC), due_at=datetime.now(UTC)).execute()
    return invited


@pytest.fixture
def reading(
    ahead: Invited, fresh_database: FreshDatabase, dovecot: Dovecot, authority: Authority, mailbox: TestMailbox
) -> dict[str, Any]:
    """The settings of a worker that reads the mailbox."""
    return {
        "DATABASE_URL": fresh_database.url,
        "MAIL_PER_MINUTE": 0,
        "IMAP_SERVER": "127.0.0.1",
        "IMAP_PORT": dovecot.tls_port,
        "IMAP_USERNAME": mailbox.name,
        "IMAP_PASSWORD": PASSWORD,
        "IMAP_CA_FILE": str(authority.file),
    }


def test_from_the_invitation_that_leaves_to_the_answer_that_comes_back(
    ahead: Invited, reading: dict[str, Any], mailbox: TestMailbox
) -> None:
    # req Y-1
    sink = Sink()
    with mail_server(sink) as port, running_worker(**reading, MAIL_SERVER="127.0.0.1", MAIL_PORT=port) as process:
        wait_until(lambda: "pia@tandem.example" in sink.recipients)
        arrived = next(one for one in sink.arrived if one.recipient == "pia@tandem.example")
        event = _invitation_in(arrived.raw)
        answer = Answering(
            uid=str(event["UID"]),
            sequence=int(event["SEQUENCE"]),
            email=str(event["ATTENDEE"]).removeprefix("mailto:"),
            organizer=str(event["ORGANIZER"]).removeprefix("mailto:"),
        )
        mailbox.receives(replies.outlook(answer))
        wait_until(lambda: ahead.entry.answer == "accepted")
        wait_until(lambda: len(mailbox.contents("Portaal")) == 1)
        process.send_signal(signal.SIGTERM)
        assert process.wait(10) == 0
    assert ahead.entry.answered_via == "mail"


def _invitation_in(raw: bytes) -> Any:
    part = next(part for part in message_from_bytes(raw).walk() if part.get_content_type() == "text/calendar")
    payload = part.get_payload(decode=True)
    assert isinstance(payload, bytes)
    return next(iter(Calendar.from_ical(payload.decode()).walk("VEVENT")))


def test_a_mail_that_bounces_is_seen(ahead: Invited, reading: dict[str, Any], mailbox: TestMailbox) -> None:
    # req Y-15
    sink, mail = Sink(), ahead.mail
    with mail_server(sink) as port, running_worker(**reading, MAIL_SERVER="127.0.0.1", MAIL_PORT=port):
        wait_until(lambda: again(mail).status == Status.SENT)
        mailbox.receives(bounces.exchange(mail.token, mail.recipient))
        wait_until(lambda: again(mail).status == Status.BOUNCED)
    assert again(mail).reason == Reason.NO_SUCH_ADDRESS


def test_killed_between_writing_down_and_putting_aside_an_answer_is_one_answer(
    ahead: Invited, reading: dict[str, Any], dovecot: Dovecot, mailbox: TestMailbox
) -> None:
    # req Y-15
    mailbox.receives(replies.gmail(ahead.answers()))
    with line_to(dovecot.port, b"MOVE") as line:
        held = {**reading, "IMAP_PORT": line.port, "IMAP_USE_SSL": False}
        with running_worker(**held) as process:
            wait_until(line.reached.is_set)
            os.kill(process.pid, signal.SIGKILL)
            process.wait(10)
    assert (ahead.entry.answer, InboxMail.select().count()) == ("accepted", 1)
    assert len(mailbox.contents()) == 1
    with running_worker(**reading):
        wait_until(lambda: (len(mailbox.contents()), len(mailbox.contents("Portaal"))) == (0, 1))
    assert (InboxMail.get().standing, CalendarAnswer.select().count()) == (IncomingStanding.TAKEN, 1)


def test_a_mailbox_that_is_silent_holds_up_nothing_that_leaves(ahead: Invited, reading: dict[str, Any]) -> None:
    # req Y-15
    sink, mail = Sink(), ahead.mail
    with listening() as silent, mail_server(sink) as port:
        settings = {**reading, "IMAP_PORT": silent.getsockname()[1], "MAIL_SERVER": "127.0.0.1", "MAIL_PORT": port}
        with running_worker(**settings) as process:
            silent.settimeout(20)
            asked, _ = silent.accept()  # and says nothing
            wait_until(lambda: again(mail).status == Status.SENT)
            # It has not even given up waiting for the mailbox.
            assert PolledMailbox.get(PolledMailbox.name != mailbox_name()).attempts == 0
            process.send_signal(signal.SIGTERM)
            assert process.wait(14) == 0
            asked.close()


def test_settings_that_were_mended_are_tried_at_once(
    ahead: Invited, reading: dict[str, Any], mailbox: TestMailbox
) -> None:
    mailbox.receives(replies.gmail(ahead.answers()))
    with running_worker(**{**reading, "IMAP_PASSWORD": "fout"}):
        wait_until(lambda: PolledMailbox.select().where(PolledMailbox.attempts == 1).exists())
    with running_worker(**reading):
        wait_until(lambda: ahead.entry.answer == "accepted")
