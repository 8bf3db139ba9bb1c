"""What happened to the own candidates, as facts to note elsewhere, and how each stands there (req X-10).

A result is a fact once it was told: candidates read along in some of these systems (req X-01).
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from peewee import JOIN

from portal.models.accounts import User
from portal.models.candidates import Candidate
from portal.models.decisions import Decision, Relay
from portal.models.internships import Evaluation, Internship
from portal.models.nominations import Nomination, VacancyChoice
from portal.models.organisations import Organisation
from portal.models.placements import AftercareMoment, MeasureRequest, Placement
from portal.models.preselections import Preselection
from portal.models.registering import NotedFact, SystemUse
from portal.models.selection_days import Attendance, SelectionDay
from portal.models.vacancies import Vacancy
from portal.queries.campaigns import with_campaign
from portal.queries.internships import plannable_nomination
from portal.rules.decisions import OUTCOME_NAMES, TOLD_HOW_NAMES
from portal.rules.internships import CHANNEL_NAMES, WENT_NAMES, WITH_WHOM_NAMES
from portal.rules.measures import MEASURES
from portal.rules.placements import PLACEMENT_NAMES, PlacementOutcome
from portal.rules.registering import Event, Fact, Standing, System, day_words, is_asked, standing_of

_CAME = {"present": "was aanwezig op", "left": "was aanwezig op", "absent": "was afwezig op"}
_PRESELECTED = {"go": "gaat door naar de selectiedag", "no_go": "gaat niet door naar de selectiedag"}
_STOPPED = {"ended": "Stage afgerond", "stopped": "Stage vroeger gestopt"}


@dataclass(frozen=True)
class Line:
    """One fact in one system. `fact` is None when it was noted and is true no more; `noted` when it was not."""

    nomination: Nomination
    system: System
    key: str
    fact: Fact | None
    noted: NotedFact | None
    is_asked: bool = True

    @property
    def standing(self) -> Standing:
        return standing_of(self.fact, self.noted.fingerprint if self.noted else None)

    @property
    def event(self) -> Event:
        """What it is about, also when it is true no more."""
        return Event(self.key.partition(":")[0])

    @property
    def since(self) -> date:
        """How old it is: the day it happened, or on which it was noted."""
        if self.fact is not None:
            return self.fact.on
        assert self.noted is not None, "what is no fact was noted"
        day: date = self.noted.noted_at.date()
        return day


def nomination_to_note(user: User, nomination_id: str) -> Nomination | None:
    """A nomination of the own organisation; nobody else notes about it."""
    return plannable_nomination(user, nomination_id)


def systems_of(organisation: Organisation) -> dict[System, SystemUse]:
    """Where an organisation notes, in the order of the list of systems; one query."""
    found = {one.system: one for one in SystemUse.select().where(SystemUse.organisation == organisation)}
    return {system: found[system.value] for system in System if system.value in found}


def lines_of(nomination: Nomination, uses: dict[System, SystemUse]) -> list[Line]:
    """Everything of one nomination in every system that is used, in order of time."""
    return sorted(_lines([nomination], uses), key=lambda line: (line.since, line.key))


def gaps_of(user: User) -> list[Line]:
    """What this jobcoach has still to note, mend or take away, over all own candidates, the oldest first.

    A dozen queries, however many candidates; one where the organisation notes nowhere.
    """
    uses = systems_of(user.organisation)
    if not uses:
        return []
    lines = _lines(_own_nominations(user), uses)
    open_ones = [line for line in lines if line.is_asked and line.standing is not Standing.NOTED]
    return sorted(open_ones, key=lambda line: (line.since, line.nomination.id, line.key, line.system))


def _own_nominations(user: User) -> list[Nomination]:
    query = Nomination.select(Nomination, Candidate).join(Candidate)
    return list(
        with_campaign(query.switch(Nomination), Nomination)
        .where(
            Nomination.jobcoach == user,
            Nomination.organisation == user.organisation_id,
            Nomination.put_forward_at.is_null(False),
        )
        .order_by(Nomination.id)
    )


def _lines(nominations: Sequence[Nomination], uses: dict[System, SystemUse]) -> list[Line]:
    facts, noted = facts_of_each(nominations), _noted(nominations)
    found = []
    for nomination in nominations:
        by_key = {fact.key: fact for fact in facts[nomination.id]}
        for system, use in uses.items():
            ticks = noted[nomination.id, system.value]
            for key in [*by_key, *(key for key in ticks if key not in by_key)]:
                fact, tick = by_key.get(key), ticks.get(key)
                asked = tick is not None or (fact is not None and is_asked(fact, use.since))
                found.append(Line(nomination, system, key, fact, tick, asked))
    return found


def _noted(nominations: Sequence[Nomination]) -> dict[tuple[int, str], dict[str, NotedFact]]:
    found: dict[tuple[int, str], dict[str, NotedFact]] = defaultdict(dict)
    rows = NotedFact.select(NotedFact, User).join(User).where(NotedFact.nomination.in_([one.id for one in nominations]))
    for row in rows.order_by(NotedFact.id):
        found[row.nomination_id, row.system][row.fact] = row
    return found


def facts_of_each(nominations: Sequence[Nomination]) -> dict[int, list[Fact]]:
    """What happened to each of these, in order of time; nine queries, however many there are."""
    found: dict[int, list[Fact]] = {one.id: [] for one in nominations}
    by_id = {one.id: one for one in nominations}
    ids = list(by_id)
    wanted = _vacancies(ids)
    for one in nominations:
        if one.put_forward_at is not None:
            found[one.id].append(_put_forward(one, wanted[one.id]))
    for gather in (_preselected, _attended, _told, _internships):
        for nomination_id, fact in gather(by_id):
            found[nomination_id].append(fact)
    for facts in found.values():
        facts.sort(key=lambda fact: (fact.on, list(Event).index(fact.event), fact.detail))
    return found


def _day(at: datetime, nomination: Nomination) -> date:
    return at.astimezone(ZoneInfo(nomination.campaign.site.zone)).date()


def _vacancies(ids: list[int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    rows = VacancyChoice.select(VacancyChoice.nomination, Vacancy.title).join(Vacancy)
    for nomination, title in rows.where(VacancyChoice.nomination.in_(ids)).order_by(VacancyChoice.rank).tuples():
        found[nomination].append(title)
    return found


def _put_forward(one: Nomination, vacancies: list[str]) -> Fact:
    lines = [f"Voorgedragen bij {one.campaign.employer.name} ({one.campaign.title})."]
    if vacancies:
        lines.append(f"Functie: {', '.join(vacancies)}.")
    if one.agreed_with_candidate:
        lines.append("Besproken met de kandidaat.")
    if one.state == "withdrawn":
        lines.append("De voordracht is daarna ingetrokken.")
    return Fact(Event.PUT_FORWARD, _day(one.put_forward_at, one), tuple(lines))


def _preselected(by_id: dict[int, Nomination]) -> Iterable[tuple[int, Fact]]:
    rows = Preselection.select().where(Preselection.nomination.in_(list(by_id)), Preselection.state == "told")
    for row in rows:
        if row.told_at is not None and row.outcome in _PRESELECTED:
            one = by_id[row.nomination_id]
            lines = (
                f"Preselectie bij {one.campaign.employer.name}: {_PRESELECTED[row.outcome]}.",
                _told_words(row, one),
            )
            yield one.id, Fact(Event.PRESELECTION, _day(row.told_at, one), lines)


def _told_words(row: Any, one: Nomination) -> str:
    how = TOLD_HOW_NAMES.get(row.told_how, "")
    return f"Verteld aan de kandidaat op {day_words(_day(row.told_at, one))}{f' ({how})' if how else ''}."


def _attended(by_id: dict[int, Nomination]) -> Iterable[tuple[int, Fact]]:
    rows = (
        Attendance.select(Attendance.nomination, Attendance.state, SelectionDay.on)
        .join(SelectionDay)
        .where(Attendance.nomination.in_(list(by_id)), Attendance.state.in_(list(_CAME)))
    )
    for nomination, state, on in rows.tuples():
        words = f"De kandidaat {_CAME[state]} de selectiedag bij {by_id[nomination].campaign.employer.name}."
        yield nomination, Fact(Event.DAY, on, (words,))


def _told(by_id: dict[int, Nomination]) -> Iterable[tuple[int, Fact]]:
    rows = (
        Relay.select(Relay, Decision, Vacancy)
        .join(Decision)
        .join(Vacancy, JOIN.LEFT_OUTER)
        .where(Decision.nomination.in_(list(by_id)), Decision.state == "published", Relay.state == "told")
    )
    for row in rows:
        one, decision = by_id[row.decision.nomination_id], row.decision
        outcome = OUTCOME_NAMES[decision.outcome].lower()
        vacancy = f" voor {decision.vacancy.title}" if decision.vacancy else ""
        lines = (
            f"Resultaat van de selectiedag bij {one.campaign.employer.name}: {outcome}{vacancy}.",
            _told_words(row, one),
        )
        yield one.id, Fact(Event.RESULT, _day(row.told_at, one), lines)


def _internships(by_id: dict[int, Nomination]) -> Iterable[tuple[int, Fact]]:
    """Planned, started, ended, evaluated, and what came of it with measures and aftercare."""
    internships = {
        row.id: row
        for row in Internship.select(Internship, Vacancy)
        .join(Vacancy, JOIN.LEFT_OUTER)
        .where(Internship.nomination.in_(list(by_id)))
    }
    evaluated = _evaluated(list(internships))
    for key, row in internships.items():
        one = by_id[row.nomination_id]
        yield from ((one.id, fact) for fact in _of_internship(row, one, evaluated.get(key)))
    placements = {row.id: row for row in Placement.select().where(Placement.internship.in_(list(internships)))}
    for row in placements.values():
        one = by_id[internships[row.internship_id].nomination_id]
        yield one.id, _placed(row, one)
    for nomination_id, fact in _after(placements):
        yield internships[placements[nomination_id].internship_id].nomination_id, fact


def _of_internship(row: Internship, one: Nomination, evaluated_at: datetime | None) -> Iterable[Fact]:
    where = f"bij {one.campaign.employer.name}"
    work = f" als {row.vacancy.title}" if row.vacancy else ""
    hours = f", {row.hours_a_week} uren per week" if row.hours_a_week else ""
    planned = f"Stage gepland {where}{work}, van {day_words(row.starts_on)} tot {day_words(row.ends_on)}{hours}."
    yield Fact(Event.INTERNSHIP_PLANNED, _day(row.created_at, one), (planned,))
    if row.contract_signed_on:
        yield Fact(Event.INTERNSHIP_STARTED, row.contract_signed_on, (f"Stage gestart {where}. Contract getekend.",))
    if row.state in _STOPPED:
        yield Fact(Event.INTERNSHIP_ENDED, row.ends_on, (f"{_STOPPED[row.state]} {where}.",))
    if evaluated_at is not None:
        words = f"Stage {where} geëvalueerd door kandidaat, jobcoach en werkgever."
        yield Fact(Event.EVALUATION, _day(evaluated_at, one), (words,))


def _evaluated(ids: list[int]) -> dict[int, datetime]:
    """When the last of three evaluations came in, of the internships of which all are in."""
    moments: dict[int, list[datetime | None]] = defaultdict(list)
    rows = Evaluation.select(Evaluation.internship, Evaluation.handed_in_at).where(Evaluation.internship.in_(ids))
    for internship, at in rows.tuples():
        moments[internship].append(at)
    return {key: max(at for at in found if at) for key, found in moments.items() if len(found) > 2 and all(found)}


def _placed(row: Placement, one: Nomination) -> Fact:
    outcome = PLACEMENT_NAMES[PlacementOutcome(row.outcome)].lower()
    lines = [f"Na de stage bij {one.campaign.employer.name}: {outcome}."]
    if row.starts_on:
        lines.append(f"Eerste werkdag: {day_words(row.starts_on)}.")
    if row.contract_on:
        lines.append(f"Arbeidsovereenkomst van {day_words(row.contract_on)}.")
    return Fact(Event.PLACEMENT, _day(row.created_at, one), tuple(lines))


def _after(placements: dict[int, Placement]) -> Iterable[tuple[int, Fact]]:
    """Measures that were requested, and contacts that were had, by the id of the placement."""
    names = {measure.code: measure.name for measure in MEASURES}
    for row in MeasureRequest.select().where(MeasureRequest.placement.in_(list(placements))):
        if row.requested_on:
            granted = f" Toegekend op {day_words(row.granted_on)}." if row.granted_on else ""
            words = f"De werkgever vroeg {names.get(row.code, row.code)} aan.{granted}"
            yield row.placement_id, Fact(Event.MEASURE, row.requested_on, (words,), detail=row.code)
    done = AftercareMoment.select().where(
        AftercareMoment.placement.in_(list(placements)), AftercareMoment.done_at.is_null(False)
    )
    for row in done:
        how, who = CHANNEL_NAMES.get(row.channel, row.channel), WITH_WHOM_NAMES.get(row.with_whom, row.with_whom)
        went = f" {WENT_NAMES[row.went]}." if row.went in WENT_NAMES else ""
        yield row.placement_id, Fact(Event.AFTERCARE, row.on, (f"Nazorg ({how}, met {who}).{went}",), row.public_id)
