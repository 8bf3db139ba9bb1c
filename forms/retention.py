"""What people type in about how long files stay: what to search, why to hold one, why to erase one."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, RadioField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, Optional

from forms.kept import tidy
from portal.rules.retention import GROUND_NAMES, GROUNDS_OF_PEOPLE


class TermsFilterForm(FlaskForm):
    """Which files to show."""

    class Meta:
        csrf = False

    q = StringField(_l("Zoek op naam of gemeente"), [Optional(), Length(max=100)])


class HoldForm(FlaskForm):
    """Why a file must stay."""

    reason = TextAreaField(
        _l("Waarom moet dit dossier langer blijven?"),
        [InputRequired(_l("Schrijf waarom: een klacht, een geschil, een onderzoek.")), Length(max=1000)],
        filters=[tidy],
        description=_l(
            "Een klacht, een geschil of een onderzoek, bijvoorbeeld. "
            "Je organisatie leest dit; de kandidaat mag het opvragen."
        ),
    )


class EraseForm(FlaskForm):
    """Why somebody is erased now, and that it was read that nothing comes back."""

    ground = RadioField(
        _l("Waarom wis je dit nu?"),
        [InputRequired(_l("Kies waarom je dit wist."))],
        choices=[SelectChoice(one.value, _l(GROUND_NAMES[one])) for one in GROUNDS_OF_PEOPLE],
    )
    understood = BooleanField(
        _l("Ik weet dat niemand dit kan terughalen."),
        [InputRequired(_l("Vink aan dat je weet dat niemand dit kan terughalen."))],
    )
