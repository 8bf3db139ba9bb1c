"""Nominations: the partner's page, the task list, putting forward, withdrawing, and what lead and employer read."""

from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response
from wtforms.fields.choices import SelectChoice

from forms.candidates import NewCandidateForm
from forms.nominations import ChooseCandidateForm, NominationFilterForm, WithdrawForm
from portal import clock
from portal.actions.candidates import add_candidate
from portal.actions.looking import record_look, record_looks_in_list
from portal.actions.nominations import begin_nomination, put_forward_nomination, withdraw_nomination
from portal.blueprints.guard import can, requires
from portal.blueprints.listing import list_page, page_of_rows
from portal.blueprints.showing import moment_words
from portal.models.campaigns import Campaign, Invitation
from portal.models.nominations import Nomination
from portal.queries.campaigns import vacancies_of, visible_campaign, visible_invitation
from portal.queries.candidates import candidates_in_campaign, candidates_to_nominate
from portal.queries.decisions import awaits_result
from portal.queries.disclosure import moment_reached
from portal.queries.dossiers import dossier_for
from portal.queries.interviews import interviews_of
from portal.queries.introductions import (
    Introduction,
    candidates_of_nominations,
    introducible_nomination,
    introduction_of,
    introductions_of,
)
from portal.queries.nominations import (
    NominationFilter,
    facts_of,
    facts_of_each,
    nominating_organisations,
    nominations_by_partner,
    nominations_of_campaign,
    vacancies_of_each,
    visible_nomination,
    window_of,
)
from portal.queries.preselections import known_result
from portal.queries.retention import erased_in, file_of
from portal.queries.timeline import timeline_of
from portal.rules.candidates import CandidateFacts
from portal.rules.disclosure import MOMENT_NAMES, Moment
from portal.rules.interviews import INTERVIEW_NAMES
from portal.rules.nominations import (
    TASK_NAMES,
    Task,
    TaskState,
    asked_tasks,
    is_late,
    missing,
    paper_hint,
    phase_of,
    task_state,
)
from portal.rules.permissions import May
from portal.rules.preselections import RESULT_NAMES, RESULT_TONES

bp = Blueprint("nominations", __name__)
# The moments at which the jobcoach can see what the employer will see.
PREVIEWS = (Moment.PUT_FORWARD, Moment.THE_DAY, Moment.RETAINED, Moment.MATCHED)

# Where each task is filled in.
TASK_PAGES = {
    Task.CANDIDATE: "candidates.change",
    Task.VACANCIES: "nomination_tasks.vacancies",
    Task.PROFILE: "nomination_tasks.profile",
    Task.CV: "documents.cv",
    Task.LETTER: "documents.letter",
    Task.MOTIVATION: "nomination_tasks.motivation",
    Task.MEASURES: "nomination_tasks.measures",
    Task.INTERNSHIP: "nomination_tasks.internship",
    Task.AVAILABILITY: "nomination_tasks.availability",
    Task.COMMUTING: "nomination_tasks.commuting",
    Task.SUPPORT: "nomination_tasks.support",
    Task.AGREEMENT: "nomination_tasks.agreement",
}


@bp.get("/invitations/<invitation_id>/nominations")
@requires(May.NOMINATE, on=visible_invitation)
def of_partner(invitation: Invitation) -> str:
    rows = nominations_by_partner(invitation)
    facts = facts_of_each(rows)
    return render_template(
        "nominations/of_partner.html",
        invitation=invitation,
        campaign=invitation.campaign,
        rows=rows,
        lacking={row.id: len(missing(facts[row.id])) for row in rows},
        vacancies=vacancies_of_each(rows),
        is_late=is_late,
        **_window(invitation.campaign, invitation),
    )


@bp.route("/invitations/<invitation_id>/nominations/new", methods=["GET", "POST"])
@requires(May.NOMINATE, on=visible_invitation)
def nominate(invitation: Invitation) -> str | Response:
    """Two forms, for somebody who is known and for somebody new; which one was sent is the button's name."""
    known = {one.public_id: one for one in candidates_to_nominate(g.user)}
    there = candidates_in_campaign(invitation.campaign)
    chooses = request.form.get("known") == "1"
    choose = ChooseCandidateForm() if chooses else ChooseCandidateForm(formdata=None)
    choose.known = set(known)
    free = [one for one in known.values() if one.id not in there]
    choose.candidate.choices = [
        SelectChoice("", _("Kies iemand")),
        *(SelectChoice(one.public_id, f"{one.first_name} {one.last_name}") for one in free),
    ]
    new = NewCandidateForm(formdata=None) if chooses else NewCandidateForm()
    candidate = None
    if chooses and choose.validate_on_submit():
        candidate = known[choose.candidate.data]
    elif not chooses and new.validate_on_submit():
        candidate = add_candidate(CandidateFacts(**new.contents()), by=g.user, public_id=new.once.data)
    if candidate is not None:
        nomination = begin_nomination(invitation, candidate, by=g.user)
        return redirect(url_for(".tasks", nomination_id=nomination.public_id))
    return render_template(
        "nominations/nominate.html",
        invitation=invitation,
        campaign=invitation.campaign,
        choose=choose,
        new=new,
        form=choose if choose.errors else new,
        knows_somebody=bool(free),
        **_window(invitation.campaign, invitation),
    )


