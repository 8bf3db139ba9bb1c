"""The unexpected on the day: a new plan that changes least, or everything moves on; never what has begun."""
# req Y-12, 001-15

from collections.abc import Callable
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.actions.attendance import announce_late, note_attendance
from portal.actions.drafts import put_draft_in_force, take_back_plan
from portal.actions.live_day import set_delay
from portal.actions.selection_days import publish_day
from portal.actions.unexpected import shift_the_rest
from portal.models.day_plans import PlanningRun
from portal.models.outbox import OutboxMail
from portal.models.selection_days import Appointment, Attendance, ProgrammeItem, SelectionDay, Table
from portal.queries.drafts import clashes_of_draft, draft_of
from portal.queries.instances import minute_of
from portal.rules.live_day import shifted
from portal.rules.refusals import Refused
from portal.rules.selection_days import in_words
from tests.clock import Clock
from tests.person import Person
from tests.selection_days.at_once import the_worker_plans
from tests.selection_days.scene import DAY, Scene

SignsIn = Callable[[str], Person]
ZONE = "Europe/Brussels"
Hours = dict[tuple[int, str, int], tuple[int, int | None]]


def hours() -> Hours:
    """Everybody's hours and tables as they stand, by nomination, kind and slot."""
    return {
        (one.nomination_id, one.kind, one.slot): (minute_of(one.start_at, ZONE), one.table_id)
        for one in Appointment.select()
    }


def programme() -> dict[int, tuple[int, int]]:
    """When each talk and break begins and ends."""
    return {one.id: (one.start_minute, one.end_minute) for one in ProgrammeItem.select()}


