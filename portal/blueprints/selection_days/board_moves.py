"""One appointment on the board: what would clash where, and the form that moves, swaps or pins it without a script."""

from flask import flash, g, jsonify, render_template, request, url_for
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response
from wtforms.fields.choices import SelectChoice

from forms.selection_days import BoardMoveForm, BoardSwapForm, minutes_of, time_of
from portal.actions.moving_in_drafts import move_in_draft, swap_in_draft
from portal.blueprints.board_lists import line_of
from portal.blueprints.day_board import full_name
from portal.blueprints.guard import requires
from portal.blueprints.keeping import refusals_at
from portal.blueprints.selection_days.board import board_of_day
from portal.blueprints.selection_days.ways import bp, to
from portal.blueprints.showing import minute_words
from portal.models.selection_days import SelectionDay
from portal.queries.boards import Judged, Piece, clashes_at, is_on_board, moments_for, stand_of
from portal.queries.instances import places_for
from portal.queries.selection_days import visible_day
from portal.rules.drafts import guest_of, kind_of
from portal.rules.permissions import May
from portal.rules.selection_days import KIND_NAMES, Kind


@bp.get("/board/check")
@requires(May.PLAN_DAY, on=visible_day)
def board_check(day: SelectionDay) -> Response:
    """For the script: where an appointment would be, and what would clash there, in words."""
    board, _draft = board_of_day(day)
    pin, place = request.args.get("pin", ""), request.args.get("place", "")
    start = request.args.get("start", -1, type=int)
    if not is_on_board(board, pin) or place not in board.places or start < 0:
        return jsonify(where="", clashes=[])
    where = _("%(time)s, %(place)s", time=minute_words(start), place=board.picture.names[place])
    return jsonify(where=where, clashes=[_(one, **values) for one, values in clashes_at(board, pin, (place, start))])


@bp.route("/board/move", methods=["GET", "POST"])
@requires(May.PLAN_DAY, on=visible_day)
def board_move(day: SelectionDay) -> str | Response:
    board, draft = board_of_day(day)
    pin = request.values.get("pin", "")
    kind = kind_of(pin)
    if kind is None or not is_on_board(board, pin):
        return _choose(day, board)
    form = _move_form(board, pin, kind, stand_of(day, draft))
    if form.validate_on_submit():
        with refusals_at(form.place if kind is Kind.TALK else form.start):
            move_in_draft(day, pin, form.place.data, minutes_of(form.start.data), form.seen.data or "", by=g.user)
            return to("board", day, _anchor=pin)
    return _page(day, board, pin, form, stand_of(day, draft))


def _move_form(board: Judged, pin: str, kind: Kind, stand: str) -> BoardMoveForm:
    piece = board.piece(pin)
    here = {"place": piece.place, "start": time_of(piece.start)} if piece else {}
    form = BoardMoveForm(data={**here, "seen": stand, "pin": pin} if request.method == "GET" else None)
    form.place.choices = [SelectChoice(key, name) for key, name in places_for(board.picture, kind)]
    return form


def _page(day: SelectionDay, board: Judged, pin: str, form: BoardMoveForm, stand: str) -> str:
    campaign = day.campaign.public_id
    return move_page(
        day,
        board,
        pin,
        form=form,
        swap_form=_swap_form(board, pin, stand),
        seen={"pin": pin, "seen": stand},
        move_url=url_for(".board_move", campaign_id=campaign),
        swap_url=url_for(".board_swap", campaign_id=campaign),
        back_url=url_for(".board", campaign_id=campaign, _anchor=pin),
        on_board=True,
    )


def move_page(
    day: SelectionDay,
    board: Judged,
    pin: str,
    *,
    form: FlaskForm,
    swap_form: FlaskForm,
    seen: dict[str, str],
    move_url: str,
    swap_url: str,
    back_url: str,
    on_board: bool,
) -> str:
    """The page that moves, swaps or pins one appointment; `seen` goes along with each of its forms."""
    nomination = next(one for one in board.picture.nominations if f"c{one.id}" == guest_of(pin))
    return render_template(
        "selection_days/move.html",
        campaign=day.campaign,
        day=day,
        board=board,
        pin=pin,
        piece=board.piece(pin),
        kind=kind_of(pin),
        line=line_of(board, nomination),
        form=form,
        free=moments_for(board, pin),
        swap_form=swap_form if len(swap_form.other.choices) > 1 else None,
        kinds=KIND_NAMES,
        seen=seen,
        move_url=move_url,
        swap_url=swap_url,
        back_url=back_url,
        on_board=on_board,
    )


def _choose(day: SelectionDay, board: Judged) -> str:
    """Whose appointment? Also where somebody comes who asks for one that is gone."""
    return render_template(
        "selection_days/board_choose.html",
        campaign=day.campaign,
        day=day,
        lines=[line_of(board, one) for one in board.picture.nominations],
        kinds=KIND_NAMES,
        names=board.picture.names,
        asked=request.values.get("pin", ""),
        kind_of_pin=kind_of,
    )


def swap_choices(board: Judged, pin: str) -> list[SelectChoice]:
    """With whom an appointment can trade places: those of its kind that have yet to begin, by time."""
    if board.piece(pin) is None:
        return []
    others = [
        one
        for one in board.pieces
        if one.kind == kind_of(pin) and f"c{one.nomination.id}" != guest_of(pin) and not one.has_begun
    ]
    return [SelectChoice("", _("Kies een kandidaat"))] + [SelectChoice(one.pin, _when(one)) for one in others]


def _swap_form(board: Judged, pin: str, stand: str) -> BoardSwapForm:
    form = BoardSwapForm(data={"seen": stand, "pin": pin} if request.method == "GET" else None)
    form.other.choices = swap_choices(board, pin)
    return form


def _when(piece: Piece) -> str:
    return str(_("%(time)s · %(name)s", time=f"{time_of(piece.start):%H:%M}", name=full_name(piece.nomination)))


@bp.post("/board/swap")
@requires(May.PLAN_DAY, on=visible_day)
def board_swap(day: SelectionDay) -> Response:
    board, draft = board_of_day(day)
    pin = request.form.get("pin", "")
    form = _swap_form(board, pin, stand_of(day, draft))
    if not form.validate_on_submit():
        flash(_("Kies met wie je ruilt."), "error")
        return to("board_move", day, pin=pin)
    swap_in_draft(day, pin, form.other.data, form.seen.data or "", by=g.user)
    return to("board", day, _anchor=pin)
