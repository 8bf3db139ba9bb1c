"""Register once: the facts of own candidates, ticked per system; and what is still missing where (req X-10)."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask

from portal.actions.decisions import correct_relay, decide, publish_decisions, tell_candidate
from portal.actions.registering import choose_systems, note_fact
from portal.models.candidates import Candidate
from portal.models.decisions import Relay
from portal.models.internships import Evaluation, Internship
from portal.models.nominations import Nomination
from portal.models.placements import AftercareMoment, MeasureRequest, Placement
from portal.models.registering import NotedFact
from portal.queries.decisions import visible_relay
from portal.queries.registering import facts_of_each, gaps_of, nomination_to_note
from portal.rules.decisions import Outcome, ToldHow
from portal.rules.refusals import ChangedMeanwhile, Refused
from portal.rules.registering import Event, System
from tests.clock import Clock
from tests.counting import count_queries
from tests.person import Person
from tests.stage import Stage, set_stage


@pytest.fixture
def stage(app: Flask, clock: Clock) -> Stage:
    """Pim's organisation notes in Sonar and Suite; Amina, Bram and Carla are his."""
    found = set_stage(app)
    choose_systems([System.SONAR, System.SUITE], by=found.people["pim"])
    return found


def _nomination(stage: Stage, name: str = "Amina") -> Nomination:
    found = nomination_to_note(stage.people["pim"], stage.nominations[name].public_id)
    assert found is not None
    return found


def _relay(stage: Stage, outcome: Outcome = Outcome.RETAINED) -> Relay:
    vacancy = stage.vacancies[0] if outcome is Outcome.RETAINED else None
    decide(
        stage.decidable("Amina"), outcome, vacancy=vacancy, motivation="Om te noteren.", words_for_candidate="Mooi.",
        seen_version=0, by=stage.people["lotte"],
    )  # fmt: skip
    publish_decisions(stage.campaign, by=stage.people["lotte"])
    found = visible_relay(stage.people["pim"], Relay.get().public_id)
    assert found is not None
    return found


def _events(stage: Stage) -> list[Event]:
    one = _nomination(stage)
    return [fact.event for fact in facts_of_each([one])[one.id]]


def test_a_fact_is_copied_ticked_and_the_tick_is_taken_back(stage: Stage, new_person: Callable[..., Person]) -> None:
    # req X-10, 000-12
    pim = new_person("pim@netwerk.example")
    assert "Noteer in de andere systemen: 6" in pim.visits("/")
    assert "6 dingen te noteren" in pim.visits("/noting")
    pim.clicks("Amina Zomers")
    assert "17-11-2026 Voorgedragen bij Bakkerij De Ster (Samen aan de slag)." in pim.page
    assert "Functie: Inpakker." in pim.page
    pim.clicks("Daar genoteerd Voorgedragen, Sonar")
    assert "Pim Adriaans, op dinsdag 17 november, 10.00 uur" in pim.page
    assert "5 dingen te noteren" in pim.visits("/noting")
    pim.visits(f"/nominations/{stage.nominations['Amina'].public_id}/noting")
    pim.clicks("Neem het vinkje weg Voorgedragen, Sonar")
    assert "6 dingen te noteren" in pim.visits("/noting")


def test_a_result_is_a_fact_only_once_it_was_told(stage: Stage, clock: Clock) -> None:
    # req, 000-22
    relay = _relay(stage, Outcome.NOT_RETAINED)
    assert Event.RESULT not in _events(stage)
    clock.advance(hours=2)
    tell_candidate(relay, clock.now(), ToldHow.PHONE, reaction="", by=stage.people["pim"])
    one = _nomination(stage)
    (fact,) = [fact for fact in facts_of_each([one])[one.id] if fact.event is Event.RESULT]
    assert fact.lines == (
        "Resultaat van de selectiedag bij Bakkerij De Ster: niet weerhouden.",
        "Verteld aan de kandidaat op 17/11/2026 (telefonisch).",
    )


def test_the_tick_says_when_the_fact_changed_or_is_no_more(
    stage: Stage, clock: Clock, new_person: Callable[..., Person]
) -> None:
    # req X-10
    relay, pim = _relay(stage), new_person("pim@netwerk.example")
    tell_candidate(relay, clock.now(), ToldHow.PHONE, reaction="", by=stage.people["pim"])
    page = f"/nominations/{stage.nominations['Amina'].public_id}/noting"
    pim.visits(page)
    pim.clicks("Daar genoteerd Resultaat, en verteld, Sonar")
    stage.vacancies[0].change(title="Inpakker in de vroege ploeg")
    assert "Veranderd sinds dinsdag 17 november, 10.00 uur: noteer het daar opnieuw." in pim.visits(page)
    pim.clicks("Daar genoteerd Resultaat, en verteld, Sonar")
    assert "Veranderd sinds" not in pim.page
    found = visible_relay(stage.people["pim"], relay.public_id)
    assert found is not None
    correct_relay(found, by=stage.people["pim"])
    assert "Dit is niet meer zo: haal het daar weg" in pim.visits(page)
    assert "klopt niet meer" in pim.visits("/noting")
    pim.visits(page)
    pim.clicks("Neem het vinkje weg Resultaat, en verteld, Sonar")
    assert "klopt niet meer" not in pim.visits("/noting")


