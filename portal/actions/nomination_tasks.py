"""Filling in a nomination, one task at a time. Sending the same answers again changes nothing.

`seen` is the fingerprint of what the person saw (`portal.rules.editing`); None writes whatever stood there. Each
action raises EditedMeanwhile when somebody else changed those very answers, and Refused when the campaign does not run.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import Any

from portal import clock
from portal.actions.consents import record_consent, withdraw_measure
from portal.actions.moving import note_down
from portal.models.accounts import User
from portal.models.database import Record, writes
from portal.models.history import HistoryLine
from portal.models.nominations import CompetenceAnswer, MeasureEligibility, Nomination, SupportNeed, VacancyChoice
from portal.models.vacancies import Vacancy
from portal.queries.measures import law
from portal.queries.nomination_tasks import (
    agreement_answer,
    asked_competences,
    availability_answers,
    commuting_answers,
    internship_answer,
    measure_answers,
    motivation_texts,
    profile_answers,
    support_answers,
    vacancy_choices,
)
from portal.queries.nominations import nomination_as_it_stands
from portal.rules.consents import LONGEST_DAYS, ConsentHow, ConsentPurpose
from portal.rules.disclosure import From, refuse_sharing_measure
from portal.rules.editing import needs_writing
from portal.rules.measures import Certainty, measure_named
from portal.rules.profiles import Answer, Day, Transport, in_order
from portal.rules.refusals import Refused
from portal.rules.support import Need
from portal.rules.words import N_

_ONE_LINE_PER = timedelta(hours=1)


@dataclass(frozen=True, kw_only=True)
class CompetenceSaid:
    """How far a candidate is with one competence of a function (`vacancy`: its public id); `answer` is an `Answer`."""

    vacancy: str
    competence: str
    answer: str
    proof: str = ""


@dataclass(frozen=True, kw_only=True)
class MeasureAnswer:
    """A measure that the candidate may qualify for; `code` is one of `portal.rules.measures`.

    `lead_from` and `employer_from` are a `portal.rules.disclosure.From`. The permission is the candidate's consent to
    tell the employer: when, and how (a `portal.rules.consents.ConsentHow`) it was given.
    """

    code: str
    certainty: str = Certainty.LIKELY.value
    note: str = ""
    shared_with_lead: bool = True
    lead_from: str = From.PUT_FORWARD.value
    shared_with_employer: bool = False
    employer_from: str = From.MATCHED.value
    permission_on: date | None = None
    permission_how: str = ""


@dataclass(frozen=True, kw_only=True)
class SupportAnswer:
    """A need; `kind` is a `portal.rules.support.Need`, `minutes` the extra time of `extra_time`."""

    kind: str
    detail: str = ""
    minutes: int = 0
    shared_with_lead: bool = True
    shared_with_employer: bool = False
    lead_from: str = From.PUT_FORWARD.value
    employer_from: str = From.PUT_FORWARD.value


@writes
def choose_vacancies(
    nomination: Nomination, vacancies: Sequence[Vacancy], *, by: User, seen: str | None = None
) -> None:
    """The functions that the candidate would like, first choice first; each counts once."""
    wanted = list({vacancy.id: vacancy for vacancy in vacancies}.values())
    if any(vacancy.campaign_id != nomination.campaign_id for vacancy in wanted):
        raise Refused(N_("Deze functie hoort niet bij deze instroomactie."))
    if _is_new(nomination, vacancy_choices, {"choices": [vacancy.public_id for vacancy in wanted]}, seen):
        VacancyChoice.delete().where(VacancyChoice.nomination == nomination).execute()
        for rank, vacancy in enumerate(wanted, start=1):
            VacancyChoice.create(nomination=nomination, vacancy=vacancy, rank=rank)
        _keep(nomination, by)


@writes
def state_profile(
    nomination: Nomination, answers: Sequence[CompetenceSaid], *, by: User, seen: str | None = None
) -> None:
    """How far the candidate is with each competence that the chosen functions ask (req 000-11).

    What is not asked, or not any more, is left out. ValueError for an unknown answer.
    """
    asked = {(one.vacancy, one.competence) for one in asked_competences(nomination)}
    kept = [one for one in answers if (one.vacancy, one.competence) in asked and Answer(one.answer)]
    if _is_new(nomination, profile_answers, {"answers": [asdict(one) for one in kept]}, seen):
        ids = dict(
            Vacancy.select(Vacancy.public_id, Vacancy.id).where(Vacancy.campaign == nomination.campaign_id).tuples()
        )
        CompetenceAnswer.delete().where(CompetenceAnswer.nomination == nomination).execute()
        for one in kept:
            CompetenceAnswer.create(
                nomination=nomination,
                vacancy=ids[one.vacancy],
                competence=one.competence,
                answer=one.answer,
                proof=one.proof,
            )
        _keep(nomination, by)


@writes
def state_commuting(
    nomination: Nomination,
    *,
    transport: Sequence[str],
    travel_minutes: int | None = None,
    travel_km: int | None = None,
    travel_note: str = "",
    by: User,
    seen: str | None = None,
) -> None:
    """How the candidate would come to work, for who mediates (req 002-09). ValueError for an unknown way."""
    ways = in_order(" ".join(Transport(one) for one in transport), Transport)
    wanted = {"travel_minutes": travel_minutes, "travel_km": travel_km, "travel_note": travel_note}
    if _is_new(nomination, commuting_answers, wanted | {"transport": ways}, seen):
        _keep(nomination, by, **wanted, transport=" ".join(ways))


@writes
def write_motivation(
    nomination: Nomination,
    *,
    competences: str,
    motivation: str,
    recommendation: str = "",
    by: User,
    seen: str | None = None,
) -> None:
    """What the candidate is good at and why there (for lead and employer), and a recommendation for the lead."""
    wanted = {"competences": competences, "motivation": motivation, "recommendation": recommendation}
    if _is_new(nomination, motivation_texts, wanted, seen):
        _keep(nomination, by, **wanted)


@writes
def state_measures(
    nomination: Nomination,
    measures: Sequence[MeasureAnswer],
    *,
    none_applies: bool = False,
    by: User,
    seen: str | None = None,
) -> None:
    """The measures that the candidate may qualify for (req 001-17); "none" is an answer too.

    KeyError for a code that no row of the law has. Raises Refused when the employer may know of one without the
    candidate's permission on record, or before the choice is made known.
    """
    standing = law()
    for answer in measures:
        measure_named(standing, answer.code, clock.today())
        refuse_sharing_measure(
            answer.shared_with_employer,
            From(answer.employer_from),
            answer.permission_on,
            answer.permission_how,
            clock.today(),
        )
    wanted = {"measures": [asdict(answer) for answer in measures], "none_applies": none_applies}
    if _is_new(nomination, measure_answers, wanted, seen):
        _keep_permissions(nomination, measures, by=by)
        _write_rows(MeasureEligibility, "code", nomination, measures)
        _keep(nomination, by, measures_considered=none_applies or bool(measures))


def _keep_permissions(nomination: Nomination, measures: Sequence[MeasureAnswer], *, by: User) -> None:
    """The candidate's leave to tell the employer is a consent, kept where it is withdrawn too (GDPR art. 7)."""
    before = {
        one["code"]: (one["permission_on"], one["permission_how"]) for one in measure_answers(nomination)["measures"]
    }
    for answer in measures:
        said, stood = (answer.permission_on, answer.permission_how), before.get(answer.code, (None, ""))
        if said == stood:
            continue
        if stood[0] is not None:
            withdraw_measure(nomination.candidate_id, answer.code, by=by)
        if answer.permission_on is not None and answer.permission_how:
            record_consent(
                nomination.candidate,
                ConsentPurpose.MEASURE,
                how=ConsentHow(answer.permission_how),
                given_on=answer.permission_on,
                until=answer.permission_on + timedelta(days=LONGEST_DAYS),
                measure=answer.code,
                by=by,
            )


