"""The day as the planner and the rules see it: minutes and keys, built from the rows (format 1).

Keys name records by their kind and number (`c12` a candidate's nomination, `t3` a table, `r1` a room, `g2` a guide,
`s4` a talk, `j5` a jobcoach, `vgt` the language of an interpreter); `names` says them to people.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from portal.models.nominations import Nomination, SupportNeed, VacancyChoice
from portal.models.selection_days import Appointment, SelectionDay
from portal.planner.plans import Plan
from portal.queries.selection_days import (
    Parts,
    appointments_of,
    attendance_states,
    candidates_of_day,
    needs_of,
    parts_of,
)
from portal.rules.candidates import searchable, short_name
from portal.rules.local_times import to_utc
from portal.rules.selection_days import (
    ALONG,
    REST_BETWEEN,
    STEP,
    Frame,
    Guest,
    Kind,
    Place,
    Visit,
    clashes,
    features_needed,
    round_starts,
    speeddate_tables,
)
from portal.rules.support import Need
from portal.rules.words import N_

_PLANNER_KINDS = {Kind.TALK: "welcome", Kind.TOUR: "tour", Kind.TEST: "test", Kind.SPEEDDATE: "date"}
Sentence = list[Any]  # a Dutch message id and its values: what JSON can keep


def minute_of(at: datetime, zone: str) -> int:
    """An instant as minutes since midnight on the clock of the site."""
    local = at.astimezone(ZoneInfo(zone))
    return local.hour * 60 + local.minute


def instant_of(day: SelectionDay, minute: int) -> datetime:
    """A minute of the day as an instant; raises Refused for one that the clock skips or shows twice."""
    return to_utc(day.on, time(*divmod(minute, 60)), day.campaign.site.zone)


@dataclass
class Picture:
    """A day read from the rows. `absent` are ids of nominations whose candidates do not come."""

    day: SelectionDay
    parts: Parts
    nominations: list[Nomination]
    needs: dict[int, list[SupportNeed]]
    choices: dict[int, list[int]]
    absent: set[int]
    names: dict[str, str] = field(default_factory=dict)

    @property
    def coming(self) -> list[Nomination]:
        """Who is put forward and was not reported absent."""
        return [one for one in self.nominations if one.id not in self.absent]


def picture_of(day: SelectionDay) -> Picture:
    """Read a day; a constant number of queries."""
    nominations = candidates_of_day(day)
    choices: dict[int, list[int]] = defaultdict(list)
    chosen = (
        VacancyChoice.select(VacancyChoice.nomination, VacancyChoice.vacancy)
        .join(Nomination)
        .where(Nomination.campaign == day.campaign_id)
        .order_by(VacancyChoice.rank)
    )
    for nomination, vacancy in chosen.tuples():
        choices[nomination].append(vacancy)
    states = attendance_states(day)
    picture = Picture(
        day=day,
        parts=parts_of(day),
        nominations=nominations,
        needs=needs_of(day, nominations),
        choices=choices,
        absent={key for key, state in states.items() if state in ("absent", "left")},
    )
    picture.names = _names(picture)
    return picture


def _names(picture: Picture) -> dict[str, str]:
    """What the keys stand for, as people say it."""
    parts = picture.parts
    found = {f"t{one.id}": one.name for one in parts.tables}
    found |= {f"r{one.id}": one.name for one in parts.rooms}
    found |= {f"g{one.id}": one.guide_name for one in parts.guides}
    found |= {f"s{one.id}": one.title for one in parts.talks}
    for nomination in picture.nominations:
        candidate = nomination.candidate
        found[f"c{nomination.id}"] = short_name(candidate.first_name, candidate.last_name)
        found[f"j{nomination.jobcoach_id}"] = nomination.jobcoach.name
        for need in picture.needs.get(nomination.id, []):
            if need.kind == Need.INTERPRETER:
                found[language_key(need)] = need.detail.strip()
    return found


def language_key(need: SupportNeed) -> str:
    """The key of an interpreter's language: `Vlaamse Gebarentaal` is one, however it is typed."""
    return searchable(need.detail).replace(" ", "-").replace(",", "") or "-"


