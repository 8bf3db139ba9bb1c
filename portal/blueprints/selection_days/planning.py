"""Planning as a job: asking for a plan, following it, stopping it, and taking over what it found."""

from flask import flash, g, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from portal import clock
from portal.actions.planning_runs import ask_for_plan, stop_run, take_as_draft
from portal.blueprints.guard import requires
from portal.blueprints.selection_days.ways import bp, seen_version, to
from portal.models.day_plans import PlanningRun
from portal.models.selection_days import SelectionDay
from portal.queries.drafts import draft_of, visible_run
from portal.queries.health import is_worker_alive
from portal.queries.plan_figures import figures_of_day
from portal.queries.planning_questions import explanation_of, names_for, reasons_of
from portal.queries.selection_days import candidates_of_day, is_known, parts_of, visible_day
from portal.rules.permissions import May
from portal.rules.planning_runs import OPEN, PURPOSE_NAMES, Purpose, standing_of


@bp.post("/plan")
@requires(May.PLAN_DAY, on=visible_day)
def plan(day: SelectionDay) -> Response:
    purpose = Purpose.REST if request.form.get("only_new") else Purpose.PLAN
    run = ask_for_plan(day, purpose, seen_version(), by=g.user)
    return to("run", day, run_id=run.public_id)


@bp.get("/plan-runs/<run_id>")
@requires(May.SEE_PLANNING, on=visible_run)
def run(run: PlanningRun) -> str:
    day = run.selection_day
    draft = draft_of(day)
    names = names_for(run)
    return render_template(
        "selection_days/planning_run.html",
        campaign=day.campaign,
        day=day,
        run=run,
        purpose=PURPOSE_NAMES[Purpose(run.purpose)],
        standing=standing_of(
            run.state,
            has_plan=bool(run.plan),
            is_stopping=run.stop_asked_at is not None,
            has_worker=is_worker_alive(clock.now()),
            is_whole=not run.reasons,
        ),
        is_open=run.state in OPEN,
        is_question=run.purpose == Purpose.WHAT_IF,
        reasons=reasons_of(run, names),
        explained=explanation_of(run, names),
        names=names,
        where=_where(day) if run.explained else {},
        figures=figures_of_day(day),
        draft=draft,
        is_draft=draft is not None and draft.run_id == run.id,
        is_known=is_known(day),
    )


def _where(day: SelectionDay) -> dict[str, str]:
    """Where each thing of the day can be changed, by its key."""
    campaign, parts = day.campaign.public_id, parts_of(day)
    kinds = {"t": "tables", "r": "rooms", "g": "guides", "s": "talks"}
    listed = {"t": parts.tables, "r": parts.rooms, "g": parts.guides, "s": parts.talks}
    found = {
        f"{letter}{one.id}": url_for(".change_a_part", campaign_id=campaign, kind=kind, part_id=one.public_id)
        for letter, kind in kinds.items()
        for one in listed[letter]
    }
    for one in candidates_of_day(day):
        found[f"c{one.id}"] = url_for("nominations.show", nomination_id=one.public_id)
    return found


@bp.post("/plan-runs/<run_id>/stop")
@requires(May.PLAN_DAY, on=visible_run)
def stop(run: PlanningRun) -> Response:
    stop_run(run, by=g.user)
    return to("run", run.selection_day, run_id=run.public_id)


@bp.post("/plan-runs/<run_id>/draft")
@requires(May.PLAN_DAY, on=visible_run)
def take_over(run: PlanningRun) -> Response:
    take_as_draft(run, by=g.user)
    flash(_("Overgenomen als ontwerp."))
    return to("draft", run.selection_day)
