"""Who sees which fact of a candidate from which moment: the one rule that every page, mail and file asks (req X-05).

The defaults are the design's table "who sees what, when". Candidate and jobcoach choose per support need and per
measure; a campaign chooses from when the employer knows names (req Y-18). What is not open for a reader is not in what
he or she gets: not in a list, an order, a count, a file or a mail.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum, StrEnum

from portal.rules.consents import LONGEST_DAYS, ConsentHow
from portal.rules.refusals import Refused
from portal.rules.words import N_


class Moment(IntEnum):
    """How far a nomination is; each holds the ones before it."""

    DRAFT = 0
    PUT_FORWARD = 1
    THE_DAY = 2
    RETAINED = 3
    MATCHED = 4


class From(StrEnum):
    """From which moment a reader may know a fact; stored."""

    PUT_FORWARD = "put_forward"
    THE_DAY = "the_day"
    RETAINED = "retained"
    MATCHED = "matched"


_OPENS = {
    From.PUT_FORWARD: Moment.PUT_FORWARD,
    From.THE_DAY: Moment.THE_DAY,
    From.RETAINED: Moment.RETAINED,
    From.MATCHED: Moment.MATCHED,
}

FROM_NAMES: dict[From, str] = {
    From.PUT_FORWARD: N_("vanaf de voordracht"),
    From.THE_DAY: N_("vanaf de selectiedag"),
    From.RETAINED: N_("nadat de kandidaat weerhouden is"),
    From.MATCHED: N_("na de aanwerving"),
}
MOMENT_NAMES: dict[Moment, str] = {
    Moment.DRAFT: N_("nog niet voorgedragen"),
    Moment.PUT_FORWARD: N_("voorgedragen"),
    Moment.THE_DAY: N_("vanaf de selectiedag"),
    Moment.RETAINED: N_("weerhouden"),
    Moment.MATCHED: N_("aangeworven"),
}
# From when an employer may know names: the campaign's choice (req Y-18).
NAMES_FROM: dict[From, str] = {From.PUT_FORWARD: N_("vanaf de voordracht"), From.THE_DAY: N_("pas op de selectiedag")}
# A measure hints at health (GDPR art. 9): it weighs in no selection.
MEASURE_FROM = (From.RETAINED, From.MATCHED)


class Reader(StrEnum):
    """How a reader stands to a candidate. A tablet reads as the employer does."""

    OWN = "own"
    LEAD = "lead"
    EMPLOYER = "employer"


class Fact(StrEnum):
    """What there is to know of a candidate in a campaign."""

    NAME = "name"
    INTRODUCTION = "introduction"  # competences, motivation, availability, commuting
    PAPERS = "papers"
    RECOMMENDATION = "recommendation"
    SUPPORT = "support"
    MEASURE = "measure"
    INTERNSHIP_HOURS = "internship_hours"
    CONTACT = "contact"


@dataclass(frozen=True, kw_only=True)
class Choice:
    """What was chosen for one fact: from when the lead and the employer may know it; None is never.

    `has_permission`: a consent of the candidate stands, without which an employer hears of no measure.
    """

    lead_from: From | None = None
    employer_from: From | None = None
    has_permission: bool = False


_LEAD_ALWAYS = Choice(lead_from=From.PUT_FORWARD)
DEFAULTS: dict[Fact, Choice] = {
    Fact.NAME: Choice(lead_from=From.PUT_FORWARD, employer_from=From.PUT_FORWARD),
    Fact.INTRODUCTION: Choice(lead_from=From.PUT_FORWARD, employer_from=From.PUT_FORWARD),
    Fact.PAPERS: Choice(lead_from=From.PUT_FORWARD, employer_from=From.PUT_FORWARD),
    Fact.RECOMMENDATION: _LEAD_ALWAYS,
    Fact.SUPPORT: Choice(),
    Fact.MEASURE: Choice(),
    Fact.INTERNSHIP_HOURS: Choice(lead_from=From.PUT_FORWARD, employer_from=From.RETAINED),
    Fact.CONTACT: _LEAD_ALWAYS,
}


def may_know(fact: Fact, reader: Reader, moment: Moment, choice: Choice | None = None) -> bool:
    """Whether a reader may know a fact at a moment; `choice` is what was chosen for it, or the default of the fact.

    The own organisation always may. Names and papers follow the choice of the campaign: a CV holds a name. Whoever
    leads knows at the latest when the employer does.
    """
    if reader is Reader.OWN:
        return True
    chosen = DEFAULTS[fact] if choice is None else choice
    told = _is_open(chosen.employer_from, moment)
    if fact is Fact.MEASURE:
        told = told and chosen.has_permission and chosen.employer_from in MEASURE_FROM
    return told or (reader is Reader.LEAD and _is_open(chosen.lead_from, moment))


def _is_open(chosen: From | None, moment: Moment) -> bool:
    return chosen is not None and _OPENS[chosen] <= moment


def lacks_to_share_measure(permission_on: date | None, permission_how: str, today: date) -> str:
    """What lacks before an employer may hear of a measure, as a sentence; empty when nothing does."""
    if permission_on is None or permission_how not in set(ConsentHow):
        return N_("Noteer wanneer en hoe de kandidaat toestemming gaf. Zonder toestemming hoort de werkgever niets.")
    if permission_on > today:
        return N_("De kandidaat kan niet in de toekomst al ja gezegd hebben. Kijk de datum na.")
    if permission_on < today - timedelta(days=LONGEST_DAYS):
        return N_("Deze toestemming is ouder dan een jaar en geldt niet meer. Vraag ze opnieuw.")
    return ""


def refuse_sharing_measure(
    shared: bool, employer_from: From, permission_on: date | None, permission_how: str, today: date
) -> None:
    """Raise Refused when an employer would hear of a measure without permission, or while there is a choice to make.

    A permission that is written down beforehand has to be one too.
    """
    if not shared and permission_on is None:
        return
    if sentence := lacks_to_share_measure(permission_on, permission_how, today):
        raise Refused(sentence)
    if shared and employer_from not in MEASURE_FROM:
        raise Refused(N_("Een maatregel hoort niet mee te wegen: de werkgever kan hem pas kennen na de beslissing."))


def names_from(campaign_choice: str) -> Choice:
    """The choice of a campaign about names and papers."""
    return Choice(lead_from=From.PUT_FORWARD, employer_from=From(campaign_choice))


def moment_of(
    *, is_put_forward: bool, day_on: date | None, today: date, is_retained: bool = False, is_hired: bool = False
) -> Moment:
    """How far a nomination is. `today` and `day_on` are days at the site; a result counts once it is made known."""
    if not is_put_forward:
        return Moment.DRAFT
    if is_hired:
        return Moment.MATCHED
    if is_retained:
        return Moment.RETAINED
    return Moment.THE_DAY if day_on is not None and day_on <= today else Moment.PUT_FORWARD


class HiddenName(str):
    """What somebody is called while the name is hidden: `Kandidaat 7`. Shown with the filter `as_called`."""

    __slots__ = ("number",)
    number: int

    def __new__(cls, number: int) -> "HiddenName":
        made = super().__new__(cls, f"Kandidaat {number}")
        made.number = number
        return made


def without_names(text: str, names: Iterable[str], instead: str) -> str:
    """A text in which somebody is called `instead`: whole words, small letters or capitals, family names first.

    A jobcoach writes "Amina works neatly"; while the name is hidden the employer reads "Kandidaat 7 works neatly".
    """
    words = sorted({name.strip() for name in names if len(name.strip()) > 1}, key=len, reverse=True)
    if not words:
        return text
    pattern = "|".join(re.escape(word) for word in words)
    return re.sub(rf"(?<!\w)(?:{pattern})(?:\s+(?:{pattern}))*(?!\w)", instead, text, flags=re.IGNORECASE)
