"""When the nominations of a campaign reached their milestones; and what a partner did in time."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from peewee import Expression, fn

from portal import clock
from portal.models.campaigns import Campaign, Invitation
from portal.models.decisions import Decision, Relay
from portal.models.history import HistoryLine
from portal.models.internships import Evaluation, FollowUp, Internship
from portal.models.interviews import Interview
from portal.models.milestones import MilestoneOutcome
from portal.models.nominations import Nomination
from portal.models.organisations import Organisation, Site
from portal.models.placements import AftercareMoment, Placement
from portal.models.preselections import Preselection
from portal.models.selection_days import Attendance, SelectionDay
from portal.models.written_tests import TestPaper
from portal.queries.milestones import plans_of
from portal.queries.nominations import PUT_FORWARD_ONCE
from portal.queries.preselections import REGISTERED
from portal.rules.milestones import NOT_YET, WORK_BY_PURPOSE, Milestone
from portal.rules.pace import Phase, paces
from portal.rules.recognition import GRACE, Care, Deed, points_for


def phases_of(campaign: Campaign) -> list[Phase]:
    """How long the phases of a campaign take; as many queries for one nomination as for a thousand."""
    zone = ZoneInfo(campaign.site.zone)
    here = Nomination.campaign == campaign
    days: dict[int, dict[str, date]] = defaultdict(dict)

    def note(milestone: str, rows: Iterable[tuple[int, Any]]) -> None:
        for nomination, at in rows:
            on = at.astimezone(zone).date() if isinstance(at, datetime) else at
            if on is not None:
                days[nomination].setdefault(milestone, on)

    note(NOT_YET, Nomination.select(Nomination.id, Nomination.put_forward_at).where(here, PUT_FORWARD_ONCE).tuples())
    stated = MilestoneOutcome.select(
        MilestoneOutcome.milestone, MilestoneOutcome.nomination, MilestoneOutcome.created_at
    ).join(Nomination)
    for milestone, nomination, at in (
        stated.where(here, MilestoneOutcome.undone_at.is_null()).order_by(MilestoneOutcome.id).tuples()
    ):
        note(milestone, [(nomination, at)])
    talks = Interview.select(Interview.nomination, fn.MIN(Interview.starts_at)).join(Nomination)
    first_talk = talks.where(here, Interview.state == "held").group_by(Interview.nomination)
    note(Milestone.TALK, [(one, _aware(at)) for one, at in first_talk.tuples()])
    results = Preselection.select(Preselection.nomination, Preselection.registered_at).join(Nomination)
    note(Milestone.PRESELECTION, results.where(here, Preselection.state.in_(REGISTERED)).tuples())
    there = Attendance.select(Attendance.nomination, SelectionDay.on).join(SelectionDay).switch(Attendance)
    came = there.join(Nomination).where(here, Attendance.state.in_(["present", "left"]))
    note(Milestone.DAY, came.tuples())
    papers = TestPaper.select(TestPaper.nomination, TestPaper.handed_in_at).join(Nomination).where(here)
    note(Milestone.TEST, papers.tuples())
    decided = Decision.select(Decision.nomination, Decision.published_at).join(Nomination)
    note(Milestone.DECISION, decided.where(here, Decision.state == "published").tuples())
    told = Relay.select(Decision.nomination, Relay.told_at).join(Decision).join(Nomination)
    note(Milestone.TOLD, told.where(here, Relay.state == "told").tuples())
    internships = Internship.select(Internship.nomination, Internship.contract_signed_on).join(Nomination)
    note(Milestone.STARTED, internships.where(here).tuples())
    ends = HistoryLine.select(HistoryLine.nomination, HistoryLine.at).where(
        HistoryLine.campaign == campaign, HistoryLine.subject == "Internship", HistoryLine.step.in_(["end", "stop"])
    )
    note(Milestone.ENDED, ends.tuples())
    placed = Placement.select(Internship.nomination, Placement.created_at).join(Internship).join(Nomination)
    note(Milestone.CONTRACT, placed.where(here).tuples())
    cared = (
        AftercareMoment.select(AftercareMoment.purpose, Internship.nomination, AftercareMoment.done_at)
        .join(Placement)
        .join(Internship)
        .join(Nomination)
        .where(here, AftercareMoment.done_at.is_null(False))
    )
    for purpose, nomination, at in cared.tuples():
        if purpose in WORK_BY_PURPOSE:
            note(WORK_BY_PURPOSE[purpose], [(nomination, at)])
    return paces(days.values(), plans_of([campaign.id])[campaign.id])


def _aware(at: Any) -> Any:
    """An aggregate of instants comes as the database keeps it."""
    return Interview.starts_at.python_value(at)


def deeds_of(organisation: Organisation) -> list[Deed]:
    """What an organisation did in time, over all campaigns; a constant number of queries."""
    found = _deeds(Nomination.organisation == organisation)
    return [one for deeds in found.values() for one in deeds]


def deeds_by_partner(campaign: Campaign) -> dict[Organisation, list[Deed]]:
    """The same of each partner in one campaign, by the name of the organisation: no order of merit."""
    found = _deeds(Nomination.campaign == campaign)
    partners = {one.id: one for one in Organisation.select().where(Organisation.id.in_([key[0] for key in found]))}
    ordered = sorted(found, key=lambda key: partners[key[0]].name.casefold())
    return {partners[key[0]]: found[key] for key in ordered}


def _deeds(where: Expression) -> dict[tuple[int, int], list[Deed]]:
    """By (organisation, campaign): what was done, and what is past its day and was not."""
    counted: dict[tuple[int, int], dict[str, list[bool]]] = defaultdict(lambda: defaultdict(list))
    key = (Nomination.organisation, Nomination.campaign)

    def note(care: Care, rows: Iterable[tuple[Any, ...]], in_time: Any) -> None:
        for organisation, campaign, *facts in rows:
            counted[organisation, campaign][care.value].append(bool(in_time(*facts)))

    amended = fn.EXISTS(
        HistoryLine.select(HistoryLine.id).where(
            HistoryLine.nomination == Nomination.id,
            HistoryLine.at > Nomination.put_forward_at,
            ((HistoryLine.subject == "Nomination") & (HistoryLine.step == "amend"))
            | ((HistoryLine.subject == "Document") & HistoryLine.step.in_(["add_cv", "add_letter"])),
        )
    )
    files = (
        Nomination.select(*key, Nomination.put_forward_at, Campaign.nominations_close_at, amended)
        .join(Campaign)
        .where(where, PUT_FORWARD_ONCE)
    )
    note(Care.FILE, files.tuples(), lambda at, closes, more: not more and (closes is None or at <= closes))
    now, today = clock.now(), clock.today()
    relays = Relay.select(*key, Relay.told_at, Relay.due_at).join(Decision).join(Nomination)
    is_due = Relay.told_at.is_null(False) | (Relay.due_at < now)
    published = relays.where(where, Decision.state == "published", is_due)
    note(Care.RELAY, published.tuples(), lambda told, due: told is not None and told <= due)
    moments = FollowUp.select(*key, Site.zone, FollowUp.on, FollowUp.done_at).join(Internship).join(Nomination)
    is_due = FollowUp.done_at.is_null(False) | ((FollowUp.on < today - GRACE) & (Internship.state != "stopped"))
    followed = moments.join(Campaign).join(Site).where(where, is_due)
    note(Care.FOLLOW_UP, followed.tuples(), _on_its_day)
    evaluations = Evaluation.select(*key, Site.zone, Internship.ends_on, Evaluation.handed_in_at).join(Internship)
    filled = evaluations.join(Nomination).join(Campaign).join(Site)
    is_due = Evaluation.handed_in_at.is_null(False) | (
        (Internship.ends_on < today - GRACE) & (Internship.state != "stopped")
    )
    filled = filled.where(where, Evaluation.party == "jobcoach", is_due)
    note(Care.EVALUATION, filled.tuples(), _on_its_day)
    after = AftercareMoment.select(*key, Site.zone, AftercareMoment.on, AftercareMoment.done_at).join(Placement)
    cared = after.join(Internship).join(Nomination).join(Campaign).join(Site)
    is_due = AftercareMoment.done_at.is_null(False) | (AftercareMoment.on < today - GRACE)
    note(Care.AFTERCARE, cared.where(where, is_due).tuples(), _on_its_day)
    plans = plans_of(campaign for _, campaign in counted)
    points = {campaign: {one.milestone: one.points for one in plan if one.is_on} for campaign, plan in plans.items()}
    return {
        both: [
            Deed(care=care, in_time=sum(times), due=len(times), points_each=points_for(care, points[both[1]]))
            for care, times in found.items()
        ]
        for both, found in counted.items()
    }


def _on_its_day(zone: str, on: date, done_at: datetime | None) -> bool:
    return done_at is not None and done_at.astimezone(ZoneInfo(zone)).date() <= on + GRACE


def balance_of(campaign: Campaign) -> list[tuple[str, bool, int, int]]:
    """The partners that were invited, by name: (organisation, whether it came, put forward, hired) (req X-11)."""
    rows = (
        Invitation.select(Organisation.id, Organisation.name, fn.MAX(Invitation.comes))
        .join(Organisation)
        .where(Invitation.campaign == campaign, Invitation.state != "revoked")
        .group_by(Organisation.id, Organisation.name)
        .order_by(Organisation.name)
    )
    mine = Nomination.select(Nomination.organisation, fn.COUNT(Nomination.id)).where(
        Nomination.campaign == campaign, Nomination.state == "put_forward"
    )
    put_forward = dict(mine.group_by(Nomination.organisation).tuples())
    hired = dict(
        Placement.select(Nomination.organisation, fn.COUNT(Placement.id))
        .join(Internship)
        .join(Nomination)
        .where(Nomination.campaign == campaign, Placement.outcome == "hired")
        .group_by(Nomination.organisation)
        .tuples()
    )
    return [(name, comes == "yes", put_forward.get(one, 0), hired.get(one, 0)) for one, name, comes in rows.tuples()]
