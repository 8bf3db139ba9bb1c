"""Who was hired is followed: moments proposed with the contract, in the jobcoach's own calendar."""

from typing import Any

import pytest

from portal.models.calendar import CalendarEntry
from portal.models.internships import Internship
from portal.models.outbox import OutboxMail
from portal.models.placements import AftercareMoment, Placement
from tests.aftercare.conftest import NewPerson
from tests.clock import Clock
from tests.person import Person
from tests.stage import Stage, mails


def _contract(new_person: NewPerson, starts_on: str, contract_on: str = "2026-11-17") -> None:
    emma = new_person("emma@netwerk.example")
    emma.visits(f"/placements/{Placement.get().public_id}/contract")
    emma.fills_in(press="Bewaar", contract_on=contract_on, starts_on=starts_on, contract_kind="Onbepaalde duur")


def _days() -> list[str]:
    return [str(one.on) for one in AftercareMoment.select().order_by(AftercareMoment.on)]


def _entries() -> list[CalendarEntry]:
    return list(CalendarEntry.select().where(CalendarEntry.kind == "aftercare").order_by(CalendarEntry.starts_at))


def _first() -> AftercareMoment:
    found: AftercareMoment = AftercareMoment.select().order_by(AftercareMoment.on).get()
    return found


def _add(pim: Person, **values: Any) -> None:
    pim.visits(f"/placements/{Placement.get().public_id}/aftercare")
    pim.fills_in(press="Bewaar", **{"on": "2026-11-27", "time": "14:00", "purpose": "Bus en werkuren"} | values)


def test_moments_are_proposed_with_the_first_working_day(stage: Stage, new_person: NewPerson) -> None:
    # req 000-40, 000-42, 002-10
    assert _days() == []
    _contract(new_person, "2026-12-01")
    # Tuesday 1 December: the fifth working day, the thirteenth (Thursday of the third week), 1, 3 and 6 months later.
    assert _days() == ["2026-12-07", "2026-12-17", "2027-01-04", "2027-03-01", "2027-06-01"]


def test_holidays_and_weekends_are_respected(stage: Stage, new_person: NewPerson) -> None:
    _contract(new_person, "2026-12-21")
    # Christmas and New Year are no working days; 21 March 2027 is a Sunday.
    assert _days() == ["2026-12-28", "2027-01-08", "2027-01-21", "2027-03-22", "2027-06-21"]


def test_each_stands_in_the_jobcoachs_calendar_and_asks_no_answer(stage: Stage, new_person: NewPerson) -> None:
    # req 000-40, Y-13
    _contract(new_person, "2026-12-01")
    entries = _entries()
    assert {entry.attendee_email for entry in entries} == {"pim@netwerk.example"}
    assert len({entry.uid for entry in entries}) == 5
    assert not any(entry.asks_answer or "Amina" in entry.summary for entry in entries)
    assert "Amina Z." in entries[0].description
    assert "Hoe was de eerste werkweek?" in entries[0].description
    assert [to for to, _ in mails("aftercare/planned")] == ["pim@netwerk.example"] * 5
    raw = bytes(OutboxMail.get(OutboxMail.template == "aftercare/planned").raw)
    assert b"/appointment/" not in raw.replace(b"=\r\n", b"").replace(b"=\n", b"")


def test_a_moment_with_the_supervisor_says_whom_to_call(stage: Stage, pim: Person) -> None:
    _add(pim, with_whom="supervisor")
    assert "Rik Smolders, 014 00 00 00" in _entries()[0].description


def test_another_first_day_moves_what_is_to_come_under_the_same_uids(
    stage: Stage, pim: Person, new_person: NewPerson, clock: Clock
) -> None:  # req Y-13
    _contract(new_person, "2026-12-01")
    before = {entry.uid for entry in _entries()}
    first = _first()
    clock.go_to("2026-12-07 11:00")
    pim.signs_in("pim@netwerk.example")
    pim.visits(f"/aftercare/{first.public_id}")
    pim.fills_in(press="Bewaar het verslag", went="green", note="Ze is op tijd.")
    _contract(new_person, "2026-12-08")
    assert _days() == ["2026-12-07", "2026-12-24", "2027-01-11", "2027-03-08", "2027-06-08"]
    entries = _entries()
    assert {entry.uid for entry in entries} == before
    assert [entry.sequence for entry in entries] == [0, 1, 1, 1, 1]
    assert len(mails("aftercare/moved")) == 4


def test_the_same_contract_again_proposes_nothing_more(stage: Stage, new_person: NewPerson) -> None:
    _contract(new_person, "2026-12-01")
    count = OutboxMail.select().count()
    _contract(new_person, "2026-12-01")
    assert (AftercareMoment.select().count(), OutboxMail.select().count()) == (5, count)


