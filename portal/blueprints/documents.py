"""Documents of a candidate: handing them in, and reading them."""

import io

from flask import Blueprint, Response, abort, flash, g, redirect, render_template, request, send_file, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from forms.nominations import PaperForm
from portal.actions.documents import keep_document
from portal.actions.looking import record_look
from portal.blueprints.guard import requires
from portal.blueprints.keeping import refusals_at
from portal.cabinet.handing_in import handed_in
from portal.cabinet.storing import open_cabinet
from portal.config import setting
from portal.models.documents import Document
from portal.models.nominations import Nomination
from portal.queries.documents import content_of, versions_of, visible_document
from portal.queries.nominations import visible_nomination
from portal.rules.papers import PAPER_NAMES, SHOWN_IN_BROWSER, plain_file_name
from portal.rules.permissions import May

bp = Blueprint("documents", __name__)
# Whatever the examination let through: nothing in a document runs, fetches, or opens anything here.
READING_POLICY = "sandbox; default-src 'none'"


@bp.route("/nominations/<nomination_id>/cv", methods=["GET", "POST"])
@requires(May.CHANGE_NOMINATION, on=visible_nomination)
def cv(nomination: Nomination) -> str | AnyResponse:
    return _hand_in(nomination, "cv")


@bp.route("/nominations/<nomination_id>/letter", methods=["GET", "POST"])
@requires(May.CHANGE_NOMINATION, on=visible_nomination)
def letter(nomination: Nomination) -> str | AnyResponse:
    return _hand_in(nomination, "letter")


@bp.get("/documents/<document_id>")
@requires(May.READ_DOCUMENT, on=visible_document)
def read(document: Document) -> AnyResponse:
    content = content_of(document)
    if content is None:
        abort(404)
    record_look(g.user, document.nomination.candidate, f"document:{document.kind}")
    shown = document.media_type in SHOWN_IN_BROWSER and "download" not in request.args
    is_own = g.user.organisation_id == document.nomination.organisation_id
    name = document.file_name if is_own else plain_file_name(document.kind, document.media_type)
    answer: Response = send_file(
        io.BytesIO(content), mimetype=document.media_type, as_attachment=not shown, download_name=name, max_age=0
    )
    answer.headers["Content-Security-Policy"] = READING_POLICY
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


def _hand_in(nomination: Nomination, kind: str) -> str | AnyResponse:
    """Take the document in first, outside any transaction; then its row. What no row names is shredded."""
    form = PaperForm()
    if form.validate_on_submit():
        given = form.file.data
        with refusals_at(form.file):
            cabinet = open_cabinet(setting("CABINET_URL"))
            with handed_in(cabinet, given.stream, given.filename or "") as handing:
                document = keep_document(nomination, kind, handing.taken, by=g.user)
                handing.kept_under = document.cabinet_key
            flash(_("“%(name)s” is nagekeken en veilig bewaard.", name=document.file_name))
            return redirect(url_for("nominations.tasks", nomination_id=nomination.public_id))
    return render_template(
        "documents/hand_in.html",
        form=form,
        nomination=nomination,
        campaign=nomination.campaign,
        kind=kind,
        paper_name=_(PAPER_NAMES[kind]),
        versions=versions_of(nomination, kind),
    )
