"""What people see and do about how long files stay: dates in words, holds, erasing at once, certificates."""

from collections.abc import Callable
from datetime import date

import pytest

from portal.actions.erasing import erase_candidate
from portal.actions.erasing_afterwards import finish_erasures
from portal.actions.interviews import InterviewPlan, plan_interview
from portal.actions.legal_holds import hold_candidate
from portal.actions.reminding.running import run_due
from portal.models.accounts import AccessLink, Look
from portal.models.calendar import CalendarEntry
from portal.models.candidates import Candidate
from portal.models.history import HistoryLine
from portal.models.interviews import Interview
from portal.models.nominations import Nomination
from portal.models.outbox import OutboxMail
from portal.models.preselections import PaperTalk, PaperTalkAbout
from portal.models.retention import ErasedCount, Erasure, ErasureChore, LegalHold
from portal.outbox.mentioning import mentions
from portal.queries.nominations import nomination_as_it_stands
from portal.queries.retention import erased_in
from portal.rules.refusals import Refused
from portal.rules.retention import Ground
from tests.clock import Clock
from tests.counting import count_queries
from tests.person import Person
from tests.stage import Stage

NewPerson = Callable[..., Person]


def _candidate(stage: Stage, name: str) -> Candidate:
    found: Candidate = Candidate.get_by_id(stage.nominations[name].candidate_id)
    return found


def _plan_talk(stage: Stage, clock: Clock, name: str) -> Interview:
    plan = InterviewPlan(
        starts_at=clock.now().replace(day=20),
        minutes=30,
        channel="visit",
        place="Mol",
        interviewer=stage.people["lotte"],
    )
    return plan_interview(nomination_as_it_stands(stage.nominations[name]), plan, by=stage.people["lotte"])


def test_each_page_of_a_file_says_when_it_goes_and_why(stage: Stage, new_person: NewPerson) -> None:
    # req P21
    nomination = stage.nominations["Amina"]
    sentence = "Wordt gewist op dinsdag 15 december: 28 dagen na de selectiedag."
    pim, lotte = new_person("pim@netwerk.example"), new_person("lotte@netwerk.example")
    for path in (f"/candidates/{_candidate(stage, 'Amina').public_id}", f"/nominations/{nomination.public_id}"):
        pim.visits(path)
        assert sentence in pim.page.text
    lotte.visits(f"/nominations/{nomination.public_id}")
    assert sentence in lotte.page.text
    Nomination.update(state="draft").where(Nomination.id == nomination.id).execute()
    pim.visits(f"/nominations/{nomination.public_id}")
    assert "Wordt gewist op donderdag 17 december: 30 dagen na de laatste wijziging." in pim.page.text


def test_a_coordinator_holds_a_file_and_lifts_it(stage: Stage, new_person: NewPerson) -> None:
    candidate = _candidate(stage, "Amina")
    an = new_person("an@netwerk.example")
    an.visits(f"/retention/candidates/{candidate.public_id}/hold")
    an.fills_in("Houd vast", reason="")
    assert "Schrijf waarom" in an.page.text
    an.fills_in("Houd vast", reason="De kandidaat diende een klacht in.")
    assert "De kandidaat diende een klacht in." in an.page.text
    assert LegalHold.select().count() == 1
    pim = new_person("pim@netwerk.example")
    pim.visits(f"/candidates/{candidate.public_id}")
    assert "Dit wordt voorlopig niet gewist" in pim.page.text
    lotte = new_person("lotte@netwerk.example")
    lotte.visits(f"/nominations/{stage.nominations['Amina'].public_id}")
    assert "Dit wordt voorlopig niet gewist" in lotte.page.text
    assert "klacht" not in lotte.page.text
    an.visits(f"/retention/candidates/{candidate.public_id}")
    an.clicks("Hef op")
    assert "Wordt gewist op dinsdag 15 december" in an.page.text


