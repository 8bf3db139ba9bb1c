"""What is next about data protection: consents that run out, and what the privacy officer had better check."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from peewee import fn

from portal.clock import DEFAULT_ZONE
from portal.models.accounts import Look, User
from portal.models.candidates import Candidate
from portal.models.privacy import Consent
from portal.queries.next_steps.steps import NextStep
from portal.rules.consents import ConsentPurpose
from portal.rules.roles import MEDIATING_ROLES, Role
from portal.rules.words import N_

_ASK_AGAIN = timedelta(days=14)
_LOOKS_BACK = timedelta(days=7)


def privacy_steps(user: User, now: datetime) -> list[NextStep]:
    """For a jobcoach: whom to ask again. For a privacy officer: what was unusual this week, and what is set apart."""
    if user.role in MEDIATING_ROLES:
        return _consents(user, now)
    return _to_check(user, now) if user.role == Role.PRIVACY_OFFICER else []


def _consents(user: User, now: datetime) -> list[NextStep]:
    """Own candidates whose last consent to stay in the pool ends within two weeks; one query."""
    zone = ZoneInfo(DEFAULT_ZONE)
    today = now.astimezone(zone).date()
    last = fn.MAX(Consent.until)
    rows = (
        Candidate.select(Candidate.public_id, Candidate.first_name, last)
        .join(Consent)
        .where(
            Candidate.jobcoach == user,
            Candidate.restricted_at.is_null(),
            Consent.purpose == ConsentPurpose.POOL.value,
            Consent.withdrawn_at.is_null(),
        )
        .group_by(Candidate.id, Candidate.public_id, Candidate.first_name)
        .having(last >= today, last <= today + _ASK_AGAIN)
        .order_by(last, Candidate.id)
        .tuples()
    )
    return [
        NextStep(
            what=N_("Vraag %(name)s of het dossier langer in de pool mag blijven"),
            values={"name": name},
            who=N_("Toestemming"),
            until=datetime.combine(until, time(17), zone),
            zone=DEFAULT_ZONE,
            endpoint="privacy_files.show",
            url={"candidate_id": public_id},
            label=N_("Bekijk de toestemming"),
        )
        for public_id, name, until in rows
    ]


def _to_check(user: User, now: datetime) -> list[NextStep]:
    """Two queries, whatever the number of looks."""
    here = (Look.organisation == user.organisation_id, Look.at >= now - _LOOKS_BACK)
    outside = Look.select().where(*here, Look.outside_hours).count()
    apart = Candidate.select().where(
        Candidate.organisation == user.organisation_id, Candidate.restricted_at.is_null(False)
    )
    count = apart.count()
    found = []
    if outside:
        since = (now - _LOOKS_BACK).astimezone(ZoneInfo(DEFAULT_ZONE)).date()
        found.append(
            NextStep(
                what=N_("Kijk na: inzages buiten de kantooruren in de laatste zeven dagen (%(count)d)"),
                values={"count": outside},
                endpoint="privacy.looks",
                url={"unusual": "outside_hours", "since": since.isoformat()},
                label=N_("Bekijk de inzages"),
            )
        )
    if count:
        found.append(
            NextStep(
                what=N_("Volg op: dossiers die afgeschermd zijn (%(count)d)"),
                values={"count": count},
                endpoint="privacy_files.index",
                url={},
                label=N_("Bekijk de dossiers"),
            )
        )
    return found
