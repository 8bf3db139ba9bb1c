"""The pre-selection as a person may see it, and who it keeps from the day."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from peewee import JOIN, ModelSelect, fn

from portal.models.accounts import Look, User
from portal.models.campaigns import Campaign
from portal.models.candidates import Candidate
from portal.models.history import HistoryLine
from portal.models.nominations import Nomination, VacancyChoice
from portal.models.organisations import Organisation
from portal.models.preselections import PaperTalk, PaperTalkAbout, Preselection
from portal.models.vacancies import Vacancy
from portal.queries.campaigns import visible_campaign, with_campaign
from portal.queries.nominations import Jobcoach
from portal.rules.permissions import lead, leading_coordinator
from portal.rules.preselections import Result, criteria_of
from portal.rules.roles import MEDIATING_ROLES, Role

Registrar = User.alias("registrar")
REGISTERED = ("registered", "told")


def stopped_nominations(*states: str) -> ModelSelect:
    """The ids of nominations that do not go on after the pre-selection, for `Nomination.id.not_in(…)`.

    With `states` only those whose result stands so: "registered" while the candidate does not know it yet.
    """
    return Preselection.select(Preselection.nomination).where(
        Preselection.outcome == Result.NO_GO.value, Preselection.state.in_(states or REGISTERED)
    )


def is_stopped(nomination: Nomination) -> bool:
    """Whether this nomination does not go on after the pre-selection."""
    found: bool = stopped_nominations().where(Preselection.nomination == nomination.id).exists()
    return found


def _with_relations() -> ModelSelect:
    """Pre-selections with nomination, candidate, jobcoach, organisation, campaign, employer, site, lead, registrar."""
    return (
        with_campaign(
            Preselection.select(Preselection, Nomination, Candidate, Jobcoach, Organisation, Registrar)
            .join(Nomination)
            .join(Candidate)
            .switch(Nomination)
            .join(Jobcoach, on=(Nomination.jobcoach == Jobcoach.id), attr="jobcoach")
            .switch(Nomination)
            .join(Organisation),
            Nomination,
        )
        .switch(Preselection)
        .join(Registrar, JOIN.LEFT_OUTER, on=(Preselection.registered_by == Registrar.id), attr="registered_by")
    )


def visible_preselection(user: User, preselection_id: str) -> Preselection | None:
    """A result about a candidate of the own organisation, or in a campaign that this person leads.

    What is not registered yet is seen by who leads only.
    """
    if user.role not in MEDIATING_ROLES:
        return None
    leads = Campaign.lead == user.id
    if user.role == Role.COORDINATOR:
        leads |= Campaign.organisation == user.organisation_id
    own = (Nomination.organisation == user.organisation_id) & Preselection.state.in_(REGISTERED)
    return _with_relations().where(Preselection.public_id == preselection_id, own | leads).first()


def preselection_of(nomination: Nomination) -> Preselection | None:
    """How a nomination stands in the pre-selection; None when nobody looked at it yet."""
    found: Preselection | None = _with_relations().where(Preselection.nomination == nomination.id).first()
    return found


def preselection_as_it_stands(preselection: Preselection) -> Preselection:
    """The pre-selection read again, for an action that decides inside its write transaction."""
    return _with_relations().where(Preselection.id == preselection.id).get()


def times_registered(preselection: Preselection) -> int:
    """How many times a result was registered; each has a mail of its own."""
    lines = HistoryLine.select().where(
        HistoryLine.subject == "Preselection",
        HistoryLine.subject_id == preselection.id,
        HistoryLine.step == "register",
    )
    return lines.count()


def known_result(user: User, nomination: Nomination) -> Preselection | None:
    """What this person may know of the pre-selection of a nomination that he or she sees."""
    found = preselection_of(nomination)
    if found is None or found.state in REGISTERED or lead(user, found) or leading_coordinator(user, found):
        return found
    return None


def criteria_for(nomination: Nomination) -> list[str]:
    """What this nomination is held against: the campaign's criteria, and the work profile of the wanted functions."""
    profiles = (
        VacancyChoice.select(Vacancy.competences)
        .join(Vacancy)
        .where(VacancyChoice.nomination == nomination)
        .order_by(VacancyChoice.rank)
        .tuples()
    )
    return criteria_of(nomination.campaign.preselection_criteria, [text for (text,) in profiles])


STANDINGS = ("todo", "more_info", "go", "no_go")


def nominations_by_standing(campaign: Campaign, standing: str) -> ModelSelect:
    """Who is put forward, with `preselection` where there is one: still to do, or with this result; by first name."""
    query = (
        Nomination.select(Nomination, Candidate, Jobcoach, Organisation, Preselection)
        .join(Candidate)
        .switch(Nomination)
        .join(Jobcoach, on=(Nomination.jobcoach == Jobcoach.id), attr="jobcoach")
        .switch(Nomination)
        .join(Organisation)
        .switch(Nomination)
        .join(Preselection, JOIN.LEFT_OUTER, on=(Preselection.nomination == Nomination.id), attr="preselection")
        .where(Nomination.campaign == campaign, Nomination.state == "put_forward")
        .order_by(Candidate.first_name, Candidate.last_name, Nomination.id)
    )
    if standing == "todo":
        return query.where(Preselection.id.is_null() | (Preselection.state == "open"))
    return query.where(Preselection.state.in_(REGISTERED), Preselection.outcome == standing)


