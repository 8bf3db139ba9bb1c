"""Talks before the selection day: the list of a campaign, one talk, planning it in two steps, and what came of it."""

from datetime import time
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response
from wtforms.fields.choices import SelectChoice

from forms.interviews import CallOffForm, InterviewForm, ReportForm
from portal import clock
from portal.actions.interviews import (
    InterviewPlan,
    cancel_interview,
    change_interview,
    plan_interview,
    report_interview,
    slot_of_plan,
)
from portal.actions.looking import record_look
from portal.blueprints.guard import requires
from portal.blueprints.keeping import refusals_at
from portal.blueprints.listing import list_page
from portal.models.campaigns import Campaign
from portal.models.interviews import Interview
from portal.models.nominations import Nomination
from portal.outbox.batches import rehearse
from portal.outbox.mails.interviews import template_of
from portal.outbox.rendering import Source
from portal.queries.answer_lists import answers_in_campaign
from portal.queries.campaigns import visible_campaign
from portal.queries.interviews import (
    attendees_of,
    clashes_with,
    interview_as_it_stands,
    interviews_of_campaign,
    people_to_lead_talks,
    results_of,
    visible_interview,
)
from portal.queries.mail_texts import texts_to_choose
from portal.queries.nominations import visible_nomination
from portal.rules.answers import ANSWER_WORDS
from portal.rules.interviews import CHANNEL_NAMES, INTERVIEW_NAMES, RESULT_NAMES, USUAL, refuse_moment
from portal.rules.local_times import to_utc
from portal.rules.permissions import May

bp = Blueprint("interviews", __name__)

_TABS = ("planned", "held", "cancelled")


@bp.get("/campaigns/<campaign_id>/interviews")
@requires(May.SEE_INTERVIEWS, on=visible_campaign)
def index(campaign: Campaign) -> str:
    asked = request.args.get("state", "")
    chosen = asked if asked in _TABS else "planned"
    found = list_page(interviews_of_campaign(campaign, chosen))
    return render_template(
        "interviews/index.html",
        campaign=campaign,
        found=found,
        chosen=chosen,
        tabs=_TABS,
        attendees=attendees_of(found.rows),
        results=results_of(found.rows),
        answers=answers_in_campaign(campaign).get("interview"),
        now=clock.now(),
        **_words(),
    )


@bp.get("/interviews/<interview_id>")
@requires(May.SEE_INTERVIEW, on=visible_interview)
def show(interview: Interview) -> str:
    record_look(g.user, interview.nomination.candidate, "interview")
    return render_template(
        "interviews/show.html",
        interview=interview,
        nomination=interview.nomination,
        campaign=interview.nomination.campaign,
        candidate=interview.nomination.candidate,
        attendees=attendees_of([interview])[interview.public_id],
        result=results_of([interview]).get(interview.id),
        reads_nomination=visible_nomination(g.user, interview.nomination.public_id) is not None,
        now=clock.now(),
        **_words(),
    )


@bp.route("/nominations/<nomination_id>/interviews/new", methods=["GET", "POST"])
@requires(May.PLAN_INTERVIEW, on=visible_nomination)
def plan(nomination: Nomination) -> str | Response:
    form = _form(nomination, _proposal(nomination))
    agreed = _agreed(form, nomination)
    if agreed is None:
        return _fill_in(form, nomination)
    clashes = clashes_with(slot_of_plan(nomination, agreed), but=form.once.data)
    do = partial(
        plan_interview,
        nomination,
        agreed,
        by=g.user,
        public_id=form.once.data,
        texts=_chosen_text(form, nomination, template_of("candidate")),
    )
    if not _may_leave(form, clashes):
        return _check_mails(form, nomination, clashes, do)
    interview = do(despite_clash=form.despite_clash.data)
    flash(_("Gesprek gepland. Iedereen kreeg de afspraak per mail."))
    return redirect(url_for(".show", interview_id=interview.public_id))


@bp.route("/interviews/<interview_id>/change", methods=["GET", "POST"])
@requires(May.PLAN_INTERVIEW, on=visible_interview)
def change(interview: Interview) -> str | Response:
    nomination = interview.nomination
    form = _form(nomination, _stored(interview))
    agreed = _agreed(form, nomination)
    if agreed is None:
        return _fill_in(form, nomination, interview)
    clashes = clashes_with(slot_of_plan(nomination, agreed), but=interview.public_id)
    seen = int(form.seen_version.data) if form.seen_version.data.isdecimal() else 0
    texts = _chosen_text(form, nomination, template_of("candidate", moved=True))
    do = partial(change_interview, interview, agreed, seen_version=seen, by=g.user, texts=texts)
    if not _may_leave(form, clashes):
        return _check_mails(form, nomination, clashes, do, interview)
    do(despite_clash=form.despite_clash.data)
    flash(_("Bewaard. Ieders agenda volgt."))
    return redirect(url_for(".show", interview_id=interview.public_id))


@bp.route("/interviews/<interview_id>/call-off", methods=["GET", "POST"])
@requires(May.PLAN_INTERVIEW, on=visible_interview)
def call_off(interview: Interview) -> str | Response:
    form = CallOffForm()
    if form.validate_on_submit():
        cancel_interview(interview, form.reason.data, by=g.user)
        flash(_("Het gesprek is afgezegd en verdwijnt uit de agenda’s."))
        return redirect(url_for(".show", interview_id=interview.public_id))
    return render_template("interviews/call_off.html", form=form, interview=interview, **_of(interview.nomination))


