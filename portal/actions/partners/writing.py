"""Writing to many partners at once: a message that the lead chose and checked, and a reminder to all who need one."""

from collections.abc import Mapping

from portal import clock
from portal.actions.moving import note_down
from portal.actions.partners.info_session import give_answer_link
from portal.actions.partners.inviting import remind_partner
from portal.models.accounts import User
from portal.models.campaigns import Campaign, Invitation
from portal.models.database import writes
from portal.outbox.batches import leave_out
from portal.outbox.mails import campaigns as mails
from portal.outbox.posting import post
from portal.outbox.rendering import Source
from portal.queries.partners import PartnerLine, partners_of
from portal.rules.batches import Audience, why_not_written_to
from portal.rules.campaigns import check_running
from portal.rules.deadlines import may_remind
from portal.rules.words import N_


@writes
def write_to_partners(
    campaign: Campaign, audience: Audience, texts: Mapping[str, Source], *, occasion: str, by: User
) -> int:
    """Send a message to partners, each in the own language; how many.

    `texts`: the words by language; a language that is not there gets the Dutch ones. The same `occasion` is one
    message, however often it is sent. Raises Refused when the campaign does not run.
    """
    check_running(Campaign.get_by_id(campaign.id))
    count = 0
    for line in partners_of(campaign):
        invitation = line.invitation
        reason = why_not_written_to(audience, invitation.state, is_own=_is_own(invitation))
        if reason:
            leave_out(invitation.name, reason)
            continue
        text = texts.get(mails.language_of(invitation)) or texts["nl"]
        post(mails.message_to_partners(invitation, give_answer_link(invitation, by=by), text, occasion=occasion))
        note_down(invitation, "write", by=by, note=invitation.name)
        count += 1
    return count


@writes
def remind_partners(campaign: Campaign, *, by: User) -> int:
    """Remind everybody who has something left to do; how many. At most once in 24 hours each (req Y-1).

    Who has not answered is reminded of that; who takes part and put nobody forward, of the deadline. Raises Refused
    when the campaign does not run.
    """
    check_running(Campaign.get_by_id(campaign.id))
    count = 0
    for line in partners_of(campaign):
        reason = _why_not_reminded(line)
        if reason:
            leave_out(line.invitation.name, reason)
            continue
        remind_partner(line.invitation, by=by)
        count += 1
    return count


def _is_own(invitation: Invitation) -> bool:
    return bool(invitation.email == invitation.campaign.lead.email.lower())


def _why_not_reminded(line: PartnerLine) -> str:
    invitation, now = line.invitation, clock.now()
    closes_at = invitation.campaign.nominations_close_at
    reasons = (
        (_is_own(invitation), N_("Is je eigen deelname.")),
        (invitation.state not in ("invited", "accepted"), N_("Doet niet mee.")),
        (line.put_forward > 0, N_("Droeg al iemand voor.")),
        (not may_remind(invitation.reminded_at, now), N_("Kreeg in de laatste 24 uur al een herinnering.")),
        (closes_at is not None and closes_at <= now, N_("Voordragen kan niet meer: de uiterste dag is voorbij.")),
    )
    return next((reason for holds, reason in reasons if holds), "")
