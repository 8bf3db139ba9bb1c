"""On the day itself: another hour or place for one appointment, or a swap of two, at once and told to whom it concerns.

Before that day an appointment is moved on the board (`board_moves.py`), where nobody hears of it yet.
"""

from flask import flash, g, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response
from wtforms.fields.choices import SelectChoice

from forms.selection_days import MoveForm, SwapForm, minutes_of, time_of
from portal.actions.appointments import move_appointment, swap_appointments
from portal.blueprints.guard import requires
from portal.blueprints.keeping import refusals_at
from portal.blueprints.selection_days.board_moves import move_page, swap_choices
from portal.blueprints.selection_days.ways import bp, to
from portal.models.selection_days import Appointment, SelectionDay
from portal.queries.boards import Judged, judged, pin_of_appointment
from portal.queries.instances import picture_of, places_for, plan_of
from portal.queries.selection_days import appointments_of, is_known, visible_appointment
from portal.rules.permissions import May


@bp.route("/appointments/<appointment_id>", methods=["GET", "POST"])
@requires(May.STEER_DAY, on=visible_appointment)
def move(appointment: Appointment) -> str | Response:
    day = appointment.selection_day
    board, pin = _in_force(day), pin_of_appointment(appointment)
    piece = board.piece(pin)
    if piece is None:
        flash(_("Deze kandidaat is niet meer voorgedragen."), "error")
        return to("show", day)
    seen = {"seen_version": str(day.version)}
    here = {"place": piece.place, "start": time_of(piece.start)} | seen
    form = MoveForm(data=here if request.method == "GET" else None)
    form.place.choices = [SelectChoice(key, name) for key, name in places_for(board.picture, piece.kind)]
    if form.validate_on_submit():
        with refusals_at(form.start):
            start, version = minutes_of(form.start.data), int(form.seen_version.data or 0)
            move_appointment(appointment, form.place.data, start, version, by=g.user)
            flash(_("Verzet. Wie het aangaat, hoort het.") if is_known(day) else _("Verzet."))
            return to("show", day)
    own = {"campaign_id": day.campaign.public_id, "appointment_id": appointment.public_id}
    return move_page(
        day,
        board,
        pin,
        form=form,
        swap_form=_swap_form(board, pin, day.version),
        seen=seen,
        move_url=url_for(".move", **own),
        swap_url=url_for(".swap", **own),
        back_url=url_for(".show", campaign_id=day.campaign.public_id),
        on_board=False,
    )


def _in_force(day: SelectionDay) -> Judged:
    return judged(picture_of(day), plan_of(day).to_json())


def _swap_form(board: Judged, pin: str, seen: int) -> SwapForm:
    form = SwapForm(seen_version=str(seen))
    form.other.choices = swap_choices(board, pin)
    return form


@bp.post("/appointments/<appointment_id>/swap")
@requires(May.STEER_DAY, on=visible_appointment)
def swap(appointment: Appointment) -> Response:
    day = appointment.selection_day
    form = _swap_form(_in_force(day), pin_of_appointment(appointment), day.version)
    if not form.validate_on_submit():
        flash(_("Kies met wie je ruilt."), "error")
        return to("move", day, appointment_id=appointment.public_id)
    other = next(one for one in appointments_of(day) if pin_of_appointment(one) == form.other.data)
    swap_appointments(appointment, other, int(form.seen_version.data or 0), by=g.user)
    flash(_("Geruild. Wie het aangaat, hoort het.") if is_known(day) else _("Geruild."))
    return to("show", day)
