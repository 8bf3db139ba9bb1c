"""What a mail is, by its bytes alone: answers of every program, and what is none (req Y-1)."""

from datetime import UTC, datetime

import pytest

from portal.inbox.reading import Reading, is_for_us, read
from portal.rules.answers import COUNTER, MailedReply
from portal.rules.inbox import IncomingKind, WaitsBecause
from tests.inbox import replies
from tests.inbox.bounces import TOKEN
from tests.inbox.replies import CLIENTS, DOMAIN, PIM, UID, Answering, calendar, plain, words

STAMP = datetime(2026, 11, 17, 9, 5, tzinfo=UTC)


def reading(raw: bytes) -> Reading:
    return read(raw, DOMAIN)


@pytest.mark.parametrize(
    ("partstat", "answer"), [("ACCEPTED", "accepted"), ("DECLINED", "declined"), ("TENTATIVE", "tentative")]
)
@pytest.mark.parametrize("client", CLIENTS)
def test_an_answer_of_every_program_is_read(client: str, partstat: str, answer: str) -> None:
    # req Y-1
    found = reading(CLIENTS[client](PIM.but(partstat=partstat, sequence=3)))
    assert (found.kind, found.waits) == (IncomingKind.ANSWER, None)
    assert found.reply is not None
    assert (found.reply.uid, found.reply.answer, found.reply.sequence) == (UID, answer, 3)
    assert (found.reply.attendee_email, found.reply.from_address) == ("pim@tandem.example", "pim@tandem.example")
    assert found.reply.stamped_at == STAMP
    assert found.reply.is_verified


def test_what_is_written_with_an_answer_comes_along() -> None:
    assert (
        _reply(replies.exchange(PIM.but(comment="Ik kom\\, maar later\\nGroeten"))).note == "Ik kom, maar later Groeten"
    )
    assert _reply(replies.gmail(PIM.but(comment="Tot dan"))).note == "Tot dan"


def _reply(raw: bytes) -> MailedReply:
    found = reading(raw).reply
    assert found is not None
    return found


def test_a_secretary_of_the_same_house_answers_for_somebody() -> None:
    answer = PIM.but(sent_by="secretariaat@tandem.example")
    assert _reply(replies.exchange(answer, sender="secretariaat@tandem.example")).is_verified


@pytest.mark.parametrize(
    "raw",
    [
        replies.exchange(PIM, sender="iemand@elders.example"),
        replies.exchange(PIM.but(sent_by="iemand@elders.example"), sender="iemand@elders.example"),
        plain(PIM, calendar(PIM), sender="Pim <pim@tandem.example>, Bo <bo@tandem.example>"),
        plain(PIM, calendar(PIM), sender='"pim@tandem.example" <boef@elders.example>'),
        plain(PIM, calendar(PIM), sender="pim@tandem.example@elders.example"),
        plain(PIM, calendar(PIM), more="From: bo@tandem.example\n"),
        plain(PIM, calendar(PIM), more="Authentication-Results: mx.portal.example; spf=none;\n dmarc=fail\n"),
    ],
    ids=["another", "a stranger's SENT-BY", "two", "a name that lies", "two at signs", "two headers", "DMARC"],
)
def test_an_answer_that_is_not_surely_from_the_person_asked_is_not_believed(raw: bytes) -> None:
    assert not _reply(raw).is_verified


def test_an_answer_without_a_sender_is_not_believed() -> None:
    assert not _reply(plain(PIM, calendar(PIM)).replace(b"From: pim@tandem.example\r\n", b"")).is_verified


def test_the_method_stands_in_the_calendar_not_in_the_header_of_the_part() -> None:
    raw = plain(PIM, calendar(PIM, method="REQUEST"))
    assert reading(raw.replace(b"text/calendar;", b"text/calendar; method=REPLY;")).kind is IncomingKind.OTHER
    raw = plain(PIM, calendar(PIM))
    assert _reply(raw.replace(b"text/calendar;", b"text/calendar; method=REQUEST;")).answer == "accepted"


