"""Employment measures as dated rows, not constants: law changes (req 001-17, X-03).

Who a row is for is never decided here: the jobcoach says which ones a candidate may qualify for. Everything is shown
with its source and the date it was checked, and as indicative where sources differ or are few.
"""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from enum import StrEnum

from portal.rules.deadlines import IsHoliday, working_days_before
from portal.rules.refusals import Refused
from portal.rules.words import N_

_CHECKED = date(2026, 11, 1)
CHECK_AFTER_MONTHS = 6
COUNTRIES = {"BE": N_("België"), "NL": N_("Nederland")}


class LeadUnit(StrEnum):
    """In what the time before the start is counted."""

    WORKING_DAYS = "working_days"
    DAYS = "days"
    WEEKS = "weeks"


LEAD_UNIT_NAMES = {
    LeadUnit.WORKING_DAYS: N_("werkdagen"),
    LeadUnit.DAYS: N_("kalenderdagen"),
    LeadUnit.WEEKS: N_("weken"),
}


class Certainty(StrEnum):
    """How sure the jobcoach is that the candidate qualifies."""

    SURE = "sure"
    LIKELY = "likely"
    TO_CHECK = "to_check"


CERTAINTY_NAMES = {
    Certainty.SURE: N_("zeker"),
    Certainty.LIKELY: N_("waarschijnlijk"),
    Certainty.TO_CHECK: N_("nog na te kijken"),
}


