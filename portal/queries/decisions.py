"""Decisions and relays as a person may see them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from peewee import JOIN, ModelSelect, fn

from portal.models.accounts import User
from portal.models.campaigns import Campaign
from portal.models.candidates import Candidate
from portal.models.decisions import Decision, Relay
from portal.models.history import HistoryLine
from portal.models.nominations import Nomination, VacancyChoice
from portal.models.organisations import Organisation, Site
from portal.models.outbox import OutboxMail
from portal.models.selection_days import Assessor, Attendance, TourLine
from portal.models.speeddates import Criterion, Sheet
from portal.models.vacancies import Vacancy
from portal.models.written_tests import TestAnswer, TestPaper
from portal.queries.campaigns import campaigns_visible_to, with_campaign
from portal.queries.disclosure import BY_NAME, Naming
from portal.queries.nominations import Jobcoach
from portal.queries.preselections import result_read_at, stopped_nominations
from portal.queries.restrictions import NOT_RESTRICTED
from portal.queries.written_tests import TestScore, test_scores_of
from portal.rules.delivery import REPLACEABLE, Status
from portal.rules.roles import MEDIATING_ROLES, Role
from portal.rules.scoring import average_of


@dataclass
class Candidacy:
    """What those who decide see of one candidate: named fields only, no contact data, no measures.

    `sheets` are (assessor, verdict, note, average of the four-point scores or None), `guides` the same of the tour;
    `ratings` those of the answers of the written test, or `test` when it was scored by criteria.
    `waits_for_sheets`: the sheets are kept from the reader until all of them are in (req Y-8).
    """

    nomination_id: str
    name: str
    organisation: str
    jobcoach: str
    vacancies: list[str]
    attendance: str
    sheets: list[tuple[str, str, str, float | None]] = field(default_factory=list)
    guides: list[tuple[str, str, str, float | None]] = field(default_factory=list)
    waits_for_sheets: bool = False
    ratings: list[int] = field(default_factory=list)
    test: TestScore | None = None
    decision: Decision | None = None
    relay: Relay | None = None


def decidable_nominations(campaign: Campaign, naming: Naming = BY_NAME) -> ModelSelect:
    """Everyone put forward in a campaign, by first name; by number for who does not know the names yet."""
    by_name = (Candidate.first_name, Candidate.last_name, Nomination.id)
    return (
        Nomination.select(Nomination, Candidate, Organisation, Jobcoach)
        .join(Candidate)
        .switch(Nomination)
        .join(Organisation)
        .switch(Nomination)
        .join(Jobcoach, on=(Nomination.jobcoach == Jobcoach.id), attr="jobcoach")
        .where(
            Nomination.campaign == campaign,
            Nomination.state == "put_forward",
            Nomination.id.not_in(stopped_nominations()),
        )
        .order_by(*((Nomination.number, Nomination.id) if naming.hides else by_name))
    )


def candidacies_of(
    nominations: Sequence[Nomination], without_scores: Collection[str] = (), naming: Naming = BY_NAME
) -> list[Candidacy]:
    """What is known for the decision about these: a constant number of queries.

    `without_scores`: public ids of those whose sheets the reader may not see yet; `naming`: what the reader calls them.
    """
    ids = [nomination.id for nomination in nominations]
    choices = _grouped(
        VacancyChoice.select(VacancyChoice, Vacancy)
        .join(Vacancy)
        .where(VacancyChoice.nomination.in_(ids))
        .order_by(VacancyChoice.rank)
    )
    attendances = _grouped(Attendance.select().where(Attendance.nomination.in_(ids)))
    open_to_reader = [one.id for one in nominations if one.public_id not in without_scores]
    written = (Sheet.nomination.in_(open_to_reader), Sheet.version > 0)
    sheets = _grouped(Sheet.select(Sheet, Assessor).join(Assessor).where(*written).order_by(Sheet.id))
    guides = _grouped(Sheet.select(Sheet, TourLine).join(TourLine).where(*written).order_by(Sheet.id))
    weights = _weights(nominations)
    tests = test_scores_of(nominations, weights)
    answers: dict[int, list[int]] = {}
    rated = (
        TestAnswer.select(TestAnswer.rating, TestPaper.nomination.alias("whose"))
        .join(TestPaper)
        .where(TestPaper.nomination.in_(ids), TestAnswer.rating.is_null(False))
    )
    for row in rated.dicts():
        answers.setdefault(row["whose"], []).append(row["rating"])
    decisions = _grouped(
        Decision.select(Decision, Vacancy, User)
        .join(Vacancy, JOIN.LEFT_OUTER)
        .switch(Decision)
        .join(User, on=(Decision.decided_by == User.id), attr="decided_by")
        .where(Decision.nomination.in_(ids))
    )
    relays = {relay.decision_id: relay for relay in Relay.select().join(Decision).where(Decision.nomination.in_(ids))}
    found = []
    for nomination in nominations:
        decision = next(iter(decisions.get(nomination.id, [])), None)
        found.append(
            Candidacy(
                nomination_id=nomination.public_id,
                name=naming.name(nomination),
                organisation=nomination.organisation.name,
                jobcoach=nomination.jobcoach.name,
                vacancies=[choice.vacancy.title for choice in choices.get(nomination.id, [])],
                attendance=next((row.state for row in attendances.get(nomination.id, [])), "expected"),
                sheets=[_said(one.assessor.name, one, weights) for one in sheets.get(nomination.id, [])],
                guides=[_said(one.tour_line.guide_name, one, weights) for one in guides.get(nomination.id, [])],
                waits_for_sheets=nomination.public_id in without_scores,
                ratings=answers.get(nomination.id, []),
                test=tests.get(nomination.id),
                decision=decision,
                relay=relays.get(decision.id) if decision else None,
            )
        )
    return found


def short_name(candidate: Candidate) -> str:
    """First name and initial: how a candidate is called where the address and family name are nobody's business."""
    return f"{candidate.first_name} {candidate.last_name[:1]}."


