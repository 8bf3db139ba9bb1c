"""Partners of a campaign: inviting them, what they answer, reminding them, giving them more time."""

from portal.actions.partners.answering import accept_agreement, answer_invitation, offer_account
from portal.actions.partners.inviting import (
    give_more_time,
    invite_address,
    invite_contacts,
    invite_partner,
    remind_partner,
    revoke_invitation,
)

__all__ = [
    "accept_agreement",
    "answer_invitation",
    "give_more_time",
    "invite_address",
    "invite_contacts",
    "invite_partner",
    "offer_account",
    "remind_partner",
    "revoke_invitation",
]
