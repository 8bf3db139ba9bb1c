"""Two weeks on the work floor: planned, signed, followed up, looked back on by three, and what comes of it."""

import re
from datetime import date, time
from typing import Any

from tests.stories.telling import Story

ASKED = "Vul de evaluatie in van de stage"


def the_jobcoach_plans_two_weeks_with_the_company(story: Story) -> None:
    pim, rik = story.sits_down("pim"), story.people["rik"]
    pim.clicks("Plan de stage Plan de stage van Amina")
    with story.mails_go_to(pim=6, amina=2, emma=2, rik=2):  # start and evaluation; four follow-ups are Pim's alone
        pim.fills_in(
            "Plan de stage",
            start_time=time(8, 30),
            supervisor_name=rik.name,
            supervisor_email=rik.email,
            present_at_start="Pim Adriaans, Emma Claes",
        )
    story.found["internship"] = pim.page.url
    # Ten working days: 11 November is a holiday.
    assert "Start maandag 9 november" in pim.page
    assert "Laatste dag maandag 23 november" in pim.page


def everybody_who_is_there_at_the_start_has_it_in_the_calendar(story: Story) -> None:
    for who in ("pim", "amina", "emma", "rik"):
        starts = [line for line in story.diary_of(who).standing if line.startswith("09/11 08:30")]
        assert len(starts) == 1, (who, story.diary_of(who).standing)


def the_jobcoach_draws_up_the_contract_and_nothing_starts_without_it(story: Story) -> None:
    story.until("2026-11-06 10:00")
    pim = story.sits_down("pim")
    pim.visits(f"{story.found['internship']}/contract")
    for words in ("Amina Belhaj", "Bakkerij De Korenaar", "Rik Smolders", "Inpakker", "maandag 9 november"):
        assert words in pim.page
    pim.clicks("Het contract is opgemaakt")
    pim.visits(f"{story.found['internship']}/start")
    pim.fills_in("Start de stage", candidate=True, employer=True, jobcoach=True, expect=409)
    assert "De stage start pas op de startdag." in pim.page


def all_three_sign_on_the_start_day_with_the_jobcoach_there(story: Story) -> None:
    story.until("2026-11-09 08:45")
    pim = story.sits_down("pim")
    pim.visits(story.found["internship"])
    pim.clicks("Tekenen op de startdag, met drie")
    pim.fills_in("Start de stage", candidate=True, jobcoach=True, expect=409)
    assert "alle drie getekend" in pim.page
    pim.visits(f"{story.found['internship']}/start")
    pim.fills_in("Start de stage", candidate=True, employer=True, jobcoach=True)
    assert "Contract getekend maandag 9 november" in pim.page
    assert "Bij de start aanwezig Pim Adriaans, Emma Claes" in pim.page


def the_jobcoach_keeps_in_touch_with_candidate_and_supervisor(story: Story) -> None:
    for moment, day, went, note in (
        ("2026-11-09 16:30", "maandag 9 november", "green", "Amina was blij."),
        ("2026-11-12 14:00", "donderdag 12 november", "orange", "De vroege bus is lastig."),
        ("2026-11-16 11:00", "maandag 16 november", "green", "Rik weet nu hoe hij uitleg geeft."),
        ("2026-11-19 15:00", "donderdag 19 november", "green", "Ze werkt al alleen."),
    ):
        story.until(moment)
        pim = story.sits_down("pim")
        pim.visits(story.found["internship"])
        pim.clicks(f"Noteer {day}")
        pim.fills_in("Bewaar het verslag", went=went, note=note)
    assert "de begeleider op het werk" in pim.page
    emma = story.sits_down("emma")
    emma.visits(story.found["internship"])
    assert "De vroege bus is lastig." not in emma.page
    lotte = story.sits_down("lotte")
    lotte.visits(story.found["internship"])
    assert "De vroege bus is lastig." in lotte.page
    story.sits_down("joke").visits(story.found["internship"], expect=404)


def on_the_last_day_all_three_are_asked_how_it_was(story: Story) -> None:
    # Emma, Rik and Amina never said whether they come: asked three days before, and the day before.
    with story.mails_go_to(pim=2, emma=3, amina=3, rik=2):
        story.until("2026-11-23 15:00")


def the_candidate_answers_in_plain_dutch_by_the_link_of_her_mail(story: Story) -> None:
    amina = story.follows("amina", "Hoe was je stage?", "Beantwoord de vragen", signed_in=False)
    assert "Wil je hier graag blijven werken?" in amina.page
    amina.fills_in("Klaar, stuur op", **_words(work="4", went_well="Ik kan nu broodjes inpakken."))
    assert "Bedankt, Amina" in amina.page


def nobody_reads_it_before_all_three_are_in(story: Story) -> None:
    emma = story.follows("emma", ASKED, "Vul de evaluatie in")
    assert "broodjes inpakken" not in emma.page
    emma.fills_in("Dien in", **_words(work="2", went_well="Ze is altijd op tijd."))
    assert "broodjes inpakken" not in emma.page
    pim = story.follows("pim", ASKED, "Vul de evaluatie in")
    assert "altijd op tijd" not in pim.page
    with story.mails_go_to(pim=1, emma=1, lotte=1):
        pim.fills_in("Dien in", **_words(work="3", went_well="Ze durft te vragen."))
    for words in ("Ik kan nu broodjes inpakken.", "Ze is altijd op tijd.", "Ze durft te vragen."):
        assert words in pim.page
    assert re.search(r"Om over te praten .* Het werk", pim.page.text)


def the_employer_hires_her_and_draws_up_the_contract(story: Story) -> None:
    emma = story.follows("emma", "De drie evaluaties zijn er", "Lees de evaluaties")
    emma.clicks("Leg de uitkomst vast")
    emma.fills_in("Leg vast", outcome="hired", motivation="Ze hoort bij de ploeg.")
    assert "Aangeworven" in emma.page
    (contract,) = [url for url in emma.page.links().values() if url.endswith("/contract") and "placements" in url]
    story.found["placement"] = contract.removesuffix("/contract")
    emma.visits(contract)
    emma.fills_in(
        "Bewaar",
        contract_on=date(2026, 11, 23),
        starts_on=date(2026, 11, 24),
        contract_kind="Onbepaalde duur, 30 uur per week",
    )
    assert "Onbepaalde duur, 30 uur per week" in emma.page


def and_requests_the_measure_that_the_jobcoach_named(story: Story) -> None:
    emma = story.sits_down("emma")
    emma.visits(f"{story.found['placement']}/measures")
    emma.fills_in("Noteer", code="ibo", requested_on=date(2026, 11, 23), note="Bij VDAB")
    assert "Bij VDAB" in emma.page


def the_lead_closes_the_campaign(story: Story) -> None:
    lotte = story.sits_down("lotte")
    lotte.visits(story.found["internship"])
    assert "Aangeworven" in lotte.page
    lotte.visits(story.found["campaign"])
    lotte.clicks("Sluit af")
    assert "Het werk zit erop." in lotte.page
    with story.mails_go_to(pim=1, joke=1):  # Pim's daily news of Amina; Joke's file of who was not retained
        story.until("2026-12-07 12:00")


def _words(*, work: str, went_well: str) -> dict[str, Any]:
    return {
        "work": work,
        "people": "3",
        "agreements": "3",
        "support": "3",
        "went_well": went_well,
        "needed": "",
        "go_on": "yes",
    }
