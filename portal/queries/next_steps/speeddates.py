"""What is next about speeddates: criteria before the day, sheets that lack, and sheets with two versions."""

from collections import defaultdict
from datetime import datetime, timedelta

from peewee import JOIN, fn

from portal.models.accounts import User
from portal.models.campaigns import Campaign
from portal.models.nominations import Nomination
from portal.models.selection_days import Appointment, Assessor, Attendance, SelectionDay
from portal.models.speeddates import Criterion, Sheet
from portal.queries.campaigns import campaigns_visible_to
from portal.queries.next_steps.steps import NextStep
from portal.rules.roles import MEDIATING_ROLES, Role
from portal.rules.scoring import Part, is_complete
from portal.rules.words import N_

# The criteria are asked for this long before the first speeddate.
CRITERIA_BEFORE = timedelta(days=14)


def speeddate_steps(user: User, now: datetime) -> list[NextStep]:
    """For a lead: criteria to choose, sheets that lack, versions to choose from. For the employer: sheets that lack.

    A sheet lacks when its speeddate has begun, the candidate came, and it is not complete.
    """
    campaigns = _campaigns(user)
    if not campaigns:
        return []
    criteria = _criteria(campaigns)
    found = []
    leads = user.role in MEDIATING_ROLES
    if leads:
        for key, first in _first_speeddates(campaigns).items():
            if not criteria[key] and first - CRITERIA_BEFORE <= now:
                found.append(_choose_criteria(campaigns[key], first, now))
        found += [_choose_version(campaigns[key], count) for key, count in _conflicts(campaigns).items()]
    for key, (count, since) in _missing(campaigns, criteria, now).items():
        found.append(_complete_sheets(campaigns[key], count, since, now, leads))
    return found


def _campaigns(user: User) -> dict[int, Campaign]:
    if user.role in MEDIATING_ROLES:
        query = campaigns_visible_to(user).where(Campaign.lead == user.id, Campaign.state == "running")
    elif user.role == Role.EMPLOYER:
        query = campaigns_visible_to(user).where(Campaign.state == "running")
    else:
        return {}
    return {campaign.id: campaign for campaign in query}


def _criteria(campaigns: dict[int, Campaign]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    for row in Criterion.select().where(Criterion.campaign.in_(list(campaigns)), Criterion.part == Part.SPEEDDATE):
        found[row.campaign_id].append(row.public_id)
    return found


def _first_speeddates(campaigns: dict[int, Campaign]) -> dict[int, datetime]:
    rows = (
        Appointment.select(SelectionDay.campaign, fn.MIN(Appointment.start_at))
        .join(SelectionDay)
        .where(SelectionDay.campaign.in_(list(campaigns)), Appointment.kind == "speeddate")
        .group_by(SelectionDay.campaign)
    )
    return {key: first for key, first in rows.tuples() if first is not None}


def _conflicts(campaigns: dict[int, Campaign]) -> dict[int, int]:
    rows = (
        Sheet.select(Nomination.campaign, fn.COUNT(Sheet.id))
        .join(Nomination)
        .where(Nomination.campaign.in_(list(campaigns)), Nomination.state == "put_forward", Sheet.is_conflicted)
        .group_by(Nomination.campaign)
    )
    return dict(rows.tuples())


def _missing(
    campaigns: dict[int, Campaign], criteria: dict[int, list[str]], now: datetime
) -> dict[int, tuple[int, datetime]]:
    """How many sheets lack per campaign, and when the last of their speeddates ended. One query."""
    rows = (
        Appointment.select(Nomination.campaign, Nomination.id, Assessor.id, Appointment.end_at, Sheet.body)
        .join(SelectionDay)
        .switch(Appointment)
        .join(Nomination)
        .switch(Appointment)
        .join(Assessor, on=(Assessor.table == Appointment.table))
        .join(
            Sheet,
            JOIN.LEFT_OUTER,
            on=((Sheet.assessor == Assessor.id) & (Sheet.nomination == Nomination.id)),
        )
        .join(
            Attendance,
            JOIN.LEFT_OUTER,
            on=((Attendance.nomination == Nomination.id) & (Attendance.selection_day == SelectionDay.id)),
        )
        .where(
            Nomination.campaign.in_(list(campaigns)),
            Nomination.state == "put_forward",
            SelectionDay.state == "published",
            Appointment.kind == "speeddate",
            Appointment.start_at <= now,
            Attendance.state.is_null() | (Attendance.state != "absent"),
        )
    )
    lacking: dict[int, dict[tuple[int, int], datetime]] = defaultdict(dict)
    for campaign, nomination, assessor, end, body in rows.tuples():
        if not is_complete(body or {}, criteria[campaign]):
            lacking[campaign][nomination, assessor] = end
    return {campaign: (len(ends), max(ends.values())) for campaign, ends in lacking.items()}


def _choose_criteria(campaign: Campaign, first: datetime, now: datetime) -> NextStep:
    return NextStep(
        what=N_("Kies de criteria van de speeddates"),
        who=campaign.title,
        until=first,
        zone=campaign.site.zone,
        is_late=first < now,
        endpoint="speeddates.criteria",
        url={"campaign_id": campaign.public_id},
        label=N_("Kies de criteria"),
    )


def _choose_version(campaign: Campaign, count: int) -> NextStep:
    return NextStep(
        what=N_("Beoordelingen met meer dan één versie: %(count)d"),
        values={"count": count},
        who=campaign.title,
        endpoint="speeddates.index",
        url={"campaign_id": campaign.public_id},
        label=N_("Vergelijk en kies"),
    )


def _complete_sheets(campaign: Campaign, count: int, since: datetime, now: datetime, leads: bool) -> NextStep:
    return NextStep(
        what=N_("Beoordelingen die nog ontbreken: %(count)d") if leads else N_("Beoordelingen in te vullen: %(count)d"),
        values={"count": count},
        who=campaign.title,
        until=since,
        zone=campaign.site.zone,
        # On the day itself they are at it; from the next day on it is late.
        is_late=now - since > timedelta(hours=12),
        endpoint="speeddates.index",
        url={"campaign_id": campaign.public_id},
        label=N_("Bekijk wat ontbreekt"),
    )
