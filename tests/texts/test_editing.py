"""A coordinator changes the words of a mail for the own organisation, and cannot break it (req 003-15)."""

import time
from collections.abc import Callable

import pytest
from flask import Flask

from portal.models.outbox import MailText
from portal.outbox.catalogue import holds_of
from portal.rules.texts import MOST_TROUBLES, troubles_of
from tests.clock import Clock
from tests.person import Person
from tests.stage import Stage, set_stage

LATE = "/texts/campaigns/late_granted/nl"
GOOD = "Dag ((name)),\n\nJe hebt tijd tot ((until)).\n\n[[Draag voor ((link))]]"
SignIn = Callable[[str], Person]


@pytest.fixture
def stage(app: Flask, clock: Clock) -> Stage:
    return set_stage(app)


@pytest.fixture
def signed_in(stage: Stage, new_person: Callable[..., Person]) -> SignIn:
    return lambda name: new_person(f"{name}@netwerk.example")


def test_a_coordinator_finds_a_mail_changes_it_and_sees_how_it_looks(signed_in: SignIn) -> None:
    # req 003-15
    karel = signed_in("karel")
    karel.visits("/")
    karel.clicks("Mailteksten")
    assert "eigen tekst" not in karel.page
    karel.fills_in("Toon", q="Meer tijd om voor te dragen")
    assert "1 mail" in karel.page
    karel.clicks("Nederlands: Meer tijd om voor te dragen")
    assert "Naar een partner die je meer tijd geeft." in karel.page
    assert "((until)) Tot wanneer deze partner nog kan voordragen Moet in de tekst staan." in karel.page
    karel.fills_in("Bewaar", subject="Nog even tijd voor ((employer))", body=GOOD)
    assert "De tekst is bewaard." in karel.page
    assert "Nog even tijd voor Bakkerij De Korenbloem" in karel.page
    assert "Je hebt tijd tot maandag 7 december 2026, 12.00 uur." in karel.page
    assert "omdat Werkpunt Dijle je als partner" in karel.page
    karel.visits("/texts?q=meer+tijd")
    assert karel.page.text.count("eigen tekst") == 1


def test_the_example_is_shown_before_anything_is_kept(signed_in: SignIn) -> None:
    karel = signed_in("karel")
    karel.visits(LATE)
    karel.fills_in("Bewaar", press="Toon het voorbeeld", subject="Nog even", body=GOOD + "\n\nTot gauw!")
    assert "Draag voor: https://portaal.example/invitations/x/nominations" in karel.page
    assert "Tot gauw!" in karel.page
    assert not MailText.select().exists()


def test_the_mail_is_shown_alone_where_nothing_in_it_runs(signed_in: SignIn) -> None:
    karel = signed_in("karel")
    karel.visits(LATE)
    token = karel.page.tree.xpath("//input[@name='csrf_token']/@value")[0]
    typed = {"csrf_token": token, "subject": "Nog even", "body": f"<script>alert(1)</script>\n\n{GOOD}"}
    here = karel.app.config["BASE_URL"]
    read = karel.client.get(f"{LATE}/mail", base_url=here)
    written = karel.client.post(f"{LATE}/mail", base_url=here, data=typed)
    for response in (read, written):
        assert response.status_code == 200
        assert "sandbox" in response.headers["Content-Security-Policy"]
        assert "default-src 'none'" in response.headers["Content-Security-Policy"]
        assert "<script" not in response.text
    assert "&lt;script&gt;alert(1)" in written.text
    assert not MailText.select().exists()


WRONG = [
    ({"subject": "Tijd voor ((emploier))"}, "((emploier)) bestaat niet in deze mail. Bedoel je ((employer))?"),
    ({"subject": "Tijd ((xyz"}, "Tussen dubbele haakjes staat alleen de naam van een invulveld"),
    ({"subject": ""}, "Schrijf een onderwerp."),
    ({"subject": "a" * 300}, "Het onderwerp is te lang: 300 tekens. Er passen er 150."),
    ({"subject": "Tijd\r\nBcc: iemand@post.example"}, "Een onderwerp is één regel."),
    ({"subject": "Tijd\u2028Bcc"}, "Een onderwerp is één regel."),
    ({"subject": "Hier: ((link))"}, "((link)) past niet in een onderwerp."),
    ({"body": "  \n "}, "Schrijf de tekst van de mail."),
    ({"body": f"{GOOD}\n\nDag ((Naam))"}, "Regel 7: tussen dubbele haakjes staat alleen de naam"),
    ({"body": f"{GOOD}\n\n(((name)))"}, "Regel 7: tussen dubbele haakjes staat alleen de naam"),
    ({"body": f"{GOOD}\n\nDag ((naam))"}, "Regel 7: ((naam)) bestaat niet in deze mail. Bedoel je ((name))?"),
    ({"body": f"{GOOD}\n\n[[x javascript:alert(1)]]"}, "Regel 7: een knop schrijf je zo: [[Woorden op de knop"),
    ({"body": f"{GOOD}\n\n[[Mail ((lead))]]"}, "Regel 7: ((lead)) is geen link en past niet in een knop."),
    ({"body": f"{GOOD}\n\n[[Naar ((title)) ((link))]]"}, "Regel 7: op een knop staan gewone woorden"),
    ({"body": f"{GOOD}\nen meer"}, "Regel 5: laat voor en na een knop een lege regel."),
    ({"body": "Dag ((name)), tijd tot ((until))."}, "((link)) moet in de tekst blijven"),
    ({"body": f"{GOOD}\n\n" + "é" * 10_001}, "De tekst is te lang: 21 kB. Er past 20 kB."),
    ({"body": GOOD + "\n\na" * 6_000}, "De mail wordt te groot."),
]


