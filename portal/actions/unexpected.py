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
from portal.rules.drafts import END, PROGRAMME, change_between, longer
from portal.rules.live_day import check_pause, shifted
from portal.rules.refusals import Refused
from portal.rules.words import N_


@writes
def shift_the_rest(day: SelectionDay, minutes: int, *, by: User, breaks_stay: bool = False) -> DayDraft:
    """Make a draft in which whatever has yet to begin begins so many minutes later: a fire drill, a power cut.

    Talks move along, and breaks too unless they stay (`breaks_stay`: the food is there); then nothing runs into one.
    The day ends later where it has to. What somebody changed in the draft before can be brought back by undoing.
    Raises Refused on another day than the day itself.
    """
    check_pause(minutes)
    standing = check_plannable(day)
    standing.campaign = day.campaign
    zone = day.campaign.site.zone
    if clock.today(zone) != standing.on:
        raise Refused(N_("Opschuiven kan op de dag zelf."))
    picture, now = picture_of(standing), minute_of(clock.now(), zone)
    old = standing_plan(plan_of(standing), picture)
    talks, breaks = picture.parts.talks, picture.parts.breaks
    spans = {one.key: (one.start, one.end) for one in visits_of_plan(picture, old)}
    along = talks if breaks_stay else [*talks, *breaks]
    spans |= {f"{PROGRAMME}/{one.id}": (one.start_minute, one.end_minute) for one in along}
    stay = [(one.start_minute, one.end_minute) for one in breaks if breaks_stay or one.start_minute <= now]
    starts = shifted(spans, now, minutes, stay)
    draft = begin_draft(day, by=by)
    plan = _moved(old, starts).to_json() | {PROGRAMME: _programme(standing, spans, starts)}
    sentence, loose = N_("Alles schuift %(minutes)s minuten op"), dict.fromkeys(draft.pins, False)
    trail = longer(draft.trail, [sentence, {"minutes": minutes}, change_between(draft.plan, plan), loose])
    draft.change_seen(draft.version, plan=plan, run=None, pins=[], trail=trail, undone=[], day_version=standing.version)
    return draft


def _moved(plan: Plan, starts: dict[str, int]) -> Plan:
    def part(name: str) -> dict[str, Any]:
        spots = getattr(plan, name)
        return {key: (place, starts.get(f"{name}/{key}", start)) for key, (place, start) in spots.items()}

    return Plan(welcome=plan.welcome, tour=part("tour"), test=part("test"), dates=part("dates"))


def _programme(day: SelectionDay, spans: dict[str, tuple[int, int]], starts: dict[str, int]) -> dict[str, int]:
    """Which talks and breaks begin when, by id, and when the day ends if that is later."""
    found = {key.partition("/")[2]: start for key, start in starts.items() if key.startswith(f"{PROGRAMME}/")}
    visits = {key: start for key, start in starts.items() if not key.startswith(f"{PROGRAMME}/")}
    last = max((start + spans[key][1] - spans[key][0] for key, start in visits.items()), default=0)
    return found | ({END: last} if last > day.end_minute else {})
