"""A jobcoach fills in a nomination, one task at a time, and puts the candidate forward."""

from portal.actions.checking import check_waiting
from portal.demo.papers import cv_pdf, letter_docx
from portal.models.history import HistoryLine
from portal.models.nominations import Nomination
from portal.models.outbox import OutboxMail
from tests.nominations.scene import Scene, fields

CV = cv_pdf(["Fatima El Amrani", "fatima@voorbeeld.example", "## Ervaring", "2019 – 2022 | Winkelmedewerker, Mol"])
LETTER = letter_docx(["Beste,", "Ik wil graag bij jullie werken.", "Fatima"])


def test_a_jobcoach_puts_a_new_candidate_forward_from_the_partners_page(scene: Scene) -> None:
    # req 001-14, 001-17, 001-18, 000-10, 000-11, 000-13, 002-01
    pim = scene.browser("pim")
    pim.visits(f"/invitations/{scene.invitations['pim'].public_id}/nominations")
    assert "Voordragen kan tot dinsdag 24 november, 17.00 uur (nog 7 dagen)" in pim.page
    pim.clicks("Draag iemand voor")
    page = pim.fills_in("#new", first_name="Fatima", last_name="El Amrani", phone="0470 11 22 33")
    assert page.heading == "Voordracht van Fatima El Amrani"
    assert "1 van 11 taken klaar" in page

    pim.clicks("Functies, in volgorde van voorkeur")
    pim.fills_in(**fields({"choices-0": "Bakkersgast", "choices-1": "Inpakker"}))
    pim.clicks("Cv")
    pim.fills_in("Verstuur en laat controleren", file=(CV, "cv Fatima.pdf"))
    assert "cv Fatima.pdf wordt gecontroleerd" in pim.page
    pim.clicks("Terug naar de taken")
    assert "Het cv wordt nog gecontroleerd." in pim.page
    pim.clicks("Motivatiebrief")
    pim.fills_in("Verstuur en laat controleren", file=(LETTER, "brief.docx"))
    check_waiting()
    pim.clicks("Kijk opnieuw")
    assert "brief.docx veilig, deze telt" in pim.page
    pim.clicks("Terug naar de taken")
    pim.clicks("Voorstelling en motivatie")
    pim.fills_in(competences="Werkt netjes en vlot.", motivation="Houdt van brood.", recommendation="Een topper.")
    pim.clicks("Maatregelen")
    pim.fills_in(
        **fields({"measures-2-applies": True, "measures-2-certainty": "sure", "measures-2-note": "Al besproken"})
    )
    pim.clicks("Stage-uren")
    pim.fills_in(hours="30")
    pim.clicks("Beschikbaarheid")
    pim.fills_in(availability="Voltijds vanaf 1 december", arrive="09:30", leave="15:00")
    pim.clicks("Vervoer naar het werk")
    pim.fills_in(transport=["bus"])
    pim.clicks("Wat nodig is op de dag")
    pim.fills_in(**fields({"needs-0-applies": True, "needs-0-minutes": "20", "needs-0-shared_with_employer": True}))
    pim.clicks("Besproken met de kandidaat")
    page = pim.fills_in(agreed=True)
    assert "11 van 11 taken klaar" in page

    page = pim.clicks("Draag voor Fatima")
    assert page.heading == "Fatima is voorgedragen"
    assert "Aangekomen op dinsdag 17 november, 10.00 uur" in page
    assert "De selectiedag is op dinsdag 1 december" in page
    nomination = Nomination.get()
    assert (nomination.state, nomination.internship_hours, nomination.arrive_minute) == ("put_forward", 30, 570)
    assert {(mail.template, mail.recipient) for mail in OutboxMail.select()} == {
        ("nominations/put_forward", "lotte@netwerk.example"),
        ("nominations/receipt", "pim@netwerk.example"),
    }
    assert [mail.subject for mail in OutboxMail.select() if "Fatima" in mail.subject] == []
    assert [
        line.step for line in HistoryLine.select().where(HistoryLine.subject == "Nomination").order_by(HistoryLine.id)
    ] == [
        "begin",
        "put_forward",
    ]


def test_what_lacks_is_said_with_a_link_to_each_task(scene: Scene) -> None:
    # req Y-4
    pim = scene.browser("pim")
    nomination = scene.draft()
    pim.visits(f"/nominations/{nomination.public_id}")
    page = pim.fills_in("/put-forward")
    assert page.title.startswith("Fout:")
    assert "Er ontbreken nog 10 dingen" in page
    assert "Voeg het cv toe." in page.links()
    assert Nomination.get().state == "draft"
    assert OutboxMail.select().count() == 0
    assert "Cv" in pim.clicks("Voeg het cv toe.").heading
