"""The candidate's own page: before, on and after the day, and what it never says."""

from datetime import date, timedelta

import pytest

from portal.actions.decisions import correct_relay
from portal.actions.looking import record_look
from portal.actions.nominations import withdraw_nomination
from portal.actions.selection_days import cancel_day
from portal.models.accounts import Look
from portal.models.internships import Internship
from portal.models.nominations import MeasureEligibility, SupportNeed
from portal.models.selection_days import Attendance
from portal.queries.decisions import visible_relay
from portal.rules.decisions import Outcome
from tests.clock import Clock
from tests.counting import count_queries
from tests.own_day.conftest import OwnDays


def test_the_page_says_when_where_who_what_to_bring_and_whom_to_call(own_days: OwnDays) -> None:
    # req X-06, 001-16, 001-19, 001-20, 001-21, 001-23, Y-19
    page = own_days.opens().page
    coach = own_days.nomination().jobcoach
    assert page.heading == "Dag Jonas"
    for words in (
        "Op dinsdag 8 december is jouw selectiedag bij Bakkerij De Ster.",
        "Het bedrijf vertelt over het werk",
        "Rondleiding: je ziet de werkplek",
        "Korte test op papier",
        "Kort gesprek: vertel waarom je hier wilt werken",
        "Je identiteitskaart en dichte schoenen.",
        "Bus 5 tot halte Molen",
        f"Je jobcoach is {coach.name} van Kompas.",
        "Binnen 2 werkdagen hoor jij het",
    ):
        assert words in page, words
    assert page.links()[coach.phone] == "tel:" + coach.phone.replace(" ", "")
    assert page.links()["Bekijk de plaats op een kaart"].startswith("https://www.openstreetmap.org/")
    assert page.headers["Cache-Control"] == "private, no-store"


def test_nothing_of_another_candidate_and_no_score_stands_there(own_days: OwnDays) -> None:
    # req X-06, Y-8
    others = [one.candidate for one in own_days.scene.nominations if one != own_days.scene.nominations[1]]
    page = own_days.opens().page
    assert not [one for one in others if one.last_name in page or one.first_name in page]
    assert own_days.scene.nominations[1].candidate.last_name not in page


def test_on_the_day_the_server_says_what_is_now_and_next(own_days: OwnDays, clock: Clock) -> None:
    path = own_days.path()
    parts = sorted((one.start_at, one.end_at) for one in own_days.scene.nominations[1].appointments)
    visitor = own_days.new_person()
    clock.go_to(parts[0][0] - timedelta(minutes=30))
    assert "Vandaag is jouw selectiedag" in visitor.visits(path)
    assert "Straks" in visitor.page
    assert "Voorbij" not in visitor.page
    clock.go_to(parts[0][0] + timedelta(minutes=1))
    text = visitor.visits(path).text
    assert text.index(" Nu ") < text.index("Straks")
    clock.go_to(parts[1][0])
    assert "Voorbij" in visitor.visits(path)
    clock.go_to(max(end for _, end in parts))
    assert "is voorbij. Bedankt om te komen." in visitor.visits(path)
    assert "Ik kom" not in " ".join(visitor.page.buttons)


@pytest.mark.parametrize("outcome", list(Outcome))
def test_a_result_stands_there_only_after_the_jobcoach_told_it(
    own_days: OwnDays, clock: Clock, outcome: Outcome
) -> None:
    # req X-01, 001-24, 000-20, 000-22, Y-3
    clock.go_to("2026-12-09 10:00")
    path, visitor = own_days.path(), own_days.new_person()
    before = visitor.visits(path).text
    relay = own_days.decides(1, outcome)
    page = visitor.visits(path)
    coach = own_days.nomination().jobcoach.name
    assert f"Je hoort het van {coach}, ten laatste op vrijdag 11 december, 17.00 uur." in page
    assert "Het resultaat" not in page
    assert "vriendelijk" not in page
    own_days.tells(relay)
    page = visitor.visits(path)
    assert "Je was heel vriendelijk." in page
    assert "Alleen voor de jobcoach." not in page
    assert "Wat nu?" in page
    found = visible_relay(relay.jobcoach, relay.public_id)
    assert found is not None
    correct_relay(found, by=relay.jobcoach)
    assert "Het resultaat" not in visitor.visits(path)
    assert before  # it was a page of its own before


def test_the_word_is_the_same_whatever_was_decided(own_days: OwnDays, clock: Clock) -> None:
    # req X-01
    clock.go_to("2026-12-09 10:00")
    texts = []
    for rank, outcome in enumerate((Outcome.RETAINED, Outcome.NOT_RETAINED), 1):
        own_days.decides(rank, outcome)
        nomination = own_days.nomination(rank)
        text = own_days.opens(rank).page.text
        for name in (nomination.candidate.first_name, nomination.jobcoach.name, nomination.organisation.name):
            text = text.replace(name, "…")
        texts.append(text[text.index("Wat gebeurt er daarna?") :])
    assert texts[0] == texts[1]


