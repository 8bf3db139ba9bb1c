"""Making an account by a link from a mail (promise P12)."""

import re

import pytest

from portal import clock as portal_clock
from portal.actions.accounts import invite_to_account
from portal.actions.links import give_link
from portal.models.accounts import AccessLink, User
from portal.models.campaigns import Campaign, Invitation
from portal.models.organisations import Site
from portal.models.outbox import OutboxMail
from portal.rules.links import Purpose
from portal.rules.refusals import Refused
from portal.rules.roles import Role
from tests.accounts.conftest import Cast
from tests.clock import Clock
from tests.person import Person


def _link_in_mail() -> str:
    mail = OutboxMail.select().order_by(OutboxMail.id.desc()).first()
    text = bytes(mail.raw).decode().replace("=\r\n", "")
    return re.search(r"^http://portal\.test(/join/\S+)", text, re.MULTILINE)[1]  # type: ignore[index]


@pytest.fixture
def link(cast: Cast) -> str:
    """The link in the mail to Pim, who is asked to be a coordinator."""
    invite_to_account(cast.mediator, "Pim@Netwerk.example", "Pim Aerts", Role.COORDINATOR, by=cast["ada"])
    return _link_in_mail()


def test_the_invited_chooses_a_password_and_is_in(link: str, cast: Cast, visitor: Person) -> None:
    page = visitor.visits(link)
    for words in ("Pim", "pim@netwerk.example", "Werkwijzer Kempen", "coördinator"):
        assert words in page.html
    page = visitor.fills_in(password="kort", password_confirm="kort")
    assert "Een wachtwoord heeft minstens 12 tekens." in page
    page = visitor.fills_in(password="vier paarse fietsen", password_confirm="vier paarse fiets")
    assert "niet gelijk" in page
    page = visitor.fills_in(password="vier paarse fietsen", password_confirm="vier paarse fietsen")
    assert page.heading == "Wat nu, Pim?"
    pim = cast["pim"]
    assert (pim.name, pim.role, pim.organisation_id) == ("Pim Aerts", "coordinator", cast.mediator.id)


def test_looking_at_the_link_changes_nothing(link: str, visitor: Person) -> None:
    # promise P12
    for _ in range(3):
        visitor.visits(link)
        assert visitor.client.head(link).status_code == 200
    blind = visitor.client.post(link, data={"name": "x", "password": "x" * 20, "password_confirm": "x" * 20})
    assert blind.status_code == 400
    assert AccessLink.get().used_at is None
    assert User.select().where(User.email == "pim@netwerk.example").count() == 0


def test_a_used_an_unknown_and_an_expired_link_say_what_to_do(
    link: str, clock: Clock, cast: Cast, visitor: Person
) -> None:
    assert visitor.visits("/join/unknown", expect=404).heading == "Deze link werkt niet"
    invite_to_account(cast.mediator, "fien@netwerk.example", "Fien", Role.MEDIATOR, by=cast["ada"])
    late = _link_in_mail()
    visitor.visits(link)
    visitor.fills_in(password="vier paarse fietsen", password_confirm="vier paarse fietsen")
    used = Person(visitor.app).visits(link, expect=410)
    assert used.heading == "Deze link is al gebruikt"
    assert "Wat kun je doen?" in used
    clock.advance(days=61)
    assert Person(visitor.app).visits(late, expect=410).heading == "Deze link is niet meer geldig"


def test_inviting_again_closes_the_link_before(link: str, cast: Cast, visitor: Person) -> None:
    invite_to_account(cast.mediator, "pim@netwerk.example", "Pim Aerts", Role.COORDINATOR, by=cast["ada"])
    visitor.visits(link, expect=410)
    visitor.visits(_link_in_mail())


def test_two_clicks_make_one_account(link: str, visitor: Person) -> None:
    # promise P7
    visitor.visits(link)
    other = Person(visitor.app)
    other.visits(link)
    for person in (visitor, other):
        person.fills_in(
            password="vier paarse fietsen",
            password_confirm="vier paarse fietsen",
            expect=200 if person is visitor else 410,
        )
    assert User.select().where(User.email == "pim@netwerk.example").count() == 1


def test_a_campaign_invitation_belongs_to_the_account_it_leads_to(cast: Cast, visitor: Person) -> None:
    # req 001-08
    campaign = Campaign.create(
        state="running",
        title="Inpakkers",
        organisation=cast.mediator,
        lead=cast["lotte"],
        employer=cast.employer,
        site=Site.get(),
    )
    invitation = Invitation.create(
        campaign=campaign, organisation=cast.mediator, email="Pim@netwerk.example", name="Pim Aerts"
    )
    token = give_link(
        Purpose.MAKE_ACCOUNT,
        f"invitation:{invitation.public_id}",
        email="pim@netwerk.example",
        name="Pim Aerts",
        by=cast["lotte"],
    )
    visitor.visits(f"/join/{token}")
    visitor.fills_in(password="vier paarse fietsen", password_confirm="vier paarse fietsen")
    assert Invitation.get().user == cast["pim"]
    assert cast["pim"].role == Role.MEDIATOR


def test_an_employer_becomes_an_employer_and_nothing_else(cast: Cast, visitor: Person) -> None:
    token = give_link(
        Purpose.MAKE_ACCOUNT, f"organisation:{cast.employer.public_id}", email="jo@ster.example", name="Jo"
    )
    visitor.visits(f"/join/{token}")
    visitor.fills_in(password="vier paarse fietsen", password_confirm="vier paarse fietsen")
    assert User.get(User.email == "jo@ster.example").role == Role.EMPLOYER
    with pytest.raises(Refused):
        invite_to_account(cast.employer, "al@ster.example", "Al", Role.MEDIATOR, by=cast["ada"])


def test_who_has_an_account_already_is_sent_to_sign_in(cast: Cast, visitor: Person) -> None:
    with pytest.raises(Refused):
        invite_to_account(cast.mediator, "LOTTE@netwerk.example", "Lotte", Role.MEDIATOR, by=cast["ada"])
    token = give_link(Purpose.MAKE_ACCOUNT, f"organisation:{cast.mediator.public_id}", email="lotte@netwerk.example")
    page = visitor.visits(f"/join/{token}")
    assert page.heading == "Aanmelden"
    assert "Je hebt al een account met lotte@netwerk.example" in page
    assert portal_clock.now() < AccessLink.get().expires_at
