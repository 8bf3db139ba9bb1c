"""What happened to the files of an organisation's candidates in a while, in numbers and without names."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from peewee import JOIN, fn

from portal.clock import DEFAULT_ZONE
from portal.models.accounts import Look, User
from portal.models.candidates import Candidate
from portal.models.organisations import Organisation
from portal.models.privacy import AccessExport, Consent, Restriction, ReviewDigest
from portal.rules.looks import MANY_CANDIDATES, TAKEN_ALONG, Unusual
from portal.rules.roles import Role


@dataclass(frozen=True, kw_only=True)
class Review:
    """Numbers only. `by_whom`: looks by (organisation, role); "" for both when there was no account.

    `unusual`: looks of each kind, but people and days for `Unusual.MANY`. `requests` by what they are.
    """

    looks: int = 0
    by_whom: dict[tuple[str, str], int] = field(default_factory=dict)
    unusual: dict[Unusual, int] = field(default_factory=dict)
    copies: int = 0
    restrictions: int = 0
    restricted_now: int = 0
    consents_given: int = 0
    consents_withdrawn: int = 0

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to tell: no look, and nothing that somebody asked."""
        return not (self.looks or self.restrictions or self.consents_given or self.consents_withdrawn)


def midnight(day: date) -> datetime:
    """The beginning of a day where the office is."""
    return datetime.combine(day, time(), tzinfo=ZoneInfo(DEFAULT_ZONE))


def review_of(organisation: Organisation, since: datetime, until: datetime) -> Review:
    """What happened from a moment until before another; ten queries, whatever the number of looks."""
    within = (Look.organisation == organisation, Look.at >= since, Look.at < until)
    rows = (
        Look.select(Organisation.name, User.role, fn.COUNT(Look.id))
        .join(User, JOIN.LEFT_OUTER)
        .join(Organisation, JOIN.LEFT_OUTER)
        .where(*within)
        .group_by(Organisation.name, User.role)
        .tuples()
    )
    by_whom: Counter[tuple[str, str]] = Counter()
    for name, role, count in rows:
        by_whom[name or "", role or ""] += count
    unusual = {
        Unusual.OUTSIDE_HOURS: Look.select().where(*within, Look.outside_hours).count(),
        Unusual.OUTSIDE_ORGANISATION: Look.select()
        .join(User, JOIN.LEFT_OUTER)
        .where(*within, Look.by.is_null() | (User.organisation != organisation))
        .count(),
        Unusual.MANY: len(busy_days(organisation, since, until)),
        Unusual.EXPORTS: Look.select().where(*within, Look.at_what.in_(TAKEN_ALONG)).count(),
    }
    return Review(
        looks=sum(by_whom.values()),
        by_whom=dict(by_whom.most_common()),
        unusual=unusual,
        copies=_of_candidates(AccessExport, organisation, AccessExport.created_at, since, until),
        restrictions=_of_candidates(Restriction, organisation, Restriction.created_at, since, until),
        restricted_now=Candidate.select()
        .where(Candidate.organisation == organisation, Candidate.restricted_at.is_null(False))
        .count(),
        consents_given=_of_candidates(Consent, organisation, Consent.created_at, since, until),
        consents_withdrawn=_of_candidates(Consent, organisation, Consent.withdrawn_at, since, until),
    )


def _of_candidates(model: Any, organisation: Organisation, when: Any, since: datetime, until: datetime) -> int:
    query = model.select().join(Candidate).where(Candidate.organisation == organisation, when >= since, when < until)
    return int(query.count())


def busy_days(organisation: Organisation, since: datetime, until: datetime) -> list[tuple[int, date]]:
    """Who looked at many candidates of an organisation on which day (UTC): (id of the account, day)."""
    day = fn.DATE(Look.at)
    rows = (
        Look.select(Look.by, day)
        .where(Look.organisation == organisation, Look.at >= since, Look.at < until, Look.by.is_null(False))
        .group_by(Look.by, day)
        .having(fn.COUNT(Look.candidate_mark.distinct()) >= MANY_CANDIDATES)
        .tuples()
    )
    return [(who, found if isinstance(found, date) else date.fromisoformat(found)) for who, found in rows]


def privacy_officers_without_review(week: date) -> list[User]:
    """The active privacy officers whose organisation has no review of this week yet, by organisation."""
    done = ReviewDigest.select(ReviewDigest.organisation).where(ReviewDigest.week == week)
    return list(
        User.select(User, Organisation)
        .join(Organisation)
        .where(User.role == Role.PRIVACY_OFFICER.value, User.active, User.organisation.not_in(done))
        .order_by(User.organisation, User.id)
    )


def reviewed_until(organisation: Organisation) -> date | None:
    """The day before which all was reviewed; None when nothing ever was."""
    newest = ReviewDigest.select().where(ReviewDigest.organisation == organisation).order_by(ReviewDigest.week.desc())
    found = newest.first()
    return found.week if found else None
