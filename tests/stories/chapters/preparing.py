"""Before anybody is asked: accounts by mail, the network, and a campaign with all that it needs."""

from datetime import date, time

from tests.person import Person
from tests.stories.telling import Story

LEADING, BAKERY = "Werkwijzer Kempen", "Bakkerij De Korenaar"
CAMPAIGN = "Samen bakken aan werk"
GOAL = "De Korenaar wil drie mensen aanwerven die elders moeilijk een kans krijgen."
AGREEMENTS = "1. Elke kandidaat weet wat de job inhoudt.\n2. De jobcoach vertelt de uitslag binnen twee werkdagen."
FIRST_SESSION = "12/10 10:00–11:30 Infosessie bij Bakkerij De Korenaar"


def the_administrator_adds_the_organisations(story: Story) -> None:
    ada = story.sits_down("ada")
    ada.visits("/organisations/new")
    ada.fills_in(kind="employer", name=BAKERY, region="Kempen", town="Mol")
    ada.clicks("Voeg een vestiging toe")
    ada.fills_in(name="Mol", street="Ovenstraat 1", postcode="2400", town="Mol", directions="Bel aan de achterdeur.")
    for name, town in (("De Brug", "Turnhout"),):
        ada.visits("/organisations/new")
        ada.fills_in(kind="mediator", name=name, region="Kempen", town=town)


def everybody_gets_an_account_by_mail(story: Story) -> None:
    for who, organisation, role in (
        ("lotte", LEADING, "mediator"),
        ("karel", LEADING, "coordinator"),
        ("dirk", "De Brug", "privacy_officer"),
        ("joke", "De Brug", "mediator"),
        ("an", "De Brug", "coordinator"),
        ("emma", BAKERY, "employer"),
    ):
        _the_administrator_invites(story, who, organisation, role)
        letter = story.opens_mail(who, f"Je account bij {organisation} staat klaar")
        newcomer = story.passer_by()
        _makes_an_account(newcomer, letter.leads_to("Maak mijn account"))
        assert newcomer.page.url == "/"
        newcomer.visits("/profile")
        newcomer.fills_in("Bewaar", phone=story.people[who].phone)
        the_link_works_once(story, letter.leads_to("Maak mijn account"))


def the_link_works_once(story: Story, link: str) -> None:
    stranger = story.passer_by()
    stranger.visits(link, expect=410)
    assert "gebruikt" in stranger.page


def _the_administrator_invites(story: Story, who: str, organisation: str, role: str) -> None:
    ada = story.sits_down("ada")
    ada.visits("/administration/accounts/invite")
    ada.fills_in(name=story.people[who].name, email=story.people[who].email, organisation=organisation, role=role)
    assert f"De uitnodiging aan {story.people[who].name} is onderweg." in ada.page


def _makes_an_account(newcomer: Person, link: str) -> None:
    newcomer.visits(link)
    newcomer.fills_in(password=Person.PASSWORD, password_confirm=Person.PASSWORD)
    assert "Welkom. Je account is klaar en je bent aangemeld." in newcomer.page


def the_lead_maps_the_mediators_of_the_region(story: Story) -> None:
    lotte = story.sits_down("lotte")
    for organisation, town, groups, who in (
        ("Stap Vooruit", "Herentals", "langdurig werkzoekenden", "pim"),
        ("De Brug", "Turnhout", "", "joke"),
        ("Het Kompas", "Lokeren", "jongeren", "sam"),
    ):
        if organisation == "De Brug":
            lotte.visits("/organisations")
            lotte.clicks("De Brug")
        else:
            lotte.visits("/organisations/new")
            lotte.fills_in(kind="mediator", name=organisation, region="Kempen", town=town, target_groups=groups)
        lotte.clicks("Voeg iemand toe")
        somebody = story.people[who]
        lotte.fills_in(name=somebody.name, email=somebody.email, phone=somebody.phone, job_title="jobcoach")
    lotte.visits("/organisations?region=Kempen")
    for organisation in ("Stap Vooruit", "De Brug", "Het Kompas"):
        assert organisation in lotte.page.links()


def the_lead_notes_a_talk_with_a_mediator(story: Story) -> None:
    lotte = story.sits_down("lotte")
    lotte.visits("/organisations")
    lotte.clicks("Stap Vooruit")
    lotte.clicks("Noteer een contact")
    lotte.fills_in(channel="phone", contact="Pim Adriaans", note="Pim heeft vier kandidaten die graag bakken.")
    assert "Pim heeft vier kandidaten die graag bakken." in lotte.page
    joke = story.sits_down("joke")
    joke.visits(lotte.page.url)
    assert "vier kandidaten" not in joke.page


def the_lead_opens_a_campaign_in_silence(story: Story) -> None:
    lotte = story.sits_down("lotte")
    lotte.visits("/campaigns/new")
    lotte.fills_in(title=CAMPAIGN, site=f"{BAKERY}, Mol")
    story.found["campaign"] = lotte.page.url
    assert "Voor je kunt starten" in lotte.page
    for other in ("emma", "joke", "ada"):
        story.sits_down(other).visits(story.found["campaign"], expect=404)


def the_lead_says_what_it_is_for_and_which_steps_it_has(story: Story) -> None:
    lotte = story.sits_down("lotte")
    lotte.visits(f"{story.found['campaign']}/change")
    lotte.fills_in(
        goal=GOAL,
        matching="Hoogstens vier kandidaten per partner; elke partner informeert de eigen kandidaten.",
        has_tour=False,
    )
    assert "Rondleiding op de werkvloer" not in lotte.page
    lotte.visits(f"{story.found['campaign']}/change")
    lotte.fills_in(has_tour=True)
    assert "Rondleiding op de werkvloer" in lotte.page


def the_lead_adds_two_vacancies(story: Story) -> None:
    lotte = story.sits_down("lotte")
    for title, places in (("Inpakker", 2), ("Hulpbakker", 1)):
        lotte.visits(f"{story.found['campaign']}/vacancies/new")
        lotte.fills_in(
            title=title,
            places=places,
            tasks="Brood inpakken\nBestellingen klaarzetten",
            competences="Kan een halve dag rechtstaan.",
            hours_a_week="20 tot 38",
        )
    lotte.visits(story.found["campaign"])
    assert "Inpakker" in lotte.page
    assert "Hulpbakker" in lotte.page


def the_lead_sets_the_dates_and_leaves_the_rest_to_the_portal(story: Story) -> None:
    lotte = story.sits_down("lotte")
    lotte.visits(f"{story.found['campaign']}/dates")
    lotte.fills_in(info_session_on=date(2026, 10, 12), info_session_time=time(10, 0))
    # A week and a half after the session, then time to plan; winter time begins on 25 October.
    assert "Voordragen tot vrijdag 23 oktober, 17.00 uur" in lotte.page
    assert "Selectiedag vrijdag 30 oktober" in lotte.page


def the_lead_writes_down_the_agreements(story: Story) -> None:
    lotte = story.sits_down("lotte")
    lotte.visits(f"{story.found['campaign']}/agreements")
    lotte.fills_in(text=AGREEMENTS)
    assert "Versie 1" in lotte.page


def the_lead_starts_the_campaign(story: Story) -> None:
    lotte = story.sits_down("lotte")
    lotte.visits(story.found["campaign"])
    lotte.clicks("Start de instroomactie")
    assert "De instroomactie loopt." in lotte.page
    emma = story.sits_down("emma")
    emma.visits(story.found["campaign"])
    assert GOAL in emma.page
