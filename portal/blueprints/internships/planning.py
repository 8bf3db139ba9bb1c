"""The list of internships, one with all that belongs to it, its plan, its contract, its start and its stop."""

from datetime import time
from typing import Any

from flask import flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from forms.internships import InternshipForm, StartForm, StopForm
from portal import clock
from portal.actions.internships import (
    InternshipPlan,
    change_internship,
    draw_up_contract,
    plan_internship,
    proposed_end,
    start_internship,
    stop_internship,
)
from portal.actions.looking import record_look
from portal.blueprints.guard import can, requires
from portal.blueprints.internships.ways import bp, minutes_of, time_of
from portal.blueprints.listing import list_page
from portal.models.internships import Internship
from portal.models.nominations import Nomination
from portal.queries.aftercare import aftercare_of
from portal.queries.answer_lists import answers_of_internship
from portal.queries.disclosure import measures_known, reader_of
from portal.queries.internships import (
    evaluations_of,
    follow_ups_of,
    internship_of,
    internships_visible_to,
    measure_requests_of,
    placement_of,
    plannable_nomination,
    visible_internship,
)
from portal.queries.measures import MeasureCard, cards_of
from portal.rules import evaluations as questions
from portal.rules.answers import ANSWER_WORDS
from portal.rules.internships import CHANNEL_NAMES, WENT_NAMES, WITH_WHOM_NAMES, evaluation_moment
from portal.rules.permissions import May
from portal.rules.placements import PLACEMENT_NAMES


@bp.get("/internships")
@requires(May.LIST_CAMPAIGNS)
def index() -> str:
    chosen = request.args.get("state", "")
    query = internships_visible_to(g.user)
    if chosen in {"planned", "running", "ended", "stopped"}:
        query = query.where(Internship.state == chosen)
    found = list_page(query.order_by(Internship.starts_on.desc(), Internship.id))
    return render_template("internships/index.html", found=found, chosen=chosen)


@bp.route("/nominations/<nomination_id>/plan-internship", methods=["GET", "POST"])
@requires(May.PLAN_INTERNSHIP, on=plannable_nomination)
def plan(nomination: Nomination) -> str | Response:
    existing = internship_of(nomination)
    if existing is not None:
        return redirect(url_for(".show", internship_id=existing.public_id))
    form = InternshipForm(data=_proposal(nomination) if request.method == "GET" else None)
    if form.validate_on_submit():
        internship = plan_internship(nomination, _plan_of(form), by=g.user)
        flash(_("Stage gepland. Wie erbij is, krijgt een uitnodiging voor de eigen agenda."))
        return redirect(url_for(".show", internship_id=internship.public_id))
    return render_template(
        "internships/plan.html",
        form=form,
        nomination=nomination,
        campaign=nomination.campaign,
        internship=None,
    )


def _proposal(nomination: Nomination) -> dict[str, Any]:
    campaign = nomination.campaign
    starts_on = campaign.internship_starts_on or clock.today(campaign.site.zone)
    starts_on = max(starts_on, clock.today(campaign.site.zone))
    return {
        "starts_on": starts_on,
        "ends_on": proposed_end(starts_on, campaign.internship_working_days, campaign.site.country),
        "start_time": time(8, 30),
        "hours_a_week": nomination.internship_hours,
        "place": ", ".join(part for part in (campaign.employer.name, campaign.site.street, campaign.site.town) if part),
        "jobcoach_present": True,
        "present_at_start": nomination.jobcoach.name,
    }


def _plan_of(form: InternshipForm) -> InternshipPlan:
    return InternshipPlan(
        starts_on=form.starts_on.data,
        ends_on=form.ends_on.data,
        start_minute=minutes_of(form.start_time.data),
        hours_a_week=form.hours_a_week.data,
        place=form.place.data.strip(),
        supervisor_name=form.supervisor_name.data.strip(),
        supervisor_phone=(form.supervisor_phone.data or "").strip(),
        supervisor_email=(form.supervisor_email.data or "").strip(),
        jobcoach_present=form.jobcoach_present.data,
        present_at_start=(form.present_at_start.data or "").strip(),
        supervisor_language=form.supervisor_language.data,
    )


def _cards(internship: Internship) -> list[MeasureCard]:
    """The measures that this reader may know of, with the last dates for this internship or contract."""
    nomination = internship.nomination
    known = measures_known(nomination.campaign, [nomination], reader_of(g.user, nomination))
    return cards_of(nomination, known[nomination.id])


