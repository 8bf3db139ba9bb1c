"""An administrator keeps the law of measures; every change is on record, and the shipped rows stay the start."""

from dataclasses import replace
from datetime import date

import pytest

from portal import clock as portal_clock
from portal.actions.measures import add_measure, change_measure, check_measure, close_measure, succeed_measure
from portal.models.history import HistoryLine
from portal.models.measures import MeasureRow
from portal.queries.measures import administered_measure, law
from portal.rules.measures import MEASURES, Measure, MeasureFacts, facts_of_measure, measure_named
from portal.rules.refusals import ChangedMeanwhile, Refused
from tests.clock import Clock
from tests.nominations.scene import Scene

INDEX = "/administration/measures"
TODAY = date(2026, 11, 17)
NEW = MeasureFacts(
    code="premie",
    country="BE",
    name="Startpremie",
    who_applies="De werkgever.",
    source="Vlaamse codex",
    checked_on=TODAY,
)


def _found(scene: Scene, key: str) -> Measure:
    found = administered_measure(scene["ada"], key)
    assert found is not None
    return found


def test_a_new_portal_holds_the_shipped_law_and_no_rows(scene: Scene) -> None:
    # req X-03
    assert law() == sorted(MEASURES, key=lambda one: one.country)
    assert not MeasureRow.select().exists()


def test_a_change_of_a_shipped_row_stands_for_it_and_keeps_its_address(scene: Scene) -> None:
    # req X-03
    ada = scene.browser("ada")
    ada.visits(INDEX)
    ada.clicks("IBO")
    ada.clicks("Wijzig")
    ada.fills_in("Bewaar", longest="4 tot 52 weken.", lead_time="2", lead_unit="weeks")
    assert ada.page.url == f"{INDEX}/ibo"
    for words in ("4 tot 52 weken.", "2 weken", "Regel gewijzigd", "Ada Peeters", "4 tot 26 weken."):
        assert words in ada.page
    assert [one.longest for one in law() if one.code == "ibo"] == ["4 tot 52 weken."]
    assert measure_named(MEASURES, "ibo", TODAY).longest == "4 tot 26 weken."


def test_a_successor_begins_where_the_old_row_ends(scene: Scene) -> None:
    # req X-03
    ada = scene.browser("ada")
    ada.visits(f"{INDEX}/imw-2023-07-01")
    ada.clicks("Zet er een nieuwe regel achter")
    ada.fills_in("Bewaar", valid_from="2027-01-01", longest="3 jaar.")
    assert [(one.valid_from, one.valid_to) for one in law() if one.code == "imw"] == [
        (date(2023, 7, 1), date(2026, 12, 31)),
        (date(2027, 1, 1), None),
    ]
    assert measure_named(law(), "imw", date(2026, 12, 31)).longest == "2 of 5 jaar."
    assert measure_named(law(), "imw", date(2027, 1, 1)).longest == "3 jaar."


def test_a_successor_needs_a_first_day(scene: Scene) -> None:
    with pytest.raises(Refused):
        succeed_measure(_found(scene, "ibo"), facts_of_measure(_found(scene, "ibo")), by=scene["ada"])
    assert not MeasureRow.select().exists()


def test_a_row_that_is_closed_is_offered_no_more(scene: Scene) -> None:
    # req X-03
    ada = scene.browser("ada")
    ada.visits(f"{INDEX}/wes/close")
    ada.fills_in("Sluit af", valid_to="2026-11-01")
    assert "dinsdag" in ada.page or "zondag" in ada.page
    nomination = scene.draft()
    page = scene.browser("pim").visits(f"/nominations/{nomination.public_id}/measures")
    assert "Werkervaringsstage" not in page
    assert "Individuele beroepsopleiding" in page


