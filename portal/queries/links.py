"""Links for people without an account."""

import hashlib
from datetime import datetime

from portal.models.accounts import AccessLink
from portal.rules.links import Purpose


def hash_of(token: str) -> str:
    """What is kept of a token. A plain hash: tokens have 256 random bits, there is nothing to guess."""
    return hashlib.sha256(token.encode()).hexdigest()


def link_of_token(token: str, purpose: Purpose) -> AccessLink | None:
    """The link that a token opens for this purpose, whatever its standing."""
    return AccessLink.get_or_none(AccessLink.token_hash == hash_of(token), AccessLink.purpose == purpose)


def standing_of_link(link: AccessLink, now: datetime) -> str:
    """`open`, `used`, `revoked` or `expired`."""
    if link.revoked_at:
        return "revoked"
    if link.used_at:
        return "used"
    return "expired" if link.expires_at <= now else "open"
