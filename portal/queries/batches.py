"""Mails that left together: how far each sending is."""

from dataclasses import dataclass

from peewee import JOIN, ModelSelect, fn

from portal.models.accounts import User
from portal.models.campaigns import Campaign
from portal.models.organisations import Site
from portal.models.outbox import MailBatch, OutboxMail
from portal.queries.campaigns import Employer, Lead
from portal.queries.outbox import narrowed, shown_fields
from portal.rules.delivery import UNSETTLED, WAITING, Reason, Status
from portal.rules.permissions import May, may

Stopper = User.alias("stopper")


@dataclass(frozen=True)
class Progress:
    """How many mails of a sending stand where. `stopped`: held back by a person; `troubled`: a person must look.

    `replaced`: nobody needs them any more, for a newer one took their place or a person said so.
    """

    waiting: int = 0
    leaving: int = 0
    sent: int = 0
    stopped: int = 0
    troubled: int = 0
    replaced: int = 0

    @property
    def total(self) -> int:
        """All of them."""
        return self.waiting + self.leaving + self.sent + self.stopped + self.troubled + self.replaced

    @property
    def is_running(self) -> bool:
        """Whether something is still to leave."""
        return bool(self.waiting or self.leaving)


def visible_batch(user: User, batch_id: str) -> MailBatch | None:
    """A sending of a campaign whose mails this person reads; with campaign, employer, site, lead, sender, stopper."""
    batch: MailBatch | None = (
        MailBatch.select(MailBatch, Campaign, Employer, Site, Lead, User, Stopper)
        .join(Campaign)
        .join(Employer, on=(Campaign.employer == Employer.id), attr="employer")
        .switch(Campaign)
        .join(Site)
        .switch(Campaign)
        .join(Lead, on=(Campaign.lead == Lead.id), attr="lead")
        .switch(MailBatch)
        .join(User, JOIN.LEFT_OUTER, on=(MailBatch.by == User.id), attr="by")
        .switch(MailBatch)
        .join(Stopper, JOIN.LEFT_OUTER, on=(MailBatch.stopped_by == Stopper.id), attr="stopped_by")
        .where(MailBatch.public_id == batch_id)
        .first()
    )
    return batch if batch is not None and may(user, May.SEE_CAMPAIGN_MAIL, batch.campaign) else None


def batches_of(campaign: Campaign) -> list[tuple[MailBatch, Progress]]:
    """The sendings of a campaign, the newest first, each with how far it is; two queries."""
    found = list(
        MailBatch.select(MailBatch, User)
        .join(User, JOIN.LEFT_OUTER, on=(MailBatch.by == User.id), attr="by")
        .where(MailBatch.campaign == campaign)
        .order_by(MailBatch.id.desc())
    )
    progress = _progress([batch.id for batch in found])
    return [(batch, progress.get(batch.id, Progress())) for batch in found]


def progress_of(batch: MailBatch) -> Progress:
    """How far one sending is; one query."""
    return _progress([batch.id]).get(batch.id, Progress())


def mails_of_batch(batch: MailBatch, standing: str = "", words: str = "") -> ModelSelect:
    """The mails of a sending, the newest first."""
    return narrowed(OutboxMail.select(*shown_fields()).where(OutboxMail.batch == batch), standing, words)


def _progress(batch_ids: list[int]) -> dict[int, Progress]:
    if not batch_ids:
        return {}
    key = (OutboxMail.batch, OutboxMail.status, OutboxMail.reason)
    rows = OutboxMail.select(*key, fn.COUNT(OutboxMail.id)).where(OutboxMail.batch.in_(batch_ids)).group_by(*key)
    counted: dict[int, dict[str, int]] = {}
    for batch_id, status, reason, number in rows.tuples():
        counts = counted.setdefault(batch_id, {})
        name = _standing(Status(status), reason)
        counts[name] = counts.get(name, 0) + number
    return {batch_id: Progress(**counts) for batch_id, counts in counted.items()}


def _standing(status: Status, reason: str) -> str:
    if status in UNSETTLED:
        return "waiting" if status in WAITING else "leaving"
    if status is Status.WITHHELD and reason == Reason.STOPPED_BY_PERSON:
        return "stopped"
    return {Status.SENT: "sent", Status.SUPERSEDED: "replaced", Status.SET_ASIDE: "replaced"}.get(status, "troubled")