def guests_of(picture: Picture) -> dict[str, Guest]:
    """Every candidate of the day with what binds his or her plan (req X-02)."""
    day = picture.day
    found = {}
    for one in picture.nominations:
        needs = {need.kind: need for need in picture.needs.get(one.id, [])}
        interpreter = needs.get(Need.INTERPRETER)
        rests = REST_BETWEEN if Need.BREAKS in needs else 0
        found[f"c{one.id}"] = Guest(
            key=f"c{one.id}",
            arrive=day.start_minute if one.arrive_minute is None else one.arrive_minute,
            leave=day.end_minute if one.leave_minute is None else one.leave_minute,
            gap=max(day.transfer_minutes, rests),
            coach=f"j{one.jobcoach_id}" if Need.JOBCOACH_PRESENT in needs else None,
            interpreter=language_key(interpreter) if interpreter else None,
            needs=features_needed(needs),
        )
    return found


def frame_of(picture: Picture) -> Frame:
    """The day as `rules.selection_days.clashes` judges it."""
    day, parts = picture.day, picture.parts
    places = [
        *(Place(f"s{one.id}", Kind.TALK, one.capacity) for one in parts.talks),
        *(
            Place(f"g{one.id}", Kind.TOUR, one.group_size, day.changeover_minutes, frozenset(one.features))
            for one in parts.guides
        ),
        *(Place(f"r{one.id}", Kind.TEST, one.seats, 0, frozenset(one.features)) for one in parts.rooms),
        *(
            Place(f"t{one.id}", Kind.SPEEDDATE, 1, day.changeover_minutes, frozenset(one.features))
            for one in parts.tables
        ),
    ]
    return Frame(
        start=day.start_minute,
        end=day.end_minute,
        breaks=tuple((one.start_minute, one.end_minute) for one in parts.breaks),
        transfer=day.transfer_minutes,
        interpreters=day.interpreters_per_language,
        guests=guests_of(picture),
        places={place.key: place for place in places},
    )


def place_key(appointment: Appointment) -> str:
    """The key of the place of an appointment."""
    return {
        Kind.TALK: f"s{appointment.item_id}",
        Kind.TOUR: f"g{appointment.tour_line_id}",
        Kind.TEST: f"r{appointment.room_id}",
        Kind.SPEEDDATE: f"t{appointment.table_id}",
    }[Kind(appointment.kind)]


def visits_of(appointments: Iterable[Appointment], zone: str) -> list[Visit]:
    """Appointments as `rules.selection_days.clashes` judges them."""
    return [
        Visit(
            key=one.public_id,
            guest=f"c{one.nomination_id}",
            place=place_key(one),
            start=minute_of(one.start_at, zone),
            end=minute_of(one.end_at, zone),
        )
        for one in appointments
    ]


@dataclass(frozen=True)
class Lacking:
    """A fact that a plan needs and nobody said: whose it is, and a sentence with its values."""

    nomination: Nomination
    sentence: str
    values: dict[str, Any]


def facts_lacking(picture: Picture) -> list[Lacking]:
    """What was asked for without saying what: a plan would have to guess it (req X-02)."""
    found = []
    for one in picture.coming:
        for need in picture.needs.get(one.id, []):
            values = {"candidate": picture.names[f"c{one.id}"]}
            if need.kind == Need.INTERPRETER and not need.detail.strip():
                sentence = N_("Voor %(candidate)s is een tolk gevraagd, maar niet voor welke taal.")
                found.append(Lacking(one, sentence, values))
            if need.kind == Need.EXTRA_TIME and picture.day.campaign.has_test and not need.minutes:
                sentence = N_("Voor %(candidate)s is extra tijd gevraagd, maar niet hoeveel minuten.")
                found.append(Lacking(one, sentence, values))
    return found


@dataclass(frozen=True)
class DayInstance:
    """The planner's instance in format 1, and what could not even be asked of it."""

    body: dict[str, Any]
    left_out: list[Sentence]


