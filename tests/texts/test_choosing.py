"""Texts to choose from: a person chooses one, checks it, sends it (req 003-15)."""

from collections.abc import Callable

import pytest
from flask import Flask, g, render_template_string

from forms.texts import WrittenMailForm
from portal.models.organisations import Organisation
from portal.models.outbox import MailText
from portal.outbox.catalogue import placeholders_of
from portal.queries.mail_texts import texts_to_choose
from tests.clock import Clock
from tests.counting import count_queries
from tests.person import Person
from tests.stage import Stage, set_stage

TEMPLATE = "campaigns/message_to_partners"
MESSAGE = f"/texts/{TEMPLATE}/nl"
BODY = "Dag ((name)),\n\nTot gauw.\n\n[[Open ((link))]]"


@pytest.fixture
def stage(app: Flask, clock: Clock) -> Stage:
    return set_stage(app)


@pytest.fixture
def karel(stage: Stage, new_person: Callable[..., Person]) -> Person:
    return new_person("karel@netwerk.example")


def leading(stage: Stage) -> Organisation:
    return stage.people["karel"].organisation


def test_the_portal_has_texts_to_choose_from_in_both_languages(stage: Stage) -> None:
    for language, hold in (("nl", "Even geduld: ((title))"), ("en", "A little patience: ((title))")):
        found = texts_to_choose(leading(stage), TEMPLATE, language)
        assert [one.name for one in found] == [
            "Standaardtekst", "Aankondiging", "Even geduld", "Herinnering", "Nieuwsbrief",
        ]  # fmt: skip
        assert found[2].source.subject.startswith(hold)
        assert not any(one.is_own for one in found)


def test_an_organisation_changes_one_and_adds_its_own(stage: Stage, karel: Person) -> None:
    # req 003-15
    karel.visits(MESSAGE)
    karel.clicks("Even geduld")
    karel.fills_in("Bewaar", subject="Nog even wachten", body=BODY)
    karel.visits(MESSAGE)
    karel.clicks("Voeg een tekst toe")
    karel.fills_in("Bewaar", press="Toon het voorbeeld", name="Dank je wel!", subject="Dank", body=BODY)
    assert "Onderwerp Dank" in karel.page
    assert MailText.select().count() == 1
    karel.fills_in("Bewaar")
    assert karel.page.heading == "Bericht aan de partners: Dank je wel!"
    with count_queries() as queries:
        found = {one.name: one for one in texts_to_choose(leading(stage), TEMPLATE, "nl")}
    assert queries.count == 1
    assert (found["Even geduld"].source.subject, found["Even geduld"].is_own) == ("Nog even wachten", True)
    assert found["Dank je wel!"].source.body == BODY
    assert found["Standaardtekst"].is_own is False
    assert "Dank je wel!" not in {one.name for one in texts_to_choose(leading(stage), TEMPLATE, "en")}
    assert "Dank je wel!" not in {one.name for one in texts_to_choose(stage.people["pim"].organisation, TEMPLATE, "nl")}


def test_a_name_is_taken_once(karel: Person) -> None:
    for name, said in (("Nieuwsbrief", "al een tekst met deze naam"), ("a/b", "Gebruik letters"), ("", "een naam")):
        karel.visits(f"{MESSAGE}/new")
        karel.fills_in("Bewaar", name=name, subject="Dank", body=BODY)
        assert said in karel.page
    assert not MailText.select().exists()


def test_what_the_organisation_added_can_be_taken_away_and_put_back(stage: Stage, karel: Person) -> None:
    karel.visits(f"{MESSAGE}/new")
    karel.fills_in("Bewaar", name="Dank", subject="Dank", body=BODY)
    karel.clicks("Haal deze tekst weg")
    assert "De tekst is weggehaald." in karel.page
    assert "Dank" not in {one.name for one in texts_to_choose(leading(stage), TEMPLATE, "nl")}
    karel.clicks("Zet de eigen tekst terug")
    assert "Dank" in {one.name for one in texts_to_choose(leading(stage), TEMPLATE, "nl")}


def test_only_mails_that_a_person_sends_have_texts_to_choose_from(karel: Person) -> None:
    karel.visits("/texts/campaigns/answer_declined/nl/new", expect=404)
    karel.visits(f"{MESSAGE}/choices/Bestaat niet", expect=404)


def choose(app: Flask, organisation: Organisation, languages: str, **typed: str) -> str:
    """What a page of an area that sends by hand shows: the form with a chosen text, and what would be sent."""
    method = "POST" if typed else "GET"
    with app.test_request_context(
        "/", method=method, data={name.replace("_", "-"): one for name, one in typed.items()}
    ):
        g.csrf_valid = True  # the token is the business of real pages
        form = WrittenMailForm.for_mail(TEMPLATE, languages.split())
        form.showing({one: texts_to_choose(organisation, TEMPLATE, one)[2] for one in form.languages})
        sent = form.sources() if form.validate_on_submit() else {}
        page = (
            "{% from 'components/written_mail.html' import written_mail %}{{ written_mail(form, placeholders) }}"
            "{% for language, text in sent.items() %}[{{ language }}: {{ text.subject }}]{% endfor %}"
        )
        return render_template_string(page, form=form, placeholders=placeholders_of(TEMPLATE), sent=sent)


def test_the_chosen_text_stands_in_the_form_in_the_languages_of_the_readers(app: Flask, stage: Stage) -> None:
    both = choose(app, leading(stage), "nl en")
    assert 'value="Even geduld: ((title)) bij ((employer))"' in both
    assert 'value="A little patience: ((title)) at ((employer))"' in both
    assert "A little patience" not in choose(app, leading(stage), "nl")


def test_what_was_changed_in_the_form_is_what_is_sent(app: Flask, stage: Stage) -> None:
    # req 003-15
    typed = {"nl_subject": "Nog even", "nl_body": BODY, "en_subject": "A little more", "en_body": BODY}
    assert "[nl: Nog even][en: A little more]" in choose(app, leading(stage), "nl en", **typed)
    wrong = choose(app, leading(stage), "nl", nl_subject="Nog even", nl_body="Dag ((naam))")
    assert "((naam)) bestaat niet in deze mail. Bedoel je ((name))?" in wrong
    assert "[nl:" not in wrong
