"""Flask-Security on our tables, with our forms, words and mails."""

from datetime import timedelta
from typing import Any

from flask import Flask
from flask_security import Security

from forms import accounts as forms
from portal import paths
from portal.blueprints.accounts import letters, library_words, second_factor, sessions, throttling
from portal.blueprints.accounts.store import AccountStore

LIBRARY_SETTINGS: dict[str, Any] = {
    "SECURITY_CHANGEABLE": True,
    "SECURITY_RECOVERABLE": True,
    "SECURITY_RETURN_GENERIC_RESPONSES": True,  # nobody learns which addresses have an account
    "SECURITY_PASSWORD_LENGTH_MIN": forms.SHORTEST_PASSWORD,
    "SECURITY_PASSWORD_HASH": "argon2",
    "SECURITY_PASSWORD_SCHEMES": ["argon2"],
    "SECURITY_JOIN_USER_ROLES": False,
    "SECURITY_CLI_USERS_NAME": False,  # accounts are made by invitation, not on the command line
    "SECURITY_CLI_ROLES_NAME": False,
    "SECURITY_STATIC_FOLDER_URL": "/fs-static",
    "SECURITY_API_ENABLED_METHODS": ["session"],
    "SECURITY_FRESHNESS": timedelta(minutes=30),
    "SECURITY_FRESHNESS_GRACE_PERIOD": timedelta(minutes=10),
    "SECURITY_POST_CHANGE_VIEW": "/profile",
    "SECURITY_TWO_FACTOR_POST_SETUP_VIEW": "accounts.profile",
    # The library looks its words up in our catalogue; Dutch is the language of the message ids.
    "SECURITY_I18N_DOMAIN": "messages",
    "SECURITY_I18N_DIRNAME": str(paths.TRANSLATIONS),
}

FORMS: dict[str, Any] = {
    "login_form": forms.SignInForm,
    "verify_form": forms.ConfirmPasswordForm,
    "forgot_password_form": forms.ForgottenPasswordForm,
    "reset_password_form": forms.NewPasswordForm,
    "change_password_form": forms.ChangePasswordForm,
    "two_factor_setup_form": forms.SecondFactorForm,
    "two_factor_verify_code_form": forms.CodeForm,
    "two_factor_rescue_form": forms.RescueForm,
    "mf_recovery_form": forms.RecoveryCodeForm,
}


def register(app: Flask) -> None:
    """Bind Flask-Security and what we lay around it."""
    app.config["SECURITY_PASSWORD_SALT"] = app.config["PASSWORD_SALT"]
    ours = (
        LIBRARY_SETTINGS
        | letters.SETTINGS
        | library_words.settings()
        | second_factor.settings(app.config["SECRET_KEY"])
    )
    for name, value in ours.items():
        app.config.setdefault(name, value)
    Security(
        app,
        AccountStore(),
        mail_util_cls=letters.OutboxLetters,
        totp_cls=second_factor.AuthenticatorApp,
        **FORMS,
    )
    sessions.register(app)
    throttling.register(app)
    second_factor.register(app)