def test_an_added_measure_is_offered_and_read_like_any_other(scene: Scene) -> None:
    # req X-03
    ada = scene.browser("ada")
    ada.visits(f"{INDEX}/new")
    page = ada.fills_in("Bewaar", code="Premie!", name="Startpremie")
    for words in ("Gebruik kleine letters", "Typ wie de maatregel aanvraagt", "Typ waar dit staat."):
        assert words in page
    ada.fills_in("Bewaar", code="premie", who_applies="De werkgever.", source="Vlaamse codex")
    assert "De regel staat erbij." in ada.page
    nomination = scene.draft()
    assert "Startpremie" in scene.browser("pim").visits(f"/nominations/{nomination.public_id}/measures")


def test_two_rows_of_one_measure_never_hold_together(scene: Scene) -> None:
    for facts in (
        replace(NEW, code="ibo"),
        replace(NEW, code="ibo", valid_from=date(2030, 1, 1)),
        replace(NEW, code="lks", country="BE", valid_to=date(2000, 1, 1)),
        replace(NEW, valid_from=date(2027, 1, 2), valid_to=date(2027, 1, 1)),
        replace(NEW, checked_on=date(2026, 11, 18)),
    ):
        with pytest.raises(Refused):
            add_measure(facts, by=scene["ada"])
    assert not MeasureRow.select().exists()


def test_sending_twice_has_one_effect(scene: Scene) -> None:
    # req P7
    ibo, ada = _found(scene, "ibo"), scene["ada"]
    facts = replace(facts_of_measure(ibo), longest="Lang.")
    for _ in range(2):
        change_measure(ibo, facts, by=ada)
        add_measure(NEW, by=ada, public_id="A" * 22)
        check_measure(_found(scene, "wes"), by=ada)
        close_measure(_found(scene, "bvs"), date(2026, 12, 31), by=ada)
        succeed_measure(_found(scene, "kibo"), replace(facts, valid_from=date(2027, 1, 1)), by=ada, public_id="B" * 22)
    assert MeasureRow.select().count() == 6
    assert HistoryLine.select().where(HistoryLine.subject == "MeasureRow").count() == 6


def test_the_second_of_two_hears_that_it_changed(scene: Scene) -> None:
    # req P6
    ibo, ada = _found(scene, "ibo"), scene["ada"]
    change_measure(ibo, replace(facts_of_measure(ibo), longest="Lang."), by=ada)
    with pytest.raises(ChangedMeanwhile):
        change_measure(ibo, replace(facts_of_measure(ibo), longest="Kort."), by=ada)
    assert _found(scene, "ibo").longest == "Lang."


def test_after_six_months_the_administrator_is_asked_to_read_the_sources(scene: Scene, clock: Clock) -> None:
    # req X-03
    ada = scene.browser("ada")
    assert "al een halfjaar niet nagekeken" not in ada.visits("/")
    clock.go_to("2027-05-02 09:00")
    ada = scene.browser("ada")
    assert f"al een halfjaar niet nagekeken is: {len(MEASURES)}" in ada.visits("/")
    assert "al een halfjaar" not in scene.browser("lotte").visits("/")
    ada.visits(next(url for words, url in ada.page.links().items() if words.startswith("Kijk ze na")))
    assert "kijk na" in ada.page
    ada.visits(f"{INDEX}/ibo")
    ada.fills_in("Vandaag nagekeken")
    assert _found(scene, "ibo").checked_on == portal_clock.today()
    assert f"nagekeken is: {len(MEASURES) - 1}" in ada.visits("/")


def test_hostile_words_stay_words(scene: Scene) -> None:
    add_measure(replace(NEW, name="<b>{{ 7*7 }}", standing="%(x)s\t\r\nregel"), by=scene["ada"])
    page = scene.browser("ada").visits(f"{INDEX}/{MeasureRow.get().public_id}")
    assert "&lt;b&gt;{{ 7*7 }}" in page.html
    assert "%(x)s" in page


@pytest.mark.parametrize("who", ["lotte", "pim", "emma", "dirk"])
def test_nobody_else_keeps_the_law(scene: Scene, who: str) -> None:
    scene.browser(who).visits(INDEX, expect=403)
    scene.browser(who).visits(f"{INDEX}/ibo", expect=404)
