"""What people type in about candidates."""

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import DateField, EmailField, SelectField, StringField, TelField, TextAreaField, ValidationError
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, Email, Length, Optional

from forms.fields import OnceField
from forms.kept import KeptForm, tidy
from portal import clock

EARLIEST_BIRTH_YEAR = 1920


class CandidateForm(KeptForm):
    """What the own organisation keeps of a candidate."""

    first_name = StringField(_l("Voornaam"), [DataRequired(_l("Vul de voornaam in.")), Length(max=100)], filters=[tidy])
    last_name = StringField(
        _l("Achternaam"), [DataRequired(_l("Vul de achternaam in.")), Length(max=100)], filters=[tidy]
    )
    phone = TelField(_l("Telefoon"), [Length(max=40)], filters=[tidy])
    email = EmailField(
        _l("E-mailadres"),
        [Optional(), Length(max=254), Email(_l("Kijk het adres na: het hoort eruit te zien als naam@voorbeeld.be."))],
        filters=[tidy],
    )
    postcode = StringField(
        _l("Postcode"), [Length(max=12)], filters=[tidy], description=_l("Om de afstand tot het werk te kennen.")
    )
    town = StringField(_l("Gemeente"), [Length(max=100)], filters=[tidy])
    birth_date = DateField(_l("Geboortedatum"), [Optional()], description=_l("Alleen jouw organisatie ziet die."))
    language = SelectField(
        _l("Taal van de kandidaat"),
        choices=[SelectChoice("nl", _l("Nederlands")), SelectChoice("en", _l("Engels"))],
        default="nl",
        description=_l("In deze taal staan de pagina’s voor de kandidaat."),
    )
    notes = TextAreaField(
        _l("Eigen notities"),
        [Length(max=4000)],
        filters=[tidy],
        description=_l("Alleen jouw organisatie leest dit. De kandidaat mag het opvragen."),
    )

    def validate_birth_date(self, field: DateField) -> None:
        if field.data and not EARLIEST_BIRTH_YEAR <= field.data.year <= clock.today().year - 14:
            raise ValidationError(_l("Kijk de geboortedatum na, bijvoorbeeld 24/11/1990."))

    def in_words(self, contents: Mapping[str, Any]) -> list[tuple[str, str]]:
        worded = {**contents, "birth_date": contents["birth_date"] and f"{contents['birth_date']:%d/%m/%Y}"}
        return super().in_words(worded)


class NewCandidateForm(CandidateForm):
    """A candidate who is not there yet."""

    once = OnceField()

    def contents(self) -> dict[str, Any]:
        return {name: value for name, value in super().contents().items() if name != "once"}


class CandidateFilterForm(FlaskForm):
    """What somebody looks for in the list; it lives in the URL."""

    class Meta:
        csrf = False

    q = StringField(_l("Naam of gemeente"), [Length(max=100)])
    whose = SelectField(
        _l("Van wie"),
        choices=[SelectChoice("", _l("Iedereen")), SelectChoice("own", _l("Mijn kandidaten"))],
        default="",
    )
    order = SelectField(
        _l("Volgorde"),
        choices=[SelectChoice("name", _l("Op naam")), SelectChoice("update", _l("Laatst gewijzigd"))],
        default="name",
    )
