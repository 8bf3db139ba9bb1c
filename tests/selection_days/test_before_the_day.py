"""What is next about the day for each person, and what the clock reminds of."""

from collections.abc import Callable
from datetime import datetime, time, timedelta

from portal.actions.attendance import inform_candidate
from portal.actions.preselections import Assessment, Verdict, register_result, tell_result
from portal.actions.reminding.selection_days import remind_of_selection_days
from portal.actions.selection_days import close_day, publish_day, set_up_day
from portal.clock import now
from portal.models.accounts import User
from portal.models.outbox import OutboxMail
from portal.models.selection_days import Appointment, Attendance
from portal.queries.next_steps.selection_days import selection_day_steps
from portal.queries.nominations import nomination_as_it_stands
from portal.rules.decisions import ToldHow
from portal.rules.preselections import Result
from tests.clock import Clock
from tests.person import Person
from tests.selection_days.at_once import plan_day
from tests.selection_days.scene import DAY, Scene, deliver_everything, event_of, mails, text_of


def next_for(user: User, clock: Clock) -> list[str]:
    return [step.what % step.values for step in selection_day_steps(user, clock.now())]


def at(days: int, hour: int) -> datetime:
    """An hour in Brussels, so many days from the selection day."""
    return datetime.combine(DAY + timedelta(days=days), time(hour))


# req 001-15, 001-16
def test_each_person_reads_what_is_next(scene: Scene, clock: Clock) -> None:
    assert next_for(scene.lotte, clock) == ["Stel de selectiedag samen"]
    scene.crowd(3)
    set_up_day(scene.campaign, by=scene.lotte)
    assert next_for(scene.lotte, clock) == ["Maak de planning van de selectiedag"]
    day = scene.planned(0)
    assert next_for(scene.lotte, clock) == ["Maak de dagplanning bekend"]
    assert next_for(scene.pim, clock) == []
    publish_day(day, day.version, by=scene.lotte)
    assert next_for(scene.lotte, clock) == []
    assert next_for(scene.pim, clock) == ["Vertel Jonas de uren van de selectiedag"]
    assert len(next_for(scene.joke, clock)) == 2
    assert next_for(scene.emma, clock) == []
    clock.go_to(at(0, 8))
    assert next_for(scene.lotte, clock) == ["Vandaag: selectiedag, meld kandidaten aan"]
    assert next_for(scene.emma, clock) == ["Vandaag: selectiedag"]
    assert next_for(scene.erik, clock) == []
    close_day(scene.day, by=scene.lotte)
    assert next_for(scene.lotte, clock) == []
    assert next_for(scene.emma, clock) == []


def test_what_was_told_is_not_asked_for_again(scene: Scene, clock: Clock) -> None:
    day = scene.planned(2)
    publish_day(day, day.version, by=scene.lotte)
    attendance = Attendance.get(Attendance.nomination == scene.nominations[1])
    attendance.selection_day, attendance.nomination.campaign = scene.day, scene.campaign
    inform_candidate(attendance, by=scene.pim)
    assert next_for(scene.pim, clock) == []


def test_the_steps_lead_to_pages_that_are_there(scene: Scene, signed_in: Callable[[str], Person], clock: Clock) -> None:
    day = scene.planned(2)
    assert "Maak de dagplanning bekend" in signed_in("lotte").visits("/")
    publish_day(day, day.version, by=scene.lotte)
    pim = signed_in("pim")
    pim.visits("/")
    assert "Vertel Jonas de uren van de selectiedag" in pim.page


# req 001-16
def test_the_day_before_candidates_and_jobcoaches_who_have_not_told_are_reminded_once(
    scene: Scene, clock: Clock
) -> None:
    day = scene.planned(4)
    publish_day(day, day.version, by=scene.lotte)
    deliver_everything()
    told = Attendance.get(Attendance.nomination == scene.nominations[1])
    told.selection_day, told.nomination.campaign = scene.day, scene.campaign
    inform_candidate(told, by=scene.pim)
    clock.go_to(at(-1, 8))
    assert remind_of_selection_days(clock.now()) == 0, "not before nine"
    clock.go_to(at(-1, 9))
    assert remind_of_selection_days(clock.now()) == 3 + 2
    assert remind_of_selection_days(clock.now()) == 0
    assert len(mails("coach_reminded")) == 3
    reminded = mails("your_day_tomorrow")
    assert {mail.recipient for mail in reminded} == {"kandidaat1@thuis.example", "kandidaat2@thuis.example"}
    first = {mail.recipient: event_of(mail) for mail in mails("your_day")}
    for mail in reminded:
        assert event_of(mail)["UID"] == first[mail.recipient]["UID"]
        assert event_of(mail)["SEQUENCE"] == 0
        assert "Bel je jobcoach" in text_of(mail)


def test_nobody_is_reminded_of_a_day_that_is_not_known_or_over(scene: Scene, clock: Clock) -> None:
    scene.planned(3)
    clock.go_to(at(-1, 10))
    assert remind_of_selection_days(clock.now()) == 0
    day = scene.day
    publish_day(day, day.version, by=scene.lotte)
    clock.go_to(at(0, 10))
    assert remind_of_selection_days(clock.now()) == 0


def test_hours_stay_until_the_jobcoach_has_told_that_somebody_does_not_go_on(scene: Scene) -> None:
    # req X-01, 000-22, 001-24
    day = scene.planned()
    scene.campaign.change(has_preselection=True)
    publish_day(day, day.version, by=scene.lotte)
    deliver_everything()
    stopped = scene.nominations[1]  # of Pim, with a mail address

    def told_by_calendar() -> int:
        gone = OutboxMail.select().where(OutboxMail.template.endswith("cancelled"))
        return gone.where(OutboxMail.recipient << [stopped.candidate.email, "pim@mensen.example"]).count()

    verdict = Verdict(result=Result.NO_GO, words_for_mediator="Te ver.", words_for_candidate="Dichter bij huis.")
    standing = register_result(
        nomination_as_it_stands(stopped), Assessment(lines=[]), verdict, seen_version=0, by=scene.lotte
    )
    scene.nominate(coach=scene.joke)
    for only_new in (True, False):
        plan_day(scene.day, by=scene.lotte, only_new=only_new)
        assert Appointment.select().where(Appointment.nomination == stopped).exists()
    assert told_by_calendar() == 0
    tell_result(standing, now(), ToldHow.IN_PERSON, by=scene.pim)
    plan_day(scene.day, by=scene.lotte)
    assert not Appointment.select().where(Appointment.nomination == stopped).exists()
    assert told_by_calendar() > 0