def _grouped(query: Any) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = {}
    for row in query:
        found.setdefault(row.nomination_id, []).append(row)
    return found


def _weights(nominations: Sequence[Nomination]) -> dict[str, int]:
    """How often a score counts, by the public id of its criterion; criteria that count once are left out."""
    campaigns = {one.campaign_id for one in nominations}
    rows = Criterion.select(Criterion.public_id, Criterion.weight)
    return dict(rows.where(Criterion.campaign.in_(list(campaigns)), Criterion.weight > 1).tuples())


def _said(who: str, sheet: Sheet, weights: Mapping[str, int]) -> tuple[str, str, str, float | None]:
    average = average_of(sheet.body, weights)
    return who, sheet.body.get("verdict") or "", sheet.body.get("note") or "", average


def decidable_nomination(user: User, nomination_id: str) -> Nomination | None:
    """Someone put forward in a campaign that this person leads or is the employer of.

    With campaign, candidate, jobcoach.
    """
    nomination = (
        Nomination.select(Nomination, Candidate, Organisation, Jobcoach, Campaign, Site)
        .join(Candidate)
        .switch(Nomination)
        .join(Organisation)
        .switch(Nomination)
        .join(Jobcoach, on=(Nomination.jobcoach == Jobcoach.id), attr="jobcoach")
        .switch(Nomination)
        .join(Campaign)
        .join(Site)
        .where(
            Nomination.public_id == nomination_id,
            Nomination.state == "put_forward",
            Nomination.id.not_in(stopped_nominations()),
            Campaign.state == "running",
            (Campaign.lead == user.id) if user.role in MEDIATING_ROLES else (Campaign.employer == user.organisation_id),
        )
        .first()
    )
    return nomination if user.role in (*MEDIATING_ROLES, Role.EMPLOYER) else None


def decision_of(nomination: Nomination) -> Decision | None:
    """What is decided about a nomination, pending or published."""
    return Decision.get_or_none(Decision.nomination == nomination)


def _with_relations() -> ModelSelect:
    """Decisions with nomination, candidate, jobcoach, organisation, vacancy, campaign, employer, site and lead."""
    return (
        with_campaign(
            Decision.select(Decision, Nomination, Candidate, Jobcoach, Organisation, Vacancy)
            .join(Nomination)
            .join(Candidate)
            .switch(Nomination)
            .join(Organisation)
            .switch(Nomination)
            .join(Jobcoach, on=(Nomination.jobcoach == Jobcoach.id), attr="jobcoach"),
            Nomination,
        )
        .switch(Decision)
        .join(Vacancy, JOIN.LEFT_OUTER)
    )


def decision_as_it_stands(decision: Decision) -> Decision | None:
    """The decision read again with all that it hangs on, for an action inside its write transaction; None when gone."""
    return _with_relations().where(Decision.id == decision.id).first()


