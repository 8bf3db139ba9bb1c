"""One overview per vacancy: scores and spread as text, ties as ties, and nothing before one's own sheet is in."""

from collections.abc import Callable

import pytest
from flask import Flask

from portal.actions.speeddates import make_sheets, type_in_sheet
from portal.models.organisations import Contact
from portal.models.selection_days import Assessor, Attendance
from portal.models.speeddates import Sheet
from portal.models.vacancies import Vacancy
from portal.queries.campaigns import visible_vacancy
from portal.queries.comparing import Comparison, comparison_for
from portal.queries.speeddates import visible_sheet
from tests.clock import Clock
from tests.counting import count_queries
from tests.person import Page, Person
from tests.speeddates.day import Day, make_day

NewPerson = Callable[..., Person]
# What An, Bert and Chris give; who sits where is in tests/speeddates/day.py.
GIVEN = {(0, 0): 4, (0, 1): 2, (1, 0): 3, (1, 1): 3, (2, 0): 2, (2, 1): 2, (3, 2): 4}


@pytest.fixture
def day(app: Flask, clock: Clock) -> Day:
    """Three candidates at the table of An and Bert, Dina at that of Chris."""
    return make_day(app)


def _score(day: Day, *but: tuple[int, int]) -> None:
    make_sheets(day.day)
    for (candidate, assessor), score in GIVEN.items():
        if (candidate, assessor) not in but:
            sheet = Sheet.get(Sheet.nomination == day.nominations[candidate], Sheet.assessor == day.assessors[assessor])
            type_in_sheet(sheet, day.whole(score), seen=sheet.version, by=day.lotte)


def _path(day: Day) -> str:
    return f"{day.path}/vacancies/{Vacancy.get().public_id}/decisions"


def _names(page: Page) -> list[str]:
    return [row.text.strip() for row in page.tree.xpath("//main//tbody/tr/th")]


def _seen_by(day: Day, who: str) -> Comparison:
    user = getattr(day, who)
    vacancy = visible_vacancy(user, day.campaign.public_id, Vacancy.get().public_id)
    assert vacancy is not None
    return comparison_for(user, vacancy)


def test_mean_spread_and_places_stand_there_as_text_with_ties_as_ties(day: Day, new_person: NewPerson) -> None:
    # req 001-23, Y-8
    _score(day)
    page = new_person(day.lotte.email).visits(_path(day))
    assert _names(page) == ["Bo P.", "Cyriel M.", "Dina N.", "Fatima E."]
    for words in ("3,0 (van 2,0 tot 4,0)", "gedeelde plaats 2", "plaats 1", "plaats 4", "1 van 1"):
        assert words in page
    assert "Gemiddelde = de som van alle scores" in page
    assert page.tree.xpath("//main//*[@role='img']/@aria-label")
    assert _names(new_person(day.emma.email).visits(f"{_path(day)}?order=mean")) == [
        "Dina N.",
        "Bo P.",
        "Fatima E.",
        "Cyriel M.",
    ]


def test_who_owes_a_sheet_sees_no_average_and_no_order(day: Day, new_person: NewPerson) -> None:  # req Y-8
    _score(day, (3, 2))
    emma = new_person(day.emma.email)
    page = emma.visits(f"{_path(day)}?order=mean")
    assert _names(page) == ["Bo P.", "Cyriel M.", "Dina N.", "Fatima E."]
    assert "Nog geen gemiddelden en geen volgorde" in page
    assert "0 van 1" in page
    for told in ("plaats 1", "3,0", "svg role"):
        assert told not in page
    found = _seen_by(day, "emma")
    assert [(one.spread, one.each, one.verdicts, one.place) for one in found.lines] == [(None, (), {}, None)] * 4
    lotte = _seen_by(day, "lotte")  # who leads is no assessor
    assert [one.place.number if one.place else None for one in lotte.lines] == [1, 3, None, 1]


def test_a_lead_who_assesses_too_first_gives_the_own_sheet(day: Day, new_person: NewPerson) -> None:  # req Y-8
    Assessor.update(email=day.lotte.email.upper()).where(Assessor.id == day.assessors[1].id).execute()
    _score(day, (0, 1))
    lotte = new_person(day.lotte.email)
    assert "Nog geen gemiddelden en geen volgorde" in lotte.visits(_path(day))
    others = Sheet.get(Sheet.nomination == day.nominations[0], Sheet.assessor == day.assessors[0])
    assert visible_sheet(day.lotte, others.public_id) is None
    assert "An Jacobs" not in lotte.visits(f"/nominations/{day.nominations[0].public_id}/decision")
    own = Sheet.get(Sheet.nomination == day.nominations[0], Sheet.assessor == day.assessors[1])
    lotte.visits(f"/sheets/{own.public_id}")
    type_in_sheet(own, day.whole(2), seen=own.version, by=day.lotte)
    assert "3,0 (van 2,0 tot 4,0)" in lotte.visits(_path(day))
    assert visible_sheet(day.lotte, others.public_id) is not None


def test_who_did_not_come_keeps_nobody_waiting(day: Day) -> None:
    _score(day, (3, 2))
    Attendance.create(state="absent", selection_day=day.day, nomination=day.nominations[3])
    assert _seen_by(day, "emma").shows_scores


def test_two_hats_are_a_warning_for_those_who_may_know(day: Day, new_person: NewPerson) -> None:  # req Y-5
    Assessor.update(email=day.pim.email).where(Assessor.id == day.assessors[0].id).execute()
    Contact.create(
        organisation=day.campaign.employer, name="Wie Dan Ook", email=day.nominations[1].candidate.email, phone=""
    )
    lotte, emma = new_person(day.lotte.email), new_person(day.emma.email)
    for person in (lotte, emma):
        page = person.visits(f"/nominations/{day.nominations[1].public_id}/decision")
        assert "An Jacobs is jobcoach van deze kandidaat en beoordeelt ook voor Bakkerij ster." in page
        assert ("De kandidaat en Wie Dan Ook" in page) == (person is lotte)
    day.campaign.change(lead=day.pim)
    words = "Wie deze instroomactie trekt, is ook de jobcoach van deze kandidaat."
    assert words in new_person(day.emma.email).visits(_path(day))


@pytest.mark.once  # how much a page asks hangs on no database
def test_the_overview_asks_as_much_for_thirty_as_for_four(app: Flask, clock: Clock) -> None:
    few = make_day(app)
    many = make_day(app, "maan", names=[(f"Naam{number}", "Achter") for number in range(30)])
    counts = []
    for day in (few, many):
        vacancy = visible_vacancy(day.lotte, day.campaign.public_id, Vacancy.get(campaign=day.campaign).public_id)
        assert vacancy is not None
        with count_queries() as queries:
            assert len(comparison_for(day.lotte, vacancy).lines) in (4, 30)
        counts.append(queries.count)
    assert counts[0] == counts[1]
    assert counts[0] <= 25