@bp.get("/internships/<internship_id>")
@requires(May.SEE_INTERNSHIP, on=visible_internship)
def show(internship: Internship) -> str:
    record_look(g.user, internship.nomination.candidate, "internship")
    evaluations = evaluations_of(internship)
    placement = placement_of(internship)
    complete = all(one.state == "handed_in" for one in evaluations.values())
    return render_template(
        "internships/show.html",
        internship=internship,
        campaign=internship.nomination.campaign,
        candidate=internship.nomination.candidate,
        follow_ups=follow_ups_of(internship),
        reads_notes=can(May.READ_FOLLOW_UPS, internship),
        answers=answers_of_internship(internship),
        answer_words=ANSWER_WORDS,
        now=clock.now(),
        evaluations=evaluations,
        complete=complete,
        themes=questions.THEMES,
        scale=questions.SCALE,
        go_on=questions.GO_ON,
        parties=questions.PARTY_NAMES,
        differing=questions.themes_that_differ({party: one.answers for party, one in evaluations.items()})
        if complete
        else [],
        placement=placement,
        cards=_cards(internship),
        aftercare=aftercare_of(placement) if placement else [],
        measure_requests=measure_requests_of(placement) if placement else [],
        placement_names=PLACEMENT_NAMES,
        channels=CHANNEL_NAMES,
        with_whom=WITH_WHOM_NAMES,
        went=WENT_NAMES,
        today=clock.today(internship.nomination.campaign.site.zone),
        evaluates=evaluation_moment(internship.ends_on, internship.evaluation_on, internship.evaluation_minute),
    )


@bp.route("/internships/<internship_id>/change", methods=["GET", "POST"])
@requires(May.PLAN_INTERNSHIP, on=visible_internship)
def change(internship: Internship) -> str | Response:
    stored = {name: getattr(internship, name) for name in InternshipPlan.__dataclass_fields__} | {
        "start_time": time_of(internship.start_minute),
        "seen_version": str(internship.version),
    }
    form = InternshipForm(data=stored if request.method == "GET" else None)
    if form.validate_on_submit():
        change_internship(internship, _plan_of(form), seen_version=int(form.seen_version.data), by=g.user)
        flash(_("Bewaard. Ieders agenda volgt."))
        return redirect(url_for(".show", internship_id=internship.public_id))
    nomination = internship.nomination
    return render_template(
        "internships/plan.html",
        form=form,
        nomination=nomination,
        campaign=nomination.campaign,
        internship=internship,
    )


@bp.get("/internships/<internship_id>/contract")
@requires(May.SEE_INTERNSHIP, on=visible_internship)
def contract(internship: Internship) -> str:
    return render_template(
        "internships/contract.html",
        internship=internship,
        campaign=internship.nomination.campaign,
        candidate=internship.nomination.candidate,
        shows_birth_date=can(May.PLAN_INTERNSHIP, internship),
    )


@bp.post("/internships/<internship_id>/contract")
@requires(May.PLAN_INTERNSHIP, on=visible_internship)
def contract_ready(internship: Internship) -> Response:
    draw_up_contract(internship, by=g.user)
    flash(_("Genoteerd: het contract is opgemaakt. Neem het mee op de startdag."))
    return redirect(url_for(".show", internship_id=internship.public_id))


@bp.route("/internships/<internship_id>/start", methods=["GET", "POST"])
@requires(May.PLAN_INTERNSHIP, on=visible_internship)
def start(internship: Internship) -> str | Response:
    form = StartForm(
        data={"signed_on": clock.today(internship.nomination.campaign.site.zone)} if request.method == "GET" else None
    )
    if form.validate_on_submit():
        start_internship(
            internship,
            form.signed_on.data,
            candidate=form.candidate.data,
            employer=form.employer.data,
            jobcoach=form.jobcoach.data,
            by=g.user,
        )
        flash(_("De stage is gestart. Veel succes samen."))
        return redirect(url_for(".show", internship_id=internship.public_id))
    return render_template("internships/start.html", form=form, internship=internship)


@bp.route("/internships/<internship_id>/stop", methods=["GET", "POST"])
@requires(May.PLAN_INTERNSHIP, on=visible_internship)
def stop(internship: Internship) -> str | Response:
    form = StopForm()
    if form.validate_on_submit():
        stop_internship(internship, form.reason.data, by=g.user)
        flash(_("De stage is gestopt. Iedereen die het moet weten, kreeg een mail."))
        return redirect(url_for(".show", internship_id=internship.public_id))
    return render_template("internships/stop.html", form=form, internship=internship)
