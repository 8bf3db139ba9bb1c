"""Making the day known, and everything that changes after: who hears it, and what stands in the calendars."""

from collections import Counter
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from portal.actions.appointments import move_appointment, swap_appointments
from portal.actions.attendance import inform_candidate, note_attendance
from portal.actions.campaigns import cancel_campaign, set_dates
from portal.actions.inviting_to_the_day import tell_day
from portal.actions.nominations import withdraw_nomination
from portal.actions.selection_days import (
    cancel_day,
    change_day,
    change_part,
    close_day,
    move_day,
    publish_day,
    remove_part,
    reopen_day,
    set_up_day,
)
from portal.models.calendar import CalendarEntry
from portal.models.selection_days import Appointment, Attendance, SelectionDay, Table, TourLine
from portal.outbox.batches import rehearse
from portal.queries.instances import minute_of, place_key
from portal.rules.campaigns import dates_of
from portal.rules.refusals import ChangedMeanwhile, Refused
from portal.rules.selection_days import STEP
from tests.selection_days.at_once import plan_day
from tests.selection_days.scene import DAY, Scene, deliver_everything, event_of, mails, parsed, text_of

BRUSSELS = ZoneInfo("Europe/Brussels")
ZONE = "Europe/Brussels"


@pytest.fixture
def published(scene: Scene) -> Scene:
    """Six candidates, four of them with an address; two assessors at the first table, one guide; everything sent."""
    scene.crowd(6)
    set_up_day(scene.campaign, by=scene.lotte)
    table, guide = Table.select().order_by(Table.id).first(), TourLine.get()
    table.selection_day = guide.selection_day = scene.day
    people = [
        {"public_id": "", "name": name, "email": email, "job_title": ""}
        for name, email in (("An Claes", "an@bakkerij.example"), ("Bert Maes", "bert@bakkerij.example"))
    ]
    values = {"name": "Tafel 1", "vacancy": table.vacancy_id, "features": [], "assessors": people}
    change_part(table, "tables", values, by=scene.lotte)
    guided = {"guide_name": "Gerda Bos", "guide_email": "gerda@bakkerij.example", "group_size": 6, "features": []}
    change_part(guide, "guides", guided, by=scene.lotte)
    day = scene.day
    plan_day(day, by=scene.lotte)
    day = scene.day
    publish_day(day, day.version, by=scene.lotte)
    deliver_everything()
    return scene


def new_mails(template: str = "") -> list[Any]:
    """What was posted after the mails of publishing."""
    return [mail for mail in mails(template) if mail.status != "sent"]


def free_minute(scene: Scene, one: Appointment) -> int:
    """A minute late in the day, when nobody has anything."""
    last = max(other.end_at for other in Appointment.select())
    return max(minute_of(last, ZONE) + 30, 800) // STEP * STEP


def hours_of(scene: Scene, nomination: Any) -> list[Appointment]:
    return list(Appointment.select().where(Appointment.nomination == nomination).order_by(Appointment.start_at))


# req 001-16
def test_each_candidates_hours_go_to_the_jobcoach_and_to_the_candidate_with_an_address(published: Scene) -> None:
    assert len(mails("hours_known")) == 6
    assert {mail.recipient for mail in mails("hours_known")} == {"pim@mensen.example", "joke@mensen.example"}
    with_address = {one.candidate.email for one in published.nominations if one.candidate.email}
    assert {mail.recipient for mail in mails("your_day")} == with_address
    assert {mail.recipient for mail in mails("duty_known")} == {
        "an@bakkerij.example",
        "bert@bakkerij.example",
        "gerda@bakkerij.example",
    }
    assert Attendance.select().where(Attendance.state == "expected").count() == 6


