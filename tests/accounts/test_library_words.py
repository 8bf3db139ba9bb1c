"""Not one sentence of the sign-in library is left in its English for a Dutch reader."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from flask import Flask
from flask_security.core import _default_messages
from flask_security.forms import _default_field_labels

from portal.blueprints.accounts.library_words import FEATURES_OFF, MESSAGES
from tests.accounts.conftest import Cast
from tests.person import Person

SignsIn = Callable[[str], Person]


def test_every_message_of_the_features_in_use_has_our_words() -> None:
    wanted = {name for name in _default_messages if not name.startswith(FEATURES_OFF)}
    assert wanted == MESSAGES.keys()


@pytest.mark.parametrize("name", sorted(MESSAGES))
def test_our_words_fill_no_more_than_the_library_gives(name: str) -> None:
    holes = re.findall(r"%\((\w+)\)", MESSAGES[name][0])
    assert set(holes) <= set(re.findall(r"%\((\w+)\)", str(_default_messages[name][0])))


def _their_words() -> list[str]:
    """The library's own sentences and labels, without what is too short to tell apart from Dutch."""
    sentences = [str(text) for text, _ in _default_messages.values()]
    sentences += list(_default_field_labels.values())
    pieces = [piece.strip() for sentence in sentences for piece in re.split(r"%\(\w+\)s?", str(sentence))]
    return [piece for piece in pieces if len(piece) > 5]


def test_no_page_or_flash_of_the_library_shows_its_english(app: Flask, cast: Cast, signs_in: SignsIn) -> None:
    visitor, lotte = Person(app), signs_in("lotte")
    shown: list[str] = []

    def look(person: Person) -> None:
        shown.append(f"{person.page.title} {person.page.text}")

    for url in (
        "/login",
        "/reset",
        "/reset/unknown",
        "/tf-validate",
        "/tf-rescue",
        "/mf-recovery",
        "/tf-select",
        "/change",
        "/verify",
    ):
        visitor.visits(url)
        look(visitor)
    for url in ("/login", "/reset"):
        visitor.visits(url)
        visitor.fills_in(url)
        look(visitor)
        visitor.visits(url)
        visitor.fills_in(url, email="geen adres")
        look(visitor)
    for url in ("/change", "/verify", "/tf-setup", "/mf-recovery-codes", "/mf-recovery-codes?show_codes=1"):
        lotte.visits(url)
        look(lotte)
    for values in ({}, {"password": "verkeerd", "new_password": "kort", "new_password_confirm": "anders"}):
        lotte.visits("/change")
        lotte.fills_in("/change", expect=200, **values)
        look(lotte)
    same = {
        "password": Person.PASSWORD,
        "new_password": Person.PASSWORD,
        "new_password_confirm": Person.PASSWORD,
    }
    lotte.visits("/change")
    lotte.fills_in("/change", expect=200, **same)
    look(lotte)
    lotte.visits("/tf-setup")
    lotte.sends("/tf-setup", {"setup": "sms"})
    look(lotte)
    lotte.visits("/tf-setup")
    lotte.clicks("Begin")
    look(lotte)
    lotte.fills_in("Zet de tweede stap aan", code="")
    look(lotte)
    found = {words for words in _their_words() for text in shown if words in text}
    assert found == set()
    assert len(shown) > 20


def test_the_library_takes_its_english_from_our_catalogue(
    make_app: Callable[..., Flask], cast: Cast, tmp_path: Path
) -> None:
    catalogue = Catalog(locale="en")
    catalogue.add(MESSAGES["PASSWORD_NOT_PROVIDED"][0], "Type a password, please.")
    folder = tmp_path / "en" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    with (folder / "messages.mo").open("wb") as file:
        write_mo(file, catalogue)
    visitor = Person(make_app(SECURITY_I18N_DIRNAME=str(tmp_path)))
    visitor.visits("/login")
    visitor.clicks("English")
    visitor.visits("/reset/x")
    lotte = visitor.signs_in("lotte@netwerk.example")
    lotte.visits("/profile")
    lotte.fills_in("/profile", language="en")
    lotte.visits("/verify")
    assert "Type a password, please." in lotte.fills_in("/verify", password="")
