"""Outcomes and how they are told: through the jobcoach, within two working days (req 001-24)."""

import hashlib
from collections.abc import Iterable
from datetime import time
from enum import StrEnum

from portal.rules.refusals import Refused
from portal.rules.words import N_


class Outcome(StrEnum):
    """What is decided about a candidate; the words and shapes are those of the outcome component."""

    RETAINED = "retained"
    RESERVE = "reserve"
    NOT_RETAINED = "not_retained"


OUTCOME_NAMES = {
    Outcome.RETAINED: N_("Weerhouden"),
    Outcome.RESERVE: N_("Reserve"),
    Outcome.NOT_RETAINED: N_("Niet weerhouden"),
}


class ToldHow(StrEnum):
    """How the jobcoach told the candidate. A mail alone is no way to tell a person."""

    IN_PERSON = "in_person"
    PHONE = "phone"
    VIDEO = "video"


TOLD_HOW_NAMES = {
    ToldHow.IN_PERSON: N_("persoonlijk"),
    ToldHow.PHONE: N_("telefonisch"),
    ToldHow.VIDEO: N_("in een videogesprek"),
}

# After the term: who leads hears it at once; the coordinator of the jobcoach's organisation when it lasts (req X-01).
ESCALATE_FURTHER_AFTER_WORKING_HOURS = 4
HOLD_AGAIN_AFTER_HOURS = 24
# A reminder this many hours before the relay is due, and at most one in 24 hours.
REMIND_HOURS_BEFORE = 24
RELAY_DUE_AT = time(17, 0)


class NoPlaceLeft(Refused):
    """There are as many retained as places."""


def check_places(places: int, filled: int, *, is_meant: bool) -> None:
    """Refuse to retain somebody beyond the places of a vacancy, unless a person says that it is meant so."""
    if filled >= places and not is_meant:
        raise NoPlaceLeft(
            N_(
                "Alle plaatsen voor deze functie zijn gevuld (%(filled)d van %(places)d). "
                "Vink aan dat het zo moet, of kies reserve."
            ),
            filled=filled,
            places=places,
        )


def seen_of(decisions: Iterable[tuple[str, int]]) -> str:
    """A short name for exactly these decisions, from (public id, version): what was seen is what is published."""
    lines = sorted(f"{public_id} {version}" for public_id, version in decisions)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:20]


def check_decision(outcome: Outcome, has_vacancy: bool, motivation: str, words_for_candidate: str) -> None:
    """Refuse a decision that lacks what its readers need: a function for who is retained, words for who is not."""
    if not motivation.strip():
        raise Refused(N_("Schrijf waarom: de jobcoach moet het kunnen uitleggen."))
    if outcome is Outcome.RETAINED and not has_vacancy:
        raise Refused(N_("Kies voor welke functie deze kandidaat weerhouden is."))
    if outcome is Outcome.NOT_RETAINED and not words_for_candidate.strip():
        raise Refused(N_("Schrijf ook een tekst voor de kandidaat: wat ging goed, en wat is een volgende stap?"))
