"""While names are hidden the employer meets numbers: on every page, in every order, and in no document (req Y-18)."""

import pytest

from portal.actions.nominations import put_forward_nomination, withdraw_nomination
from portal.models.documents import Document
from portal.models.nominations import Nomination
from tests.clock import Clock
from tests.nominations.scene import Scene

LAST = "Achternaamkanarie"


@pytest.fixture
def hidden(scene: Scene) -> Scene:
    """A campaign that hides names until the day."""
    scene.campaign.change(names_from="the_day")
    return scene


def _introductions(scene: Scene) -> str:
    return f"/campaigns/{scene.campaign.public_id}/introductions"


def test_the_employer_meets_numbers_in_the_order_of_putting_forward(hidden: Scene) -> None:
    # req Y-18
    for name in ("Zoë", "Amina"):
        hidden.put_forward(name, last_name=LAST)
    page = hidden.browser("emma").visits(_introductions(hidden))
    assert page.text.index("Kandidaat 1") < page.text.index("Kandidaat 2")
    for words in ("Zoë", "Amina", LAST, "Je ziet de voornaam"):
        assert words not in page.html


def test_the_introduction_and_its_papers_hold_no_name(hidden: Scene) -> None:
    # req Y-18
    nomination = hidden.put_forward("Amina", last_name=LAST)
    Nomination.update(competences=f"Amina werkt netjes. Vraag {LAST} maar.").execute()
    emma = hidden.browser("emma")
    emma.visits(_introductions(hidden))
    page = emma.clicks("Kandidaat 1")
    assert page.heading == "Kandidaat 1"
    assert "Kandidaat 1 werkt netjes. Vraag Kandidaat 1 maar." in page
    assert "er staat een naam in" in page
    assert "/documents/" not in page.html
    for words in ("Amina", LAST):
        assert words not in page.html
    for document in Document.select().where(Document.nomination == nomination):
        emma.visits(f"/documents/{document.public_id}", expect=404)


def test_on_the_day_the_names_are_there(hidden: Scene, clock: Clock) -> None:
    # req Y-18
    hidden.put_forward("Zoë")
    hidden.put_forward("Amina")
    clock.go_to("2026-11-30 23:59")
    assert "Amina" not in hidden.browser("emma").visits(_introductions(hidden))
    clock.go_to("2026-12-01 00:01")
    emma = hidden.browser("emma")
    page = emma.visits(_introductions(hidden))
    assert page.text.index("Amina E.") < page.text.index("Zoë E.")
    assert "Cv" in emma.clicks("Amina E.").links()


def test_the_number_stays_when_somebody_is_withdrawn_and_comes_back(hidden: Scene) -> None:
    first, second = hidden.put_forward("Zoë"), hidden.put_forward("Amina")
    withdraw_nomination(first, "Vond ander werk", by=hidden["pim"])
    third = hidden.put_forward("Bram")
    put_forward_nomination(first, by=hidden["pim"])
    assert [Nomination.get_by_id(one.id).number for one in (first, second, third)] == [1, 2, 3]


def test_the_lead_and_the_own_organisation_see_names_all_along(hidden: Scene) -> None:
    nomination = hidden.put_forward("Amina")
    for who in ("lotte", "pim"):
        assert "Amina" in hidden.browser(who).visits(f"/nominations/{nomination.public_id}")


def test_an_english_reader_meets_candidates(hidden: Scene) -> None:
    hidden.put_forward("Amina")
    hidden["emma"].change(language="en")
    assert "Candidate 1" in hidden.browser("emma").visits(_introductions(hidden))


def test_pages_are_the_same_whatever_the_name_is(hidden: Scene) -> None:
    # req P2, Y-18
    nominations = [hidden.put_forward(name) for name in ("Amina", "Bram", "Carla")]
    emma = hidden.browser("emma")
    paths = [_introductions(hidden), *(f"/nominations/{one.public_id}/introduction" for one in nominations)]
    paths += [
        f"/campaigns/{hidden.campaign.public_id}{page}" for page in ("/decisions", "/speeddates", "/day", "/test")
    ]
    before = [emma.visits(path).text for path in paths]
    for nomination, name in zip(nominations, ("Zoë", "Yves", "Xander"), strict=True):
        nomination.candidate.change(first_name=name, last_name=LAST, search_name=name.lower())
    assert [emma.visits(path).text for path in paths] == before


def test_the_lead_hides_names_where_the_campaign_is_changed(scene: Scene) -> None:
    # req Y-18
    lotte = scene.browser("lotte")
    lotte.visits(f"/campaigns/{scene.campaign.public_id}/change")
    lotte.fills_in("Bewaar", hides_names=True)
    assert "pas op de selectiedag" in lotte.page
    assert type(scene.campaign).get_by_id(scene.campaign.id).names_from == "the_day"
    page = lotte.visits(f"/campaigns/{scene.campaign.public_id}/change")
    assert 'name="hides_names"' in page.html
    assert (
        "checked"
        in page.html.partition('name="hides_names"')[0].rpartition("<input")[2]
        + page.html.partition('name="hides_names"')[2].partition(">")[0]
    )
