"""What people type in about results: a decision, and how the candidate was told."""

from datetime import date, datetime
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, DateField, HiddenField, RadioField, SelectField, TextAreaField, TimeField
from wtforms.validators import InputRequired, Length, Optional, ValidationError

from portal.rules.local_times import to_utc
from portal.rules.refusals import Refused


class DecisionForm(FlaskForm):
    """Outcome, function, why, and the words for the candidate. The view gives the choices."""

    outcome = RadioField(_l("Beslissing"), validators=[InputRequired(_l("Kies wat er beslist is."))])
    vacancy = SelectField(_l("Voor welke functie?"), validators=[Optional()])
    motivation = TextAreaField(
        _l("Waarom?"),
        description=_l("Voor de jobcoach. Zeg concreet wat je zag op de selectiedag."),
        validators=[
            InputRequired(_l("Schrijf waarom: de jobcoach moet het kunnen uitleggen.")),
            Length(max=2000),
        ],
    )
    words_for_candidate = TextAreaField(
        _l("Woorden voor de kandidaat"),
        description=_l(
            "Eenvoudig en vriendelijk: wat ging goed, en wat is een volgende stap? De jobcoach leest het voor."
        ),
        validators=[Length(max=2000)],
    )
    beyond_places = BooleanField(_l("Alle plaatsen zijn gevuld, en toch weerhouden we deze kandidaat"))
    seen_version = HiddenField(default="0")

    def validate_vacancy(self, field: SelectField) -> None:
        if self.outcome.data == "retained" and not field.data:
            raise ValidationError(_l("Kies voor welke functie deze kandidaat weerhouden is."))

    def validate_words_for_candidate(self, field: TextAreaField) -> None:
        if self.outcome.data == "not_retained" and not (field.data or "").strip():
            raise ValidationError(
                _l("Schrijf ook een tekst voor de kandidaat: wat ging goed, en wat is een volgende stap?")
            )


class HoldForm(FlaskForm):
    """The decision takes longer: until when, and why."""

    until = DateField(
        _l("Wanneer mogen de jobcoaches het resultaat verwachten?"),
        validators=[InputRequired(_l("Vul een dag in. Wie wacht, wil vooral dat weten."))],
    )
    words = TextAreaField(
        _l("Wil je er iets bij schrijven?"),
        description=_l("Bijvoorbeeld waarop jullie wachten. Noem geen kandidaat: iedereen leest hetzelfde."),
        validators=[Length(max=600)],
    )
    earliest: date | None = None

    def validate_until(self, field: DateField) -> None:
        if field.data and self.earliest and field.data < self.earliest:
            raise ValidationError(gettext("Deze dag is al voorbij. Kies vandaag of later."))


class MomentToldForm(FlaskForm):
    """When and how somebody was told, on the clock of a place."""

    told_on = DateField(_l("Op welke dag?"), validators=[InputRequired(_l("Vul de dag in waarop je het vertelde."))])
    told_time = TimeField(_l("Hoe laat?"), validators=[InputRequired(_l("Vul het uur in, bijvoorbeeld 14:30."))])
    told_how = RadioField(_l("Hoe?"), validators=[InputRequired(_l("Kies hoe je het vertelde."))])

    def __init__(self, zone: str, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.zone = zone

    def validate_told_time(self, field: TimeField) -> None:
        """A time that the clock skips or shows twice is said at its field."""
        if self.told_on.data and field.data:
            try:
                self.told_at()
            except Refused as refused:
                raise ValidationError(gettext(refused.sentence, **refused.values)) from refused

    def told_at(self) -> datetime:
        """The instant that was typed in, in UTC."""
        return to_utc(self.told_on.data, self.told_time.data, self.zone)


class TellForm(MomentToldForm):
    """When and how the jobcoach told the candidate, and how that went."""

    reaction = TextAreaField(
        _l("Hoe reageerde de kandidaat?"),
        description=_l("Alleen jouw organisatie leest dit."),
        validators=[Length(max=2000)],
    )
