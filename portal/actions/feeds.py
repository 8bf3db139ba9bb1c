"""A person's own calendar address: made, renewed, revoked."""

from portal import clock
from portal.actions.moving import note_down
from portal.actions.once import made_before
from portal.config import setting
from portal.models.accounts import User
from portal.models.calendar import CalendarFeed
from portal.models.database import writes
from portal.queries.links import hash_of
from portal.rules.feeds import feed_secret
from portal.rules.refusals import Refused
from portal.rules.words import N_


@writes
def make_feed(user: User, *, public_id: str) -> str:
    """Make the person's calendar address and return its secret, the only time it is readable; older ones are revoked.

    Asking again with the same `public_id` (a double click) gives the same secret, as long as it is in use.
    """
    secret = feed_secret(setting("SECRET_KEY"), public_id)
    there = made_before(CalendarFeed, public_id, user_id=user.id)
    if there is None:
        revoke_feeds(user, by=user)
        feed = CalendarFeed.create(public_id=public_id, user=user, secret_hash=hash_of(secret))
        note_down(feed, "make", by=user)
    elif there.revoked_at is not None:
        raise Refused(N_("Dit adres is intussen vernieuwd of ingetrokken. Open “Mijn agenda” opnieuw."))
    return secret


@writes
def revoke_feeds(user: User, *, by: User) -> None:
    """From now on the person's address gives an empty calendar, and after 30 days nothing; twice is once."""
    for feed in CalendarFeed.select().where(CalendarFeed.user == user, CalendarFeed.revoked_at.is_null()):
        feed.change(revoked_at=clock.now())
        note_down(feed, "revoke", by=by)