@dataclass(frozen=True)
class Measure:
    """One measure as the law had it from `valid_from` to `valid_to` (both included; None: not known, or no end).

    `precedes_start`: whether it must be settled before the first working day; None where that differs. `lead_time`: how
    many `lead_unit`s before the start it is applied for at the latest; None where that is not known. `new_cases` is
    false for one that only runs out. `is_indicative`: sources are few or differ; `standing` says what to watch.

    `row` is the public id of the row of the table, `version` its version and `replaces` the key of the shipped row that
    it stands for; empty and 0 for a row that travels with the program.
    """

    code: str
    country: str
    name: str
    meaning: str
    who_applies: str
    papers: str
    longest: str
    precedes_start: bool | None
    source: str
    valid_from: date | None = None
    valid_to: date | None = None
    new_cases: bool = True
    is_indicative: bool = True
    standing: str = ""
    checked_on: date = _CHECKED
    lead_time: int | None = None
    lead_unit: LeadUnit = LeadUnit.WORKING_DAYS
    row: str = ""
    replaces: str = ""
    version: int = 0

    @property
    def key(self) -> str:
        """What names this row, and stays: `imw-2023-07-01` for one that is shipped, else the id in the table."""
        return self.replaces or self.row or shipped_key(self.code, self.valid_from)

    @property
    def may_be_late(self) -> bool:
        """Whether there is a last date to apply at all."""
        return self.precedes_start is True or (self.precedes_start is None and self.lead_time is not None)

    def holds_on(self, day: date) -> bool:
        """Whether the row is the law on a day."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)


MEASURES: tuple[Measure, ...] = (
    Measure(
        "bvs", "BE", "BVS", N_("Beroepsverkennende stage: een beroep leren kennen op de werkvloer."),
        who_applies=N_("VDAB of een partner die bemiddelt neemt het initiatief."),
        papers=N_("Stageovereenkomst."),
        longest=N_("Hoogstens 30 kalenderdagen."),
        precedes_start=True,
        lead_time=1,
        source="VDAB",
        standing=N_(
            "Bronnen spreken elkaar tegen: volgens sommige ging BVS op 1 januari 2023 op in WES. "
            "Vraag het na bij VDAB."
        ),
    ),
    Measure(
        "wes", "BE", "WES", N_("Werkervaringsstage: ervaring opdoen en het traject verder bepalen."),
        who_applies=N_("Werkzoekende, werkgever en VDAB of partner komen het samen overeen."),
        papers=N_("Stageplan en overeenkomst tussen werkzoekende, werkgever en VDAB of partner."),
        longest=N_("Hoogstens 6 maanden."),
        precedes_start=True,
        lead_time=1,
        source="VDAB",
    ),
    Measure(
        "ibo", "BE", "IBO", N_("Individuele beroepsopleiding: het vak leren op de werkvloer, met daarna een contract."),
        who_applies=N_("De werkgever, bij VDAB."),
        papers=N_(
            "Overeenkomst en opleidingsplan, getekend voor de start. Minstens halftijds; daarna een contract "
            "dat minstens even lang duurt."
        ),
        longest=N_("4 tot 26 weken."),
        precedes_start=True,
        lead_time=1,
        source="VDAB",
        is_indicative=False,
        standing=N_(
            "Sinds 2026 betaalt de werkgever de premie en de verplaatsing rechtstreeks; dat staat nog maar in "
            "één bron."
        ),
    ),
    Measure(
        "kibo", "BE", "K-IBO", N_("IBO voor kwetsbare groepen, vroeger IBO-plus."),
        who_applies=N_("De werkgever, bij VDAB."),
        papers=N_(
            "12 of 24 maanden ingeschreven, of een indicatie van arbeidshandicap. Overeenkomst en opleidingsplan."
        ),
        longest=N_("1 maand tot 52 weken."),
        precedes_start=True,
        lead_time=1,
        source="VDAB",
        standing=N_("Dit is de regeling van voor de hervorming van 2026. Vraag de voorwaarden na bij VDAB."),
    ),
    Measure(
        "imw", "BE", "IMW", N_("Individueel maatwerk: een loonpremie van 20 tot 75 %, en zo nodig begeleiding."),
        who_applies=N_("De werkgever, zodra er een contract is."),
        papers=N_("Het arbeidscontract."),
        longest=N_("2 of 5 jaar."),
        precedes_start=False,
        source="Departement Werk en Sociale Economie",
        valid_from=date(2023, 7, 1),
        is_indicative=False,
        standing=N_("Vervangt VOP voor nieuwe dossiers sinds 1 juli 2023."),
    ),
    Measure(
        "vop", "BE", "VOP", N_("Vlaamse ondersteuningspremie."),
        who_applies=N_("Geen nieuwe aanvragen meer: zie IMW."),
        papers=N_("De lopende beslissing."),
        longest=N_("Zolang het dossier loopt."),
        precedes_start=None,
        source="Departement Werk en Sociale Economie",
        new_cases=False,
        is_indicative=False,
        standing=N_("Alleen voor dossiers die al lopen."),
    ),
    Measure(
        "proefplaatsing", "NL", "Proefplaatsing", N_("Werken op proef met behoud van uitkering."),
        who_applies=N_("Werkgever en werkzoekende, bij UWV."),
        papers=N_(
            "Toestemming voor de start. De werkgever wil daarna minstens 6 maanden in dienst nemen, voor "
            "evenveel uren."
        ),
        longest=N_("2 maanden; UWV beslist in ongeveer 2 weken."),
        precedes_start=True,
        lead_time=2,
        lead_unit=LeadUnit.WEEKS,
        source="UWV",
        is_indicative=False,
    ),
    Measure(
        "lks", "NL", "LKS", N_("Loonkostensubsidie."),
        who_applies=N_("De werkgever of de werkzoekende, bij de gemeente waar de werkzoekende woont."),
        papers=N_("Vraag het aan de gemeente."),
        longest=N_("Hoogstens 70 % van het minimumloon."),
        precedes_start=None,
        source=N_("de gemeente"),
        standing=N_("Termijnen verschillen per gemeente; het aandeel bij de forfaitaire subsidie is onzeker."),
    ),
    Measure(
        "no_risk", "NL", N_("No-riskpolis"), N_("UWV neemt het loon bij ziekte over."),
        who_applies=N_("Wordt niet vooraf aangevraagd: de werkgever meldt een ziekte binnen 6 weken bij UWV."),
        papers=N_("De ziekmelding."),
        longest=N_("Meestal 5 jaar."),
        precedes_start=False,
        source="UWV",
    ),
    Measure(
        "jobcoach_nl", "NL", N_("Jobcoach van UWV"), N_("Begeleiding op de werkplek."),
        who_applies=N_("Werknemer of werkgever, bij UWV."),
        papers=N_("Vraag het aan UWV."),
        longest=N_("In principe hoogstens 3 jaar; UWV beslist binnen 8 weken."),
        precedes_start=None,
        lead_time=8,
        lead_unit=LeadUnit.WEEKS,
        source="UWV",
    ),
)  # fmt: skip


def shipped_key(code: str, valid_from: date | None) -> str:
    """The key of a row that travels with the program; it stays the same when the row gets other words."""
    return f"{code}-{valid_from.isoformat()}" if valid_from else code


def measures_on(law: Iterable[Measure], country: str, day: date) -> list[Measure]:
    """The measures of a country (BE, NL) that are law on a day, in the order of the law."""
    return [measure for measure in law if measure.country == country and measure.holds_on(day)]


def measure_named(law: Iterable[Measure], code: str, day: date) -> Measure:
    """The row of a code on a day; the newest one when none holds then. KeyError for an unknown code."""
    rows = [measure for measure in law if measure.code == code]
    if not rows:
        raise KeyError(code)
    return next((measure for measure in rows if measure.holds_on(day)), rows[-1])


def last_date(measure: Measure, starts_on: date | None, is_holiday: IsHoliday) -> date | None:
    """The last working day on which a measure can be applied for, to be in time for a start; None without such a day.

    What must precede the start is at the latest on the working day before it; a time before the start that ends in a
    weekend or on a holiday ends on the working day before.
    """
    if starts_on is None or not measure.may_be_late:
        return None
    if measure.lead_time is None or measure.lead_unit is LeadUnit.WORKING_DAYS:
        return working_days_before(starts_on, max(measure.lead_time or 1, 1), is_holiday)
    days = measure.lead_time * (7 if measure.lead_unit is LeadUnit.WEEKS else 1)
    return working_days_before(starts_on - timedelta(days=max(days, 1) - 1), 1, is_holiday)


def is_to_check(measure: Measure, today: date) -> bool:
    """Whether nobody looked at the source of a row that is still law for more than six months."""
    months = (today.year - measure.checked_on.year) * 12 + today.month - measure.checked_on.month
    past = months > CHECK_AFTER_MONTHS or (months == CHECK_AFTER_MONTHS and today.day > measure.checked_on.day)
    return past and (measure.valid_to is None or measure.valid_to >= today)


@dataclass(frozen=True, kw_only=True)
class MeasureFacts:
    """What an administrator writes of a row of the law."""

    code: str
    country: str
    name: str
    meaning: str = ""
    who_applies: str = ""
    papers: str = ""
    longest: str = ""
    precedes_start: bool | None = None
    lead_time: int | None = None
    lead_unit: LeadUnit = LeadUnit.WORKING_DAYS
    source: str = ""
    standing: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    new_cases: bool = True
    is_indicative: bool = True
    checked_on: date


def facts_of_measure(measure: Measure) -> MeasureFacts:
    """What stands in a row of the law."""
    wanted = MeasureFacts.__dataclass_fields__
    return MeasureFacts(**{name: value for name, value in asdict(measure).items() if name in wanted})


def refuse_measure(facts: MeasureFacts, others: Iterable[Measure], today: date) -> None:
    """Raise Refused for a row that ends before it begins, was checked in the future, or holds beside one of its code.

    `others` is the rest of the law.
    """
    if facts.valid_from and facts.valid_to and facts.valid_to < facts.valid_from:
        raise Refused(N_("De regel eindigt voor hij begint. Kijk de data na."))
    if facts.checked_on > today:
        raise Refused(N_("De bron kan niet in de toekomst nagekeken zijn."))
    for other in others:
        if other.code == facts.code and other.country != facts.country:
            raise Refused(N_("Deze code hoort bij een maatregel van een ander land. Kies een andere code."))
        if other.code == facts.code and _overlap(facts, other):
            raise Refused(
                N_("Deze regel geldt tegelijk met een andere regel van %(name)s. Sluit die eerst af."), name=other.name
            )


def _overlap(one: MeasureFacts, other: Measure) -> bool:
    begins = max(one.valid_from or date.min, other.valid_from or date.min)
    return begins <= min(one.valid_to or date.max, other.valid_to or date.max)
