"""Whatever somebody types in a name, a title, a place or a description: a right mail and calendar (promise P10).

Read back by readers of others (`readers.py`), and by the linter, which looks at every byte.
"""

from email import message_from_bytes, policy

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.calendar.feed import feed
from portal.calendar.ical import Party, cleaned, cleaned_line, cleaned_name, itip
from portal.outbox.headers import BadAddress, checked_address, cleaned_text
from portal.outbox.message import CalendarPart, Letter, Mailbox, build
from tests.calendar.appointments import INFO_SESSION, appointment
from tests.calendar.linter import faults_of_feed, faults_of_mail
from tests.calendar.readers import READERS, Found
from tests.golden import unfolded
from tests.outbox.examples import STARTS_AT

HOSTILE = {
    "line breaks": "een\r\nATTENDEE:mailto:boef@slecht.example\rtwee\nMETHOD:CANCEL",
    "other line breaks": "een\u2028DTSTART:19700101T000000Z\u2029twee\u0085drie\x0bvier\x0cvijf",
    "nothing and controls": "NUL\x00 BEL\x07 ESC\x1b DEL\x7f C1\x9b",
    "a component": "x\nEND:VEVENT\nBEGIN:VEVENT\nSUMMARY:vals\nEND:VEVENT",
    "a component on one line": "BEGIN:VEVENT",
    "a header": "x\r\nBcc: boef@slecht.example\r\n\r\n<p>vals</p>",
    "an encoded word": "=?utf-8?q?=0D=0ABcc=3A_boef=40slecht=2Eexample?=",
    "quotation marks": 'Karel "de Grote" O\'Brien <boef@slecht.example>',
    "signs of the form": "a;b,c:d\\e\\n f=g^n^'h",
    "a path": "C:\\Nieuw\\niets",
    "emoji": "👩🏽‍🍳🏳️‍🌈" * 12,
    "long": "é" * 300,
    "one long word": "x" * 300,
    "right to left": "مرحبا بك، שלום",
    "turned around": "fac\u202etxt.exe\u202c \u2066x\u2069 \u200f\u061cy",
    "marks of Unicode": "\ufeffmet BOM, \ufffe\uffff en half \ud800",
    "nearly nothing": " \t\r\n ",
    "placeholders": "((name)) {{ 7*7 }} %(name)s ${x} [[knop ((link))]]",
}
ATTENDEE, ORGANIZER = "mailto:pim@tandem.example", "mailto:selectiedag@portal.example"


def mail_with(text: str) -> tuple[bytes, bytes]:
    """A mail with this text everywhere that a person can type, and the calendar file in it."""
    ics = itip(appointment(**everywhere(text)))
    words = cleaned_text(text)
    letter = Letter(
        sender=Mailbox("selectiedag@portal.example", f"E{text}"),
        recipient=Mailbox("pim@tandem.example", f"D{text}"),
        subject=f"A{text}",
        text=words,
        html=f"<p>{words.replace('&', '&amp;').replace('<', '&lt;')}</p>",
        language="nl",
        written_at=STARTS_AT,
        token="0" * 32,
        domain="portal.example",
        calendar=CalendarPart(ics, "REQUEST"),
    )
    return build(letter), ics


def everywhere(text: str) -> dict[str, object]:
    """The facts of an appointment with this text in each, told apart by a letter."""
    return {
        "summary": f"A{text}",
        "description": f"B{text}",
        "location": f"C{text}",
        "attendee": Party("pim@tandem.example", f"D{text}"),
        "organizer": Party("selectiedag@portal.example", f"E{text}"),
    }


def as_meant(text: str, *, people: bool = True) -> Found:
    """What every reader should make of it."""

    def person(address: str, letter: str) -> tuple[str, str]:
        return (address, cleaned_name(f"{letter}{text}")) if people else ("", "")

    return Found(
        uid=INFO_SESSION.uid,
        starts=INFO_SESSION.starts_at,
        ends=INFO_SESSION.ends_at,
        sequence=0,
        summary=cleaned_line(f"A{text}"),
        description=cleaned(f"B{text}").strip(),
        location=cleaned_line(f"C{text}"),
        attendee=person(ATTENDEE, "D"),
        organizer=person(ORGANIZER, "E"),
    )