@bp.get("/nominations/<nomination_id>")
@requires(May.SEE_NOMINATION, on=visible_nomination)
def show(nomination: Nomination) -> str:
    if nomination.state == "draft" and can(May.CHANGE_NOMINATION, nomination):
        return _task_list(nomination)
    record_look(g.user, nomination.candidate, "nomination")
    return render_template(
        "nominations/show.html",
        file=file_of(nomination, clock.today()),
        nomination=nomination,
        campaign=nomination.campaign,
        dossier=dossier_for(g.user, nomination),
        timeline=_timeline(nomination),
        interviews=interviews_of(nomination),
        interview_names=INTERVIEW_NAMES,
        on_hold_until=nomination.campaign.results_expected_on if awaits_result(nomination) else None,
        preselection=known_result(g.user, nomination),
        preselection_results=RESULT_NAMES,
        preselection_tones=RESULT_TONES,
        **_window(nomination.campaign, nomination.invitation),
    )


@bp.get("/nominations/<nomination_id>/sheet")
@requires(May.SEE_NOMINATION, on=visible_nomination)
def sheet(nomination: Nomination) -> str:
    record_look(g.user, nomination.candidate, "sheet")
    return render_template(
        "nominations/sheet.html",
        nomination=nomination,
        campaign=nomination.campaign,
        dossier=dossier_for(g.user, nomination),
    )


@bp.get("/nominations/<nomination_id>/introduction/print")
@requires(May.SEE_INTRODUCTIONS, on=introducible_nomination)
def introduction_sheet(nomination: Nomination) -> str:
    record_look(g.user, nomination.candidate, "introduction")
    return _introduction_sheet(nomination, introduction_of(nomination))


@bp.get("/nominations/<nomination_id>/preview/print")
@requires(May.CHANGE_NOMINATION, on=visible_nomination)
def preview_sheet(nomination: Nomination) -> str:
    record_look(g.user, nomination.candidate, "introduction")
    return _introduction_sheet(nomination, introduction_of(nomination, at=_asked_moment(nomination)))


def _introduction_sheet(nomination: Nomination, introduction: Introduction) -> str:
    return render_template(
        "nominations/introduction_sheet.html", campaign=nomination.campaign, introduction=introduction
    )


def _asked_moment(nomination: Nomination) -> Moment:
    """The moment that the address asks to preview, else now; a draft as it will be once it is put forward."""
    now = max(moment_reached(nomination), PREVIEWS[0])
    return next((one for one in PREVIEWS if one.name.lower() == request.args.get("at")), now)


@bp.get("/nominations/<nomination_id>/measure-cards")
@requires(May.SEE_NOMINATION, on=visible_nomination)
def measure_cards(nomination: Nomination) -> str:
    record_look(g.user, nomination.candidate, "measures")
    return render_template(
        "nominations/measure_cards.html",
        nomination=nomination,
        campaign=nomination.campaign,
        dossier=dossier_for(g.user, nomination),
    )


@bp.get("/nominations/<nomination_id>/tasks")
@requires(May.CHANGE_NOMINATION, on=visible_nomination)
def tasks(nomination: Nomination) -> str:
    return _task_list(nomination)


@bp.post("/nominations/<nomination_id>/put-forward")
@requires(May.CHANGE_NOMINATION, on=visible_nomination)
def put_forward(nomination: Nomination) -> str | Response:
    if nomination.state != "put_forward" and missing(facts_of(nomination)):
        return _task_list(nomination, asked=True)
    put_forward_nomination(nomination, by=g.user)
    return redirect(url_for(".receipt", nomination_id=nomination.public_id))


@bp.get("/nominations/<nomination_id>/receipt")
@requires(May.CHANGE_NOMINATION, on=visible_nomination)
def receipt(nomination: Nomination) -> str | Response:
    if nomination.state != "put_forward":
        return redirect(url_for(".show", nomination_id=nomination.public_id))
    return render_template(
        "nominations/receipt.html",
        nomination=nomination,
        campaign=nomination.campaign,
        dossier=dossier_for(g.user, nomination),
    )


@bp.route("/nominations/<nomination_id>/withdraw", methods=["GET", "POST"])
@requires(May.WITHDRAW_NOMINATION, on=visible_nomination)
def withdraw(nomination: Nomination) -> str | Response:
    form = WithdrawForm()
    form.needs_reason = nomination.state == "put_forward"
    if form.validate_on_submit():
        withdraw_nomination(nomination, form.reason.data, by=g.user)
        undo = url_for(".put_forward", nomination_id=nomination.public_id)
        done = {"text": _("Voordracht ingetrokken."), "url": undo, "label": _("Ongedaan maken")}
        flash(done, "undo")  # type: ignore[arg-type]  # a message with a button
        return redirect(url_for(".of_partner", invitation_id=nomination.invitation.public_id))
    return render_template(
        "nominations/withdraw.html",
        form=form,
        nomination=nomination,
        campaign=nomination.campaign,
        **_window(nomination.campaign, nomination.invitation),
    )