@pytest.fixture
def running(scene: Scene, clock: Clock) -> Scene:
    """A day of six that is made known, half an hour after its first speeddate began; everybody is there."""
    day = scene.planned(6)
    publish_day(day, day.version, by=scene.lotte)
    first = min(minute_of(one.start_at, ZONE) for one in scene.appointments("speeddate"))
    at = first + 30
    clock.go_to(datetime.combine(DAY, datetime.min.time()).replace(hour=at // 60, minute=at % 60))
    for one in Attendance.select():
        note_attendance(one, "check_in", by=scene.lotte)
    return scene


def newest_run() -> PlanningRun:
    """What was asked of the worker last."""
    found: PlanningRun = PlanningRun.select().order_by(PlanningRun.id.desc()).get()
    return found


def now_of(clock: Clock) -> int:
    return minute_of(clock.now(), ZONE)


def test_a_table_that_drops_out_is_planned_round_and_nothing_that_began_moves(
    running: Scene, signed_in: SignsIn, clock: Clock
) -> None:
    before, now = hours(), now_of(clock)
    coming = [one for one in running.appointments() if minute_of(one.start_at, ZONE) > now]
    table = coming[0].table
    lotte = signed_in("lotte")
    lotte.visits(f"{running.page}/unexpected")
    lotte.fills_in("#again", tables_out=f"t{table.id}")
    assert the_worker_plans() == 1
    run = newest_run()
    assert (run.purpose, run.changes["tables_out"]) == ("again", {f"t{table.id}": now})
    lotte.visits(f"{running.page}/draft")
    assert running.nominations[0].candidate.last_name in lotte.page
    draft = draft_of(running.day)
    assert draft is not None
    mails = OutboxMail.select().count()
    put_draft_in_force(draft, draft.version, by=running.lotte)
    after = hours()
    assert all(after[key] == spot for key, spot in before.items() if spot[0] <= now)
    assert not [key for key, spot in after.items() if spot[1] == table.id and spot[0] > now]
    changed = {key[0] for key in before if after.get(key) != before[key]}
    told = OutboxMail.select().count() - mails
    assert 0 < len(changed) < 6
    assert told > 0


def test_what_the_door_and_the_board_know_goes_along(running: Scene, signed_in: SignsIn, clock: Clock) -> None:
    gone, late = running.nominations[:2]
    note_attendance(Attendance.get(nomination=gone), "expect_again", by=running.lotte)
    note_attendance(Attendance.get(nomination=gone), "mark_absent", by=running.lotte)
    note_attendance(Attendance.get(nomination=late), "expect_again", by=running.lotte)
    announce_late(Attendance.get(nomination=late), now_of(clock) + 60, by=running.lotte)
    lotte = signed_in("lotte")
    page = lotte.visits(f"{running.page}/unexpected")
    assert "1 kandidaat is afwezig." in page
    lotte.fills_in("#again")
    assert the_worker_plans() == 1
    run = newest_run()
    assert run.changes["late"] == {f"c{late.id}": now_of(clock) + 60}
    planned = {key.partition(".")[0] for key in run.plan["dates"]}
    assert f"c{gone.id}" not in planned
    assert f"c{late.id}" in planned, "the welcome is over, the rest of the day is not"
    assert run.reasons == []


def test_a_speeddate_that_runs_over_is_said_to_the_planner(running: Scene, signed_in: SignsIn, clock: Clock) -> None:
    going_on = running.appointments()[0]
    start = minute_of(going_on.start_at, ZONE) + 3
    clock.go_to(datetime.combine(DAY, datetime.min.time()).replace(hour=start // 60, minute=start % 60))
    table = Table.get_by_id(going_on.table_id)
    table.selection_day = running.day
    set_delay(table, 15, by=running.lotte)
    lotte = signed_in("lotte")
    lotte.visits(f"{running.page}/unexpected")
    lotte.fills_in("#again")
    assert newest_run().changes["overrun"] == {f"dates/c{going_on.nomination_id}.{going_on.slot}": 15}


def test_a_tour_that_runs_over_is_said_to_the_planner_for_everybody_on_it(
    running: Scene, signed_in: SignsIn, clock: Clock
) -> None:
    tours = running.appointments("tour")
    group = [one for one in tours if one.start_at == tours[0].start_at]
    clock.go_to(tours[0].end_at)
    start = minute_of(tours[0].start_at, ZONE)
    lotte = signed_in("lotte")
    page = lotte.visits(f"{running.page}/unexpected")
    assert f"Rondleiding: Gids 1, {start // 60}.{start % 60:02} uur" in page
    lotte.fills_in("#again", runs_over=f"g{tours[0].tour_line_id}@{start}")
    assert "Vul in hoeveel minuten het uitloopt." in lotte.page
    lotte.fills_in("#again", runs_over=f"g{tours[0].tour_line_id}@{start}", minutes_over="15")
    assert newest_run().changes["overrun"] == {f"tour/c{one.nomination_id}": 15 for one in group}


def test_a_fire_drill_moves_on_whatever_has_yet_to_begin(running: Scene, signed_in: SignsIn, clock: Clock) -> None:
    before, now, lunch = hours(), now_of(clock), ProgrammeItem.get(ProgrammeItem.kind == "break")
    assert lunch.start_minute > now
    lotte = signed_in("lotte")
    lotte.visits(f"{running.page}/unexpected")
    lotte.fills_in("#pause", minutes="20")
    assert f"van {in_words(lunch.start_minute)} uur naar {in_words(lunch.start_minute + 20)} uur" in lotte.page
    draft = draft_of(running.day)
    assert draft is not None
    assert clashes_of_draft(draft) == []
    put_draft_in_force(draft, draft.version, by=running.lotte)
    after = hours()
    assert any(spot[0] > now for spot in before.values())
    for key, (start, table) in before.items():
        assert after[key] == (start + 20 if start > now else start, table)
    assert programme() == {**programme(), lunch.id: (lunch.start_minute + 20, lunch.end_minute + 20)}
    take_back_plan(running.day, by=running.lotte)
    assert hours() == before
    assert programme()[lunch.id] == (lunch.start_minute, lunch.end_minute)


def test_before_anything_began_the_welcome_moves_along_and_the_day_ends_later(
    running: Scene, signed_in: SignsIn, clock: Clock
) -> None:
    first = min(one[0] for one in programme().values())
    at = first - 10
    clock.go_to(datetime.combine(DAY, datetime.min.time()).replace(hour=at // 60, minute=at % 60))
    before, items = hours(), programme()
    last = max(minute_of(one.end_at, ZONE) for one in Appointment.select())
    running.day.change(end_minute=last)
    draft = shift_the_rest(running.day, 30, by=running.lotte)
    assert clashes_of_draft(draft) == []
    lotte = signed_in("lotte")
    lotte.visits(f"{running.page}/draft")
    assert "Einde van de dag: van" in lotte.page
    lotte.visits(f"{running.page}/board")
    lotte.fills_in("/board/undo")
    lotte.visits(f"{running.page}/draft")
    assert "Schuift mee op" not in lotte.page  # taken back with the rest
    lotte.visits(f"{running.page}/board")
    lotte.fills_in("/board/redo")
    again = draft_of(running.day)
    assert again is not None
    put_draft_in_force(again, again.version, by=running.lotte)
    assert hours() == {key: (start + 30, table) for key, (start, table) in before.items()}
    assert programme() == {key: (start + 30, end + 30) for key, (start, end) in items.items()}
    assert SelectionDay.get_by_id(running.day.id).end_minute == last + 30


def test_breaks_stay_where_the_food_is_and_nothing_runs_into_one(running: Scene, clock: Clock) -> None:
    now, items = now_of(clock), programme()
    draft = shift_the_rest(running.day, 20, by=running.lotte, breaks_stay=True)
    assert clashes_of_draft(draft) == []
    put_draft_in_force(draft, draft.version, by=running.lotte)
    assert programme() == items
    assert min(start for start, _ in hours().values() if start > now + 19) >= now + 20


def test_a_pause_keeps_to_the_grid_and_to_the_day_itself(running: Scene, signed_in: SignsIn, clock: Clock) -> None:
    lotte = signed_in("lotte")
    lotte.visits(f"{running.page}/unexpected")
    lotte.fills_in("#pause", minutes="7")
    assert "veelvoud van vijf minuten" in lotte.page
    clock.advance(days=-1)
    with pytest.raises(Refused, match="op de dag zelf"):
        shift_the_rest(running.day, 10, by=running.lotte)
    assert draft_of(running.day) is None


def test_who_leaves_early_needs_an_hour(running: Scene, signed_in: SignsIn) -> None:
    lotte = signed_in("lotte")
    lotte.visits(f"{running.page}/unexpected")
    lotte.fills_in("#again", leaver=f"c{running.nominations[2].id}")
    assert "Vul in om hoe laat" in lotte.page
    lotte.fills_in("#again", leaver=f"c{running.nominations[2].id}", leaves="16:30")
    assert newest_run().changes["leaves"] == {f"c{running.nominations[2].id}": 990}


@given(
    spans=st.lists(st.tuples(st.integers(100, 200), st.integers(1, 6)), min_size=1, max_size=12),
    now=st.integers(480, 1000),
    minutes=st.integers(1, 12).map(lambda count: 5 * count),
    pause=st.integers(110, 190),
)
@pytest.mark.once
def test_moving_on_keeps_order_and_gaps_and_leaves_breaks_and_the_past_alone(
    spans: list[tuple[int, int]], now: int, minutes: int, pause: int
) -> None:
    listed = {str(rank): (5 * start, 5 * start + 5 * length) for rank, (start, length) in enumerate(spans)}
    breaks = [(5 * pause, 5 * pause + 45)]
    moved = shifted(listed, now, minutes, breaks)
    assert moved.keys() == {key for key, (start, _) in listed.items() if start > now}
    for key, start in moved.items():
        length = listed[key][1] - listed[key][0]
        assert start >= listed[key][0] + minutes
        assert start % 5 == 0
        assert not (start < breaks[0][1] and breaks[0][0] < start + length)
        for other, begin in moved.items():
            if listed[other][0] > listed[key][0]:
                assert begin - start >= listed[other][0] - listed[key][0]
