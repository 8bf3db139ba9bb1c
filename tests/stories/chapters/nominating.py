"""The window: task lists with real documents, one withdrawal, the deadline, and a late link for one partner."""

from datetime import date, time
from typing import Any

from portal.actions.checking import check_waiting
from portal.demo.papers import cv_docx, cv_pdf, letter_docx, letter_pdf
from tests.person import Person
from tests.stories.telling import Story

WORK = "2019 – 2024 | Winkelmedewerker, Mol"


def the_jobcoach_puts_a_candidate_forward_task_by_task(story: Story) -> None:
    pim = _begins(story, "pim", "amina")
    assert "1 van 11 taken klaar" in pim.page
    _puts_forward_too_early(pim)
    _hands_in_what_is_no_document(pim)
    amina = story.people["amina"]
    _fills_in_the_tasks(
        pim,
        cv=(cv_pdf([amina.name, amina.email, "## Werk", WORK]), "CV Amina.pdf"),
        letter=(letter_docx(["Beste,", "Ik wil graag bij jullie bakken.", amina.name]), "brief.docx"),
        measures={"measures-2-applies": True, "measures-2-certainty": "sure"},
        support={"needs-0-applies": True, "needs-0-minutes": "10", "needs-0-shared_with_employer": True},
        hours=38,
    )
    pim.clicks("Draag voor Amina")
    assert pim.page.heading == "Amina is voorgedragen"
    assert "De selectiedag is op vrijdag 30 oktober" in pim.page
    story.found["amina"] = pim.page.url.removesuffix("/receipt")


def two_more_follow_and_one_is_withdrawn(story: Story) -> None:
    for who in ("bram", "carla"):
        candidate = story.people[who]
        pim = _begins(story, "pim", who)
        _fills_in_the_tasks(
            pim,
            cv=(cv_docx([candidate.name, candidate.email, "## Werk", WORK]), "cv.docx"),
            letter=(letter_pdf(["Beste,", "Ik werk graag met mijn handen.", candidate.name]), "brief.pdf"),
            measures={"none_applies": True},
            support={"none_needed": True},
            hours=20,
        )
        pim.clicks(f"Draag voor {candidate.first_name}")
        story.found[who] = pim.page.url.removesuffix("/receipt")
    pim = story.sits_down("pim")
    pim.visits(story.found["carla"])
    pim.clicks("Trek in")
    pim.fills_in("Trek in", reason="Ze vond intussen ander werk.")
    assert "Voordracht ingetrokken." in pim.page
    assert "Ingetrokken" in pim.page


def the_lead_reads_the_files_the_measures_and_the_hours(story: Story) -> None:
    lotte = story.follows("lotte", "Voordracht ingetrokken", "Bekijk de voordracht")
    assert "Ze vond intussen ander werk." in lotte.page
    lotte.visits(f"{story.found['campaign']}/nominations")
    assert "2 voordrachten" in lotte.page
    lotte.clicks("Amina Belhaj")
    assert "IBO" in lotte.page
    assert "Stage-uren per week 38" in lotte.page
    papers = lotte.page.links()
    story.found["amina cv"] = papers["Cv"]
    lotte.visits(papers["Cv"])
    assert lotte.page.body.startswith(b"%PDF-")
    lotte.visits(papers["Motivatiebrief"])
    assert lotte.page.body.startswith(b"PK")


def the_employer_reads_a_first_name_and_no_measure(story: Story) -> None:
    emma = story.sits_down("emma")
    emma.visits(f"{story.found['campaign']}/introductions")
    assert "2 kandidaten" in emma.page
    emma.clicks("Amina B.")
    assert "Werkt netjes" in emma.page
    for hidden in ("Belhaj", "IBO", "0499", "Carla"):
        assert hidden not in emma.page


def another_partner_sees_none_of_it(story: Story) -> None:
    for who in ("joke", "an"):
        stranger = story.sits_down(who)
        stranger.visits(f"{story.found['campaign']}/nominations", expect=403)
        for page in ("amina", "bram", "carla", "amina cv"):
            stranger.visits(story.found[page], expect=404)
        stranger.visits("/candidates")
        assert "Amina" not in stranger.page


def whoever_put_nobody_forward_is_reminded_of_the_deadline(story: Story) -> None:
    with story.mails_go_to(joke=1):
        story.until("2026-10-22 18:00")
    joke = story.follows("joke", "kan nog even", "Draag kandidaten voor")
    assert "zaterdag 24 oktober, 17.00 uur" in joke.page


