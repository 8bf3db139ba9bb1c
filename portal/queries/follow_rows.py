"""The rows of the list of candidates: what is known of each nomination, and whose turn it is (req 002-02)."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from peewee import ModelSelect

from portal.models.accounts import User
from portal.models.campaigns import Campaign
from portal.models.candidates import Candidate
from portal.models.nominations import Nomination, VacancyChoice
from portal.models.organisations import Organisation, Site
from portal.models.prepared import Prepared
from portal.models.vacancies import Vacancy
from portal.queries.campaigns import Employer, Lead
from portal.queries.milestones import FACT_COLUMNS, facts_from, plans_of, statements_of_each, with_fact_joins
from portal.queries.nominations import Jobcoach
from portal.rules.milestones import TURNS, Line, Who, line_of, until_of


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
