"""The written test scored as a whole, by criteria with anchors in words, where the campaign wants that (req 001-21)."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from portal.actions.speeddates import set_criteria
from portal.actions.written_tests import hand_in_test, paper_for, rate_test, score_test, set_questions
from portal.models.history import HistoryLine
from portal.models.speeddates import Criterion, Sheet
from portal.models.written_tests import TestPaper
from portal.queries.speeddates import criteria_of
from portal.queries.written_tests import questions_of
from portal.rules.refusals import ChangedMeanwhile, Refused
from portal.rules.scoring import TEST_TEMPLATES, Part
from tests.clock import Clock
from tests.person import Person
from tests.stage import Stage, set_stage

NewPerson = Callable[..., Person]


@pytest.fixture
def stage(app: Flask, clock: Clock) -> Stage:
    """Two questions; Amina handed in."""
    stage = set_stage(app, ("Amina", "Bram"))
    set_questions(stage.campaign, ["Je bent te laat. Wat doe je?", "Een collega is boos?"], by=stage.people["lotte"])
    first = questions_of(stage.campaign)[0]
    hand_in_test(paper_for(stage.decidable("Amina")), {first.public_id: "Ik bel mijn baas."}, by=None)
    return stage


@pytest.fixture
def criteria(stage: Stage) -> list[Criterion]:
    """The examples as they stand, the first one counting twice."""
    set_criteria(stage.campaign, TEST_TEMPLATES, by=stage.people["lotte"], part=Part.TEST)
    Criterion.update(weight=2).where(Criterion.position == 0).execute()
    return criteria_of(stage.campaign, Part.TEST)


def _body(criteria: list[Criterion], score: int = 3, verdict: str = "green") -> dict[str, Any]:
    return {"scores": {one.public_id: score for one in criteria}, "note": "", "verdict": verdict}


def test_the_lead_starts_from_examples_and_may_go_without(stage: Stage, new_person: NewPerson) -> None:
    lotte = new_person("lotte@netwerk.example")
    lotte.visits(f"/campaigns/{stage.campaign_id}/test")
    lotte.clicks("Beoordeel met criteria")
    lotte.fills_in("Bewaar de criteria", weight_2="3")
    chosen = criteria_of(stage.campaign, Part.TEST)
    assert [(one.name, one.weight) for one in chosen] == [
        ("Aanpak", 1),
        ("Melden en vragen", 3),
        ("Oog voor anderen", 1),
    ]
    assert all(len(one.anchors) == 4 for one in chosen)
    assert criteria_of(stage.campaign) == []  # the speeddates have their own
    lotte.clicks("Wijzig de criteria")
    fields = ("name_{}", "question_{}", "anchor_{}_1", "anchor_{}_2", "anchor_{}_3", "anchor_{}_4")
    none: dict[str, Any] = {one.format(number): "" for number in (1, 2, 3) for one in fields}
    lotte.fills_in("Bewaar de criteria", **none)
    assert criteria_of(stage.campaign, Part.TEST) == []
    lotte.clicks("Beoordeel Amina Z.")
    assert "Geef elk antwoord 1 tot 4." in lotte.page


def test_the_employer_scores_and_whoever_decides_reads_it(
    stage: Stage, criteria: list[Criterion], new_person: NewPerson
) -> None:
    emma, lotte = new_person("emma@netwerk.example"), new_person("lotte@netwerk.example")
    emma.visits(f"/campaigns/{stage.campaign_id}/test")
    emma.clicks("Beoordeel Amina Z.")
    assert "Ik bel mijn baas." in emma.page
    assert "Zegt of vraagt het meteen aan wie kan helpen" in emma.page
    scores: dict[str, Any] = {f"c_{one.public_id}": "1" for one in criteria} | {f"c_{criteria[0].public_id}": "4"}
    page = emma.fills_in("Bewaar de beoordeling", note="Denkt eerst na.", **scores)
    assert page.title.startswith("Fout:")  # the verdict lacks; nothing typed is lost
    emma.fills_in("Bewaar de beoordeling", verdict="orange")
    assert TestPaper.get().rated_by == stage.people["emma"]
    words = "misschien 2,5"  # (2 × 4 + 1 + 1) / 4
    for path in ("test", "decisions", f"vacancies/{stage.vacancies[0].public_id}/decisions"):
        assert words in lotte.visits(f"/campaigns/{stage.campaign_id}/{path}").text
    lotte.visits(f"/nominations/{stage.nominations['Amina'].public_id}/decision")
    assert words in lotte.page.text
    assert "Denkt eerst na." in lotte.page


def test_scoring_the_same_again_changes_nothing_and_two_at_once_is_said(
    stage: Stage, criteria: list[Criterion]
) -> None:
    paper = TestPaper.get()
    for _ in range(3):  # promise P7
        score_test(paper, _body(criteria), seen=0, by=stage.people["lotte"])
    assert HistoryLine.select().where(HistoryLine.step == "rate").count() == 1
    with pytest.raises(ChangedMeanwhile):
        score_test(paper, _body(criteria, 1), seen=0, by=stage.people["emma"])
    score_test(paper, _body(criteria, 2), seen=1, by=stage.people["emma"])
    assert Sheet.get().body["scores"] == {one.public_id: 2 for one in criteria}
    with pytest.raises(Refused):  # half a sheet is none
        score_test(paper, {"scores": {}, "note": "", "verdict": "red"}, seen=2, by=stage.people["emma"])


def test_everybody_is_scored_in_one_way(stage: Stage, criteria: list[Criterion]) -> None:
    lotte, paper = stage.people["lotte"], TestPaper.get()
    score_test(paper, _body(criteria), seen=0, by=lotte)
    with pytest.raises(Refused, match="al een beoordeling binnen"):
        set_criteria(stage.campaign, TEST_TEMPLATES[:1], by=lotte, part=Part.TEST)
    set_criteria(stage.campaign, TEST_TEMPLATES, by=lotte, part=Part.TOUR)  # the other parts stay free
    Sheet.delete().execute()
    Criterion.delete().execute()
    paper.change(state="handed_in")
    rate_test(paper, {one.public_id: 3 for one in questions_of(stage.campaign)}, "", by=lotte)
    with pytest.raises(Refused, match="al een beoordeling binnen"):
        set_criteria(stage.campaign, TEST_TEMPLATES, by=lotte, part=Part.TEST)


def test_a_test_that_is_not_handed_in_is_not_scored(stage: Stage, criteria: list[Criterion]) -> None:
    with pytest.raises(Refused):
        score_test(paper_for(stage.decidable("Bram")), _body(criteria), seen=0, by=stage.people["lotte"])
    assert Sheet.select().count() == 0


def test_the_sheet_stands_with_its_answers_and_nowhere_else(
    stage: Stage, criteria: list[Criterion], new_person: NewPerson
) -> None:
    score_test(TestPaper.get(), _body(criteria), seen=0, by=stage.people["lotte"])
    lotte = new_person("lotte@netwerk.example")
    lotte.visits(f"/sheets/{Sheet.get().public_id}", expect=404)
    assert (
        "nog geen beoordelingen"
        in lotte.visits(f"/nominations/{stage.nominations['Amina'].public_id}/decision").text.lower()
    )  # of speeddates


def test_score_sheets_are_printed_to_be_typed_in_afterwards(
    stage: Stage, criteria: list[Criterion], new_person: NewPerson
) -> None:
    emma = new_person("emma@netwerk.example")
    emma.visits(f"/campaigns/{stage.campaign_id}/test")
    page = emma.clicks("Bladen op papier")
    assert len(page.tree.xpath("//section")) == 2
    assert "Aanpak: Wat doet deze persoon als er iets misloopt?" in page
    assert "☐ 4. Helpt anderen en houdt het veilig" in page
