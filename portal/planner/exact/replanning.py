"""Planning again on the day itself: what has begun stays, and as little as can be changes.

Somebody is absent (then the instance no longer has that person), comes later, leaves earlier; a table drops out; a
speeddate runs over. The new plan is the old one but for what cannot stay, and what has to make way for it
(`fewest_changes.py`).
"""

from __future__ import annotations

from dataclasses import dataclass
from time import monotonic

from portal.planner.board import Board, Duty, Spot
from portal.planner.bounds import Bounds
from portal.planner.constructing import drop_needless_lunches, end_of
from portal.planner.exact.fewest_changes import Moving
from portal.planner.instances import Instance
from portal.planner.plans import Plan
from portal.planner.reasons import Reason, reasons

SECONDS, SECONDS_FOR_MANY, MANY = 2.5, 12.0, 60  # people wait for this at the door


@dataclass(frozen=True)
class Replanned:
    """The new plan; `changed` names what is otherwise than it was: (candidate or speeddate, what)."""

    plan: Plan
    end: int
    changed: list[tuple[str, str]]
    seconds: float
    proven: bool
    unscheduled: list[Reason]


def begun(instance: Instance, old: Plan, now: int) -> Plan:
    """What of a plan has begun at a minute of the day."""
    starts = {session.id: session.start for session in instance.welcome.sessions}
    arrives = {candidate.id: candidate.arrive for candidate in instance.candidates}
    owners = {date.id: candidate.id for candidate in instance.candidates for date in candidate.dates}
    seen = {
        owners.get(name, name) for part in (old.tour, old.test, old.dates) for name, at in part.items() if at[1] < now
    }
    return Plan(
        # Who was not there yet did not have the welcome; who did something else since was there.
        welcome={
            who: name
            for who, name in old.welcome.items()
            if starts.get(name, now) < now and (arrives.get(who, now) <= starts[name] or who in seen)
        },
        tour={who: place for who, place in old.tour.items() if place[1] < now},
        test={who: place for who, place in old.test.items() if place[1] < now},
        dates={who: place for who, place in old.dates.items() if place[1] < now},
        lunch={who: start for who, start in old.lunch.items() if start < now},
    )


def replan(instance: Instance, old: Plan, now: int, *, seed: int = 0, seconds: float | None = None) -> Replanned:
    """The plan for what is left of the day. Never fails: what fits nowhere any more stays out, with its reason.

    Nothing begins before `now`. Same instance, plan, moment and seed: same new plan. `proven`: no plan changes less.
    """
    if seconds is None:
        seconds = SECONDS if len(instance.candidates) <= MANY else SECONDS_FOR_MANY
    until = monotonic() + seconds
    board = Board(instance, begun(instance, old, now))
    _not_before(board, now)
    was = Board(instance, old)
    spots = [_on(board, was, spot) for spot in was.snapshot()]
    forced = _cannot_stay(board, spots)
    homeless = _lay_what_can_stay(board, spots)
    moving = Moving(board, spots, homeless, seed, until)
    proven = moving.lay(len(homeless) == len(forced)) if homeless else True
    drop_needless_lunches(board)
    return Replanned(
        plan=board.plan(),
        end=end_of(board),
        changed=[_name(duty) for duty in board.duties if duty.kind != "lunch" and duty.spot != spots[duty.rank]],
        seconds=seconds - (until - monotonic()),
        proven=proven,
        unscheduled=reasons(instance, Bounds(instance), board.left()),
    )


def _cannot_stay(board: Board, spots: list[Spot | None]) -> list[Duty]:
    """What changes in every new plan: its own rules, or what has begun, forbid it to be where it was."""
    return [
        duty
        for duty in board.duties
        if duty.spot is None and duty.kind != "lunch" and duty.places and not _is_open(board, duty, spots[duty.rank])
    ]


def _lay_what_can_stay(board: Board, spots: list[Spot | None]) -> list[Duty]:
    """Lay everything where it was; what cannot be there any more is given back. Lunches come last."""
    homeless = []
    for duty in sorted(board.duties, key=lambda one: (one.kind == "lunch", one.kind != "welcome", one.rank)):
        spot = spots[duty.rank]
        if duty.spot is not None:
            continue
        if spot is not None and _is_open(board, duty, spot):
            board.lay(duty, *spot)
        elif duty.kind != "lunch" and duty.places:  # who missed the last welcome has none, whoever makes way
            homeless.append(duty)
    return homeless


def _is_open(board: Board, duty: Duty, spot: Spot | None) -> bool:
    return spot is not None and any(
        place == spot[0] and starts >> spot[1] & 1 for place, starts in board.open_spots(duty)
    )


def _not_before(board: Board, now: int) -> None:
    """Nothing that has yet to begin begins in the past."""
    past = (1 << max(0, now - board.zero)) - 1
    for duty in board.duties:
        if not duty.pinned:
            kept = {place: starts & ~past for place, starts in duty.places.items()}
            duty.places = {place: starts for place, starts in kept.items() if starts}


def _on(board: Board, other: Board, spot: Spot | None) -> Spot | None:
    """A spot of another board on this one, whose minutes may count from another moment."""
    return None if spot is None else (spot[0], spot[1] + other.zero - board.zero)


def _name(duty: Duty) -> tuple[str, str]:
    return duty.name, duty.kind
