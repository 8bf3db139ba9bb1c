"""Who looked at which candidate of an organisation, and when (promise P18)."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from peewee import JOIN, ModelSelect

from portal.clock import DEFAULT_ZONE
from portal.models.accounts import Look, User
from portal.models.candidates import Candidate
from portal.models.organisations import Organisation


def looks_at_candidates_of(
    organisation: Organisation,
    *,
    by: str = "",
    candidate: str = "",
    since: date | None = None,
    until: date | None = None,
) -> ModelSelect:
    """Looks at candidates of this organisation, the newest first.

    Each has its candidate, the person and her organisation.
    `by` and `candidate` are public ids; `since` and `until` are days, both included.
    """
    query = (
        Look.select(Look, Candidate, User, Organisation)
        .join(Candidate)
        .switch(Look)
        .join(User, JOIN.LEFT_OUTER)
        .join(Organisation, JOIN.LEFT_OUTER)
        .where(Candidate.organisation == organisation)
        .order_by(Look.at.desc(), Look.id.desc())
    )
    if by:
        query = query.where(User.public_id == by)
    if candidate:
        query = query.where(Candidate.public_id == candidate)
    if since:
        query = query.where(Look.at >= _midnight(since))
    if until:
        query = query.where(Look.at < _midnight(until + timedelta(days=1)))
    return query


def looks_at(candidate: Candidate) -> ModelSelect:
    """Who looked at one candidate, the newest first, for his or her own mediators."""
    return looks_at_candidates_of(candidate.organisation, candidate=candidate.public_id)


def people_who_looked(organisation: Organisation) -> list[User]:
    """Who ever looked at a candidate of this organisation, by name."""
    lookers = Look.select(Look.by).join(Candidate).where(Candidate.organisation == organisation)
    return list(User.select().where(User._meta.primary_key.in_(lookers)).order_by(User.name))


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=ZoneInfo(DEFAULT_ZONE))
