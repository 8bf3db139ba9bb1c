"""Things that happen on the day, drawn by a seed: the day as it turned out, and the minute at which it is known."""

import json
from random import Random
from typing import Any

Json = dict[str, Any]
EVENTS = ("absent", "late for the first talk", "late", "table out", "overrun")
LATE = 20  # minutes


def changed(kind: str, obj: Json, plan: Json, seed: str) -> tuple[Json, int]:
    """The instance after an event of this kind, and the minute of the day."""
    random, day = Random(seed), json.loads(json.dumps(obj))
    talks = {one["id"]: one["start"] for one in day["welcome"]["sessions"]}
    now = random.randrange(day["day"]["start"] + 60, day["day"]["start"] + 360)
    if kind == "absent":
        gone = random.sample([one["id"] for one in day["candidates"]], random.randint(1, 5))
        day["candidates"] = [one for one in day["candidates"] if one["id"] not in gone]
    elif kind.startswith("late"):
        first = min(talks.values())
        expected = {one["id"]: talks[plan["welcome"][one["id"]]] for one in day["candidates"]}
        among = [one for one in day["candidates"] if kind == "late" or expected[one["id"]] == first]
        who = random.choice(among)
        who["arrive"] = expected[who["id"]] + LATE
        who["welcome"] = who["arrive"] <= max(talks.values())
        now = expected[who["id"]] + 1
    elif kind == "table out":
        _shut(random.choice(day["tables"]), now, now + 30)
    else:
        over = max((at for _, at in plan["dates"].values() if at < now), default=0)
        name = random.choice(sorted(name for name, (_, at) in plan["dates"].items() if at == over))
        until = over + day["date"]["slot"] + LATE
        table = plan["dates"][name][0]
        _shut(next(one for one in day["tables"] if one["id"] == table), over + day["date"]["slot"], until)
        who = next(one for one in day["candidates"] if any(date["id"] == name for date in one["dates"]))
        who["arrive"], who["welcome"], now = until + who["min_gap"], False, over + day["date"]["slot"]
    return day, now


def _shut(table: Json, since: int, until: int) -> None:
    spans = [(a, b) for a, b in table["unavailable"] if b < since or a > until]
    near = [(a, b) for a, b in table["unavailable"] if not (b < since or a > until)]
    spans.append((min(since, *(a for a, _ in near)), max(until, *(b for _, b in near))) if near else (since, until))
    table["unavailable"] = [list(span) for span in sorted(spans)]


def unavoidable(obj: Json, plan: Json, now: int) -> int:
    """How many appointments of who is late lie from now on, but before the first moment at which they can be."""
    talks = {one["id"]: one["start"] for one in obj["welcome"]["sessions"]}
    count = 0
    for one in obj["candidates"]:
        since = one["arrive"]
        if one["welcome"]:
            since = min(start for start in talks.values() if start >= since)
            count += talks[plan["welcome"][one["id"]]] < since
            since += obj["welcome"]["duration"] + one["min_gap"]
        starts = [plan[part][one["id"]][1] for part in ("tour", "test") if one["id"] in plan[part]]
        starts += [plan["dates"][date["id"]][1] for date in one["dates"]]
        count += sum(now <= start < since for start in starts)
    return count
