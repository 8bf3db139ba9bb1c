"""The selection day in the calendars of those who hold it: lead, employer, assessors and guides."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from portal.actions.accounts import deactivate
from portal.actions.campaigns import hand_over_campaign
from portal.actions.inviting_to_the_day import tell_day
from portal.actions.selection_days import cancel_day, change_day, change_part, publish_day
from portal.models.calendar import CalendarEntry
from portal.models.selection_days import Assessor, Table, TourLine
from tests.calendar.posted import all_left, told
from tests.person import Person
from tests.selection_days.scene import Scene

LOTTE, EMMA, AN, GERDA = "lotte@mensen.example", "emma@mensen.example", "an@bakkerij.example", "gerda@bakkerij.example"
WHOLE = "selection_days/whole_day_known"


def seat(scene: Scene, *people: dict[str, Any]) -> None:
    """These people at the first table."""
    table = Table.select().order_by(Table.id).first()
    table.selection_day = scene.day
    standing = {one.email: one.public_id for one in Assessor.select().where(Assessor.table == table)}
    wanted = [
        {"public_id": standing.get(one["email"], ""), "job_title": "", "name": "An Claes", "language": "nl", **one}
        for one in people
    ]
    values = {"name": table.name, "vacancy": table.vacancy_id, "features": [], "assessors": wanted}
    change_part(table, "tables", values, by=scene.lotte)


def guide(scene: Scene, email: str, language: str = "nl") -> None:
    """This person leads round."""
    line = TourLine.get()
    line.selection_day = scene.day
    values = {"guide_name": "Gerda Bos", "guide_email": email, "guide_language": language}
    change_part(line, "guides", {**values, "group_size": 6, "features": []}, by=scene.lotte)


def publish(scene: Scene) -> None:
    day = scene.day
    publish_day(day, day.version, by=scene.lotte)
    all_left()


@pytest.fixture
def known(scene: Scene) -> Scene:
    """A known day for six candidates, from nine to five; An at the first table, Gerda as guide; everything sent."""
    scene.planned(6)
    seat(scene, {"email": AN})
    guide(scene, GERDA)
    publish(scene)
    return scene


# req 001-16, Y-13
def test_lead_and_employer_have_the_whole_day(known: Scene) -> None:
    (lottes,), (emmas,) = told(LOTTE, WHOLE), told(EMMA, WHOLE)
    for one in (lottes, emmas):
        assert (one.starts, one.ends) == (
            datetime(2026, 12, 8, known.day.start_minute // 60 - 1, tzinfo=UTC),
            datetime(2026, 12, 8, tzinfo=UTC) + timedelta(minutes=known.day.end_minute - 60),
        )
        assert one.summary == "Selectiedag bij Bakkerij De Ster"
        assert "Aantal kandidaten: 6" in one.text
    assert (lottes.asks, emmas.asks) == ("FALSE", "TRUE")
    assert "/appointment/" in emmas.text
    assert "Vragen? Bel" in emmas.event.value("DESCRIPTION")
    assert not [line for line in lottes.event.lines if line.name == "DESCRIPTION"]
    assert not any(name in emmas.text for name in ("Fatima", "Jonas", "Mieke"))


def test_publishing_again_tells_nobody(known: Scene) -> None:
    assert tell_day(known.day) == 0


def test_the_whole_day_moves_with_the_plan(known: Scene) -> None:
    day = known.day
    change_day(day, day.version, by=known.lotte, end_minute=day.end_minute + 30, place="Poort 3")
    for address in (LOTTE, EMMA):
        first, moved = told(address)
        assert (moved.template, moved.uid, moved.sequence) == ("selection_days/whole_day_changed", first.uid, 1)
        assert (moved.ends, moved.place) == (first.ends + timedelta(minutes=30), "Poort 3")


def test_it_leaves_every_calendar_with_the_day(known: Scene) -> None:
    cancel_day(known.day, by=known.lotte)
    for address in (LOTTE, EMMA, AN, GERDA):
        gone = told(address)[-1]
        assert (gone.template, gone.cancelled, gone.sequence) == ("selection_days/day_cancelled", True, 1)
    assert "Lotte Vermeulen:" not in told(LOTTE)[-1].text  # nobody calls herself


def test_who_gets_a_task_at_a_table_has_that_alone_and_the_day_again_without_it(known: Scene) -> None:
    seat(known, {"email": AN}, {"email": EMMA, "name": "Emma Bakker"})
    gone, duty = told(EMMA, "selection_days/whole_day_cancelled"), told(EMMA, "selection_days/duty_known")
    assert (gone[-1].cancelled, gone[-1].sequence) == (True, 1)
    assert (duty[-1].summary, duty[-1].sequence) == ("Speeddates bij Bakkerij De Ster", 0)
    assert CalendarEntry.get(CalendarEntry.uid == duty[-1].uid).user == known.emma
    all_left()
    seat(known, {"email": AN})
    assert told(EMMA, "selection_days/duty_cancelled")[-1].cancelled
    again = told(EMMA, WHOLE)[-1]
    assert (again.uid, again.sequence, again.cancelled) == (gone[-1].uid, 2, False)


def test_a_person_taken_from_a_table_is_cancelled_and_who_comes_instead_is_invited(known: Scene) -> None:
    seat(known, {"email": "bert@bakkerij.example", "name": "Bert Maes"})
    gone, (new,) = told(AN)[-1], told("bert@bakkerij.example")
    assert (gone.template, gone.cancelled, gone.sequence) == ("selection_days/duty_cancelled", True, 1)
    assert (new.template, new.sequence, new.starts) == ("selection_days/duty_known", 0, gone.starts)
    all_left()
    seat(known, {"email": AN})
    assert (told(AN)[-1].uid, told(AN)[-1].sequence, told(AN)[-1].cancelled) == (gone.uid, 2, False)


def test_another_guide_takes_over_the_tours(known: Scene) -> None:
    guide(known, "hugo@bakkerij.example")
    assert (told(GERDA)[-1].cancelled, told(GERDA)[-1].sequence) == (True, 1)
    (new,) = told("hugo@bakkerij.example")
    assert (new.summary, new.sequence) == ("Rondleidingen bij Bakkerij De Ster", 0)


def test_another_jobcoach_has_the_candidate_in_the_calendar(known: Scene) -> None:
    nomination = known.nominations[1]
    nomination.change(jobcoach=known.joke)
    tell_day(known.day)
    subject = f"nomination:{nomination.public_id}"
    entries = {one.attendee_key: one for one in CalendarEntry.select().where(CalendarEntry.subject == subject)}
    assert (entries["pim@mensen.example"].cancelled, entries["joke@mensen.example"].cancelled) == (True, False)
    gone = [one for one in told("pim@mensen.example") if one.uid == entries["pim@mensen.example"].uid]
    assert gone[-1].cancelled


def test_another_address_of_the_jobcoach_takes_over_from_the_old_one(known: Scene) -> None:
    known.pim.change(email="pim.dewit@mensen.example")
    tell_day(known.day)
    assert all(one.cancelled for one in told("pim@mensen.example", "selection_days/hours_cancelled"))
    assert len(told("pim@mensen.example", "selection_days/hours_cancelled")) == 3
    assert [one.sequence for one in told("pim.dewit@mensen.example")] == [0, 0, 0]


def test_a_closed_account_has_nothing_of_the_day_ahead_and_is_not_invited_again(known: Scene) -> None:
    deactivate(known.pim, by=known.ada)
    gone = told("pim@mensen.example", "accounts/appointment_withdrawn")
    assert len(gone) == 3
    assert all(one.cancelled for one in gone)
    assert not any(name in one.text for one in gone for name in ("Fatima", "Jonas", "Mieke", "Abdel"))
    all_left()
    assert tell_day(known.day) == 0


def test_another_lead_has_the_whole_day_and_nobody_else_hears_of_it(known: Scene) -> None:
    hand_over_campaign(known.campaign, known.karel, by=known.lotte)
    assert (told(LOTTE)[-1].template, told(LOTTE)[-1].cancelled) == ("selection_days/whole_day_cancelled", True)
    assert [one.template for one in told("karel@mensen.example")] == [WHOLE]
    assert len(told(AN)) == 1
    assert len(told("pim@mensen.example")) == 3


def test_another_number_to_call_asks_nobody_for_a_new_answer(known: Scene) -> None:
    known.lotte.change(phone="+32 9 765 43 21")
    day = known.day
    day.campaign.lead = known.lotte
    tell_day(day)
    corrected = told(AN)[-1]
    assert (len(told(AN)), corrected.sequence) == (2, 0)
    assert {one.sequence for one in told("pim@mensen.example")} == {0}
    assert "+32 9 765 43 21" in told("pim@mensen.example")[-1].event.value("DESCRIPTION")


# req 003-11
def test_assessors_and_guides_read_their_own_language(scene: Scene) -> None:
    scene.planned(6)
    seat(scene, {"email": AN, "language": "en"})
    guide(scene, GERDA, "en")
    publish(scene)
    (ans,), (gerdas,) = told(AN), told(GERDA)
    assert (ans.language, ans.summary) == ("en", "Speed dates at Bakkerij De Ster")
    assert (gerdas.language, gerdas.summary) == ("en", "Tours at Bakkerij De Ster")
    assert ans.text.startswith("Hello An Claes,")
    assert "Questions? Call" in ans.event.value("DESCRIPTION")
    seat(scene)
    assert (told(AN)[-1].language, told(AN)[-1].cancelled) == (
        "en",
        True,
    )  # also when the person is gone from the table


def test_the_language_is_chosen_where_the_person_is_typed_in(scene: Scene, signed_in: Any) -> None:
    scene.planned(2)
    lotte: Person = signed_in("lotte")
    table, line = Table.select().order_by(Table.id).first(), TourLine.get()
    lotte.visits(f"{scene.page}/tables/{table.public_id}")
    typed: dict[str, Any] = {"assessors-0-name": "An Claes", "assessors-0-email": AN, "assessors-0-language": "en"}
    lotte.fills_in("Bewaar", **typed)
    assert Assessor.get(Assessor.email == AN).language == "en"
    lotte.visits(f"{scene.page}/tables/{table.public_id}")
    typed = {"assessors-0-name": "An Claeys"}
    lotte.fills_in("Bewaar", **typed)
    assert (Assessor.get(Assessor.email == AN).name, Assessor.get(Assessor.email == AN).language) == ("An Claeys", "en")
    lotte.visits(f"{scene.page}/guides/{line.public_id}")
    lotte.fills_in("Bewaar", guide_email=GERDA, guide_language="en")
    assert TourLine.get().guide_language == "en"
