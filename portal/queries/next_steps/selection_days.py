"""What is next about the selection day: set it up, plan it, make it known, tell the hours, receive people."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from portal.models.accounts import User
from portal.models.campaigns import Campaign
from portal.models.selection_days import SelectionDay
from portal.queries.instances import instant_of
from portal.queries.next_steps.steps import NextStep
from portal.queries.selection_days import campaigns_led_with_day, days_at_employer, hours_to_tell
from portal.rules.roles import MEDIATING_ROLES, Role
from portal.rules.words import N_


def selection_day_steps(user: User, now: datetime) -> list[NextStep]:
    """For the lead, the jobcoach and the employer; three queries at most."""
    if user.role == Role.EMPLOYER:
        return [_today(day.campaign, day) for day in days_at_employer(user) if day.on == _date(day.campaign, now)]
    if user.role not in MEDIATING_ROLES:
        return []
    found = [step for campaign, day in campaigns_led_with_day(user) for step in _of_lead(campaign, day, now)]
    for attendance in hours_to_tell(user):
        day = attendance.selection_day
        if day.on >= _date(day.campaign, now):
            found.append(
                NextStep(
                    what=N_("Vertel %(name)s de uren van de selectiedag"),
                    values={"name": attendance.nomination.candidate.first_name},
                    who=day.campaign.title,
                    until=instant_of(day, day.start_minute),
                    zone=day.campaign.site.zone,
                    endpoint="selection_days.show",
                    url={"campaign_id": day.campaign.public_id},
                    label=N_("Bekijk de uren"),
                )
            )
    return found


def _date(campaign: Campaign, now: datetime) -> date:
    return now.astimezone(ZoneInfo(campaign.site.zone)).date()


def _step(campaign: Campaign, what: str, endpoint: str, label: str, until: datetime | None = None) -> NextStep:
    return NextStep(
        what=what,
        who=campaign.title,
        until=until,
        zone=campaign.site.zone,
        endpoint=endpoint,
        url={"campaign_id": campaign.public_id},
        label=label,
    )


def _today(campaign: Campaign, day: SelectionDay) -> NextStep:
    day.campaign = campaign
    return _step(
        campaign,
        N_("Vandaag: selectiedag"),
        "selection_days.show",
        N_("Bekijk de dag"),
        instant_of(day, day.start_minute),
    )


def _of_lead(campaign: Campaign, day: SelectionDay | None, now: datetime) -> list[NextStep]:
    today = _date(campaign, now)
    if day is None:
        closes = campaign.nominations_close_at
        if campaign.selection_day_on is None or campaign.selection_day_on < today:
            return []
        what, label = N_("Stel de selectiedag samen"), N_("Stel een dag voor")
        return [_step(campaign, what, "selection_days.show", label, closes)]
    day.campaign = campaign
    if day.on < today or day.state in ("closed", "cancelled"):
        return []
    starts = instant_of(day, day.start_minute)
    if day.state == "published":
        if day.on != today:
            return []
        what, label = N_("Vandaag: selectiedag, meld kandidaten aan"), N_("Open het onthaal")
        return [_step(campaign, what, "selection_days.check_in", label, starts)]
    if day.planned_at is not None:
        what, label = N_("Maak de dagplanning bekend"), N_("Kijk na en maak bekend")
        return [_step(campaign, what, "selection_days.preview", label, starts)]
    if campaign.nominations_close_at is None or campaign.nominations_close_at > now:
        return []
    what, label = N_("Maak de planning van de selectiedag"), N_("Plan de dag")
    return [_step(campaign, what, "selection_days.show", label, starts)]
