"""The schedule board: the draft of a day, or the plan in force until the first change begins a draft."""

from typing import Any

from flask import g, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from forms.selection_days import WhatIfForm, time_of
from portal.actions.moving_in_drafts import pin_in_draft, redo_in_draft, undo_in_draft
from portal.actions.planning_runs import ask_for_plan
from portal.blueprints.board_grid import grid_of
from portal.blueprints.board_lists import coaches_of_board, lines_of_board, places_of_board
from portal.blueprints.guard import can, requires
from portal.blueprints.keeping import refusals_at
from portal.blueprints.selection_days.ways import bp, now_on, to
from portal.models.day_plans import DayDraft
from portal.models.selection_days import SelectionDay
from portal.queries.boards import Judged, judged, lengths_of, stand_of
from portal.queries.drafts import draft_of, moved_along
from portal.queries.instances import picture_of, plan_of, spoken
from portal.queries.selection_days import visible_day
from portal.rules.drafts import kind_of
from portal.rules.permissions import May
from portal.rules.planning_runs import Purpose
from portal.rules.refusals import Refused
from portal.rules.selection_days import KIND_NAMES, STEP
from portal.rules.words import N_

_VIEWS = {"board": "grid", "board_candidates": "candidates", "board_coaches": "coaches", "board_places": "places"}
_STEPS = {"board_undo": undo_in_draft, "board_redo": redo_in_draft}


def board_of_day(day: SelectionDay) -> tuple[Judged, DayDraft | None]:
    """What the board shows of a day, and the draft that it shows."""
    draft, in_force = draft_of(day), plan_of(day).to_json()
    if draft is None:
        return judged(picture_of(day), in_force), None
    return judged(moved_along(picture_of(day), draft.plan), draft.plan, in_force, draft.pins), draft


def _page(day: SelectionDay, view: str) -> str:
    board, draft = board_of_day(day)
    lines = lines_of_board(board)
    return render_template(
        "selection_days/board.html",
        campaign=day.campaign,
        day=day,
        draft=draft,
        board=board,
        stand=stand_of(day, draft),
        view=view,
        grid=grid_of(board) if view == "grid" else None,
        lines=lines,
        lacking=[line for line in lines if line.lacking],
        kind_of_pin=kind_of,
        rows_of=lambda nomination, kind: -(-lengths_of(board.picture, nomination)[kind] // STEP),
        groups={"coaches": coaches_of_board, "places": places_of_board}[view](board)
        if view in ("coaches", "places")
        else [],
        last=_step_in_words(board, draft.trail) if draft else "",
        undone=_step_in_words(board, draft.undone) if draft else "",
        changeable=can(May.PLAN_DAY, day.campaign) and day.state in ("draft", "published"),
        kinds=KIND_NAMES,
        now=now_on(day),
    )


def _step_in_words(board: Judged, steps: list[list[Any]]) -> str:
    """The last of these steps, as a person would say it; empty when there is none."""
    if not steps:
        return ""
    sentence, values, *_changes = steps[-1]
    return _(sentence, **spoken(values, board.picture.names))


@bp.get("/board", endpoint="board")
@bp.get("/board/candidates", endpoint="board_candidates")
@bp.get("/board/coaches", endpoint="board_coaches")
@bp.get("/board/places", endpoint="board_places")
@requires(May.SEE_PLANNING, on=visible_day)
def board(day: SelectionDay) -> str:
    return _page(day, _VIEWS[_endpoint()])


@bp.post("/board/undo", endpoint="board_undo")
@bp.post("/board/redo", endpoint="board_redo")
@requires(May.PLAN_DAY, on=visible_day)
def step_back_or_again(day: SelectionDay) -> Response:
    _STEPS[_endpoint()](day, request.form.get("seen", ""), by=g.user)
    return to("board", day)


def _endpoint() -> str:
    return str(request.endpoint).rpartition(".")[2]


@bp.post("/board/pin")
@requires(May.PLAN_DAY, on=visible_day)
def board_pin(day: SelectionDay) -> Response:
    pin = request.form.get("pin", "")
    pin_in_draft(day, pin, request.form.get("pinned") == "1", request.form.get("seen", ""), by=g.user)
    return to("board", day)


@bp.route("/board/what-if", methods=["GET", "POST"])
@requires(May.PLAN_DAY, on=visible_day)
def what_if(day: SelectionDay) -> str | Response:
    form = WhatIfForm(data={"start": time_of(day.start_minute), "end": time_of(day.end_minute)})
    if form.validate_on_submit():
        changes = form.changes(day.start_minute, day.end_minute)
        with refusals_at(form.more_tables):
            if not changes:
                raise Refused(N_("Zeg wat er anders zou zijn: meer tafels of gidsen, of een ander begin of einde."))
            run = ask_for_plan(day, Purpose.WHAT_IF, day.version, by=g.user, changes=changes)
            return to("run", day, run_id=run.public_id)
    return render_template("selection_days/what_if.html", campaign=day.campaign, day=day, form=form)
