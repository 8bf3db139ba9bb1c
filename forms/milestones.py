"""What people type in about milestones, the archive, and how they want to hear of news."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, DateField, SelectField, StringField, TextAreaField, ValidationError
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from forms.fields import OnceField, WholeNumberField
from forms.kept import tidy
from portal.rules.milestones import MILESTONE_NAMES, OUTCOMES, STATED, Colour
from portal.rules.notices import HOW_NAMES
from portal.rules.recognition import CARED_FOR

_BACK_ON = _l("Wanneer kom je erop terug?")
_DAY_HINT = _l("Alleen nodig bij oranje. Bijvoorbeeld 24/11/2026.")


def _outcome_choices(milestone: str) -> list[SelectChoice]:
    return [SelectChoice(one.key, gettext(one.words)) for one in OUTCOMES[milestone]]


class StateForm(FlaskForm):
    """What came of one milestone. `milestone` is given by the address."""

    once = OnceField()
    outcome = SelectField(_l("Resultaat"), [InputRequired(_l("Kies wat het resultaat is."))])
    come_back_on = DateField(_BACK_ON, [Optional()], description=_DAY_HINT)
    note = TextAreaField(
        _l("Opmerking"),
        [Length(max=1000)],
        filters=[tidy],
        description=_l("De jobcoach en wie trekt lezen dit. Zet hier niets over gezondheid of uitkering."),
    )

    def about(self, milestone: str) -> "StateForm":
        """Offer the outcomes of a milestone."""
        self.outcome.choices = _outcome_choices(milestone)
        self._colours = {one.key: one.colour for one in OUTCOMES[milestone]}
        return self

    def validate_come_back_on(self, field: DateField) -> None:
        if self._colours.get(self.outcome.data) == Colour.ORANGE and field.data is None:
            raise ValidationError(_l("Kies een dag: dan staat het die dag bij “Wat nu”."))


class ArchiveForm(FlaskForm):
    """Why somebody leaves the list of live candidates."""

    reason = TextAreaField(
        _l("Waarom gaat dit naar het archief?"),
        [InputRequired(_l("Schrijf kort waarom: wie later kijkt, moet het kunnen begrijpen.")), Length(max=500)],
        filters=[tidy],
        description=_l("De jobcoach en wie trekt lezen dit. Zet hier niets over gezondheid of uitkering."),
    )


class ChosenForm(FlaskForm):
    """Several nominations that were ticked, and what to do with them; the last page before it happens."""

    once = OnceField()
    what = SelectField(
        _l("Wat wil je doen?"),
        choices=[
            SelectChoice("outcome", _l("Resultaat van een mijlpaal")),
            SelectChoice("hand_over", _l("Overdragen aan een collega")),
            SelectChoice("archive", _l("Naar het archief")),
            SelectChoice("restore", _l("Uit het archief halen")),
        ],
        default="outcome",
    )
    result = SelectField(_l("Mijlpaal en resultaat"), default="", validate_choice=False)
    come_back_on = DateField(_BACK_ON, [Optional()], description=_DAY_HINT)
    colleague = SelectField(_l("Collega"), default="", validate_choice=False)
    reason = TextAreaField(_l("Waarom, of een opmerking"), [Length(max=500)], filters=[tidy])

    def offer(self, colleagues: Sequence[tuple[str, str]]) -> "ChosenForm":
        """Give the results of all milestones that people state, and the colleagues."""
        self.result.choices = [
            SelectChoice(f"{milestone}.{one.key}", f"{gettext(MILESTONE_NAMES[milestone])}: {gettext(one.words)}")
            for milestone in STATED
            for one in OUTCOMES[milestone]
        ]
        self.colleague.choices = [SelectChoice(value, words) for value, words in colleagues]
        return self

    def validate_result(self, field: SelectField) -> None:
        if self.what.data == "outcome" and field.data not in {choice.value for choice in field.choices}:
            raise ValidationError(_l("Kies wat het resultaat is."))

    def validate_colleague(self, field: SelectField) -> None:
        if self.what.data == "hand_over" and field.data not in {choice.value for choice in field.choices}:
            raise ValidationError(_l("Kies een collega."))

    def validate_come_back_on(self, field: DateField) -> None:
        milestone, _, key = (self.result.data or "").partition(".")
        found = [one for one in OUTCOMES.get(milestone, ()) if one.key == key]
        if self.what.data == "outcome" and found and found[0].colour == Colour.ORANGE and field.data is None:
            raise ValidationError(_l("Kies een dag: dan staat het die dag bij “Wat nu”."))

    def validate_reason(self, field: TextAreaField) -> None:
        if self.what.data == "archive" and not field.data:
            raise ValidationError(_l("Schrijf kort waarom: wie later kijkt, moet het kunnen begrijpen."))


class FollowFilterForm(FlaskForm):
    """What somebody looks for among all live candidates; it lives in the address. The view gives the choices."""

    class Meta:
        csrf = False

    q = StringField(_l("Kandidaat of jobcoach"), [Length(max=100)])
    status = SelectField(
        _l("Stand"),
        choices=[
            SelectChoice("live", _l("Loopt")),
            SelectChoice("come_back", _l("Kom terug op")),
            SelectChoice("due", _l("Vandaag terugkomen")),
            SelectChoice("archived", _l("Archief")),
        ],
        default="live",
    )
    phase = SelectField(_l("Fase"), default="")
    campaign = SelectField(_l("Instroomactie"), default="")
    site = SelectField(_l("Vestiging"), default="")
    job = SelectField(_l("Functie"), default="")
    place = StringField(_l("Gemeente of postcode"), [Length(max=60)])
    jobcoach = SelectField(_l("Jobcoach"), default="")
    order = SelectField(
        _l("Volgorde"),
        choices=[
            SelectChoice("update", _l("Laatst gewijzigd")),
            SelectChoice("name", _l("Op naam")),
            SelectChoice("interest", _l("Voorgedragen, nieuwste eerst")),
        ],
        default="update",
    )

    def offer(self, **choices: Sequence[tuple[str, str]]) -> "FollowFilterForm":
        """Give the choices of the fields that depend on what there is, "" for all."""
        for name, all_words in (
            ("phase", gettext("Alle fasen")),
            ("campaign", gettext("Alle instroomacties")),
            ("site", gettext("Alle vestigingen")),
            ("job", gettext("Alle functies")),
            ("jobcoach", gettext("Alle jobcoaches")),
        ):
            self[name].choices = [SelectChoice("", all_words), *(SelectChoice(*one) for one in choices[name])]
        return self


class SaveViewForm(FlaskForm):
    """A name for the filter as it stands in the address."""

    name = StringField(
        _l("Naam voor deze lijst"), [InputRequired(_l("Geef de lijst een naam.")), Length(max=60)], filters=[tidy]
    )
    query = StringField(validators=[Length(max=1000)])


def arrange_form(plans: Sequence[Any]) -> type[FlaskForm]:
    """A form with a place, a name, points and a tick for each milestone of a campaign."""
    parts: dict[str, Any] = {}
    for place, plan in enumerate(plans, start=1):
        usual = MILESTONE_NAMES[plan.milestone]
        parts[f"{plan.milestone}_on"] = BooleanField(_l("Deze mijlpaal volgen"), default=plan.is_on)
        parts[f"{plan.milestone}_place"] = WholeNumberField(
            _l("Plaats"),
            [
                InputRequired(_l("Kies een plaats van 1 tot 99.")),
                NumberRange(1, 99, _l("Kies een plaats van 1 tot 99.")),
            ],
            default=place,
        )
        parts[f"{plan.milestone}_name"] = StringField(
            _l("Eigen naam"), [Length(max=80)], filters=[tidy], default="" if plan.name == usual else plan.name
        )
        if plan.milestone in CARED_FOR:
            parts[f"{plan.milestone}_points"] = WholeNumberField(
                _l("Punten voor wie hier op tijd voor zorgt"),
                [InputRequired(_l("Kies 0 tot 9 punten.")), NumberRange(0, 9, _l("Kies 0 tot 9 punten."))],
                default=plan.points,
            )
    return type("ArrangeForm", (FlaskForm,), parts)


def notices_form(lines: Sequence[tuple[str, str, str, bool]]) -> type[FlaskForm]:
    """A form with one choice a line: (name of the field, label, how it stands, may follow what is above it)."""
    parts: dict[str, Any] = {}
    for name, label, stands, may_follow in lines:
        choices = [SelectChoice(how.value, gettext(words)) for how, words in HOW_NAMES.items()]
        if may_follow:
            choices.insert(0, SelectChoice("", gettext("Zoals hierboven")))
        parts[name] = SelectField(label, choices=choices, default=stands)
    return type("NoticesForm", (FlaskForm,), parts)
