"""Planning again while the day runs: what has begun stays, and only whose own hours change hear it."""

from collections.abc import Callable
from datetime import datetime, time

import pytest

from portal import config
from portal.actions.appointments import move_appointment, swap_appointments
from portal.actions.drafts import put_draft_in_force
from portal.actions.moving_in_drafts import move_in_draft, swap_in_draft
from portal.actions.planning_runs import ask_for_plan
from portal.actions.selection_days import change_part, publish_day, set_up_day
from portal.clock import now
from portal.models.calendar import CalendarEntry
from portal.models.day_plans import DayDraft
from portal.models.selection_days import Appointment, Table
from portal.outbox.batches import rehearse
from portal.queries.boards import judged, moments_for, pin_of_appointment, stand_of
from portal.queries.drafts import clashes_of_draft, difference, draft_of
from portal.queries.instances import minute_of, picture_of, place_key, plan_of
from portal.rules.refusals import Refused
from tests.clock import Clock
from tests.person import Person
from tests.selection_days.at_once import plan_day, the_worker_plans
from tests.selection_days.scene import DAY, Scene, deliver_everything, event_of, mails

ZONE = "Europe/Brussels"


@pytest.fixture
def running(scene: Scene, clock: Clock) -> Scene:
    """Eight candidates with an address at two tables for everybody, An and Bert at the last one; ten past ten."""
    for rank in range(8):
        scene.nominate(coach=scene.pim if rank % 2 else scene.joke, email=f"kandidaat{rank}@thuis.example")
    set_up_day(scene.campaign, by=scene.lotte)
    Table.update(vacancy=None).execute()
    table = Table.select().order_by(Table.id.desc()).first()
    table.selection_day = scene.day
    people = [
        {"public_id": "", "name": name, "email": f"{name.lower()}@bakkerij.example", "job_title": ""}
        for name in ("An", "Bert")
    ]
    change_part(table, "tables", {"name": "Tafel 2", "vacancy": None, "assessors": people}, by=scene.lotte)
    plan_day(scene.day, by=scene.lotte)
    publish_day(scene.day, scene.day.version, by=scene.lotte)
    deliver_everything()
    clock.go_to(datetime.combine(DAY, time(10, 10)))
    return scene


def replanned(scene: Scene, **changes: object) -> DayDraft:
    """What the portal makes of the rest of the day."""
    minute = minute_of(now(), ZONE)
    ask_for_plan(scene.day, "again", scene.day.version, by=scene.lotte, changes={"now": minute + 1, **changes})
    assert the_worker_plans() == 1
    draft = draft_of(scene.day)
    assert draft is not None
    return draft


