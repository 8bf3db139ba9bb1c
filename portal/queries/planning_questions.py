"""What the planner is asked: the instance of a day, what stays where it is, and a fingerprint of all that.

The question holds what people need, and is made anew from the rows by whoever asks it; it is never stored.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from portal import clock
from portal.models.day_plans import PlanningRun
from portal.models.selection_days import SelectionDay
from portal.planner.instances import BadInstance, Instance, read_instance
from portal.planner.plans import PARTS, Plan
from portal.queries.drafts import draft_of, pinned_of, standing_plan
from portal.queries.instances import (
    Picture,
    Sentence,
    facts_lacking,
    instance_of,
    minute_of,
    picture_of,
    plan_of,
    spoken,
)
from portal.queries.selection_days import attendances_of
from portal.queries.what_changes import Changes, on_the_day, relaxed, stretched
from portal.rules.planning_runs import Purpose, seconds_for
from portal.rules.refusals import Refused
from portal.rules.selection_days import check_ready_to_plan


@dataclass(frozen=True)
class Asked:
    """A question for the planner (`planner/child.py`), its fingerprint, and what could not even be asked.

    `kept` are appointments that stand whatever the answer: they have begun.
    """

    question: dict[str, Any]
    fingerprint: str
    left_out: list[Sentence]
    picture: Picture
    kept: Plan


def question_about(day: SelectionDay, purpose: Purpose, changes: Changes, seed: int) -> Asked:
    """The question for a day as it stands. Raises Refused with what the day needs before it can be planned."""
    picture = picture_of(day)
    check_ready_to_plan(
        candidates=len(picture.coming),
        tables=len(picture.parts.tables),
        lacks_guide=day.campaign.has_tour and not picture.parts.guides,
        lacks_room=day.campaign.has_test and not picture.parts.rooms,
    )
    for lacking in facts_lacking(picture):
        raise Refused(lacking.sentence, **lacking.values)
    if purpose is Purpose.WHAT_IF:
        picture = relaxed(picture, changes)
    old, pinned = _what_stands(picture, purpose)
    now = changes.get("now")
    made = instance_of(picture.day, picture, old or pinned)
    body = made.body
    if now is not None and old is not None:
        body = on_the_day(body, old, changes)
    read(body, picture)
    kept = Plan()
    if now is not None and old is not None:
        kept, old = begun(body, old, now), stretched(old, changes.get("overrun", {}), now)
    question = {
        "instance": body,
        "seed": seed,
        "seconds": None if now is not None else seconds_for(purpose, len(body["candidates"])),
        "pinned": pinned.to_json() if pinned and now is None else None,
        "old": old.to_json() if old else None,
        "now": now,
        "explain": purpose in (Purpose.PLAN, Purpose.REST),
    }
    return Asked(question, _fingerprint(question), made.left_out, picture, kept)


def _what_stands(picture: Picture, purpose: Purpose) -> tuple[Plan | None, Plan | None]:
    """The plan to change as little of as can be, and what must stay where it is."""
    day = picture.day
    if purpose is Purpose.AGAIN:
        return standing_plan(plan_of(day), picture), None
    if purpose is Purpose.WHAT_IF:
        return None, None
    draft = draft_of(day)
    if purpose is Purpose.REST:
        plan = standing_plan(Plan.from_json(draft.plan) if draft else plan_of(day), picture)
        return (plan, plan) if any(getattr(plan, part) for part in PARTS) else (None, None)
    pinned = standing_plan(pinned_of(draft), picture) if draft and draft.pins else None
    return None, pinned


def read(body: dict[str, Any], picture: Picture) -> Instance:
    """The instance as the planner reads it; raises Refused with the first fault, with names."""
    try:
        return read_instance(body)
    except BadInstance as bad:
        fault = bad.faults[0]
        raise Refused(fault.sentence, **spoken(fault.params, picture.names)) from bad


def _fingerprint(question: dict[str, Any]) -> str:
    asked = {name: value for name, value in question.items() if name not in ("seed", "seconds")}
    return hashlib.sha256(json.dumps(asked, sort_keys=True).encode()).hexdigest()


def begun(body: dict[str, Any], old: Plan, now: int) -> Plan:
    """What of a plan began before a minute of the day; welcomes by the start of their session."""
    starts = {one["id"]: one["start"] for one in body["welcome"]["sessions"]}
    return Plan(
        welcome={who: session for who, session in old.welcome.items() if starts.get(session, now) < now},
        tour={who: spot for who, spot in old.tour.items() if spot[1] < now},
        test={who: spot for who, spot in old.test.items() if spot[1] < now},
        dates={who: spot for who, spot in old.dates.items() if spot[1] < now},
    )


def with_kept(plan: Plan, kept: Plan, absent: Iterable[str] = ()) -> Plan:
    """A plan with what has begun where it began, also where the planner did not look at it any more."""
    gone = set(absent)
    for part in PARTS:
        stays = {key: spot for key, spot in getattr(kept, part).items() if key.partition(".")[0] not in gone}
        getattr(plan, part).update(stays)
    return plan


def changes_of_today(day: SelectionDay, changes: Changes, now: datetime) -> dict[str, Any]:
    """Changes for planning again, with the moment and who is expected later filled in where nobody said them."""
    zone = day.campaign.site.zone
    minute = minute_of(now, zone) if clock.today(zone) == day.on else day.start_minute
    late = {
        f"c{key}": one.expected_minute
        for key, one in attendances_of(day).items()
        if one.state == "late" and one.expected_minute is not None
    }
    return {"now": minute, **changes, "late": {**late, **changes.get("late", {})}}


def names_for(run: PlanningRun) -> dict[str, str]:
    """What the keys of a run stand for, as people say it; those of a "what if" have more than the day has."""
    picture = picture_of(run.selection_day)
    return relaxed(picture, run.changes).names if run.purpose == Purpose.WHAT_IF else picture.names


def reasons_of(run: PlanningRun, names: Mapping[str, str]) -> list[tuple[str, dict[str, Any]]]:
    """Why something is not in what a run found, with names: (sentence, values)."""
    return [(sentence, spoken(values, names)) for sentence, values in run.reasons]


@dataclass(frozen=True)
class Told:
    """A fact or a step with names for keys; `keys` are what it is about, and where it can be changed."""

    sentence: str
    values: dict[str, Any]
    keys: list[str]


@dataclass(frozen=True)
class Explained:
    """Why not everything has a place: facts that cannot all hold, and ways out that were tried, the cheapest first."""

    clash: list[Told]
    ways: list[list[Told]]


def explanation_of(run: PlanningRun, names: Mapping[str, str]) -> Explained | None:
    """What a run found out about why not everything has a place; None when it looked for no explanation."""
    found = run.explained
    if not found.get("clash") and not found.get("ways"):
        return None

    def told(sentence: str, values: dict[str, Any], keys: list[str]) -> Told:
        return Told(sentence, spoken(values, names), [key.rpartition("/")[2].partition(".")[0] for key in keys])

    return Explained([told(*one) for one in found["clash"]], [[told(*one) for one in way] for way in found["ways"]])
