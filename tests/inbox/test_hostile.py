"""Mail that wants to hurt: nothing in it stops the reading of other mail, and nothing is believed by force."""

import io
import zipfile
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.inbox.parts import only_address
from portal.inbox.reading import is_for_us, read
from portal.rules.inbox import IncomingKind, WaitsBecause
from tests.inbox import bounces, replies
from tests.inbox.replies import DOMAIN, PIM, UID, calendar, plain

MEGABYTE = 1024 * 1024
HEAD = b"From: pim@tandem.example\r\nMIME-Version: 1.0\r\n"


def nested(depth: int) -> bytes:
    parts = (b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (one, one) for one in range(depth))
    return HEAD + b"".join(parts)


def forwarded(depth: int) -> bytes:
    return HEAD + b"Content-Type: message/rfc822\r\n\r\n" * depth


def many_parts(number: int) -> bytes:
    return HEAD + b"Content-Type: multipart/mixed; boundary=b\r\n\r\n" + b"--b\r\n\r\nx\r\n" * number


def many_headers(number: int) -> bytes:
    return HEAD + b"X: y\r\n" * number + b"\r\n"


def many_properties(number: int) -> bytes:
    return plain(PIM, calendar(PIM, *(f"X-{one}:1" for one in range(number))))


def deep_calendar(depth: int) -> bytes:
    return plain(PIM, "BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\n" + "BEGIN:VEVENT\r\n" * depth + f"UID:{UID}\r\n")


def zip_bomb() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("invite.ics", b"\0" * (50 * MEGABYTE))
    body = packed.getvalue().hex().encode()
    return HEAD + b'Content-Type: application/zip; name="invite.ics"\r\nContent-Disposition: attachment\r\n\r\n' + body


