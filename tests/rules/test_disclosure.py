"""The one rule about who may know which fact from which moment, over its whole table."""

from datetime import date, timedelta
from itertools import product

import pytest

from portal.rules.consents import ConsentHow
from portal.rules.disclosure import (
    MEASURE_FROM,
    Choice,
    Fact,
    From,
    HiddenName,
    Moment,
    Reader,
    may_know,
    moment_of,
    names_from,
    refuse_sharing_measure,
    without_names,
)
from portal.rules.refusals import Refused

DAY = date(2026, 12, 1)
FORWARD = [moment for moment in Moment if moment is not Moment.DRAFT]
# The design's "who sees what, when": for the lead and the employer, the first moment; None is never.
TABLE = {
    Fact.NAME: (Moment.PUT_FORWARD, Moment.PUT_FORWARD),
    Fact.INTRODUCTION: (Moment.PUT_FORWARD, Moment.PUT_FORWARD),
    Fact.PAPERS: (Moment.PUT_FORWARD, Moment.PUT_FORWARD),
    Fact.RECOMMENDATION: (Moment.PUT_FORWARD, None),
    Fact.SUPPORT: (None, None),
    Fact.MEASURE: (None, None),
    Fact.INTERNSHIP_HOURS: (Moment.PUT_FORWARD, Moment.RETAINED),
    Fact.CONTACT: (Moment.PUT_FORWARD, None),
}


def _from(first: Moment | None, moment: Moment) -> bool:
    return first is not None and first <= moment


@pytest.mark.parametrize(("fact", "moment"), list(product(Fact, Moment)))
def test_the_defaults_are_those_of_the_design(fact: Fact, moment: Moment) -> None:
    # req X-05, 001-18
    lead, employer = TABLE[fact]
    found = [may_know(fact, reader, moment) for reader in (Reader.OWN, Reader.LEAD, Reader.EMPLOYER)]
    assert found == [True, _from(lead, moment), _from(employer, moment)]


@pytest.mark.parametrize(("lead", "employer", "moment"), list(product([None, *From], [None, *From], Moment)))
def test_what_is_chosen_for_a_need_counts_from_its_moment(
    lead: From | None, employer: From | None, moment: Moment
) -> None:
    # req X-05
    opens = {None: None} | dict(zip(From, FORWARD, strict=True))
    choice = Choice(lead_from=lead, employer_from=employer)
    employer_knows = _from(opens[employer], moment)
    assert may_know(Fact.SUPPORT, Reader.EMPLOYER, moment, choice) is employer_knows
    assert may_know(Fact.SUPPORT, Reader.LEAD, moment, choice) is (employer_knows or _from(opens[lead], moment))
    assert may_know(Fact.SUPPORT, Reader.OWN, moment, choice)


@pytest.mark.parametrize(("employer", "moment", "leave"), list(product(From, Moment, [True, False])))
def test_an_employer_hears_of_a_measure_after_the_decision_and_with_permission(
    employer: From, moment: Moment, leave: bool
) -> None:
    # req X-05, 001-17
    choice = Choice(employer_from=employer, has_permission=leave)
    first = {From.RETAINED: Moment.RETAINED, From.MATCHED: Moment.MATCHED}.get(employer)
    assert may_know(Fact.MEASURE, Reader.EMPLOYER, moment, choice) is (leave and _from(first, moment))


def test_sharing_a_measure_asks_for_a_permission_and_a_late_moment() -> None:
    given = (DAY, ConsentHow.SPOKEN.value)
    refuse_sharing_measure(False, From.PUT_FORWARD, None, "", DAY)
    with pytest.raises(Refused):  # written down beforehand, but not one that can be
        refuse_sharing_measure(False, From.MATCHED, date.max, ConsentHow.SPOKEN.value, DAY)
    for moment in MEASURE_FROM:
        refuse_sharing_measure(True, moment, *given, DAY)
    for moment, on, how in (
        (From.MATCHED, None, ConsentHow.SPOKEN.value),
        (From.MATCHED, DAY, ""),
        (From.MATCHED, DAY, "by_owl"),
        (From.MATCHED, DAY + timedelta(days=1), ConsentHow.SPOKEN.value),
        (From.MATCHED, DAY - timedelta(days=366), ConsentHow.SPOKEN.value),
        (From.PUT_FORWARD, *given),
        (From.THE_DAY, *given),
    ):
        with pytest.raises(Refused):
            refuse_sharing_measure(True, moment, on, how, DAY)


@pytest.mark.parametrize("moment", Moment)
def test_a_campaign_says_from_when_the_employer_knows_names(moment: Moment) -> None:
    # req Y-18
    hidden = names_from("the_day")
    for fact in (Fact.NAME, Fact.PAPERS):
        assert may_know(fact, Reader.EMPLOYER, moment, hidden) is (moment >= Moment.THE_DAY)
        assert may_know(fact, Reader.LEAD, moment, hidden) is (moment >= Moment.PUT_FORWARD)


def test_how_far_a_nomination_is() -> None:
    before = DAY - timedelta(days=1)
    assert moment_of(is_put_forward=False, day_on=DAY, today=DAY) is Moment.DRAFT
    assert moment_of(is_put_forward=True, day_on=DAY, today=before) is Moment.PUT_FORWARD
    assert moment_of(is_put_forward=True, day_on=None, today=DAY) is Moment.PUT_FORWARD
    assert moment_of(is_put_forward=True, day_on=DAY, today=DAY) is Moment.THE_DAY
    assert moment_of(is_put_forward=True, day_on=DAY, today=before, is_retained=True) is Moment.RETAINED
    hired = moment_of(is_put_forward=True, day_on=DAY, today=before, is_retained=True, is_hired=True)
    assert hired is Moment.MATCHED


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Amina werkt netjes.", "Kandidaat 7 werkt netjes."),
        ("AMINA EL AMRANI en amina's broer", "Kandidaat 7 en Kandidaat 7's broer"),
        ("Laminaat, en El Amrani.", "Laminaat, en Kandidaat 7."),
        ("Niets hierover", "Niets hierover"),
    ],
)
def test_a_hidden_name_is_not_in_what_was_written_either(text: str, said: str) -> None:
    # req Y-18
    assert without_names(text, ("Amina", "El Amrani"), HiddenName(7)) == said


def test_a_name_with_signs_of_a_pattern_is_a_name() -> None:
    assert without_names("Zo (A.*) is het", ("(A.*)", " ", "x"), "iemand") == "Zo iemand is het"
