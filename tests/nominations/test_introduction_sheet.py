"""The introduction sheet: competences against the work profile, days, the way to work, and the page on paper."""

from dataclasses import dataclass
from typing import Any

import pytest

from portal.actions.nomination_tasks import (
    CompetenceSaid,
    SupportAnswer,
    choose_vacancies,
    state_commuting,
    state_profile,
)
from portal.models.accounts import Look
from portal.models.nominations import CompetenceAnswer, Nomination
from portal.queries.nomination_tasks import asked_competences, profile_answers
from portal.rules.profiles import Answer, competences_in
from tests.nominations.scene import Scene, fields

PROFILE = "- tegen warmte kunnen\n- een vast ritme houden\n\n* Veilig werken."


@pytest.mark.parametrize(
    ("profile", "asked"),
    [
        (PROFILE, ["Tegen warmte kunnen", "Een vast ritme houden", "Veilig werken"]),
        ("Tellen, tillen tot 15 kg, op tijd klaar zijn.", ["Tellen", "Tillen tot 15 kg", "Op tijd klaar zijn"]),
        ("1. Lezen, en schrijven\n2) Rekenen", ["Lezen, en schrijven", "Rekenen"]),
        ("Rustig\nrustig\nRustig.", ["Rustig"]),
        (" \n ", []),
        ("x" * 900, ["X" + "x" * 299]),
    ],
)
def test_a_work_profile_is_a_list_of_competences(profile: str, asked: list[str]) -> None:
    # req 004-25
    assert competences_in(profile) == asked


@dataclass
class Sheet:
    """A draft whose first function asks three things."""

    scene: Scene
    nomination: Nomination

    @property
    def path(self) -> str:
        return f"/nominations/{self.nomination.public_id}"


@pytest.fixture
def sheet(scene: Scene) -> Sheet:
    """Complete but for the competences that the function asks."""
    nomination = scene.complete()
    scene.vacancies[0].change(competences=PROFILE)
    return Sheet(scene, nomination)


def test_what_lacks_is_said_when_putting_forward_with_a_link(sheet: Sheet) -> None:
    # req Y-4, 000-11
    pim = sheet.scene.browser("pim")
    pim.visits(f"{sheet.path}/tasks")
    page = pim.clicks("Draag voor Fatima")
    assert "Er ontbreekt nog 1 ding" in page
    pim.clicks("Zeg bij elke competentie van de functie hoe ver de kandidaat staat.")
    assert pim.page.url == f"{sheet.path}/profile"
    sent = {f"answers-{place}-answer": words for place, words in enumerate(("can", "learns", "not_yet"))}
    pim.fills_in("Bewaar", **fields({**sent, "answers-0-proof": "Werkte twee jaar aan een oven."}))
    assert "Competenties voor de functie" in pim.page
    pim.clicks("Draag voor Fatima")
    assert "is voorgedragen" in pim.page.heading


def test_lead_and_employer_read_the_answers_with_their_proof(sheet: Sheet) -> None:
    # req 000-11, 001-14
    nomination = sheet.nomination
    asked = asked_competences(nomination)
    said = [
        CompetenceSaid(vacancy=one.vacancy, competence=one.competence, answer=answer, proof=f"bewijs-{answer}")
        for one, answer in zip(asked, Answer, strict=True)
    ]
    state_profile(nomination, said, by=sheet.scene["pim"])
    pim = sheet.scene.browser("pim")
    pim.visits(f"{sheet.path}/tasks")
    pim.clicks("Draag voor Fatima")
    for who, page in (("lotte", ""), ("emma", "/introduction"), ("emma", "/introduction/print"), ("lotte", "/sheet")):
        read = sheet.scene.browser(who).visits(f"{sheet.path}{page}")
        for words in (
            "Tegen warmte kunnen kan het",
            "bewijs-can",
            "Een vast ritme houden leert het",
            "Veilig werken nog niet",
        ):
            assert words in read, (who, page, words)


def test_another_profile_is_another_question(sheet: Sheet) -> None:
    asked = asked_competences(sheet.nomination)
    said = [CompetenceSaid(vacancy=one.vacancy, competence=one.competence, answer="can") for one in asked]
    state_profile(sheet.nomination, said, by=sheet.scene["pim"])
    sheet.scene.vacancies[0].change(competences=PROFILE.replace("warmte", "kou"))
    page = sheet.scene.browser("pim").visits(f"{sheet.path}/tasks")
    assert "Competenties voor de functie" in page
    assert [one["competence"] for one in profile_answers(sheet.nomination)["answers"]] == [
        "Een vast ritme houden",
        "Veilig werken",
    ]
    choose_vacancies(sheet.nomination, sheet.scene.vacancies[2:], by=sheet.scene["pim"])
    assert asked_competences(sheet.nomination) == []


