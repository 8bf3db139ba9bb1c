"""The written test: asked simply, answered on any phone or on paper, rated by people."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from portal.actions.written_tests import give_test_link, hand_in_test, paper_for, set_questions
from portal.models.written_tests import TestAnswer, TestPaper, TestQuestion
from portal.queries.written_tests import paper_of_link, questions_of
from portal.rules.refusals import Refused
from tests.clock import Clock
from tests.person import Person
from tests.stage import Stage, set_stage

NewPerson = Callable[..., Person]
QUESTIONS = ("Je bent te laat. Wat doe je?", "Een collega is boos. Wat doe je?")


@pytest.fixture
def stage(app: Flask, clock: Clock) -> Stage:
    """Four candidates and two questions."""
    stage = set_stage(app)
    set_questions(stage.campaign, QUESTIONS, by=stage.people["lotte"])
    return stage


def _answers(stage: Stage, *texts: str) -> dict[str, Any]:
    return {f"q_{one.public_id}": text for one, text in zip(questions_of(stage.campaign), texts, strict=True)}


def _link(stage: Stage, name: str) -> str:
    return f"/test/{give_test_link(stage.decidable(name), by=stage.people['lotte'])}"


def test_the_lead_begins_with_examples_and_changes_them(app: Flask, clock: Clock, new_person: NewPerson) -> None:
    # req 001-21, 001-22
    stage = set_stage(app)
    lotte = new_person("lotte@netwerk.example")
    lotte.visits(f"/campaigns/{stage.campaign_id}/test/questions")
    assert "de bus niet kwam" in lotte.page
    lotte.fills_in(press="Bewaar de vragen", questions="Wat doe je als je moe bent?\n\nWat doe je bij brand?")
    assert [one.text for one in questions_of(stage.campaign)] == [
        "Wat doe je als je moe bent?",
        "Wat doe je bij brand?",
    ]


def test_a_question_that_is_answered_does_not_vanish(stage: Stage) -> None:
    hand_in_test(paper_for(stage.decidable("Amina")), {
        one.public_id: "Ik bel." for one in questions_of(stage.campaign)
    }, by=None)  # fmt: skip
    with pytest.raises(Refused, match="al geantwoord"):
        set_questions(stage.campaign, QUESTIONS[:1], by=stage.people["lotte"])
    set_questions(stage.campaign, (*reversed(QUESTIONS), "Wat doe je bij brand?"), by=stage.people["lotte"])
    assert TestAnswer.select().count() == 2


def test_a_candidate_answers_on_a_phone_by_a_personal_link(stage: Stage, visitor: Person) -> None:  # req 001-21
    path = _link(stage, "Amina")
    assert "Dag Amina" in visitor.visits(path)
    visitor.fills_in(press="Klaar, lever in", **_answers(stage, "Ik bel naar mijn baas.", "Ik vraag wat er is."))
    assert "Bedankt, Amina" in visitor.page
    assert TestPaper.get().state == "handed_in"
    assert "Bedankt, Amina" in visitor.visits(path)


def test_opening_the_link_changes_nothing(stage: Stage, visitor: Person) -> None:  # req P12
    path = _link(stage, "Amina")
    for _ in range(3):
        visitor.visits(path)
        visitor.client.head(path)
    assert (TestPaper.get().state, TestAnswer.select().count()) == ("open", 0)


def test_what_is_typed_so_far_is_kept(stage: Stage, visitor: Person) -> None:
    path = _link(stage, "Amina")
    visitor.visits(path)
    visitor.sends(f"{path}/keep", _answers(stage, "Ik bel", ""))
    assert "Ik bel" in visitor.visits(path).html
    assert TestPaper.get().state == "open"


def test_handing_in_twice_is_handing_in_once(stage: Stage, visitor: Person) -> None:  # req P7
    path = _link(stage, "Amina")
    visitor.visits(path)
    answers = _answers(stage, "Eerst", "Eerst")
    visitor.sends(path, answers)
    visitor.sends(path, dict.fromkeys(answers, "Later"))
    visitor.sends(f"{path}/keep", dict.fromkeys(answers, "Nog later"), expect=409)
    assert {answer.text for answer in TestAnswer.select()} == {"Eerst"}


def test_paper_is_typed_over_and_rated(stage: Stage, new_person: NewPerson) -> None:  # req 001-21
    lotte = new_person("lotte@netwerk.example")
    lotte.visits(f"/campaigns/{stage.campaign_id}/test")
    lotte.clicks("Typ over Amina Z.")
    lotte.fills_in(press="Klaar, lever in", **_answers(stage, "bellen", "praten"))
    assert TestPaper.get().typed_in_by == stage.people["lotte"]
    emma = new_person("emma@netwerk.example")
    emma.visits(f"/campaigns/{stage.campaign_id}/test")
    emma.clicks("Beoordeel Amina Z.")
    emma.fills_in(press="Bewaar de beoordeling", remark="Denkt aan anderen.", **_answers(stage, "3", "4"))
    assert TestPaper.get().state == "rated"
    assert "7 van 8" in emma.visits(f"/campaigns/{stage.campaign_id}/test")
    assert "7 van 8" in emma.visits(f"/campaigns/{stage.campaign_id}/decisions")


def test_every_answer_is_rated_or_none(stage: Stage, new_person: NewPerson) -> None:
    hand_in_test(paper_for(stage.decidable("Amina")), {}, by=None)
    lotte = new_person("lotte@netwerk.example")
    lotte.visits(f"/test-papers/{TestPaper.get().public_id}")
    first = TestQuestion.select().order_by(TestQuestion.position).get()
    only_one: dict[str, Any] = {f"q_{first.public_id}": "3"}
    page = lotte.fills_in("Bewaar de beoordeling", **only_one)
    assert page.title.startswith("Fout:")
    assert TestPaper.get().state == "handed_in"


def test_handed_in_by_mistake_is_opened_again_with_the_answers(stage: Stage, new_person: NewPerson) -> None:
    hand_in_test(paper_for(stage.decidable("Amina")), {questions_of(stage.campaign)[0].public_id: "Half"}, by=None)
    lotte = new_person("lotte@netwerk.example")
    lotte.visits(f"/test-papers/{TestPaper.get().public_id}")
    lotte.clicks("Per ongeluk ingeleverd? Open opnieuw")
    assert (TestPaper.get().state, TestAnswer.get().text) == ("open", "Half")


def test_the_employer_sees_no_test_before_it_is_handed_in_nor_opens_links(stage: Stage, new_person: NewPerson) -> None:
    paper = paper_for(stage.decidable("Amina"))
    emma = new_person("emma@netwerk.example")
    emma.visits(f"/test-papers/{paper.public_id}", expect=404)
    emma.sends(f"/nominations/{stage.nominations['Amina'].public_id}/test-link", expect=403)
    new_person("pim@netwerk.example").visits(f"/campaigns/{stage.campaign_id}/test", expect=403)


def test_slips_carry_a_code_of_their_own_for_each_candidate(stage: Stage, new_person: NewPerson) -> None:
    lotte = new_person("lotte@netwerk.example")
    lotte.visits(f"/campaigns/{stage.campaign_id}/test")
    page = lotte.clicks("Druk kaartjes met een code af")
    assert sum(str(found.get("class")) == "qr-code" for found in page.tree.iter()) == 4
    lotte.visits(f"/campaigns/{stage.campaign_id}/test/paper")
    assert QUESTIONS[0] in lotte.page


def test_a_link_of_a_withdrawn_candidate_opens_nothing(stage: Stage, visitor: Person) -> None:
    path = _link(stage, "Amina")
    stage.nominations["Amina"].change(state="withdrawn")
    visitor.visits(path, expect=410)
    assert paper_of_link(f"test_paper:{TestPaper.get().public_id}") is None


def test_an_unknown_link_says_what_to_do_next(stage: Stage, visitor: Person) -> None:  # req Y-1
    page = visitor.visits("/test/" + "x" * 43, expect=404)
    assert page.heading != ""
