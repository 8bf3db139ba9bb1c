"""The warehouse's day is planned ahead: a first plan, then one table more, and a draft that waits to be compared."""

from portal.actions.moving_in_drafts import pin_in_draft
from portal.actions.planning_runs import plan_as_draft, plan_at_once
from portal.actions.selection_days import add_part, change_day, set_up_day
from portal.demo.holding_the_day import as_it_stands, quickly
from portal.demo.telling import Chapter, World
from portal.queries.boards import pin_of_appointment, stand_of
from portal.queries.selection_days import appointments_of
from portal.rules.selection_days import Kind

_PLACE = "Vaartkaai 3, Willebroek: kom binnen langs het onthaal"
_BRING = "Je identiteitskaart en dichte schoenen. Een broodje krijg je van ons."


def chapter(world: World, key: str, lead: str) -> Chapter:
    """Who leads tries out how the day could go, before the window closes; nobody hears of it yet."""
    yield world.days.at(-1, 15)
    campaign, lotte = world.campaigns[key], world[lead]
    day = set_up_day(campaign, by=lotte)
    day.campaign = campaign
    change_day(day, day.version, by=lotte, place=_PLACE, bring=_BRING, slot_minutes=20, dates_per_candidate=2)
    plan_at_once(as_it_stands(campaign), by=lotte, solve=quickly)
    yield world.days.at(-1, 15, 40)
    day = as_it_stands(campaign)
    first = next(one for one in appointments_of(day) if one.kind == Kind.SPEEDDATE)
    pin_in_draft(day, pin_of_appointment(first), True, stand_of(day, None), by=lotte)
    add_part(day, "tables", {"name": "Extra tafel"}, by=lotte)
    plan_as_draft(as_it_stands(campaign), by=lotte, solve=quickly)
