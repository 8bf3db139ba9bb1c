"""The line of one nomination: what was reached, what is next, undoing, the archive; and a campaign's own line."""

from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from forms.milestones import ArchiveForm, StateForm, arrange_form
from portal.actions.looking import record_look
from portal.actions.milestones import (
    Stated,
    archive_nomination,
    arrange_milestones,
    restore_nomination,
    settle_milestone,
    state_milestone,
    undo_milestone,
)
from portal.blueprints.guard import can, requires
from portal.blueprints.keeping import refusals_at
from portal.blueprints.showing import day_or_moment_words, moment_words
from portal.models.campaigns import Campaign
from portal.models.milestones import MilestoneOutcome
from portal.models.nominations import Nomination
from portal.queries.campaigns import visible_campaign
from portal.queries.dossiers import dossier_for
from portal.queries.follow_rows import rows_of
from portal.queries.milestones import nomination_at_milestone, plans_of, visible_outcome
from portal.queries.nominations import visible_nomination
from portal.queries.two_hats import conflicts_about
from portal.rules.milestones import MILESTONE_NAMES, SHAPES, STATED, Plan, Reached, statable
from portal.rules.permissions import May
from portal.rules.recognition import CARED_FOR

bp = Blueprint("milestones", __name__)


@bp.get("/nominations/<nomination_id>/milestones")
@requires(May.SEE_NOMINATION, on=visible_nomination)
def show(nomination: Nomination) -> str:
    record_look(g.user, nomination.candidate, "milestones")
    return _page(nomination, StateForm(formdata=None), "")


@bp.post("/nominations/<nomination_id>/milestones/<milestone>")
@requires(May.STATE_MILESTONE, on=nomination_at_milestone)
def state(nomination: Nomination) -> str | Response:
    milestone = _asked_milestone()
    form = StateForm().about(milestone)
    if form.validate_on_submit():
        stated = Stated(
            milestone=milestone,
            outcome=form.outcome.data,
            come_back_on=form.come_back_on.data,
            note=form.note.data,
        )
        with refusals_at(form.outcome):
            found = state_milestone(nomination, stated, by=g.user, public_id=form.once.data)
            _flash_undo(found)
            return redirect(url_for(".show", nomination_id=nomination.public_id))
    return _page(nomination, form, milestone)


@bp.post("/milestones/<outcome_id>/undo")
@requires(May.STATE_MILESTONE, on=visible_outcome)
def undo(found: MilestoneOutcome) -> Response:
    undo_milestone(found, by=g.user)
    flash(_("Ongedaan gemaakt."))
    return redirect(url_for(".show", nomination_id=found.nomination.public_id))


@bp.post("/milestones/<outcome_id>/settle")
@requires(May.STATE_MILESTONE, on=visible_outcome)
def settle(found: MilestoneOutcome) -> Response:
    settle_milestone(found, by=g.user)
    flash(_("Genoteerd: je kwam erop terug."))
    return redirect(url_for(".show", nomination_id=found.nomination.public_id))


@bp.route("/nominations/<nomination_id>/archive", methods=["GET", "POST"])
@requires(May.ARCHIVE_NOMINATION, on=visible_nomination)
def archive(nomination: Nomination) -> str | Response:
    form = ArchiveForm()
    if form.validate_on_submit():
        archive_nomination(nomination, form.reason.data, by=g.user)
        undo_it = url_for(".restore", nomination_id=nomination.public_id)
        done = {"text": _("Naar het archief verplaatst."), "url": undo_it, "label": _("Ongedaan maken")}
        flash(done, "undo")  # type: ignore[arg-type]  # a message with a button
        return redirect(url_for(".show", nomination_id=nomination.public_id))
    return render_template("milestones/archive.html", nomination=nomination, campaign=nomination.campaign, form=form)


@bp.post("/nominations/<nomination_id>/restore")
@requires(May.ARCHIVE_NOMINATION, on=visible_nomination)
def restore(nomination: Nomination) -> Response:
    restore_nomination(nomination, by=g.user)
    flash(_("Terug in de lijst."))
    return redirect(url_for(".show", nomination_id=nomination.public_id))


@bp.route("/campaigns/<campaign_id>/milestones", methods=["GET", "POST"])
@requires(May.ARRANGE_MILESTONES, on=visible_campaign)
def arrange(campaign: Campaign) -> str | Response:
    plans = plans_of([campaign.id])[campaign.id]
    form = arrange_form(plans)()
    if form.validate_on_submit():
        wanted = sorted(plans, key=lambda one: form[f"{one.milestone}_place"].data or 99)
        arrange_milestones(
            campaign,
            [
                Plan(
                    milestone=one.milestone,
                    name=one.name,
                    points=form[f"{one.milestone}_points"].data or 0 if one.milestone in CARED_FOR else 0,
                    is_on=form[f"{one.milestone}_on"].data,
                )
                for one in wanted
            ],
            [form[f"{one.milestone}_name"].data for one in wanted],
            by=g.user,
        )
        flash(_("Bewaard."))
        return redirect(url_for(".arrange", campaign_id=campaign.public_id))
    return render_template(
        "milestones/arrange.html",
        campaign=campaign,
        form=form,
        plans=plans,
        names=MILESTONE_NAMES,
        stated=STATED,
        cared_for=CARED_FOR,
    )


def _asked_milestone() -> str:
    return str((request.view_args or {})["milestone"])


def _flash_undo(found: MilestoneOutcome) -> None:
    undo_it = url_for(".undo", outcome_id=found.public_id)
    words = _("Genoteerd, en naar het archief verplaatst.") if found.archives else _("Genoteerd.")
    flash({"text": words, "url": undo_it, "label": _("Ongedaan maken")}, "undo")  # type: ignore[arg-type]


def _page(nomination: Nomination, form: StateForm, asked: str) -> str:
    """The line, with the form of what is next, or of the milestone that was asked for."""
    row = rows_of([nomination.id], g.user)[0]
    line = row.line
    may_state = can(May.STATE_MILESTONE, nomination) and nomination.state == "put_forward" and not row.archived_at
    may_be = statable(line)
    coming = line.coming.milestone if line.coming and line.coming.milestone in may_be else ""
    chosen = request.args.get("milestone", "")
    milestone = asked or (chosen if chosen in may_be else coming)
    return render_template(
        "milestones/show.html",
        nomination=nomination,
        campaign=nomination.campaign,
        row=row,
        line=line,
        steps=[_step(one, nomination, one.milestone in may_be) for one in line.steps],
        until=day_or_moment_words(row.until, row.zone),
        form=form.about(milestone) if may_state and milestone else None,
        milestone=milestone,
        milestone_name=next((one.name for one in line.steps if one.milestone == milestone), ""),
        may_state=may_state,
        is_own=row.is_own,
        dossier=dossier_for(g.user, nomination),
        conflicts=conflicts_about(g.user, nomination.campaign, [nomination])[nomination.id],
    )


def _step(one: Reached, nomination: Nomination, is_statable: bool) -> dict[str, Any]:
    stated = one.statement
    zone = nomination.campaign.site.zone
    return {
        "milestone": one.milestone,
        "name": _(one.name),
        "shape": SHAPES[one.outcome.colour] if one.outcome else "pending",
        "words": _(one.outcome.words) if one.outcome else _("Nog niet"),
        "is_statable": is_statable,
        "outcome_id": stated.public_id if stated else "",
        "who": stated.who if stated else "",
        "when": moment_words(stated.at, zone) if stated and stated.at else "",
        "note": stated.note if stated else "",
        "come_back_on": stated.come_back_on if stated and not stated.settled else None,
    }
