"""The queue: which mail is due, who sends it, and how it ended. Each step is one committed statement."""

import uuid
from datetime import datetime, timedelta

from peewee import fn

from portal import clock
from portal.models.database import database, writes
from portal.models.outbox import DeliveryPause, OutboxMail
from portal.rules.delivery import (
    LEASE,
    PAUSE_AFTER_421,
    REST_BEFORE_EVENT,
    RETRY_AFTER,
    RETRY_AT_MOST,
    UNSETTLED,
    WAITING,
    Reason,
    Status,
    next_attempt,
    pause_after,
)

SERVER = "server"
_MINUTE = timedelta(minutes=1)
_TRY_FOR = timedelta(minutes=15)  # before a server that is away makes an urgent mail a task for a person


def due_mails(now: datetime, limit: int) -> list[int]:
    """The ids of mails that may leave now, oldest first.

    In order per UID: a mail waits while an earlier one of the same appointment has yet to leave. Mails for a
    domain that asked for rest wait too.
    """
    earlier = OutboxMail.alias()
    blocked = fn.EXISTS(
        earlier.select(earlier.id).where(
            earlier.uid == OutboxMail.uid, earlier.id < OutboxMail.id, earlier.status.in_(UNSETTLED)
        )
    )
    names = DeliveryPause.select(DeliveryPause.name).where(DeliveryPause.retry_at > now, DeliveryPause.name != SERVER)
    resting = [pause.name.removeprefix("domain:") for pause in names]
    query = (
        OutboxMail.select(OutboxMail.id)
        .where(
            OutboxMail.status.in_(WAITING),
            OutboxMail.due_at <= now,
            OutboxMail.recipient_domain.not_in(resting),
            ~blocked,
        )
        .order_by(OutboxMail.due_at, OutboxMail.id)
        .limit(limit)
    )
    return [mail.id for mail in query]


def claim(mail_id: int) -> OutboxMail | None:
    """Make a waiting mail ours: `sending`, with a lease, committed before a byte of it leaves.

    None when another worker was first, or a newer revision took its place.
    """
    token = uuid.uuid4().hex
    claimed = (
        OutboxMail.update(
            status=Status.SENDING,
            lease_until=clock.now() + LEASE,
            lease_token=token,
            attempts=OutboxMail.attempts + 1,
        )
        .where(OutboxMail.id == mail_id, OutboxMail.status.in_(WAITING))
        .execute()
    )
    mail: OutboxMail | None = OutboxMail.get_or_none(OutboxMail.id == mail_id) if claimed else None
    return mail if mail is not None and mail.lease_token == token else None


def settle(mail: OutboxMail, status: Status, reason: Reason | str = "", detail: str = "", **more: object) -> None:
    """Write how our attempt ended, unless another worker has the mail by now."""
    (
        OutboxMail.update(status=status, lease_until=None, reason=reason, detail=detail[:500], **more)
        .where(OutboxMail.id == mail.id, OutboxMail.lease_token == mail.lease_token)
        .execute()
    )


def settle_sent(mail: OutboxMail) -> None:
    """The server took it."""
    settle(mail, Status.SENT, sent_at=clock.now())


def settle_later(mail: OutboxMail, reason: Reason, detail: str, *, possibly_sent: bool = False) -> Status:
    """Try again at the times of the rules, or give up; a newer revision that came meanwhile wins."""
    at = next_attempt(mail.attempts, now=clock.now(), posted_at=mail.created_at, event_at=mail.event_at)
    possibly_sent = possibly_sent or mail.possibly_sent
    if at is None:
        settle(mail, Status.FAILED, Reason.GAVE_UP, detail, possibly_sent=possibly_sent)
        return Status.FAILED
    settle(mail, Status.RETRY, reason, detail, due_at=at, possibly_sent=possibly_sent)
    supersede_outdated(mail.uid)
    return Status.RETRY


def release(mail: OutboxMail) -> None:
    """Put a mail back as if we had not tried: what went wrong is the server's, not the mail's."""
    settle(mail, Status.RETRY if mail.attempts > 1 else Status.QUEUED, attempts=mail.attempts - 1)
    supersede_outdated(mail.uid)


def supersede_outdated(uid: str | None) -> None:
    """Take out waiting mails of an appointment that has a newer revision in the outbox."""
    newer = OutboxMail.alias()
    outdated = fn.EXISTS(
        newer.select(newer.id).where(newer.uid == OutboxMail.uid, newer.stamped_at > OutboxMail.stamped_at)
    )
    if uid is not None:
        (
            OutboxMail.update(status=Status.SUPERSEDED, reason=Reason.NEWER)
            .where(OutboxMail.uid == uid, OutboxMail.status.in_(WAITING), outdated)
            .execute()
        )


