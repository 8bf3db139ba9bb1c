"""What an administrator writes of a row of the law."""

from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, DateField, HiddenField, RadioField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, NumberRange, Optional, Regexp

from forms.fields import OnceField, WholeNumberField
from forms.kept import tidy
from portal.rules.measures import COUNTRIES, LEAD_UNIT_NAMES, LeadUnit, MeasureFacts

PRECEDES = {"yes": True, "no": False, "differs": None}
TEXTS = ("name", "meaning", "who_applies", "papers", "longest", "source", "standing")
PLAIN = ("lead_time", "valid_from", "valid_to", "new_cases", "is_indicative", "checked_on")


class ChangeMeasureForm(FlaskForm):
    """The words and dates of a row."""

    name = StringField(
        _l("Naam"), [InputRequired(_l("Typ de naam van de maatregel.")), Length(max=120)], filters=[tidy]
    )
    meaning = TextAreaField(_l("Wat het is"), [Length(max=1000)], filters=[tidy])
    who_applies = TextAreaField(
        _l("Wie vraagt aan"), [InputRequired(_l("Typ wie de maatregel aanvraagt, en waar.")), Length(max=1000)],
        filters=[tidy],
    )  # fmt: skip
    papers = TextAreaField(_l("Papieren"), [Length(max=2000)], filters=[tidy])
    longest = StringField(_l("Hoe lang"), [Length(max=300)], filters=[tidy])
    precedes_start = RadioField(
        _l("Moet het in orde zijn voor de eerste werkdag?"),
        [InputRequired(_l("Kies ja, nee, of dat het verschilt."))],
        choices=[
            SelectChoice("yes", _l("Ja")),
            SelectChoice("no", _l("Nee, dat kan erna")),
            SelectChoice("differs", _l("Dat verschilt")),
        ],
        default="differs",
    )
    lead_time = WholeNumberField(
        _l("Hoe lang vooraf aanvragen?"),
        [Optional(), NumberRange(0, 365, _l("Vul een getal in van 0 tot 365."))],
        description=_l("Hieruit berekent het portaal de laatste datum. Leeg: de werkdag voor de start."),
    )
    lead_unit = SelectField(
        _l("Geteld in"), choices=[SelectChoice(one.value, _l(words)) for one, words in LEAD_UNIT_NAMES.items()]
    )
    valid_from = DateField(_l("Geldt vanaf"), [Optional()], description=_l("Leeg: al langer."))
    valid_to = DateField(_l("Geldt tot en met"), [Optional()], description=_l("Leeg: zonder einddatum."))
    new_cases = BooleanField(_l("Nieuwe aanvragen kunnen nog"), default=True)
    source = StringField(_l("Bron"), [InputRequired(_l("Typ waar dit staat.")), Length(max=200)], filters=[tidy])
    checked_on = DateField(_l("Nagekeken op"), [InputRequired(_l("Vul in wanneer je de bron las."))])
    is_indicative = BooleanField(_l("Indicatief: er zijn weinig bronnen, of ze spreken elkaar tegen"), default=True)
    standing = TextAreaField(_l("Waarop letten?"), [Length(max=2000)], filters=[tidy])
    seen_version = HiddenField(default="0")

    def facts(self, code: str, country: str) -> MeasureFacts:
        """What was typed, for a measure with this code."""
        typed: dict[str, Any] = {name: self[name].data or "" for name in TEXTS}
        typed |= {name: self[name].data for name in PLAIN}
        precedes, unit = PRECEDES[self.precedes_start.data], LeadUnit(self.lead_unit.data)
        return MeasureFacts(code=code, country=country, precedes_start=precedes, lead_unit=unit, **typed)

    @staticmethod
    def as_typed(facts: MeasureFacts) -> dict[str, Any]:
        """The fields for what stands in a row."""
        precedes = next(word for word, value in PRECEDES.items() if value is facts.precedes_start)
        stands = {name: getattr(facts, name) for name in (*TEXTS, *PLAIN)}
        return stands | {"precedes_start": precedes, "lead_unit": facts.lead_unit.value}


class NewMeasureForm(ChangeMeasureForm):
    """A measure that is not in the list yet."""

    once = OnceField()
    code = StringField(
        _l("Code"),
        [
            InputRequired(_l("Typ een korte code, zoals “ibo”.")),
            Length(max=24),
            Regexp(r"[a-z][a-z0-9_]*$", message=_l("Gebruik kleine letters, cijfers en _; begin met een letter.")),
        ],
        description=_l("Een kort woord dat blijft, ook als de regel verandert."),
    )
    country = RadioField(
        _l("Land"),
        [InputRequired(_l("Kies het land."))],
        choices=[SelectChoice(code, _l(name)) for code, name in COUNTRIES.items()],
        default="BE",
    )


class SucceedMeasureForm(ChangeMeasureForm):
    """The row that follows another."""

    once = OnceField()


class CloseMeasureForm(FlaskForm):
    """By which day a row ends."""

    valid_to = DateField(_l("Geldt tot en met"), [InputRequired(_l("Vul de laatste dag in."))])
    seen_version = HiddenField(default="0")
