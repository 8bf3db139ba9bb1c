"""The criteria of a pre-selection, what a result needs, and the procedure that is told."""

from datetime import date
from types import SimpleNamespace as Thing

import pytest

from portal.rules.preselections import (
    MOST_CRITERIA,
    Result,
    assessed,
    check_result,
    criteria_in,
    criteria_of,
    procedure_of,
)
from portal.rules.refusals import Refused


def test_a_work_profile_is_read_as_criteria() -> None:  # req 000-15
    assert criteria_in("Graag stappen, nauwkeurig werken.") == ["Graag stappen", "Nauwkeurig werken"]
    assert criteria_in("- Hygiënisch werken\n2. Tellen; tillen tot 15 kg.") == [
        "Hygiënisch werken",
        "Tellen",
        "Tillen tot 15 kg",
    ]
    assert criteria_in("") == criteria_in(" . ;\n") == []


def test_the_campaigns_own_come_first_and_nothing_twice() -> None:
    assert criteria_of("Kan in ploegen werken\n\n* stipt", ["Stipt, sterk.", "Sterk."]) == [
        "Kan in ploegen werken",
        "stipt",
        "Sterk",
    ]
    assert len(criteria_of("\n".join(map(str, range(99))), [])) == MOST_CRITERIA


def test_what_was_said_of_a_criterion_stays_when_it_is_no_criterion_any_more() -> None:
    stored = [
        {"criterion": "Sterk", "met": "no", "note": ""},
        {"criterion": "Weg", "met": "unknown", "note": ""},
        {"criterion": "Oud", "met": "yes", "note": "zei hij"},
    ]
    assert [(one["criterion"], one["met"]) for one in assessed(["Nieuw", "STERK"], stored)] == [
        ("Nieuw", "unknown"),
        ("STERK", "no"),
        ("Oud", "yes"),
    ]


@pytest.mark.parametrize(
    ("result", "mediator", "candidate", "is_fine"),
    [
        (Result.GO, "", "", True),
        (Result.NO_GO, "Te ver.", "Sterk cv.", True),
        (Result.NO_GO, "Te ver.", " ", False),
        (Result.NO_GO, "", "Sterk cv.", False),
        (Result.MORE_INFO, "Welke uren?", "", True),
        (Result.MORE_INFO, " ", "", False),
    ],
)
def test_a_result_has_what_its_readers_need(result: Result, mediator: str, candidate: str, is_fine: bool) -> None:
    # req 000-19, Y-3
    if is_fine:
        check_result(result, mediator, candidate)
    else:
        with pytest.raises(Refused):
            check_result(result, mediator, candidate)


def test_the_procedure_leaves_out_the_steps_that_are_off() -> None:  # req 000-21, 001-03
    campaign = Thing(
        employer=Thing(name="De Ster"),
        selection_day_on=date(2026, 12, 8),
        has_tour=True,
        has_test=True,
        has_internship=True,
        relay_working_days=2,
    )
    assert len(procedure_of(campaign)) == 7
    campaign.has_test = campaign.has_internship = False
    campaign.selection_day_on = None
    shorter = procedure_of(campaign)
    assert len(shorter) == 5
    assert shorter[0].on is None
