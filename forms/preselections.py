"""What people type in about the pre-selection: the assessment, the result, the answer, and how it was told."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import DateField, HiddenField, RadioField, SelectMultipleField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, Optional, ValidationError

from forms.decisions import MomentToldForm
from forms.fields import OnceField
from forms.kept import tidy
from portal.rules.preselections import MET_NAMES, PAPER_CHANNEL_NAMES, RESULT_NAMES, Met, Result, check_result
from portal.rules.refusals import Refused


def preselection_form(lines: Sequence[Mapping[str, str]], values: Mapping[str, Any]) -> Any:
    """Per criterion whether it is met and a note, then the memo, the result and the two texts.

    The button `register` registers and mails; `keep` only keeps what was found.
    """

    class PreselectionForm(FlaskForm):
        """Made anew for each nomination: its criteria are those of the campaign and of the wanted functions."""

        def lines(self) -> list[dict[str, str]]:
            """What was found, as it is kept."""
            return [
                {"criterion": line["criterion"], "met": self[f"met_{number}"].data, "note": self[f"note_{number}"].data}
                for number, line in enumerate(lines)
            ]

        @property
        def registers(self) -> bool:
            """Whether the person registers a result, rather than only keeping what was found."""
            return self.step.data == "register"

        def validate(self, extra_validators: Any = None) -> bool:
            """Each field by itself; then, to register, what the readers of the result need."""
            if not super().validate(extra_validators) or not self.registers:
                return not self.errors
            if not self.result.data:
                self.result.errors = [gettext("Kies wat het resultaat is.")]
                return False
            try:
                check_result(Result(self.result.data), self.words_for_mediator.data, self.words_for_candidate.data)
            except Refused as refused:
                lacks_mediator = not self.words_for_mediator.data
                field = self.words_for_mediator if lacks_mediator else self.words_for_candidate
                field.errors = [gettext(refused.sentence, **refused.values)]
                return False
            return True

    choices = [SelectChoice(met.value, _l(name)) for met, name in MET_NAMES.items()]
    known: dict[str, Any] = dict(values)
    for number, line in enumerate(lines):
        setattr(PreselectionForm, f"met_{number}", RadioField(line["criterion"], choices=choices, default=Met.UNKNOWN))
        setattr(
            PreselectionForm,
            f"note_{number}",
            StringField(_l("Nota bij “%(criterion)s”", criterion=line["criterion"]), [Length(max=300)], filters=[tidy]),
        )
        known |= {f"met_{number}": line["met"], f"note_{number}": line["note"]}
    PreselectionForm.memo = TextAreaField(
        _l("Memo"),
        [Length(max=4000)],
        filters=[tidy],
        description=_l(
            "Alleen voor wie deze instroomactie trekt en coördineert. De kandidaat mag een memo over zichzelf "
            "opvragen: schrijf wat je ook zou zeggen."
        ),
    )
    PreselectionForm.result = RadioField(
        _l("Resultaat"),
        [Optional()],
        choices=[SelectChoice(result.value, _l(name)) for result, name in RESULT_NAMES.items()],
    )
    PreselectionForm.words_for_mediator = TextAreaField(
        _l("Tekst voor de bemiddelaar"),
        [Length(max=2000)],
        filters=[tidy],
        description=_l("Waarom, of wat je nog wilt weten. Staat in de mail. Niets over gezondheid of uitkering."),
    )
    PreselectionForm.words_for_candidate = TextAreaField(
        _l("Tekst voor de kandidaat"),
        [Length(max=2000)],
        filters=[tidy],
        description=_l("Eenvoudig en vriendelijk. De bemiddelaar gebruikt ze om het te vertellen."),
    )
    PreselectionForm.seen_version = HiddenField(default="0")
    PreselectionForm.step = HiddenField()
    return PreselectionForm(data=known)


class AnswerForm(FlaskForm):
    """What the mediator says to the question."""

    answer = TextAreaField(
        _l("Je antwoord"),
        [InputRequired(_l("Schrijf je antwoord, of bel de trekker.")), Length(max=2000)],
        filters=[tidy],
        description=_l("De trekker leest dit. Niets over gezondheid of uitkering."),
    )


class TellResultForm(MomentToldForm):
    """When and how the mediator told the result of the pre-selection."""


class PaperTalkForm(FlaskForm):
    """The papers were discussed with the employer: when, how, about whom. The view gives who there is."""

    once = OnceField()
    on = DateField(_l("Op welke dag?"), [InputRequired(_l("Vul de dag in waarop jullie elkaar spraken."))])
    channel = RadioField(
        _l("Hoe?"),
        [InputRequired(_l("Kies hoe jullie elkaar spraken."))],
        choices=[SelectChoice(channel.value, _l(name)) for channel, name in PAPER_CHANNEL_NAMES.items()],
    )
    about = SelectMultipleField(_l("Over wie?"), [InputRequired(_l("Vink aan over wie het ging."))])
    note = TextAreaField(
        _l("Wat zei de werkgever?"),
        [Length(max=2000)],
        filters=[tidy],
        description=_l("Alleen voor wie deze instroomactie trekt en coördineert."),
    )
    today: date | None = None

    def validate_on(self, field: DateField) -> None:
        if field.data and self.today and field.data > self.today:
            raise ValidationError(gettext("Deze dag moet nog komen. Noteer het nadat jullie elkaar spraken."))
