"""The form of a mail: the tree that every client understands, and nothing that can break out of it."""

import email.header
import email.utils
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.outbox.headers import cleaned_lines, cleaned_text
from portal.outbox.message import CalendarPart, Letter, Mailbox, build
from tests.outbox.examples import revision
from tests.outbox.reading import body, header_fields, read, tree

LETTER = Letter(
    sender=Mailbox("selectiedag@portal.example", "Selectiedagportaal"),
    recipient=Mailbox("pim@tandem.example", "Pim de Wit"),
    subject="Infosessie",
    text="Dag Pim\n",
    html="<p>Dag Pim</p>\n",
    language="nl",
    written_at=datetime(2026, 11, 17, 9, 0, tzinfo=UTC),
    token="0123456789abcdef0123456789abcdef",
    domain="portal.example",
)
INVITATION = replace(LETTER, calendar=CalendarPart(revision(0).ics, "REQUEST"))
FIELDS = [
    "From",
    "To",
    "Subject",
    "Date",
    "Message-ID",
    "Auto-Submitted",
    "Content-Language",
    "MIME-Version",
    "Content-Type",
]
HOSTILE = [
    "x\r\nBcc: boef@slecht.example",
    "x\nX-Evil: 1",
    "x\rX-Evil: 1",
    "x\r\n\r\nbody",
    "NUL\x00",
    "\u2028Bcc: boef@slecht.example\u2029\u0085",
    '"quotes", komma <boef@slecht.example>',
    "=?utf-8?q?al_gecodeerd?=",
    "😀" * 80,
    "é" * 300,
    "a" * 300,
    "woord " * 60,
    "\u202eomgekeerd עברית العربية",
    "half \ud800",
    "back\\slash",
]


def test_an_invitation_has_the_tree_of_the_design() -> None:
    # req Y-13
    message = read(build(INVITATION))
    assert tree(message) == [
        "multipart/mixed",
        ["multipart/alternative", ["text/plain"], ["text/html"], ["text/calendar"]],
        ["application/ics"],
    ]
    plain, page, calendar, attachment = [part for part in message.walk() if not part.is_multipart()]
    assert plain["Content-Transfer-Encoding"] == page["Content-Transfer-Encoding"] == "quoted-printable"
    assert calendar["Content-Transfer-Encoding"] == "base64"
    assert dict(calendar["Content-Type"].params) == {
        "charset": "utf-8",
        "method": "REQUEST",
        "component": "VEVENT",
    }
    assert calendar["Content-Disposition"] is None
    assert (attachment.get_content_disposition(), attachment.get_filename()) == ("attachment", "invite.ics")
    assert calendar.get_payload(decode=True) == attachment.get_payload(decode=True) == revision(0).ics


def test_a_cancellation_says_so_in_both_places() -> None:
    # req Y-13
    cancelled = revision(1, "CANCEL").ics
    raw = build(replace(LETTER, calendar=CalendarPart(cancelled, "CANCEL")))
    assert b'method="CANCEL"' in raw
    assert "METHOD:CANCEL\r\n" in body(read(raw), "calendar")


def test_a_plain_mail_is_text_and_html() -> None:
    assert tree(read(build(LETTER))) == ["multipart/alternative", ["text/plain"], ["text/html"]]


def test_the_headers_are_those_of_an_automatic_mail_that_can_be_answered() -> None:
    fields = dict(header_fields(build(INVITATION)))
    assert list(fields) == FIELDS
    assert fields["From"] == "Selectiedagportaal <selectiedag@portal.example>"
    assert fields["Auto-Submitted"] == "auto-generated"
    assert fields["Message-ID"] == "<0123456789abcdef0123456789abcdef@portal.example>"
    assert b"ORGANIZER;CN=Selectiedagportaal:mailto:selectiedag@portal.example" in revision(0).ics


def test_the_same_letter_gives_the_same_bytes() -> None:
    assert build(INVITATION) == build(INVITATION)


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_adds_a_header_or_is_lost(text: str) -> None:
    _check_headers(f"A{text}", f"B{text}")


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=300), st.text(max_size=119))
def test_any_subject_and_name_read_back(subject: str, name: str) -> None:
    _check_headers(subject, name)


def _check_headers(subject: str, name: str) -> None:
    """Decoded by the library's oldest code, which shares nothing with ours."""
    raw = build(replace(LETTER, subject=subject, recipient=Mailbox("pim@tandem.example", name)))
    read(raw)
    fields = header_fields(raw)
    assert [field for field, _ in fields] == FIELDS
    values = dict(fields)
    assert _decoded(values["Subject"]) == cleaned_text(subject)
    ((shown, address),) = email.utils.getaddresses([values["To"]])
    assert address == "pim@tandem.example"
    assert _decoded(shown) == cleaned_text(name)[:120].strip()


def _decoded(value: str) -> str:
    return str(email.header.make_header(email.header.decode_header(value)))


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=2000))
def test_any_body_reads_back(text: str) -> None:
    text = f"{cleaned_lines(text)}."
    message = read(build(replace(LETTER, text=text, html=text)))
    assert body(message, "plain").replace("\r\n", "\n") == f"{text}\n"
    assert body(message, "html").replace("\r\n", "\n") == f"{text}\n"


def test_a_mail_that_talks_of_boundaries_stays_whole() -> None:
    raw = build(INVITATION)
    message = read(build(replace(INVITATION, text=raw.decode("ascii"))))
    assert len(list(message.walk())) == 6
