"""Documents of a candidate: handing them in, and reading them."""

import io

from flask import Blueprint, Response, abort, flash, g, redirect, render_template, request, send_file, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from forms.documents import PaperForm
from portal import clock
from portal.actions.documents import put_back_document
from portal.actions.looking import record_look
from portal.actions.uploads import receive_file
from portal.blueprints.guard import requires
from portal.blueprints.keeping import refusals_at
from portal.models.documents import Document, Upload
from portal.models.nominations import Nomination
from portal.queries.documents import content_of, versions_of, visible_document
from portal.queries.nominations import visible_nomination
from portal.queries.retention import file_of
from portal.queries.uploads import uploads_of
from portal.rules.papers import PAPER_NAMES, SHOWN_IN_BROWSER, plain_file_name
from portal.rules.permissions import May
from portal.rules.uploads import Standing, is_open, name_as_sent, standing_of

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
    is_own = g.user.organisation_id == document.nomination.organisation_id and request.args.get("as") != "employer"
    name = document.file_name if is_own else plain_file_name(document.kind, document.media_type)
    answer: Response = send_file(
        io.BytesIO(content), mimetype=document.media_type, as_attachment=not shown, download_name=name, max_age=0
    )
    answer.headers["Content-Security-Policy"] = READING_POLICY
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


@bp.post("/documents/<document_id>/put-back")
@requires(May.CHANGE_NOMINATION, on=visible_document)
def put_back(document: Document) -> AnyResponse:
    put_back_document(document, by=g.user)
    flash(_("“%(name)s” telt weer. De andere versies blijven staan.", name=document.file_name))
    return redirect(url_for(f".{document.kind}", nomination_id=document.nomination.public_id))


def _shown_uploads(nomination: Nomination, kind: str) -> list[tuple[Upload, Standing]]:
    """What is on its way or was refused, each with where it stands in words."""
    now = clock.now()
    return [
        (one, standing_of(one.state, one.trouble, one.reason, now - one.changed_at))
        for one in uploads_of(nomination, kind)
    ]


def _hand_in(nomination: Nomination, kind: str) -> str | AnyResponse:
    """Take what was handed in into quarantine and answer at once; the check runs beside the page, which follows it."""
    form = PaperForm()
    if form.validate_on_submit():
        several = len(form.file.data) > 1
        for given in form.file.data:
            with refusals_at(form.file, f"“{name_as_sent(given.filename or '')}”" if several else ""):
                receive_file(nomination, kind, given.stream, given.filename or "", by=g.user)
        if not form.errors:
            return redirect(url_for(f".{kind}", nomination_id=nomination.public_id))
    uploads = _shown_uploads(nomination, kind)
    return render_template(
        "documents/hand_in.html",
        form=form,
        nomination=nomination,
        campaign=nomination.campaign,
        kind=kind,
        paper_name=_(PAPER_NAMES[kind]),
        uploads=uploads,
        is_checking=any(is_open(one.state) for one, _standing in uploads),
        file=file_of(nomination, clock.today()),
        versions=versions_of(nomination, kind),
    )
