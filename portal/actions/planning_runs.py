"""Planning as a job: asked for by a person, claimed by a worker with a lease, carried out in a process of its own.

Nothing is lost by a crash: a run whose worker is gone is taken up again from the rows, with the same seed, and so with
the same answer. How far it is stands in its row. What it finds becomes the draft of the day, never at once the plan.
"""

from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import datetime
from typing import Any

from portal import clock
from portal.actions.claimants import is_gone, own_name
from portal.actions.drafts import check_fresh, draft_from, put_draft_in_force
from portal.actions.moving import move
from portal.actions.planning import check_plannable
from portal.models.accounts import User
from portal.models.database import database, writes
from portal.models.day_plans import DayDraft, PlanningRun
from portal.models.selection_days import SelectionDay
from portal.planner.apart import PlannerDied, answer_apart
from portal.planner.plans import Plan
from portal.queries.begun import has_begun
from portal.queries.drafts import draft_of, is_anything_waiting, open_runs_of, run_as_it_stands
from portal.queries.planning_questions import Asked, changes_of_today, question_about, with_kept
from portal.rules.drafts import was_moved_by_hand
from portal.rules.planning_runs import (
    CHANGED,
    GAVE_UP,
    LEASE,
    MOST_ATTEMPTS,
    OPEN,
    OUT_OF_MEMORY,
    RENEWED_EVERY,
    TWICE_WITHIN,
    Purpose,
)
from portal.rules.refusals import Refused
from portal.rules.words import N_

Solve = Callable[[dict[str, Any], Callable[[], bool], Callable[[dict[str, Any]], None]], dict[str, Any]]
# What the planner tells of how far it is, and the columns that keep it.
_HEARD = {
    "bound": "bound",
    "end": "end",
    "longest": "waiting_longest",
    "mean": "waiting_mean",
    "least_longest": "least_longest",
    "least_mean": "least_mean",
}
_SEED = 1  # the same day gives the same plan


class _WorkerEnds(Exception):
    """The worker is told to stop: somebody else takes the run up again."""


class _NotOurs(Exception):
    """The run is gone, or another worker has it."""


@writes
def ask_for_plan(
    day: SelectionDay, purpose: str, seen: int, *, by: User, changes: Mapping[str, Any] | None = None
) -> PlanningRun:
    """Ask the worker for a plan of the day; the same asked again while it waits or runs is one run.

    `purpose`: `rules.planning_runs.Purpose`. `changes`: for `again` what happened on the day, for `what_if` what
    somebody wonders about (`queries/what_changes.py`). Raises Refused with what the day needs before it can be planned.
    """
    standing = check_plannable(day)
    standing.campaign = day.campaign
    wanted, now = Purpose(purpose), clock.now()
    said = dict(changes or {})
    if wanted is Purpose.AGAIN or (wanted is Purpose.REST and has_begun(standing, now)):
        said = changes_of_today(standing, said, now)
    elif wanted is Purpose.PLAN and has_begun(standing, now):
        raise Refused(N_("De dag is begonnen: wat voorbij is, kan niet meer anders. Plan opnieuw vanaf nu."))
    asked = question_about(standing, wanted, said, _SEED)
    for there in _asked_before(standing, wanted, now):
        if there.fingerprint == asked.fingerprint:
            return there
        if there.state in OPEN:
            stop_run(there, by=by)
    run: PlanningRun = PlanningRun.create(
        selection_day=standing,
        purpose=wanted.value,
        asked_by=by,
        changes=said,
        seed=_SEED,
        seen_version=seen,
        fingerprint=asked.fingerprint,
    )
    run.selection_day = day
    return run


def _asked_before(day: SelectionDay, purpose: Purpose, now: datetime) -> list[PlanningRun]:
    """The runs for the same purpose that are open or were asked a moment ago; a question beside others stays."""
    just_done = PlanningRun.select().where(
        PlanningRun.selection_day == day, PlanningRun.state == "done", PlanningRun.asked_at > now - TWICE_WITHIN
    )
    found = [one for one in (*open_runs_of(day), *just_done) if one.purpose == purpose and one.stop_asked_at is None]
    for one in found:
        one.selection_day = day
    return found


@writes
def stop_run(run: PlanningRun, *, by: User) -> None:
    """Ask a run to end: one that waits ends at once, one that runs keeps the best it has. One that is over stays so."""
    standing = run_as_it_stands(run)
    if standing is None or standing.state not in OPEN or standing.stop_asked_at is not None:
        return
    if standing.state == "waiting":
        move(standing, "stop", by=by, stop_asked_at=clock.now(), finished_at=clock.now())
    else:
        standing.change(stop_asked_at=clock.now())


def claim_waiting(now: datetime) -> PlanningRun | None:
    """The same as `claim_run`, without a write transaction when nothing waits: the worker asks twice a second."""
    return claim_run(now) if is_anything_waiting() else None


@writes
def claim_run(now: datetime) -> PlanningRun | None:
    """The oldest run whose turn it is, taken for this process; None when none waits.

    One whose worker is gone, or was silent longer than its lease, is taken up again.
    """
    waiting = PlanningRun.select().where(PlanningRun.state.in_(OPEN)).order_by(PlanningRun.id)
    for run in waiting:
        is_free = run.state == "waiting" or run.lease_until is None or run.lease_until <= now or is_gone(run.worker)
        if is_free:
            attempts = run.attempts + 1
            move(run, "take_up", by=None, worker=own_name(), lease_until=now + LEASE, attempts=attempts)
            return run_as_it_stands(run)
    return None


