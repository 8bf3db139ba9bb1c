"""Written tests as a person may see them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from peewee import JOIN, ModelSelect, fn

from portal.models.accounts import User
from portal.models.campaigns import Campaign
from portal.models.candidates import Candidate
from portal.models.nominations import Nomination
from portal.models.organisations import Site
from portal.models.speeddates import Sheet
from portal.models.written_tests import TestAnswer, TestPaper, TestQuestion
from portal.queries.campaigns import Employer
from portal.queries.disclosure import BY_NAME, Naming, needs_known
from portal.queries.speeddates import criteria_of, weights_of
from portal.rules.disclosure import Reader
from portal.rules.roles import MEDIATING_ROLES, Role
from portal.rules.scoring import Part, average_of
from portal.rules.support import Need


@dataclass(frozen=True)
class TestScore:
    """How a whole test was scored by the criteria of its campaign; `mean` of the scores (1 to 4), None without any."""

    __test__ = False  # not a test of pytest's
    verdict: str
    note: str
    mean: float | None


@dataclass(frozen=True)
class PaperLine:
    """One candidate on the list: named fields only. Once rated: `points` of `maximum`, or `score` by criteria."""

    nomination_id: str
    paper_id: str | None
    name: str
    state: str
    extra_minutes: int
    points: int | None
    maximum: int
    score: TestScore | None


def questions_of(campaign: Campaign) -> list[TestQuestion]:
    """The questions of a campaign in their order."""
    return list(
        TestQuestion.select().where(TestQuestion.campaign == campaign).order_by(TestQuestion.position, TestQuestion.id)
    )


def papers_of(campaign: Campaign, nominations: Sequence[Nomination], naming: Naming = BY_NAME) -> list[PaperLine]:
    """These candidates with the standing of the test: seven queries however many there are."""
    ids = [nomination.id for nomination in nominations]
    papers = {paper.nomination_id: paper for paper in TestPaper.select().where(TestPaper.nomination.in_(ids))}
    sums = {
        row["paper"]: row["points"]
        for row in TestAnswer.select(TestAnswer.paper, fn.SUM(TestAnswer.rating).alias("points"))
        .join(TestPaper)
        .where(TestPaper.nomination.in_(ids))
        .group_by(TestAnswer.paper)
        .dicts()
    }
    extra = {
        nomination_id: need.minutes
        for nomination_id, needs in needs_known(campaign, nominations, Reader.LEAD).items()
        for need in needs
        if need.kind == Need.EXTRA_TIME
    }
    scores = test_scores_of(nominations, weights_of(criteria_of(campaign, Part.TEST)))
    maximum = 4 * TestQuestion.select().where(TestQuestion.campaign == campaign).count()
    return [
        PaperLine(
            nomination_id=nomination.public_id,
            paper_id=papers[nomination.id].public_id if nomination.id in papers else None,
            name=naming.name(nomination),
            state=papers[nomination.id].state if nomination.id in papers else "open",
            extra_minutes=extra.get(nomination.id, 0),
            points=sums.get(papers[nomination.id].id) if nomination.id in papers else None,
            maximum=maximum,
            score=scores.get(nomination.id),
        )
        for nomination in nominations
    ]


def test_scores_of(nominations: Sequence[Nomination], weights: Mapping[str, int]) -> dict[int, TestScore]:
    """The tests that were scored by criteria, by nomination; one query.

    `weights`: by criterion, how often its score counts, once for one that is not there.
    """
    rows = Sheet.select().where(
        Sheet.nomination.in_([one.id for one in nominations]), Sheet.test_paper.is_null(False), Sheet.version > 0
    )
    return {
        one.nomination_id: TestScore(
            one.body.get("verdict") or "", one.body.get("note") or "", average_of(one.body, weights)
        )
        for one in rows
    }


def sheet_of_test(paper: TestPaper) -> Sheet | None:
    """What this test was scored with, None while it was not scored by criteria."""
    return Sheet.get_or_none(Sheet.test_paper == paper)


def _papers() -> ModelSelect:
    return (
        TestPaper.select(TestPaper, Nomination, Candidate, Campaign, Site, Employer)
        .join(Nomination)
        .join(Candidate)
        .switch(Nomination)
        .join(Campaign)
        .join(Site)
        .switch(Campaign)
        .join(Employer, JOIN.INNER, on=(Campaign.employer == Employer.id), attr="employer")
    )


def visible_paper(user: User, paper_id: str) -> TestPaper | None:
    """A paper of a campaign that this person leads or is the employer of; the employer sees it once handed in."""
    query = _papers().where(TestPaper.public_id == paper_id, Nomination.state == "put_forward")
    if user.role in MEDIATING_ROLES:
        return query.where(Campaign.lead == user.id).first()
    if user.role == Role.EMPLOYER:
        return query.where(Campaign.employer == user.organisation_id, TestPaper.state != "open").first()
    return None


def paper_of_link(subject: str) -> TestPaper | None:
    """The paper that a link's subject `test_paper:<public_id>` names, while its campaign runs."""
    return (
        _papers()
        .where(
            TestPaper.public_id == subject.removeprefix("test_paper:"),
            Nomination.state == "put_forward",
            Campaign.state == "running",
        )
        .first()
    )


def answers_of(paper: TestPaper) -> dict[int, TestAnswer]:
    """The answers on a paper by the id of their question."""
    return {answer.question_id: answer for answer in TestAnswer.select().where(TestAnswer.paper == paper)}
