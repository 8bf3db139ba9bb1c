"""The schedule board: a plan as appointments, judged, with what has no place yet and where something could go.

Works on any plan of the day: the one in force, and the draft that somebody moves things in.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from portal import clock
from portal.models.day_plans import DayDraft
from portal.models.nominations import Nomination
from portal.models.selection_days import Appointment, SelectionDay
from portal.queries.begun import PAST, begun_until
from portal.queries.instances import (
    Picture,
    frame_of,
    instance_of,
    minutes_of_test,
    places_for,
    spoken,
)
from portal.rules.drafts import PARTS, Spot, Stored, guest_of, kind_of, moved_between, pin_of, spots_of
from portal.rules.selection_days import STEP, Clash, Frame, Kind, Place, Visit, clashes, clashes_around

AT_MOST = 12  # free moments that are offered


@dataclass(frozen=True)
class Moment:
    """A place and a minute at which an appointment would clash with nothing."""

    place: str
    name: str
    start: int


@dataclass(frozen=True)
class Piece:
    """One appointment of a plan; `pin` names it in the plan, `was` is its spot in the plan in force if it moved.

    What `has_begun` in the plan in force stays where it is.
    """

    pin: str
    kind: Kind
    nomination: Nomination
    place: str
    start: int
    end: int
    is_absent: bool = False
    is_pinned: bool = False
    is_moved: bool = False
    has_begun: bool = False
    was: Spot | None = None


@dataclass
class Judged:
    """A plan of the day as the board shows it.

    `told` are the clashes with names: (sentence, values). `clashing` are the pins they are about, `lacking` the pins
    that have no spot though they should. `until`: the minute up to which everything has begun (`queries/begun.py`).
    """

    picture: Picture
    pieces: list[Piece]
    told: list[tuple[str, dict[str, Any]]]
    clashing: dict[str, list[int]]
    lacking: list[str]
    rounds: list[int]
    frame: Frame
    moved: int = 0
    until: int | None = None
    by_guest: dict[int, list[Piece]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        for piece in self.pieces:
            self.by_guest[piece.nomination.id].append(piece)

    @property
    def places(self) -> Mapping[str, Place]:
        """Where something can be, by key."""
        return self.frame.places

    def piece(self, pin: str) -> Piece | None:
        """The appointment that a pin names; None when it stands nowhere."""
        return next((one for one in self.pieces if one.pin == pin), None)


def stand_of(day: SelectionDay, draft: DayDraft | None) -> str:
    """What somebody saw of a day's plan: which plan it was, and how far it had come."""
    return f"{draft.public_id}.{draft.version}" if draft is not None else f"plan.{day.version}"


def pin_of_appointment(appointment: Appointment) -> str:
    """What names an appointment of the plan in force on the board."""
    key, kind = f"c{appointment.nomination_id}", Kind(appointment.kind)
    return pin_of(kind, f"{key}.{appointment.slot}" if kind is Kind.SPEEDDATE else key)


def talks_of(picture: Picture) -> dict[str, int]:
    """The minute at which each talk begins, by its key."""
    return {f"s{one.id}": one.start_minute for one in picture.parts.talks}


def lengths_of(picture: Picture, nomination: Nomination) -> dict[Kind, int]:
    """How long each part of the day takes for somebody, in minutes."""
    day = picture.day
    return {
        Kind.TALK: day.talk_minutes,
        Kind.TOUR: day.tour_minutes,
        Kind.TEST: minutes_of_test(picture, nomination),
        Kind.SPEEDDATE: day.slot_minutes,
    }


def judged(picture: Picture, plan: Stored, in_force: Stored | None = None, pins: Iterable[str] = ()) -> Judged:
    """A plan with everything that is wrong in it; `in_force` is the plan that it is compared with."""
    frame = frame_of(picture)
    spots = _standing(picture, frame, plan)
    before = _standing(picture, frame, in_force) if in_force is not None else spots
    moved, until = moved_between(before, spots), begun_until(picture.day, clock.now())
    begun = {pin for pin, spot in before.items() if until is not None and spot[1] <= until}
    pieces = list(_pieces(picture, spots, moved, frozenset(pins), begun))
    found = _clashes(frame, pieces)
    clashing: dict[str, list[int]] = defaultdict(list)
    for rank, clash in enumerate(found):
        for pin in clash.visits:
            clashing[pin].append(rank)
    body = instance_of(picture.day, picture).body
    return Judged(
        picture=picture,
        pieces=pieces,
        told=[(one.sentence, spoken(one.values, picture.names)) for one in found],
        clashing=clashing,
        lacking=[pin for pin in _wanted(body) if pin not in spots],
        rounds=body["date"]["rounds"],
        frame=frame,
        moved=len(moved),
        until=until,
    )


