"""Sending many mails as one: after a look at what leaves, followed, stopped, and set going again."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from portal import clock
from portal.actions.moving import note_down
from portal.models.accounts import User
from portal.models.campaigns import Campaign
from portal.models.database import writes
from portal.models.outbox import MailBatch, OutboxMail
from portal.outbox.batches import Example, fingerprint_of, in_batch, planned_by
from portal.outbox.posting import Mail, post
from portal.outbox.values import Words, translated
from portal.rules.batches import TRIALS_AT_MOST, TRIALS_WITHIN, Batch
from portal.rules.delivery import WAITING, Reason, Status
from portal.rules.refusals import ChangedMeanwhile, Refused
from portal.rules.words import N_

TRIAL = "trial"  # in the place of a template: a mail to oneself


@dataclass(frozen=True)
class Sent:
    """What came of a sending; `batch` is None when there was one mail, or none: that needs no following."""

    batch: MailBatch | None
    mails: int
    result: Any = None


class NotWhatWasSeen(ChangedMeanwhile):
    """Other mails would leave than the person looked at."""


@writes
def send_together(what: Batch, campaign: Campaign, action: Callable[[], Any], *, by: User, seen: str = "") -> Sent:
    """Do `action` and keep its mails together as one sending.

    `seen` is the fingerprint of the rehearsal that the person looked at. Raises NotWhatWasSeen when other mails
    would leave by now; nothing is done then.
    """
    batch = MailBatch.create(what=what.value, campaign=campaign, by=by)
    with in_batch(batch) as course:
        result = action()
    planned = tuple(one for one, _ in planned_by(course))
    if seen and fingerprint_of(planned) != seen:
        raise NotWhatWasSeen(N_("Er is intussen iets veranderd aan wie een mail krijgt. Kijk het opnieuw na."))
    if len(planned) <= 1:
        batch.delete_instance()
        return Sent(None, len(planned), result)
    batch.change(left_out=len(set(course.left_out)))
    return Sent(batch, len(planned), result)


@writes
def stop_batch(batch: MailBatch, *, by: User) -> int:
    """Hold back what has not left yet; how many mails. What is leaving at this very moment still leaves.

    Raises Refused when nothing waits any more.
    """
    held = (
        OutboxMail.update(status=Status.WITHHELD, reason=Reason.STOPPED_BY_PERSON)
        .where(OutboxMail.batch == batch, OutboxMail.status.in_(WAITING))
        .execute()
    )
    if not held:
        raise Refused(N_("Er valt niets meer tegen te houden: alles is vertrokken of al tegengehouden."))
    batch.change(stopped_at=clock.now(), stopped_by=by)
    note_down(batch, "stop", by=by)
    return int(held)


@writes
def send_the_rest(batch: MailBatch, *, by: User) -> int:
    """Let what was held back leave after all; how many mails. A mail that a newer one replaced stays behind.

    Raises Refused when nothing is held back, or when the texts are gone.
    """
    released = (
        OutboxMail.update(status=Status.QUEUED, reason="", detail="", due_at=clock.now(), attempts=0)
        .where(
            OutboxMail.batch == batch,
            OutboxMail.status == Status.WITHHELD,
            OutboxMail.reason == Reason.STOPPED_BY_PERSON,
            OutboxMail.raw != b"",
        )
        .execute()
    )
    if not released:
        raise Refused(N_("Er is niets meer dat je nog kunt versturen."))
    batch.change(stopped_at=None, stopped_by=None)
    note_down(batch, "send_the_rest", by=by)
    return int(released)


@writes
def try_on_oneself(example: Example, campaign: Campaign, *, by: User, once: str) -> None:
    """Mail an example to who looks at it: the same words, marked, without an appointment or a link that works.

    Without the appointment, because a calendar would take it in as the person's own. The same `once` is one mail.
    Raises Refused when he or she tried a few times just before.
    """
    before = OutboxMail.select().where(
        OutboxMail.template == TRIAL,
        OutboxMail.recipient == by.email,
        OutboxMail.created_at > clock.now() - TRIALS_WITHIN,
    )
    if before.count() >= TRIALS_AT_MOST:
        raise Refused(N_("Je stuurde jezelf net al enkele proeven. Wacht tien minuten en probeer het opnieuw."))
    subject = translated(Words(N_("[Proef] %(subject)s"), {"subject": example.words.subject}), by.language)
    post(
        Mail(
            template=TRIAL,
            to=by.email,
            name=by.name,
            language=example.planned.language,
            why="",
            unique_key=f"{once}:{example.planned.template}",
            campaign=campaign,
            written=replace(example.words, subject=subject),
        )
    )
