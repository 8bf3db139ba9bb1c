"""Planning as a job: asked once, carried out by the worker, stopped, taken up again; the result is a draft."""

import json
import subprocess
import sys
import threading
from collections.abc import Callable
from datetime import datetime, time
from pathlib import Path
from typing import Any

import pytest

from portal.actions import claimants
from portal.actions.drafts import begin_draft, discard_draft, put_draft_in_force, take_back_plan
from portal.actions.erasing import erase_candidate
from portal.actions.planning_runs import ask_for_plan, carry_out, claim_run, stop_run, take_as_draft
from portal.actions.selection_days import change_day, publish_day, set_up_day
from portal.clock import now
from portal.models.day_plans import DayDraft, FormerPlan, PlanningRun
from portal.models.selection_days import Appointment, Table
from portal.planner.apart import PlannerDied, answer_apart
from portal.planner.plans import Plan
from portal.queries.drafts import clashes_of_draft, difference, draft_of
from portal.queries.instances import instance_of, plan_of
from portal.rules.planning_runs import CHANGED, GAVE_UP, LEASE, OUT_OF_MEMORY
from portal.rules.refusals import Refused
from portal.rules.retention import Ground
from portal.worker import PLANS_AT_ONCE, beat
from tests.clock import Clock
from tests.person import Person
from tests.selection_days.at_once import answer_here, the_worker_plans
from tests.selection_days.scene import DAY, Scene, deliver_everything, mails, second_scene

ROOT = Path(__file__).parents[1]


def asked(scene: Scene, purpose: str = "plan", **changes: Any) -> PlanningRun:
    """What Lotte asks of the worker, for a day of six when there is none yet."""
    if not scene.nominations:
        scene.crowd(6)
    set_up_day(scene.campaign, by=scene.lotte)
    return ask_for_plan(scene.day, purpose, scene.day.version, by=scene.lotte, changes=changes)


def again(run: PlanningRun) -> PlanningRun:
    """The run as it stands."""
    found: PlanningRun = PlanningRun.get_by_id(run.id)
    return found


def claimed() -> PlanningRun:
    run = claim_run(now())
    assert run is not None
    return run


# req Y-12
def test_two_quick_clicks_are_one_run(scene: Scene) -> None:
    first = asked(scene)
    assert asked(scene).id == first.id
    assert the_worker_plans() == 1
    assert asked(scene).id == first.id, "a click that came late"
    assert PlanningRun.select().count() == 1


def test_a_day_that_changed_is_planned_anew_and_the_old_run_ends(scene: Scene, clock: Clock) -> None:
    old = asked(scene)
    change_day(scene.day, scene.day.version, by=scene.lotte, slot_minutes=20)
    new = asked(scene)
    assert new.id != old.id
    assert (again(old).state, again(new).state) == ("stopped", "waiting")


def test_the_result_is_a_draft_and_the_plan_in_force_waits_for_a_person(scene: Scene) -> None:
    run = asked(scene)
    assert the_worker_plans() == 1
    run = again(run)
    assert (run.state, run.proven, run.reasons, run.end == run.bound) == ("done", True, [], True)
    assert run.least_longest <= run.waiting_longest
    assert run.least_mean <= run.waiting_mean
    assert Appointment.select().count() == 0
    draft = draft_of(scene.day)
    assert draft is not None
    assert draft.plan == run.plan
    assert clashes_of_draft(draft) == []
    assert put_draft_in_force(draft, draft.version, by=scene.lotte) == 24
    assert plan_of(scene.day) == Plan.from_json(run.plan)
    assert draft_of(scene.day) is None


def test_no_run_holds_a_name_or_what_somebody_needs(scene: Scene) -> None:
    for need in ("quiet_room", "step_free", "jobcoach_present"):
        scene.nominate(needs=[need])
    asked(scene)
    the_worker_plans()
    (row,) = PlanningRun.select().dicts()
    kept = str({name: value for name, value in row.items() if name not in ("public_id", "fingerprint")})
    for nomination in scene.nominations:
        assert nomination.candidate.first_name not in kept
    assert "quiet" not in kept
    assert "step" not in kept


