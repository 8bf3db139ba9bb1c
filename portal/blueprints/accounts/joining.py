"""The way in for who is invited: choose a password, and there is an account."""

from flask import flash, redirect, render_template, session, url_for
from flask_babel import gettext as _
from flask_security import hash_password, login_user
from flask_security.proxies import _security
from werkzeug.wrappers import Response

from forms.accounts import MakeAccountForm
from portal.actions.accounts import make_account as make
from portal.models.accounts import AccessLink
from portal.models.organisations import Organisation
from portal.queries.accounts import account_with_address
from portal.rules.roles import ROLE_NAMES, Role, roles_for


def make_account(link: AccessLink, organisation: Organisation) -> str | Response:
    """GET shows who is asked and for what; POST makes the account and signs in."""
    there = account_with_address(link.email)
    if there is not None:
        flash(
            _(
                "Je hebt al een account met %(email)s. Meld je aan met het wachtwoord dat je toen koos.",
                email=link.email,
            )
        )
        return redirect(url_for("security.login", email=link.email))
    form = MakeAccountForm(data={"name": link.name})
    if form.validate_on_submit():
        too_weak, password = _security.password_util.validate(form.password.data, True)
        if not too_weak:
            user = make(
                link,
                organisation,
                name=form.name.data.strip(),
                password_hash=hash_password(password),
                language=session.get("language") or link.language,
            )
            login_user(user, authn_via=["join"])
            flash(_("Welkom. Je account is klaar en je bent aangemeld."))
            return redirect(url_for("home.index"))
        form.password.errors = list(too_weak)
    role = Role(link.role) if link.role else roles_for(organisation.kind)[0]
    return render_template(
        "accounts/make_account.html", form=form, link=link, organisation=organisation, role=ROLE_NAMES[role]
    )
