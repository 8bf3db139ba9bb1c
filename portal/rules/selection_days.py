"""The selection day: its parts, what a place can offer, and whether a plan can be lived (req X-02, Y-12).

`clashes` judges a plan by itself: it shares no code with the planner, and a plan that a person moved by hand is
judged by the same sentences as one that was computed.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import pairwise

from portal.rules.refusals import Refused
from portal.rules.support import Need
from portal.rules.words import N_


class Kind(StrEnum):
    """The parts of the day for one candidate (req 001-19, 001-20, 001-21, 001-23)."""

    TALK = "talk"
    TOUR = "tour"
    TEST = "test"
    SPEEDDATE = "speeddate"


KIND_NAMES = {
    Kind.TALK: N_("Voorstelling van het bedrijf"),
    Kind.TOUR: N_("Rondleiding"),
    Kind.TEST: N_("Schriftelijke proef"),
    Kind.SPEEDDATE: N_("Speeddate"),
}


class Feature(StrEnum):
    """What a table, a room or a guide offers to who needs it."""

    STEP_FREE = "step-free"
    QUIET = "quiet"


FEATURE_NAMES = {Feature.STEP_FREE: N_("zonder trappen of drempels"), Feature.QUIET: N_("een rustige plek")}

# What a place must offer for a need, by the kind of appointment.
_PLACES_FOR_NEEDS: dict[Need, dict[Kind, Feature]] = {
    Need.STEP_FREE: dict.fromkeys((Kind.TOUR, Kind.TEST, Kind.SPEEDDATE), Feature.STEP_FREE),
    Need.QUIET_ROOM: dict.fromkeys((Kind.TEST, Kind.SPEEDDATE), Feature.QUIET),
}
# Where a jobcoach or an interpreter goes along. The test is made alone; whoever needs words there gets extra time.
ALONG = frozenset({Kind.TALK, Kind.TOUR, Kind.SPEEDDATE})
REST_BETWEEN = 15  # minutes between two appointments for who takes breaks
STEP = 5  # appointments begin on a multiple of five minutes
LAST_MINUTE = 24 * 60 - STEP


def features_needed(needs: Iterable[str]) -> dict[Kind, frozenset[str]]:
    """What the places of somebody with these needs must offer, by kind of appointment."""
    wanted: dict[Kind, set[str]] = {kind: set() for kind in Kind}
    for need in needs:
        for kind, feature in _PLACES_FOR_NEEDS.get(Need(need), {}).items():
            wanted[kind].add(feature.value)
    return {kind: frozenset(features) for kind, features in wanted.items()}


@dataclass(frozen=True)
class Guest:
    """A candidate as a plan sees him or her: there from `arrive` to `leave`, `gap` minutes between two things."""

    key: str
    arrive: int
    leave: int
    gap: int = 0
    coach: str | None = None
    interpreter: str | None = None
    needs: Mapping[Kind, frozenset[str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Place:
    """A table, guide, room or talk. `room_for`: how many at once (a table: one). `rest`: minutes it needs after."""

    key: str
    kind: Kind
    room_for: int = 1
    rest: int = 0
    features: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Frame:
    """What a plan of the day must fit in. `transfer`: minutes that a companion needs between two duties."""

    start: int
    end: int
    breaks: tuple[tuple[int, int], ...]
    transfer: int
    interpreters: int
    guests: Mapping[str, Guest]
    places: Mapping[str, Place]


@dataclass(frozen=True)
class Visit:
    """One guest at one place; `key` names the appointment."""

    key: str
    guest: str
    place: str
    start: int
    end: int


@dataclass(frozen=True)
class Clash:
    """What cannot be: a sentence whose `values` are keys and times; `visits` are the appointments it is about."""

    kind: str
    sentence: str
    values: Mapping[str, object]
    visits: frozenset[str]


def in_words(minute: int) -> str:
    """Minutes since midnight as people here say them: 570 is 9.30."""
    return f"{minute // 60}.{minute % 60:02d}"


def clashes(frame: Frame, visits: Iterable[Visit]) -> list[Clash]:
    """Everything in a plan that cannot be: double bookings of a person, table, seat, guide or companion, and visits
    out of hours, in a break or at a place that lacks what is needed. Nothing found: the plan can be lived."""
    listed = sorted(visits, key=lambda visit: (visit.start, visit.end, visit.key))
    by_guest, by_place = defaultdict(list), defaultdict(list)
    for visit in listed:
        by_guest[visit.guest].append(visit)
        by_place[visit.place].append(visit)
    found: list[Clash] = []
    for visit in listed:
        found += _alone(frame, visit)
    for key, own in by_guest.items():
        found += _one_person(frame.guests[key], own, frame.places)
    for key, there in by_place.items():
        found += _one_place(frame.places[key], there)
    return found + list(_companions(frame, listed))


def clashes_around(frame: Frame, visits: Iterable[Visit], key: str) -> list[Clash]:
    """The clashes of one visit with all others: what stands in the way of moving it there."""
    listed = list(visits)
    (one,) = (visit for visit in listed if visit.key == key)
    guest = frame.guests[one.guest]
    near = [
        visit
        for visit in listed
        if visit.guest == one.guest
        or visit.place == one.place
        or (guest.coach is not None and frame.guests[visit.guest].coach == guest.coach)
        or (guest.interpreter is not None and frame.guests[visit.guest].interpreter == guest.interpreter)
    ]
    return [clash for clash in clashes(frame, near) if key in clash.visits]


def _clash(kind: str, sentence: str, visits: Iterable[Visit], **values: object) -> Clash:
    return Clash(kind, sentence, values, frozenset(visit.key for visit in visits))


def _alone(frame: Frame, visit: Visit) -> Iterator[Clash]:
    """What is wrong with a visit by itself."""
    guest, place = frame.guests[visit.guest], frame.places[visit.place]
    values = {"candidate": visit.guest, "time": in_words(visit.start), "place": visit.place}
    if visit.start < frame.start or visit.end > frame.end:
        sentence = N_("De afspraak van %(candidate)s om %(time)s uur valt buiten de uren van de dag.")
        yield _clash("hours", sentence, [visit], **values)
    elif visit.start < guest.arrive or visit.end > guest.leave:
        yield _clash("window", N_("%(candidate)s is er om %(time)s uur niet."), [visit], **values)
    if any(visit.start < end and start < visit.end for start, end in frame.breaks):
        sentence = N_("De afspraak van %(candidate)s om %(time)s uur valt in de pauze.")
        yield _clash("break", sentence, [visit], **values)
    if not guest.needs.get(place.kind, frozenset()) <= place.features:
        sentence = N_("%(place)s heeft niet wat %(candidate)s nodig heeft.")
        yield _clash("needs", sentence, [visit], **values)


def _one_person(guest: Guest, own: list[Visit], places: Mapping[str, Place]) -> Iterator[Clash]:
    for earlier, later in _pairs(own):
        values = {"candidate": guest.key, "time": in_words(later.start), "earlier": in_words(earlier.start)}
        if later.start < earlier.end:
            sentence = N_("%(candidate)s moet om %(time)s uur op twee plekken zijn.")
            yield _clash("person", sentence, [earlier, later], **values)
        elif later.start < earlier.end + guest.gap:
            sentence = N_("%(candidate)s heeft te weinig tijd tussen de afspraken van %(earlier)s en %(time)s uur.")
            yield _clash("gap", sentence, [earlier, later], **values)
        if places[later.place].kind is Kind.TALK:
            sentence = N_("%(candidate)s heeft om %(earlier)s uur al iets, voor de voorstelling van %(time)s uur.")
            yield _clash("first", sentence, [earlier, later], **values)


def _pairs(visits: list[Visit]) -> Iterator[tuple[Visit, Visit]]:
    """Each visit with every later one; `visits` is in order."""
    for rank, earlier in enumerate(visits):
        for later in visits[rank + 1 :]:
            yield earlier, later


def _one_place(place: Place, there: list[Visit]) -> Iterator[Clash]:
    """`there` is in order of time."""
    values = {"place": place.key}
    if place.kind is Kind.SPEEDDATE:
        for one, two in pairwise(there):
            if two.start < one.end + place.rest:
                sentence = N_("Aan %(place)s botsen de speeddates van %(one)s en %(two)s uur.")
                times = {"one": in_words(one.start), "two": in_words(two.start)}
                yield _clash("table", sentence, [one, two], **values, **times)
    elif place.kind is Kind.TEST:
        yield from _seats(place, there)
    elif place.kind is Kind.TALK and len(there) > place.room_for:
        sentence = N_("Op %(place)s is plaats voor %(room)s mensen; er staan er %(people)s op.")
        yield _clash("capacity", sentence, there, **values, room=place.room_for, people=len(there))
    elif place.kind is Kind.TOUR:
        yield from _groups(place, there)


def _seats(place: Place, there: list[Visit]) -> Iterator[Clash]:
    for visit in there:
        seated = [other for other in there if other.start <= visit.start < other.end]
        if len(seated) > place.room_for:
            sentence = N_("Om %(time)s uur zijn er %(people)s mensen in %(place)s, met %(room)s plaatsen.")
            times = {"time": in_words(visit.start), "people": len(seated), "room": place.room_for}
            yield _clash("seats", sentence, seated, place=place.key, **times)
            return


def _groups(place: Place, there: list[Visit]) -> Iterator[Clash]:
    groups: dict[int, list[Visit]] = defaultdict(list)
    for visit in there:
        groups[visit.start].append(visit)
    for start, group in groups.items():
        if len(group) > place.room_for:
            sentence = N_("De rondleiding van %(time)s uur met %(place)s is te groot: %(people)s mensen.")
            yield _clash("group", sentence, group, place=place.key, time=in_words(start), people=len(group))
    for one, two in pairwise(groups[start] for start in sorted(groups)):
        if two[0].start < max(visit.end for visit in one) + place.rest:
            sentence = N_("De rondleidingen van %(one)s en %(two)s uur met %(place)s overlappen.")
            times = {"one": in_words(one[0].start), "two": in_words(two[0].start)}
            yield _clash("guide", sentence, one + two, place=place.key, **times)


def _companions(frame: Frame, visits: list[Visit]) -> Iterator[Clash]:
    """One jobcoach is never in two places, and an interpreter neither; a group or a talk counts once."""
    coaches: dict[str, dict[tuple[object, ...], list[Visit]]] = defaultdict(dict)
    interpreters: dict[str, dict[tuple[object, ...], list[Visit]]] = defaultdict(dict)
    for visit in visits:
        kind, guest = frame.places[visit.place].kind, frame.guests[visit.guest]
        if kind not in ALONG:
            continue
        meeting = (visit.key,) if kind is Kind.SPEEDDATE else (visit.place, visit.start)
        if guest.coach is not None:
            coaches[guest.coach].setdefault(meeting, []).append(visit)
        if guest.interpreter is not None:
            interpreters[guest.interpreter].setdefault(meeting, []).append(visit)
    for coach, meetings in coaches.items():
        for when, together in _too_many(list(meetings.values()), 1, frame.transfer):
            sentence = N_("Jobcoach %(coach)s moet om %(time)s uur op twee plekken zijn.")
            yield _clash("coach", sentence, together, coach=coach, time=in_words(when))
    for language, meetings in interpreters.items():
        for when, together in _too_many(list(meetings.values()), frame.interpreters, frame.transfer):
            sentence = N_("Om %(time)s uur zijn er te weinig tolken voor %(interpreter)s.")
            yield _clash("interpreter", sentence, together, interpreter=language, time=in_words(when))


def _too_many(meetings: list[list[Visit]], at_once: int, transfer: int) -> Iterator[tuple[int, list[Visit]]]:
    """The moments at which a meeting begins while `at_once` others still run or are being left."""
    spans = [(m[0].start, max(visit.end for visit in m) + transfer, m) for m in meetings]
    for start, _, meeting in spans:
        running = [other for began, until, other in spans if began <= start < until and other is not meeting]
        if len(running) >= at_once:
            yield start, [visit for group in (*running, meeting) for visit in group]


@dataclass(frozen=True)
class Times:
    """The hours and lengths of a day, in minutes; named as the columns of the day."""

    start_minute: int
    end_minute: int
    talk_minutes: int
    tour_minutes: int
    test_minutes: int
    slot_minutes: int
    changeover_minutes: int
    transfer_minutes: int


def time_problems(times: Times) -> dict[str, str]:
    """What is out of order in the hours and lengths, by the name of the column: sentences that say how to mend it."""
    found: dict[str, str] = {}
    if times.end_minute <= times.start_minute:
        found["end_minute"] = N_("Laat de dag later eindigen dan ze begint.")
    length = times.end_minute - times.start_minute
    for name in ("talk_minutes", "tour_minutes", "test_minutes", "slot_minutes"):
        if not found and getattr(times, name) > length:
            found[name] = N_("Dat is langer dan de hele dag.")
    return found


def check_times(times: Times) -> None:
    """Raises Refused with the first thing that is out of order."""
    for sentence in time_problems(times).values():
        raise Refused(sentence)


def round_starts(since: int, until: int, slot: int, changeover: int, breaks: Iterable[tuple[int, int]]) -> list[int]:
    """When speeddates may begin: one after the other from `since`, none into a break or past `until`."""
    pauses = sorted(breaks)
    found, at = [], since
    while at + slot <= until:
        pause = next((end for start, end in pauses if start < at + slot and at < end), None)
        if pause is not None:
            at = pause
            continue
        found.append(at)
        at += slot + changeover
    return found


def speeddate_tables(choices: list[str], tables: Mapping[str, str | None], wanted: int) -> list[list[str]]:
    """At which tables each speeddate of a candidate may be: `wanted` lists without a table in common.

    `choices` are the wanted vacancies, first choice first; `tables` the vacancy of each table, None for all
    vacancies. The first speeddate is for the first choice where there is a table for it. Fewer lists when there are
    fewer tables; none when no table is for this candidate.
    """
    own = [[key for key, vacancy in tables.items() if vacancy == choice] for choice in choices]
    general = [key for key, vacancy in tables.items() if vacancy is None]
    groups = [group for group in [*own, general] if group]
    if not groups:
        return []
    if wanted == 1:
        return [groups[0] + (general if groups[0] is not general else [])]
    lists, spare = groups[:wanted], groups[wanted:]
    while len(lists) < wanted and any(len(one) > 1 for one in lists):
        largest = max(lists, key=len)
        lists.append([largest.pop()])
    for rank, key in enumerate(key for group in spare for key in group):
        lists[rank % len(lists)].append(key)
    return lists


def check_ready_to_plan(*, candidates: int, tables: int, lacks_guide: bool, lacks_room: bool) -> None:
    """Raises Refused with what the day needs before it can be planned."""
    if not candidates:
        raise Refused(N_("Er valt nog niets te plannen: er is nog niemand voorgedragen."))
    if not tables:
        raise Refused(N_("Plannen kan nog niet: voeg eerst minstens één tafel toe."))
    if lacks_guide:
        raise Refused(N_("Plannen kan nog niet: voeg eerst een gids toe voor de rondleiding."))
    if lacks_room:
        raise Refused(N_("Plannen kan nog niet: voeg eerst een lokaal toe voor de proef."))
