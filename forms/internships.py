"""What people type in about internships: the plan, signatures, follow-up, evaluation, outcome."""

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    DateField,
    EmailField,
    IntegerField,
    RadioField,
    SelectField,
    StringField,
    TelField,
    TextAreaField,
    TimeField,
)
from wtforms.fields import HiddenField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Email, InputRequired, Length, NumberRange, Optional

from forms.accounts import LANGUAGES
from forms.fields import OnceField


class InternshipForm(FlaskForm):
    """The plan of an internship, agreed with the employer."""

    starts_on = DateField(_l("Startdag"), validators=[InputRequired(_l("Kies de startdag."))])
    start_time = TimeField(
        _l("Beginuur op de eerste dag"), validators=[InputRequired(_l("Vul een uur in, bijvoorbeeld 08:30."))]
    )
    ends_on = DateField(_l("Laatste dag"), validators=[InputRequired(_l("Kies de laatste dag."))])
    hours_a_week = IntegerField(
        _l("Uren per week"),
        validators=[Optional(), NumberRange(1, 40, _l("Vul een getal van 1 tot 40 in."))],
    )
    place = StringField(
        _l("Waar meldt de stagiair zich?"),
        validators=[InputRequired(_l("Zeg waar de stagiair zich meldt.")), Length(max=300)],
    )
    supervisor_name = StringField(
        _l("Begeleider op het werk"),
        validators=[InputRequired(_l("Wie begeleidt de stagiair op het werk?")), Length(max=200)],
    )
    supervisor_phone = TelField(_l("Telefoon van de begeleider"), validators=[Length(max=40)])
    supervisor_email = EmailField(
        _l("E-mail van de begeleider"),
        description=_l("Met een adres krijgt de begeleider de afspraak in de eigen agenda."),
        validators=[
            Optional(),
            Email(_l("Dit is geen e-mailadres. Kijk het na, bijvoorbeeld naam@bedrijf.be.")),
            Length(max=254),
        ],
    )
    supervisor_language = SelectField(
        _l("Taal van de begeleider"),
        description=_l("In deze taal krijgt de begeleider mails en afspraken."),
        choices=[SelectChoice(*one) for one in LANGUAGES.items()],
        default="nl",
    )
    jobcoach_present = BooleanField(_l("Ik ben er zelf bij op de startdag"))
    present_at_start = StringField(
        _l("Wie is er bij de start?"),
        description=_l("Bijvoorbeeld: jobcoach, begeleider, personeelsdienst."),
        validators=[Length(max=300)],
    )
    seen_version = HiddenField(default="0")


class EvaluationMomentForm(FlaskForm):
    """When the three evaluate together."""

    on = DateField(_l("Dag"), validators=[InputRequired(_l("Kies een dag."))])
    time = TimeField(_l("Uur"), validators=[InputRequired(_l("Vul een uur in, bijvoorbeeld 14:00."))])
    seen_version = HiddenField(default="0")


class StartForm(FlaskForm):
    """The three signatures on the start day."""

    signed_on = DateField(_l("Getekend op"), validators=[InputRequired(_l("Vul de dag in waarop getekend is."))])
    candidate = BooleanField(_l("De kandidaat tekende"))
    employer = BooleanField(_l("De werkgever tekende"))
    jobcoach = BooleanField(_l("De jobcoach tekende"))


class StopForm(FlaskForm):
    """Why it stops."""

    reason = TextAreaField(
        _l("Waarom stopt de stage?"),
        validators=[InputRequired(_l("Schrijf kort waarom de stage stopt.")), Length(max=2000)],
    )


class FollowUpForm(FlaskForm):
    """One moment of follow-up."""

    once = OnceField()
    on = DateField(_l("Dag"), validators=[InputRequired(_l("Kies een dag."))])
    time = TimeField(_l("Uur"), validators=[InputRequired(_l("Vul een uur in, bijvoorbeeld 10:00."))])
    channel = SelectField(_l("Hoe"))
    with_whom = SelectField(_l("Met wie"))
    purpose = StringField(_l("Waarover"), validators=[Length(max=200)])


class NoteForm(FlaskForm):
    """How a moment went."""

    went = RadioField(_l("Hoe gaat het?"), validators=[InputRequired(_l("Kies hoe het gaat."))])
    note = TextAreaField(
        _l("Verslag"),
        description=_l("Je eigen organisatie en de trekker lezen dit."),
        validators=[Length(max=4000)],
    )


def evaluation_form(
    themes: list[tuple[str, str, bool]],
    scale: list[SelectChoice],
    go_on: tuple[str, list[SelectChoice]],
    answers: Mapping[str, str],
) -> FlaskForm:
    """A form with one field per theme `(key, question, is_scale)` and the closing question; filled with `answers`."""

    class EvaluationForm(FlaskForm):
        """Made anew for each party: the questions differ."""

    for key, question, is_scale in themes:
        field: Any = (
            RadioField(question, choices=scale, validators=[InputRequired(_l("Kies een antwoord."))])
            if is_scale
            else TextAreaField(question, validators=[Length(max=2000)])
        )
        setattr(EvaluationForm, key, field)
    EvaluationForm.go_on = RadioField(go_on[0], choices=go_on[1], validators=[InputRequired(_l("Kies een antwoord."))])
    return EvaluationForm(data=dict(answers))
