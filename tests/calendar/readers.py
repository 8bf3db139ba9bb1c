"""Three readers of calendar files that share no code with the portal, with each other, or with `icalendar`.

vobject (Python), libical (C, in `libical.py`) and calcurse (C, a calendar program that keeps what it imports). The
first two find the time by the file's own VTIMEZONE: the zone is renamed to one that exists nowhere, so that no zone
database helps. calcurse looks the zone up by its name.
"""

import os
import re
import subprocess
import tempfile
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import vobject  # type: ignore[import-untyped]

from tests.calendar.libical import read_with_libical
from tests.machine import find_calcurse

_NOWHERE = b"X-Nowhere-"
# `11/24/2026 @ 08:30 -> 11/24/2026 @ 10:00>the note's name |title`, with `!` where it has an alarm.
_APPOINTMENT = re.compile(
    r"(?P<starts>[\d/]{10} @ [\d:]{5}) -> (?P<ends>[\d/]{10} @ [\d:]{5})(?:>\w+ )?[|!](?P<title>.*)"
)
_WHOLE_DAY = re.compile(r"(?P<starts>[\d/]{10}) \[1\] (?:>\w+ )?(?P<title>.*)")


@dataclass(frozen=True)
class Found:
    """One appointment as a reader understands it. Times are in UTC; people are (address, name)."""

    uid: str
    starts: datetime
    ends: datetime
    sequence: int
    summary: str
    description: str
    location: str
    attendee: tuple[str, str]
    organizer: tuple[str, str]


def by_vobject(ics: bytes) -> list[Found]:
    """Read by vobject."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        calendar = vobject.readOne(_in_unknown_zones(ics).decode("utf-8"))
    return [_from_vobject(event) for event in getattr(calendar, "vevent_list", [])]


def _from_vobject(event: Any) -> Found:
    def text(name: str) -> str:
        return str(event.getChildValue(name, ""))

    def person(name: str) -> tuple[str, str]:
        lines = event.contents.get(name, [])
        (line,) = lines or [None]
        return ("", "") if line is None else (str(line.value), line.params.get("CN", [""])[0])

    return Found(
        uid=text("uid"),
        starts=_instant(event.dtstart.value),
        ends=_instant(event.dtend.value),
        sequence=int(text("sequence")),
        summary=text("summary"),
        description=text("description"),
        location=text("location"),
        attendee=person("attendee"),
        organizer=person("organizer"),
    )


def _instant(value: date) -> datetime:
    """An aware time in UTC; midnight there for a whole day."""
    if not isinstance(value, datetime):
        return datetime.combine(value, time(), UTC)
    assert value.tzinfo is not None, "a time without its zone"
    return value.astimezone(UTC)


def by_libical(ics: bytes) -> list[Found]:
    """Read by libical."""
    return [
        Found(
            attendee=(one.pop("attendee", ""), one.pop("attendee_name", "")),
            organizer=(one.pop("organizer", ""), one.pop("organizer_name", "")),
            **one,
        )
        for one in read_with_libical(_in_unknown_zones(ics))
    ]


READERS: dict[str, Callable[[bytes], list[Found]]] = {"vobject": by_vobject, "libical": by_libical}


def _in_unknown_zones(ics: bytes) -> bytes:
    """The file with its zones renamed; they are short enough for every line to stay within 75 octets or be folded."""
    whole = ics.replace(b"\r\n ", b"")
    return whole.replace(b"TZID:", b"TZID:" + _NOWHERE).replace(b"TZID=", b"TZID=" + _NOWHERE)


def in_calcurse(ics: bytes) -> list[tuple[datetime, datetime, str]]:
    """What calcurse keeps after importing the file: (starts, ends, title), in UTC, in order. Fails on any refused."""
    program = find_calcurse()
    assert program is not None, "run `python3 tests/machine.py calcurse`: it installs calcurse or says how"
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "given.ics"
        file.write_bytes(ics)
        alone = {"PATH": os.environ["PATH"], "HOME": folder, "TZ": "UTC", "LC_ALL": "C.UTF-8"}
        command = [program, "--directory", folder, "--quiet", "--import", str(file)]
        done = subprocess.run(command, env=alone, capture_output=True, text=True, timeout=60, check=False)
        assert done.returncode == 0, done.stderr
        assert not done.stderr, done.stderr
        kept = (Path(folder) / "apts").read_text("utf-8").splitlines()
    return sorted(map(_from_calcurse, kept))


def _from_calcurse(line: str) -> tuple[datetime, datetime, str]:
    found = _APPOINTMENT.fullmatch(line) or _WHOLE_DAY.fullmatch(line)
    assert found is not None, line
    ends = found["ends"] if "ends" in found.groupdict() else found["starts"]
    starts, ends = (
        datetime.strptime(one, "%m/%d/%Y @ %H:%M" if "@" in one else "%m/%d/%Y").replace(tzinfo=UTC)
        for one in (found["starts"], ends)
    )
    return starts, ends, found["title"]
