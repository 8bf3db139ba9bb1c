"""Speeddates and their score sheets as a person may see them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from peewee import JOIN, ModelSelect

from portal.models.accounts import User
from portal.models.campaigns import Campaign
from portal.models.candidates import Candidate
from portal.models.nominations import Nomination
from portal.models.organisations import Site
from portal.models.selection_days import Assessor, Table, TourLine
from portal.models.speeddates import Criterion, Device, Sheet, SheetEntry
from portal.models.written_tests import TestPaper
from portal.queries.campaigns import Employer, visible_campaign
from portal.queries.disclosure import naming_for
from portal.queries.selection_days import Speeddate, day_of, is_known, speeddates_of
from portal.rules.permissions import employer, lead
from portal.rules.roles import MEDIATING_ROLES, Role
from portal.rules.scoring import FLAGGED, Part, Summary, Verdict, average_of, is_complete, summary_of


def criteria_of(campaign: Campaign | int, part: Part = Part.SPEEDDATE) -> list[Criterion]:
    """The criteria of a campaign for one part, in their order."""
    of_part = Criterion.select().where(Criterion.campaign == campaign, Criterion.part == part)
    return list(of_part.order_by(Criterion.position, Criterion.id))


def weights_of(criteria: Iterable[Criterion]) -> dict[str, int]:
    """How often the score of each criterion counts, by its public id, in the order of the criteria."""
    return {one.public_id: one.weight for one in criteria}


def is_scored(campaign: Campaign, part: Part = Part.SPEEDDATE) -> bool:
    """Whether anything came in: from then on the criteria stay as they are.

    A written test that was rated answer by answer counts too: the next one is rated in the same way.
    """
    came_in = SheetEntry.select().join(Sheet).join(Nomination).where(Nomination.campaign == campaign)
    of_part = came_in.where(
        Sheet.tour_line.is_null(part is not Part.TOUR), Sheet.test_paper.is_null(part is not Part.TEST)
    )
    if part is not Part.TEST:
        return of_part.exists()
    rated = TestPaper.select().join(Nomination).where(Nomination.campaign == campaign, TestPaper.state == "rated")
    return of_part.exists() or rated.exists()


@dataclass(frozen=True, kw_only=True)
class SheetLine:
    """One assessor's sheet. `standing`: missing, begun or in. What was scored is empty for who may not see it yet."""

    sheet_id: str | None
    assessor_id: str
    assessor: str
    standing: str
    is_conflicted: bool
    body: Mapping[str, Any] = field(default_factory=dict)
    average: float | None = None


@dataclass(frozen=True, kw_only=True)
class CandidateLine:
    """One candidate's speeddates: named fields only. `summary` is None while the reader may not see the scores.

    `is_hidden`: the scores are kept from the reader; `bodies` are the sheets that are in, none when they are kept.
    """

    nomination_id: str
    name: str
    is_absent: bool
    starts: list[datetime]
    tables: list[str]
    sheets: list[SheetLine]
    summary: Summary | None
    is_hidden: bool = False
    bodies: Sequence[Mapping[str, Any]] = ()

    @property
    def missing(self) -> int:
        """How many sheets are not in; none of somebody who did not come."""
        return 0 if self.is_absent else sum(1 for sheet in self.sheets if sheet.standing != "in")


def candidate_lines(user: User, campaign: Campaign) -> list[CandidateLine]:
    """Everyone with a speeddate or a sheet, by time; a constant number of queries.

    Who leads sees every score, but for a candidate about whom he or she owes a sheet as assessor. The employer sees
    those of a candidate once no sheet of that candidate is missing: nobody scores after having seen somebody else's
    (req Y-8).
    """
    day = day_of(campaign)
    leads = lead(user, campaign)
    if day is None or not (leads or is_known(day)):
        return []
    naming = naming_for(user, campaign)
    dates = naming.in_order(
        [one for one in speeddates_of(day) if one.nomination.state == "put_forward"],
        lambda one: one.nomination,
        lambda one: one.appointment.start_at,
    )
    sheets = sheets_of_campaign(campaign)
    criteria = weights_of(criteria_of(campaign))
    by_nomination: dict[int, list[Speeddate]] = defaultdict(list)
    for one in dates:
        by_nomination[one.nomination.id].append(one)
    return [
        _line(
            naming.name(own[0].nomination), own, sheets.get(nomination_id, {}), criteria, user.email if leads else None
        )
        for nomination_id, own in by_nomination.items()
    ]


def hidden_scores(user: User, campaign: Campaign) -> set[str]:
    """The public ids of the nominations whose scores this person may not see yet (req Y-8)."""
    return {line.nomination_id for line in candidate_lines(user, campaign) if line.is_hidden}