def decision_on_reserve(user: User, nomination_id: str) -> Decision | None:
    """The decision about somebody on a reserve list, for who decides in that campaign."""
    nomination = decidable_nomination(user, nomination_id)
    if nomination is None:
        return None
    return _with_relations().where(Decision.nomination == nomination, Decision.outcome == "reserve").first()


def pending_decisions(campaign: Campaign) -> list[Decision]:
    """Decisions that are not published yet, with nomination, candidate, jobcoach and vacancy."""
    return list(
        Decision.select(Decision, Nomination, Candidate, Jobcoach, Vacancy, Organisation)
        .join(Nomination)
        .join(Candidate)
        .switch(Nomination)
        .join(Jobcoach, on=(Nomination.jobcoach == Jobcoach.id), attr="jobcoach")
        .switch(Nomination)
        .join(Organisation)
        .switch(Decision)
        .join(Vacancy, JOIN.LEFT_OUTER)
        .where(Nomination.campaign == campaign, Nomination.state == "put_forward", Decision.state == "pending")
        .order_by(Candidate.first_name, Decision.id)
    )


def _relays() -> ModelSelect:
    return (
        with_campaign(
            Relay.select(Relay, Decision, Nomination, Candidate, Jobcoach, Organisation, Vacancy)
            .join(Decision)
            .join(Nomination)
            .join(Candidate)
            .switch(Nomination)
            .join(Organisation)
            .switch(Nomination)
            .join(Jobcoach, on=(Nomination.jobcoach == Jobcoach.id), attr="jobcoach"),
            Nomination,
        )
        .switch(Decision)
        .join(Vacancy, JOIN.LEFT_OUTER)
    )


def relays_of(campaign: Campaign) -> ModelSelect:
    """Every result that is to be told or was told in a campaign, the soonest due first."""
    return (
        _relays()
        .where(Nomination.campaign == campaign, Decision.state == "published", NOT_RESTRICTED)
        .order_by(Relay.state, Relay.due_at, Relay.id)
    )


def visible_relay(user: User, relay_id: str) -> Relay | None:
    """A result to tell, for mediators of the candidate's own organisation."""
    if user.role not in MEDIATING_ROLES:
        return None
    return (
        _relays()
        .where(
            Relay.public_id == relay_id,
            Decision.state == "published",
            Nomination.organisation == user.organisation_id,
        )
        .first()
    )


def published_relays() -> ModelSelect:
    """Every relay of a result that is made known, with all that it hangs on."""
    return _relays().where(Decision.state == "published")


def relay_as_it_stands(relay: Relay) -> Relay | None:
    """The relay read again with its decision, for an action inside its write transaction; None when it is gone."""
    return _relays().where(Relay.id == relay.id).first()


def relays_to_tell(user: User) -> list[Relay]:
    """Results that this jobcoach has still to tell."""
    return list(
        _relays()
        .where(Nomination.jobcoach == user, Relay.state == "due", Decision.state == "published", NOT_RESTRICTED)
        .order_by(Relay.due_at)
    )


def relays_due_before(moment: datetime) -> list[Relay]:
    """Every untold result that is due before a moment, for the clock's reminders and escalation."""
    return list(
        _relays()
        .where(Relay.state == "due", Decision.state == "published", Relay.due_at <= moment, NOT_RESTRICTED)
        .order_by(Relay.id)
    )


def campaigns_to_publish(user: User) -> list[tuple[Campaign, int]]:
    """Campaigns that this person leads with decisions that wait to be published, and how many."""
    from_lead = campaigns_visible_to(user).where(Campaign.lead == user.id, Campaign.state == "running")
    counts = {
        row["campaign"]: row["n"]
        for row in Decision.select(Nomination.campaign, fn.COUNT(Decision.id).alias("n"))
        .join(Nomination)
        .where(Decision.state == "pending", Nomination.state == "put_forward")
        .group_by(Nomination.campaign)
        .dicts()
    }
    return [(campaign, counts[campaign.id]) for campaign in from_lead if campaign.id in counts]


