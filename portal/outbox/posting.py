"""Posting: a mail becomes a row in the transaction of what it tells about, its bytes fixed (req Y-15)."""

import logging
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from portal import clock
from portal.config import setting
from portal.models.campaigns import Campaign
from portal.models.database import database
from portal.models.outbox import OutboxMail
from portal.outbox.batches import current_batch, is_rehearsing, note_posted
from portal.outbox.bounces import in_trouble
from portal.outbox.catalogue import check_values
from portal.outbox.headers import checked_address
from portal.outbox.markup import BadPlaceholder
from portal.outbox.message import CalendarPart, Letter, Mailbox, build
from portal.outbox.rendering import MailText, Source, render
from portal.outbox.texts import text_in_force
from portal.outbox.values import Value
from portal.rules.delivery import KEEP_BODIES, MAY_GO_AGAIN, NEEDS_A_PERSON, REPLACEABLE, Reason, Status

_log = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class Mail:
    """One mail to one person, before it is written out.

    `template` is a folder of `mail_templates/` ("campaigns/partner_invited"); `why` the Dutch sentence
    (marked with `N_`, with `((placeholders))`) that says why the reader gets it. `((name))` is always
    there: the reader's name; so is `((answer_link))`, empty unless an answer is asked. `unique_key` names
    the occasion ("invitation:<public_id>", "reminder:<public_id>:2026-11-24"): the same template, reader
    and occasion is one mail, however often it
    is posted. A `decision` is never sent twice by itself: after a crash it waits for a person.
    `expires_at`: after that moment it is held back instead of sent. `text`: the words for this one mail, chosen
    and checked by a person; without it those of the campaign's organisation count, or the portal's own. `written`:
    words that were written out before; `template` is then only a name.
    """

    template: str
    to: str
    name: str
    language: str
    why: str
    unique_key: str
    values: Mapping[str, Value] = field(default_factory=dict)
    campaign: Campaign | None = None
    decision: bool = False
    expires_at: datetime | None = None
    keep_until: datetime | None = None
    text: Source | None = None
    written: MailText | None = None


class CalendarRevision(Protocol):
    """What the outbox needs of an appointment: a `portal.calendar.entries.Revision` fits."""

    @property
    def uid(self) -> str: ...
    @property
    def sequence(self) -> int: ...
    @property
    def method(self) -> str: ...
    @property
    def ics(self) -> bytes: ...
    @property
    def stamped_at(self) -> datetime: ...
    @property
    def starts_at(self) -> datetime: ...
    @property
    def organizer(self) -> str: ...


class CannotPost(RuntimeError):
    """A mail posted outside an action, or without the words that make it one mail."""


def post(mail: Mail, *, calendar: CalendarRevision | None = None) -> OutboxMail | None:
    """Put a mail in the outbox, with the appointment it carries; inside an action only.

    Posting the same mail twice gives the row that is there. A newer revision of an appointment takes the
    place of older ones that have not left. A cancellation of what never left takes them out and is None:
    nobody needs it. Raises BadAddress, BadPlaceholder, NoSuchTemplate, CannotPost.
    """
    if not database.in_transaction():
        raise CannotPost("a mail is posted inside an action only: it leaves when the action holds")
    if not mail.unique_key:
        raise CannotPost(f"{mail.template}: the occasion (unique_key) is missing")
    recipient = checked_address(mail.to.strip())
    identity = _identity(mail, recipient, calendar)
    there: OutboxMail | None = OutboxMail.get_or_none(OutboxMail.identity == identity)
    if there is not None:
        return there
    if calendar is not None:
        _supersede_older(calendar)
        if calendar.method == "CANCEL" and not _may_have_left(calendar.uid):
            return None
    return _insert(mail, recipient, identity, calendar)


def words_of(mail: Mail) -> MailText:
    """The mail as its reader will read it. Raises BadPlaceholder, NoSuchTemplate.

    A text of the organisation that no longer fits its mail gives way to the portal's own: no action may stop on it.
    """
    if mail.written is not None:
        return mail.written
    values = {"name": mail.name, "answer_link": "", **mail.values}
    check_values(mail.template, values.keys())
    own = None
    if mail.text is None and mail.campaign is not None:
        own = text_in_force(mail.campaign.organisation_id, mail.template, mail.language)
    if own is not None:
        try:
            return render(mail.template, mail.language, values, mail.why, own)
        except BadPlaceholder:
            _log.warning("the organisation's text of %s (%s) does not fit", mail.template, mail.language)
    return render(mail.template, mail.language, values, mail.why, mail.text)


