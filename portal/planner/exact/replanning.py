"""Planning again on the day itself: what has begun stays, and as little as can be changes.

Somebody is absent (then the instance no longer has that person), comes later, leaves earlier; a table drops out; a
speeddate runs over. The new plan is the old one but for what cannot stay, and what has to make way for it.
"""

from __future__ import annotations

from dataclasses import dataclass
from time import monotonic

from portal.planner.board import Board, Duty, Spot
from portal.planner.bounds import Bounds
from portal.planner.constructing import drop_needless_lunches, end_of
from portal.planner.exact.model import DayModel
from portal.planner.exact.solving import Answer, Effort
from portal.planner.instances import Instance
from portal.planner.plans import Plan
from portal.planner.reasons import Reason, reasons

# One change costs more than any shift, one thing left out more than all changes; an end later than it was, in between.
COST_OF_CHANGE = 1_000
MOST_SHIFT = 50  # minutes that count: twenty changes weigh more than what they shift
COST_OF_LEAVING_OUT = 1_000_000
COST_OF_LATER_END = 20_000
WIDER = (0, 6, 16, 40, 10_000)  # how many others may have to make way: few first, for that is quick
WORK = 1.5  # for one such question
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
    homeless = _lay_what_can_stay(board, spots)
    stood = board.snapshot()
    best: tuple[int, list[Spot | None]] | None = None
    proven = not homeless
    for wide in WIDER:
        people = _around(board, homeless, wide) if homeless else []
        if not people or proven or until - monotonic() <= 0:
            break
        board.restore(stood)
        cost, least = _move(board, people, spots, seed, until - monotonic())
        if best is None or cost < best[0]:
            best = cost, board.snapshot()
        # Whatever has no place any more changes: fewer changes than these there cannot be.
        proven = best[0] < COST_OF_CHANGE * (len(homeless) + 1) or (least and len(people) == len(board.of_person))
    if best is not None:
        board.restore(best[1])
    drop_needless_lunches(board)
    return Replanned(
        plan=board.plan(),
        end=end_of(board),
        changed=[_name(duty) for duty in board.duties if duty.kind != "lunch" and duty.spot != spots[duty.rank]],
        seconds=seconds - (until - monotonic()),
        proven=proven,
        unscheduled=reasons(instance, Bounds(instance), board.left()),
    )


def _lay_what_can_stay(board: Board, spots: list[Spot | None]) -> list[Duty]:
    """Lay everything where it was; what cannot be there any more is given back. Lunches come last."""
    homeless = []
    for duty in sorted(board.duties, key=lambda one: (one.kind == "lunch", one.kind != "welcome", one.rank)):
        spot = spots[duty.rank]
        if duty.spot is not None:
            continue
        if spot is not None and any(
            place == spot[0] and starts >> spot[1] & 1 for place, starts in board.open_spots(duty)
        ):
            board.lay(duty, *spot)
        elif duty.kind != "lunch" and duty.places:  # who missed the last welcome has none, whoever makes way
            homeless.append(duty)
    return homeless


def _around(board: Board, homeless: list[Duty], wide: int) -> list[int]:
    """The people whose duties lost their place, and `wide` others, those first who stand most in their way."""
    people = {duty.person for duty in homeless}
    companions = {rank for duty in homeless for rank in duty.companions}
    wanted = {(duty.kind, place) for duty in homeless for place in duty.places}

    def nearness(person: int) -> tuple[int, int]:
        duties = board.of_person[person]
        shared = sum(bool(companions & set(duty.companions)) for duty in duties)
        shared += 2 * sum(duty.spot is not None and (duty.kind, duty.spot[0]) in wanted for duty in duties)
        return -shared, person

    others = sorted(set(range(len(board.of_person))) - people, key=nearness)
    return sorted(people | set(others[:wide]))


def _move(board: Board, people: list[int], spots: list[Spot | None], seed: int, seconds: float) -> tuple[int, bool]:
    """Lay these people again with as little change as can be: what that costs, and whether nothing is cheaper."""
    board.lift_people(people)
    asked = DayModel(board, lunch_step=board.instance.test.start_step, people=people, optional=True)
    asked.model.make_small(_costs(asked, spots))
    found = asked.model.solve(Effort(WORK, seconds, seed))
    if found.answer is not Answer.YES:
        return COST_OF_LEAVING_OUT * len(board.duties), False
    asked.lay(found)
    return found.cost, found.best


def _costs(asked: DayModel, spots: list[Spot | None]) -> dict[int, int]:
    """What each way to go on costs; the old plan is where the search begins."""
    model, duties = asked.model, asked.board.duties
    old_end = max((spot[1] + duty.length for duty, spot in zip(duties, spots, strict=True) if spot), default=0)
    costs = dict.fromkeys(asked.left_out.values(), COST_OF_LEAVING_OUT)
    later: dict[int, list[int]] = {}
    for duty, place, start, literal in asked.options:
        spot, end = spots[duty.rank], start + duty.length
        if duty.kind == "lunch":
            continue
        if spot is not None and spot != (place, start):
            costs[literal] = COST_OF_CHANGE + min(abs(start - spot[1]), MOST_SHIFT)
        if end > old_end:
            later.setdefault(end, []).append(literal)
    model.begin_at({literal: int(spots[duty.rank] == (place, start)) for duty, place, start, literal in asked.options})
    for literals in later.values():
        goes_on = model.yes_or_no()
        model.each_means(literals, goes_on)
        costs[goes_on] = COST_OF_LATER_END
    return costs


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
