"""The orientation internship from plan to evaluation, through the pages."""

import email
import email.policy
from collections.abc import Callable
from typing import Any

import pytest
from icalendar import Calendar

from portal import clock as portal_clock
from portal.actions.internships import ask_for_evaluation
from portal.actions.reminding.internships import ask_for_evaluations
from portal.models.calendar import CalendarEntry
from portal.models.internships import Evaluation, FollowUp, Internship
from portal.models.outbox import OutboxMail
from portal.models.placements import MeasureRequest, Placement
from portal.queries.internships import evaluations_of, visible_internship
from portal.rules.links import Purpose
from tests.clock import Clock
from tests.outbox.reading import body, read
from tests.person import Person
from tests.stage import Stage, mails

NewPerson = Callable[..., Person]


def _internship(stage: Stage) -> Internship:
    found = visible_internship(stage.people["pim"], Internship.get().public_id)
    assert found is not None
    return found


def _start(pim: Person, clock: Clock) -> str:
    path = f"/internships/{Internship.get().public_id}"
    pim.visits(f"{path}/contract")
    pim.clicks("Het contract is opgemaakt")
    clock.go_to("2026-11-30 08:45")
    pim.signs_in("pim@netwerk.example")
    pim.visits(f"{path}/start")
    pim.fills_in(press="Start de stage", candidate=True, employer=True, jobcoach=True)
    assert Internship.get().state == "running"
    return path


def test_it_is_proposed_for_ten_working_days(stage: Stage, pim: Person) -> None:  # req 001-25, 001-29
    internship = Internship.get()
    assert (str(internship.starts_on), str(internship.ends_on)) == ("2026-11-30", "2026-12-11")
    assert internship.jobcoach_present
    assert internship.hours_a_week == 30
    assert [str(moment.on) for moment in FollowUp.select().order_by(FollowUp.on)] == [
        "2026-11-30",
        "2026-12-02",
        "2026-12-04",
        "2026-12-09",
    ]


def test_everyone_who_is_there_at_the_start_gets_one_invitation(stage: Stage, pim: Person) -> None:
    # req 001-29, Y-13
    invited = {entry.attendee_email for entry in CalendarEntry.select().where(CalendarEntry.kind == "internship_start")}
    assert invited == {
        "pim@netwerk.example",
        "amina@post.example",
        "rik@dester.example",
        "emma@netwerk.example",
    }
    assert [to for to, _ in mails("internships/candidate_start_planned")] == ["amina@post.example"]
    assert len(mails("internships/start_planned")) == 3


def test_nobody_is_told_that_the_jobcoach_comes_along_when_it_was_agreed_otherwise(stage: Stage, pim: Person) -> None:
    # req 001-29
    def told(template: str, recipient: str) -> str:
        rows = OutboxMail.select().where(OutboxMail.template == template, OutboxMail.recipient == recipient)
        return body(read(bytes(rows.order_by(OutboxMail.id.desc()).get().raw)), "plain")

    assert "Je jobcoach Pim Adriaans komt mee op de eerste dag." in told(
        "internships/candidate_start_planned", "amina@post.example"
    )
    assert "De jobcoach, Pim Adriaans, is erbij." in told("internships/start_planned", "rik@dester.example")
    assert "is erbij" not in told("internships/start_planned", "pim@netwerk.example")  # who knows
    Internship.get().change(jobcoach_present=False)
    pim.visits(f"/internships/{Internship.get().public_id}/change")
    pim.fills_in(press="Bewaar en stuur uit", starts_on="2026-12-01", ends_on="2026-12-14")
    moved = told("internships/candidate_start_moved", "amina@post.example")
    assert "Je jobcoach Pim Adriaans is er die dag niet bij, maar helpt je graag." in moved
    assert "komt mee" not in moved
    assert "is er die dag niet bij" in told("internships/start_moved", "rik@dester.example")


