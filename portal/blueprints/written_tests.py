"""The written test: questions, answers by link or from paper, ratings."""

from flask import Blueprint, flash, g, jsonify, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response
from wtforms.fields.choices import SelectChoice

from forms.written_tests import QuestionsForm, answers_form, rating_form, texts_of
from portal.actions.looking import record_look
from portal.actions.written_tests import (
    give_test_link,
    hand_in_test,
    keep_answers,
    paper_for,
    rate_test,
    reopen_test,
    score_test,
    set_questions,
)
from portal.blueprints.guard import by_link, requires
from portal.blueprints.listing import list_page
from portal.blueprints.looked_at import note_page_about
from portal.blueprints.qr import qr_code
from portal.blueprints.scorecards import choose_criteria, form_of_sheet, seen_in
from portal.models.accounts import AccessLink
from portal.models.campaigns import Campaign
from portal.models.nominations import Nomination
from portal.models.speeddates import Criterion
from portal.models.written_tests import TestPaper
from portal.outbox.addresses import address
from portal.queries.campaigns import visible_campaign
from portal.queries.decisions import decidable_nomination, decidable_nominations
from portal.queries.disclosure import naming_for
from portal.queries.speeddates import criteria_of
from portal.queries.written_tests import (
    answers_of,
    paper_of_link,
    papers_of,
    questions_of,
    sheet_of_test,
    visible_paper,
)
from portal.rules.links import Purpose
from portal.rules.permissions import May
from portal.rules.scoring import VERDICT_NAMES, Part
from portal.rules.written_tests import EXAMPLE_QUESTIONS, RATINGS

bp = Blueprint("written_tests", __name__)


@bp.get("/campaigns/<campaign_id>/test")
@requires(May.RATE_TEST, on=visible_campaign)
def index(campaign: Campaign) -> str:
    naming = naming_for(g.user, campaign)
    found = list_page(decidable_nominations(campaign, naming))
    return render_template(
        "written_tests/index.html",
        campaign=campaign,
        found=found,
        papers=papers_of(campaign, found.rows, naming),
        questions=questions_of(campaign),
        criteria=criteria_of(campaign, Part.TEST),
        verdict_names=VERDICT_NAMES,
    )


@bp.route("/campaigns/<campaign_id>/test/criteria", methods=["GET", "POST"])
@requires(May.SET_CRITERIA, on=visible_campaign)
def criteria(campaign: Campaign) -> str | Response:
    back = url_for(".index", campaign_id=campaign.public_id)
    return choose_criteria(campaign, Part.TEST, "written_tests/criteria.html", back)


@bp.get("/campaigns/<campaign_id>/test/score-sheets")
@requires(May.RATE_TEST, on=visible_campaign)
def score_sheets(campaign: Campaign) -> str:
    naming = naming_for(g.user, campaign)
    return render_template(
        "written_tests/score_paper.html",
        names=[naming.name(one) for one in decidable_nominations(campaign, naming)],
        criteria=criteria_of(campaign, Part.TEST),
        verdict_names=VERDICT_NAMES,
    )


@bp.route("/campaigns/<campaign_id>/test/questions", methods=["GET", "POST"])
@requires(May.SET_CRITERIA, on=visible_campaign)
def questions(campaign: Campaign) -> str | Response:
    standing = [question.text for question in questions_of(campaign)] or [_(text) for text in EXAMPLE_QUESTIONS]
    form = QuestionsForm(data={"questions": "\n".join(standing)} if request.method == "GET" else None)
    if form.validate_on_submit():
        set_questions(campaign, form.questions.data.splitlines(), by=g.user)
        flash(_("Vragen bewaard."))
        return redirect(url_for(".index", campaign_id=campaign.public_id))
    return render_template("written_tests/questions.html", form=form, campaign=campaign)


@bp.post("/nominations/<nomination_id>/test-link")
@requires(May.TYPE_IN_TEST, on=decidable_nomination)
def personal_link(nomination: Nomination) -> str:
    link = address(url_for(".answer", token=give_test_link(nomination, by=g.user)))
    return render_template("written_tests/link.html", nomination=nomination, link=link, qr=qr_code(link))


@bp.post("/campaigns/<campaign_id>/test/slips")
@requires(May.TYPE_IN_TEST, on=visible_campaign)
def slips(campaign: Campaign) -> str:
    codes = []
    for nomination in decidable_nominations(campaign):
        nomination.campaign = campaign
        link = address(url_for(".answer", token=give_test_link(nomination, by=g.user)))
        codes.append((nomination.candidate.first_name, nomination.candidate.last_name, qr_code(link)))
    return render_template("written_tests/slips.html", campaign=campaign, codes=codes)


@bp.get("/campaigns/<campaign_id>/test/paper")
@requires(May.TYPE_IN_TEST, on=visible_campaign)
def on_paper(campaign: Campaign) -> str:
    return render_template("written_tests/paper.html", campaign=campaign, questions=questions_of(campaign))


