"""All live candidates across campaigns, as a person may see them (req 002-02 … 002-09).

Rows are tuples and the queries are as many for one row as for thousands. What a person may not see is in none of them,
so it can be neither searched, sorted, counted nor taken along.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache, cached_property
from typing import Any, NamedTuple

from peewee import SQL, CompoundSelectQuery, Expression, ModelSelect, fn

from portal.models.accounts import User
from portal.models.campaigns import Campaign
from portal.models.candidates import Candidate
from portal.models.milestones import MilestoneOutcome, SavedView
from portal.models.nominations import Nomination, VacancyChoice
from portal.models.organisations import Organisation, Site
from portal.models.prepared import Prepared
from portal.models.vacancies import Vacancy
from portal.queries.campaigns import Employer, Lead
from portal.queries.milestones import (
    FACT_COLUMNS,
    facts_from,
    in_phase,
    open_promise,
    plans_of,
    statements_of_each,
    with_fact_joins,
)
from portal.queries.nominations import Jobcoach, followed_by, followed_in_role, led_in_role
from portal.rules.candidates import searchable
from portal.rules.milestones import TURNS, Line, Who, line_of, until_of
from portal.rules.roles import MEDIATING_ROLES, Role
from portal.rules.searching import words_to_find


@dataclass(frozen=True, kw_only=True)
class FollowFilter:
    """What is asked of the list. `site`, `campaign` and `jobcoach` are public ids; `job` the title of a function.

    `phase`: a milestone, "start" for who has none yet. `status`: live, come_back, due (come back today or before) or
    archived. `order`: update, name or interest.
    """

    words: str = ""
    site: str = ""
    phase: str = ""
    status: str = "live"
    place: str = ""
    job: str = ""
    campaign: str = ""
    jobcoach: str = ""
    order: str = "update"


class FollowRow(NamedTuple):
    """One nomination in the list. `who` is whose turn it is, `until` by when."""

    id: int
    nomination_id: str
    candidate_key: int
    first_name: str
    last_name: str
    postcode: str
    town: str
    phone: str
    jobcoach: str
    organisation: str
    is_own: bool
    campaign: str
    campaign_id: str
    employer: str
    site: str
    site_postcode: str
    zone: str
    put_forward_at: datetime
    changed_at: datetime
    archived_at: datetime | None
    archive_reason: str
    jobs: str
    line: Line
    who: str
    until: date | datetime | None


@dataclass(frozen=True)
class Choices:
    """What can be chosen in the filter, each as (value, words)."""

    sites: tuple[tuple[str, str], ...]
    campaigns: tuple[tuple[str, str], ...]
    jobs: tuple[tuple[str, str], ...]
    jobcoaches: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class _Surroundings:
    """The campaigns, functions and jobcoaches of all that a person follows: small tables, read once.

    `led` are the ids of campaigns of which all are followed, `own` of those of which only the own organisation's are.
    """

    led: set[int]
    own: set[int]
    campaigns: list[tuple[Any, ...]]  # id, public id, title, site public id, site, has_test, has_internship
    jobs: list[str]
    jobcoaches: list[tuple[int, str, str]]


def _surroundings(user: User) -> _Surroundings:
    role = Role(user.role)
    if role not in MEDIATING_ROLES:
        return _Surroundings(led=set(), own=set(), campaigns=[], jobs=[], jobcoaches=[])
    pairs = _pairs_in(role).rows(user.id, user.organisation_id)
    led = {campaign for campaign, _, is_led in pairs if is_led}
    own = {campaign for campaign, _, is_led in pairs if not is_led} - led
    listed = _CAMPAIGNS.rows(list(led | own))
    jobs = _JOBS.rows([one[0] for one in listed])
    return _Surroundings(
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
def _numbers_of(archived: bool) -> Prepared:
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


class Following:
    """The list of one person with one filter: the choices, the number of rows, and rows of a page."""

    def __init__(self, user: User, asked: FollowFilter, today: date) -> None:
        self.user = user
        self.asked = asked
        self.around = _surroundings(user)
        self.plans = plans_of(one[0] for one in self.around.campaigns)
        self._steps = {one[0]: self._lacking(one) for one in self.around.campaigns}
        self._today = today
        # The campaigns called off have no live candidates; of the others only those of the filter count.
        self._campaigns = {
            one[0]
            for one in self.around.campaigns
            if (not asked.campaign or one[1] == asked.campaign) and (not asked.site or one[3] == asked.site)
        }
        self._jobcoaches = {key for key, public_id, _ in self.around.jobcoaches if public_id == asked.jobcoach}

    @property
    def choices(self) -> Choices:
        """What can be chosen in the filter: only what occurs among those whom this person follows."""
        return Choices(
            sites=tuple(sorted({(one[3], one[4]) for one in self.around.campaigns}, key=lambda one: one[1])),
            campaigns=tuple((one[1], one[2]) for one in self.around.campaigns),
            jobs=tuple((one, one) for one in self.around.jobs),
            jobcoaches=tuple((public_id, name) for _, public_id, name in self.around.jobcoaches),
        )

    def count(self) -> int:
        """How many rows there are in the filter."""
        if self.asked.status in ("live", "archived") and not self._looks_at_rows:
            led, own = list(self.around.led & self._campaigns), list(self.around.own & self._campaigns)
            of_coach = [list(self._jobcoaches)] if self.asked.jobcoach else []
            numbers = _numbers_of(self.asked.status == "archived")
            return sum(one for (one,) in numbers.rows(led, own, self.user.organisation_id, *of_coach))
        return len(self._narrow) if self._narrow is not None else self._query(Nomination.select(Nomination.id)).count()

    def rows(self, start: int, most: int) -> list[FollowRow]:
        """So many rows from `start` on, in the order that was asked; seven queries at most."""
        if self._narrow is not None:
            ids = self._narrow[start : start + most]
        elif self.asked.status in ("live", "archived") and not self.asked.jobcoach:
            listed = _listed_in(Role(self.user.role), self.asked.status == "archived", self.asked.order)
            page = listed.rows(self.user.id, self.user.organisation_id, list(self._campaigns), most, start)
            ids = [one for (one,) in page]
        else:
            ids = [one for (one,) in self._ordered().offset(start).limit(most).tuples()]
        return rows_of(ids, self.user, self.plans)

    @cached_property
    def _narrow(self) -> list[int] | None:
        """All ids in their order, where the filter has to look at every row anyhow: once instead of twice."""
        if not self._looks_at_rows:
            return None
        return [one for (one,) in self._ordered().tuples()]

    @property
    def _looks_at_rows(self) -> bool:
        return bool(self.asked.phase or self.asked.words or self.asked.place or self.asked.job)

    def _ordered(self) -> ModelSelect:
        return _in_order(self._query(Nomination.select(Nomination.id)), self.asked.order)

    def _query(self, query: ModelSelect) -> ModelSelect:
        return query.where(*self._conditions())

    @staticmethod
    def _lacking(one: Sequence[Any]) -> list[str]:
        return [step for step, there in (("has_test", one[5]), ("has_internship", one[6])) if not there]

    def _conditions(self) -> list[Expression]:
        asked = self.asked
        found = [followed_by(self.user), Nomination.campaign.in_(self._campaigns)]
        found.append(Nomination.archived_at.is_null(asked.status != "archived"))
        if asked.status in ("come_back", "due"):
            found.append(_comes_back(self._today if asked.status == "due" else None))
        if asked.phase:
            phase = "" if asked.phase == "start" else asked.phase
            found.append(in_phase(phase, {one: self.plans[one] for one in self._campaigns}, self._steps))
        if asked.jobcoach:
            found.append(Nomination.jobcoach.in_(self._jobcoaches))
        if asked.job:
            choices = VacancyChoice.select(VacancyChoice.nomination).join(Vacancy).where(Vacancy.title == asked.job)
            found.append(Nomination.id.in_(choices))
        found += [_lives(word) for word in words_to_find(asked.place)]
        found += [self._named(word) for word in words_to_find(searchable(asked.words))]
        return found

    def _named(self, word: str) -> Expression:
        """Somebody, or the jobcoach, is called so."""
        coaches = [key for key, _, name in self.around.jobcoaches if word in searchable(name)]
        people = Candidate.select(Candidate.id).where(Candidate.search_name.contains(word))
        named = Nomination.candidate.in_(people)
        return named | Nomination.jobcoach.in_(coaches) if coaches else named


def _in_order(query: ModelSelect, order: str) -> ModelSelect:
    """The query in the order that was asked: update, name or interest."""
    if order == "name":
        query = query.join(Candidate)
    columns = {
        "name": (Candidate.last_name, Candidate.first_name, Candidate.id, Nomination.id),
        "interest": (Nomination.put_forward_at.desc(), Nomination.id.desc()),
    }
    return query.order_by(*columns.get(order, (Nomination.changed_at.desc(), Nomination.id.desc())))


def _listed_in(role: Role, archived: bool, order: str) -> Prepared:
    return _listed(role, archived, order if order in ("name", "interest") else "update")


@cache
def _listed(role: Role, archived: bool, order: str) -> Prepared:
    """A page of the list without more of a filter than campaigns: what is opened most."""

    def listed(user_id: int, organisation_id: int, campaign_ids: list[int], most: int, start: int) -> ModelSelect:
        query = Nomination.select(Nomination.id).where(
            followed_in_role(role, user_id, organisation_id),
            Nomination.campaign.in_(campaign_ids),
            Nomination.archived_at.is_null(not archived),
        )
        return _in_order(query, order).limit(most).offset(start)

    return Prepared(listed)


def _comes_back(until: date | None) -> Expression:
    """Somebody said to come back on it, and has not yet; `until`: by then."""
    waits = MilestoneOutcome.select(MilestoneOutcome.nomination).where(open_promise())
    if until is not None:
        waits = waits.where(MilestoneOutcome.come_back_on <= until)
    return Nomination.id.in_(waits)


def _lives(word: str) -> Expression:
    """In a town that is called so, or where the postcode begins so."""
    at_home = Candidate.town.contains(word) | Candidate.postcode.startswith(word)
    return Nomination.candidate.in_(Candidate.select(Candidate.id).where(at_home))


def _all_rows(ids: list[int]) -> ModelSelect:
    """What a row is made of."""
    query = (
        Nomination.select(
            Nomination.id,
            Nomination.public_id,
            Candidate.id,
            Candidate.first_name,
            Candidate.last_name,
            Candidate.postcode,
            Candidate.town,
            Candidate.phone,
            Jobcoach.name,
            Organisation.name,
            Nomination.organisation,
            Campaign.id,
            Campaign.public_id,
            Campaign.title,
            Campaign.has_test,
            Campaign.has_internship,
            Campaign.selection_day_on,
            Campaign.internship_starts_on,
            Lead.name,
            Employer.name,
            Site.name,
            Site.postcode,
            Site.zone,
            Nomination.put_forward_at,
            Nomination.changed_at,
            Nomination.archived_at,
            Nomination.archive_reason,
            *FACT_COLUMNS,
        )
        .join(Candidate)
        .switch(Nomination)
        .join(Jobcoach, on=(Nomination.jobcoach == Jobcoach.id))
        .switch(Nomination)
        .join(Organisation)
        .switch(Nomination)
        .join(Campaign)
        .join(Employer, on=(Campaign.employer == Employer.id))
        .switch(Campaign)
        .join(Lead, on=(Campaign.lead == Lead.id))
        .switch(Campaign)
        .join(Site)
        .switch(Nomination)
    )
    return with_fact_joins(query).where(Nomination.id.in_(ids))


_ROWS = Prepared(_all_rows)


def rows_of(ids: Sequence[int], user: User, plans: dict[int, Any] | None = None) -> list[FollowRow]:
    """Rows by their ids, in that order; of ids that the caller found for this person."""
    listed = {row[0]: row for row in _ROWS.rows(list(ids))}
    facts = facts_from({key: row[27:] for key, row in listed.items()})
    statements = statements_of_each(ids)
    plans = plans if plans is not None else plans_of(row[11] for row in listed.values())
    jobs = _jobs_of(ids)
    lines: dict[Any, Line] = {}  # many are equally far: their line is drawn once
    found = []
    for key in ids:
        row = listed.get(key)
        if row is None:
            continue
        stated = statements.get(key, {})
        alike = (row[11], facts[key].outcomes) if not stated else None
        line = lines.get(alike) if alike else None
        if line is None:
            lacking = [step for step, there in (("has_test", row[14]), ("has_internship", row[15])) if not there]
            line = line_of(facts[key], stated, plans[row[11]], lacking)
        if alike:
            lines[alike] = line
        who, until = "", None
        if line.coming is not None:
            turn = TURNS[line.coming.milestone]
            who = {Who.LEAD: row[18], Who.JOBCOACH: row[8], Who.EMPLOYER: row[19]}[turn]
            until = line.come_back_on or until_of(line.coming.milestone, facts[key], day=row[16], starts=row[17])
        place = (row[10] == user.organisation_id, row[13], row[12])
        values: tuple[Any, ...] = (*row[:10], *place, *row[19:27], jobs.get(key, ""), line, who, until)
        found.append(FollowRow(*values))
    return found


def _jobs_of(ids: Sequence[int]) -> dict[int, str]:
    """The wanted functions, first choice first."""
    found: dict[int, list[str]] = {}
    for nomination, title in _WANTED_JOBS.rows(list(ids)):
        found.setdefault(nomination, []).append(title)
    return {key: ", ".join(titles) for key, titles in found.items()}


def _wanted_jobs(ids: list[int]) -> ModelSelect:
    query = VacancyChoice.select(VacancyChoice.nomination, Vacancy.title).join(Vacancy)
    return query.where(VacancyChoice.nomination.in_(ids)).order_by(VacancyChoice.rank)


_WANTED_JOBS = Prepared(_wanted_jobs)


def chosen_nominations(user: User, public_ids: Sequence[str]) -> list[Nomination]:
    """The nominations with these ids that this person follows, archived or not, by name; one query."""
    return list(
        Nomination.select(Nomination, Candidate, Campaign, Site, Jobcoach, Organisation, Lead, Employer)
        .join(Candidate)
        .switch(Nomination)
        .join(Jobcoach, on=(Nomination.jobcoach == Jobcoach.id), attr="jobcoach")
        .switch(Nomination)
        .join(Organisation)
        .switch(Nomination)
        .join(Campaign)
        .join(Lead, on=(Campaign.lead == Lead.id), attr="lead")
        .switch(Campaign)
        .join(Employer, on=(Campaign.employer == Employer.id), attr="employer")
        .switch(Campaign)
        .join(Site)
        .where(followed_by(user), Nomination.public_id.in_(list(public_ids)))
        .order_by(Candidate.last_name, Candidate.first_name, Nomination.id)
    )


def saved_views_of(user: User) -> list[SavedView]:
    """The filters that somebody keeps, by name."""
    return [SavedView(public_id=key, name=name, query=query) for key, name, query in _VIEWS.rows(user.id)]


def _views(user_id: int) -> ModelSelect:
    views = SavedView.select(SavedView.public_id, SavedView.name, SavedView.query)
    return views.where(SavedView.user == user_id).order_by(fn.LOWER(SavedView.name))


_VIEWS = Prepared(_views)


def own_view(user: User, view_id: str) -> SavedView | None:
    """One filter that this person keeps."""
    return SavedView.get_or_none(SavedView.public_id == view_id, SavedView.user == user)


def colleagues_of(user: User) -> list[User]:
    """Who can take over candidates in the own organisation, by name."""
    if user.role not in MEDIATING_ROLES:
        return []
    return list(
        User.select()
        .where(
            User.organisation == user.organisation_id,
            User.role.in_([one.value for one in MEDIATING_ROLES]),
            User.active,
        )
        .order_by(User.name)
    )
