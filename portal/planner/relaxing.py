"""A day of which some facts are given up, to see whether what is left can all hold.

A fact is a kind and the name of a thing: ("coach", "J01") that one coach is in one place at a time, ("leaves", "K3")
when somebody goes home. What cannot be said by changing the day itself (a table at which any number sit) is named as
free, for the question to leave out.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

from portal.planner.instances import Candidate, Instance, Needs, Span
from portal.planner.plans import PARTS, Plan

Key = tuple[str, str]

WISHES = ("welcome", "tour", "test", "date")
FREE = ("table", "room", "line", "session", "coach", "interpreter")  # any number at once
MUCH_LATER = 240  # minutes after the end of the day, when that is given up


@dataclass(frozen=True)
class Asked:
    """A day and the pins on it, with what is free."""

    instance: Instance
    pinned: Plan | None = None
    free: frozenset[Key] = frozenset()


def facts_of(instance: Instance, pinned: Plan | None = None) -> list[Key]:
    """Everything that can be given up, in an order in which the last are the most telling."""
    found: list[Key] = []
    for rank, candidate in enumerate(instance.candidates):
        found += wishes_of(candidate)
        found += _about(instance, rank)
    found += [("lunch", "")] if instance.lunch else []
    found += [("break", str(rank)) for rank in range(len(instance.breaks))]
    found += [("session", session.id) for session in instance.welcome.sessions]
    found += [("line", line.id) for line in instance.tour.lines]
    found += [("room", room.id) for room in instance.test.rooms]
    for table in instance.tables:
        found.append(("table", table.id))
        found += [("table_closed", f"{table.id}#{rank}") for rank in range(len(table.unavailable))]
    found += [("interpreter", interpreter.id) for interpreter in instance.interpreters]
    for coach in instance.coaches:
        found.append(("coach", coach.id))
        found += [("coach_away", f"{coach.id}#{rank}") for rank in range(len(coach.unavailable))]
    found.append(("day_end", ""))
    return found + [("pin", f"{part}/{name}") for part in PARTS for name in getattr(pinned or Plan(), part)]


def wishes_of(candidate: Candidate) -> list[Key]:
    """What a candidate comes for."""
    found = [(kind, candidate.id) for kind in ("welcome", "tour") if getattr(candidate, kind)]
    found += [("test", candidate.id)] if candidate.test else []
    return found + [("date", date.id) for date in candidate.dates]


def _about(instance: Instance, rank: int) -> Iterator[Key]:
    candidate = instance.candidates[rank]
    if candidate.min_gap:
        yield "gap", candidate.id
    for kind in ("table", "tour", "test"):
        if getattr(candidate.needs, kind):
            yield f"needs_{kind}", candidate.id
    if candidate.arrive > instance.start:
        yield "arrives", candidate.id
    if candidate.leave < instance.end:
        yield "leaves", candidate.id


def without(instance: Instance, pinned: Plan | None, gone: Collection[Key]) -> Asked:
    """The day without these facts."""
    gone = frozenset(gone)
    day = later(instance, MUCH_LATER) if ("day_end", "") in gone else instance
    candidates = tuple(_eased(day, one, gone) for one in day.candidates)
    tables = tuple(replace(one, unavailable=_kept("table_closed", one.id, one.unavailable, gone)) for one in day.tables)
    coaches = tuple(replace(one, unavailable=_kept("coach_away", one.id, one.unavailable, gone)) for one in day.coaches)
    breaks = tuple(span for rank, span in enumerate(day.breaks) if ("break", str(rank)) not in gone)
    day = replace(
        day,
        candidates=tuple(one for one in candidates if one.welcome or one.tour or one.test or one.dates),
        tables=tables,
        coaches=coaches,
        breaks=breaks,
        lunch=None if ("lunch", "") in gone else day.lunch,
    )
    return Asked(day, _pins(pinned, gone), frozenset(key for key in gone if key[0] in FREE))


def _eased(day: Instance, one: Candidate, gone: frozenset[Key]) -> Candidate:
    name = one.id

    def needed(kind: str) -> frozenset[str]:
        features: frozenset[str] = getattr(one.needs, kind)
        return frozenset() if (f"needs_{kind}", name) in gone else features

    return replace(
        one,
        welcome=one.welcome and ("welcome", name) not in gone,
        tour=one.tour and ("tour", name) not in gone,
        test=0 if ("test", name) in gone else one.test,
        dates=tuple(date for date in one.dates if ("date", date.id) not in gone),
        arrive=day.start if ("arrives", name) in gone else one.arrive,
        leave=day.end if ("leaves", name) in gone else one.leave,
        min_gap=0 if ("gap", name) in gone else one.min_gap,
        needs=Needs(needed("table"), needed("tour"), needed("test")),
    )


def _kept(kind: str, name: str, spans: tuple[Span, ...], gone: frozenset[Key]) -> tuple[Span, ...]:
    return tuple(span for rank, span in enumerate(spans) if (kind, f"{name}#{rank}") not in gone)


def _pins(pinned: Plan | None, gone: frozenset[Key]) -> Plan | None:
    if pinned is None:
        return None
    return Plan(
        **{
            part: {who: at for who, at in getattr(pinned, part).items() if ("pin", f"{part}/{who}") not in gone}
            for part in PARTS
        }
    )


def later(instance: Instance, minutes: int) -> Instance:
    """The day with a later end: who stays until the end stays until then, and rounds follow the last one."""
    old, end = instance.end, instance.end + minutes
    rounds = instance.rounds
    starts = [*rounds.starts]
    while starts and starts[-1] + rounds.slot + rounds.changeover + rounds.slot <= end:
        starts.append(starts[-1] + rounds.slot + rounds.changeover)

    def stretched(spans: tuple[Span, ...]) -> tuple[Span, ...]:
        return tuple((since, end if until >= old else until) for since, until in spans)

    return replace(
        instance,
        end=end,
        rounds=replace(rounds, starts=tuple(starts)),
        tables=tuple(replace(one, unavailable=stretched(one.unavailable)) for one in instance.tables),
        coaches=tuple(replace(one, unavailable=stretched(one.unavailable)) for one in instance.coaches),
        candidates=tuple(replace(one, leave=end) if one.leave >= old else one for one in instance.candidates),
    )
