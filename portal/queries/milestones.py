"""Where nominations stand on their line: from what the portal knows, and from what people stated."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date, timedelta
from functools import reduce
from operator import and_, or_
from typing import Any

from peewee import JOIN, Expression, Model, ModelSelect, fn

from portal.models.accounts import User
from portal.models.campaigns import Campaign
from portal.models.candidates import Candidate
from portal.models.decisions import Decision, Relay
from portal.models.internships import FollowUp, Internship
from portal.models.interviews import Interview
from portal.models.milestones import CampaignMilestone, MilestoneOutcome
from portal.models.nominations import Nomination
from portal.models.organisations import Site
from portal.models.placements import AftercareMoment, Placement
from portal.models.prepared import Prepared
from portal.models.preselections import Preselection
from portal.models.selection_days import Attendance
from portal.models.speeddates import Sheet
from portal.models.written_tests import TestPaper
from portal.queries.nominations import followed_by, visible_nomination
from portal.queries.preselections import REGISTERED
from portal.rules.aftercare import months_after
from portal.rules.milestones import (
    NEEDS,
    NOT_YET,
    STATED,
    USUAL_PLAN,
    WORK_BY_PURPOSE,
    Facts,
    Line,
    Milestone,
    Plan,
    Statement,
    line_of,
    plan_of,
)

_SHEET_IN = fn.EXISTS(
    Sheet.select(Sheet.id).where(Sheet.nomination == Nomination.id, Sheet.version > 0, Sheet.assessor > 0)
)
_TALK_HELD = fn.EXISTS(
    Interview.select(Interview.id).where(Interview.nomination == Nomination.id, Interview.state == "held")
)
# One row a nomination: each of these is there once at most. A decision counts when it is published, and a result of
# the pre-selection when it is registered.
FACT_COLUMNS = (
    Attendance.state,
    TestPaper.state,
    _SHEET_IN,
    _TALK_HELD,
    Decision.outcome,
    Relay.state,
    Relay.due_at,
    Internship.id,
    Internship.state,
    Internship.contract_signed_on,
    Internship.starts_on,
    Internship.ends_on,
    Placement.outcome,
    Placement.starts_on,
    Preselection.outcome,
)


def with_fact_joins(query: ModelSelect) -> ModelSelect:
    """The query, joined to where a nomination's facts are; it goes on from `Nomination`."""
    return (
        query.switch(Nomination)
        .join(Attendance, JOIN.LEFT_OUTER, on=(Attendance.nomination == Nomination.id))
        .switch(Nomination)
        .join(
            Preselection,
            JOIN.LEFT_OUTER,
            on=((Preselection.nomination == Nomination.id) & Preselection.state.in_(REGISTERED)),
        )
        .switch(Nomination)
        .join(TestPaper, JOIN.LEFT_OUTER, on=(TestPaper.nomination == Nomination.id))
        .switch(Nomination)
        .join(
            Decision,
            JOIN.LEFT_OUTER,
            on=((Decision.nomination == Nomination.id) & (Decision.state == "published")),
        )
        .join(Relay, JOIN.LEFT_OUTER, on=(Relay.decision == Decision.id))
        .switch(Nomination)
        .join(Internship, JOIN.LEFT_OUTER, on=(Internship.nomination == Nomination.id))
        .join(Placement, JOIN.LEFT_OUTER, on=(Placement.internship == Internship.id))
        .switch(Nomination)
    )


def facts_from(columns: Mapping[int, tuple[Any, ...]]) -> dict[int, Facts]:
    """The facts by nomination id, from its `FACT_COLUMNS`; two queries more, however many there are."""
    internships = {row[7]: nomination for nomination, row in columns.items() if row[7] is not None}
    halfway, work = _moments(internships)
    found = {}
    for nomination, row in columns.items():
        (attendance, paper, sheet, talk, decision, relay, due, _id, internship) = row[:9]
        signed, starts, ends, placement, works_from, preselection = row[9:]
        found[nomination] = Facts(
            attendance=attendance or "",
            paper=paper or "",
            has_sheet=bool(sheet),
            talk_held=bool(talk),
            preselection=preselection or "",
            decision=decision or "",
            told=relay == "told",
            tell_by=due,
            internship=internship or "",
            signed=signed is not None,
            internship_starts=starts,
            internship_ends=ends,
            halfway=halfway.get(nomination, ""),
            placement=placement or "",
            works_from=works_from,
            work=work.get(nomination, {}),
            work_days=_work_days(works_from),
        )
    return found


