"""What people type in while the day runs: who was not expected, who stands in, and what happened."""

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    IntegerField,
    SelectField,
    SelectMultipleField,
    StringField,
    TelField,
    TextAreaField,
    TimeField,
)
from wtforms.validators import InputRequired, Length, NumberRange, Optional, ValidationError

from forms.fields import OnceField


class UnannouncedForm(FlaskForm):
    """Somebody who is known in the campaign, or a name; and what this person needs today, in words."""

    known = SelectField(_l("Is het een van deze kandidaten?"), validators=[Optional()])
    first_name = StringField(
        _l("Voornaam"),
        description=_l("Alleen voor wie niet in de lijst hierboven staat."),
        validators=[Length(max=100)],
    )
    last_name = StringField(_l("Achternaam"), validators=[Length(max=100)])
    needs = TextAreaField(
        _l("Wat is er vandaag nodig?"),
        description=_l("Vraag het: een tolk, meer tijd, een rustige plek, iemand die meegaat. Leeg: niets."),
        validators=[Length(max=300)],
    )
    once = OnceField()

    def validate_last_name(self, field: StringField) -> None:
        """A name, unless somebody was chosen."""
        if not self.known.data and not (field.data and (self.first_name.data or "").strip()):
            raise ValidationError(gettext("Kies iemand, of vul een voornaam en een achternaam in."))


class StandInForm(FlaskForm):
    """Who comes instead of which jobcoach, and how to reach that person."""

    jobcoach = SelectField(_l("Welke jobcoach komt niet?"), validators=[InputRequired(_l("Kies een jobcoach."))])
    name = StringField(
        _l("Wie komt in de plaats?"), validators=[InputRequired(_l("Vul een naam in.")), Length(max=200)]
    )
    phone = TelField(_l("Telefoon"), validators=[Optional(), Length(max=40)])


class UnexpectedForm(FlaskForm):
    """What happened on the day that door and live board do not know: a table out, somebody who leaves, a long tour."""

    tables_out = SelectMultipleField(
        _l("Valt er een tafel uit?"),
        description=_l("Vanaf nu, voor de rest van de dag."),
    )
    leaver = SelectField(_l("Moet er iemand vroeger weg?"), validators=[Optional()])
    leaves = TimeField(_l("Om hoe laat?"), validators=[Optional()])
    runs_over = SelectField(
        _l("Loopt een rondleiding of een proef uit?"),
        description=_l("Een tafel die uitloopt, noteer je op het livebord."),
        validators=[Optional()],
    )
    minutes_over = IntegerField(_l("Hoeveel minuten?"), validators=[Optional(), NumberRange(1, 120)])

    def validate_leaver(self, field: SelectField) -> None:
        """An hour, when somebody leaves."""
        if field.data and not self.leaves.data:
            raise ValidationError(gettext("Vul in om hoe laat die kandidaat weg moet."))

    def validate_runs_over(self, field: SelectField) -> None:
        """How long, when something runs over."""
        if field.data and not self.minutes_over.data:
            raise ValidationError(gettext("Vul in hoeveel minuten het uitloopt."))


class PauseForm(FlaskForm):
    """How long everything stands still."""

    minutes = IntegerField(
        _l("Hoeveel minuten schuift alles op?"),
        description=_l("Een veelvoud van vijf."),
        validators=[InputRequired(_l("Vul een aantal minuten in.")), NumberRange(5, 120)],
    )
    breaks_stay = BooleanField(
        _l("De pauzes blijven op hun uur"), description=_l("Bijvoorbeeld omdat het eten dan klaarstaat.")
    )
