"""What was not expected on the day: everything that has yet to begin moves on, as a draft beside the plan in force.

Who is absent, late or leaves, and a table that drops out, is the planner's (`planning_runs.py`).
"""

from typing import Any

from portal import clock
from portal.actions.drafts import begin_draft
from portal.actions.planning import check_plannable
from portal.models.accounts import User
from portal.models.database import writes
from portal.models.day_plans import DayDraft
from portal.models.selection_days import SelectionDay
from portal.planner.plans import Plan
from portal.queries.drafts import standing_plan, visits_of_plan
from portal.queries.instances import minute_of, picture_of, plan_of
from portal.rules.drafts import change_between, longer
from portal.rules.live_day import check_pause, shifted
from portal.rules.refusals import Refused
from portal.rules.words import N_


@writes
def shift_the_rest(day: SelectionDay, minutes: int, *, by: User) -> DayDraft:
    """Make a draft in which whatever has yet to begin begins so many minutes later: a fire drill, a power cut.

    What somebody changed in the draft before can be brought back by undoing. Raises Refused on another day than the
    day itself, and while a welcome talk has yet to begin: its hour is that of the programme.
    """
    check_pause(minutes)
    standing = check_plannable(day)
    standing.campaign = day.campaign
    zone = day.campaign.site.zone
    if clock.today(zone) != standing.on:
        raise Refused(N_("Opschuiven kan op de dag zelf."))
    picture, now = picture_of(standing), minute_of(clock.now(), zone)
    old = standing_plan(plan_of(standing), picture)
    visits = visits_of_plan(picture, old)
    if any(one.key.startswith("welcome/") and one.start >= now for one in visits):
        raise Refused(N_("De voorstelling moet nog beginnen. Verzet eerst het uur van de sessie."))
    breaks = [(one.start_minute, one.end_minute) for one in picture.parts.breaks]
    starts = shifted({one.key: (one.start, one.end) for one in visits}, now, minutes, breaks)
    draft = begin_draft(day, by=by)
    plan = _moved(old, starts).to_json()
    sentence, loose = N_("Alles schuift %(minutes)s minuten op"), dict.fromkeys(draft.pins, False)
    trail = longer(draft.trail, [sentence, {"minutes": minutes}, change_between(draft.plan, plan), loose])
    draft.change_seen(draft.version, plan=plan, run=None, pins=[], trail=trail, undone=[], day_version=standing.version)
    return draft


def _moved(plan: Plan, starts: dict[str, int]) -> Plan:
    def part(name: str) -> dict[str, Any]:
        spots = getattr(plan, name)
        return {key: (place, starts.get(f"{name}/{key}", start)) for key, (place, start) in spots.items()}

    return Plan(welcome=plan.welcome, tour=part("tour"), test=part("test"), dates=part("dates"))
