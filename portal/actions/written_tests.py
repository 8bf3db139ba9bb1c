"""The written test: its questions, answering it, typing it in from paper, and rating it."""

from collections.abc import Mapping, Sequence
from typing import Any

from portal import clock
from portal.actions.links import give_link
from portal.actions.moving import move, note_down
from portal.actions.speeddates import write_sheet
from portal.models.accounts import User
from portal.models.campaigns import Campaign
from portal.models.database import writes
from portal.models.nominations import Nomination
from portal.models.speeddates import Sheet
from portal.models.written_tests import TestAnswer, TestPaper, TestQuestion
from portal.queries.written_tests import answers_of, questions_of
from portal.rules.links import Purpose
from portal.rules.refusals import Refused
from portal.rules.words import N_
from portal.rules.written_tests import MOST_QUESTIONS, RATINGS


@writes
def set_questions(campaign: Campaign, texts: Sequence[str], *, by: User) -> None:
    """Replace the questions; a text that stays keeps its answers, and the same questions again change nothing.

    Refused when an answered question would vanish.
    """
    wanted = [text.strip() for text in texts if text.strip()]
    if len(wanted) > MOST_QUESTIONS:
        raise Refused(N_("Hoogstens %(count)d vragen: de proef blijft kort."), count=MOST_QUESTIONS)
    if len(set(wanted)) < len(wanted):
        raise Refused(N_("Twee vragen zijn dezelfde. Schrap er een."))
    standing = {question.text: question for question in questions_of(campaign)}
    if wanted == list(standing):
        return
    gone = [question for text, question in standing.items() if text not in wanted]
    if gone and TestAnswer.select().where(TestAnswer.question.in_(gone), TestAnswer.text != "").exists():
        raise Refused(N_("Op een van deze vragen is al geantwoord. Voeg gerust vragen toe, maar laat die staan."))
    for question in gone:
        question.delete_instance()
    for position, text in enumerate(wanted):
        if text in standing:
            standing[text].change(position=position)
        else:
            TestQuestion.create(campaign=campaign, position=position, text=text)
    note_down(campaign, "set_test_questions", by=by)


@writes
def paper_for(nomination: Nomination) -> TestPaper:
    """The one paper of a candidate, made when it is first asked for."""
    paper, _ = TestPaper.get_or_create(nomination=nomination)
    paper.nomination = nomination
    return paper


@writes
def give_test_link(nomination: Nomination, *, by: User) -> str:
    """A personal link to the test for any phone or tablet; its token. Giving another leaves the first one open."""
    paper = paper_for(nomination)
    return give_link(
        Purpose.WRITTEN_TEST, f"test_paper:{paper.public_id}", language=nomination.candidate.language, by=by
    )


@writes
def keep_answers(paper: TestPaper, texts: Mapping[str, str]) -> None:
    """Keep what was typed so far, by the public id of the question; refused once it is handed in."""
    if paper.state != "open":
        raise Refused(N_("Deze proef is al ingeleverd."))
    standing = answers_of(paper)
    for question in questions_of(paper.nomination.campaign):
        if question.public_id in texts:
            text = texts[question.public_id].strip()
            if question.id in standing:
                standing[question.id].change(text=text)
            else:
                TestAnswer.create(paper=paper, question=question, text=text)
    if paper.started_at is None:
        paper.change(started_at=clock.now())


@writes
def hand_in_test(paper: TestPaper, texts: Mapping[str, str], *, by: User | None) -> None:
    """Hand it in, by the candidate (`by` None) or typed in from paper by the lead.

    Once; the state refuses a second time.
    """
    keep_answers(paper, texts)
    move(
        paper,
        "hand_in",
        by=by,
        by_words="" if by else paper.nomination.candidate.first_name,
        handed_in_at=clock.now(),
        typed_in_by=by,
    )


@writes
def rate_test(paper: TestPaper, ratings: Mapping[str, int], remark: str, *, by: User) -> None:
    """Rate every answer from 1 to 4; rating again replaces it, the same again changes nothing.

    Refused while not handed in or with a question left.
    """
    questions = questions_of(paper.nomination.campaign)
    if any(ratings.get(question.public_id) not in RATINGS for question in questions):
        raise Refused(N_("Geef elk antwoord een beoordeling van 1 tot 4."))
    standing = answers_of(paper)
    before = {one.public_id: standing[one.id].rating for one in questions if one.id in standing}
    if paper.state == "rated" and (before, paper.remark) == (ratings, remark.strip()):
        return
    move(paper, "rate", by=by, remark=remark.strip(), rated_by=by)
    for question in questions:
        if question.id in standing:
            standing[question.id].change(rating=ratings[question.public_id])
        else:
            TestAnswer.create(paper=paper, question=question, rating=ratings[question.public_id])


@writes
def score_test(paper: TestPaper, body: Mapping[str, Any], *, seen: int, by: User) -> None:
    """Score the whole test by the criteria of the campaign, where it has them; see `portal.actions.speeddates`.

    `seen` is the version of the sheet that the person looked at, 0 when there was none.
    """
    sheet, _ = Sheet.get_or_create(nomination=paper.nomination, test_paper=paper)
    sheet.nomination = paper.nomination
    if write_sheet(sheet, body, seen=seen, by=by):
        move(paper, "rate", by=by, rated_by=by)


@writes
def reopen_test(paper: TestPaper, *, by: User) -> None:
    """It was handed in by mistake: open again, the answers kept."""
    move(paper, "reopen", by=by, handed_in_at=None, typed_in_by=None)
