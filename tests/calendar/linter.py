"""What no library sees: the bytes of a calendar file and of the mail that carries it, against the calendar design.

Shares no code with the portal or with a calendar library. Each function gives the faults it finds, in words; none is
well. `read` of `ics_lines` has looked at line ends, folds, control characters and quotation marks by then.
"""

import re
from collections import Counter
from collections.abc import Iterator
from email.message import EmailMessage

from tests.calendar.ics_lines import Faulty, Part, read, unescaped, wall_time
from tests.outbox.reading import read as read_mail
from tests.outbox.reading import tree

_EVENT = {
    "UID", "DTSTAMP", "SEQUENCE", "CREATED", "LAST-MODIFIED", "STATUS", "TRANSP", "DTSTART", "DTEND",
    "SUMMARY", "DESCRIPTION", "LOCATION", "URL",
}  # fmt: skip
_PEOPLE = {"ORGANIZER", "ATTENDEE"}
_ALWAYS = _EVENT - {"DESCRIPTION", "LOCATION", "URL"}
_STAMPS = ("DTSTAMP", "CREATED", "LAST-MODIFIED")
_TURNING = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_UID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}@[a-z0-9.-]+\Z")
_ADDRESS = re.compile(r"mailto:[A-Za-z0-9.!$&'*+/=_~%-]+@[a-z0-9.-]+\Z", re.IGNORECASE)
_MOMENT = re.compile(r"\d{8}T\d{6}Z")
_OFFSET = re.compile(r"[+-]\d{4}")
_YEARLY = re.compile(r"FREQ=YEARLY;BYDAY=-?[1-4](?:MO|TU|WE|TH|FR|SA|SU);BYMONTH=(?:[1-9]|1[0-2])")
_PARTS = ["multipart/mixed", ["multipart/alternative", ["text/plain"], ["text/html"], ["text/calendar"]]]


def faults_of_mail(raw: bytes) -> list[str]:
    """Of a whole mail, with or without an appointment."""
    try:
        return list(_faults_of_mail(read_mail(raw)))
    except AssertionError as fault:
        return [str(fault)]


def faults_of_invitation(ics: bytes) -> list[str]:
    """Of the calendar file in a mail."""
    try:
        return list(_faults_of_invitation(ics))
    except Faulty as fault:
        return [str(fault)]


def faults_of_feed(ics: bytes) -> list[str]:
    """Of a calendar file that programs fetch."""
    try:
        return list(_faults_of_feed(ics))
    except Faulty as fault:
        return [str(fault)]


def calendar_of(message: EmailMessage) -> bytes | None:
    """The calendar file in a mail's body."""
    found = [part for part in message.walk() if part.get_content_type() == "text/calendar"]
    if len(found) > 1:
        raise Faulty(f"{len(found)} calendars in the body")
    content = found[0].get_payload(decode=True) if found else None
    return content if isinstance(content, bytes) else None


def _faults_of_mail(message: EmailMessage) -> Iterator[str]:
    for name in ("From", "To", "Subject", "Date", "Message-ID", "MIME-Version", "Content-Type", "Auto-Submitted"):
        if len(message.get_all(name, [])) != 1:
            yield f"{len(message.get_all(name, []))} x {name}"
    if _TURNING.search(str(message["Subject"]) + str(message["From"]) + str(message["To"])):
        yield "a mark that turns the text around in a header"
    ics = calendar_of(message)
    if ics is None:
        if tree(message) != ["multipart/alternative", ["text/plain"], ["text/html"]]:
            yield f"the parts of a plain mail are {tree(message)}"
        return
    if tree(message) != [*_PARTS, ["application/ics"]]:
        yield f"the parts are {tree(message)}"
        return
    yield from _faults_of_invitation(ics)
    yield from _faults_between(message, ics)


