"""What people type in about nominations: one form per task, the withdrawal, and the lead's filter."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import time
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    DateField,
    FieldList,
    Form,
    FormField,
    HiddenField,
    IntegerField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    TimeField,
    ValidationError,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, NumberRange, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from forms.kept import AskedInTheEnd, KeptForm, tidy
from portal import clock
from portal.rules.consents import HOW_NAMES
from portal.rules.disclosure import FROM_NAMES, MEASURE_FROM, From, lacks_to_share_measure
from portal.rules.measures import CERTAINTY_NAMES, Certainty
from portal.rules.nominations import LACKING, Task
from portal.rules.profiles import (
    ANSWER_NAMES,
    DAY_NAMES,
    TRANSPORT_NAMES,
    Answer,
    Asked,
    Day,
    Transport,
    in_order,
    key_of,
)
from portal.rules.support import NEEDS, Need, wrong_in_need
from portal.rules.words import N_

MOST_CHOICES = 5
SHARING = ("shared_with_lead", "lead_from", "shared_with_employer", "employer_from")


def _moments(label: str, moments: Iterable[From], default: From) -> SelectField:
    """From which moment a reader may know a fact (req X-05)."""
    choices = [SelectChoice(one.value, _l(FROM_NAMES[one])) for one in moments]
    return SelectField(label, choices=choices, default=default.value)


class ChooseCandidateForm(FlaskForm):
    """Whom to put forward. The view gives the candidates to choose from, and in `known` all who may be named:
    a second press of the button names somebody who is in the campaign already.
    """

    candidate = SelectField(
        _l("Kandidaat"), [InputRequired(_l("Kies een kandidaat uit de lijst."))], validate_choice=False
    )
    known: frozenset[str] | set[str] = frozenset()

    def validate_candidate(self, field: SelectField) -> None:
        if field.data not in self.known:
            raise ValidationError(_l("Kies een kandidaat uit de lijst."))


class VacanciesForm(KeptForm):
    """The functions, first choice first."""

    choices = FieldList(SelectField(validators=[Optional()]), max_entries=MOST_CHOICES)

    def offer(self, vacancies: Sequence[tuple[str, str]]) -> None:
        """Say which functions there are, as (id, title), and how many choices can be made."""
        while len(self.choices.entries) < min(len(vacancies), MOST_CHOICES):
            self.choices.append_entry("")
        for number, entry in enumerate(self.choices.entries, start=1):
            entry.choices = [SelectChoice("", _("Geen")), *(SelectChoice(*one) for one in vacancies)]
            entry.label.text = _("Keuze %(number)s", number=number)
            if number == 1:
                entry.flags.required = True
        self._titles = dict(vacancies)

    def contents(self) -> dict[str, Any]:
        return {"choices": [one for one in self.choices.data if one]}

    def in_words(self, contents: Mapping[str, Any]) -> list[tuple[str, str]]:
        titles = [self._titles.get(one, "") for one in contents["choices"]]
        return [(_("Functies, in volgorde van voorkeur"), ", ".join(titles))]

    def validate_choices(self, field: FieldList) -> None:
        made = [one for one in field.data if one]
        if self.must_be_complete and not made:
            _say_at(field.entries[0], _(LACKING[Task.VACANCIES]))
        for place, entry in enumerate(field.entries):
            if entry.data and entry.data in field.data[:place]:
                _say_at(entry, _("Deze functie koos je al. Kies elke functie hoogstens één keer."))
        _pass_on(field)


class CompetenceEntry(Form):
    """How far the candidate is with one competence."""

    key = HiddenField()
    answer = RadioField(
        choices=[SelectChoice(one.value, _l(words)) for one, words in ANSWER_NAMES.items()],
        validators=[Optional()],
        validate_choice=False,
    )
    proof = StringField(_l("Waaruit blijkt dat?"), [Length(max=300)], filters=[tidy])


class ProfileForm(KeptForm):
    """Each competence of the chosen functions, answered; the view says which are asked."""

    answers = FieldList(FormField(CompetenceEntry))

    def offer(self, asked: Sequence[Asked], contents: Mapping[str, Any] | None) -> None:
        """One entry for each competence; filled with `contents` unless the form was sent."""
        self._asked = {one.key: one for one in asked}
        if contents is not None:
            said = {key_of(one["vacancy"], one["competence"]): one for one in contents["answers"]}
            for key in self._asked:
                self.answers.append_entry({"key": key, **said.get(key, {})})
        for entry in self.answers.entries:
            one = self._asked.get(entry.form.key.data)
            entry.form.answer.label.text = one.competence if one else ""
            entry.form.answer.flags.required = True

    def contents(self) -> dict[str, Any]:
        typed = {one["key"]: one for one in self.answers.data}
        return {
            "answers": [
                {"vacancy": one.vacancy, "competence": one.competence, "answer": said["answer"], "proof": said["proof"]}
                for key, one in self._asked.items()
                if (said := typed.get(key)) and said["answer"] in set(Answer)
            ]
        }

    def in_words(self, contents: Mapping[str, Any]) -> list[tuple[str, str]]:
        said = {key_of(one["vacancy"], one["competence"]): one for one in contents["answers"]}
        return [
            (one.competence, f"{_(ANSWER_NAMES[Answer(said[key]['answer'])])} {said[key]['proof']}".strip())
            for key, one in self._asked.items()
            if key in said
        ]

    def validate_answers(self, field: FieldList) -> None:
        for entry in field.entries:
            if self.must_be_complete and entry.form.key.data in self._asked and not entry.form.answer.data:
                _say_at(entry.form.answer, _(LACKING[Task.PROFILE]))
        _pass_on(field)


class CommutingForm(KeptForm):
    """How the candidate would come to work."""

    transport = SelectMultipleField(
        _l("Hoe komt de kandidaat naar het werk?"),
        choices=[SelectChoice(one.value, _l(words)) for one, words in TRANSPORT_NAMES.items()],
        option_widget=CheckboxInput(),
        widget=ListWidget(prefix_label=False),
        description=_l("Duid alles aan wat kan. De werkgever ziet alleen dit, niet hoe ver het is."),
    )
    travel_minutes = IntegerField(
        _l("Hoeveel minuten onderweg?"),
        [Optional(), NumberRange(1, 300, _l("Vul een getal in van 1 tot 300."))],
        description=_l("Van deur tot deur, ongeveer. Wie ver woont, valt daardoor nooit af."),
    )
    travel_km = IntegerField(
        _l("Hoeveel kilometer?"), [Optional(), NumberRange(0, 300, _l("Vul een getal in van 0 tot 300."))]
    )
    travel_note = StringField(
        _l("Goed om te weten"),
        [Length(max=300)],
        filters=[tidy],
        description=_l("Alleen de trekker leest dit. Bijvoorbeeld: de eerste bus is er om 6.40 uur."),
    )

    def in_words(self, contents: Mapping[str, Any]) -> list[tuple[str, str]]:
        ways = ", ".join(_(TRANSPORT_NAMES[Transport(one)]) for one in contents["transport"])
        rest = ("travel_minutes", "travel_km", "travel_note")
        told = [(str(self[name].label.text), "" if contents[name] is None else str(contents[name])) for name in rest]
        return [(str(self.transport.label.text), ways), *told]

    def validate_transport(self, field: SelectMultipleField) -> None:
        if self.must_be_complete and not field.data:
            raise ValidationError(_(LACKING[Task.COMMUTING]))


class MotivationForm(KeptForm):
    """The introduction in the jobcoach's words."""

    competences = TextAreaField(
        _l("Wat kan deze kandidaat goed?"),
        [AskedInTheEnd(LACKING[Task.MOTIVATION]), Length(max=2000)],
        filters=[tidy],
        description=_l("Denk in competenties: wat liet hij of zij al zien? De werkgever leest dit."),
    )
    motivation = TextAreaField(
        _l("Waarom wil hij of zij hier werken?"),
        [AskedInTheEnd(LACKING[Task.MOTIVATION]), Length(max=2000)],
        filters=[tidy],
        description=_l("De werkgever leest dit. Zet hier niets over gezondheid of uitkering."),
    )
    recommendation = TextAreaField(
        _l("Jouw aanbeveling"),
        [Length(max=2000)],
        filters=[tidy],
        description=_l("Alleen de trekker leest dit."),
    )


