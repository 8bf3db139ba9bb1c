"""What a campaign needs, its stages, and how its dates hang together."""

from dataclasses import replace
from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any

import pytest

from portal.rules.campaigns import (
    Dates,
    Place,
    check_live,
    check_ready,
    check_running,
    date_problems,
    preparation,
    stages,
    with_defaults,
)
from portal.rules.refusals import Refused

BRUSSELS = "Europe/Brussels"
PLACE = Place(BRUSSELS, lambda on: on == date(2026, 12, 25))
NOW = datetime(2026, 11, 17, 9, 0, 42, tzinfo=UTC)
SESSION = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


def full(**more: Any) -> Dates:
    return replace(with_defaults(Dates(info_session_at=SESSION), Dates(), PLACE, NOW), **more)


def campaign(state: str = "running", **more: Any) -> Any:
    columns: dict[str, Any] = vars(full()) | {
        "state": state,
        "goal": "Kansen geven.",
        "has_info_session": True,
        "has_internship": True,
    }
    return SimpleNamespace(**(columns | more))


def line(thing: Any, now: datetime) -> list[tuple[str, str]]:
    return [(stage.key, stage.state) for stage in stages(thing, now, PLACE)]


# req 001-13
def test_an_empty_set_of_dates_is_filled_from_the_info_session():
    assert full() == Dates(
        info_session_at=SESSION,
        nominations_open_at=datetime(2026, 11, 24, 10, 30, tzinfo=UTC),
        nominations_close_at=datetime(2026, 12, 5, 16, 0, tzinfo=UTC),
        selection_day_on=date(2026, 12, 11),
        internship_starts_on=date(2026, 12, 21),
    )


def test_filling_in_what_is_full_changes_nothing():
    assert with_defaults(full(), full(), PLACE, NOW) == full()


def test_without_any_date_the_window_opens_this_minute():
    found = with_defaults(Dates(), Dates(), PLACE, NOW)
    assert found.nominations_open_at == datetime(2026, 11, 17, 9, 0, tzinfo=UTC)
    assert found.nominations_close_at == datetime(2026, 11, 28, 16, 0, tzinfo=UTC)


def test_a_chosen_date_stays_and_what_follows_from_it_moves():
    chosen = datetime(2026, 12, 8, 11, 0, tzinfo=UTC)
    found = with_defaults(full(nominations_close_at=chosen), full(), PLACE, NOW)
    assert found.nominations_close_at == chosen
    assert found.selection_day_on == date(2026, 12, 15)
    moved = with_defaults(replace(found, info_session_at=datetime(2026, 11, 25, 9, 0, tzinfo=UTC)), found, PLACE, NOW)
    assert moved.nominations_close_at == chosen
    assert moved.nominations_open_at == datetime(2026, 11, 25, 10, 30, tzinfo=UTC)


def test_a_date_that_is_emptied_gets_its_default_again():
    chosen = full(selection_day_on=date(2026, 12, 17))
    assert with_defaults(replace(chosen, selection_day_on=None), chosen, PLACE, NOW).selection_day_on == date(
        2026, 12, 11
    )


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"nominations_close_at": datetime(2026, 11, 24, 10, 30, tzinfo=UTC)}, "nominations_close_at"),
        ({"nominations_open_at": None, "nominations_close_at": SESSION}, "nominations_close_at"),
        ({"selection_day_on": date(2026, 12, 5)}, "selection_day_on"),
        ({"internship_starts_on": date(2026, 12, 11)}, "internship_starts_on"),
    ],
)
def test_dates_in_a_wrong_order_are_named(wrong: dict[str, Any], field: str):
    assert set(date_problems(full(**wrong), BRUSSELS, has_internship=True)) == {field}


def test_dates_in_order_have_no_problem():
    assert date_problems(full(), BRUSSELS, has_internship=True) == {}


def test_the_order_of_an_internship_that_is_off_does_not_matter():
    assert date_problems(full(internship_starts_on=date(2026, 1, 1)), BRUSSELS, has_internship=False) == {}


@pytest.mark.parametrize(
    ("more", "vacancies", "agreements", "sentence"),
    [
        ({"goal": " "}, 1, 1, "doel"),
        ({}, 0, 1, "functie"),
        ({"nominations_close_at": None}, 1, 1, "data"),
        ({"info_session_at": None}, 1, 1, "data"),
        ({}, 1, 0, "afspraken"),
    ],
)
def test_a_campaign_that_misses_something_is_not_ready(more: Any, vacancies: int, agreements: int, sentence: str):
    with pytest.raises(Refused, match=sentence):
        check_ready(preparation(campaign("draft", **more), vacancies=vacancies, agreements=agreements))


# req 001-03
def test_without_the_step_no_date_for_the_info_session_is_needed():
    thing = campaign("draft", has_info_session=False, info_session_at=None)
    check_ready(preparation(thing, vacancies=1, agreements=1))


@pytest.mark.parametrize(
    ("state", "live", "running"),
    [("draft", True, False), ("running", True, True), ("closed", False, False), ("cancelled", False, False)],
)
def test_what_may_still_change_depends_on_the_state(state: str, live: bool, running: bool):
    for check, wanted in ((check_live, live), (check_running, running)):
        if wanted:
            check(campaign(state))
        else:
            with pytest.raises(Refused):
                check(campaign(state))


@pytest.mark.parametrize(
    ("now", "current"),
    [
        (NOW, "info_session"),
        (datetime(2026, 11, 24, 10, 29, tzinfo=UTC), "info_session"),
        (datetime(2026, 11, 24, 10, 30, tzinfo=UTC), "nominations"),
        (datetime(2026, 12, 5, 16, 0, tzinfo=UTC), "nominations"),
        (datetime(2026, 12, 5, 16, 1, tzinfo=UTC), "selection_day"),
        (datetime(2026, 12, 11, 22, 0, tzinfo=UTC), "selection_day"),
        (datetime(2026, 12, 12, 9, 0, tzinfo=UTC), "results"),
        (datetime(2026, 12, 16, 9, 0, tzinfo=UTC), "internship"),
    ],
)
def test_the_line_shows_where_a_running_campaign_stands(now: datetime, current: str):
    found = line(campaign(), now)
    assert [key for key, state in found if state == "current"] == [current]
    states = [state for _, state in found]
    assert states == sorted(states, key=["done", "current", "coming"].index)


def test_a_draft_stands_at_its_preparation_whatever_its_dates():
    assert line(campaign("draft"), datetime(2027, 6, 1, tzinfo=UTC))[0] == ("prepare", "current")


def test_all_of_a_closed_campaign_is_done():
    assert {state for _, state in line(campaign("closed"), NOW)} == {"done"}


# req 001-03
def test_steps_that_are_off_are_not_on_the_line():
    keys = [key for key, _ in line(campaign(has_info_session=False, has_internship=False), NOW)]
    assert keys == ["prepare", "nominations", "selection_day", "results"]