def test_the_jobcoach_is_asked_no_answer_to_the_own_plan(stage: Stage, pim: Person) -> None:  # req Y-1
    own = CalendarEntry.select().where(CalendarEntry.attendee_email == "pim@netwerk.example")
    assert {one.kind for one in own} == {"internship_start", "follow_up", "evaluation"}
    assert not any(one.asks_answer for one in own)
    assert all(
        one.asks_answer for one in CalendarEntry.select().where(CalendarEntry.id.not_in([one.id for one in own]))
    )
    assert "Laat weten of je komt" not in pim.visits("/")


def test_moving_the_start_moves_every_calendar_under_the_same_uid(stage: Stage, pim: Person) -> None:  # req Y-13
    before = {entry.uid: entry.sequence for entry in CalendarEntry.select()}
    pim.visits(f"/internships/{Internship.get().public_id}/change")
    pim.fills_in(press="Bewaar en stuur uit", starts_on="2026-12-01", ends_on="2026-12-14")
    after = {entry.uid: entry.sequence for entry in CalendarEntry.select()}
    assert after == dict.fromkeys(before, 1)
    assert [to for to, _ in mails("internships/candidate_start_moved")] == ["amina@post.example"]
    assert str(FollowUp.select().order_by(FollowUp.on).get().on) == "2026-12-01"


def test_a_typo_in_a_name_asks_nobody_for_a_new_answer(stage: Stage, pim: Person) -> None:  # req Y-13
    count = OutboxMail.select().count()
    pim.visits(f"/internships/{Internship.get().public_id}/change")
    pim.fills_in(press="Bewaar en stuur uit", supervisor_name="Rick Smolders")
    assert {row.recipient for row in OutboxMail.select().order_by(OutboxMail.id).offset(count)} == {
        "rik@dester.example"
    }
    assert {entry.sequence for entry in CalendarEntry.select()} == {0}


def test_planning_twice_is_planning_once(stage: Stage, pim: Person) -> None:  # req P7
    path = f"/nominations/{stage.nominations['Amina'].public_id}/plan-internship"
    page = pim.visits(path)
    assert "/internships/" in page.url
    assert Internship.select().count() == 1


def test_it_cannot_be_planned_before_the_candidate_knows(stage: Stage, new_person: NewPerson) -> None:
    pim = new_person("pim@netwerk.example")
    pim.visits(f"/nominations/{stage.nominations['Bram'].public_id}/plan-internship")
    pim.fills_in(press="Plan de stage", supervisor_name="Rik Smolders", start_time="08:30", expect=409)
    assert Internship.select().count() == 0


def test_no_start_without_contract_nor_with_two_signatures(stage: Stage, pim: Person, clock: Clock) -> None:
    # req 001-27, 001-28, X-07
    path = f"/internships/{Internship.get().public_id}"
    clock.go_to("2026-11-30 08:45")
    pim.signs_in("pim@netwerk.example")
    pim.visits(f"{path}/start")
    assert "Maak eerst het contract op" in pim.fills_in(press="Start de stage", expect=409)
    pim.visits(f"{path}/contract")
    pim.clicks("Het contract is opgemaakt")
    pim.visits(f"{path}/start")
    page = pim.fills_in(press="Start de stage", candidate=True, jobcoach=True, expect=409)
    assert "alle drie getekend" in page
    assert Internship.get().state == "planned"


def test_the_contract_has_everything_to_sign(stage: Stage, pim: Person) -> None:  # req 001-27
    page = pim.visits(f"/internships/{Internship.get().public_id}/contract")
    for words in (
        "Amina Zomers",
        "Bakkerij De Ster",
        "Rik Smolders",
        "Pim Adriaans",
        "Inpakker",
        "maandag 30 november",
    ):
        assert words in page


