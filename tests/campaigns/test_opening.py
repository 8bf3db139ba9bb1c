"""Opening a campaign and preparing it."""

from collections.abc import Callable
from datetime import date, time

from portal.models.campaigns import Campaign
from portal.models.organisations import Organisation
from tests.campaigns.scene import Cast, draft_campaign, ready_campaign
from tests.page_checks import text_of
from tests.person import Page, Person

SignedIn = Callable[[str], Person]


def stages_on(page: Page) -> list[str]:
    """The labels of the line of the campaign."""
    labels = [one for one in page.tree.iter("span") if one.get("class") == "step-label"]
    return [text_of(one).partition(" (")[0] for one in labels]


# req 001-01
def test_a_mediator_opens_a_campaign_for_an_employer_of_the_list(cast: Cast, signed_in: SignedIn):
    lotte = signed_in("lotte")
    lotte.visits("/campaigns")
    lotte.clicks("Nieuwe instroomactie")
    page = lotte.fills_in(
        title="Inpakkers voor de winter",
        site="Bakkerij De Ster, Hoofdbakkerij, Gent",
        goal="Zes mensen een kans geven.",
    )
    campaign = Campaign.get()
    assert page.heading == "Inpakkers voor de winter"
    assert (campaign.employer, campaign.site, campaign.lead) == (cast.bakery, cast.site, cast.lotte)
    assert campaign.state == "draft"
    assert "Voor je kunt starten" in page


# req 001-01
def test_a_new_employer_with_its_site_is_added_on_the_way(cast: Cast, signed_in: SignedIn):
    lotte = signed_in("lotte")
    lotte.visits("/campaigns/new")
    lotte.fills_in(
        title="Groenploeg",
        site="new",
        employer_name="Tuinen Peeters",
        street="Veldweg 3",
        town="Sluis",
        country="NL",
    )
    campaign = Campaign.get()
    assert campaign.employer.name == "Tuinen Peeters"
    assert (campaign.site.town, campaign.site.zone) == ("Sluis", "Europe/Amsterdam")


def test_the_name_of_an_employer_that_is_known_is_not_added_twice(cast: Cast, signed_in: SignedIn):
    lotte = signed_in("lotte")
    lotte.visits("/campaigns/new")
    lotte.fills_in(
        title="Nog een",
        site="new",
        employer_name="bakkerij de ster",
        street="Ovenstraat 1",
        postcode="9000",
        town="Gent",
    )
    assert Campaign.get().site == cast.site
    assert Organisation.select().where(Organisation.kind == "employer").count() == 1


def test_a_mediator_organisation_cannot_be_the_employer(cast: Cast, signed_in: SignedIn):
    lotte = signed_in("lotte")
    lotte.visits("/campaigns/new")
    page = lotte.fills_in(title="Vreemd", site="new", employer_name="Het Kompas", town="Lokeren", expect=409)
    assert "staat al in het netwerk als bemiddelaar" in page
    assert not Campaign.select().exists()


def test_what_was_typed_is_kept_beside_the_errors(cast: Cast, signed_in: SignedIn):
    lotte = signed_in("lotte")
    lotte.visits("/campaigns/new")
    page = lotte.fills_in(site="new", goal="Een doel dat niet verloren mag gaan.")
    assert page.title.startswith("Fout:")
    assert "Geef de instroomactie een naam." in page
    assert "Vul de naam van het bedrijf in." in page
    assert "Een doel dat niet verloren mag gaan." in page.html


def test_a_double_click_opens_one_campaign(cast: Cast, signed_in: SignedIn):
    lotte = signed_in("lotte")
    form = lotte.visits("/campaigns/new").tree.find(".//main//form")
    once = form.find(".//input[@name='once']").get("value")
    typed = {"title": "Eén keer", "site": cast.site.public_id, "once": once, "country": "BE"}
    first = lotte.sends("/campaigns/new", typed)
    lotte.visits("/campaigns/new")
    second = lotte.sends("/campaigns/new", typed)
    assert first.url == second.url
    assert Campaign.select().count() == 1


def test_the_number_of_somebody_elses_form_is_refused(cast: Cast, signed_in: SignedIn):
    campaign = draft_campaign(cast)
    pim = signed_in("pim")
    pim.visits("/campaigns/new")
    typed = {"title": "Gekaapt", "site": cast.site.public_id, "once": campaign.public_id, "country": "BE"}
    assert "al gebruikt" in pim.sends("/campaigns/new", typed, expect=409)


