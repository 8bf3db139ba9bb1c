"""Invented mails and appointments for the tests of the outbox."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from portal.calendar.ical import itip
from portal.models.database import write_transaction
from portal.models.outbox import OutboxMail
from portal.outbox.posting import Mail, post
from portal.outbox.values import Span
from tests.calendar.appointments import INFO_SESSION

STARTS_AT = datetime(2026, 11, 24, 8, 30, tzinfo=UTC)
INVITED = Mail(
    template="examples/invited",
    to="pim@tandem.example",
    name="Pim de Wit",
    language="nl",
    why="Je krijgt deze mail omdat ((employer)) je uitnodigde.",
    unique_key="invitation:abc",
    values={
        "employer": "Bakkerij De Korenbloem",
        "when": Span(STARTS_AT, STARTS_AT + timedelta(minutes=90), "Europe/Brussels"),
        "place": "Kouter 12, 9000 Gent",
        "bring": ["je identiteitskaart", "goede zin"],
        "note": "",
        "link": "http://portal.test/invitations/abc",
        "lead": "Lotte Peeters",
        "phone": "0470 00 00 01",
    },
)
RESULT = Mail(
    template="examples/result",
    to="pim@tandem.example",
    name="Pim de Wit",
    language="nl",
    why="Je krijgt deze mail omdat je jobcoach bent.",
    unique_key="decision:abc",
    values={"link": "http://portal.test/relays/abc"},
    decision=True,
)


@dataclass(frozen=True)
class Revision:
    """A revision as the outbox sees it; nothing of `portal.calendar.entries` is needed."""

    sequence: int = 0
    method: str = "REQUEST"
    uid: str = INFO_SESSION.uid
    stamped_at: datetime = INFO_SESSION.stamped_at
    starts_at: datetime = STARTS_AT
    organizer: str = INFO_SESSION.organizer.email

    @property
    def ics(self) -> bytes:
        cancelled = self.method == "CANCEL"
        appointment = replace(
            INFO_SESSION,
            uid=self.uid,
            sequence=self.sequence,
            stamped_at=self.stamped_at,
            starts_at=self.starts_at,
            cancelled=cancelled,
        )
        return itip(appointment)


def revision(number: int, method: str = "REQUEST", **more: Any) -> Revision:
    """The nth revision (from 0), each a minute newer than the one before."""
    return Revision(number, method, stamped_at=INFO_SESSION.stamped_at + timedelta(minutes=number), **more)


def posted(mail: Mail = INVITED, calendar: Revision | None = None, **changed: Any) -> OutboxMail | None:
    """Post a mail as an action does."""
    with write_transaction():
        return post(replace(mail, **changed), calendar=calendar)


def must_post(mail: Mail = INVITED, calendar: Revision | None = None, **changed: Any) -> OutboxMail:
    """Post a mail that must get a row."""
    row = posted(mail, calendar, **changed)
    assert row is not None
    return row


def again(mail: OutboxMail) -> OutboxMail:
    """The row as it is in the database now."""
    found: OutboxMail = OutboxMail.get_by_id(mail.id)
    return found
