"""The note as each system takes it: plain, short, the date first."""

from datetime import date

import pytest

from portal.rules.registering import NOTE_FIELDS, Event, Fact, Standing, System, note_for, plain, standing_of

ON = date(2026, 12, 8)
FACT = Fact(Event.RESULT, ON, ("Resultaat bij “De Ster” – weerhouden.", "Verteld op 9/12/2026."))


# req X-10
@pytest.mark.parametrize("system", list(System))
def test_a_note_begins_with_the_date_and_never_is_longer_than_the_field(system: System) -> None:
    field = NOTE_FIELDS[system]
    assert note_for(system, FACT).startswith(ON.strftime(field.date_pattern))
    long = Fact(Event.PUT_FORWARD, ON, ("Functie: " + "inpakker, " * 400,))
    assert len(note_for(system, long)) <= field.longest
    assert note_for(system, long).endswith("...")
    assert field.one_line is ("\n" not in note_for(system, FACT))


# req P10
def test_a_note_is_plain_text_in_signs_that_every_system_knows() -> None:
    assert plain("“De Ster” – weerhouden… 😀\u2028=cmd|'\tA\x00é") == '"De Ster" - weerhouden... =cmd|\' Aé'
    note = note_for(System.SONAR, Fact(Event.DAY, ON, ("Bedrijf\r\nB\u0007 “X”",)))
    assert note == '08-12-2026 Bedrijf B "X"'


def test_a_tick_knows_that_the_fact_changed_or_went() -> None:
    other = Fact(Event.RESULT, ON, ("Iets anders.",))
    assert standing_of(FACT, None) is Standing.OPEN
    assert standing_of(FACT, FACT.fingerprint) is Standing.NOTED
    assert standing_of(other, FACT.fingerprint) is Standing.CHANGED
    assert standing_of(None, FACT.fingerprint) is Standing.GONE
