"""Scoring speeddates (req 001-23): criteria with anchors in words, sheets, and what becomes of a sheet that arrives.

A sheet's body is `{"scores": {criterion id: 1…4}, "note": text, "verdict": "green" | "orange" | "red" | null}`.
Everything about scores is arithmetic and nothing more: an aid to the person who decides.
"""

import hashlib
import json
import math
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from portal.rules.refusals import Refused
from portal.rules.words import N_

FEWEST_CRITERIA, MOST_CRITERIA = 3, 6
ANCHORS = 4  # the lowest first
MOST_WEIGHT = 3
LONGEST_NOTE = 4000
LARGEST_BODY = 20_000  # characters of JSON; a full sheet of six criteria has some 4,600
LARGEST_NUMBER = 2**31 - 1
_UNSTORABLE = re.compile("[\0\ud800-\udfff]")


class Part(StrEnum):
    """What is scored: the speeddate, by an assessor; where the campaign wants that, what a guide saw on the tour, and
    the written test as a whole."""

    SPEEDDATE = "speeddate"
    TOUR = "tour"
    TEST = "test"


ON_TABLET = (Part.SPEEDDATE, Part.TOUR)  # the answers of a test stand on no tablet


class Verdict(StrEnum):
    """What the assessor thinks, last of all; always shown as shape, word and colour."""

    GREEN = "green"
    ORANGE = "orange"
    RED = "red"


VERDICT_NAMES = {
    Verdict.GREEN: N_("Ja"),
    Verdict.ORANGE: N_("Misschien"),
    Verdict.RED: N_("Nee"),
}


@dataclass(frozen=True)
class CriterionFacts:
    """One criterion as the lead writes it: a name, what the assessor asks, and four anchors in words, lowest first.

    `weight`: how often its score counts, 1 to `MOST_WEIGHT`.
    """

    name: str
    question: str
    anchors: Sequence[str]
    weight: int = 1


# To start from; the lead changes them as the company wishes. What is seen and heard, never what one is.
TEMPLATES = (
    CriterionFacts(
        N_("Motivatie"),
        N_("Waarom wil je hier werken?"),
        (
            N_("Weet nog niet waarom"),
            N_("Zoekt werk, om het even waar"),
            N_("Noemt iets in dit werk dat aanspreekt"),
            N_("Weet wat het werk is en wil juist dit"),
        ),
    ),
    CriterionFacts(
        N_("Contact"),
        N_("Hoe verloopt het gesprek?"),
        (
            N_("Het gesprek komt niet op gang"),
            N_("Antwoordt kort als je doorvraagt"),
            N_("Antwoordt op wat je vraagt"),
            N_("Antwoordt en vraagt zelf ook iets"),
        ),
    ),
    CriterionFacts(
        N_("Aanpakken"),
        N_("Vertel over iets wat je zelf gedaan of gemaakt hebt."),
        (
            N_("Vindt nog geen voorbeeld"),
            N_("Geeft een voorbeeld met hulp van anderen"),
            N_("Geeft een voorbeeld van eigen werk"),
            N_("Vertelt wat beter kon en hoe"),
        ),
    ),
    CriterionFacts(
        N_("Betrouwbaarheid"),
        N_("Je bus rijdt niet en je moet om acht uur beginnen. Wat doe je?"),
        (
            N_("Weet niet wat te doen"),
            N_("Wacht af of komt later"),
            N_("Verwittigt op tijd"),
            N_("Verwittigt en zoekt een oplossing"),
        ),
    ),
)
EXTRA_TEMPLATES = (
    CriterionFacts(
        N_("Leren"),
        N_("Hoe leer je het liefst iets nieuws?"),
        (
            N_("Weet het nog niet"),
            N_("Zegt wat moeilijk gaat"),
            N_("Zegt wat helpt om te leren"),
            N_("Zegt wat helpt en vraagt erom"),
        ),
    ),
    CriterionFacts(
        N_("Samenwerken"),
        N_("Wat doe je als een collega het moeilijk heeft?"),
        (
            N_("Doet gewoon verder"),
            N_("Merkt het op"),
            N_("Helpt of haalt iemand"),
            N_("Helpt en vraagt later hoe het gaat"),
        ),
    ),
)


TOUR_TEMPLATES = (
    CriterionFacts(
        N_("Aandacht"),
        N_("Hoe volgt deze persoon de rondleiding?"),
        (
            N_("Blijft achter of kijkt weg"),
            N_("Volgt als je erom vraagt"),
            N_("Volgt en luistert"),
            N_("Volgt en vraagt door"),
        ),
    ),
    CriterionFacts(
        N_("Veiligheid"),
        N_("Wat gebeurt er met de afspraken op de vloer?"),
        (
            N_("Vergeet ze meteen"),
            N_("Houdt zich eraan na een herinnering"),
            N_("Houdt zich eraan"),
            N_("Houdt zich eraan en helpt anderen"),
        ),
    ),
    CriterionFacts(
        N_("Beeld van het werk"),
        N_("Wat zegt deze persoon over het werk?"),
        (
            N_("Zegt er niets over"),
            N_("Zegt wat er niet aan bevalt"),
            N_("Zegt wat aanspreekt"),
            N_("Zegt wat aanspreekt en wat lastig kan zijn"),
        ),
    ),
)


