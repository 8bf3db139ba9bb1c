"""Refusals become pages: unseen 404, forbidden 403, out of order 409 with a sentence."""

from typing import Any

from flask import Flask, current_app, jsonify, redirect, render_template, request, url_for
from flask_babel import gettext
from flask_limiter.errors import RateLimitExceeded
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from portal.blueprints.accounts.resuming import ask_to_send_again, ask_to_sign_in_again, comes_from_here
from portal.blueprints.guard import LinkGone, guard_of, signed_in_user
from portal.blueprints.showing import said
from portal.rules.documents import DocumentRefused
from portal.rules.links import Purpose
from portal.rules.refusals import Refused
from portal.trouble import is_out_of_room, told_without_data


def _wants_json() -> bool:
    return request.accept_mimetypes.best_match(["text/html", "application/json"]) == "application/json"


def _page(template: str, status: int, **values: object) -> Any:
    if _wants_json():
        return jsonify(error=str(values.get("sentence", status))), status
    return render_template(f"errors/{template}.html", **values), status


def _onward(purpose: Purpose) -> dict[str, str]:
    """Where somebody with a link that opens nothing goes on, when there is more to do than go to the beginning."""
    if purpose is Purpose.OWN_DAY:
        return {"next_url": url_for("own_day.ask"), "next_label": gettext("Vraag je link opnieuw")}
    if purpose is not Purpose.ANSWER_APPOINTMENT:
        return {}
    return {"next_url": url_for("answers.lost_links"), "next_label": gettext("Vraag je links opnieuw")}


def answer_old_form() -> Any:
    """A form whose token holds no more, nearly always because the session ended: go on without losing what was typed.

    Another site's form gets no further than a sentence.
    """
    sentence = gettext("Dit formulier is te oud. Ga terug, laad de pagina opnieuw en probeer nog eens.")
    if _wants_json() or not comes_from_here() or request.endpoint is None:
        return _page("refused", 400, sentence=sentence)
    if request.endpoint in ("security.login", "accounts.sign_out"):
        return redirect(url_for("security.login", next=request.args.get("next")))
    guard = guard_of(current_app, request.endpoint)
    if guard is not None and guard.kind == "requires" and signed_in_user() is None:
        return ask_to_sign_in_again()
    return ask_to_send_again()


def _status_of(refused: Refused) -> int:
    """409; 507 for a file that can be handed in again a little later, so that who sends it tries again by itself."""
    return 507 if isinstance(refused, DocumentRefused) and refused.reason.is_passing else 409


def _answer_unforeseen(app: Flask, error: Exception) -> Any:
    """A full disk is said as what it is; anything else is logged without its message, and raised in tests."""
    if is_out_of_room(error):
        app.logger.error("no room at %s: %s", request.endpoint, type(error).__name__)
        return _page("no_room", 507)
    if app.testing or app.debug:
        raise error
    app.logger.error("unforeseen error at %s: %s", request.endpoint, told_without_data(error))
    return _page("server_error", 500)


def register(app: Flask) -> None:
    """Bind every error that a person can meet to its page."""

    @app.errorhandler(Refused)
    def out_of_order(refused: Refused) -> Any:
        return _page("refused", _status_of(refused), sentence=gettext(refused.sentence, **said(refused.values)))

    @app.errorhandler(LinkGone)
    def link_gone(gone: LinkGone) -> Any:
        status = 404 if gone.standing == "unknown" else 410
        return _page("link_gone", status, reason=gone.standing, purpose=gone.purpose, **_onward(gone.purpose))

    @app.errorhandler(CSRFError)
    def form_too_old(error: CSRFError) -> Any:
        return answer_old_form()

    @app.errorhandler(RateLimitExceeded)
    def too_many(error: RateLimitExceeded) -> Any:
        return error.response or _page("too_many", 429)

    pages = {403: "forbidden", 404: "not_found", 405: "not_found", 413: "too_large", 429: "too_many"}

    @app.errorhandler(HTTPException)
    def other(error: HTTPException) -> Any:
        code = error.code or 500
        if code == 400:
            return _page(
                "refused",
                400,
                sentence=gettext("We begrepen die aanvraag niet. Ga terug en probeer het opnieuw."),
            )
        if code in pages:
            return _page(pages[code], code)
        return error if code < 500 else _page("server_error", code)

    @app.errorhandler(Exception)
    def unforeseen(error: Exception) -> Any:
        return _answer_unforeseen(app, error)
