"""Clashing facts in words: what several people have in common is told in one sentence."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from portal.planner.facts import FACTS, Fact, said
from portal.planner.instances import Candidate, Instance
from portal.planner.plans import Plan
from portal.planner.reasons import clock
from portal.planner.relaxing import WISHES, Key

Alike = tuple[str, tuple[tuple[str, Any], ...]]  # the sentence, and what it says besides the names


def tell(instance: Instance, pinned: Plan | None, clash: Iterable[Key]) -> list[Fact]:
    """The facts of a clash: first what is wanted, then who can be where and when, then the places and the day."""
    people = {one.id: one for one in instance.candidates}
    owners = {date.id: one for one in instance.candidates for date in one.dates}
    together: dict[Alike, list[str]] = {}
    facts: list[Fact] = []
    clash = list(clash)
    at_stake = {kind for kind, _ in clash} & {"table", "table_closed", "needs_table"}
    for kind, name in clash:
        one = owners.get(name) if kind == "date" else people.get(name)
        if kind in WISHES or kind in ("arrives", "leaves", "gap") or kind.startswith("needs_"):
            if one is not None:
                alike = _alike(kind, name, one) if kind != "date" or at_stake else ("date_alone", ())
                together.setdefault(alike, []).append(one.id)
        else:
            facts.append(_fact(instance, pinned, kind, name))
    found = []
    for (sentence, params), names in together.items():
        some = [names] if len(FACTS[sentence]) > 1 else [[name] for name in names]
        found += [_of_people(sentence, those, dict(params)) for those in some]
    return found + facts


def _alike(kind: str, name: str, one: Candidate) -> Alike:
    if kind == "date":
        tables = next(date.tables for date in one.dates if date.id == name)
        return ("date" if len(tables) == 1 else "date_choice"), (("tables", ", ".join(tables)),)
    values: dict[str, tuple[tuple[str, Any], ...]] = {
        "test": (("minutes", one.test),),
        "arrives": (("since", clock(one.arrive)),),
        "leaves": (("until", clock(one.leave)),),
        "gap": (("minutes", one.min_gap),),
    }
    return kind, values.get(kind, ())


def _of_people(sentence: str, names: list[str], params: dict[str, Any]) -> Fact:
    kind = "date" if sentence.startswith("date") else sentence
    who = tuple(dict.fromkeys(names))
    return said(Fact, FACTS[sentence], kind, who, candidates=", ".join(who), count=len(names), **params)


def _fact(instance: Instance, pinned: Plan | None, kind: str, name: str) -> Fact:
    """A fact about a place, somebody who goes along, the day, or a pin."""
    if kind == "pin":
        return _pin(instance, pinned or Plan(), name)
    owner, _, rank = name.partition("#")
    keys = () if kind in ("day_end", "break", "lunch") else (owner,)
    return said(Fact, FACTS[kind], kind, keys, **_values(instance, kind, owner, int(rank or 0)))


def _values(day: Instance, kind: str, owner: str, rank: int) -> dict[str, Any]:
    if kind in ("day_end", "break", "lunch"):
        spans = {"break": day.breaks[int(owner)] if owner else None, "lunch": day.lunch and day.lunch.window}
        since, until = spans.get(kind) or (day.start, day.end)
        return {"until": clock(until)} if kind == "day_end" else {"since": clock(since), "until": clock(until)}
    groups: dict[str, tuple[Any, ...]] = {
        "coach": day.coaches,
        "interpreter": day.interpreters,
        "table": day.tables,
        "room": day.test.rooms,
        "line": day.tour.lines,
        "session": day.welcome.sessions,
    }
    role = {"coach_away": "coach", "table_closed": "table"}.get(kind, kind)
    one = next(one for one in groups[role] if one.id == owner)
    if kind != role:
        since, until = one.unavailable[rank]
        return {role: owner, "since": clock(since), "until": clock(until)}
    counted = {"interpreter": ("count", "count"), "room": ("count", "seats"), "session": ("count", "capacity")}
    name, field = counted.get(kind, ("size", "group_size"))
    return {role: owner} | ({name: getattr(one, field)} if hasattr(one, field) else {})


def _pin(instance: Instance, pinned: Plan, name: str) -> Fact:
    part, who = name.split("/", 1)
    owner = next((one.id for one in instance.candidates if any(date.id == who for date in one.dates)), who)
    at = getattr(pinned, part)[who]
    since = 0 if part == "welcome" else at if part == "lunch" else at[1]
    return said(Fact, FACTS[f"pin_{part}"], "pin", (name,), candidates=owner, since=clock(since))
