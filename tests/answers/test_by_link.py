"""Answering by the link in the mail: opening shows, only a button writes."""

import threading
from collections.abc import Callable
from datetime import timedelta

import pytest
from peewee import Database

from portal import clock as portal_clock
from portal.actions.answers import answer_entry
from portal.actions.interviews import cancel_interview
from portal.models.accounts import AccessLink
from portal.models.calendar import CalendarAnswer, CalendarEntry
from portal.models.database import database as portal_database
from portal.models.tables import all_tables
from portal.rules.refusals import Refused
from tests.answers.scene import AMINA, PIM, STARTS_AT, Scene, answer_link, standings
from tests.clock import Clock
from tests.person import Person
from tests.stage import mails

NewPerson = Callable[..., Person]


def test_the_page_says_what_when_and_where_and_one_button_answers(scene: Scene, visitor: Person) -> None:  # req Y-1
    page = visitor.visits(answer_link(AMINA))
    assert "dinsdag 24 november, 10.00–10.30 uur" in page
    assert "De Werkbank, Stationsstraat 1, Mol" in page
    assert "nog geen antwoord" in page
    assert visitor.fills_in("Ik kom", note="Ik kom met de bus.").status == 200
    assert "Bedankt, je antwoord is genoteerd." in visitor.page
    entry = scene.entry()
    assert (entry.answer, entry.answered_via, entry.answer_note) == ("accepted", "link", "Ik kom met de bus.")


def test_answering_again_changes_the_answer(scene: Scene, visitor: Person) -> None:
    visitor.visits(answer_link(AMINA))
    visitor.fills_in("Ik kom")
    visitor.fills_in("Ik kom niet")
    assert scene.entry().answer == "declined"
    visitor.fills_in("Misschien")
    assert scene.entry().answer == "tentative"
    assert standings(scene.entry()) == [("accepted", "outdated"), ("declined", "outdated"), ("tentative", "counts")]


def test_a_double_click_is_one_answer(scene: Scene, visitor: Person) -> None:  # req P7
    link = answer_link(AMINA)
    visitor.visits(link)
    for _ in range(3):
        visitor.sends(link, {"answer": "declined", "note": "ziek"})
    assert CalendarAnswer.select().count() == 1
    assert len(mails("appointments/declined")) == 1


def test_two_at_once_make_one_answer(scene: Scene) -> None:
    entry, gate, wrong = scene.entry(), threading.Barrier(2), []

    def click() -> None:
        try:
            portal_database.connect(reuse_if_open=True)
            gate.wait(10)
            answer_entry(entry, "declined", via="link", note="ziek")
        except Exception as error:  # noqa: BLE001 - told to the test
            wrong.append(error)
        finally:
            portal_database.close()

    clicks = [threading.Thread(target=click) for _ in range(2)]
    for one in clicks:
        one.start()
    for one in clicks:
        one.join(30)
    assert wrong == []
    assert CalendarAnswer.select().count() == 1
    assert len(mails("appointments/declined")) == 1


def test_a_button_that_does_not_exist_writes_nothing(scene: Scene, visitor: Person) -> None:
    link = answer_link(AMINA)
    visitor.visits(link)
    page = visitor.sends(link, {"answer": "perhaps", "note": ""})
    assert "Kies een van de antwoorden." in page
    assert scene.entry().answer == ""


def test_an_older_link_shows_the_new_time(scene: Scene, visitor: Person, clock: Clock) -> None:
    older = answer_link(AMINA)
    clock.advance(hours=1)
    scene.move_to(STARTS_AT + timedelta(days=1))
    page = visitor.visits(older)
    assert "woensdag 25 november, 10.00–10.30 uur" in page
    assert "Deze afspraak is gewijzigd" in page
    assert "Deze afspraak is gewijzigd" not in visitor.visits(answer_link(AMINA))
    visitor.visits(older)
    visitor.fills_in("Ik kom")
    assert (scene.entry().answer, scene.entry().answer_sequence) == ("accepted", 1)


def test_a_cancelled_appointment_says_so_and_takes_no_answer(scene: Scene, visitor: Person) -> None:
    link = answer_link(AMINA)
    visitor.visits(link)
    cancel_interview(scene.interview, "", by=scene.stage.people["lotte"])
    assert "gaat niet door" in visitor.sends(link, {"answer": "accepted", "note": ""}, expect=409)
    page = visitor.visits(link)
    assert "Deze afspraak gaat niet door" in page
    assert page.buttons == []
    assert CalendarAnswer.select().count() == 0


def test_a_past_appointment_says_so_and_takes_no_answer(scene: Scene, visitor: Person, clock: Clock) -> None:
    link = answer_link(AMINA)
    clock.go_to("2026-11-24 10:30")
    page = visitor.visits(link)
    assert "Deze afspraak is voorbij" in page
    assert page.buttons == []
    with pytest.raises(Refused):
        answer_entry(scene.entry(), "accepted", via="link")


def test_a_link_in_english_opens_in_english(scene: Scene, visitor: Person) -> None:
    link = answer_link(AMINA)
    AccessLink.update(language="en").execute()
    page = visitor.visits(link)
    assert "I am coming" in page
    assert page.tree.get("lang") == "en"


def _everything(database: Database) -> dict[str, list[tuple[object, ...]]]:
    return {
        model._meta.table_name: list(database.execute_sql(f'SELECT * FROM "{model._meta.table_name}" ORDER BY 1'))
        for model in all_tables()
    }


@pytest.mark.once
def test_a_thousand_looks_at_answer_links_change_nothing(scene: Scene, visitor: Person, database: Database) -> None:
    # req Y-1: mail scanners open links; GET and HEAD show, only POST writes
    links = [answer_link(AMINA), answer_link(PIM), f"{answer_link(AMINA)}/other-moment", "/appointment/unknown"]
    before = _everything(database)
    assert before["calendar_entry"], "there is something that could change"
    statuses = set()
    for number in range(250):
        for link in links:
            how = visitor.client.head if number % 2 else visitor.client.get
            statuses.add(how(f"{link}?answer=declined&note=x").status_code)
    assert statuses == {200, 404}
    assert _everything(database) == before
    visitor.visits(links[0])
    visitor.fills_in("Ik kom")
    assert _everything(database) != before


def test_whoever_lost_the_mail_gets_the_links_at_that_address_only(scene: Scene, visitor: Person, clock: Clock) -> None:
    # req Y-1
    clock.advance(days=1)
    said = []
    for email in (AMINA, "niemand@nergens.example"):
        visitor.visits("/appointment/gone", expect=404)
        visitor.clicks("Vraag je links opnieuw")
        said.append(visitor.fills_in("Stuur mij de links", email=email).text.replace(email, "…"))
    assert said[0] == said[1]
    assert [to for to, _ in mails("appointments/links_again")] == [AMINA]
    visitor.visits(answer_link(AMINA))
    visitor.fills_in("Ik kom")
    assert scene.entry().answer == "accepted"


def test_links_are_not_sent_for_what_is_over(scene: Scene, visitor: Person, clock: Clock) -> None:
    clock.go_to("2026-11-24 10:31")
    visitor.visits("/lost-links")
    visitor.fills_in("Stuur mij de links", email=AMINA)
    assert mails("appointments/links_again") == []


def test_a_link_opens_its_own_appointment_only(scene: Scene, visitor: Person) -> None:
    visitor.visits(answer_link(AMINA))
    visitor.fills_in("Ik kom")
    answers = {entry.attendee_key: entry.answer for entry in CalendarEntry.select()}
    assert {key for key, answer in answers.items() if answer} == {AMINA}
    assert portal_clock.now() < STARTS_AT
