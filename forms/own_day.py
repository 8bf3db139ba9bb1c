"""What a candidate types on the own page, and to get its link again."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import lazy_gettext
from flask_wtf import FlaskForm
from wtforms import StringField, TextAreaField
from wtforms.validators import AnyOf, Length, Optional, ValidationError

from forms.partners import EMAIL_SHAPE, trimmed
from portal.rules.answers import Answer
from portal.rules.own_day import phone_key


class ComingForm(FlaskForm):
    """Yes or no, from the button that was pressed, with a reason where somebody wants to give one."""

    answer = StringField(
        validators=[
            AnyOf([Answer.ACCEPTED.value, Answer.DECLINED.value], message=lazy_gettext("Kies een van de antwoorden."))
        ]
    )
    note = TextAreaField(
        lazy_gettext("Wil je er iets bij zeggen?"),
        description=lazy_gettext("Bijvoorbeeld waarom je niet kunt komen. Je jobcoach en wie de dag plant, lezen dit."),
        validators=[Length(max=500, message=lazy_gettext("Houd het bij 500 tekens."))],
    )


class AskPageForm(FlaskForm):
    """An address or a phone number: one of both is enough."""

    email = StringField(
        lazy_gettext("Je e-mailadres"),
        description=lazy_gettext("We sturen de link naar dit adres."),
        filters=[trimmed],
        render_kw={"type": "email", "autocomplete": "email"},
        validators=[Optional(), Length(max=254), EMAIL_SHAPE],
    )
    phone = StringField(
        lazy_gettext("Of je telefoonnummer"),
        description=lazy_gettext("Heb je geen e-mail? Dan vragen we je jobcoach om je de link te geven."),
        filters=[trimmed],
        render_kw={"type": "tel", "autocomplete": "tel"},
        validators=[Optional(), Length(max=40)],
    )

    def validate_phone(self, field: StringField) -> None:
        if field.data and not phone_key(field.data):
            raise ValidationError(lazy_gettext("Vul je hele telefoonnummer in, bijvoorbeeld 0470 12 34 56."))

    def validate(self, extra_validators: Mapping[str, Sequence[Any]] | None = None) -> bool:
        """One of both is needed; said at the first."""
        is_sound: bool = super().validate(extra_validators)
        if self.email.data or self.phone.data:
            return is_sound
        self.email.errors = [lazy_gettext("Vul je e-mailadres of je telefoonnummer in.")]
        return False
