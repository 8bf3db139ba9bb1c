"""The pages of one's own account, and the language switch."""

from urllib.parse import urlsplit

from flask import Blueprint, redirect, request, session
from flask_security import logout_user
from werkzeug.wrappers import Response

from portal.actions.accounts import choose_language
from portal.blueprints.guard import public, signed_in_user

bp = Blueprint("accounts", __name__)
LANGUAGES = ("nl", "en")


def own_path(target: str) -> str:
    """The target when it is a path on this site, the home page otherwise."""
    parts = urlsplit(target.replace("\\", "/"))
    safe = not parts.scheme and not parts.netloc and target.startswith("/") and not target.startswith("//")
    return target if safe else "/"


@bp.post("/language")
@public("everyone chooses the language of the pages")
def language() -> Response:
    chosen = request.form.get("language", "")
    if chosen in LANGUAGES:
        session["language"] = chosen
        user = signed_in_user()
        if user is not None:
            choose_language(user, chosen)
    return redirect(own_path(request.form.get("next", "/")))


@bp.post("/sign-out")
@public("signing out twice does no harm")
def sign_out() -> Response:
    logout_user()
    return redirect("/")