@pytest.mark.parametrize(("typed", "said"), WRONG, ids=[said[:40] for _, said in WRONG])
def test_a_text_that_is_no_mail_is_refused_in_words_and_stays_typed(
    signed_in: SignIn, typed: dict[str, str], said: str
) -> None:
    karel = signed_in("karel")
    karel.visits(LATE)
    form = {"seen": karel.page.tree.xpath("//input[@name='seen']/@value")[0], "subject": "Tijd", "body": GOOD}
    karel.sends(LATE, {**form, **typed})
    assert said in karel.page
    assert "Er klopt nog iets niet" in karel.page
    still = karel.page.tree.xpath("string(//textarea)").strip()
    assert still.splitlines() == typed.get("body", GOOD).strip().splitlines()
    assert not MailText.select().exists()


@pytest.mark.once
def test_a_text_with_endless_mistakes_is_judged_at_once_and_says_twenty_of_them() -> None:
    # Each takes a moment; what grows with the square of what is typed would take minutes.
    allowed = holds_of("campaigns/late_granted")
    for typed, most in (
        ("((naam)) " * 2_000, MOST_TROUBLES),
        ("((naam)) " * 100_000, 1),
        ("[[a" + " " * 19_000 + "b", 2),
        ("((" * 9_000, 2),
        ("((a))" * 3_000 + "((", MOST_TROUBLES),
    ):
        begin = time.process_time()
        found = troubles_of("Tijd", typed, allowed, ["link"])
        assert 1 <= len(found) <= most, typed[:20]
        assert time.process_time() - begin < 1, typed[:20]
    assert len(troubles_of("((naam)) " * 100_000, GOOD, allowed, [])) == 1


def test_a_list_stands_alone_after_a_dash(signed_in: SignIn) -> None:
    karel = signed_in("karel")
    karel.visits("/texts/campaigns/partner_invited/nl")
    karel.fills_in("Bewaar", subject="Kom", body="De functies: ((vacancies))\n\n[[Antwoord ((link))]]")
    assert "Regel 1: ((vacancies)) is een lijst. Zet het alleen op een regel" in karel.page
    karel.fills_in("Bewaar", subject="Kom", body="De functies:\n- ((vacancies))\n\n[[Antwoord ((link))]]")
    assert "- Inpakker - Hulp in de keuken" in karel.page


def test_no_subject_names_a_candidate(signed_in: SignIn) -> None:
    karel = signed_in("karel")
    karel.visits("/texts/selection_days/hours_cancelled/nl")
    karel.fills_in("Bewaar", subject="((candidate)) komt niet")
    assert "((candidate)) past niet in een onderwerp." in karel.page


def test_odd_characters_are_kept_or_cleaned_and_never_shown_as_markup(signed_in: SignIn) -> None:
    karel = signed_in("karel")
    karel.visits(LATE)
    odd = "Dag \u202e((name))\x00 😀 <b>vet</b> שלום\u2028nieuw ( (link) )\n\nTot ((until))\n\n[[Open ((link))]]"
    seen = karel.page.tree.xpath("//input[@name='seen']/@value")[0]
    karel.sends(LATE, {"seen": seen, "subject": "😀 <i>Tijd</i>\x00", "body": odd})
    kept = MailText.get()
    assert kept.subject == "😀 <i>Tijd</i>"
    assert kept.body.startswith("Dag ((name)) 😀 <b>vet</b> שלום\nnieuw ( (link) )")
    assert "😀 <b>vet</b> שלום nieuw ( (link) )" in karel.page
    assert not karel.page.tree.xpath("//main//b | //main//i")