class MeasureEntry(Form):
    """One measure that may apply."""

    code = HiddenField()
    applies = BooleanField()
    certainty = SelectField(
        _l("Hoe zeker ben je?"),
        [InputRequired()],
        choices=[SelectChoice(one.value, _l(name)) for one, name in CERTAINTY_NAMES.items()],
        default=Certainty.LIKELY.value,
    )
    note = StringField(_l("Toelichting"), [Length(max=300)], filters=[tidy])
    shared_with_lead = BooleanField(_l("De trekker mag dit weten"), default=True)
    lead_from = _moments(_l("De trekker: vanaf wanneer?"), From, From.PUT_FORWARD)
    shared_with_employer = BooleanField(_l("De werkgever mag dit weten: de kandidaat gaf toestemming"))
    employer_from = _moments(_l("De werkgever: vanaf wanneer?"), MEASURE_FROM, From.MATCHED)
    permission_on = DateField(_l("Toestemming gegeven op"), [Optional()])
    permission_how = SelectField(
        _l("Hoe gaf de kandidaat toestemming?"),
        choices=[
            SelectChoice("", _l("Nog niet gegeven")),
            *(SelectChoice(one.value, _l(words)) for one, words in HOW_NAMES.items()),
        ],
        default="",
    )


class MeasuresForm(KeptForm):
    """Which measures the candidate may qualify for; none is an answer too."""

    measures = FieldList(FormField(MeasureEntry))
    none_applies = BooleanField(_l("Geen enkele maatregel is van toepassing"))

    def offer(self, names: Mapping[str, str], contents: Mapping[str, Any] | None) -> None:
        """One entry for each measure (code and name); filled with `contents` unless the form was sent."""
        if contents is not None:
            chosen = {one["code"]: one for one in contents["measures"]}
            for code in names:
                there = chosen.get(code)
                self.measures.append_entry({"code": code, **(there or {}), "applies": there is not None})
        for entry in self.measures.entries:
            entry.form.applies.label.text = names.get(entry.form.code.data, "")
        self._names = dict(names)

    def contents(self) -> dict[str, Any]:
        wanted = ("code", "certainty", "note", *SHARING, "permission_on", "permission_how")
        found = [
            {name: one[name] for name in wanted}
            for one in self.measures.data
            if one["applies"] and one["code"] in self._names
        ]
        return {"measures": found, "none_applies": self.none_applies.data}

    def in_words(self, contents: Mapping[str, Any]) -> list[tuple[str, str]]:
        names = [self._names.get(one["code"], "") for one in contents["measures"]]
        words = ", ".join(names) or (_("Geen maatregel") if contents["none_applies"] else "")
        details = [f"{one['note']}" for one in contents["measures"] if one["note"]]
        return [(_("Maatregelen"), words), (_("Toelichting"), "; ".join(details))]

    def validate_measures(self, field: FieldList) -> None:
        for entry in field.entries:
            one = entry.form
            if one.applies.data and (one.shared_with_employer.data or one.permission_on.data):
                sentence = lacks_to_share_measure(one.permission_on.data, one.permission_how.data, clock.today())
                if sentence:
                    _say_at(one.permission_on, _(sentence))
        _pass_on(field)

    def validate_none_applies(self, field: BooleanField) -> None:
        ticked = any(one["applies"] for one in self.measures.data)
        if field.data and ticked:
            raise ValidationError(_l("Je koos ook een maatregel. Vink een van beide uit."))
        if self.must_be_complete and not field.data and not ticked:
            raise ValidationError(_(LACKING[Task.MEASURES]))