@bp.get("/nominations/<nomination_id>/preview")
@requires(May.CHANGE_NOMINATION, on=visible_nomination)
def preview(nomination: Nomination) -> str:
    now, chosen = moment_reached(nomination), _asked_moment(nomination)
    record_look(g.user, nomination.candidate, "introduction")
    return render_template(
        "nominations/preview.html",
        nomination=nomination,
        campaign=nomination.campaign,
        introduction=introduction_of(nomination, at=chosen),
        print_url=url_for(".preview_sheet", nomination_id=nomination.public_id, at=chosen.name.lower()),
        moments=[(one.name.lower(), MOMENT_NAMES[one], one is chosen, one is now) for one in PREVIEWS],
    )


@bp.get("/campaigns/<campaign_id>/nominations")
@requires(May.SEE_NOMINATIONS, on=visible_campaign)
def index(campaign: Campaign) -> str:
    form = NominationFilterForm(request.args)
    form.vacancy.choices = [
        SelectChoice("", _("Alle functies")),
        *(SelectChoice(one.public_id, one.title) for one in vacancies_of(campaign)),
    ]
    form.organisation.choices = [
        SelectChoice("", _("Alle organisaties")),
        *(SelectChoice(one.public_id, one.name) for one in nominating_organisations(campaign)),
    ]
    found = list_page(nominations_of_campaign(campaign, _asked(form)))
    facts = facts_of_each(found.rows)
    return render_template(
        "nominations/index.html",
        campaign=campaign,
        form=form,
        found=found,
        vacancies=vacancies_of_each(found.rows),
        lacking={row.id: missing(facts[row.id]) for row in found.rows},
        is_late=is_late,
        erased=erased_in(campaign),
        now=clock.now(),
    )


@bp.get("/campaigns/<campaign_id>/introductions")
@requires(May.SEE_INTRODUCTIONS, on=visible_campaign)
def introductions(campaign: Campaign) -> str:
    found = page_of_rows(introductions_of(campaign))
    record_looks_in_list(g.user, candidates_of_nominations([line.id for line in found.rows]), "introduction")
    return render_template("nominations/introductions.html", campaign=campaign, found=found)


@bp.get("/nominations/<nomination_id>/introduction")
@requires(May.SEE_INTRODUCTIONS, on=introducible_nomination)
def introduction(nomination: Nomination) -> str:
    record_look(g.user, nomination.candidate, "introduction")
    return render_template(
        "nominations/introduction.html", campaign=nomination.campaign, introduction=introduction_of(nomination)
    )


def _asked(form: NominationFilterForm) -> NominationFilter:
    return NominationFilter(
        words=form.q.data or "",
        vacancy=form.vacancy.data or "",
        organisation=form.organisation.data or "",
        late=form.late.data == "1",
        state="withdrawn" if form.state.data == "withdrawn" else "put_forward",
        order=form.order.data or "put_forward",
    )


def _window(campaign: Campaign, invitation: Invitation) -> dict[str, Any]:
    """The window of a partner, and where it is now."""
    window = window_of(campaign, invitation)
    return {"window": window, "phase": phase_of(window, clock.now()), "zone": window.zone}


def _task_list(nomination: Nomination, *, asked: bool = False) -> str:
    """The tasks; `asked`: the person wanted to put the candidate forward, so say first what lacks."""
    facts = facts_of(nomination)
    items = [
        {
            "label": _(TASK_NAMES[task]),
            "url": _task_url(nomination, task),
            "state": task_state(task, facts).value,
            "hint": _(hint) if (hint := paper_hint(task, facts)) else "",
        }
        for task in asked_tasks(facts)
    ]
    return render_template(
        "nominations/tasks.html",
        file=file_of(nomination, clock.today()),
        nomination=nomination,
        campaign=nomination.campaign,
        items=items,
        done=sum(1 for item in items if item["state"] == TaskState.DONE),
        is_checking=bool(facts.checking),
        lacking=[{"sentence": _(one.sentence), "url": _task_url(nomination, one.task)} for one in missing(facts)]
        if asked
        else [],
        **_window(nomination.campaign, nomination.invitation),
    )


def _task_url(nomination: Nomination, task: Task) -> str:
    if task is Task.CANDIDATE:
        candidate_id = nomination.candidate.public_id
        return url_for(TASK_PAGES[task], candidate_id=candidate_id, nomination=nomination.public_id)
    return url_for(TASK_PAGES[task], nomination_id=nomination.public_id)


def _timeline(nomination: Nomination) -> list[dict[str, Any]]:
    zone = nomination.campaign.site.zone
    return [
        {
            "at": item.at,
            "when": moment_words(item.at, zone),
            "what": _(item.what, **item.values),
            "who": item.who,
            "note": item.note,
            "tone": item.tone,
        }
        for item in timeline_of(nomination, clock.now())
    ]