def _work_days(works_from: Any) -> dict[str, Any]:
    if works_from is None:
        return {}
    months = {Milestone.MONTH_1: 1, Milestone.MONTH_3: 3, Milestone.MONTH_6: 6}
    return {
        Milestone.WEEK_1: works_from + timedelta(days=7),
        **{one: months_after(works_from, count) for one, count in months.items()},
    }


def _moments(internships: Mapping[int, int]) -> tuple[dict[int, str], dict[int, dict[str, str]]]:
    """How it went halfway, and at work, by nomination id; the moment noted last counts."""
    halfway: dict[int, str] = {}
    work: dict[int, dict[str, str]] = defaultdict(dict)
    if not internships:
        return halfway, work
    ids = list(internships)
    for internship, went in _IN_BETWEEN.rows(ids):
        halfway[internships[internship]] = went
    for internship, purpose, went in _CARED.rows(ids):
        if purpose in WORK_BY_PURPOSE:
            work[internships[internship]][WORK_BY_PURPOSE[purpose]] = went
    return halfway, work


def _noted_in_between() -> ModelSelect:
    """Follow-ups that say how it went, between the first day of an internship and its last."""
    return (
        FollowUp.select()
        .join(Internship)
        .where(FollowUp.went != "", FollowUp.on > Internship.starts_on, FollowUp.on < Internship.ends_on)
    )


def _in_between(internship_ids: list[int]) -> ModelSelect:
    noted = _noted_in_between().select(FollowUp.internship, FollowUp.went).where(Internship.id.in_(internship_ids))
    return noted.order_by(FollowUp.on, FollowUp.start_minute, FollowUp.id)


def _cared(internship_ids: list[int]) -> ModelSelect:
    return (
        AftercareMoment.select(Placement.internship, AftercareMoment.purpose, AftercareMoment.went)
        .join(Placement)
        .where(Placement.internship.in_(internship_ids), AftercareMoment.went != "")
        .order_by(AftercareMoment.on, AftercareMoment.start_minute, AftercareMoment.id)
    )


_IN_BETWEEN, _CARED = Prepared(_in_between), Prepared(_cared)


def statements_of_each(ids: Collection[int]) -> dict[int, dict[str, Statement]]:
    """What was stated of each nomination and not undone, the newest of each milestone; one query."""
    found: dict[int, dict[str, Statement]] = defaultdict(dict)
    rows = _STATEMENTS.rows(list(ids))
    for nomination, milestone, outcome, come_back_on, settled_at, note, who, at, public_id in rows:
        found[nomination][milestone] = Statement(
            outcome=outcome,
            come_back_on=come_back_on,
            settled=settled_at is not None,
            note=note,
            who=who or "",
            at=at,
            public_id=public_id,
        )
    return found


def _statements(ids: list[int]) -> ModelSelect:
    return (
        MilestoneOutcome.select(
            MilestoneOutcome.nomination,
            MilestoneOutcome.milestone,
            MilestoneOutcome.outcome,
            MilestoneOutcome.come_back_on,
            MilestoneOutcome.settled_at,
            MilestoneOutcome.note,
            User.name,
            MilestoneOutcome.created_at,
            MilestoneOutcome.public_id,
        )
        .join(User, JOIN.LEFT_OUTER)
        .where(MilestoneOutcome.nomination.in_(ids), MilestoneOutcome.undone_at.is_null())
        .order_by(MilestoneOutcome.id)
    )


_STATEMENTS = Prepared(_statements)