class InternshipForm(KeptForm):
    """How many hours a week an internship could take."""

    hours = IntegerField(
        _l("Stage-uren per week"),
        [AskedInTheEnd(LACKING[Task.INTERNSHIP]), Optional(), NumberRange(0, 40, _l("Vul een getal in van 0 tot 40."))],
        description=_l("Hoeveel uren per week kan deze kandidaat stage lopen? 0 als een stage niet kan."),
    )

    def in_words(self, contents: Mapping[str, Any]) -> list[tuple[str, str]]:
        return [(str(self.hours.label.text), "" if contents["hours"] is None else str(contents["hours"]))]


class AvailabilityForm(KeptForm):
    """When the candidate can work, and the limits on the day itself."""

    availability = TextAreaField(
        _l("Wanneer kan de kandidaat werken?"),
        [AskedInTheEnd(LACKING[Task.AVAILABILITY]), Length(max=1000)],
        filters=[tidy],
        description=_l("Bijvoorbeeld: voltijds vanaf 1 december, niet op woensdagnamiddag."),
    )
    available_from = DateField(_l("Beschikbaar vanaf"), [Optional()])
    available_days = SelectMultipleField(
        _l("Op welke dagen?"),
        choices=[SelectChoice(one.value, _l(words)) for one, words in DAY_NAMES.items()],
        option_widget=CheckboxInput(),
        widget=ListWidget(prefix_label=False),
    )
    available_hours = IntegerField(
        _l("Hoeveel uren per week?"), [Optional(), NumberRange(1, 40, _l("Vul een getal in van 1 tot 40."))]
    )
    arrive = TimeField(
        _l("Op de selectiedag: ten vroegste"),
        [Optional()],
        description=_l("Bijvoorbeeld door de bus of de school. Laat leeg als het niet uitmaakt."),
    )
    leave = TimeField(_l("Op de selectiedag: ten laatste weg om"), [Optional()])

    def showing(self, contents: Mapping[str, Any], seen: str) -> "AvailabilityForm":
        times = {"arrive": _as_time(contents["arrive_minute"]), "leave": _as_time(contents["leave_minute"])}
        return super().showing({**contents, **times}, seen)

    def contents(self) -> dict[str, Any]:
        return {
            "availability": self.availability.data,
            "available_from": self.available_from.data,
            "available_days": in_order(" ".join(self.available_days.data or ()), Day),
            "available_hours": self.available_hours.data,
            "arrive_minute": _as_minute(self.arrive.data),
            "leave_minute": _as_minute(self.leave.data),
        }

    def in_words(self, contents: Mapping[str, Any]) -> list[tuple[str, str]]:
        return [
            (str(self.availability.label.text), contents["availability"]),
            (str(self.available_from.label.text), str(contents["available_from"] or "")),
            (
                str(self.available_days.label.text),
                ", ".join(_(DAY_NAMES[Day(one)]) for one in contents["available_days"]),
            ),
            (str(self.available_hours.label.text), str(contents["available_hours"] or "")),
            (str(self.arrive.label.text), _clock_words(contents["arrive_minute"])),
            (str(self.leave.label.text), _clock_words(contents["leave_minute"])),
        ]

    def validate_leave(self, field: TimeField) -> None:
        if field.data and self.arrive.data and field.data <= self.arrive.data:
            raise ValidationError(_l("Het uur van vertrek komt na het uur van aankomst. Kijk ze na."))