HOSTILE: dict[str, Callable[[], bytes]] = {
    "nothing": lambda: b"",
    "zeros": lambda: b"\0" * MEGABYTE,
    "nested multiparts": lambda: nested(MEGABYTE // 60),
    "nested multiparts of a length the parser takes": lambda: nested(900),
    "forwarded over and over": lambda: forwarded(20_000),
    "100 000 parts": lambda: many_parts(100_000),
    "100 000 headers": lambda: many_headers(100_000),
    "one endless header": lambda: HEAD + b"References: " + b"<a@b> " * 150_000 + b"\r\n\r\n",
    "one endless From": lambda: b"From: " + b'"' * 500_000 + b"<a@b>\r\n\r\n",
    "an endless From of brackets": lambda: b"From: " + b"<" * 500_000 + b"\r\n\r\n",
    "an endless line": lambda: plain(PIM, "BEGIN:VCALENDAR\r\nX-A" + ";A=B" * 200_000),
    "a boundary that is missing": lambda: HEAD + b"Content-Type: multipart/mixed\r\n\r\n--\r\n",
    "a header that breaks out": lambda: HEAD + b"Subject: a\r\rBcc: b@c\r\n\r\n",
    "a charset of nothing": lambda: HEAD + b"Content-Type: text/calendar; charset*=x''%ff%fe\r\n\r\n\xff\xfe",
    "a broken parameter": lambda: HEAD + b"Content-Type: text/calendar; name*0*=a'b; name*1=\"\r\n\r\nx",
    "broken base64": lambda: HEAD + b"Content-Type: text/calendar\r\nContent-Transfer-Encoding: base64\r\n\r\n=====A",
    "broken uuencode": lambda: (
        HEAD + b"Content-Type: text/calendar\r\nContent-Transfer-Encoding: x-uue\r\n\r\nbegin 644 x\r\n\xff"
    ),
    "a zip bomb": zip_bomb,
}


@pytest.mark.parametrize("what", HOSTILE)
def test_nothing_hostile_is_an_answer_or_an_error(what: str) -> None:
    found = read(HOSTILE[what](), DOMAIN)
    assert found.kind is IncomingKind.OTHER
    assert not is_for_us(HOSTILE[what](), DOMAIN, is_promising=False)


def test_an_answer_among_10_000_properties_is_still_read() -> None:
    assert read(many_properties(10_000), DOMAIN).reply is not None


def test_an_answer_among_more_than_that_waits_for_a_person() -> None:
    found = read(many_properties(30_000), DOMAIN)
    assert (found.waits, found.uid) == (WaitsBecause.UNREADABLE, UID)


def test_an_event_within_events_is_no_answer() -> None:
    assert read(deep_calendar(15_000), DOMAIN).reply is None


def test_what_cannot_be_read_but_names_a_mail_of_ours_waits_for_a_person() -> None:
    raw = nested(5000) + f"In-Reply-To: <{bounces.TOKEN}@{DOMAIN}>".encode()
    found = read(raw, DOMAIN)
    assert (found.waits, found.token) == (WaitsBecause.UNREADABLE, bounces.TOKEN)


@pytest.mark.parametrize(
    ("values", "address"),
    [
        (["pim@tandem.example"], "pim@tandem.example"),
        (["Pim <Pim@Tandem.example>"], "pim@tandem.example"),
        (['"Wit, Pim de" <pim@tandem.example>'], "pim@tandem.example"),
        (['"a\\"<b>" <pim@tandem.example>'], "pim@tandem.example"),
        (["=?utf-8?q?Zo=C3=AB?= <zoe@tandem.example>"], "zoe@tandem.example"),
        (["<a@b.example> <pim@tandem.example>"], ""),
        (["pim@tandem.example, bo@tandem.example"], ""),
        (["pim@tandem.example,bo@tandem.example"], ""),
        (["groep: pim@tandem.example;"], ""),
        (["pim@tandem.example (bo@tandem.example)"], ""),
        (["bo@tandem.example)pim@tandem.example"], ""),
        (["pim@tandem.example", "pim@tandem.example"], ""),
        ([""], ""),
        ([], ""),
    ],
)
def test_from_is_one_address_or_none(values: list[str], address: str) -> None:
    assert only_address(values) == address


MAILS = [make() for make in replies.CLIENTS.values()] + [make() for make in bounces.SERVERS.values()]


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(MAILS), st.data())
def test_a_mail_with_something_changed_never_raises(mail: bytes, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(mail)))
    end = data.draw(st.integers(start, min(len(mail), start + 60)))
    put = data.draw(
        st.binary(max_size=40) | st.sampled_from([b"\r\n", b"\r\n\r\n", b"\0", b"--", b";", b'"', b"=?", b"\xff"])
    )
    again = data.draw(st.integers(1, 3))
    raw = mail[:start] + put * again + mail[end:]
    found = read(raw, DOMAIN)
    is_for_us(raw, DOMAIN, is_promising=False)
    if found.reply is not None and found.reply.is_verified:
        # Whatever was changed: who is believed is who sent it, or a secretary of the same house.
        assert found.reply.from_address.rpartition("@")[2] == found.reply.attendee_email.rpartition("@")[2]


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_are_read_without_an_error(body: bytes) -> None:
    for head in (
        b"",
        b"Content-Type: text/calendar\r\n\r\n",
        b"Content-Type: multipart/report; boundary=b\r\n\r\n--b\r\n",
    ):
        read(head + body, DOMAIN)
        read(b"From: " + body + b"\r\nContent-Type: " + body, DOMAIN)


_LINES = st.lists(
    st.sampled_from(
        [
            "BEGIN:VCALENDAR", "END:VCALENDAR", "BEGIN:VEVENT", "END:VEVENT", "METHOD:REPLY", "METHOD:COUNTER",
            f"UID:{UID}",
            "SEQUENCE:-1", "SEQUENCE:99999999999999999999", "SEQUENCE:٣", "DTSTAMP:99991231T235959Z", "DTSTAMP:P1D",
            "DTSTART;TZID=Pacific/Apia:00010101T000000", "DTEND:20261124T250000", "ATTENDEE;PARTSTAT=ACCEPTED:mailto:",
            "ATTENDEE;PARTSTAT=ACCEPTED:mailto:pim@tandem.example", 'ATTENDEE;SENT-BY="":x', "COMMENT;X=", ";:", ":",
            " ",
            "DTSTAMP;TZID=Europe/Brussels:20261117T100500", "DTSTAMP;VALUE=DATE:20261117", "RECURRENCE-ID:x",
        ]
    ),
    max_size=30,
)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(_LINES)
def test_any_order_of_calendar_lines_is_read_without_an_error(lines: list[str]) -> None:
    found = read(plain(PIM, "\r\n".join(lines)), DOMAIN)
    if found.reply is not None:
        assert 0 <= found.reply.sequence < 2**31
        assert found.reply.stamped_at.tzinfo is not None