def recover_abandoned(now: datetime) -> int:
    """Mails whose sender vanished while sending: decisions wait for a person, all others go again.

    Harmless: the same bytes have the same UID, SEQUENCE, DTSTAMP and Message-ID. Returns how many wait.
    """
    abandoned = list(OutboxMail.select().where(OutboxMail.status == Status.SENDING, OutboxMail.lease_until <= now))
    doubtful = 0
    for mail in abandoned:
        if mail.decision or mail.attempts > len(RETRY_AFTER):  # a mail that crashes its sender each time stops
            settle(mail, Status.IN_DOUBT, Reason.CRASHED, possibly_sent=True)
            doubtful += 1
        else:
            settle(mail, Status.RETRY, Reason.CRASHED, due_at=now, possibly_sent=True)
            supersede_outdated(mail.uid)
    return doubtful


def withhold_expired(now: datetime) -> int:
    """Hold back mails whose moment has passed before they could leave (req Y-14)."""
    expired = (OutboxMail.status.in_(WAITING)) & (OutboxMail.expires_at <= now)
    if not OutboxMail.select().where(expired).exists():  # asked each second: reading locks nobody out
        return 0
    changed: int = OutboxMail.update(status=Status.WITHHELD, reason=Reason.EXPIRED).where(expired).execute()
    return changed


def give_up_waiting(now: datetime) -> int:
    """While the server is away: mails of 24 hours old, or with an event within the hour, need a person."""
    too_old = OutboxMail.created_at <= now - RETRY_AT_MOST
    too_near = (OutboxMail.event_at <= now + REST_BEFORE_EVENT) & (OutboxMail.created_at <= now - _TRY_FOR)
    changed: int = (
        OutboxMail.update(status=Status.FAILED, reason=Reason.GAVE_UP)
        .where(OutboxMail.status.in_(WAITING), too_old | too_near)
        .execute()
    )
    return changed


def allowance(now: datetime, per_minute: int) -> int:
    """How many mails may still leave in this minute; `per_minute` 0 is no limit."""
    if per_minute <= 0:
        return 1_000_000
    left = OutboxMail.select().where(OutboxMail.sent_at > now - _MINUTE).count()
    return max(0, per_minute - left)


def server_pause() -> DeliveryPause | None:
    """Why nothing leaves at all, if so."""
    found: DeliveryPause | None = DeliveryPause.get_or_none(DeliveryPause.name == SERVER)
    return found


@writes
def pause_server(reason: Reason, detail: str) -> None:
    """Let the whole queue rest: a minute the first time, then 5, then 15."""
    now = clock.now()
    pause = server_pause()
    if pause is None:
        DeliveryPause.create(name=SERVER, since=now, retry_at=now + pause_after(1), reason=reason, detail=detail)
        return
    attempts = pause.attempts + 1
    pause.change(attempts=attempts, retry_at=now + pause_after(attempts), reason=reason, detail=detail)


@writes
def pause_domain(domain: str, detail: str) -> None:
    """Let the mails for one domain rest five minutes."""
    now = clock.now()
    name = f"domain:{domain}"
    over = (DeliveryPause.name != SERVER) & (DeliveryPause.retry_at <= now)
    DeliveryPause.delete().where((DeliveryPause.name == name) | over).execute()
    DeliveryPause.create(name=name, since=now, retry_at=now + PAUSE_AFTER_421, reason=Reason.SERVER_BUSY, detail=detail)


def end_server_pause() -> None:
    """The server took a mail: nothing rests any more."""
    DeliveryPause.delete().where(DeliveryPause.name == SERVER).execute()


def try_at_once() -> None:
    """Somebody may have mended the settings: the next delivery tries the server without waiting."""
    DeliveryPause.update(retry_at=clock.now()).where(DeliveryPause.name == SERVER).execute()


def forget_bodies(now: datetime) -> int:
    """Empty the bytes of mails past their time; the line stays: to whom, what, when, and how it ended."""
    changed: int = (
        OutboxMail.update(raw=b"")
        .where(OutboxMail.keep_until <= now, OutboxMail.status.not_in(UNSETTLED), OutboxMail.raw != b"")
        .execute()
    )
    return changed


def outside_a_transaction() -> None:
    """Raise RuntimeError inside a transaction: nothing may hold the database while a server thinks."""
    if database.in_transaction():
        raise RuntimeError("mail leaves outside transactions only")