def carry_out(run: PlanningRun, *, solve: Solve = answer_apart, ending: Callable[[], bool] = lambda: False) -> None:
    """Carry out a claimed run, to its end: done, stopped with the best there is, or failed with a sentence.

    `ending`: whether the worker is told to stop; then the run waits for the next one. Its progress is written as it is
    heard. Harmless when somebody else has the run by now.
    """
    if database.in_transaction():
        raise RuntimeError("the planner takes its time: no transaction may wait for it")
    if run.attempts > MOST_ATTEMPTS:
        _fail(run, GAVE_UP)
        return
    with suppress(_NotOurs):
        try:
            asked = question_about(run.selection_day, Purpose(run.purpose), run.changes, run.seed)
            _keep_going(run, {"fingerprint": asked.fingerprint})
            answer = solve(asked.question, lambda: _is_to_stop(run, ending), lambda said: _hear(run, said))
        except _WorkerEnds:
            _put_back(run)
        except Refused:  # its values are names, which no run keeps; who asks again hears them
            _fail(run, CHANGED)
        except PlannerDied as died:
            _fail(run, OUT_OF_MEMORY if died.out_of_memory else GAVE_UP)
        else:
            _finish(run, asked, answer)


def _is_to_stop(run: PlanningRun, ending: Callable[[], bool]) -> bool:
    if ending():
        raise _WorkerEnds
    asked = PlanningRun.select(PlanningRun.stop_asked_at).where(PlanningRun.id == run.id).scalar()
    return asked is not None


def _hear(run: PlanningRun, said: dict[str, Any]) -> None:
    """Write down how far it is; a sign of life without news is written now and then, and keeps the lease."""
    if said:
        _keep_going(run, {column: said[name] for name, column in _HEARD.items() if name in said})
    elif run.heard_at is None or clock.now() - run.heard_at >= RENEWED_EVERY:
        _keep_going(run, {})


@writes
def _keep_going(run: PlanningRun, news: dict[str, Any]) -> None:
    now = clock.now()
    values = {**news, "heard_at": now, "lease_until": now + LEASE}
    _standing_of_ours(run)
    run.change(**values)


def _standing_of_ours(run: PlanningRun) -> PlanningRun:
    """The run as it stands; raises _NotOurs when it is gone or somebody else's."""
    standing = run_as_it_stands(run)
    if standing is None or standing.state != "running" or standing.worker != run.worker:
        raise _NotOurs
    return standing


@writes
def _finish(run: PlanningRun, asked: Asked, answer: dict[str, Any]) -> None:
    standing = _standing_of_ours(run)
    plan = with_kept(Plan.from_json(answer["plan"]), asked.kept, run.changes.get("absent", ()))
    step = "finish" if standing.stop_asked_at is None else "stop"
    move(
        standing,
        step,
        by=None,
        bound=answer["bound"] or None,
        end=answer["end"],
        waiting_longest=answer["longest"],
        waiting_mean=answer["mean"],
        least_longest=answer.get("least_longest", standing.least_longest),
        least_mean=answer.get("least_mean", standing.least_mean),
        proven=answer["proven"],
        impossible=answer["impossible"],
        plan=plan.to_json(),
        reasons=[*asked.left_out, *answer["reasons"]],
        explained=answer["explained"],
        finished_at=clock.now(),
    )
    draft = draft_of(standing.selection_day)
    if run.purpose != Purpose.WHAT_IF and (draft is None or not was_moved_by_hand(draft.trail)):
        with suppress(Refused):  # the day changed meanwhile: the page of the run says so
            take_as_draft(standing, by=standing.asked_by)


@writes
def _put_back(run: PlanningRun) -> None:
    standing = _standing_of_ours(run)
    move(standing, "put_back", by=None, lease_until=None, worker="", attempts=standing.attempts - 1)


@writes
def _fail(run: PlanningRun, sentence: str) -> None:
    with suppress(_NotOurs):
        move(_standing_of_ours(run), "fail", by=None, reasons=[[sentence, {}]], finished_at=clock.now())


@writes
def take_as_draft(run: PlanningRun, *, by: User | None) -> DayDraft:
    """Make what a run found the draft of its day; doing it again changes nothing.

    Raises Refused when it found nothing or was only a question, and ChangedMeanwhile when the day is another by now.
    """
    standing = run_as_it_stands(run)
    if standing is None or not standing.plan or standing.purpose == Purpose.WHAT_IF:
        raise Refused(N_("Deze planning heeft niets om over te nemen."))
    day = standing.selection_day
    check_plannable(day)
    there = draft_of(day)
    if there is not None and there.run_id == standing.id and there.plan == standing.plan:
        return there
    check_fresh(standing, question_about(day, Purpose(standing.purpose), standing.changes, standing.seed).fingerprint)
    return draft_from(standing, by=by)


def plan_at_once(day: SelectionDay, *, by: User, purpose: str = Purpose.PLAN, solve: Solve = answer_apart) -> int:
    """Ask, carry out, and put in force, all by this process: for the told example. How many appointments there are."""
    draft = plan_as_draft(day, by=by, purpose=purpose, solve=solve)
    return put_draft_in_force(draft, draft.version, by=by)


def plan_as_draft(day: SelectionDay, *, by: User, purpose: str = Purpose.PLAN, solve: Solve = answer_apart) -> DayDraft:
    """Ask and carry out, by this process; what it found is the draft of the day."""
    run = ask_for_plan(day, purpose, day.version, by=by)
    if run.state in OPEN:
        claimed = claim_run(clock.now())
        if claimed is None or claimed.id != run.id:
            raise RuntimeError("another worker is planning")
        carry_out(claimed, solve=solve)
    return take_as_draft(run, by=by)
