"""One overview per vacancy for those who decide together: scores, spread, what is missing, and ties as ties."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from peewee import JOIN

from portal.models.accounts import User
from portal.models.decisions import Decision
from portal.models.nominations import Nomination, VacancyChoice
from portal.models.vacancies import Vacancy
from portal.models.written_tests import TestAnswer, TestPaper
from portal.queries.decisions import decidable_nominations
from portal.queries.disclosure import naming_for
from portal.queries.places import Places, places_of_each
from portal.queries.speeddates import CandidateLine, candidate_lines, criteria_of, owes_a_sheet, weights_of
from portal.queries.two_hats import conflicts_about
from portal.queries.written_tests import TestScore, test_scores_of
from portal.rules.scoring import ANCHORS, Part, Place, Spread, Verdict, places_by_mean, spread_of, weighty
from portal.rules.two_hats import Conflict


@dataclass(frozen=True, kw_only=True)
class Compared:
    """One candidate in the overview of a vacancy: named fields only.

    `wish`: 1 when this vacancy is the first choice. `missing`: sheets that are not in. What follows from scores is
    empty while the reader may not see it: `spread` over all criteria, `each` per criterion in their order, `verdicts`
    counted, `place` by mean (none while a sheet is missing). The written test has `points`, or `test` by criteria.
    """

    nomination_id: str
    name: str
    wish: int
    is_absent: bool
    sheets: int
    missing: int
    spread: Spread | None = None
    each: Sequence[Spread | None] = ()
    verdicts: dict[Verdict, int] = field(default_factory=dict)
    place: Place | None = None
    points: int | None = None
    test: TestScore | None = None
    decision: Decision | None = None
    conflicts: Sequence[Conflict] = ()


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """The overview of one vacancy. `shows_scores`: the reader owes no sheet; `maximum`: points of the written test."""

    vacancy: Vacancy
    criteria: Sequence[str]
    weighty: list[str]
    lines: Sequence[Compared]
    shows_scores: bool
    maximum: int
    places: Places


def comparison_for(user: User, vacancy: Vacancy, order: str = "name") -> Comparison:
    """Everyone who would like this vacancy, by name or (`order` "mean") by place; a constant number of queries."""
    campaign = vacancy.campaign
    naming = naming_for(user, campaign)
    wishes = dict(
        VacancyChoice.select(VacancyChoice.nomination, VacancyChoice.rank)
        .where(VacancyChoice.vacancy == vacancy)
        .tuples()
    )
    nominations = list(decidable_nominations(campaign, naming).where(Nomination.id.in_(list(wishes))))
    lines = {line.nomination_id: line for line in candidate_lines(user, campaign)}
    criteria = criteria_of(campaign)
    keys, weights = [one.public_id for one in criteria], weights_of(criteria)
    shown = [lines[one.public_id] for one in nominations if one.public_id in lines]
    shows = not owes_a_sheet(user, campaign, shown)
    spreads = {
        line.nomination_id: spread
        for line in shown
        if shows and line.bodies and (spread := spread_of(line.bodies, keys, weights)) is not None
    }
    complete = {key: spread.mean for key, spread in spreads.items() if not lines[key].missing}
    by_mean = places_by_mean(complete)
    points, maximum = _points(nominations)
    tests = test_scores_of(nominations, weights_of(criteria_of(campaign, Part.TEST)))
    decisions = _decisions(nominations)
    conflicts = conflicts_about(user, campaign, nominations)
    found = [
        Compared(
            nomination_id=one.public_id,
            name=naming.name(one),
            wish=wishes[one.id],
            conflicts=conflicts[one.id],
            points=points.get(one.id),
            test=tests.get(one.id),
            decision=decisions.get(one.id),
            spread=spreads.get(one.public_id),
            place=by_mean.get(one.public_id),
            **_of_line(lines.get(one.public_id), keys, shows=shows),
        )
        for one in nominations
    ]
    if order == "mean" and shows:
        found.sort(key=lambda one: (one.place is None, one.place.number if one.place else 0))
    (places,) = places_of_each([vacancy])
    return Comparison(
        vacancy=vacancy,
        criteria=[one.name for one in criteria],
        weighty=weighty(criteria),
        lines=found,
        shows_scores=shows,
        maximum=ANCHORS * maximum,
        places=places,
    )


def _of_line(line: CandidateLine | None, keys: Sequence[str], *, shows: bool) -> dict[str, Any]:
    if line is None:
        return {"is_absent": False, "sheets": 0, "missing": 0}
    scores = shows and bool(line.bodies)
    return {
        "is_absent": line.is_absent,
        "sheets": len(line.sheets),
        "missing": line.missing,
        "each": [spread_of(line.bodies, [key], {}) for key in keys] if scores else (),
        "verdicts": line.summary.verdicts if scores and line.summary else {},
    }


def _points(nominations: Sequence[Nomination]) -> tuple[dict[int, int], int]:
    """The points of the written test by nomination, and the most questions that anybody's was rated on."""
    rows = (
        TestAnswer.select(TestPaper.nomination, TestAnswer.rating)
        .join(TestPaper)
        .where(TestPaper.nomination.in_([one.id for one in nominations]), TestAnswer.rating.is_null(False))
        .tuples()
    )
    ratings: dict[int, list[int]] = defaultdict(list)
    for nomination_id, rating in rows:
        ratings[nomination_id].append(rating)
    return {key: sum(each) for key, each in ratings.items()}, max((len(each) for each in ratings.values()), default=0)


def _decisions(nominations: Sequence[Nomination]) -> dict[int, Decision]:
    rows = (
        Decision.select(Decision, Vacancy, User)
        .join(Vacancy, JOIN.LEFT_OUTER)
        .switch(Decision)
        .join(User, on=(Decision.decided_by == User.id), attr="decided_by")
        .where(Decision.nomination.in_([one.id for one in nominations]))
    )
    return {one.nomination_id: one for one in rows}
