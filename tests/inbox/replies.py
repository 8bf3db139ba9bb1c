"""Answers to an invitation as calendar programs write them, by their documented shapes. The people are invented."""

import base64
import quopri
from dataclasses import dataclass, replace
from textwrap import dedent

DOMAIN = "portal.example"
UID = "5b0c4f3a-2f57-4d5e-9d1e-8a3f2f6f9a01@portal.example"


@dataclass(frozen=True, kw_only=True)
class Answering:
    """Who answers what to which version. `partstat` as in iCalendar."""

    uid: str = UID
    sequence: int = 0
    email: str = "pim@tandem.example"
    name: str = "Pim de Wit"
    partstat: str = "ACCEPTED"
    stamp: str = "20261117T090500Z"
    organizer: str = "selectiedag@portal.example"
    comment: str = ""
    sent_by: str = ""

    def but(self, **changed: object) -> "Answering":
        """The same, but for some things."""
        return replace(self, **changed)  # type: ignore[arg-type]


PIM = Answering()
VERBS = {"ACCEPTED": "Geaccepteerd", "DECLINED": "Geweigerd", "TENTATIVE": "Voorlopig"}


def calendar(who: Answering, *lines: str, method: str = "REPLY", attendee: str = "", organizer: bool = True) -> str:
    """The iCalendar object of an answer, with more `lines` in its event."""
    sent_by = f';SENT-BY="mailto:{who.sent_by}"' if who.sent_by else ""
    named = attendee or f"ATTENDEE;CN={who.name};PARTSTAT={who.partstat}{sent_by}:mailto:{who.email}"
    event = [
        f"UID:{who.uid}",
        f"SEQUENCE:{who.sequence}",
        f"DTSTAMP:{who.stamp}",
        *([f"ORGANIZER:mailto:{who.organizer}"] if organizer else []),
        named,
        *([f"COMMENT:{who.comment}"] if who.comment else []),
        *lines,
    ]
    whole = ["BEGIN:VCALENDAR", "PRODID:-//Tests//NL", "VERSION:2.0", f"METHOD:{method}", "BEGIN:VEVENT", *event]
    return "\r\n".join([*whole, "END:VEVENT", "END:VCALENDAR", ""])


def _mail(head: str, body: str) -> bytes:
    lines = dedent(head).strip("\n").split("\n")
    return ("\r\n".join(lines) + "\r\n\r\n" + body.replace("\r\n", "\n").replace("\n", "\r\n")).encode("utf-8")


def _part(kind: str, body: str, *, how: str = "7bit", more: str = "") -> str:
    encoded = {
        "7bit": lambda: body,
        "8bit": lambda: body,
        "base64": lambda: base64.encodebytes(body.encode()).decode(),
        "quoted-printable": lambda: quopri.encodestring(body.encode()).decode(),
    }[how]()
    return f"Content-Type: {kind}\r\nContent-Transfer-Encoding: {how}\r\n{more}\r\n{encoded}\r\n"


def _multipart(boundary: str, *parts: str) -> str:
    return "".join(f"--{boundary}\r\n{part}" for part in parts) + f"--{boundary}--\r\n"


def outlook(who: Answering = PIM) -> bytes:
    """Outlook for Windows with an internet account: the calendar is the whole mail, MAILTO in capitals."""
    attendee = f'ATTENDEE;PARTSTAT={who.partstat};CN="{who.name}":MAILTO:{who.email.upper()}'
    body = calendar(
        who,
        "SUMMARY;LANGUAGE=nl:Geaccepteerd: Infosessie",
        'DTSTART;TZID="Romance Standard Time":20261124T093000',
        "X-MICROSOFT-CDO-APPT-SEQUENCE:0",
        "TRANSP:OPAQUE",
        attendee=attendee,
    )
    head = f"""
        From: "{who.name}" <{who.email}>
        To: <{who.organizer}>
        Subject: {VERBS.get(who.partstat, "Antwoord")}: Infosessie
        Date: Tue, 17 Nov 2026 10:05:00 +0100
        Message-ID: <003001dc57a1$6f0d7f30$4d287d90$@tandem.example>
        MIME-Version: 1.0
        Content-Type: text/calendar; method=REPLY; charset="utf-8"
        Content-Transfer-Encoding: 7bit
        X-Mailer: Microsoft Outlook 16.0
    """
    return _mail(head, body)