# req 001-16, Y-12
def test_a_table_that_is_out_is_told_to_whose_hours_change_and_to_nobody_else(
    running: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = Table.select().order_by(Table.id.desc()).first()
    before = {(one.subject, one.attendee_key): (one.uid, one.sequence) for one in CalendarEntry.select()}
    sent = len(mails())
    draft = replanned(running, tables_out={f"t{table.id}": 610})
    monkeypatch.setitem(config._in_force, "BASE_URL", "https://elsewhere.test")
    moved = [one.nomination for one in difference(draft) if one.changes]
    assert 0 < len(moved) < len(running.nominations), "some move and some do not"
    candidates = {one.candidate.email for one in moved}
    coaches = [one.jobcoach.email for one in moved]
    expected = sorted([*candidates, *coaches, "an@bakkerij.example", "bert@bakkerij.example"])
    seen = rehearse(lambda: put_draft_in_force(draft, draft.version, by=running.lotte))
    assert sorted(one.address for one in seen.leaving) == expected
    put_draft_in_force(draft, draft.version, by=running.lotte)
    told = mails()[sent:]
    assert sorted(mail.recipient for mail in told) == expected
    changed = {(one.uid, one.sequence) for one in CalendarEntry.select()} - set(before.values())
    assert changed == {(str(event_of(mail)["UID"]), int(event_of(mail)["SEQUENCE"])) for mail in told}
    assert changed <= {(uid, sequence + 1) for uid, sequence in before.values()}


def begun_and_to_come(scene: Scene) -> tuple[list[Appointment], list[Appointment]]:
    """The speeddates that have begun by now, and those that are to come."""
    listed = scene.appointments()
    return [one for one in listed if one.start_at <= now()], [one for one in listed if one.start_at > now()]


# req Y-12, 001-15
def test_what_has_begun_is_not_moved_by_hand_at_once_or_in_a_draft(running: Scene) -> None:
    begun, coming = begun_and_to_come(running)
    day, lotte = running.day, running.lotte
    late = minute_of(coming[-1].start_at, ZONE) + 60
    seen = stand_of(day, None)
    for date in (begun[0], coming[-1]):
        date.selection_day = day
    one, other = (pin_of_appointment(date) for date in (begun[0], coming[-1]))
    with pytest.raises(Refused, match="al begonnen of voorbij"):
        move_appointment(begun[0], place_key(begun[0]), late, day.version, by=lotte)
    with pytest.raises(Refused, match="Kies een later uur"):
        move_appointment(coming[-1], place_key(coming[-1]), 600, day.version, by=lotte)
    with pytest.raises(Refused, match="al begonnen of voorbij"):
        swap_appointments(coming[-1], begun[0], day.version, by=lotte)
    with pytest.raises(Refused, match="al begonnen of voorbij"):
        move_in_draft(day, one, place_key(begun[0]), late, seen, by=lotte)
    with pytest.raises(Refused, match="Kies een later uur"):
        move_in_draft(day, other, place_key(coming[-1]), 600, seen, by=lotte)
    with pytest.raises(Refused, match="al begonnen of voorbij"):
        swap_in_draft(day, other, one, seen, by=lotte)
    assert draft_of(day) is None
    board = judged(picture_of(day), plan_of(day).to_json())
    assert {piece.pin for piece in board.pieces if piece.has_begun} >= {one}
    assert all(moment.start > 610 for moment in moments_for(board, other))


def test_what_began_while_the_draft_waited_is_told_before_anybody_puts_it_in_force(
    running: Scene, clock: Clock, new_person: Callable[[str], Person]
) -> None:
    _begun, coming = begun_and_to_come(running)
    pin, late = pin_of_appointment(coming[0]), minute_of(coming[-1].start_at, ZONE) + 60
    draft = move_in_draft(running.day, pin, place_key(coming[0]), late, stand_of(running.day, None), by=running.lotte)
    assert clashes_of_draft(draft) == []
    clock.go_to(coming[0].start_at)
    lotte = new_person("lotte@mensen.example")
    page = lotte.visits(f"{running.page}/draft")
    assert "begon, staat in het ontwerp anders. Zet het terug." in page
    assert "Neem" not in " ".join(page.buttons)
    assert "Dit is al begonnen of voorbij" in lotte.visits(f"{running.page}/board/move?pin={pin}")
    assert f'data-pin="{pin}"' not in lotte.visits(f"{running.page}/board").html


# req 001-15
def test_a_tour_that_runs_over_makes_the_next_tour_of_its_guide_wait(running: Scene, clock: Clock) -> None:
    tours = running.appointments("tour")
    first, then = tours[0], next(one for one in tours if one.start_at > tours[0].start_at)
    assert first.tour_line_id == then.tour_line_id
    group = [one for one in tours if one.start_at == first.start_at]
    clock.go_to(first.end_at)
    ends, minutes = minute_of(first.end_at, ZONE), 35
    assert minute_of(then.start_at, ZONE) < ends + minutes
    draft = replanned(running, overrun={f"tour/c{one.nomination_id}": minutes for one in group})
    assert draft.plan["tour"][f"c{first.nomination_id}"] == [f"g{first.tour_line_id}", minute_of(first.start_at, ZONE)]
    later = {key: start for key, (_guide, start) in draft.plan["tour"].items() if start >= ends}
    assert f"c{then.nomination_id}" in later
    assert min(later.values()) >= ends + minutes
    for one in group:
        own = [start for key, (_t, start) in draft.plan["dates"].items() if key.startswith(f"c{one.nomination_id}.")]
        assert all(start < ends or start >= ends + minutes for start in own), "who is on tour is busy so long"
    put_draft_in_force(draft, draft.version, by=running.lotte)


# req 001-15
def test_a_speeddate_that_runs_over_makes_the_next_at_its_table_wait(running: Scene, clock: Clock) -> None:
    first = running.appointments()[0]
    then = next(one for one in running.appointments()[1:] if one.table_id == first.table_id)
    clock.go_to(first.end_at)
    ends = minute_of(first.end_at, ZONE)
    minutes = minute_of(then.start_at, ZONE) - ends + 5
    draft = replanned(running, overrun={pin_of_appointment(first): minutes})
    spots = draft.plan["dates"]
    assert spots[pin_of_appointment(first).partition("/")[2]] == [place_key(first), minute_of(first.start_at, ZONE)]
    at_table = [start for place, start in spots.values() if place == place_key(first) and start >= ends]
    assert all(start >= ends + minutes + running.day.changeover_minutes for start in at_table)
    put_draft_in_force(draft, draft.version, by=running.lotte)