def _faults_between(message: EmailMessage, ics: bytes) -> Iterator[str]:
    """What the mail says around the appointment, beside what the appointment says."""
    *_, inside, attached = [part for part in message.walk() if not part.is_multipart()]
    calendar = read(ics)
    event = calendar.only("VEVENT")
    params = dict(inside["Content-Type"].params)
    wanted = {"charset": "utf-8", "method": calendar.value("METHOD"), "component": "VEVENT"}
    if params != wanted:
        yield f"the content type says {params}, the calendar {wanted}"
    if inside.get_content_disposition() is not None:
        yield "the calendar in the body has a Content-Disposition"
    if attached.get_payload(decode=True) != ics:
        yield "the attachment has other bytes"
    if attached.get_content_disposition() != "attachment":
        yield "the attachment is none"
    (to,), (sender,) = message["To"].addresses, message["From"].addresses
    if event.value("ATTENDEE").lower() != f"mailto:{to.addr_spec}".lower():
        yield f"the mail is to {to.addr_spec}, the appointment to {event.value('ATTENDEE')}"
    domain = sender.addr_spec.rpartition("@")[2]
    if event.value("ORGANIZER") != f"mailto:{sender.addr_spec}" and event.value("ORGANIZER").endswith(f"@{domain}"):
        yield f"the mail is from {sender.addr_spec}, the appointment from {event.value('ORGANIZER')}"


def _faults_of_invitation(ics: bytes) -> Iterator[str]:
    calendar = read(ics)
    yield from _faults_of_calendar(calendar, {"PRODID", "VERSION", "CALSCALE", "METHOD"})
    events = [part for part in calendar.parts if part.name == "VEVENT"]
    if len(events) != 1:
        yield f"{len(events)} appointments in one mail"
        return
    (event,) = events
    yield from _faults_of_event(event, _PEOPLE)
    method, status = calendar.value("METHOD"), event.value("STATUS")
    if (method, status) not in {("REQUEST", "CONFIRMED"), ("CANCEL", "CANCELLED")}:
        yield f"METHOD:{method} with STATUS:{status}"
    if event.parts:
        yield "an alarm in a mail"
    yield from _faults_of_people(event, cancelled=method == "CANCEL")


def _faults_of_people(event: Part, *, cancelled: bool) -> Iterator[str]:
    organizer, attendee = event.one("ORGANIZER"), event.one("ATTENDEE")
    for line in (organizer, attendee):
        if not _ADDRESS.match(line.value):
            yield f"{line.name} is {line.value}"
        if _TURNING.search(line.params.get("CN", "")) or '"' in line.params.get("CN", ""):
            yield f"the name in {line.name}"
    if organizer.value.lower() == attendee.value.lower():
        yield "the attendee is the organizer"
    if organizer.params.keys() - {"CN"}:
        yield f"ORGANIZER has {sorted(organizer.params)}"
    asked = "FALSE" if cancelled or event.value("TRANSP") == "TRANSPARENT" else attendee.params.get("RSVP")
    wanted = {"CUTYPE": "INDIVIDUAL", "ROLE": "REQ-PARTICIPANT", "PARTSTAT": "NEEDS-ACTION", "RSVP": asked}
    if {key: value for key, value in attendee.params.items() if key != "CN"} != wanted or asked not in {
        "TRUE",
        "FALSE",
    }:
        yield f"ATTENDEE has {attendee.params}"


def _faults_of_feed(ics: bytes) -> Iterator[str]:
    calendar = read(ics)
    extra = {"NAME", "X-WR-CALNAME", "REFRESH-INTERVAL", "X-PUBLISHED-TTL"}
    yield from _faults_of_calendar(calendar, {"PRODID", "VERSION", "CALSCALE", "METHOD"} | extra)
    if calendar.value("METHOD") != "PUBLISH":
        yield f"METHOD:{calendar.value('METHOD')} in a feed"
    events = [part for part in calendar.parts if part.name == "VEVENT"]
    for event in events:
        yield from _faults_of_event(event, set())
        if event.value("STATUS") != "CONFIRMED":
            yield f"STATUS:{event.value('STATUS')} in a feed"
        for alarm in event.parts:
            if sorted(line.name for line in alarm.lines) != ["ACTION", "DESCRIPTION", "TRIGGER"]:
                yield "an alarm with something else"
    if len({event.value("UID") for event in events}) != len(events):
        yield "a UID twice"


