"""A strict reader of iCalendar, line by line, that shares no code with the portal or with icalendar."""

import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta

_NAME = re.compile(r"[A-Z][A-Z0-9-]*\Z")
_FORBIDDEN = re.compile("[\x00-\x08\x0a-\x1f\x7f-\x9f\u2028\u2029\ufeff]")
_ONCE = (
    "UID",
    "DTSTAMP",
    "DTSTART",
    "DTEND",
    "SEQUENCE",
    "STATUS",
    "ORGANIZER",
    "ATTENDEE",
    "SUMMARY",
    "TRANSP",
)
_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


class Faulty(AssertionError):
    """The file breaks a rule; says which line."""


@dataclass(frozen=True)
class Line:
    """One unfolded content line."""

    name: str
    params: dict[str, str]
    value: str


@dataclass
class Part:
    """A component: its own lines and the components in it."""

    name: str
    lines: list[Line] = field(default_factory=list)
    parts: list["Part"] = field(default_factory=list)

    def one(self, name: str) -> Line:
        """The only line of that name."""
        found = [line for line in self.lines if line.name == name]
        if len(found) != 1:
            raise Faulty(f"{self.name} has {len(found)} × {name}")
        return found[0]

    def value(self, name: str) -> str:
        """The value of the only line of that name."""
        return self.one(name).value

    def only(self, name: str) -> "Part":
        """The only component of that name in this one."""
        found = [part for part in self.parts if part.name == name]
        if len(found) != 1:
            raise Faulty(f"{self.name} has {len(found)} × {name}")
        return found[0]


def read(ics: bytes) -> Part:
    """The VCALENDAR, after checking every byte of its form. Raises Faulty."""
    _check_lines(ics)
    stack: list[Part] = [Part("")]
    for text in ics[:-2].decode("utf-8").replace("\r\n ", "").split("\r\n"):
        line = _line(text)
        if line.name == "BEGIN":
            stack.append(Part(line.value))
            stack[-2].parts.append(stack[-1])
        elif line.name == "END":
            if stack.pop().name != line.value:
                raise Faulty(f"END:{line.value} out of place")
        else:
            stack[-1].lines.append(line)
    (outside,) = stack
    if outside.lines or [part.name for part in outside.parts] != ["VCALENDAR"]:
        raise Faulty("not exactly one VCALENDAR")
    return outside.parts[0]


def _check_lines(ics: bytes) -> None:
    if not ics.endswith(b"\r\n") or set(b"\r\n") & set(ics.replace(b"\r\n", b"")):
        raise Faulty("line ends are not all CRLF")
    for line in ics[:-2].split(b"\r\n"):
        if len(line) > 75 or not line.strip():
            raise Faulty(f"{len(line)} octets: {line!r}")
        if _FORBIDDEN.search(line.decode("utf-8")):  # which also fails when a fold splits a character
            raise Faulty(f"a control character in {line!r}")


def read_invitation(ics: bytes) -> Part:
    """The VEVENT of a mail, after checking the rules of iTIP and of the design. Raises Faulty."""
    calendar = read(ics)
    event = calendar.only("VEVENT")
    for name in _ONCE:
        event.one(name)
    method, cancelled = calendar.value("METHOD"), event.value("STATUS") == "CANCELLED"
    wrong = {
        "not an iTIP object": calendar.value("VERSION") != "2.0" or method not in {"REQUEST", "CANCEL"},
        "an alarm in a mail": bool(event.parts),
        "METHOD and STATUS disagree": (method == "CANCEL") != cancelled,
        "DTSTAMP": not re.fullmatch(r"\d{8}T\d{6}Z", event.value("DTSTAMP")),
        "SEQUENCE": not event.value("SEQUENCE").isdigit(),
        "the attendee is the organizer": event.value("ATTENDEE") == event.value("ORGANIZER"),
        "the attendee has no address": not event.value("ATTENDEE").startswith("mailto:"),
    }
    for what, is_so in wrong.items():
        if is_so:
            raise Faulty(what)
    _check_zones(calendar, event)
    return event