# req P19
def test_erasing_somebody_takes_every_plan_that_is_not_in_force_along(scene: Scene) -> None:
    scene.planned(4)
    asked(scene, "what_if", more_tables=1)
    begin_draft(scene.day, by=scene.lotte)
    assert all(model.select().exists() for model in (DayDraft, FormerPlan, PlanningRun))
    erase_candidate(scene.nominations[0].candidate, Ground.ASKED, by=None)
    assert not any(model.select().exists() for model in (DayDraft, FormerPlan, PlanningRun))
    assert Appointment.select().count() == 12


def test_stopping_what_waits_ends_it_and_what_runs_keeps_the_best(scene: Scene) -> None:
    run = asked(scene)
    stop_run(run, by=scene.lotte)
    assert (again(run).state, again(run).plan) == ("stopped", {})
    assert claim_run(now()) is None
    run = asked(scene)
    mine = claimed()

    def stopped(question: dict[str, Any], stop: Any, tell: Any) -> dict[str, Any]:
        assert not stop()
        stop_run(run, by=scene.lotte)
        stop_run(run, by=scene.lotte)
        assert stop()
        return answer_here(question, stop, tell)

    carry_out(mine, solve=stopped)
    assert again(run).state == "stopped"
    assert again(run).plan
    assert draft_of(scene.day) is not None


# req Y-12
def test_two_days_are_planned_at_once_and_each_gets_its_own_draft(scene: Scene) -> None:
    other = second_scene(scene)
    runs = [asked(scene), asked(other)]
    first, second = claimed(), claimed()
    assert [first.id, second.id] == [one.id for one in runs]
    assert claim_run(now()) is None
    assert PLANS_AT_ONCE > 1

    def meanwhile(question: dict[str, Any], stop: Any, tell: Any) -> dict[str, Any]:
        carry_out(second, solve=answer_here)
        assert (again(first).state, again(second).state) == ("running", "done")
        return answer_here(question, stop, tell)

    carry_out(first, solve=meanwhile)
    for run, own in zip(runs, (scene, other), strict=True):
        draft = draft_of(own.day)
        assert draft is not None
        assert (draft.run_id, again(run).state) == (run.id, "done")
        assert set(draft.plan["tour"]) == {f"c{one.id}" for one in own.nominations}


# req Y-12
def test_progress_is_written_as_it_is_heard_and_keeps_the_lease(
    scene: Scene, clock: Clock, signed_in: Callable[[str], Person]
) -> None:
    run = asked(scene)
    heard: list[tuple[Any, ...]] = []

    def tells(question: dict[str, Any], stop: Any, tell: Any) -> dict[str, Any]:
        tell({"bound": 700, "end": None})
        heard.append((again(run).bound, again(run).end))
        clock.advance(minutes=2)
        for longest, mean in ((40, 20.0), (30, 12.5)):
            tell({"bound": 705, "end": 720, "longest": longest, "mean": mean, "least_longest": 10, "least_mean": 4.5})
            standing = again(run)
            heard.append((standing.bound, standing.end, standing.waiting_longest, standing.waiting_mean))
        page = signed_in("lotte").visits(f"{scene.page}/plan-runs/{run.public_id}")
        assert "30 minuten minder dan 10 kan zeker niet" in page
        assert "minder dan 4 kan zeker niet" in page
        assert claim_run(now()) is None, "its lease is new"
        return answer_here(question, stop, tell)

    carry_out(claimed(), solve=tells)
    assert heard == [(700, None), (705, 720, 40, 20.0), (705, 720, 30, 12.5)]