# req 001-16
def test_one_appointment_lasts_from_the_first_part_to_the_last_and_lists_them(published: Scene) -> None:
    nomination = published.nominations[1]
    own = hours_of(published, nomination)
    (mail,) = (one for one in mails("your_day") if one.recipient == nomination.candidate.email)
    event = event_of(mail)
    assert (event.method, event["SEQUENCE"]) == ("REQUEST", 0)
    assert event.decoded("DTSTART") == own[0].start_at
    assert event.decoded("DTEND") == own[-1].end_at
    for one in own:
        assert f"{one.start_at.astimezone(BRUSSELS):%-H.%M} uur" in event["DESCRIPTION"]
        assert f"{one.start_at.astimezone(BRUSSELS):%-H.%M} uur" in text_of(mail)
    assert "Ovenstraat 3" in event["LOCATION"]
    assert "Pim de Wit: +32 9 123 45 67" in text_of(mail)


def test_only_the_own_jobcoach_reads_a_candidates_name_and_no_subject_does(published: Scene) -> None:
    for mail in mails():
        event = event_of(mail)
        said = {
            one.candidate.first_name
            for one in published.nominations
            if one.candidate.first_name in text_of(mail) or one.candidate.first_name in event.get("DESCRIPTION", "")
        }
        subject = parsed(mail)["Subject"] + event["SUMMARY"]
        assert not any(one.candidate.first_name in subject for one in published.nominations)
        assert not any(one.candidate.last_name in mail.raw.decode() for one in published.nominations)
        if mail.template == "selection_days/hours_known":
            (name,) = said
            (nomination,) = (one for one in published.nominations if one.candidate.first_name == name)
            assert nomination.jobcoach.email == mail.recipient
        elif mail.template == "selection_days/duty_known":
            assert said == set()


def test_an_assessors_duty_lasts_from_the_first_speeddate_of_the_table_to_the_last(published: Scene) -> None:
    table = Table.get(Table.name == "Tafel 1")
    there = [one for one in published.appointments() if one.table_id == table.id]
    (mail,) = (one for one in mails("duty_known") if one.recipient == "an@bakkerij.example")
    event = event_of(mail)
    assert event.decoded("DTSTART") == there[0].start_at
    assert event.decoded("DTEND") == there[-1].end_at


def test_publishing_twice_sends_everything_once(published: Scene) -> None:
    day = published.day
    assert publish_day(day, day.version, by=published.lotte) == 0
    assert tell_day(day) == 0
    assert new_mails() == []


def test_a_plan_that_somebody_else_changed_is_not_published_unseen(scene: Scene) -> None:
    day = scene.planned(3)
    with pytest.raises(ChangedMeanwhile):
        publish_day(day, day.version - 1, by=scene.lotte)
    assert scene.day.state == "draft"
    assert mails() == []


def test_a_plan_that_clashes_or_is_empty_is_not_published(scene: Scene) -> None:
    scene.crowd(3)
    day = set_up_day(scene.campaign, by=scene.lotte)
    with pytest.raises(Refused, match="nog geen planning"):
        publish_day(day, day.version, by=scene.lotte)
    plan_day(day, by=scene.lotte)
    talk, tour = hours_of(scene, scene.nominations[0])[0], scene.appointments("tour")[0]
    Appointment.update(start_at=talk.start_at, end_at=talk.end_at).where(Appointment.id == tour.id).execute()
    with pytest.raises(Refused):
        publish_day(scene.day, scene.day.version, by=scene.lotte)
    assert scene.day.state == "draft"


def test_the_preview_counts_what_publishing_sends(scene: Scene) -> None:
    day = scene.planned(6)
    found = rehearse(lambda: publish_day(day, day.version, by=scene.lotte))
    assert scene.day.state == "draft"
    sent = publish_day(day, day.version, by=scene.lotte)
    assert (found.counts["selection_days/hours_known"], found.counts["selection_days/your_day"]) == (6, 4)
    assert Counter(one.reason for one in found.left_out) == {
        "Heeft geen e-mailadres: de jobcoach vertelt de uren.": 2,
        "Is gids van een rondleiding, maar heeft geen e-mailadres.": 1,
    }
    assert sent == len(found.leaving)
    example = next(one for one in found.examples if one.planned.template == "selection_days/your_day")
    assert example.planned.address in {mail.recipient for mail in mails("your_day")}


