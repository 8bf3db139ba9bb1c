"""iCalendar bytes, by the table of the calendar design. Knows no database."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, vCalAddress, vText

from portal.calendar.zones import timezone_of

PRODID = "-//Selection Day Portal//Appointments//NL"
# Line breaks of all kinds become one kind; other control characters, and marks that steer a parser, go.
_BREAKS = re.compile("\r\n|[\r\n\u0085\u2028\u2029\u000b\u000c]")
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff\ud800-\udfff]")


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


class _Text(vText):
    """TEXT escaped by RFC 5545 §3.3.11 alone; icalendar also makes a literal backslash-N a line break."""

    def to_ical(self) -> bytes:
        escaped = str(self).replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")
        return escaped.encode("utf-8")


def cleaned(text: str) -> str:
    """Text for a calendar: line breaks as LF; no other C0 or C1 character, U+2028, U+2029, BOM, surrogate."""
    return _CONTROLS.sub("", _BREAKS.sub("\n", unicodedata.normalize("NFC", text))).replace("\t", " ")


def cleaned_line(text: str) -> str:
    """The same on one line."""
    return " ".join(cleaned(text).split())


def itip(appointment: Appointment) -> bytes:
    """A whole VCALENDAR for a mail: METHOD CANCEL when cancelled, else REQUEST; CRLF, folded at 75 octets."""
    calendar = Calendar()
    calendar.add("PRODID", PRODID)
    calendar.add("VERSION", "2.0")
    calendar.add("CALSCALE", "GREGORIAN")
    calendar.add("METHOD", method_of(appointment).value)
    event = _event(appointment)
    if "TZID" in event["DTSTART"].params:
        calendar.add_component(timezone_of(appointment.zone, appointment.starts_at.year))
    calendar.add_component(event)
    return calendar.to_ical()


def method_of(appointment: Appointment) -> Method:
    """CANCEL when cancelled, else REQUEST."""
    return Method.CANCEL if appointment.cancelled else Method.REQUEST


def _event(appointment: Appointment) -> Event:
    # Not Event.new(): it invents a UID and a stamp.
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
    event.add("SUMMARY", _Text(cleaned_line(appointment.summary)))
    if appointment.description:
        event.add("DESCRIPTION", _Text(cleaned(appointment.description).strip()))
    if appointment.location:
        event.add("LOCATION", _Text(cleaned_line(appointment.location)))
    if appointment.url:
        event.add("URL", cleaned_line(appointment.url))
    event.add("ORGANIZER", _address(appointment.organizer))
    event.add("ATTENDEE", _attendee(appointment))
    return event


def _times(appointment: Appointment) -> tuple[date, date]:
    """DTSTART and DTEND: dates, local times with their zone, or UTC where the clock shows a time twice."""
    zone = ZoneInfo(appointment.zone)
    starts, ends = appointment.starts_at.astimezone(zone), appointment.ends_at.astimezone(zone)
    if appointment.all_day:
        last = (ends - timedelta(microseconds=1)).date()
        return starts.date(), max(last, starts.date()) + timedelta(days=1)
    if _shown_twice(starts) or _shown_twice(ends):
        # A local time cannot say which of the two is meant; UTC can.
        return appointment.starts_at.astimezone(UTC), appointment.ends_at.astimezone(UTC)
    return starts, ends


def _shown_twice(local: datetime) -> bool:
    return local.replace(fold=0).utcoffset() != local.replace(fold=1).utcoffset()


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
    address = vCalAddress(f"mailto:{cleaned_line(party.email)}")
    # No quotation mark can stand in a parameter; a caret starts an escape (RFC 6868) that few clients know.
    name = cleaned_line(party.name).replace('"', "'").replace("^", "")
    if name:
        address.params["CN"] = name
    return address
