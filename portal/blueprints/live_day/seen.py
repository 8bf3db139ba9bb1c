"""The running day in words: places with who is there, people with their hours, and what asks for attention."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from portal.blueprints.day_board import called, full_name
from portal.models.nominations import Nomination
from portal.models.speeddates import Device, HelpCall
from portal.queries.help_calls import place_of_call
from portal.queries.instances import minute_of
from portal.queries.live_day import LivePicture
from portal.rules.live_day import (
    LETTERS,
    Ask,
    Asks,
    Booking,
    Someone,
    Turn,
    is_owed,
    knock_ons,
    missing_people,
    names_in_line,
    span_of,
    turn_at,
)
from portal.rules.selection_days import KIND_NAMES, STEP, Kind, in_words
from portal.rules.states import state_name
from portal.rules.tablets import SILENT_SECONDS
from portal.rules.words import N_

MOST_ASKS, MOST_TABLETS = 12, 8
STANDS = {
    "past": N_("voorbij"),
    "now": N_("nu"),
    "waiting": N_("nog niet hier"),
    "next": N_("straks"),
    "absent": N_("afwezig"),
    "left": N_("vertrokken"),
    "late": N_("komt later"),
}


@dataclass(frozen=True)
class Guest:
    """Somebody at a place: `letter` of rules.live_day.LETTERS."""

    name: str
    letter: str
    is_seen: bool


@dataclass
class Place:
    """A table, guide, room or talk, with whoever has an appointment there."""

    key: str
    kind: Kind
    name: str
    hint: str = ""
    public_id: str = ""
    bookings: list[Booking] = field(default_factory=list)


@dataclass(frozen=True)
class PlaceNow:
    """A place at this minute. `owed`: sheets that should be in; `begun` and `wanted`: those of who is there now."""

    place: Place
    delay: int
    now: list[Guest]
    until: int
    next: list[Guest]
    next_at: int
    owed: int
    complete: int
    begun: int
    wanted: int


@dataclass(frozen=True)
class Hour:
    """One appointment as a chip: `span` is what the page's script needs to know where it stands."""

    start: int
    what: str
    span: str
    stand: str


@dataclass(frozen=True)
class PersonNow:
    """One candidate with the whole day."""

    name: str
    attendance_id: str
    letter: str
    state: str
    hours: list[Hour]


