"""What is typed in about data protection: filters, notices, consents, restriction, and what an export leaves out."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from flask_babel import gettext, lazy_gettext
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, DateField, Field, RadioField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, Optional, StopValidation

from forms.fields import OnceField
from forms.kept import KeptForm, tidy
from portal import clock
from portal.rules.consents import HOW_NAMES, LONGEST_DAYS, PURPOSE_NAMES
from portal.rules.privacy_notices import LONGEST
from portal.rules.restrictions import GROUND_NAMES

_DAY = _l("Dag, maand en jaar.")


class LooksFilterForm(FlaskForm):
    """Which looks to show. Choices come from the view."""

    by = SelectField(_l("Wie keek"), validators=[Optional()])
    unusual = SelectField(_l("Wat"), validators=[Optional()])
    since = DateField(_l("Vanaf"), validators=[Optional()])
    until = DateField(_l("Tot en met"), validators=[Optional()])


class FileFilterForm(FlaskForm):
    """Which candidate somebody asks about."""

    q = StringField(_l("Naam van de kandidaat"), validators=[Optional(), Length(max=100)])


class NoticeForm(KeptForm):
    """The privacy notice of the own organisation in both languages."""

    text_nl = TextAreaField(
        _l("Tekst in het Nederlands"),
        description=_l(
            "Een lege regel begint een alinea, “## ” een tussentitel, “- ” een regel van een lijst. "
            "((organisation)) en ((contact)) worden ingevuld."
        ),
        filters=[tidy],
        validators=[InputRequired(_l("Schrijf de tekst in het Nederlands.")), Length(max=LONGEST)],
        render_kw={"rows": 22},
    )
    text_en = TextAreaField(
        _l("Tekst in het Engels"),
        filters=[tidy],
        validators=[InputRequired(_l("Schrijf de tekst in het Engels.")), Length(max=LONGEST)],
        render_kw={"rows": 22},
    )


class ConsentForm(FlaskForm):
    """What a candidate said yes to. The choices of measures come from the view."""

    once = OnceField()
    purpose = RadioField(
        _l("Waarvoor zei de kandidaat ja?"),
        choices=[SelectChoice(one.value, _l(name)) for one, name in PURPOSE_NAMES.items()],
        validators=[InputRequired(_l("Kies waarvoor."))],
    )
    measure = SelectField(
        _l("Welke maatregel"),
        description=_l("Alleen als het over een maatregel gaat."),
        validators=[Optional()],
    )
    how = RadioField(
        _l("Hoe?"),
        choices=[SelectChoice(one.value, _l(name)) for one, name in HOW_NAMES.items()],
        validators=[InputRequired(_l("Kies hoe de kandidaat het zei."))],
    )
    given_on = DateField(
        _l("Op welke dag"), default=clock.today, description=_DAY, validators=[InputRequired(_l("Vul de dag in."))]
    )
    until = DateField(
        _l("Tot en met"),
        default=lambda: clock.today() + timedelta(days=LONGEST_DAYS),
        description=_l("Hoogstens een jaar later."),
        validators=[InputRequired(_l("Vul in tot wanneer."))],
    )


class RestrictForm(FlaskForm):
    """Why a file is set apart."""

    ground = RadioField(
        _l("Waarom?"),
        choices=[SelectChoice(one.value, _l(name)) for one, name in GROUND_NAMES.items()],
        validators=[InputRequired(_l("Kies waarom."))],
    )
    reason = TextAreaField(
        _l("Wat is er gevraagd of gebeurd?"),
        description=_l("De eigen bemiddelaars lezen dit, en de kandidaat als die het opvraagt."),
        filters=[tidy],
        validators=[InputRequired(_l("Schrijf kort waarom.")), Length(max=2000)],
    )


class LiftForm(FlaskForm):
    """Why a file is open again."""

    reason = TextAreaField(
        _l("Waarom kan het dossier weer open?"),
        description=_l("De kandidaat moet het weten voor je dit doet (AVG, artikel 18.3)."),
        filters=[tidy],
        validators=[InputRequired(_l("Schrijf kort waarom.")), Length(max=2000)],
    )


class _NeedsReason:
    """For a reason: whoever leaves something out says why. The tick stands in the field `of`."""

    def __init__(self, of: str) -> None:
        self.of = of

    def __call__(self, form: FlaskForm, field: Field) -> None:
        if form[self.of].data and not field.data:
            raise StopValidation(gettext("Schrijf waarom je dit weglaat. De kandidaat leest het."))


class ExportForm(FlaskForm):
    """What a copy leaves out: nothing, unless somebody ticks it and says why."""

    once = OnceField()
    keys: Sequence[str] = ()

    def fields_of(self, key: str) -> tuple[Field, Field]:
        """The tick and the reason for one note or score."""
        return self[f"leave_out-{key}"], self[f"reason-{key}"]

    def wanted(self) -> dict[str, str]:
        """What to leave out, each with its reason."""
        fields = {key: self.fields_of(key) for key in self.keys}
        return {key: reason.data for key, (tick, reason) in fields.items() if tick.data}


def export_form(memos: Sequence[tuple[str, str]]) -> ExportForm:
    """The form for these notes and scores, as (key, name)."""
    fields: dict[str, Any] = {"keys": [key for key, _ in memos]}
    for key, name in memos:
        tick = f"leave_out-{key}"
        fields[tick] = BooleanField(lazy_gettext("Laat weg: %(what)s", what=name))
        fields[f"reason-{key}"] = StringField(
            lazy_gettext("Waarom laat je dit weg?"), filters=[tidy], validators=[_NeedsReason(tick), Length(max=300)]
        )
    made = type("ExportFormOfOne", (ExportForm,), fields)()
    assert isinstance(made, ExportForm)
    return made
