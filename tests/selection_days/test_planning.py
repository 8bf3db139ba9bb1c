"""Planning a day: from rows to a plan that no rule speaks against, and once only."""

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from peewee import Database

from portal.actions.attendance import note_attendance
from portal.actions.drafts import put_draft_in_force
from portal.actions.planning import put_in_force
from portal.actions.planning_runs import ask_for_plan, carry_out, claim_run, take_as_draft
from portal.actions.selection_days import change_day, change_part, remove_part, set_up_day
from portal.clock import now
from portal.models.day_plans import PlanningRun
from portal.models.history import HistoryLine
from portal.models.selection_days import (
    Appointment,
    Attendance,
    ProgrammeItem,
    Room,
    SelectionDay,
    Table,
    TourLine,
)
from portal.planner.checking import faults, missing
from portal.planner.instances import read_instance
from portal.planner.plans import Plan
from portal.queries.drafts import draft_of
from portal.queries.instances import (
    clashes_of,
    frame_of,
    instance_of,
    minute_of,
    picture_of,
    plan_of,
    unscheduled_of,
    visits_of,
)
from portal.queries.planning_questions import question_about
from portal.queries.selection_days import appointments_of
from portal.rules.planning_runs import Purpose
from portal.rules.refusals import ChangedMeanwhile, Refused
from portal.rules.selection_days import clashes
from tests.selection_days.at_once import answer_here, plan_day
from tests.selection_days.scene import Scene, make_scene

ZONE = "Europe/Brussels"


def plan(scene: Scene, **how: Any) -> int:
    """Lotte plans the day as it stands."""
    return plan_day(scene.day, by=scene.lotte, **how)


def rows(scene: Scene) -> dict[tuple[int, str, int], tuple[object, ...]]:
    """The plan in force, in a form that can be compared."""
    return {
        (one.nomination_id, one.kind, one.slot): (
            one.id,
            one.start_at,
            one.end_at,
            one.table_id,
            one.room_id,
            one.tour_line_id,
            one.item_id,
        )
        for one in Appointment.select()
    }


def claimed() -> PlanningRun:
    """The run that waits, taken up by this process."""
    run = claim_run(now())
    assert run is not None
    return run


def wrong_with(scene: Scene) -> list[object]:
    """What two judges who share no code say against the plan in force."""
    day = scene.day
    picture, listed = picture_of(day), appointments_of(day)
    instance = read_instance(instance_of(day, picture).body)
    return [*clashes(frame_of(picture), visits_of(listed, ZONE)), *faults(instance, plan_of(day, listed))]


# req 001-15, 001-19, 001-20, 001-21, 001-23
def test_everyone_gets_a_talk_a_tour_a_test_and_a_speeddate(scene: Scene) -> None:
    scene.crowd(9)
    set_up_day(scene.campaign, by=scene.lotte)
    assert plan(scene) == 36
    each: dict[int, set[str]] = {nomination.id: set() for nomination in scene.nominations}
    for one in Appointment.select():
        each[one.nomination_id].add(one.kind)
    assert all(kinds == {"talk", "tour", "test", "speeddate"} for kinds in each.values())
    assert wrong_with(scene) == []
    assert scene.day.unscheduled == []


# req 001-23
def test_a_speeddate_is_at_a_table_for_the_function_that_somebody_wants(scene: Scene) -> None:
    scene.planned(8)
    wants = {one.id: scene.vacancies[rank % 2].id for rank, one in enumerate(scene.nominations)}
    assert {one.nomination_id: one.table.vacancy_id for one in scene.appointments()} == wants


# req 001-03, 001-21
def test_steps_that_are_switched_off_vanish(app: Any, clock: Any) -> None:

    scene = make_scene(app, has_test=False, has_tour=False)
    scene.planned(4)
    assert {one.kind for one in Appointment.select()} == {"talk", "speeddate"}
    assert (Room.select().count(), TourLine.select().count()) == (0, 0)