def _faults_of_calendar(calendar: Part, wanted: set[str]) -> Iterator[str]:
    names = Counter(line.name for line in calendar.lines)
    if set(names) != wanted or set(names.values()) != {1}:
        yield f"the calendar has {dict(names)}"
    if calendar.value("VERSION") != "2.0":
        yield "not version 2.0"
    zones = {part.value("TZID"): part for part in calendar.parts if part.name == "VTIMEZONE"}
    if len(zones) != sum(part.name == "VTIMEZONE" for part in calendar.parts):
        yield "a zone twice"
    events = [part for part in calendar.parts if part.name == "VEVENT"]
    if len(zones) + len(events) != len(calendar.parts):
        yield "a component of another kind"
    used = {line.params["TZID"] for event in events for line in event.lines if "TZID" in line.params}
    if events and used != set(zones):
        yield f"times are in {sorted(used)}, rules are given for {sorted(zones)}"
    for zone in zones.values():
        yield from _faults_of_zone(zone)


def _faults_of_zone(zone: Part) -> Iterator[str]:
    kinds = [part.name for part in zone.parts]
    if kinds not in (["DAYLIGHT", "STANDARD"], ["STANDARD"]):
        yield f"a zone of {kinds}"
    for part in zone.parts:
        names = Counter(line.name for line in part.lines)
        wanted = {"DTSTART", "TZOFFSETFROM", "TZOFFSETTO", "TZNAME"} | ({"RRULE"} if len(kinds) == 2 else set())
        if set(names) != wanted or set(names.values()) != {1}:
            yield f"{part.name} has {dict(names)}"
            continue
        if not part.value("DTSTART").startswith("1970"):
            yield f"{part.name} starts at {part.value('DTSTART')}"
        if "RRULE" in wanted and not _YEARLY.fullmatch(part.value("RRULE")):
            yield f"{part.name} has {part.value('RRULE')}"
        if not all(_OFFSET.fullmatch(part.value(f"TZOFFSET{end}")) for end in ("FROM", "TO")):
            yield f"{part.name} has an offset of another form"


def _faults_of_event(event: Part, people: set[str]) -> Iterator[str]:
    names = Counter(line.name for line in event.lines)
    if not _ALWAYS | people <= set(names) <= _EVENT | people or set(names.values()) != {1}:
        yield f"the appointment has {dict(names)}"
        return
    if not _UID.match(event.value("UID")):
        yield f"the UID is {event.value('UID')}"
    if not all(_MOMENT.fullmatch(event.value(name)) for name in _STAMPS):
        yield "a stamp that is not in UTC"
    if event.value("LAST-MODIFIED") != event.value("DTSTAMP") or event.value("CREATED") > event.value("DTSTAMP"):
        yield "the stamps are out of order"
    if not re.fullmatch(r"0|[1-9]\d*", event.value("SEQUENCE")):
        yield f"SEQUENCE:{event.value('SEQUENCE')}"
    if event.value("TRANSP") not in {"OPAQUE", "TRANSPARENT"}:
        yield f"TRANSP:{event.value('TRANSP')}"
    for name in {"SUMMARY", "DESCRIPTION", "LOCATION"} & set(names):
        if _TURNING.search(unescaped(event.value(name))):
            yield f"a mark that turns the text around in {name}"
    if "\n" in unescaped(event.value("SUMMARY")):
        yield "a title of two lines"
    yield from _faults_of_times(event)


def _faults_of_times(event: Part) -> Iterator[str]:
    start, end = event.one("DTSTART"), event.one("DTEND")
    if start.params != end.params or start.params.keys() - {"TZID"} - {"VALUE"} or len(start.params) > 1:
        yield f"DTSTART has {start.params}, DTEND {end.params}"
        return
    if start.params == {"VALUE": "DATE"}:
        form, after = re.compile(r"\d{8}"), start.value < end.value
    elif start.params:
        form, after = re.compile(r"\d{8}T\d{6}"), wall_time(start.value) <= wall_time(end.value)
    else:
        form, after = _MOMENT, start.value <= end.value
    if not (form.fullmatch(start.value) and form.fullmatch(end.value)):
        yield f"from {start.value} to {end.value}"
    if not after:
        yield "it ends before it starts"
