"""Who comes to the selection day: candidates, their jobcoaches, and who receives them."""

from collections.abc import Callable

import pytest
from flask import Flask

from portal.actions.answers import answer_entry, wish_for
from portal.actions.selection_days import publish_day
from portal.models.calendar import CalendarEntry
from portal.models.selection_days import Attendance
from tests.clock import Clock
from tests.person import Person
from tests.selection_days.scene import Scene, make_scene
from tests.stage import mails


@pytest.fixture
def day(app: Flask, clock: Clock) -> Scene:
    """Six candidates, four with an address; the day is known."""
    scene = make_scene(app)
    scene.planned(6)
    publish_day(scene.day, scene.day.version, by=scene.lotte)
    return scene


def _entries(*, of_candidates: bool) -> list[CalendarEntry]:
    rows = CalendarEntry.select().where(CalendarEntry.subject.startswith("nomination:"))
    found = [one for one in rows.order_by(CalendarEntry.id) if (one.user_id is None) == of_candidates]
    return sorted(found, key=lambda one: not one.attendee_key)  # who has an address first


def test_the_day_says_who_comes_candidates_coaches_and_duties_apart(
    day: Scene, new_person: Callable[..., Person]
) -> None:
    # req Y-1
    first, second, *_ = _entries(of_candidates=True)
    answer_entry(first, "accepted", via="link")
    answer_entry(second, "declined", via="link")
    answer_entry(_entries(of_candidates=False)[0], "accepted", via="portal")
    page = new_person("lotte@mensen.example").visits(day.page)
    assert "Kandidaten op de selectiedag 1 komt, 1 komt niet, 4 antwoordden nog niet" in page
    assert "Jobcoaches van de kandidaten 1 komt, 5 antwoordden nog niet" in page
    assert "Wie kandidaten ontvangt op de selectiedag" in page


def test_a_candidates_no_is_for_lead_and_jobcoach_and_marks_nobody_absent(
    day: Scene, new_person: Callable[..., Person]
) -> None:
    entry = _entries(of_candidates=True)[0]
    answer_entry(entry, "declined", via="link", note="Ziek")
    nomination = next(one for one in day.nominations if entry.subject.endswith(one.public_id))
    told = {to for to, _ in mails("appointments/declined")}
    assert told == {"lotte@mensen.example", nomination.jobcoach.email}
    assert {one.state for one in Attendance.select()} == {"expected"}
    assert not CalendarEntry.get_by_id(entry.id).cancelled
    name = nomination.candidate.first_name
    coach = new_person(nomination.jobcoach.email)
    assert f"{name} liet weten niet naar de selectiedag te kunnen komen" in coach.visits("/")
    assert "Beslis wat er gebeurt nu iemand niet kan komen (selectiedag): 1" in new_person(
        "lotte@mensen.example"
    ).visits("/")


def test_a_jobcoachs_no_is_for_the_lead_alone(day: Scene) -> None:
    entry = _entries(of_candidates=False)[0]
    answer_entry(entry, "declined", via="portal")
    assert [to for to, _ in mails("appointments/declined")] == ["lotte@mensen.example"]


def test_another_hour_on_the_day_is_changed_on_its_own_page(day: Scene, new_person: Callable[..., Person]) -> None:
    entry = _entries(of_candidates=True)[0]
    wish_for(entry, entry.ends_at, entry.ends_at + (entry.ends_at - entry.starts_at), via="link")
    lotte = new_person("lotte@mensen.example")
    page = lotte.visits("/answers")
    assert not [words for words in page.buttons if words.startswith("Neem over")]
    (there,) = [url for words, url in page.links().items() if words.startswith("Naar de pagina om te wijzigen")]
    assert there == day.page
    lotte.clicks(next(words for words in page.buttons if words.startswith("Blijft zoals het is")))
    assert len(mails("appointments/wish_refused")) == 1
