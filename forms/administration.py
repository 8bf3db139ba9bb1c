"""What an administrator fills in: accounts, and the places of organisations."""

from flask_babel import lazy_gettext
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import EmailField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import Email, InputRequired, Length, Optional

from forms.fields import OnceField
from forms.zones import ZONES

WRONG_ADDRESS = _l("Dit is geen volledig e-mailadres. Een voorbeeld: an@voorbeeld.be.")


class AccountFilterForm(FlaskForm):
    """Which accounts to show. Choices come from the view."""

    q = StringField(_l("Naam, adres of organisatie"), validators=[Optional()])
    role = SelectField(_l("Rol"), validators=[Optional()])
    active = SelectField(_l("Staat"), validators=[Optional()])


class OrganisationFilterForm(FlaskForm):
    """Which organisations to show. Choices come from the view."""

    q = StringField(_l("Naam of gemeente"), validators=[Optional()])
    kind = SelectField(_l("Soort"), validators=[Optional()])


class InviteForm(FlaskForm):
    """Who gets an account, where, and as what. Choices come from the view."""

    name = StringField(
        _l("Voornaam en naam"), validators=[InputRequired(_l("Typ de voornaam en de naam.")), Length(max=200)]
    )
    email = EmailField(
        _l("E-mailadres"),
        validators=[InputRequired(_l("Typ het e-mailadres.")), Email(WRONG_ADDRESS), Length(max=254)],
    )
    organisation = SelectField(_l("Organisatie"), validators=[InputRequired(_l("Kies een organisatie."))])
    role = RadioField(_l("Rol"), validators=[InputRequired(_l("Kies een rol."))])
    language = RadioField(_l("Taal van de mail"), default="nl")
    once = OnceField()


class RoleForm(FlaskForm):
    """Another role for an account. Choices come from the view."""

    role = RadioField(_l("Rol"), validators=[InputRequired(_l("Kies een rol."))])


class SiteForm(FlaskForm):
    """A place of work or an office."""

    name = StringField(_l("Naam"), validators=[InputRequired(_l("Typ een naam, zoals “Hoofdzetel”.")), Length(max=200)])
    street = StringField(_l("Straat en nummer"), validators=[Length(max=200)])
    postcode = StringField(_l("Postcode"), validators=[Length(max=12)])
    town = StringField(_l("Gemeente"), validators=[InputRequired(_l("Typ de gemeente.")), Length(max=100)])
    zone = SelectField(
        lazy_gettext("Tijdzone"),
        choices=ZONES,
        validators=[InputRequired(lazy_gettext("Kies een tijdzone."))],
        description=lazy_gettext("Alle uren en afspraken bij deze plaats volgen deze klok."),
    )
    directions = TextAreaField(
        _l("Zo geraak je er"),
        description=_l("Staat in mails: halte, parking, welke deur."),
        validators=[Length(max=2000)],
    )