def standing_counts(campaigns: Iterable[Campaign]) -> dict[int, dict[str, int]]:
    """How many stand where, by the campaign's id; one query."""
    rows = (
        Nomination.select(Nomination.campaign, Preselection.state, Preselection.outcome, fn.COUNT(Nomination.id))
        .join(Preselection, JOIN.LEFT_OUTER, on=(Preselection.nomination == Nomination.id))
        .where(Nomination.campaign.in_(list(campaigns)), Nomination.state == "put_forward")
        .group_by(Nomination.campaign, Preselection.state, Preselection.outcome)
    )
    found: dict[int, dict[str, int]] = defaultdict(lambda: dict.fromkeys(STANDINGS, 0))
    for campaign_id, state, outcome, count in rows.tuples():
        found[campaign_id][outcome if state in REGISTERED else "todo"] += count
    return found


@dataclass(frozen=True)
class Discussion:
    """One talk about papers with the employer, with the nominations that it was about."""

    talk: PaperTalk
    about: list[Nomination]


def discussions_of(campaign: Campaign, nomination: Nomination | None = None) -> list[Discussion]:
    """What was discussed with the employer, the newest first; of one nomination when it is given. Two queries."""
    talks = PaperTalk.select(PaperTalk, User).join(User, JOIN.LEFT_OUTER).where(PaperTalk.campaign == campaign)
    if nomination is not None:
        those = PaperTalkAbout.select(PaperTalkAbout.talk).where(PaperTalkAbout.nomination == nomination)
        talks = talks.where(PaperTalk.id.in_(those))
    listed = list(talks.order_by(PaperTalk.on.desc(), PaperTalk.id.desc()))
    rows = (
        PaperTalkAbout.select(PaperTalkAbout, Nomination, Candidate)
        .join(Nomination)
        .join(Candidate)
        .where(PaperTalkAbout.talk.in_(listed))
        .order_by(Candidate.first_name, Candidate.last_name)
    )
    about: dict[int, list[Nomination]] = defaultdict(list)
    for row in rows:
        about[row.talk_id].append(row.nomination)
    return [Discussion(talk, about[talk.id]) for talk in listed]


def visible_paper_talk(user: User, talk_id: str) -> PaperTalk | None:
    """A discussion with the employer in a campaign that this person leads, or whose lead this person coordinates."""
    talk: PaperTalk | None = (
        PaperTalk.select(PaperTalk, Campaign).join(Campaign).where(PaperTalk.public_id == talk_id).first()
    )
    if talk is None or visible_campaign(user, talk.campaign.public_id) is None:
        return None
    return talk if lead(user, talk) or leading_coordinator(user, talk) else None


def result_read_at(nomination: Nomination, since: datetime) -> datetime | None:
    """When somebody of the candidate's own organisation first opened a result since then."""
    colleagues = User.select(User.id).where(User.organisation == nomination.organisation_id)
    look = (
        Look.select(Look.at)
        .where(
            Look.candidate == nomination.candidate_id,
            Look.at_what == "result",
            Look.at >= since,
            Look.by.in_(colleagues),
        )
        .order_by(Look.at)
        .first()
    )
    return None if look is None else look.at


def has_read_result(nomination: Nomination, since: datetime) -> bool:
    """Whether anybody of the candidate's own organisation opened a result since then."""
    return result_read_at(nomination, since) is not None


def results_to_tell(user: User) -> list[Preselection]:
    """Results of the pre-selection that this jobcoach has to tell, and questions that he or she has to answer."""
    return list(
        _with_relations()
        .where(
            Nomination.jobcoach == user,
            Nomination.state == "put_forward",
            Campaign.state == "running",
            Preselection.state == "registered",
            (Preselection.outcome != Result.MORE_INFO.value) | Preselection.answered_at.is_null(),
        )
        .order_by(Preselection.registered_at, Preselection.id)
    )


def answered_questions(user: User) -> list[Preselection]:
    """Answers of mediators that wait for this lead."""
    return list(
        _with_relations()
        .where(
            Campaign.lead == user,
            Campaign.state == "running",
            Nomination.state == "put_forward",
            Preselection.state == "registered",
            Preselection.outcome == Result.MORE_INFO.value,
            Preselection.answered_at.is_null(False),
        )
        .order_by(Preselection.answered_at, Preselection.id)
    )


def campaigns_to_preselect(user: User) -> list[tuple[Campaign, int]]:
    """Running campaigns with this step that a person leads, each with how many are still to do; two queries."""
    led = list(Campaign.select().where(Campaign.lead == user, Campaign.state == "running", Campaign.has_preselection))
    counts = standing_counts(led) if led else {}
    return [(one, counts[one.id]["todo"]) for one in led if counts.get(one.id, {}).get("todo")]
