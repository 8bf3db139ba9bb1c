"""Criteria, and the score sheets of speeddates."""

from collections.abc import Mapping, Sequence
from typing import Any

from portal import clock
from portal.actions.moving import note_down
from portal.models.accounts import User
from portal.models.campaigns import Campaign
from portal.models.database import writes
from portal.models.selection_days import SelectionDay
from portal.models.speeddates import Criterion, Sheet, SheetEntry
from portal.queries.selection_days import Speeddate
from portal.queries.speeddates import criteria_of, is_scored, part_of, scorer_id_of, sheets_of_campaign, tour_sheets_of
from portal.queries.tablets import observable_tours, scorable_dates
from portal.rules.refusals import ChangedMeanwhile, Refused
from portal.rules.scoring import CriterionFacts, Part, Standing, check_criteria, digest_of, is_complete, same_body
from portal.rules.words import N_


@writes
def set_criteria(
    campaign: Campaign, criteria: Sequence[CriterionFacts], *, by: User, part: Part = Part.SPEEDDATE
) -> None:
    """Replace the criteria of a part; the same ones again change nothing.

    Refused once a sheet is in, and for a set that cannot be scored with.
    """
    check_criteria(criteria, part)
    standing = criteria_of(campaign, part)
    wanted = [
        (one.name.strip(), one.question.strip(), [text.strip() for text in one.anchors], one.weight) for one in criteria
    ]
    if wanted == [(one.name, one.question, one.anchors, one.weight) for one in standing]:
        return
    if is_scored(campaign, part):
        raise Refused(
            N_(
                "Er is al een beoordeling binnen. De criteria blijven zoals ze zijn, "
                "zodat iedereen gelijk beoordeeld wordt."
            )
        )
    for old in standing[len(wanted) :]:
        old.delete_instance()
    for position, (name, question, anchors, weight) in enumerate(wanted):
        values = {"position": position, "name": name, "question": question, "anchors": anchors, "weight": weight}
        if position < len(standing):
            standing[position].change(**values)
        else:
            Criterion.create(campaign=campaign, part=part, **values)
    note_down(campaign, "set_criteria", by=by)


@writes
def make_sheets(day: SelectionDay) -> int:
    """Make the sheets that lack, one for each candidate and assessor of the candidate's tables; how many were made.

    Where the campaign asks guides what they saw, one for each candidate and guide too.
    """
    return _make(scorable_dates(day), day) + _make_for_guides(day)


def _make_for_guides(day: SelectionDay) -> int:
    there = tour_sheets_of(day.campaign)
    lacking = [one for one in observable_tours(day) if one.tour_line_id not in there.get(one.nomination_id, {})]
    for one in lacking:
        Sheet.create(appointment=one, nomination=one.nomination, tour_line=one.tour_line)
    return len(lacking)


def _make(dates: Sequence[Speeddate], day: SelectionDay) -> int:
    there = sheets_of_campaign(day.campaign)
    made = 0
    for one in dates:
        for assessor in one.assessors:
            sheet = there.get(one.nomination.id, {}).get(assessor.id)
            if sheet is None:
                sheet = Sheet.create(appointment=one.appointment, nomination=one.nomination, assessor=assessor)
                there[one.nomination.id][assessor.id] = sheet
                made += 1
            elif sheet.appointment_id is None:  # the plan was made anew
                sheet.change(appointment=one.appointment)
    return made


@writes
def type_in_sheet(sheet: Sheet, body: Mapping[str, Any], *, seen: int, by: User) -> None:
    """Type in a sheet from paper; see `write_sheet`."""
    if write_sheet(sheet, body, seen=seen, by=by):
        note_down(sheet, "type_in", by=by)


@writes
def write_sheet(sheet: Sheet, body: Mapping[str, Any], *, seen: int, by: User) -> bool:
    """Write a complete sheet on a page of the portal; it settles a sheet of which several versions arrived.

    `seen` is the version that the person looked at. The same text again changes nothing: then it is False. Raises
    ChangedMeanwhile when another one came in since, Refused when something lacks.
    """
    if not is_complete(body, [one.public_id for one in criteria_of(sheet.nomination.campaign, part_of(sheet))]):
        raise Refused(N_("Geef elk criterium een score, en een oordeel tot slot."))
    now = Sheet.get_by_id(sheet.id)
    if now.version > 0 and not now.is_conflicted and same_body(now.body, body):
        return False
    if now.version != seen:
        raise ChangedMeanwhile(N_("Er kwam net een andere versie van dit blad binnen. Open het opnieuw en vergelijk."))
    version = now.version + 1
    SheetEntry.create(
        sheet=sheet,
        typed_in_by=by,
        rev=version,
        base=seen,
        body=body,
        digest=digest_of(body),
        owner=scorer_id_of(sheet),
        standing=Standing.ACCEPTED,
        version=version,
    )
    sheet.change(body=body, version=version, is_conflicted=False, updated_at=clock.now())
    return True
