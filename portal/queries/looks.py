"""Who looked at which candidate of an organisation, and when (promise P18)."""

from datetime import UTC, date, datetime, time, timedelta
from functools import reduce
from operator import or_
from typing import Any

from peewee import JOIN, ModelSelect

from portal import clock
from portal.models.accounts import Look, User
from portal.models.candidates import Candidate
from portal.models.organisations import Organisation
from portal.queries.reviews import busy_days, midnight
from portal.rules.access_log import KEEP_LOOKS
from portal.rules.looks import TAKEN_ALONG, Unusual


def looks_at_candidates_of(
    organisation: Organisation,
    *,
    by: str = "",
    candidate: str = "",
    since: date | None = None,
    until: date | None = None,
    unusual: Unusual | None = None,
) -> ModelSelect:
    """Looks at candidates of this organisation, the newest first.

    Each has its candidate, the person and her organisation.
    `by` and `candidate` are public ids; `since` and `until` are days, both included.
    """
    query = (
        Look.select(Look, Candidate, User, Organisation)
        .join(Candidate, JOIN.LEFT_OUTER)
        .switch(Look)
        .join(User, JOIN.LEFT_OUTER)
        .join(Organisation, JOIN.LEFT_OUTER)
        .where(Look.organisation == organisation)
        .order_by(Look.at.desc(), Look.id.desc())
    )
    if by:
        query = query.where(User.public_id == by)
    if candidate:
        query = query.where(Candidate.public_id == candidate)
    if since:
        query = query.where(Look.at >= midnight(since))
    if until:
        query = query.where(Look.at < midnight(until + timedelta(days=1)))
    if unusual:
        begin = midnight(since) if since else clock.now() - KEEP_LOOKS
        end = midnight(until + timedelta(days=1)) if until else clock.now() + timedelta(days=1)
        query = query.where(_unusual(organisation, unusual, begin, end))
    return query


def looks_at(candidate: Candidate) -> ModelSelect:
    """Who looked at one candidate, the newest first, for his or her own mediators."""
    return looks_at_candidates_of(candidate.organisation, candidate=candidate.public_id)


def _unusual(organisation: Organisation, unusual: Unusual, since: datetime, until: datetime) -> Any:
    if unusual is Unusual.OUTSIDE_HOURS:
        return Look.outside_hours
    if unusual is Unusual.OUTSIDE_ORGANISATION:
        return Look.by.is_null() | (User.organisation != organisation)
    if unusual is Unusual.EXPORTS:
        return Look.at_what.in_(TAKEN_ALONG)
    days = [
        (Look.by == who)
        & (Look.at >= datetime.combine(day, time(), UTC))
        & (Look.at < datetime.combine(day + timedelta(days=1), time(), UTC))
        for who, day in busy_days(organisation, since, until)
    ]
    return reduce(or_, days, Look.number.is_null())


def people_who_looked(organisation: Organisation) -> list[User]:
    """Who ever looked at a candidate of this organisation, by name."""
    lookers = Look.select(Look.by).where(Look.organisation == organisation)
    return list(User.select().where(User._meta.primary_key.in_(lookers)).order_by(User.name))