# req 001-03 · 001-04
def test_steps_can_be_skipped_and_the_overview_follows(cast: Cast, signed_in: SignedIn):
    campaign = ready_campaign(cast)
    lotte = signed_in("lotte")
    lotte.visits(f"/campaigns/{campaign.public_id}")
    lotte.clicks("Wijzig doel en stappen")
    page = lotte.fills_in(has_info_session=False, has_tour=False, has_test=False, has_internship=False)
    fresh = Campaign.get_by_id(campaign.id)
    assert not any((fresh.has_info_session, fresh.has_tour, fresh.has_test, fresh.has_internship))
    assert stages_on(page) == ["Voorbereiding", "Voordragen", "Selectiedag", "Terugkoppeling"]
    assert "Rondleiding" not in page
    assert "Schriftelijke proef" not in page
    assert "Een speeddate voor elke kandidaat" in page


# req 001-07 · 001-12
def test_the_goal_and_the_matching_stand_on_the_overview(cast: Cast, signed_in: SignedIn):
    campaign = draft_campaign(cast)
    lotte = signed_in("lotte")
    lotte.visits(f"/campaigns/{campaign.public_id}/change")
    page = lotte.fills_in(goal="Kansen geven.", matching="Elke partner kiest zelf drie kandidaten.")
    assert "Kansen geven." in page
    assert "Elke partner kiest zelf drie kandidaten." in page


def test_two_people_do_not_overwrite_each_other(cast: Cast, signed_in: SignedIn):
    campaign = draft_campaign(cast)
    lotte, later = signed_in("lotte"), signed_in("lotte")
    for one in (lotte, later):
        one.visits(f"/campaigns/{campaign.public_id}/change")
    lotte.fills_in(goal="Het eerste doel.")
    assert "intussen gewijzigd" in later.fills_in(goal="Het tweede doel.", expect=409)
    assert Campaign.get_by_id(campaign.id).goal == "Het eerste doel."


def test_a_campaign_starts_only_when_all_is_prepared(cast: Cast, signed_in: SignedIn):
    campaign = draft_campaign(cast)
    lotte = signed_in("lotte")
    page = lotte.visits(f"/campaigns/{campaign.public_id}")
    assert "Start de instroomactie" not in page.buttons
    assert "schrijf eerst het doel" in lotte.sends(f"/campaigns/{campaign.public_id}/start", expect=409)
    lotte.visits(f"/campaigns/{campaign.public_id}/change")
    lotte.fills_in(goal="Zes mensen een kans geven.")
    assert "functie" in lotte.sends(f"/campaigns/{campaign.public_id}/start", expect=409)
    lotte.visits(f"/campaigns/{campaign.public_id}/vacancies/new")
    lotte.fills_in(title="Medewerker inpak", places=4)
    assert "kies eerst de data" in lotte.sends(f"/campaigns/{campaign.public_id}/start", expect=409)
    lotte.visits(f"/campaigns/{campaign.public_id}/dates")
    lotte.fills_in(info_session_on=date(2026, 11, 24), info_session_time=time(10))
    assert "afspraken" in lotte.sends(f"/campaigns/{campaign.public_id}/start", expect=409)
    lotte.visits(f"/campaigns/{campaign.public_id}/agreements")
    page = lotte.fills_in(text="We bellen elkaar.")
    assert page.heading == "Inpakkers voor de winter"
    page = lotte.clicks("Start de instroomactie")
    assert page.heading == "Partners uitnodigen"
    assert Campaign.get_by_id(campaign.id).state == "running"


def test_a_second_start_is_refused_and_changes_nothing(cast: Cast, signed_in: SignedIn):
    campaign = ready_campaign(cast)
    lotte = signed_in("lotte")
    lotte.visits(f"/campaigns/{campaign.public_id}")
    lotte.clicks("Start de instroomactie")
    assert "Dat kan niet meer" in lotte.sends(f"/campaigns/{campaign.public_id}/start", expect=409)
    assert campaign.invitations.count() == 1


# req 001-02
def test_the_leads_own_organisation_takes_part_from_the_start(cast: Cast, signed_in: SignedIn):
    campaign = ready_campaign(cast)
    lotte = signed_in("lotte")
    lotte.visits(f"/campaigns/{campaign.public_id}")
    lotte.clicks("Start de instroomactie")
    own = campaign.invitations.get()
    assert (own.organisation, own.user, own.state) == (cast.network, cast.lotte, "accepted")
    assert [one.agreement.number for one in own.acceptances] == [1]
