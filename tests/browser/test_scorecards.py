"""The scorecards of guides and of the written test in a real browser: accessible at every width, on paper too."""
# req Y-19, 001-20, 001-21

from datetime import timedelta

from flask import Flask
from peewee import Database
from playwright.sync_api import Browser, expect

from portal.actions.speeddates import make_sheets, set_criteria
from portal.actions.written_tests import hand_in_test, paper_for, set_questions
from portal.models.selection_days import Appointment, TourLine
from portal.queries.decisions import decidable_nomination
from portal.queries.written_tests import questions_of
from portal.rules.scoring import TEST_TEMPLATES, TOUR_TEMPLATES, Part
from tests.browser.serving import served
from tests.browser.window import window_on
from tests.speeddates.day import PASSWORD, Day, make_day


def scored_everywhere(day: Day) -> str:
    """Criteria for every part, a test that is handed in, a tour with a guide; the address of the test."""
    for part, templates in ((Part.TEST, TEST_TEMPLATES), (Part.TOUR, TOUR_TEMPLATES)):
        set_criteria(day.campaign, templates, by=day.lotte, part=part)
    set_questions(day.campaign, ["Je bent te laat. Wat doe je?"], by=day.lotte)
    nomination = decidable_nomination(day.lotte, day.nominations[0].public_id)
    assert nomination is not None
    paper = paper_for(nomination)
    hand_in_test(paper, {one.public_id: "Ik bel mijn baas." for one in questions_of(day.campaign)}, by=None)
    gust = TourLine.create(selection_day=day.day, guide_name="Gust Peters")
    first = Appointment.select().order_by(Appointment.id).get()
    hours = {"start_at": first.start_at - timedelta(hours=1), "end_at": first.start_at}
    Appointment.create(selection_day=day.day, nomination=first.nomination_id, kind="tour", tour_line=gust, **hours)
    make_sheets(day.day)
    return f"/test-papers/{paper.public_id}"


def test_scorecards_are_sound_at_every_width_and_filled_in_by_keyboard(
    chromium: Browser, app: Flask, database: Database
) -> None:
    day = make_day(app)
    test = scored_everywhere(day)
    with served(app) as address, window_on(chromium, address) as window:
        page, faults = window.page, []
        window.opens("/login")
        page.get_by_label("E-mailadres").fill(day.lotte.email)
        page.get_by_label("Wachtwoord", exact=True).fill(PASSWORD)
        page.get_by_role("button", name="Aanmelden").click()
        pages = ("/test", "/test/criteria", "/test/score-sheets", "/tour", "/tour/criteria", "/tour/paper", "/sheets")
        for path in (*(f"{day.path}{one}" for one in pages), test):
            window.opens(path)
            faults += window.faults()
        for radio in ("Doet zelf iets dat helpt", "Zegt of vraagt het aan iemand", "Noemt anderen", "Ja"):
            page.get_by_label(radio).first.focus()
            page.keyboard.press("Space")
        page.get_by_role("button", name="Bewaar de beoordeling").press("Enter")
        expect(page.locator("main")).to_contain_text("2,7")
        faults += window.faults()
        assert faults + window.wrong == []