def test_follow_up_is_planned_moved_noted_and_private(
    stage: Stage, pim: Person, clock: Clock, new_person: NewPerson
) -> None:  # req 001-30, 001-31, 001-32
    path = _start(pim, clock)
    assert "Volg Amina op" in pim.visits("/")
    moment = FollowUp.select().order_by(FollowUp.on).get()
    pim.visits(f"/follow-ups/{moment.public_id}")
    pim.fills_in(press="Bewaar het verslag", went="orange", note="Slaapt slecht door de vroege bus.")
    assert FollowUp.get_by_id(moment.id).went == "orange"
    pim.visits(f"{path}/follow-ups")
    pim.fills_in(press="Bewaar", on="2026-12-03", time="14:00", purpose="Bus en werkuren bespreken")
    assert FollowUp.select().count() == 5
    emma = new_person("emma@netwerk.example")
    assert "Slaapt slecht" not in emma.visits(path)
    assert "Slaapt slecht" in new_person("lotte@netwerk.example").visits(path)


def test_everyone_is_asked_on_the_last_day_and_reminded_a_day_later(
    stage: Stage, pim: Person, clock: Clock
) -> None:  # req 001-33, Y-14
    _start(pim, clock)
    clock.go_to("2026-12-11 08:30")
    assert ask_for_evaluations(portal_clock.now()) == 0
    clock.go_to("2026-12-11 09:00")
    assert [ask_for_evaluations(portal_clock.now()) for _ in range(2)] == [3, 0]
    clock.go_to("2026-12-12 09:01")
    assert ask_for_evaluations(portal_clock.now()) == 3
    assert [to for to, _ in mails("internships/candidate_evaluation_asked")] == ["amina@post.example"] * 2


_WORDS: dict[str, Any] = {
    "work": "4",
    "people": "3",
    "agreements": "3",
    "support": "4",
    "went_well": "Op tijd.",
    "needed": "",
    "go_on": "yes",
}


def test_three_evaluations_open_together_and_lead_to_a_placement(
    stage: Stage, pim: Person, clock: Clock, new_person: NewPerson
) -> None:  # req 001-26, 001-33, 001-34, 001-35, 001-36, X-08
    path = _start(pim, clock)
    clock.go_to("2026-12-11 15:00")
    pim.signs_in("pim@netwerk.example")
    pim.visits(f"{path}/evaluation/jobcoach")
    pim.fills_in(press="Dien in", **_WORDS | {"went_well": "Groeide elke dag."})
    assert "Groeide elke dag." not in new_person("emma@netwerk.example").visits(path)
    evaluation = evaluations_of(_internship(stage))["candidate"]
    evaluation.internship = _internship(stage)
    token = ask_for_evaluation(evaluation, Purpose.CANDIDATE_EVALUATION, by=stage.people["pim"])
    amina = new_person()
    amina.visits(f"/evaluation/{token}")
    assert "Bedankt, Amina" in amina.fills_in(press="Klaar, stuur op", **_WORDS | {"work": "2"})
    assert "Bedankt, Amina" in amina.visits(f"/evaluation/{token}")
    assert mails("internships/evaluations_complete") == []
    emma = new_person("emma@netwerk.example")
    emma.visits("/")
    emma.visits(f"{path}/evaluation/employer")
    page = emma.fills_in(press="Dien in", **_WORDS)
    assert "Groeide elke dag." in page
    assert "Het werk" in page
    assert {to for to, _ in mails("internships/evaluations_complete")} == {
        "pim@netwerk.example",
        "lotte@netwerk.example",
        "emma@netwerk.example",
    }
    emma.visits("/")
    emma.clicks("Leg de uitkomst vast Leg vast of Amina mag blijven")
    emma.fills_in(press="Leg vast", outcome="hired", motivation="Ze hoort bij de ploeg.")
    placement = Placement.get()
    assert (placement.outcome, Internship.get().state) == ("hired", "ended")
    emma.visits(f"/placements/{placement.public_id}/contract")
    emma.fills_in(press="Bewaar", contract_on="2026-12-14", starts_on="2026-12-15", contract_kind="Onbepaalde duur")
    emma.visits(f"/placements/{placement.public_id}/measures")
    emma.fills_in(press="Noteer", code="imw", requested_on="2026-12-14")
    assert MeasureRequest.get().code == "imw"
    assert Placement.get().contract_kind == "Onbepaalde duur"


