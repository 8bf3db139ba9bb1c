"""Signing in, passwords, the second factor and one's own profile.

On Flask-Security's forms, with our words.
"""

from typing import Any

from flask import request
from flask_babel import lazy_gettext as _l
from flask_security.forms import (
    ChangePasswordForm as LibraryChangePasswordForm,
)
from flask_security.forms import (
    EmailValidation,
    ForgotPasswordForm,
    IsString,
    IsStringOrInt,
    LoginForm,
    ResetPasswordForm,
    TwoFactorRescueForm,
    TwoFactorSetupForm,
    TwoFactorVerifyCodeForm,
    VerifyForm,
    email_required,
    password_required,
    valid_user_email,
)
from flask_security.recovery_codes import MfRecoveryForm
from flask_wtf import FlaskForm
from wtforms import EmailField, PasswordField, RadioField, SelectField, StringField, TelField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, EqualTo, InputRequired, Length

LANGUAGES = {"nl": "Nederlands", "en": "English"}
SHORTEST_PASSWORD = 12
CHOOSE_HINT = _l("Minstens 12 tekens. Een zin van vier woorden is sterk en makkelijk te onthouden.")
CODE_REQUIRED = DataRequired(_l("Typ de code."))


def _email(*more: Any) -> EmailField:
    return EmailField(
        _l("E-mailadres"),
        render_kw={"autocomplete": "username"},
        validators=[IsString(), email_required, *more],
    )


def _old_password(label: Any) -> PasswordField:
    return PasswordField(
        label, render_kw={"autocomplete": "current-password"}, validators=[IsString(), password_required]
    )


def _new_password(label: Any, *more: Any) -> PasswordField:
    return PasswordField(
        label,
        description=CHOOSE_HINT,
        render_kw={"autocomplete": "new-password"},
        validators=[IsString(), password_required, *more],
    )


def _same_again(other: str) -> PasswordField:
    return PasswordField(
        _l("Hetzelfde wachtwoord nog eens"),
        render_kw={"autocomplete": "new-password"},
        validators=[
            InputRequired(_l("Typ het wachtwoord twee keer.")),
            EqualTo(other, _l("De twee wachtwoorden zijn niet gelijk. Typ ze allebei opnieuw.")),
        ],
    )


def _code(label: Any, *more: Any) -> StringField:
    shape = {"autocomplete": "one-time-code", "inputmode": "numeric", "maxlength": "12"}
    return StringField(label, render_kw=shape, validators=[IsStringOrInt(), *more])


class SignInForm(LoginForm):
    """Address and password. Nobody stays signed in by a cookie: `remember` is gone."""

    email = _email(EmailValidation(verify=False))
    password = _old_password(_l("Wachtwoord"))
    remember = None
    submit = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.password.description = ""  # the library puts a link here; ours stands below the form
        if request.method == "GET" and not self.email.data:
            self.email.data = request.args.get("email", "")

    def validate(self, **kwargs: Any) -> bool:
        """As the library does; two empty fields are one fault, or its one generic sentence would stand there twice."""
        holds = bool(super().validate(**kwargs))
        if self.email.errors and self.password.errors:
            self.password.errors = []
        return holds


class SignInAgainForm(SignInForm):
    """Signing in half-way.

    The code of the second factor is asked at once, so that what was typed travels one page only.
    """

    code = StringField(
        _l("Code van je app"),
        description=_l("Alleen als je een tweede stap gebruikt. Een herstelcode mag ook."),
        render_kw={"autocomplete": "one-time-code", "maxlength": "20"},
        validators=[IsStringOrInt()],
    )


class ForgottenPasswordForm(ForgotPasswordForm):
    """Where the link to a new password goes."""

    email = _email(EmailValidation(verify=True), valid_user_email)
    submit = None


class NewPasswordForm(ResetPasswordForm):
    """Another password, by the link of a mail."""

    password = _new_password(_l("Nieuw wachtwoord"))
    password_confirm = _same_again("password")
    submit = None


class ChangePasswordForm(LibraryChangePasswordForm):
    """Another password, knowing the old one."""

    password = _old_password(_l("Je huidige wachtwoord"))
    new_password = _new_password(_l("Nieuw wachtwoord"))
    new_password_confirm = _same_again("new_password")
    submit = None


class ConfirmPasswordForm(VerifyForm):
    """The password once more, before something that matters."""

    password = _old_password(_l("Wachtwoord"))
    submit = None


class SecondFactorForm(TwoFactorSetupForm):
    """Set up the authenticator app, or stop using it."""

    setup = RadioField(
        _l("Wat wil je doen?"),
        choices=[
            SelectChoice("authenticator", _l("Een app instellen")),
            SelectChoice("disable", _l("De tweede stap uitzetten")),
        ],
        validate_choice=False,
    )
    submit = None


class CodeForm(TwoFactorVerifyCodeForm):
    """The six digits that the app shows now."""

    code = _code(_l("Code van zes cijfers"), CODE_REQUIRED)
    submit = None


class RescueForm(TwoFactorRescueForm):
    """Neither phone nor recovery codes: ask an administrator."""

    help_setup = RadioField(_l("Hulp"), choices=[SelectChoice("help", _l("Vraag hulp aan de beheerder"))])
    submit = None


class RecoveryCodeForm(MfRecoveryForm):
    """One of the codes that were written down."""

    code = StringField(
        _l("Herstelcode"),
        description=_l("Drie groepjes van vier tekens. Elke code werkt één keer."),
        render_kw={"autocomplete": "off", "maxlength": "20"},
        validators=[IsString(), CODE_REQUIRED],
    )
    submit = None


class MakeAccountForm(FlaskForm):
    """What somebody who is invited fills in."""

    name = StringField(
        _l("Je naam"),
        render_kw={"autocomplete": "name"},
        validators=[InputRequired(_l("Typ je voornaam en naam.")), Length(max=200)],
    )
    password = _new_password(_l("Kies een wachtwoord"))
    password_confirm = _same_again("password")


class ProfileForm(FlaskForm):
    """What a person says about herself."""

    name = StringField(
        _l("Naam"),
        description=_l("Zo staat je naam in mails en bij kandidaten."),
        render_kw={"autocomplete": "name"},
        validators=[
            InputRequired(_l("Typ je voornaam en naam.")),
            Length(max=200, message=_l("Hoogstens 200 tekens.")),
        ],
    )
    phone = TelField(
        _l("Telefoon"),
        description=_l("Staat in mails, zodat mensen je kunnen bellen. Bijvoorbeeld 0470 12 34 56."),
        render_kw={"autocomplete": "tel"},
        validators=[Length(max=40, message=_l("Hoogstens 40 tekens."))],
    )
    language = SelectField(
        _l("Taal van pagina's en mails"),
        choices=[SelectChoice(*one) for one in LANGUAGES.items()],
        validators=[InputRequired(_l("Kies een taal."))],
    )