def test_who_was_told_too_late_is_asked_to_call(own_days: OwnDays, clock: Clock) -> None:
    clock.go_to("2026-12-09 10:00")
    path = own_days.path()
    own_days.decides(1, Outcome.RETAINED)
    clock.go_to("2026-12-14 10:00")
    assert "Heb je nog niets gehoord? Bel gerust." in own_days.new_person().visits(path)


def test_after_the_result_comes_the_internship(own_days: OwnDays, clock: Clock) -> None:
    # req 001-25, 001-28, 001-29, 001-31, 001-33
    clock.go_to("2026-12-09 10:00")
    relay = own_days.decides(1, Outcome.RETAINED)
    Internship.create(
        nomination=own_days.nomination(), vacancy=own_days.scene.vacancies[0], jobcoach=relay.jobcoach,
        supervisor_name="Griet Oven", supervisor_phone="0499 11 22 33", starts_on=date(2026, 12, 14),
        ends_on=date(2026, 12, 24), place="Ovenstraat 3, achteraan",
    )  # fmt: skip
    path, visitor = own_days.path(), own_days.new_person()
    assert "Griet Oven" not in visitor.visits(path)
    own_days.tells(relay)
    page = visitor.visits(path)
    for words in (
        "Je begint op maandag 14 december om 8.30 uur.",
        "Ovenstraat 3, achteraan",
        "Griet Oven helpt je op het werk.",
        "is er op de eerste dag bij",
        "teken je het contract",
        "Op donderdag 24 december om 14.00 uur praat je samen",
    ):
        assert words in page, words


def test_the_candidate_sees_what_was_shared_and_who_looked(own_days: OwnDays) -> None:
    # req X-05
    nomination = own_days.nomination()
    SupportNeed.create(
        nomination=nomination, kind="breaks", detail="na een uur", shared_with_lead=True, shared_with_employer=True
    )
    SupportNeed.create(nomination=nomination, kind="other", detail="geheim", shared_with_lead=False)
    MeasureEligibility.create(nomination=nomination, code="ibo", note="alleen voor ons")
    record_look(own_days.scene.lotte, nomination.candidate, "nomination")
    record_look(own_days.scene.emma, nomination.candidate, "introduction")
    Look.create(
        by_words="Tablet aan tafel 1",
        candidate=nomination.candidate,
        at_what="tablet:x",
        number=99,
        candidate_mark="",
        link="",
    )
    page = own_days.opens().page
    assert "Een beoordelaar, op een tablet op de selectiedag laatst op" in page
    assert "Tablet aan tafel 1" not in page
    assert "Extra pauzes: na een uur gedeeld met Lotte Vermeulen en met Bakkerij De Ster" in page
    assert "IBO gedeeld met Lotte Vermeulen" in page
    assert "geheim" not in page
    assert "alleen voor ons" not in page
    assert "Lotte Vermeulen, Netwerk Gent laatst op" in page
    assert "Emma Bakker, Bakkerij De Ster laatst op" in page


def test_what_is_done_with_the_data_is_one_press_away(own_days: OwnDays) -> None:
    # req P18, X-06
    person = own_days.opens()
    organisation = own_days.nomination().organisation
    (link,) = person.page.tree.xpath(f".//main//a[contains(., '{organisation.name} met je gegevens')]/@href")
    assert organisation.name in person.visits(link)


def test_who_was_absent_is_not_thanked_for_coming(own_days: OwnDays, clock: Clock) -> None:
    # req X-06
    absent = own_days.nomination(2)
    Attendance.update(state="absent").where(Attendance.nomination == absent).execute()
    clock.go_to("2026-12-09 10:00")
    assert "Bedankt om te komen" in own_days.opens(1).page
    page = own_days.opens(2).page
    assert "is voorbij." in page
    assert "Bedankt om te komen" not in page


def test_who_is_withdrawn_or_whose_day_is_called_off_reads_that(own_days: OwnDays) -> None:
    gone, called_off = own_days.path(1), own_days.path(2)
    withdraw_nomination(own_days.scene.nominations[1], "Vond werk", by=own_days.scene.nominations[1].jobcoach)
    page = own_days.new_person().visits(gone)
    assert "Je bent niet meer ingeschreven" in page
    assert "Het bedrijf vertelt" not in page
    assert "Vond werk" not in page
    cancel_day(own_days.scene.day, by=own_days.scene.lotte)
    page = own_days.new_person().visits(called_off)
    assert "gaat niet door" in page
    assert not page.buttons


def test_the_page_speaks_the_candidates_language(own_days: OwnDays) -> None:
    # req Y-19
    own_days.scene.nominations[1].candidate.change(language="en")
    page = own_days.opens().page
    assert page.heading == "Hello Jonas"
    assert "The company tells about the work" in page
    assert 'lang="en"' in page.html


@pytest.mark.once  # how much a page asks hangs on no database
def test_the_number_of_queries_does_not_grow_with_the_day(own_days: OwnDays) -> None:
    path, visitor = own_days.path(), own_days.new_person()
    visitor.visits(path)
    with count_queries() as few:
        visitor.visits(path)
    own_days.scene.crowd(12)
    with count_queries() as many:
        visitor.visits(path)
    assert few.count == many.count <= 20
