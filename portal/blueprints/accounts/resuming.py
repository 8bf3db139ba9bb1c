"""A session that ended while somebody was typing: what was typed travels to the sign-in and back.

The fields go as hidden inputs through one page, never into a cookie or the database. Only what our own page
sent is kept: a form
that another site had a browser send would otherwise be carried past the sign-in. Files and passwords do not
travel.
"""

from dataclasses import dataclass
from typing import cast
from urllib.parse import urlsplit

from flask import current_app, render_template, request
from flask_login import current_user
from flask_security.utils import get_message, login_user

from forms.accounts import SignInAgainForm
from portal.blueprints.accounts.second_factor import code_holds
from portal.blueprints.own_path import own_path
from portal.models.accounts import User

KEPT = "kept:"
ENDPOINT = "accounts.sign_in_again"


@dataclass(frozen=True)
class Typed:
    """What somebody was sending: where to, which fields in their order, and whether files were among them."""

    to: str
    fields: tuple[tuple[str, str], ...]
    had_files: bool = False

    @property
    def hidden(self) -> tuple[tuple[str, str], ...]:
        """The fields as they travel through the sign-in page.

        Under names that cannot meet those of its own form.
        """
        files = ((f"{KEPT}files", "1"),) if self.had_files else ()
        return (("to", self.to), *files, *((f"{KEPT}field:{name}", value) for name, value in self.fields))


def comes_from_here() -> bool:
    """Whether one of our own pages sent this request, as far as the browser can tell; unknown is no."""
    site = request.headers.get("Sec-Fetch-Site")
    if site:
        return site == "same-origin"
    sent_from = urlsplit(request.headers.get("Origin") or request.referrer or "")
    here = {urlsplit(request.host_url), urlsplit(current_app.config["BASE_URL"])}
    return (sent_from.scheme, sent_from.netloc) in {(one.scheme, one.netloc) for one in here}


def what_was_typed() -> Typed:
    """What this request carries, of its own or on the way through the sign-in page."""
    if request.endpoint == ENDPOINT:
        mark = f"{KEPT}field:"
        fields = ((name, value) for name, value in request.form.items(multi=True) if name.startswith(mark))
        return Typed(
            own_path(request.form.get("to", "/")),
            tuple((name.removeprefix(mark), value) for name, value in fields),
            f"{KEPT}files" in request.form,
        )
    fields = (
        (name, value)
        for name, value in request.form.items(multi=True)
        if name != "csrf_token" and "password" not in name
    )
    had_files = any(file.filename for file in request.files.values())
    return Typed(request.full_path.rstrip("?"), tuple(fields), had_files)


def ask_to_sign_in_again() -> tuple[str, int]:
    """The page for a form that was sent by somebody who is not signed in (any more)."""
    form = SignInAgainForm(formdata=None)
    return render_template("accounts/sign_in_again.html", form=form, typed=_kept_here()), 401


def ask_to_send_again() -> tuple[str, int]:
    """The page for a form that lay open too long, where no sign-in is needed: one button sends it again."""
    return render_template("accounts/go_on.html", typed=_kept_here(), signed_in_again=False), 400


def sign_in_again() -> str | tuple[str, int]:
    """Sign in half-way, then offer to go on with what was typed."""
    typed = what_was_typed()
    if current_user.is_authenticated:
        return render_template("accounts/go_on.html", typed=typed, signed_in_again=True)
    form = SignInAgainForm()
    if form.validate_on_submit() and _second_step_holds(form):
        assert form.user is not None
        login_user(form.user, authn_via=["password"])
        return render_template("accounts/go_on.html", typed=typed, signed_in_again=True)
    if form.email.errors or form.password.errors:
        form.email.errors, form.password.errors = [], []
        form.form_errors.append(get_message("GENERIC_AUTHN_FAILED")[0])
    return render_template("accounts/sign_in_again.html", form=form, typed=typed), 401


def _kept_here() -> Typed | None:
    return what_was_typed() if comes_from_here() else None


def _second_step_holds(form: SignInAgainForm) -> bool:
    user = cast(User, form.user)
    if not user.tf_primary_method or code_holds(user, form.code.data or ""):
        return True
    form.code.errors = [get_message("TWO_FACTOR_INVALID_TOKEN")[0]]
    return False
