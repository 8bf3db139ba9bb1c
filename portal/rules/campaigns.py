"""What a campaign needs before it starts, its stages, and how its dates hang together."""

from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from portal.rules import deadlines
from portal.rules.refusals import Refused
from portal.rules.words import N_


@dataclass(frozen=True, kw_only=True)
class Dates:
    """The dates of a campaign, as its columns: instants in UTC, days on the site's calendar."""

    info_session_at: datetime | None = None
    info_session_minutes: int = 90
    info_session_place: str = ""
    nominations_open_at: datetime | None = None
    nominations_close_at: datetime | None = None
    selection_day_on: date | None = None
    relay_working_days: int = deadlines.RELAY_WORKING_DAYS
    internship_starts_on: date | None = None
    internship_working_days: int = deadlines.INTERNSHIP_WORKING_DAYS

    @property
    def info_session_ends_at(self) -> datetime | None:
        """The end of the info session, when it has a date."""
        if self.info_session_at is None:
            return None
        return self.info_session_at + timedelta(minutes=self.info_session_minutes)


def dates_of(campaign: Any) -> Dates:
    """The dates that a campaign has now."""
    return Dates(**{field.name: getattr(campaign, field.name) for field in fields(Dates)})


def session_is_ahead(campaign: Any, now: datetime) -> bool:
    """Whether there is an info session still to come: only then is anybody asked to it."""
    return bool(campaign.has_info_session and campaign.info_session_at and campaign.info_session_at > now)


@dataclass(frozen=True)
class Place:
    """Where a campaign is: what its dates depend on."""

    zone: str
    is_holiday: deadlines.IsHoliday


def _opening(dates: Dates, _: Place) -> datetime | None:
    return dates.info_session_ends_at


def _closing(dates: Dates, place: Place) -> datetime | None:
    base = dates.info_session_at or dates.nominations_open_at
    return base and deadlines.nominations_close_after(base, place.zone)


def _selection_day(dates: Dates, place: Place) -> date | None:
    closes = dates.nominations_close_at
    return closes and deadlines.suggested_selection_day(closes, place.zone, place.is_holiday)


def _internship(dates: Dates, place: Place) -> date | None:
    day = dates.selection_day_on
    return day and deadlines.suggested_internship_start(day, dates.relay_working_days, place.is_holiday)


# Each date with its default, in the order in which one follows from the other.
_DEFAULTS: tuple[tuple[str, Callable[[Dates, Place], Any]], ...] = (
    ("nominations_open_at", _opening),
    ("nominations_close_at", _closing),
    ("selection_day_on", _selection_day),
    ("internship_starts_on", _internship),
)


def with_defaults(wanted: Dates, before: Dates, place: Place, now: datetime) -> Dates:
    """Fill in what was left empty, and let dates that nobody chose move along with what they follow from.

    A date that still has its old default follows; one that a person chose stays. Without an info session
    the window opens now. The defaults are those of `rules/deadlines.py`.
    """
    for name, default in _DEFAULTS:
        value, old = getattr(wanted, name), getattr(before, name)
        followed = value is not None and value == old == default(before, place)
        if value is None or followed:
            found = default(wanted, place) or (value if followed else None)
            if found is None and name == "nominations_open_at":
                found = now.replace(second=0, microsecond=0)
            changes: dict[str, Any] = {name: found}
            wanted = replace(wanted, **changes)
    return wanted


def date_problems(dates: Dates, zone: str, *, has_internship: bool) -> dict[str, str]:
    """What is out of order, by the name of the date: sentences that say how to mend it."""
    found: dict[str, str] = {}
    opens, closes = dates.nominations_open_at, dates.nominations_close_at
    if opens and closes and closes <= opens:
        found["nominations_close_at"] = N_("De uiterste dag moet na het begin van het voordragen liggen.")
    if dates.info_session_at and closes and closes <= dates.info_session_at:
        found["nominations_close_at"] = N_("De uiterste dag moet na de infosessie liggen.")
    day = dates.selection_day_on
    if day and closes and day <= closes.astimezone(ZoneInfo(zone)).date():
        found["selection_day_on"] = N_("Kies een selectiedag na de uiterste dag om kandidaten voor te dragen.")
    starts = dates.internship_starts_on
    if has_internship and day and starts and starts <= day:
        found["internship_starts_on"] = N_("Laat de stage na de selectiedag beginnen.")
    return found


