"""What people type in about talks before the selection day."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    DateField,
    HiddenField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
    TimeField,
    ValidationError,
)
from wtforms.validators import InputRequired, Length, NumberRange

from forms.fields import OnceField, WholeNumberField
from forms.kept import tidy
from portal.rules.interviews import LONGEST, SHORTEST, wrong_in_place


class InterviewForm(FlaskForm):
    """When, where and with whom. The view gives who can lead it; `checked` says that the mails were seen."""

    once = OnceField()
    seen_version = HiddenField(default="0")
    on = DateField(_l("Dag"), [InputRequired(_l("Kies een dag."))])
    time = TimeField(_l("Uur"), [InputRequired(_l("Vul een uur in, bijvoorbeeld 10:00."))])
    minutes = WholeNumberField(
        _l("Hoeveel minuten?"),
        [
            InputRequired(_l("Vul in hoeveel minuten het gesprek duurt, bijvoorbeeld 30.")),
            NumberRange(SHORTEST, LONGEST, _l("Een gesprek duurt 10 tot 240 minuten.")),
        ],
    )
    channel = SelectField(_l("Hoe"))
    place = StringField(
        _l("Waar, of het webadres"),
        [Length(max=300)],
        filters=[tidy],
        description=_l("Bij een videogesprek: het webadres. Bij een telefoongesprek mag dit leeg blijven."),
    )
    interviewer = SelectField(_l("Wie leidt het gesprek?"))
    with_words = StringField(
        _l("Wie is er nog bij?"),
        [Length(max=200)],
        filters=[tidy],
        description=_l("Bijvoorbeeld: Sara van de personeelsdienst. Dit staat in de mail."),
    )
    note = TextAreaField(
        _l("Goed om te weten"),
        [Length(max=1000)],
        filters=[tidy],
        description=_l("Wat neemt de kandidaat mee, waar meldt hij of zij zich? Iedereen leest dit in de mail."),
    )
    text = SelectField(
        _l("Tekst voor de kandidaat"), validate_choice=False, description=_l("Kies een andere tekst en lees ze na.")
    )
    read_text = HiddenField()
    despite_clash = BooleanField(_l("Plan het toch op dit moment"))
    checked = HiddenField()
    back = HiddenField()
    people: Mapping[str, Any] = MappingProxyType({})

    @property
    def is_checked(self) -> bool:
        """Whether the person saw the mails, with this text for the candidate, and sends them."""
        return bool(self.checked.data == "1") and (self.text.data or "") == (self.read_text.data or "")

    def validate_place(self, field: StringField) -> None:
        wrong = wrong_in_place(self.channel.data or "", field.data)
        if wrong:
            raise ValidationError(gettext(wrong))


class CallOffForm(FlaskForm):
    """Why a talk is called off."""

    reason = TextAreaField(
        _l("Waarom gaat het gesprek niet door?"),
        [Length(max=500)],
        filters=[tidy],
        description=_l(
            "De trekker en de organisatie van de kandidaat lezen dit in het portaal. Het staat niet in de mail."
        ),
    )


class ReportForm(FlaskForm):
    """What came of a talk."""

    result = RadioField(_l("Wat kwam eruit?"), [InputRequired(_l("Kies wat eruit kwam."))])
    words = TextAreaField(
        _l("Verslag"),
        [Length(max=2000)],
        filters=[tidy],
        description=_l(
            "Schrijf zo dat de jobcoach het kan uitleggen aan de kandidaat. Niets over gezondheid of uitkering."
        ),
    )