def test_a_run_whose_worker_is_gone_is_taken_up_again(scene: Scene, clock: Clock) -> None:
    run = asked(scene)
    claimed()
    assert claim_run(now()) is None
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    PlanningRun.update(worker=f"{claimants._MACHINE}:{gone.pid}:00").execute()
    assert claimed().attempts == 2
    PlanningRun.update(worker="elsewhere:1:00").execute()
    assert claim_run(now()) is None, "nobody knows of another machine before the lease is over"
    clock.advance(seconds=LEASE.total_seconds() + 1)
    mine = claimed()
    carry_out(mine, solve=answer_here)
    assert again(run).state == "done"


def test_who_lost_the_run_to_another_worker_writes_nothing(scene: Scene) -> None:
    run = asked(scene)
    mine = claimed()

    def taken_away(question: dict[str, Any], stop: Any, tell: Any) -> dict[str, Any]:
        PlanningRun.update(worker="elsewhere:1:00").execute()
        return answer_here(question, stop, tell)

    carry_out(mine, solve=taken_away)
    assert (again(run).state, again(run).plan) == ("running", {})


def test_a_worker_that_ends_puts_the_run_back(scene: Scene) -> None:
    run = asked(scene)
    ending = threading.Event()

    def ends(question: dict[str, Any], stop: Any, tell: Any) -> dict[str, Any]:
        ending.set()
        stop()
        raise AssertionError("nobody goes on")

    carry_out(claimed(), solve=ends, ending=ending.is_set)
    assert (again(run).state, again(run).attempts) == ("waiting", 0)
    assert the_worker_plans() == 1


@pytest.mark.parametrize(("out_of_memory", "sentence"), [(True, OUT_OF_MEMORY), (False, GAVE_UP)])
def test_a_planner_that_dies_is_said_in_words(scene: Scene, out_of_memory: bool, sentence: str) -> None:
    run = asked(scene)

    def dies(*about: Any) -> dict[str, Any]:
        raise PlannerDied(out_of_memory=out_of_memory)

    carry_out(claimed(), solve=dies)
    assert (again(run).state, again(run).reasons) == ("failed", [[sentence, {}]])


def test_a_run_that_breaks_its_worker_each_time_is_given_up(scene: Scene) -> None:
    run = asked(scene)
    PlanningRun.update(attempts=3).execute()
    carry_out(claimed(), solve=answer_here)
    assert again(run).reasons == [[GAVE_UP, {}]]


def test_a_day_that_became_unplannable_is_said_without_names(scene: Scene) -> None:
    run = asked(scene)
    for nomination in scene.nominations:
        nomination.change(state="withdrawn")
    carry_out(claimed(), solve=answer_here)
    assert (again(run).state, again(run).reasons) == ("failed", [[CHANGED, {}]])


@pytest.mark.once
def test_the_planner_works_in_a_process_of_its_own_with_a_limit_on_its_memory(scene: Scene) -> None:
    run = asked(scene)
    carry_out(claimed())
    assert again(run).state == "done"


@pytest.mark.once
def test_a_day_for_which_there_is_no_memory_ends_the_planner_and_not_the_worker() -> None:
    large = json.loads((ROOT / "planner" / "instances" / "L-1.json").read_text())
    question = {"instance": large, "seed": 1, "seconds": 1, "now": None}
    with pytest.raises(PlannerDied):
        answer_apart(question, lambda: False, lambda said: None, memory=1024 * 1024)


def test_what_a_person_changed_by_hand_is_not_overwritten(scene: Scene) -> None:
    asked(scene)
    the_worker_plans()
    draft = draft_of(scene.day)
    assert draft is not None
    step = ["Verzet", {}, {"tour/c0": [None, ["g0", 600]]}, {}]
    draft.change(trail=[step])
    scene.nominate()
    run = asked(scene)
    the_worker_plans()
    assert DayDraft.get().run_id != run.id
    taken = take_as_draft(run, by=scene.lotte)
    assert taken.plan == again(run).plan
    assert taken.trail[0] == step
    assert taken.trail[1][2], "undoing brings back what was there"
    assert take_as_draft(run, by=scene.lotte).version == taken.version


