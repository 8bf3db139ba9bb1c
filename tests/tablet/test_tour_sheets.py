"""What a guide saw on the tour, where the campaign wants that: on a tablet or from paper (req 001-20)."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from portal.actions.selection_days import remove_part
from portal.actions.speeddates import set_criteria
from portal.models.nominations import Nomination
from portal.models.selection_days import Appointment, TourLine
from portal.models.speeddates import Criterion, Sheet, SheetEntry
from portal.queries.speeddates import criteria_of
from portal.rules.refusals import Refused
from portal.rules.scoring import TEST_TEMPLATES, TOUR_TEMPLATES, Part
from tests.person import Person
from tests.speeddates.day import Day
from tests.tablet.tablets import Tablet, paired_tablet


@pytest.fixture
def guide(day: Day) -> TourLine:
    """Gust, who leads Fatima and Bo round an hour before their speeddates."""
    gust: TourLine = TourLine.create(selection_day=day.day, guide_name="Gust Peters")
    for one in Appointment.select().order_by(Appointment.id).limit(2):
        Appointment.create(
            selection_day=day.day,
            nomination=one.nomination_id,
            kind="tour",
            start_at=one.start_at - timedelta(hours=1),
            end_at=one.start_at - timedelta(minutes=30),
            tour_line=gust,
        )
    return gust


@pytest.fixture
def asked(day: Day, guide: TourLine) -> list[Criterion]:
    """The criteria for guides, chosen by the lead."""
    set_criteria(day.campaign, TOUR_TEMPLATES, by=day.lotte, part=Part.TOUR)
    return criteria_of(day.campaign, Part.TOUR)


def whole(criteria: list[Criterion], verdict: str = "green") -> dict[str, object]:
    return {"scores": {one.public_id: 3 for one in criteria}, "note": "Keek goed rond.", "verdict": verdict}


def sheet_of_guide(tablet: Tablet, name: str) -> dict[str, str]:
    read = tablet.reads()
    who = next(one for one in read["assessors"] if one["name"] == "Gust Peters")
    assert who["table"] == "Rondleiding"
    (date,) = (one for one in read["speeddates"] if one["part"] == "tour" and one["name"].startswith(name))
    return {**date["sheets"][who["id"]], "assessor": who["id"]}


def test_guides_are_asked_nothing_until_the_lead_chooses_criteria(
    app: Flask, day: Day, guide: TourLine, lotte: Person
) -> None:
    tablet, _ = paired_tablet(app, day)
    assert "Gust" not in str(tablet.reads())
    lotte.visits(f"{day.path}/tour")
    assert "De gidsen worden niets gevraagd." in lotte.page
    lotte.clicks("Kies de criteria")
    lotte.fills_in("Bewaar de criteria", weight_2="3")
    assert [one.weight for one in criteria_of(day.campaign, Part.TOUR)] == [1, 3, 1]
    assert len(day.criteria) == 4 + 3  # those of the speeddates stay as they are
    assert [one["name"] for one in tablet.reads()["assessors"]][-1] == "Gust Peters"


def test_a_guide_scores_on_a_tablet_by_the_same_door(
    app: Flask, day: Day, asked: list[Criterion], lotte: Person, emma: Person
) -> None:
    tablet, _ = paired_tablet(app, day)
    sheet = sheet_of_guide(tablet, "Fatima")
    assert tablet.puts(sheet, whole(asked)).get_json()["standing"] == "accepted"
    wrong = day.whole() | {"scores": {criteria_of(day.campaign)[0].public_id: 3}}
    assert tablet.puts(sheet, wrong, rev=2).get_json()["standing"] == "odd"  # a criterion of the speeddate
    assert SheetEntry.select().count() == 2
    Sheet.update(is_conflicted=False).execute()
    lotte.visits(f"{day.path}/tour")
    assert "Gust Peters" in lotte.page
    assert "Ja" in lotte.page
    # The employer reads it once every speeddate sheet of Fatima is in (req Y-8).
    emma.visits(f"{day.path}/tour")
    assert "Bekijk" not in emma.page
    for key in ("An", "Bert"):
        own = tablet.sheet_of("Fatima", key)
        scores = {one.public_id: 3 for one in criteria_of(day.campaign)}
        tablet.puts(own, {"scores": scores, "note": "", "verdict": "green"})
    emma.visits(f"{day.path}/tour")
    assert "Bekijk" in emma.page
    # What a guide saw moves no average; whoever decides reads it beside the speeddates.
    lotte.visits(f"{day.path}/speeddates")
    assert "Gust" not in lotte.page
    lotte.visits(f"/nominations/{day.nominations[0].public_id}/decision")
    assert "Gust Peters: Keek goed rond." in lotte.page
    emma.visits(f"/nominations/{day.nominations[1].public_id}/decision")
    assert "Gust" not in emma.page


def test_criteria_of_the_written_test_stand_on_no_tablet(app: Flask, day: Day) -> None:
    set_criteria(day.campaign, TEST_TEMPLATES, by=day.lotte, part=Part.TEST)
    tablet, _ = paired_tablet(app, day)
    assert "Oog voor anderen" not in str(tablet.reads())


def test_score_sheets_for_guides_are_printed(day: Day, asked: list[Criterion], emma: Person) -> None:
    emma.visits(f"{day.path}/tour")
    page = emma.clicks("Bladen op papier")
    assert len(page.tree.xpath("//section")) == 2
    assert "Rondleiding, gids: Gust Peters" in page
    assert "☐ 4. Volgt en vraagt door" in page


def test_a_guides_sheet_from_paper_is_typed_in(day: Day, asked: list[Criterion], lotte: Person) -> None:
    lotte.visits(f"{day.path}/tour")
    lotte.clicks("Zet de bladen klaar om over te typen")
    lotte.clicks("Typ over blad van Gust Peters over Bo P.")
    assert "Rondleiding." in lotte.page
    scores: dict[str, Any] = {f"c_{one.public_id}": "2" for one in asked}
    lotte.fills_in("Bewaar het blad", note="", verdict="orange", **scores)
    assert "Misschien" in lotte.page
    nomination = Nomination.get_by_id(day.nominations[1].id)
    assert Sheet.get(Sheet.nomination == nomination, Sheet.tour_line.is_null(False)).body["verdict"] == "orange"


def test_a_guide_who_filled_in_a_sheet_is_not_taken_away(
    app: Flask, day: Day, guide: TourLine, asked: list[Criterion]
) -> None:
    tablet, _ = paired_tablet(app, day)
    tablet.puts(sheet_of_guide(tablet, "Fatima"), whole(asked))
    Appointment.delete().where(Appointment.kind == "tour").execute()
    with pytest.raises(Refused):
        remove_part(TourLine.get_by_id(guide.id), by=day.lotte)
    assert Sheet.select().where(Sheet.tour_line == guide).count() == 2
