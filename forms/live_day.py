"""What people type in at the door: who was not expected, and who comes instead of a jobcoach."""

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import SelectField, StringField, TelField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional, ValidationError

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
