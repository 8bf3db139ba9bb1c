"""The three evaluations, each by its own party; the candidate comes by a personal link."""

from flask import flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response
from wtforms.fields.choices import SelectChoice

from forms.internships import EvaluationMomentForm, evaluation_form
from portal.actions.internships import (
    ask_for_evaluation,
    hand_in_evaluation,
    set_evaluation_moment,
)
from portal.blueprints.guard import by_link, requires
from portal.blueprints.internships.ways import bp, minutes_of, time_of
from portal.blueprints.looked_at import note_page_about
from portal.blueprints.qr import qr_code
from portal.models.accounts import AccessLink
from portal.models.internships import Evaluation, Internship
from portal.outbox.addresses import address
from portal.queries.internships import (
    evaluation_of_link,
    evaluations_of,
    visible_internship,
)
from portal.rules import evaluations as questions
from portal.rules.internships import evaluation_moment
from portal.rules.links import Purpose
from portal.rules.permissions import May


def _evaluation_form(evaluation: Evaluation) -> FlaskForm:
    party = evaluation.party
    return evaluation_form(
        [(theme.key, _(theme.questions[party]), theme.is_scale) for theme in questions.THEMES],
        [SelectChoice(key, _(words)) for key, words in questions.SCALE.items()],
        (_(questions.GO_ON_QUESTIONS[party]), [SelectChoice(key, _(words)) for key, words in questions.GO_ON.items()]),
        evaluation.answers,
    )


def _answers(form: FlaskForm) -> dict[str, str]:
    keys = [theme.key for theme in questions.THEMES] + ["go_on"]
    return {key: form[key].data or "" for key in keys}


def _evaluate(internship: Internship, party: str) -> str | Response:
    evaluation = evaluations_of(internship)[party]
    evaluation.internship = internship
    form = _evaluation_form(evaluation)
    if form.validate_on_submit():
        hand_in_evaluation(evaluation, _answers(form), by=g.user)
        flash(_("Bedankt, je evaluatie is binnen."))
        return redirect(url_for(".show", internship_id=internship.public_id))
    note_page_about(internship.nomination.candidate, "internship")
    return render_template("internships/evaluate.html", form=form, evaluation=evaluation, internship=internship)


@bp.route("/internships/<internship_id>/evaluation-moment", methods=["GET", "POST"])
@requires(May.PLAN_INTERNSHIP, on=visible_internship)
def plan_evaluation(internship: Internship) -> str | Response:
    on, minute = evaluation_moment(internship.ends_on, internship.evaluation_on, internship.evaluation_minute)
    stored = {"on": on, "time": time_of(minute), "seen_version": str(internship.version)}
    form = EvaluationMomentForm(data=stored if request.method == "GET" else None)
    if form.validate_on_submit():
        set_evaluation_moment(
            internship,
            form.on.data,
            minutes_of(form.time.data),
            seen_version=int(form.seen_version.data),
            by=g.user,
        )
        flash(_("Bewaard. Ieders agenda volgt."))
        return redirect(url_for(".show", internship_id=internship.public_id))
    return render_template("internships/evaluation_moment.html", form=form, internship=internship)


@bp.route("/internships/<internship_id>/evaluation/jobcoach", methods=["GET", "POST"])
@requires(May.EVALUATE_AS_JOBCOACH, on=visible_internship)
def evaluate_as_jobcoach(internship: Internship) -> str | Response:
    return _evaluate(internship, "jobcoach")


@bp.route("/internships/<internship_id>/evaluation/employer", methods=["GET", "POST"])
@requires(May.EVALUATE_AS_EMPLOYER, on=visible_internship)
def evaluate_as_employer(internship: Internship) -> str | Response:
    return _evaluate(internship, "employer")


@bp.post("/internships/<internship_id>/evaluation/candidate-link")
@requires(May.EVALUATE_AS_JOBCOACH, on=visible_internship)
def candidate_link(internship: Internship) -> str:
    evaluation = evaluations_of(internship)["candidate"]
    evaluation.internship = internship
    token = ask_for_evaluation(evaluation, Purpose.CANDIDATE_EVALUATION, by=g.user)
    path = url_for(".evaluate_as_candidate", token=token)
    return render_template(
        "internships/candidate_link.html",
        internship=internship,
        link=address(path),
        qr=qr_code(address(path)),
    )


@bp.route("/evaluation/<token>", methods=["GET", "POST"])
@by_link(Purpose.CANDIDATE_EVALUATION, on=evaluation_of_link)
def evaluate_as_candidate(link: AccessLink, evaluation: Evaluation) -> str | Response:
    candidate = evaluation.internship.nomination.candidate
    if evaluation.state == "handed_in":
        return render_template("internships/thanks.html", internship=evaluation.internship, candidate=candidate)
    form = _evaluation_form(evaluation)
    if form.validate_on_submit():
        hand_in_evaluation(evaluation, _answers(form), by=None, by_words=candidate.first_name)
        return redirect(request.path)
    return render_template(
        "internships/evaluate_plain.html",
        form=form,
        evaluation=evaluation,
        internship=evaluation.internship,
        candidate=candidate,
    )
