"""What people type in about the outcome of an internship."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import DateField, HiddenField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional


class OutcomeForm(FlaskForm):
    """Hired or not, and why."""

    outcome = RadioField(_l("Uitkomst"), validators=[InputRequired(_l("Kies de uitkomst."))])
    motivation = TextAreaField(
        _l("Waarom?"),
        validators=[
            InputRequired(_l("Schrijf waarom: kandidaat en jobcoach moeten het kunnen begrijpen.")),
            Length(max=2000),
        ],
    )


class ContractForm(FlaskForm):
    """The employment contract that the employer draws up."""

    contract_on = DateField(
        _l("Datum van het contract"), validators=[InputRequired(_l("Vul de datum van het contract in."))]
    )
    starts_on = DateField(_l("Eerste werkdag"), validators=[InputRequired(_l("Vul de eerste werkdag in."))])
    contract_kind = StringField(
        _l("Soort contract"),
        description=_l("Bijvoorbeeld: onbepaalde duur, 30 uur per week."),
        validators=[InputRequired(_l("Zeg welk contract het is.")), Length(max=120)],
    )
    seen_version = HiddenField(default="0")


class MeasureRequestForm(FlaskForm):
    """A measure that the employer requests."""

    code = SelectField(_l("Maatregel"), validators=[InputRequired(_l("Kies een maatregel."))])
    requested_on = DateField(
        _l("Aangevraagd op"),
        description=_l("Laat leeg als de aanvraag nog moet gebeuren."),
        validators=[Optional()],
    )
    note = StringField(_l("Nota"), validators=[Length(max=300)])