@pytest.mark.parametrize("method", ["REQUEST", "CANCEL", "PUBLISH", "DECLINECOUNTER", "REFRESH", "ADD", ""])
def test_what_is_no_answer_is_left_alone(method: str) -> None:
    assert reading(plain(PIM, calendar(PIM, method=method))).kind is IncomingKind.OTHER


def test_an_answer_to_somebody_elses_appointment_is_left_alone() -> None:
    foreign = PIM.but(uid="040000008200E00074C5B7101A82E008@elders.example")
    assert reading(replies.exchange(foreign)).kind is IncomingKind.OTHER


@pytest.mark.parametrize(
    "body",
    [
        calendar(PIM, "RECURRENCE-ID:20261124T083000Z"),
        calendar(PIM, "RRULE:FREQ=WEEKLY"),
        calendar(PIM).replace("END:VCALENDAR", calendar(PIM.but(sequence=2)).split("\r\n", 4)[4]),
        calendar(PIM.but(partstat="NEEDS-ACTION")),
        calendar(PIM.but(partstat="DELEGATED")),
        calendar(PIM, attendee="X-NOBODY:1"),
        calendar(PIM, "ATTENDEE;PARTSTAT=DECLINED:mailto:pim@tandem.example"),
        calendar(PIM, attendee="ATTENDEE;PARTSTAT=ACCEPTED:urn:uuid:1"),
    ],
    ids=["one of a series", "a series", "two events", "no answer", "passed on", "nobody", "twice", "no address"],
)
def test_an_answer_that_is_not_clear_waits_for_a_person(body: str) -> None:
    found = reading(plain(PIM, body))
    assert (found.kind, found.waits, found.uid) == (IncomingKind.ANSWER, WaitsBecause.UNCLEAR_ANSWER, UID)


def test_two_parts_that_disagree_are_not_clear() -> None:
    raw = replies.gmail(PIM)
    yes = b"PARTSTAT=ACCEPTED"
    assert raw.count(yes) == 1  # the attachment is in base64
    assert reading(raw.replace(yes, b"PARTSTAT=DECLINED")).waits is WaitsBecause.UNCLEAR_ANSWER


def test_of_several_attendees_the_one_who_sends_it_answers() -> None:
    others = "ATTENDEE;PARTSTAT=DECLINED:mailto:joke@brug.example"
    assert _reply(plain(PIM, calendar(PIM, others))).answer == "accepted"


def test_a_wish_for_another_moment_is_read_with_its_time() -> None:
    # Outlook's own names of zones, a zone of IANA, UTC
    for start, end in (
        ("DTSTART;TZID=Romance Standard Time:20261125T140000", "DTEND;TZID=Romance Standard Time:20261125T150000"),
        ("DTSTART;TZID=Europe/Brussels:20261125T140000", "DTEND;TZID=Europe/Brussels:20261125T150000"),
        ("DTSTART:20261125T130000Z", "DTEND:20261125T140000Z"),
    ):
        body = calendar(PIM.but(partstat="TENTATIVE"), start, end, "LOCATION:Online", method="COUNTER")
        found = _reply(plain(PIM, body))
        assert (found.answer, found.wish_location) == (COUNTER, "Online")
        assert found.wish_starts_at == datetime(2026, 11, 25, 13, 0, tzinfo=UTC)
        assert found.wish_ends_at == datetime(2026, 11, 25, 14, 0, tzinfo=UTC)


def test_a_wish_without_a_zone_has_no_time_of_its_own() -> None:
    body = calendar(PIM, "DTSTART:20261125T140000", method="COUNTER")
    found = _reply(plain(PIM, body))
    assert (found.answer, found.wish_starts_at) == (COUNTER, None)


