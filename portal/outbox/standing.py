"""How the outbox stands: for the health page and the administrator."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from peewee import fn

from portal.models.outbox import DeliveryPause, OutboxMail
from portal.outbox.claims import SERVER, server_pause
from portal.outbox.delivery import Transport, transport
from portal.rules.delivery import RETRY_AT_MOST, WAITING, Reason, Status


@dataclass(frozen=True)
class Standing:
    """Counts, the oldest mail that waits, and why nothing leaves, if so (`reason`, `detail`, `retry_at`)."""

    transport: Transport
    waiting: int
    failed: int
    in_doubt: int
    withheld: int
    bounced: int
    oldest_waiting_at: datetime | None
    stopped: Reason | None = None
    detail: str = ""
    stopped_since: datetime | None = None
    retry_at: datetime | None = None


@dataclass(frozen=True)
class Flow:
    """What went through lately; no address.

    `by_status`: how many mails stand where. `failed_last_day`: of the mails posted in the last 24 hours, which is as
    long as any is tried. `resting_domains`: how many domains asked for rest.
    """

    by_status: dict[str, int]
    sent_last_hour: int
    failed_last_day: int
    resting_domains: int


def flow(now: datetime) -> Flow:
    """How mail flows now, in four queries."""
    rows = OutboxMail.select(OutboxMail.status, fn.COUNT(OutboxMail.id)).group_by(OutboxMail.status).tuples()
    counts = dict(rows)
    recent = OutboxMail.created_at > now - RETRY_AT_MOST
    return Flow(
        by_status={status.value: counts.get(status, 0) for status in Status},
        sent_last_hour=OutboxMail.select().where(OutboxMail.sent_at > now - timedelta(hours=1)).count(),
        failed_last_day=OutboxMail.select().where(OutboxMail.status == Status.FAILED, recent).count(),
        resting_domains=DeliveryPause.select()
        .where(DeliveryPause.name != SERVER, DeliveryPause.retry_at > now)
        .count(),
    )


def standing() -> Standing:
    """The outbox as it is now, in two queries."""
    status, count, oldest = OutboxMail.status, fn.COUNT(OutboxMail.id), fn.MIN(OutboxMail.created_at)
    rows = OutboxMail.select(status, count, oldest).where(status != Status.SENT).group_by(status).tuples()
    counts: dict[str, int] = {}
    waiting_since: list[datetime] = []
    for name, number, since in rows:
        counts[name] = number
        if name in WAITING:
            waiting_since.append(since)
    where = transport()
    pause = server_pause() if where is Transport.SMTP else None
    return Standing(
        transport=where,
        waiting=sum(counts.get(name, 0) for name in WAITING),
        failed=counts.get(Status.FAILED, 0),
        in_doubt=counts.get(Status.IN_DOUBT, 0),
        withheld=counts.get(Status.WITHHELD, 0),
        bounced=counts.get(Status.BOUNCED, 0),
        oldest_waiting_at=min(waiting_since, default=None),
        stopped=Reason(pause.reason) if pause else Reason.NO_SERVER if where is Transport.NONE else None,
        detail=pause.detail if pause else "",
        stopped_since=pause.since if pause else None,
        retry_at=pause.retry_at if pause else None,
    )
