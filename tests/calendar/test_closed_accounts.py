"""A closed account has nothing ahead in its calendar, whatever changes meanwhile; opened again it has all of it."""

from datetime import date, timedelta

from flask import Flask

from portal.actions.accounts import deactivate, reactivate
from portal.actions.aftercare import follow_first_day, move_aftercare
from portal.actions.inviting_to_internships import tell_internship
from portal.actions.inviting_to_interviews import tell_interview
from portal.models.accounts import User
from portal.models.calendar import CalendarEntry
from portal.models.internships import FollowUp, Internship
from portal.models.interviews import Interview
from portal.models.placements import AftercareMoment, Placement
from portal.queries.internships import placements_coached_by, visible_internship
from portal.queries.interviews import visible_interview
from tests.answers.scene import PIM, make_scene
from tests.clock import Clock
from tests.stage import Stage

AHEAD = {"interview", "internship_start", "follow_up", "evaluation", "aftercare"}


def _coached(stage: Stage) -> None:
    """Pim's calendar: Bram begins soon, Amina was hired."""
    pim = stage.people["pim"]
    internships = {
        name: Internship.create(
            state=state, nomination=stage.nominations[name], vacancy=stage.vacancies[0], jobcoach=pim,
            starts_on=starts_on, ends_on=starts_on + timedelta(days=11), place="Ovenstraat 1, Mol",
            supervisor_name="Rik Smolders", supervisor_phone="014 00 00 00",
        )
        for name, state, starts_on in (
            ("Bram", "planned", date(2026, 11, 30)), ("Amina", "ended", date(2026, 11, 2)),
        )
    }  # fmt: skip
    FollowUp.create(internship=internships["Bram"], on=date(2026, 12, 1), start_minute=600, channel="phone")
    coming = visible_internship(pim, internships["Bram"].public_id)
    assert coming is not None
    tell_internship(coming)
    Placement.create(
        internship=internships["Amina"], outcome="hired", motivation="Ze hoort erbij.", by=pim,
        starts_on=date(2026, 11, 23),
    )  # fmt: skip
    (placement,) = placements_coached_by(pim)
    follow_first_day(placement, None, by=pim)


def _standing() -> set[str]:
    rows = CalendarEntry.select().where(CalendarEntry.attendee_key == PIM, ~CalendarEntry.cancelled)
    return {row.kind for row in rows}


def _others() -> set[tuple[str, int, object]]:
    rows = CalendarEntry.select().where(CalendarEntry.attendee_key != PIM)
    return {(row.uid, row.sequence, row.stamped_at) for row in rows}


def test_an_account_that_opens_again_has_talks_internships_and_aftercare_back(app: Flask, clock: Clock) -> None:
    stage = make_scene(app).stage
    _coached(stage)
    lotte, pim = stage.people["lotte"], stage.people["pim"]
    before = {entry.uid for entry in CalendarEntry.select().where(CalendarEntry.attendee_key == PIM)}
    assert _standing() >= AHEAD
    deactivate(pim, by=lotte)
    assert _standing() & AHEAD == set()
    untouched = _others()
    reactivate(User.get_by_id(pim.id), by=lotte)
    assert _standing() >= AHEAD
    assert _others() == untouched  # nobody else hears of it
    assert {entry.uid for entry in CalendarEntry.select().where(CalendarEntry.attendee_key == PIM)} == before


def test_nothing_that_changes_meanwhile_reaches_a_closed_account(app: Flask, clock: Clock) -> None:
    stage = make_scene(app).stage
    _coached(stage)
    lotte, pim = stage.people["lotte"], stage.people["pim"]
    deactivate(pim, by=lotte)
    interview = visible_interview(lotte, Interview.get().public_id)
    assert interview is not None
    interview.change(place="De Werkbank, tweede verdieping")
    tell_interview(interview)
    moment = AftercareMoment.select().order_by(AftercareMoment.on).first()
    (moment.placement,) = placements_coached_by(User.get_by_id(pim.id))
    move_aftercare(moment, by=lotte, start_minute=660)
    assert _standing() & AHEAD == set()


def test_what_passed_while_the_account_was_closed_does_not_come_back(app: Flask, clock: Clock) -> None:
    stage = make_scene(app).stage
    _coached(stage)
    lotte, pim = stage.people["lotte"], stage.people["pim"]
    deactivate(pim, by=lotte)
    clock.go_to("2026-12-02 09:00")
    reactivate(User.get_by_id(pim.id), by=lotte)
    standing = CalendarEntry.select().where(CalendarEntry.attendee_key == PIM, ~CalendarEntry.cancelled)
    assert {one.kind for one in standing} >= {"evaluation", "aftercare"}
    assert all(one.ends_at > clock.now() for one in standing)
