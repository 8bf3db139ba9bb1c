"""Files that come in piece by piece, sent by `static/js/sending.js`: announced, sent on after a broken line, discarded.

The answers are JSON, refusals too (`errors.py`). Without JavaScript the form of the document sends whole files.
"""

from typing import Any

from flask import Blueprint, Response, flash, g, jsonify, redirect, request, url_for
from flask_babel import gettext as _
from flask_limiter.util import get_remote_address
from flask_login import current_user
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.wrappers import Response as AnyResponse

from forms.documents import AnnouncedFileForm
from portal import clock
from portal.actions.uploads import append_piece, begin_upload, discard_upload
from portal.blueprints.guard import requires
from portal.extensions import limiter
from portal.models.documents import Upload
from portal.models.nominations import Nomination
from portal.queries.nominations import visible_nomination
from portal.queries.uploads import visible_upload
from portal.rules.permissions import May
from portal.rules.uploads import CHUNK_BYTES, standing_of

bp = Blueprint("uploads", __name__)


def _whose() -> str:
    """Everybody is counted apart, also behind the one address of an office."""
    return f"user {current_user.id}" if current_user.is_authenticated else get_remote_address()


@bp.post("/nominations/<nomination_id>/uploads")
@limiter.limit("120 per minute", key_func=_whose)
@requires(May.CHANGE_NOMINATION, on=visible_nomination)
def announce(nomination: Nomination) -> tuple[Response, int]:
    form = AnnouncedFileForm()
    if not form.validate_on_submit():
        return jsonify(error=_("We begrepen die aanvraag niet. Ga terug en probeer het opnieuw.")), 409
    name, resume_key = form.name.data or "", form.resume_key.data or ""
    upload = begin_upload(nomination, form.kind.data, name, form.size.data, resume_key, by=g.user)
    return jsonify(_how_far(upload)), 200


@bp.get("/uploads/<upload_id>")
@requires(May.CHANGE_NOMINATION, on=visible_upload)
def show(upload: Upload) -> Response:
    return jsonify(_how_far(upload))


@bp.post("/uploads/<upload_id>/pieces")
@limiter.limit("1200 per minute", key_func=_whose)
@requires(May.CHANGE_NOMINATION, on=visible_upload)
def append(upload: Upload) -> Response:
    at = request.args.get("at", default=-1, type=int)
    return jsonify(_how_far(append_piece(upload, _piece(), at)))


@bp.post("/uploads/<upload_id>/discard")
@requires(May.CHANGE_NOMINATION, on=visible_upload)
def discard(upload: Upload) -> AnyResponse:
    discard_upload(upload)
    if request.accept_mimetypes.best == "application/json":  # the page itself, which goes on
        return jsonify(id=upload.public_id)
    flash(_("“%(name)s” is weggegooid.", name=upload.file_name))
    return redirect(url_for(f"documents.{upload.kind}", nomination_id=upload.nomination.public_id))


def _piece() -> bytes:
    """The body, and never more than one byte over the limit of a piece."""
    if request.mimetype != "application/octet-stream":
        return b""
    if (request.content_length or 0) > CHUNK_BYTES:
        raise RequestEntityTooLarge
    return request.stream.read(CHUNK_BYTES + 1)


def _how_far(upload: Upload) -> dict[str, Any]:
    standing = standing_of(upload.state, upload.trouble, upload.reason, clock.now() - upload.changed_at)
    return {
        "id": upload.public_id,
        "state": upload.state,
        "arrived": upload.arrived,
        "size": upload.size,
        "piece_bytes": CHUNK_BYTES,
        "badge": _(standing.badge),
        "sentence": _(standing.sentence),
    }
