"""libical, the reader in Evolution, KDE and Cyrus, by its C interface: what it makes of a calendar file."""

import ctypes
from ctypes import c_char_p, c_int, c_longlong, c_void_p
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

from tests.machine import find_libical

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class _Time(ctypes.Structure):
    """struct icaltimetype."""

    _fields_ = [
        *((name, c_int) for name in ("year", "month", "day", "hour", "minute", "second", "is_date", "is_daylight")),
        ("zone", c_void_p),
    ]


@cache
def _library() -> Any:
    found = find_libical()
    assert found is not None, "run `python3 tests/machine.py libical`: it installs libical or says how"
    library = ctypes.CDLL(found)
    for name, answer, asked in (
        ("icalparser_parse_string", c_void_p, [c_char_p]),
        ("icalcomponent_count_errors", c_int, [c_void_p]),
        ("icalcomponent_string_to_kind", c_int, [c_char_p]),
        ("icalcomponent_get_first_component", c_void_p, [c_void_p, c_int]),
        ("icalcomponent_get_next_component", c_void_p, [c_void_p, c_int]),
        ("icalcomponent_get_first_property", c_void_p, [c_void_p, c_int]),
        ("icalcomponent_get_dtstart", _Time, [c_void_p]),
        ("icalcomponent_get_dtend", _Time, [c_void_p]),
        ("icalcomponent_get_uid", c_char_p, [c_void_p]),
        ("icalcomponent_get_summary", c_char_p, [c_void_p]),
        ("icalcomponent_get_description", c_char_p, [c_void_p]),
        ("icalcomponent_get_location", c_char_p, [c_void_p]),
        ("icalcomponent_get_sequence", c_int, [c_void_p]),
        ("icalcomponent_free", None, [c_void_p]),
        ("icalproperty_string_to_kind", c_int, [c_char_p]),
        ("icalproperty_get_value_as_string", c_char_p, [c_void_p]),
        ("icalproperty_get_parameter_as_string", c_char_p, [c_void_p, c_char_p]),
        ("icaltime_as_timet_with_zone", c_longlong, [_Time, c_void_p]),
    ):
        function = getattr(library, name)
        function.restype, function.argtypes = answer, asked
    return library


def read_with_libical(ics: bytes) -> list[dict[str, Any]]:
    """Its appointments, in order. Raises AssertionError when it finds an error in the file."""
    library = _library()
    calendar = library.icalparser_parse_string(ics)
    assert calendar, "libical could not read it at all"
    try:
        assert library.icalcomponent_count_errors(calendar) == 0, "libical found errors"
        kind = library.icalcomponent_string_to_kind(b"VEVENT")
        found, event = [], library.icalcomponent_get_first_component(calendar, kind)
        while event:
            found.append(_event(library, event))
            event = library.icalcomponent_get_next_component(calendar, kind)
        return found
    finally:
        library.icalcomponent_free(calendar)


def _event(library: Any, event: Any) -> dict[str, Any]:
    said = {
        "uid": library.icalcomponent_get_uid(event),
        "summary": library.icalcomponent_get_summary(event),
        "description": library.icalcomponent_get_description(event) or b"",
        "location": library.icalcomponent_get_location(event) or b"",
        **_person(library, event, b"ATTENDEE"),
        **_person(library, event, b"ORGANIZER"),
    }
    return {
        **{name: value.decode("utf-8") for name, value in said.items()},
        "starts": _instant(library, library.icalcomponent_get_dtstart(event)),
        "ends": _instant(library, library.icalcomponent_get_dtend(event)),
        "sequence": library.icalcomponent_get_sequence(event),
    }


def _person(library: Any, event: Any, name: bytes) -> dict[str, bytes]:
    line = library.icalcomponent_get_first_property(event, library.icalproperty_string_to_kind(name))
    key = name.decode().lower()
    if not line:
        return {}
    address = bytes(library.icalproperty_get_value_as_string(line))
    return {key: address, f"{key}_name": library.icalproperty_get_parameter_as_string(line, b"CN") or b""}


def _instant(library: Any, time: _Time) -> datetime:
    return _EPOCH + timedelta(seconds=library.icaltime_as_timet_with_zone(time, time.zone))
