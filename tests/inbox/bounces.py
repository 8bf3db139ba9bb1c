"""Delivery reports as mail servers write them, by their documented shapes. The people are invented."""

from collections.abc import Callable
from textwrap import dedent

TOKEN = "0123456789abcdef0123456789abcdef"
RECIPIENT = "pim@tandem.example"


def _mail(text: str) -> bytes:
    return dedent(text).strip("\n").replace("\n", "\r\n").encode("utf-8") + b"\r\n"


def postfix(
    token: str = TOKEN,
    recipient: str = RECIPIENT,
    *,
    action: str = "failed",
    status: str = "5.1.1",
    diagnostic: str = "smtp; 550 5.1.1 <{recipient}>: Recipient address rejected: User unknown",
) -> bytes:
    """Postfix: the address only in Final-Recipient and Original-Recipient; the mail itself comes along."""
    told = diagnostic.format(recipient=recipient)
    return _mail(f"""
        Return-Path: <>
        Delivered-To: bounce+{token}@portal.example
        Date: Tue, 17 Nov 2026 10:01:00 +0100 (CET)
        From: MAILER-DAEMON@relay.portal.example (Mail Delivery System)
        Subject: Undelivered Mail Returned to Sender
        To: bounce+{token}@portal.example
        Auto-Submitted: auto-replied
        MIME-Version: 1.0
        Content-Type: multipart/report; report-type=delivery-status;
         boundary="4F0C2A.1763370060/relay.portal.example"
        Content-Transfer-Encoding: 8bit
        Message-Id: <20261117090100.5D3A@relay.portal.example>

        This is a MIME-encapsulated message.

        --4F0C2A.1763370060/relay.portal.example
        Content-Description: Notification
        Content-Type: text/plain; charset=utf-8

        This is the mail system at host relay.portal.example.

        --4F0C2A.1763370060/relay.portal.example
        Content-Description: Delivery report
        Content-Type: message/delivery-status

        Reporting-MTA: dns; relay.portal.example
        X-Postfix-Queue-ID: 4F0C2A
        X-Postfix-Sender: rfc822; bounce+{token}@portal.example
        Arrival-Date: Tue, 17 Nov 2026 10:00:58 +0100 (CET)

        Final-Recipient: rfc822; {recipient}
        Original-Recipient: rfc822;{recipient}
        Action: {action}
        Status: {status}
        Remote-MTA: dns; mx.tandem.example
        Diagnostic-Code: {told}

        --4F0C2A.1763370060/relay.portal.example
        Content-Description: Undelivered Message
        Content-Type: message/rfc822

        From: Selectiedagportaal <selectiedag@portal.example>
        To: {recipient}
        Message-ID: <{token}@portal.example>
        Subject: Uitnodiging

        Dag Pim

        --4F0C2A.1763370060/relay.portal.example--
        """)


def exchange(token: str = TOKEN, recipient: str = RECIPIENT, status: str = "5.1.10") -> bytes:
    """Exchange Online: sent to the From of the envelope, only the headers of the mail come along."""
    return _mail(f"""
        From: <postmaster@tandem.example>
        To: <bounce+{token}@portal.example>
        Date: Tue, 17 Nov 2026 09:01:00 +0000
        Content-Type: multipart/report; report-type=delivery-status;
        \tboundary="d3b07384-d9a0-4c9b"
        Message-ID: <1f2e3d4c@AM0PR01MB1234.tandem.example>
        In-Reply-To: <{token}@portal.example>
        References: <{token}@portal.example>
        Subject: Undeliverable: Uitnodiging
        Auto-Submitted: auto-replied
        MIME-Version: 1.0

        --d3b07384-d9a0-4c9b
        Content-Type: multipart/alternative; differences=Content-Type;
        \tboundary="4c9b-a3e4"

        --4c9b-a3e4
        Content-Type: text/plain; charset="us-ascii"
        Content-Transfer-Encoding: quoted-printable

        Your message to {recipient} couldn't be delivered.

        --4c9b-a3e4--

        --d3b07384-d9a0-4c9b
        Content-Type: message/delivery-status

        Reporting-MTA: dns;AM0PR01MB1234.tandem.example
        Received-From-MTA: dns;relay.portal.example
        Arrival-Date: Tue, 17 Nov 2026 09:00:58 +0000

        Final-Recipient: rfc822;{recipient}
        Action: failed
        Status: {status}
        Diagnostic-Code: smtp;550 {status} RESOLVER.ADR.RecipientNotFound; not found

        --d3b07384-d9a0-4c9b
        Content-Type: text/rfc822-headers

        From: Selectiedagportaal <selectiedag@portal.example>
        To: {recipient}
        Message-ID: <{token}@portal.example>
        Subject: Uitnodiging

        --d3b07384-d9a0-4c9b--
        """)


def gmail(token: str = TOKEN, recipient: str = RECIPIENT, status: str = "5.1.1") -> bytes:
    """Gmail: pictures and words in a part of their own; the reason folded over lines."""
    return _mail(f"""
        Return-Path: <>
        From: Mail Delivery Subsystem <mailer-daemon@googlemail.com>
        To: bounce+{token}@portal.example
        Auto-Submitted: auto-replied
        Subject: Delivery Status Notification (Failure)
        References: <{token}@portal.example>
        In-Reply-To: <{token}@portal.example>
        X-Failed-Recipients: {recipient}
        Message-ID: <691b0c2c.050a0220@mx.google.com>
        Date: Tue, 17 Nov 2026 01:01:00 -0800 (PST)
        MIME-Version: 1.0
        Content-Type: multipart/report; boundary="0000000000007d3f2a"; report-type=delivery-status

        --0000000000007d3f2a
        Content-Type: multipart/related; boundary="0000000000007d4451"

        --0000000000007d4451
        Content-Type: text/html; charset="UTF-8"

        <p>Adres niet gevonden</p>
        --0000000000007d4451
        Content-Type: image/png; name="icon.png"
        Content-Transfer-Encoding: base64

        iVBORw0KGgo=
        --0000000000007d4451--
        --0000000000007d3f2a
        Content-Type: message/delivery-status

        Reporting-MTA: dns; googlemail.com
        Arrival-Date: Tue, 17 Nov 2026 01:00:58 -0800 (PST)
        X-Original-Message-ID: <{token}@portal.example>

        Final-Recipient: rfc822; {recipient}
        Action: failed
        Status: {status}
        Remote-MTA: dns; gmail-smtp-in.l.google.com. (192.0.2.1, the server for the domain.)
        Diagnostic-Code: smtp; 550-5.1.1 The email account that you tried to reach does not exist.
         550-5.1.1 Please try double-checking the address 550 5.1.1 a1b2c3
        Last-Attempt-Date: Tue, 17 Nov 2026 01:01:00 -0800 (PST)

        --0000000000007d3f2a
        Content-Type: message/rfc822

        Message-ID: <{token}@portal.example>
        To: {recipient}
        Subject: Uitnodiging

        Dag Pim
        --0000000000007d3f2a--
        """)


SERVERS: dict[str, Callable[..., bytes]] = {"Postfix": postfix, "Exchange": exchange, "Gmail": gmail}
