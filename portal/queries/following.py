"""All live candidates across campaigns, as a person may see them (req 002-02 … 002-09).

Rows are tuples and the queries are as many for one row as for thousands. What a person may not see is in none of them,
so it can be neither searched, sorted, counted nor taken along.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from typing import Any

from peewee import Expression, ModelSelect

from portal.models.accounts import User
from portal.models.candidates import Candidate
from portal.models.milestones import MilestoneOutcome
from portal.models.nominations import Nomination, VacancyChoice
from portal.models.prepared import Prepared
from portal.models.vacancies import Vacancy
from portal.queries.follow_rows import FollowRow, rows_of
from portal.queries.milestones import in_phase, open_promise, plans_of
from portal.queries.nominations import followed_by, followed_in_role
from portal.queries.surroundings import numbers_of, surroundings_of
from portal.rules.candidates import searchable
from portal.rules.roles import Role
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


@dataclass(frozen=True)
class Choices:
    """What can be chosen in the filter, each as (value, words)."""

    sites: tuple[tuple[str, str], ...]
    campaigns: tuple[tuple[str, str], ...]
    jobs: tuple[tuple[str, str], ...]
    jobcoaches: tuple[tuple[str, str], ...]


class Following:
    """The list of one person with one filter: the choices, the number of rows, and rows of a page."""

    def __init__(self, user: User, asked: FollowFilter, today: date) -> None:
        self.user = user
        self.asked = asked
        self.around = surroundings_of(user)
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
            numbers = numbers_of(self.asked.status == "archived")
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
