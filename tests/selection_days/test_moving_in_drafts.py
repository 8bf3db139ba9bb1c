"""The schedule board's steps: moved, swapped, pinned, taken back; the plan in force stays and nobody hears a thing."""

from typing import Any

import pytest

from portal.actions.moving_in_drafts import (
    move_in_draft,
    pin_in_draft,
    redo_in_draft,
    swap_in_draft,
    undo_in_draft,
)
from portal.actions.selection_days import close_day, publish_day
from portal.models.candidates import Candidate
from portal.models.day_plans import DayDraft
from portal.models.outbox import OutboxMail
from portal.models.selection_days import Appointment, Table
from portal.queries.boards import Judged, judged, moments_for, stand_of
from portal.queries.drafts import draft_of
from portal.queries.instances import picture_of, plan_of
from portal.rules.drafts import was_moved_by_hand
from portal.rules.refusals import ChangedMeanwhile, Refused
from tests.selection_days.scene import Scene


@pytest.fixture
def planned(scene: Scene) -> Scene:
    """Six candidates on a published day."""
    day = scene.planned(6)
    publish_day(day, day.version, by=scene.lotte)
    return scene


def stand(scene: Scene) -> str:
    """What somebody sees who looks now."""
    return stand_of(scene.day, draft_of(scene.day))


def board(scene: Scene) -> Judged:
    draft, in_force = draft_of(scene.day), plan_of(scene.day).to_json()
    if draft is None:
        return judged(picture_of(scene.day), in_force)
    return judged(picture_of(scene.day), draft.plan, in_force, draft.pins)


def dates(scene: Scene) -> list[str]:
    return [one.pin for one in board(scene).pieces if one.kind == "speeddate"]


def rows() -> list[Any]:
    columns = (Appointment.id, Appointment.start_at, Appointment.table, Appointment.room, Appointment.item)
    return list(Appointment.select(*columns).order_by(Appointment.id).tuples())


# req Y-12
def test_the_first_move_begins_a_draft_and_leaves_the_plan_in_force_alone(planned: Scene) -> None:
    before, mails, pin = rows(), OutboxMail.select().count(), dates(planned)[0]
    free = moments_for(board(planned), pin)[-1]
    move_in_draft(planned.day, pin, free.place, free.start, stand(planned), by=planned.lotte)
    shown = board(planned)
    piece = shown.piece(pin)
    assert piece is not None
    assert (piece.place, piece.start, piece.is_moved) == (free.place, free.start, True)
    assert (shown.moved, shown.told) == (1, [])
    assert rows() == before
    assert OutboxMail.select().count() == mails


# req Y-12
def test_a_move_that_clashes_is_allowed_in_the_draft_and_told_in_words(planned: Scene) -> None:
    pieces = [piece for piece in board(planned).pieces if piece.kind == "speeddate"]
    one = pieces[0]
    other = next(piece for piece in pieces if piece is not one and piece.place == one.place)
    move_in_draft(planned.day, one.pin, other.place, other.start, stand(planned), by=planned.lotte)
    shown = board(planned)
    assert shown.told
    assert {one.pin, other.pin} <= shown.clashing.keys()
    sentence, values = shown.told[0]
    assert "%(" not in sentence % values


def test_the_same_move_twice_is_one(planned: Scene) -> None:
    pin, seen = dates(planned)[0], stand(planned)
    free = moments_for(board(planned), pin)[0]
    for _time in range(2):
        move_in_draft(planned.day, pin, free.place, free.start, seen, by=planned.lotte)
    draft = DayDraft.get()
    assert len(draft.trail) == 1


def test_who_saw_another_plan_moves_nothing(planned: Scene) -> None:
    first, second = dates(planned)[:2]
    seen = stand(planned)
    free = moments_for(board(planned), first)[0]
    move_in_draft(planned.day, first, free.place, free.start, seen, by=planned.lotte)
    kept = DayDraft.get().plan
    spot = moments_for(board(planned), second)[0]
    with pytest.raises(ChangedMeanwhile, match="intussen gewijzigd"):
        move_in_draft(planned.day, second, spot.place, spot.start, seen, by=planned.lotte)
    assert DayDraft.get().plan == kept


def test_a_refused_first_move_begins_no_draft(planned: Scene) -> None:
    pin = dates(planned)[0]
    place = next(piece.place for piece in board(planned).pieces if piece.pin == pin)
    with pytest.raises(ChangedMeanwhile):
        move_in_draft(planned.day, pin, "t999", 600, stand(planned), by=planned.lotte)
    with pytest.raises(Refused, match="vijf minuten"):
        move_in_draft(planned.day, pin, place, 601, stand(planned), by=planned.lotte)
    with pytest.raises(ChangedMeanwhile):
        move_in_draft(planned.day, "dates/c999.0", "t1", 600, stand(planned), by=planned.lotte)
    assert draft_of(planned.day) is None


def test_a_speeddate_cannot_go_to_a_guide(planned: Scene) -> None:
    guide = next(one.place for one in board(planned).pieces if one.kind == "tour")
    with pytest.raises(ChangedMeanwhile, match="plek"):
        move_in_draft(planned.day, dates(planned)[0], guide, 600, stand(planned), by=planned.lotte)


def test_a_talk_begins_when_its_session_does(planned: Scene) -> None:
    other = planned.add("talks", title="Tweede sessie", start_minute=600, capacity=20, room_name="")
    pin = next(one.pin for one in board(planned).pieces if one.kind == "talk")
    move_in_draft(planned.day, pin, f"s{other.id}", 0, stand(planned), by=planned.lotte)
    piece = board(planned).piece(pin)
    assert piece is not None
    assert (piece.place, piece.start) == (f"s{other.id}", 600)