# req X-02
def test_what_somebody_needs_is_in_the_instance(scene: Scene) -> None:
    quiet = scene.nominate(
        needs=["quiet_room", "step_free", "breaks", ("extra_time", {"minutes": 15}), "jobcoach_present"],
        arrive_minute=600,
        leave_minute=900,
    )
    deaf = scene.nominate(needs=[("interpreter", {"detail": "Vlaamse Gebarentaal"})])
    set_up_day(scene.campaign, by=scene.lotte)
    body = instance_of(scene.day).body
    by_id = {one["id"]: one for one in body["candidates"]}
    one, other = by_id[f"c{quiet.id}"], by_id[f"c{deaf.id}"]
    assert (one["test"], other["test"]) == (35, 20)
    assert one["needs"] == {
        "table": ["quiet", "step-free"],
        "tour": ["step-free"],
        "test": ["quiet", "step-free"],
    }
    assert (one["min_gap"], other["min_gap"]) == (15, 5)
    assert (one["arrive"], one["leave"]) == (600, 900)
    assert (one["coach"], other["coach"]) == (f"j{scene.pim.id}", None)
    assert (one["interpreter"], other["interpreter"]) == (None, "vlaamse-gebarentaal")
    assert body["interpreters"] == [{"id": "vlaamse-gebarentaal", "count": 1}]
    assert [coach["id"] for coach in body["coaches"]] == [f"j{scene.pim.id}"]


# req X-05
def test_a_need_that_is_kept_from_the_lead_cannot_be_read_from_the_plan(scene: Scene) -> None:
    hidden = {"shared_with_lead": False}
    scene.nominate(
        needs=[("quiet_room", hidden), ("jobcoach_present", hidden), ("extra_time", hidden | {"minutes": 30})]
    )
    scene.nominate()
    set_up_day(scene.campaign, by=scene.lotte)
    one, other = ({**body, "id": "", "dates": []} for body in instance_of(scene.day).body["candidates"])
    assert one == other
    assert all(table.features == [] for table in Table.select())


# req X-02
def test_the_extra_time_of_the_test_is_planned(scene: Scene) -> None:
    slow = scene.nominate(needs=[("extra_time", {"minutes": 25})])
    scene.planned(3)
    test = Appointment.get(Appointment.nomination == slow, Appointment.kind == "test")
    assert (test.end_at - test.start_at).seconds == 45 * 60


# req X-02
def test_a_jobcoach_who_goes_along_is_never_in_two_places(scene: Scene) -> None:
    for _ in range(5):
        scene.nominate(coach=scene.pim, needs=["jobcoach_present"])
    scene.planned(6)
    with_pim = [
        one
        for one in Appointment.select().where(Appointment.kind == "speeddate").order_by(Appointment.start_at)
        if one.nomination_id in {nomination.id for nomination in scene.nominations[:5]}
    ]
    gaps = [(later.start_at - earlier.end_at).total_seconds() for earlier, later in pairwise(with_pim)]
    assert len(with_pim) == 5
    assert min(gaps) >= 5 * 60
    assert wrong_with(scene) == []


def test_the_interpreters_of_one_language_are_one_language_however_it_is_typed(scene: Scene) -> None:
    for words in ("Vlaamse Gebarentaal", " vlaamse  gebarentaal"):
        scene.nominate(needs=[("interpreter", {"detail": words})])
    set_up_day(scene.campaign, by=scene.lotte)
    assert len(instance_of(scene.day).body["interpreters"]) == 1


NEEDS = ["jobcoach_present", "breaks", "quiet_room", "step_free", "extra_time", "interpreter"]
PERSON = st.fixed_dictionaries(
    {
        "vacancy": st.integers(0, 1),
        "coach": st.sampled_from(["pim", "joke"]),
        "needs": st.sets(st.sampled_from(NEEDS)),
        "hours": st.sampled_from([(None, None), (600, None), (None, 780), (540, 900)]),
    }
)  # fmt: skip


