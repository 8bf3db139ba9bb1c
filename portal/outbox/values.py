"""What may stand for a placeholder: text, numbers, moments in words, sentences of the portal, lists."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from gettext import NullTranslations
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_time
from babel.support import Translations

from portal import paths


@dataclass(frozen=True)
class Moment:
    """An instant as the reader sees it: day and time in the zone of the place."""

    at: datetime
    zone: str


@dataclass(frozen=True)
class Span:
    """From an instant to another, in the zone of the place."""

    starts_at: datetime
    ends_at: datetime
    zone: str


@dataclass(frozen=True)
class Words:
    """A Dutch sentence of the portal (marked with `N_`) that is translated; `%(name)s` come from `values`."""

    sentence: str
    values: Mapping[str, object] = field(default_factory=dict)


Single = str | int | date | Moment | Span | Words
Value = Single | Sequence[Single]


def in_words(value: Single, language: str) -> str:
    """A value as text in `nl` or `en`: "dinsdag 24 november 2026, 9.30 uur"."""
    match value:
        case Words():
            return translated(value, language)
        case Moment():
            local = value.at.astimezone(ZoneInfo(value.zone))
            return f"{_day(local.date(), language)}, {_times(language, local)}"
        case Span():
            zone = ZoneInfo(value.zone)
            starts, ends = value.starts_at.astimezone(zone), value.ends_at.astimezone(zone)
            if starts.date() == ends.date():
                return f"{_day(starts.date(), language)}, {_times(language, starts, ends)}"
            both = (in_words(Moment(at, value.zone), language) for at in (starts, ends))
            return " – ".join(both)
        case datetime():
            raise TypeError("an instant is shown in a zone: use Moment(at, zone)")
        case date():
            return _day(value, language)
        case _:
            return str(value)


def translated(words: Words, language: str) -> str:
    """The sentence in a language; Dutch is the language of the message ids."""
    text = _catalogue(language).gettext(words.sentence)
    return text % words.values if words.values else text


@lru_cache(maxsize=8)
def _catalogue(language: str) -> NullTranslations:
    return Translations.load(str(paths.TRANSLATIONS), [language])


def _day(on: date, language: str) -> str:
    return format_date(on, "EEEE d MMMM y", locale=_locale(language))


def _times(language: str, *times: datetime) -> str:
    # Flemish and Dutch usage: a point between hours and minutes, and the word "uur".
    pattern = "H.mm" if language == "nl" else "HH:mm"
    text = "–".join(format_time(at.time(), pattern, locale=_locale(language)) for at in times)
    return f"{text} uur" if language == "nl" else text


def _locale(language: str) -> str:
    return "nl_BE" if language == "nl" else "en_GB"