def test_the_zone_of_one_mail_is_not_used_for_another() -> None:
    zone = "BEGIN:VTIMEZONE\r\nTZID:Zomaar\r\nBEGIN:STANDARD\r\nDTSTART:16010101T000000\r\nTZOFFSETFROM:+0900\r\n"
    zone += "TZOFFSETTO:+0900\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\nBEGIN:VEVENT"
    strange = calendar(PIM, "DTSTART;TZID=Zomaar:20261125T140000", method="COUNTER")
    for body in (strange.replace("BEGIN:VEVENT", zone), strange):
        assert _reply(plain(PIM, body)).wish_starts_at is None


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n"])
def test_ends_of_lines_do_not_matter(end: str) -> None:
    raw = replies.exchange(PIM)
    assert _reply(raw.replace(b"\r\n", end.encode())).answer == "accepted"


def test_a_lie_about_the_charset_does_not_matter() -> None:
    for lie in (b"utf-7", b"hex", b"punycode", b"nonsense", b"utf-16", b"\xff"):
        raw = plain(PIM.but(name="Zo\u00eb"), calendar(PIM.but(comment="caf\u00e9")))
        assert _reply(raw.replace(b"charset=utf-8", b"charset=" + lie)).note == "caf\u00e9"


def test_a_stamp_that_is_missing_is_the_date_of_the_mail() -> None:
    assert _reply(plain(PIM, calendar(PIM).replace(f"DTSTAMP:{PIM.stamp}\r\n", ""))).stamped_at == STAMP


def test_a_comment_brings_no_control_characters_and_no_length() -> None:
    note = _reply(plain(PIM, calendar(PIM.but(comment="a\x00b\x1b\u202e" + "c" * 5000)))).note
    assert note.startswith("abc")
    assert len(note) == 500


OURS = f"<{TOKEN}@{DOMAIN}>"


def test_words_of_a_person_are_for_a_person() -> None:
    raw = words(answers=OURS)
    assert reading(raw).kind is IncomingKind.OTHER
    assert not is_for_us(raw, DOMAIN, is_promising=False)


@pytest.mark.parametrize(
    "mark",
    [
        "Auto-Submitted: auto-replied\n",
        "X-Auto-Response-Suppress: All\n",
        "Precedence: bulk\n",
        "Precedence: auto_reply\n",
        "Return-Path: <>\n",
    ],
)
def test_an_automatic_answer_to_a_mail_of_ours_is_put_aside(mark: str) -> None:
    # req Y-1
    raw = words(answers=OURS, more=mark, text="Ik ben met vakantie.")
    found = reading(raw)
    assert (found.kind, found.token, found.waits) == (IncomingKind.AUTOMATIC, TOKEN, None)
    assert is_for_us(raw, DOMAIN, is_promising=False)


def test_an_automatic_answer_to_the_envelope_is_put_aside() -> None:
    raw = words(Answering(organizer=f"bounce+{TOKEN}@{DOMAIN}"), more="Auto-Submitted: auto-replied\n")
    assert (reading(raw).kind, reading(raw).token) == (IncomingKind.AUTOMATIC, TOKEN)


@pytest.mark.parametrize("mark", ["Precedence: bulk\n", "Auto-Submitted: auto-generated\n", ""])
def test_mail_that_is_not_about_ours_is_left_alone(mark: str) -> None:
    raw = words(more=mark)
    assert reading(raw).kind is IncomingKind.OTHER
    assert not is_for_us(raw, DOMAIN, is_promising=False)
    assert reading(words(answers=f"<{TOKEN}@{DOMAIN}.elders.example>", more=mark)).kind is IncomingKind.OTHER


def test_of_a_mail_too_big_only_who_it_is_from_is_known() -> None:
    found = read(words(answers=OURS), DOMAIN, is_whole=False)
    assert (found.waits, found.token, found.reply) == (WaitsBecause.TOO_BIG, TOKEN, None)
    assert read(words(), DOMAIN, is_whole=False).kind is IncomingKind.OTHER