@bp.post("/nominations/<nomination_id>/test-paper")
@requires(May.TYPE_IN_TEST, on=decidable_nomination)
def begin_typing(nomination: Nomination) -> Response:
    return redirect(url_for(".type_in", paper_id=paper_for(nomination).public_id))


@bp.route("/test-papers/<paper_id>/type-in", methods=["GET", "POST"])
@requires(May.TYPE_IN_TEST, on=visible_paper)
def type_in(paper: TestPaper) -> str | Response:
    if paper.state != "open" and request.method == "GET":
        return redirect(url_for(".rate", paper_id=paper.public_id))
    form = _answers_form(paper)
    if form.validate_on_submit():
        hand_in_test(paper, texts_of(form), by=g.user)
        flash(_("Overgetypt en ingeleverd."))
        return redirect(url_for(".index", campaign_id=paper.nomination.campaign.public_id))
    note_page_about(paper.nomination.candidate, "test")
    return render_template("written_tests/type_in.html", form=form, paper=paper, campaign=paper.nomination.campaign)


@bp.route("/test-papers/<paper_id>", methods=["GET", "POST"])
@requires(May.RATE_TEST, on=visible_paper)
def rate(paper: TestPaper) -> str | Response:
    criteria = criteria_of(paper.nomination.campaign, Part.TEST)
    return _score_whole(paper, criteria) if criteria else _rate_answers(paper)


def _score_whole(paper: TestPaper, criteria: list[Criterion]) -> str | Response:
    campaign = paper.nomination.campaign
    form = form_of_sheet(criteria, sheet_of_test(paper))
    if form.validate_on_submit():
        score_test(paper, form.body(), seen=seen_in(form), by=g.user)
        flash(_("Beoordeling bewaard."))
        return redirect(url_for(".index", campaign_id=campaign.public_id))
    record_look(g.user, paper.nomination.candidate, "test")
    answers = answers_of(paper)
    return render_template(
        "written_tests/score.html",
        form=form,
        paper=paper,
        name=naming_for(g.user, campaign).name(paper.nomination),
        campaign=campaign,
        answered=[(question, answers.get(question.id)) for question in questions_of(campaign)],
    )


def _rate_answers(paper: TestPaper) -> str | Response:
    asked = questions_of(paper.nomination.campaign)
    answers = answers_of(paper)
    form = rating_form(
        [(question.public_id, question.text) for question in asked],
        [SelectChoice(str(rating), f"{rating}. {_(words)}") for rating, words in RATINGS.items()],
        {question.public_id: str(answers[question.id].rating or "") for question in asked if question.id in answers},
        paper.remark,
    )
    if form.validate_on_submit():
        ratings = {key: int(value) for key, value in texts_of(form).items()}
        rate_test(paper, ratings, form["remark"].data or "", by=g.user)
        flash(_("Beoordeling bewaard."))
        return redirect(url_for(".index", campaign_id=paper.nomination.campaign.public_id))
    record_look(g.user, paper.nomination.candidate, "test")
    return render_template(
        "written_tests/rate.html",
        form=form,
        paper=paper,
        name=naming_for(g.user, paper.nomination.campaign).name(paper.nomination),
        campaign=paper.nomination.campaign,
        answered=[(form[f"q_{question.public_id}"], answers.get(question.id)) for question in asked],
    )


@bp.post("/test-papers/<paper_id>/reopen")
@requires(May.TYPE_IN_TEST, on=visible_paper)
def reopen(paper: TestPaper) -> Response:
    reopen_test(paper, by=g.user)
    flash(_("De proef staat weer open; de antwoorden zijn bewaard."))
    return redirect(url_for(".index", campaign_id=paper.nomination.campaign.public_id))


def _answers_form(paper: TestPaper) -> FlaskForm:
    asked = questions_of(paper.nomination.campaign)
    answers = answers_of(paper)
    return answers_form(
        [(question.public_id, question.text) for question in asked],
        {question.public_id: answers[question.id].text for question in asked if question.id in answers},
    )


@bp.route("/test/<token>", methods=["GET", "POST"])
@by_link(Purpose.WRITTEN_TEST, on=paper_of_link)
def answer(link: AccessLink, paper: TestPaper) -> str | Response:
    if paper.state != "open":
        return render_template("written_tests/thanks.html", paper=paper)
    form = _answers_form(paper)
    if form.validate_on_submit():
        hand_in_test(paper, texts_of(form), by=None)
        return redirect(request.path)
    return render_template(
        "written_tests/answer.html",
        form=form,
        paper=paper,
        keep=f"{request.path}/keep",
    )


@bp.post("/test/<token>/keep")
@by_link(Purpose.WRITTEN_TEST, on=paper_of_link)
def keep(link: AccessLink, paper: TestPaper) -> Response | tuple[Response, int]:
    form = _answers_form(paper)
    if not form.validate():
        return jsonify(errors=form.errors), 422
    keep_answers(paper, texts_of(form))
    return jsonify(kept=True)