# req Y-13
def test_a_moved_hour_updates_the_same_appointments_of_those_concerned_only(published: Scene) -> None:
    nomination = published.nominations[1]
    before = {entry.uid: entry.sequence for entry in CalendarEntry.select()}
    (one,) = (own for own in hours_of(published, nomination) if own.kind == "speeddate")
    place, minute = place_key(one), free_minute(published, one)
    move_appointment(one, place, minute, published.day.version, by=published.lotte)
    posted = {mail.recipient: event_of(mail) for mail in new_mails()}
    assert {mail.template for mail in new_mails()} == {
        "selection_days/hours_changed",
        "selection_days/your_day_changed",
    }
    assert set(posted) == {"pim@mensen.example", nomination.candidate.email}
    for event in posted.values():
        assert event["SEQUENCE"] == before[event["UID"]] + 1
        assert event.method == "REQUEST"
        assert event.decoded("DTEND") == Appointment.get_by_id(one.id).end_at


# req Y-13
def test_another_hour_in_the_middle_of_somebodys_day_raises_the_sequence_too(published: Scene) -> None:
    nomination = published.nominations[1]
    own = hours_of(published, nomination)
    move_appointment(own[-1], place_key(own[-1]), 960, published.day.version, by=published.lotte)
    deliver_everything()
    spans = [(entry.uid, entry.starts_at, entry.ends_at) for entry in CalendarEntry.select().order_by(CalendarEntry.id)]
    middle = own[2]
    move_appointment(middle, place_key(middle), 900, published.day.version, by=published.lotte)
    assert [
        (entry.uid, entry.starts_at, entry.ends_at) for entry in CalendarEntry.select().order_by(CalendarEntry.id)
    ] == spans
    assert [event_of(mail)["SEQUENCE"] for mail in new_mails("hours_changed")] == [2]


# req Y-13
def test_changed_hours_are_to_be_told_again(published: Scene) -> None:
    nomination = published.nominations[1]
    attendance = Attendance.get(Attendance.nomination == nomination)
    attendance.selection_day, attendance.nomination.campaign = published.day, published.campaign
    inform_candidate(attendance, by=published.pim)
    one = hours_of(published, nomination)[-1]
    move_appointment(one, place_key(one), free_minute(published, one), published.day.version, by=published.lotte)
    assert Attendance.get_by_id(attendance.id).informed_at is None


# req Y-12
def test_a_move_into_a_double_booking_is_refused_with_a_sentence(published: Scene) -> None:
    table = Table.get(Table.name == "Tafel 1")
    one, other = [own for own in published.appointments() if own.table_id == table.id][:2]
    taken = minute_of(other.start_at, ZONE)
    with pytest.raises(Refused) as refused:
        move_appointment(one, place_key(other), taken, published.day.version, by=published.lotte)
    assert "botsen" in refused.value.sentence or "twee plekken" in refused.value.sentence
    assert new_mails() == []
    assert Appointment.get_by_id(one.id).start_at == one.start_at


def test_moving_to_where_it_stands_is_nothing(published: Scene) -> None:
    one, version = published.appointments()[0], published.day.version
    move_appointment(one, place_key(one), minute_of(one.start_at, ZONE), version, by=published.lotte)
    assert published.day.version == version


def test_a_move_on_a_plan_that_changed_meanwhile_is_refused(published: Scene) -> None:
    one = published.appointments()[0]
    with pytest.raises(ChangedMeanwhile):
        move_appointment(
            one, place_key(one), free_minute(published, one), published.day.version - 1, by=published.lotte
        )


# req Y-12
def test_a_swap_trades_places_and_hours(published: Scene) -> None:
    table = Table.get(Table.name == "Tafel 1")
    one, other = [own for own in published.appointments() if own.table_id == table.id][:2]
    both = [one.nomination_id, other.nomination_id]
    Appointment.delete().where(Appointment.kind.in_(("tour", "test")), Appointment.nomination.in_(both)).execute()
    swap_appointments(one, other, published.day.version, by=published.lotte)
    here, there = Appointment.get_by_id(one.id), Appointment.get_by_id(other.id)
    assert (here.start_at, there.start_at) == (other.start_at, one.start_at)
    assert (here.end_at, there.end_at) == (other.end_at, one.end_at)
    assert {mail.template for mail in new_mails()} >= {"selection_days/hours_changed"}


