"""The introduction sheet's facts: competences per function, days, and the way to work (req 000-11)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from portal.models.nominations import Nomination
from portal.queries.nomination_tasks import asked_competences, profile_answers
from portal.rules.profiles import ANSWER_NAMES, DAY_NAMES, TRANSPORT_NAMES, Answer, Day, Transport, in_order


@dataclass(frozen=True, kw_only=True)
class ProfileLine:
    """One competence that a function asks: `answer` (can, learns, not_yet, or empty), its words, and the proof."""

    competence: str
    answer: str
    words: str
    proof: str


@dataclass(frozen=True, kw_only=True)
class Profile:
    """One function with what it asks."""

    title: str
    lines: list[ProfileLine]


@dataclass(frozen=True, kw_only=True)
class Availability:
    """When somebody can work: in words, from when, on which days (message ids), how many hours a week."""

    words: str
    starts_on: date | None
    days: list[str]
    hours: int | None


@dataclass(frozen=True, kw_only=True)
class Commuting:
    """The way to work: `ways` are message ids; the rest is for who mediates and stays empty for an employer."""

    ways: list[str]
    minutes: int | None = None
    km: int | None = None
    note: str = ""


def profiles_of(nomination: Nomination, said: Callable[[str], str] = str) -> list[Profile]:
    """What each chosen function asks, answered; `said` writes a proof as the reader may read it. Three queries."""
    answers = {(one["vacancy"], one["competence"]): one for one in profile_answers(nomination)["answers"]}
    found: dict[str, Profile] = {}
    for one in asked_competences(nomination):
        profile = found.setdefault(one.vacancy, Profile(title=one.title, lines=[]))
        there = answers.get((one.vacancy, one.competence))
        profile.lines.append(
            ProfileLine(
                competence=one.competence,
                answer=there["answer"] if there else "",
                words=ANSWER_NAMES[Answer(there["answer"])] if there else "",
                proof=said(there["proof"]) if there else "",
            )
        )
    return list(found.values())


def availability_of(nomination: Nomination, said: Callable[[str], str] = str) -> Availability:
    """When a candidate can work."""
    return Availability(
        words=said(nomination.availability),
        starts_on=nomination.available_from,
        days=[DAY_NAMES[Day(one)] for one in in_order(nomination.available_days, Day)],
        hours=nomination.available_hours,
    )


def commuting_of(nomination: Nomination, *, with_distance: bool) -> Commuting:
    """The way to work; how far it is, is not for an employer: it keeps nobody out (req 002-09)."""
    ways = [TRANSPORT_NAMES[Transport(one)] for one in in_order(nomination.transport, Transport)]
    if not with_distance:
        return Commuting(ways=ways)
    return Commuting(ways=ways, minutes=nomination.travel_minutes, km=nomination.travel_km, note=nomination.travel_note)
