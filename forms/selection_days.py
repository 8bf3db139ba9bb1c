"""What people type in about the selection day: the day, its parts, another hour, and who comes later."""

from datetime import time
from typing import Any

from flask_babel import gettext, lazy_gettext
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import (
    DateField,
    EmailField,
    FieldList,
    Form,
    FormField,
    HiddenField,
    IntegerField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    TimeField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Email, InputRequired, Length, NumberRange, Optional, ValidationError

from forms.fields import OnceField
from portal.rules.selection_days import STEP, Times, time_problems

_LENGTHS = (
    "talk_minutes",
    "tour_minutes",
    "test_minutes",
    "slot_minutes",
    "changeover_minutes",
    "transfer_minutes",
)
MOST_ASSESSORS = 4
LANGUAGES = (SelectChoice("nl", "Nederlands"), SelectChoice("en", "English"))


def minutes_of(at: time) -> int:
    """A time as minutes since midnight."""
    return at.hour * 60 + at.minute


def time_of(minute: int) -> time:
    """Minutes since midnight as a time."""
    return time(*divmod(minute, 60))


def on_the_grid(form: FlaskForm, field: TimeField) -> None:
    """Appointments begin on a multiple of five minutes."""
    if field.data and field.data.minute % STEP:
        raise ValidationError(gettext("Kies een veelvoud van vijf minuten, bijvoorbeeld 9:35."))


def _clock(label: str, message: str) -> TimeField:
    return TimeField(label, validators=[InputRequired(message), on_the_grid])


def _minutes(label: str, least: int, most: int, hint: str = "") -> IntegerField:
    message = _l("Vul een aantal minuten in: een getal van %(min)s tot %(max)s.", min=least, max=most)
    return IntegerField(label, description=hint, validators=[InputRequired(message), NumberRange(least, most, message)])


def _count(label: str, least: int, most: int, hint: str = "") -> IntegerField:
    message = _l("Vul een getal van %(min)s tot %(max)s in.", min=least, max=most)
    return IntegerField(label, description=hint, validators=[InputRequired(message), NumberRange(least, most, message)])


class DayForm(FlaskForm):
    """Date, hours, place and the lengths of the parts; the view takes out the steps that are switched off."""

    on = DateField(_l("Datum"), validators=[InputRequired(_l("Kies de dag van de selectiedag."))])
    start = _clock(_l("Begin"), _l("Vul het beginuur in, bijvoorbeeld 9:00."))
    end = _clock(_l("Einde"), _l("Vul het einduur in, bijvoorbeeld 17:00."))
    place = StringField(
        _l("Plaats"),
        description=_l("Waar moeten mensen zich aanmelden? Leeg: het adres van de vestiging."),
        validators=[Length(max=300)],
    )
    bring = TextAreaField(
        _l("Wat brengen kandidaten mee?"),
        description=_l("Bijvoorbeeld: identiteitskaart, dichte schoenen, een boterham."),
        validators=[Length(max=1000)],
    )
    talk_minutes = _minutes(_l("Voorstelling van het bedrijf"), 5, 240)
    tour_minutes = _minutes(_l("Rondleiding"), 5, 240)
    test_minutes = _minutes(_l("Schriftelijke proef"), 5, 240, _l("Wie extra tijd nodig heeft, krijgt die erbij."))
    slot_minutes = _minutes(_l("Een speeddate"), 5, 120)
    changeover_minutes = _minutes(_l("Pauze na een speeddate of rondleiding"), 0, 60)
    transfer_minutes = _minutes(
        _l("Tijd om van het ene naar het andere te gaan"),
        0,
        60,
        _l("Ook voor jobcoaches en tolken die meegaan."),
    )
    dates_per_candidate = _count(
        _l("Speeddates per kandidaat"), 1, 5, _l("Elk aan een andere tafel, in volgorde van voorkeur.")
    )
    interpreters_per_language = _count(_l("Tolken per taal"), 1, 10, _l("Alleen van tel als iemand een tolk vraagt."))
    seen_version = HiddenField(default="0")

    def validate(self, extra_validators: Any = None) -> bool:
        """The fields one by one, then whether the hours and lengths fit together."""
        if not super().validate(extra_validators):
            return False
        fields = {"start_minute": self.start, "end_minute": self.end}
        fields |= {name: self[name] for name in _LENGTHS if name in self}
        problems = time_problems(self._times())
        for name, sentence in problems.items():
            if name in fields:
                fields[name].errors = [gettext(sentence)]
        return not problems

    def _times(self) -> Times:
        lengths = {name: self[name].data if name in self else 0 for name in _LENGTHS}
        return Times(start_minute=minutes_of(self.start.data), end_minute=minutes_of(self.end.data), **lengths)

    def values(self) -> dict[str, Any]:
        """The columns as they were typed."""
        names = (*_LENGTHS, "dates_per_candidate", "interpreters_per_language")
        return {
            "on": self.on.data,
            "start_minute": minutes_of(self.start.data),
            "end_minute": minutes_of(self.end.data),
            "place": (self.place.data or "").strip(),
            "bring": (self.bring.data or "").strip(),
        } | {name: self[name].data for name in names if name in self}


def _features() -> SelectMultipleField:
    """What a place offers; the view gives the choices."""
    return SelectMultipleField(
        _l("Wat deze plek biedt"),
        description=_l("Wie dit nodig heeft, komt alleen op een plek die het biedt."),
        validators=[Optional()],
    )


def _language() -> SelectField:
    """In which language somebody gets mails and appointments; an account of one's own knows better."""
    return SelectField(
        lazy_gettext("Taal van de mails"),
        choices=LANGUAGES,
        default="nl",
        validators=[InputRequired(lazy_gettext("Kies een taal."))],
    )


class AssessorForm(Form):
    """One person at a table; a row without a name is no person."""

    public_id = HiddenField()
    name = StringField(_l("Naam"), validators=[Length(max=200)])
    email = EmailField(
        _l("E-mailadres"),
        validators=[
            Optional(),
            Email(_l("Dit is geen e-mailadres. Het lijkt op naam@bedrijf.be.")),
            Length(max=254),
        ],
    )
    job_title = StringField(_l("Functie"), validators=[Length(max=120)])
    language = _language()

    def validate_name(self, field: StringField) -> None:
        typed = (self.email.data or "").strip() or (self.job_title.data or "").strip()
        if typed and not (field.data or "").strip():
            raise ValidationError(gettext("Vul ook de naam in."))


class TableForm(FlaskForm):
    """A speeddate table and who sits there."""

    once = OnceField()
    name = StringField(
        _l("Naam van de tafel"), validators=[InputRequired(_l("Geef de tafel een naam.")), Length(max=60)]
    )
    vacancy = SelectField(_l("Voor welke functie?"), validators=[Optional()])
    features = _features()
    assessors = FieldList(FormField(AssessorForm), max_entries=MOST_ASSESSORS)

    def values(self) -> dict[str, Any]:
        """The columns as they were typed; the view turns the vacancy's public id into the vacancy."""
        people = [one.data for one in self.assessors if (one.data["name"] or "").strip()]
        return {
            "name": self.name.data.strip(),
            "features": self.features.data or [],
            "assessors": [
                {key: (person[key] or "").strip() for key in ("public_id", "name", "email", "job_title", "language")}
                for person in people
            ],
        }


class RoomForm(FlaskForm):
    """A room for the written test."""

    once = OnceField()
    name = StringField(
        _l("Naam van het lokaal"),
        validators=[InputRequired(_l("Geef het lokaal een naam.")), Length(max=120)],
    )
    seats = _count(_l("Aantal plaatsen"), 1, 500)
    features = _features()

    def values(self) -> dict[str, Any]:
        """The columns as they were typed."""
        return {
            "name": self.name.data.strip(),
            "seats": self.seats.data,
            "features": self.features.data or [],
        }


class GuideForm(FlaskForm):
    """A guide on the work floor."""

    once = OnceField()
    guide_name = StringField(
        _l("Naam van de gids"),
        validators=[InputRequired(_l("Vul in wie de rondleiding geeft.")), Length(max=200)],
    )
    guide_email = EmailField(
        _l("E-mailadres"),
        description=_l("Voor de afspraak in de agenda van de gids."),
        validators=[
            Optional(),
            Email(_l("Dit is geen e-mailadres. Het lijkt op naam@bedrijf.be.")),
            Length(max=254),
        ],
    )
    guide_language = _language()
    group_size = _count(_l("Grootte van een groep"), 1, 100)
    features = _features()

    def values(self) -> dict[str, Any]:
        """The columns as they were typed."""
        return {
            "guide_name": self.guide_name.data.strip(),
            "guide_email": (self.guide_email.data or "").strip(),
            "guide_language": self.guide_language.data or "nl",
            "group_size": self.group_size.data,
            "features": self.features.data or [],
        }


class TalkForm(FlaskForm):
    """A session in which the employer tells about the company; as long as the day says."""

    once = OnceField()
    title = StringField(_l("Titel"), validators=[InputRequired(_l("Geef de sessie een titel.")), Length(max=120)])
    start = _clock(_l("Begin"), _l("Vul het beginuur in, bijvoorbeeld 9:00."))
    capacity = _count(_l("Voor hoeveel mensen is er plaats?"), 1, 1000)
    room_name = StringField(_l("Lokaal"), validators=[Length(max=120)])

    def values(self) -> dict[str, Any]:
        """The columns as they were typed."""
        return {
            "title": self.title.data.strip(),
            "start_minute": minutes_of(self.start.data),
            "capacity": self.capacity.data,
            "room_name": (self.room_name.data or "").strip(),
        }


class BreakForm(FlaskForm):
    """A break for everybody."""

    once = OnceField()
    title = StringField(_l("Titel"), validators=[InputRequired(_l("Geef de pauze een titel.")), Length(max=120)])
    start = _clock(_l("Begin"), _l("Vul het beginuur in, bijvoorbeeld 12:30."))
    end = _clock(_l("Einde"), _l("Vul het einduur in, bijvoorbeeld 13:15."))

    def validate_end(self, field: TimeField) -> None:
        if field.data and self.start.data and field.data <= self.start.data:
            raise ValidationError(gettext("Laat de pauze later eindigen dan ze begint."))

    def values(self) -> dict[str, Any]:
        """The columns as they were typed."""
        return {
            "title": self.title.data.strip(),
            "start_minute": minutes_of(self.start.data),
            "end_minute": minutes_of(self.end.data),
        }


class MoveForm(FlaskForm):
    """Another place and hour for an appointment; the view gives the places."""

    place = SelectField(_l("Waar?"), validators=[InputRequired(_l("Kies een plek."))])
    start = _clock(_l("Vanaf hoe laat?"), _l("Vul het beginuur in, bijvoorbeeld 10:15."))
    seen_version = HiddenField(default="0")


class SwapForm(FlaskForm):
    """Another appointment to trade places with; the view gives the choices."""

    other = SelectField(_l("Met wie?"), validators=[InputRequired(_l("Kies met wie je ruilt."))])
    seen_version = HiddenField(default="0")


class BoardMoveForm(FlaskForm):
    """Another place and hour on the board. `pin` names the appointment, `seen` the stand of the plan.

    The minutes at which a speeddate may begin follow from the day, and need not be a multiple of five.
    """

    pin = HiddenField()
    seen = HiddenField()
    place = SelectField(_l("Waar?"), validators=[InputRequired(_l("Kies een plek."))])
    start = TimeField(_l("Vanaf hoe laat?"), validators=[InputRequired(_l("Vul het beginuur in, bijvoorbeeld 10:15."))])


class BoardSwapForm(FlaskForm):
    """Another appointment on the board to trade places with; the view gives the choices."""

    pin = HiddenField()
    seen = HiddenField()
    other = SelectField(_l("Met wie?"), validators=[InputRequired(_l("Kies met wie je ruilt."))])


class WhatIfForm(FlaskForm):
    """What somebody wonders about; what is left as it is asks nothing."""

    more_tables = IntegerField(_l("Hoeveel tafels meer?"), default=0, validators=[Optional(), NumberRange(0, 10)])
    more_guides = IntegerField(_l("Hoeveel gidsen meer?"), default=0, validators=[Optional(), NumberRange(0, 10)])
    start = TimeField(_l("Begin van de dag"), validators=[Optional(), on_the_grid])
    end = TimeField(_l("Einde van de dag"), validators=[Optional(), on_the_grid])

    def changes(self, start_minute: int, end_minute: int) -> dict[str, int]:
        """What is otherwise than on the day, by the words of `queries/what_changes.py`."""
        found = {name: self[name].data or 0 for name in ("more_tables", "more_guides")}
        found = {name: count for name, count in found.items() if count}
        if self.start.data and minutes_of(self.start.data) != start_minute:
            found["start"] = minutes_of(self.start.data)
        if self.end.data and minutes_of(self.end.data) != end_minute:
            found["end"] = minutes_of(self.end.data)
        return found


class LateForm(FlaskForm):
    """When somebody who is late expects to be there."""

    expected = TimeField(
        _l("Hoe laat ongeveer?"),
        validators=[InputRequired(_l("Vul in hoe laat de kandidaat er denkt te zijn."))],
    )
