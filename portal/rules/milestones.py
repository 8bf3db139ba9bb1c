"""The line of a nomination: milestones, their outcomes, and what is next (req 002-10 … 002-16).

What the portal knows is computed from where it was written down; only what a person states is kept, once. A campaign
may leave milestones out, put them in another order, and give them its own names and points.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

from portal.rules.aftercare import PROPOSED_AFTERCARE
from portal.rules.refusals import Refused
from portal.rules.words import N_


class Milestone(StrEnum):
    """Every milestone, in the order in which they usually come."""

    CONTACT = "contact"
    TALK = "talk"
    PRESELECTION = "preselection"
    DAY = "day"
    TEST = "test"
    SPEEDDATE = "speeddate"
    DECISION = "decision"
    TOLD = "told"
    STARTED = "started"
    HALFWAY = "halfway"
    ENDED = "ended"
    CONTRACT = "contract"
    WEEK_1 = "week_1"
    MONTH_1 = "month_1"
    MONTH_3 = "month_3"
    MONTH_6 = "month_6"


MILESTONE_NAMES: dict[str, str] = {
    Milestone.CONTACT: N_("Contact gelegd"),
    Milestone.TALK: N_("Gesprek gehad"),
    Milestone.PRESELECTION: N_("Preselectie"),
    Milestone.DAY: N_("Op de selectiedag geweest"),
    Milestone.TEST: N_("Proef gemaakt"),
    Milestone.SPEEDDATE: N_("Speeddate gehad"),
    Milestone.DECISION: N_("Beslissing"),
    Milestone.TOLD: N_("Resultaat verteld"),
    Milestone.STARTED: N_("Stage begonnen"),
    Milestone.HALFWAY: N_("Halfweg de stage"),
    Milestone.ENDED: N_("Stage afgerond"),
    Milestone.CONTRACT: N_("Contract"),
    Milestone.WEEK_1: N_("Na een week nog aan het werk"),
    Milestone.MONTH_1: N_("Na een maand nog aan het werk"),
    Milestone.MONTH_3: N_("Na drie maanden nog aan het werk"),
    Milestone.MONTH_6: N_("Na zes maanden nog aan het werk"),
}
WORK = (Milestone.WEEK_1, Milestone.MONTH_1, Milestone.MONTH_3, Milestone.MONTH_6)
# What a person may state; the rest is known from attendance, papers, sheets, decisions, internships and contracts.
STATED = (Milestone.CONTACT, Milestone.TALK, Milestone.HALFWAY, *WORK)
# Which step of a campaign a milestone belongs to; left out where the campaign has no such step.
NEEDS: dict[str, str] = {
    Milestone.TEST: "has_test",
    Milestone.STARTED: "has_internship",
    Milestone.HALFWAY: "has_internship",
    Milestone.ENDED: "has_internship",
}
# The aftercare moments that tell whether somebody is still at work, by what they were proposed for.
WORK_BY_PURPOSE: dict[str, str] = {
    PROPOSED_AFTERCARE[0].purpose: Milestone.WEEK_1,
    PROPOSED_AFTERCARE[2].purpose: Milestone.MONTH_1,
    PROPOSED_AFTERCARE[3].purpose: Milestone.MONTH_3,
    PROPOSED_AFTERCARE[4].purpose: Milestone.MONTH_6,
}
NOT_YET = ""  # the phase of who was put forward and of whom nothing more is known
NOT_YET_NAME = N_("Voorgedragen")


class Colour(StrEnum):
    """What an outcome means: on we go, come back later, or this is where it ends."""

    GREEN = "green"
    ORANGE = "orange"
    RED = "red"


# The shape of each colour, as the component of outcomes names them.
SHAPES = {Colour.GREEN: "retained", Colour.ORANGE: "reserve", Colour.RED: "not_retained"}


@dataclass(frozen=True)
class Outcome:
    """One answer to a milestone."""

    key: str
    words: str
    colour: Colour


_AT_WORK = (
    Outcome("at_work", N_("Nog aan het werk"), Colour.GREEN),
    Outcome("unsure", N_("Onzeker, kom terug"), Colour.ORANGE),
    Outcome("gone", N_("Niet meer aan het werk"), Colour.RED),
)
OUTCOMES: dict[str, tuple[Outcome, ...]] = {
    Milestone.CONTACT: (
        Outcome("spoken", N_("Gesproken"), Colour.GREEN),
        Outcome("no_answer", N_("Niet bereikt, kom terug"), Colour.ORANGE),
        Outcome("more_needed", N_("Meer informatie nodig"), Colour.ORANGE),
        Outcome("not_further", N_("Wil of kan niet verder"), Colour.RED),
    ),
    Milestone.TALK: (
        Outcome("held", N_("Gesprek gehad"), Colour.GREEN),
        Outcome("did_not_come", N_("Kwam niet, nieuwe afspraak"), Colour.ORANGE),
        Outcome("later", N_("Nog niet, kom terug"), Colour.ORANGE),
        Outcome("does_not_fit", N_("Deze plaats past niet"), Colour.RED),
    ),
    Milestone.PRESELECTION: (
        Outcome("go", N_("Gaat door naar de selectiedag"), Colour.GREEN),
        Outcome("more_info", N_("Meer informatie nodig"), Colour.ORANGE),
        Outcome("no_go", N_("Gaat niet door"), Colour.RED),
    ),
    Milestone.DAY: (
        Outcome("came", N_("Was er"), Colour.GREEN),
        Outcome("absent", N_("Was er niet"), Colour.ORANGE),
    ),
    Milestone.TEST: (Outcome("handed_in", N_("Ingeleverd"), Colour.GREEN),),
    Milestone.SPEEDDATE: (Outcome("held", N_("Gehouden"), Colour.GREEN),),
    Milestone.DECISION: (
        Outcome("retained", N_("Weerhouden"), Colour.GREEN),
        Outcome("reserve", N_("Reserve"), Colour.ORANGE),
        Outcome("not_retained", N_("Niet weerhouden"), Colour.RED),
    ),
    Milestone.TOLD: (Outcome("told", N_("Verteld"), Colour.GREEN),),
    Milestone.STARTED: (Outcome("started", N_("Begonnen"), Colour.GREEN),),
    Milestone.HALFWAY: (
        Outcome("well", N_("Loopt goed"), Colour.GREEN),
        Outcome("attention", N_("Vraagt aandacht, kom terug"), Colour.ORANGE),
        Outcome("stops", N_("Houdt op"), Colour.RED),
    ),
    Milestone.ENDED: (
        Outcome("ended", N_("Afgerond"), Colour.GREEN),
        Outcome("stopped", N_("Vroeger gestopt"), Colour.RED),
    ),
    Milestone.CONTRACT: (
        Outcome("hired", N_("Aangeworven"), Colour.GREEN),
        Outcome("extended", N_("Stage verlengd"), Colour.ORANGE),
        Outcome("not_hired", N_("Niet aangeworven"), Colour.RED),
    ),
    **dict.fromkeys(WORK, _AT_WORK),
}
_BY_COLOUR: dict[str, dict[Colour, Outcome]] = {
    milestone: {one.colour: one for one in reversed(OUTCOMES[milestone])} for milestone in (Milestone.HALFWAY, *WORK)
}


def outcome_of(milestone: str, key: str) -> Outcome:
    """The outcome of a milestone with this key; KeyError when there is none."""
    return next((one for one in OUTCOMES.get(milestone, ()) if one.key == key), None) or _no_such(milestone, key)


def _no_such(milestone: str, key: str) -> Outcome:
    raise KeyError(f"{milestone}: {key}")


class Facts(NamedTuple):
    """What the portal knows of one nomination, from where it was written down. Empty is not known or not yet.

    `preselection`, `decision` and `told` only of what was made known. `halfway` and the values of `work` are colours.
    """

    attendance: str = ""
    paper: str = ""
    has_sheet: bool = False
    talk_held: bool = False
    preselection: str = ""
    decision: str = ""
    told: bool = False
    tell_by: datetime | None = None
    internship: str = ""
    signed: bool = False
    internship_starts: date | None = None
    internship_ends: date | None = None
    halfway: str = ""
    placement: str = ""
    works_from: date | None = None
    work: Mapping[str, str] = MappingProxyType({})
    work_days: Mapping[str, date] = MappingProxyType({})

    @property
    def outcomes(self) -> tuple[object, ...]:
        """All that the outcomes of a line come from: what is equal here has equal lines, if nothing was stated."""
        day = (self.attendance, self.paper, self.has_sheet, self.talk_held)
        result = (self.preselection, self.decision, self.told, self.internship, self.signed)
        return (*day, *result, self.halfway, self.placement, *self.work.items())


def _has_started(facts: Facts) -> bool:
    return facts.internship in ("running", "ended") or (facts.internship == "stopped" and facts.signed)


_KNOWN: dict[str, Callable[[Facts], str]] = {
    Milestone.TALK: lambda facts: "held" if facts.talk_held else "",
    Milestone.PRESELECTION: lambda facts: facts.preselection,
    Milestone.DAY: lambda facts: {"present": "came", "left": "came", "absent": "absent"}.get(facts.attendance, ""),
    Milestone.TEST: lambda facts: "handed_in" if facts.paper in ("handed_in", "rated") else "",
    Milestone.SPEEDDATE: lambda facts: "held" if facts.has_sheet else "",
    Milestone.DECISION: lambda facts: facts.decision,
    Milestone.TOLD: lambda facts: "told" if facts.told else "",
    Milestone.STARTED: lambda facts: "started" if _has_started(facts) else "",
    Milestone.ENDED: lambda facts: facts.internship if facts.internship in ("ended", "stopped") else "",
    Milestone.CONTRACT: lambda facts: facts.placement,
}


def known(milestone: str, facts: Facts) -> str:
    """The key of the outcome that the portal knows by itself, "" for none."""
    if milestone in _KNOWN:
        return _KNOWN[milestone](facts)
    colour = facts.halfway if milestone == Milestone.HALFWAY else facts.work.get(milestone, "")
    return _BY_COLOUR[milestone][Colour(colour)].key if colour else ""


@dataclass(frozen=True, kw_only=True)
class Statement:
    """What a person stated, as it is kept. `public_id` names it for undoing."""

    outcome: str
    come_back_on: date | None = None
    settled: bool = False
    note: str = ""
    who: str = ""
    at: datetime | None = None
    public_id: str = ""


@dataclass(frozen=True, kw_only=True)
class Plan:
    """One milestone as a campaign has it. `name` is a message id, or what the lead wrote; `points` for recognition."""

    milestone: str
    name: str
    points: int = 0
    is_on: bool = True


USUAL_POINTS: dict[Milestone, int] = {
    Milestone.TOLD: 3,
    Milestone.HALFWAY: 2,
    Milestone.ENDED: 2,
    **dict.fromkeys(WORK, 2),
}
USUAL_PLAN: tuple[Plan, ...] = tuple(
    Plan(milestone=one.value, name=MILESTONE_NAMES[one], points=USUAL_POINTS.get(one, 0)) for one in Milestone
)


def plan_of(rows: Iterable[tuple[str, int, bool, str, int]]) -> tuple[Plan, ...]:
    """The plan of a campaign that changed it: (milestone, position, is on, own name, points) of each; usual if none."""
    kept = {row[0]: row for row in rows if row[0] in MILESTONE_NAMES}
    if not kept:
        return USUAL_PLAN
    places = {one.value: place for place, one in enumerate(Milestone)}
    ordered = sorted(places, key=lambda one: (kept[one][1] if one in kept else places[one], places[one]))
    return tuple(
        Plan(
            milestone=one,
            name=kept[one][3] or MILESTONE_NAMES[one] if one in kept else MILESTONE_NAMES[one],
            points=kept[one][4] if one in kept else USUAL_POINTS.get(Milestone(one), 0),
            is_on=kept[one][2] if one in kept else True,
        )
        for one in ordered
    )


@dataclass(frozen=True, kw_only=True)
class Reached:
    """A milestone on the line of one nomination; without an outcome it has not come yet."""

    milestone: str
    name: str
    outcome: Outcome | None = None
    statement: Statement | None = None


@dataclass(frozen=True, kw_only=True)
class Line:
    """Where a nomination stands.

    `phase`: the last milestone with an outcome, NOT_YET when there is none. `coming`: what is next, None when it ended
    or when all is behind.
    """

    steps: tuple[Reached, ...]
    phase: str
    phase_name: str
    outcome: Outcome | None
    come_back_on: date | None
    coming: Reached | None


def line_of(
    facts: Facts, statements: Mapping[str, Statement], plan: Sequence[Plan], without: Iterable[str] = ()
) -> Line:
    """The line of one nomination, from what is known and what was stated; what is known goes before what was stated.

    `without`: steps that the campaign does not have ("has_test").
    """
    lacking = set(without)
    steps: list[Reached] = []
    last = -1
    for one in plan:
        if not one.is_on or NEEDS.get(one.milestone) in lacking:
            continue
        key = known(one.milestone, facts)
        stated = None if key else statements.get(one.milestone)
        key = key or (stated.outcome if stated else "")
        if key:
            last = len(steps)
        outcome = outcome_of(one.milestone, key) if key else None
        steps.append(Reached(milestone=one.milestone, name=one.name, outcome=outcome, statement=stated))
    if last < 0:
        return Line(
            steps=tuple(steps),
            phase=NOT_YET,
            phase_name=NOT_YET_NAME,
            outcome=None,
            come_back_on=None,
            coming=steps[0] if steps else None,
        )
    now = steps[last]
    return Line(
        steps=tuple(steps),
        phase=now.milestone,
        phase_name=now.name,
        outcome=now.outcome,
        come_back_on=now.statement.come_back_on if now.statement and not now.statement.settled else None,
        coming=_coming(steps, last),
    )


def _coming(steps: Sequence[Reached], last: int) -> Reached | None:
    """The same again where one comes back on it; after a refusal only telling it; else the one after."""
    now = steps[last]
    assert now.outcome is not None
    if now.outcome.colour == Colour.ORANGE and now.milestone in STATED:
        return now
    rest = steps[last + 1 :]
    if now.outcome.colour == Colour.RED or (now.milestone == Milestone.TOLD and _refused(steps)):
        return next((one for one in rest if one.milestone == Milestone.TOLD), None) if _refused(steps) else None
    return rest[0] if rest else None


def _refused(steps: Sequence[Reached]) -> bool:
    return any(
        one.milestone == Milestone.DECISION and one.outcome and one.outcome.colour == Colour.RED for one in steps
    )


def statable(line: Line) -> set[str]:
    """What a person may state on this line now: not what is known already, nor what cannot have happened yet."""
    there = {one.milestone: one for one in line.steps if one.outcome}
    hired = Milestone.CONTRACT in there and there[Milestone.CONTRACT].outcome == OUTCOMES[Milestone.CONTRACT][0]
    found = set()
    for one in line.steps:
        is_known = one.outcome is not None and one.statement is None
        too_early = (one.milestone in WORK and not hired) or (
            one.milestone == Milestone.HALFWAY and Milestone.STARTED not in there
        )
        if one.milestone in STATED and not is_known and not too_early:
            found.add(one.milestone)
    return found


class Who(StrEnum):
    """Whose turn it is at a milestone."""

    LEAD = "lead"
    JOBCOACH = "jobcoach"
    EMPLOYER = "employer"


TURNS: dict[str, Who] = {
    **dict.fromkeys(Milestone, Who.LEAD),
    **dict.fromkeys((Milestone.TOLD, Milestone.STARTED, Milestone.HALFWAY, Milestone.ENDED, *WORK), Who.JOBCOACH),
    Milestone.CONTRACT: Who.EMPLOYER,
}


def until_of(milestone: str, facts: Facts, *, day: date | None, starts: date | None) -> date | datetime | None:
    """By when a milestone that is next should be there; `day` and `starts` are the campaign's own dates."""
    match milestone:
        case Milestone.DAY | Milestone.TEST | Milestone.SPEEDDATE:
            return day
        case Milestone.TOLD:
            return facts.tell_by
        case Milestone.STARTED:
            return facts.internship_starts or starts
        case Milestone.HALFWAY:
            if facts.internship_starts and facts.internship_ends:
                return facts.internship_starts + (facts.internship_ends - facts.internship_starts) / 2
            return None
        case Milestone.ENDED:
            return facts.internship_ends
        case _:
            return facts.work_days.get(milestone)


def refuse_statement(
    milestone: str, key: str, facts: Facts, plan: Sequence[Plan], *, come_back_on: date | None, today: date
) -> Outcome:
    """The outcome that a person may state now. Raises Refused with what is wrong."""
    there = any(one.milestone == milestone and one.is_on for one in plan)
    if milestone not in STATED or not there:
        raise Refused(N_("Deze mijlpaal vult het portaal zelf in."))
    if known(milestone, facts):
        raise Refused(N_("Dit staat al in het portaal. Wijzig het daar waar het genoteerd is."))
    if milestone in WORK and facts.placement != "hired":
        raise Refused(N_("Dit kan pas als er een contract is."))
    if milestone == Milestone.HALFWAY and not known(Milestone.STARTED, facts):
        raise Refused(N_("Dit kan pas als de stage begonnen is."))
    try:
        outcome = outcome_of(milestone, key)
    except KeyError:
        raise Refused(N_("Kies een van de resultaten uit de lijst.")) from None
    if outcome.colour == Colour.ORANGE and (come_back_on is None or come_back_on < today):
        raise Refused(N_("Kies de dag waarop je hierop terugkomt: vandaag of later."))
    return outcome