class NeedEntry(Form):
    """One need, and who may know it."""

    kind = HiddenField()
    applies = BooleanField()
    minutes = IntegerField(_l("Hoeveel minuten extra?"), [Optional()])
    detail = StringField(validators=[Length(max=300)], filters=[tidy])
    shared_with_lead = BooleanField(_l("De trekker mag dit weten, om de dag goed te plannen"), default=True)
    lead_from = _moments(_l("De trekker: vanaf wanneer?"), From, From.PUT_FORWARD)
    shared_with_employer = BooleanField(_l("De werkgever mag dit weten"))
    employer_from = _moments(_l("De werkgever: vanaf wanneer?"), From, From.PUT_FORWARD)


class SupportForm(KeptForm):
    """What is needed on the day and at work; nothing is an answer too."""

    needs = FieldList(FormField(NeedEntry))
    none_needed = BooleanField(_l("Er is niets bijzonders nodig"))

    def offer(self, contents: Mapping[str, Any] | None) -> None:
        """One entry for each kind of need; filled with `contents` unless the form was sent."""
        if contents is not None:
            chosen = {one["kind"]: one for one in contents["needs"]}
            for need in Need:
                there = chosen.get(need.value)
                self.needs.append_entry({"kind": need.value, **(there or {}), "applies": there is not None})
        for entry in self.needs.entries:
            if (kind := entry.form.kind.data) in set(Need):
                entry.form.applies.label.text = _(NEEDS[Need(kind)].name)
                entry.form.detail.label.text = _(NEEDS[Need(kind)].detail)
                entry.form.detail.flags.required = bool(NEEDS[Need(kind)].needs_detail)
                entry.form.minutes.flags.required = True

    def contents(self) -> dict[str, Any]:
        wanted = ("kind", "detail", *SHARING)
        found = [
            {name: one[name] for name in wanted}
            | {"minutes": (one["minutes"] or 0) if one["kind"] == Need.EXTRA_TIME else 0}
            for one in self.needs.data
            if one["applies"] and one["kind"] in set(Need)
        ]
        return {"needs": found, "none_needed": self.none_needed.data}

    def in_words(self, contents: Mapping[str, Any]) -> list[tuple[str, str]]:
        words = [
            " ".join(part for part in (_(NEEDS[Need(one["kind"])].name), one["detail"]) if part)
            for one in contents["needs"]
        ]
        told = "; ".join(words) or (_("Niets bijzonders") if contents["none_needed"] else "")
        return [(_("Wat nodig is op de dag"), told)]

    def validate_needs(self, field: FieldList) -> None:
        for entry in field.entries:
            one = entry.form
            if not one.applies.data or one.kind.data not in set(Need):
                continue
            need = Need(one.kind.data)
            sentence = wrong_in_need(need, one.minutes.data or 0, one.detail.data or "")
            if sentence:
                _say_at(one.minutes if need is Need.EXTRA_TIME else one.detail, _(sentence))
        _pass_on(field)

    def validate_none_needed(self, field: BooleanField) -> None:
        ticked = any(one["applies"] for one in self.needs.data)
        if field.data and ticked:
            raise ValidationError(_l("Je koos ook iets dat nodig is. Vink een van beide uit."))
        if self.must_be_complete and not field.data and not ticked:
            raise ValidationError(_(LACKING[Task.SUPPORT]))


