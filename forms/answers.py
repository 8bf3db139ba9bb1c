"""What people type in about an appointment: an answer, a wish for another moment, an address for lost links."""

from datetime import datetime, timedelta
from typing import Any

from flask_babel import gettext, lazy_gettext
from flask_wtf import FlaskForm
from wtforms import DateField, EmailField, SelectField, StringField, TextAreaField, TimeField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import AnyOf, InputRequired, Length, ValidationError

from forms.partners import EMAIL_SHAPE, trimmed
from portal.rules.answers import Answer
from portal.rules.local_times import to_utc
from portal.rules.refusals import Refused

LENGTHS = (15, 30, 45, 60, 90, 120, 180, 240)


class AppointmentAnswerForm(FlaskForm):
    """An answer, from the button that was pressed, with a word beside it."""

    answer = StringField(
        validators=[AnyOf([one.value for one in Answer], message=lazy_gettext("Kies een van de antwoorden."))]
    )
    note = TextAreaField(
        lazy_gettext("Wil je er iets bij zeggen?"),
        description=lazy_gettext("Alleen wie de afspraak plant, leest dit."),
        validators=[Length(max=500, message=lazy_gettext("Houd het bij 500 tekens."))],
    )


class WishForm(FlaskForm):
    """Another moment, on the clock of the place where the appointment is; `zone` is its IANA name."""

    on = DateField(lazy_gettext("Welke dag?"), validators=[InputRequired(lazy_gettext("Kies een dag."))])
    at = TimeField(
        lazy_gettext("Hoe laat?"), validators=[InputRequired(lazy_gettext("Vul het uur in, bijvoorbeeld 14:00."))]
    )
    minutes = SelectField(lazy_gettext("Hoe lang?"), coerce=int)
    note = TextAreaField(
        lazy_gettext("Waarom past het niet?"),
        description=lazy_gettext("Alleen wie de afspraak plant, leest dit."),
        validators=[Length(max=500, message=lazy_gettext("Houd het bij 500 tekens."))],
    )

    def __init__(self, zone: str, minutes: int, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.zone = zone
        lengths = sorted({*LENGTHS, minutes})
        self.minutes.choices = [SelectChoice(one, gettext("%(num)d minuten", num=one)) for one in lengths]
        if not self.is_submitted():
            self.minutes.data = minutes

    def validate_at(self, field: TimeField) -> None:
        if self.on.data and field.data:
            try:
                to_utc(self.on.data, field.data, self.zone)
            except Refused as refused:
                raise ValidationError(gettext(refused.sentence, **refused.values)) from refused

    @property
    def starts_at(self) -> datetime:
        """The moment that was typed, once it is valid (UTC)."""
        return to_utc(self.on.data, self.at.data, self.zone)

    @property
    def ends_at(self) -> datetime:
        """Its end."""
        return self.starts_at + timedelta(minutes=self.minutes.data)


class LostLinksForm(FlaskForm):
    """The address to which the links go once more."""

    email = EmailField(
        lazy_gettext("Je e-mailadres"),
        description=lazy_gettext("Het adres waarop je de uitnodiging kreeg."),
        filters=[trimmed],
        validators=[InputRequired(lazy_gettext("Vul je e-mailadres in.")), Length(max=254), EMAIL_SHAPE],
    )