def _identity(mail: Mail, recipient: str, calendar: CalendarRevision | None) -> str:
    """What makes two postings the same mail: reader, template and occasion, and the revision it carries."""
    parts = [recipient.lower(), mail.template, mail.unique_key]
    if calendar is not None:
        parts += [calendar.uid, str(calendar.sequence), f"{calendar.stamped_at:%Y%m%dT%H%M%SZ}"]
    return " ".join(parts)


def _supersede_older(calendar: CalendarRevision) -> None:
    """Take out the older revisions of this appointment that have not left."""
    older = (OutboxMail.sequence < calendar.sequence) | (OutboxMail.stamped_at < calendar.stamped_at)
    reason = Reason.NOTHING_TO_CANCEL if calendar.method == "CANCEL" else Reason.NEWER
    (
        OutboxMail.update(status=Status.SUPERSEDED, reason=reason, lease_until=None)
        .where(OutboxMail.uid == calendar.uid, OutboxMail.status.in_(REPLACEABLE), older)
        .execute()
    )


def _may_have_left(uid: str) -> bool:
    """Whether some revision of this appointment reached its reader, or perhaps did."""
    perhaps = OutboxMail.status.in_([Status.SENT, Status.SENDING, Status.IN_DOUBT]) | OutboxMail.possibly_sent
    found: bool = OutboxMail.select().where(OutboxMail.uid == uid, perhaps).exists()
    return found


def _insert(mail: Mail, recipient: str, identity: str, calendar: CalendarRevision | None) -> OutboxMail:
    now = clock.now()
    held_back = in_trouble(recipient)
    token = uuid.uuid4().hex
    words = words_of(mail)
    raw = (
        b""
        if is_rehearsing()
        else build(
            Letter(
                sender=Mailbox(_sender(calendar), setting("MAIL_SENDER_NAME")),
                recipient=Mailbox(recipient, mail.name),
                subject=words.subject,
                text=words.text,
                html=words.html,
                language=mail.language,
                written_at=now,
                token=token,
                domain=setting("MAIL_DOMAIN"),
                calendar=None if calendar is None else CalendarPart(calendar.ics, calendar.method),
            )
        )
    )
    row: OutboxMail = OutboxMail.create(
        identity=identity,
        token=token,
        template=mail.template,
        language=mail.language,
        recipient=recipient,
        recipient_domain=recipient.rpartition("@")[2].lower(),
        recipient_name=mail.name,
        campaign=mail.campaign,
        decision=mail.decision,
        subject=words.subject,
        raw=raw,
        uid=calendar and calendar.uid,
        sequence=calendar and calendar.sequence,
        stamped_at=calendar and calendar.stamped_at,
        method=calendar and calendar.method,
        event_at=calendar and calendar.starts_at,
        status=Status.WITHHELD if held_back else Status.QUEUED,
        reason=Reason.ADDRESS_BOUNCED if held_back else "",
        created_at=now,
        due_at=now,
        expires_at=mail.expires_at,
        keep_until=mail.keep_until or now + KEEP_BODIES,
        batch=current_batch(),
    )
    note_posted(row, words)
    return row


def _sender(calendar: CalendarRevision | None) -> str:
    """The mailbox that a mail comes from: that of the appointment's organizer, so that calendar programs take the one
    for the other, also when MAIL_SENDER has become another mailbox since.

    Unless the portal moved to another domain: its mail server may not speak for the old one, and a mail that arrives
    goes before a calendar that files it by itself.
    """
    sender = str(setting("MAIL_SENDER"))
    same_domain = calendar is not None and calendar.organizer.partition("@")[2] == sender.partition("@")[2]
    return calendar.organizer if calendar is not None and same_domain else sender


def send_again(mail: OutboxMail) -> bool:
    """A person's click: back in the queue with the same bytes; False when it is not a mail to send again.

    Failed, held back, doubtful mails and those set aside can go; not one whose appointment has a newer revision, and
    not one whose bytes are gone.
    """
    newer = OutboxMail.select().where(OutboxMail.uid == mail.uid, OutboxMail.stamped_at > mail.stamped_at)
    if not mail.raw or (mail.uid is not None and newer.exists()):
        return False
    changed: int = (
        OutboxMail.update(status=Status.QUEUED, due_at=clock.now(), attempts=0, expires_at=None, reason="", detail="")
        .where(OutboxMail.id == mail.id, OutboxMail.status.in_(MAY_GO_AGAIN))
        .execute()
    )
    return changed == 1


def set_aside(mail: OutboxMail) -> bool:
    """A person's click: nobody needs this mail any more; False when it is not one that asks for somebody.

    Why it did not arrive stays with it.
    """
    changed: int = (
        OutboxMail.update(status=Status.SET_ASIDE)
        .where(OutboxMail.id == mail.id, OutboxMail.status.in_(NEEDS_A_PERSON))
        .execute()
    )
    return changed == 1
