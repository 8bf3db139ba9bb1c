"""What who plans sees and decides: a "no", a wish, an answer that is not certain, a mail that nobody could read."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from portal.actions.answers import answer_entry, grant_wish, refuse_wish, take_reply, wish_for
from portal.actions.interviews import plan_interview
from portal.models.accounts import User
from portal.models.calendar import CalendarAnswer
from portal.models.inbox import InboxMail
from portal.models.interviews import Interview
from portal.models.organisations import Organisation
from portal.queries.answer_lists import answers_in_campaign
from portal.queries.answers_waiting import waiting_for
from portal.queries.appointment_subjects import about
from portal.rules.answers import COUNTER
from portal.rules.refusals import ChangedMeanwhile, Refused
from portal.rules.roles import Role
from tests.answers.scene import (
    AMINA,
    PIM,
    STARTS_AT,
    Scene,
    answer_link,
    newest_mail,
    plan_at,
    reply,
    standings,
    text_of,
)
from tests.clock import Clock
from tests.counting import count_queries
from tests.person import Person
from tests.stage import mails

NewPerson = Callable[..., Person]
LATER = STARTS_AT + timedelta(hours=3)


@pytest.fixture
def lotte(scene: Scene, new_person: NewPerson) -> Person:
    """The lead."""
    return new_person("lotte@netwerk.example")


def _wish(scene: Scene, email: str = AMINA) -> CalendarAnswer:
    return wish_for(scene.entry(email), LATER, LATER + timedelta(minutes=45), via="link", note="De bus rijdt later.")


def test_a_no_is_one_mail_at_once_to_who_plans_and_a_yes_is_none(scene: Scene) -> None:
    answer_entry(scene.entry(), "accepted", via="link")
    assert mails("appointments/declined") == []
    answer_entry(scene.entry(), "declined", via="link", note="Ik ben ziek, het is mijn rug.")
    answer_entry(scene.entry(), "accepted", via="link")
    answer_entry(scene.entry(), "declined", via="link")
    ((to, subject),) = mails("appointments/declined")
    assert to == "lotte@netwerk.example"
    assert "Amina" not in subject
    text = text_of(newest_mail("appointments/declined", to))
    assert "Amina Z." in text
    assert "rug" not in text, "what somebody wrote beside an answer is read in the portal only"


def test_a_no_is_a_next_step_for_who_plans(scene: Scene, lotte: Person) -> None:
    answer_entry(scene.entry(), "declined", via="link", note="Ziek")
    page = lotte.visits("/")
    assert "Beslis wat er gebeurt nu iemand niet kan komen (preselectiegesprek): 1" in page
    page = lotte.clicks("Bekijk wie Beslis wat er gebeurt nu iemand niet kan komen (preselectiegesprek): 1")
    assert "Amina Z." in page
    assert "Ziek" in page
    scene.move_to(LATER)
    assert "Beslis wat er gebeurt" not in lotte.visits("/")


def test_a_wish_stands_beside_the_present_moment_and_one_click_takes_it_over(scene: Scene, lotte: Person) -> None:
    _wish(scene)
    page = lotte.visits("/answers")
    assert "dinsdag 24 november, 10.00–10.30 uur" in page
    assert "dinsdag 24 november, 13.00–13.45 uur" in page
    assert "De bus rijdt later." in page
    lotte.clicks("Neem over Amina Z.")
    fresh = Interview.get_by_id(scene.interview.id)
    assert (fresh.starts_at, fresh.minutes) == (LATER, 45)
    assert [to for to, _ in mails("interviews/candidate_moved")] == [AMINA]
    assert [to for to, _ in mails("interviews/coach_moved")] == [PIM]
    assert standings(scene.entry()) == [("counter", "granted")]
    assert "Amina" not in lotte.page


def test_a_refused_wish_is_one_new_mail_and_the_appointment_stays(scene: Scene, lotte: Person) -> None:
    _wish(scene)
    lotte.visits("/answers")
    lotte.clicks("Blijft zoals het is Amina Z.")
    assert Interview.get_by_id(scene.interview.id).starts_at == STARTS_AT
    ((to, _subject),) = mails("appointments/wish_refused")
    assert to == AMINA
    text = text_of(newest_mail("appointments/wish_refused", AMINA))
    assert "13.00–13.45 uur" in text
    assert "10.00–10.30 uur" in text
    assert standings(scene.entry()) == [("counter", "refused")]


def test_two_who_decide_about_one_wish(scene: Scene) -> None:
    wish, lotte = _wish(scene), scene.stage.people["lotte"]
    refuse_wish(wish, by=lotte)
    refuse_wish(wish, by=lotte)
    assert len(mails("appointments/wish_refused")) == 1
    with pytest.raises(ChangedMeanwhile):
        grant_wish(wish, by=lotte)


def test_a_wish_about_a_moment_that_moved_is_settled_by_itself(scene: Scene, clock: Clock) -> None:
    wish, lotte = _wish(scene), scene.stage.people["lotte"]
    assert [one.id for one in waiting_for(lotte, clock.now())] == [wish.id]
    scene.move_to(STARTS_AT + timedelta(days=1))
    assert waiting_for(lotte, clock.now()) == []
    with pytest.raises(ChangedMeanwhile):
        grant_wish(wish, by=lotte)


def test_a_moment_that_passed_cannot_be_taken_over(scene: Scene, clock: Clock) -> None:
    before = STARTS_AT - timedelta(days=2)
    wish = wish_for(scene.entry(), before, before + timedelta(minutes=30), via="link")
    clock.go_to(before + timedelta(minutes=1))
    with pytest.raises(Refused):
        grant_wish(wish, by=scene.stage.people["lotte"])
    assert standings(scene.entry()) == [("counter", "wish")]


@pytest.mark.parametrize("hours", [-24 * 8, 0])
def test_a_wish_for_a_past_or_the_present_moment_is_refused(scene: Scene, hours: int) -> None:
    starts = STARTS_AT + timedelta(hours=hours)
    with pytest.raises(Refused):
        wish_for(scene.entry(), starts, starts + timedelta(minutes=30), via="link")


def test_another_moment_is_asked_on_the_page_in_the_time_of_the_site(scene: Scene, visitor: Person) -> None:
    visitor.visits(answer_link(AMINA))
    visitor.clicks("Vraag een ander moment")
    page = visitor.fills_in("Vraag dit moment", on="2026-11-25", at="14:00", minutes="30", note="")
    assert "Je vroeg een ander moment" in page
    assert "woensdag 25 november, 14.00–14.30 uur" in page
    (row,) = CalendarAnswer.select()
    assert (row.wish_starts_at.isoformat(), row.standing) == ("2026-11-25T13:00:00+00:00", "wish")


def test_an_hour_that_does_not_exist_is_said_and_what_was_typed_is_kept(
    scene: Scene, visitor: Person, clock: Clock
) -> None:
    link = answer_link(AMINA)
    visitor.visits(f"{link}/other-moment")
    page = visitor.fills_in("Vraag dit moment", on="2027-03-28", at="02:30", minutes="30", note="Nachtwerk")
    assert "02:30 bestaat niet op 28/03/2027" in page
    assert "Nachtwerk" in page.html
    assert CalendarAnswer.select().count() == 0


def test_an_uncertain_answer_is_confirmed_or_put_aside_by_who_plans(scene: Scene, lotte: Person) -> None:
    take_reply(reply(scene.entry(), "declined", is_verified=False, from_address="vriend@elders.example"))
    assert "Antwoorden waarvan de afzender niet zeker is: 1" in lotte.visits("/")
    page = lotte.visits("/answers")
    assert "vriend@elders.example" in page
    lotte.clicks("Bevestig Amina Z.")
    assert scene.entry().answer == "declined"
    take_reply(reply(scene.entry(PIM), "declined", is_verified=False, key="other"))
    lotte.visits("/answers")
    lotte.clicks("Leg opzij Pim Adriaans (Amina Z.)")
    assert scene.entry(PIM).answer == ""


@pytest.mark.parametrize("who", ["pim", "joke", "sofie", "emma", "karel"])
def test_nobody_else_finds_an_answer_or_decides(scene: Scene, new_person: NewPerson, who: str) -> None:
    # req Y-5: not the jobcoach, not another partner, not the employer; Karel coordinates, Lotte leads
    wish = _wish(scene)
    person = new_person(f"{who}@netwerk.example")
    page = person.visits("/answers", expect=403 if who == "emma" else 200)
    assert "Amina" not in page
    person.visits("/")
    for verb in ("confirm", "dismiss", "grant", "refuse"):
        person.sends(f"/answers/{wish.public_id}/{verb}", expect=404)
    assert CalendarAnswer.get_by_id(wish.id).standing == "wish"


def test_unreadable_mail_is_for_who_plans_and_the_rest_for_the_administrator(
    scene: Scene, lotte: Person, new_person: NewPerson
) -> None:
    made = {"kind": "answer", "standing": "waits", "reason": "unclear_answer"}
    InboxMail.create(message_key="a", entry=scene.entry(), from_address="amina@post.example", **made)
    InboxMail.create(message_key="b", from_address="onbekend@elders.example", **made)
    person = scene.stage.people["lotte"]
    User.create(
        email="ada@netwerk.example", password=person.password, fs_uniquifier="ada", name="Ada Nijs",
        organisation=Organisation.get(Organisation.name == "Werkwijzer"), role=Role.ADMINISTRATOR.value,
    )  # fmt: skip
    page = lotte.visits("/answers")
    assert "amina@post.example" in page
    assert "onbekend@elders.example" not in page
    ada = new_person("ada@netwerk.example")
    page = ada.visits("/answers")
    assert "amina@post.example" not in page
    ada.clicks("Bekeken onbekend@elders.example")
    assert "onbekend@elders.example" not in ada.page
    row = InboxMail.get(InboxMail.message_key == "b")
    assert (row.standing, row.settled_by.name) == ("settled", "Ada Nijs")


def test_a_person_answers_from_the_own_list(scene: Scene, new_person: NewPerson) -> None:
    pim = new_person("pim@netwerk.example")
    assert "Laat weten of je komt" in pim.visits("/")
    page = pim.visits("/appointments")
    assert "nog geen antwoord" in page
    assert "Amina Z." in page  # which candidate: several may have a talk or a day at one hour
    summary = scene.entry(PIM).summary
    pim.clicks(f"Ik kom {summary}")
    entry = scene.entry(PIM)
    assert (entry.answer, entry.answered_via) == ("accepted", "portal")
    pim.visits("/appointments")
    pim.clicks(summary)
    pim.fills_in("Ik kom niet", note="Ik heb dan een ander gesprek.")
    assert scene.entry(PIM).answer == "declined"
    assert "Laat weten of je komt" not in pim.visits("/")


def test_somebody_elses_appointment_does_not_exist(scene: Scene, new_person: NewPerson) -> None:
    joke = new_person("joke@netwerk.example")
    joke.visits(f"/appointments/{scene.entry(PIM).public_id}", expect=404)
    joke.visits("/")
    joke.sends(f"/appointments/{scene.entry(PIM).public_id}", {"answer": "declined"}, expect=404)
    assert scene.entry(PIM).answer == ""


@pytest.mark.once  # how much a page asks hangs on no database
def test_the_summary_counts_and_asks_no_more_with_more_people(scene: Scene) -> None:
    answer_entry(scene.entry(PIM), "accepted", via="link")
    take_reply(reply(scene.entry("karel@netwerk.example"), COUNTER, wish_starts_at=LATER))
    with count_queries() as few:
        summary = answers_in_campaign(scene.stage.campaign)["interview"]
    assert (summary.coming, summary.declined, summary.wishes, summary.silent) == (1, 0, 1, 1)
    for name in ("Bram", "Carla"):
        plan_interview(
            scene.stage.nominations[name],
            plan_at(scene.stage, STARTS_AT + timedelta(days=len(name))),
            by=scene.stage.people["lotte"],
        )
    with count_queries() as many:
        groups = answers_in_campaign(scene.stage.campaign)
    assert len(groups["interview"].lines) == 9
    assert many.count == few.count
    with count_queries() as bulk:
        found = about([line.entry for line in groups["interview"].lines])
    assert bulk.count == 1
    assert len(found) == 3
