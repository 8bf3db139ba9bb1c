"""The pre-selection: the list of a campaign, one assessment, the result for the mediator, and talks about papers."""

from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response
from wtforms.fields.choices import SelectChoice

from forms.preselections import AnswerForm, PaperTalkForm, TellResultForm, preselection_form
from portal import clock
from portal.actions.looking import record_look
from portal.actions.preselections import (
    Assessment,
    Verdict,
    answer_question,
    correct_telling,
    keep_assessment,
    note_paper_talk,
    register_result,
    remove_paper_talk,
    tell_result,
    undo_result,
)
from portal.blueprints.guard import can, requires
from portal.blueprints.keeping import refusals_at
from portal.blueprints.listing import list_page
from portal.blueprints.showing import day_words
from portal.blueprints.telling import no_later_than_now, now_as_typed
from portal.models.campaigns import Campaign
from portal.models.nominations import Nomination
from portal.models.preselections import PaperTalk, Preselection
from portal.queries.campaigns import visible_campaign
from portal.queries.dossiers import dossier_for
from portal.queries.interviews import interviews_of, results_of
from portal.queries.nominations import vacancies_of_each, visible_nomination
from portal.queries.preselections import (
    STANDINGS,
    criteria_for,
    discussions_of,
    nominations_by_standing,
    preselection_of,
    standing_counts,
    visible_paper_talk,
    visible_preselection,
)
from portal.rules.decisions import TOLD_HOW_NAMES, ToldHow
from portal.rules.interviews import INTERVIEW_NAMES
from portal.rules.interviews import RESULT_NAMES as TALK_RESULTS
from portal.rules.permissions import May
from portal.rules.preselections import (
    AFTER_TALK,
    PAPER_CHANNEL_NAMES,
    RESULT_NAMES,
    RESULT_TONES,
    PaperChannel,
    ProcedureStep,
    Result,
    assessed,
    procedure_of,
)

bp = Blueprint("preselections", __name__)


@bp.get("/campaigns/<campaign_id>/preselection")
@requires(May.SEE_PRESELECTIONS, on=visible_campaign)
def index(campaign: Campaign) -> str:
    asked = request.args.get("standing", "")
    chosen = asked if asked in STANDINGS else "todo"
    found = list_page(nominations_by_standing(campaign, chosen))
    return render_template(
        "preselections/index.html",
        campaign=campaign,
        found=found,
        chosen=chosen,
        counts=standing_counts([campaign])[campaign.id],
        vacancies=vacancies_of_each(found.rows),
        discussions=discussions_of(campaign),
        channels=PAPER_CHANNEL_NAMES,
        **_words(),
    )


@bp.route("/nominations/<nomination_id>/preselection", methods=["GET", "POST"])
@requires(May.PRESELECT, on=visible_nomination)
def assess(nomination: Nomination) -> str | Response:
    standing = preselection_of(nomination)
    talks = interviews_of(nomination)
    said = results_of(talks)
    lines = assessed(criteria_for(nomination), standing.assessment if standing else [])
    form = preselection_form(lines, _as_typed(standing, [line.step for line in said.values()]))
    clash = False
    if form.validate_on_submit():
        with refusals_at(form.memo if not form.registers else form.result):
            return _keep(nomination, form)
        standing, clash = preselection_of(nomination), True
        form.seen_version.data = str(standing.version if standing else 0)
    record_look(g.user, nomination.candidate, "preselection")
    return render_template(
        "preselections/assess.html",
        form=form,
        lines=lines,
        nomination=nomination,
        campaign=nomination.campaign,
        candidate=nomination.candidate,
        preselection=standing,
        dossier=dossier_for(g.user, nomination),
        talks=talks,
        talk_names=INTERVIEW_NAMES,
        talk_results=TALK_RESULTS,
        said=said,
        discussions=discussions_of(nomination.campaign, nomination),
        channels=PAPER_CHANNEL_NAMES,
        procedure=_procedure(nomination.campaign),
        clash=clash,
        **_words(),
    )


def _keep(nomination: Nomination, form: Any) -> Response:
    found = Assessment(lines=form.lines(), memo=form.memo.data)
    seen = int(form.seen_version.data) if str(form.seen_version.data).isdecimal() else 0
    if not form.registers:
        keep_assessment(nomination, found, seen_version=seen, by=g.user)
        flash(_("Bewaard. Niemand krijgt er iets over."))
        return redirect(url_for(".assess", nomination_id=nomination.public_id))
    verdict = Verdict(
        result=Result(form.result.data),
        words_for_mediator=form.words_for_mediator.data,
        words_for_candidate=form.words_for_candidate.data,
    )
    made = register_result(nomination, found, verdict, seen_version=seen, by=g.user)
    undo = url_for(".undo", preselection_id=made.public_id)
    done = {"text": _("Vastgelegd. De bemiddelaar krijgt een mail."), "url": undo, "label": _("Ongedaan maken")}
    flash(done, "undo")  # type: ignore[arg-type]  # a message with a button
    return redirect(url_for(".index", campaign_id=nomination.campaign.public_id))


