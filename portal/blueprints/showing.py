"""How values are said in templates: dates in words, times in the site's zone, sizes."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from flask import Flask
from flask_babel import format_date, format_decimal, get_locale, gettext, ngettext

from portal import clock
from portal.rules.disclosure import HiddenName
from portal.rules.words import Term


def day_words(value: date | None) -> str:
    """`dinsdag 24 november 2026`; the year only when it is another one than now."""
    if value is None:
        return ""
    pattern = "EEEE d MMMM" if value.year == clock.today().year else "EEEE d MMMM y"
    return format_date(value, pattern)


def month_words(value: date | None) -> str:
    """`november 2026`."""
    return format_date(value, "MMMM y") if value else ""


def moment_words(value: datetime | None, zone: str = clock.DEFAULT_ZONE) -> str:
    """`dinsdag 24 november, 17.00 uur` in the given zone."""
    if value is None:
        return ""
    local = value.astimezone(ZoneInfo(zone))
    return gettext("%(day)s, %(time)s", day=day_words(local.date()), time=time_words(value, zone))


def day_or_moment_words(value: date | datetime | None, zone: str = clock.DEFAULT_ZONE) -> str:
    """A day in words, or a day and a time in the given zone."""
    return moment_words(value, zone) if isinstance(value, datetime) else day_words(value)


def span_words(starts_at: datetime | None, ends_at: datetime | None = None, zone: str = clock.DEFAULT_ZONE) -> str:
    """`dinsdag 24 november, 9.30–11.00 uur` in the given zone; over two days each end with its day."""
    if starts_at is None:
        return ""
    if ends_at is None or ends_at == starts_at:
        return moment_words(starts_at, zone)
    local = ZoneInfo(zone)
    if starts_at.astimezone(local).date() != ends_at.astimezone(local).date():
        return f"{moment_words(starts_at, zone)} – {moment_words(ends_at, zone)}"
    until = time_words(ends_at, zone)
    hour = time_words(starts_at, zone).removesuffix(" uur")
    day = day_words(starts_at.astimezone(local).date())
    return gettext("%(day)s, %(time)s", day=day, time=f"{hour}–{until}")


def time_words(value: datetime | None, zone: str = clock.DEFAULT_ZONE) -> str:
    """`17.00 uur` (Dutch) or `17:00` (English) in the given zone."""
    if value is None:
        return ""
    local = value.astimezone(ZoneInfo(zone))
    return minute_words(local.hour * 60 + local.minute)


def minute_words(minute: int | None) -> str:
    """Minutes since midnight as `9.30 uur` (Dutch) or `9:30` (English)."""
    if minute is None:
        return ""
    hours, minutes = divmod(minute, 60)
    return f"{hours}.{minutes:02d} uur" if str(get_locale()) == "nl" else f"{hours}:{minutes:02d}"


def left_words(until: datetime | None, zone: str = clock.DEFAULT_ZONE) -> str:
    """`nog 3 dagen`, `vandaag`, `2 dagen te laat`: in calendar days of the zone."""
    if until is None:
        return ""
    days = (until.astimezone(ZoneInfo(zone)).date() - clock.today(zone)).days
    if until < clock.now():
        if not days:
            return gettext("sinds vandaag te laat")
        return ngettext("%(num)d dag te laat", "%(num)d dagen te laat", -days)
    if days == 0:
        return gettext("vandaag")
    if days == 1:
        return gettext("morgen")
    return ngettext("nog %(num)d dag", "nog %(num)d dagen", days)


def size_words(count: int) -> str:
    """Bytes as `240 kB` or `1,2 MB`."""
    if count < 1_000_000:
        return f"{max(1, round(count / 1000))} kB"
    number = f"{count / 1_000_000:.1f}"
    return (number.replace(".", ",") if str(get_locale()) == "nl" else number) + " MB"


def number_words(value: float | None) -> str:
    """A number with one decimal: `2,5` (Dutch) or `2.5` (English)."""
    return "" if value is None else str(format_decimal(value, format="0.0"))


def translated(sentence: str, **values: Any) -> str:
    """A message id that a rule handed out, in the reader's language."""
    return gettext(sentence, **values) if sentence else ""


def as_called(name: str) -> str:
    """A name as it is said; `Kandidaat 7` in the reader's language while it is hidden (req Y-18)."""
    return gettext("Kandidaat %(number)s", number=name.number) if isinstance(name, HiddenName) else name


def said(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values of a refusal as they are said.

    A moment in the zone that it carries, a term in the reader's language.
    """

    def in_words(value: Any) -> Any:
        if isinstance(value, datetime):
            return moment_words(value, str(value.tzinfo))
        return gettext(value) if isinstance(value, Term) else value

    return {name: in_words(value) for name, value in values.items()}


def register(app: Flask) -> None:
    """Make these available in templates as filters."""
    app.jinja_env.filters |= {
        "day_words": day_words,
        "moment_words": moment_words,
        "span_words": span_words,
        "month_words": month_words,
        "time_words": time_words,
        "minute_words": minute_words,
        "left_words": left_words,
        "size_words": size_words,
        "number_words": number_words,
        "translated": translated,
        "as_called": as_called,
    }
