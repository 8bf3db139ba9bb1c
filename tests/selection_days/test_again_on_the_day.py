"""Planning again while the day runs: what has begun stays, and only whose own hours change hear it."""

from datetime import datetime, time

import pytest

from portal import config
from portal.actions.drafts import put_draft_in_force
from portal.actions.planning_runs import ask_for_plan
from portal.actions.selection_days import change_part, publish_day, set_up_day
from portal.clock import now
from portal.models.calendar import CalendarEntry
from portal.models.day_plans import DayDraft
from portal.models.selection_days import Table
from portal.outbox.batches import rehearse
from portal.queries.drafts import difference, draft_of
from portal.queries.instances import minute_of
from tests.clock import Clock
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
