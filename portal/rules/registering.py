"""Register once: what a mediator notes in systems of others, in the form that each takes (req X-10, 000-12, 000-22).

The systems are Dutch, and so is what goes into them: these sentences are not translated.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from portal.rules.refusals import Refused
from portal.rules.words import N_


class System(StrEnum):
    """Where mediators note as well."""

    MLP = "mlp"
    SUITE = "suite"
    WBS = "wbs"
    SONAR = "sonar"


@dataclass(frozen=True)
class NoteField:
    """The field for notes of a system: its name, how dates are written, and how much it takes.

    No supplier publishes these lengths; they are on the safe side. `one_line`: no line breaks.
    """

    name: str
    date_pattern: str
    longest: int
    one_line: bool = False


NOTE_FIELDS: dict[System, NoteField] = {
    System.MLP: NoteField("Mijn Loopbaan voor Partners (VDAB)", "%d/%m/%Y", 1000),
    System.SUITE: NoteField("Suite (GWS)", "%d-%m-%Y", 2000),
    System.WBS: NoteField("WBS", "%d-%m-%Y", 500, one_line=True),
    System.SONAR: NoteField("Sonar", "%d-%m-%Y", 1000),
}


class Event(StrEnum):
    """What is worth a note."""

    PUT_FORWARD = "put_forward"
    PRESELECTION = "preselection"
    DAY = "day"
    RESULT = "result"
    INTERNSHIP_PLANNED = "planned"
    INTERNSHIP_STARTED = "started"
    INTERNSHIP_ENDED = "ended"
    EVALUATION = "evaluation"
    PLACEMENT = "placement"
    MEASURE = "measure"
    AFTERCARE = "aftercare"


EVENT_NAMES: dict[Event, str] = {
    Event.PUT_FORWARD: N_("Voorgedragen"),
    Event.PRESELECTION: N_("Preselectie"),
    Event.DAY: N_("Selectiedag"),
    Event.RESULT: N_("Resultaat, en verteld"),
    Event.INTERNSHIP_PLANNED: N_("Stage gepland"),
    Event.INTERNSHIP_STARTED: N_("Stage gestart"),
    Event.INTERNSHIP_ENDED: N_("Stage voorbij"),
    Event.EVALUATION: N_("Stage geëvalueerd"),
    Event.PLACEMENT: N_("Na de stage"),
    Event.MEASURE: N_("Maatregel aangevraagd"),
    Event.AFTERCARE: N_("Nazorg"),
}


@dataclass(frozen=True)
class Fact:
    """Something that happened: `on` which day, and its lines in Dutch. `detail` tells several of one event apart."""

    event: Event
    on: date
    lines: tuple[str, ...]
    detail: str = ""

    @property
    def key(self) -> str:
        """How a tick names it."""
        return f"{self.event}:{self.detail}" if self.detail else str(self.event)

    @property
    def fingerprint(self) -> str:
        """Another one as soon as the fact is another: the tick then says so."""
        said = "\n".join((self.key, self.on.isoformat(), *self.lines))
        return hashlib.sha256(said.encode()).hexdigest()


# What is written with signs that older systems do not know, and what stands for it there.
_PLAIN = str.maketrans(
    {"“": '"', "”": '"', "„": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "…": "...", "•": "-", "\u00a0": " ",
     "\u2028": " ", "\u2029": " ", "\t": " ", "\r": " "}
)  # fmt: skip


def plain(text: str) -> str:
    """A text in signs that every system knows: western letters, no control signs, one space at a time."""
    known = text.translate(_PLAIN).encode("latin-1", "ignore").decode("latin-1")
    lines = ("".join(sign for sign in line if sign.isprintable()) for line in known.split("\n"))
    return "\n".join(" ".join(line.split()) for line in lines).strip()


def note_for(system: System, fact: Fact) -> str:
    """The note about a fact as the field of this system takes it: the date first, never longer than fits."""
    field = NOTE_FIELDS[system]
    joined = (" " if field.one_line else "\n").join(plain(line.replace("\n", " ")) for line in fact.lines)
    text = f"{fact.on.strftime(field.date_pattern)} {joined}"
    return text if len(text) <= field.longest else text[: field.longest - 3].rstrip() + "..."


def day_words(on: date | datetime | None) -> str:
    """A day within a note, the same in each system."""
    return f"{on.day}/{on.month}/{on.year}" if on else ""


class Standing(StrEnum):
    """How a fact stands in one system."""

    OPEN = "open"  # not noted there
    NOTED = "noted"
    CHANGED = "changed"  # noted, and another fact since
    GONE = "gone"  # noted, and no fact any more


def standing_of(fact: Fact | None, fingerprint: str | None) -> Standing:
    """How a fact stands, by the fingerprint of what was noted; None when nothing was."""
    if fact is None:
        return Standing.GONE
    if fingerprint is None:
        return Standing.OPEN
    return Standing.NOTED if fingerprint == fact.fingerprint else Standing.CHANGED


def is_asked(fact: Fact, since: date) -> bool:
    """Whether a fact is to be noted by an organisation that notes in a system since this day."""
    return fact.on >= since


def check_known(system: str, used: Iterable[str]) -> System:
    """The system, or Refused when the organisation does not note there."""
    if system not in set(used) or system not in set(System):
        raise Refused(N_("Je organisatie noteert niet in dit systeem. Kijk de instelling na."))
    return System(system)