def test_the_whole_road_gives_its_facts(stage: Stage, clock: Clock) -> None:
    # req X-10, 000-34, 000-37, 000-40
    relay, pim = _relay(stage), stage.people["pim"]
    tell_candidate(relay, clock.now(), ToldHow.IN_PERSON, reaction="", by=pim)
    today = clock.now().date()
    internship = Internship.create(
        state="ended", nomination=stage.nominations["Amina"], vacancy=stage.vacancies[0], jobcoach=pim,
        starts_on=today, ends_on=today + timedelta(days=11), contract_signed_on=today, hours_a_week=19,
    )  # fmt: skip
    for party in ("jobcoach", "candidate", "employer"):
        Evaluation.create(internship=internship, party=party, state="handed_in", handed_in_at=clock.now())
    placement = Placement.create(internship=internship, outcome="hired", by=pim, starts_on=today)
    MeasureRequest.create(placement=placement, code="ibo", requested_on=today)
    AftercareMoment.create(placement=placement, on=today, done_at=clock.now(), went="green", note="vertrouwelijk")
    AftercareMoment.create(placement=placement, on=today + timedelta(days=7))
    assert set(_events(stage)) == set(Event) - {Event.DAY, Event.PRESELECTION}
    one = _nomination(stage)
    said = "\n".join(line for fact in facts_of_each([one])[one.id] for line in fact.lines)
    assert "De werkgever vroeg IBO aan." in said
    assert "19 uren per week" in said
    assert "Nazorg (telefoon, met kandidaat en begeleider). Het gaat goed." in said
    assert "vertrouwelijk" not in said
    assert "Om te noteren." not in said


def test_only_mediators_of_the_own_organisation_note(stage: Stage, new_person: Callable[..., Person]) -> None:
    # req P1, P3
    page = f"/nominations/{stage.nominations['Amina'].public_id}/noting"
    for name in ("lotte", "joke", "emma", "karel"):
        new_person(f"{name}@netwerk.example").visits(page, expect=404)
    sofie = new_person("sofie@netwerk.example")
    sofie.visits(page)
    sofie.clicks("Daar genoteerd Voorgedragen, Sonar")
    assert NotedFact.get().noted_by == stage.people["sofie"]
    assert "Alles is genoteerd" in sofie.visits("/noting"), "the list is of the own candidates"
    new_person("emma@netwerk.example").visits("/noting", expect=403)


def test_what_is_noted_is_what_was_read(stage: Stage) -> None:
    # req P6
    one, pim = _nomination(stage), stage.people["pim"]
    (fact,) = facts_of_each([one])[one.id]
    stage.vacancies[0].change(title="Iets anders")
    with pytest.raises(ChangedMeanwhile):
        note_fact(one, "sonar", fact.key, fact.fingerprint, by=pim)
    with pytest.raises(Refused):
        note_fact(one, "mlp", fact.key, fact.fingerprint, by=pim)
    with pytest.raises(ChangedMeanwhile):
        note_fact(one, "sonar", "aftercare:nothing", "x", by=pim)
    assert not NotedFact.select().exists()


def test_an_organisation_chooses_its_systems_and_earlier_facts_are_not_asked(
    stage: Stage, clock: Clock, new_person: Callable[..., Person]
) -> None:
    # req X-10
    clock.advance(days=3)
    joke = new_person("joke@netwerk.example")
    assert "koos nog geen systeem" in joke.visits("/noting")
    joke.visits("/noting/systems")
    joke.fills_in("Bewaar", systems=["mlp"])
    assert "Alles is genoteerd" in joke.page
    page = joke.visits(f"/nominations/{stage.nominations['Dries'].public_id}/noting")
    assert "Van vóór jullie dit systeem kozen: hoeft niet." in page
    assert "17/11/2026 Voorgedragen" in page
    joke.visits("/noting/systems")
    joke.fills_in("Bewaar", systems=[])
    assert "koos nog geen systeem" in joke.page
    assert len(gaps_of(stage.people["pim"])) == 6


def test_the_list_has_pages_of_fifty_and_a_constant_number_of_queries(
    stage: Stage, new_person: Callable[..., Person]
) -> None:
    pim = new_person("pim@netwerk.example")
    pim.visits("/noting")
    with count_queries() as few:
        pim.visits("/noting")
    first = stage.nominations["Amina"]
    for number in range(60):
        candidate = Candidate.create(
            organisation=first.organisation, jobcoach=first.jobcoach, first_name=f"K{number}", last_name="Lang"
        )
        Nomination.create(
            state="put_forward", campaign=first.campaign, candidate=candidate, invitation=first.invitation,
            organisation=first.organisation, jobcoach=first.jobcoach, put_forward_at=first.put_forward_at,
        )  # fmt: skip
    with count_queries() as many:
        page = pim.visits("/noting")
    assert few.count == many.count <= 20
    assert "126 dingen te noteren" in page
    assert len(page.tree.findall(".//tbody/tr")) == 50
    assert len(pim.visits("/noting?page=3").tree.findall(".//tbody/tr")) == 26
