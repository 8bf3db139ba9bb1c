"""Taking back a mail that has not left: what nobody got needs no correction (req Y-7)."""

from collections.abc import Collection

from portal.models.campaigns import Campaign
from portal.models.database import database
from portal.models.outbox import OutboxMail
from portal.outbox.posting import CannotPost
from portal.rules.delivery import REPLACEABLE, Reason, Status


def take_unsent(templates: Collection[str], unique_key: str, campaign: Campaign) -> bool:
    """Hold back the mails of one occasion that have not left, in any of these templates; True when nobody got one.

    `unique_key` names the occasion (`Mail.unique_key`); for mails without an appointment. In an action only. False when
    one left, is leaving at this very moment, or perhaps arrived: whoever got it must hear of it.
    """
    if not database.in_transaction():
        raise CannotPost("a mail is taken back inside an action only, with what it tells about")
    those = (
        (OutboxMail.campaign == campaign)
        & OutboxMail.template.in_(list(templates))
        & OutboxMail.identity.endswith(f" {unique_key}")
    )
    (
        OutboxMail.update(status=Status.SUPERSEDED, reason=Reason.TAKEN_BACK, lease_until=None)
        .where(those, OutboxMail.status.in_(REPLACEABLE), ~OutboxMail.possibly_sent)
        .execute()
    )
    return not OutboxMail.select().where(those, OutboxMail.status != Status.SUPERSEDED).exists()