@writes
def state_internship_hours(nomination: Nomination, hours: int | None, *, by: User, seen: str | None = None) -> None:
    """How many internship hours a week are possible (req 001-18)."""
    if _is_new(nomination, internship_answer, {"hours": hours}, seen):
        _keep(nomination, by, internship_hours=hours)


@writes
def state_availability(
    nomination: Nomination,
    *,
    availability: str,
    available_from: date | None = None,
    available_days: Sequence[str] = (),
    available_hours: int | None = None,
    arrive_minute: int | None = None,
    leave_minute: int | None = None,
    by: User,
    seen: str | None = None,
) -> None:
    """When the candidate can work, and the limits on the selection day (minutes since midnight)."""
    wanted = {
        "availability": availability,
        "available_from": available_from,
        "available_hours": available_hours,
        "arrive_minute": arrive_minute,
        "leave_minute": leave_minute,
    }
    days = in_order(" ".join(Day(one) for one in available_days), Day)
    if _is_new(nomination, availability_answers, wanted | {"available_days": days}, seen):
        _keep(nomination, by, **wanted, available_days=" ".join(days))


@writes
def state_support(
    nomination: Nomination,
    needs: Sequence[SupportAnswer],
    *,
    none_needed: bool = False,
    by: User,
    seen: str | None = None,
) -> None:
    """What has to be arranged, and who may know it; "nothing" is an answer too. ValueError for an unknown kind."""
    for answer in needs:
        Need(answer.kind)
    wanted = {"needs": [asdict(answer) for answer in needs], "none_needed": none_needed}
    if _is_new(nomination, support_answers, wanted, seen):
        _write_rows(SupportNeed, "kind", nomination, needs)
        _keep(nomination, by, support_considered=none_needed or bool(needs))