def _as_typed(standing: Preselection | None, steps: list[str]) -> dict[str, Any]:
    """What stands there; without a result, the one that the last talk led to."""
    talked = str(AFTER_TALK.get(steps[-1], "")) if steps else ""
    if standing is None:
        return {"result": talked, "seen_version": "0"}
    kept = ("memo", "words_for_mediator", "words_for_candidate")
    return {name: getattr(standing, name) for name in kept} | {
        "result": standing.outcome or talked,
        "seen_version": str(standing.version),
    }


@bp.post("/preselections/<preselection_id>/undo")
@requires(May.PRESELECT, on=visible_preselection)
def undo(preselection: Preselection) -> Response:
    if undo_result(preselection, by=g.user):
        flash(_("Teruggenomen. De bemiddelaar kreeg of las het al, en krijgt een mail om het niet te vertellen."))
    else:
        flash(_("Teruggenomen voor iemand het kreeg. Er vertrekt geen mail."))
    return redirect(url_for(".assess", nomination_id=preselection.nomination.public_id))


@bp.get("/preselections/<preselection_id>")
@requires(May.SEE_PRESELECTION, on=visible_preselection)
def show(preselection: Preselection) -> str:
    return _page(preselection)


@bp.post("/preselections/<preselection_id>/answer")
@requires(May.TELL_PRESELECTION, on=visible_preselection)
def answer(preselection: Preselection) -> str | Response:
    form = AnswerForm()
    if not form.validate_on_submit():
        return _page(preselection, answer_form=form)
    answer_question(preselection, form.answer.data, by=g.user)
    flash(_("Bewaard. De trekker ziet je antwoord."))
    return redirect(url_for(".show", preselection_id=preselection.public_id))


@bp.post("/preselections/<preselection_id>/told")
@requires(May.TELL_PRESELECTION, on=visible_preselection)
def tell(preselection: Preselection) -> str | Response:
    form = _tell_form(preselection)
    if not form.validate_on_submit():
        return _page(preselection, tell_form=form)
    tell_result(preselection, no_later_than_now(form.told_at()), ToldHow(form.told_how.data), by=g.user)
    flash(_("Genoteerd. Bedankt dat je het zelf vertelde."))
    return redirect(url_for(".show", preselection_id=preselection.public_id))


@bp.post("/preselections/<preselection_id>/not-told")
@requires(May.TELL_PRESELECTION, on=visible_preselection)
def correct(preselection: Preselection) -> Response:
    correct_telling(preselection, by=g.user)
    flash(_("Rechtgezet: het resultaat staat weer op “te vertellen”."))
    return redirect(url_for(".show", preselection_id=preselection.public_id))


def _tell_form(preselection: Preselection) -> TellResultForm:
    zone = preselection.nomination.campaign.site.zone
    form = TellResultForm(zone, data=now_as_typed(zone) if request.method == "GET" else None)
    form.told_how.choices = [SelectChoice(how.value, _(name)) for how, name in TOLD_HOW_NAMES.items()]
    return form


def _page(preselection: Preselection, **forms: Any) -> str:
    nomination = preselection.nomination
    if not can(May.PRESELECT, preselection):
        record_look(g.user, nomination.candidate, "result")
    return render_template(
        "preselections/show.html",
        preselection=preselection,
        nomination=nomination,
        campaign=nomination.campaign,
        candidate=nomination.candidate,
        procedure=_procedure(nomination.campaign),
        told_names=TOLD_HOW_NAMES,
        **{"answer_form": AnswerForm(formdata=None, data={"answer": preselection.answer})}
        | {"tell_form": _tell_form(preselection)}
        | forms,
        **_words(),
    )


@bp.route("/campaigns/<campaign_id>/preselection/discussed", methods=["GET", "POST"])
@requires(May.SEE_PRESELECTIONS, on=visible_campaign)
def discuss(campaign: Campaign) -> str | Response:
    people = {
        one.public_id: one
        for standing in ("go", "todo", "more_info")
        for one in nominations_by_standing(campaign, standing)
    }
    today = clock.today(campaign.site.zone)
    form = PaperTalkForm(data={"on": today} if request.method == "GET" else None)
    form.today = today
    form.about.choices = [
        SelectChoice(key, f"{one.candidate.first_name} {one.candidate.last_name}") for key, one in people.items()
    ]
    if form.validate_on_submit():
        note_paper_talk(
            campaign,
            [people[key] for key in form.about.data],
            on=form.on.data,
            channel=PaperChannel(form.channel.data),
            note=form.note.data,
            by=g.user,
            public_id=form.once.data,
        )
        flash(_("Genoteerd."))
        return redirect(url_for(".index", campaign_id=campaign.public_id))
    return render_template("preselections/discuss.html", campaign=campaign, form=form, people=people)


@bp.post("/preselection/discussed/<talk_id>/remove")
@requires(May.SEE_PRESELECTIONS, on=visible_paper_talk)
def remove_discussion(talk: PaperTalk) -> Response:
    remove_paper_talk(talk, by=g.user)
    flash(_("Weggehaald."))
    return redirect(url_for(".index", campaign_id=talk.campaign.public_id))


def _procedure(campaign: Campaign) -> list[str]:
    return [_step_words(step) for step in procedure_of(campaign)]


def _step_words(step: ProcedureStep) -> str:
    values = dict(step.values) | ({"day": day_words(step.on)} if step.on else {})
    return _(step.words, **values)


def _words() -> dict[str, Any]:
    return {"result_names": RESULT_NAMES, "result_tones": RESULT_TONES}