def test_an_answer_of_another_function_is_not_kept(sheet: Sheet) -> None:
    other = CompetenceSaid(vacancy=sheet.scene.vacancies[2].public_id, competence="Vliegen", answer="can")
    state_profile(sheet.nomination, [other], by=sheet.scene["pim"])
    assert not CompetenceAnswer.select().exists()
    pim = sheet.scene.browser("pim")
    pim.visits(f"{sheet.path}/profile")
    pim.sends(f"{sheet.path}/profile", {"answers-0-key": "vreemd", "answers-0-answer": "can", "seen": ""})
    assert not CompetenceAnswer.select().exists()


def test_the_way_to_work_is_for_who_mediates_and_keeps_nobody_out(scene: Scene) -> None:
    # req 002-09
    nomination = scene.put_forward()
    path = f"/nominations/{nomination.public_id}"
    pim = scene.browser("pim")
    pim.visits(f"{path}/commuting")
    assert "Van 2400 Mol naar Mol." in pim.page
    sent: dict[str, Any] = {"transport": ["bicycle", "train"], "travel_minutes": "95", "travel_km": "61"}
    pim.fills_in("Bewaar", **sent, travel_note="kanarie-vervoer")
    for page in (path, f"{path}/sheet"):
        read = scene.browser("lotte").visits(page)
        for words in ("met de fiets, met de trein", "95 minuten, 61 km", "kanarie-vervoer"):
            assert words in read
    for page in (f"{path}/introduction", f"{path}/introduction/print"):
        read = scene.browser("emma").visits(page)
        assert "met de fiets, met de trein" in read
        for words in ("95", "61 km", "kanarie-vervoer", "2400"):
            assert words not in read.text


def test_an_unknown_way_or_answer_is_no_answer(scene: Scene) -> None:
    nomination = scene.draft()
    with pytest.raises(ValueError, match="rocket"):
        state_commuting(nomination, transport=["rocket"], by=scene["pim"])


def test_days_and_hours_are_asked_apart(scene: Scene) -> None:
    # req 000-11
    nomination = scene.put_forward()
    pim = scene.browser("pim")
    pim.visits(f"/nominations/{nomination.public_id}/availability")
    sent: dict[str, Any] = {
        "available_days": ["fri", "mon"],
        "available_from": "2026-12-07",
        "available_hours": "24",
    }
    pim.fills_in("Bewaar", **sent)
    page = scene.browser("emma").visits(f"/nominations/{nomination.public_id}/introduction")
    for words in ("Dagen maandag, vrijdag", "Uren per week 24", "Beschikbaar vanaf maandag 7 december"):
        assert words in page


def test_the_sheet_on_paper_holds_what_the_page_holds(scene: Scene) -> None:
    # req 000-11, X-05
    needs = [
        SupportAnswer(kind="quiet_room", detail="voor-beiden", shared_with_employer=True),
        SupportAnswer(kind="breaks", detail="voor-niemand", shared_with_lead=False),
    ]
    nomination = scene.put_forward("Fatima", last_name="Achternaamkanarie", needs=needs)
    path = f"/nominations/{nomination.public_id}"
    emma = scene.browser("emma")
    page, paper = emma.visits(f"{path}/introduction"), emma.visits(f"{path}/introduction/print")
    assert paper.heading == "Voorstelblad van Fatima A."
    for words in ("Werkt netjes.", "Houdt van brood.", "Voltijds vanaf december.", "voor-beiden"):
        assert words in page
        assert words in paper
    for words in ("Achternaamkanarie", "Een topper.", "voor-niemand", "0470 11 22 33"):
        assert words not in paper.html
    preview = scene.browser("pim").visits(f"{path}/preview/print?at=put_forward")
    assert preview.text == paper.text
    lead = scene.browser("lotte").visits(f"{path}/sheet")
    assert "Een topper." in lead
    assert "voor-niemand" not in lead
    assert [one.at_what for one in Look.select().order_by(Look.id)] == ["introduction"] * 3 + ["sheet"]
