"""Candidates who may be the same person: the pairs of the own organisation, and making one of two."""

from flask import Blueprint, flash, g, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response

from portal.actions.candidates import merge_candidates
from portal.actions.looking import record_look
from portal.blueprints.guard import requires
from portal.queries.doubles import REASONS, Double, doubles_of, in_the_same_campaign, visible_double
from portal.rules.permissions import May

bp = Blueprint("doubles", __name__)


@bp.get("/candidates/doubles")
@requires(May.SEE_DOUBLES)
def index() -> str:
    return render_template("doubles/index.html", doubles=doubles_of(g.user), reasons=REASONS)


@bp.route("/candidates/<candidate_id>/merge/<other_id>", methods=["GET", "POST"])
@requires(May.MERGE_CANDIDATES, on=visible_double)
def merge(double: Double) -> str | Response:
    """The last page before two become one; it cannot be undone. Both must be one's own to change."""
    form = FlaskForm()
    if form.validate_on_submit():
        merge_candidates(double.first, double.second, by=g.user)
        flash(_("Samengevoegd."))
        return redirect(url_for("candidates.show", candidate_id=double.first.public_id))
    record_look(g.user, double.second, "double")
    both = in_the_same_campaign(double.first, double.second)
    return render_template("doubles/merge.html", form=form, double=double, reasons=REASONS, both=both)
