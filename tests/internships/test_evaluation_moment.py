"""When the three evaluate together: in everyone's calendar, in everyone's own words and language."""

import pytest

from portal.models.calendar import CalendarEntry
from portal.models.internships import Internship
from portal.models.outbox import OutboxMail
from tests.internships.conftest import NewPerson
from tests.person import Person
from tests.stage import Stage, mails

EVERYBODY = {"pim@netwerk.example", "amina@post.example", "rik@dester.example", "emma@netwerk.example"}


def _entries() -> dict[str, CalendarEntry]:
    return {one.attendee_email: one for one in CalendarEntry.select().where(CalendarEntry.kind == "evaluation")}


def _sets(person: Person, expect: int = 200, **values: str) -> None:
    person.visits(f"/internships/{Internship.get().public_id}/evaluation-moment")
    person.fills_in(press="Bewaar en stuur uit", expect=expect, **values)


def test_it_stands_in_everyones_calendar_on_the_last_day_at_two(stage: Stage, pim: Person) -> None:  # req 001-33
    entries = _entries()
    assert set(entries) == EVERYBODY
    assert {entry.starts_at.isoformat() for entry in entries.values()} == {"2026-12-11T13:00:00+00:00"}
    assert [to for to, _ in mails("internships/evaluation_planned")] == ["pim@netwerk.example"]
    assert [to for to, _ in mails("internships/candidate_evaluation_planned")] == ["amina@post.example"]
    assert {to for to, _ in mails("internships/company_evaluation_planned")} == {
        "rik@dester.example",
        "emma@netwerk.example",
    }


def test_each_reads_what_is_meant_for_him_or_her(stage: Stage, pim: Person) -> None:
    entries = _entries()
    assert not any("Amina" in entry.summary for entry in entries.values())
    assert "Amina" not in entries["amina@post.example"].description
    assert "Jullie praten samen over je stage." in entries["amina@post.example"].description
    for who in EVERYBODY - {"pim@netwerk.example"}:
        assert "Bel de jobcoach, Pim Adriaans: +32 470 00 00 00" in entries[who].description
    assert (entries["rik@dester.example"].url, entries["amina@post.example"].url) == ("", "")


def test_the_jobcoach_sets_another_moment_and_every_calendar_follows(stage: Stage, pim: Person) -> None:  # req Y-13
    _sets(pim, on="2026-12-10", time="15:30")
    entries = _entries()
    assert {(entry.starts_at.isoformat(), entry.sequence) for entry in entries.values()} == {
        ("2026-12-10T14:30:00+00:00", 1)
    }
    assert [to for to, _ in mails("internships/candidate_evaluation_moved")] == ["amina@post.example"]
    starts = CalendarEntry.select().where(CalendarEntry.kind == "internship_start")
    assert {entry.sequence for entry in starts} == {0}
    assert "donderdag 10 december, 15.30 uur" in pim.visits(f"/internships/{Internship.get().public_id}")


def test_the_same_moment_again_sends_nothing(stage: Stage, pim: Person) -> None:
    count = OutboxMail.select().count()
    _sets(pim, on="2026-12-11", time="14:00")
    assert OutboxMail.select().count() == count
    assert Internship.get().evaluation_on is None


def test_a_chosen_moment_moves_along_with_the_last_day(stage: Stage, pim: Person) -> None:
    _sets(pim, on="2026-12-10", time="15:30")
    pim.visits(f"/internships/{Internship.get().public_id}/change")
    pim.fills_in(press="Bewaar en stuur uit", starts_on="2026-12-02", ends_on="2026-12-14")
    # Three days later than Thursday is Sunday: the first working day after it.
    assert str(Internship.get().evaluation_on) == "2026-12-14"


@pytest.mark.parametrize(
    ("on", "words"),
    [
        ("2026-11-16", "Deze dag is voorbij"),
        ("2026-11-30", "vanaf de tweede dag"),
        ("2026-12-28", "hoogstens twee weken na de laatste dag"),
    ],
)
def test_a_moment_that_makes_no_sense_is_refused(stage: Stage, pim: Person, on: str, words: str) -> None:
    _sets(pim, expect=409, on=on, time="14:00")
    assert words in pim.page
    assert Internship.get().evaluation_on is None


def test_stopping_takes_it_out_of_every_calendar(stage: Stage, pim: Person) -> None:  # req Y-2
    OutboxMail.update(status="sent").execute()
    pim.visits(f"/internships/{Internship.get().public_id}/stop")
    pim.fills_in(press="Stop de stage", reason="Amina vond ander werk.")
    assert all(entry.cancelled for entry in _entries().values())
    subjects = [subject for to, subject in mails("internships/appointment_cancelled") if to == "amina@post.example"]
    assert any("de evaluatie" in subject for subject in subjects)


def test_the_supervisor_reads_everything_in_the_own_language(stage: Stage, pim: Person) -> None:
    pim.visits(f"/internships/{Internship.get().public_id}/change")
    pim.fills_in(press="Bewaar en stuur uit", supervisor_language="en")
    assert _entries()["rik@dester.example"].summary == "Evaluation of the internship at Bakkerij De Ster"
    start = CalendarEntry.get(
        CalendarEntry.kind == "internship_start", CalendarEntry.attendee_email == "rik@dester.example"
    )
    assert (start.summary, start.sequence) == ("Start of the internship at Bakkerij De Ster", 0)
    subjects = [
        row.subject
        for row in OutboxMail.select().where(OutboxMail.recipient == "rik@dester.example").order_by(OutboxMail.id)
    ]
    assert "Changed: the internship at Bakkerij De Ster starts on Monday 30 November 2026, 08:30" in subjects
    OutboxMail.update(status="sent").execute()
    pim.visits(f"/internships/{Internship.get().public_id}/stop")
    pim.fills_in(press="Stop de stage", reason="Amina vond ander werk.")
    newest = (
        OutboxMail.select().where(OutboxMail.recipient == "rik@dester.example").order_by(OutboxMail.id.desc()).get()
    )
    assert newest.subject.startswith("Cancelled:")


def test_only_who_plans_the_internship_moves_its_evaluation(stage: Stage, pim: Person, new_person: NewPerson) -> None:
    path = f"/internships/{Internship.get().public_id}/evaluation-moment"
    for name, status in (("an", 200), ("sofie", 403), ("lotte", 403), ("emma", 403), ("joke", 404)):
        new_person(f"{name}@netwerk.example").visits(path, expect=status)