def test_what_is_held_cannot_be_erased(stage: Stage, new_person: NewPerson) -> None:
    candidate = _candidate(stage, "Amina")
    hold_candidate(candidate, "Er loopt een klacht.", by=stage.people["an"])
    hold_candidate(candidate, "Nog eens gedrukt.", by=stage.people["an"])
    assert [hold.reason for hold in LegalHold.select()] == ["Er loopt een klacht."]
    with pytest.raises(Refused):
        erase_candidate(candidate, Ground.ASKED, by=stage.people["an"])
    an = new_person("an@netwerk.example")
    an.visits(f"/retention/candidates/{candidate.public_id}/erase")
    assert "Wis alles" not in an.page.text
    assert _candidate(stage, "Amina").first_name == "Amina"


def test_a_privacy_officer_erases_somebody_and_keeps_the_certificate(
    stage: Stage, clock: Clock, new_person: NewPerson
) -> None:
    # req P19
    _plan_talk(stage, clock, "Amina")
    candidate = _candidate(stage, "Amina")
    public_id = candidate.public_id
    candidate.change(search_name="amina zomers")
    fien = new_person("fien@netwerk.example")
    fien.visits("/retention?q=amina")
    fien.clicks("Amina Zomers")
    fien.clicks("Wis nu")
    assert "1 afspraak" not in fien.page.text
    assert "3 afspraken die nog moeten komen, worden eerst geannuleerd." in fien.page.text
    fien.fills_in("Wis alles Amina", ground="asked")
    assert "Vink aan dat je weet" in fien.page.text
    fien.fills_in("Wis alles Amina", ground="asked", understood=True)
    assert fien.page.heading == "Attest van wissen"
    assert "De kandidaat vroeg het" in fien.page.text
    assert "Fien Devos" in fien.page.text
    assert "Amina" not in fien.page.text
    erasure = Erasure.get()
    fien.visits(f"/retention/certificates/{erasure.public_id}/file")
    assert "attachment" in fien.page.headers["Content-Disposition"]
    assert f"Kenmerk: {erasure.subject_hash}" in fien.page.html
    fien.visits(f"/retention/candidates/{public_id}", expect=404)
    lotte = new_person("lotte@netwerk.example")
    lotte.visits(f"/campaigns/{stage.campaign_id}/nominations")
    assert "3 voordrachten" in lotte.page.text
    assert "en hier niet meer bij: voorgedragen, zonder beslissing: 1." in lotte.page.text


def test_a_lead_does_not_count_what_never_was_with_her(stage: Stage) -> None:
    for name, state in (("Amina", "draft"), ("Bram", "withdrawn")):
        Nomination.update(state=state, put_forward_at=None).where(Nomination.id == stage.nominations[name].id).execute()
        erase_candidate(_candidate(stage, name), Ground.ASKED, by=stage.people["an"])
    assert erased_in(stage.campaign) == {}
    assert [(row.reached, row.count) for row in ErasedCount.select()] == [("draft", 2)]


def test_coming_appointments_are_cancelled_first_without_a_name(stage: Stage, clock: Clock) -> None:
    # req P19
    _plan_talk(stage, clock, "Amina")
    OutboxMail.update(status="sent", sent_at=clock.now()).execute()
    erase_candidate(_candidate(stage, "Amina"), Ground.ASKED, by=stage.people["an"])
    farewells = {one.recipient: one for one in OutboxMail.select().where(OutboxMail.method == "CANCEL")}
    assert set(farewells) == {"pim@netwerk.example", "lotte@netwerk.example", "amina@post.example"}
    for recipient in ("pim@netwerk.example", "lotte@netwerk.example"):
        assert mentions(bytes(farewells[recipient].raw), {"METHOD:CANCEL"})
        assert not mentions(bytes(farewells[recipient].raw), {"Amina", "Amina Z.", "Zomers"})
    assert CalendarEntry.select().count() == 0
    # The last mail to the person goes too, once it has left.
    finish_erasures(clock.now())
    assert OutboxMail.select().where(OutboxMail.recipient == "amina@post.example").exists()
    OutboxMail.update(status="sent", sent_at=clock.now()).execute()
    run_due(clock.now())
    assert not OutboxMail.select().where(OutboxMail.recipient == "amina@post.example").exists()
    assert ErasureChore.select().count() == 0


