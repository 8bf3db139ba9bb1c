"""What people type in about organisations, their sites and contacts, and the log of contacts."""

from flask_babel import lazy_gettext
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import EmailField, HiddenField, RadioField, SelectField, StringField, TelField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, Optional

from forms.campaigns import COUNTRIES
from forms.fields import OnceField
from forms.partners import EMAIL_SHAPE, DirectoryFilterForm, trimmed
from forms.zones import ZONES

KINDS = (SelectChoice("mediator", _l("Bemiddelaar")), SelectChoice("employer", _l("Werkgever")))


class OrganisationFilterForm(DirectoryFilterForm):
    """The filter of the directory: also which kind of organisation."""

    kind = SelectField(
        _l("Soort"),
        choices=[SelectChoice("mediator", _l("Bemiddelaars")), SelectChoice("employer", _l("Werkgevers"))],
        validators=[Optional()],
    )
    order = SelectField(
        _l("Volgorde"),
        choices=[SelectChoice("name", _l("Op naam")), SelectChoice("contact", _l("Langst niet gesproken"))],
        validators=[Optional()],
    )


class OrganisationForm(FlaskForm):
    """A mediator organisation or an employer."""

    once = OnceField()
    seen_version = HiddenField(default="0")
    kind = RadioField(_l("Soort"), choices=KINDS, default="mediator")
    name = StringField(_l("Naam"), validators=[InputRequired(_l("Vul de naam in.")), Length(max=200)])
    region = StringField(
        _l("Regio"), description=_l("Bijvoorbeeld: Gent, Waasland, Zeeland."), validators=[Length(max=100)]
    )
    town = StringField(_l("Gemeente"), validators=[Length(max=100)])
    target_groups = TextAreaField(
        _l("Voor wie werken ze?"),
        description=_l("De doelgroepen: langdurig werkzoekenden, jongeren, mensen met een arbeidsbeperking …"),
        validators=[Length(max=2000)],
    )
    email = EmailField(_l("E-mailadres"), filters=[trimmed], validators=[Optional(), Length(max=254), EMAIL_SHAPE])
    phone = TelField(_l("Telefoon"), validators=[Length(max=40)])
    website = StringField(_l("Website"), validators=[Length(max=200)])

    def details(self) -> dict[str, str]:
        """The columns beside the name."""
        names = ("region", "town", "target_groups", "email", "phone", "website")
        return {name: (self[name].data or "").strip() for name in names}


class SiteForm(FlaskForm):
    """A place of work."""

    once = OnceField()
    name = StringField(
        _l("Naam van de vestiging"),
        validators=[InputRequired(_l("Geef de vestiging een naam.")), Length(max=200)],
    )
    street = StringField(_l("Straat en nummer"), validators=[Length(max=200)])
    postcode = StringField(_l("Postcode"), validators=[Length(max=12)])
    town = StringField(_l("Gemeente"), validators=[InputRequired(_l("Vul de gemeente in.")), Length(max=100)])
    country = RadioField(_l("Land"), choices=COUNTRIES, default="BE", validators=[InputRequired(_l("Kies het land."))])
    zone = SelectField(
        lazy_gettext("Tijdzone"),
        choices=[SelectChoice("", lazy_gettext("Zoals het land")), *ZONES],
        default="",
        validators=[Optional()],
        description=lazy_gettext("Alle uren en afspraken bij deze vestiging volgen deze klok."),
    )
    directions = TextAreaField(
        _l("Zo kom je er"),
        description=_l("Bus, fiets, parking, welke ingang."),
        validators=[Length(max=2000)],
    )


class ContactForm(FlaskForm):
    """A person of the directory."""

    once = OnceField()
    name = StringField(_l("Naam"), validators=[InputRequired(_l("Vul de naam in.")), Length(max=200)])
    email = EmailField(
        _l("E-mailadres"),
        filters=[trimmed],
        validators=[InputRequired(_l("Vul het e-mailadres in.")), Length(max=254), EMAIL_SHAPE],
    )
    phone = TelField(_l("Telefoon"), validators=[Length(max=40)])
    job_title = StringField(_l("Functie"), validators=[Length(max=120)])


class ContactMomentForm(FlaskForm):
    """One line of the log; the view gives the channels and the contacts."""

    once = OnceField()
    channel = RadioField(_l("Hoe?"), validators=[InputRequired(_l("Kies hoe jullie contact hadden."))])
    contact = SelectField(_l("Met wie?"), validators=[Optional()])
    note = TextAreaField(
        _l("Waarover ging het?"),
        description=_l("Alleen jouw organisatie leest dit."),
        validators=[InputRequired(_l("Schrijf in één zin waarover het ging.")), Length(max=4000)],
    )