def test_a_draft_can_be_begun_from_the_plan_and_thrown_away(scene: Scene) -> None:
    scene.planned(4)
    draft = begin_draft(scene.day, by=scene.lotte)
    assert begin_draft(scene.day, by=scene.lotte).id == draft.id
    assert not any(one.changes for one in difference(draft))
    discard_draft(draft, by=scene.lotte)
    discard_draft(draft, by=scene.lotte)
    assert draft_of(scene.day) is None
    assert Appointment.select().count() == 16


def test_the_plan_before_can_be_put_back(scene: Scene) -> None:
    scene.planned(4)
    before = plan_of(scene.day)
    draft = begin_draft(scene.day, by=scene.lotte)
    one = scene.appointments()[-1]
    key = f"c{one.nomination_id}.0"
    Appointment.delete().where(Appointment.id == one.id).execute()
    draft.change(plan=plan_of(scene.day).to_json())
    Appointment.create(**{**one.__data__, "id": None, "public_id": "back-again"})
    assert key not in draft.plan["dates"]
    assert put_draft_in_force(draft, draft.version, by=scene.lotte) == 15
    assert take_back_plan(scene.day, by=scene.lotte) == 16
    assert plan_of(scene.day) == before
    FormerPlan.delete().execute()
    with pytest.raises(Refused):
        take_back_plan(scene.day, by=scene.lotte)


@pytest.mark.once
def test_an_impossible_day_is_explained_with_links_to_what_can_change(
    scene: Scene, signed_in: Callable[[str], Person]
) -> None:
    scene.crowd(8)
    day = set_up_day(scene.campaign, by=scene.lotte)
    Table.delete().where(Table.id != Table.select().first().id).execute()
    Table.update(vacancy=None).execute()
    change_day(day, day.version, by=scene.lotte, end_minute=660)
    run = ask_for_plan(scene.day, "plan", scene.day.version, by=scene.lotte)
    carry_out(claimed())
    assert again(run).explained["clash"]
    lotte = signed_in("lotte")
    page = lotte.visits(f"{scene.page}/plan-runs/{run.public_id}")
    assert "De planning is klaar, maar niet alles kreeg een plaats." in page
    assert "Niet alles past op deze dag" in page
    assert "lost het op:" in page
    assert ".." not in page.text
    assert "Lees wat niet samen kan, en wat het oplost" in lotte.visits(f"{scene.page}/draft")
    lotte.clicks("Lees wat niet samen kan, en wat het oplost")
    lotte.clicks("Bekijk Tafel 1")


# req 001-16
def test_the_draft_page_says_who_hears_what_and_only_they_hear_it(
    scene: Scene, signed_in: Callable[[str], Person]
) -> None:
    day = scene.planned(6)
    publish_day(day, day.version, by=scene.lotte)
    deliver_everything()
    before = len(mails())
    new = scene.nominate(scene.vacancies[1], coach=scene.pim, email="nieuw@thuis.example")
    ask_for_plan(scene.day, "rest", scene.day.version, by=scene.lotte)
    the_worker_plans()
    assert len(mails()) == before
    lotte = signed_in("lotte")
    lotte.visits(f"{scene.page}/draft")
    assert "Voor 1 kandidaat verandert er iets." in lotte.page
    assert new.candidate.last_name in lotte.page
    assert "nieuw@thuis.example" in lotte.page
    lotte.sends(
        f"{scene.page}/draft/put-in-force",
        {"version": str(DayDraft.get().version), "day_version": str(scene.day.version), "batch_step": "send"},
    )
    told = {mail.recipient for mail in mails()[before:]}
    assert {"nieuw@thuis.example", "pim@mensen.example"} <= told
    assert not any(address.startswith("kandidaat") for address in told)
    lotte.visits(scene.page)
    lotte.sends(f"{scene.page}/take-back", {})
    assert Appointment.select().where(Appointment.nomination == new).count() == 0


