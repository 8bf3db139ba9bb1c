"""The directory and the own log of contacts (req 001-05, 001-06)."""

from collections.abc import Callable

import pytest

from portal.actions.organisations import add_contact, log_contact
from portal.models.accounts import ContactMoment
from portal.models.organisations import Contact, Organisation, Site
from tests.campaigns.scene import Cast
from tests.clock import Clock
from tests.person import Person

SignedIn = Callable[[str], Person]


# req 001-05
def test_the_directory_shows_the_mediators_of_the_region(cast: Cast, signed_in: SignedIn):
    lotte = signed_in("lotte")
    page = lotte.visits("/organisations")
    assert "3 organisaties" in page
    page = lotte.visits("/organisations?region=Waasland")
    assert "Het Kompas" in page
    assert "De Brug" not in page
    assert "1 organisatie" in page


# req 001-05
@pytest.mark.parametrize("words", ["kompas", "lokeren", "jongeren", "sam dewolf", "KOMPAS"])
def test_the_directory_is_searched_by_name_town_target_group_and_people(cast: Cast, signed_in: SignedIn, words: str):
    lotte = signed_in("lotte")
    lotte.visits("/organisations")
    page = lotte.fills_in("Toon", q=words)
    assert "Het Kompas" in page
    assert "De Brug" not in page


# req X-11
def test_who_was_not_contacted_lately_comes_first_when_asked(cast: Cast, signed_in: SignedIn, clock: Clock):
    lotte = signed_in("lotte")
    mediators = Organisation.select().where(Organisation.kind == "mediator")
    names = sorted(one.name for one in mediators)
    for name in (names[0], names[2]):  # the first longest ago, the second never
        log_contact(Organisation.get(name=name), by=cast.lotte, channel="phone", note="Gebeld.")
        clock.advance(minutes=30)
    page = lotte.visits("/organisations?order=contact")
    assert sorted(names, key=page.html.index) == [names[1], names[0], names[2]]
    assert sorted(names, key=lotte.visits("/organisations").html.index) == names


def test_employers_stand_in_a_list_of_their_own(cast: Cast, signed_in: SignedIn):
    page = signed_in("lotte").visits("/organisations?kind=employer")
    assert "Bakkerij De Ster" in page
    assert "Het Kompas" not in page


# req 001-05
def test_an_organisation_with_its_people_is_added_and_changed(cast: Cast, signed_in: SignedIn):
    lotte = signed_in("lotte")
    lotte.visits("/organisations/new")
    page = lotte.fills_in(name="Sociaal Huis Aalter", region="Meetjesland", email=" info@aalter.example ")
    assert page.heading == "Sociaal Huis Aalter"
    lotte.clicks("Wijzig de gegevens")
    page = lotte.fills_in(target_groups="Nieuwkomers")
    assert "Nieuwkomers" in page
    lotte.clicks("Voeg iemand toe")
    page = lotte.fills_in(name="Noor Nieuw", email="noor@aalter.example", job_title="consulent")
    assert "Noor Nieuw" in page
    lotte.clicks("Noor Nieuw")
    page = lotte.fills_in(phone="+32 9 000 00 00")
    assert "+32 9 000 00 00" in page
    assert Contact.get(Contact.email == "noor@aalter.example").organisation.email == "info@aalter.example"


def test_an_employer_gets_another_site(cast: Cast, signed_in: SignedIn):
    lotte = signed_in("lotte")
    lotte.visits(f"/organisations/{cast.bakery.public_id}")
    lotte.clicks("Voeg een vestiging toe")
    page = lotte.fills_in(name="Winkel", town="Sluis", country="NL")
    assert "Winkel, Sluis" in page
    assert Site.get(Site.name == "Winkel").zone == "Europe/Amsterdam"


def test_a_double_click_adds_one_organisation(cast: Cast, signed_in: SignedIn):
    lotte = signed_in("lotte")
    once = lotte.visits("/organisations/new").tree.find(".//main//input[@name='once']").get("value")
    for _ in range(2):
        lotte.visits("/organisations/new")
        lotte.sends("/organisations/new", {"name": "Twee keer", "kind": "mediator", "once": once})
    assert Organisation.select().where(Organisation.name == "Twee keer").count() == 1