TEST_TEMPLATES = (
    CriterionFacts(
        N_("Aanpak"),
        N_("Wat doet deze persoon als er iets misloopt?"),
        (
            N_("Zegt niet wat te doen"),
            N_("Wacht tot iemand anders iets doet"),
            N_("Doet zelf iets dat helpt"),
            N_("Doet iets dat helpt en zegt wat daarna komt"),
        ),
    ),
    CriterionFacts(
        N_("Melden en vragen"),
        N_("Zegt of vraagt deze persoon iets aan de juiste persoon?"),
        (
            N_("Zegt het aan niemand"),
            N_("Zegt het pas als iemand ernaar vraagt"),
            N_("Zegt of vraagt het aan iemand"),
            N_("Zegt of vraagt het meteen aan wie kan helpen"),
        ),
    ),
    CriterionFacts(
        N_("Oog voor anderen"),
        N_("Denkt deze persoon aan collega's en veiligheid?"),
        (
            N_("Noemt niemand anders"),
            N_("Noemt anderen"),
            N_("Houdt rekening met anderen"),
            N_("Helpt anderen en houdt het veilig"),
        ),
    ),
)


# What the lead starts from, per part.
TEMPLATES_OF = {Part.SPEEDDATE: TEMPLATES, Part.TOUR: TOUR_TEMPLATES, Part.TEST: TEST_TEMPLATES}


def weighty(criteria: Iterable[Any]) -> list[str]:
    """The names of the criteria that count more than once, each with how often: "Motivatie (2)"."""
    return [f"{one.name} ({one.weight})" for one in criteria if one.weight > 1]


def check_criteria(criteria: Sequence[CriterionFacts], part: Part = Part.SPEEDDATE) -> None:
    """Refuse a set that cannot be scored with: too few, too many, two of one name, an anchor without words.

    For the tour and the test there may be few of them, or none: then guides are not asked for anything, and each
    answer of the test is rated by itself.
    """
    fewest = FEWEST_CRITERIA if part is Part.SPEEDDATE else 0
    if not fewest <= len(criteria) <= MOST_CRITERIA:
        raise Refused(
            N_("Kies %(fewest)d tot %(most)d criteria: genoeg om te vergelijken, weinig genoeg voor tien minuten."),
            fewest=FEWEST_CRITERIA,
            most=MOST_CRITERIA,
        )
    if len({one.name.strip().casefold() for one in criteria}) < len(criteria):
        raise Refused(N_("Twee criteria hebben dezelfde naam. Geef er een een andere naam."))
    if any(len(one.anchors) != ANCHORS or not all(text.strip() for text in one.anchors) for one in criteria):
        raise Refused(N_("Geef elk criterium vier antwoorden in woorden, het laagste eerst."))


def is_well_formed(body: Any) -> bool:
    """Whether this is a sheet at all, whatever stands in it: what is, is never refused."""
    return (
        isinstance(body, Mapping)
        and isinstance(body.get("scores", {}), Mapping)
        and isinstance(body.get("note", ""), str)
        and isinstance(body.get("verdict"), str | None)
        and len(json.dumps(body, ensure_ascii=False)) <= LARGEST_BODY
    )


def storable(value: Any) -> Any:
    """The same value with what no database keeps replaced: NUL and half characters in texts, numbers that are none."""
    if isinstance(value, str):
        return _UNSTORABLE.sub("\ufffd", value)
    if isinstance(value, float) and not math.isfinite(value):
        return None
    if isinstance(value, Mapping):
        return {storable(key): storable(inner) for key, inner in value.items()}
    return [storable(inner) for inner in value] if isinstance(value, list) else value


def is_number(value: Any) -> bool:
    """Whether this can be a revision or version: a whole number that the database holds."""
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= LARGEST_NUMBER


def is_odd(body: Mapping[str, Any], criterion_ids: Collection[str]) -> bool:
    """Whether a body says something that no sheet of this campaign can say: kept, but for a person to look at."""
    scores = body.get("scores", {})
    return (
        bool(set(body) - {"scores", "note", "verdict"})
        or any(key not in criterion_ids or not _is_score(value) for key, value in scores.items())
        or body.get("verdict") not in (None, *Verdict)
        or len(body.get("note", "")) > LONGEST_NOTE
    )


