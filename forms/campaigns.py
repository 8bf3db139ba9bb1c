"""What people type in about a campaign: what it is, its dates, its agreements, and how it ends."""

from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    DateField,
    HiddenField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
    TimeField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional, ValidationError

from forms.fields import OnceField, WholeNumberField
from portal.rules.campaigns import Dates, date_problems
from portal.rules.local_times import to_utc
from portal.rules.refusals import Refused

COUNTRIES = (SelectChoice("BE", _l("België")), SelectChoice("NL", _l("Nederland")))
NEW_EMPLOYER = "new"


class ChangeCampaignForm(FlaskForm):
    """Title, goal, matching and the steps of a campaign."""

    title = StringField(
        _l("Naam van de instroomactie"),
        description=_l("Zo herkennen partners ze in hun mail. Bijvoorbeeld: Productiemedewerkers voor het voorjaar."),
        validators=[InputRequired(_l("Geef de instroomactie een naam.")), Length(max=200)],
    )
    goal = TextAreaField(
        _l("Doel"),
        description=_l("Wat wil het bedrijf, voor wie, en waarom samen? Dit lezen de partners als eerste."),
        validators=[Length(max=4000)],
    )
    matching = TextAreaField(
        _l("Zo organiseren we de matching"),
        description=_l("Wie selecteert, hoeveel kandidaten per partner, wie vertelt wat aan wie?"),
        validators=[Length(max=4000)],
    )
    has_preselection = BooleanField(_l("Preselectie voor de selectiedag"))
    preselection_criteria = TextAreaField(
        _l("Waar letten we op bij de preselectie?"),
        description=_l(
            "Eén criterium per regel, naast wat in het werkprofiel van de functies staat. Alleen als de stap aan staat."
        ),
        validators=[Length(max=4000)],
    )
    has_info_session = BooleanField(_l("Infosessie voor de partners bij het bedrijf"), default=True)
    has_tour = BooleanField(_l("Rondleiding op de werkvloer"), default=True)
    has_test = BooleanField(_l("Korte schriftelijke proef"), default=True)
    has_internship = BooleanField(_l("Oriënterende stage van twee weken"), default=True)
    hides_names = BooleanField(
        _l("De werkgever ziet namen pas op de selectiedag"),
        description=_l("Tot dan heet iemand “Kandidaat 7”, en blijven cv en brief dicht: daar staat de naam in."),
    )
    seen_version = HiddenField(default="0")


class OpenCampaignForm(ChangeCampaignForm):
    """The same, with the employer: one of the list, or a new one. The view gives the choices of `site`."""

    once = OnceField()
    site = SelectField(
        _l("Werkgever en vestiging"),
        validators=[DataRequired(_l("Kies een werkgever uit de lijst, of kies “Een nieuwe werkgever”."))],
    )
    employer_name = StringField(_l("Naam van het bedrijf"), validators=[Length(max=200)])
    street = StringField(_l("Straat en nummer"), validators=[Length(max=200)])
    postcode = StringField(_l("Postcode"), validators=[Length(max=12)])
    town = StringField(_l("Gemeente"), validators=[Length(max=100)])
    country = RadioField(_l("Land"), choices=COUNTRIES, default="BE", validators=[InputRequired(_l("Kies het land."))])

    def validate_employer_name(self, field: StringField) -> None:
        if self.site.data == NEW_EMPLOYER and not (field.data or "").strip():
            raise ValidationError(gettext("Vul de naam van het bedrijf in."))

    def validate_town(self, field: StringField) -> None:
        if self.site.data == NEW_EMPLOYER and not (field.data or "").strip():
            raise ValidationError(gettext("Vul in waar het bedrijf ligt: de partners moeten er geraken."))


