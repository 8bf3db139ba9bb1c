"""What people type in about partners: whom to ask, what they answer, until when they get more time."""

from datetime import datetime
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    DateField,
    EmailField,
    HiddenField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    TimeField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, Optional, Regexp, ValidationError

from portal.rules.local_times import to_utc
from portal.rules.refusals import Refused

# One @, no spaces, a point in the domain: enough to catch a slip; the mail itself is the real test.
EMAIL_SHAPE = Regexp(
    r"^[^@\s,;<>]+@[^@\s,;<>]+\.[^@\s,;<>.]+$",
    message=_l("Dit lijkt geen e-mailadres. Een voorbeeld: an@netwerk.be."),
)


def trimmed(text: str | None) -> str:
    """What was typed without the spaces around it, which copying an address often adds."""
    return (text or "").strip()


class DirectoryFilterForm(FlaskForm):
    """The filter of the directory, in the URL; the view gives the regions."""

    class Meta:
        csrf = False

    q = StringField(_l("Zoek"), validators=[Length(max=100)])
    region = SelectField(_l("Regio"), validators=[Optional()])


class InviteContactsForm(FlaskForm):
    """Which contacts of the directory to ask; the view gives the choices."""

    contacts = SelectMultipleField(_l("Contacten"), validate_choice=True)

    def validate_contacts(self, field: SelectMultipleField) -> None:
        if not field.data:
            raise ValidationError(gettext("Vink minstens één contact aan."))


class InviteAddressForm(FlaskForm):
    """Somebody who is not in the directory yet."""

    name = StringField(_l("Naam"), validators=[InputRequired(_l("Vul de naam in.")), Length(max=200)])
    email = EmailField(
        _l("E-mailadres"),
        filters=[trimmed],
        validators=[InputRequired(_l("Vul het e-mailadres in.")), Length(max=254), EMAIL_SHAPE],
    )
    organisation = StringField(
        _l("Organisatie"),
        description=_l("Staat ze al in het netwerk, schrijf de naam dan net zo."),
        validators=[InputRequired(_l("Vul de organisatie in.")), Length(max=200)],
    )


class AnswerForm(FlaskForm):
    """What a partner answers; `agreement` is the number of the version that was on the page."""

    accepts = RadioField(
        _l("Doe je mee?"),
        choices=[SelectChoice("yes", _l("Ja, ik doe mee")), SelectChoice("no", _l("Nee, deze keer niet"))],
        validators=[InputRequired(_l("Kies of je meedoet."))],
    )
    comes = RadioField(
        _l("Kom je naar de infosessie?"),
        choices=[
            SelectChoice("yes", _l("Ja, ik kom")),
            SelectChoice("no", _l("Nee, ik kan niet")),
            SelectChoice("", _l("Dat weet ik nog niet")),
        ],
        default="",
    )
    comes_with = StringField(
        _l("Wie komt er mee?"),
        description=_l("Namen van collega's, als je niet alleen komt."),
        validators=[Length(max=300)],
    )
    agrees = BooleanField(_l("Ik ga akkoord met de afspraken"))
    agreement = HiddenField(default="0")
    reason = TextAreaField(
        _l("Waarom niet?"),
        description=_l("Alleen als je niet meedoet; de trekker leest het en houdt er rekening mee."),
        validators=[Length(max=1000)],
    )


class MoreTimeForm(FlaskForm):
    """Until when one partner may still put candidates forward, on the clock of the site."""

    until_on = DateField(_l("Tot en met welke dag?"), validators=[InputRequired(_l("Kies een dag."))])
    until_time = TimeField(_l("Tot hoe laat?"), validators=[InputRequired(_l("Vul het uur in, bijvoorbeeld 17:00."))])

    def __init__(self, zone: str, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.zone = zone

    def validate_until_time(self, field: TimeField) -> None:
        if self.until_on.data and field.data:
            try:
                to_utc(self.until_on.data, field.data, self.zone)
            except Refused as refused:
                raise ValidationError(gettext(refused.sentence, **refused.values)) from refused

    @property
    def until(self) -> datetime:
        """The moment that was typed, once it is valid (UTC)."""
        return to_utc(self.until_on.data, self.until_time.data, self.zone)
