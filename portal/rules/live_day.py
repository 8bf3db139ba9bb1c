"""The day while it runs: where everybody should be now and next, and what asks for attention (req Y-11).

Minutes are since midnight at the site. A delay of a table shifts what is expected there, never the plan itself.
"""

import itertools
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from portal.rules.drafts import pin_of
from portal.rules.refusals import Refused
from portal.rules.selection_days import STEP, Kind, in_words
from portal.rules.words import N_

DELAYS = (5, 10, 15)  # what one tap adds to a table that runs late
MOST_DELAY = 120
SHEET_AFTER = 5  # minutes after a speeddate before its sheet is missed
RUNS_OVER = 30  # minutes after its end, something may still be going on
MOST_NAMES = 6  # in one line; the rest is counted
OLDEST_TAP = timedelta(hours=20)  # what a phone kept longer is about another day
# What the letters of a poll mean, one for each person: a whole day is told in a few hundred signs.
LETTERS = {"expected": "e", "late": "l", "present": "p", "absent": "a", "left": "w"}


@dataclass(frozen=True)
class Booking:
    """One appointment of one person: `place` by its key (`t3`), minutes as planned."""

    person: int
    kind: str
    slot: int
    place: str
    start: int
    end: int

    @property
    def pin(self) -> str:
        """What names it in a plan ("dates/c12.0")."""
        kind = Kind(self.kind)
        return pin_of(kind, f"c{self.person}.{self.slot}" if kind is Kind.SPEEDDATE else f"c{self.person}")


@dataclass(frozen=True)
class Turn:
    """Who is at a place now, until when, and who comes next, at what minute; delays included."""

    now: tuple[Booking, ...] = ()
    until: int = 0
    next: tuple[Booking, ...] = ()
    next_at: int = 0


def span_of(one: Booking, delays: Mapping[str, int]) -> tuple[int, int]:
    """When it is expected to begin and end."""
    delay = delays.get(one.place, 0)
    return one.start + delay, one.end + delay


def turn_at(bookings: Iterable[Booking], minute: int, delays: Mapping[str, int]) -> Turn:
    """Who is there now and who comes next, of the bookings of one place, or of one person."""
    spans = [(*span_of(one, delays), one) for one in bookings]
    here = [(start, end, one) for start, end, one in spans if start <= minute < end]
    coming = [(start, one) for start, _, one in spans if start > minute]
    first = min((start for start, _ in coming), default=0)
    return Turn(
        now=tuple(one for _, _, one in here),
        until=max((end for _, end, _ in here), default=0),
        next=tuple(one for start, one in coming if start == first),
        next_at=first,
    )


def knocked_on(own: Sequence[Booking], minute: int, delays: Mapping[str, int]) -> tuple[Booking, Booking] | None:
    """The first two things of one person of which the first is expected to end after the second begins."""
    ordered = sorted(own, key=lambda one: one.start)
    for one, two in itertools.pairwise(ordered):
        if one.end <= two.start and span_of(one, delays)[1] > span_of(two, delays)[0] >= minute:
            return one, two
    return None


class Ask(StrEnum):
    """What can ask for attention; the order is that of the list."""

    CALL = "call"
    MISSING = "missing"
    KNOCK_ON = "knock_on"
    UNPLANNED = "unplanned"
    SILENT = "silent"
    SHEETS = "sheets"


@dataclass(frozen=True)
class Asks:
    """One line: a sentence with its values, and where it leads (`about`: a key of a person, place or tablet)."""

    kind: Ask
    sentence: str
    values: Mapping[str, object]
    about: str = ""


@dataclass(frozen=True)
class Someone:
    """A person on the day as the board needs to know: `late_until` is the minute that was announced."""

    name: str
    state: str
    late_until: int | None
    own: tuple[Booking, ...]


def names_in_line(names: Sequence[str]) -> str:
    """A few names, and how many more."""
    shown = ", ".join(names[:MOST_NAMES])
    return shown if len(names) <= MOST_NAMES else f"{shown} (+{len(names) - MOST_NAMES})"