def minutes_of_test(picture: Picture, nomination: Nomination) -> int:
    """The candidate's own length of the written test, extra time included; 0 without a test."""
    if not picture.day.campaign.has_test:
        return 0
    extra = [need.minutes for need in picture.needs.get(nomination.id, []) if need.kind == Need.EXTRA_TIME]
    return int(picture.day.test_minutes + sum(extra))


def instance_of(day: SelectionDay, picture: Picture | None = None, keeping: Plan | None = None) -> DayInstance:
    """The planner's instance (format 1) of a day, from the rows.

    Candidates who are put forward and not absent, with own test length, needs, companions and hours. What is in
    `keeping`, the appointments that stay, may lie outside the rounds or at another table: a person put it there.
    """
    picture = picture or picture_of(day)
    guests = guests_of(picture)
    left_out: list[Sentence] = []
    candidates = []
    for nomination in picture.coming:
        guest = guests[f"c{nomination.id}"]
        if max(guest.arrive, day.start_minute) >= min(guest.leave, day.end_minute):
            sentence = N_("%(candidate)s is er op geen enkel moment tussen het begin en het einde van de dag.")
            left_out.append([sentence, {"candidate": guest.key}])
            continue
        tables = _speeddates(picture, nomination)
        if not tables:
            sentence = N_(
                "Er is geen tafel voor de functies die %(candidate)s koos. Voeg een tafel toe, of maak er "
                "één voor alle functies."
            )
            left_out.append([sentence, {"candidate": guest.key}])
        candidates.append(_candidate(picture, nomination, guest, _with_kept(tables, guest.key, keeping)))
    body = _programme(picture, keeping) | {"candidates": candidates}
    return DayInstance(body, left_out)


def asked_dates(picture: Picture) -> set[str]:
    """The keys of the speeddates that candidates are to have."""
    return {f"c{one.id}.{slot}" for one in picture.coming for slot in range(len(_speeddates(picture, one)))}


def _speeddates(picture: Picture, nomination: Nomination) -> list[list[str]]:
    tables = {f"t{one.id}": None if one.vacancy_id is None else f"v{one.vacancy_id}" for one in picture.parts.tables}
    choices = [f"v{vacancy}" for vacancy in picture.choices.get(nomination.id, [])]
    return speeddate_tables(choices, tables, picture.day.dates_per_candidate)


def _with_kept(tables: list[list[str]], who: str, keeping: Plan | None) -> list[list[str]]:
    """The tables of each speeddate, with the one where it stands already."""
    if keeping is None:
        return tables
    places = [keeping.dates.get(f"{who}.{slot}", ("", 0))[0] for slot in range(len(tables))]
    return [one if place in ("", *one) else [*one, place] for one, place in zip(tables, places, strict=True)]


def _candidate(picture: Picture, nomination: Nomination, guest: Guest, tables: list[list[str]]) -> dict[str, Any]:
    return {
        "id": guest.key,
        "arrive": guest.arrive,
        "leave": guest.leave,
        "welcome": bool(picture.parts.talks),
        "coach": guest.coach,
        "interpreter": guest.interpreter,
        "needs": {
            "table": sorted(guest.needs[Kind.SPEEDDATE]),
            "tour": sorted(guest.needs[Kind.TOUR]),
            "test": sorted(guest.needs[Kind.TEST]),
        },
        "min_gap": guest.gap,
        "tour": bool(picture.day.campaign.has_tour),
        "test": minutes_of_test(picture, nomination),
        "dates": [{"id": f"{guest.key}.{slot}", "tables": one} for slot, one in enumerate(tables)],
        "late_credit": 0,
    }