class Seen:
    """What the live board shows of a picture at a minute of the day (None: it is another day)."""

    def __init__(self, picture: LivePicture, minute: int | None, now: datetime) -> None:
        self.picture, self.minute, self.now = picture, minute, now
        self.at = -1 if minute is None else minute
        self.words = {key: _(word) for key, word in STANDS.items()}

    @cached_property
    def nominations(self) -> dict[int, Nomination]:
        """Everybody on the day, by name."""
        found = {one.nomination_id: one.nomination for one in self.picture.appointments}
        found |= {one.id: one for one in self.picture.unplanned}
        return dict(sorted(found.items(), key=lambda pair: (full_name(pair[1]).casefold(), pair[0])))

    @cached_property
    def rank(self) -> dict[int, int]:
        """The place of each person in the list, by which the page's script knows him or her."""
        return {key: rank for rank, key in enumerate(self.nominations)}

    @cached_property
    def places(self) -> dict[str, Place]:
        """Where something happens today: tables, then what happens together, guides and rooms."""
        parts = self.picture.parts
        listed = [
            *(
                Place(
                    f"t{one.id}",
                    Kind.SPEEDDATE,
                    one.name,
                    one.vacancy.title if one.vacancy_id else _("alle functies"),
                    one.public_id,
                )
                for one in parts.tables
            ),
            *(Place(f"s{one.id}", Kind.TALK, one.title, one.room_name) for one in parts.talks),
            *(Place(f"g{one.id}", Kind.TOUR, one.guide_name, _("Rondleiding")) for one in parts.guides),
            *(Place(f"r{one.id}", Kind.TEST, one.name, _(KIND_NAMES[Kind.TEST])) for one in parts.rooms),
        ]
        found = {place.key: place for place in listed}
        for one in self.picture.bookings:
            if one.place in found:
                found[one.place].bookings.append(one)
        return {key: place for key, place in found.items() if place.bookings}

    @cached_property
    def names(self) -> dict[str, str]:
        """How each place is said in a sentence."""
        said = {
            Kind.SPEEDDATE: "%(name)s",
            Kind.TALK: "%(name)s",
            Kind.TOUR: _("de rondleiding met %(name)s"),
            Kind.TEST: _("de proef in %(name)s"),
        }
        return {key: said[place.kind] % {"name": place.name} for key, place in self.places.items()}

    @cached_property
    def short_names(self) -> dict[str, str]:
        """How each place stands beside an hour."""
        said = {Kind.TOUR: _("Rondleiding, %(name)s"), Kind.TEST: _("Proef, %(name)s")}
        return {key: said.get(place.kind, "%(name)s") % {"name": place.name} for key, place in self.places.items()}

    def letter(self, nomination: int) -> str:
        """How somebody stands, in one letter."""
        attendance = self.picture.attendances.get(nomination)
        return LETTERS[attendance.state if attendance else "expected"]

    @property
    def letters(self) -> str:
        """How everybody stands, in the order of the list."""
        return "".join(self.letter(key) for key in self.nominations)

    @property
    def delays(self) -> str:
        """The tables that run late, as the page's script reads them."""
        return " ".join(f"{key}:{minutes}" for key, minutes in self.picture.delays.items())

    @property
    def plan(self) -> str:
        """What makes the fixed part of the page another one."""
        return f"{self.picture.day.version}.{len(self.nominations)}"

    @property
    def counts(self) -> Counter[str]:
        """How many there are of each state."""
        return Counter(self._state(key) for key in self.nominations)

    def _state(self, nomination: int) -> str:
        attendance = self.picture.attendances.get(nomination)
        return str(attendance.state) if attendance else "expected"

    def stand(self, one: Booking) -> str:
        """Where an appointment stands; `static/js/live.js` says the same between two answers."""
        start, end = span_of(one, self.picture.delays)
        letter = self.letter(one.person)
        if end <= self.at:
            return "past"
        if letter in "aw":
            return "absent" if letter == "a" else "left"
        if start <= self.at:
            return "now" if letter == "p" else "waiting"
        return "late" if letter == "l" else ""

    def span(self, one: Booking) -> str:
        """What the page's script knows of an appointment: person, start, end, place."""
        return f"{self.rank[one.person]} {one.start} {one.end} {one.place}"

    @cached_property
    def turns(self) -> list[PlaceNow]:
        """Each place with who is there now and who comes next."""
        return [self._turn(place) for place in self.places.values()]

    def _turn(self, place: Place) -> PlaceNow:
        turn: Turn = turn_at(place.bookings, self.at, self.picture.delays)
        sheets = self.picture.sheets
        table = int(place.key[1:]) if place.kind is Kind.SPEEDDATE else 0
        owed = [one for one in place.bookings if is_owed(one, self.at, self.picture.delays) and self._came(one)]
        here = [sheets[one.person, table] for one in turn.now if (one.person, table) in sheets]
        return PlaceNow(
            place=place,
            delay=self.picture.delays.get(place.key, 0),
            now=self._guests(turn.now),
            until=turn.until,
            next=self._guests(turn.next),
            next_at=turn.next_at,
            owed=sum(sheets[one.person, table].lacking for one in owed if (one.person, table) in sheets),
            complete=sum(one.complete for one in here),
            begun=sum(one.begun for one in here),
            wanted=sum(one.wanted for one in here),
        )

    def _came(self, one: Booking) -> bool:
        return self.letter(one.person) != "a"

    def _guests(self, bookings: Iterable[Booking]) -> list[Guest]:
        return [
            Guest(
                called(self.nominations[one.person]),
                self.letter(one.person),
                (one.person, one.kind, one.slot) in self.picture.seen,
            )
            for one in bookings
        ]

    @cached_property
    def people(self) -> list[PersonNow]:
        """Everybody by name, with the whole day."""
        own: dict[int, list[Booking]] = {key: [] for key in self.nominations}
        for one in self.picture.bookings:
            own[one.person].append(one)
        return [self._person(key, bookings) for key, bookings in own.items()]

    def _person(self, key: int, own: list[Booking]) -> PersonNow:
        attendance = self.picture.attendances.get(key)
        coming = next((one for one in own if span_of(one, self.picture.delays)[0] > self.at), None)
        hours = [
            Hour(
                start=one.start,
                what=self.short_names.get(one.place, ""),
                span=self.span(one),
                stand=self.stand(one) or ("next" if one is coming else ""),
            )
            for one in own
        ]
        return PersonNow(
            name=full_name(self.nominations[key]),
            attendance_id=attendance.public_id if attendance else "",
            letter=self.letter(key),
            state=self._state(key),
            hours=hours,
        )

    @cached_property
    def someone(self) -> dict[int, Someone]:
        """Everybody as the rules look at them."""
        own: dict[int, list[Booking]] = {key: [] for key in self.nominations}
        for one in self.picture.bookings:
            own[one.person].append(one)
        return {
            key: Someone(
                name=called(self.nominations[key]),
                state=self._state(key),
                late_until=attendance.expected_minute if (attendance := self.picture.attendances.get(key)) else None,
                own=tuple(bookings),
            )
            for key, bookings in own.items()
        }

    @cached_property
    def asks(self) -> list[Asks]:
        """What asks for attention, the most urgent first; nothing on another day."""
        if self.minute is None:
            return []
        people, delays = self.someone, self.picture.delays
        found = [self._call(one) for one in self.picture.calls]
        found += missing_people(people, self.minute, self.names, delays)
        found += knock_ons(people, self.minute, self.names, delays)
        if self.picture.unplanned:
            names = names_in_line([called(one) for one in self.picture.unplanned])
            found.append(Asks(Ask.UNPLANNED, N_("Aan de deur, nog zonder uren: %(names)s."), {"names": names}))
        found += [self._silence(one) for one in self.silent]
        for one in self.turns:
            if one.owed:
                values = {"place": one.place.name, "count": one.owed}
                found.append(Asks(Ask.SHEETS, N_("%(place)s: beoordelingen die ontbreken: %(count)s."), values))
        return found

    @cached_property
    def silent(self) -> list[Device]:
        """The paired tablets that were not heard of for a while."""
        return [
            one
            for one in self.paired
            if one.last_seen_at and (self.now - one.last_seen_at).total_seconds() > SILENT_SECONDS
        ]

    @property
    def paired(self) -> list[Device]:
        """The tablets that may be heard of."""
        return [one for one in self.picture.devices if one.paired_at and not one.revoked_at]

    def _call(self, one: HelpCall) -> Asks:
        zone = self.picture.day.campaign.site.zone
        values = {"place": place_of_call(one), "time": in_words(minute_of(one.asked_at, zone))}
        return Asks(Ask.CALL, N_("Hulp gevraagd: %(place)s, om %(time)s uur."), values, one.public_id)

    def _silence(self, one: Device) -> Asks:
        sentence = N_("%(label)s is stil; nog te versturen: %(pending)s.")
        return Asks(Ask.SILENT, sentence, {"label": one.label, "pending": one.pending})

    def silent_minutes(self, one: Device) -> int:
        """How long ago a tablet was heard of, in whole minutes."""
        return int((self.now - one.last_seen_at).total_seconds() // 60) if one.last_seen_at else 0

    @property
    def told_tablets(self) -> list[Device]:
        """The tablets of which something has to be told: silent, or with sheets still to send."""
        return [one for one in self.paired if one in self.silent or one.pending][:MOST_TABLETS]

    @cached_property
    def letter_words(self) -> dict[str, str]:
        """What each letter means."""
        return {letter: _(state_name("Attendance", state)) for state, letter in LETTERS.items()}

    def crowd(self, guests: list[Guest]) -> str:
        """A group in one line: how many of them are there."""
        here = sum(one.letter == "p" for one in guests)
        return _("%(here)s van %(all)s aanwezig", here=here, all=len(guests))

    def sheet_words(self, one: PlaceNow) -> str:
        """How the sheets of who is at a table now stand."""
        if one.complete == one.wanted:
            return _("beoordeling binnen")
        if one.begun:
            return _("wordt beoordeeld")
        return _("nog geen beoordeling")

    @property
    def shown_asks(self) -> list[Asks]:
        """The first of them; the page says how many more there are."""
        return self.asks[:MOST_ASKS]

    @cached_property
    def columns(self) -> list[dict[str, Any]]:
        """The whole day for the grid: each place, with one cell for each appointment or group.

        Test rooms are left out: people sit down there at different minutes, and it is no clash.
        """
        shown = [place for place in self.places.values() if place.kind is not Kind.TEST]
        return [{"label": place.name, "hint": place.hint, "items": self._cells(place)} for place in shown]

    def _cells(self, place: Place) -> list[dict[str, Any]]:
        groups: dict[tuple[int, int], list[Booking]] = {}
        for one in sorted(place.bookings, key=lambda booking: (booking.start, booking.end)):
            groups.setdefault((one.start, one.end), []).append(one)
        return [
            {"start": start, "end": end, "tone": "info" if place.kind is not Kind.SPEEDDATE else "green"}
            | self._cell(place, group)
            for (start, end), group in groups.items()
        ]

    def _cell(self, place: Place, group: list[Booking]) -> dict[str, Any]:
        if place.kind is Kind.SPEEDDATE and len(group) == 1:
            (one,) = group
            stand = self.stand(one)
            return {
                "text": called(self.nominations[one.person]),
                "detail": self.words[stand] if stand not in ("", "past") else "",
                "span": self.span(one),
                "stand": stand,
            }
        start, end = group[0].start, group[0].end
        stand = "past" if end <= self.at else "now" if start <= self.at else ""
        people = ngettext("%(num)d kandidaat", "%(num)d kandidaten", len(group))
        return {"text": people, "detail": "", "span": f"- {start} {end} {place.key}", "stand": stand}

    @property
    def slots(self) -> list[int]:
        """The rows of the grid: from the first thing to the last, on whole quarters."""
        items = [item for column in self.columns for item in column["items"]]
        if not items:
            return []
        first = min(item["start"] for item in items) // 15 * 15
        return list(range(first, max(item["end"] for item in items), STEP))