def owes_a_sheet(user: User, campaign: Campaign, lines: Iterable[CandidateLine]) -> bool:
    """Whether this person still owes a sheet about one of these: then he or she sees no order and no average.

    An employer's account is no assessor's: any sheet that is missing counts.
    """
    if lead(user, campaign):
        return any(line.is_hidden for line in lines)
    return any(line.missing for line in lines)


def _line(
    name: str,
    dates: Sequence[Speeddate],
    sheets: Mapping[int, Sheet],
    criteria: Mapping[str, int],
    lead_email: str | None,
) -> CandidateLine:
    """`criteria`: weights by public id. `lead_email`: the reader's address, when he or she leads; else None."""
    first = dates[0]
    is_absent = first.attendance == "absent"
    owing = {assessor.id: assessor for one in dates for assessor in one.assessors}
    scored = {key: sheet.assessor for key, sheet in sheets.items() if sheet.version or sheet.is_conflicted}
    people = owing | scored
    in_ = [key for key in people if key in sheets and is_complete(sheets[key].body, criteria)]
    owes = {one.email.strip().lower() for key, one in people.items() if key not in in_ and one.email}
    leads = lead_email is not None and lead_email.strip().lower() not in owes
    shows = leads or is_absent or len(in_) == len(people)
    bodies = [sheets[key].body for key in in_]
    return CandidateLine(
        nomination_id=first.nomination.public_id,
        name=name,
        is_absent=is_absent,
        starts=[one.appointment.start_at for one in dates],
        tables=list(dict.fromkeys(one.table.name for one in dates)),
        sheets=[_sheet_line(person, sheets.get(key), key in in_, shows, criteria) for key, person in people.items()],
        summary=summary_of(bodies, list(criteria), criteria) if shows and bodies else None,
        is_hidden=not shows,
        bodies=bodies if shows else (),
    )


def _sheet_line(
    person: Assessor, sheet: Sheet | None, is_in: bool, shows: bool, weights: Mapping[str, int]
) -> SheetLine:
    begun = sheet is not None and (sheet.version > 0 or sheet.is_conflicted)
    body = sheet.body if sheet is not None and shows else {}
    return SheetLine(
        sheet_id=sheet.public_id if sheet else None,
        assessor_id=person.public_id,
        assessor=person.name,
        standing="in" if is_in else "begun" if begun else "missing",
        is_conflicted=bool(sheet and sheet.is_conflicted),
        body=body,
        average=average_of(body, weights),
    )


def sheets_of_campaign(campaign: Campaign | int) -> dict[int, dict[int, Sheet]]:
    """Every sheet of a campaign with its assessor, by nomination and assessor id; one query."""
    found: dict[int, dict[int, Sheet]] = defaultdict(dict)
    rows = (
        Sheet.select(Sheet, Assessor)
        .join(Assessor)
        .switch(Sheet)
        .join(Nomination)
        .where(Nomination.campaign == campaign)
        .order_by(Sheet.id)
    )
    for sheet in rows:
        found[sheet.nomination_id][sheet.assessor_id] = sheet
    return found


def part_of(sheet: Sheet) -> Part:
    """What this sheet is about."""
    if sheet.test_paper_id is not None:
        return Part.TEST
    return Part.SPEEDDATE if sheet.tour_line_id is None else Part.TOUR


def scorer_id_of(sheet: Sheet) -> str:
    """The public id of whose sheet this is: an assessor's or a guide's; empty for a written test, which is nobody's."""
    scorer = sheet.assessor if sheet.tour_line_id is None else sheet.tour_line
    return scorer.public_id if scorer else ""


def tour_sheets_of(campaign: Campaign | int) -> dict[int, dict[int, Sheet]]:
    """Every sheet of a guide with its guide, by nomination and guide's id; one query."""
    found: dict[int, dict[int, Sheet]] = defaultdict(dict)
    rows = Sheet.select(Sheet, TourLine).join(TourLine).switch(Sheet).join(Nomination)
    for sheet in rows.where(Nomination.campaign == campaign).order_by(Sheet.id):
        found[sheet.nomination_id][sheet.tour_line_id] = sheet
    return found


def _sheets() -> ModelSelect:
    return (
        Sheet.select(Sheet, Assessor, Table, TourLine, Nomination, Candidate, Campaign, Employer, Site)
        .join(Assessor, JOIN.LEFT_OUTER)
        .join(Table, JOIN.LEFT_OUTER)
        .switch(Sheet)
        .join(TourLine, JOIN.LEFT_OUTER)
        .switch(Sheet)
        .join(Nomination)
        .join(Candidate)
        .switch(Nomination)
        .join(Campaign)
        .join(Employer, on=(Campaign.employer == Employer.id), attr="employer")
        .switch(Campaign)
        .join(Site)
    )


