"""The lead's list, the partner's page, and what to do next: filters, order, and as many queries for many as for one."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from portal.models.database import database
from portal.queries.next_steps.nominations import nomination_steps
from tests.clock import Clock
from tests.nominations.scene import CLOSES, Scene
from tests.person import Person


@contextmanager
def _counted() -> Iterator[list[str]]:
    """The statements that run inside."""
    run: list[str] = []
    inner = database.obj.execute_sql

    def listening(sql: str, *args: object, **more: object) -> object:
        run.append(sql)
        return inner(sql, *args, **more)

    database.obj.execute_sql = listening
    try:
        yield run
    finally:
        del database.obj.execute_sql


def _rows(person: Person) -> list[str]:
    cells = person.page.tree.iterfind(".//main//tbody//th")
    return [" ".join("".join(cell.itertext()).split()) for cell in cells]


@pytest.fixture
def lotte(scene: Scene, clock: Clock) -> Person:
    """Three candidates are put forward, and Lotte looks at the list."""
    scene.put_forward("Zoë", last_name="Aerts")
    clock.advance(minutes=1)
    scene.put_forward("Émile", last_name="Bos", by="joke")
    clock.advance(minutes=1)
    scene.put_forward("Aïcha", last_name="Cools")
    return scene.browser("lotte")


@pytest.mark.parametrize(
    ("query", "rows"),
    [
        ("", ["Aïcha Cools", "Émile Bos", "Zoë Aerts"]),
        ("?order=name", ["Zoë Aerts", "Émile Bos", "Aïcha Cools"]),
        ("?q=emile", ["Émile Bos"]),
        ("?q=COOLS+a", ["Aïcha Cools"]),
        ("?q=%25", []),
        ("?late=1", []),
        ("?state=withdrawn", []),
        ("?order=nonsense&state=draft&page=abc", ["Aïcha Cools", "Émile Bos", "Zoë Aerts"]),
    ],
)
def test_the_filter_lives_in_the_address(scene: Scene, lotte: Person, query: str, rows: list[str]) -> None:
    # req 002-02, 002-04, 002-05, 002-06
    lotte.visits(f"/campaigns/{scene.campaign.public_id}/nominations{query}")
    assert _rows(lotte) == rows
    assert (f"{len(rows)} voordracht" in lotte.page) is True


def test_the_list_is_filtered_by_function_and_organisation(scene: Scene, lotte: Person) -> None:
    here = f"/campaigns/{scene.campaign.public_id}/nominations"
    lotte.visits(here)
    lotte.fills_in("Toon", organisation="De Brug")
    assert _rows(lotte) == ["Émile Bos"]
    lotte.visits(here)
    lotte.fills_in("Toon", vacancy="Chauffeur")
    assert _rows(lotte) == []
    assert "Geen voordracht past bij wat je zoekt." in lotte.page


def test_a_list_of_more_than_fifty_has_pages_that_keep_the_filter(scene: Scene) -> None:
    for number in range(51):
        scene.put_forward(f"Persoon{number:02}")
    lotte = scene.browser("lotte")
    page = lotte.visits(f"/campaigns/{scene.campaign.public_id}/nominations?order=name&q=persoon")
    assert "51 voordrachten" in page
    assert len(_rows(lotte)) == 50
    lotte.clicks("Volgende")
    assert _rows(lotte) == ["Persoon50 El Amrani"]
    lotte.visits(f"/campaigns/{scene.campaign.public_id}/nominations?page=99")
    assert len(_rows(lotte)) == 1


@pytest.mark.once  # how much a page asks hangs on no database
def test_lists_ask_as_many_questions_for_ten_as_for_one(scene: Scene) -> None:
    scene.put_forward("Eerste")
    visits = {
        "lotte": [f"/campaigns/{scene.campaign.public_id}/nominations", "/"],
        "emma": [f"/campaigns/{scene.campaign.public_id}/introductions"],
        "pim": [f"/invitations/{scene.invitations['pim'].public_id}/nominations", "/candidates", "/"],
    }
    people = {first: scene.browser(first) for first in visits}

    def counts() -> dict[str, int]:
        found = {}
        for first, paths in visits.items():
            for path in paths:
                people[first].visits(path)
                with _counted() as run:
                    people[first].visits(path)
                found[f"{first} {path}"] = len(run)
        return found

    one = counts()
    for number in range(9):
        scene.put_forward(f"Persoon{number}")
        scene.draft(f"Klad{number}")
    assert counts() == one


def test_the_jobcoach_is_told_until_when(scene: Scene, clock: Clock) -> None:
    pim, now = scene["pim"], clock.now()
    (step,) = nomination_steps(pim, now)
    assert (step.what, step.endpoint, step.until) == (
        "Draag kandidaten voor bij %(employer)s",
        "nominations.of_partner",
        CLOSES,
    )
    scene.draft()
    (step,) = nomination_steps(pim, now)
    assert (step.what, step.values, step.until) == (
        "Vul de voordracht van %(name)s aan",
        {"name": "Fatima"},
        CLOSES,
    )
    clock.go_to(CLOSES)
    assert len(nomination_steps(pim, clock.now())) == 1
    clock.advance(seconds=1)
    assert nomination_steps(pim, clock.now()) == []
    scene.invitations["pim"].change(late_until=clock.advance(days=1))
    (step,) = nomination_steps(pim, clock.now())
    assert step.until == clock.now()


def test_the_lead_is_told_of_nominations_that_nobody_opened(scene: Scene, clock: Clock) -> None:
    lead = scene["lotte"]
    assert nomination_steps(lead, clock.now()) == []
    first = scene.put_forward()
    clock.advance(minutes=1)
    scene.put_forward("Jef")
    (step,) = nomination_steps(lead, clock.now())
    assert (step.what, step.values, step.endpoint) == (
        "Bekijk %(num)s nieuwe voordrachten",
        {"num": 2},
        "nominations.index",
    )
    page = scene.browser("lotte")
    page.visits(f"/nominations/{first.public_id}")
    (step,) = nomination_steps(lead, clock.now())
    assert step.what == "Bekijk de nieuwe voordracht"
    assert nomination_steps(scene["emma"], clock.now()) == []
