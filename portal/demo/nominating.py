"""Putting candidates forward: the papers are examined before the story begins, each candidate has a small chapter."""

import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from portal.actions.candidates import add_candidate
from portal.actions.checking import check_waiting
from portal.actions.documents import keep_document
from portal.actions.nomination_tasks import (
    CompetenceSaid,
    choose_vacancies,
    confirm_agreement,
    state_availability,
    state_commuting,
    state_internship_hours,
    state_measures,
    state_profile,
    state_support,
    write_motivation,
)
from portal.actions.nominations import begin_nomination, put_forward_nomination
from portal.actions.uploads import receive_file
from portal.cabinet.examining import Examined
from portal.cabinet.intake import TakenIn, take_in
from portal.cabinet.storing import open_cabinet
from portal.config import setting
from portal.demo.applicants import Addressee, Applicant, written_papers
from portal.demo.papers import old_word_file
from portal.demo.telling import Chapter, World
from portal.models.accounts import User
from portal.models.campaigns import Invitation
from portal.models.database import writes
from portal.models.nominations import Nomination
from portal.queries.nomination_tasks import asked_competences
from portal.rules.documents import Limits


@dataclass(frozen=True)
class Line:
    """The candidates of one campaign: `jobs` are the vacancies' titles by their keys, letters go `to` the employer."""

    campaign: str
    applicants: tuple[Applicant, ...]
    jobs: Mapping[str, str]
    to: Addressee
    written_at: datetime


def examined_papers(lines: Iterable[Line]) -> dict[str, dict[str, TakenIn]]:
    """Write every CV and letter and take it in through the front desk of the cabinet: by applicant and kind."""
    cabinet = open_cabinet(setting("CABINET_URL"))
    files = [
        (one.key, kind, name, content)
        for line in lines
        for one in line.applicants
        for kind, (name, content) in written_papers(
            one, line.to, line.jobs[one.wishes[0]], line.written_at.date()
        ).items()
    ]
    found: dict[str, dict[str, TakenIn]] = {}
    for key, kind, name, content in files:
        found.setdefault(key, {})[kind] = take_in(cabinet, io.BytesIO(content), name, look=_look_here)
    return found


def _look_here(paper: bytes, limits: Limits) -> Examined:
    """The same look without a process for each: these papers were written a moment ago, by us."""
    from portal.cabinet.child import look_at  # noqa: PLC0415 - the parsers stay out of the web process

    return Examined(*look_at(paper, limits))


def put_forward(
    world: World, campaign: str, one: Applicant, begun_at: datetime, forward_at: datetime | None
) -> Chapter:
    """One candidate: added, the papers handed in, the tasks filled in over a day or so, and put forward.

    Without `forward_at` the nomination stays a draft, with something left to do: a newer CV was refused.
    """
    yield begun_at
    coach = world[one.coach]
    invitation = world.invitation(campaign, coach.organisation.name)
    nomination = _begin(world, invitation, campaign, one, by=coach)
    world.nominations[one.name] = nomination
    yield begun_at + timedelta(minutes=25)
    _tell_about(nomination, one, by=coach)
    if forward_at is None:
        receive_file(nomination, "cv", io.BytesIO(old_word_file()), f"CV {one.name} nieuw.doc", by=coach)
        check_waiting()
    else:
        yield forward_at
        _complete(nomination, one, by=coach)


@writes
def _begin(world: World, invitation: Invitation, campaign: str, one: Applicant, *, by: User) -> Nomination:
    candidate = add_candidate(one.facts, by=by)
    nomination = begin_nomination(invitation, candidate, by=by)
    choose_vacancies(nomination, [world.vacancies[campaign, key] for key in one.wishes], by=by)
    for kind, taken in world.papers[one.key].items():
        keep_document(nomination, kind, taken, by=by)
    return nomination


def _profile(nomination: Nomination, one: Applicant) -> list[CompetenceSaid]:
    """How far somebody is with what the functions ask: one of them is still being learnt."""
    asked = asked_competences(nomination)
    learns = one.number % max(len(asked), 1)
    return [
        CompetenceSaid(
            vacancy=question.vacancy,
            competence=question.competence,
            answer="learns" if place == learns else "can",
            proof=_LEARNT[one.number % len(_LEARNT)] if place == learns else _SHOWN[(one.number + place) % len(_SHOWN)],
        )
        for place, question in enumerate(asked)
    ]


def _way_to_work(one: Applicant) -> dict[str, Any]:
    ways = _WAYS[one.number % len(_WAYS)]
    minutes = 15 + one.number % 6 * 5
    return {"transport": ways, "travel_minutes": minutes, "travel_km": minutes // 2 - 3}


_SHOWN = ("Deed dit in de vorige stage elke dag.", "Zagen we in het atelier.", "", "Zegt de vorige werkgever ook.", "")
_LEARNT = ("Oefent dit nu in het opleidingscentrum.", "Kan het met iemand ernaast.", "Wil dit graag leren.")
_WAYS = (["bicycle"], ["bus"], ["bicycle", "bus"], ["train", "bicycle"], ["car"], ["moped"], ["lift", "bus"])


@writes
def _tell_about(nomination: Nomination, one: Applicant, *, by: User) -> None:
    write_motivation(
        nomination,
        competences=f"{one.first_name} {one.good_at}.",
        motivation=f"“{one.wants}”",
        recommendation=one.recommendation,
        by=by,
    )
    state_availability(nomination, availability=one.when, by=by)
    state_internship_hours(nomination, one.hours, by=by)


@writes
def _complete(nomination: Nomination, one: Applicant, *, by: User) -> None:
    state_profile(nomination, _profile(nomination, one), by=by)
    state_commuting(nomination, **_way_to_work(one), by=by)
    state_measures(nomination, one.measures, none_applies=not one.measures, by=by)
    state_support(nomination, one.needs, none_needed=not one.needs, by=by)
    confirm_agreement(nomination, agreed=True, by=by)
    put_forward_nomination(nomination, by=by)