def plans_of(campaign_ids: Iterable[int]) -> dict[int, tuple[Plan, ...]]:
    """The milestones of each campaign as its lead arranged them; one query."""
    ids = set(campaign_ids)
    kept: dict[int, list[tuple[str, int, bool, str, int]]] = defaultdict(list)
    for campaign, *row in _PLANS.rows(list(ids)):
        kept[campaign].append(tuple(row))
    return {one: plan_of(kept[one]) if one in kept else USUAL_PLAN for one in ids}


def _plans(campaign_ids: list[int]) -> ModelSelect:
    return CampaignMilestone.select(
        CampaignMilestone.campaign,
        CampaignMilestone.milestone,
        CampaignMilestone.position,
        CampaignMilestone.is_on,
        CampaignMilestone.name,
        CampaignMilestone.points,
    ).where(CampaignMilestone.campaign.in_(campaign_ids))


_PLANS = Prepared(_plans)


def lacking_steps(campaign: Campaign) -> list[str]:
    """The steps that a campaign does without, as `line_of` asks them."""
    return [step for step in set(NEEDS.values()) if not getattr(campaign, step)]


def facts_of_nominations(ids: Collection[int]) -> dict[int, Facts]:
    """What the portal knows of each nomination, by its id; three queries."""
    query = with_fact_joins(Nomination.select(Nomination.id, *FACT_COLUMNS)).where(Nomination.id.in_(list(ids)))
    return facts_from({row[0]: row[1:] for row in query.tuples()})


def line_of_nomination(nomination: Nomination) -> tuple[Line, Facts]:
    """The line of one nomination, and the facts behind it."""
    facts = facts_of_nominations([nomination.id])[nomination.id]
    statements = statements_of_each([nomination.id])[nomination.id]
    plan = plans_of([nomination.campaign_id])[nomination.campaign_id]
    return line_of(facts, statements, plan, lacking_steps(nomination.campaign)), facts


def nomination_at_milestone(user: User, nomination_id: str, milestone: str) -> Nomination | None:
    """A nomination that this person may see, when people state this milestone and no other part of the portal does."""
    return visible_nomination(user, nomination_id) if milestone in STATED else None


def visible_outcome(user: User, outcome_id: str) -> MilestoneOutcome | None:
    """What was stated of a nomination that this person may see, with that nomination."""
    found = MilestoneOutcome.get_or_none(MilestoneOutcome.public_id == outcome_id)
    if found is None:
        return None
    nomination = visible_nomination(user, found.nomination.public_id)
    if nomination is None:
        return None
    found.nomination = nomination
    return found


_Newer = MilestoneOutcome.alias("newer_outcome")


def open_promise() -> Expression:
    """Whether something stated still waits for somebody to come back on it: nothing newer was noted since."""
    newer = _Newer.select(_Newer.id).where(
        _Newer.nomination == MilestoneOutcome.nomination,
        _Newer.id > MilestoneOutcome.id,
        _Newer.undone_at.is_null(),
    )
    return (
        MilestoneOutcome.come_back_on.is_null(False)
        & MilestoneOutcome.settled_at.is_null()
        & MilestoneOutcome.undone_at.is_null()
        & ~fn.EXISTS(newer)
    )


def open_promises_of(user: User, today: date) -> list[MilestoneOutcome]:
    """What this person said to come back on by tomorrow, in a live nomination that he or she may still see."""
    return list(
        MilestoneOutcome.select(MilestoneOutcome, Nomination, Candidate, Campaign, Site)
        .join(Nomination)
        .join(Candidate)
        .switch(Nomination)
        .join(Campaign)
        .join(Site)
        .where(
            MilestoneOutcome.by == user,
            MilestoneOutcome.come_back_on <= today + timedelta(days=1),
            open_promise(),
            followed_by(user),
            Nomination.archived_at.is_null(),
            Campaign.state.in_(["running", "closed"]),
        )
        .order_by(MilestoneOutcome.come_back_on, MilestoneOutcome.id)
    )


