"""One source text gives text and HTML with the same words, and executes nothing (promise P9)."""

import re
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from portal import paths
from portal.outbox.markup import BadPlaceholder, placeholders, write
from portal.outbox.rendering import LANGUAGES, MailText, NoSuchTemplate, render
from portal.outbox.values import Moment, Span, in_words
from tests.outbox.examples import INVITED
from tests.outbox.reading import words_of_html
from tests.page_checks import parse

AT = datetime(2026, 11, 24, 8, 30, tzinfo=UTC)


def rendered(language: str = "nl", **changed: Any) -> MailText:
    return render(INVITED.template, language, {"name": "Pim", **INVITED.values, **changed}, INVITED.why)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.usefixtures("templates")
def test_text_and_html_have_the_same_words(language: str) -> None:
    mail = rendered(language, note="Een opmerking\nop twee regels")
    words, links = words_of_html(mail.html)
    text = re.sub(r"(?m)^(- |  |-- $)", "", mail.text).replace("http://portal.test/invitations/abc", "")
    assert [word.rstrip(":") for word in text.split()] == [word.rstrip(":") for word in words]
    assert links == ["http://portal.test/invitations/abc"]


@pytest.mark.usefixtures("templates")
def test_the_text_stands_alone_without_html() -> None:
    assert rendered().text == (
        "Dag Pim,\n\n"
        "Bakkerij De Korenbloem nodigt je uit voor een infosessie:\n"
        "- Wanneer: dinsdag 24 november 2026, 9.30–11.00 uur\n"
        "- Waar: Kouter 12, 9000 Gent\n\n"
        "Wat je meebrengt:\n"
        "- je identiteitskaart\n"
        "- goede zin\n\n"
        "Antwoord hier:\nhttp://portal.test/invitations/abc\n\n"
        "Liever bellen? Lotte Peeters, 0470 00 00 01.\n\n"
        "-- \n"
        "Je krijgt deze mail omdat Bakkerij De Korenbloem je uitnodigde.\n\n"
        "Vragen? Antwoord gerust op deze mail: een mens leest mee.\n"
    )


@pytest.mark.usefixtures("templates")
def test_every_mail_says_why_the_reader_gets_it() -> None:
    assert "omdat Bakkerij De Korenbloem je uitnodigde" in rendered().text
    assert "omdat Bakkerij De Korenbloem je uitnodigde" in rendered().html


ATTACKS = [
    "((link))",
    "{{ 7*7 }}",
    "{% for x in y %}",
    "**vet**",
    "[[Klik ((link))]]",
    "- punt",
    "%(name)s",
    "${7*7}",
]


@pytest.mark.parametrize("attack", [*ATTACKS, "<script>alert(1)</script>", '"><img src=x>', "a & b"])
@pytest.mark.usefixtures("templates")
def test_what_a_person_typed_is_never_read_again(attack: str) -> None:
    mail = rendered(employer=attack)
    words, links = words_of_html(mail.html)
    assert mail.subject == f"Infosessie bij {attack}"
    assert mail.text.startswith(f"Dag Pim,\n\n{attack} nodigt je uit")
    assert " ".join(words).count(attack) == 2
    assert links == ["http://portal.test/invitations/abc"]


@pytest.mark.usefixtures("templates")
def test_a_subject_stays_on_one_line() -> None:
    assert rendered(employer="De\r\nBcc: boef@slecht.example").subject == "Infosessie bij De Bcc: boef@slecht.example"


@pytest.mark.usefixtures("templates")
def test_a_paragraph_without_values_is_left_out_and_an_empty_list_too() -> None:
    assert "meebrengt" in rendered().text
    assert "\n\n\n" not in rendered(bring=[]).text


@pytest.mark.parametrize("link", ["javascript:alert(1)", "data:text/html,x", "//slecht.example", "http://a b"])
@pytest.mark.usefixtures("templates")
def test_a_button_leads_to_a_web_address_only(link: str) -> None:
    with pytest.raises(BadPlaceholder, match="web address"):
        rendered(link=link)


def test_a_missing_value_is_named() -> None:
    with pytest.raises(BadPlaceholder, match=r"\(\(salary\)\)"):
        write("Je loon is ((salary)).", {})


@pytest.mark.parametrize("source", ["((Naam))", "((a b))", "((a.b))", "((__class__))", "(())"])
def test_only_plain_names_are_placeholders(source: str) -> None:
    with pytest.raises(BadPlaceholder, match="not a placeholder"):
        placeholders(source)


def test_a_list_stands_alone_after_a_dash() -> None:
    with pytest.raises(BadPlaceholder, match="alone after a dash"):
        write("Kom om ((times)).", {"times": ["9 uur", "10 uur"]})


def test_a_web_address_in_the_text_becomes_a_link() -> None:
    assert (
        'href="https://kaart.example/?a=1&amp;b=2"'
        in write("Route: ((map))", {"map": "https://kaart.example/?a=1&b=2"}).html
    )


@pytest.mark.usefixtures("templates")
def test_a_mail_that_does_not_exist_is_named() -> None:
    with pytest.raises(NoSuchTemplate, match=r"examples/nothing \(nl\)"):
        render("examples/nothing", "nl", {}, "")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.usefixtures("templates")
def test_the_html_is_valid(language: str) -> None:
    root, wrong = parse(rendered(language).html)
    assert wrong == []
    assert root.get("lang") == language


@pytest.mark.parametrize(
    ("value", "nl", "en"),
    [
        (
            Moment(AT, "Europe/Brussels"),
            "dinsdag 24 november 2026, 9.30 uur",
            "Tuesday 24 November 2026, 09:30",
        ),
        (
            Moment(AT, "Europe/London"),
            "dinsdag 24 november 2026, 8.30 uur",
            "Tuesday 24 November 2026, 08:30",
        ),
        (
            Span(AT, AT + timedelta(minutes=90), "Europe/Brussels"),
            "dinsdag 24 november 2026, 9.30–11.00 uur",
            "Tuesday 24 November 2026, 09:30–11:00",
        ),
        (
            Span(AT, AT + timedelta(days=1), "Europe/Brussels"),
            "dinsdag 24 november 2026, 9.30 uur – woensdag 25 november 2026, 9.30 uur",
            "Tuesday 24 November 2026, 09:30 – Wednesday 25 November 2026, 09:30",
        ),
        (date(2026, 7, 1), "woensdag 1 juli 2026", "Wednesday 1 July 2026"),
        (3, "3", "3"),
    ],
)
def test_values_are_said_in_the_readers_words(value: Any, nl: str, en: str) -> None:
    assert (in_words(value, "nl"), in_words(value, "en")) == (nl, en)


def test_an_instant_without_its_zone_is_refused() -> None:
    with pytest.raises(TypeError, match="Moment"):
        in_words(AT, "nl")


def test_the_layout_has_both_languages() -> None:
    assert all((paths.MAIL_TEMPLATES / "_layout" / language / "footer.txt").is_file() for language in LANGUAGES)


@pytest.mark.usefixtures("templates")
def test_control_characters_do_not_reach_a_body() -> None:
    mail = rendered(place="Zaal\x00\x1b 2\u2028tweede regel\ud800 \u202eom")
    assert "- Waar: Zaal  2\n  tweede regel  om\n" in mail.text
    assert "Zaal  2<br>tweede regel  om" in mail.html
