"""The pre-selection: held against the criteria, registered, always mailed, told by the mediator, and undone."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from portal import clock as portal_clock
from portal.actions.interviews import InterviewPlan, plan_interview, report_interview
from portal.actions.preselections import (
    Assessment,
    Verdict,
    answer_question,
    keep_assessment,
    register_result,
    tell_result,
    undo_result,
)
from portal.models.campaigns import Campaign
from portal.models.database import database
from portal.models.history import HistoryLine
from portal.models.nominations import Nomination
from portal.models.outbox import OutboxMail
from portal.models.preselections import PaperTalk, Preselection
from portal.queries.nominations import nomination_as_it_stands
from portal.queries.preselections import visible_preselection
from portal.rules.decisions import ToldHow
from portal.rules.preselections import Result
from portal.rules.refusals import ChangedMeanwhile, Refused
from tests.clock import Clock
from tests.person import Person
from tests.preselections.conftest import NewPerson
from tests.stage import Stage, mails

NOTHING = Assessment(lines=[])
NO_GO = Verdict(
    result=Result.NO_GO,
    words_for_mediator="Kan niet in ploegen werken.",
    words_for_candidate="Je motivatie is sterk. We denken aan je voor dagwerk.",
)


def _register(stage: Stage, name: str, verdict: Verdict, seen: int = 0) -> Preselection:
    return register_result(
        nomination_as_it_stands(stage.nominations[name]), NOTHING, verdict, seen_version=seen, by=stage.people["lotte"]
    )


def _all_left() -> None:
    OutboxMail.update(status="sent").execute()


def test_a_lead_assesses_against_the_criteria_and_the_mediator_gets_the_result_by_mail(
    stage: Stage, lotte: Person, pim: Person
) -> None:
    # req 000-15, 000-17, 000-18, 000-19, 000-21, Y-3
    lotte.visits("/")
    assert "Preselectie: nog 4 te bekijken" in lotte.page
    lotte.visits(f"/campaigns/{stage.campaign_id}/preselection")
    page = lotte.visits(f"/nominations/{stage.nominations['Amina'].public_id}/preselection")
    for criterion in ("Wil in ploegen werken", "Graag stappen", "Nauwkeurig werken", "Cijfers lezen"):
        assert criterion in page
    lotte.fills_in(
        press="Leg vast en mail de bemiddelaar",
        met_0="yes",
        note_1="Liefst de vroege.",
        memo="Nog bellen over de bus.",
        result="go",
        words_for_mediator="Past goed bij het werk.",
        words_for_candidate="Fijn dat je komt.",
    )
    standing = Preselection.get()
    assert (standing.state, standing.outcome, standing.registered_by) == ("registered", "go", stage.people["lotte"])
    assert standing.assessment[0] == {"criterion": "Kan met het openbaar vervoer komen", "met": "yes", "note": ""}
    (mail,) = OutboxMail.select().where(OutboxMail.template == "preselections/go")
    text = bytes(mail.raw).decode()
    assert mail.recipient == "pim@netwerk.example"
    assert "Amina" not in mail.subject
    for words in ("Past goed bij het werk.", "Fijn dat je komt.", "dinsdag 8 december 2026", "Nog bellen"):
        assert (words in text) == (words != "Nog bellen")
    page = pim.visits(f"/preselections/{standing.public_id}")
    assert "Fijn dat je komt." in page
    assert "Een selectiedag bij Bakkerij De Ster op dinsdag 8 december" in page
    assert "Nog bellen over de bus." not in page


def test_the_lead_reads_the_papers_and_holds_a_talk_that_advises_the_result(
    stage: Stage, lotte: Person, clock: Clock
) -> None:
    # req 000-14, 000-16, 000-19
    nomination = stage.nominations["Amina"]
    Nomination.update(motivation="Houdt van brood.", availability="Elke werkdag.").where(
        Nomination.id == nomination.id
    ).execute()
    talk = plan_interview(
        nomination_as_it_stands(nomination),
        InterviewPlan(
            starts_at=portal_clock.now() + timedelta(minutes=30),
            minutes=30,
            channel="phone",
            place="",
            interviewer=stage.people["lotte"],
        ),
        by=stage.people["lotte"],
    )
    clock.advance(minutes=70)
    report_interview(talk, "stop_here", "Kan niet in ploegen.", by=stage.people["lotte"])
    page = lotte.visits(f"/nominations/{nomination.public_id}/preselection")
    for words in ("Houdt van brood.", "Elke werkdag.", "Kan niet in ploegen."):
        assert words in page
    assert "Availability" not in page.html
    assert mails("interviews/result") == []  # two mails could contradict each other: the result is what is mailed
    lotte.fills_in(
        press="Leg vast en mail de bemiddelaar", words_for_mediator="Geen ploegen.", words_for_candidate="Dagwerk kan."
    )
    assert Preselection.get().outcome == "no_go"  # as the talk advised
    assert [to for to, _ in mails("preselections/no_go")] == ["pim@netwerk.example"]


def test_no_go_asks_two_texts_and_keeps_what_was_typed(stage: Stage, lotte: Person) -> None:  # req Y-3
    lotte.visits(f"/nominations/{stage.nominations['Bram'].public_id}/preselection")
    page = lotte.fills_in(
        press="Leg vast en mail de bemiddelaar", result="no_go", words_for_mediator="Te ver.", memo="Woont in Oostende."
    )
    assert page.title.startswith("Fout:")
    assert "Schrijf ook een tekst voor de kandidaat" in page
    assert "Woont in Oostende." in page.html
    assert Preselection.select().count() == 0


def test_the_mediator_tells_a_no_and_notes_when_and_how(stage: Stage, pim: Person) -> None:  # req 000-22
    standing = _register(stage, "Amina", NO_GO)
    assert "Vertel Amina het resultaat van de preselectie" in pim.visits("/")
    pim.visits(f"/preselections/{standing.public_id}")
    pim.fills_in(press="Noteer dat het verteld is", told_how="phone")
    told = Preselection.get()
    assert (told.state, told.told_how, told.told_by) == ("told", "phone", stage.people["pim"])
    assert "Vertel Amina" not in pim.visits("/")
    assert [to for to, _ in mails("preselections/no_go")] == ["pim@netwerk.example"]
    assert not OutboxMail.select().where(OutboxMail.recipient == "amina@post.example").exists()


def test_who_does_not_go_on_is_introduced_to_nobody_and_decided_about_by_nobody(
    stage: Stage, new_person: NewPerson
) -> None:  # req 000-18
    emma = new_person("emma@netwerk.example")
    assert "Amina" in emma.visits(f"/campaigns/{stage.campaign_id}/introductions")
    _register(stage, "Amina", NO_GO)
    page = emma.visits(f"/campaigns/{stage.campaign_id}/introductions")
    assert "Amina" not in page
    assert "Bram" in page
    assert "Amina" not in emma.visits(f"/campaigns/{stage.campaign_id}/decisions")
    emma.visits(f"/nominations/{stage.nominations['Amina'].public_id}/introduction", expect=404)
    emma.visits(f"/nominations/{stage.nominations['Amina'].public_id}/decision", expect=404)


def test_a_question_is_answered_and_then_there_is_a_result(stage: Stage, pim: Person, lotte: Person) -> None:
    # req 000-18, 000-19
    asked = Verdict(result=Result.MORE_INFO, words_for_mediator="Kan Amina ook in het weekend?")
    standing = _register(stage, "Amina", asked)
    pim.visits("/")
    pim.clicks("Lees de vraag Geef meer informatie over Amina")
    pim.fills_in(press="Bewaar het antwoord", answer="Ja, om de twee weken.")
    assert "Lees het antwoord over Amina" in lotte.visits("/")
    assert "Ja, om de twee weken." in lotte.visits(f"/nominations/{stage.nominations['Amina'].public_id}/preselection")
    lotte.fills_in("Leg vast en mail de bemiddelaar", result="go", words_for_mediator="")
    assert Preselection.get().outcome == "go"
    assert len(mails("preselections/go")) == 1
    assert mails("preselections/undone") == []
    with pytest.raises(ChangedMeanwhile):
        answer_question(standing, "Te laat.", by=stage.people["pim"])


def test_what_nobody_got_is_taken_back_without_a_mail(stage: Stage) -> None:  # req Y-7
    standing = _register(stage, "Amina", NO_GO)
    assert undo_result(standing, by=stage.people["lotte"]) is False
    assert {mail.status for mail in OutboxMail.select()} == {"superseded"}
    assert mails("preselections/undone") == []
    again = _register(stage, "Amina", Verdict(result=Result.GO), seen=Preselection.get().version)
    assert [mail.status for mail in OutboxMail.select().where(OutboxMail.template == "preselections/go")] == ["queued"]
    assert visible_preselection(stage.people["pim"], again.public_id) is not None


def test_what_was_sent_or_read_is_corrected(stage: Stage, pim: Person, lotte: Person) -> None:  # req Y-7
    first = _register(stage, "Amina", NO_GO)
    _all_left()
    assert undo_result(first, by=stage.people["lotte"]) is True
    second = _register(stage, "Bram", NO_GO)
    pim.visits(f"/preselections/{second.public_id}")  # read in the portal before the mail left
    lotte.sends(f"/preselections/{second.public_id}/undo")
    lotte.sends(f"/preselections/{second.public_id}/undo")
    assert [to for to, _ in mails("preselections/undone")] == ["pim@netwerk.example"] * 2
    pim.visits(f"/preselections/{second.public_id}", expect=404)


def test_what_the_candidate_knows_is_not_taken_back(stage: Stage) -> None:
    standing = _register(stage, "Amina", NO_GO)
    tell_result(standing, portal_clock.now(), ToldHow.PHONE, by=stage.people["pim"])
    with pytest.raises(Refused, match="weet dit al"):
        undo_result(standing, by=stage.people["lotte"])
    with pytest.raises(Refused, match="al een resultaat"):
        _register(stage, "Amina", Verdict(result=Result.GO), seen=Preselection.get().version)


def test_eight_register_at_once_and_one_mail_leaves(stage: Stage) -> None:  # req P7, Y-12
    def register(_: int) -> str:
        database.connect(reuse_if_open=True)
        try:
            _register(stage, "Amina", NO_GO)
        except Refused:
            return "refused"
        finally:
            database.close()
        return "done"

    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(register, range(8))) == {"done"}
    assert len(mails("preselections/no_go")) == 1
    assert HistoryLine.select().where(HistoryLine.step == "register").count() == 1


def test_two_who_assess_do_not_overwrite_each_other(stage: Stage, lotte: Person, new_person: NewPerson) -> None:
    # req P6
    path = f"/nominations/{stage.nominations['Amina'].public_id}/preselection"
    karel = new_person("karel@netwerk.example")
    karel.visits(path)
    lotte.visits(path)
    lotte.fills_in(press="Bewaar zonder te mailen", memo="Van Lotte.")
    page = karel.fills_in(press="Bewaar zonder te mailen", memo="Van Karel.")
    assert "Iemand anders bewaarde intussen iets" in page
    assert "Van Karel." in page.html
    assert "Van Lotte." in page
    assert Preselection.get().memo == "Van Lotte."
    karel.fills_in(press="Bewaar zonder te mailen")
    assert Preselection.get().memo == "Van Karel."


def test_a_campaign_without_the_step_has_none_of_it(stage: Stage, lotte: Person) -> None:  # req 001-03
    Campaign.update(has_preselection=False).execute()
    assert "Preselectie" not in lotte.visits(f"/campaigns/{stage.campaign_id}")
    assert "slaat de preselectie over" in lotte.visits(f"/campaigns/{stage.campaign_id}/preselection")
    with pytest.raises(Refused, match="geen preselectie"):
        keep_assessment(
            nomination_as_it_stands(stage.nominations["Amina"]), NOTHING, seen_version=0, by=stage.people["lotte"]
        )


def test_the_papers_are_discussed_with_the_employer_and_that_is_noted(stage: Stage, lotte: Person, pim: Person) -> None:
    # req 000-23
    _register(stage, "Amina", Verdict(result=Result.GO))
    lotte.visits(f"/campaigns/{stage.campaign_id}/preselection/discussed")
    lotte.fills_in(
        press="Bewaar",
        on="2026-11-17",
        channel="phone",
        about=[stage.nominations["Amina"].public_id, stage.nominations["Bram"].public_id],
        note="Wil Amina graag zien.",
    )
    page = lotte.visits(f"/nominations/{stage.nominations['Amina'].public_id}/preselection")
    assert "Wil Amina graag zien." in page
    shown = pim.visits(f"/nominations/{stage.nominations['Amina'].public_id}")
    assert "Cv’s besproken met de werkgever" in shown
    assert "Wil Amina graag zien." not in shown
    lotte.sends(f"/preselection/discussed/{PaperTalk.get().public_id}/remove")
    assert PaperTalk.select().count() == 0


@pytest.mark.parametrize("who", ["joke", "emma"])
def test_others_find_nothing(stage: Stage, new_person: NewPerson, who: str) -> None:
    standing = _register(stage, "Amina", NO_GO)
    person = new_person(f"{who}@netwerk.example")
    person.visits(f"/preselections/{standing.public_id}", expect=404)
    person.visits(f"/nominations/{stage.nominations['Amina'].public_id}/preselection", expect=404)
    person.visits(f"/campaigns/{stage.campaign_id}/preselection", expect=403)
