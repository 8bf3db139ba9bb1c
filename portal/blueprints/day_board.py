"""The day on the screen: columns for the grid, one line per candidate, one block per jobcoach."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from portal.models.accounts import User
from portal.models.nominations import Nomination
from portal.models.selection_days import Appointment, Attendance, SelectionDay
from portal.queries.instances import minute_of
from portal.queries.selection_days import Parts
from portal.rules.candidates import short_name
from portal.rules.selection_days import STEP, Kind

UrlFor = Callable[[Appointment], str | None]
_TONES = {Kind.TALK: "neutral", Kind.TOUR: "info", Kind.TEST: "neutral", Kind.SPEEDDATE: "green"}


@dataclass
class Line:
    """One candidate's day: `own` are the appointments in order of time, `by_kind` the same by kind."""

    nomination: Nomination
    name: str
    own: list[Appointment] = field(default_factory=list)
    by_kind: dict[str, list[Appointment]] = field(default_factory=lambda: defaultdict(list))
    attendance: Attendance | None = None


@dataclass
class CoachDay:
    """The candidates of one jobcoach, and when the first begins and the last is done."""

    coach: User
    organisation: str
    lines: list[Line]

    @property
    def first(self) -> Appointment:
        """What begins first."""
        return min((one for line in self.lines for one in line.own), key=lambda one: one.start_at)

    @property
    def last(self) -> Appointment:
        """What ends last."""
        return max((one for line in self.lines for one in line.own), key=lambda one: one.end_at)


@dataclass(frozen=True)
class Board:
    """What `components/day_grid.html` draws."""

    columns: list[dict[str, Any]]
    slots: list[int]
    step: int = STEP


def called(nomination: Nomination) -> str:
    """First name and initial."""
    candidate = nomination.candidate
    return short_name(candidate.first_name, candidate.last_name)


def full_name(nomination: Nomination) -> str:
    """First and family name, for who leads or mediates."""
    candidate = nomination.candidate
    return f"{candidate.first_name} {candidate.last_name}"


def lines_of(
    appointments: list[Appointment],
    attendances: dict[int, Attendance],
    name_of: Callable[[Nomination], str] = called,
) -> list[Line]:
    """One line for each candidate with an appointment, by name."""
    found: dict[int, Line] = {}
    for one in appointments:
        line = found.get(one.nomination_id)
        if line is None:
            attendance = attendances.get(one.nomination_id)
            line = found[one.nomination_id] = Line(one.nomination, name_of(one.nomination), attendance=attendance)
        line.own.append(one)
        line.by_kind[one.kind].append(one)
    return sorted(found.values(), key=lambda line: (line.name.casefold(), line.nomination.id))


def coaches_of(lines: list[Line]) -> list[CoachDay]:
    """The jobcoaches with their candidates, by name."""
    grouped: dict[int, list[Line]] = defaultdict(list)
    for line in lines:
        grouped[line.nomination.jobcoach_id].append(line)
    days = [CoachDay(own[0].nomination.jobcoach, own[0].nomination.organisation.name, own) for own in grouped.values()]
    return sorted(days, key=lambda one: one.coach.name.casefold())


def board_of(
    day: SelectionDay,
    parts: Parts,
    appointments: list[Appointment],
    url_for: UrlFor,
    absent: set[int],
    name_of: Callable[[Nomination], str] = called,
) -> Board:
    """Everybody together, each guide, each table; candidates by first name and initial.

    `absent` are the ids of nominations whose candidates do not come.
    """
    zone = day.campaign.site.zone

    def spans(one: Appointment) -> tuple[int, int]:
        return minute_of(one.start_at, zone), minute_of(one.end_at, zone)

    last = max((spans(one)[1] for one in appointments), default=0)
    columns = [_together(parts, appointments, last)]
    columns += [
        {
            "label": guide.guide_name,
            "hint": _("Rondleiding"),
            "items": _groups([one for one in appointments if one.tour_line_id == guide.id], spans, name_of),
        }
        for guide in parts.guides
    ]
    columns += [
        {
            "label": table.name,
            "hint": table.vacancy.title if table.vacancy_id else _("alle functies"),
            "items": [
                {
                    "start": spans(one)[0],
                    "end": spans(one)[1],
                    "text": name_of(one.nomination),
                    "detail": _("afwezig") if one.nomination_id in absent else "",
                    "tone": "neutral" if one.nomination_id in absent else _TONES[Kind.SPEEDDATE],
                    "url": url_for(one),
                }
                for one in appointments
                if one.table_id == table.id
            ],
        }
        for table in parts.tables
    ]
    columns = [column for column in columns if column["items"]]
    return Board(columns, _slots(columns))


def _together(parts: Parts, appointments: list[Appointment], until: int) -> dict[str, Any]:
    """Talks and breaks, without those after everybody has left."""
    guests: dict[int, int] = defaultdict(int)
    for one in appointments:
        if one.item_id:
            guests[one.item_id] += 1
    items = [
        {
            "start": item.start_minute,
            "end": item.end_minute,
            "text": item.title,
            "detail": _people(guests[item.id]) if item.kind == "talk" else "",
            "tone": _TONES[Kind.TALK],
        }
        for item in (*parts.talks, *parts.breaks)
        if item.start_minute < until
    ]
    return {
        "label": _("Samen"),
        "hint": "",
        "items": sorted(items, key=lambda one: (one["start"], one["end"])),
    }


def _groups(
    appointments: list[Appointment],
    spans: Callable[[Appointment], tuple[int, int]],
    name_of: Callable[[Nomination], str],
) -> list[dict[str, Any]]:
    groups: dict[tuple[int, int], list[str]] = defaultdict(list)
    for one in appointments:
        groups[spans(one)].append(name_of(one.nomination))
    return [
        {
            "start": start,
            "end": end,
            "text": _people(len(names)),
            "detail": ", ".join(names),
            "tone": _TONES[Kind.TOUR],
        }
        for (start, end), names in sorted(groups.items())
    ]


def _people(count: int) -> str:
    return ngettext("%(num)d kandidaat", "%(num)d kandidaten", count)


def _slots(columns: list[dict[str, Any]]) -> list[int]:
    """The rows: from the first thing to the last, on whole quarters."""
    items = [item for column in columns for item in column["items"]]
    if not items:
        return []
    first = min(item["start"] for item in items) // 15 * 15
    return list(range(first, max(item["end"] for item in items), STEP))
