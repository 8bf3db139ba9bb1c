"""Candidates as an employer meets them: named fields and nothing else (domain page, "who sees what, when")."""

from dataclasses import dataclass

from portal.models.accounts import User
from portal.models.campaigns import Campaign
from portal.models.candidates import Candidate
from portal.models.nominations import Nomination, SupportNeed
from portal.models.organisations import Site
from portal.queries.campaigns import Employer
from portal.queries.documents import Paper, newest_papers
from portal.queries.nominations import vacancies_of_each
from portal.rules.candidates import short_name
from portal.rules.papers import SHOWN_TO_EMPLOYER
from portal.rules.roles import Role
from portal.rules.support import NEEDS, Need


@dataclass(frozen=True, kw_only=True)
class IntroductionLine:
    """One candidate in the employer's list."""

    id: str
    name: str
    vacancies: list[str]
    competences: str


@dataclass(frozen=True, kw_only=True)
class SharedNeed:
    """What is to be arranged, in work terms: a message id, a detail, and extra minutes (0 for none)."""

    at_work: str
    detail: str
    minutes: int


@dataclass(frozen=True, kw_only=True)
class Introduction:
    """One candidate's introduction sheet (req 000-11): all that an employer reads before the day."""

    id: str
    name: str
    vacancies: list[str]
    competences: str
    motivation: str
    availability: str
    support: list[SharedNeed]
    papers: list[Paper]


def introductions_of(campaign: Campaign) -> list[IntroductionLine]:
    """Who is put forward in a running campaign, by first name; three queries. None when it does not run."""
    if campaign.state != "running":
        return []
    rows = list(
        Nomination.select(Nomination, Candidate)
        .join(Candidate)
        .where(Nomination.campaign == campaign, Nomination.state == "put_forward")
        .order_by(Candidate.first_name, Nomination.id)
    )
    vacancies = vacancies_of_each(rows)
    return [
        IntroductionLine(
            id=row.public_id,
            name=short_name(row.candidate.first_name, row.candidate.last_name),
            vacancies=vacancies[row.id],
            competences=row.competences,
        )
        for row in rows
    ]


def introducible_nomination(user: User, nomination_id: str) -> Nomination | None:
    """A nomination whose introduction this employer may read: put forward, in a running campaign of their own."""
    if user.role != Role.EMPLOYER:
        return None
    return (
        Nomination.select(Nomination, Candidate, Campaign, Employer, Site)
        .join(Candidate)
        .switch(Nomination)
        .join(Campaign)
        .join(Employer, on=(Campaign.employer == Employer.id), attr="employer")
        .switch(Campaign)
        .join(Site)
        .where(
            Nomination.public_id == nomination_id,
            Nomination.state == "put_forward",
            Campaign.state == "running",
            Campaign.employer == user.organisation_id,
        )
        .first()
    )


def introduction_of(nomination: Nomination) -> Introduction:
    """What the employer reads of a candidate; also what the jobcoach sees as preview."""
    candidate = nomination.candidate
    papers = newest_papers(nomination)
    return Introduction(
        id=nomination.public_id,
        name=short_name(candidate.first_name, candidate.last_name),
        vacancies=vacancies_of_each([nomination])[nomination.id],
        competences=nomination.competences,
        motivation=nomination.motivation,
        availability=nomination.availability,
        support=shared_needs(nomination, with_employer=True),
        papers=[paper for kind, paper in sorted(papers.items()) if kind in SHOWN_TO_EMPLOYER],
    )


def shared_needs(nomination: Nomination, *, with_employer: bool) -> list[SharedNeed]:
    """The needs that are shared with the employer, or with the lead, in the order of the list of needs."""
    shared = SupportNeed.shared_with_employer if with_employer else SupportNeed.shared_with_lead
    rows = {Need(row.kind): row for row in SupportNeed.select().where(SupportNeed.nomination == nomination, shared)}
    return [
        SharedNeed(at_work=NEEDS[need].at_work, detail=rows[need].detail, minutes=rows[need].minutes)
        for need in Need
        if need in rows
    ]