def test_planning_again_on_the_day_keeps_what_has_begun_and_changes_little(scene: Scene, clock: Clock) -> None:
    day = scene.planned(8)
    publish_day(day, day.version, by=scene.lotte)
    clock.go_to(datetime.combine(DAY, time(10)))
    rows = {one.id: (one.start_at, one.end_at) for one in Appointment.select()}
    past = {one.id for one in Appointment.select() if one.start_at <= now()}
    last = scene.appointments()[-1]
    gone = f"c{last.nomination_id}"
    with pytest.raises(Refused):
        ask_for_plan(scene.day, "plan", scene.day.version, by=scene.lotte)
    run = ask_for_plan(scene.day, "again", scene.day.version, by=scene.lotte, changes={"absent": [gone]})
    the_worker_plans()
    assert again(run).state == "done"
    draft = draft_of(scene.day)
    assert draft is not None
    put_draft_in_force(draft, draft.version, by=scene.lotte)
    after = {one.id: (one.start_at, one.end_at) for one in Appointment.select()}
    assert past <= after.keys()
    assert all(after[key] == rows[key] for key in after.keys() & rows.keys()), "nobody else moves"
    assert last.id not in after


def test_a_question_shows_what_it_would_bring_and_changes_nothing(
    scene: Scene, signed_in: Callable[[str], Person]
) -> None:
    scene.planned(10)
    before = plan_of(scene.day)
    run = asked(scene, "what_if", more_tables=1, start=510)
    the_worker_plans()
    assert (again(run).state, draft_of(scene.day), plan_of(scene.day)) == ("done", None, before)
    page = signed_in("lotte").visits(f"{scene.page}/plan-runs/{run.public_id}")
    assert "Dit was een vraag: aan de dag is niets veranderd." in page
    with pytest.raises(Refused):
        take_as_draft(run, by=scene.lotte)


def test_where_no_worker_is_the_page_says_that_planning_waits(scene: Scene, signed_in: Callable[[str], Person]) -> None:
    run = asked(scene)
    page = signed_in("lotte").visits(f"{scene.page}/plan-runs/{run.public_id}")
    assert "De planning wacht: het deel van het portaal dat plant, draait nu niet." in page
    beat("worker")
    page = signed_in("lotte").visits(f"{scene.page}/plan-runs/{run.public_id}")
    assert "De planning begint vanzelf." in page


# req X-02
def test_a_fact_that_lacks_is_asked_for_in_words_and_never_guessed(
    scene: Scene, signed_in: Callable[[str], Person]
) -> None:
    deaf = scene.nominate(needs=[("interpreter", {"detail": " "})])
    slow = scene.nominate(needs=[("extra_time", {"minutes": 0})])
    day = set_up_day(scene.campaign, by=scene.lotte)
    with pytest.raises(Refused, match="welke taal"):
        ask_for_plan(day, "plan", day.version, by=scene.lotte)
    page = signed_in("lotte").visits(scene.page)
    for nomination, words in ((deaf, "niet voor welke taal"), (slow, "niet hoeveel minuten")):
        assert nomination.candidate.first_name in page
        assert words in page
        assert f"/nominations/{nomination.public_id}" in page.html


def test_a_speeddate_that_a_person_put_at_another_table_can_be_put_in_force(scene: Scene) -> None:
    scene.crowd(2)
    day = set_up_day(scene.campaign, by=scene.lotte)
    ask_for_plan(day, "plan", day.version, by=scene.lotte)
    the_worker_plans()
    draft = draft_of(scene.day)
    assert draft is not None
    one, other = sorted(draft.plan["dates"])
    table = draft.plan["dates"][other][0]
    assert draft.plan["dates"][one][0] != table, "each wants another vacancy"
    dates = {one: [table, instance_of(scene.day).body["date"]["rounds"][-1]], other: draft.plan["dates"][other]}
    draft.change(plan={**draft.plan, "dates": dates})
    assert clashes_of_draft(draft) == []
    put_draft_in_force(draft, draft.version, by=scene.lotte)
    assert {row.table_id for row in scene.appointments()} == {int(table[1:])}