def late_relays_of_lead(user: User, now: datetime) -> list[tuple[Campaign, int]]:
    """Campaigns that this person leads in which results are past due and untold, and how many."""
    rows = (
        Relay.select(Nomination.campaign, fn.COUNT(Relay.id).alias("n"))
        .join(Decision)
        .join(Nomination)
        .join(Candidate)
        .where(Relay.state == "due", Decision.state == "published", Relay.due_at < now, NOT_RESTRICTED)
        .group_by(Nomination.campaign)
        .dicts()
    )
    counts = {row["campaign"]: row["n"] for row in rows}
    return [
        (campaign, counts[campaign.id])
        for campaign in campaigns_visible_to(user).where(Campaign.lead == user.id)
        if campaign.id in counts
    ]


def steerable_relay(user: User, relay_id: str) -> Relay | None:
    """A published result of a campaign that this person leads."""
    if user.role not in MEDIATING_ROLES:
        return None
    return _relays().where(Relay.public_id == relay_id, Decision.state == "published", Campaign.lead == user.id).first()


def waiting_by_jobcoach(campaign: Campaign) -> list[tuple[User, int]]:
    """The jobcoaches of candidates who are still in and have no result that is made known, each with how many."""
    rows = (
        Nomination.select(Nomination.jobcoach, fn.COUNT(Nomination.id))
        .join(Decision, JOIN.LEFT_OUTER)
        .where(
            Nomination.campaign == campaign,
            Nomination.state == "put_forward",
            Nomination.id.not_in(stopped_nominations()),
            Decision.id.is_null() | (Decision.state == "pending"),
        )
        .group_by(Nomination.jobcoach)
    )
    counts = dict(rows.tuples())
    coaches = User.select().where(User._meta.primary_key.in_(list(counts))).order_by(User.name, User.id)
    return [(coach, counts[coach.id]) for coach in coaches]


def last_said_on_hold(campaign: Campaign) -> datetime | None:
    """When the jobcoaches heard last that the decision takes longer."""
    line = (
        HistoryLine.select(HistoryLine.at)
        .where(HistoryLine.subject == "Campaign", HistoryLine.subject_id == campaign.id)
        .where(HistoryLine.step == "hold_results")
        .order_by(HistoryLine.id.desc())
        .first()
    )
    return None if line is None else line.at


def awaits_result(nomination: Nomination) -> bool:
    """Whether a nomination that is put forward has no result that is made known."""
    known = Decision.select().where(Decision.nomination == nomination, Decision.state == "published")
    return nomination.state == "put_forward" and not known.exists()


@dataclass(frozen=True)
class Heard:
    """Who already heard of a result: `mail` is none, waiting or left; `read_at` when it was opened in the portal."""

    mail: str
    read_at: datetime | None


def heard_of(relay: Relay) -> Heard:
    """Who heard of a published result, so that whoever takes it back knows what that means. Two queries."""
    decision, nomination = relay.decision, relay.decision.nomination
    mails = OutboxMail.select(OutboxMail.status).where(
        OutboxMail.campaign == nomination.campaign_id,
        OutboxMail.template == "decisions/result_published",
        OutboxMail.identity.endswith(f" decision:{decision.public_id}:{decision.version}"),
        OutboxMail.status != Status.SUPERSEDED,
    )
    statuses = {status for (status,) in mails.tuples()}
    mail = "none" if not statuses else "waiting" if statuses <= REPLACEABLE else "left"
    return Heard(mail, result_read_at(nomination, decision.published_at) if decision.published_at else None)


def undecided_count(campaign: Campaign) -> int:
    """How many who were put forward have no decision yet."""
    return undecided_nominations(campaign).count()


def undecided_nominations(campaign: Campaign) -> ModelSelect:
    """Who was put forward and has no decision yet, by first name."""
    return (
        Nomination.select(Nomination, Candidate)
        .join(Candidate)
        .switch(Nomination)
        .join(Decision, JOIN.LEFT_OUTER)
        .where(
            Nomination.campaign == campaign,
            Nomination.state == "put_forward",
            Nomination.id.not_in(stopped_nominations()),
            Decision.id.is_null(),
        )
        .order_by(Candidate.first_name, Candidate.last_name, Nomination.id)
    )


def pending_count(campaign: Campaign) -> int:
    """How many decisions wait to be published."""
    return (
        Decision.select()
        .join(Nomination)
        .where(Nomination.campaign == campaign, Nomination.state == "put_forward", Decision.state == "pending")
        .count()
    )


def told_count(campaign: Campaign) -> int:
    """How many candidates know their result."""
    return relays_of(campaign).where(Relay.state == "told").count()