def _programme(picture: Picture, keeping: Plan | None) -> dict[str, Any]:
    """Everything of the instance but its candidates."""
    day, parts = picture.day, picture.parts
    breaks = [(one.start_minute, one.end_minute) for one in parts.breaks]
    guests = [guest for key, guest in guests_of(picture).items() if int(key[1:]) not in picture.absent]
    coaches = {guest.coach for guest in guests if guest.coach}
    languages = {guest.interpreter for guest in guests if guest.interpreter}
    along = sorted(_PLANNER_KINDS[kind] for kind in ALONG)
    begin = day.start_minute
    if parts.talks:
        begin = min(one.start_minute for one in parts.talks) + day.talk_minutes + day.transfer_minutes
    rounds = round_starts(begin, day.end_minute, day.slot_minutes, day.changeover_minutes, breaks)
    kept = {start for _, start in keeping.dates.values()} if keeping else set()
    return {
        "format": 1,
        "name": f"d{day.id}",
        "day": {"start": day.start_minute, "end": day.end_minute},
        "breaks": [list(one) for one in breaks],
        "transfer": day.transfer_minutes,
        "welcome": {
            "duration": day.talk_minutes,
            "sessions": [
                {"id": f"s{one.id}", "start": one.start_minute, "capacity": one.capacity} for one in parts.talks
            ],
        },
        "date": {
            "slot": day.slot_minutes,
            "changeover": day.changeover_minutes,
            "rounds": sorted({*rounds, *kept}),
        },
        "tables": [
            {"id": f"t{one.id}", "company": "-", "features": sorted(one.features), "unavailable": []}
            for one in parts.tables
        ],
        "tour": {
            "duration": day.tour_minutes,
            "turnaround": day.changeover_minutes,
            "start_step": STEP,
            "lines": [
                {"id": f"g{one.id}", "group_size": one.group_size, "features": sorted(one.features)}
                for one in parts.guides
            ],
        },
        "test": {
            "start_step": STEP,
            "rooms": [
                {"id": f"r{one.id}", "seats": one.seats, "features": sorted(one.features)} for one in parts.rooms
            ],
        },
        "lunch": None,
        "accompany": {"coach": along, "interpreter": along},
        "coaches": [{"id": key, "unavailable": []} for key in sorted(coaches)],
        "interpreters": [{"id": key, "count": day.interpreters_per_language} for key in sorted(languages)],
    }


def plan_of(day: SelectionDay, appointments: Iterable[Appointment] | None = None) -> Plan:
    """The plan in force, from the rows."""
    zone = day.campaign.site.zone
    plan = Plan()
    for one in appointments_of(day) if appointments is None else appointments:
        key, place, start = f"c{one.nomination_id}", place_key(one), minute_of(one.start_at, zone)
        match Kind(one.kind):
            case Kind.TALK:
                plan.welcome[key] = place
            case Kind.TOUR:
                plan.tour[key] = (place, start)
            case Kind.TEST:
                plan.test[key] = (place, start)
            case Kind.SPEEDDATE:
                plan.dates[f"{key}.{one.slot}"] = (place, start)
    return plan


def spoken(values: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
    """The values of a sentence with people's names for keys; several keys may stand in one value."""
    return {name: _spoken(value, names) if isinstance(value, str) else value for name, value in values.items()}


def _spoken(value: str, names: Mapping[str, str]) -> str:
    return ", ".join(names.get(key) or _ordinal(key, names) for key in value.split(", "))


def _ordinal(key: str, names: Mapping[str, str]) -> str:
    """A speeddate (`c12.0`) is called by its number, the first is 1; anything else stays as it is."""
    who, _, slot = key.partition(".")
    return str(int(slot) + 1) if who in names and slot.isdecimal() else key


def unscheduled_of(picture: Picture) -> list[tuple[str, dict[str, Any]]]:
    """Why some things are not in the plan in force, with names: (sentence, values)."""
    return [(sentence, spoken(values, picture.names)) for sentence, values in picture.day.unscheduled]


def clashes_of(picture: Picture, appointments: Iterable[Appointment]) -> list[tuple[str, dict[str, Any]]]:
    """What cannot be in the plan in force, with names: (sentence, values). Nobody who is absent stands in the way."""
    frame, zone = frame_of(picture), picture.day.campaign.site.zone
    coming = {f"c{one.id}" for one in picture.coming}
    visits = [visit for visit in visits_of(appointments, zone) if visit.guest in coming]
    return [(one.sentence, spoken(one.values, picture.names)) for one in clashes(frame, visits)]


def places_for(picture: Picture, kind: str) -> list[tuple[str, str]]:
    """The places where an appointment of this kind can be: (key, name)."""
    places = frame_of(picture).places.values()
    return [(place.key, picture.names[place.key]) for place in places if place.kind == kind]
