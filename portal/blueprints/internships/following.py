"""Follow-up: moments planned, moved, and how they went."""

from datetime import time
from typing import Any

from flask import flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response
from wtforms.fields.choices import SelectChoice

from forms.internships import FollowUpForm, NoteForm
from portal.actions.internships import (
    move_follow_up,
    note_follow_up,
    plan_follow_up,
)
from portal.blueprints.guard import requires
from portal.blueprints.internships.ways import bp, minutes_of, time_of
from portal.models.internships import FollowUp, Internship
from portal.queries.internships import (
    visible_follow_up,
    visible_internship,
)
from portal.rules.internships import CHANNEL_NAMES, WENT_NAMES, WITH_WHOM_NAMES
from portal.rules.permissions import May


def _follow_up_form(**data: Any) -> FollowUpForm:
    form = FollowUpForm(data=data if request.method == "GET" else None)
    form.channel.choices = [SelectChoice(key, _(name)) for key, name in CHANNEL_NAMES.items()]
    form.with_whom.choices = [SelectChoice(key, _(name)) for key, name in WITH_WHOM_NAMES.items()]
    return form


def _moment_of(form: FollowUpForm) -> dict[str, Any]:
    return {
        "on": form.on.data,
        "start_minute": minutes_of(form.time.data),
        "channel": form.channel.data,
        "with_whom": form.with_whom.data,
        "purpose": (form.purpose.data or "").strip(),
    }


@bp.route("/internships/<internship_id>/follow-ups", methods=["GET", "POST"])
@requires(May.FOLLOW_UP, on=visible_internship)
def add_follow_up(internship: Internship) -> str | Response:
    form = _follow_up_form(time=time(10, 0), channel="phone", with_whom="both")
    if form.validate_on_submit():
        plan_follow_up(internship, public_id=form.once.data, by=g.user, **_moment_of(form))
        flash(_("Opvolgmoment gepland."))
        return redirect(url_for(".show", internship_id=internship.public_id))
    return render_template("internships/follow_up.html", form=form, internship=internship, moment=None)


@bp.route("/follow-ups/<follow_up_id>/move", methods=["GET", "POST"])
@requires(May.FOLLOW_UP, on=visible_follow_up)
def shift_follow_up(moment: FollowUp) -> str | Response:
    form = _follow_up_form(
        on=moment.on,
        time=time_of(moment.start_minute),
        channel=moment.channel,
        with_whom=moment.with_whom,
        purpose=moment.purpose,
        once=moment.public_id,
    )
    if form.validate_on_submit():
        move_follow_up(moment, by=g.user, **_moment_of(form))
        flash(_("Verzet. Je agenda volgt."))
        return redirect(url_for(".show", internship_id=moment.internship.public_id))
    return render_template("internships/follow_up.html", form=form, internship=moment.internship, moment=moment)


@bp.route("/follow-ups/<follow_up_id>", methods=["GET", "POST"])
@requires(May.FOLLOW_UP, on=visible_follow_up)
def follow_up(moment: FollowUp) -> str | Response:
    form = NoteForm(data={"went": moment.went, "note": moment.note} if request.method == "GET" else None)
    form.went.choices = [SelectChoice(key, _(name)) for key, name in WENT_NAMES.items()]
    if form.validate_on_submit():
        note_follow_up(moment, form.went.data, form.note.data or "", by=g.user)
        flash(_("Verslag bewaard."))
        return redirect(url_for(".show", internship_id=moment.internship.public_id))
    return render_template("internships/note.html", form=form, moment=moment, internship=moment.internship)