def test_a_name_that_is_taken_is_refused(cast: Cast, signed_in: SignedIn):
    lotte = signed_in("lotte")
    lotte.visits("/organisations/new")
    assert "staat al in het netwerk" in lotte.fills_in(name="het KOMPAS", expect=409)


def test_one_address_is_one_person(cast: Cast, signed_in: SignedIn):
    lotte = signed_in("lotte")
    lotte.visits(f"/organisations/{cast.brug.public_id}/contacts/new")
    page = lotte.fills_in(name="Sam", email="SAM@kompas.example", expect=409)
    assert "staat al in het netwerk, bij Het Kompas" in page
    joke = add_contact(cast.brug, by=cast.lotte, name="Joke", email="joke@brug.example")
    lotte.visits(f"/organisations/{cast.brug.public_id}/contacts/{joke.public_id}")
    assert "bij iemand anders" in lotte.fills_in(email="sam@kompas.example", expect=409)


# req 001-06
def test_a_contact_is_written_down_in_the_log(cast: Cast, signed_in: SignedIn):
    lotte = signed_in("lotte")
    lotte.visits(f"/organisations/{cast.kompas.public_id}")
    lotte.clicks("Noteer een contact")
    page = lotte.fills_in(channel="phone", contact=cast.sam_contact.public_id, note="Belt terug over de bakkerij.")
    assert "Telefoon met Sam Dewolf" in page
    assert "Belt terug over de bakkerij." in page
    assert "dinsdag 17 november" in lotte.visits("/organisations")


# req 001-06
def test_another_organisation_never_reads_the_log(cast: Cast, signed_in: SignedIn):
    log_contact(cast.brug, by=cast.lotte, channel="phone", note="Kanarie in het logboek.")
    assert "Kanarie in het logboek." in signed_in("nele").visits(f"/organisations/{cast.brug.public_id}")
    pim = signed_in("pim")
    assert "Kanarie in het logboek." not in pim.visits(f"/organisations/{cast.brug.public_id}").html
    assert "17 november" not in pim.visits("/organisations")
    joke = signed_in("joke")
    assert "Kanarie in het logboek." not in joke.visits(f"/organisations/{cast.brug.public_id}").html


def test_a_line_without_a_note_or_channel_is_marked(cast: Cast, signed_in: SignedIn):
    lotte = signed_in("lotte")
    lotte.visits(f"/organisations/{cast.kompas.public_id}/log")
    page = lotte.fills_in()
    assert "Kies hoe jullie contact hadden." in page
    assert "Schrijf in één zin waarover het ging." in page


def test_a_double_click_writes_one_line(cast: Cast, signed_in: SignedIn):
    lotte = signed_in("lotte")
    where = f"/organisations/{cast.kompas.public_id}/log"
    once = lotte.visits(where).tree.find(".//main//input[@name='once']").get("value")
    for _ in range(2):
        lotte.visits(where)
        lotte.sends(where, {"channel": "mail", "note": "Gemaild.", "once": once})
    assert ContactMoment.select().count() == 1


@pytest.mark.parametrize("name", ["emma", "dirk"])
def test_who_does_not_mediate_has_no_directory(cast: Cast, signed_in: SignedIn, name: str):
    person = signed_in(name)
    person.visits("/organisations", expect=403)
    person.visits(f"/organisations/{cast.kompas.public_id}", expect=404)


def test_an_administrator_keeps_the_directory_but_no_log(cast: Cast, signed_in: SignedIn):
    ada = signed_in("ada")
    ada.visits(f"/organisations/{cast.kompas.public_id}/change")
    ada.visits(f"/organisations/{cast.kompas.public_id}/log", expect=403)


def test_a_contact_is_found_at_its_own_organisation_only(cast: Cast, signed_in: SignedIn):
    signed_in("lotte").visits(f"/organisations/{cast.brug.public_id}/contacts/{cast.sam_contact.public_id}", expect=404)
