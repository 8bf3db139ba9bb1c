"""The appointments in the posted mails, read strictly and line by line."""

import email
import email.policy
from dataclasses import dataclass
from datetime import UTC, datetime

from portal.models.outbox import OutboxMail
from tests.calendar.ics_lines import Part, instant, read_invitation, unescaped


@dataclass(frozen=True)
class Told:
    """One mail with the one appointment that it carries. Instants are in UTC."""

    template: str
    language: str
    subject: str
    text: str
    uid: str
    sequence: int
    stamp: str
    cancelled: bool
    starts: datetime
    ends: datetime
    event: Part

    @property
    def summary(self) -> str:
        return unescaped(self.event.value("SUMMARY"))

    @property
    def place(self) -> str:
        return unescaped(self.event.value("LOCATION"))

    @property
    def asks(self) -> str:
        return self.event.one("ATTENDEE").params["RSVP"]


def told(address: str, template: str = "") -> list[Told]:
    """What was told to an address, oldest first; of one template (`campaigns/session_moved`) when named.

    The body and the attachment hold the same bytes; a mail without an appointment is left out.
    """
    rows = OutboxMail.select().where(OutboxMail.recipient == address, OutboxMail.status != "superseded")
    if template:
        rows = rows.where(OutboxMail.template == template)
    found = [_read(row) for row in rows.order_by(OutboxMail.id)]
    return [one for one in found if one is not None]


def all_left() -> None:
    """As if the worker had delivered everything."""
    OutboxMail.update(status="sent", sent_at=OutboxMail.created_at).where(OutboxMail.status == "queued").execute()


def _read(row: OutboxMail) -> Told | None:
    message = email.message_from_bytes(bytes(row.raw), policy=email.policy.default)
    parts = [one for one in message.walk() if one.get_content_type() in ("text/calendar", "application/ics")]
    if not parts:
        return None
    first, second = (part.get_payload(decode=True) for part in parts)
    assert isinstance(first, bytes)
    assert first == second
    event = read_invitation(first)
    assert event.value("ATTENDEE") == f"mailto:{row.recipient}"
    body = message.get_body(("plain",))
    assert body is not None
    return Told(
        template=row.template,
        language=row.language,
        subject=str(message["Subject"]),
        text=" ".join(body.get_content().split()),
        uid=event.value("UID"),
        sequence=int(event.value("SEQUENCE")),
        stamp=event.value("DTSTAMP"),
        cancelled=event.value("STATUS") == "CANCELLED",
        starts=instant(first, "DTSTART").replace(tzinfo=UTC),
        ends=instant(first, "DTEND").replace(tzinfo=UTC),
        event=event,
    )
