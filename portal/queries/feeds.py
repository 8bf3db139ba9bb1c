"""A person's own calendar address: whose it is, and what stands in it."""

import hashlib
from datetime import datetime

from peewee import Expression

from portal.models.accounts import User
from portal.models.calendar import CalendarEntry, CalendarFeed
from portal.models.database import database
from portal.queries.appointment_subjects import set_apart_for
from portal.queries.links import hash_of
from portal.rules.answers import Answer
from portal.rules.feeds import LOOKS_BACK


def feed_of_secret(secret: str) -> CalendarFeed | None:
    """The feed at an address, with its account, whatever its standing."""
    found: CalendarFeed | None = (
        CalendarFeed.select(CalendarFeed, User).join(User).where(CalendarFeed.secret_hash == hash_of(secret)).first()
    )
    return found


def open_feed(user: User) -> CalendarFeed | None:
    """The address that this person has in use."""
    query = CalendarFeed.select().where(CalendarFeed.user == user, CalendarFeed.revoked_at.is_null())
    found: CalendarFeed | None = query.order_by(CalendarFeed.id.desc()).first()
    return found


def own_entries(user: User, now: datetime) -> list[CalendarEntry]:
    """The person's own standing appointments from 60 days ago on, in order of time; declined ones are left out."""
    query = CalendarEntry.select().where(_is_own(user, now))
    return list(query.order_by(CalendarEntry.starts_at, CalendarEntry.uid))


def fingerprint(user: User, now: datetime) -> str:
    """Another text whenever `own_entries` holds something else: each change gives its entry another stamp."""
    query = CalendarEntry.select(CalendarEntry.id, CalendarEntry.stamped_at).where(_is_own(user, now))
    # As the database gives them: to make instants of five hundred stamps takes longer than all the rest.
    stamps = database.execute(query.order_by(CalendarEntry.id)).fetchall()
    return hashlib.sha256(repr(stamps).encode()).hexdigest()


def _is_own(user: User, now: datetime) -> Expression:
    return (
        ((CalendarEntry.user == user) | (CalendarEntry.attendee_key == user.email.lower()))
        & ~CalendarEntry.cancelled
        & (CalendarEntry.answer != Answer.DECLINED)
        & (CalendarEntry.ends_at >= now - LOOKS_BACK)
        & ~set_apart_for(user)
    )
