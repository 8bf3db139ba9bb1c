"""A day that is otherwise than its rows say: what happened since this morning, and what somebody wonders about.

Changes go by keys and minutes, never by names: `late: {"c12": 610}`. Nothing here touches a row.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy
from typing import Any

from portal.models.selection_days import Table, TourLine
from portal.planner.plans import Plan
from portal.queries.instances import Picture
from portal.rules.words import N_

Changes = Mapping[str, Any]
# What somebody may wonder about: a number more of something, or another minute for begin or end.
WHAT_IFS = ("more_tables", "more_guides", "more_seats", "more_interpreters", "start", "end")
EXTRA_TABLE, EXTRA_GUIDE = N_("een extra tafel"), N_("een extra gids")


def relaxed(picture: Picture, changes: Changes) -> Picture:
    """A copy of the picture in which there is more of something, or the day begins or ends at another minute.

    Extra tables are for every vacancy and offer everything; extra guides too. An earlier begin takes the talks along.
    """
    found = deepcopy(picture)
    day, parts = found.day, found.parts
    every = sorted({feature for part in (*parts.tables, *parts.rooms, *parts.guides) for feature in part.features})
    for number in range(changes.get("more_tables", 0)):
        parts.tables.append(Table(id=-number, name="", vacancy=None, features=every, selection_day=day.id))
        found.names[f"t{-number}"] = EXTRA_TABLE
    for number in range(changes.get("more_guides", 0)):
        size = max((one.group_size for one in parts.guides), default=6)
        parts.guides.append(TourLine(id=-number, guide_name="", group_size=size, features=every, selection_day=day.id))
        found.names[f"g{-number}"] = EXTRA_GUIDE
    for room in parts.rooms:
        room.seats += changes.get("more_seats", 0)
    day.interpreters_per_language += changes.get("more_interpreters", 0)
    begin = changes.get("start", day.start_minute)
    for talk in parts.talks:
        talk.start_minute += begin - day.start_minute
        talk.end_minute += begin - day.start_minute
    day.start_minute, day.end_minute = begin, changes.get("end", day.end_minute)
    return found


def on_the_day(body: dict[str, Any], old: Plan, changes: Changes) -> dict[str, Any]:
    """The instance as the day turned out: who is absent, late or leaves, which table is out, what runs over.

    `tables_out` gives a table the minute from which it is out, or [from, until]. `overrun` gives what runs over
    ("dates/c12.0", "tour/c12", "test/c12") its extra minutes: the candidate, the table and the jobcoach are busy for so
    long more (and the guide, the seat and the interpreter by `stretched`).
    """
    absent = set(changes.get("absent", ()))
    last_talk = max((one["start"] for one in body["welcome"]["sessions"]), default=0)
    busy = _busy_until(body, old, changes.get("overrun", {}))
    candidates = []
    for one in body["candidates"]:
        if one["id"] in absent:
            continue
        arrive = max(changes.get("late", {}).get(one["id"], one["arrive"]), one["arrive"])
        leave = min(changes.get("leaves", {}).get(one["id"], one["leave"]), one["leave"])
        changed = one | {"arrive": arrive, "leave": leave}
        if one["id"] in changes.get("late", {}) and arrive > last_talk:
            changed |= {"welcome": False}  # nobody gives the welcome again for one person
        if one["id"] in busy:
            # Who is still busy is here: the welcome is over, and the next thing waits.
            changed |= {"arrive": max(arrive, busy[one["id"]] + one["min_gap"]), "welcome": False}
        if changed["arrive"] < changed["leave"]:
            candidates.append(changed)
    spans: dict[str, list[list[int]]] = defaultdict(list)
    for key, span in changes.get("tables_out", {}).items():
        spans[key].append(_span(span, body["day"]["end"]))
    for key, span in _running_over(body, old, changes.get("overrun", {})):
        spans[key].append(span)

    def shut(one: dict[str, Any]) -> dict[str, Any]:
        return one | {"unavailable": _merged([*one["unavailable"], *spans.get(one["id"], ())])}

    return body | {
        "candidates": candidates,
        "tables": [shut(one) for one in body["tables"]],
        "coaches": [shut(one) for one in body["coaches"]],
    }


def stretched(old: Plan, overrun: Mapping[str, int], now: int) -> Plan:
    """The plan with what runs over begun later, and so over later: the planner knows one length of each thing.

    So the guide has the next tour, the seat the next test and the interpreter the next duty when it is really over. It
    stays begun: nothing here begins at `now` or after, even where somebody says it minutes after the begin.
    """

    def part(name: str) -> dict[str, tuple[str, int]]:
        return {
            key: (place, max(start, min(start + overrun.get(f"{name}/{key}", 0), now - 1)))
            for key, (place, start) in getattr(old, name).items()
        }

    return Plan(welcome=old.welcome, tour=part("tour"), test=part("test"), dates=part("dates"), lunch=old.lunch)


def _span(span: Any, end: int) -> list[int]:
    return [span, end] if isinstance(span, int) else [int(span[0]), int(span[1])]


def _merged(spans: Iterable[list[int]]) -> list[list[int]]:
    """Spans in order and without overlap, as the format asks."""
    found: list[list[int]] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1][1] = max(found[-1][1], end)
        elif start < end:
            found.append([start, end])
    return found


def _ends(body: dict[str, Any], old: Plan) -> dict[str, tuple[str, int]]:
    """Where each thing of the plan is and when it was to end, by "part/key"."""
    tests = {one["id"]: one["test"] for one in body["candidates"]}
    found = {f"dates/{key}": (place, start + body["date"]["slot"]) for key, (place, start) in old.dates.items()}
    found |= {f"tour/{key}": (place, start + body["tour"]["duration"]) for key, (place, start) in old.tour.items()}
    found |= {f"test/{key}": (place, start + tests.get(key, 0)) for key, (place, start) in old.test.items()}
    return found


def _busy_until(body: dict[str, Any], old: Plan, overrun: Mapping[str, int]) -> dict[str, int]:
    ends = _ends(body, old)
    found: dict[str, int] = {}
    for key, minutes in overrun.items():
        if key in ends:
            who = key.partition("/")[2].partition(".")[0]
            found[who] = max(found.get(who, 0), ends[key][1] + minutes)
    return found


def _running_over(body: dict[str, Any], old: Plan, overrun: Mapping[str, int]) -> Iterator[tuple[str, list[int]]]:
    """The minutes that a table and a jobcoach are busy for longer: (key, [from, until])."""
    ends = _ends(body, old)
    coaches = {one["id"]: one["coach"] for one in body["candidates"]}
    for key, minutes in overrun.items():
        if key not in ends:
            continue
        place, end = ends[key]
        part, _, name = key.partition("/")
        if part == "dates":
            yield place, [end, end + minutes + body["date"]["changeover"]]
        coach = coaches.get(name.partition(".")[0])
        if coach and part != "test":
            yield coach, [end, end + minutes]
