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
from portal.actions.partners.writing import remind_partners, write_to_partners

__all__ = [
    "accept_agreement",
    "answer_invitation",
    "give_more_time",
    "invite_address",
    "invite_contacts",
    "invite_partner",
    "offer_account",
    "remind_partner",
    "remind_partners",
    "revoke_invitation",
    "write_to_partners",
]