def test_two_coordinators_at_once_lose_no_word(signed_in: SignIn) -> None:
    karel, karels_laptop = signed_in("karel"), signed_in("karel")
    for one in (karel, karels_laptop):
        one.visits(LATE)
    karel.fills_in("Bewaar", subject="Eerst", body=GOOD)
    karels_laptop.fills_in("Bewaar", subject="Daarna", body=GOOD)
    assert "Iemand anders bewaarde dit intussen" in karels_laptop.page
    assert "OnderwerpEerst" in karels_laptop.page
    assert karels_laptop.page.tree.xpath("//input[@name='subject']/@value") == ["Daarna"]
    assert MailText.select().count() == 1
    karels_laptop.fills_in("Bewaar")
    assert [one.subject for one in MailText.select().order_by(MailText.number)] == ["Eerst", "Daarna"]


def test_the_default_comes_back_with_one_click_and_so_does_the_own_text(signed_in: SignIn) -> None:
    karel = signed_in("karel")
    karel.visits(LATE)
    ours = karel.page.tree.xpath("//input[@name='subject']/@value")
    karel.fills_in("Bewaar", subject="Van ons", body=GOOD)
    karel.clicks("Terug naar de standaardtekst")
    assert "De standaardtekst is terug." in karel.page
    assert karel.page.tree.xpath("//input[@name='subject']/@value") == ours
    karel.clicks("Zet de eigen tekst terug")
    assert karel.page.tree.xpath("//input[@name='subject']/@value") == ["Van ons"]
    assert [one.is_default for one in MailText.select().order_by(MailText.number)] == [False, True, False]


def test_every_version_can_be_read_and_put_back(signed_in: SignIn, clock: Clock) -> None:
    karel = signed_in("karel")
    for subject in ("Eerste", "Tweede"):
        karel.visits(LATE)
        karel.fills_in("Bewaar", subject=subject, body=GOOD)
        clock.advance(hours=1)
    karel.visits(f"/texts/versions/{MailText.get(MailText.number == 1).public_id}")
    assert "Van Karel Wouters, dinsdag 17 november, 10.00 uur." in karel.page
    assert "Onderwerp Eerste" in karel.page
    karel.clicks("Maak dit weer de tekst")
    assert karel.page.tree.xpath("//input[@name='subject']/@value") == ["Eerste"]
    assert MailText.select().count() == 3


def test_keeping_the_same_words_twice_is_one_version(signed_in: SignIn) -> None:
    karel = signed_in("karel")
    for _ in range(2):
        karel.visits(LATE)
        karel.fills_in("Bewaar", subject="Van ons", body=GOOD)
    assert MailText.select().count() == 1


def test_the_portals_own_words_are_no_text_of_the_organisation(signed_in: SignIn) -> None:
    karel = signed_in("karel")
    karel.visits(LATE)
    karel.fills_in("Bewaar")
    assert not MailText.select().exists()


def test_mails_that_protect_an_account_cannot_be_changed(signed_in: SignIn) -> None:
    karel = signed_in("karel")
    karel.visits("/texts/accounts/password_changed/nl")
    assert "Deze tekst ligt vast" in karel.page
    assert "Bewaar" not in karel.page.buttons
    karel.sends("/texts/accounts/password_changed/nl", {"subject": "Klik hier", "body": "[[x ((link))]]"}, expect=409)
    assert not MailText.select().exists()


def test_other_organisations_see_nothing_of_it(signed_in: SignIn) -> None:
    karel, an = signed_in("karel"), signed_in("an")
    karel.visits(LATE)
    karel.fills_in("Bewaar", subject="Alleen van ons", body=GOOD)
    version = MailText.get()
    assert "Alleen van ons" not in an.visits(LATE)
    an.visits(f"/texts/versions/{version.public_id}", expect=404)
    an.sends(f"/texts/versions/{version.public_id}/restore", expect=404)


def test_a_mediator_reads_and_does_not_change(signed_in: SignIn) -> None:
    karel, lotte = signed_in("karel"), signed_in("lotte")
    karel.visits(LATE)
    karel.fills_in("Bewaar", subject="Van ons", body=GOOD)
    lotte.visits(LATE)
    assert "Onderwerp Van ons" in lotte.page
    assert "Bewaar" not in lotte.page.buttons
    lotte.sends(LATE, {"subject": "Van mij", "body": GOOD}, expect=403)


def test_a_text_that_no_longer_fits_is_told_and_can_be_mended(stage: Stage, signed_in: SignIn) -> None:
    # The portal is renewed, and a mail has another placeholder than it had.
    details = {"organisation": stage.people["karel"].organisation, "template": "campaigns/late_granted"}
    MailText.create(**details, language="nl", number=1, subject="Tot ((vroeger))", body=GOOD)
    karel = signed_in("karel")
    karel.visits(LATE)
    assert "Deze eigen tekst past niet meer bij de mail" in karel.page
    assert karel.client.get(f"{LATE}/mail", base_url=karel.app.config["BASE_URL"]).status_code == 200
    karel.fills_in("Bewaar", subject="Tot ((until))")
    assert "past niet meer" not in karel.page
