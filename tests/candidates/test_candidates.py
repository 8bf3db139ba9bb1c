"""Candidates of the own organisation: adding, finding, changing; nobody else's business."""

from datetime import timedelta
from typing import Any

import pytest

from portal.models.candidates import Candidate
from portal.models.history import HistoryLine
from tests.clock import Clock
from tests.nominations.scene import Scene
from tests.person import Person


def _rows(person: Person) -> list[str]:
    cells = person.page.tree.iterfind(".//main//tbody//th")
    return [" ".join("".join(cell.itertext()).split()) for cell in cells]


def test_a_jobcoach_adds_a_candidate_and_finds_the_contact_card(scene: Scene) -> None:
    # req 002-08, 002-09
    pim = scene.browser("pim")
    page = pim.visits("/candidates")
    assert "Hier komen de kandidaten die jullie begeleiden." in page
    pim.clicks("Voeg de eerste toe")
    page = pim.fills_in(
        first_name=" Émile ",
        last_name="Dubois",
        phone="0470 11 22 33",
        email="emile@voorbeeld.example",
        postcode="2400",
        town="Mol",
        birth_date="1990-11-24",
        notes="Eerste regel\nTweede regel",
    )
    assert page.heading == "Émile Dubois"
    assert "Bel liefst" in page
    assert page.links()["0470 11 22 33"] == "tel:0470112233"
    for words in ("2400 Mol", "24/11/1990", "Eerste regel", "Jobcoach: Pim Janssens"):
        assert words in page
    assert Candidate.get().organisation_id == scene["pim"].organisation_id


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"first_name": ""}, "Vul de voornaam in."),
        ({"last_name": "   "}, "Vul de achternaam in."),
        ({"email": "geen adres"}, "Kijk het adres na"),
        ({"birth_date": "2025-01-01"}, "Kijk de geboortedatum na"),
        ({"first_name": "x" * 101}, "100"),
    ],
)
def test_what_is_wrong_is_said_and_the_rest_is_kept(scene: Scene, typed: dict[str, Any], sentence: str) -> None:
    pim = scene.browser("pim")
    pim.visits("/candidates/new")
    page = pim.fills_in(**{"first_name": "Fatima", "last_name": "El Amrani", "notes": "bewaar mij", **typed})
    assert page.title.startswith("Fout:")
    assert sentence in page
    assert "bewaar mij" in page.html
    assert Candidate.select().count() == 0


def test_a_double_click_adds_one_candidate(scene: Scene) -> None:
    pim = scene.browser("pim")
    pim.visits("/candidates/new")
    page = pim.page
    for _ in range(3):
        pim._page = page
        pim.fills_in(first_name="Fatima", last_name="El Amrani")
        assert pim.page.heading == "Fatima El Amrani"
    assert Candidate.select().count() == 1


@pytest.mark.parametrize(
    ("query", "rows"),
    [
        ("", ["Zoë Aerts", "Émile Dubois"]),
        ("?order=update", ["Zoë Aerts", "Émile Dubois"]),
        ("?q=EMILE", ["Émile Dubois"]),
        ("?q=dub+em", ["Émile Dubois"]),
        ("?q=retie", ["Zoë Aerts"]),
        ("?q=_", []),
        ("?whose=own", ["Zoë Aerts", "Émile Dubois"]),
    ],
)
def test_candidates_are_found_by_name_and_town(scene: Scene, clock: Clock, query: str, rows: list[str]) -> None:
    # req 002-04, 002-05
    scene.candidate("Émile", last_name="Dubois")
    clock.advance(hours=1)
    scene.candidate("Zoë", last_name="Aerts", town="Retie")
    scene.candidate("Nele", by="joke")
    pim = scene.browser("pim")
    pim.visits(f"/candidates{query}")
    assert _rows(pim) == rows


def test_ones_own_candidates_are_told_apart_from_a_colleagues(scene: Scene) -> None:
    scene.candidate("Zoë", last_name="Aerts")
    scene.candidate("Jef", last_name="Bos", by="piet")
    pim = scene.browser("pim")
    pim.visits("/candidates?whose=own")
    assert _rows(pim) == ["Zoë Aerts"]


def test_the_same_change_twice_is_one_and_a_clash_keeps_both(scene: Scene, clock: Clock) -> None:
    candidate = scene.candidate()
    clock.advance(minutes=5)
    pim, karel = scene.browser("pim"), scene.browser("karel")
    for person in (pim, karel):
        person.visits(f"/candidates/{candidate.public_id}/change")
    form = karel.page
    for _ in range(3):
        karel._page = form
        karel.fills_in(town="Retie")
        assert "Bewaard." in karel.page
    assert HistoryLine.select().where(HistoryLine.step == "change").count() == 1
    page = pim.fills_in(town="Geel", expect=409)
    assert "Iemand anders bewaarde dit intussen" in page
    assert "Retie" in page
    assert 'value="Geel"' in page.html
    pim.fills_in()
    changed = Candidate.get()
    assert (changed.town, changed.search_name) == ("Geel", "fatima el amrani geel")
    assert changed.changed_at == candidate.created_at + timedelta(minutes=5)


@pytest.mark.parametrize("who", ["joke", "lotte", "emma", "dirk", "ada"])
@pytest.mark.parametrize("path", ["", "/change"])
def test_nobody_else_finds_a_candidate(scene: Scene, who: str, path: str) -> None:
    candidate = scene.candidate()
    scene.browser(who).visits(f"/candidates/{candidate.public_id}{path}", expect=404)


@pytest.mark.parametrize("who", ["emma", "dirk", "ada"])
def test_only_mediators_have_candidates(scene: Scene, who: str) -> None:
    scene.browser(who).visits("/candidates", expect=403)


def test_a_colleague_reads_but_does_not_change(scene: Scene) -> None:
    candidate = scene.candidate()
    piet = scene.browser("piet")
    page = piet.visits(f"/candidates/{candidate.public_id}")
    assert "Wijzig gegevens" not in page.links()
    piet.visits(f"/candidates/{candidate.public_id}/change", expect=403)


def test_from_a_nomination_one_comes_back_to_its_tasks(scene: Scene) -> None:
    nomination = scene.draft()
    pim = scene.browser("pim")
    pim.visits(f"/nominations/{nomination.public_id}")
    pim.clicks("Kandidaat")
    page = pim.fills_in(phone="0471 00 00 00")
    assert page.url == f"/nominations/{nomination.public_id}/tasks"
