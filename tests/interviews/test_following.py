"""What happens to a talk after it was planned: moved, called off, held, and what came of it."""

from portal import clock as portal_clock
from portal.actions.campaigns import cancel_campaign
from portal.actions.nominations import withdraw_nomination
from portal.models.calendar import CalendarEntry
from portal.models.interviews import Interview
from portal.models.outbox import OutboxMail
from portal.queries.nominations import nomination_as_it_stands
from tests.clock import Clock
from tests.interviews.conftest import NewPerson
from tests.interviews.talks import all_mail_left, calendars, moves, plans
from tests.person import Person
from tests.stage import Stage, mails


def test_moving_is_an_update_under_the_same_uid_and_changes_nothing_else(stage: Stage, lotte: Person) -> None:
    # req Y-13
    interview = plans(lotte, stage, "Amina", note="Breng je rijbewijs mee.", with_words="Sara")
    uids = {entry.uid for entry in CalendarEntry.select()}
    moves(lotte, interview, time="14:00")
    assert calendars(interview) == dict.fromkeys(calendars(interview), (1, False))
    assert {entry.uid for entry in CalendarEntry.select()} == uids
    found = Interview.get_by_id(interview.id)
    assert (found.state, found.note, found.with_words, found.minutes) == (
        "planned",
        "Breng je rijbewijs mee.",
        "Sara",
        45,
    )
    assert [to for to, _ in mails("interviews/candidate_moved")] == ["amina@post.example"]


def test_another_note_asks_nobody_for_a_new_answer(stage: Stage, lotte: Person) -> None:
    interview = plans(lotte, stage, "Amina")
    entry = CalendarEntry.get(CalendarEntry.attendee_email == "amina@post.example")
    entry.change(answer="accepted", answered_at=portal_clock.now())
    moves(lotte, interview, note="Breng je rijbewijs mee.")
    assert {sequence for sequence, _ in calendars(interview).values()} == {0}
    assert CalendarEntry.get_by_id(entry.id).answer == "accepted"
    assert len(mails("interviews/candidate_moved")) == 1


def test_the_same_again_sends_nothing(stage: Stage, lotte: Person) -> None:
    interview = plans(lotte, stage, "Amina")
    count = OutboxMail.select().count()
    moves(lotte, interview)
    assert OutboxMail.select().count() == count


def test_another_interviewer_is_invited_and_the_first_one_is_told(
    stage: Stage, lotte: Person, new_person: NewPerson
) -> None:
    interview = plans(lotte, stage, "Amina")
    all_mail_left()
    moves(lotte, interview, interviewer=stage.people["karel"].public_id)
    found = calendars(interview)
    assert found["lotte@netwerk.example"] == (1, True)
    assert found["karel@netwerk.example"] == (0, False)
    assert [to for to, _ in mails("interviews/cancelled")] == ["lotte@netwerk.example"]


def test_two_who_change_it_at_once(stage: Stage, lotte: Person, new_person: NewPerson) -> None:
    interview = plans(lotte, stage, "Amina")
    karel = new_person("karel@netwerk.example")
    karel.visits(f"/interviews/{interview.public_id}/change")
    moves(lotte, interview, time="14:00")
    karel.fills_in(press="Bekijk de mails", time="15:00", expect=409)
    assert Interview.get_by_id(interview.id).starts_at.hour == 13


def test_calling_off_takes_it_out_of_every_calendar_and_says_no_reason_by_mail(stage: Stage, lotte: Person) -> None:
    interview = plans(lotte, stage, "Amina")
    all_mail_left()
    lotte.visits(f"/interviews/{interview.public_id}/call-off")
    lotte.fills_in(press="Zeg het gesprek af", reason="Lotte is ziek.")
    assert all(cancelled for _, cancelled in calendars(interview).values())
    assert {to for to, _ in mails("interviews/cancelled")} == {"pim@netwerk.example", "lotte@netwerk.example"}
    assert [to for to, _ in mails("interviews/candidate_cancelled")] == ["amina@post.example"]
    assert not any(b"ziek" in bytes(row.raw) for row in OutboxMail.select())
    assert "Lotte is ziek." in lotte.visits(f"/nominations/{stage.nominations['Amina'].public_id}")


def test_after_calling_off_a_new_talk_can_be_planned_at_the_same_time(stage: Stage, lotte: Person) -> None:
    first = plans(lotte, stage, "Amina")
    all_mail_left()
    lotte.visits(f"/interviews/{first.public_id}/call-off")
    lotte.fills_in(press="Zeg het gesprek af")
    second = plans(lotte, stage, "Amina")
    assert second.id != first.id
    assert calendars(second) == dict.fromkeys(calendars(first), (0, False))
    lotte.visits(f"/interviews/{first.public_id}")
    assert "Verzet of wijzig" not in lotte.page


