"""Signing in, staying signed in, and being signed out (promises P13, P15)."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from flask import Flask

from portal.actions.accounts import change_role, deactivate
from portal.extensions import limiter
from portal.models.accounts import SignIn
from portal.models.outbox import OutboxMail
from portal.rules.roles import Role
from tests.accounts.conftest import Cast
from tests.clock import Clock
from tests.person import Person

SignsIn = Callable[[str], Person]


def test_a_person_signs_in_and_comes_where_she_was_going(cast: Cast, visitor: Person) -> None:
    visitor.visits("/profile")
    assert visitor.page.heading == "Aanmelden"
    visitor.fills_in("/login", email="Lotte@netwerk.example", password=Person.PASSWORD)
    assert visitor.page.heading == "Je profiel"
    assert "Firefox" not in visitor.page


def test_a_wrong_password_and_an_unknown_address_get_the_same_sentence(cast: Cast, visitor: Person) -> None:
    said = []
    for email, password in (
        ("lotte@netwerk.example", "verkeerd wachtwoord"),
        ("niemand@netwerk.example", "verkeerd wachtwoord"),
    ):
        visitor.visits("/login")
        page = visitor.fills_in("/login", email=email, password=password)
        said.append(page.text.replace(email, ""))
        assert "Dit e-mailadres en dit wachtwoord horen niet bij elkaar" in page
        assert page.title.startswith("Fout:")
    assert said[0] == said[1]


def test_an_empty_form_gets_one_sentence(cast: Cast, visitor: Person) -> None:
    visitor.visits("/login")
    assert visitor.fills_in("/login").text.count("horen niet bij elkaar") == 1


def test_a_closed_account_cannot_sign_in(cast: Cast, visitor: Person) -> None:
    deactivate(cast["lotte"], by=cast["ada"])
    visitor.visits("/login")
    page = visitor.fills_in("/login", email="lotte@netwerk.example", password=Person.PASSWORD)
    assert page.url.startswith("/login")


def _copy_of_cookie(person: Person) -> str:
    cookie = person.client.get_cookie("session", domain="portal.test")
    assert cookie is not None
    return str(cookie.value)


def _replays(app: Flask, value: str) -> int:
    thief = app.test_client()
    thief.set_cookie("session", value, domain="portal.test")
    return thief.get("/profile", base_url="http://portal.test").status_code


def test_a_copied_cookie_opens_nothing_after_signing_out(app: Flask, signs_in: SignsIn) -> None:
    lotte = signs_in("lotte")
    lotte.visits("/profile")
    copied = _copy_of_cookie(lotte)
    assert _replays(app, copied) == 200  # it would have worked
    lotte.signs_out()
    assert _replays(app, copied) == 302
    assert lotte.page.heading == "Aanmelden"


def test_a_new_password_ends_every_other_session_but_not_this_one(app: Flask, cast: Cast, signs_in: SignsIn) -> None:
    elsewhere, here = signs_in("lotte"), signs_in("lotte")
    elsewhere.visits("/profile")
    copied = _copy_of_cookie(here)
    here.visits("/change")
    here.fills_in(
        "/change",
        password=Person.PASSWORD,
        new_password="vier paarse fietsen zingen",
        new_password_confirm="vier paarse fietsen zingen",
    )
    assert here.page.heading == "Je profiel"
    assert "Je wachtwoord is gewijzigd" in here.page
    assert elsewhere.visits("/profile").heading == "Aanmelden"
    assert _replays(app, copied) == 302
    mail = OutboxMail.get(OutboxMail.template == "accounts/password_changed")
    assert (mail.recipient, mail.subject) == ("lotte@netwerk.example", "Je wachtwoord is gewijzigd")


def test_another_role_ends_every_session(cast: Cast, signs_in: SignsIn) -> None:
    lotte = signs_in("lotte")
    change_role(cast["lotte"], Role.COORDINATOR, by=cast["ada"])
    assert lotte.visits("/profile").heading == "Aanmelden"


def test_a_person_signs_out_everywhere_else(cast: Cast, signs_in: SignsIn) -> None:
    elsewhere, here = signs_in("lotte"), signs_in("lotte")
    here.visits("/profile")
    here.clicks("Meld me overal elders af")
    assert here.page.heading == "Je profiel"
    assert elsewhere.visits("/profile").heading == "Aanmelden"
    assert SignIn.select().where(SignIn.ended_at.is_null()).count() == 1


def test_a_session_ends_after_two_hours_without_a_click_and_after_twelve_hours_in_all(
    clock: Clock, signs_in: SignsIn
) -> None:
    lotte = signs_in("lotte")
    clock.advance(hours=1, minutes=59)
    assert lotte.visits("/profile").heading == "Je profiel"
    clock.advance(hours=2, minutes=1)
    assert lotte.visits("/profile").heading == "Aanmelden"
    lotte.signs_in("lotte@netwerk.example")
    for _ in range(11):
        clock.advance(hours=1)
        assert lotte.visits("/profile").heading == "Je profiel"
    clock.advance(hours=1, minutes=1)
    assert lotte.visits("/profile").heading == "Aanmelden"


def test_a_forgotten_password_is_replaced_by_a_link_that_works_once(cast: Cast, visitor: Person) -> None:
    # promise P12: opening the link changes nothing; its address comes from BASE_URL
    visitor.visits("/login")
    visitor.clicks("Wachtwoord vergeten?")
    visitor.fills_in("/reset", email="lotte@netwerk.example")
    assert "is er nu een mail met een link onderweg" in visitor.page
    mail = OutboxMail.get(OutboxMail.template == "accounts/new_password_asked")
    assert abs(mail.expires_at - mail.created_at - timedelta(days=1)) < timedelta(minutes=1)  # as its link
    link = next(
        line
        for line in bytes(mail.raw).decode().replace("=\r\n", "").splitlines()
        if line.startswith("http://portal.test/reset/")
    )
    before = cast["lotte"].password
    for _ in range(3):
        visitor.visits(link)
    assert visitor.client.head(link).status_code == 200
    assert visitor.client.post(link, data={"password": "x" * 20, "password_confirm": "x" * 20}).status_code == 400
    assert cast["lotte"].password == before
    page = visitor.visits(link)
    page = visitor.fills_in(password="te kort", password_confirm="te kort")
    assert "Een wachtwoord heeft minstens 12 tekens." in page
    visitor.fills_in(password="vier paarse fietsen", password_confirm="vier paarse fietsen")
    assert "Je nieuwe wachtwoord is bewaard" in visitor.page
    assert "Deze link is al gebruikt" in visitor.visits(link)
    visitor.signs_in("lotte@netwerk.example", "vier paarse fietsen")


def test_asking_a_new_password_for_an_unknown_address_says_the_same_and_sends_nothing(
    cast: Cast, visitor: Person
) -> None:
    pages = []
    for email in ("lotte@netwerk.example", "niemand@netwerk.example"):
        visitor.visits("/reset")
        pages.append(visitor.fills_in("/reset", email=email).text.replace(email, ""))
    assert pages[0] == pages[1]
    assert OutboxMail.select().count() == 1


@pytest.fixture
def throttled(make_app: Callable[..., Flask], cast: Cast) -> Iterator[Flask]:
    """A portal that counts failed tries."""
    made = make_app(RATE_LIMITS=True)
    yield made
    limiter.reset()
    limiter.enabled = False


def test_ten_wrong_passwords_close_the_door_for_that_account_only(throttled: Flask) -> None:
    stranger = Person(throttled)
    for _ in range(10):
        stranger.visits("/login")
        stranger.fills_in("/login", email="lotte@netwerk.example", password="geraden wachtwoord")
    stranger.visits("/login")
    page = stranger.fills_in("/login", email="lotte@netwerk.example", password=Person.PASSWORD, expect=429)
    assert page.heading == "Even geduld"
    Person(throttled).signs_in("karel@netwerk.example")


def test_signing_in_well_is_never_throttled(throttled: Flask) -> None:
    for _ in range(15):
        Person(throttled).signs_in("lotte@netwerk.example")


def test_every_form_needs_its_token(cast: Cast, signs_in: SignsIn) -> None:
    # promise P15
    lotte = signs_in("lotte")
    answer = lotte.client.post("/profile", data={"name": "Gekaapt", "language": "nl"}, base_url="http://portal.test")
    assert answer.status_code == 400
    assert cast["lotte"].name == "Lotte Maes"


def test_the_profile_keeps_name_phone_and_language(cast: Cast, signs_in: SignsIn) -> None:
    lotte = signs_in("lotte")
    lotte.visits("/profile")
    page = lotte.fills_in("/profile", name="", phone="0470 11 22 33")
    assert "Typ je voornaam en naam." in page
    assert cast["lotte"].phone == ""
    lotte.fills_in("/profile", name="Lotte Maes-Janssen", phone="0470 11 22 33", language="en")
    found = cast["lotte"]
    assert (found.name, found.phone, found.language) == ("Lotte Maes-Janssen", "0470 11 22 33", "en")