def _stated(milestone: str) -> Expression:
    return fn.EXISTS(
        MilestoneOutcome.select(MilestoneOutcome.id).where(
            MilestoneOutcome.nomination == Nomination.id,
            MilestoneOutcome.milestone == milestone,
            MilestoneOutcome.undone_at.is_null(),
        )
    )


def _there(model: type[Model], *conditions: Any) -> Expression:
    """Whether a nomination has a row of this table."""
    return fn.EXISTS(model.select(model.id).where(model.nomination == Nomination.id, *conditions))


def _after(*conditions: Any) -> Expression:
    """Whether the internship of a nomination led to a placement, with a moment of aftercare if one is asked."""
    query = Internship.select(Internship.id).join(Placement)
    if conditions:
        query = query.join(AftercareMoment)
    return fn.EXISTS(query.where(Internship.nomination == Nomination.id, *conditions))


_PUBLISHED = Decision.select(Decision.id).where(Decision.nomination == Nomination.id, Decision.state == "published")
_NOTED = _noted_in_between().select(FollowUp.id).where(Internship.nomination == Nomination.id)
_STOPPED_LATER = (Internship.state == "stopped") & Internship.contract_signed_on.is_null(False)
_REACHED: dict[str, Expression] = {
    Milestone.CONTACT: _stated(Milestone.CONTACT),
    Milestone.TALK: _stated(Milestone.TALK) | _TALK_HELD,
    Milestone.PRESELECTION: _there(Preselection, Preselection.state.in_(REGISTERED)),
    Milestone.DAY: _there(Attendance, Attendance.state.in_(["present", "left", "absent"])),
    Milestone.TEST: _there(TestPaper, TestPaper.state.in_(["handed_in", "rated"])),
    Milestone.SPEEDDATE: _SHEET_IN,
    Milestone.DECISION: fn.EXISTS(_PUBLISHED),
    Milestone.TOLD: fn.EXISTS(_PUBLISHED.join(Relay).where(Relay.state == "told")),
    Milestone.STARTED: _there(Internship, Internship.state.in_(["running", "ended"]) | _STOPPED_LATER),
    Milestone.HALFWAY: _stated(Milestone.HALFWAY) | fn.EXISTS(_NOTED),
    Milestone.ENDED: _there(Internship, Internship.state.in_(["ended", "stopped"])),
    Milestone.CONTRACT: _after(),
    **{
        milestone: _stated(milestone) | _after(AftercareMoment.purpose == purpose, AftercareMoment.went != "")
        for purpose, milestone in WORK_BY_PURPOSE.items()
    },
}


def reached(milestone: str) -> Expression:
    """Whether a nomination has an outcome at a milestone, as a condition; says the same as `known` and a statement."""
    return _REACHED[milestone]


def in_phase(phase: str, campaigns: Mapping[int, tuple[Plan, ...]], steps: Mapping[int, Collection[str]]) -> Expression:
    """Whether a nomination of one of these campaigns has this milestone last, as a condition.

    Campaigns with the same milestones in the same order are asked together, so that the condition stays short.
    """
    groups: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for campaign, plan in campaigns.items():
        order = tuple(
            one.milestone for one in plan if one.is_on and NEEDS.get(one.milestone) not in steps.get(campaign, ())
        )
        groups[order].append(campaign)
    wanted = [
        Nomination.campaign.in_(ids) & _last_is(phase, order)
        for order, ids in groups.items()
        if phase == NOT_YET or phase in order
    ]
    return reduce(or_, wanted) if wanted else Nomination.id.is_null()


def _last_is(phase: str, order: tuple[str, ...]) -> Expression:
    later = order if phase == NOT_YET else order[order.index(phase) + 1 :]
    # The rarest first: who did not come this far is not asked about the rest.
    parts = [reached(phase)] if phase != NOT_YET else []
    parts += [~reached(one) for one in reversed(later)]
    return reduce(and_, parts) if parts else Nomination.id.is_null(False)
