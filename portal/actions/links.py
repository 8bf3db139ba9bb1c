"""Giving out, using and revoking links for people without an account."""

import secrets
from datetime import timedelta

from portal import clock
from portal.actions.once import named
from portal.models.accounts import AccessLink, User
from portal.models.database import writes
from portal.outbox.batches import keep_secret
from portal.queries.links import hash_of
from portal.rules.links import DAYS_OPEN, STAYS_OPEN, Purpose


@writes
def give_link(
    purpose: Purpose,
    subject: str,
    *,
    email: str = "",
    name: str = "",
    language: str = "nl",
    role: str = "",
    by: User | None = None,
    public_id: str | None = None,
) -> str:
    """Make a link and return its token, the only time it is readable: 256 random bits, kept as a hash.

    Giving one again makes another; older ones of the same purpose and subject stay valid until they expire.
    """
    token = secrets.token_urlsafe(32)
    keep_secret(token)
    AccessLink.create(
        token_hash=hash_of(token),
        purpose=purpose.value,
        subject=subject,
        email=email,
        name=name,
        language=language,
        role=role,
        expires_at=clock.now() + timedelta(days=DAYS_OPEN[purpose]),
        made_by=by,
        **named(public_id),
    )
    return token


@writes
def use_link(link: AccessLink) -> bool:
    """Consume a link: true once, false for whoever comes second. Links that stay open are never used up."""
    if Purpose(link.purpose) in STAYS_OPEN:
        return True
    now = clock.now()
    done = (
        AccessLink.update(used_at=now)
        .where(AccessLink.id == link.id, AccessLink.used_at.is_null(), AccessLink.revoked_at.is_null())
        .execute()
    )
    return done == 1


@writes
def revoke_links(purpose: Purpose, subject: str) -> int:
    """Close every open link of this purpose for this subject; how many there were."""
    return (
        AccessLink.update(revoked_at=clock.now())
        .where(
            AccessLink.purpose == purpose.value,
            AccessLink.subject == subject,
            AccessLink.used_at.is_null(),
            AccessLink.revoked_at.is_null(),
        )
        .execute()
    )
