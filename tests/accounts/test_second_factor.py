"""The second factor: an app's code beside the password, recovery codes, and who must have one."""

import re
from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from passlib.totp import TOTP

from portal.actions.accounts import take_away_second_factor
from portal.config import put_in_force
from portal.models.outbox import OutboxMail
from tests.accounts.conftest import Cast
from tests.clock import Clock
from tests.person import Person

SignsIn = Callable[[str], Person]


def _sets_up(person: Person) -> TOTP:
    """Walk through the set-up with an app that reads the key."""
    person.visits("/tf-setup")
    page = person.clicks("Begin") if "Begin" in person.page.buttons else person.clicks("Stel de app opnieuw in")
    key = next(code.text for code in page.tree.iter("code"))
    app = TOTP(key=key.replace("-", ""))
    person.fills_in("Zet de tweede stap aan", code=app.generate().token)
    assert "De tweede stap staat aan" in person.page
    return app


def _starts_signing_in(person: Person, first: str) -> None:
    person.visits("/login")
    person.fills_in("/login", email=f"{first}@netwerk.example", password=Person.PASSWORD)


def test_a_code_of_the_app_opens_once(cast: Cast, clock: Clock, signs_in: SignsIn) -> None:
    lotte = signs_in("lotte")
    app = _sets_up(lotte)
    lotte.signs_out()
    clock.advance(minutes=1)
    code = app.generate().token
    _starts_signing_in(lotte, "lotte")
    assert lotte.page.heading == "De tweede stap"
    assert lotte.client.get("/profile", base_url="http://portal.test").status_code == 302  # half signed in is not in
    wrong = "000000" if code != "000000" else "111111"
    assert "Deze code is niet juist" in lotte.fills_in("/tf-validate", code=wrong)
    lotte.fills_in("/tf-validate", code=code)
    assert lotte.page.url == "/"
    lotte.signs_out()
    _starts_signing_in(lotte, "lotte")
    assert "Deze code is niet juist" in lotte.fills_in("/tf-validate", code=code)


def test_the_qr_code_is_drawn_in_the_page_without_styles(cast: Cast, signs_in: SignsIn) -> None:
    # promise P16
    lotte = signs_in("lotte")
    lotte.visits("/tf-setup")
    page = lotte.clicks("Begin")
    assert 'class="qr-code"' in page.html
    assert not re.search(r"<svg[^>]*style=", page.html)


def test_a_recovery_code_opens_once(cast: Cast, clock: Clock, signs_in: SignsIn) -> None:
    lotte = signs_in("lotte")
    _sets_up(lotte)
    page = lotte.visits("/mf-recovery-codes")
    page = lotte.clicks("Maak nieuwe herstelcodes")
    codes = [code.text for code in page.tree.iter("code")]
    assert len(codes) == len(set(codes)) == 8
    assert codes[0] not in str(cast["lotte"].mf_recovery_codes)  # kept encrypted
    lotte.signs_out()
    for expected in ("/", "/mf-recovery"):
        _starts_signing_in(lotte, "lotte")
        lotte.clicks("Gebruik een herstelcode")
        lotte.fills_in("/mf-recovery", code=codes[0])
        assert lotte.page.url.partition("?")[0] == expected
        if expected == "/":
            lotte.signs_out()
    assert "Deze herstelcode is niet juist, of ze is al gebruikt." in lotte.page


def test_who_lost_the_phone_asks_the_administrator_who_takes_the_second_step_away(
    cast: Cast, clock: Clock, signs_in: SignsIn
) -> None:
    lotte = signs_in("lotte")
    _sets_up(lotte)
    lotte.signs_out()
    _starts_signing_in(lotte, "lotte")
    for _ in range(2):
        if "Vraag hulp aan de beheerder" in lotte.page.buttons:
            lotte.clicks("Vraag hulp aan de beheerder")
        assert "De beheerder kreeg een mail" in lotte.page
        _starts_signing_in(lotte, "lotte") if _ == 0 else None
        lotte.clicks("Vraag hulp aan de beheerder") if _ == 0 else None
    (mail,) = OutboxMail.select().where(OutboxMail.template == "accounts/second_factor_lost")
    assert mail.recipient == "ada@netwerk.example"
    take_away_second_factor(cast["lotte"], by=cast["ada"])
    assert OutboxMail.select().where(OutboxMail.template == "accounts/second_factor_taken_away").count() == 1
    lotte.signs_in("lotte@netwerk.example")


def test_switching_it_off_needs_the_password_again_after_half_an_hour(
    cast: Cast, clock: Clock, signs_in: SignsIn
) -> None:
    lotte = signs_in("lotte")
    _sets_up(lotte)
    clock.advance(minutes=45)
    page = lotte.visits("/tf-setup")
    assert page.heading == "Ben jij het nog?"
    assert "Dit wachtwoord is niet juist." in lotte.fills_in("/verify", password="verkeerd wachtwoord")
    page = lotte.fills_in("/verify", password=Person.PASSWORD)
    assert page.heading == "Tweede stap bij het aanmelden"
    lotte.clicks("Zet de tweede stap uit")
    assert "De tweede stap staat uit." in lotte.page
    assert cast["lotte"].tf_primary_method is None


@pytest.fixture
def strict(make_app: Callable[..., Flask], cast: Cast, app: Flask) -> Iterator[Flask]:
    """A portal in which leads and administrators must use a second factor."""
    yield make_app(REQUIRE_SECOND_FACTOR=True)
    put_in_force({**app.config})


def test_when_it_is_required_a_jobcoach_gets_nowhere_without_it_and_an_employer_does(strict: Flask) -> None:
    lotte = Person(strict).signs_in("lotte@netwerk.example")
    assert lotte.visits("/").heading == "Tweede stap bij het aanmelden"
    assert "Jouw account geeft toegang tot gegevens van kandidaten" in lotte.page
    _sets_up(lotte)
    assert lotte.visits("/").heading.startswith("Wat nu")
    assert "verplicht" in lotte.visits("/tf-setup")
    emma = Person(strict).signs_in("emma@netwerk.example")
    assert emma.visits("/").heading.startswith("Wat nu")
