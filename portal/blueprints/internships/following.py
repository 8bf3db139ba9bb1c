"""Follow-up: moments planned, moved, and how they went."""

from datetime import time

from flask import flash, g, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from portal.actions.internships import (
    move_follow_up,
    note_follow_up,
    plan_follow_up,
)
from portal.blueprints.guard import requires
from portal.blueprints.internships.moments import moment_form, moment_of, note_form, stored_moment
from portal.blueprints.internships.ways import bp
from portal.blueprints.looked_at import note_page_about
from portal.models.internships import FollowUp, Internship
from portal.queries.internships import (
    visible_follow_up,
    visible_internship,
)
from portal.rules.permissions import May


@bp.route("/internships/<internship_id>/follow-ups", methods=["GET", "POST"])
@requires(May.FOLLOW_UP, on=visible_internship)
def add_follow_up(internship: Internship) -> str | Response:
    form = moment_form(time=time(10, 0), channel="phone", with_whom="both")
    if form.validate_on_submit():
        plan_follow_up(internship, public_id=form.once.data, by=g.user, **moment_of(form))
        flash(_("Opvolgmoment gepland."))
        return redirect(url_for(".show", internship_id=internship.public_id))
    return render_template("internships/follow_up.html", form=form, internship=internship, moment=None)


@bp.route("/follow-ups/<follow_up_id>/move", methods=["GET", "POST"])
@requires(May.FOLLOW_UP, on=visible_follow_up)
def shift_follow_up(moment: FollowUp) -> str | Response:
    form = moment_form(**stored_moment(moment))
    if form.validate_on_submit():
        move_follow_up(moment, by=g.user, **moment_of(form))
        flash(_("Verzet. Je agenda volgt."))
        return redirect(url_for(".show", internship_id=moment.internship.public_id))
    return render_template("internships/follow_up.html", form=form, internship=moment.internship, moment=moment)


@bp.route("/follow-ups/<follow_up_id>", methods=["GET", "POST"])
@requires(May.FOLLOW_UP, on=visible_follow_up)
def follow_up(moment: FollowUp) -> str | Response:
    form = note_form(moment)
    if form.validate_on_submit():
        note_follow_up(moment, form.went.data, form.note.data or "", by=g.user)
        flash(_("Verslag bewaard."))
        return redirect(url_for(".show", internship_id=moment.internship.public_id))
    note_page_about(moment.internship.nomination.candidate, "internship")
    return render_template("internships/note.html", form=form, moment=moment, internship=moment.internship)
