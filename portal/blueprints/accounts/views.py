"""The pages of one's own account, the way in, and the language switch."""

from flask import Blueprint, flash, g, redirect, render_template, request, session, url_for
from flask_babel import gettext as _
from flask_security import login_user, logout_user
from werkzeug.wrappers import Response

from forms.accounts import LANGUAGES, ProfileForm
from portal import clock
from portal.actions.accounts import change_profile, choose_language, sign_out_everywhere
from portal.blueprints.accounts.browsers import browser_words
from portal.blueprints.accounts.joining import make_account
from portal.blueprints.accounts.resuming import sign_in_again
from portal.blueprints.accounts.sessions import idle_limit
from portal.blueprints.guard import by_link, public, requires, signed_in_user
from portal.blueprints.own_path import own_path
from portal.queries.accounts import joined_by_link, open_sign_ins
from portal.rules.links import Purpose
from portal.rules.permissions import May
from portal.rules.roles import ROLE_NAMES, Role

bp = Blueprint("accounts", __name__)
bp.add_app_template_filter(browser_words)

bp.add_url_rule(
    "/join/<token>",
    view_func=by_link(Purpose.MAKE_ACCOUNT, on=joined_by_link)(make_account),
    methods=["GET", "POST"],
)
bp.add_url_rule(
    "/sign-in-again",
    view_func=public("signs in, and shows nothing but what the same person typed")(sign_in_again),
    methods=["POST"],
)


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
    flash(_("Je bent afgemeld."))
    return redirect(url_for("security.login"))


@bp.get("/sign-in-again")
@public("nothing was typed: the ordinary sign-in page follows")
def sign_in_afresh() -> Response:
    return redirect(url_for("security.login"))


@bp.route("/profile", methods=["GET", "POST"])
@requires(May.CHANGE_OWN_PROFILE)
def profile() -> str | Response:
    user = g.user
    form = ProfileForm(obj=user)
    if form.validate_on_submit():
        change_profile(
            user,
            name=form.name.data.strip(),
            phone=(form.phone.data or "").strip(),
            language=form.language.data,
        )
        session["language"] = form.language.data
        flash(_("Bewaard."))
        return redirect(url_for(".profile"))
    return render_template(
        "accounts/profile.html",
        form=form,
        role=ROLE_NAMES[Role(user.role)],
        sign_ins=open_sign_ins(user, clock.now(), idle_limit()),
        this_one=g.sign_in,
    )


@bp.post("/profile/sign-out-everywhere")
@requires(May.CHANGE_OWN_PROFILE)
def sign_out_elsewhere() -> Response:
    """Every other browser is signed out; this one goes on under a new token."""
    sign_out_everywhere(g.user)
    login_user(g.user, authn_via=["again"])
    flash(_("Overal elders ben je afgemeld."))
    return redirect(url_for(".profile"))