def after_the_deadline_nobody_is_put_forward(story: Story) -> None:
    joke = _begins(story, "joke", "dries")
    dries = story.people["dries"]
    story.found["dries"] = joke.page.url.removesuffix("/tasks")
    _fills_in_the_tasks(
        joke,
        cv=(cv_pdf([dries.name, dries.email, "## Werk", WORK]), "cv.pdf"),
        letter=(letter_docx(["Beste,", "Bakken is mijn droom.", dries.name]), "brief.docx"),
        measures={"none_applies": True},
        support={"none_needed": True},
        hours=30,
    )
    story.until("2026-10-24 17:01")
    joke = story.sits_down("joke")
    joke.visits(f"{story.found['dries']}/tasks")
    assert "Draag voor Dries" not in joke.page.buttons
    joke.sends(f"{story.found['dries']}/put-forward", expect=409)
    assert "24 oktober" in joke.page


def the_lead_gives_one_partner_more_time(story: Story) -> None:
    lotte = story.sits_down("lotte")
    lotte.visits(f"{story.found['campaign']}/partners")
    lotte.clicks("Joke Dekker")
    lotte.clicks("Geef meer tijd")
    lotte.fills_in("Geef meer tijd en mail de link", until_on=date(2026, 10, 26), until_time=time(12, 0))
    joke = story.follows("joke", "Je krijgt meer tijd", "Draag kandidaten voor")
    joke.clicks("Dries Hermans")
    joke.clicks("Draag voor Dries")
    assert joke.page.heading == "Dries is voorgedragen"
    assert "Deze voordracht kwam na de termijn, met jouw toestemming." in story.opens_mail("lotte", "Nieuwe voordracht")
    lotte = story.follows("lotte", "Nieuwe voordracht", "Bekijk de voordracht")
    assert "Voorgedragen laat" in lotte.page
    lotte.visits(f"{story.found['campaign']}/nominations?late=1")
    assert "1 voordracht" in lotte.page
    assert "Dries Hermans" in lotte.page.links()


def _begins(story: Story, coach: str, candidate: str) -> Person:
    """A jobcoach starts the task list of somebody new, from the campaign's own page."""
    person, somebody = story.sits_down(coach), story.people[candidate]
    person.visits(story.found["campaign"])
    person.clicks("Draag kandidaten voor")
    person.clicks("Draag iemand voor")
    first, _, last = somebody.name.partition(" ")
    person.fills_in("#new", first_name=first, last_name=last, phone=somebody.phone, email=somebody.email)
    assert person.page.heading == f"Voordracht van {somebody.name}"
    return person


def _puts_forward_too_early(person: Person) -> None:
    tasks = person.page.url
    person.fills_in("/put-forward")
    assert "Voeg het cv toe." in person.page.links()
    person.visits(tasks)


def _hands_in_what_is_no_document(person: Person) -> None:
    person.clicks("Cv")
    person.fills_in("Verstuur en laat controleren", file=(b"", "leeg.pdf"))
    assert "Dit bestand is leeg." in person.page
    assert person.page.title.startswith("Fout:")
    person.fills_in("Verstuur en laat controleren", file=(b"MZ\x90\x00 not a CV at all", "../../cv.pdf"))
    assert "cv.pdf wordt gecontroleerd" in person.page
    check_waiting()
    person.clicks("Kijk opnieuw")
    assert "Dit is geen pdf, Word-, OpenDocument- of beeldbestand" in person.page
    person.clicks("Terug naar de taken")
    assert "Het cv werd geweigerd." in person.page


def _fills_in_the_tasks(
    person: Person,
    *,
    cv: tuple[bytes, str],
    letter: tuple[bytes, str],
    measures: dict[str, Any],
    support: dict[str, Any],
    hours: int,
) -> None:
    for task, answers in (
        ("Functies, in volgorde van voorkeur", {"choices-0": "Inpakker", "choices-1": "Hulpbakker"}),
        ("Competenties voor de functie", {"answers-0-answer": "can", "answers-1-answer": "learns"}),
        ("Cv", {"file": cv}),
        ("Motivatiebrief", {"file": letter}),
        (
            "Voorstelling en motivatie",
            {"competences": "Werkt netjes en vlot.", "motivation": "Houdt van brood.", "recommendation": "Top."},
        ),
        ("Maatregelen", measures),
        ("Stage-uren", {"hours": hours}),
        ("Beschikbaarheid", {"availability": "Elke werkdag."}),
        ("Vervoer naar het werk", {"transport": ["bicycle"]}),
        ("Wat nodig is op de dag", support),
        ("Besproken met de kandidaat", {"agreed": True}),
    ):
        person.clicks(task)
        if "file" in answers:
            person.fills_in("Verstuur en laat controleren", **answers)
            person.clicks("Terug naar de taken")
        else:
            person.fills_in(**answers)
    assert "wordt nog gecontroleerd" in person.page
    check_waiting()
    person.visits(person.page.url)
    assert "12 van 12 taken klaar" in person.page
