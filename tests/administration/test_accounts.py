"""The administrator keeps accounts and sees no candidate (promises P1, P13)."""

import re
from collections.abc import Callable

import pytest

from portal.models.accounts import AccessLink, User
from portal.models.candidates import Candidate
from portal.models.organisations import Site
from portal.models.outbox import OutboxMail
from portal.rules.roles import Role
from tests.accounts.conftest import Cast
from tests.counting import count_queries
from tests.person import Person

SignsIn = Callable[[str], Person]


def test_only_an_administrator_opens_these_pages(cast: Cast, signs_in: SignsIn) -> None:
    site = Site.get()
    pages = (
        "/administration/accounts",
        "/administration/accounts/invite",
        "/administration/organisations",
        "/mail",
    )
    things = (f"/administration/accounts/{cast['emma'].public_id}", f"/administration/sites/{site.public_id}")
    ada = signs_in("ada")
    for url in (*pages, *things):
        ada.visits(url)
    for first in ("lotte", "karel", "emma", "dirk"):
        person = signs_in(first)
        for url in pages:
            person.visits(url, expect=403)
        for url in things:
            person.visits(url, expect=404)


def test_an_administrator_meets_no_candidate(cast: Cast, signs_in: SignsIn) -> None:
    Candidate.create(organisation=cast.mediator, jobcoach=cast["lotte"], first_name="Zoubida", last_name="Kanarie")
    ada = signs_in("ada")
    for url in (
        "/administration/accounts?q=Kanarie",
        "/administration/organisations",
        "/mail",
        "/candidates",
    ):
        answer = ada.client.get(url, base_url="http://portal.test")
        assert "Zoubida" not in answer.get_data(as_text=True)


def test_searching_accounts_by_name_role_and_state(cast: Cast, signs_in: SignsIn) -> None:
    ada = signs_in("ada")
    page = ada.visits("/administration/accounts")
    assert "5 accounts" in page
    page = ada.visits("/administration/accounts?q=emma+ster")
    assert "1 account" in page
    assert "Lotte Maes" not in page
    assert "1 account" in ada.visits("/administration/accounts?role=coordinator")
    assert "0 accounts" in ada.visits("/administration/accounts?active=no")


def test_somebody_is_invited_withdrawn_and_invited_again(cast: Cast, signs_in: SignsIn) -> None:
    ada = signs_in("ada")
    ada.visits("/administration/accounts")
    ada.clicks("Nodig iemand uit")
    page = ada.fills_in("/administration/accounts/invite", name="Jo", email="geen adres")
    assert "Dit is geen volledig e-mailadres" in page
    assert "Kies een organisatie." in page
    who = {"name": "Jo Daems", "email": "jo@ster.example", "organisation": cast.employer.public_id}
    page = ada.fills_in("/administration/accounts/invite", **who, role="mediator")
    assert "Die rol past niet bij deze organisatie" in page
    page = ada.fills_in("/administration/accounts/invite", **who, role="employer")
    assert "De uitnodiging aan Jo Daems is onderweg." in page
    assert "1 uitnodiging wacht op antwoord" in page
    mail = OutboxMail.get()
    assert (mail.recipient, mail.subject) == (
        "jo@ster.example",
        "Je account bij Bakkerij De Ster staat klaar",
    )
    assert "wacht op antwoord" not in ada.clicks("Trek in Jo Daems")
    assert AccessLink.get().revoked_at is not None
    link = re.search(r"http://portal\.test(/join/\S+)", bytes(mail.raw).decode().replace("=\r\n", ""))[1]  # type: ignore[index]
    Person(ada.app).visits(link, expect=410)


def test_another_role_ends_the_sessions_of_that_person(cast: Cast, signs_in: SignsIn) -> None:
    lotte, ada = signs_in("lotte"), signs_in("ada")
    ada.visits(f"/administration/accounts/{cast['lotte'].public_id}")
    page = ada.fills_in("Wijzig de rol", role="coordinator")
    assert "Lotte Maes heeft nu de rol coördinator" in page
    assert lotte.visits("/").heading == "Aanmelden"


def test_a_closed_account_is_out_at_once_and_can_be_opened_again(cast: Cast, signs_in: SignsIn) -> None:
    lotte, ada = signs_in("lotte"), signs_in("ada")
    ada.visits(f"/administration/accounts/{cast['lotte'].public_id}")
    ada.clicks("Sluit dit account af")
    assert lotte.visits("/").heading == "Aanmelden"
    assert ada.clicks("Ongedaan maken").heading == "Lotte Maes"
    lotte.signs_in("lotte@netwerk.example")


def test_nobody_shuts_the_own_door(cast: Cast, signs_in: SignsIn) -> None:
    ada = signs_in("ada")
    own = f"/administration/accounts/{cast['ada'].public_id}"
    page = ada.visits(own)
    assert "Sluit dit account af" not in page.buttons
    ada.sends(f"{own}/deactivate", expect=409)
    ada.visits(own)
    ada.sends(own, {"role": "mediator"}, expect=409)
    assert cast["ada"].active
    assert cast["ada"].role == Role.ADMINISTRATOR


def test_a_place_is_changed(cast: Cast, signs_in: SignsIn) -> None:
    ada = signs_in("ada")
    site = Site.get()
    ada.visits(f"/administration/sites/{site.public_id}")
    assert "Typ de gemeente." in ada.fills_in("Bewaar", town="")
    ada.fills_in("Bewaar", town="Balen", directions="Poort 3, bel aan.")
    found = Site.get()
    assert (found.town, found.directions, found.name) == ("Balen", "Poort 3, bel aan.", "Hoofdzetel")


@pytest.mark.once  # how much a page asks hangs on no database
def test_the_list_asks_as_many_questions_for_thirty_as_for_five(cast: Cast, signs_in: SignsIn) -> None:
    ada = signs_in("ada")
    for url in ("/administration/accounts", "/administration/organisations"):
        ada.visits(url)
        with count_queries() as few:
            ada.visits(url)
        for number in range(30):
            User.create(
                email=f"{number}{len(url)}@netwerk.example",
                password="x",
                fs_uniquifier=f"{number}{url}",
                name=f"Nr. {number}",
                organisation=cast.mediator,
                role="mediator",
            )
        with count_queries() as many:
            ada.visits(url)
        assert many.count == few.count