def test_an_evaluation_counts_once(stage: Stage, pim: Person, clock: Clock) -> None:
    path = _start(pim, clock)
    clock.go_to("2026-12-11 15:00")
    pim.signs_in("pim@netwerk.example")
    pim.visits(f"{path}/evaluation/jobcoach")
    pim.fills_in(press="Dien in", **_WORDS)
    pim.visits(f"{path}/evaluation/jobcoach")
    pim.fills_in(press="Dien in", expect=409, **_WORDS | {"work": "1"})
    assert Evaluation.get(Evaluation.party == "jobcoach").answers["work"] == "4"


def test_stopping_takes_everything_out_of_the_calendars(stage: Stage, pim: Person) -> None:  # req Y-2, Y-13
    pim.visits(f"/internships/{Internship.get().public_id}/stop")
    pim.fills_in(press="Stop de stage", reason="Amina vond ander werk.")
    assert CalendarEntry.select().where(~CalendarEntry.cancelled).count() == 0
    assert {to for to, _ in mails("internships/internship_stopped")} == {
        "lotte@netwerk.example",
        "emma@netwerk.example",
    }


@pytest.mark.parametrize(
    ("who", "status"), [("joke", 404), ("sofie", 200), ("lotte", 200), ("emma", 200), ("karel", 200)]
)
def test_who_sees_an_internship(stage: Stage, pim: Person, new_person: NewPerson, who: str, status: int) -> None:
    new_person(f"{who}@netwerk.example").visits(f"/internships/{Internship.get().public_id}", expect=status)


def test_the_invitation_says_where_and_who(stage: Stage, pim: Person) -> None:  # req 001-29
    row = OutboxMail.get(OutboxMail.recipient == "amina@post.example")

    message = email.message_from_bytes(bytes(row.raw), policy=email.policy.default)
    (part,) = [part for part in message.walk() if part.get_content_type() == "text/calendar"]
    ics = part.get_payload(decode=True)
    assert isinstance(ics, bytes)
    (event,) = Calendar.from_ical(ics).walk("VEVENT")
    assert event["LOCATION"] == "Bakkerij De Ster, Ovenstraat 1, Mol"
    assert event.decoded("DTSTART").isoformat() == "2026-11-30T08:30:00+01:00"


def test_another_supervisor_is_invited_and_the_first_one_is_told(stage: Stage, pim: Person) -> None:  # req Y-13
    pim.visits(f"/internships/{Internship.get().public_id}/change")
    pim.fills_in(press="Bewaar en stuur uit", supervisor_name="Ria Goossens", supervisor_email="ria@dester.example")
    standing = CalendarEntry.select().where(CalendarEntry.kind == "internship_start", ~CalendarEntry.cancelled)
    assert {entry.attendee_email for entry in standing} == {
        "pim@netwerk.example",
        "amina@post.example",
        "ria@dester.example",
        "emma@netwerk.example",
    }
    # Rik's invitation had not left yet, so there is nothing to take back from him.
    assert {row.status for row in OutboxMail.select().where(OutboxMail.recipient == "rik@dester.example")} == {
        "superseded"
    }


def test_stopping_leaves_what_is_past_in_the_calendars(stage: Stage, pim: Person, clock: Clock) -> None:  # req Y-14
    _start(pim, clock)
    clock.go_to("2026-12-04 09:00")
    pim.signs_in("pim@netwerk.example")
    pim.visits(f"/internships/{Internship.get().public_id}/stop")
    pim.fills_in(press="Stop de stage", reason="Amina vond ander werk.")
    standing = CalendarEntry.select().where(~CalendarEntry.cancelled)
    assert all(entry.starts_at < portal_clock.now() for entry in standing)
    assert {entry.kind for entry in standing} == {"internship_start", "follow_up"}