@writes
def confirm_agreement(nomination: Nomination, agreed: bool, *, by: User, seen: str | None = None) -> None:
    """The nomination was discussed with the candidate, who agrees (req 000-13)."""
    if _is_new(nomination, agreement_answer, {"agreed": agreed}, seen):
        _keep(nomination, by, agreed_with_candidate=agreed)


def _write_rows(model: type[Record], key: str, nomination: Nomination, answers: Sequence[Any]) -> None:
    """Bring the rows of a nomination to these answers; one that stays keeps its name for the outside."""
    wanted = {
        getattr(answer, key): {name: value for name, value in asdict(answer).items() if name in model._meta.fields}
        for answer in answers
    }
    for row in list(model.select().where(model.nomination == nomination)):
        values = wanted.pop(getattr(row, key), None)
        if values is None:
            row.delete_instance()
        else:
            row.change(**values)
    for values in wanted.values():
        model.create(nomination=nomination, **values)


def _is_new(
    nomination: Nomination,
    standing: Callable[[Nomination], dict[str, Any]],
    wanted: Mapping[str, Any],
    seen: str | None,
) -> bool:
    """Whether these answers have to be written, as the nomination stands inside this transaction."""
    now = nomination_as_it_stands(nomination)
    if not needs_writing(standing(now), wanted, seen):
        return False
    if now.campaign.state != "running":
        raise Refused(N_("Deze instroomactie loopt niet; de voordracht kan niet meer gewijzigd worden."))
    return True


def _keep(nomination: Nomination, by: User, **values: Any) -> None:
    """Write the columns; a nomination that the lead has already gets a line on its timeline, one an hour."""
    now = clock.now()
    nomination.change(changed_at=now, **values)
    Nomination.update(version=Nomination.version + 1).where(Nomination.id == nomination.id).execute()
    if nomination.state == "put_forward" and not (
        HistoryLine.select()
        .where(
            HistoryLine.nomination == nomination,
            HistoryLine.step == "amend",
            HistoryLine.by == by,
            HistoryLine.at > now - _ONE_LINE_PER,
        )
        .exists()
    ):
        note_down(nomination, "amend", by=by)
