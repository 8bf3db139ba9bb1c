"""Refusals become pages: unseen 404, forbidden 403, out of order 409 with a sentence."""

from flask import Flask, jsonify, render_template, request
from flask_babel import gettext
from flask_limiter.errors import RateLimitExceeded
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from portal.blueprints.guard import LinkGone
from portal.rules.refusals import Refused


def _wants_json() -> bool:
    return request.accept_mimetypes.best_match(["text/html", "application/json"]) == "application/json"


def _page(template: str, status: int, **values: object) -> tuple[object, int]:
    if _wants_json():
        return jsonify(error=str(values.get("sentence", status))), status
    return render_template(f"errors/{template}.html", **values), status


def register(app: Flask) -> None:
    """Bind every error that a person can meet to its page."""

    @app.errorhandler(Refused)
    def out_of_order(refused: Refused) -> tuple[object, int]:
        return _page("refused", 409, sentence=gettext(refused.sentence, **refused.values))

    @app.errorhandler(LinkGone)
    def link_gone(gone: LinkGone) -> tuple[object, int]:
        status = 404 if gone.standing == "unknown" else 410
        return _page("link_gone", status, reason=gone.standing, purpose=gone.purpose)

    @app.errorhandler(CSRFError)
    def form_too_old(error: CSRFError) -> tuple[object, int]:
        return _page("refused", 400, sentence=gettext("Dit formulier is te oud. Ga terug, laad de pagina opnieuw en probeer nog eens."))

    @app.errorhandler(RateLimitExceeded)
    def too_many(error: RateLimitExceeded) -> tuple[object, int]:
        return _page("too_many", 429)

    pages = {400: "refused", 403: "forbidden", 404: "not_found", 405: "not_found", 413: "too_large"}

    @app.errorhandler(HTTPException)
    def other(error: HTTPException) -> object:
        code = error.code or 500
        if code in pages:
            return _page(pages[code], code)
        return error if code < 500 else _page("server_error", code)

    @app.errorhandler(Exception)
    def unforeseen(error: Exception) -> tuple[object, int]:
        if app.testing or app.debug:
            raise error
        app.logger.exception("unforeseen error at %s", request.endpoint)
        return _page("server_error", 500)
