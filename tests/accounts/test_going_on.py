"""A session that ends while somebody types.

Sign in and go on, nothing lost (requirement of every form; promise P15).
"""

from collections.abc import Callable, Mapping
from io import BytesIO

from flask import Flask

from portal.models.accounts import SignIn
from tests.accounts.conftest import Cast
from tests.clock import Clock
from tests.person import Person

SignsIn = Callable[[str], Person]
HERE = {"Origin": "http://portal.test", "Sec-Fetch-Site": "same-origin"}
LONG = "\r\n".join(f"Regel {number}: Élodie zei “ja” & <nee> € 'zo'." for number in range(1500))  # 66 kB


def _sends(
    person: Person, data: Mapping[str, object], headers: dict[str, str] | None = None, url: str = "/profile"
) -> None:
    """Send as a browser does, with the headers that say which page sent it."""
    answer = person.client.post(
        url, data=data, headers=HERE if headers is None else headers, base_url="http://portal.test"
    )
    person._page = person._look(url, answer)


def _token(person: Person) -> str:
    return str(
        next(field.get("value") for field in person.page.tree.iter("input") if field.get("name") == "csrf_token")
    )


def test_what_was_typed_comes_through_the_sign_in_unchanged(clock: Clock, cast: Cast, signs_in: SignsIn) -> None:
    lotte = signs_in("lotte")
    lotte.visits("/profile")
    token = _token(lotte)
    clock.advance(hours=3)
    _sends(lotte, {"csrf_token": token, "name": LONG, "phone": "0470 11 22 33", "language": "nl"})
    assert lotte.page.status == 401
    assert lotte.page.heading == "Meld je even opnieuw aan"
    lotte.fills_in(email="lotte@netwerk.example", password="verkeerd wachtwoord", expect=401)
    assert "horen niet bij elkaar" in lotte.page
    lotte.fills_in(email="lotte@netwerk.example", password=Person.PASSWORD)
    assert lotte.page.heading == "Je bent weer aangemeld"
    kept = next(field.get("value") for field in lotte.page.tree.iter("input") if field.get("name") == "name")
    assert kept.splitlines() == LONG.splitlines()
    page = lotte.clicks("Verder met wat je deed")  # a name of 66 kB is refused by the form, and still there
    assert "Hoogstens 200 tekens." in page
    assert (
        next(field.get("value") for field in page.tree.iter("input") if field.get("name") == "phone") == "0470 11 22 33"
    )
    lotte.fills_in("/profile", name="Lotte Janssen")
    assert cast["lotte"].name == "Lotte Janssen"


def test_a_cookie_that_is_gone_leads_to_the_same_page(cast: Cast, signs_in: SignsIn) -> None:
    lotte = signs_in("lotte")
    lotte.visits("/profile")
    token = _token(lotte)
    lotte.client.delete_cookie("session", domain="portal.test")
    _sends(lotte, {"csrf_token": token, "name": "Lotte Janssen", "phone": "", "language": "nl"})
    assert lotte.page.status == 401
    lotte.fills_in(email="lotte@netwerk.example", password=Person.PASSWORD)
    lotte.clicks("Verder met wat je deed")
    assert cast["lotte"].name == "Lotte Janssen"


def test_a_form_of_another_site_is_not_carried_past_the_sign_in(cast: Cast, visitor: Person) -> None:
    for headers in (
        {"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {},
    ):
        visitor.visits("/login")
        for token in (_token(visitor), "none"):
            _sends(visitor, {"csrf_token": token, "name": "Gekaapt", "language": "nl"}, headers)
            assert "Gekaapt" not in visitor.page.html
            assert visitor.page.status in {400, 401}


def test_somebody_who_is_signed_in_again_in_another_tab_goes_on_at_once(cast: Cast, signs_in: SignsIn) -> None:
    lotte = signs_in("lotte")
    lotte.visits("/profile")
    _sends(lotte, {"csrf_token": "of before", "name": "Lotte Janssen", "phone": "", "language": "nl"})
    assert lotte.page.heading == "Dit formulier lag lang open"
    lotte.clicks("Verder met wat je deed")
    assert cast["lotte"].name == "Lotte Janssen"


def test_passwords_do_not_travel(cast: Cast, visitor: Person, signs_in: SignsIn) -> None:
    lotte = signs_in("lotte")
    lotte.visits("/change")
    _sends(
        lotte,
        {"csrf_token": "old", "password": "mijn geheim hier", "new_password": "nog een geheim"},
        url="/change",
    )
    assert "geheim" not in lotte.page.html


def test_the_page_offers_no_way_off_this_site(cast: Cast, visitor: Person) -> None:
    visitor.visits("/login")
    token = _token(visitor)
    for target in (
        "https://evil.example/x",
        "//evil.example",
        "/\\evil.example",
        "/\t/evil.example",
        "javascript:alert(1)",
    ):
        _sends(
            visitor,
            {
                "csrf_token": token,
                "to": target,
                "email": "lotte@netwerk.example",
                "password": Person.PASSWORD,
            },
            url="/sign-in-again",
        )
        form = next(form for form in visitor.page.tree.findall(".//main//form"))
        assert form.get("action") == "/"
        SignIn.update(ended_at=SignIn.seen_at).execute()


def test_signing_in_again_asks_for_the_second_step_too(app: Flask, cast: Cast, clock: Clock, signs_in: SignsIn) -> None:
    with app.app_context():
        codes = app.extensions["security"].mf_recovery_codes_util.create_recovery_codes(cast["lotte"])
        secret = app.extensions["security"].totp_factory.generate_totp_secret()
        app.extensions["security"].datastore.tf_set(cast["lotte"], "authenticator", secret)
    visitor = Person(app)
    visitor.visits("/login")
    _sends(visitor, {"csrf_token": _token(visitor), "name": "Lotte Janssen", "phone": "", "language": "nl"})
    page = visitor.fills_in(email="lotte@netwerk.example", password=Person.PASSWORD, expect=401)
    assert "Deze code is niet juist" in page
    page = visitor.fills_in(email="lotte@netwerk.example", password=Person.PASSWORD, code=codes[0])
    assert page.heading == "Je bent weer aangemeld"


def test_a_file_cannot_travel_and_the_page_says_so(cast: Cast, visitor: Person) -> None:
    visitor.visits("/login")
    data = {"csrf_token": _token(visitor), "name": "Lotte", "cv": (BytesIO(b"%PDF-1.7"), "cv.pdf")}
    _sends(visitor, data)
    assert "Het bestand moet je straks opnieuw kiezen" in visitor.page