def _check_zones(calendar: Part, event: Part) -> None:
    zones = {zone.value("TZID"): zone for zone in calendar.parts if zone.name == "VTIMEZONE"}
    if {event.one(name).params.get("TZID") for name in ("DTSTART", "DTEND")} - {None} != zones.keys():
        raise Faulty("the time zones used and the time zones given differ")
    if any(line.name == "RDATE" for zone in zones.values() for part in zone.parts for line in part.lines):
        raise Faulty("a list of dates in a time zone")


def wall_time(value: str) -> datetime:
    """A DATE-TIME value as a naive time: a wall time, or UTC when it ends in Z."""
    return datetime.strptime(value.removesuffix("Z"), "%Y%m%dT%H%M%S")  # noqa: DTZ007 - naive by nature


def instant(ics: bytes, name: str) -> datetime:
    """DTSTART or DTEND as a naive UTC time, by this file's own reading of the VTIMEZONE rules."""
    calendar = read(ics)
    line = calendar.only("VEVENT").one(name)
    wall = wall_time(line.value)
    if line.value.endswith("Z"):
        return wall
    zone = calendar.only("VTIMEZONE")
    onsets = sorted(
        onset for part in zone.parts for year in (wall.year - 1, wall.year) for onset in [_onset(part, year)]
    )
    offset = next(after for at, after in reversed(onsets) if at <= wall)
    return wall - offset


def _onset(part: Part, year: int) -> tuple[datetime, timedelta]:
    """When an observance begins in a year, by the clock before it, and the offset from then on."""
    start = wall_time(part.value("DTSTART"))
    after = _offset(part.value("TZOFFSETTO"))
    if not any(line.name == "RRULE" for line in part.lines):
        return start, after
    rule = dict(item.split("=") for item in part.value("RRULE").split(";"))
    if rule.pop("FREQ") != "YEARLY" or rule.keys() != {"BYMONTH", "BYDAY"} or start.year != 1970:
        raise Faulty("not a yearly rule from 1970")
    week, day = int(rule["BYDAY"][:-2]), _DAYS.index(rule["BYDAY"][-2:])
    days = [start.replace(year=year, month=int(rule["BYMONTH"]), day=1) + timedelta(days=n) for n in range(31)]
    fitting = [at for at in days if at.month == int(rule["BYMONTH"]) and at.weekday() == day]
    return fitting[week - 1 if week > 0 else week], after


def _offset(text: str) -> timedelta:
    length = timedelta(hours=int(text[1:3]), minutes=int(text[3:5]))
    return -length if text[0] == "-" else length


def _line(text: str) -> Line:
    """Name, parameters and value; a quoted parameter may hold `:`, `;` and `,`."""
    head, rest, quoted = [""], "", False
    for position, character in enumerate(text):
        if character == '"':
            quoted = not quoted
        if not quoted and character == ":":
            rest = text[position + 1 :]
            break
        if not quoted and character == ";":
            head.append("")
        else:
            head[-1] += character
    else:
        raise Faulty(f"no value: {text!r}")
    name, *params = head
    if not _NAME.match(name):
        raise Faulty(f"not a property: {text!r}")
    pairs = dict(param.split("=", 1) for param in params)
    if len(pairs) != len(params) or not all(_NAME.match(key) for key in pairs):
        raise Faulty(f"parameters: {text!r}")
    for value in pairs.values():
        bare = value[1:-1] if value.startswith('"') and value.endswith('"') else value
        if '"' in bare or (bare == value and set(",;:") & set(value)):
            raise Faulty(f"a parameter needs quotation marks: {text!r}")
    return Line(name, {key: value.strip('"') for key, value in pairs.items()}, rest)


def unescaped(value: str) -> str:
    """The text that a TEXT value stands for. Raises Faulty for an escape that RFC 5545 does not know."""
    parts = re.split(r"(\\.)", value)
    known = {"\\\\": "\\", "\\;": ";", "\\,": ",", "\\n": "\n", "\\N": "\n"}
    for part in parts[1::2]:
        if part not in known:
            raise Faulty(f"escape {part!r}")
    if any(mark in part for part in parts[::2] for mark in ";,\\"):
        raise Faulty(f"not escaped: {value!r}")
    return "".join(known.get(part, part) for part in parts)