@dataclass(frozen=True)
class Task:
    """One thing to prepare: its `key`, its words and whether it is done."""

    key: str
    words: str
    is_done: bool


def preparation(campaign: Any, *, vacancies: int, agreements: int) -> list[Task]:
    """What a campaign needs before it starts, in the order of the work (req 001-02, -07, -11, -13)."""
    has_dates = campaign.nominations_close_at is not None
    has_session = not campaign.has_info_session or campaign.info_session_at is not None
    dates = N_("Kies een datum voor de infosessie") if campaign.has_info_session else N_("Kies de data")
    return [
        Task("goal", N_("Schrijf het doel van de actie op"), bool(campaign.goal.strip())),
        Task("vacancies", N_("Voeg de functies toe"), vacancies > 0),
        Task("dates", dates, has_dates and has_session),
        Task("agreements", N_("Leg de afspraken vast"), agreements > 0),
    ]


def check_ready(tasks: list[Task]) -> None:
    """Raises Refused with the first thing that is missing before a campaign can start."""
    sentences = {
        "goal": N_("Starten kan nog niet: schrijf eerst het doel van de actie op."),
        "vacancies": N_("Starten kan nog niet: voeg eerst minstens één functie toe."),
        "dates": N_("Starten kan nog niet: kies eerst de data."),
        "agreements": N_("Starten kan nog niet: leg eerst de afspraken vast."),
    }
    for task in tasks:
        if not task.is_done:
            raise Refused(sentences[task.key])


def check_live(campaign: Any) -> None:
    """Raises Refused when a campaign is over and cannot change any more."""
    if campaign.state == "closed":
        raise Refused(N_("Deze instroomactie is afgesloten. Heropen ze eerst om nog iets te wijzigen."))
    if campaign.state == "cancelled":
        raise Refused(N_("Deze instroomactie is afgelast. Er kan niets meer wijzigen."))


def check_running(campaign: Any) -> None:
    """Raises Refused when partners cannot take part: not started yet, or over."""
    if campaign.state == "draft":
        raise Refused(N_("Deze instroomactie is nog niet gestart."))
    check_live(campaign)


@dataclass(frozen=True)
class Stage:
    """One stage on the line of a campaign. `state` is done, current or coming; `at` an instant or a day."""

    key: str
    words: str
    state: str
    at: datetime | date | None


def stages(campaign: Any, now: datetime, place: Place) -> list[Stage]:
    """The line of a campaign: done, current, coming; without the steps that are off (req 001-03)."""
    today = now.astimezone(ZoneInfo(place.zone)).date()
    dates = dates_of(campaign)
    line: list[tuple[str, str, datetime | date | None, bool]] = [
        ("prepare", N_("Voorbereiding"), None, campaign.state != "draft")
    ]
    if campaign.has_info_session:
        ends = dates.info_session_ends_at
        line.append(("info_session", N_("Infosessie"), dates.info_session_at, ends is not None and ends <= now))
    closes = dates.nominations_close_at
    line.append(("nominations", N_("Voordragen"), closes, closes is not None and closes < now))
    day = dates.selection_day_on
    line.append(("selection_day", N_("Selectiedag"), day, day is not None and day < today))
    heard = day and deadlines.working_days_after(day, dates.relay_working_days, place.is_holiday)
    line.append(("results", N_("Terugkoppeling"), heard, heard is not None and heard < today))
    if campaign.has_internship:
        starts = dates.internship_starts_on
        ends_on = starts and deadlines.last_of_working_days(starts, dates.internship_working_days, place.is_holiday)
        line.append(("internship", N_("Stage"), starts, ends_on is not None and ends_on < today))
    return _with_states(line, over=campaign.state == "closed", started=campaign.state != "draft")


def _with_states(line: list[tuple[str, str, Any, bool]], *, over: bool, started: bool) -> list[Stage]:
    found: list[Stage] = []
    before_is_done = True
    for key, words, at, is_past in line:
        is_done = over or (before_is_done and is_past and (started or key == "prepare"))
        state = "done" if is_done else "current" if before_is_done else "coming"
        found.append(Stage(key, words, state, at))
        before_is_done = is_done
    return found
