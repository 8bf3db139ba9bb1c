"""A person's own calendar address: its secret, what it still gives, and for how long it looks back."""

import base64
import hmac
import re
from datetime import datetime, timedelta
from enum import StrEnum

# Calendar programs keep what they have on 404 and 410; an empty calendar makes them let go of it.
EMPTY_FOR = timedelta(days=30)
LOOKS_BACK = timedelta(days=60)


# The token of a link without an account: 256 random bits. Public ids are half as long.
_TOKEN = re.compile(r"/[A-Za-z0-9_-]{43}(?![A-Za-z0-9_-])")


class FeedStanding(StrEnum):
    """What the address gives: the appointments, an empty calendar, or nothing any more."""

    OPEN = "open"
    EMPTY = "empty"
    GONE = "gone"


def feed_secret(key: str, feed_id: str) -> str:
    """The 256 random-looking bits in the address, from the portal's secret: a double click gives the same address.

    Only its hash is kept, so that an address that is in use survives a new portal secret.
    """
    drawn = hmac.digest(key.encode(), f"calendar feed {feed_id}".encode(), "sha256")
    return base64.urlsafe_b64encode(drawn).decode().rstrip("=")


def opens_by_itself(url: str) -> bool:
    """Whether a link lets in whoever has it: such a one stays out of a feed, which may show, and let nobody answer."""
    return _TOKEN.search(url) is not None


def feed_standing(revoked_at: datetime | None, *, account_is_open: bool, now: datetime) -> FeedStanding:
    """A closed account's address gives as little as a revoked one."""
    if revoked_at is not None and revoked_at + EMPTY_FOR <= now:
        return FeedStanding.GONE
    return FeedStanding.EMPTY if revoked_at is not None or not account_is_open else FeedStanding.OPEN