def test_only_alike_things_are_swapped(published: Scene) -> None:
    with pytest.raises(Refused):
        swap_appointments(
            published.appointments()[0], published.appointments("tour")[0], published.day.version, by=published.lotte
        )


# req Y-13
def test_a_withdrawn_candidate_leaves_the_plan_and_the_calendars(published: Scene) -> None:
    nomination = published.nominations[1]
    withdraw_nomination(nomination, "Heeft werk gevonden.", by=published.pim)
    assert hours_of(published, nomination) == []
    cancelled = {mail.recipient: event_of(mail) for mail in new_mails() if "cancelled" in mail.template}
    assert set(cancelled) == {"pim@mensen.example", nomination.candidate.email}
    for event in cancelled.values():
        assert (event.method, event["STATUS"], event["SEQUENCE"]) == ("CANCEL", "CANCELLED", 1)
    assert {entry.cancelled for entry in CalendarEntry.select() if nomination.public_id in entry.subject} == {True}


# req Y-13
def test_who_does_not_come_leaves_the_calendars_and_comes_back_when_it_was_a_mistake(published: Scene) -> None:
    nomination = published.nominations[1]
    attendance = Attendance.get(Attendance.nomination == nomination)
    attendance.selection_day, attendance.nomination.campaign = published.day, published.campaign
    note_attendance(attendance, "mark_absent", by=published.lotte)
    assert [event_of(mail).method for mail in new_mails("hours_cancelled")] == ["CANCEL"]
    note_attendance(attendance, "mark_absent", by=published.lotte)
    assert len(new_mails("hours_cancelled")) == 1
    deliver_everything()
    note_attendance(attendance, "expect_again", by=published.lotte)
    assert [event_of(mail)["SEQUENCE"] for mail in new_mails("hours_known")] == [2]


# req Y-13
def test_another_date_takes_everything_along_at_the_same_hours(published: Scene) -> None:
    before = {one.id: one.start_at for one in Appointment.select()}
    move_day(published.day, DAY + timedelta(days=2), by=published.lotte)
    assert {one.id: one.start_at - timedelta(days=2) for one in Appointment.select()} == before
    assert {event_of(mail)["SEQUENCE"] for mail in new_mails()} == {1}
    with_address = CalendarEntry.attendee_key != ""
    assert len(new_mails()) == CalendarEntry.select().where(with_address).count()
    assert type(published.campaign).get_by_id(published.campaign.id).selection_day_on == DAY + timedelta(days=2)


# req Y-13
def test_a_new_date_of_the_campaign_moves_the_day(published: Scene) -> None:
    wanted = dates_of(published.campaign)
    campaign = type(published.campaign).get_by_id(published.campaign.id)
    set_dates(
        campaign, type(wanted)(**{**vars(wanted), "selection_day_on": DAY + timedelta(days=7)}), by=published.lotte
    )
    assert published.day.on == DAY + timedelta(days=7)
    assert len(new_mails("hours_changed")) == 6


def test_hours_stay_the_same_on_the_other_side_of_the_clock_change(scene: Scene) -> None:
    scene.planned(2)
    one = scene.appointments()[0]
    before = one.start_at.astimezone(BRUSSELS)
    move_day(scene.day, datetime(2027, 4, 6, tzinfo=BRUSSELS).date(), by=scene.lotte)
    after = Appointment.get_by_id(one.id).start_at.astimezone(BRUSSELS)
    assert (after.hour, after.minute) == (before.hour, before.minute)
    assert after.utcoffset() != before.utcoffset()


# req Y-13
def test_calling_the_campaign_off_takes_the_day_out_of_every_calendar(published: Scene) -> None:
    standing = CalendarEntry.select().where(CalendarEntry.attendee_key != "").count()
    cancel_campaign(published.campaign, "Het bedrijf stopt.", by=published.lotte)
    told = mails("day_cancelled")
    assert len(told) == standing
    assert {event_of(mail).method for mail in told} == {"CANCEL"}
    assert {entry.cancelled for entry in CalendarEntry.select()} == {True}
    assert published.day.state == "cancelled"
    assert cancel_day(published.day, by=published.lotte) == 0
    candidate = next(mail for mail in told if mail.recipient.endswith("@thuis.example"))
    assert "Lotte" not in text_of(candidate), "a candidate calls the own jobcoach"


