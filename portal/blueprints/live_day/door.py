"""The door beside the list: the code on the slip, part by part, who was not expected, and who stands in for whom."""

from itertools import groupby

from flask import flash, g, render_template
from flask_babel import gettext as _
from werkzeug.wrappers import Response
from wtforms.fields.choices import SelectChoice

from forms.live_day import StandInForm, UnannouncedForm
from forms.selection_days import LateForm, time_of
from portal import clock
from portal.actions.live_day import add_walk_in, drop_stand_in, name_stand_in, note_part, welcome_unannounced
from portal.actions.looking import record_looks_in_list
from portal.blueprints.asking_again import asks_again, unless_known
from portal.blueprints.day_board import Line, full_name, lines_of
from portal.blueprints.guard import requires
from portal.blueprints.keeping import refusals_at
from portal.blueprints.live_day.ways import bp, offer_undo, to
from portal.blueprints.selection_days.ways import from_address
from portal.models.live_day import StandIn
from portal.models.selection_days import Appointment, Attendance, SelectionDay
from portal.queries.instances import minute_of
from portal.queries.live_day import (
    jobcoaches_of,
    not_on_the_list,
    seen_at_parts,
    stand_ins_of,
    visible_booked,
    visible_stand_in,
)
from portal.queries.selection_days import (
    appointments_of,
    attendances_of,
    is_known,
    kinds_of,
    visible_attendance,
    visible_day,
    visible_day_with_kind,
)
from portal.rules.permissions import May
from portal.rules.selection_days import KIND_NAMES, Kind

Group = list[tuple[Appointment, Attendance]]


@bp.get("/check-in/of/<attendance_id>")
@requires(May.CHECK_IN, on=visible_attendance)
def of_candidate(attendance: Attendance) -> str | Response:
    """Where the code on the slip leads: the line of one candidate."""
    if asks_again("desk"):
        return unless_known(attendance.selection_day, lambda: _of_candidate(attendance))
    return _of_candidate(attendance)


def _of_candidate(attendance: Attendance) -> str:
    day = attendance.selection_day
    own = [one for one in appointments_of(day) if one.nomination_id == attendance.nomination_id]
    lines = lines_of(own, {attendance.nomination_id: attendance}, full_name)
    record_looks_in_list(g.user, [attendance.nomination.candidate_id] if attendance.note else [], "day")
    return render_template(
        "live_day/of_candidate.html",
        campaign=day.campaign,
        day=day,
        attendance=attendance,
        name=full_name(attendance.nomination),
        line=lines[0]
        if lines
        else Line(attendance.nomination, full_name(attendance.nomination), attendance=attendance),
        stand_ins=stand_ins_of(day),
        late_form=late_form(day),
        kinds=KIND_NAMES,
        words="",
    )


