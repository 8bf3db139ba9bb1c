"""What a decision needs before it is kept."""

import pytest

from portal.rules.decisions import NoPlaceLeft, Outcome, check_decision, check_places, seen_of
from portal.rules.refusals import Refused


@pytest.mark.parametrize("outcome", Outcome)
def test_no_decision_goes_without_a_motivation(outcome: Outcome) -> None:  # req 004-27
    with pytest.raises(Refused, match="Schrijf waarom"):
        check_decision(outcome, True, "  \n ", "Bedankt dat je er was.")


def test_who_is_retained_is_retained_for_a_function() -> None:
    with pytest.raises(Refused, match="welke functie"):
        check_decision(Outcome.RETAINED, False, "Pakte meteen aan.", "")
    check_decision(Outcome.RETAINED, True, "Pakte meteen aan.", "")


def test_who_is_not_retained_gets_words_of_his_own() -> None:  # req Y-3
    with pytest.raises(Refused, match="tekst voor de kandidaat"):
        check_decision(Outcome.NOT_RETAINED, False, "Kan niet lang staan.", " ")
    check_decision(Outcome.NOT_RETAINED, False, "Kan niet lang staan.", "Je was vriendelijk en op tijd.")


def test_a_reserve_needs_a_motivation_only() -> None:
    check_decision(Outcome.RESERVE, False, "Sterk, maar er zijn twee plaatsen.", "")


def test_beyond_the_places_asks_an_explicit_word() -> None:
    check_places(3, 2, is_meant=False)
    with pytest.raises(NoPlaceLeft):
        check_places(3, 3, is_meant=False)
    check_places(3, 3, is_meant=True)


def test_what_was_seen_is_named_by_every_decision_and_its_version() -> None:  # req Y-7
    assert seen_of([("a", 1), ("b", 2)]) == seen_of([("b", 2), ("a", 1)])
    assert len({seen_of([]), seen_of([("a", 1)]), seen_of([("a", 2)]), seen_of([("a", 1), ("b", 1)])}) == 4