def test_erasing_one_touches_nothing_of_another(stage: Stage, clock: Clock) -> None:
    _plan_talk(stage, clock, "Bram")
    # A sister with the same address, a jobcoach who lends his: what goes to them is not the candidate's.
    amina, bram = _candidate(stage, "Amina"), _candidate(stage, "Bram")
    bram.change(email=amina.email)
    others = {
        model: {row.id for row in model.select()}
        for model in (Candidate, Nomination, Interview, HistoryLine, OutboxMail, CalendarEntry, AccessLink)
    }
    assert all(others.values())
    theirs = _candidate(stage, "Bram")
    erase_candidate(amina, Ground.ASKED, by=stage.people["an"])
    gone = {Candidate: {amina.id}, Nomination: {stage.nominations["Amina"].id}}
    assert {model: {row.id for row in model.select()} for model in others} == {
        model: ids - gone.get(model, set()) for model, ids in others.items()
    }
    assert _candidate(stage, "Bram") == theirs


def test_twice_and_by_two_at_once_is_once(stage: Stage) -> None:
    candidate = _candidate(stage, "Amina")
    same = _candidate(stage, "Amina")
    assert erase_candidate(candidate, Ground.ASKED, by=stage.people["an"]) is not None
    assert erase_candidate(same, Ground.MISTAKE, by=stage.people["fien"]) is None
    assert Erasure.select().count() == 1
    assert [(row.reached, row.count) for row in ErasedCount.select()] == [("put_forward", 1)]


def test_what_is_of_another_organisation_is_not_there(stage: Stage, new_person: NewPerson) -> None:
    # req P3
    candidate = _candidate(stage, "Amina")
    hold = hold_candidate(_candidate(stage, "Bram"), "Er loopt een klacht.", by=stage.people["an"])
    erasure = erase_candidate(candidate, Ground.ASKED, by=stage.people["fien"])
    assert erasure is not None
    carla = _candidate(stage, "Carla").public_id
    for email in ("gust@netwerk.example", "joke@netwerk.example", "karel@netwerk.example"):
        other = new_person(email)
        for path in (
            f"/retention/candidates/{carla}",
            f"/retention/candidates/{carla}/erase",
            f"/retention/candidates/{carla}/hold",
        ):
            other.visits(path, expect=404)
        if email != "joke@netwerk.example":
            other.visits(f"/retention/certificates/{erasure.public_id}", expect=404)
            other.visits("/retention/certificates")
            assert "Er is nog niets gewist" in other.page.text
        other.visits("/retention")
        assert "Carla" not in other.page.text
    assert LegalHold.get_by_id(hold.id).lifted_at is None
    pim = new_person("pim@netwerk.example")
    pim.visits(f"/retention/candidates/{carla}/erase", expect=403)


def test_looking_at_somebodys_terms_is_on_record(stage: Stage, new_person: NewPerson) -> None:
    # req P18
    fien = new_person("fien@netwerk.example")
    fien.visits(f"/retention/candidates/{_candidate(stage, 'Amina').public_id}")
    assert [look.at_what for look in Look.select()] == ["retention"]


@pytest.mark.once  # how much a page asks hangs on no database
def test_the_list_asks_as_much_for_many_as_for_few(stage: Stage, new_person: NewPerson) -> None:
    an = new_person("an@netwerk.example")
    an.visits("/retention")
    with count_queries() as few:
        an.visits("/retention")
    for number in range(60):
        Candidate.create(
            organisation=stage.people["pim"].organisation,
            jobcoach=stage.people["pim"],
            first_name=f"Nummer {number}",
            last_name="Zomers",
        )
    with count_queries() as many:
        an.visits("/retention")
    assert many.count == few.count
    assert "63 dossiers" in an.page.text


def test_what_was_said_of_several_people_loses_its_words_and_of_one_it_goes(stage: Stage) -> None:
    # req P19
    amina, bram = stage.nominations["Amina"], stage.nominations["Bram"]
    alone, both, other = (
        PaperTalk.create(campaign=stage.campaign, on=date(2026, 11, 16), channel="phone", note="Over haar werk.")
        for _ in range(3)
    )
    for talk, nomination in ((alone, amina), (both, amina), (both, bram), (other, bram)):
        PaperTalkAbout.create(talk=talk, nomination=nomination)
    erase_candidate(_candidate(stage, "Amina"), Ground.ASKED, by=stage.people["an"])
    assert {talk.id: talk.note for talk in PaperTalk.select()} == {both.id: "", other.id: "Over haar werk."}
