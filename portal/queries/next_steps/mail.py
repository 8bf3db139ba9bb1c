"""What is next about mail that did not arrive: somebody calls, or mends the address (req Y-15)."""

from datetime import datetime, timedelta
from typing import Any

from peewee import fn

from portal.models.accounts import User
from portal.models.campaigns import Campaign
from portal.models.outbox import OutboxMail
from portal.queries.inbox import mailbox_standing
from portal.queries.next_steps.steps import NextStep
from portal.rules.delivery import Reason, Status
from portal.rules.roles import MEDIATING_ROLES, Role
from portal.rules.words import N_

_ASKED_FOR = timedelta(days=14)  # later the list of mails still tells it, and nobody is waiting any more


def mail_steps(user: User, now: datetime) -> list[NextStep]:
    """For the lead of each campaign, and for the administrator what belongs to none; two queries at most."""
    if user.role in MEDIATING_ROLES:
        return _of_campaigns(user, now)
    return _of_none(now) if user.role == Role.ADMINISTRATOR else []


def _not_arrived(now: datetime) -> Any:
    """What expired, was stopped by a person, or has an address that was mended meanwhile, asks nobody anything."""
    status, reason = OutboxMail.status, OutboxMail.reason
    came_back = (status == Status.BOUNCED) & (reason != Reason.ADDRESS_MENDED)
    held_back = (status == Status.WITHHELD) & (reason == Reason.ADDRESS_BOUNCED)
    stuck = status.in_([Status.FAILED, Status.IN_DOUBT]) | came_back | held_back
    return stuck & (OutboxMail.created_at > now - _ASKED_FOR)


def _of_campaigns(user: User, now: datetime) -> list[NextStep]:
    query = (
        OutboxMail.select(Campaign.public_id, Campaign.title, fn.COUNT(OutboxMail.id))
        .join(Campaign)
        .where(Campaign.lead == user.id, Campaign.state.in_(["draft", "running"]), _not_arrived(now))
        .group_by(Campaign.id, Campaign.public_id, Campaign.title)
        .order_by(Campaign.id)
    )
    return [
        NextStep(
            what=N_("Mails die niet aankwamen: %(num)s. Bel, of verbeter het adres"),
            values={"num": count},
            who=title,
            endpoint="outbox.of_campaign",
            url={"campaign_id": public_id, "standing": "stuck"},
            label=N_("Bekijk de mails"),
        )
        for public_id, title, count in query.tuples()
    ]


def _of_none(now: datetime) -> list[NextStep]:
    found = []
    count = OutboxMail.select().where(OutboxMail.campaign.is_null(), _not_arrived(now)).count()
    if count:
        found.append(
            NextStep(
                what=N_("Mails die niet aankwamen: %(num)s. Bel, of verbeter het adres"),
                values={"num": count},
                endpoint="outbox.index",
                url={"standing": "stuck"},
                label=N_("Bekijk de mails"),
            )
        )
    mailbox = mailbox_standing(now)
    if mailbox is not None and not mailbox.is_read:
        found.append(
            NextStep(
                what=N_("Antwoorden per mail komen niet binnen: de mailbox wordt niet gelezen"),
                until=mailbox.since,
                is_late=True,
                endpoint="outbox.index",
                url={},
                label=N_("Bekijk waarom"),
            )
        )
    return found
