"""What people type in about speeddates and tablets."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from wtforms import HiddenField, RadioField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, Optional, ValidationError

from forms.fields import OnceField
from portal.rules.scoring import (
    ANCHORS,
    FEWEST_CRITERIA,
    LONGEST_NOTE,
    MOST_CRITERIA,
    VERDICT_NAMES,
    CriterionFacts,
    Verdict,
)

_ANCHOR_LABELS = (
    _l("Antwoord 1, het laagste"),
    _l("Antwoord 2"),
    _l("Antwoord 3"),
    _l("Antwoord 4, het hoogste"),
)


_WEIGHTS = [
    SelectChoice("1", _l("één keer")),
    SelectChoice("2", _l("twee keer")),
    SelectChoice("3", _l("drie keer")),
]


@dataclass
class CriterionFields:
    """The fields of one criterion together, for the template."""

    number: int
    name: StringField
    question: StringField
    weight: SelectField
    anchors: list[StringField]


def criteria_form(given: Sequence[CriterionFacts], *, fewest: int = FEWEST_CRITERIA) -> FlaskForm:
    """A form with room for six criteria, filled with those given; all but the `fewest` first may stay empty."""

    class CriteriaForm(FlaskForm):
        """Made in a function: its fields are counted."""

        def rows(self) -> list[CriterionFields]:
            """The fields of each criterion."""
            return [
                CriterionFields(
                    number,
                    self[f"name_{number}"],
                    self[f"question_{number}"],
                    self[f"weight_{number}"],
                    [self[f"anchor_{number}_{place}"] for place in range(1, ANCHORS + 1)],
                )
                for number in range(1, MOST_CRITERIA + 1)
            ]

        def criteria(self) -> list[CriterionFacts]:
            """The criteria that were filled in, in their order."""
            return [
                CriterionFacts(
                    row.name.data,
                    row.question.data or "",
                    [one.data or "" for one in row.anchors],
                    int(row.weight.data),
                )
                for row in self.rows()
                if row.name.data
            ]

    def complete(form: FlaskForm, field: StringField) -> None:
        number = field.name.split("_")[1]
        row = [other for other in form if other.name.split("_")[1:2] == [number] and other.name[0] != "w"]
        if not field.data and any(other.data for other in row):
            raise ValidationError(_l("Vul dit in, of maak het hele criterium leeg."))

    values: dict[str, str] = {}
    for number in range(1, MOST_CRITERIA + 1):
        first = [InputRequired(_l("Vul minstens drie criteria in."))] if number <= fewest else []
        setattr(
            CriteriaForm,
            f"name_{number}",
            StringField(_l("Naam"), validators=[*first, Length(max=120), complete], filters=[_tidy]),
        )
        setattr(
            CriteriaForm,
            f"question_{number}",
            StringField(_l("Vraag"), validators=[Length(max=300), complete], filters=[_tidy]),
        )
        setattr(CriteriaForm, f"weight_{number}", SelectField(_l("Telt"), choices=_WEIGHTS, default="1"))
        for place in range(1, ANCHORS + 1):
            setattr(
                CriteriaForm,
                f"anchor_{number}_{place}",
                StringField(_ANCHOR_LABELS[place - 1], validators=[Length(max=80), complete], filters=[_tidy]),
            )
    for number, one in enumerate(given, 1):
        values |= {f"name_{number}": one.name, f"question_{number}": one.question, f"weight_{number}": str(one.weight)}
        values |= {f"anchor_{number}_{place}": text for place, text in enumerate(one.anchors, 1)}
    return CriteriaForm(data=values)


def _tidy(text: str | None) -> str | None:
    return " ".join(text.split()) if text else text


class TabletForm(FlaskForm):
    """A tablet to add."""

    once = OnceField()
    label = StringField(
        _l("Naam van de tablet"),
        description=_l("Bijvoorbeeld de tafel waar ze ligt."),
        validators=[InputRequired(_l("Geef de tablet een naam.")), Length(max=60)],
        filters=[_tidy],
    )


class CopyForm(FlaskForm):
    """The second copy of a tablet."""

    file = FileField(
        _l("Bestand"),
        [FileRequired(_l("Kies eerst een bestand op je toestel."))],
        description=_l("Het bestand dat de tablet bewaarde; de naam begint met “selectiedag-tablet”."),
        render_kw={"accept": ".json,application/json"},
    )


def sheet_form(criteria: Sequence[tuple[str, str, Sequence[str]]], values: Mapping[str, str]) -> FlaskForm:
    """A score sheet: per criterion `(public id, question, four anchors)` one choice, then a note, the verdict last."""

    class SheetForm(FlaskForm):
        """Made anew for each campaign: its criteria are the campaign's."""

        def body(self) -> dict[str, object]:
            """The sheet as it is kept."""
            scores = {name[2:]: int(field.data) for name, field in self._fields.items() if name.startswith("c_")}
            return {"scores": scores, "note": self.note.data or "", "verdict": self.verdict.data}

    for key, question, anchors in criteria:
        choices = [SelectChoice(str(score), f"{score}. {text}") for score, text in enumerate(anchors, 1)]
        field = RadioField(question, choices=choices, validators=[InputRequired(_l("Kies één van de vier."))])
        setattr(SheetForm, f"c_{key}", field)
    SheetForm.note = TextAreaField(_l("Nota"), validators=[Optional(), Length(max=LONGEST_NOTE)])
    SheetForm.verdict = RadioField(
        _l("Oordeel"),
        choices=[SelectChoice(verdict.value, _l(VERDICT_NAMES[verdict])) for verdict in Verdict],
        validators=[InputRequired(_l("Kies een oordeel."))],
    )
    SheetForm.seen = HiddenField()
    return SheetForm(data=dict(values))
