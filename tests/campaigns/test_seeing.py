"""Who sees what of a campaign, and what the pages cost."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from peewee import Database

from portal.actions.campaigns import open_campaign, publish_agreement
from portal.actions.organisations import add_contact, add_organisation
from portal.actions.partners import accept_agreement, answer_invitation, invite_partner
from portal.models.campaigns import Campaign, Invitation
from portal.models.database import database as portal_database
from portal.models.outbox import OutboxMail
from portal.queries.campaigns import campaigns_visible_to
from portal.queries.next_steps.campaigns import campaign_steps
from tests.campaigns.scene import Cast, draft_campaign, ready_campaign, running_campaign
from tests.clock import Clock
from tests.person import Person

SignedIn = Callable[[str], Person]


@pytest.fixture
def pims(cast: Cast, campaign: Campaign) -> Invitation:
    """Pim was asked."""
    return invite_partner(campaign, by=cast.lotte, email=cast.pim.email, name="Pim Peeters", organisation=cast.kompas)


@contextmanager
def counted() -> Iterator[list[str]]:
    """The statements that run meanwhile."""
    ran: list[str] = []
    execute = portal_database.obj.execute_sql

    def listening(sql: str, *args: Any, **kwargs: Any) -> Any:
        ran.append(sql)
        return execute(sql, *args, **kwargs)

    portal_database.obj.execute_sql = listening
    try:
        yield ran
    finally:
        del portal_database.obj.execute_sql


@pytest.mark.parametrize(
    ("name", "draft", "running", "invited"),
    [
        ("lotte", 200, 200, 200),
        ("karel", 200, 200, 200),
        ("nele", 404, 200, 200),
        ("pim", 404, 404, 200),
        ("joke", 404, 404, 404),
        ("emma", 404, 200, 200),
        ("ada", 404, 404, 404),
        ("dirk", 404, 404, 404),
    ],
)
def test_who_sees_a_campaign_in_preparation_running_and_when_pim_is_asked(
    cast: Cast, signed_in: SignedIn, name: str, draft: int, running: int, invited: int
):
    in_preparation = draft_campaign(cast)
    started = running_campaign(cast)
    person = signed_in(name)
    person.visits(f"/campaigns/{in_preparation.public_id}", expect=draft)
    person.visits(f"/campaigns/{started.public_id}", expect=running)
    invite_partner(started, by=cast.lotte, email=cast.pim.email, name="Pim", organisation=cast.kompas)
    person.visits(f"/campaigns/{started.public_id}", expect=invited)


def test_a_visitor_is_asked_to_sign_in(cast: Cast, campaign: Campaign, visitor: Person):
    page = visitor.visits(f"/campaigns/{campaign.public_id}")
    assert page.url.startswith("/login")


# req 001-01
def test_the_list_says_whose_part_is_whose(cast: Cast, campaign: Campaign, pims: Invitation, signed_in: SignedIn):
    assert "trekker" in signed_in("lotte").visits("/campaigns")
    assert "partner" in signed_in("pim").visits("/campaigns")
    assert "werkgever" in signed_in("emma").visits("/campaigns")
    assert "Inpakkers" not in signed_in("joke").visits("/campaigns")


def test_the_list_is_filtered_in_the_url(cast: Cast, campaign: Campaign, signed_in: SignedIn):
    open_campaign(by=cast.lotte, title="Groenploeg", site=cast.site)
    lotte = signed_in("lotte")
    page = lotte.visits("/campaigns?q=groen")
    assert "1 instroomactie" in page
    assert "Inpakkers" not in page
    page = lotte.visits("/campaigns?state=running")
    assert "Inpakkers" in page
    assert "Groenploeg" not in page


def test_a_partner_sees_the_part_that_is_his(cast: Cast, campaign: Campaign, pims: Invitation, signed_in: SignedIn):
    pim = signed_in("pim")
    page = pim.visits(f"/campaigns/{campaign.public_id}")
    assert "Antwoord op de uitnodiging" in page
    answer_invitation(pims, by=cast.pim, accepts=True)
    page = pim.visits(f"/campaigns/{campaign.public_id}")
    assert "Voordragen kan vanaf dinsdag 24 november, 11.30 uur" in page
    assert "Hoe het ervoor staat" not in page
    assert "Beheer de functies" not in page


def test_an_employer_reads_dates_and_places_and_steers_nothing(cast: Cast, campaign: Campaign, signed_in: SignedIn):
    page = signed_in("emma").visits(f"/campaigns/{campaign.public_id}")
    assert "4 plaatsen" in page
    assert "vrijdag 11 december" in page
    assert page.tree.findall(".//main//form") == []
    assert "Hoe het ervoor staat" not in page


def test_the_lead_is_led_from_one_thing_to_the_next(cast: Cast, clock: Clock):
    draft_campaign(cast)
    assert [step.what for step in campaign_steps(cast.lotte, clock.now())] == ["Schrijf het doel van de actie op"]
    Campaign.delete().execute()
    ready_campaign(cast)
    assert [step.what for step in campaign_steps(cast.lotte, clock.now())] == ["Start de instroomactie"]
    assert campaign_steps(cast.nele, clock.now()) == []
    assert campaign_steps(cast.emma, clock.now()) == []


def test_the_lead_without_partners_is_told_to_invite_them_before_the_info_session(
    cast: Cast, campaign: Campaign, clock: Clock
):
    (step,) = campaign_steps(cast.lotte, clock.now())
    assert (step.what, step.until) == ("Nodig partners uit", campaign.info_session_at)
    invite_partner(campaign, by=cast.lotte, email="sam@kompas.example", name="Sam", organisation=cast.kompas)
    assert campaign_steps(cast.lotte, clock.now()) == []


# req 001-02
def test_a_partner_is_led_from_answer_to_agreements(cast: Cast, campaign: Campaign, pims: Invitation, clock: Clock):
    def steps() -> list[str]:
        return [step.what for step in campaign_steps(cast.pim, clock.now())]

    assert steps() == ["Beantwoord de uitnodiging van %(organisation)s"]
    answer_invitation(pims, by=cast.pim, accepts=True)
    assert steps() == ["Aanvaard de afspraken", "Laat weten of je naar de infosessie komt"]
    answer_invitation(Invitation.get_by_id(pims.id), by=cast.pim, accepts=True, comes="yes")
    assert steps() == ["Aanvaard de afspraken"]
    pims.campaign = campaign
    accept_agreement(pims, 1, by=cast.pim)
    assert steps() == []
    publish_agreement(campaign, "De tweede.", by=cast.lotte, seen=1)
    assert steps() == ["Aanvaard de afspraken"]


def test_next_steps_lead_to_pages_that_open(cast: Cast, campaign: Campaign, pims: Invitation, signed_in: SignedIn):
    draft_campaign(cast)
    for name in ("lotte", "pim"):
        person = signed_in(name)
        for link in [url for words, url in person.visits("/").links().items() if words and url.startswith("/")]:
            if "campaigns" in link or "invitations" in link:
                person.visits(link)


def test_a_campaign_that_is_over_asks_nothing(cast: Cast, campaign: Campaign, pims: Invitation, clock: Clock):
    Campaign.update(state="cancelled").execute()
    assert campaign_steps(cast.pim, clock.now()) == []


@pytest.mark.parametrize(
    "path",
    ["/campaigns", "/campaigns/{campaign}/partners", "/campaigns/{campaign}/partners/invite", "/organisations", "/"],
)
def test_more_rows_cost_no_more_queries(cast: Cast, campaign: Campaign, signed_in: SignedIn, path: str):
    lotte = signed_in("lotte")

    def grow(first: int, last: int) -> None:
        for number in range(first, last):
            organisation = add_organisation("mediator", f"Huis {number}", by=cast.lotte)
            contact = add_contact(organisation, by=cast.lotte, name=f"An {number}", email=f"an{number}@huis.example")
            add_contact(organisation, by=cast.lotte, name=f"Bo {number}", email=f"bo{number}@huis.example")
            invitation = invite_partner(
                campaign, by=cast.lotte, email=contact.email, name=contact.name, organisation=organisation
            )
            answer_invitation(invitation, by=None, accepts=True)
            draft_campaign(cast)

    url = path.format(campaign=campaign.public_id)
    grow(0, 1)
    lotte.visits(url)
    with counted() as few:
        lotte.visits(url)
    grow(1, 9)
    with counted() as many:
        lotte.visits(url)
    assert len(many) == len(few)


def test_two_clicks_in_two_processes_invite_once(cast: Cast, campaign: Campaign, database: Database):
    together = threading.Barrier(2)
    found: list[str] = []

    def click() -> None:
        together.wait()
        try:
            made = invite_partner(
                campaign, by=cast.lotte, email="sam@kompas.example", name="Sam", organisation=cast.kompas
            )
            found.append(made.public_id)
        finally:
            portal_database.close()

    clicks = [threading.Thread(target=click) for _ in range(2)]
    for one in clicks:
        one.start()
    for one in clicks:
        one.join(timeout=20)
    assert len(found) == 2
    assert len(set(found)) == 1
    assert OutboxMail.select().where(OutboxMail.recipient == "sam@kompas.example").count() == 1


def test_an_invitation_that_was_revoked_hides_the_campaign(cast: Cast, campaign: Campaign, pims: Invitation):
    assert campaigns_visible_to(cast.pim).count() == 1
    Invitation.update(state="revoked").where(Invitation.id == pims.id).execute()
    assert campaigns_visible_to(cast.pim).count() == 0