class AgreementForm(KeptForm):
    """The candidate knows, and agrees."""

    agreed = BooleanField(
        _l("Ik besprak de functie en deze voordracht met de kandidaat, en die gaat akkoord"),
        [AskedInTheEnd(N_("Gaat de kandidaat niet meer akkoord? Trek de voordracht dan in."))],
        description=_l("Ook met wat de trekker en de werkgever te zien krijgen."),
    )

    def in_words(self, contents: Mapping[str, Any]) -> list[tuple[str, str]]:
        return [(str(self.agreed.label.text), _("ja") if contents["agreed"] else _("nee"))]


class WithdrawForm(FlaskForm):
    """Why a candidate is withdrawn."""

    reason = TextAreaField(
        _l("Waarom trek je de voordracht in?"),
        [Length(max=1000)],
        filters=[tidy],
        description=_l("De trekker leest dit. Zet hier niets over gezondheid of uitkering."),
    )
    needs_reason = True

    def validate_reason(self, field: TextAreaField) -> None:
        if self.needs_reason and not field.data:
            raise ValidationError(_l("Schrijf kort waarom: de trekker moet weten waar het aan ligt."))


class NominationFilterForm(FlaskForm):
    """What a lead looks for in the list; it lives in the URL. The view gives vacancies and organisations."""

    class Meta:
        csrf = False

    q = StringField(_l("Naam"), [Length(max=100)])
    vacancy = SelectField(_l("Functie"), default="")
    organisation = SelectField(_l("Organisatie"), default="")
    late = SelectField(
        _l("Termijn"),
        choices=[SelectChoice("", _l("Op tijd en te laat")), SelectChoice("1", _l("Alleen te laat"))],
        default="",
    )
    state = SelectField(
        _l("Toestand"),
        choices=[SelectChoice("put_forward", _l("Voorgedragen")), SelectChoice("withdrawn", _l("Ingetrokken"))],
        default="put_forward",
    )
    order = SelectField(
        _l("Volgorde"),
        choices=[
            SelectChoice("put_forward", _l("Nieuwste eerst")),
            SelectChoice("update", _l("Laatst gewijzigd")),
            SelectChoice("name", _l("Op naam")),
        ],
        default="put_forward",
    )


def _say_at(field: Any, sentence: str) -> None:
    """Put an error at a field inside a list."""
    field.errors = [*field.errors, sentence]


def _pass_on(field: FieldList) -> None:
    """A list with an error inside is not valid itself."""
    if any(entry.errors for entry in field.entries):
        raise ValidationError("inside")


def _as_time(minute: int | None) -> time | None:
    return None if minute is None else time(*divmod(minute, 60))


def _as_minute(at: time | None) -> int | None:
    return None if at is None else at.hour * 60 + at.minute


def _clock_words(minute: int | None) -> str:
    at = _as_time(minute)
    return f"{at:%H:%M}" if at else ""
