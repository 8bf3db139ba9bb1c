"""Another hour or place for one appointment, or a swap of two."""

from typing import Any

from flask import flash, g, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response
from wtforms.fields.choices import SelectChoice

from forms.selection_days import MoveForm, SwapForm, minutes_of, time_of
from portal.actions.appointments import move_appointment, swap_appointments
from portal.blueprints.day_board import full_name
from portal.blueprints.guard import requires
from portal.blueprints.keeping import refusals_at
from portal.blueprints.selection_days.ways import bp, to
from portal.models.selection_days import Appointment, SelectionDay
from portal.queries.instances import free_moments, minute_of, picture_of, place_key, places_for
from portal.queries.selection_days import appointments_of, is_known, visible_appointment
from portal.rules.permissions import May
from portal.rules.selection_days import KIND_NAMES, Kind


@bp.route("/appointments/<appointment_id>", methods=["GET", "POST"])
@requires(May.STEER_DAY, on=visible_appointment)
def move(appointment: Appointment) -> str | Response:
    day = appointment.selection_day
    zone = day.campaign.site.zone
    picture, appointments = picture_of(day), appointments_of(day)
    form = MoveForm(data=_where(appointment) if request.method == "GET" else None)
    form.place.choices = [SelectChoice(key, name) for key, name in places_for(picture, appointment.kind)]
    if form.validate_on_submit():
        with refusals_at(form.start):
            move_appointment(
                appointment,
                form.place.data,
                minutes_of(form.start.data),
                int(form.seen_version.data or 0),
                by=g.user,
            )
            flash(_("Verzet. Wie het aangaat, hoort het.") if is_known(day) else _("Verzet."))
            return to("show", day)
    others = _swappable(appointment, appointments)
    return render_template(
        "selection_days/move.html",
        campaign=day.campaign,
        day=day,
        appointment=appointment,
        name=full_name(appointment.nomination),
        kind=KIND_NAMES[Kind(appointment.kind)],
        form=form,
        free=free_moments(picture, appointments, appointment),
        swap_form=_swap_form(day, others) if others else None,
        own=[one for one in appointments if one.nomination_id == appointment.nomination_id],
        kinds=KIND_NAMES,
        start=minute_of(appointment.start_at, zone),
        current=place_key(appointment),
    )


def _where(appointment: Appointment) -> dict[str, Any]:
    day = appointment.selection_day
    return {
        "place": place_key(appointment),
        "start": time_of(minute_of(appointment.start_at, day.campaign.site.zone)),
        "seen_version": str(day.version),
    }


def _swappable(appointment: Appointment, appointments: list[Appointment]) -> list[Appointment]:
    return [
        one for one in appointments if one.kind == appointment.kind and one.nomination_id != appointment.nomination_id
    ]


def _swap_form(day: SelectionDay, others: list[Appointment]) -> SwapForm:
    zone = day.campaign.site.zone
    form = SwapForm(seen_version=str(day.version))
    form.other.choices = [SelectChoice("", _("Kies een kandidaat"))] + [
        SelectChoice(
            one.public_id,
            _(
                "%(time)s · %(name)s",
                time=f"{time_of(minute_of(one.start_at, zone)):%H:%M}",
                name=full_name(one.nomination),
            ),
        )
        for one in others
    ]
    return form


@bp.post("/appointments/<appointment_id>/swap")
@requires(May.STEER_DAY, on=visible_appointment)
def swap(appointment: Appointment) -> Response:
    day = appointment.selection_day
    others = _swappable(appointment, appointments_of(day))
    form = _swap_form(day, others)
    if not form.validate_on_submit():
        flash(_("Kies met wie je ruilt."), "error")
        return to("move", day, appointment_id=appointment.public_id)
    (other,) = (one for one in others if one.public_id == form.other.data)
    swap_appointments(appointment, other, int(form.seen_version.data or 0), by=g.user)
    flash(_("Geruild. Wie het aangaat, hoort het.") if is_known(day) else _("Geruild."))
    return to("show", day)
