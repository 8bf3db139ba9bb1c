"""What people type cannot break out of a calendar, and comes out as it went in (promise P10)."""

import icalendar
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.calendar.ical import Party, cleaned, cleaned_line, cleaned_name, itip
from tests.calendar.appointments import appointment
from tests.calendar.ics_lines import read_invitation, unescaped

HOSTILE = [
    "x\r\nATTENDEE:mailto:boef@slecht.example",
    "x\rEND:VEVENT\rBEGIN:VEVENT",
    "x\nMETHOD:CANCEL",
    "x\u2028DTSTART:19700101T000000Z",
    "x\u2029\u0085y\x0b\x0c",
    "NUL\x00ESC\x1bDEL\x7fC1\x9b",
    "\ufeffmet BOM",
    'quotes "binnen"; komma, dubbelpunt: en \\ schuin',
    "C:\\Nieuw\\niet een regel",
    "caret ^n ^' ^^",
    "😀" * 80,
    "é" * 300,
    "\u202eomgekeerd\u202c עברית العربية",
    "half \ud800 surrogaat",
    "   ",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_adds_a_line_or_is_lost(text: str) -> None:
    # req Y-13
    plain = read_invitation(itip(appointment()))
    ics = itip(
        appointment(
            summary=f"A{text}",
            description=f"B{text}",
            location=f"C{text}",
            attendee=Party("pim@tandem.example", f"D{text}"),
            organizer=Party("selectiedag@portal.example", f"E{text}"),
        )
    )
    event = read_invitation(ics)
    assert sorted(line.name for line in event.lines) == sorted(line.name for line in plain.lines)
    assert unescaped(event.value("SUMMARY")) == cleaned_line(f"A{text}")
    assert unescaped(event.value("DESCRIPTION")) == cleaned(f"B{text}").strip()
    assert unescaped(event.value("LOCATION")) == cleaned_line(f"C{text}")
    assert event.one("ATTENDEE").value == "mailto:pim@tandem.example"
    assert event.one("ORGANIZER").value == "mailto:selectiedag@portal.example"
    parsed = icalendar.Calendar.from_ical(ics)
    assert parsed.errors == []
    assert len(parsed.events) == 1


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=200), st.text(max_size=200))
def test_any_text_gives_a_calendar_that_reads_back(text: str, name: str) -> None:
    event = read_invitation(itip(appointment(summary=text, attendee=Party("pim@tandem.example", name))))
    assert unescaped(event.value("SUMMARY")) == cleaned_line(text)
    assert event.one("ATTENDEE").params.get("CN", "") == cleaned_name(name)


def test_the_attendee_is_asked_for_an_answer_and_stands_alone() -> None:
    attendee = read_invitation(itip(appointment())).one("ATTENDEE")
    assert attendee.params == {
        "CN": "Pim de Wit",
        "CUTYPE": "INDIVIDUAL",
        "ROLE": "REQ-PARTICIPANT",
        "PARTSTAT": "NEEDS-ACTION",
        "RSVP": "TRUE",
    }


def test_a_deadline_makes_nobody_busy_and_asks_no_answer() -> None:
    ics = itip(appointment(transparent=True, all_day=True))
    event = read_invitation(ics)
    assert event.value("TRANSP") == "TRANSPARENT"
    assert event.one("ATTENDEE").params["RSVP"] == "FALSE"
    assert (event.value("DTSTART"), event.value("DTEND")) == ("20261124", "20261125")
    assert event.one("DTSTART").params == {"VALUE": "DATE"}


def test_the_same_appointment_gives_the_same_bytes() -> None:
    assert itip(appointment()) == itip(appointment())
