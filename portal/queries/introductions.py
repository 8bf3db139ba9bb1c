"""Candidates as an employer meets them: named fields and nothing else (domain page, "who sees what, when")."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from portal.models.accounts import User
from portal.models.campaigns import Campaign
from portal.models.candidates import Candidate
from portal.models.nominations import Nomination, SupportNeed
from portal.models.organisations import Site
from portal.queries.campaigns import Employer
from portal.queries.disclosure import Naming, moment_reached, naming_of_employer, needs_known
from portal.queries.documents import Paper, newest_papers
from portal.queries.nominations import vacancies_of_each
from portal.queries.preselections import stopped_nominations
from portal.queries.profiles import Availability, Commuting, Profile, availability_of, commuting_of, profiles_of
from portal.rules.disclosure import Fact, Moment, Reader, may_know, names_from
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
    """One candidate's introduction sheet (req 000-11): all that an employer reads at a moment.

    `hides_name`: name and papers are hidden still, by the choice of the campaign (req Y-18). `internship_hours` is None
    for who may not know them.
    """

    id: str
    name: str
    hides_name: bool
    vacancies: list[str]
    competences: str
    motivation: str
    profiles: list[Profile]
    availability: Availability
    commuting: Commuting
    support: list[SharedNeed]
    papers: list[Paper]
    internship_hours: int | None


def introductions_of(campaign: Campaign) -> list[IntroductionLine]:
    """Who is put forward in a running campaign, by first name, or by number while names are hidden; four queries.

    Nobody when it does not run.
    """
    if campaign.state != "running":
        return []
    rows = list(
        Nomination.select(Nomination, Candidate)
        .join(Candidate)
        .where(
            Nomination.campaign == campaign,
            Nomination.state == "put_forward",
            Nomination.id.not_in(stopped_nominations()),
        )
        .order_by(Candidate.first_name, Nomination.id)
    )
    vacancies, naming = vacancies_of_each(rows), naming_of_employer(campaign)
    return [
        IntroductionLine(
            id=row.public_id,
            name=naming.name(row),
            vacancies=vacancies[row.id],
            competences=naming.text(row, row.competences),
        )
        for row in naming.in_order(rows, lambda row: row)
    ]


def candidates_of_nominations(nomination_ids: Iterable[str]) -> list[int]:
    """The keys of the candidates of nominations by their public ids, for the log of looks; one query."""
    query = Nomination.select(Nomination.candidate).where(Nomination.public_id.in_(list(nomination_ids)))
    return [candidate_id for (candidate_id,) in query.tuples()]


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
            Nomination.id.not_in(stopped_nominations()),
            Campaign.state == "running",
            Campaign.employer == user.organisation_id,
        )
        .first()
    )


def introduction_of(nomination: Nomination, *, at: Moment | None = None) -> Introduction:
    """What the employer reads of a candidate now; or `at` a moment, as the jobcoach sees it beforehand."""
    naming: Naming = naming_of_employer(nomination.campaign, at=at)
    moment = moment_reached(nomination) if at is None else at

    def said(text: str) -> str:
        return naming.text(nomination, text)

    papers = newest_papers(nomination) if _may_read_papers(nomination.campaign, moment) else {}
    return Introduction(
        id=nomination.public_id,
        name=naming.name(nomination),
        hides_name=naming.is_hidden(nomination),
        vacancies=vacancies_of_each([nomination])[nomination.id],
        competences=said(nomination.competences),
        motivation=said(nomination.motivation),
        profiles=profiles_of(nomination, said),
        availability=availability_of(nomination, said),
        commuting=commuting_of(nomination, with_distance=False),
        support=in_work_terms(
            needs_known(nomination.campaign, [nomination], Reader.EMPLOYER, at=moment)[nomination.id],
            said,
        ),
        papers=[paper for kind, paper in sorted(papers.items()) if kind in SHOWN_TO_EMPLOYER],
        internship_hours=nomination.internship_hours
        if may_know(Fact.INTERNSHIP_HOURS, Reader.EMPLOYER, moment)
        else None,
    )


def _may_read_papers(campaign: Campaign, moment: Moment) -> bool:
    return may_know(Fact.PAPERS, Reader.EMPLOYER, moment, names_from(campaign.names_from))


def in_work_terms(needs: Iterable[SupportNeed], said: Callable[[str], str] = str) -> list[SharedNeed]:
    """Needs as they are said to others, in the order of the list of needs."""
    rows = {Need(row.kind): row for row in needs}
    return [
        SharedNeed(at_work=NEEDS[need].at_work, detail=said(rows[need].detail), minutes=rows[need].minutes)
        for need in Need
        if need in rows
    ]
