"""The mailbox of an appointment stays the one it was made with, also when the portal's mailbox becomes another."""

from collections.abc import Callable
from dataclasses import replace
from email import message_from_bytes, policy
from typing import Any

import pytest
from peewee import Database

from portal.calendar.entries import Attendee, cancel, find, invite
from portal.models.database import write_transaction
from portal.models.outbox import OutboxMail
from portal.outbox.posting import post
from tests.calendar.linter import calendar_of, faults_of_mail
from tests.calendar.readers import by_libical
from tests.calendar.test_feeds import SESSION
from tests.clock import Clock
from tests.outbox.examples import INVITED

PIM = Attendee("pim@tandem.example", "Pim de Wit")
OLD = "selectiedag@portal.example"
pytestmark = pytest.mark.usefixtures("outbox", "clock")


def sent(change: Callable[[], Any]) -> tuple[str, str]:
    """The mailboxes that the mail and its appointment come from; the mail has left."""
    with write_transaction():
        row = post(INVITED, calendar=change())
    assert row is not None
    OutboxMail.update(status="sent").execute()
    raw = bytes(row.raw)
    assert faults_of_mail(raw) == []
    message = message_from_bytes(raw, policy=policy.default)
    ics = calendar_of(message)
    assert ics is not None
    organizer = by_libical(ics)[0].organizer[0].removeprefix("mailto:")
    return message["From"].addresses[0].addr_spec, organizer


def invited(subject: str = "invitation:abc", **changed: Any) -> Callable[[], Any]:
    return lambda: invite(PIM, "info_session", subject, replace(SESSION, **changed))


def cancelled() -> Any:
    entry = find(PIM, "info_session", "invitation:abc")
    assert entry is not None
    return cancel(entry)


@pytest.mark.once
def test_within_a_domain_the_mail_comes_from_the_mailbox_of_its_appointment(
    database: Database, in_force: Callable[..., None], clock: Clock
) -> None:
    # req Y-13
    assert sent(invited()) == (OLD, OLD)
    in_force(MAIL_SENDER="nieuw@portal.example")
    clock.advance(minutes=1)
    assert sent(invited(location="Zaal 2")) == (OLD, OLD)
    clock.advance(minutes=1)
    assert sent(cancelled) == (OLD, OLD)
    new = "nieuw@portal.example"
    assert sent(invited("invitation:new")) == (new, new)


@pytest.mark.once
def test_on_another_domain_the_mail_arrives_and_the_appointment_stays_whose_it_was(
    database: Database, in_force: Callable[..., None], clock: Clock
) -> None:
    assert sent(invited()) == (OLD, OLD)
    in_force(MAIL_SENDER="dag@elders.example")
    clock.advance(minutes=1)
    assert sent(invited(location="Zaal 2")) == ("dag@elders.example", OLD)
