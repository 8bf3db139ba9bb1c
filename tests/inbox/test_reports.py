"""Delivery reports by their bytes alone: which mail, which address, why (req Y-15)."""

import base64

import pytest

from portal.inbox.reading import Reading, read
from portal.rules.delivery import Reason
from portal.rules.inbox import IncomingKind, ReportAction, WaitsBecause, is_lasting, why_it_came_back
from tests.inbox.bounces import RECIPIENT, SERVERS, TOKEN, postfix
from tests.inbox.replies import DOMAIN


def reading(raw: bytes) -> Reading:
    return read(raw, DOMAIN)


@pytest.mark.parametrize("server", SERVERS)
def test_the_report_of_every_server_is_read(server: str) -> None:
    found = reading(SERVERS[server]())
    assert (found.kind, found.token, found.waits) == (IncomingKind.REPORT, TOKEN, None)
    assert found.report is not None
    assert (found.report.action, found.report.recipients) == (ReportAction.FAILED, {RECIPIENT})
    assert found.report.code in ("5.1.1", "5.1.10")
    assert found.report.detail.startswith("550")


def test_a_report_that_came_another_way_is_known_by_the_mail_inside() -> None:
    for server in SERVERS.values():
        raw = server().replace(f"bounce+{TOKEN}@portal.example".encode(), b"selectiedag@portal.example")
        assert reading(raw).token == TOKEN


def test_a_delay_is_no_failure() -> None:
    found = reading(postfix(action="delayed", status="4.4.1")).report
    assert found is not None
    assert (found.action, found.code) == (ReportAction.DELAYED, "4.4.1")


def test_the_servers_own_reason_counts_where_the_status_says_nothing() -> None:
    found = reading(postfix(status="5.0.0", diagnostic="smtp; 552 5.2.2 Mailbox full")).report
    assert found is not None
    assert found.code == "5.2.2"


def test_a_report_in_base64_is_read_too() -> None:
    raw = postfix()
    start = raw.index(b"Reporting-MTA")
    end = raw.index(b"\r\n--4F0C2A", start)
    coded = base64.encodebytes(raw[start:end])
    raw = raw[:start] + coded + raw[end:]
    raw = raw.replace(
        b"Content-Type: message/delivery-status\r\n",
        b"Content-Type: message/delivery-status\r\nContent-Transfer-Encoding: base64\r\n",
    )
    found = reading(raw).report
    assert found is not None
    assert found.recipients == {RECIPIENT}


def test_a_report_about_a_mail_of_somebody_else_is_left_alone() -> None:
    raw = postfix().replace(b"@portal.example", b"@elders.example")
    assert reading(raw).kind is IncomingKind.OTHER


def test_a_report_without_a_reason_waits_for_a_person() -> None:
    raw = postfix().replace(b"Action: failed", b"Action: onbekend")
    assert reading(raw).waits is WaitsBecause.UNREADABLE_REPORT


def test_a_mail_that_came_back_in_words_only_waits_for_a_person() -> None:
    raw = f"From: MAILER-DAEMON@oud.example\r\nTo: bounce+{TOKEN}@portal.example\r\n\r\nUser unknown".encode()
    found = reading(raw)
    assert (found.kind, found.token, found.waits) == (IncomingKind.REPORT, TOKEN, WaitsBecause.UNREADABLE_REPORT)


def test_a_receipt_is_put_aside() -> None:
    raw = postfix().replace(b"report-type=delivery-status", b"report-type=disposition-notification")
    assert (reading(raw).kind, reading(raw).waits) == (IncomingKind.AUTOMATIC, None)


@pytest.mark.parametrize(
    ("code", "lasting", "reason"),
    [
        ("5.1.1", True, Reason.NO_SUCH_ADDRESS),
        ("5.1.10", True, Reason.NO_SUCH_ADDRESS),
        ("5.2.1", True, Reason.NO_SUCH_ADDRESS),
        ("5.4.4", True, Reason.NO_SUCH_ADDRESS),
        ("5.0.0", True, Reason.NO_SUCH_ADDRESS),
        ("5.2.2", False, Reason.MAILBOX_FULL),
        ("4.2.2", False, Reason.MAILBOX_FULL),
        ("4.4.7", False, Reason.REFUSED_ELSEWHERE),
        ("5.7.1", False, Reason.REFUSED_ELSEWHERE),
        ("5.3.4", False, Reason.REFUSED_ELSEWHERE),
        ("5.4.316", False, Reason.REFUSED_ELSEWHERE),
        ("", False, Reason.REFUSED_ELSEWHERE),
        ("drop table", False, Reason.REFUSED_ELSEWHERE),
    ],
)
def test_only_what_is_wrong_with_the_address_itself_lasts(code: str, lasting: bool, reason: Reason) -> None:
    assert is_lasting(code) is lasting
    assert why_it_came_back(code) is reason