def exchange(who: Answering = PIM, *, sender: str = "") -> bytes:
    """Exchange: the calendar in base64 beside text and HTML, no ORGANIZER, and marks against automatic answers."""
    body = calendar(
        who,
        "SUMMARY;LANGUAGE=nl-BE:Geaccepteerd: Infosessie",
        "DTSTART;TZID=Romance Standard Time:20261124T093000",
        "X-MICROSOFT-CDO-BUSYSTATUS:BUSY",
        organizer=False,
    )
    head = f"""
        From: {who.name} <{sender or who.email}>
        To: "selectiedag@portal.example" <{who.organizer}>
        Subject: {VERBS.get(who.partstat, "Antwoord")}: Infosessie
        Thread-Topic: Infosessie
        Date: Tue, 17 Nov 2026 09:05:00 +0000
        Message-ID: <AM0PR01MB1234567890@AM0PR01MB1234.tandem.example>
        Accept-Language: nl-BE
        X-Auto-Response-Suppress: DR, OOF, AutoReply
        Content-Type: multipart/alternative;
         boundary="_000_AM0PR01MB1234_"
        MIME-Version: 1.0
    """
    parts = (
        _part('text/plain; charset="utf-8"', "\r\n", how="base64"),
        _part('text/html; charset="utf-8"', "<html><body></body></html>", how="quoted-printable"),
        _part('text/calendar; charset="utf-8"; method=REPLY', body, how="base64"),
    )
    return _mail(head, _multipart("_000_AM0PR01MB1234_", *parts))


def gmail(who: Answering = PIM) -> bytes:
    """Google Calendar: in the alternative and again as an attachment, sent by a machine in the person's name."""
    attendee = (
        f"ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT={who.partstat};CN={who.name};X-NUM-GUESTS=0"
        + (f';X-RESPONSE-COMMENT="{who.comment}"' if who.comment else "")
        + f":mailto:{who.email}"
    )
    body = calendar(who.but(comment=""), "DTSTART:20261124T083000Z", "STATUS:CONFIRMED", attendee=attendee)
    head = f"""
        Reply-To: {who.name} <{who.email}>
        Sender: Google Calendar <calendar-notification@google.com>
        Auto-Submitted: auto-generated
        Message-ID: <calendar-0f3c2f04-6b2a-4f6a@google.com>
        Date: Tue, 17 Nov 2026 09:05:00 +0000
        Subject: Geaccepteerd: Infosessie
        From: {who.name} <{who.email}>
        To: {who.organizer}
        MIME-Version: 1.0
        Content-Type: multipart/mixed; boundary="000000000000f1b2c3"
    """
    alternative = 'Content-Type: multipart/alternative; boundary="000000000000f1b2c1"\r\n\r\n' + _multipart(
        "000000000000f1b2c1",
        _part('text/plain; charset="UTF-8"; format=flowed; delsp=yes', f"{who.name} komt.\r\n", how="base64"),
        _part('text/html; charset="UTF-8"', "<p>komt</p>", how="quoted-printable"),
        _part('text/calendar; charset="UTF-8"; method=REPLY', body),
    )
    attachment = _part(
        'application/ics; name="invite.ics"', body, how="base64",
        more='Content-Disposition: attachment; filename="invite.ics"\r\n',
    )  # fmt: skip
    return _mail(head, _multipart("000000000000f1b2c3", alternative, attachment))