def check(text: str) -> None:
    raw, ics = mail_with(text)
    assert faults_of_mail(raw) == []
    for name, reader in READERS.items():
        assert reader(ics) == [as_meant(text)], name
    published = feed(f"A{text}", [appointment(**everywhere(text))])
    assert faults_of_feed(published) == []
    for name, reader in READERS.items():
        assert reader(published) == [as_meant(text, people=False)], name
    message = message_from_bytes(raw, policy=policy.default)
    assert message["Subject"] == cleaned_text(f"A{text}")
    assert [one.addr_spec for one in message["To"].addresses] == ["pim@tandem.example"]
    assert [one.addr_spec for one in message["From"].addresses] == ["selectiedag@portal.example"]
    assert set(message.keys()) == {
        "From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted", "Content-Language", "MIME-Version",
        "Content-Type",
    }  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_text_is_a_text(text: str) -> None:
    # req Y-13, P10
    check(text)


@settings(max_examples=40, deadline=None)
@given(st.text(st.characters(codec="utf-16", exclude_categories=[]), max_size=120))
def test_any_text_is_a_text(text: str) -> None:
    # req Y-13, P10
    check(text)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.sampled_from(["\r", "\n", "\r\n", ":", ";", ",", '"', "\\", "^", "BEGIN", "VEVENT", " ", "é", "\u202e"])
    )
)
def test_what_a_calendar_is_made_of_is_a_text_too(parts: list[str]) -> None:
    check("".join(parts))


@pytest.mark.parametrize(
    ("email", "written"),
    [
        ("o'brien+werk@portal.example", "o'brien+werk@portal.example"),
        ("wat?body=x%0a@portal.example", "wat%3Fbody=x%250a@portal.example"),
        ("an@café.example", "an@xn--caf-dma.example"),
    ],
)
def test_an_address_stands_in_the_appointment_as_in_the_mail(email: str, written: str) -> None:
    # req Y-13
    ics = itip(appointment(attendee=Party(email, "An")))
    assert (
        f"ATTENDEE;CN=An;CUTYPE=INDIVIDUAL;PARTSTAT=NEEDS-ACTION;ROLE=REQ-PARTICIPANT;RSVP=TRUE:mailto:{written}"
        in (unfolded(ics).split("\r\n"))
    )
    for reader in READERS.values():
        assert reader(ics)[0].attendee == (f"mailto:{written}", "An")


@pytest.mark.parametrize(
    "email",
    [
        "a@b.example\r\nBcc: c@d.example",
        "a b@c.example",
        "a@b@c.example",
        '"a b"@c.example',
        "a@b.example\u2028",
        "é@c.example",
    ],
)
def test_what_is_no_plain_address_gets_no_mail(email: str) -> None:
    # req P10
    with pytest.raises(BadAddress):
        checked_address(email)


def test_marks_that_turn_a_text_around_are_left_out_everywhere() -> None:
    """A name could otherwise read as what it is not; letters that are written from right to left need none of them."""
    raw, ics = mail_with(HOSTILE["turned around"])
    for mark in "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069":
        assert mark.encode() not in ics
    assert str(message_from_bytes(raw, policy=policy.default)["Subject"]) == "Afactxt.exe x y"
    assert "مرحبا بك، שלום" in unfolded(itip(appointment(summary=HOSTILE["right to left"])))


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ('Karel "de Grote"', "Karel 'de Grote'"),
        ("Karel ^n de Grote", "Karel n de Grote"),
        ("Karel \\", "Karel /"),
    ],
)
def test_a_name_keeps_what_every_program_reads_alike(name: str, shown: str) -> None:
    for reader in READERS.values():
        assert reader(itip(appointment(attendee=Party("pim@tandem.example", name))))[0].attendee == (ATTENDEE, shown)
