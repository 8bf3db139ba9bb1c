"""Aftercare: moments planned, moved, noted and taken away; they are listed on the page of the internship."""

from datetime import time

from flask import Blueprint, flash, g, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from portal.actions.aftercare import move_aftercare, note_aftercare, plan_aftercare, remove_aftercare
from portal.blueprints.guard import requires
from portal.blueprints.internships.moments import moment_form, moment_of, note_form, stored_moment
from portal.models.internships import Internship
from portal.models.placements import AftercareMoment, Placement
from portal.queries.aftercare import visible_aftercare
from portal.queries.internships import visible_placement
from portal.rules.permissions import May

bp = Blueprint("aftercare", __name__)


@bp.route("/placements/<placement_id>/aftercare", methods=["GET", "POST"])
@requires(May.FOLLOW_UP, on=visible_placement)
def add(placement: Placement) -> str | Response:
    form = moment_form(time=time(10, 0), channel="phone", with_whom="candidate")
    if form.validate_on_submit():
        plan_aftercare(placement, public_id=form.once.data, by=g.user, **moment_of(form))
        flash(_("Nazorgmoment gepland. Het staat in je agenda."))
        return _back(placement.internship)
    return render_template("aftercare/moment.html", form=form, internship=placement.internship, moment=None)


@bp.route("/aftercare/<moment_id>/move", methods=["GET", "POST"])
@requires(May.FOLLOW_UP, on=visible_aftercare)
def shift(moment: AftercareMoment) -> str | Response:
    form = moment_form(**stored_moment(moment))
    if form.validate_on_submit():
        move_aftercare(moment, by=g.user, **moment_of(form))
        flash(_("Verzet. Je agenda volgt."))
        return _back(moment.placement.internship)
    return render_template("aftercare/moment.html", form=form, internship=moment.placement.internship, moment=moment)


@bp.route("/aftercare/<moment_id>", methods=["GET", "POST"])
@requires(May.FOLLOW_UP, on=visible_aftercare)
def note(moment: AftercareMoment) -> str | Response:
    form = note_form(moment)
    if form.validate_on_submit():
        note_aftercare(moment, form.went.data, form.note.data or "", by=g.user)
        flash(_("Verslag bewaard."))
        return _back(moment.placement.internship)
    return render_template("internships/note.html", form=form, moment=moment, internship=moment.placement.internship)


@bp.post("/aftercare/<moment_id>/remove")
@requires(May.FOLLOW_UP, on=visible_aftercare)
def remove(moment: AftercareMoment) -> Response:
    internship = moment.placement.internship
    remove_aftercare(moment, by=g.user)
    flash(_("Het moment is weg, ook uit je agenda."))
    return _back(internship)


def _back(internship: Internship) -> Response:
    return redirect(url_for("internships.show", internship_id=internship.public_id, _anchor="aftercare"))