class DatesForm(FlaskForm):
    """All dates of a campaign, on the clock of the site; `zone` is its IANA zone. What is left empty is suggested."""

    info_session_on = DateField(_l("Dag van de infosessie"), validators=[Optional()])
    info_session_time = TimeField(_l("Beginuur"), validators=[Optional()])
    info_session_minutes = WholeNumberField(
        _l("Duur in minuten"),
        default=90,
        validators=[
            InputRequired(_l("Vul de duur in minuten in, bijvoorbeeld 90.")),
            NumberRange(15, 600, _l("Kies een duur tussen 15 en 600 minuten.")),
        ],
    )
    info_session_place = StringField(
        _l("Plaats"),
        description=_l("Leeg laten is: op de vestiging. Vermeld hier bijvoorbeeld de zaal of de ingang."),
        validators=[Length(max=300)],
    )
    nominations_open_on = DateField(_l("Voordragen kan vanaf"), validators=[Optional()])
    nominations_open_time = TimeField(_l("Uur"), validators=[Optional()])
    nominations_close_on = DateField(_l("Uiterste dag om voor te dragen"), validators=[Optional()])
    nominations_close_time = TimeField(_l("Uur"), validators=[Optional()])
    selection_day_on = DateField(_l("Selectiedag"), validators=[Optional()])
    relay_working_days = WholeNumberField(
        _l("Werkdagen om de uitslag te vertellen"),
        default=2,
        validators=[
            InputRequired(_l("Vul een aantal werkdagen in.")),
            NumberRange(1, 10, _l("Kies 1 tot 10 werkdagen.")),
        ],
    )
    internship_starts_on = DateField(_l("Begin van de stage"), validators=[Optional()])
    internship_working_days = WholeNumberField(
        _l("Duur van de stage in werkdagen"),
        default=10,
        validators=[
            InputRequired(_l("Vul een aantal werkdagen in.")),
            NumberRange(1, 60, _l("Kies 1 tot 60 werkdagen.")),
        ],
    )
    seen_version = HiddenField(default="0")

    def __init__(self, zone: str, *, has_info_session: bool, has_internship: bool, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.zone = zone
        self.has_info_session = has_info_session
        self.has_internship = has_internship

    @staticmethod
    def as_typed(dates: Dates, zone: str) -> dict[str, Any]:
        """The dates of a campaign as the fields show them."""
        typed: dict[str, Any] = {
            name: getattr(dates, name)
            for name in (
                "info_session_minutes",
                "info_session_place",
                "selection_day_on",
                "relay_working_days",
                "internship_starts_on",
                "internship_working_days",
            )
        }
        for name in ("info_session", "nominations_open", "nominations_close"):
            at = getattr(dates, f"{name}_at")
            local = at.astimezone(ZoneInfo(zone)) if at else None
            typed[f"{name}_on"] = local.date() if local else None
            typed[f"{name}_time"] = local.time() if local else None
        return typed

    def validate(self, extra_validators: Any = None) -> bool:
        """Each field by itself, then each moment in the site's zone, then their order."""
        if not super().validate(extra_validators):
            return False
        self._info_session_at = self._moment(self.info_session_on, self.info_session_time, None)
        self._opens_at = self._moment(self.nominations_open_on, self.nominations_open_time, time(9, 0))
        self._closes_at = self._moment(self.nominations_close_on, self.nominations_close_time, time(17, 0))
        if self.errors:
            return False
        problems = date_problems(self.dates, self.zone, has_internship=self.has_internship)
        for name, sentence in problems.items():
            field = self._fields[name.removesuffix("_at") + "_on" if name.endswith("_at") else name]
            field.errors = [gettext(sentence)]
        return not problems

    @property
    def dates(self) -> Dates:
        """What was typed, once it is valid."""
        return Dates(
            info_session_at=self._info_session_at if self.has_info_session else None,
            info_session_minutes=self.info_session_minutes.data,
            info_session_place=(self.info_session_place.data or "").strip(),
            nominations_open_at=self._opens_at,
            nominations_close_at=self._closes_at,
            selection_day_on=self.selection_day_on.data,
            relay_working_days=self.relay_working_days.data,
            internship_starts_on=self.internship_starts_on.data,
            internship_working_days=self.internship_working_days.data,
        )

    def _moment(self, on: DateField, at: TimeField, default: time | None) -> datetime | None:
        day: date | None = on.data
        if day is None:
            return None
        hour = at.data or default
        if hour is None:
            at.errors = [gettext("Vul ook het uur in, bijvoorbeeld 10:00.")]
            return None
        try:
            return to_utc(day, hour, self.zone)
        except Refused as refused:
            at.errors = [gettext(refused.sentence, **refused.values)]
            return None


class AgreementForm(FlaskForm):
    """The text of the agreements; `seen` is the number of the version that was on the page."""

    text = TextAreaField(
        _l("Afspraken"),
        description=_l("Wie doet wat, tegen wanneer, en wat doen we niet? Schrijf het zoals je het zou zeggen."),
        render_kw={"rows": "14"},
        validators=[InputRequired(_l("Schrijf de afspraken op.")), Length(max=20000)],
    )
    seen = HiddenField(default="0")


class CancelCampaignForm(FlaskForm):
    """Why a campaign is called off; the partners read it."""

    reason = TextAreaField(
        _l("Waarom gaat het niet door?"),
        description=_l("De partners en de werkgever lezen dit in hun mail."),
        validators=[
            InputRequired(_l("Schrijf kort waarom: de partners moeten het kunnen uitleggen.")),
            Length(max=1000),
        ],
    )


class HandOverForm(FlaskForm):
    """Who leads from now on; the view gives the choices."""

    to = RadioField(_l("Wie trekt deze instroomactie voortaan?"), validators=[InputRequired(_l("Kies een collega."))])


class CampaignFilterForm(FlaskForm):
    """The filter of the list, in the URL."""

    class Meta:
        csrf = False

    q = StringField(_l("Zoek"), validators=[Length(max=100)])
    state = SelectField(_l("Stand"), validators=[Optional()])
