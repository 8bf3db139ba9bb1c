"""iCalendar bytes, by the table of the calendar design. Knows no database."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from urllib.parse import quote
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, vCalAddress, vText

from portal.calendar.zones import UnsupportedZone, timezone_of

PRODID = "-//Selection Day Portal//Appointments//NL"
# Line breaks of all kinds become one kind; other control characters, and marks that steer a parser, go. So do the
# marks that turn a text around, as in mails: they could make a name read as what it is not.
_BREAKS = re.compile("\r\n|[\r\n\u0085\u2028\u2029\u000b\u000c]")
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff\ud800-\udfff\ufffe\uffff]")
_DIRECTIONS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_ADDRESS_SIGNS = "@!$&'*+-=_.~/"  # what may stand in a mailto: as it is (RFC 6068)


class Method(StrEnum):
    """What the receiver should do: iTIP's methods that the portal sends."""

    REQUEST = "REQUEST"
    CANCEL = "CANCEL"


@dataclass(frozen=True)
class Party:
    """An address in a calendar: the organizer or the one attendee."""

    email: str
    name: str = ""


@dataclass(frozen=True, kw_only=True)
class Appointment:
    """One revision of one person's appointment, complete: rendering it twice gives the same bytes.

    Instants are aware; `zone` is the IANA zone in which they are shown. With `all_day` the days are those of
    `starts_at` up to and including the last day that `ends_at` touches.
    """

    uid: str
    sequence: int
    stamped_at: datetime
    created_at: datetime
    organizer: Party
    attendee: Party
    starts_at: datetime
    ends_at: datetime
    zone: str
    summary: str
    description: str = ""
    location: str = ""
    url: str = ""
    all_day: bool = False
    transparent: bool = False
    asks_answer: bool = True
    cancelled: bool = False


class EscapedText(vText):
    """TEXT escaped by RFC 5545 §3.3.11 alone; icalendar also makes a literal backslash-N a line break."""

    def to_ical(self) -> bytes:
        escaped = str(self).replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")
        return escaped.encode("utf-8")


def cleaned(text: str) -> str:
    """Text for a calendar: line breaks as LF; no other C0 or C1 character, U+2028, U+2029, BOM, surrogate, no mark
    that turns the text around.
    """
    plain = _DIRECTIONS.sub("", _CONTROLS.sub("", text))
    return _BREAKS.sub("\n", unicodedata.normalize("NFC", plain)).replace("\t", " ")


def cleaned_line(text: str) -> str:
    """The same on one line."""
    return " ".join(cleaned(text).split())


def cleaned_name(text: str) -> str:
    """A name as a parameter can carry it: no quotation mark; no caret, which starts an escape that few programs know
    (RFC 6868); no backslash, after which libical takes the next sign, the end of the name too, for a part of it.
    """
    return cleaned_line(text).replace('"', "'").replace("\\", "/").replace("^", "")


def itip(appointment: Appointment) -> bytes:
    """A whole VCALENDAR for a mail: METHOD CANCEL when cancelled, else REQUEST; CRLF, folded at 75 octets."""
    calendar = blank_calendar(method_of(appointment).value)
    event = event_of(appointment)
    event.add("ORGANIZER", _address(appointment.organizer))
    event.add("ATTENDEE", _attendee(appointment))
    if "TZID" in event["DTSTART"].params:
        calendar.add_component(timezone_of(appointment.zone, appointment.starts_at.year))
    calendar.add_component(event)
    return calendar.to_ical()


def blank_calendar(method: str) -> Calendar:
    """A VCALENDAR of ours with nothing in it yet."""
    # Not Calendar.new(): it invents a UID and a stamp.
    calendar = Calendar()
    calendar.add("PRODID", PRODID)
    calendar.add("VERSION", "2.0")
    calendar.add("CALSCALE", "GREGORIAN")
    calendar.add("METHOD", method)
    return calendar


def method_of(appointment: Appointment) -> Method:
    """CANCEL when cancelled, else REQUEST."""
    return Method.CANCEL if appointment.cancelled else Method.REQUEST


def event_of(appointment: Appointment) -> Event:
    """The VEVENT without the people: a feed tells, it does not ask."""
    event = Event()
    event.add("UID", appointment.uid)
    event.add("SEQUENCE", appointment.sequence)
    event.add("DTSTAMP", appointment.stamped_at.astimezone(UTC))
    event.add("CREATED", appointment.created_at.astimezone(UTC))
    event.add("LAST-MODIFIED", appointment.stamped_at.astimezone(UTC))
    event.add("STATUS", "CANCELLED" if appointment.cancelled else "CONFIRMED")
    event.add("TRANSP", "TRANSPARENT" if appointment.transparent else "OPAQUE")
    starts, ends = _times(appointment)
    event.add("DTSTART", starts)
    event.add("DTEND", ends)
    event.add("SUMMARY", EscapedText(cleaned_line(appointment.summary)))
    if appointment.description:
        event.add("DESCRIPTION", EscapedText(cleaned(appointment.description).strip()))
    if appointment.location:
        event.add("LOCATION", EscapedText(cleaned_line(appointment.location)))
    if appointment.url:
        event.add("URL", cleaned_line(appointment.url))
    return event


def _times(appointment: Appointment) -> tuple[date, date]:
    """DTSTART and DTEND: dates, local times with their zone, or UTC.

    UTC where the clock shows a time twice, and in a zone whose changes of the clock follow no yearly rule: nothing
    else would be read right everywhere.
    """
    zone = ZoneInfo(appointment.zone)
    starts, ends = appointment.starts_at.astimezone(zone), appointment.ends_at.astimezone(zone)
    if appointment.all_day:
        last = (ends - timedelta(microseconds=1)).date()
        return starts.date(), max(last, starts.date()) + timedelta(days=1)
    if _shown_twice(starts) or _shown_twice(ends) or not _has_rules(appointment):
        return appointment.starts_at.astimezone(UTC), appointment.ends_at.astimezone(UTC)
    return starts, ends


def _shown_twice(local: datetime) -> bool:
    return local.replace(fold=0).utcoffset() != local.replace(fold=1).utcoffset()


def _has_rules(appointment: Appointment) -> bool:
    try:
        timezone_of(appointment.zone, appointment.starts_at.year)
    except UnsupportedZone:
        return False
    return True


def _attendee(appointment: Appointment) -> vCalAddress:
    address = _address(appointment.attendee)
    address.params["CUTYPE"] = "INDIVIDUAL"
    address.params["ROLE"] = "REQ-PARTICIPANT"
    address.params["PARTSTAT"] = "NEEDS-ACTION"
    # A deadline is told, not asked; nor is there anything to answer to a cancellation.
    asked = appointment.asks_answer and not (appointment.transparent or appointment.cancelled)
    address.params["RSVP"] = "TRUE" if asked else "FALSE"
    return address


def _address(party: Party) -> vCalAddress:
    address = vCalAddress(f"mailto:{_in_address(party.email)}")
    name = cleaned_name(party.name)
    if name:
        address.params["CN"] = name
    return address


def _in_address(email: str) -> str:
    """An address as it stands in a mail's To, so that a program knows its owner in it; in a `mailto:` some signs are
    written as numbers.
    """
    local, _, domain = cleaned_line(email).rpartition("@")
    return quote(f"{local}@{domain if domain.isascii() else domain.encode('idna').decode('ascii')}", _ADDRESS_SIGNS)
