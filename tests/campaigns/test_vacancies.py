"""The open functions of a campaign."""

from collections.abc import Callable
from typing import Any

import pytest

from portal.actions.vacancies import add_vacancy
from portal.models.campaigns import Campaign
from portal.models.candidates import Candidate
from portal.models.nominations import Nomination, VacancyChoice
from portal.models.vacancies import Vacancy
from portal.queries.campaigns import vacancies_of
from tests.campaigns.scene import Cast, draft_campaign
from tests.person import Person

SignedIn = Callable[[str], Person]


def titles(campaign: Campaign) -> list[str]:
    return [one.title for one in vacancies_of(campaign)]


# req 001-11
def test_a_campaign_has_several_functions_in_an_order_that_the_lead_chooses(cast: Cast, signed_in: SignedIn):
    campaign = draft_campaign(cast)
    lotte = signed_in("lotte")
    for title in ("Inpakker", "Bakker", "Chauffeur"):
        lotte.visits(f"/campaigns/{campaign.public_id}/vacancies/new")
        lotte.fills_in(title=title, places=2, tasks="Dozen vouwen", hours_a_week="20 tot 38")
    assert titles(campaign) == ["Inpakker", "Bakker", "Chauffeur"]
    chauffeur = Vacancy.get(Vacancy.title == "Chauffeur")
    lotte.sends(f"/campaigns/{campaign.public_id}/vacancies/{chauffeur.public_id}/up")
    assert titles(campaign) == ["Inpakker", "Chauffeur", "Bakker"]
    lotte.sends(f"/campaigns/{campaign.public_id}/vacancies/{chauffeur.public_id}/up")
    lotte.sends(f"/campaigns/{campaign.public_id}/vacancies/{chauffeur.public_id}/up")
    assert titles(campaign) == ["Chauffeur", "Inpakker", "Bakker"]
    lotte.sends(f"/campaigns/{campaign.public_id}/vacancies/{chauffeur.public_id}/down")
    assert titles(campaign) == ["Inpakker", "Chauffeur", "Bakker"]


# req 001-11
def test_everybody_in_the_campaign_reads_the_functions(cast: Cast, campaign: Campaign, signed_in: SignedIn):
    emma = signed_in("emma")
    page = emma.visits(f"/campaigns/{campaign.public_id}")
    assert "Medewerker inpak" in page
    assert "4 plaatsen" in page
    assert "Medewerker inpak" in emma.visits(f"/campaigns/{campaign.public_id}/vacancies")


def test_a_function_is_changed(cast: Cast, campaign: Campaign, signed_in: SignedIn):
    vacancy = Vacancy.get()
    lotte = signed_in("lotte")
    lotte.visits(f"/campaigns/{campaign.public_id}/vacancies")
    lotte.clicks("Medewerker inpak")
    lotte.fills_in(places=6, conditions="Een proefplaatsing kan.")
    fresh = Vacancy.get_by_id(vacancy.id)
    assert (fresh.places, fresh.conditions, fresh.title) == (6, "Een proefplaatsing kan.", "Medewerker inpak")


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"title": ""}, "Geef de functie een naam."),
        ({"places": 0}, "tussen 1 en 500"),
        ({"places": "x"}, "Schrijf een getal in cijfers"),
    ],
)
def test_a_function_needs_a_name_and_places(
    cast: Cast, campaign: Campaign, signed_in: SignedIn, typed: dict[str, Any], sentence: str
):
    lotte = signed_in("lotte")
    lotte.visits(f"/campaigns/{campaign.public_id}/vacancies/new")
    page = lotte.fills_in(**({"title": "Bakker"} | typed))
    assert page.title.startswith("Fout:")
    assert sentence in page
    assert titles(campaign) == ["Medewerker inpak"]


def test_a_double_click_adds_one_function(cast: Cast, campaign: Campaign, signed_in: SignedIn):
    lotte = signed_in("lotte")
    where = f"/campaigns/{campaign.public_id}/vacancies/new"
    once = lotte.visits(where).tree.find(".//main//input[@name='once']").get("value")
    for _ in range(2):
        lotte.visits(where)
        lotte.sends(where, {"title": "Bakker", "places": "1", "once": once})
    assert titles(campaign) == ["Medewerker inpak", "Bakker"]


def test_a_function_without_candidates_is_removed(cast: Cast, campaign: Campaign, signed_in: SignedIn):
    extra = add_vacancy(campaign, by=cast.lotte, title="Bakker")
    lotte = signed_in("lotte")
    lotte.visits(f"/campaigns/{campaign.public_id}/vacancies")
    lotte.sends(f"/campaigns/{campaign.public_id}/vacancies/{extra.public_id}/remove")
    assert titles(campaign) == ["Medewerker inpak"]
    lotte.sends(f"/campaigns/{campaign.public_id}/vacancies/{extra.public_id}/remove", expect=404)


def test_a_function_that_candidates_chose_cannot_be_removed(cast: Cast, campaign: Campaign, signed_in: SignedIn):
    vacancy = Vacancy.get()
    candidate = Candidate.create(organisation=cast.network, jobcoach=cast.lotte, first_name="Ines", last_name="Proef")
    nomination = Nomination.create(
        campaign=campaign,
        candidate=candidate,
        invitation=campaign.invitations.get(),
        organisation=cast.network,
        jobcoach=cast.lotte,
    )
    VacancyChoice.create(nomination=nomination, vacancy=vacancy, rank=1)
    lotte = signed_in("lotte")
    lotte.visits(f"/campaigns/{campaign.public_id}/vacancies")
    assert "kan niet weg" in lotte.clicks("Haal weg Medewerker inpak", expect=409)
    assert titles(campaign) == ["Medewerker inpak"]


@pytest.mark.parametrize(("name", "status"), [("pim", 404), ("emma", 403), ("karel", 403), ("ada", 404), ("dirk", 404)])
def test_only_the_lead_touches_the_functions(
    cast: Cast, campaign: Campaign, signed_in: SignedIn, name: str, status: int
):
    person = signed_in(name)
    vacancy = Vacancy.get()
    person.visits(f"/campaigns/{campaign.public_id}/vacancies/new", expect=status)
    person.visits("/")
    person.sends(f"/campaigns/{campaign.public_id}/vacancies/{vacancy.public_id}/remove", expect=status)
    assert titles(campaign) == ["Medewerker inpak"]


def test_a_function_of_another_campaign_is_not_found(cast: Cast, campaign: Campaign, signed_in: SignedIn):
    other = draft_campaign(cast)
    vacancy = Vacancy.get()
    signed_in("lotte").visits(f"/campaigns/{other.public_id}/vacancies/{vacancy.public_id}/change", expect=404)