# req Y-12
def test_two_candidates_trade_places(planned: Scene) -> None:
    one, other = dates(planned)[:2]
    before = DayDraft.select().count() or plan_of(planned.day).to_json()["dates"]
    swap_in_draft(planned.day, one, other, stand(planned), by=planned.lotte)
    after = DayDraft.get().plan["dates"]
    a, b = one.partition("/")[2], other.partition("/")[2]
    assert (after[a], after[b]) == (before[b], before[a])
    tour = next(piece.pin for piece in board(planned).pieces if piece.kind == "tour")
    with pytest.raises(Refused, match="dezelfde soort"):
        swap_in_draft(planned.day, one, tour, stand(planned), by=planned.lotte)


# req Y-12
def test_every_step_is_taken_back_and_done_again(planned: Scene) -> None:
    start = plan_of(planned.day).to_json()
    one, other = dates(planned)[:2]
    free = moments_for(board(planned), one)[-1]
    move_in_draft(planned.day, one, free.place, free.start, stand(planned), by=planned.lotte)
    swap_in_draft(planned.day, one, other, stand(planned), by=planned.lotte)
    end = DayDraft.get().plan
    for _step in range(2):
        undo_in_draft(planned.day, stand(planned), by=planned.lotte)
    assert DayDraft.get().plan == start
    with pytest.raises(Refused, match="niets om ongedaan"):
        undo_in_draft(planned.day, stand(planned), by=planned.lotte)
    for _step in range(2):
        redo_in_draft(planned.day, stand(planned), by=planned.lotte)
    assert DayDraft.get().plan == end
    with pytest.raises(Refused, match="niets om opnieuw"):
        redo_in_draft(planned.day, stand(planned), by=planned.lotte)


def test_a_new_step_forgets_what_was_taken_back(planned: Scene) -> None:
    one, other = dates(planned)[:2]
    swap_in_draft(planned.day, one, other, stand(planned), by=planned.lotte)
    undo_in_draft(planned.day, stand(planned), by=planned.lotte)
    free = moments_for(board(planned), one)[-1]
    move_in_draft(planned.day, one, free.place, free.start, stand(planned), by=planned.lotte)
    assert DayDraft.get().undone == []


def test_what_is_pinned_is_kept_apart_and_let_go_again(planned: Scene) -> None:
    pin = dates(planned)[0]
    for _time in range(2):
        pin_in_draft(planned.day, pin, True, stand(planned), by=planned.lotte)
    assert DayDraft.get().pins == [pin]
    piece = board(planned).piece(pin)
    assert piece is not None
    assert piece.is_pinned
    pin_in_draft(planned.day, pin, False, stand(planned), by=planned.lotte)
    assert DayDraft.get().pins == []


# req Y-12
def test_pinning_is_taken_back_and_done_again_like_a_move(planned: Scene) -> None:
    first, second = dates(planned)[:2]
    pin_in_draft(planned.day, first, True, stand(planned), by=planned.lotte)
    pin_in_draft(planned.day, second, True, stand(planned), by=planned.lotte)
    pin_in_draft(planned.day, first, False, stand(planned), by=planned.lotte)
    seen = []
    for _step in range(3):
        undo_in_draft(planned.day, stand(planned), by=planned.lotte)
        seen.append(sorted(DayDraft.get().pins))
    assert seen == [sorted([first, second]), [first], []]
    for _step in range(3):
        redo_in_draft(planned.day, stand(planned), by=planned.lotte)
    assert DayDraft.get().pins == [second]
    assert not was_moved_by_hand(DayDraft.get().trail)


def test_a_trail_from_before_pins_could_be_taken_back_still_leads_back(planned: Scene) -> None:
    one, other = dates(planned)[:2]
    swap_in_draft(planned.day, one, other, stand(planned), by=planned.lotte)
    draft = DayDraft.get()
    draft.change(trail=[step[:3] for step in draft.trail])
    undo_in_draft(planned.day, stand(planned), by=planned.lotte)
    assert DayDraft.get().plan == plan_of(planned.day).to_json()


def test_no_name_stands_in_a_draft(planned: Scene) -> None:
    one, other = dates(planned)[:2]
    swap_in_draft(planned.day, one, other, stand(planned), by=planned.lotte)
    draft = DayDraft.get()
    written = f"{draft.plan} {draft.trail} {draft.pins}"
    for candidate in Candidate.select():
        assert candidate.first_name not in written


def test_who_has_no_spot_is_listed_and_gets_one(planned: Scene) -> None:
    late = planned.nominate()
    assert {pin for pin in board(planned).lacking if pin.endswith((f"c{late.id}", f"c{late.id}.0"))}
    pin = f"dates/c{late.id}.0"
    free = moments_for(board(planned), pin)[0]
    move_in_draft(planned.day, pin, free.place, free.start, stand(planned), by=planned.lotte)
    assert pin not in board(planned).lacking


def test_what_stood_at_a_table_that_is_gone_has_no_spot(planned: Scene) -> None:
    pin = dates(planned)[0]
    swap_in_draft(planned.day, pin, dates(planned)[1], stand(planned), by=planned.lotte)
    piece = board(planned).piece(pin)
    assert piece is not None
    Table.delete().where(Table.id == int(piece.place[1:])).execute()
    assert pin in board(planned).lacking


def test_nothing_moves_on_a_day_that_is_over(planned: Scene) -> None:
    seen, pin = stand(planned), dates(planned)[0]
    close_day(planned.day, by=planned.lotte)
    with pytest.raises(Refused, match="voorbij"):
        move_in_draft(planned.day, pin, "t1", 600, seen, by=planned.lotte)