def _standing(picture: Picture, frame: Frame, plan: Stored) -> dict[str, Spot]:
    """The spots of who is still put forward, at places that still exist."""
    here = {f"c{one.id}" for one in picture.nominations}
    spots = spots_of(plan, talks_of(picture))
    return {pin: spot for pin, spot in spots.items() if guest_of(pin) in here and spot[0] in frame.places}


def _wanted(body: dict[str, Any]) -> Iterator[str]:
    """The pins of everything that the day should hold."""
    for one in body["candidates"]:
        if one["welcome"]:
            yield pin_of(Kind.TALK, one["id"])
        if one["tour"]:
            yield pin_of(Kind.TOUR, one["id"])
        if one["test"]:
            yield pin_of(Kind.TEST, one["id"])
        yield from (pin_of(Kind.SPEEDDATE, date["id"]) for date in one["dates"])


def _pieces(
    picture: Picture, spots: dict[str, Spot], moved: dict[str, Spot | None], pins: frozenset[str], begun: set[str]
) -> Iterator[Piece]:
    people = {f"c{one.id}": one for one in picture.nominations}
    lengths = {key: lengths_of(picture, one) for key, one in people.items()}
    for pin, (place, start) in sorted(spots.items(), key=lambda one: (one[1][1], one[0])):
        key, kind = guest_of(pin), kind_of(pin)
        if kind is not None:
            nomination = people[key]
            yield Piece(
                pin=pin,
                kind=kind,
                nomination=nomination,
                place=place,
                start=start,
                end=start + lengths[key][kind],
                is_absent=nomination.id in picture.absent,
                is_pinned=pin in pins,
                is_moved=pin in moved,
                has_begun=pin in begun,
                was=moved.get(pin),
            )


def _visit(piece: Piece) -> Visit:
    return Visit(piece.pin, f"c{piece.nomination.id}", piece.place, piece.start, piece.end)


def _clashes(frame: Frame, pieces: Iterable[Piece]) -> list[Clash]:
    """Nobody who is absent stands in the way."""
    return clashes(frame, [_visit(one) for one in pieces if not one.is_absent])


def _around(board: Judged, pin: str, spot: Spot) -> tuple[Visit, list[Visit]]:
    """An appointment at this spot, and all others."""
    kind, key = Kind(kind_of(pin) or ""), guest_of(pin)
    nomination = next(one for one in board.picture.nominations if f"c{one.id}" == key)
    length = lengths_of(board.picture, nomination)[kind]
    others = [_visit(one) for one in board.pieces if one.pin != pin and not one.is_absent]
    return Visit(pin, key, spot[0], spot[1], spot[1] + length), others


def is_on_board(board: Judged, pin: str) -> bool:
    """Whether a pin names an appointment of this day, with or without a spot."""
    return board.piece(pin) is not None or pin in board.lacking


def clashes_at(board: Judged, pin: str, spot: Spot) -> list[tuple[str, dict[str, Any]]]:
    """What would stand in the way of an appointment at this spot, with names: (sentence, values)."""
    if board.until is not None and spot[1] <= board.until:
        return [(PAST, {})]
    visit, others = _around(board, pin, spot)
    found = clashes_around(board.frame, [*others, visit], pin)
    return [(one.sentence, spoken(one.values, board.picture.names)) for one in found]


def starts_for(board: Judged, kind: Kind, length: int) -> dict[str, list[int]]:
    """The minutes at which something of this kind and length may begin, by the key of the place."""
    day = board.picture.day
    if kind is Kind.TALK:
        return {key: [start] for key, start in talks_of(board.picture).items()}
    grid = board.rounds if kind is Kind.SPEEDDATE else list(range(day.start_minute, day.end_minute - length + 1, STEP))
    return {key: grid for key, _ in places_for(board.picture, kind)}


def moments_for(board: Judged, pin: str) -> list[Moment]:
    """Where an appointment would clash with nothing, the moments nearest to now; shown in order of time."""
    piece = board.piece(pin)
    now = (piece.place, piece.start) if piece else ("", board.picture.day.start_minute)
    visit, others = _around(board, pin, now)
    starts = starts_for(board, Kind(kind_of(pin) or ""), visit.end - visit.start)
    spots = [(place, start) for place, minutes in starts.items() for start in minutes if (place, start) != now]
    found: list[Moment] = []
    for place, start in sorted(spots, key=lambda spot: (abs(spot[1] - now[1]), spot[0] != now[0], spot)):
        tried = Visit(pin, visit.guest, place, start, start + visit.end - visit.start)
        is_to_come = board.until is None or start > board.until
        if is_to_come and not clashes_around(board.frame, [*others, tried], pin):
            found.append(Moment(place, board.picture.names[place], start))
        if len(found) == AT_MOST:
            break
    return sorted(found, key=lambda moment: (moment.start, moment.name))


def slot_of(pin: str) -> int:
    """Which speeddate of a candidate this is, from 1; 0 when it is no speeddate."""
    return int(pin.partition(".")[2] or "0") + 1 if pin.startswith(PARTS[Kind.SPEEDDATE]) else 0