# req Y-12, X-02
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    people=st.lists(PERSON, min_size=1, max_size=9),
    dates=st.integers(1, 2),
    slot=st.sampled_from([10, 15]),
    seats=st.integers(1, 3),
)
def test_no_planned_day_books_a_person_table_seat_or_jobcoach_twice(
    scene: Scene, database: Database, people: list[dict[str, Any]], dates: int, slot: int, seats: int
) -> None:
    with database.atomic() as whole:
        details: dict[str, dict[str, Any]] = {"extra_time": {"minutes": 20}, "interpreter": {"detail": "Pools"}}
        for person in people:
            scene.nominate(
                scene.vacancies[person["vacancy"]],
                coach=scene.people[person["coach"]],
                needs=[(need, details.get(need, {})) for need in sorted(person["needs"])],
                arrive_minute=person["hours"][0],
                leave_minute=person["hours"][1],
            )
        day = set_up_day(scene.campaign, by=scene.lotte)
        Room.update(seats=seats).execute()
        day.change(dates_per_candidate=dates, slot_minutes=slot)

        asked = question_about(scene.day, Purpose.PLAN, {}, 1)
        answer = answer_here(asked.question, lambda: False, lambda said: None)
        reasons = [*asked.left_out, *answer["reasons"]]
        put_in_force(scene.day, Plan.from_json(answer["plan"]), reasons, by=scene.lotte)
        wrong = wrong_with(scene)
        left = missing(read_instance(instance_of(scene.day).body), plan_of(scene.day))
        explained = bool(unscheduled_of(picture_of(scene.day)))
        whole.rollback()
    scene.nominations.clear()
    assert wrong == []
    assert explained or not left, "what is not planned has a reason"


def test_what_has_no_place_is_said_in_words_with_names(scene: Scene) -> None:
    scene.planned(3)
    scene.nominate(arrive_minute=1020)
    Table.delete().where(Table.vacancy == scene.vacancies[1]).execute()
    only_inpakker = scene.nominate(scene.vacancies[1])
    plan(scene)
    said = [sentence % values for sentence, values in unscheduled_of(picture_of(scene.day))]
    assert any("Abdel O. is er op geen enkel moment" in words for words in said)
    assert any("geen tafel voor de functies die Sofie W. koos" in words for words in said)
    kinds = {one.kind for one in Appointment.select().where(Appointment.nomination == only_inpakker)}
    assert kinds == {"talk", "tour", "test"}
    assert all("Abdel" not in str(reason) for reason in scene.day.unscheduled), "no name is kept in the plan"


def test_planning_twice_is_one_plan(scene: Scene) -> None:
    scene.planned(6)
    before, version = rows(scene), scene.day.version
    assert plan(scene) == 24
    assert (rows(scene), scene.day.version) == (before, version)
    assert HistoryLine.select().where(HistoryLine.step == "plan").count() == 1


def test_a_plan_for_a_day_that_changed_meanwhile_does_not_become_a_draft(scene: Scene) -> None:
    scene.crowd(6)
    day = set_up_day(scene.campaign, by=scene.lotte)

    def meanwhile(question: dict[str, Any], *about: Any) -> dict[str, Any]:
        answer = answer_here(question, *about)
        change_day(day, day.version, by=scene.lotte, slot_minutes=20)
        return answer

    run = ask_for_plan(day, "plan", day.version, by=scene.lotte)
    carry_out(claimed(), solve=meanwhile)
    with pytest.raises(ChangedMeanwhile):
        take_as_draft(run, by=scene.lotte)
    assert draft_of(day) is None


def test_a_draft_is_not_put_in_force_on_a_day_that_somebody_changed_after_the_look(scene: Scene) -> None:
    scene.crowd(4)
    day = set_up_day(scene.campaign, by=scene.lotte)
    ask_for_plan(day, "plan", day.version, by=scene.lotte)
    carry_out(claimed(), solve=answer_here)
    draft, seen_day = draft_of(day), scene.day.version
    assert draft is not None
    change_day(day, day.version, by=scene.lotte, bring="Dichte schoenen")
    with pytest.raises(ChangedMeanwhile):
        put_draft_in_force(draft, draft.version, by=scene.lotte, seen_day=seen_day)
    with pytest.raises(ChangedMeanwhile):
        put_draft_in_force(draft, draft.version - 1, by=scene.lotte)
    assert Appointment.select().count() == 0


