"""Who scored whom, and sheets typed in from paper."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from portal.actions.speeddates import make_sheets, type_in_sheet
from portal.models.selection_days import Attendance
from portal.models.speeddates import Sheet, SheetEntry
from portal.queries.next_steps.speeddates import speeddate_steps
from portal.queries.speeddates import candidate_lines
from portal.rules.refusals import ChangedMeanwhile, Refused
from tests.clock import Clock
from tests.counting import count_queries
from tests.page_checks import text_of
from tests.person import Person
from tests.speeddates.day import NAMES, Day, make_day
from tests.tablet.tablets import paired_tablet
from tests.tablet.test_pairing import at_once


def sheet_of(day: Day, nomination: int = 0, assessor: int = 0) -> Sheet:
    make_sheets(day.day)
    found: Sheet = Sheet.get(Sheet.nomination == day.nominations[nomination], Sheet.assessor == day.assessors[assessor])
    return found


def type_in(day: Day, nomination: int, assessor: int, body: dict[str, Any]) -> Sheet:
    sheet = sheet_of(day, nomination, assessor)
    type_in_sheet(sheet, body, seen=sheet.version, by=day.lotte)
    return sheet


def tick(day: Day, score: int = 3, verdict: str = "green") -> dict[str, Any]:
    return {f"c_{one.public_id}": str(score) for one in day.criteria} | {"verdict": verdict}


# req 001-23
def test_the_lead_types_in_a_sheet_from_paper(day: Day, lotte: Person) -> None:
    lotte.visits(f"{day.path}/speeddates")
    lotte.clicks("Typ over blad van Bert Willems over Bo P.")
    assert lotte.page.heading == "Blad van Bert Willems over Bo P."
    page = lotte.fills_in(**tick(day, 4, "orange"), note="Van papier.")
    assert "Beoordeling bewaard." in page
    sheet = sheet_of(day, 1, 1)
    assert (sheet.body, sheet.version) == (day.whole(4, "orange", "Van papier."), 1)
    entry = SheetEntry.get()
    assert (entry.device_id, entry.typed_in_by_id, entry.standing) == (None, day.lotte.id, "accepted")
    assert "Misschien" in page


def test_a_sheet_from_paper_is_complete_or_says_what_lacks(day: Day, lotte: Person) -> None:
    sheet = sheet_of(day)
    lotte.visits(f"/sheets/{sheet.public_id}")
    page = lotte.fills_in(note="Nog niet af.")
    assert page.title.startswith("Fout:")
    assert len(page.tree.xpath("//*[@data-error-summary]//a")) == len(day.criteria) + 1
    assert "Nog niet af." in page.tree.xpath("//textarea")[0].text
    with pytest.raises(Refused):
        type_in_sheet(sheet, day.whole() | {"verdict": None}, seen=0, by=day.lotte)
    assert SheetEntry.select().count() == 0


def test_who_reads_english_types_in_a_sheet_in_english(day: Day, lotte: Person) -> None:
    sheet = sheet_of(day)
    day.lotte.change(language="en")
    page = lotte.visits(f"/sheets/{sheet.public_id}")
    labels = [text_of(label) for label in page.tree.iter("label")]
    assert [label for label in labels if label in {"Yes", "Perhaps", "No"}] == ["Yes", "Perhaps", "No"]
    assert "Verdict" in page


def test_typing_in_three_times_and_eight_at_once_is_one_entry(day: Day) -> None:
    sheet = sheet_of(day)  # promise P7
    for _ in range(3):
        type_in_sheet(sheet, day.whole(), seen=0, by=day.lotte)
    at_once(lambda: type_in_sheet(sheet, day.whole(), seen=0, by=day.lotte))
    assert SheetEntry.select().count() == 1


def test_two_people_who_type_in_differently_do_not_overwrite_each_other(day: Day) -> None:
    sheet = sheet_of(day)
    type_in_sheet(sheet, day.whole(1), seen=0, by=day.lotte)
    with pytest.raises(ChangedMeanwhile):
        type_in_sheet(sheet, day.whole(4), seen=0, by=day.emma)
    assert sheet_of(day).body == day.whole(1)


# req X-04
def test_two_versions_stand_side_by_side_until_the_lead_settles_them(app: Flask, day: Day, lotte: Person) -> None:
    one, other = paired_tablet(app, day, "Tafel 1")[0], paired_tablet(app, day, "Reserve")[0]
    sheet = one.sheet_of("Fatima", "An")
    one.puts(sheet, day.whole(4, "green", "Sterk."))
    other.puts(sheet, day.whole(1, "red", "Zwak."))
    page = lotte.visits(f"{day.path}/speeddates")
    assert "1 blad heeft meer dan één versie" in page
    page = lotte.clicks("Kies wat geldt blad van An Jacobs over Fatima E.")
    assert "Wat nu geldt" in page
    assert "Reserve" in page
    assert "Zwak." in page
    page = lotte.fills_in(note="Samen bekeken.")
    assert "meer dan één versie" not in page
    settled = sheet_of(day)
    assert (settled.is_conflicted, settled.version) == (False, 2)
    assert settled.body == day.whole(4, "green", "Samen bekeken.")
    assert SheetEntry.select().count() == 3
    assert "Zwak." not in lotte.visits(f"/sheets/{settled.public_id}")


# req Y-8
def test_the_employer_sees_no_score_while_a_sheet_of_that_candidate_is_missing(
    day: Day, emma: Person, lotte: Person
) -> None:
    sheet = type_in(day, 0, 0, day.whole(4, "red", "Kanarienota"))
    page = emma.visits(f"{day.path}/speeddates")
    row = page.tree.xpath("//tbody/tr")[0].xpath("string()")
    assert "Binnen" in row
    for told in ("Nee", "4,0", "Bekijk"):
        assert told not in row
    emma.visits(f"/sheets/{sheet.public_id}", expect=404)
    assert "Nee" in lotte.visits(f"{day.path}/speeddates").tree.xpath("//tbody/tr")[0].xpath("string()")
    type_in(day, 0, 1, day.whole(2, "orange"))
    page = emma.visits(f"{day.path}/speeddates")
    row = page.tree.xpath("//tbody/tr")[0].xpath("string()")
    assert "Nee" in row
    assert "3,0" in row
    assert "Kanarienota" in emma.visits(f"/sheets/{sheet.public_id}").tree.xpath("//textarea")[0].text


# req Y-8
def test_averages_and_the_order_of_the_list_tell_nothing_before_everything_is_in(day: Day) -> None:
    type_in(day, 0, 0, day.whole(1, "red"))
    type_in(day, 1, 0, day.whole(4, "green"))
    lines = candidate_lines(day.emma, day.campaign)
    assert [line.summary for line in lines] == [None] * 4
    assert [sheet.body for line in lines for sheet in line.sheets] == [{}] * 7
    assert [line.name for line in lines] == ["Fatima E.", "Bo P.", "Cyriel M.", "Dina N."]


def test_the_employer_types_in_a_sheet_that_is_still_empty(day: Day, emma: Person) -> None:
    emma.visits(f"{day.path}/speeddates")
    emma.clicks("Typ over blad van Chris Daems over Dina N.")
    emma.fills_in(**tick(day, 2, "red"))
    assert sheet_of(day, 3, 2).body == day.whole(2, "red")


def test_who_was_absent_owes_nobody_a_sheet(day: Day, lotte: Person) -> None:
    Attendance.create(state="absent", selection_day=day.day, nomination=day.nominations[0])
    page = lotte.visits(f"{day.path}/speeddates")
    assert "Afwezig" in page
    assert "ontbreken nog" not in page


def test_somebody_who_scored_at_a_table_that_was_changed_is_still_shown(day: Day) -> None:
    type_in(day, 3, 2, day.whole(3))
    appointment = sheet_of(day, 3, 2).appointment
    appointment.change(table=day.assessors[0].table_id)
    last = candidate_lines(day.lotte, day.campaign)[-1]
    assert [(one.assessor, one.standing) for one in last.sheets] == [
        ("An Jacobs", "missing"),
        ("Bert Willems", "missing"),
        ("Chris Daems", "in"),
    ]


def test_the_sheets_can_be_printed(day: Day, lotte: Person, emma: Person) -> None:
    for person in (lotte, emma):
        page = person.visits(f"{day.path}/speeddates/paper")
        assert len(page.tree.xpath("//section")) == 7
        assert len(page.tree.xpath("//section[contains(@class, 'page-break')]")) == 6
        assert "Weet nog niet waarom" in page
        assert "Amrani" not in page


def test_a_plan_that_is_not_made_known_shows_the_employer_nobody(day: Day, emma: Person) -> None:
    day.day.change(state="draft")
    assert "Fatima" not in emma.visits(f"{day.path}/speeddates")
    assert "Fatima" not in emma.visits(f"{day.path}/speeddates/paper")


def test_partners_and_strangers_see_no_scores(app: Flask, day: Day, new_person: Callable[..., Person]) -> None:
    sheet = type_in(day, 0, 0, day.whole())
    other = make_day(app, "maan", names=NAMES[:1])
    pim, stranger = new_person(day.pim.email), new_person(other.lotte.email)
    pim.visits(f"{day.path}/speeddates", expect=403)
    stranger.visits(f"{day.path}/speeddates", expect=404)
    for person in (pim, stranger):
        person.visits(f"/sheets/{sheet.public_id}", expect=404)


@pytest.mark.once  # how much a page asks hangs on no database
def test_the_list_asks_as_many_questions_for_thirty_as_for_one(app: Flask, clock: Clock) -> None:
    few = make_day(app, "een", names=NAMES[:1])
    many = make_day(app, "dertig", names=[(f"Kandidaat{number}", "Test") for number in range(30)])
    for one in (few, many):
        make_sheets(one.day)
    tell = []
    for one in (few, many):
        with count_queries() as lines:
            candidate_lines(one.emma, one.campaign)
        with count_queries() as steps:
            speeddate_steps(one.emma, clock.now())
        tell.append((lines.count, steps.count))
    assert tell[0] == tell[1]
    assert max(tell[0]) <= 10


def test_what_is_next_for_lead_and_employer(app: Flask, day: Day, clock: Clock) -> None:
    now = clock.advance(minutes=20)
    assert [(step.what, step.values) for step in speeddate_steps(day.lotte, now)] == [
        ("Beoordelingen die nog ontbreken: %(count)d", {"count": 4})
    ]
    assert speeddate_steps(day.emma, now)[0].values == {"count": 4}
    assert speeddate_steps(day.pim, now) == []
    one, other = paired_tablet(app, day)[0], paired_tablet(app, day, "Reserve")[0]
    sheet = one.sheet_of("Fatima", "An")
    one.puts(sheet, day.whole(4))
    other.puts(sheet, day.whole(1))
    steps = speeddate_steps(day.lotte, now)
    assert [step.values for step in steps] == [{"count": 1}, {"count": 3}]
    assert not steps[1].is_late
    assert speeddate_steps(day.lotte, clock.advance(days=1))[1].is_late


def test_criteria_are_asked_for_in_time(day: Day, clock: Clock) -> None:
    for criterion in day.criteria:
        criterion.delete_instance()
    step = speeddate_steps(day.lotte, clock.now())[0]
    assert (step.what, step.endpoint) == ("Kies de criteria van de speeddates", "speeddates.criteria")


# req Y-8
def test_no_other_page_tells_the_employer_a_score_earlier(day: Day, emma: Person, lotte: Person) -> None:
    type_in(day, 0, 0, day.whole(4, "red", "Kanarienota"))
    pages = (f"{day.path}/decisions", f"/nominations/{day.nominations[0].public_id}/decision")
    for page in pages:
        assert "An Jacobs" in lotte.visits(page)
        assert "An Jacobs" not in emma.visits(page)
        assert "zodra alle bladen" in emma.page
    type_in(day, 0, 1, day.whole(2, "orange"))
    for page in pages:
        assert "An Jacobs" in emma.visits(page)
