"""The draft of a day: a plan beside the one in force, changed at leisure, put in force with one click or discarded."""

from typing import Any

from portal.actions.planning import check_plannable, put_in_force
from portal.models.accounts import User
from portal.models.database import writes
from portal.models.day_plans import DayDraft, FormerPlan, PlanningRun
from portal.models.selection_days import ProgrammeItem, SelectionDay
from portal.planner.checking import missing
from portal.planner.plans import Plan
from portal.queries.drafts import draft_of, former_plan_of, standing_plan
from portal.queries.instances import Picture, instance_of, picture_of, plan_of
from portal.queries.planning_questions import read
from portal.rules.drafts import END, PROGRAMME, Stored, change_between, longer, pins_after, spot_in
from portal.rules.planning_runs import CHANGED
from portal.rules.refusals import ChangedMeanwhile, Refused
from portal.rules.words import N_


@writes
def begin_draft(day: SelectionDay, *, by: User) -> DayDraft:
    """A draft that is a copy of the plan in force; one that is there is given back."""
    there = draft_of(day)
    if there is not None:
        return there
    standing = check_plannable(day)
    made: DayDraft = DayDraft.create(
        selection_day=standing, plan=plan_of(standing).to_json(), day_version=standing.version, begun_by=by
    )
    made.selection_day = day
    return made


@writes
def draft_from(run: PlanningRun, *, by: User | None) -> DayDraft:
    """Make what a planning found the draft of its day; what somebody changed by hand can be brought back by undoing."""
    day: SelectionDay = run.selection_day
    there = draft_of(day)
    if there is None:
        made: DayDraft = DayDraft.create(
            selection_day=day, plan=run.plan, run=run, day_version=day.version, begun_by=by or run.asked_by
        )
        made.selection_day = day
        return made
    loose = {pin: False for pin in there.pins if spot_in(there.plan, pin) != spot_in(run.plan, pin)}
    step = [N_("De planning van het portaal overgenomen"), {}, change_between(there.plan, run.plan), loose]
    there.change_seen(
        there.version,
        plan=run.plan,
        run=run,
        pins=pins_after(there.pins, step),
        trail=longer(there.trail, step) if there.trail else [],
        undone=[],
        day_version=day.version,
    )
    return there


@writes
def discard_draft(draft: DayDraft, *, by: User) -> None:
    """Throw the draft away; the plan in force stays as it is. Twice is once."""
    DayDraft.delete().where(DayDraft.id == draft.id).execute()


@writes
def put_draft_in_force(draft: DayDraft, seen: int, *, by: User, seen_day: int | None = None) -> int:
    """Make the draft the plan in force, and throw the draft away; how many appointments there are.

    `seen` is the version of the draft that the person looked at, `seen_day` that of the day. Raises ChangedMeanwhile
    when either is another by now, and Refused for a plan that one of the two judges speaks against.
    """
    day = check_plannable(draft.selection_day)
    standing = draft_of(day)
    if standing is None or standing.version != seen or seen_day not in (None, day.version):
        raise ChangedMeanwhile(N_("Het ontwerp of de dag is intussen gewijzigd. Kijk het opnieuw na."))
    plan, before = Plan.from_json(standing.plan), _move_programme(day, standing.plan)
    count = put_in_force(day, plan, _unscheduled(picture_of(day), plan, standing), by=by)
    _remember_programme(day, before)
    standing.delete_instance()
    draft.selection_day.version = day.version
    return count


def _unscheduled(picture: Picture, plan: Plan, draft: DayDraft) -> list[list[Any]]:
    """Why something is not in the plan: what the planner said of it, as long as it still lacks."""
    left = standing_plan(plan, picture)
    lacking = missing(read(instance_of(picture.day, picture, left).body, picture), left)
    if not lacking:
        return []
    run = draft.run
    return list(run.reasons if run is not None else picture.day.unscheduled)


@writes
def take_back_plan(day: SelectionDay, *, by: User) -> int:
    """Put back the plan that was in force before; how many appointments there are. Doing it again changes back.

    Raises Refused when there is none, or when the day changed so that it cannot be any more.
    """
    standing = check_plannable(day)
    former: FormerPlan | None = former_plan_of(standing)
    if former is None:
        raise Refused(N_("Er is geen vorige planning om terug te zetten."))
    before = _move_programme(standing, former.plan)
    count = put_in_force(standing, Plan.from_json(former.plan), former.unscheduled, by=by)
    _remember_programme(standing, before)
    return count


def _move_programme(day: SelectionDay, plan: Stored) -> dict[str, int]:
    """Let talks, breaks and the end of the day move along with a plan; where they were, in the same form."""
    moved, before = dict(plan.get(PROGRAMME, {})), {}
    if (end := moved.pop(END, None)) is not None:
        before[END] = day.end_minute
        SelectionDay.update(end_minute=end).where(SelectionDay.id == day.id).execute()
        day.end_minute = end
    own = ProgrammeItem.selection_day == day
    for item in ProgrammeItem.select().where(own, ProgrammeItem.id.in_([int(key) for key in moved])):
        start = moved[str(item.id)]
        before[str(item.id)] = item.start_minute
        item.change(start_minute=start, end_minute=item.end_minute + start - item.start_minute)
    return before


def _remember_programme(day: SelectionDay, before: dict[str, int]) -> None:
    """Keep with the former plan where the programme was, so that taking back brings it back too."""
    former = former_plan_of(day)
    if former is not None and before:
        former.change(plan={**former.plan, PROGRAMME: before})


def check_fresh(run: PlanningRun, fingerprint: str) -> None:
    """Raises ChangedMeanwhile when the day is not the one that was planned any more."""
    if run.fingerprint != fingerprint:
        raise ChangedMeanwhile(CHANGED)
