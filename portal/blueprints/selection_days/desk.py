"""The desk on the day: who is there, who comes later, who does not come; and what the jobcoaches told before."""

from collections import Counter

from flask import flash, g, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from forms.selection_days import LateForm, minutes_of, time_of
from portal import clock
from portal.actions.attendance import announce_late, inform_candidate, inform_candidate_again, note_attendance
from portal.actions.looking import record_looks_in_list
from portal.blueprints.asking_again import asks_again, unless_known
from portal.blueprints.day_board import Line, full_name, lines_of
from portal.blueprints.guard import requires
from portal.blueprints.selection_days.ways import bp, from_address, offer_undo, to
from portal.models.selection_days import Attendance, SelectionDay
from portal.outbox.mails.selection_days import place_of
from portal.queries.instances import minute_of
from portal.queries.live_day import stand_ins_of, unplanned_of
from portal.queries.selection_days import (
    appointments_of,
    attendances_of,
    is_known,
    kinds_of,
    visible_attendance,
    visible_day,
)
from portal.rules.candidates import searchable
from portal.rules.permissions import May
from portal.rules.selection_days import KIND_NAMES

_STEPS = {"present": "check_in", "absent": "mark_absent", "left": "check_out", "back": "expect_again"}


@bp.get("/check-in")
@requires(May.CHECK_IN, on=visible_day)
def check_in(day: SelectionDay) -> str | Response:
    """Everybody on the list; the page itself asks for what somebody else at the door noted (`static/js/desk.js`)."""
    return unless_known(day, lambda: _check_in(day)) if asks_again("desk") else _check_in(day)


def _check_in(day: SelectionDay) -> str:
    words = request.args.get("q", "").strip()
    attendances = attendances_of(day)
    everybody = _everybody(day, attendances)
    counts = Counter(line.attendance.state for line in everybody if line.attendance)
    lines = [line for line in everybody if _answers(line, words)]
    return render_template(
        "selection_days/check_in.html",
        campaign=day.campaign,
        day=day,
        place=place_of(day),
        lines=sorted(lines, key=lambda line: (line.own[0].start_at if line.own else clock.now(), line.name.casefold())),
        total=len(everybody),
        counts=counts,
        words=words,
        is_known=is_known(day),
        late_form=LateForm(expected=time_of(minute_of(clock.now(), day.campaign.site.zone) // 5 * 5)),
        kinds=KIND_NAMES,
        shown=kinds_of(day),
        stand_ins=stand_ins_of(day),
    )


def _everybody(day: SelectionDay, attendances: dict[int, Attendance]) -> list[Line]:
    """Everybody on the list, those without an hour too; a look at what somebody needs is on record."""
    lines = [line for line in lines_of(appointments_of(day), attendances, full_name) if line.attendance]
    placed = {line.nomination.id for line in lines}
    lines += [
        Line(one, full_name(one), attendance=attendances[one.id]) for one in unplanned_of(day, attendances, placed)
    ]
    told = [line.nomination.candidate_id for line in lines if line.attendance and line.attendance.note]
    record_looks_in_list(g.user, told, "day")
    return lines


def _answers(line: Line, words: str) -> bool:
    """Whether every word stands in the name of the candidate, the jobcoach or the organisation."""
    nomination = line.nomination
    found = searchable(line.name, nomination.jobcoach.name, nomination.organisation.name)
    return all(word in found for word in searchable(words).split())


def _back_to_desk(day: SelectionDay, attendance: Attendance) -> Response:
    words = request.form.get("q") or None
    return to("check_in", day, q=words, _anchor=f"a-{attendance.public_id}")


@bp.post("/attendance/<attendance_id>/<any(present, absent, left, back):step>")
@requires(May.CHECK_IN, on=visible_attendance)
def attend(attendance: Attendance) -> Response:
    step = from_address("step")
    name = full_name(attendance.nomination)
    note_attendance(attendance, _STEPS[step], by=g.user)
    if step == "present":
        _undo(attendance, _("%(name)s is er.", name=name))
    elif step == "absent":
        _undo(attendance, _("%(name)s komt niet. De jobcoach hoort het.", name=name))
    elif step == "left":
        _undo(attendance, _("%(name)s is vertrokken.", name=name), "present")
    else:
        flash(_("Rechtgezet: %(name)s wordt verwacht.", name=name))
    return _back_to_desk(attendance.selection_day, attendance)


@bp.post("/attendance/<attendance_id>/late")
@requires(May.CHECK_IN, on=visible_attendance)
def late(attendance: Attendance) -> Response:
    form = LateForm()
    if form.validate_on_submit():
        announce_late(attendance, minutes_of(form.expected.data), by=g.user)
        _undo(attendance, _("%(name)s komt later.", name=full_name(attendance.nomination)))
    else:
        flash(_("Vul in hoe laat de kandidaat er denkt te zijn."), "error")
    return _back_to_desk(attendance.selection_day, attendance)


@bp.post("/attendance/<attendance_id>/informed")
@requires(May.INFORM_CANDIDATE, on=visible_attendance)
def informed(attendance: Attendance) -> Response:
    inform_candidate(attendance, by=g.user)
    day = attendance.selection_day
    text = _("Genoteerd: %(name)s kent de uren.", name=attendance.nomination.candidate.first_name)
    offer_undo(text, "not_informed", day, attendance_id=attendance.public_id)
    return to("show", day)


@bp.post("/attendance/<attendance_id>/not-informed")
@requires(May.INFORM_CANDIDATE, on=visible_attendance)
def not_informed(attendance: Attendance) -> Response:
    inform_candidate_again(attendance, by=g.user)
    flash(_("Rechtgezet: nog te vertellen."))
    return to("show", attendance.selection_day)


def _undo(attendance: Attendance, text: str, step: str = "back") -> None:
    offer_undo(text, "attend", attendance.selection_day, attendance_id=attendance.public_id, step=step)