def test_the_result_goes_to_the_jobcoach_by_mail_and_the_words_stay_inside(
    stage: Stage, lotte: Person, clock: Clock, new_person: NewPerson
) -> None:  # req 000-18, 000-19
    interview = plans(lotte, stage, "Amina")
    assert "Noteer hoe het ging" not in lotte.visits(f"/interviews/{interview.public_id}")
    clock.go_to("2026-11-19 10:50")
    lotte.signs_in("lotte@netwerk.example")
    assert "Noteer hoe het gesprek met Amina ging" in lotte.visits("/")
    lotte.visits(f"/interviews/{interview.public_id}/report")
    lotte.fills_in(press="Bewaar", result="go_on", words="Vlot en goed voorbereid.")
    ((to, subject),) = mails("interviews/result")
    assert to == "pim@netwerk.example"
    assert "Amina" not in subject
    raw = bytes(OutboxMail.get(OutboxMail.template == "interviews/result").raw)
    assert b"Gaat door naar de volgende ronde" in raw
    assert b"goed voorbereid" not in raw
    assert Interview.get_by_id(interview.id).state == "held"
    pim = new_person("pim@netwerk.example")
    assert "Vlot en goed voorbereid." in pim.visits(f"/interviews/{interview.public_id}")
    assert "gaat door naar de volgende ronde" in pim.visits(f"/nominations/{stage.nominations['Amina'].public_id}")
    assert "Noteer hoe het gesprek" not in lotte.visits("/")


def test_saying_the_same_result_again_sends_no_second_mail(stage: Stage, lotte: Person, clock: Clock) -> None:
    interview = plans(lotte, stage, "Amina")
    clock.go_to("2026-11-19 11:00")
    lotte.signs_in("lotte@netwerk.example")
    for result in ("wait", "go_on", "go_on", "stop_here"):
        lotte.visits(f"/interviews/{interview.public_id}/report")
        lotte.fills_in(press="Bewaar", result=result, words="Zie verslag.")
    assert len(mails("interviews/result")) == 2


def test_withdrawing_a_nomination_calls_its_coming_talks_off(stage: Stage, lotte: Person, clock: Clock) -> None:
    past = plans(lotte, stage, "Amina", on="2026-11-18")
    coming = plans(lotte, stage, "Amina", on="2026-11-24")
    other = plans(lotte, stage, "Bram", on="2026-11-24", time="13:00")
    all_mail_left()
    clock.go_to("2026-11-19 09:00")
    nomination = nomination_as_it_stands(stage.nominations["Amina"])
    withdraw_nomination(nomination, "Vond ander werk.", by=stage.people["pim"])
    states = {one.id: one.state for one in Interview.select()}
    assert states == {past.id: "planned", coming.id: "cancelled", other.id: "planned"}
    assert all(cancelled for _, cancelled in calendars(coming).values())
    assert not any(cancelled for _, cancelled in [*calendars(past).values(), *calendars(other).values()])


def test_a_campaign_that_is_called_off_takes_its_coming_talks_out(stage: Stage, lotte: Person) -> None:  # req Y-2
    interviews = [plans(lotte, stage, name, on=f"2026-11-{day}") for name, day in (("Amina", 19), ("Dries", 20))]
    all_mail_left()
    cancel_campaign(stage.campaign, "De werkgever stopt ermee.", by=stage.people["lotte"])
    assert {one.state for one in Interview.select()} == {"cancelled"}
    assert all(cancelled for one in interviews for _, cancelled in calendars(one).values())
    assert {to for to, _ in mails("interviews/candidate_cancelled")} == {"amina@post.example", "dries@post.example"}


def test_the_jobcoach_is_reminded_to_prepare_the_talk(
    stage: Stage, lotte: Person, clock: Clock, new_person: NewPerson
) -> None:
    plans(lotte, stage, "Amina")
    assert "Bereid Amina voor op het gesprek" in new_person("pim@netwerk.example").visits("/")
    assert "Bereid Amina voor" not in new_person("joke@netwerk.example").visits("/")
    clock.go_to("2026-11-19 10:01")
    assert "Bereid Amina voor" not in new_person("pim@netwerk.example").visits("/")


def test_another_organisation_finds_no_talk(stage: Stage, lotte: Person, new_person: NewPerson) -> None:  # req P2
    interview = plans(lotte, stage, "Amina")
    for name, status in (("sofie", 200), ("an", 200), ("karel", 200), ("joke", 404), ("emma", 404)):
        new_person(f"{name}@netwerk.example").visits(f"/interviews/{interview.public_id}", expect=status)


def test_the_list_of_talks_shows_who_answered_what(stage: Stage, lotte: Person) -> None:
    plans(lotte, stage, "Amina")
    CalendarEntry.update(answer="declined").where(CalendarEntry.attendee_email == "pim@netwerk.example").execute()
    page = lotte.visits(f"/campaigns/{stage.campaign_id}/interviews")
    assert "Pim Adriaans: komt niet" in page
    assert "Amina: nog geen antwoord" in page
    assert "Hier staan geen gesprekken." in lotte.visits(f"/campaigns/{stage.campaign_id}/interviews?state=held")
