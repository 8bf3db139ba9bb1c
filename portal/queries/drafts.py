"""The draft of a day beside its plan in force: who may see it, what cannot be in it, what it would change for whom.

A plan here is the planner's: keys and minutes. What may be pinned or moved is named "part of the plan/key", as in
"dates/c12.0" for the first speeddate of a candidate, "welcome/c12", "tour/c12" and "test/c12".
"""

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from portal import clock
from portal.models.accounts import User
from portal.models.campaigns import Campaign
from portal.models.day_plans import DayDraft, FormerPlan, PlanningRun
from portal.models.nominations import Nomination
from portal.models.selection_days import SelectionDay
from portal.planner.checking import faults
from portal.planner.instances import BadInstance, read_instance
from portal.planner.plans import Plan
from portal.queries.begun import begun_until
from portal.queries.instances import (
    Picture,
    asked_dates,
    frame_of,
    instance_of,
    minutes_of_test,
    picture_of,
    plan_of,
    spoken,
)
from portal.queries.selection_days import day_of, visible_day
from portal.rules.drafts import END, KINDS, PROGRAMME, Stored
from portal.rules.planning_runs import OPEN
from portal.rules.roles import MEDIATING_ROLES, Role
from portal.rules.selection_days import Clash, Kind, Visit, clashes, in_words
from portal.rules.words import N_


def draft_of(day: SelectionDay) -> DayDraft | None:
    """The draft of a day, with the day at hand; None when there is none."""
    found: DayDraft | None = DayDraft.get_or_none(DayDraft.selection_day == day)
    if found is not None:
        found.selection_day = day
    return found


def former_plan_of(day: SelectionDay) -> FormerPlan | None:
    """The plan that the one in force replaced."""
    found: FormerPlan | None = FormerPlan.get_or_none(FormerPlan.selection_day == day)
    return found


def _steers(user: User, campaign: Campaign) -> bool:
    if user.role not in MEDIATING_ROLES:
        return False
    coordinates = user.role == Role.COORDINATOR and campaign.organisation_id == user.organisation_id
    return campaign.lead_id == user.id or coordinates


def day_with_drafts(user: User, campaign_id: str) -> SelectionDay | None:
    """The day whose drafts this person may see: who leads the campaign, and the coordinator of who leads."""
    day = visible_day(user, campaign_id)
    return day if day is not None and _steers(user, day.campaign) else None


def visible_draft(user: User, campaign_id: str) -> DayDraft | None:
    """The draft of a day that this person leads or coordinates."""
    day = day_with_drafts(user, campaign_id)
    return None if day is None else draft_of(day)


def visible_run(user: User, campaign_id: str, run_id: str) -> PlanningRun | None:
    """One planning of a day that this person leads or coordinates, with the day at hand."""
    day = day_with_drafts(user, campaign_id)
    if day is None:
        return None
    found: PlanningRun | None = PlanningRun.get_or_none(
        PlanningRun.public_id == run_id, PlanningRun.selection_day == day
    )
    if found is not None:
        found.selection_day = day
    return found


def run_as_it_stands(run: PlanningRun) -> PlanningRun | None:
    """The run read again, with its day and campaign; None when it is gone."""
    found: PlanningRun | None = PlanningRun.get_or_none(PlanningRun.id == run.id)
    if found is not None:
        day = day_of(found.selection_day.campaign)
        assert day is not None, "the run hangs on it"
        found.selection_day = day
    return found


def open_runs_of(day: SelectionDay) -> list[PlanningRun]:
    """The plannings of a day that wait or run, oldest first."""
    query = PlanningRun.select().where(PlanningRun.selection_day == day, PlanningRun.state.in_(OPEN))
    return list(query.order_by(PlanningRun.id))


def is_anything_waiting() -> bool:
    """Whether any day has a planning that is not over; one quick look."""
    return bool(PlanningRun.select().where(PlanningRun.state.in_(OPEN)).exists())


def standing_plan(plan: Plan, picture: Picture) -> Plan:
    """The plan without people who do not come, speeddates that are not asked for and places that are gone."""
    coming = {f"c{one.id}" for one in picture.coming}
    places, asked = frame_of(picture).places.keys(), asked_dates(picture)

    def stands(key: str, place: str) -> bool:
        return key.partition(".")[0] in coming and place in places

    return Plan(
        welcome={key: place for key, place in plan.welcome.items() if stands(key, place)},
        tour={key: spot for key, spot in plan.tour.items() if stands(key, spot[0])},
        test={key: spot for key, spot in plan.test.items() if stands(key, spot[0])},
        dates={key: spot for key, spot in plan.dates.items() if key in asked and stands(key, spot[0])},
    )


def pinned_of(draft: DayDraft) -> Plan:
    """What of a draft may not move."""
    pins, plan = set(draft.pins), Plan.from_json(draft.plan)
    return Plan(
        **{part: {key: spot for key, spot in getattr(plan, part).items() if f"{part}/{key}" in pins} for part in KINDS}
    )