def test_it_is_added_moved_noted_and_removed(
    stage: Stage, pim: Person, clock: Clock, new_person: NewPerson
) -> None:  # req 000-40, 002-10
    _add(pim)
    moment = _first()
    pim.visits(f"/aftercare/{moment.public_id}/move")
    pim.fills_in(press="Bewaar", on="2026-11-26", time="09:00")
    (entry,) = _entries()
    assert (entry.starts_at.isoformat(), entry.sequence) == ("2026-11-26T08:00:00+00:00", 1)
    clock.go_to("2026-11-26 09:30")
    pim.signs_in("pim@netwerk.example")
    pim.visits(f"/aftercare/{moment.public_id}")
    page = pim.fills_in(press="Bewaar het verslag", went="orange", note="De bus rijdt te laat.")
    assert "De bus rijdt te laat." in page
    assert AftercareMoment.get().went == "orange"
    assert "De bus rijdt te laat." in new_person("lotte@netwerk.example").visits(_path())
    emma = new_person("emma@netwerk.example").visits(_path())
    assert "De bus rijdt te laat." not in emma
    assert "Nazorg" not in emma


def _path() -> str:
    return f"/internships/{Internship.get().public_id}"


def test_removing_takes_it_out_of_the_calendar(stage: Stage, pim: Person) -> None:
    _add(pim)
    OutboxMail.update(status="sent").execute()
    pim.visits(_path())
    pim.clicks("Haal weg vrijdag 27 november")
    assert AftercareMoment.select().count() == 0
    assert [(entry.cancelled, entry.sequence) for entry in _entries()] == [(True, 1)]
    assert [to for to, _ in mails("aftercare/cancelled")] == ["pim@netwerk.example"]


def test_a_double_click_adds_one(stage: Stage, pim: Person) -> None:  # req P7
    pim.visits(f"/placements/{Placement.get().public_id}/aftercare")
    page = pim.page
    pim.fills_in(press="Bewaar", on="2026-11-27", time="14:00")
    pim._page = page
    pim.fills_in(press="Bewaar", on="2026-11-27", time="14:00")
    assert AftercareMoment.select().count() == 1
    assert len(mails("aftercare/planned")) == 1


@pytest.mark.parametrize("on", ["2026-11-16", "2026-01-01"])
def test_a_day_that_is_over_is_refused(stage: Stage, pim: Person, on: str) -> None:
    pim.visits(f"/placements/{Placement.get().public_id}/aftercare")
    assert "Deze dag is voorbij" in pim.fills_in(press="Bewaar", on=on, time="14:00", expect=409)


def test_what_has_been_is_not_moved_or_removed(stage: Stage, pim: Person, clock: Clock) -> None:
    _add(pim)
    moment = _first()
    pim.visits(_path())
    shown = pim.page
    pim.visits(f"/aftercare/{moment.public_id}")
    pim.fills_in(press="Bewaar het verslag", went="green")
    pim._page = shown
    pim.clicks("Haal weg vrijdag 27 november", expect=409)
    pim.visits(f"/aftercare/{moment.public_id}/move")
    pim.fills_in(press="Bewaar", on="2026-11-30", expect=409)
    assert str(_first().on) == "2026-11-27"


def test_who_was_not_hired_gets_no_aftercare(stage: Stage, pim: Person) -> None:
    Placement.get().change(outcome="not_hired")
    pim.visits(f"/placements/{Placement.get().public_id}/aftercare")
    page = pim.fills_in(press="Bewaar", on="2026-11-27", time="14:00", expect=409)
    assert "Nazorg hoort bij iemand die aangeworven is." in page


def test_the_jobcoach_sees_it_as_a_next_step_when_it_is_due(
    stage: Stage, pim: Person, clock: Clock, new_person: NewPerson
) -> None:
    _add(pim)
    _add(pim, on="2026-12-18")
    words = "Vraag hoe het met Amina gaat op het werk"
    assert words not in pim.visits("/")
    clock.go_to("2026-11-27 08:00")
    pim.signs_in("pim@netwerk.example")
    assert words in pim.visits("/")
    assert words not in new_person("sofie@netwerk.example").visits("/")
    pim.clicks(f"Noteer hoe het gaat {words}")
    pim.fills_in(press="Bewaar het verslag", went="green")
    assert words not in pim.visits("/")


def test_another_organisation_finds_no_moment(stage: Stage, pim: Person, new_person: NewPerson) -> None:  # req P2
    _add(pim)
    path = f"/aftercare/{_first().public_id}"
    for name, status in (("an", 200), ("sofie", 403), ("lotte", 403), ("emma", 403), ("joke", 404)):
        person = new_person(f"{name}@netwerk.example")
        person.visits(path, expect=status)
        person.visits(f"{path}/move", expect=status)