def visible_sheet(user: User, sheet_id: str) -> Sheet | None:
    """A sheet to type in, with assessor, table, candidate and campaign.

    Who leads finds every sheet, but for those of others about a candidate of whom the own one is not in. The employer
    finds one on which nothing stands yet, and any of a candidate for whom nothing is missing (req Y-8).
    """
    query = _sheets().where(Sheet.public_id == sheet_id, Nomination.state == "put_forward", Campaign.state == "running")
    query = query.where(Sheet.test_paper.is_null())  # it stands with its answers, on the page of the test
    if user.role in MEDIATING_ROLES:
        found: Sheet | None = query.where(Campaign.lead == user.id).first()
        return None if found is None or _is_anothers_too_early(user, found) else found
    if user.role != Role.EMPLOYER:
        return None
    sheet: Sheet | None = query.where(Campaign.employer == user.organisation_id).first()
    if sheet is None or not ((sheet.version == 0 and not sheet.is_conflicted) or _is_open_to_all(user, sheet)):
        return None
    return sheet


def _is_anothers_too_early(user: User, sheet: Sheet) -> bool:
    """Whether who leads is an assessor of this candidate too, has not scored yet, and this is somebody else's sheet."""
    if sheet.version == 0 or sheet.tour_line_id or sheet.assessor.email.strip().lower() == user.email.strip().lower():
        return False
    lines = candidate_lines(user, sheet.nomination.campaign)
    return any(line.is_hidden for line in lines if line.nomination_id == sheet.nomination.public_id)


def _is_open_to_all(user: User, sheet: Sheet) -> bool:
    lines = candidate_lines(user, sheet.nomination.campaign)
    return any(line.summary is not None for line in lines if line.nomination_id == sheet.nomination.public_id)


@dataclass(frozen=True, kw_only=True)
class Version:
    """One version of a sheet in words: `anchors` per criterion (empty: no score), and the tablet that brought it."""

    tablet: str
    arrived_at: datetime | None
    anchors: list[str]
    note: str
    verdict: str


def version_standing(sheet: Sheet, criteria: Sequence[Criterion]) -> Version:
    """What the sheet says now."""
    return _version("", sheet.updated_at if sheet.version else None, sheet.body, criteria)


def versions_beside(sheet: Sheet, criteria: Sequence[Criterion]) -> list[Version]:
    """What arrived since the sheet was last settled and could not simply become the sheet."""
    settled = (
        SheetEntry.select(SheetEntry.id)
        .where(SheetEntry.sheet == sheet, SheetEntry.typed_in_by.is_null(False))
        .order_by(SheetEntry.id.desc())
        .limit(1)
        .scalar()
    )
    rows = (
        SheetEntry.select(SheetEntry, Device)
        .join(Device, JOIN.LEFT_OUTER)
        .where(
            SheetEntry.sheet == sheet,
            SheetEntry.standing.in_([str(one) for one in FLAGGED]),
            SheetEntry.id > (settled or 0),
        )
        .order_by(SheetEntry.id)
    )
    return [_version(row.device.label if row.device else "", row.arrived_at, row.body, criteria) for row in rows]


def _version(
    tablet: str, arrived_at: datetime | None, body: Mapping[str, Any], criteria: Sequence[Criterion]
) -> Version:
    scores = body.get("scores") or {}
    verdict = body.get("verdict")
    return Version(
        tablet=tablet,
        arrived_at=arrived_at,
        anchors=[
            one.anchors[score - 1] if (score := scores.get(one.public_id)) in (1, 2, 3, 4) else "" for one in criteria
        ],
        note=body.get("note") or "",
        verdict=verdict if verdict in tuple(Verdict) else "",
    )


@dataclass(frozen=True)
class Pair:
    """Who scores whom; it belongs to `campaign`."""

    campaign: Campaign
    speeddate: Speeddate
    assessor: Assessor


def visible_speeddate(user: User, campaign_id: str, nomination_id: str, assessor_id: str) -> Pair | None:
    """A candidate and an assessor of the candidate's table whose sheet can be begun, for the lead and the employer."""
    campaign = visible_campaign(user, campaign_id)
    day = day_of(campaign) if campaign else None
    if campaign is None or day is None or campaign.state != "running":
        return None
    if not (is_known(day) and (lead(user, campaign) or employer(user, campaign))):
        return None
    return next(
        (
            Pair(campaign, one, assessor)
            for one in speeddates_of(day)
            for assessor in one.assessors
            if one.nomination.state == "put_forward"
            and (one.nomination.public_id, assessor.public_id) == (nomination_id, assessor_id)
        ),
        None,
    )


def to_do_counts(lines: Iterable[CandidateLine], now: datetime) -> tuple[int, int]:
    """How many sheets of speeddates that have begun are missing, and how many sheets wait for a person to choose."""
    lines = list(lines)
    missing = sum(line.missing for line in lines if line.starts[0] <= now)
    return missing, sum(1 for line in lines for sheet in line.sheets if sheet.is_conflicted)
