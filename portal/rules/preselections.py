"""The pre-selection: against which criteria, what may come of it, and who says what (req 000-15 … 000-23)."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from portal.rules.refusals import Refused
from portal.rules.words import N_


class Result(StrEnum):
    """What is registered (req 000-18)."""

    GO = "go"
    NO_GO = "no_go"
    MORE_INFO = "more_info"


RESULT_NAMES = {
    Result.GO: N_("Gaat door naar de selectiedag"),
    Result.NO_GO: N_("Gaat niet door"),
    Result.MORE_INFO: N_("Meer informatie nodig"),
}
# How it is shown: always with the words, never the colour alone.
RESULT_TONES = {Result.GO: "green", Result.NO_GO: "red", Result.MORE_INFO: "orange"}
# Which result follows from what came of a talk.
AFTER_TALK = {"go_on": Result.GO, "stop_here": Result.NO_GO}


class Met(StrEnum):
    """Whether what is on paper, and what was said in a talk, meets a criterion."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"
    UNKNOWN = "unknown"


MET_NAMES = {
    Met.YES: N_("ja"),
    Met.PARTLY: N_("deels, of aan te leren"),
    Met.NO: N_("nee"),
    Met.UNKNOWN: N_("weten we nog niet"),
}


class PaperChannel(StrEnum):
    """How the papers were discussed with the employer (req 000-23)."""

    MAIL = "mail"
    PHONE = "phone"
    IN_PERSON = "in_person"


PAPER_CHANNEL_NAMES = {
    PaperChannel.MAIL: N_("per mail"),
    PaperChannel.PHONE: N_("telefonisch"),
    PaperChannel.IN_PERSON: N_("persoonlijk"),
}

MOST_CRITERIA = 20
LONGEST_CRITERION = 200
_ENDS_A_LINE = re.compile(r"[\n;]+|(?<=[.])\s+")
_BULLET = re.compile(r"^\s*(?:[-*•–]|\d+[.)])\s*")


def criteria_in(text: str) -> list[str]:
    """The criteria in a text of the work profile: one a line or sentence, without bullets; "a, b, c." is three."""
    found = []
    for line in _ENDS_A_LINE.split(text or ""):
        found += [part.strip() for part in _BULLET.sub("", line).strip().rstrip(".").split(", ")]
    return [f"{one[:1].upper()}{one[1:]}"[:LONGEST_CRITERION] for one in found if one]


def criteria_of(campaign_text: str, profiles: Iterable[str]) -> list[str]:
    """What a nomination is held against: the campaign's own criteria, then those of the functions that are wanted."""
    lines = [line.strip() for line in (campaign_text or "").splitlines()]
    own = [_BULLET.sub("", line)[:LONGEST_CRITERION] for line in lines if line]
    found: dict[str, str] = {}
    for one in [*own, *(criterion for text in profiles for criterion in criteria_in(text))]:
        found.setdefault(one.casefold(), one)
    return list(found.values())[:MOST_CRITERIA]


def assessed(criteria: Sequence[str], stored: Sequence[Mapping[str, Any]]) -> list[dict[str, str]]:
    """Each criterion with what was found; one that is no criterion any more stays when something was said of it."""
    known = {str(one.get("criterion", "")).casefold(): one for one in stored}
    found = []
    for criterion in criteria:
        one = known.pop(criterion.casefold(), {})
        found.append({"criterion": criterion, "met": _met(one), "note": str(one.get("note", ""))})
    found += [
        {"criterion": str(one["criterion"]), "met": _met(one), "note": str(one.get("note", ""))}
        for one in known.values()
        if _met(one) != Met.UNKNOWN or one.get("note")
    ]
    return found


def _met(one: Mapping[str, Any]) -> str:
    return str(one.get("met")) if one.get("met") in tuple(Met) else Met.UNKNOWN.value


def check_result(result: Result, words_for_mediator: str, words_for_candidate: str) -> None:
    """Refuse a result that lacks what its readers need (req 000-19, 000-22, Y-3)."""
    if result is Result.MORE_INFO and not words_for_mediator.strip():
        raise Refused(N_("Schrijf aan de bemiddelaar welke informatie je nog nodig hebt."))
    if result is Result.NO_GO and not words_for_mediator.strip():
        raise Refused(N_("Schrijf aan de bemiddelaar waarom: die moet het kunnen uitleggen."))
    if result is Result.NO_GO and not words_for_candidate.strip():
        raise Refused(N_("Schrijf ook een tekst voor de kandidaat: wat ging goed, en wat is een volgende stap?"))


@dataclass(frozen=True)
class ProcedureStep:
    """One step of the application procedure in words: a message id, filled with `values`; `on` fills `%(day)s`."""

    words: str
    values: Mapping[str, Any]
    on: date | None = None


def procedure_of(campaign: Any) -> list[ProcedureStep]:
    """What a candidate who goes on may expect, in order (req 000-21); without the steps that are off (req 001-03)."""
    employer = {"employer": campaign.employer.name}
    day = campaign.selection_day_on
    found = [
        ProcedureStep(N_("Een selectiedag bij %(employer)s op %(day)s."), employer, day)
        if day
        else ProcedureStep(N_("Een selectiedag bij %(employer)s. De dag volgt."), employer),
        ProcedureStep(N_("De jobcoach krijgt de uren en vertelt ze aan de kandidaat."), {}),
    ]
    if campaign.has_tour:
        found.append(ProcedureStep(N_("Op de dag: uitleg over het bedrijf en een rondleiding."), {}))
    else:
        found.append(ProcedureStep(N_("Op de dag: uitleg over het bedrijf."), {}))
    if campaign.has_test:
        found.append(ProcedureStep(N_("Een korte schriftelijke proef, met eenvoudige vragen."), {}))
    found.append(ProcedureStep(N_("Een speeddate: de kandidaat vertelt waarom hij of zij hier wil werken."), {}))
    found.append(
        ProcedureStep(
            N_("De uitslag binnen %(count)d werkdagen, van de jobcoach zelf."), {"count": campaign.relay_working_days}
        )
    )
    if campaign.has_internship:
        found.append(ProcedureStep(N_("Wie weerhouden is, kan starten met een oriënterende stage."), {}))
    return found
