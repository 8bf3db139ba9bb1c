"""What stands around the candidates whom a person follows: campaigns, functions and jobcoaches, and how many there are.

Small tables and indexes answer; the rows of the nominations themselves are not read.
"""

from dataclasses import dataclass
from functools import cache
from typing import Any

from peewee import SQL, CompoundSelectQuery, Expression, ModelSelect, fn

from portal.models.accounts import User
from portal.models.campaigns import Campaign
from portal.models.nominations import Nomination
from portal.models.organisations import Site
from portal.models.prepared import Prepared
from portal.models.vacancies import Vacancy
from portal.queries.nominations import led_in_role
from portal.rules.roles import MEDIATING_ROLES, Role


@dataclass(frozen=True)
class Surroundings:
    """The campaigns, functions and jobcoaches of all that a person follows: small tables, read once.

    `led` are the ids of campaigns of which all are followed, `own` of those of which only the own organisation's are.
    """

    led: set[int]
    own: set[int]
    campaigns: list[tuple[Any, ...]]  # id, public id, title, site public id, site, has_test, has_internship
    jobs: list[str]
    jobcoaches: list[tuple[int, str, str]]


def surroundings_of(user: User) -> Surroundings:
    """Those of one person, in four queries; nothing for who does not mediate."""
    role = Role(user.role)
    if role not in MEDIATING_ROLES:
        return Surroundings(led=set(), own=set(), campaigns=[], jobs=[], jobcoaches=[])
    pairs = _pairs_in(role).rows(user.id, user.organisation_id)
    led = {campaign for campaign, _, is_led in pairs if is_led}
    own = {campaign for campaign, _, is_led in pairs if not is_led} - led
    listed = _CAMPAIGNS.rows(list(led | own))
    jobs = _JOBS.rows([one[0] for one in listed])
    return Surroundings(
        led=led,
        own=own,
        campaigns=listed,
        jobs=sorted(title for (title,) in jobs),
        jobcoaches=_COACHES.rows(list({jobcoach for _, jobcoach, _ in pairs})),
    )


@cache
def _pairs_in(role: Role) -> Prepared:
    """In which campaigns and with which jobcoaches somebody follows a candidate, and whether as who leads.

    In parts with nothing else in them, so that SQLite skips through an index from one pair to the next.
    """

    def pairs(user_id: int, organisation_id: int) -> CompoundSelectQuery:
        def of(part: Expression, is_led: str) -> ModelSelect:
            there = Nomination.select(Nomination.campaign, Nomination.jobcoach)
            there = there.where(part, Nomination.state == "put_forward").distinct().alias("there")
            return Nomination.select(there.c.campaign_id, there.c.jobcoach_id, SQL(is_led)).from_(there)

        led = Nomination.campaign.in_(led_in_role(role, user_id, organisation_id))
        return of(led, "1").union_all(of(Nomination.organisation == organisation_id, "0"))

    return Prepared(pairs)


@cache
def numbers_of(archived: bool) -> Prepared:
    """How many candidates there are in led campaigns, and in others of the own organisation: two numbers to add.

    With one of these jobcoaches, or with any.
    """

    def numbers(
        led: list[int], own: list[int], organisation_id: int, coaches: list[int] | None = None
    ) -> CompoundSelectQuery:
        there = (Nomination.state == "put_forward") & Nomination.archived_at.is_null(not archived)
        if coaches is not None:
            there &= Nomination.jobcoach.in_(coaches)
        number = Nomination.select(fn.COUNT(Nomination.id)).where(there)
        of_own = number.where(Nomination.organisation == organisation_id, Nomination.campaign.in_(own))
        return number.where(Nomination.campaign.in_(led)).union_all(of_own)

    return Prepared(numbers)


def _campaigns(ids: list[int]) -> ModelSelect:
    return (
        Campaign.select(
            Campaign.id,
            Campaign.public_id,
            Campaign.title,
            Site.public_id,
            Site.name,
            Campaign.has_test,
            Campaign.has_internship,
        )
        .join(Site)
        .where(Campaign.id.in_(ids), Campaign.state.in_(["running", "closed"]))
        .order_by(Campaign.title)
    )


def _jobs(campaign_ids: list[int]) -> ModelSelect:
    return Vacancy.select(Vacancy.title).where(Vacancy.campaign.in_(campaign_ids)).distinct()


def _coaches(ids: list[int]) -> ModelSelect:
    key = User._meta.primary_key
    return User.select(key, User.public_id, User.name).where(key.in_(ids)).order_by(User.name)


_CAMPAIGNS, _JOBS, _COACHES = Prepared(_campaigns), Prepared(_jobs), Prepared(_coaches)