def missing_people(
    people: Mapping[int, Someone], minute: int, places: Mapping[str, str], delays: Mapping[str, int]
) -> list[Asks]:
    """Who is not there while something of theirs has begun: one line for each place and hour."""
    lacking: dict[tuple[int, str], list[str]] = defaultdict(list)
    for one in people.values():
        begun = [booking for booking in one.own if span_of(booking, delays)[0] <= minute]
        announced = one.state == "late" and one.late_until is not None and one.late_until > minute
        if one.state not in ("expected", "late") or announced or not begun:
            continue
        latest = max(begun, key=lambda booking: booking.start)
        lacking[latest.start, latest.place].append(one.name)
    sentence = N_("Nog niet aangemeld voor %(what)s van %(time)s uur: %(names)s.")
    return [
        Asks(
            Ask.MISSING,
            sentence,
            {"what": places.get(place, ""), "time": in_words(start), "names": names_in_line(names)},
        )
        for (start, place), names in sorted(lacking.items())
    ]


def knock_ons(
    people: Mapping[int, Someone], minute: int, places: Mapping[str, str], delays: Mapping[str, int]
) -> list[Asks]:
    """Who will come too late somewhere because a table runs late."""
    found = []
    for one in people.values():
        pair = knocked_on(one.own, minute, delays) if one.state not in ("absent", "left") else None
        if pair is not None:
            sentence = N_("%(name)s komt te laat voor %(what)s van %(time)s uur: %(other)s loopt uit.")
            values = {
                "name": one.name,
                "what": places.get(pair[1].place, ""),
                "time": in_words(pair[1].start),
                "other": places.get(pair[0].place, ""),
            }
            found.append(Asks(Ask.KNOCK_ON, sentence, values))
    return found


def is_owed(one: Booking, minute: int, delays: Mapping[str, int]) -> bool:
    """Whether the sheets of a speeddate should be in by now."""
    return one.kind == Kind.SPEEDDATE and span_of(one, delays)[1] + SHEET_AFTER <= minute


def check_delay(minutes: int) -> None:
    """Raise Refused for a delay that nobody means."""
    if not 0 <= minutes <= MOST_DELAY:
        raise Refused(N_("Een tafel kan 0 tot %(most)s minuten uitlopen."), most=MOST_DELAY)


def moment_of_tap(now: datetime, phone_now: datetime, tapped: datetime) -> datetime:
    """When a tap was, on the portal's clock: a phone's clock may be days wrong, but what lies between is right."""
    return now - min(max(phone_now - tapped, timedelta()), OLDEST_TAP)


def shifted(
    spans: Mapping[str, tuple[int, int]], now: int, minutes: int, breaks: Sequence[tuple[int, int]]
) -> dict[str, int]:
    """When each thing that has yet to begin begins, if everything stands still for so many minutes; by its key.

    What began by `now` stays. Order is kept and no gap gets smaller: nobody who was free is in two places after
    it. Nothing runs into a break; then all that comes later moves on by as much.
    """
    found: dict[str, int] = {}
    offset = minutes
    coming = sorted((start, end, key) for key, (start, end) in spans.items() if start > now)
    for start, together in itertools.groupby(coming, lambda one: one[0]):
        group = list(together)
        longest = max(end for _, end, _ in group) - start
        for pause, until in sorted(breaks):
            if pause < start + offset + longest and start + offset < until:
                offset = -(-(until - start) // STEP) * STEP
        found |= {key: start + offset for _, _, key in group}
    return found


def check_pause(minutes: int) -> None:
    """Raise Refused for a standstill that is none, or off the grid on which appointments begin."""
    if minutes % STEP or not STEP <= minutes <= MOST_DELAY:
        raise Refused(N_("Kies een veelvoud van vijf minuten, hoogstens %(most)s."), most=MOST_DELAY)
