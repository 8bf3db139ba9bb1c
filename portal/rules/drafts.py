"""Moving things in a plan that is not in force: what a step changes, what takes it back, what differs (req Y-12).

A plan is in the planner's format 1 (`portal/planner/plans.py`). A pin names one appointment in it: `dates/c12.0`,
`tour/c12`, `test/c12`, `welcome/c12`. A spot is a place and a minute of the day; of a talk the place alone is kept,
because its hour is that of its session. The section `programme` says which talks and breaks move along, by their id
the minute at which they begin then, and under `end` when the day is over; the planner never writes it.
"""

from collections.abc import Iterable, Mapping
from copy import deepcopy
from typing import Any

from portal.rules.selection_days import Kind

PARTS = {Kind.TALK: "welcome", Kind.TOUR: "tour", Kind.TEST: "test", Kind.SPEEDDATE: "dates"}
KINDS = {part: kind for kind, part in PARTS.items()}
PROGRAMME, END = "programme", "end"
KEPT_STEPS = 50  # as many steps can be taken back

Stored = dict[str, Any]  # a plan in format 1
Spot = tuple[str, int]  # place, minute
Kept = str | int | list[Any] | None  # as the plan keeps it: a talk, [place, minute], of the programme a minute alone
Change = dict[str, list[Kept]]  # pin: [before, after]
Step = list[Any]  # [sentence, values, change, what it pins (True) and lets go (False), by pin]


def pin_of(kind: Kind, key: str) -> str:
    """The pin of an appointment of this kind with this key of the plan."""
    return f"{PARTS[kind]}/{key}"


def kind_of(pin: str) -> Kind | None:
    """The kind of appointment that a pin names; None when it names none."""
    part, _, key = pin.partition("/")
    return KINDS.get(part) if key else None


def guest_of(pin: str) -> str:
    """The key of the candidate whose appointment this is."""
    return pin.partition("/")[2].partition(".")[0]


def spots_of(plan: Stored, talks: Mapping[str, int]) -> dict[str, Spot]:
    """Where everything stands, by pin. `talks`: the minute at which each talk begins."""
    found: dict[str, Spot] = {}
    for part in PARTS.values():
        for key, value in plan.get(part, {}).items():
            place, start = (value, talks.get(value, 0)) if part == "welcome" else value
            found[f"{part}/{key}"] = (place, start)
    return found


def kept(pin: str, spot: Spot) -> Kept:
    """A spot as the plan keeps it."""
    return spot[0] if kind_of(pin) is Kind.TALK else list(spot)


def changed(plan: Stored, spots: Mapping[str, Kept]) -> Stored:
    """The plan with these appointments at these spots; None takes one out."""
    found = deepcopy(plan)
    for pin, spot in spots.items():
        part, _, key = pin.partition("/")
        if spot is None:
            found.get(part, {}).pop(key, None)
        else:
            found.setdefault(part, {})[key] = spot
    return found


def change_of(plan: Stored, after: Mapping[str, Spot]) -> Change:
    """What a step changes, for the trail."""
    return {pin: [spot_in(plan, pin), kept(pin, spot)] for pin, spot in after.items()}


def spot_in(plan: Stored, pin: str) -> Kept:
    """Where a plan has what a pin names: [place, minute], the key of a talk, or None."""
    part, _, key = pin.partition("/")
    found: Kept = plan.get(part, {}).get(key)
    return found


def change_between(old: Stored, new: Stored) -> Change:
    """What stands otherwise in another plan, as a step would change it."""
    pins = {f"{part}/{key}" for plan in (old, new) for part in (*KINDS, PROGRAMME) for key in plan.get(part, {})}
    spots: Change = {pin: [spot_in(old, pin), spot_in(new, pin)] for pin in sorted(pins)}
    return {pin: both for pin, both in spots.items() if both[0] != both[1]}


def taken_back(change: Change) -> dict[str, Kept]:
    """The spots from before a step."""
    return {pin: before for pin, (before, _) in change.items()}


def done_again(change: Change) -> dict[str, Kept]:
    """The spots from after a step."""
    return {pin: after for pin, (_, after) in change.items()}


def pins_after(pins: Iterable[str], step: Step) -> list[str]:
    """What is pinned once a step is done."""
    return _pinned(pins, _pins_of(step))


def pins_before(pins: Iterable[str], step: Step) -> list[str]:
    """What is pinned once a step is taken back."""
    return _pinned(pins, {pin: not is_pinned for pin, is_pinned in _pins_of(step).items()})


def _pins_of(step: Step) -> dict[str, bool]:
    """Steps of before pins could be taken back have three parts."""
    found: dict[str, bool] = step[3] if len(step) > 3 else {}
    return found


def _pinned(pins: Iterable[str], which: Mapping[str, bool]) -> list[str]:
    return [pin for pin in pins if pin not in which] + [pin for pin, is_pinned in which.items() if is_pinned]


def was_moved_by_hand(trail: Iterable[Step]) -> bool:
    """Whether any step moved something; pinning alone moves nothing."""
    return any(change for _sentence, _values, change, *_pins in trail)


def longer(trail: list[Step], step: Step) -> list[Step]:
    """The trail with one more step; the oldest falls off."""
    return [*trail, step][-KEPT_STEPS:]


def moved_between(in_force: Mapping[str, Spot], draft: Mapping[str, Spot]) -> dict[str, Spot | None]:
    """What stands otherwise in the draft: the spot in force by pin, None when it had none."""
    return {pin: in_force.get(pin) for pin, spot in draft.items() if in_force.get(pin) != spot}


def lanes(spans: Iterable[tuple[int, int]]) -> list[int]:
    """For each span, in order of its start, the first lane that is free by then: what overlaps stands side by side."""
    until: list[int] = []
    found = []
    for start, end in spans:
        lane = next((rank for rank, busy in enumerate(until) if busy <= start), len(until))
        until[lane : lane + 1] = [end]
        found.append(lane)
    return found