def visits_of_plan(picture: Picture, plan: Plan) -> list[Visit]:
    """A plan as `rules.selection_days.clashes` judges it; the key of a visit is its pin."""
    day = picture.day
    tests = {f"c{one.id}": minutes_of_test(picture, one) for one in picture.nominations}
    talks = {f"s{one.id}": one.start_minute for one in picture.parts.talks}

    def found() -> Iterator[Visit]:
        for who, place in plan.welcome.items():
            yield Visit(f"welcome/{who}", who, place, talks[place], talks[place] + day.talk_minutes)
        for who, (place, start) in plan.tour.items():
            yield Visit(f"tour/{who}", who, place, start, start + day.tour_minutes)
        for who, (place, start) in plan.test.items():
            yield Visit(f"test/{who}", who, place, start, start + tests[who])
        for date, (place, start) in plan.dates.items():
            who = date.partition(".")[0]
            yield Visit(f"dates/{date}", who, place, start, start + day.slot_minutes)

    return list(found())


def clashes_in(picture: Picture, plan: Plan) -> list[Clash]:
    """What cannot be in a plan that stands (`standing_plan`), with the pins that it is about."""
    return clashes(frame_of(picture), visits_of_plan(picture, plan))


def moved_along(picture: Picture, plan: Stored) -> Picture:
    """The day as this plan has it: with the talks and breaks that move along, and a later end."""
    moved = plan.get(PROGRAMME, {})
    if not moved:
        return picture
    found = deepcopy(picture)
    for one in (*found.parts.talks, *found.parts.breaks):
        start = moved.get(str(one.id), one.start_minute)
        one.start_minute, one.end_minute = start, one.end_minute + start - one.start_minute
    found.day.end_minute = moved.get(END, found.day.end_minute)
    return found


def programme_of_draft(draft: DayDraft, picture: Picture) -> tuple[list[tuple[str, int, int]], tuple[int, int] | None]:
    """Which talks and breaks move along: (title, minute now, minute then); and the end of the day, when it is later."""
    moved = draft.plan.get(PROGRAMME, {})
    items = [*picture.parts.talks, *picture.parts.breaks]
    found = [(one.title, one.start_minute, moved[str(one.id)]) for one in items if str(one.id) in moved]
    end = moved.get(END)
    return sorted(found, key=lambda one: one[1]), None if end is None else (picture.day.end_minute, end)


def clashes_of_draft(draft: DayDraft, picture: Picture | None = None) -> list[tuple[str, dict[str, Any]]]:
    """What cannot be in the draft, with names: (sentence, values).

    Two judges who share no code: the rules of the day, and the planner's own checker where these find nothing. On the
    day itself also what has begun meanwhile and stands otherwise in the draft.
    """
    picture = moved_along(picture or picture_of(draft.selection_day), draft.plan)
    plan = standing_plan(Plan.from_json(draft.plan), picture)
    found = [(one.sentence, spoken(one.values, picture.names)) for one in clashes_in(picture, plan)]
    found += [(one.sentence, spoken(one.values, picture.names)) for one in _begun_elsewhere(picture, plan)]
    if found:
        return found
    try:
        instance = read_instance(instance_of(picture.day, picture, plan).body)
    except BadInstance as bad:
        return [(one.sentence, spoken(one.params, picture.names)) for one in bad.faults]
    return [(one.sentence, spoken(one.params, picture.names)) for one in faults(instance, plan)]


def _begun_elsewhere(picture: Picture, plan: Plan) -> Iterator[Clash]:
    until = begun_until(picture.day, clock.now())
    if until is None:
        return
    drafted = {one.key: one for one in visits_of_plan(picture, plan)}
    for one in visits_of_plan(picture, standing_plan(plan_of(picture.day), picture)):
        if one.start <= until and drafted.get(one.key, one) != one:
            sentence = N_("%(candidate)s: wat om %(time)s uur begon, staat in het ontwerp anders. Zet het terug.")
            yield Clash("begun", sentence, {"candidate": one.guest, "time": in_words(one.start)}, frozenset({one.key}))


@dataclass(frozen=True)
class Hour:
    """One thing of one person: `kind`, the name of the place, begin and end; `stays` when both plans have it."""

    kind: Kind
    place: str
    start: int
    end: int
    stays: bool


@dataclass(frozen=True)
class Difference:
    """What a draft changes for one person, in order of time."""

    nomination: Nomination
    was: list[Hour]
    becomes: list[Hour]

    @property
    def changes(self) -> bool:
        """Whether anything is otherwise."""
        return not all(hour.stays for hour in (*self.was, *self.becomes))


def difference(draft: DayDraft, picture: Picture | None = None) -> list[Difference]:
    """For everybody in either plan what was and what becomes, by first name."""
    picture = picture or picture_of(draft.selection_day)
    plan = standing_plan(Plan.from_json(draft.plan), picture)
    old = standing_plan(plan_of(picture.day), picture)
    before = {one.key: one for one in visits_of_plan(picture, old)}
    after = {one.key: one for one in visits_of_plan(moved_along(picture, draft.plan), plan)}
    found = []
    for nomination in picture.coming:
        who = f"c{nomination.id}"
        was, becomes = (
            _hours(picture, [one for one in mine.values() if one.guest == who], other)
            for mine, other in ((before, after), (after, before))
        )
        if was or becomes:
            found.append(Difference(nomination, was, becomes))
    return found


def _hours(picture: Picture, own: list[Visit], other: dict[str, Visit]) -> list[Hour]:
    return [
        Hour(KINDS[one.key.partition("/")[0]], picture.names[one.place], one.start, one.end, other.get(one.key) == one)
        for one in sorted(own, key=lambda one: (one.start, one.key))
    ]
