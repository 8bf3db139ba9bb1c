"""What people type in about an open function."""

from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import DateField, HiddenField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from forms.fields import OnceField, WholeNumberField


class VacancyForm(FlaskForm):
    """One open function: what one does, what is needed, how many places."""

    once = OnceField()
    seen_version = HiddenField(default="0")
    title = StringField(
        _l("Functie"),
        description=_l("Bijvoorbeeld: medewerker inpak."),
        validators=[InputRequired(_l("Geef de functie een naam.")), Length(max=200)],
    )
    places = WholeNumberField(
        _l("Aantal plaatsen"),
        default=1,
        validators=[
            InputRequired(_l("Vul in hoeveel plaatsen er zijn.")),
            NumberRange(1, 500, _l("Vul een aantal tussen 1 en 500 in.")),
        ],
    )
    tasks = TextAreaField(
        _l("Taken"),
        description=_l("Wat doe je op een gewone dag? Een taak per regel."),
        validators=[Length(max=4000)],
    )
    competences = TextAreaField(
        _l("Wat heb je nodig"),
        description=_l(
            "In competenties, een per regel: kan lezen wat op een etiket staat, kan een halve dag rechtstaan. "
            "Jobcoaches zeggen bij elke regel hoe ver hun kandidaat staat."
        ),
        validators=[Length(max=4000)],
    )
    conditions = TextAreaField(
        _l("Voorwaarden"),
        description=_l("Bijvoorbeeld een proefplaatsing, een attest, vervoer of kledij."),
        validators=[Length(max=4000)],
    )
    hours_a_week = StringField(
        _l("Uren per week"), description=_l("Bijvoorbeeld: 20 tot 38."), validators=[Length(max=60)]
    )
    shifts = StringField(
        _l("Werktijden"),
        description=_l("Bijvoorbeeld: vroege en late, om de week."),
        validators=[Length(max=200)],
    )
    starts_on = DateField(_l("Begin"), validators=[Optional()])

    def values(self) -> dict[str, Any]:
        """The columns as they were typed."""
        texts = ("title", "tasks", "competences", "conditions", "hours_a_week", "shifts")
        found: dict[str, Any] = {name: (self[name].data or "").strip() for name in texts}
        return found | {"places": self.places.data, "starts_on": self.starts_on.data}
