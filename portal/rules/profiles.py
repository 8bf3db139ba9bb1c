"""The introduction sheet (req 000-11): competences against the work profile of a function, days, and the way to work.

What somebody can is said per competence that the function asks, with a line of proof. The way to work is told to who
mediates; it never keeps anybody from anything (req 002-09).
"""

import hashlib
import re
from dataclasses import dataclass
from enum import StrEnum

from portal.rules.words import N_

MOST_COMPETENCES = 30
_LONGEST = 300
_BULLET = re.compile(r"^\s*(?:[-–—*•·]|\d+[.)])\s+")


class Answer(StrEnum):
    """How a candidate stands to one competence."""

    CAN = "can"
    LEARNS = "learns"
    NOT_YET = "not_yet"


ANSWER_NAMES = {Answer.CAN: N_("kan het"), Answer.LEARNS: N_("leert het"), Answer.NOT_YET: N_("nog niet")}


class Transport(StrEnum):
    """How somebody comes to work."""

    WALKING = "walking"
    BICYCLE = "bicycle"
    BUS = "bus"
    TRAIN = "train"
    MOPED = "moped"
    CAR = "car"
    LIFT = "lift"


TRANSPORT_NAMES = {
    Transport.WALKING: N_("te voet"),
    Transport.BICYCLE: N_("met de fiets"),
    Transport.BUS: N_("met bus of tram"),
    Transport.TRAIN: N_("met de trein"),
    Transport.MOPED: N_("met de bromfiets"),
    Transport.CAR: N_("met de eigen auto"),
    Transport.LIFT: N_("rijdt met iemand mee"),
}


class Day(StrEnum):
    """A day of the week."""

    MONDAY = "mon"
    TUESDAY = "tue"
    WEDNESDAY = "wed"
    THURSDAY = "thu"
    FRIDAY = "fri"
    SATURDAY = "sat"
    SUNDAY = "sun"


DAY_NAMES = {
    Day.MONDAY: N_("maandag"),
    Day.TUESDAY: N_("dinsdag"),
    Day.WEDNESDAY: N_("woensdag"),
    Day.THURSDAY: N_("donderdag"),
    Day.FRIDAY: N_("vrijdag"),
    Day.SATURDAY: N_("zaterdag"),
    Day.SUNDAY: N_("zondag"),
}


def competences_in(profile: str) -> list[str]:
    """What a work profile asks, one by one: a line each, or the parts of a single line between commas."""
    lines = [line for line in profile.splitlines() if line.strip()]
    parts = re.split(r"[,;]\s+", lines[0]) if len(lines) == 1 else lines
    words = [_BULLET.sub("", part).strip().rstrip(".;,").strip()[:_LONGEST] for part in parts]
    return list(dict.fromkeys(f"{word[:1].upper()}{word[1:]}" for word in words if word))[:MOST_COMPETENCES]


def key_of(vacancy_id: str, competence: str) -> str:
    """What names one asked competence in a form; other words are another question."""
    return hashlib.sha256(f"{vacancy_id}\n{competence}".encode()).hexdigest()[:16]


@dataclass(frozen=True, kw_only=True)
class Asked:
    """One competence that a function asks; `vacancy` is its public id."""

    vacancy: str
    title: str
    competence: str

    @property
    def key(self) -> str:
        """What names it in a form."""
        return key_of(self.vacancy, self.competence)


def in_order(values: str, kind: type[StrEnum]) -> list[str]:
    """The words of a column with several choices, as `bicycle train`, in the order of their list."""
    chosen = set(values.split())
    return [one.value for one in kind if one.value in chosen]