def test_a_day_that_nobody_knew_is_called_off_in_silence(scene: Scene) -> None:
    scene.planned(3)
    cancel_day(scene.day, by=scene.lotte)
    assert mails() == []


def test_what_never_left_needs_no_cancellation(scene: Scene) -> None:
    day = scene.planned(3)
    publish_day(day, day.version, by=scene.lotte)
    cancel_day(scene.day, by=scene.lotte)
    assert mails("day_cancelled") == []
    assert {mail.status for mail in mails()} == {"superseded"}


def test_planning_only_the_new_one_after_publishing_tells_nobody_else(published: Scene) -> None:
    new = published.nominate(coach=published.joke, email="nieuw@thuis.example")
    day = published.day
    plan_day(day, by=published.lotte, only_new=True)
    told = [mail for mail in new_mails() if "duty" not in mail.template]
    assert {mail.recipient for mail in told} == {"joke@mensen.example", "nieuw@thuis.example"}
    assert Attendance.get(Attendance.nomination == new).state == "expected"


def test_another_jobcoach_gets_the_hours_and_the_first_one_loses_them(published: Scene) -> None:
    nomination = published.nominations[1]
    nomination.change(jobcoach=published.joke)
    tell_day(published.day)
    (gone,) = new_mails("hours_cancelled")
    assert gone.recipient == "pim@mensen.example"
    assert "Joke" not in text_of(gone)
    assert "joke@mensen.example" in {mail.recipient for mail in new_mails("hours_known")}


def test_a_table_where_people_are_expected_stays(published: Scene) -> None:
    table = Table.get(Table.name == "Tafel 1")
    table.selection_day = published.day
    with pytest.raises(Refused, match="verwacht"):
        remove_part(table, by=published.lotte)


def test_an_assessor_who_leaves_the_table_leaves_the_calendar(published: Scene) -> None:
    table = Table.get(Table.name == "Tafel 1")
    table.selection_day = published.day
    an = table.assessors.where(type(table.assessors.model.get()).name == "An Claes").get()
    people = [{"public_id": an.public_id, "name": "An Claes", "email": an.email, "job_title": ""}]
    values = {"name": "Tafel 1", "vacancy": table.vacancy_id, "features": [], "assessors": people}
    change_part(table, "tables", values, by=published.lotte)
    (mail,) = new_mails("duty_cancelled")
    assert mail.recipient == "bert@bakkerij.example"
    assert table.assessors.get().id == an.id


def test_a_new_name_of_a_table_reaches_those_who_sit_there(published: Scene) -> None:
    table = Table.select().order_by(Table.id.desc()).first()
    table.selection_day = published.day
    values = {"name": "Tafel bij het raam", "vacancy": table.vacancy_id, "features": [], "assessors": []}
    change_part(table, "tables", values, by=published.lotte)
    at_table = {one.nomination_id for one in published.appointments() if one.table_id == table.id}
    assert len(new_mails("hours_changed")) == len(at_table)
    assert all("Tafel bij het raam" in text_of(mail) for mail in new_mails("hours_changed"))


def test_a_closed_day_stands_still_until_it_is_reopened(published: Scene) -> None:
    close_day(published.day, by=published.lotte)
    one = published.appointments()[0]
    with pytest.raises(Refused):
        move_appointment(one, place_key(one), 900, published.day.version, by=published.lotte)
    with pytest.raises(Refused):
        change_day(published.day, published.day.version, by=published.lotte, bring="Boterham")
    with pytest.raises(Refused):
        plan_day(published.day, by=published.lotte)
    reopen_day(published.day, by=published.lotte)
    move_appointment(one, place_key(one), free_minute(published, one), published.day.version, by=published.lotte)


def test_the_day_belongs_to_one_campaign(published: Scene) -> None:
    assert SelectionDay.select().count() == 1