def _is_score(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= ANCHORS


def same_body(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether two bodies say the same; an empty score or note says nothing."""
    return _said(one) == _said(other)


def _said(body: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "scores": dict(body.get("scores") or {}),
        "note": body.get("note") or "",
        "verdict": body.get("verdict") or None,
    }


def digest_of(body: Mapping[str, Any]) -> str:
    """A short name for exactly this body: sent again, it is recognised."""
    return hashlib.sha256(json.dumps(body, sort_keys=True).encode()).hexdigest()


class Standing(StrEnum):
    """What became of a body that arrived. Whatever it is: it was kept."""

    ACCEPTED = "accepted"  # it is the sheet now
    LATE = "late"  # an older one of a tablet that had sent a newer one before
    CONFLICT = "conflict"  # somebody else had changed the sheet meanwhile: both are kept
    ODD = "odd"  # it says what no sheet of this campaign can say


FLAGGED = (Standing.CONFLICT, Standing.ODD)


@dataclass(frozen=True)
class Arrival:
    """One body at the door. `rev` is the tablet's own counter, `base` the version of the sheet that it had seen."""

    rev: int
    base: int
    body: Mapping[str, Any]
    is_odd: bool = False


@dataclass(frozen=True)
class SheetNow:
    """The sheet as it stands: `by_same` whether its body came from the same tablet and assessor as the arrival.

    `newest_rev`: the highest revision that this tablet had accepted for this sheet before, 0 when none.
    """

    version: int
    body: Mapping[str, Any]
    by_same: bool
    newest_rev: int


def standing_of(arrival: Arrival, sheet: SheetNow) -> Standing:
    """What becomes of a body: never refused, never lost, never over somebody else's in silence (tablet page)."""
    if arrival.is_odd:
        return Standing.ODD
    if arrival.rev < sheet.newest_rev:
        return Standing.LATE
    if arrival.base < sheet.version and not sheet.by_same and not same_body(arrival.body, sheet.body):
        return Standing.CONFLICT
    return Standing.ACCEPTED


def is_complete(body: Mapping[str, Any], criterion_ids: Iterable[str]) -> bool:
    """Whether a sheet is in: a score for every criterion and a verdict."""
    scores = body.get("scores") or {}
    return bool(body.get("verdict")) and all(key in scores for key in criterion_ids)


def average_of(body: Mapping[str, Any], weights: Mapping[str, int]) -> float | None:
    """The mean of one assessor's scores (1 to 4), to one decimal; None without scores.

    `weights`: by criterion, how often its score counts; once for a criterion that is not there.
    """
    return _mean(_counted(body, (body.get("scores") or {}).keys(), weights))


def _counted(body: Mapping[str, Any], keys: Iterable[str], weights: Mapping[str, int]) -> list[int]:
    """The scores of one body for these criteria, each as often as it counts."""
    scores = body.get("scores") or {}
    return [scores[key] for key in keys if _is_score(scores.get(key)) for _ in range(weights.get(key, 1))]


@dataclass(frozen=True)
class Summary:
    """Several sheets of one candidate: how many, the mean per criterion and of all, and how often each verdict."""

    sheets: int
    means: dict[str, float | None]
    mean: float | None
    verdicts: dict[Verdict, int]


def summary_of(
    bodies: Sequence[Mapping[str, Any]], criterion_ids: Sequence[str], weights: Mapping[str, int]
) -> Summary:
    """Count and average; each score counts as often as its criterion says, and nothing is left out or filled in."""
    scores = {
        key: [body["scores"][key] for body in bodies if _is_score((body.get("scores") or {}).get(key))]
        for key in criterion_ids
    }
    return Summary(
        sheets=len(bodies),
        means={key: _mean(values) for key, values in scores.items()},
        mean=_mean([value for body in bodies for value in _counted(body, criterion_ids, weights)]),
        verdicts={verdict: sum(1 for body in bodies if body.get("verdict") == verdict) for verdict in Verdict},
    )


def _mean(values: Sequence[int]) -> float | None:
    return round(sum(values) / len(values), 1) if values else None


@dataclass(frozen=True)
class Spread:
    """How far assessors are apart: the lowest and highest of their averages, the mean of all scores, and how many."""

    lowest: float
    highest: float
    mean: float
    assessors: int


def spread_of(bodies: Sequence[Mapping[str, Any]], keys: Sequence[str], weights: Mapping[str, int]) -> Spread | None:
    """The spread over assessors of the scores for these criteria; None without scores."""
    each = [_counted(body, keys, weights) for body in bodies]
    averages = [average for scores in each if (average := _mean(scores)) is not None]
    mean = _mean([value for scores in each for value in scores])
    if mean is None:
        return None
    return Spread(min(averages), max(averages), mean, len(averages))


@dataclass(frozen=True)
class Place:
    """A place in the order of means, 1 first; `is_shared` when others have exactly the same mean: they share it."""

    number: int
    is_shared: bool


def places_by_mean(means: Mapping[str, float]) -> dict[str, Place]:
    """The place of each by mean, the highest first.

    Who shows the same mean stands at the same place, and the places after it are skipped: 1, 2, 2, 4.
    """
    values = sorted(means.values(), reverse=True)
    return {key: Place(values.index(mean) + 1, values.count(mean) > 1) for key, mean in means.items()}
