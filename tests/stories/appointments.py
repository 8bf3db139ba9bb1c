"""Everybody's calendar: what a calendar program makes of the appointments that arrived by mail."""

from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from zoneinfo import ZoneInfo

from icalendar import Calendar

from tests.calendar.ics_lines import instant, read_invitation
from tests.calendar.ics_lines import read as read_lines
from tests.stories.postbox import Letter

BRUSSELS = ZoneInfo("Europe/Brussels")


@dataclass(frozen=True)
class Revision:
    """One appointment as one mail told it. Times are naive, on the clock of Brussels."""

    uid: str
    sequence: int
    stamp: str
    starts: datetime
    ends: datetime
    place: str
    summary: str
    description: str
    cancelled: bool

    @property
    def when_and_where(self) -> tuple[object, ...]:
        """What asks everybody for a new answer when it changes."""
        return (self.starts, self.ends, self.place, self.cancelled)

    def __str__(self) -> str:
        return f"{self.starts:%d/%m %H:%M}–{self.ends:%H:%M} {self.summary}"


@dataclass
class Diary:
    """The calendar of one person. Each letter is put in once, in the order of arrival."""

    owner: str
    revisions: dict[str, list[Revision]] = field(default_factory=dict)

    @property
    def standing(self) -> list[str]:
        """What stands in it now, in order of time: `13/10 10:00–11:30 Infosessie bij …`."""
        newest = [told[-1] for told in self.revisions.values() if not told[-1].cancelled]
        return [str(one) for one in sorted(newest, key=lambda one: (one.starts, one.summary))]

    def standing_since(self, since: datetime) -> list[str]:
        """The same, but for what was over by a moment."""
        newest = [told[-1] for told in self.revisions.values() if not told[-1].cancelled]
        return [str(one) for one in newest if one.ends.replace(tzinfo=BRUSSELS) >= since]

    def put_in(self, letter: Letter) -> None:
        """Do with a mail what a calendar program does, and check what it relies on."""
        if not letter.appointments:
            return
        told = _read_appointment(letter)
        before = self.revisions.setdefault(told.uid, [])
        if before:
            last = before[-1]
            assert (told.sequence, told.stamp) >= (last.sequence, last.stamp), "an older revision came later"
            if told.when_and_where != last.when_and_where:
                assert told.sequence > last.sequence, (last, told)
            elif told.sequence > last.sequence:  # the hours within a day, which stand in the description
                assert told.description != last.description, (last, told)
            assert not (told.cancelled and told.starts != last.starts), "a cancellation keeps the time"
            assert not last.cancelled or told.sequence > last.sequence
        else:
            assert not told.cancelled, "the cancellation of what never arrived"
        before.append(told)


def diaries(letters: list[Letter]) -> dict[str, Diary]:
    """The calendar of each person who got an appointment. No appointment is shared by two people."""
    found: dict[str, Diary] = {}
    for letter in letters:
        found.setdefault(letter.recipient, Diary(letter.recipient)).put_in(letter)
    uids = [uid for diary in found.values() for uid in diary.revisions]
    assert len(uids) == len(set(uids)), "two people share a UID"
    return {owner: diary for owner, diary in found.items() if diary.revisions}


@cache
def _read_appointment(letter: Letter) -> Revision:
    in_body, attached = letter.appointments
    ics = in_body.get_payload(decode=True)
    assert isinstance(ics, bytes)
    assert attached.get_payload(decode=True) == ics
    assert in_body.get_content_disposition() is None
    method = read_lines(ics).value("METHOD")
    parameters = in_body["Content-Type"].params
    assert (parameters["method"], parameters["component"]) == (method, "VEVENT")

    event = read_invitation(ics)
    assert event.value("ATTENDEE") == f"mailto:{letter.recipient}"
    assert event.one("ATTENDEE").params["PARTSTAT"] == "NEEDS-ACTION"
    sender = letter.message["From"].addresses[0].addr_spec
    assert event.value("ORGANIZER") == f"mailto:{sender}"

    # Another reader understands the same, and the zone that travels along says the same as the zone database.
    other = Calendar.from_ical(ics)
    (theirs,) = other.walk("VEVENT")
    assert (str(theirs["UID"]), int(theirs.decoded("SEQUENCE"))) == (event.value("UID"), int(event.value("SEQUENCE")))
    starts, ends = (theirs.decoded(name).astimezone(BRUSSELS).replace(tzinfo=None) for name in ("DTSTART", "DTEND"))
    for name, wall in (("DTSTART", starts), ("DTEND", ends)):
        in_utc = wall.replace(tzinfo=BRUSSELS).astimezone(ZoneInfo("UTC")).replace(tzinfo=None)
        assert instant(ics, name) == in_utc
    return Revision(
        uid=event.value("UID"),
        sequence=int(event.value("SEQUENCE")),
        stamp=event.value("DTSTAMP"),
        starts=starts,
        ends=ends,
        place=str(theirs.get("LOCATION", "")),
        summary=str(theirs["SUMMARY"]),
        description=str(theirs.get("DESCRIPTION", "")),
        cancelled=event.value("STATUS") == "CANCELLED",
    )