@bp.route("/interviews/<interview_id>/report", methods=["GET", "POST"])
@requires(May.REPORT_INTERVIEW, on=visible_interview)
def report(interview: Interview) -> str | Response:
    said = results_of([interview]).get(interview.id)
    form = ReportForm(data={"result": said.step, "words": said.note} if said and request.method == "GET" else None)
    form.result.choices = [SelectChoice(key, _(name)) for key, name in RESULT_NAMES.items()]
    if form.validate_on_submit():
        report_interview(interview, form.result.data, form.words.data, by=g.user)
        flash(_("Genoteerd."))
        return redirect(url_for(".show", interview_id=interview.public_id))
    return render_template("interviews/report.html", form=form, interview=interview, **_of(interview.nomination))


def _words() -> dict[str, Any]:
    return {
        "channels": CHANNEL_NAMES,
        "kinds": INTERVIEW_NAMES,
        "result_names": RESULT_NAMES,
        "answer_words": ANSWER_WORDS,
    }


def _of(nomination: Nomination) -> dict[str, Any]:
    return {"nomination": nomination, "campaign": nomination.campaign, "candidate": nomination.candidate}


def _form(nomination: Nomination, data: dict[str, Any]) -> InterviewForm:
    form = InterviewForm(data=data if request.method == "GET" else None)
    form.channel.choices = [SelectChoice(key, _(name)) for key, name in CHANNEL_NAMES.items()]
    form.people = {one.public_id: one for one in people_to_lead_talks(nomination.campaign)}
    form.interviewer.choices = [SelectChoice(key, one.name) for key, one in form.people.items()]
    return form


def _proposal(nomination: Nomination) -> dict[str, Any]:
    site = nomination.campaign.site
    place = ", ".join(part for part in (nomination.campaign.employer.name, site.street, site.town) if part)
    return {"time": time(10, 0), "minutes": USUAL, "channel": "visit", "place": place, "interviewer": g.user.public_id}


def _stored(interview: Interview) -> dict[str, Any]:
    local = interview.starts_at.astimezone(ZoneInfo(interview.nomination.campaign.site.zone))
    kept = ("minutes", "channel", "place", "with_words", "note")
    return {name: getattr(interview, name) for name in kept} | {
        "on": local.date(),
        "time": local.time(),
        "interviewer": interview.interviewer.public_id,
        "seen_version": str(interview.version),
    }


def _agreed(form: InterviewForm, nomination: Nomination) -> InterviewPlan | None:
    """What was filled in; None while something is wrong, or when the person went back to change it."""
    zone = nomination.campaign.site.zone
    if not form.validate_on_submit() or form.back.data:
        return None
    with refusals_at(form.time):
        starts_at = to_utc(form.on.data, form.time.data, zone)
        refuse_moment(starts_at, form.minutes.data, zone, clock.now())
        return InterviewPlan(
            starts_at=starts_at,
            minutes=form.minutes.data,
            channel=form.channel.data,
            place=form.place.data,
            interviewer=form.people[form.interviewer.data],
            with_words=form.with_words.data,
            note=form.note.data,
        )
    return None


def _chosen_text(form: InterviewForm, nomination: Nomination, template: str) -> dict[str, Source]:
    """Offer the texts for the candidate's mail; the one that was chosen, by the mail's template (req 003-15)."""
    candidate = nomination.candidate
    if not candidate.email:
        return {}
    offered = texts_to_choose(nomination.campaign.organisation, template, candidate.language)
    sources = {one.name: one.source for one in offered}
    form.text.choices = [SelectChoice(one.name, one.name if one.is_own else _(one.name)) for one in offered]
    form.text.flags.required = True
    if form.text.data not in sources:
        form.text.data = form.text.choices[0].value
    return {template: sources[form.text.data]}


def _may_leave(form: InterviewForm, clashes: list[Interview]) -> bool:
    """Whether the mails were seen, and whoever has another talk then was thought of."""
    if form.is_checked and clashes and not form.despite_clash.data:
        form.despite_clash.errors = [_("Vink aan dat het toch op dit moment moet, of kies een ander moment.")]
        return False
    return form.is_checked


def _fill_in(form: InterviewForm, nomination: Nomination, interview: Interview | None = None) -> str:
    return render_template("interviews/fill_in.html", form=form, interview=interview, **_of(nomination))


def _check_mails(
    form: InterviewForm, nomination: Nomination, clashes: list[Interview], do: Any, interview: Interview | None = None
) -> str:
    """The mails as they will leave, before they do (req 003-15)."""
    if interview is not None:  # what a rehearsal does to a record stays in memory: give it another one
        do = partial(do.func, interview_as_it_stands(interview), *do.args[1:], **do.keywords)
    return render_template(
        "interviews/check.html",
        form=form,
        interview=interview,
        typed={name: value for name, value in request.form.items() if name in form._fields and name not in _OF_STEP},
        clashes=clashes,
        rehearsal=rehearse(partial(do, despite_clash=True)),
        **_of(nomination),
    )


_OF_STEP = {"csrf_token", "checked", "back", "despite_clash", "text", "read_text"}
