"""A person's whole calendar as one file, for calendar programs that fetch it (calendar design, "Feeds")."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta

from icalendar import Alarm, Event, vDuration

from portal.calendar.ical import Appointment, EscapedText, blank_calendar, cleaned_line, event_of
from portal.calendar.zones import timezone_of
from portal.rules.feeds import opens_by_itself

FORMAT = "1"  # another number when the same appointments give other bytes: programs that have the old ones ask again
HOME_ZONE = "Europe/Brussels"
_RULES_SINCE = 2026
_ONE_HOUR = timedelta(hours=1)


def feed(name: str, appointments: Iterable[Appointment]) -> bytes:
    """All appointments as one VCALENDAR called `name`; the same appointments give the same bytes.

    Nobody's address stands in it, nor a link that lets in whoever has it, and nothing is asked: METHOD:PUBLISH without
    organizer and attendee. What makes a person busy has an alarm an hour before; a deadline and a whole day have none.
    """
    ordered = sorted(appointments, key=lambda one: (one.starts_at, one.uid))
    calendar = blank_calendar("PUBLISH")
    title = cleaned_line(name)
    calendar.add("NAME", EscapedText(title))
    calendar.add("X-WR-CALNAME", EscapedText(title))
    calendar.add("REFRESH-INTERVAL", vDuration(_ONE_HOUR), parameters={"VALUE": "DURATION"})
    calendar.add("X-PUBLISHED-TTL", vDuration(_ONE_HOUR))
    events = [_event(one) for one in ordered]
    for zone, year in sorted(_zones_used(ordered, events).items()):
        calendar.add_component(timezone_of(zone, year))
    for event in events:
        calendar.add_component(event)
    return calendar.to_ical()


def _event(appointment: Appointment) -> Event:
    event = event_of(replace(appointment, url="") if opens_by_itself(appointment.url) else appointment)
    if not (appointment.all_day or appointment.transparent):
        alarm = Alarm()
        alarm.add("ACTION", "DISPLAY")
        alarm.add("DESCRIPTION", event["SUMMARY"])
        alarm.add("TRIGGER", -_ONE_HOUR)
        event.add_component(alarm)
    return event


def _zones_used(appointments: list[Appointment], events: list[Event]) -> dict[str, int]:
    """Each zone in which a time is written, with the year from which its rules are needed.

    An empty calendar gets a zone all the same: RFC 5545 asks for at least one component, and some programs refuse a
    file without.
    """
    years: dict[str, int] = {}
    for appointment, event in zip(appointments, events, strict=True):
        if "TZID" in event["DTSTART"].params:
            years.setdefault(appointment.zone, appointment.starts_at.year)
    return years if events else {HOME_ZONE: _RULES_SINCE}