def test_the_planner_never_runs_inside_a_transaction(scene: Scene, database: Database) -> None:
    scene.crowd(2)
    day = set_up_day(scene.campaign, by=scene.lotte)
    ask_for_plan(day, "plan", day.version, by=scene.lotte)
    run = claimed()
    with database.atomic(), pytest.raises(RuntimeError):
        carry_out(run, solve=answer_here)


def test_planning_only_the_new_ones_leaves_everybody_else_where_they_are(scene: Scene) -> None:
    scene.planned(6)
    before = rows(scene)
    new = scene.nominate(scene.vacancies[1])
    assert plan(scene, only_new=True) == 28
    after = rows(scene)
    assert {key: after[key] for key in before} == before
    assert {key[0] for key in after.keys() - before.keys()} == {new.id}
    assert wrong_with(scene) == []


def test_planning_again_keeps_the_rows_of_what_stays(scene: Scene) -> None:
    scene.planned(6)
    before = {key: values[0] for key, values in rows(scene).items()}
    scene.nominate(scene.vacancies[1])
    plan(scene)
    after = {key: values[0] for key, values in rows(scene).items()}
    assert before.items() <= after.items()


def test_a_kept_plan_that_contradicts_itself_is_refused_with_the_name(scene: Scene) -> None:
    scene.planned(4)
    one = scene.appointments()[0]
    scene.nominations[0].change(arrive_minute=None)
    Appointment.update(start_at=one.start_at, end_at=one.end_at).where(
        Appointment.nomination == one.nomination, Appointment.kind == "tour"
    ).execute()
    with pytest.raises(Refused) as refused:
        plan(scene, only_new=True)
    name = one.nomination.candidate.first_name
    assert name in refused.value.sentence % refused.value.values


def test_who_is_reported_absent_is_not_planned(scene: Scene) -> None:
    scene.planned(4)
    away = scene.nominations[0]
    attendance = Attendance.create(selection_day=scene.day, nomination=away)
    attendance.selection_day = scene.day
    note_attendance(attendance, "mark_absent", by=scene.lotte)
    plan(scene)
    assert Appointment.select().where(Appointment.nomination == away).count() == 0


def test_the_lead_hears_what_the_day_lacks(scene: Scene) -> None:
    day = set_up_day(scene.campaign, by=scene.lotte)
    with pytest.raises(Refused, match="nog niemand voorgedragen"):
        plan(scene)
    scene.nominate()
    for room in Room.select():
        room.selection_day = day
        remove_part(room, by=scene.lotte)
    with pytest.raises(Refused, match="lokaal"):
        plan(scene)


# req 001-15
def test_setting_up_twice_gives_one_day(scene: Scene) -> None:
    first = set_up_day(scene.campaign, by=scene.lotte)
    assert set_up_day(scene.campaign, by=scene.karel) == first
    assert SelectionDay.select().count() == 1


def test_without_a_date_there_is_no_day(app: Any, clock: Any) -> None:

    scene = make_scene(app, selection_day_on=None)
    with pytest.raises(Refused):
        set_up_day(scene.campaign, by=scene.lotte)


def test_a_part_that_changes_shows_what_does_not_fit_any_more(scene: Scene) -> None:
    scene.planned(6)
    talk = ProgrammeItem.get(ProgrammeItem.kind == "talk")
    talk.selection_day = scene.day
    values = {"title": talk.title, "start_minute": 540, "capacity": 2, "room_name": ""}
    change_part(talk, "talks", values, by=scene.lotte)
    ((sentence, values),) = clashes_of(picture_of(scene.day), appointments_of(scene.day))
    assert sentence % values == "Op Voorstelling van het bedrijf is plaats voor 2 mensen; er staan er 6 op."


def test_a_longer_talk_ends_later(scene: Scene) -> None:
    scene.crowd(2)
    day = set_up_day(scene.campaign, by=scene.lotte)
    change_day(day, day.version, by=scene.lotte, talk_minutes=45)
    assert ProgrammeItem.get(ProgrammeItem.kind == "talk").end_minute == 585
    plan(scene)
    assert min(minute_of(one.start_at, ZONE) for one in scene.appointments()) == 590