def late_form(day: SelectionDay) -> LateForm:
    """The form for who comes later, with about now filled in."""
    return LateForm(expected=time_of(minute_of(clock.now(), day.campaign.site.zone) // 5 * 5))


@bp.get("/check-in/parts/<part>")
@requires(May.CHECK_IN, on=visible_day_with_kind)
def part(day: SelectionDay) -> str | Response:
    """Everybody of one part of the day, by hour and place, to tick off at that door."""
    return unless_known(day, lambda: _part(day)) if asks_again("desk") else _part(day)


def _part(day: SelectionDay) -> str:
    kind = Kind(from_address("part"))
    return render_template(
        "live_day/part.html",
        campaign=day.campaign,
        day=day,
        kind=kind,
        groups=_groups(day, kind),
        seen=seen_at_parts(day),
        kinds=KIND_NAMES,
        is_known=is_known(day),
        shown=kinds_of(day),
    )


def _groups(day: SelectionDay, kind: Kind) -> list[tuple[Appointment, Group]]:
    """Who is there together, by hour and place: the first of them says where and when."""
    attendances = attendances_of(day)
    own = [one for one in appointments_of(day) if one.kind == kind and one.nomination_id in attendances]
    own.sort(key=lambda one: (one.start_at, _place_id(one), full_name(one.nomination).casefold()))
    together = [list(group) for _when, group in groupby(own, lambda one: (one.start_at, _place_id(one)))]
    return [(group[0], [(one, attendances[one.nomination_id]) for one in group]) for group in together]


def _place_id(one: Appointment) -> int:
    return one.item_id or one.tour_line_id or one.room_id or one.table_id or 0


@bp.post("/attendance/<attendance_id>/parts/<kind>/<int:slot>/<any(seen, not_seen):step>")
@requires(May.CHECK_IN, on=visible_booked)
def note(attendance: Attendance) -> Response:
    kind, slot, step = from_address("kind"), int(from_address("slot")), from_address("step")
    note_part(attendance, kind, slot, step == "seen", by=g.user)
    name = full_name(attendance.nomination)
    day = attendance.selection_day
    back = "not_seen" if step == "seen" else "seen"
    words = (
        _("%(name)s is er.", name=name) if step == "seen" else _("Rechtgezet: %(name)s is hier nog niet.", name=name)
    )
    offer_undo(words, day, "live_day.note", attendance_id=attendance.public_id, kind=kind, slot=slot, step=back)
    return to("live_day.part", day, part=kind, _anchor=f"a-{attendance.public_id}-{slot}")


@bp.route("/check-in/unannounced", methods=["GET", "POST"])
@requires(May.CHECK_IN, on=visible_day)
def unannounced(day: SelectionDay) -> str | Response:
    """Somebody at the door who is not on the list."""
    known = {one.public_id: one for one in not_on_the_list(day)}
    form = UnannouncedForm()
    form.known.choices = [SelectChoice("", _("Niemand van hen"))] + [
        SelectChoice(key, f"{full_name(one)} · {one.jobcoach.name}") for key, one in known.items()
    ]
    if form.validate_on_submit():
        with refusals_at(form.last_name):
            attendance = (
                welcome_unannounced(day, known[form.known.data], form.needs.data or "", by=g.user)
                if form.known.data
                else add_walk_in(
                    day,
                    form.first_name.data or "",
                    form.last_name.data or "",
                    form.needs.data or "",
                    by=g.user,
                    public_id=form.once.data,
                )
            )
            flash(_("%(name)s is aangemeld.", name=full_name(attendance.nomination)))
            return to("selection_days.check_in", day, _anchor=f"a-{attendance.public_id}")
    return render_template("live_day/unannounced.html", campaign=day.campaign, day=day, form=form, known=known)


@bp.route("/check-in/stand-ins", methods=["GET", "POST"])
@requires(May.CHECK_IN, on=visible_day)
def stand_ins(day: SelectionDay) -> str | Response:
    """Which jobcoaches send somebody else today."""
    coaches = {one.public_id: one for one in jobcoaches_of(day)}
    form = StandInForm()
    form.jobcoach.choices = [SelectChoice("", _("Kies een jobcoach"))] + [
        SelectChoice(key, one.name) for key, one in coaches.items()
    ]
    if form.validate_on_submit():
        name_stand_in(day, coaches[form.jobcoach.data], form.name.data or "", form.phone.data or "", by=g.user)
        flash(_("Genoteerd: %(name)s komt.", name=form.name.data))
        return to("live_day.stand_ins", day)
    named = stand_ins_of(day)
    return render_template(
        "live_day/stand_ins.html",
        campaign=day.campaign,
        day=day,
        form=form,
        named=[(one, named[one.id]) for one in coaches.values() if one.id in named],
    )


@bp.post("/stand-ins/<stand_in_id>/drop")
@requires(May.CHECK_IN, on=visible_stand_in)
def drop(stand_in: StandIn) -> Response:
    drop_stand_in(stand_in, by=g.user)
    flash(_("Genoteerd: de jobcoach komt zelf."))
    return to("live_day.stand_ins", stand_in.selection_day)
