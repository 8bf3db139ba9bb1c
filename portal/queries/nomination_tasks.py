"""What stands in each task of a nomination, by the names of its form; these are also what edits are compared with."""

from typing import Any

from portal import clock
from portal.models.nominations import CompetenceAnswer, MeasureEligibility, Nomination, SupportNeed, VacancyChoice
from portal.models.privacy import Consent
from portal.models.vacancies import Vacancy
from portal.queries.measure_consents import measure_consents
from portal.queries.measures import law
from portal.rules.profiles import Asked, Day, Transport, competences_in, in_order
from portal.rules.support import Need

_NEED_ORDER = {need.value: place for place, need in enumerate(Need)}


def vacancy_choices(nomination: Nomination) -> dict[str, Any]:
    """`choices`: public ids of the functions, first choice first."""
    rows = (
        Vacancy.select(Vacancy.public_id)
        .join(VacancyChoice)
        .where(VacancyChoice.nomination == nomination)
        .order_by(VacancyChoice.rank)
    )
    return {"choices": [public_id for (public_id,) in rows.tuples()]}


def asked_competences(nomination: Nomination) -> list[Asked]:
    """What the chosen functions ask, by choice and in the order of their profile."""
    rows = (
        Vacancy.select(Vacancy.public_id, Vacancy.title, Vacancy.competences)
        .join(VacancyChoice)
        .where(VacancyChoice.nomination == nomination)
        .order_by(VacancyChoice.rank)
    )
    return [
        Asked(vacancy=vacancy, title=title, competence=competence)
        for vacancy, title, profile in rows.tuples()
        for competence in competences_in(profile)
    ]


def profile_answers(nomination: Nomination) -> dict[str, Any]:
    """`answers`: vacancy (public id), competence, answer and proof, of what is asked now, in that order."""
    rows = (
        CompetenceAnswer.select(CompetenceAnswer, Vacancy)
        .join(Vacancy)
        .where(CompetenceAnswer.nomination == nomination)
    )
    said = {(row.vacancy.public_id, row.competence): (row.answer, row.proof) for row in rows}
    return {
        "answers": [
            {"vacancy": one.vacancy, "competence": one.competence, "answer": there[0], "proof": there[1]}
            for one in asked_competences(nomination)
            if (there := said.get((one.vacancy, one.competence)))
        ]
    }


def commuting_answers(nomination: Nomination) -> dict[str, Any]:
    """`transport`: how, in the order of the list; `travel_minutes`, `travel_km` (or None) and `travel_note`."""
    names = ("travel_minutes", "travel_km", "travel_note")
    return {"transport": in_order(nomination.transport, Transport)} | {one: getattr(nomination, one) for one in names}


def motivation_texts(nomination: Nomination) -> dict[str, Any]:
    """`competences`, `motivation` and `recommendation`."""
    return {name: getattr(nomination, name) for name in ("competences", "motivation", "recommendation")}


def measure_answers(nomination: Nomination) -> dict[str, Any]:
    """`measures`: code, certainty, note, who may know of it, and the consent; `none_applies`: the answer is none."""
    rows = MeasureEligibility.select().where(MeasureEligibility.nomination == nomination)
    order = list(dict.fromkeys(measure.code for measure in law()))
    consents = measure_consents([nomination.candidate_id], clock.today())
    found = [
        {
            "code": row.code,
            "certainty": row.certainty,
            "note": row.note,
            **_sharing(row),
            **_permission(consents.get((nomination.candidate_id, row.code))),
        }
        for row in sorted(rows, key=lambda row: order.index(row.code))
    ]
    return {"measures": found, "none_applies": nomination.measures_considered and not found}


def _permission(consent: Consent | None) -> dict[str, Any]:
    return {
        "permission_on": consent.given_on if consent else None,
        "permission_how": consent.how if consent else "",
    }


def _sharing(row: MeasureEligibility | SupportNeed) -> dict[str, Any]:
    names = ("shared_with_lead", "lead_from", "shared_with_employer", "employer_from")
    return {name: getattr(row, name) for name in names}


def internship_answer(nomination: Nomination) -> dict[str, Any]:
    """`hours`: a week, or None."""
    return {"hours": nomination.internship_hours}


def availability_answers(nomination: Nomination) -> dict[str, Any]:
    """`availability`, `available_from`, `available_hours` and `available_days`; and on the selection day
    `arrive_minute` and `leave_minute` (minutes since midnight, or None).
    """
    names = ("availability", "available_from", "available_hours", "arrive_minute", "leave_minute")
    days = {"available_days": in_order(nomination.available_days, Day)}
    return {name: getattr(nomination, name) for name in names} | days


def support_answers(nomination: Nomination) -> dict[str, Any]:
    """`needs`: kind, detail, minutes and with whom each is shared; `none_needed`: the answer is none."""
    rows = SupportNeed.select().where(SupportNeed.nomination == nomination)
    found = [
        {
            "kind": row.kind,
            "detail": row.detail,
            "minutes": row.minutes,
            **_sharing(row),
        }
        for row in sorted(rows, key=lambda row: _NEED_ORDER[row.kind])
    ]
    return {"needs": found, "none_needed": nomination.support_considered and not found}


def agreement_answer(nomination: Nomination) -> dict[str, Any]:
    """`agreed`: discussed with the candidate, who agrees."""
    return {"agreed": nomination.agreed_with_candidate}