def apple(who: Answering = PIM) -> bytes:
    """Apple: an opaque address with EMAIL beside it, LF inside, and no METHOD in the MIME header."""
    attendee = (
        f'ATTENDEE;CN="{who.name}";CUTYPE=INDIVIDUAL;EMAIL={who.email};PARTSTAT={who.partstat}:\r\n'
        " /aMTA2NDkxMDY0OTEwNjQ5/principal/"
    )
    body = calendar(who, "DTSTART;TZID=Europe/Brussels:20261124T093000", attendee=attendee).replace("\r\n", "\n")
    head = f"""
        Content-Type: multipart/mixed; boundary=Apple-Mail-8C4B
        From: {who.name} <{who.email}>
        Mime-Version: 1.0 (1.0)
        Date: Tue, 17 Nov 2026 10:05:00 +0100
        Subject: =?utf-8?Q?Geaccepteerd=3A_Infosessie?=
        Message-Id: <8C4B0F3C-6B2A-4F6A-9E0E@tandem.example>
        To: {who.organizer}
        X-Mailer: iPhone Mail (23B85)
    """
    parts = (
        _part("text/plain; charset=us-ascii", "\r\n"),
        _part(
            "text/calendar; charset=utf-8; name=meeting.ics", body, how="quoted-printable",
            more="Content-Disposition: attachment; filename=meeting.ics\r\n",
        ),
    )  # fmt: skip
    return _mail(head, _multipart("Apple-Mail-8C4B", *parts))


def thunderbird(who: Answering = PIM) -> bytes:
    """Thunderbird: eight bits, folded lines, and the attachment too."""
    attendee = (
        f"ATTENDEE;CN={who.name};PARTSTAT={who.partstat};ROLE=REQ-PARTICIPANT;RSVP=TRUE;C\r\n"
        f" UTYPE=INDIVIDUAL:mailto:{who.email}"
    )
    body = calendar(who, "LAST-MODIFIED:20261117T090459Z", "X-MOZ-RECEIVED-SEQUENCE:0", attendee=attendee)
    head = f"""
        Message-ID: <2a6e6a3e-9f2c-4a58-b7a1@tandem.example>
        Date: Tue, 17 Nov 2026 10:05:00 +0100
        MIME-Version: 1.0
        User-Agent: Mozilla Thunderbird
        From: {who.name} <{who.email}>
        To: {who.organizer}
        Subject: Antwoord op uitnodiging: Infosessie
        Content-Type: multipart/mixed; boundary="------------A1b2C3"
    """
    alternative = 'Content-Type: multipart/alternative; boundary="------------D4e5F6"\r\n\r\n' + _multipart(
        "------------D4e5F6",
        _part("text/plain; charset=UTF-8; format=flowed", "Pim heeft je uitnodiging aanvaard – tot dan.", how="8bit"),
        _part("text/calendar; charset=UTF-8; method=REPLY", body, how="8bit"),
    )
    attachment = _part(
        'application/ics; name="invite.ics"', body, how="base64",
        more='Content-Disposition: attachment; filename="invite.ics"\r\n',
    )  # fmt: skip
    return _mail(head, _multipart("------------A1b2C3", alternative, attachment))


CLIENTS = {
    "Outlook": outlook,
    "Exchange": exchange,
    "Gmail": gmail,
    "Apple": apple,
    "Thunderbird": thunderbird,
}


def plain(who: Answering, body: str, *, sender: str = "", more: str = "") -> bytes:
    """The simplest mail around a calendar, for what no program would write."""
    head = f"From: {sender or who.email}\nTo: {who.organizer}\nDate: Tue, 17 Nov 2026 10:05:00 +0100\n"
    head += more + "Subject: Antwoord\nMIME-Version: 1.0\nContent-Type: text/calendar; charset=utf-8"
    return _mail(head, body)


def words(who: Answering = PIM, *, answers: str = "", more: str = "", text: str = "Ik kom graag!") -> bytes:
    """What a person writes in words; `answers` is the Message-ID of a mail of ours."""
    head = f"From: {who.name} <{who.email}>\nTo: {who.organizer}\nSubject: Re: Infosessie\n{more}"
    head += f"In-Reply-To: {answers}\nReferences: {answers}\n" if answers else ""
    return _mail(head + "Message-ID: <woorden@tandem.example>\nContent-Type: text/plain; charset=utf-8", text)
