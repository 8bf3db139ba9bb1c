"""The lead chooses the criteria."""

from typing import Any

from portal.actions.tablets import keep_sheet, open_day
from portal.models.history import HistoryLine
from portal.models.speeddates import Criterion, Sheet
from portal.rules.scoring import TEMPLATES
from tests.person import Person
from tests.speeddates.day import Day
from tests.tablet.tablets import new_codes


# req 001-23
def test_the_examples_stand_ready_and_can_be_kept_as_they_are(day: Day, lotte: Person) -> None:
    Criterion.delete().execute()
    page = lotte.visits(f"{day.path}/speeddates")
    assert "Er zijn nog geen criteria" in page
    lotte.clicks("Kies de criteria")
    page = lotte.fills_in()
    assert "Criteria bewaard." in page
    assert [one.name for one in day.criteria] == [one.name for one in TEMPLATES]
    assert [one.anchors for one in day.criteria] == [list(one.anchors) for one in TEMPLATES]


def test_a_criterion_is_changed_added_and_taken_away(day: Day, lotte: Person) -> None:
    lotte.visits(f"{day.path}/speeddates/criteria")
    new: dict[str, Any] = {f"anchor_5_{place}": f"Antwoord {place}" for place in (1, 2, 3, 4)}
    lotte.fills_in(name_1="Goesting", name_5="Leren", question_5="Hoe leer je?", **new)
    assert [one.name for one in day.criteria][0::4] == ["Goesting", "Leren"]
    lotte.visits(f"{day.path}/speeddates/criteria")
    gone: dict[str, Any] = {f"anchor_{number}_{place}": "" for number in (4, 5) for place in (1, 2, 3, 4)}
    lotte.fills_in(name_4="", question_4="", name_5="", question_5="", **gone)
    assert [one.name for one in day.criteria] == ["Goesting", "Contact", "Aanpakken"]


def test_saving_the_same_three_times_leaves_one_line_of_history(day: Day, lotte: Person) -> None:
    lines = HistoryLine.select().where(HistoryLine.step == "set_criteria")  # promise P7
    before = lines.count()
    for _ in range(3):
        lotte.visits(f"{day.path}/speeddates/criteria")
        lotte.fills_in(name_1="Goesting")
    assert lines.count() == before + 1


def test_half_a_criterion_is_marked_where_it_lacks_and_nothing_typed_is_lost(day: Day, lotte: Person) -> None:
    lotte.visits(f"{day.path}/speeddates/criteria")
    page = lotte.fills_in(name_1="Goesting", name_5="Leren", anchor_5_1="Niets")
    assert page.title.startswith("Fout:")
    links = page.tree.xpath("//*[@data-error-summary]//a/@href")
    assert links == ["#question_5", "#anchor_5_2", "#anchor_5_3", "#anchor_5_4"]
    assert page.tree.xpath("//input[@id='name_1']/@value") == ["Goesting"]
    assert page.tree.xpath("//input[@id='anchor_5_1']/@value") == ["Niets"]
    assert day.criteria[0].name == "Motivatie"


def test_two_criteria_of_one_name_are_refused_with_a_sentence(day: Day, lotte: Person) -> None:
    lotte.visits(f"{day.path}/speeddates/criteria")
    assert "Twee criteria hebben dezelfde naam" in lotte.fills_in(name_1="contact", expect=409)


def test_once_a_sheet_is_in_the_criteria_stay_as_they_are(day: Day, lotte: Person) -> None:
    lotte.visits(f"{day.path}/speeddates/criteria")
    device = new_codes(day)[0]
    open_day(device)
    sheet = Sheet.select().where(Sheet.assessor == day.assessors[0]).get()
    keep_sheet(sheet, device, day.whole(), rev=1, base=0, owner=day.assessors[0].public_id)
    assert "Er is al een beoordeling binnen" in lotte.fills_in(name_1="Goesting", expect=409)
    page = lotte.visits(f"{day.path}/speeddates/criteria")
    assert "De criteria liggen vast" in page
    assert page.tree.xpath("//main//form") == []
    assert day.criteria[0].name == "Motivatie"


def test_the_employer_sees_the_criteria_but_does_not_set_them(day: Day, emma: Person) -> None:
    page = emma.visits(f"{day.path}/speeddates")
    assert "Waarom wil je hier werken?" in page
    assert "Wijzig de criteria" not in page.links()
    emma.visits(f"{day.path}/speeddates/criteria", expect=403)


# req 001-23
def test_a_criterion_can_count_twice_and_the_page_says_so(day: Day, lotte: Person) -> None:
    lotte.visits(f"{day.path}/speeddates/criteria")
    lotte.fills_in("Bewaar de criteria", weight_1="2")
    assert [one.weight for one in day.criteria] == [2, 1, 1, 1]
    assert "Telt 2 keer." in lotte.page
    assert "Telt vaker dan één keer in het gemiddelde: Motivatie (2)." in lotte.page
