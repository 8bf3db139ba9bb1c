"""Candidates of the own organisation: the list, the card, adding and changing."""

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from forms.candidates import CandidateFilterForm, CandidateForm, NewCandidateForm
from portal import clock
from portal.actions.candidates import add_candidate, change_candidate
from portal.actions.looking import record_look
from portal.blueprints.guard import requires
from portal.blueprints.keeping import form_answer, is_kept
from portal.blueprints.listing import list_page
from portal.blueprints.looked_at import note_page_about
from portal.models.candidates import Candidate
from portal.queries.candidates import (
    contents_of_candidate,
    found_candidates,
    nominations_of_candidate,
    visible_candidate,
)
from portal.queries.doubles import REASONS, doubles_of
from portal.queries.retention import files_of_candidate
from portal.rules.candidates import CandidateFacts
from portal.rules.editing import fingerprint
from portal.rules.permissions import May

bp = Blueprint("candidates", __name__)


@bp.get("/candidates")
@requires(May.LIST_CANDIDATES)
def index() -> str:
    form = CandidateFilterForm(request.args)
    query = found_candidates(g.user, words=form.q.data or "", only_own=form.whose.data == "own", order=form.order.data)
    return render_template("candidates/index.html", form=form, found=list_page(query))


@bp.get("/candidates/<candidate_id>")
@requires(May.SEE_CANDIDATE, on=visible_candidate)
def show(candidate: Candidate) -> str:
    record_look(g.user, candidate, "candidate")
    return render_template(
        "candidates/show.html",
        candidate=candidate,
        nominations=nominations_of_candidate(candidate),
        files=files_of_candidate(candidate, clock.today()),
        doubles=doubles_of(g.user, candidate),
        reasons=REASONS,
    )


@bp.route("/candidates/new", methods=["GET", "POST"])
@requires(May.KEEP_CANDIDATES)
def create() -> str | Response:
    form = NewCandidateForm()
    if form.validate_on_submit():
        candidate = add_candidate(CandidateFacts(**form.contents()), by=g.user, public_id=form.once.data)
        flash(_("%(name)s staat in je lijst.", name=candidate.first_name))
        return redirect(url_for(".show", candidate_id=candidate.public_id))
    return render_template("candidates/create.html", form=form)


@bp.route("/candidates/<candidate_id>/change", methods=["GET", "POST"])
@requires(May.CHANGE_CANDIDATE, on=visible_candidate)
def change(candidate: Candidate) -> Response | tuple[str | Response, int]:
    note_page_about(candidate, "candidate")
    stands = contents_of_candidate(candidate)
    form = CandidateForm().showing(stands, fingerprint(stands))
    if is_kept(
        form,
        lambda contents, seen: change_candidate(candidate, CandidateFacts(**contents), by=g.user, seen=seen),
    ):
        flash(_("Bewaard."))
        return redirect(_back(candidate))
    return form_answer(
        form, render_template("candidates/change.html", form=form, candidate=candidate, back=_back(candidate))
    )


def _back(candidate: Candidate) -> str:
    """Where the person came from: the tasks of a nomination, or the candidate's own page."""
    nomination_id = request.args.get("nomination")
    if nomination_id:
        return url_for("nominations.tasks", nomination_id=nomination_id)
    return url_for(".show", candidate_id=candidate.public_id)
